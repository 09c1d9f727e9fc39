#!/usr/bin/env bash
# The command line as people and scripts meet it: what it says, where it says it, and the status it ends with.
suite=cli
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"
cd "$scratch" || exit 1
fine=a-clean-roll-over-four-hosts
outage=a-host-that-will-not-empty
hostile=$srcdir/tests/data/cli/hostile.yaml
commands='run check verify explain list show capacity drift cost compare graph import man'
ESC=$'\033'

# A shell that stops at what fails takes no notice of `!`, nor of what stands before `&&`.
no () {
  if "$@"; then return 1; fi
}

# ends STATUS COMMAND…: runs it with its output in the files out and err.
ends () {
  local wanted=$1 status
  shift
  "$@" >out 2>err && status=0 || status=$?
  [ "$status" -eq "$wanted" ] || { echo "ended with $status, not $wanted: $*"; head -n 5 out err; return 1; }
}

# refuses STATUS WORDS COMMAND…: that status, those words on standard error, and nothing on standard output.
refuses () {
  local wanted=$1 words=$2
  shift 2
  ends "$wanted" "$@"
  [ ! -s out ] || { echo "standard output is not empty: $*"; head -n 3 out; return 1; }
  grep -qF -- "$words" err || { echo "does not say '$words': $*"; cat err; return 1; }
}

# What reaches a terminal holds no byte that it would obey: no C0 but the end of line, no C1, no mark of direction.
harmless () {
  LC_ALL=C no grep -nP '[\x00-\x08\x0b-\x1f\x7f]' "$@"
  no grep -nP '[\x{80}-\x{9f}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]' "$@"
}

json () {
  python3 -c "import json, sys
r = json.load (open (sys.argv[1], encoding='utf-8'))
$2" "$1"
}

# ---- Asking for help ----

helps () {
  local command
  ends 0 "$rollcall" --help
  [ ! -s err ]
  for command in $commands; do
    grep -qE "^  $command " out || { echo "--help does not name $command"; return 1; }
  done
  cp out all
  ends 0 "$rollcall" -h
  cmp all out
  ends 0 "$rollcall" help
  cmp all out
  ends 2 "$rollcall"
  cmp all err
  [ ! -s out ]
  for command in $commands; do
    ends 0 "$rollcall" "$command" --help
    grep -q "^Usage: rollcall $command" out
    ends 0 "$rollcall" "$command" -h
    ends 0 "$rollcall" "$command" some thing too much --help # whatever else is there
  done
}

version () {
  ends 0 "$rollcall" --version
  grep -qxE 'rollcall [0-9]+\.[0-9]+\.[0-9]+' out
}

# ---- Usage: status 2, the mistake named, nothing on standard output ----

usage () {
  refuses 2 "did you mean run?" "$rollcall" rum "$fine"
  refuses 2 "did you mean capacity?" "$rollcall" capacty
  refuses 2 "see rollcall --help" "$rollcall" xyzzy-and-more
  refuses 2 "--nonsense" "$rollcall" run --nonsense "$fine"
  refuses 2 "Unknown option --physics" "$rollcall" run --physics "$fine" # another command's
  refuses 2 "run takes FILE" "$rollcall" run
  refuses 2 "and no more" "$rollcall" run "$fine" "$outage"
  refuses 2 "check takes FILE" "$rollcall" check
  refuses 2 "explain takes" "$rollcall" explain
  refuses 2 "import takes FORMAT PATH" "$rollcall" import rvtools
  refuses 2 "takes no arguments" "$rollcall" list "$fine"
  refuses 2 "it may be text, json, ndjson" "$rollcall" run --format xml "$fine"
  refuses 2 "it may be svg, pdf, png, dot" "$rollcall" graph --machine host --format json
  refuses 2 "note, risk or outage" "$rollcall" run --fail-on never "$fine"
  refuses 2 "auto, always or never" "$rollcall" run --color sometimes "$fine"
  refuses 2 "whole number" "$rollcall" run --seed -1 "$fine"
  refuses 2 "whole number" "$rollcall" run --seed 99999999999999999999 "$fine"
  refuses 2 "whole number" "$rollcall" run --jobs 0 "$fine"
  refuses 2 "did you mean host?" "$rollcall" graph --machine hots
  refuses 2 "graph takes" "$rollcall" graph
  refuses 2 "did you mean quorum-lost?" "$rollcall" explain quorum-los
  refuses 2 "there is no finding code" "$rollcall" explain xyzzy
  refuses 2 "rvtools" "$rollcall" import vsphere somewhere
  refuses 2 "did you mean $fine?" "$rollcall" show "${fine}s"
}

