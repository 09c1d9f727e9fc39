#!/usr/bin/env python3
"""Compares a change packet with the run that it is of.

packet.py DIR RUN.ndjson TRACE.json CAPACITY.json: what the packet says of VMs, margins, steps and findings is worked out again, from the
journal, the timeline's trace and the capacity at each step, and has to be the same; and the page and the Markdown have to say the same.
packet.py --hostile DIR: names stand in every file as text.
"""
import csv
import html.parser
import json
import os
import re
import sys

UP = {"running", "leaving", "pinned", "migrating"}
SERVES = {"settled", "installing"}
UNITS = {"ms": 1, "s": 1000, "min": 60000, "h": 3600000, "d": 86400000}


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return file.read()


def check(condition, *words):
    if not condition:
        print(*words)
        sys.exit(1)


def vms_of(entries):
    """What each VM went through, by name: a mistake here and the same one there would be needed to agree."""
    vms = {}
    for e in entries:
        if e["machine"] not in ("vm", "guest"):
            continue
        vm = vms.setdefault(e["name"].removeprefix("guest:"), {"moves": 0, "restarts_by_ha": 0, "down": 0, "times": 0, "vm": None, "guest": "settled",
                                        "was_up": None, "since": None})
        if e["machine"] == "vm":
            if vm["vm"] is None:
                vm["vm"] = e["from"]
                vm["was_up"] = e["from"] in UP
            vm["moves"] += e["signal"] == "arrived" and e["from"] == "migrating"
            vm["restarts_by_ha"] += e["signal"] == "restarted" and e["from"] == "restarting"
            vm["vm"] = e["to"]
        else:
            if vm["vm"] is None:  # it runs, since somebody tends its guest
                vm["vm"], vm["was_up"] = "running", True
            vm["guest"] = e["to"]
        up = vm["vm"] in UP and vm["guest"] in SERVES
        if up and vm["since"] is not None:
            vm["down"] += e["at_ms"] - vm["since"]
            vm["since"] = None
        elif not up and vm["was_up"] and vm["since"] is None:
            vm["since"] = e["at_ms"]
            vm["times"] += 1
        vm["was_up"] = vm["was_up"] or up
    return vms


def check_vms(folder, entries):
    rows = {row["vm"]: row for row in csv.DictReader(read(folder, "affected-vms.csv").splitlines())}
    vms = vms_of(entries)
    affected = {name for name, vm in vms.items() if vm["moves"] or vm["restarts_by_ha"] or vm["times"]}
    check(set(rows) == affected, "affected:", set(rows) ^ affected)
    for name, row in rows.items():
        vm = vms[name]
        check(int(row["moves"]) == vm["moves"], name, "moves", row, vm)
        check(int(row["restarts_by_ha"]) == vm["restarts_by_ha"], name, "restarts", row, vm)
        check(int(row["failures"]) + int(row["stops_on_purpose"]) == vm["times"], name, "times", row, vm)
        check((row["at_the_end"] == "down") == (vm["since"] is not None), name, "end", row, vm)
        check(vm["since"] is not None or int(row["down_ms"]) == vm["down"], name, "down", row, vm)


def check_margins(fields, entries, trace):
    """HA's headroom and the quorums, against the spans that the timeline draws of them."""
    groups = {e["pid"]: e["args"]["name"] for e in trace if e["name"] == "process_name"}
    tracks = {(e["pid"], e["tid"]): e["args"]["name"] for e in trace if e["name"] == "thread_name"}
    wanted = {"headroom": "host failures that HA covers", "quorum": "members that a quorum may still lose"}
    off = {e["name"] for e in entries if e["machine"] == "admission" and "off" in (e["from"], e["to"])}
    for margin in fields["margins"]:
        drawn = [e for e in trace if e["ph"] == "X" and groups[e["pid"]].startswith(wanted.get(margin["kind"], "?"))
                 and tracks[e["pid"], e["tid"]] == margin["name"] and re.match(r"-?\d+ ", e["name"])]
        told = [int(re.search(r"covers (\d+) failure", e["told"])[1]) for e in entries
                if e["machine"] == "admission" and e["name"] == margin["name"] and "covers" in (e["told"] or "")]
        if not drawn and told and margin["kind"] == "headroom":  # it is only drawn where it changes
            check(set(told) == {margin["fewest"]}, margin, told)
        if not drawn or margin["name"] in off:
            continue
        below = sum(e["dur"] for e in drawn if int(e["name"].split()[0]) < 1) // 1000
        check(margin["below_one_ms"] == below, margin, "drawn:", below)
        check(margin["fewest"] <= min(int(e["name"].split()[0]) for e in drawn), margin)


def check_headroom(fields, run, capacity):
    """The fewest failures covered during each step, against what `capacity` finds."""
    worst = {(step["name"], w["cluster"]["name"]): w for step in capacity["steps"] for w in step["worst"]}
    ends = {step["name"]: step["ended_ms"] for step in run["steps"]}
    for row in fields["tables"].get("headroom", []):
        if row["not_counted_for"] == "-" and row["during"] != "the whole run":
            found = worst[row["during"], row["cluster"]]
            if found["at_ms"] != ends[row["during"]]:  # what ends a step may be what makes it worse after it
                check(int(row["fewest"]) == found["cluster"]["failover_capacity"], row, found)


def words_to_ms(words):
    parts = words.split()
    return sum(float(n) * UNITS[u] for n, u in zip(parts[::2], parts[1::2]))


