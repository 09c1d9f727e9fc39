#!/usr/bin/env bash
# The floor plan as a test: who may include whom, what may not be used where, and that make knows every source.
suite=includes
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"
cd "$srcdir" || exit 1

# folder: the folders it may use.
rooms='
sim:       sim
models:    models sim
scenarios: scenarios models sim
viz:       viz sim
cli:       cli viz scenarios models sim
tests:     tests cli viz scenarios models sim
'

# header: the folders that may use this library. What is not named here (C, POSIX, GLib) is open to all.
libraries='
yaml.h       scenarios tests
zip.h        scenarios tests
expat.h      scenarios tests
jansson.h    scenarios tests
gvc.h        viz tests
cgraph.h     viz tests
graphviz/*   viz tests
json-glib/*  cli tests
CUnit/*      tests
'

# Every source, header and table of a folder; what make makes is not a source.
sources () {
  find "$@" \( -name '*.c' -o -name '*.h' -o -name '*.def' \) ! -name '*.gresource.c' ! -path tests/suites.h 2>/dev/null | LC_ALL=C sort
}

# Prints the includes that break the plan, as file:line: why.
wrong_includes () {
  local room uses file line header pattern users
  while read -r room uses; do
    room=${room%:}
    [ -d "$room" ] || continue
    while IFS=: read -r file line header; do
      case $header in
      \"*)
        header=${header//\"/}
        [[ $header == config.h || ( " $uses " == *" ${header%%/*} "* && $header == */* ) ]] ||
          echo "$file:$line: $room may not include \"$header\" (it may use: $uses)"
        ;;
      *)
        header=${header//[<>]/}
        while read -r pattern users; do
          # shellcheck disable=SC2053
          [[ -z $pattern || $header != $pattern || " $users " == *" $room "* ]] ||
            echo "$file:$line: $room may not include <$header> (only: $users)"
        done <<<"$libraries"
        ;;
      esac
    done < <(sources "$room" | xargs -r grep -HnoE '^ *# *include *("[^"]*"|<[^>]*>)' | sed -E 's/: *# *include */:/')
  done < <(sed '/^$/d' <<<"$rooms")
}

nothing () {
  local found
  found=$("$@" 2>&1) || :
  [ -z "$found" ] || { printf '%s\n' "$found"; return 1; }
}

# A source that Makefile.am does not name would be in no archive and in no tarball.
unlisted_sources () {
  local file
  for file in $(sources sim models scenarios viz cli tests); do
    grep -qE "(^|[[:space:]])${file//./\\.}([[:space:]]|\$)" Makefile.am || echo "$file is not in Makefile.am"
  done
}

# The language is whole without its importers: its own files know none of theirs.
language_of_imports () {
  grep -nE '^ *# *include *"scenarios/import/' scenarios/*.[ch]
}

# Prints the lines of code, not of comments or strings, of these folders that match, as file:line:text.
in_code () {
  local pattern=$1 file
  shift
  for file in $(sources "$@"); do
    perl -0pe 's{(/\*.*?\*/)|"(?:\\.|[^"\\])*"}{ $1 ? $1 =~ tr/\n//cdr : q("") }gse' "$file" |
      grep -nE "$pattern" | sed "s|^|$file:|"
  done
}

# Rounding is part of the answer, so the engine and the physics know integers only.
floating_point () {
  in_code '\b(g?float|g?double)\b' sim models
}

# A hash table's order is an accident, so no folder that decides anything walks one.
hash_order () {
  in_code 'g_hash_table_(iter|foreach|get_keys|get_values)' sim models
}

# The engine is silent and asks nobody for the time or for a random number.
talking_engine () {
  in_code '\b(f?printf|puts|g_print|g_printerr|g_message|time|g_get_real_time|g_get_monotonic_time|g?rand|g_random_[a-z]+) ?\(' sim models
}

# The plan has to hold, and the test that says so has to be able to fail.
notices_a_breach () {
  local there=$scratch/there
  mkdir -p "$there/sim" "$there/viz" "$there/cli" "$there/scenarios"
  printf '#include "models/physics.h"\n' >"$there/sim/a.c"
  printf '#include "sim/time.h"\n#include <yaml.h>\n' >"$there/viz/b.c"
  printf '#include "b.h"\n' >"$there/cli/c.c"
  printf 'float x; /* no double,\n here */ float y; "double"\n' >"$there/sim/d.def"
  printf '#include "scenarios/import/write.h"\n' >"$there/scenarios/e.c"
  : >"$there/Makefile.am"
  cd "$there"
  [ "$(wrong_includes | wc -l)" -eq 3 ]
  [ "$(unlisted_sources | wc -l)" -eq 5 ]
  [ "$(language_of_imports | wc -l)" -eq 1 ]
  [ "$(floating_point)" = 'sim/d.def:1:float x; 
sim/d.def:2: float y; ""' ]
}

law "folders include only what the floor plan allows" nothing wrong_includes
law "the language knows nothing of its importers" nothing language_of_imports
law "Makefile.am names every source" nothing unlisted_sources
law "the engine and the physics are integers" nothing floating_point
law "nothing that decides walks a hash table" nothing hash_order
law "the engine prints nothing and asks no clock" nothing talking_engine
law "a breach is noticed" notices_a_breach
finish