# ---- Bad input: status 3, its place named, nothing written ----

bad_files () {
  printf 'rollcall: 1\ntitle: x\nclusters:\n  a:\n    hots: {}\n' >bad.yaml
  printf 'kept\n' >kept
  for command in run check capacity drift 'graph --machine host' 'verify --quiet' 'explain bad.yaml'; do
    ends 3 "$rollcall" $command bad.yaml
    grep -q "^bad.yaml:5:5: error: " err || { echo "$command: no place"; cat err; return 1; }
    grep -q "did you mean 'hosts'" err || { echo "$command: no suggestion"; cat err; return 1; }
  done
  for command in run capacity drift graph; do
    refuses 3 "bad.yaml:5:5: error: " "$rollcall" $command bad.yaml -o absent
    [ ! -e absent ]
    refuses 3 "bad.yaml:5:5: error: " "$rollcall" $command bad.yaml -o kept
    [ "$(cat kept)" = kept ]
  done
  refuses 3 "<stdin>:5:5: error: " "$rollcall" run - <bad.yaml
  refuses 3 "nowhere.yaml: error: cannot be read" "$rollcall" run nowhere.yaml
  refuses 3 "Is a directory" "$rollcall" run "$scratch"
  refuses 3 "cannot be read" "$rollcall" run ''
  refuses 3 "no bundled scenario is called that either" "$rollcall" run zzz
  refuses 3 "rollcall: nowhere/at-all cannot be written: No such file" "$rollcall" run "$fine" -o nowhere/at-all
  refuses 3 "did you mean the bundled scenario $fine?" "$rollcall" run "${fine}s"
  refuses 3 "did you mean the bundled scenario $fine?" "$rollcall" run clean-roll
  refuses 3 "cannot be read" "$rollcall" import rvtools nowhere -o absent
  [ ! -e absent ]
  # Every file is looked at, whatever is wrong with one of them.
  ends 3 "$rollcall" check bad.yaml "$fine" nowhere.yaml
  grep -q "^$fine: fine" out
  grep -q '^bad.yaml:5:5' err
  grep -q '^nowhere.yaml' err
}

# Root reads everything, so only others can be refused.
unreadable_file () {
  "$rollcall" show "$fine" >closed.yaml
  chmod 000 closed.yaml
  refuses 3 "Permission denied" "$rollcall" run closed.yaml
}

# ---- Where output goes ----

writes_whole () {
  "$rollcall" run "$fine" >story
  ends 0 "$rollcall" run "$fine" -o written
  [ ! -s out ]
  cmp story written
  ends 0 "$rollcall" run "$fine" --output=-
  cmp story out
  ln -s linked link
  : >linked
  ends 0 "$rollcall" run "$fine" -o link
  [ -L link ]
  cmp story linked
  [ "$(ls -A | grep -c '^written')" -eq 1 ] # and nothing beside it
  refuses 3 "Is a directory" "$rollcall" run "$fine" -o "$scratch"
  refuses 3 "nowhere" "$rollcall" run "$fine" -o nowhere/file
  # What is no file is written to and not replaced.
  mkfifo pipe
  cat pipe >piped &
  ends 0 "$rollcall" run "$fine" -o pipe
  wait
  [ -p pipe ]
  cmp story piped
  ends 0 "$rollcall" run "$fine" -o /dev/null
  [ -c /dev/null ]
  "$rollcall" run "$fine" -o /dev/stdout | cmp - story
}

reads_anything () {
  "$rollcall" run "$fine" --format json >named
  "$rollcall" show "$fine" >copy.yaml
  cmp copy.yaml "$srcdir/scenarios/library/$fine.yaml"
  "$rollcall" run "$fine.yaml" --format json | cmp - named
  "$rollcall" run - --format json <copy.yaml | sed 's/"<stdin>"/"'"$fine"'.yaml"/' | cmp - named
  mkfifo in
  cat copy.yaml >in &
  "$rollcall" run in --format json | sed 's/"in"/"'"$fine"'.yaml"/' | cmp - named
  # A file goes before a bundled scenario of its name.
  sed 's/^title: .*/title: Another one/' copy.yaml >"$fine.yaml"
  "$rollcall" run "$fine.yaml" --format json | grep -q '"Another one"'
  rm "$fine.yaml"
}