def check_steps(fields, run):
    def clock(ms):
        s = ms // 1000
        days, hours = s // 86400, s // 3600 % 24
        return f"T+{f'{days} d {hours:02}' if days else hours}:{s // 60 % 60:02}:{s % 60:02}"

    rows = fields["tables"]["steps"]
    check(len(rows) == len(run["steps"]), "steps")
    for row, step in zip(rows, run["steps"]):
        check(row["step"] == step["name"] and row["in_the_rehearsal"] == step["outcome"], row, step)
        if step["started_ms"] is not None:
            check(row["begins"] == clock(step["started_ms"]), row, step)
        else:
            check(row["begins"] == "not reached", row, step)
        if step["started_ms"] is not None and step["ended_ms"] is not None:
            lasted = step["ended_ms"] // 1000 * 1000 - step["started_ms"] // 1000 * 1000
            check(row["ends"] == clock(step["ended_ms"]), row, step)
            check(abs(words_to_ms(row["lasts"]) - lasted) <= max(60000 if lasted < 86400000 else 3600000, lasted // 50), row, lasted)
    names = [row["step"] for row in fields["tables"]["backout"]]
    check(names == [row["step"] for row in rows][::-1], "backout in reverse", names)
    check(all(row["can_it_be_undone_"] and row["source"] for row in fields["tables"]["backout"]), "backout")
    check({row["after_step"] for row in fields["tables"]["tests"]} == set(names), "a test for every step")


def check_findings(fields, run):
    rows = fields["tables"].get("findings", [])
    check({(r["severity"], r["code"]) for r in rows} == {(f["severity"], f["code"]) for f in run["findings"]}, "findings")
    fixes = {f["fix"] for f in run["findings"]}
    for row in rows:
        check(row["what_to_do"] in fixes, row)
    worst = max([("note", "risk", "outage").index(r["severity"]) for r in rows], default=0)
    expected = "high" if run["outcome"] != "completed" or worst == 2 else "moderate" if worst else "low"
    check(fields["risk"] == expected, "risk", fields["risk"], expected)


class Page(html.parser.HTMLParser):
    """The texts of a page in order, and the elements there are."""

    BLOCKS = {"h1", "h2", "h3", "p", "li", "td", "th", "pre"}

    def __init__(self):
        super().__init__()
        self.texts, self.elements, self.inside = [], set(), False

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        for name, value in attrs:
            check(not name.startswith("on"), "a handler:", name)
            check(name not in ("src", "href") or value.startswith(("data:image/svg+xml;base64,", "#")), name, value[:40])
        if tag in self.BLOCKS:
            self.texts.append("")
            self.inside = True

    def handle_endtag(self, tag):
        if tag in self.BLOCKS:
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.texts[-1] += data


def markdown_texts(text):
    texts, fenced = [], None
    for line in text.splitlines():
        if fenced:
            fenced = None if line == fenced else (texts.append(line), fenced)[1]
            continue
        if re.fullmatch(r"`{3,}", line):
            fenced = line
            continue
        if not line or line.startswith("![") or re.fullmatch(r"\|( --- \|)+", line):
            continue
        if line.startswith("|"):
            texts += [cell.strip(" ") for cell in re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1]]
        else:
            bold = re.fullmatch(r"\*\*(.*)\*\*", line)
            texts.append(bold[1] if bold else re.sub(r"^(#+|-) ", "", line))
    return [re.sub(r"\\([^A-Za-z0-9\s])", r"\1", text) for text in texts]


def check_pages(folder):
    page = Page()
    page.feed(read(folder, "change.html"))
    said, written = [t.strip(" ") for t in page.texts], [t.strip(" ") for t in markdown_texts(read(folder, "change.md"))]
    for a, b in zip(said, written):
        check(a == b, "the page:", repr(a), "the Markdown:", repr(b))
    check(len(said) == len(written), "one says more")
    check(not page.elements & {"script", "iframe", "object", "link", "form"}, "elements", page.elements)
    return page


def main():
    if sys.argv[1] == "--hostile":
        folder = sys.argv[2]
        page, fields = check_pages(folder), json.loads(read(folder, "change.json"))
        check(any("<script>alert(1)</script>" in text for text in page.texts), "the name is not there")
        check(any("=cmd|' /C calc'!A0" in vm["name"] for vm in fields["affected_cis"]), "a VM's name is not there")
        for row in csv.reader(read(folder, "affected-vms.csv").splitlines()):
            check(len(row) == 12 and not any(cell[:1] in tuple("=+-@") for cell in row if cell), row)
        for name in ("change.md", "change.html", "change.json", "affected-vms.csv"):
            check("\u202e" not in read(folder, name), name, "turns the direction of writing")
        return
    folder = sys.argv[1]
    with open(sys.argv[2], encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    with open(sys.argv[3], encoding="utf-8") as file:
        trace = json.load(file)["traceEvents"]
    with open(sys.argv[4], encoding="utf-8") as file:
        capacity = json.load(file)
    entries, run = lines[:-1], lines[-1]
    fields = json.loads(read(folder, "change.json"))
    for key in ("short_description", "description", "justification", "implementation_plan", "backout_plan", "test_plan",
                "risk_impact_analysis", "risk", "impact", "start_date", "end_date", "schedule", "affected_vms"):
        check(fields.get(key), key, "is not there")
    check(fields["rehearsal"]["digest"] == run["digest"] and fields["rehearsal"]["outcome"] == run["outcome"], "digest")
    check(run["digest"] in fields["justification"], "the digest is not told")
    check_vms(folder, entries)
    check_margins(fields, entries, trace)
    check_headroom(fields, run, capacity)
    check_steps(fields, run)
    check_findings(fields, run)
    check_pages(folder)


main()
