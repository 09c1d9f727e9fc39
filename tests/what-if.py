#!/usr/bin/env python3
"""What `rollcall capacity` tells of hosts that can leave, against what a rehearsal then does.

    what-if.py ROLLCALL FIRST LAST

For each seed the estate of random-scenario.py, without its plan, its faults and DPM. The largest set of a cluster is told to enter
maintenance in one moment, and must; then each host alone, which must enter exactly when it was told to, and else must be kept
by the same VMs for the same reasons. Prints each difference and how many questions were asked; the status is 1 when there are
differences."""
import importlib.util
import json
import os
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
spec = importlib.util.spec_from_file_location("random_scenario", os.path.join(here, "random-scenario.py"))
random_scenario = importlib.util.module_from_spec(spec)
spec.loader.exec_module(random_scenario)

rollcall, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def ask(estate, *what):
    """What it answers; None when it cannot read the estate, as some are drawn that contradict themselves."""
    done = subprocess.run([rollcall, *what, "--format", "json", "-"], input=estate, capture_output=True, text=True, check=False)
    if done.returncode == 3:
        return None
    if done.returncode not in (0, 1):
        sys.exit(f"{what[0]} ended with {done.returncode}: {done.stderr}\n{estate}")
    return json.loads(done.stdout)


def rehearse(estate, hosts):
    """Which of them enter, and (subject, blocker) of what keeps the others; None when vCenter is not there to ask."""
    plan = "".join(f"\n  - {{step: {h}, maintenance: {h}, enter-timeout: none}}" for h in hosts)
    result = ask(f"{estate}plan:{plan}\n", "run")
    if any(f["code"] == "control-plane-down" and f["since_ms"] == 0 for f in result["findings"]):
        return None
    entered = {s["name"] for s in result["steps"] if s["outcome"] == "done"}
    kept = {(f["subject"].removeprefix("vsan:"), f["evidence"]["blocker"]) for f in result["findings"]
            if f["code"] == "evacuation-blocked" and f["until_ms"] is None}
    return entered, kept


asked = differences = 0


def differs(seed, text):
    global differences
    differences += 1
    print(f"{seed}: {text}")


for seed in range(first, last + 1):
    estate = random_scenario.scenario(seed).split("plan:", 1)[0].replace("    dpm: true\n", "") # which may wake a host meanwhile
    capacity = ask(estate + "plan: []\n", "capacity")
    for cluster in capacity["clusters"] if capacity else []:
        told = cluster["evacuable"]
        answer = rehearse(estate, told["hosts"]) if told["hosts"] else None
        if answer:
            asked += 1
            entered, kept = answer
            if entered != set(told["hosts"]):
                differs(seed, f"{told['hosts']} are told to leave at once, {sorted(entered)} do: {sorted(kept)}")
        for one in told["each"]:
            answer = rehearse(estate, [one["host"]])
            expected = {(fault["vm"] or cluster["name"], fault["blocker"]) for fault in one["faults"]}
            if not answer or (cluster["name"], "vsan-one-at-a-time") in expected: # of vLCM, not of an operator
                continue
            asked += 1
            entered, kept = answer
            if (cluster["name"], "ahv-guarantee") in expected and not entered:
                continue # refused before anything is emptied
            if one["can"] != bool(entered):
                differs(seed, f"{one['host']} is told to {'leave' if one['can'] else 'stay'}, and does not: {sorted(kept)}, told {sorted(expected)}")
            elif kept != expected:
                differs(seed, f"{one['host']} is kept by {sorted(kept - expected)}, told {sorted(expected - kept)}")
print(f"{asked} questions, {differences} differences")
sys.exit(differences > 0)
