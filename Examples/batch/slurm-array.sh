#!/bin/bash
# A Slurm array that converts the models of a batch file, a part in each task:
#
#   sbatch --array=0-7 slurm-array.sh recast.yaml /shared/recast-cache /shared/reports
#
# and, once all tasks have ended, one report:
#
#   sbatch --dependency=afterany:JOB --wrap \
#     'recast batch merge-reports /shared/reports/shard-*.json --html report.html'
#
#SBATCH --job-name=recast
#SBATCH --cpus-per-task=2
#SBATCH --requeue
#SBATCH --open-mode=append
set -uo pipefail

file=${1:-recast.yaml}
cache=${2:-.recast-cache}
reports=${3:-reports}
# A task is begun again at most so often.
most_restarts=${RECAST_MOST_RESTARTS:-5}

mkdir -p "$reports"
# Which part it is, recast reads from SLURM_ARRAY_TASK_ID and SLURM_ARRAY_TASK_COUNT.
srun recast batch "$file" --cache "$cache" --jobs "${SLURM_CPUS_PER_TASK:-1}" \
  --json "$reports/shard-$SLURM_ARRAY_TASK_ID.json"
code=$?

# 5, 6 and signals may go away by themselves; the cache knows what is done already.
if ((code == 5 || code == 6 || code > 128)) &&
  ((${SLURM_RESTART_COUNT:-0} < most_restarts)); then
  echo "recast ended with $code: the task is begun again"
  scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
  # The controller ends this task.
  sleep 60
fi
exit "$code"
