#!/usr/bin/env bash
# What the documents say is what the program does: their examples are run, their generated pages are compared.
suite=docs
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"

examples_of () {
  python3 "$srcdir/tests/readme.py" "$rollcall" "$1"
}

language_page_is_current () {
  diff -u "$srcdir/docs/language.md" <("$rollcall" show --language)
}

physics_page_is_current () {
  diff -u "$srcdir/docs/physics.txt" <("$rollcall" show --physics)
}

availability_page_is_current () {
  diff -u "$srcdir/docs/availability.txt" <("$rollcall" show --availability)
}

resets_page_is_current () {
  diff -u "$srcdir/docs/resets.txt" <("$rollcall" show --resets)
}

# Every command and every option has its place in the manual page.
manual_has_everything () {
  "$rollcall" man >"$scratch/rollcall.1"
  "$rollcall" --help | sed -n 's/^  \([a-z]\+\) .*/\1/p' | while read -r command; do
    grep -q "^.SS \"rollcall $command" "$scratch/rollcall.1" || { echo "the manual lacks $command"; exit 1; }
    "$rollcall" "$command" --help | grep -o -- '--[a-z-]*' | sort -u | grep -v -e '^--help$' | while read -r option; do
      grep -qF -- "${option//-/\\-}" "$scratch/rollcall.1" || { echo "the manual lacks $option of $command"; exit 1; }
    done
  done
}

# Pictures carry what was drawn, so a row that has been renamed shows here, whatever the fonts.
pictures_are_current () {
  local row
  "$rollcall" graph --taken a-host-that-will-not-empty --format svg |
    grep -o '<text[^>]*>[^<]*</text>' | sed 's/<[^>]*>//g' | sort -u >"$scratch/now"
  grep -o '<text[^>]*>[^<]*</text>' "$srcdir/docs/rehearsal.svg" | sed 's/<[^>]*>//g' | sort -u >"$scratch/kept"
  diff -u "$scratch/kept" "$scratch/now"
  "$rollcall" sequence a-host-that-will-not-empty --step hosts --host esx02 | diff -u "$srcdir/docs/sequence.svg" -
  "$rollcall" timeline a-host-that-will-not-empty | diff -u "$srcdir/docs/timeline.svg" -
  "$rollcall" drift --compare "$srcdir/docs/decay.yaml" -o "$scratch/decay.svg" || [ $? -eq 1 ] || return 1
  diff -u "$srcdir/docs/decay.svg" "$scratch/decay.svg"
}

if command -v python3 >/dev/null; then
  for document in "$srcdir"/README.md "$srcdir"/docs/*.md; do
    grep -q '^```console' "$document" && law "examples of $(basename "$document")" examples_of "$document"
  done
else
  skip "examples" "there is no python3"
fi
law "the language page is current" language_page_is_current
law "the physics page is current" physics_page_is_current
law "the availability page is current" availability_page_is_current
law "the page of resets is current" resets_page_is_current
law "the manual has every command and option" manual_has_everything
law "the pictures are current" pictures_are_current
finish
