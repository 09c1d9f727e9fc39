#!/usr/bin/env bash
# Every fact has one home that uses it, or a reason why it has none.
suite=facts
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"

facts_have_homes () {
  python3 "$srcdir/tests/facts.py"
}

if command -v python3 >/dev/null; then
  law "every fact has a home or a reason" facts_have_homes
else
  skip "facts" "there is no python3"
fi
finish
