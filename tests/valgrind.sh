#!/usr/bin/env bash
# Every unit suite and a few rehearsals under valgrind: no error, no leak but what tests/rollcall.supp names.
#
#   make valgrind
suite=valgrind
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"
export LC_ALL=C.UTF-8 G_DEBUG=fatal-criticals

clean () {
  local status
  valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --show-leak-kinds=definite \
    --num-callers=30 --suppressions="$srcdir/tests/rollcall.supp" "$@" >"$scratch/out" || status=$?
  # A rehearsal with findings ends with 1, which is no trouble here.
  [ "${status:-0}" -eq 0 ] || { [ "$1" = "$rollcall" ] && [ "$status" -eq 1 ]; }
}

command -v valgrind >/dev/null || { echo 'valgrind: valgrind is missing' >&2; exit 1; }
for unit in $("$builddir/tests/unit" --list); do
  law "suite $unit" clean "$builddir/tests/unit" "$unit"
done
for file in "$srcdir"/scenarios/library/*.yaml; do
  name=$(basename "$file" .yaml)
  law "run $name" clean "$rollcall" run "$name"
done
[ -z "${name-}" ] || law "graph $name" clean "$rollcall" graph "$name" --format svg -o "$scratch/graph.svg"
finish
