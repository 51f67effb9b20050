#!/usr/bin/env bash
# Shares by GNU parallel: killed while they run, and tried again.
#
#   parallel.sh BUILDOUT SCENARIO SCRIPTS [TRIALS]
#
# SCRIPTS is the folder with parallel.sh of the documentation. It ends with 77 where GNU parallel is not installed.
set -euo pipefail

buildout=$(realpath "$1") scenario=$(realpath "$2") scripts=$(realpath "$3")
export TRIALS=${4:-200000}
command -v parallel > /dev/null || { echo "skipped: there is no GNU parallel"; exit 77; }
parallel --version 2> /dev/null | grep -q GNU || { echo "skipped: parallel is not GNU's"; exit 77; }
fail() { echo "error: $*" >&2; exit 1; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cp "$scenario" city.yaml
mkdir bin
ln -s "$buildout" bin/buildout
export PATH=$dir/bin:$PATH
export HOME=$dir

buildout run city.yaml --trials "$TRIALS" --threads 2 --out whole > whole.txt
sh "$scripts/parallel.sh" > parallel.log 2>&1 &
work=$!
killed=0
while kill -0 "$work" 2> /dev/null && [ "$killed" -lt 6 ]; do
  sleep 0."$((RANDOM % 9 + 1))"
  pid=$(pgrep -f "^buildout run city.yaml --trials $TRIALS" | while read -r pid; do
    [ "$(readlink "/proc/$pid/cwd" 2> /dev/null)" = "$dir" ] && echo "$pid"; done | shuf -n 1 || true)
  if [ -n "$pid" ] && kill -9 "$pid" 2> /dev/null; then killed=$((killed + 1)); fi
done
wait "$work" || { cat parallel.log >&2; fail "parallel.sh fails"; }
[ "$killed" -gt 0 ] || fail "no share was killed: too few trials"
diff -r whole forecast || fail "the forecast is another after $killed shares were killed"
echo "killed: $killed; all as it should be"