# A full disk is reported; a reader who has gone is not, and neither is a crash.
full_and_closed () {
  local command status
  [ -c /dev/full ] || return 0
  for command in --help --version 'run --help' "run $fine" "run $fine --format ndjson" list man "show $fine" "check $fine" \
      "verify $fine" 'explain quorum-lost' "explain $fine esx01" "capacity $fine" "drift $fine" 'graph --machine host --format dot' \
      "import rvtools $srcdir/tests/data/rvtools/estate --quiet"; do
    status=0
    "$rollcall" $command >/dev/full 2>err || status=$?
    [ $status -eq 3 ] && grep -q 'No space left on device' err || { echo "$command: $status"; cat err; return 1; }
    status=0
    "$rollcall" $command 2>err | head -n 0 || status=${PIPESTATUS[0]}
    [ $status -eq 0 ] || [ $status -eq 141 ] || { echo "$command: $status with nobody to read"; return 1; }
    status=0
    (trap '' PIPE && "$rollcall" $command 2>err | head -n 0; exit "${PIPESTATUS[0]}") || status=$?
    [ $status -eq 0 ] || [ $status -eq 3 ] || { echo "$command: $status with nobody to read, and no signal"; return 1; }
    ! grep -q . err || { echo "$command: complains of a reader who has gone"; cat err; return 1; }
  done
  refuses 3 'No space left on device' "$rollcall" run "$fine" -o /dev/full
  [ -c /dev/full ]
  status=0
  "$rollcall" run "$fine" >&- 2>err || status=$?
  [ $status -eq 3 ]
}

# ---- Exit status of a run ----

fails_on () {
  ends 0 "$rollcall" run "$fine"
  ends 0 "$rollcall" run "$fine" --fail-on outage
  ends 1 "$rollcall" run "$fine" --fail-on note
  ends 1 "$rollcall" run "$outage"
  ends 1 "$rollcall" run "$outage" --fail-on outage --format json
  ends 1 "$rollcall" run "$outage" --fail-on risk --format ndjson -o written
  [ -s written ] # findings are a result: it is written all the same
  ends 0 "$rollcall" run "$outage" --help
}

