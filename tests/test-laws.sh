#!/usr/bin/env bash
# The laws of determinism: same input, same bytes, whatever the surroundings. Each holds for every scenario of the library.
suite=laws
# shellcheck source=tests/harness.sh
. "$(dirname "$0")/harness.sh"

names=()
for file in "$srcdir"/scenarios/library/*.yaml; do
  [ -e "$file" ] && names+=("$(basename "$file" .yaml)")
done

# One rehearsal as bytes: the whole journal, the result, and the exit status. Findings are no failure here, a crash is.
rehearse () {
  local program=$1 what=$2 status
  "$program" run --format ndjson "$what" 2>&1
  status=$?
  echo "exit $status"
  [ "$status" -le 1 ]
}

# The digest of a run, as the JSON object states it.
digest () {
  local object
  object=$("$rollcall" run --format json "$@") || [ $? -eq 1 ] || return 1
  grep -oE '"digest" ?: ?"[0-9a-f]{16}"' <<<"$object" | grep -oE '[0-9a-f]{16}'
}

# Rehearses all scenarios in the surroundings given (a prefix for the command) and compares with the first time.
same () {
  local program=$1 name status=0
  shift
  for name in "${names[@]}"; do
    env "$@" bash -c 'rehearse "$@"' rehearse "$program" "$name" >"$scratch/again" || { echo "$name: did not run"; status=1; }
    cmp "$scratch/$name.ndjson" "$scratch/again" || { echo "$name: differs"; status=1; }
  done
  return $status
}
export -f rehearse

every_scenario_runs () {
  local name status=0
  for name in "${names[@]}"; do
    rehearse "$rollcall" "$name" >"$scratch/$name.ndjson" || { tail -n 3 "$scratch/$name.ndjson"; status=1; }
  done
  return $status
}

run_twice () {
  same "$rollcall" LAW=again
}

# A zone with odd minutes would show in any use of local time; spelled out, too, where the system knows no zones.
other_time_zone () {
  same "$rollcall" TZ=Asia/Kathmandu
  same "$rollcall" TZ='<+0545>-5:45'
}

# Decimal commas and the dotless i; made on the spot where the system has their sources but not the locales.
other_language () {
  local language where
  for language in de_DE tr_TR; do
    where=
    if ! locale -a | grep -qi "^$language.utf-\?8"; then
      mkdir -p "$scratch/locales"
      localedef -i "$language" -f UTF-8 "$scratch/locales/$language.UTF-8" 2>/dev/null || continue
      where=LOCPATH=$scratch/locales
    fi
    same "$rollcall" ${where:+"$where"} LC_ALL="$language.UTF-8" LANG="$language.UTF-8"
  done
  same "$rollcall" LC_ALL=C LANG=C
}

# glibc fills freed and fresh memory with the byte: what was never written shows.
other_memory () {
  same "$rollcall" MALLOC_PERTURB_=85
  same "$rollcall" MALLOC_PERTURB_=170
}

# What a run says does not depend on how it is asked: the three formats, a path, standard input, another folder.
one_digest () {
  local name file one
  for name in "${names[@]}"; do
    file=$srcdir/scenarios/library/$name.yaml
    one=$(digest "$name")
    echo "$name: digest $one, and by path, standard input, text, another folder:"
    [ -n "$one" ]
    [ "$one" = "$(digest "$file")" ]
    [ "$one" = "$(digest - <"$file")" ]
    [ "$one" = "$("$rollcall" run "$name" | grep -oE '^digest [0-9a-f]{16}' | cut -d' ' -f2)" ]
    [ "$one" = "$(cd / && digest "$name")" ]
  done
}

# Order in the file never changes a result: mappings and lists in three other orders, but for the two lists that say one.
shuffled () {
  local name seed one other
  for name in "${names[@]}"; do
    one=$(digest "$name")
    for seed in 1 2 3; do
      "$builddir/tests/shuffle" "$seed" order members <"$srcdir/scenarios/library/$name.yaml" >"$scratch/shuffled.yaml"
      other=$(digest "$scratch/shuffled.yaml") || other=none
      [ "$one" = "$other" ] || { echo "$name: $one in its own order, $other in order $seed"; return 1; }
    done
  done
}

# The same sources by another compiler at another level. The objects stay in the build directory for the next time.
compiled () {
  local there=$builddir/tests/laws/$1$2
  mkdir -p "$there"
  make -s -C "$there" -f "$srcdir/tests/laws.mk" -j "$(nproc)" CC="$1" CFLAGS="-std=gnu11 ${*:2}" rollcall
  same "$there/rollcall"
}

# Watched by the sanitizers it says the same, and they say nothing: neither of the rehearsals nor of what is made of them.
sanitized () {
  local there=$builddir/tests/laws/$1$2 name of status=0
  export ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=print_stacktrace=1
  compiled "$@" -fsanitize=address,undefined -fno-sanitize-recover=all
  for name in "${names[@]}"; do
    for of in drift cost capacity timeline sequence; do
      "$there/rollcall" "$of" "$name" >"$scratch/watched" 2>&1 && continue
      [ $? -eq 1 ] && ! grep -E 'AddressSanitizer|runtime error' "$scratch/watched" || { echo "$of $name"; status=1; }
    done
  done
  return $status
}

if [ ${#names[@]} -eq 0 ] || [ ! -x "$rollcall" ]; then
  skip "all" "there is no scenario to run yet"
  finish
fi

law "every scenario of the library runs" every_scenario_runs
law "the same again" run_twice
law "the same in Kathmandu" other_time_zone
law "the same in German, Turkish and no language" other_language
law "the same in dirty memory" other_memory
law "one digest however asked" one_digest
law "the same in any order of the file" shuffled
# The build's own is -O2.
while read -r compiler level how; do
  if ! command -v "$compiler" >/dev/null; then
    skip "the same from $compiler $level" "there is no $compiler"
  elif [ "$how" = sanitized ]; then
    law "the same from $compiler $level, and clean, under the sanitizers" sanitized "$compiler" "$level"
  else
    law "the same from $compiler $level" compiled "$compiler" "$level"
  fi
done <<'END'
gcc -O1 sanitized
clang -O3
END
finish
