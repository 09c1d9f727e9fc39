# What the shell suites share: sourced, after `suite` has been named.
#
#   law NAME COMMAND…    one test: the command's status decides; its output is shown only when it fails
#   skip NAME WHY        says that a test did not run; it counts neither way
#   asks COMMAND…        a program that makes laws of its own, `ok LAW` or `not ok LAW: why` a line and `N failed` at the end;
#                        whether it has come to its end
#   answers              those laws
#   has_browser MODULE   whether there are Debian's Chromium, node and that module of npm's, which ./bootstrap check installs
#   browses SCRIPT…      asks a script of tests/player, which drives that browser
#   finish               the closing line `suite: P passed, F failed`, and the status
#
# A law runs in a subshell under `set -e`, so that any command that fails fails it.
# shellcheck shell=bash
set -u
passed=0
failed=0
srcdir=${ROLLCALL_SRCDIR:?run it by make check}
builddir=${ROLLCALL_BUILDDIR:?run it by make check}
rollcall=${ROLLCALL:-$builddir/rollcall}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

law () {
  local name=$1 output status
  shift
  output=$(set -e; "$@" 2>&1)
  status=$?
  if [ "$status" -eq 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf '%s\n' "$output" | sed "s/^/$suite: $name: /"
    printf '%s: %s: failed\n' "$suite" "$name"
  fi
}

skip () {
  printf '%s: %s: skipped, %s\n' "$suite" "$1" "$2"
}

asks () {
  "$@" >"$scratch/lines" 2>&1 || true
  grep -q 'failed$' "$scratch/lines" || { cat "$scratch/lines"; return 1; }
}

answers () {
  local line
  while read -r line; do
    case $line in
    ok*) law "${line#ok }" true ;;
    not*) law "${line#not ok }" false ;;
    esac
  done <"$scratch/lines"
}

chromium=$(command -v chromium || command -v chromium-browser || true)

has_browser () {
  [ -n "$chromium" ] && command -v node >/dev/null && [ -d "$srcdir/tests/player/node_modules/$1" ]
}

browses () {
  asks node "$srcdir/tests/player/$1" "$chromium" "${@:2}"
}

finish () {
  printf '%s: %d passed, %d failed\n' "$suite" "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}
