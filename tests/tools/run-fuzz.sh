#!/bin/bash
# run-fuzz.sh BUILD-DIR SECONDS SUMMARY - libFuzzer with sanitizers over every decoder, SECONDS each; findings stay in BUILD-DIR.
set -u
dir=$1 seconds=$2 summary=$3
source=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$(dirname "$summary")"
: >"$summary"
if ! command -v clang >/dev/null; then
  echo "fuzz: clang is not installed; skipped" >&2
  exit 0
fi
test -f "$dir/build.ninja" || CC=clang meson setup "$dir" "$source" -Db_sanitize=address,undefined -Db_lundef=false >/dev/null || exit 1
targets=$(cd "$dir" && ninja -t targets all | sed -n 's/^\(tests\/fuzz\/fuzz-[a-z0-9-]*\): c_LINKER$/\1/p')
[ -n "$targets" ] || { echo "fuzz: no target" >&2; exit 1; }
ninja -C "$dir" $targets >"$dir/fuzz-build.log" 2>&1 || { tail -20 "$dir/fuzz-build.log"; exit 1; }
run_one () {
  name=$(basename "$1")
  corpus="$dir/corpus-$name"
  mkdir -p "$corpus"
  seeds="$source/tests/corpus/${name#fuzz-}"
  [ -d "$seeds" ] || seeds=
  if DIANWEI_DATA="$source/data" "$dir/$1" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -artifact_prefix="$dir/$name-" -verbosity=0 -print_final_stats=1 "$corpus" $seeds >"$dir/$name.log" 2>&1; then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$dir/$name.log")
    echo "fuzz: $name, ${runs:-?} inputs, no finding"
    echo "ok $name" >>"$summary"
  else
    tail -40 "$dir/$name.log"
    echo "not ok $name" >>"$summary"
  fi
}
# Two at a time.
for target in $targets; do
  run_one "$target" &
  while [ "$(jobs -p | wc -l)" -ge 2 ]; do sleep 0.2; done
done
wait
exit 0
