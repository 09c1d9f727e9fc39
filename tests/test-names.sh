#!/usr/bin/env bash
# Names from inventories are data: quotes, markup, line breaks, writing that turns round, emoji, formulas, 300 characters, each in
# each format that rollcall writes. tests/names.py says how they are read.
suite=names
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"

if ! command -v python3 >/dev/null; then
  skip "names in every format" "there is no python3"
else
  law "names can be asked about" asks python3 "$srcdir/tests/names.py" "$rollcall" "$scratch"
  answers
fi
finish
