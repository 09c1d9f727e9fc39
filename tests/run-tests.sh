#!/usr/bin/env bash
# Runs the suites, each in a process of its own, and ends with the line `N passed, N failed`.
#
#   tests/run-tests.sh [SUITE…]
#
# A suite is a row of `tests/unit --list` or a script tests/test-NAME.sh. Each closes with `NAME: P passed, F failed`;
# one that dies, hangs or says nothing counts as one failure, so that silence never passes. `make` sets the environment;
# ROLLCALL_WRAP is a command to run the unit suites under.
set -u
srcdir=${ROLLCALL_SRCDIR:?run it by make check}
builddir=${ROLLCALL_BUILDDIR:?run it by make check}
logs=$builddir/tests/logs
unset MAKEFLAGS MFLAGS MAKELEVEL   # a make within a suite is not part of the make around it

# The surroundings are pinned in one place. The laws vary them on purpose.
export LC_ALL=C.UTF-8 TZ=UTC G_DEBUG=fatal-criticals
export ASAN_OPTIONS=fast_unwind_on_malloc=0   # else a leak of Pango's, built without frame pointers, names nobody
export LSAN_OPTIONS=suppressions=$srcdir/tests/lsan.supp:print_suppressions=0
export UBSAN_OPTIONS=print_stacktrace=1
unset NO_COLOR CLICOLOR_FORCE

# One suite: its output goes to a log, and to the terminal when it has ended.
run_suite () {
  local name=$1 log=$logs/$1.log status closing
  local script=$srcdir/tests/test-$name.sh
  case $name in valgrind | rows) script=$srcdir/tests/$name.sh ;; esac
  if [ -e "$script" ]; then
    timeout "${SUITE_TIMEOUT:-900}" bash "$script" >"$log" 2>&1
  else
    # shellcheck disable=SC2086
    ROLLCALL_ROWS=$logs/$name.rows timeout "${SUITE_TIMEOUT:-900}" ${ROLLCALL_WRAP-} "$builddir/tests/unit" "$name" >"$log" 2>&1
  fi
  status=$?
  closing=$(tail -n 1 "$log" | grep -E "^$name: [0-9]+ passed, [0-9]+ failed\$")
  if [ -z "$closing" ] || { [ "$status" -ne 0 ] && [[ $closing == *" 0 failed" ]]; }; then
    if [ "$status" -eq 124 ]; then
      printf '%s: did not end in time\n' "$name"
    else
      printf '%s: ended with status %d%s\n' "$name" "$status" "${closing:+ after its last test}"
    fi >>"$log"
    set -- ${closing:-x 0}
    printf '%s: %d passed, 1 failed\n' "$name" "$2" >>"$log"
  fi
  cat "$log"
}

if [ "${1-}" = --one ]; then
  run_suite "$2"
  exit 0
fi

mkdir -p "$logs" && rm -f "$logs"/*.log "$logs"/*.rows
if [ $# -eq 0 ]; then
  # shellcheck disable=SC2046
  set -- $(cd "$srcdir/tests" && ls test-*.sh | sed 's/^test-//; s/\.sh$//') $("$builddir/tests/unit" --list)
fi

# The long ones come first, two or more at a time; their lines do not mix.
printf '%s\n' "$@" | xargs -P "${JOBS:-$(nproc)}" -n 1 bash "$0" --one

# What all of them together have taken can be said only when all have run.
if [ -z "$("$builddir/tests/unit" --list | grep -vxF "$(printf '%s\n' "$@")")" ]; then
  set -- "$@" rows
  run_suite rows
fi

passed=0
failed=0
for name; do
  set -- $(tail -n 1 "$logs/$name.log" 2>/dev/null)
  passed=$((passed + ${2:-0}))
  failed=$((failed + ${4:-1}))
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
