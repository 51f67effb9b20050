#!/bin/sh
# Holds that a forecast has the same bytes on every launch, for any number of threads, optimised or not, and whatever
# vectors the processor has.
#
#   Tests/same-bytes.sh             builds four programs and compares what they write
#   Tests/same-bytes.sh PROGRAM...  compares programs that are there
#
# Set LAUNCHES and TRIALS for more or fewer than 20 launches of 2,000 trials.
set -eu
cd "$(dirname "$0")/.."
launches=${LAUNCHES:-20}
trials=${TRIALS:-2000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

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
  case $(uname -m) in
    x86_64) target=haswell ;;
    *) target=native ;;
  esac
  wide=$(build wide -c release -Xcc -DCBATCH_ONE_WIDTH -Xcc "-march=$target")
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
