#!/usr/bin/env bash
# The change packet: whole, true to its run, the same bytes each time, and text whatever the names are.
suite=packet
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"

# Without a converter in the path, which would take seconds each time; one law makes a PDF.
bare=$scratch/bin
mkdir "$bare"
packet () { # FILE DIR [OPTION…]
  PATH=$bare "$rollcall" report "$1" --packet "$2" "${@:3}" 2>"$scratch/said"
}

outage=a-host-that-will-not-empty
examples="$outage a-clean-roll-over-four-hosts firmware-outlasts-the-window an-aos-upgrade-stalls-on-the-third-cvm
  a-stretched-cluster-from-its-witness-to-its-disk-format hardware-raised-in-a-half-done-cluster one-host-and-its-vms-suspended
  vcenter-runs-on-the-host-that-dies a-second-host-lost-before-resync-is-done guests-too-busy-for-a-slow-link"

is_whole () {
  packet "$outage" "$scratch/whole"
  grep -q 'no change.pdf' "$scratch/said"
  [ "$(cd "$scratch/whole" && echo *)" = "affected-vms.csv change.html change.json change.md rehearsal.html scenario.yaml sequence.svg timeline.svg" ]
  for page in timeline.svg sequence.svg; do xmllint --noout "$scratch/whole/$page" 2>&1 || ! command -v xmllint >/dev/null; done
  cmp "$scratch/whole/scenario.yaml" <("$rollcall" show "$outage")
  [ -z "$(find "$scratch" -maxdepth 1 -name '.whole*')" ]
}

is_true () {
  packet "$1" "$scratch/true-$1"
  "$rollcall" run -f ndjson "$1" >"$scratch/run.ndjson" || [ $? -eq 1 ]
  "$rollcall" timeline -f trace "$1" >"$scratch/trace.json"
  "$rollcall" capacity -f json "$1" >"$scratch/capacity.json"
  python3 "$srcdir/tests/packet.py" "$scratch/true-$1" "$scratch/run.ndjson" "$scratch/trace.json" "$scratch/capacity.json"
}

is_the_same_again () {
  packet "$outage" "$scratch/once"
  (cd "$scratch/once" && PATH=$bare "$rollcall" report scenario.yaml --packet "$scratch/again" 2>/dev/null)
  for file in affected-vms.csv rehearsal.html scenario.yaml sequence.svg timeline.svg; do
    cmp <(sed 's/a-host-that-will-not-empty.yaml/scenario.yaml/g' "$scratch/once/$file") "$scratch/again/$file"
  done
  packet "$outage" "$scratch/again"
  diff -r "$scratch/once" "$scratch/again"
}

# Another seed is another run, and the packet says how to have that one again.
has_its_seed () {
  packet "$outage" "$scratch/seed" --seed=99
  grep -q '^rollcall run scenario.yaml --seed=99$' "$scratch/seed/change.md"
  digest=$(sed -n 's/^| digest | \([0-9a-f]*\) |$/\1/p' "$scratch/seed/change.md")
  [ -n "$digest" ]
  (cd "$scratch/seed" && { "$rollcall" run scenario.yaml --seed=99 || true; } | grep -q "^digest $digest ")
}

every_name_is_text () {
  packet "$srcdir/tests/data/hostile.yaml" "$scratch/hostile"
  python3 "$srcdir/tests/packet.py" --hostile "$scratch/hostile"
}

refused () { # DIR WORD
  local status=0
  packet "$outage" "$1" || status=$?
  [ "$status" -eq 3 ]
  grep -q "$2" "$scratch/said"
}

refuses_what_is_no_packet () {
  mkdir -p "$scratch/other" "$scratch/half"
  echo mine >"$scratch/other/notes.txt"
  refused "$scratch/other" 'notes.txt'
  [ "$(cat "$scratch/other/notes.txt")" = mine ]
  echo mine >"$scratch/half/change.md"
  refused "$scratch/half" 'no change.json'
  [ "$(cat "$scratch/half/change.md")" = mine ]
  echo mine >"$scratch/file"
  refused "$scratch/file" 'not a folder'
  [ "$(cat "$scratch/file")" = mine ]
  refused "$scratch/missing/inner" 'cannot be written'
  [ ! -e "$scratch/missing" ]
  [ -z "$(find "$scratch" -maxdepth 1 -name '.other*' -o -maxdepth 1 -name '.half*' -o -maxdepth 1 -name '.file*')" ]
}

