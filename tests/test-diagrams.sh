#!/usr/bin/env bash
# What other programs draw of rollcall's text: Mermaid's own parser, in Debian's Chromium, and Debian's PlantUML. Where one of
# them is missing its laws are skipped and say so; ./bootstrap check installs Chromium and what npm has, PlantUML it does not.
suite=diagrams
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"

chromium=$(command -v chromium || command -v chromium-browser || true)
modules=$srcdir/tests/player/node_modules

pages_of_the_library () { # FORMAT ENDING
  mkdir -p "$scratch/$1"
  "$rollcall" list | while read -r name _; do
    "$rollcall" sequence "$name" --format "$1" -o "$scratch/$1/$name.$2"
  done
  "$rollcall" sequence "$srcdir/tests/data/hostile.yaml" --format "$1" -o "$scratch/hostile.$2"
}

mermaid_reads () {
  node "$srcdir/tests/player/mermaid.mjs" "$chromium" "$scratch/hostile.md" "$scratch"/mermaid/*.md >"$scratch/lines" 2>&1 || true
  grep -q 'failed$' "$scratch/lines" || { cat "$scratch/lines"; return 1; }
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
  tallest=$(wc -c "$scratch"/plantuml/*.puml | sort -rn | awk 'NR > 1 && NR <= 7 { print $2 }')
  # shellcheck disable=SC2086
  plantuml -tpng -o "$scratch/png" "$scratch/hostile.puml" $tallest
  python3 - "$scratch"/png/*.png <<'EOF'
import struct, sys
sizes = []
for name in sys.argv[1:]:
    with open(name, "rb") as picture:
        sizes.append((max(struct.unpack(">II", picture.read(24)[16:])), name))
print(max(sizes))
assert len(sizes) > 30 and max(sizes)[0] < 4096
EOF
}

if [ -z "$chromium" ] || ! command -v node >/dev/null || [ ! -d "$modules/mermaid" ]; then
  skip "Mermaid" "there is no Chromium, node or npm's mermaid"
else
  law "pages for Mermaid are written" pages_of_the_library mermaid md
  law "Mermaid can be asked" mermaid_reads
  while read -r line; do
    case $line in
    ok*) law "${line#ok }" true ;;
    not*) law "${line#not ok }" false ;;
    esac
  done <"$scratch/lines"
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
