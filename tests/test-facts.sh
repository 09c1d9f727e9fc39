#!/usr/bin/env bash
# Every fact has one home that uses it, or a reason why it has none; every worked example is run through the models.
suite=facts
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"

facts_have_homes () {
  python3 "$srcdir/tests/facts.py" --current
}

examples_hold () {
  python3 "$srcdir/tests/examples.py" "$builddir/tests/unit"
}

if command -v python3 >/dev/null; then
  law "every fact has a home or a reason" facts_have_homes
  law "every worked example holds, and is run once" examples_hold
  examples_hold | tail -n 1
else
  skip "facts" "there is no python3"
fi
finish
