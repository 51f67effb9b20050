#!/bin/sh
# Holds that a forecast has the same bytes on every launch, for any number of threads, optimised or not, and whatever
# vectors the processor has.
#
#   Tests/same-bytes.sh             builds four programs and compares what they write
#   Tests/same-bytes.sh PROGRAM...  compares programs that are there
#
# First the samplers by themselves are compared in the same way, which takes seconds. Set LAUNCHES and TRIALS for more or
# fewer than 20 launches of 2,000 trials, and CC for another compiler than clang.
set -eu
cd "$(dirname "$0")/.."
launches=${LAUNCHES:-20}
trials=${TRIALS:-2000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

case $(uname -m) in
  x86_64) wider=haswell widest="x86-64-v4 -mprefer-vector-width=512" ;;
  *) wider=native widest=native ;;
esac

sampled=
for flags in "-O0 -DCBATCH_ONE_WIDTH" "-O2 -DCBATCH_ONE_WIDTH" "-O2 -DCBATCH_ONE_WIDTH -march=$wider" \
  "-O3 -DCBATCH_ONE_WIDTH -march=$widest" "-O2"; do
  # An older processor has no vectors as wide as these.
  "${CC:-clang}" $flags -I Sources/CBatch/include -I Sources/CVisits/include Tests/widths.c \
    Sources/CBatch/batch.c Sources/CVisits/visits.c -lm -o "$folder/widths"
  hash=$("$folder/widths") || { echo "left out, as this processor cannot run it: $flags"; continue; }
  [ -n "$sampled" ] || sampled=$hash
  [ "$hash" = "$sampled" ] || { echo "other bits with $flags" >&2; exit 1; }
  echo "same: samplers and work, $flags"
done

build() {
  name=$1
  shift
  swift build --product buildout --scratch-path ".build-$name" "$@" >&2
  echo ".build-$name/$configuration/buildout"
}

if [ $# -eq 0 ]; then
  configuration=release
  chosen=$(build release -c release)
  narrow=$(build narrow -c release -Xcc -DCBATCH_ONE_WIDTH)
  wide=$(build wide -c release -Xcc -DCBATCH_ONE_WIDTH -Xcc "-march=$wider")
  configuration=debug
  set -- "$chosen" "$narrow" "$wide" "$(build debug -c debug)"
fi

scenarios=$(ls Scenarios/*.yaml)
for scenario in $scenarios; do
  first="$folder/$(basename "$scenario").json"
  for program in "$@"; do
    for threads in 1 2 3 8; do
      "$program" run "$scenario" --trials "$trials" --threads $threads --format json \
        2>/dev/null > "$folder/other.json"
      [ -f "$first" ] || cp "$folder/other.json" "$first"
      cmp "$first" "$folder/other.json"
    done
    echo "same: $scenario, $program, 1, 2, 3 and 8 threads"
  done
  launch=0
  while [ $launch -lt "$launches" ]; do
    "$1" run "$scenario" --trials "$trials" --threads 2 --format json 2>/dev/null > "$folder/other.json"
    cmp "$first" "$folder/other.json"
    launch=$((launch + 1))
  done
  echo "same: $scenario, $launches launches"
done
