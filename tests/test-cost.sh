#!/usr/bin/env bash
# Costs on the command line: the JSON that scripts rely on, the words for people, two scenarios side by side, the curve.
suite=cost
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"
cd "$scratch" || exit 1

json () {
  python3 -c "import json, sys
r = json.load (open (sys.argv[1], encoding='utf-8'))
$2" "$1"
}

cat >ten.yaml <<'YAML'
rollcall: 1
clusters:
  prod:
    hosts:
      esx[01-10]: {sockets: 2, cores-per-socket: 12, clock: 2.6 GHz, memory: 512 GiB}
    vms:
      web[01-04]: {memory: 8 GiB, tier: gold}
  old:
    hosts:
      b1: {cpu: 40 GHz, memory: 64 GiB}
YAML

contract () {
  "$rollcall" cost --format json 06-ghost-cores-at-the-renewal >out
  json out '
c, t = r["clusters"][0], r["total"]
for x in (c, t):
    assert {"name", "hosts", "physical_cores", "billed_cores", "ghost_cores", "annual_cost", "currency", "cost_per_vm", "cost_per_core", "tiers"} <= set (x)
    assert (x["hosts"], x["physical_cores"], x["billed_cores"], x["ghost_cores"]) == (10, 240, 320, 80)
    assert (x["annual_cost"], x["currency"], x["cost_per_vm"], x["cost_per_core"]) == (43200, "USD", 450, 180)
    assert [tier["name"] for tier in x["tiers"]] == ["bronze", "gold", "silver"] and sum (tier["vms"] for tier in x["tiers"]) == 96
assert [f["gap_pct"] for f in r["forecasts"]] == [60, 60, 60]
assert r["licences"][0]["price"]["date"] == "2026-03-01" and r["licences"][0]["price"]["source"]
assert r["after_plan"]["total"]["annual_cost"] == 43200
'
}

nothing_said () {
  "$rollcall" cost --format json ten.yaml >out
  json out '
old, prod = r["clusters"]
assert (prod["physical_cores"], prod["billed_cores"], prod["ghost_cores"], prod["annual_cost"]) == (240, 320, 80, None)
assert (old["physical_cores"], old["billed_cores"], r["total"]["billed_cores"]) == (None, None, None)
assert r["missing_prices"] == ["vsphere"] and r["hosts_without_cores"] == ["b1"]
'
  "$rollcall" cost ten.yaml >out
  grep -q "Of 1 of 11 hosts the cores are not known" out
  grep -q "a price is missing" out
}

in_reports () {
  "$rollcall" report 06-ghost-cores-at-the-renewal --packet packet 2>err
  grep -q '^## Cost of licences' packet/change.md
  grep -q '320 cores are billed, 80 of them ghost cores' packet/change.md packet/change.html packet/rehearsal.html
  grep -q "2026-03-01, the reseller's offer" packet/change.md
  "$rollcall" report a-clean-roll-over-four-hosts -o plain.html
  if grep -q 'Cost of licences' plain.html; then return 1; fi
}

side_by_side () {
  "$rollcall" compare 06-ghost-cores-at-the-renewal 06-ghost-cores-at-the-renewal-governed >out
  sed '/^What is alike/,$d' out >differs
  grep -q '51,840.00 USD  *43,200.00 USD' differs
  if grep -q 'it takes' differs; then return 1; fi
  "$rollcall" compare --format json 06-ghost-cores-at-the-renewal 06-ghost-cores-at-the-renewal-governed >out
  json out '
a, b = r["scenarios"]
assert (a["first_year"], b["first_year"], a["ended_ms"] == b["ended_ms"]) == (51840, 43200, True)
assert "finding licence-over-budget" in r["differences"] and "it takes" not in r["differences"]
assert a["findings"]["licence-over-budget"] == 1 and "licence-over-budget" not in b["findings"]
'
}

curve () {
  "$rollcall" cost --hosts 5..9 --format json 06-ghost-cores-at-the-renewal >out
  json out '
p = r["points"]
assert [x["hosts"] for x in p] == [5, 6, 7, 8, 9] and [x["annual_cost"] for x in p] == [21600, 25920, 30240, 34560, 38880]
assert [x["survives_fewest"] for x in p] == [0, 0, 1, 2, 3] and r["knee"] == 7
assert all (x["ended_ms"] < y["ended_ms"] for x, y in zip (p, p[1:]))
'
  "$rollcall" cost --hosts 5..6 06-ghost-cores-at-the-renewal >out
  grep -q 'There is no knee among them' out
  "$rollcall" cost --hosts 5..9 06-ghost-cores-at-the-renewal -o curve.svg
  python3 -c "import xml.dom.minidom; xml.dom.minidom.parse ('curve.svg')"
  grep -q '>knee<' curve.svg
  if "$rollcall" cost --hosts 9..5 06-ghost-cores-at-the-renewal 2>err; then return 1; fi
  grep -q 'like 4..12' err
  if "$rollcall" cost --hosts 2..3 ten.yaml 2>err; then return 1; fi
  grep -q 'one cluster' err
}

law "the JSON of costs is as scripts have it" contract
law "without prices and cores nothing is invented" nothing_said
law "costs stand in the packet and below the player" in_reports
law "two scenarios side by side, what differs first" side_by_side
law "the curve and its knee" curve
finish
