#!/usr/bin/env bash
# The player in a browser: Debian's Chromium, driven by Playwright. Without them, or without npm's modules in tests/player,
# which ./bootstrap check installs, it is skipped and says so.
suite=player
. "$(dirname "$0")/harness.sh"

chromium=$(command -v chromium || command -v chromium-browser || true)
modules=$srcdir/tests/player/node_modules

plays () {
  local line
  "$rollcall" report a-host-that-will-not-empty -o "$scratch/run.html"
  "$rollcall" report "$srcdir/tests/data/hostile.yaml" -o "$scratch/hostile.html"
  node "$srcdir/tests/player/player.mjs" "$chromium" "$scratch/run.html" "$scratch/hostile.html" >"$scratch/lines" 2>&1 || true
  grep -q 'failed$' "$scratch/lines" || { cat "$scratch/lines"; return 1; }
}

if [ -z "$chromium" ] || ! command -v node >/dev/null || [ ! -d "$modules/playwright-core" ]; then
  skip "the player in a browser" "there is no Chromium, node or Playwright"
else
  law "the player can be opened" plays
  while read -r line; do
    case $line in
    ok*) law "${line#ok }" true ;;
    not*) law "${line#not ok }" false ;;
    esac
  done <"$scratch/lines"
fi
finish
