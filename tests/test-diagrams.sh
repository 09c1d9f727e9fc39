#!/usr/bin/env bash
# What other programs make of rollcall's pictures: Debian's Chromium, which measures the words in them, Mermaid's own parser,
# and Debian's PlantUML. Where one of them is missing its laws are skipped and say so; ./bootstrap check installs Chromium and
# what npm has, PlantUML it does not.
suite=diagrams
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"

pages_of_the_library () { # FORMAT ENDING
  mkdir -p "$scratch/$1"
  "$rollcall" list | while read -r name _; do
    "$rollcall" sequence "$name" --format "$1" -o "$scratch/$1/$name.$2"
  done
  "$rollcall" sequence "$srcdir/tests/data/hostile.yaml" --format "$1" -o "$scratch/hostile.$2"
}

# A few runs of every kind, and every machine's graph, of which the largest are the most crowded.
pictures () {
  local name
  mkdir "$scratch/svg"
  for name in a-clean-roll-over-four-hosts a-host-that-will-not-empty aos-then-ahv-without-the-wait \
    vcenter-runs-on-the-host-that-dies a-stretched-cluster-from-its-witness-to-its-disk-format \
    esxi-upgraded-past-the-token a-second-cvm-lost-outside-the-token "$srcdir/tests/data/hostile.yaml"; do
    "$rollcall" timeline "$name" -o "$scratch/svg/$(basename "$name").timeline.svg"
    "$rollcall" sequence "$name" -o "$scratch/svg/$(basename "$name").sequence.svg"
    "$rollcall" graph "$name" --taken -o "$scratch/svg/$(basename "$name").taken.svg"
  done
  "$rollcall" graph --all -o "$scratch/svg/all.svg"
  for name in host vm node vmotion vcenter cvm; do "$rollcall" graph --machine $name -o "$scratch/svg/$name.svg"; done
  for name in compute vsan plan; do "$rollcall" graph --part $name -o "$scratch/svg/part-$name.svg"; done
}

# Words that are too long for their bar, and for the sheet.
finds_what_is_wrong () {
  local words
  words=$(printf 'rebooting %.0s' {1..300})
  sed "s/>rebooting</>$words</; s/>connected</>$words</" "$scratch/svg/a-clean-roll-over-four-hosts.timeline.svg" >"$scratch/bad.svg"
  browses pictures.mjs "$scratch/bad.svg"
  [ "$(grep -c '^not ok' "$scratch/lines")" -ge 3 ]
}

plantuml_refuses_what_is_none () {
  printf '@startuml\nparticipant "a" as L0\nL0 --<<>> foo bar\n@enduml\n' >"$scratch/none.puml"
  ! plantuml -checkonly "$scratch/none.puml"
}

plantuml_reads () {
  plantuml -checkonly "$scratch/hostile.puml" "$scratch"/plantuml/*.puml
}

# Those with most lines are the tallest. A picture that reaches the limit has been cut there.
plantuml_cuts_nothing () {
  local tallest
  tallest=$(wc -c "$scratch"/plantuml/*.puml | sort -rn | awk 'NR > 1 && NR <= 4 { print $2 }')
  # shellcheck disable=SC2086
  plantuml -tpng -o "$scratch/png" "$scratch/hostile.puml" $tallest
  python3 - "$scratch"/png/*.png <<'EOF'
import struct, sys
sizes = []
for name in sys.argv[1:]:
    with open(name, "rb") as picture:
        sizes.append((max(struct.unpack(">II", picture.read(24)[16:])), name))
print(max(sizes))
assert len(sizes) > 20 and max(sizes)[0] < 4096
EOF
}

if ! has_browser mermaid; then
  skip "Mermaid, and words measured in pictures" "there is no Chromium, node or npm's mermaid"
else
  law "pages for Mermaid are written" pages_of_the_library mermaid md
  law "Mermaid can be asked" browses mermaid.mjs "$scratch/hostile.md" "$scratch"/mermaid/*.md
  answers
  law "pictures are drawn" pictures
  law "words that run over are seen" finds_what_is_wrong
  law "pictures can be measured" browses pictures.mjs "$scratch"/svg/*.svg
  answers
fi
if ! command -v plantuml >/dev/null; then
  skip "PlantUML" "it is not installed"
else
  law "pages for PlantUML are written" pages_of_the_library plantuml puml
  law "PlantUML refuses what is no diagram" plantuml_refuses_what_is_none
  law "PlantUML reads every page of the library" plantuml_reads
  law "PlantUML cuts no page" plantuml_cuts_nothing
fi
finish
