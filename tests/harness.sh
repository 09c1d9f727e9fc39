# What the shell suites share: sourced, after `suite` has been named.
#
#   law NAME COMMAND…    one test: the command's status decides; its output is shown only when it fails
#   skip NAME WHY        says that a test did not run; it counts neither way
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

finish () {
  printf '%s: %d passed, %d failed\n' "$suite" "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}
