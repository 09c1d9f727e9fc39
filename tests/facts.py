#!/usr/bin/env python3
"""What is known, what models it, and what proves it.

    facts.py            complains of every claim that does not hold
    facts.py --current  and of docs/facts.md when it is not current
    facts.py --write     writes docs/facts.md, and drops what has been modelled from the list of what is not

tests/data/facts.tsv has the facts of vSphere, tests/data/facts-platforms.tsv those of Nutanix and of capacity, facts-drift.tsv
those of drift and of those who look for it. A source file claims those
that it implements by the last paragraph of its top comment, ` * Facts: HA-11 HA-15.`; a fact has one home, and its home
(the file, or its header) cites it where it uses it. What nobody claims stands in docs/facts-not-modelled.tsv with a reason.
Ids of other handbooks (K-01) may be cited, and have no page yet.
"""

import collections
import json
import os
import re
import sys

SOURCES = os.environ.get("ROLLCALL_SRCDIR", os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDERS = ["sim", "models", "scenarios", "viz", "cli"]
NOT_YET = "not modelled yet"
ID = re.compile(r"\b((?:HA|AC|DRS|EV|VMO|HST|LCM|VC|VCLS|VCHA|UPG|VS|DR|D)-\d\d|N-\d{2,3}|[LQ]-\d\d|B\d\d)(?:-(B\d\d))?\b")
CHOICE = re.compile(r"\bC[1-9]\b")
ROW = re.compile(r'^\s*(?:ROW|STAY)\s*\(.*"([^"]*)"\),?\s*$')
TABLE = re.compile(r"^const SimRow model_(\w+)_rows\[\]")

CHAPTERS = [
    ("HA", "vSphere HA"), ("AC", "Admission control"), ("DRS", "DRS"), ("EV", "Evacuation"),
    ("B", "What keeps a host from emptying"), ("VMO", "vMotion"), ("HST", "ESXi hosts"), ("LCM", "Lifecycle Manager"),
    ("VC", "vCenter and its upgrade"), ("VCLS", "vSphere Cluster Services"), ("VCHA", "vCenter High Availability"),
    ("UPG", "Versions and order"), ("VS", "vSAN"), ("DR", "What an upgrade resets"),
    ("L", "Licences and what they cost"), ("C", "Where sources disagree"), ("D", "Who looks for drift"),
]

# Those of Nutanix have one row of ids; a chapter ends before the next begins.
NUTANIX = [
    (1, "Nutanix: services and quorum"), (20, "Nutanix: when a CVM goes away"), (30, "Nutanix: locality"),
    (40, "Nutanix: failure, detach, rebuild"), (50, "Nutanix: rolling upgrades"), (70, "Nutanix: order and versions"),
    (80, "AHV: HA, balancing, maintenance"), (100, "ESXi on Nutanix"), (110, "Nutanix: capacity"), (1000, ""),
]

# And those that hold on any platform.
COMMON = [("Q-", "Capacity")]

# What a worked example of platforms.json rests on.
CLASSES = {"S": "published", "D": "derived", "P": "agreed"}

complaints = []


def complain(text):
    complaints.append(text)


def path(name):
    return os.path.join(SOURCES, name)


def read(name):
    with open(path(name), encoding="utf-8") as file:
        return file.read()


def rows_of(name):
    """The lines of a table as lists of cells; # begins a comment."""
    if not os.path.exists(path(name)):
        return []
    return [line.split("\t") for line in read(name).splitlines() if line and not line.startswith("#")]


def ids_in(text):
    """The ids that a text cites. B01-B28 stands for all of them."""
    found = []
    for first, last in ID.findall(text):
        found += ["B%02d" % n for n in range(int(first[1:]), int(last[1:]) + 1)] if last else [first]
    return found


def order(fact):
    """Facts in the order of their table."""
    return list(facts).index(fact) if fact in facts else len(facts)


class Source:
    """One source file: what it claims, what it cites, and the rows of its tables."""

    def __init__(self, name):
        self.name = name
        text = read(name)
        top = re.match(r"\s*/\*.*?\*/", text, re.S)
        claim = re.search(r"\bFacts:(.*)\*/", top.group(0), re.S) if top else None
        said = claim.group(1) if claim else ""
        self.claims = ids_in(said) + CHOICE.findall(said)
        strange = [word for word in re.sub(r"[*.,]", " ", said).split() if not ids_in(word) and not CHOICE.match(word)]
        for word in strange:
            complain(f"{name}: claims '{word}', which is no fact")
        rest = text.replace(claim.group(0), "") if claim else text
        self.cites = set(ids_in(rest)) | set(CHOICE.findall(rest))
        self.tables = set()
        machine = None
        for line in rest.splitlines():
            begins, row = TABLE.match(line), ROW.match(line)
            machine = begins.group(1) if begins else machine
            if row and machine:
                self.tables |= {(fact, machine.lower().replace("_", "-")) for fact in ids_in(row.group(1))}


def sources():
    names = []
    for folder in FOLDERS:
        for at, _, files in os.walk(path(folder)):
            names += [os.path.relpath(os.path.join(at, file), SOURCES) for file in files
                      if re.search(r"\.(c|h|def)$", file) and file != "library.gresource.c"]
    return [Source(name) for name in sorted(names)]


def stem(name):
    return name.rsplit(".", 1)[0]


def check_claims(all_sources):
    """Each fact has one home that uses it, or a reason why it has none."""
    homes = {}
    for source in all_sources:
        for fact in source.claims:
            if fact not in facts:
                complain(f"{source.name}: claims {fact}, and there is no such fact")
            elif fact in homes:
                complain(f"{source.name}: claims {fact}, which {homes[fact]} has claimed; a fact has one home")
            else:
                homes[fact] = source.name
                family = [other for other in all_sources if stem(other.name) == stem(source.name)]
                if not any(fact in other.cites for other in family):
                    complain(f"{source.name}: claims {fact} and never cites it where it is used")
        for fact in sorted(source.cites - set(facts)):
            complain(f"{source.name}: cites {fact}, and there is no such fact")
    for fact, reason in reasons.items():
        if fact not in facts:
            complain(f"docs/facts-not-modelled.tsv: {fact} is no fact")
        elif fact in homes and reason != NOT_YET:
            complain(f"docs/facts-not-modelled.tsv: says why {fact} is not modelled, and {homes[fact]} claims it")
    for fact in facts:
        if fact not in homes and fact not in reasons:
            complain(f"{fact}: no file claims it (' * Facts: {fact}.') and docs/facts-not-modelled.tsv does not say why not")
    return homes


def chapters():
    """The titles, each with its facts."""
    of_vsphere = [(title, [fact for fact in facts if re.match(prefix + r"-?\d", fact)]) for prefix, title in CHAPTERS]
    numbers = {fact: int(fact[2:]) for fact in facts if fact.startswith("N-")}
    of_nutanix = [(title, [fact for fact in numbers if first <= numbers[fact] < end])
                  for (first, title), (end, _) in zip(NUTANIX, NUTANIX[1:])]
    return of_vsphere + of_nutanix + [(title, [fact for fact in facts if fact.startswith(prefix)]) for prefix, title in COMMON]


def suites_of_examples(book):
    """Which test drives the examples of each kind."""
    found = {}
    for file in sorted(os.listdir(path("tests"))):
        if file.startswith("test-examples-") and file.endswith(".c"):
            for kind in re.findall(r'examples_add \(suite, "%s", "(\w+)"' % book, read("tests/" + file)):
                found[kind] = file
    return found


def tests_citing():
    found = collections.defaultdict(list)
    for file in sorted(os.listdir(path("tests"))):
        if re.match(r"test-.*\.(c|sh)$", file):
            for fact in set(ids_in(read("tests/" + file))):
                found[fact].append(file)
    return found


def link(name, at="../"):
    return f"[{os.path.basename(name)}]({at}{name})"


def table_of_examples(book, of_book):
    """The worked examples that follow from the facts of one book, with what they prove and who runs them."""
    shows, drives = collections.defaultdict(list), suites_of_examples(book)
    for fact in of_book:
        for example in facts[fact][2].split():
            shows[example].append(fact)
    out = ["| example | kind | class | facts | driven by |", "|---|---|---|---|---|"]
    for example in json.loads(read(f"tests/data/examples/{book}.json")):
        if example["id"] in shows or book == "vsphere":
            suite = drives.get(example["kind"])
            out.append(f"| {example['id']} | {example['kind']} | {example.get('class') or CLASSES[example['basis']]} | "
                       f"{' '.join(shows[example['id']])} | {link('tests/' + suite) if suite else NOT_YET} |")
    return out


def page(all_sources, homes):
    tables = collections.defaultdict(list)
    for source in all_sources:
        for fact, machine in sorted(source.tables):
            tables[fact].append(machine)
    tests = tests_citing()
    modelled = [fact for fact in facts if fact in homes]
    of_nutanix = [fact for fact in modelled if fact in nutanix]
    of_drift = [fact for fact in modelled if fact in drift]
    out = [
        "# Facts and where they are modelled", "",
        "Made by `tests/facts.py --write` from the lists of facts [of vSphere](../tests/data/facts.tsv) and",
        "[of Nutanix](../tests/data/facts-platforms.tsv) and [of drift](../tests/data/facts-drift.tsv), the claims at the head of",
        "the source files and [what is not modelled](facts-not-modelled.tsv). A test fails when a fact has two homes or none, when",
        "its home does not use it, and when this page is old.", "",
        "*How sure*: S1 a vendor's manual, knowledge base or reference; S2 a vendor's blog, a book or a reputable third party;",
        "S read in some source, S- in a weak one; D derived from such facts; M from memory, a parameter to be set. *Tables*: the",
        "machines whose rows carry the fact; `rollcall graph --machine NAME` draws one. *Proof*: worked examples (those of a",
        "Nutanix fact are in the second list below), and tests that name it.", "",
        f"{len(modelled) - len(of_nutanix) - len(of_drift)} of {len(facts) - len(nutanix) - len(drift)} facts of vSphere are modelled, "
        f"{len(of_nutanix)} of {len(nutanix)} of Nutanix and of capacity, and {len(of_drift)} of {len(drift)} of drift.", "",
    ]
    for title, here in chapters():
        out += [f"## {title}", "", "| fact | | how sure | home | tables | proof |", "|---|---|---|---|---|---|"]
        missing = []
        for fact in here:
            sure, sentence, proof = facts[fact]
            proofs = proof.split() + [link("tests/" + file) for file in tests[fact]]
            if fact in homes:
                out.append(f"| {fact} | {sentence} | {sure} | {link(homes[fact])} | {', '.join(tables[fact])} | "
                           f"{', '.join(proofs)} |")
            else:
                missing.append(f"| {fact} | {sentence} | {sure} | {reasons.get(fact, '')} |")
        if len(missing) == len(here):
            out = out[:-2]
        if missing:
            out += ["", "Not modelled:", "", "| fact | | how sure | why not |", "|---|---|---|---|"] + missing
        out.append("")
    out += ["## Worked examples", "",
            "Inputs and results are [data](../tests/data/examples/vsphere.json), and the models are run on every one. Published",
            "ones are evidence, rules and derived ones agreement; a fitted or remembered one proves nothing and is not counted.", "",
            *table_of_examples("vsphere", [fact for fact in facts if fact not in nutanix and fact not in drift]), "",
            "### Of Nutanix", "",
            "[Data](../tests/data/examples/platforms.json) with a numbering of its own.", "",
            *table_of_examples("platforms", nutanix | drift)]
    return "\n".join(out) + "\n"


def drop_what_is_modelled(homes):
    lines = read("docs/facts-not-modelled.tsv").splitlines(keepends=True)
    kept = [line for line in lines if not (line.rstrip("\n").endswith("\t" + NOT_YET) and line.split("\t")[0] in homes)]
    with open(path("docs/facts-not-modelled.tsv"), "w", encoding="utf-8") as file:
        file.writelines(kept)


def facts_of(name):
    return {row[0]: (row[1], row[2], row[3] if len(row) > 3 else "") for row in rows_of(name)}


nutanix = facts_of("tests/data/facts-platforms.tsv")
drift = facts_of("tests/data/facts-drift.tsv")
facts = facts_of("tests/data/facts.tsv") | nutanix | drift
reasons = {}
for row in rows_of("docs/facts-not-modelled.tsv"):
    if len(row) != 2 or not row[1].strip():
        complain(f"docs/facts-not-modelled.tsv: '{row[0]}' needs an id, a tab and a reason")
    else:
        reasons[row[0]] = row[1]

every_source = sources()
every_home = check_claims(every_source)
written = page(every_source, every_home)
if "--write" in sys.argv[1:]:
    drop_what_is_modelled(every_home)
    with open(path("docs/facts.md"), "w", encoding="utf-8") as output:
        output.write(written)
elif "--current" in sys.argv[1:] and (not os.path.exists(path("docs/facts.md")) or read("docs/facts.md") != written):
    complain("docs/facts.md is not current: tests/facts.py --write")
for text in complaints:
    print(text)
sys.exit(1 if complaints else 0)
