#!/usr/bin/env bash
# Shares by a Slurm of this machine's own: killed, on a node that is taken down, and one that cannot be written.
#
#   slurm.sh BUILDOUT SCENARIO SCRIPTS [TRIALS]
#
# BUILDOUT is the program, SCRIPTS the folder with share.sbatch and merge.sbatch. It ends with 77 where Slurm is not
# installed or may not be started, and says so.
set -euo pipefail

buildout=$(realpath "$1") scenario=$(realpath "$2") scripts=$(realpath "$3")
export TRIALS=${4:-200000}

skip() { echo "skipped: $*"; exit 77; }
step() { echo "== $*"; }
fail() { echo "error: $*" >&2; exit 1; }
for tool in munged slurmctld slurmd sbatch scontrol squeue; do
  command -v "$tool" > /dev/null || skip "there is no $tool; install slurm-wlm and munge"
done
[ "$(id -u)" -eq 0 ] || skip "slurmctld and slurmd of one's own need root"

dir=$(mktemp -d)
chmod 755 "$dir"
daemons=()
finish() {
  code=$?
  [ "$code" -eq 0 ] || tail -n 20 "$dir"/*.log "$dir"/jobs/*.log >&2 || true
  # Nothing stays behind: first the shares, then those who run them.
  timeout 10 scancel --user="$(id -un)" 2> /dev/null && sleep 2
  for pid in "${daemons[@]}"; do kill "$pid" 2> /dev/null || true; done
  sleep 1
  for pid in "${daemons[@]}"; do kill -9 "$pid" 2> /dev/null || true; done
  rm -rf "$dir"
  exit "$code"
}
trap finish EXIT

# A munge and a Slurm that share nothing with any other of this machine.
mkdir -m 700 "$dir/munge"
head -c 1024 /dev/urandom > "$dir/munge/key"
chmod 400 "$dir/munge/key"
munged --force --foreground --key-file "$dir/munge/key" --socket "$dir/munge/socket" \
  --pid-file "$dir/munge/pid" --log-file "$dir/munged.log" --seed-file "$dir/munge/seed" 2> "$dir/munged.log" &
daemons+=($!)
node=$(hostname -s)
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])'; }
mkdir "$dir/state" "$dir/spool" "$dir/jobs"
cat > "$dir/slurm.conf" << END
ClusterName=shares
SlurmctldHost=$node(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$dir/munge/socket,cred_expire=5
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1,sched_min_interval=10000,batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
KillWait=2
NodeName=$node NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=$node Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF=$dir/slurm.conf
slurmctld -D -f "$SLURM_CONF" > "$dir/slurmctld.out.log" 2>&1 &
daemons+=($!)
slurmd -D -f "$SLURM_CONF" -N "$node" > "$dir/slurmd.out.log" 2>&1 &
daemons+=($!)
for _ in $(seq 60); do
  sinfo --noheader --format=%T 2> /dev/null | grep -q idle && break
  sleep 0.5
done
sinfo --noheader --format=%T | grep -q idle || fail "the node does not come up"

# The scripts of the documentation, as they stand there.
cd "$dir/jobs"
cp "$scripts/share.sbatch" "$scripts/merge.sbatch" .
cp "$scenario" city.yaml
mkdir bin
ln -s "$buildout" bin/buildout
export PATH=$dir/jobs/bin:$PATH
submit() { sbatch --parsable "$@"; }
# The processes of this run's shares.
running() { pgrep -f "buildout run city.yaml --trials $TRIALS --share" | while read -r pid; do
  [ "$(readlink "/proc/$pid/cwd" 2> /dev/null)" = "$dir/jobs" ] && [ "$(cat "/proc/$pid/comm")" = buildout ] && echo "$pid"; done || true; }
ended() { [ -z "$(squeue --noheader --jobs="$1" 2> /dev/null)" ]; }
wait_for() { for _ in $(seq 1200); do ended "$1" && return; sleep 0.25; done; fail "job $1 does not end"; }

step "The run on one machine, $TRIALS trials"
started=$(date +%s.%N)
buildout run city.yaml --trials "$TRIALS" --threads 2 --out whole > whole.txt
alone=$(echo "$(date +%s.%N) - $started" | bc)

step "8 shares, and the merge that waits for them"
started=$(date +%s.%N)
job=$(submit share.sbatch)
merge=$(submit --dependency=afterany:"$job" merge.sbatch)
wait_for "$merge"
shared=$(echo "$(date +%s.%N) - $started" | bc)
diff -r whole forecast || fail "the merged forecast is not that of the run"
echo "elapsed: $alone s on two threads, $shared s by Slurm, ratio $(echo "scale=3; $shared / $alone" | bc)"
[ -z "${BUILDOUT_TIME_ONLY:-}" ] || exit 0

step "Shares killed while they run: each is requeued and goes on"
rm -rf shares forecast share-*.log
job=$(submit share.sbatch)
merge=$(submit --dependency=afterany:"$job" merge.sbatch)
killed=0
for _ in $(seq 400); do
  ended "$merge" && break
  pid=$(running | shuf -n 1)
  if [ -n "$pid" ] && [ "$killed" -lt 6 ]; then
    sleep 0."$((RANDOM % 9 + 1))"
    if kill -9 "$pid" 2> /dev/null; then killed=$((killed + 1)); fi
  fi
  sleep 0.5
done
wait_for "$merge"
[ "$killed" -gt 0 ] || fail "no share was killed: too few trials"
diff -r whole forecast || fail "the forecast is another after $killed shares were killed"
echo "killed: $killed"

step "The node is taken down while shares run"
rm -rf shares forecast share-*.log
job=$(submit share.sbatch)
merge=$(submit --dependency=afterany:"$job" merge.sbatch)
for _ in $(seq 200); do [ -n "$(running)" ] && break; sleep 0.1; done
sleep 1
scontrol update nodename="$node" state=down reason=test
for _ in $(seq 40); do [ -z "$(running)" ] && break; sleep 0.25; done
[ -z "$(running)" ] || fail "shares go on on a node that is down"
# A node that registers again has come back by itself.
scontrol update nodename="$node" state=resume 2> /dev/null || true
wait_for "$merge"
diff -r whole forecast || fail "the forecast is another after the node was down"
grep -q "NODE FAILURE" share-*.log || fail "no share was on the node when it went down"

step "One share cannot be written, however often it is run"
rm -rf shares forecast share-*.log
mkdir -p shares/.round-1-share-5-of-8.part.new
job=$(submit share.sbatch)
merge=$(submit --dependency=afterany:"$job" merge.sbatch)
wait_for "$merge"
[ ! -e forecast ] || fail "there is a forecast though a share is missing"
grep -q -- '--array=5;' merge.log || fail "the merge does not name the share: $(cat merge.log)"
rmdir shares/.round-1-share-5-of-8.part.new
job=$(submit --array=5 share.sbatch)
merge=$(submit --dependency=afterany:"$job" merge.sbatch)
wait_for "$merge"
diff -r whole forecast || fail "the forecast is another after the share was run again"

step "All as it should be"
