#!/usr/bin/env python3
"""Runs the Slurm array of Examples/batch on a cluster of this machine's own: a real slurmctld and two
slurmd on loopback. One task is killed midway and one is put back into the queue; then the array has to end
with every model converted exactly once.

    .venv/bin/python Tests/Conformance/slurm.py --recast .build/release/recast

It needs Debian's slurmctld, slurmd, slurm-client and munge, and to be root, as slurmd wants. Everything lies in
a temporary folder, and all ports are of this run.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from batch import make_models  # noqa: E402

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = ("slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "munged")
MODEL_COUNT, SHARD_COUNT = 120, 4
PLAN = "jobs: [{name: mixed, inputs: models/**/*, output: 'out/{dir}/{name}.onnx'}]\n"


class Failure(Exception):
    """A promise that was not kept."""


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for item in sockets:
        item.bind(("127.0.0.1", 0))
    ports = [item.getsockname()[1] for item in sockets]
    for item in sockets:
        item.close()
    return ports


class Cluster:
    """A controller and two nodes, each a process on loopback."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen] = []
        self.environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "SLURM_CONF": str(folder / "slurm.conf"),
            "HOME": str(folder),
        }
        self.node_ports = free_ports(3)
        for name in ("state", "munge", "spool-n1", "spool-n2", "logs"):
            (folder / name).mkdir()
        self.write_configuration()

    def write_configuration(self) -> None:
        folder, (controller, first, second) = self.folder, self.node_ports
        host = socket.gethostname().split(".")[0]
        (folder / "slurm.conf").write_text(f"""
ClusterName=recast
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge/munge.socket
CredType=cred/munge
CryptoType=crypto/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmctldLogFile={folder}/logs/slurmctld.log
SlurmdLogFile={folder}/logs/slurmd-%n.log
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1,requeue_setup_env_fail
ReturnToService=2
MinJobAge=300
KillWait=2
JobRequeue=1
SlurmdParameters=config_overrides
NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={first} CPUs=2 State=UNKNOWN
NodeName=n2 NodeHostname={host} NodeAddr=127.0.0.1 Port={second} CPUs=2 State=UNKNOWN
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
""")

    def start(self) -> None:
        folder = self.folder
        key = folder / "munge/munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        # munged wants nobody else to write to the folders above its socket and its key.
        (folder / "munge").chmod(0o711)
        self.run_daemon(
            "munged", "--foreground", "--force", f"--key-file={key}",
            f"--socket={folder}/munge/munge.socket", f"--pid-file={folder}/munge/munged.pid",
            f"--log-file={folder}/logs/munged.log", f"--seed-file={folder}/munge/munged.seed")
        self.wait("munged", lambda: (folder / "munge/munge.socket").exists(), 15)
        self.run_daemon("slurmctld", "-D", "-i")
        for node in ("n1", "n2"):
            self.run_daemon("slurmd", "-D", "-N", node)
        self.wait("the nodes", lambda: self.node_states() == ["idle", "idle"], 60)

    def run_daemon(self, *arguments: str) -> None:
        log = (self.folder / "logs" / f"{arguments[0]}-{len(self.processes)}.out").open("w")
        self.processes.append(
            subprocess.Popen(
                arguments, env=self.environment, stdout=log, stderr=log, cwd=self.folder,
                start_new_session=True))

    def wait(self, what: str, is_ready, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not is_ready():
            dead = [p.args[0] for p in self.processes if p.poll() is not None]
            if dead or time.monotonic() > end:
                raise Failure(f"{what} did not come up; ended: {dead}\n{self.logs()}")
            time.sleep(0.1)

    def logs(self) -> str:
        texts = []
        for file in sorted((self.folder / "logs").iterdir()):
            lines = file.read_text(errors="replace").splitlines()[-8:]
            texts.append(f"--- {file.name}\n" + "\n".join(lines))
        return "\n".join(texts)

    def call(self, *arguments: str, check: bool = True) -> str:
        result = subprocess.run(
            arguments, env=self.environment, capture_output=True, text=True, timeout=60, check=False)
        if check and result.returncode != 0:
            raise Failure(f"{' '.join(arguments)}: {result.stderr.strip()}\n{self.logs()}")
        return result.stdout

    def node_states(self) -> list[str]:
        return self.call("sinfo", "-h", "-N", "-o", "%t", check=False).split()

    def stop(self) -> None:
        self.call("scancel", "-u", "root", check=False)
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def processes_of(recast: str, task: str) -> list[int]:
    """The processes of the program that an array's task runs."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if os.readlink(entry / "exe") != recast:
                continue
            environment = (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if f"SLURM_ARRAY_TASK_ID={task}".encode() in environment:
            found.append(int(entry.name))
    return found


def slow_recast(recast: str, folder: pathlib.Path) -> str:
    """A copy of the program of this run's own, so that only its processes can be found and killed."""
    copy = folder / "bin" / "recast"
    copy.parent.mkdir()
    shutil.copyfile(recast, copy)
    copy.chmod(copy.stat().st_mode | stat.S_IXUSR)
    checker = pathlib.Path(recast).parent / "recast-onnx-checker"
    if checker.exists():
        shutil.copyfile(checker, copy.parent / checker.name)
        (copy.parent / checker.name).chmod(0o755)
    return str(copy)


def judge(recast: str, folder: pathlib.Path) -> str:
    program = slow_recast(recast, folder)
    work = folder / "work"
    (work / "models").mkdir(parents=True)
    (work / "recast.yaml").write_text(PLAN)
    make_models(work, MODEL_COUNT, 0)
    reports, cache = work / "reports", work / "cache"
    cluster = Cluster(folder / "cluster")
    try:
        cluster.start()
        cluster.environment["PATH"] = f"{folder}/bin:{cluster.environment['PATH']}"
        started = time.monotonic()
        job = re.search(
            r"\d+",
            cluster.call(
                "sbatch", f"--array=0-{SHARD_COUNT - 1}", "--cpus-per-task=1", f"--chdir={work}",
                f"--output={work}/log-%a.txt", "--export=ALL",
                str(REPOSITORY / "Examples/batch/slurm-array.sh"), "recast.yaml", str(cache),
                str(reports)))
        if not job:
            raise Failure("sbatch did not say the job's number")
        number = job.group()

        def outputs() -> set[str]:
            return {
                str(path.relative_to(work / "out")) for path in (work / "out").rglob("*.onnx")
                if not path.name.startswith(".")
            }

        # One task dies as on a node that fails.
        wait_for("some models", lambda: len(outputs()) >= 6, 120, cluster)
        victims = processes_of(program, "0")
        for victim in victims:
            os.kill(victim, signal.SIGKILL)
        killed_at = len(outputs())
        # Another one is put back by hand, as an administrator or a more urgent job does.
        requeued = "RUNNING" in cluster.call("squeue", "-h", "-j", f"{number}_1", "-o", "%T", check=False)
        if requeued:
            cluster.call("scontrol", "requeue", f"{number}_1")
        wait_for(
            "the array's end",
            lambda: not cluster.call("squeue", "-h", "-j", number, check=False).strip(), 400, cluster,
            release=lambda: cluster.call("scontrol", "release", number, check=False))
        seconds = time.monotonic() - started
        restarts = [
            line for index in range(SHARD_COUNT)
            for line in (work / f"log-{index}.txt").read_text().splitlines()
            if "begun again" in line
        ]
        return verdict(
            program, work, outputs(), killed_at, len(victims), requeued, len(restarts), seconds)
    finally:
        cluster.stop()


def wait_for(what: str, is_done, seconds: float, cluster: Cluster, release=None) -> None:
    end = time.monotonic() + seconds
    while not is_done():
        if time.monotonic() > end:
            state = cluster.call("squeue", "-o", "%i %T %r %N", check=False)
            raise Failure(f"{what} did not come within {seconds:.0f} s\n{state}\n{cluster.logs()}")
        if release:
            release()
        time.sleep(0.05 if not release else 0.5)


def verdict(
    recast: str, work: pathlib.Path, outputs: set[str], killed_at: int, victims: int, requeued: bool,
    restarts: int, seconds: float,
) -> str:
    """Every model has its output, and the last reports have every one exactly once."""
    if victims == 0:
        raise Failure("no process of task 0 was there to be killed")
    if restarts == 0:
        raise Failure("the task that was killed was not begun again")
    if len(outputs) != MODEL_COUNT:
        raise Failure(f"{len(outputs)} outputs of {MODEL_COUNT}")
    hidden = [str(path) for path in (work / "out").rglob(".*")]
    if hidden:
        raise Failure(f"left behind: {hidden}")
    shards = sorted((work / "reports").glob("shard-*.json"))
    seen: collections.Counter[str] = collections.Counter()
    kinds: collections.Counter[str] = collections.Counter()
    for shard in shards:
        for result in json.loads(shard.read_text())["jobs"]:
            seen[result["input"]] += 1
            kinds[result["status"]] += 1
    if len(shards) != SHARD_COUNT or len(seen) != MODEL_COUNT or set(seen.values()) != {1}:
        raise Failure(f"{len(shards)} reports with {len(seen)} models, {max(seen.values())} times at most")
    if set(kinds) - {"converted", "unchanged", "restored"}:
        raise Failure(f"{dict(kinds)}")
    merged = subprocess.run(
        [recast, "batch", "merge-reports", *map(str, shards), "--json", str(work / "merged.json")],
        capture_output=True, text=True, check=False)
    if merged.returncode != 0:
        raise Failure(f"merge-reports: exit {merged.returncode}: {merged.stderr}")
    # What the first try of the killed task had done, its second one found in the cache.
    if kinds["unchanged"] == 0:
        raise Failure(f"nothing of the killed task was remembered: {dict(kinds)}")
    return (
        f"{MODEL_COUNT} models in {SHARD_COUNT} tasks on 2 nodes in {seconds:.0f} s; {victims} process killed "
        f"with {killed_at} done, {'one task' if requeued else 'no task'} requeued by hand, {restarts} begun "
        f"again by itself; every model exactly once ({kinds['converted']} converted by the last tries, "
        f"{kinds['unchanged']} found done)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recast", default=".build/debug/recast", help="the program to judge")
    recast = str(pathlib.Path(parser.parse_args().recast).resolve())
    missing = [name for name in PROGRAMS if not shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")]
    if missing or os.geteuid() != 0:
        print(f"FAIL slurm: {'missing ' + ', '.join(missing) if missing else 'slurmd wants to be root'}")
        return 1
    with tempfile.TemporaryDirectory(prefix="recast-slurm-") as path:
        folder = pathlib.Path(path)
        # munged wants the folders above its socket to be closed to others' writing.
        folder.chmod(0o755)
        (folder / "cluster").mkdir()
        try:
            text = judge(recast, folder)
        except Failure as failure:
            print(f"FAIL slurm: {failure}")
            return 1
    print(f"ok   slurm: {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
