#!/usr/bin/env bash
# The bundled rehearsals and a drawing under valgrind: no error, no leak but what tests/rollcall.supp names.
# `make valgrind` runs it beside the unit suites and says in ROLLCALL_WRAP how valgrind is called.
suite=valgrind
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"

# A rehearsal with findings ends with 1, which is no trouble here.
clean () {
  local status=0
  # shellcheck disable=SC2086
  $ROLLCALL_WRAP "$@" >"$scratch/out" || status=$?
  [ "$status" -le 1 ] || { tail -n 3 "$scratch/out"; return 1; }
}

for file in "$srcdir"/scenarios/library/*.yaml; do
  name=$(basename "$file" .yaml)
  law "run $name" clean "$rollcall" run "$name"
done
law "graph $name" clean "$rollcall" graph "$name" --format svg
finish
