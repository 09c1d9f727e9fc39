#!/usr/bin/env python3
"""Runs every worked example of vSphere through the models, and counts what they prove.

    examples.py UNIT   where UNIT is the test runner

Each example of tests/data/examples/vsphere.json is to be run exactly once, by a suite that begins with examples-. Published
ones are evidence; rules and derived ones show that the models agree with what is known; a fitted one was made to agree and
one from memory has no source, so neither is counted. Ends with a line that says so.
"""

import collections
import json
import os
import re
import subprocess
import sys

unit = sys.argv[1]
source = os.environ.get("ROLLCALL_SRCDIR", os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
with open(os.path.join(source, "tests/data/examples/vsphere.json"), encoding="utf-8") as file:
    examples = json.load(file)
suites = [name for name in subprocess.run([unit, "--list"], capture_output=True, text=True, check=True).stdout.split()
          if name.startswith("examples-")]
told = subprocess.run([unit, "--verbose", *suites], capture_output=True, text=True, check=False).stdout
runs = collections.defaultdict(list)
for example, verdict in re.findall(r"^examples-[\w-]+: vsphere (WE-\d+) .*: (passed|failed), \d+ ms$", told, re.M):
    runs[example].append(verdict)

wrong = []
holds = collections.Counter()
for example in examples:
    verdicts = runs[example["id"]]
    if verdicts == ["passed"]:
        holds[example["class"]] += 1
    else:
        wrong.append(f"{example['id']} ({example['kind']}): {', '.join(verdicts) or 'never run'}, not passed once")
for line in wrong:
    print(line)

total = sum(holds.values())
print(f"examples: {total} of {len(examples)} hold: {holds['published']} published, {holds['rule']} rule, {holds['derived']} derived; "
      f"{holds['fitted']} fitted and {holds['memory']} from memory not counted")
sys.exit(1 if wrong else 0)
