#!/usr/bin/env bash
# The library: every scenario says what it is about, comes out as it expects, and tells the story that was last read and
# found right. `make bless` rewrites the stories in tests/golden/library; read the difference before you commit it.
suite=library
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"
golden=$srcdir/tests/golden/library

# The story without the program's version, and without the digest, which changes with the number of a row: that a run is
# the same again and everywhere is for the laws to say, what happens in it is said here.
story () {
  "$rollcall" run "$1" >"$scratch/story" || [ $? -eq 1 ] || return 1
  sed '1s/^rollcall [^ ]*/rollcall/; $s/^digest [0-9a-f]*/digest/' "$scratch/story"
}

# Prose for people: a title that is a sentence, a story of a few more, and something expected.
speaks () {
  local title story sentences
  title=$(sed -n 's/^title: //p' "$1")
  story=$(sed -n '/^story:/,/^[a-rt-z]/p' "$1" | sed '1d;$d')
  sentences=$(grep -oE '[.?!]( |$)' <<<"$story" | wc -l)
  echo "title: $title; sentences in the story: $sentences"
  [ "$(wc -w <<<"$title")" -ge 4 ]
  [[ $title =~ ^[[:upper:]v] && ! $title =~ \.$ ]]
  [ "$sentences" -ge 3 ]
  grep -q '^expect:' "$1"
}

as_told () {
  local name=$1
  story "$name" >"$scratch/$name.txt"
  if [ -n "${ROLLCALL_BLESS-}" ]; then
    mkdir -p "$golden"
    cmp -s "$scratch/$name.txt" "$golden/$name.txt" || cp "$scratch/$name.txt" "$golden/$name.txt"
  fi
  diff -u "$golden/$name.txt" "$scratch/$name.txt"
}

legible () {
  ! sed -E 's/^ *[0-9]+ d ([0-9:]+)  /\1  /' "$golden"/*.txt | grep -nE ' $|.{151}'   # a clock of days is wider
}

# The page that lists them by what they show.
is_listed () {
  grep -qF -- "- \`$1\`: " "$srcdir/docs/library.md"
}

nothing_left_over () {
  local file
  for file in "$golden"/*.txt; do
    [ -e "$srcdir/scenarios/library/$(basename "$file" .txt).yaml" ] || { echo "$file: there is no such scenario"; return 1; }
  done
}

for file in "$srcdir"/scenarios/library/*.yaml; do
  name=$(basename "$file" .yaml)
  law "$name speaks for itself" speaks "$file"
  law "$name comes out as expected" "$rollcall" verify "$name"
  law "$name is told as before" as_told "$name"
  law "$name stands on the page of the library" is_listed "$name"
done
law "stories have no blanks at the end and no endless lines" legible
law "every story kept has its scenario" nothing_left_over
finish