verifies () {
  local name
  for name in $("$rollcall" list | cut -d' ' -f1); do set -- "$@" "$name"; done
  [ $# -ge 8 ]
  ends 0 "$rollcall" verify "$@"
  [ "$(tail -n 1 out)" = "$# passed, 0 failed" ]
  "$rollcall" show "$fine" | sed '/^expect:/,$d' >other.yaml
  printf 'expect:\n  - {outcome: stuck}\n' >>other.yaml
  ends 1 "$rollcall" verify "$fine" other.yaml
  grep -q "^other.yaml:[0-9]*: expected outcome stuck, but it is completed$" out
  [ "$(tail -n 1 out)" = "1 passed, 1 failed" ]
  ends 3 "$rollcall" verify "$fine" nowhere.yaml
  [ "$(tail -n 1 out)" = "1 passed, 1 failed" ]
}

# ---- JSON ----

json_contract () {
  local name
  for name in "$fine" "$outage" "$hostile"; do
    "$rollcall" run "$name" --format json >r.json || [ $? -eq 1 ]
    json r.json '
assert set (r) == {"rollcall", "scenario", "title", "seed", "outcome", "ended_ms", "events", "digest", "steps", "findings"}, set (r)
assert r["outcome"] in ("completed", "stopped", "stuck") and len (r["digest"]) == 16 and int (r["digest"], 16)
assert r["ended_ms"] > 0 and r["events"] > 0 and r["seed"] >= 0 and r["steps"]
for s in r["steps"]:
    assert set (s) == {"name", "started_ms", "ended_ms", "outcome"}, s
    assert s["outcome"] in ("done", "failed", "skipped", "stuck")
for f in r["findings"]:
    assert set (f) == {"code", "severity", "subject", "step", "since_ms", "until_ms", "message", "evidence", "event", "fix"}, f
    assert f["severity"] in ("note", "risk", "outage") and isinstance (f["evidence"], dict) and f["event"] > 0
    assert f["until_ms"] is None or f["until_ms"] >= f["since_ms"]
    assert f["step"] is None or f["step"] in [s["name"] for s in r["steps"]]
'
    "$rollcall" run "$name" --format ndjson >r.ndjson || [ $? -eq 1 ]
    python3 - r.json r.ndjson <<'PYTHON'
import json, sys
whole = json.load (open (sys.argv[1], encoding='utf-8'))
lines = [json.loads (line) for line in open (sys.argv[2], encoding='utf-8')]
assert lines[-1] == whole, 'the last line is the object'
events = lines[:-1]
assert len (events) == whole['events']
seen = set ()
for e in events:
    assert set (e) == {'event', 'cause', 'at_ms', 'machine', 'name', 'signal', 'from', 'to', 'because', 'told', 'step', 'facts'}, e
    assert e['cause'] == 0 or e['cause'] in seen, e
    seen.add (e['event'])
for f in whole['findings']:
    assert f['event'] in seen
PYTHON
  done
}

# Of Nutanix: what its storage holds and would hold after a loss (WE-06's rule: 38 TiB of 3 x 20), and what AHV's HA keeps free.
nutanix_capacity () {
  ends 0 "$rollcall" capacity three-nodes-and-one-more-lost
  grep -q 'holds 6144 of 61440 GiB; resilient capacity 38912 GiB, Prism warns above 29184 GiB' out
  grep -q 'AHV HA: best effort' out
  ends 0 "$rollcall" capacity a-guarantee-that-does-not-pack
  grep -q 'storage: not said' out
  grep -q 'guarantees the loss of 1 host, and cannot: 1 VM of node3' out
  ends 0 "$rollcall" capacity --format json three-nodes-and-one-more-lost
  json out 'assert r["clusters"][0]["storage"] == {"used_gib": 6144, "total_gib": 61440, "resilient_gib": 38912, "warning_gib": 29184}'
}

# What is told over a plan: every moment, and every host that could be lost then.
over_plan_json () {
  ends 0 "$rollcall" capacity --over-plan "$outage"
  cp out out0
  ends 0 "$rollcall" capacity --over-plan --format json "$outage"
  json out '
c = r["clusters"][0]
assert c["worst"] == "esx03 does not empty"
moments = [m["moment"] for m in c["moments"]]
assert moments[0] == "begin of vcenter" and moments[-1] == "end of hosts" and "esx01 is out" in moments, moments
assert [m["at_ms"] for m in c["moments"]] == sorted (m["at_ms"] for m in c["moments"])
text = open ("out0").read ()
for m in c["moments"]:
    assert m["moment"] in text and m["marked"] == (m["reasons"] != [])
    lost = m["one_more_failure"]["hosts"]
    assert len (lost) == m["hosts"] and m["one_more_failure"]["worst"] in {h["host"] for h in lost}
    assert sum (h["vms"] for h in lost) == m["vms"]
    for h in lost:
        assert h["after"]["hosts"] == m["hosts"] - 1 and (h["vm"] is None) == (h["left_down"] == 0)
stuck = next (m for m in c["moments"] if m["moment"] == c["worst"])
assert any ("db01" in x for x in stuck["reasons"]), stuck["reasons"]
for x in stuck["reasons"]:
    assert x in text
'
  ends 0 "$rollcall" capacity --over-plan --format json 07-consolidated-past-what-evacuates
  json out '
billed = [m["licence"]["billed_cores"] for m in r["clusters"][0]["moments"]]
assert billed[0] == 256 and billed[-1] == 160 and sorted(billed, reverse=True) == billed, billed'
}

capacity_json () {
  ends 0 "$rollcall" capacity "$outage"
  cp out out0
  ends 0 "$rollcall" capacity "$outage" --format json
  json out '
for c in r["clusters"]:
    for key in "name policy slot hosts slots_total slots_used slots_available failover_capacity cpu_free_pct memory_free_pct violated".split ():
        assert key in c, key
    assert set (c["slot"]) == {"cpu_mhz", "memory_mib"}
    assert isinstance (c["violated"], bool) and len (c["hosts"]) == 4
    for h in c["hosts"]:
        assert {"name", "slots", "state"} <= set (h)
    e = c["evacuable"]
    assert isinstance (e["hosts"], list) and e["vms_moved"] == len (e["moves"]) and e["no_larger_set"] is True
    assert {x["host"] for x in e["each"]} == {h["name"] for h in c["hosts"]}
    for f in e["faults"] + [f for x in e["each"] for f in x["faults"]]:
        assert {"vm", "host", "blocker", "fix"} <= set (f) and f["fix"]
    for x in e["each"]:
        assert x["can"] == (x["faults"] == [])
    assert ("db01", "esx03", "pci-passthrough") in {(f["vm"], f["host"], f["blocker"]) for f in e["faults"]}
assert [s["name"] for s in r["steps"]]
'
  grep -q '^  can enter maintenance at once: esx01, esx02; 25 VMs move$' out0
  grep -q '^  esx03  *no  *5  db01: a PCI passthrough device$' out0
  ends 0 "$rollcall" list --format json
  json out 'assert len (r) >= 8 and all (x["name"] and x["title"] and x["story"] for x in r)'
  ends 0 "$rollcall" show --schema
  json out 'assert "properties" in r'
}

# ---- Explaining ----

explains_codes () {
  local code n=0
  for code in $(grep -oE '^FINDING \([A-Z_]+, "[a-z-]+"' "$srcdir/models/findings.def" | grep -oE '[a-z-]+"$' | tr -d '"'); do
    ends 0 "$rollcall" explain "$code"
    grep -qE "^$code \((note|risk|outage)\)$" out && grep -q 'to do:' out || { echo "$code"; cat out; return 1; }
    n=$((n + 1))
  done
  echo "$n codes"
  [ $n -ge 26 ]
}

explains_runs () {
  local event
  ends 0 "$rollcall" explain "$outage" evacuation-blocked
  grep -q '^found: evacuation-blocked (outage)$' out
  grep -q 'db01' out
  cp out by-code
  "$rollcall" run "$outage" --format json >r.json || [ $? -eq 1 ]
  event=$(json r.json 'print ([f["event"] for f in r["findings"] if f["code"] == "evacuation-blocked"][0])')
  ends 0 "$rollcall" explain "$outage" "$event"
  diff <(sed '/^$/,$d' by-code) <(sed '/^$/,$d' out) # the same chain
  ends 0 "$rollcall" explain "$outage" db01
  refuses 2 "nothing in this run is called" "$rollcall" explain "$outage" 999999
  refuses 2 "nothing in this run is called" "$rollcall" explain "$outage" esx99
  refuses 2 "nothing in this run is called" "$rollcall" explain "$fine" evacuation-blocked
}

shows () {
  local name
  ends 0 "$rollcall" list
  [ "$(wc -l <out)" -eq "$(ls "$srcdir"/scenarios/library/*.yaml | wc -l)" ]
  for name in $(cut -d' ' -f1 out); do
    ends 0 "$rollcall" show "$name"
    cmp out "$srcdir/scenarios/library/$name.yaml"
    ends 0 "$rollcall" check "$name"
  done
  ends 0 "$rollcall" show --availability
  grep -q "^tasks " out
  ends 0 "$rollcall" show --language
  grep -q '^#' out
  refuses 2 "show takes" "$rollcall" show
}

# The numbers as they are shown are the physics of a scenario, word for word.
shows_physics () {
  local all sourced
  ends 0 "$rollcall" show --physics
  { printf 'rollcall: 1\nclusters: {c: {hosts: {h: {cpu: 1 GHz, memory: 1 GiB}}}}\n'; cat out; } >numbers.yaml
  ends 0 "$rollcall" check numbers.yaml
  ends 0 "$rollcall" show --physics
  all=$(grep -cE '^  [a-z0-9-]+: ' out) sourced=$(grep -cE '^  [a-z0-9-]+: .*#   [A-Zd]' out)
  grep -q '^# C9 ' out
  [ "$(wc -L <out)" -le 120 ]
  ends 0 "$rollcall" show --physics --unsourced
  [ "$(grep -cE '^  [a-z0-9-]+: .*# ! (unsourced|our choice)' out)" -eq $((all - sourced)) ]
  ends 0 "$rollcall" show --physics --format json
  [ "$(grep -c '"key" : ' out)" -eq "$all" ]
  ends 0 script -qec "stty cols 80; '$rollcall' show --physics" /dev/null
  [ "$(tr -d '\r' <out | wc -L)" -le 80 ]
  refuses 2 "--unsourced picks" "$rollcall" show --unsourced
  refuses 2 "everything else is text" "$rollcall" show --language --format json
}

# ---- Drawing ----

sequences () {
  ends 0 "$rollcall" sequence "$outage" -o run.svg
  grep -q '</svg>' run.svg
  ends 0 "$rollcall" sequence "$outage" -o run.md
  grep -q '^sequenceDiagram' run.md
  ends 0 "$rollcall" sequence "$outage" -o run.puml
  [ "$(grep -c '^@startuml' run.puml)" -eq "$(grep -c '^@enduml' run.puml)" ]
  [ "$(grep -c '^sequenceDiagram' run.md)" -eq "$(grep -c '^@startuml' run.puml)" ]
  ends 0 "$rollcall" sequence "$outage" --host esx02 --step hosts --format mermaid
  head -1 out | grep -q '^sequenceDiagram'
  ends 0 "$rollcall" sequence "$outage" --from 1:43:15 --to 1h50m
  refuses 2 "takes a moment" "$rollcall" sequence "$outage" --from noon
  refuses 2 "nothing of that run is about nobody" "$rollcall" sequence "$outage" --host nobody
}

reports () {
  ends 0 "$rollcall" report "$outage" -o run.html
  grep -q '</html>' run.html
  no grep -qE '(src|href)="[^d]' run.html
  ends 0 "$rollcall" report "$outage" -o again.html
  cmp run.html again.html
}

# 64 hosts and 2,000 VMs: within seconds, and small enough for a mail.
reports_large () {
  local began=$SECONDS
  printf '%s\n' 'rollcall: 1' 'vcenters: {vc: {version: 8.0.3}}' 'clusters:' '  c:' '    vcenter: vc' '    ha: {}' '    hosts:' \
    '      h[01-64]: {cpu: 120 GHz, memory: 1 TiB, version: 8.0.2, vmotion: 25 Gbit/s}' '    vms:' \
    '      v[0001-2000]: {vcpus: 2, memory: 16 GiB}' 'plan:' '  - {step: s, remediate: c, to: 8.0.3}' >large.yaml
  ends 0 "$rollcall" check large.yaml
  grep -q '64 hosts, 2000 VMs' out
  ends 0 "$rollcall" report large.yaml -o large.html
  [ $((SECONDS - began)) -le 20 ]
  [ "$(stat -c %s large.html)" -lt 10000000 ]
  ends 0 "$rollcall" report large.yaml --packet large
  [ "$(stat -c %s large/rehearsal.html)" -lt 10000000 ]
}

timelines () {
  ends 0 "$rollcall" timeline "$outage" -o run.svg
  grep -q '</svg>' run.svg
  ends 0 "$rollcall" timeline "$outage" -o run.json
  json run.json "assert any (e['name'] == 'stuck' for e in r['traceEvents'])"
  ends 0 "$rollcall" timeline "$outage" --format trace
  cmp run.json out
}

draws () {
  local machine n=0
  for machine in $("$rollcall" graph --machine xyzzy-and-more 2>&1 | sed 's/.*there are //; s/,//g'); do
    ends 0 "$rollcall" graph --machine "$machine" --format dot
    grep -q '^digraph' out || { echo "$machine: no DOT"; return 1; }
    ends 0 "$rollcall" graph --machine "$machine" -o "$machine.svg"
    grep -q '</svg>' "$machine.svg" || { echo "$machine: no SVG"; return 1; }
    n=$((n + 1))
  done
  echo "$n machines"
  [ $n -ge 20 ]
  ends 0 "$rollcall" graph "$outage"
  grep -q '</svg>' out
  ends 0 "$rollcall" graph "$outage" --machine vm -o vm.pdf
  head -c 5 vm.pdf | grep -q '%PDF-'
  ends 0 "$rollcall" graph --all --format png
  head -c 4 out | grep -q PNG
  ends 0 "$rollcall" graph "$outage" --all -o map.dot
  grep -q '^digraph' map.dot
  ends 0 "$rollcall" graph "$outage" --state rebooting -o page.svg
  grep -q 'only rebooting' page.svg
  no grep -q entering-standby page.svg
  refuses 2 "host has no state 'nosuch'; there are connected, " "$rollcall" graph --machine host --state nosuch
  refuses 2 "a page of one machine's graph" "$rollcall" graph "$outage" --state rebooting --taken
  refuses 2 "no format to draw in" "$rollcall" graph --machine host -o host.txt
  [ ! -e host.txt ]
}

imports () {
  ends 0 "$rollcall" import rvtools "$srcdir/tests/data/rvtools/estate" -o estate.yaml --quiet
  [ ! -s out ]
  [ ! -s err ]
  ends 0 "$rollcall" check estate.yaml
  ends 0 "$rollcall" run estate.yaml --format json --fail-on outage || ends 1 "$rollcall" run estate.yaml --format json
  json out 'assert r["events"] > 0 and r["steps"]'
  cp -r "$srcdir/tests/data/rvtools/estate" estate
  ends 0 "$rollcall" import prism "$srcdir/tests/data/prism/v3.json" -o prism.yaml --quiet
  ends 0 "$rollcall" check prism.yaml --quiet
  ends 0 "$rollcall" import govc "$srcdir/tests/data/govc/vcsim-vc01.example.com" -o govc.yaml --quiet
  ends 0 "$rollcall" check govc.yaml --quiet
  refuses 2 "imported from one PATH" "$rollcall" import rvtools "$srcdir/tests/data/rvtools/estate" another
  chmod -R u+w estate
  refuses 2 "overwrite the inventory itself" "$rollcall" import rvtools estate/RVTools_tabvInfo.csv -o estate/RVTools_tabvInfo.csv
  cmp estate/RVTools_tabvInfo.csv "$srcdir/tests/data/rvtools/estate/RVTools_tabvInfo.csv"
}

# ---- Terminals ----

colours () {
  ends 1 "$rollcall" run "$outage"
  no grep -q "$ESC" out
  ends 1 "$rollcall" run "$outage" --color always
  grep -q "$ESC\[" out
  ends 1 env NO_COLOR=1 "$rollcall" run "$outage" --color always
  grep -q "$ESC\[" out # the option is the later word
  ends 1 "$rollcall" run "$outage" --color never
  no grep -q "$ESC" out
  command -v script >/dev/null || return 0
  TERM=xterm script -qec "$rollcall run $outage" /dev/null </dev/null >out || :
  grep -q "$ESC\[" out
  NO_COLOR=1 TERM=xterm script -qec "$rollcall run $outage" /dev/null </dev/null >out || :
  no grep -q "$ESC" out
}

# Names that would be markup, templates, formats, formulas or terminal codes come out as the text they are.
hostile_names () {
  local what
  ends 0 "$rollcall" check "$hostile"
  harmless out
  ends 1 "$rollcall" run "$hostile"
  harmless out err
  ends 1 "$rollcall" run "$hostile" --details
  harmless out err
  grep -qF '{a} keeps h{a}{self}{b:ms}%s%n%99999d from emptying' out
  grep -qF '=cmd()|' out
  grep -qF 'turned \u202egnp.exe' out
  grep -qF 'שלום' out
  for what in '{a}' '{' '%s%s%n' "=cmd()|'/C calc'!A0" '</text></svg>&amp;<x>' evacuation-blocked policy-reset 40; do
    ends 0 "$rollcall" explain "$hostile" "$what"
    harmless out err
  done
  ends 0 "$rollcall" explain "$hostile" -- --help
  ends 0 "$rollcall" capacity "$hostile"
  harmless out
  grep -qF '`id`' out
  ends 0 "$rollcall" capacity "$hostile" --format json
  json out 'assert r["clusters"][0]["name"] == "c;rm -rf $HOME&|`id`"'
  ends 1 "$rollcall" run "$hostile" --format json
  json out '
vms = {f["subject"] for f in r["findings"]}
assert "{a}" in vms, vms
assert any (f["subject"] == "p{subject}%s<i>@--help" and "{about}" in f["message"] for f in r["findings"])
assert [s["name"] for s in r["steps"]] == ["up {self} <b>", "roll %s \"x\""]'
  for what in host vm policy; do
    ends 0 "$rollcall" graph "$hostile" --machine $what -o graph.svg
    python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse (sys.argv[1])' graph.svg
    no grep -qi '<script' graph.svg
  done
}

# Declared against actual: 0 in policy, 1 on drift from --fail-on on, 3 for what does not read; and every kind of setting.
drifts () {
  ends 0 "$rollcall" drift "$fine"
  grep -q '^in policy' out
  ends 1 "$rollcall" drift a-switch-policy-reset-by-the-upgrade
  ends 0 "$rollcall" drift a-switch-policy-reset-by-the-upgrade --fail-on outage
  ends 3 "$rollcall" drift no-such-thing
  ends 1 "$rollcall" drift "$hostile"
  harmless out
  ends 1 "$rollcall" drift "$srcdir/tests/data/cli/drift.yaml" --details
  diff -u "$srcdir/tests/data/cli/drift.txt" <(sed "s|$srcdir/||" out)
  ends 1 "$rollcall" drift "$srcdir/tests/data/cli/drift.yaml" --format json
  json out '
keys = "object key expected observed first_seen_step cause_step impact since_ms until_ms event inherited_by".split ()
assert all (set (keys) <= set (d) for d in r)
of = {(d["object"], d["key"]): d for d in r if d["until_ms"] is not None}
assert {d["phase"] for d in r} == {"before", "during", "after"}
assert all ((d["event"] is None) == (d["since_ms"] == 0 and d["phase"] == "before") for d in r)
ha = of["prod", "vSphere HA"]
assert (ha["expected"], ha["observed"], ha["cause_step"]) == ("on", "off", "quiet"), ha
assert ha["until_ms"] - ha["since_ms"] == 3600000 and ha["inherited"] == 4 and ha["vm_ms"] == 4 * 3600000
assert [v["vm"] for v in ha["inherited_by"]] == ["app01", "app02", "app03", "app04"]
assert {d["key"] for d in r} >= {"vSphere HA", "DRS automation", "apart", "ntp", "evc", "vCLS retreat mode", "groups, rules, overrides"}'
}

# Patterns come in pairs of one estate: what fails, and what is governed; and the table of resets has every row.
patterns () {
  ends 0 "$rollcall" list --patterns --format json
  json out '
names = {x["name"]: x["pattern"] for x in r}
assert len (names) == 18 and all (names.values ())
for name, pattern in names.items ():
    half = name[:-len ("-governed")] if name.endswith ("-governed") else name + "-governed"
    assert names[half] == pattern, name'
  ends 0 "$rollcall" list --patterns
  [ "$(grep -c '^[0-9][0-9]  ' out)" -eq 9 ]
  ends 0 "$rollcall" show --resets
  [ "$(grep -c '^DR-[0-9][0-9] ' out)" -eq 34 ]
  [ "$(grep -c '^D-0[1-7] ' out)" -eq 7 ]
}

# File names and the lines of a file that does not read are somebody else's text, too.
hostile_complaints () {
  local name=$'red\033[31m\xe2\x80\xaemer.yaml'
  printf 'rollcall: 1\nbad\xe2\x80\xaekey: \xc2\x9b31m\n' >"$name"
  ends 3 "$rollcall" check "$name"
  harmless out err
  ends 3 "$rollcall" run "no$name"
  harmless out err
  ends 2 "$rollcall" "$name"
  harmless out err
  ends 2 "$rollcall" run "--$name"
  harmless out err
  ends 2 "$rollcall" explain "$name"
  harmless out err
  cp "$hostile" "$name"
  ends 0 "$rollcall" check "$name"
  harmless out err
  ends 1 "$rollcall" verify "$name"
  harmless out err
  ends 1 "$rollcall" run "$name"
  harmless out err
}

law "help, of the program and of every command" helps
law "version" version
law "usage mistakes end with 2 and say what to do" usage
law "bad input ends with 3 and its place, and writes nothing" bad_files
if [ "$(id -u)" -eq 0 ]; then
  skip "an unreadable file" "root reads everything"
else
  law "an unreadable file" unreadable_file
fi
law "output is written whole, and through links and pipes" writes_whole
law "a scenario may be a name, a file, a pipe, standard input" reads_anything
law "a full disk is reported, a reader who has gone is not" full_and_closed
law "the exit status goes by --fail-on" fails_on
law "verify compares with what is expected" verifies
law "every finding code is explained" explains_codes
law "events, findings and names are explained" explains_runs
law "list and show" shows
law "the numbers are shown" shows_physics
law "every machine is drawn" draws
law "a run is drawn against time" timelines
law "a run is put into one page" reports
law "capacity tells of Nutanix storage and HA" nutanix_capacity
law "64 hosts and 2,000 VMs are, within seconds" reports_large
law "a run is drawn as sequence diagrams" sequences
law "colours only where they are wanted" colours
if command -v python3 >/dev/null; then
  law "run's JSON is the contract's" json_contract
  law "capacity over a plan as JSON" over_plan_json
  law "capacity's, list's and the schema's JSON" capacity_json
  law "patterns come in pairs, and every reset is shown" patterns
  law "drift is told, and ends with its status" drifts
  law "an import reads and runs" imports
  law "hostile names are text" hostile_names
else
  skip "JSON" "there is no python3"
fi
law "hostile names of files are text" hostile_complaints
finish
