#!/usr/bin/env bash
# What capacity tells of hosts that can leave is what a rehearsal then does. A few dozen estates here; hundreds by hand:
# tests/what-if.py ./rollcall 1 1000.
suite=what-if
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"

if command -v python3 >/dev/null; then
  law "what is told beforehand happens" python3 "$srcdir/tests/what-if.py" "$rollcall" 1 50
else
  skip "what-if" "there is no python3"
fi
finish
