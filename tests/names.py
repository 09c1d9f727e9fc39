#!/usr/bin/env python3
"""Every hostile name in every format: names.py ROLLCALL SCRATCH. One line a format, `ok …` or `not ok …`, then how many failed.

For each name there is a scenario in which a VM, a host, a cluster, a step, a policy and an owner bear it, in which the VM keeps the
host from emptying and the host's policy is reset, so that all of them are spoken of. What comes out is read as what reads that format
reads it: an XML, HTML, JSON or CSV parser, or the lines of a diagram. The name has to be there as text, and nothing else may be there
because of it.
"""
import csv, html.parser, io, json, os, re, subprocess, sys, unicodedata, xml.etree.ElementTree as ET

NAMES = {
    "quotes": "it's \"quoted\" `ticked` \\back",
    "script": "</script><script>alert(1)</script>",
    "markup": "<img src=x onerror=alert(1)>&amp;]]>-->",
    "turned": "in\u202egpj.exe\u202c\u2066x",
    "right to left": "שלום עולם",
    "emoji": "🙂👨‍👩‍👧日本",
    "formula": "=cmd|'/C calc'!A0",
    "another formula": "@SUM(A1)+-1",
    "long": "x" * 296 + "LAST",
    "words of diagrams": "end; note over L0: %%{init: {}}%% --> #35; @enduml",
    "formats": "%s%n%99999d {a}{self} $(id) ${x}",
    "table": "a|b| ---|`*_#~[x](javascript:alert(1))",
}
REFUSED = {"newline": "one\ntwo", "return": "one\r\ntwo", "tab": "one\ttwo", "escape": "red\x1b[31m", "bell": "ring\x07", "control": "one\x9b1mtwo"}

def scenario(name):
    def quoted(suffix):  # a JSON string is a YAML string, but for signs that JSON writes as two
        return '"' + "".join(c if ord(c) > 0xffff else json.dumps(c)[1:-1] for c in name + suffix) + '"'
    return f"""rollcall: 1
title: {quoted(" title")}
clusters:
  {quoted(" cluster")}:
    ha: {{admission-control: {{policy: percentage, host-failures: 1}}}}
    drs: {{automation: fully-automated}}
    hosts:
      {quoted(" host")}: {{cpu: 80 GHz, memory: 256 GiB, version: 7.0.3}}
      other: {{cpu: 80 GHz, memory: 256 GiB, version: 7.0.3}}
      third: {{cpu: 80 GHz, memory: 256 GiB, version: 7.0.3}}
    vms:
      {quoted("")}: {{vcpus: 2, memory: 8 GiB, host: {quoted(" host")}, owner: {quoted(" owner")}}}
      {quoted(" pinned")}: {{vcpus: 2, memory: 8 GiB, host: {quoted(" host")}, devices: [pci-passthrough]}}
    policies:
      - {{name: {quoted(" policy")}, kind: vds, declared: {quoted(" value")}, actual: {quoted(" value")}, default: plain, reset-by: [esxi-upgrade]}}
plan:
  - {{step: {quoted(" step")}, remediate: {quoted(" cluster")}, to: 8.0.3, on-failure: stop, enter-timeout: 5 min}}
"""

def harmless(text):
    """What pictures and pages show of a name: white space is one blank, what cannot be seen is a sign that can."""
    def one(c):
        if c.isspace() or c in "\x1c\x1d\x1e\x1f":
            return " " if c != "\u00a0" else c
        return "\ufffd" if unicodedata.category(c) in ("Cc", "Cf") and c not in "\u200c\u200d" else c
    return "".join(map(one, text))

def squeezed(text):
    return re.sub(r"[\s\u00a0]+", "", text)

def shows(text, name):
    """Whether a text shows a name; a long one may be broken into lines or stand shortened."""
    here = squeezed(text)
    return squeezed(harmless(name)) in here or (len(name) > 200 and name[:20] in here)

