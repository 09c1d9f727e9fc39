#!/usr/bin/env bash
# Names from inventories are data: quotes, markup, line breaks, writing that turns round, emoji, formulas, 300 characters, each in
# each format that rollcall writes. tests/names.py says how they are read.
suite=names
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"

asked () {
  python3 "$srcdir/tests/names.py" "$rollcall" "$scratch" >"$scratch/lines" 2>&1 || true
  grep -q 'failed$' "$scratch/lines" || { cat "$scratch/lines"; return 1; }
}

if ! command -v python3 >/dev/null; then
  skip "names in every format" "there is no python3"
else
  law "names can be asked about" asked
  while read -r line; do
    case $line in
    ok*) law "${line#ok }" true ;;
    not*) law "${line#not ok }" false ;;
    esac
  done <"$scratch/lines"
fi
finish
