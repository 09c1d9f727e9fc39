#!/usr/bin/env bash
# The player in a browser: Debian's Chromium, driven by Playwright. Without them, or without npm's modules in tests/player,
# which ./bootstrap check installs, it is skipped and says so.
suite=player
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"

# Twenty clusters of fifty hosts and a thousand VMs, one upgraded after another.
thousand_hosts () {
  local c
  echo 'rollcall: 1'
  echo 'clusters:'
  for c in {00..19}; do
    printf '  c%s:\n    ha: {}\n    hosts:\n      c%sh[001-050]: %s\n    vms:\n      c%sv[0001-1000]: {vcpus: 2, memory: 16 GiB}\n' \
      "$c" "$c" '{cpu: 120 GHz, memory: 1 TiB, version: 8.0.2, vmotion: 25 Gbit/s}' "$c"
  done
  echo 'plan:'
  for c in {00..19}; do echo "  - {step: s$c, remediate: c$c, to: 8.0.3}"; done
}

plays () {
  "$rollcall" report a-host-that-will-not-empty -o "$scratch/run.html"
  "$rollcall" report "$srcdir/tests/data/hostile.yaml" -o "$scratch/hostile.html"
  "$rollcall" report a-vsan-roll-that-waits-for-resync -o "$scratch/vsan.html"
  thousand_hosts >"$scratch/large.yaml"
  "$rollcall" report "$scratch/large.yaml" -o "$scratch/large.html"
  [ "$(stat -c %s "$scratch/large.html")" -lt 10000000 ]
  browses player.mjs "$scratch/run.html" "$scratch/hostile.html" "$scratch/large.html" "$scratch/vsan.html"
}

if ! has_browser playwright-core; then
  skip "the player in a browser" "there is no Chromium, node or Playwright"
else
  law "the player can be opened" plays
  answers
fi
finish