def escaped(name):
    """A name as text and JSON for people have it: what would act is written out."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", name)

class Page(html.parser.HTMLParser):
    """The words of a page, its elements, and the attributes that could act."""
    def __init__(self, text):
        super().__init__()
        self.words, self.tags, self.acts, self.data = "", [], [], {}
        self.feed(text)
        self.close()
    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.acts += [(tag, key) for key, value in attributes if key.startswith("on") or "javascript:" in (value or "")]
        self.key = dict(attributes).get("id") if tag == "script" else None
    def handle_data(self, data):
        if self.tags and self.tags[-1] == "script" and self.key:
            self.data[self.key] = self.data.get(self.key, "") + data
        elif self.tags and self.tags[-1] not in ("script", "style"):
            self.words += data

def check(truth, *words):
    if not truth:
        raise AssertionError(" ".join(map(str, words)))

def quiet(text):
    bad = [hex(ord(c)) for c in text if unicodedata.category(c) == "Cc" and c not in "\n\t" or c in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"]
    check(not bad, "acts on a terminal:", bad[:3])

def inner(text):
    """Signs that stand in every way of writing a name out: its letters and digits."""
    text = re.sub(r"\\(u[0-9a-f]{4}|x[0-9a-f]{2}|[tnr](?![a-z]))", "", text)
    return re.sub(r"[^A-Za-z0-9\u0590-\u05ff\u3040-\u9fff\U0001f300-\U0001faff]", "", text)

def terminal(run, name):
    for command in (["run"], ["run", "--details"], ["capacity"], ["explain", "evacuation-blocked"], ["drift"]):
        text = run(command)
        quiet(text)
        if command[0] == "run":
            check(inner(escaped(name))[:40] in inner(text), "the name is not there:", command)

def json_text(run, name):
    found = json.loads(run(["run", "--format", "json"]))
    subjects = [finding["subject"] for finding in found["findings"]]
    check(name + " pinned" in subjects, "is not a subject:", subjects[:3])
    check(found["steps"][0]["name"] == name + " step", "the step is", found["steps"][0]["name"])
    names = [json.loads(line).get("name") for line in run(["run", "--format", "ndjson"]).splitlines()]
    check(name in names and name + " host" in names, "no such line")
    check(json.loads(run(["capacity", "--format", "json"]))["clusters"][0]["name"] == name + " cluster", "capacity names it otherwise")

SVG = {"svg", "title", "style", "rect", "text", "path", "g", "defs", "pattern", "polygon", "ellipse", "a", "circle", "polyline", "line"}

def svg(text):
    root = ET.fromstring(text)
    tags = {element.tag.split("}")[-1] for element in root.iter()}
    check(tags <= SVG, "elements:", tags - SVG)
    acts = [key for element in root.iter() for key, value in element.attrib.items() if key.startswith("on") or "javascript:" in value or "href" in key]
    check(not acts, "attributes:", acts)
    return ("".join(element.text or "" for element in root.iter() if element.tag.endswith("}text")),
            "".join(element.text or "" for element in root.iter() if element.tag.endswith("}title")))

def sequence_svg(run, name):
    words, _ = svg(run(["sequence"]))
    check(shows(words, name + " cluster") or len(name) > 200, "the cluster is not drawn")
    check(shows(words, name), "the VM is not drawn")

def timeline_svg(run, name):
    words, titles = svg(run(["timeline"]))
    check(shows(words + titles, name + " host"), "the host is not drawn")
    check(squeezed(harmless(name + " host")) in squeezed(words + titles), "the whole name is not there for who points at it")

def trace(run, name):
    events = json.loads(run(["timeline", "--format", "trace"]))["traceEvents"]
    names = [event["args"]["name"] for event in events if event["name"] == "thread_name"]
    check(any(inner(name + " host") == inner(one) for one in names), "no such track:", names)

def graph_svg(run, name):
    svg(run(["graph", "--taken"]))

def dot(run, name):
    text = run(["graph", "--taken", "--format", "dot"])
    drawn = subprocess.run(["dot", "-Tplain"], input=text, capture_output=True, text=True) if has_dot else None
    check(not drawn or drawn.returncode == 0, "Graphviz does not read it")

MERMAID = re.compile(r"(sequenceDiagram|  participant L\d+ as .+|  L\d+->>L\d+: .*|  Note over L\d+: .*)$")

def mermaid(run, name):
    text = run(["sequence", "--format", "mermaid"])
    blocks = re.findall(r"^```mermaid\n(.*?)^```$", text, re.S | re.M)
    check(len(blocks) > 2, "there are", len(blocks), "diagrams")
    for line in "".join(blocks).splitlines():
        check(MERMAID.match(line), "is no line of a diagram:", line[:80])
        check(not re.search(r"\bend\b|%%|<(?!br/>)|;(?<!#\d\d;)(?<!#\d\d\d;)(?<!#\d\d\d\d;)(?<!#\d\d\d\d\d;)(?<!#\d\d\d\d\d\d;)", line), "means something:", line[:80])
    words = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), "".join(blocks).replace("<br/>", ""))
    check(shows(words, name), "the VM is not there")

PLANTUML = re.compile(r"(@startuml|@enduml|skinparam .*|hide footbox|title .*|participant \"[^\"]*\" as L\d+|L\d+ -> L\d+ : .*|note over L\d+ : .*)$")

def plantuml(run, name):
    text = run(["sequence", "--format", "plantuml"])
    for line in text.splitlines():
        check(PLANTUML.match(line), "is no line of a diagram:", line[:80])
        check(not re.search(r"<(?!U\+[0-9A-F]{4,6}>)|\*\*|~~|\[\[|%\w+\(", line), "means something:", line[:80])
    words = re.sub(r"<U\+([0-9A-F]+)>", lambda code: chr(int(code[1], 16)), text.replace("\\n", ""))
    check(shows(words, name), "the VM is not there")

def player(run, name):
    page = Page(run(["report"]))
    check(page.tags.count("script") == 3 and not page.acts, "elements or attributes have been added:", page.acts)
    check("iframe" not in page.tags and page.tags.count("img") == 1, "elements have been added")
    things = json.loads(page.data["run"])
    check(any(inner(vm["name"]) == inner(escaped(name)) or vm["name"] == name or inner(escaped(name)) in inner(vm["name"]) for vm in things["vms"]), "the VM is not in the recording")
    for vm in things["vms"]:
        quiet(vm["name"])
    json.loads(page.data["entries"])

def packet(run, name):
    folder = run.packet()
    read = lambda file: open(os.path.join(folder, file), encoding="utf-8", newline="").read()
    page = Page(read("change.html"))
    check("script" not in page.tags and not page.acts, "change.html acts:", page.acts)
    check(shows(page.words, name), "change.html does not name the VM")
    change = read("change.md")
    check("<" not in re.sub(r"\\<|`[^`]*`|```.*?```", "", change, flags=re.S), "markup in change.md")
    widths = {}
    for line in change.splitlines():
        if line.startswith("| "):
            cells = len(re.findall(r"(?<!\\)\|", line))
            widths.setdefault("w", cells)
            check(cells == widths["w"], "a row of another width:", line[:80])
        else:
            widths = {}
    check(shows(re.sub(r"\\(.)", r"\1", change), name), "change.md does not name the VM")
    json.loads(read("change.json"))
    rows = list(csv.reader(io.StringIO(read("affected-vms.csv"))))
    check(len({len(row) for row in rows}) == 1, "rows of different lengths")
    check(all(not cell or cell[0] not in "=+-@\t\r" or cell == "-" or re.fullmatch(r"-?\d+", cell) for row in rows for cell in row), "a formula")
    check(any(inner(escaped(name)) and inner(escaped(name))[:60] in inner(row[0]) for row in rows), "affected-vms.csv does not name the VM")
    svg(read("timeline.svg")), svg(read("sequence.svg"))

class Runner:
    def __init__(self, rollcall, scratch, name):
        self.rollcall, self.scratch = rollcall, scratch
        self.file = os.path.join(scratch, "name.yaml")
        with open(self.file, "w", encoding="utf-8") as out:
            out.write(scenario(name))
    def __call__(self, command):
        out = subprocess.run([self.rollcall, command[0], self.file, *command[1:]], capture_output=True)
        check(out.returncode in (0, 1), command, "ended with", out.returncode, out.stderr.decode()[:300])
        return out.stdout.decode("utf-8")
    def packet(self):
        folder = os.path.join(self.scratch, "packet")
        out = subprocess.run([self.rollcall, "report", self.file, "--packet", folder], capture_output=True, env={**os.environ, "PATH": "/nowhere"})
        check(out.returncode in (0, 1), "the packet ended with", out.returncode, out.stderr.decode()[:300])
        return folder

FORMATS = {"the terminal": terminal, "JSON": json_text, "SVG of sequences": sequence_svg, "SVG of timelines": timeline_svg, "traces": trace,
           "SVG of graphs": graph_svg, "DOT": dot, "Mermaid": mermaid, "PlantUML": plantuml, "the player": player, "the change packet and its CSV": packet}
rollcall, scratch = sys.argv[1:]
has_dot = any(os.path.exists(os.path.join(place, "dot")) for place in os.environ["PATH"].split(":"))
faults = {form: [] for form in FORMATS}
for kind, name in NAMES.items():
    run = Runner(rollcall, scratch, name)
    for form, look in FORMATS.items():
        try:
            look(run, name)
        except (AssertionError, ValueError, ET.ParseError, KeyError) as fault:
            faults[form].append(f"{kind}: {type(fault).__name__} {fault}")

# Names of more than one line, or with terminal codes, are refused with their place; an import makes text of them first.
faults["a scenario, or are refused"], faults["an import"] = [], []
export = os.path.join(scratch, "export")
os.makedirs(export, exist_ok=True)
for kind, name in REFUSED.items():
    out = subprocess.run([rollcall, "check", Runner(rollcall, scratch, name).file], capture_output=True, text=True)
    try:
        check(out.returncode == 3 and "name.yaml:4:3: error: a name " in out.stderr, kind, "is taken:", out.stderr[:200])
        quiet(out.stderr)
    except AssertionError as fault:
        faults["a scenario, or are refused"].append(str(fault))
for kind, name in {**NAMES, **REFUSED}.items():
    sheets = {"vInfo": [["VM", "Powerstate", "CPUs", "Memory", "Host", "Cluster"], [name, "poweredOn", "2", "4096", "esx01", "prod"], ["other", "poweredOn", "2", "4096", "esx02", "prod"]],
              "vHost": [["Host", "Cluster", "# CPU", "Cores per CPU", "Speed", "# Memory", "ESX Version"]]
                       + [[host, "prod", "2", "16", "2600", "262144", "VMware ESXi 7.0.3 build-20328353"] for host in ("esx01", "esx02")]}
    for tab, rows in sheets.items():
        with open(os.path.join(export, f"RVTools_tab{tab}.csv"), "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    imported = os.path.join(scratch, "imported.yaml")
    out = subprocess.run([rollcall, "import", "rvtools", export, "-o", imported], capture_output=True, text=True)
    read = subprocess.run([rollcall, "run", "--details", imported], capture_output=True, text=True)
    try:
        quiet(out.stderr)
        check(out.returncode == 0 and read.returncode in (0, 1), kind, "ends with", out.returncode, read.returncode, out.stderr[-200:], read.stderr[:200])
        quiet(read.stdout)
        check(inner(re.sub(r"[\x00-\x1f\x80-\x9f]", "", name))[:40] in inner(read.stdout), kind, "is not there")
    except AssertionError as fault:
        faults["an import"].append(str(fault))
for form, list_of in faults.items():
    said = "; ".join(list_of).encode("unicode_escape").decode()[:600]
    print(f"not ok names are text in {form}: {said}" if list_of else f"ok names are text in {form}")
print(sum(map(bool, faults.values())), "failed")
