#!/usr/bin/env bash
# Every row of every table is taken by a trial or by the library, but for those that tests/data/rows-not-taken.tsv names with
# the reason. Runs by itself when all unit suites have run; each of them left the rows it took in its log folder.
suite=rows
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"
export LC_ALL=C
excused=$srcdir/tests/data/rows-not-taken.tsv

"$builddir/tests/unit" --rows | sort >"$scratch/all"
sort -u "$builddir"/tests/logs/*.rows >"$scratch/taken"
grep -v '^#' "$excused" | cut -f 1 | sort >"$scratch/excused"

each_is_taken () {
  local never
  never=$(comm -23 "$scratch/all" "$scratch/taken" | comm -23 - "$scratch/excused")
  [ -z "$never" ] || { echo "no trial takes"; printf '%s\n' "$never"; return 1; }
}

excuses_hold () {
  ! comm -12 "$scratch/excused" "$scratch/taken" | sed 's/$/: is excused, and taken/' | grep .
  ! comm -23 "$scratch/excused" "$scratch/all" | sed 's/$/: is excused, and there is no such row/' | grep .
  ! grep -v '^#' "$excused" | awk -F '\t' 'NF != 2 || length ($2) < 20' | sed 's/$/: needs a reason/' | grep .
}

law "each row is taken" each_is_taken
law "what is excused is there, is not taken and has a reason" excuses_hold
printf 'rows: %d of %d taken by trials and the library, %d excused\n' \
  "$(comm -12 "$scratch/all" "$scratch/taken" | wc -l)" "$(wc -l <"$scratch/all")" "$(wc -l <"$scratch/excused")"
finish