replaces_a_packet () {
  mkdir "$scratch/place"
  packet "$outage" "$scratch/place"
  echo older >"$scratch/place/change.pdf"
  packet a-clean-roll-over-four-hosts "$scratch/place/"
  grep -q '^# Four hosts are upgraded' "$scratch/place/change.md"
  [ ! -e "$scratch/place/change.pdf" ]
  [ "$(find "$scratch" -maxdepth 1 -name '.place*')" = "" ]
}

# A board reads one page: a demand is made once, and a turn says on which version it left its host.
reads_well () {
  local demands
  demands=$(sed -n 's/^- \(outage\|risk\): //p' "$scratch/true-$1/change.md" | sed 's/.*To do: //')
  [ "$(sort -u <<<"$demands" | wc -l)" -eq "$(wc -l <<<"$demands")" ]
  ! grep -nE 'and the like|DRS may use it| 0 vCenters|\(null\)' "$scratch/true-$1/change.md"
}

turns_say_versions () {
  grep -q '^| esx02 | host | .* | connected, on 8.0.3 |$' "$scratch/true-$outage/change.md"
  grep -q '^| esx03 | host | .* | connected, on 7.0.3 |$' "$scratch/true-$outage/change.md"
  grep -q '^| hosts | found in the rehearsal: web01 is down (and 16 more like it) | not so' "$scratch/true-$outage/change.md"
}

takes_no_output () {
  local status=0
  packet "$outage" "$scratch/both" --output=x.html || status=$?
  [ "$status" -eq 2 ]
  [ ! -e "$scratch/both" ]
}

from_standard_input () {
  "$rollcall" show "$outage" | PATH=$bare "$rollcall" report - --packet "$scratch/stdin" 2>/dev/null
  [ ! -e "$scratch/stdin/scenario.yaml" ]
  grep -q 'read from standard input' "$scratch/stdin/change.md"
}

# What the table of changes cites has to be a fact. (Cases from the field, D-01 and so on, stand in no list.)
sources_are_facts () {
  grep -ohE '\b(UPG|VC|HST|LCM|VS|DR|N)-[0-9]+\b' "$srcdir/cli/changes.def" | sort -u | while read -r id; do
    grep -qE "^$id	" "$srcdir/tests/data/facts.tsv" "$srcdir/tests/data/facts-platforms.tsv" "$srcdir/tests/data/facts-drift.tsv" || { echo "$id is no fact"; exit 1; }
  done
}

makes_a_pdf () {
  "$rollcall" report a-clean-roll-over-four-hosts --packet "$scratch/pdf"
  [ "$(head -c 5 "$scratch/pdf/change.pdf")" = %PDF- ]
}

law "a packet is whole, and says that it has no PDF" is_whole
for example in $examples; do
  law "the packet of $example is true to its run" is_true "$example"
  law "the packet of $example reads well" reads_well "$example"
done
law "turns say versions, and tests what was found" turns_say_versions
law "the same run gives the same bytes" is_the_same_again
law "a packet has its seed, and its command gives its digest" has_its_seed
law "every name is text" every_name_is_text
law "a folder that is no packet is left alone" refuses_what_is_no_packet
law "a packet takes the place of a packet" replaces_a_packet
law "a packet and a page are not written at once" takes_no_output
law "a scenario from standard input has a packet" from_standard_input
law "what the table of changes cites is a fact" sources_are_facts
if command -v weasyprint chromium chromium-browser google-chrome >/dev/null; then
  law "a PDF is made" makes_a_pdf
else
  skip "a PDF is made" "there is no weasyprint or chromium"
fi
finish
