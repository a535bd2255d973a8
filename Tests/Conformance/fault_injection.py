"""Fails or kills a conversion at each of its system calls in turn.

Whatever happens, the target has to be the old file or the new one, whole: never a part, never one
file of two. A signal that can be caught leaves no temporary file; after a kill, the next run removes
what is left. An error that the system reports either ends in a clear message and another exit code
than 0, or does not matter and the output is the new one.

    fault_injection.py --recast RECAST [--every N] [--only CASE]

`--every N` tries each N-th call only. It needs `strace`.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "Samples"

# The calls that may change a file or a folder are killed at each of their occurrences, as are those
# that only read; errors are told where the system can report them.
KILLED = [
    "openat", "pread64", "read", "write", "pwrite64", "copy_file_range", "fsync", "rename",
    "renameat2", "unlink", "ftruncate", "fallocate", "fchmod", "flock", "close", "exit_group",
]
ERRORS = {
    "openat": ["EIO", "EMFILE", "EACCES"],
    "pread64": ["EIO"],
    "write": ["ENOSPC", "EIO", "EDQUOT"],
    "pwrite64": ["ENOSPC", "EIO"],
    "copy_file_range": ["ENOSPC", "EIO"],
    "fsync": ["EIO", "ENOSPC"],
    "rename": ["EIO", "EACCES"],
    "renameat2": ["EINVAL", "EIO"],
    "ftruncate": ["ENOSPC"],
    "fallocate": ["EOPNOTSUPP", "ENOSPC"],
    "fchmod": ["EPERM"],
    "flock": ["ENOLCK"],
}
CAUGHT = {"TERM": 15, "INT": 2, "HUP": 1}


@dataclasses.dataclass
class Case:
    """A conversion, and another one that made what is there before."""

    name: str
    arguments: list[str]
    before: list[str]
    outputs: list[str]


CASES = [
    Case("onnx", ["flux/seed.bson", "-o", "o.onnx"], ["torch/mlp.pth", "-o", "o.onnx"], ["o.onnx"]),
    Case(
        "geir", ["flux/seed.bson", "-o", "o.air", "--input-shape", "x:2,10"],
        ["torch/mlp.pth", "-o", "o.air", "--input-shape", "x:2,12"], ["o.air"],
    ),
    Case(
        "safetensors", ["torch/mlp.pth", "-o", "o.safetensors"],
        ["flux/seed.bson", "-o", "o.safetensors"], ["o.safetensors"],
    ),
    Case("pth", ["torch/mlp.safetensors", "-o", "o.pth"], ["flux/seed.bson", "-o", "o.pth"], ["o.pth"]),
    Case("ckpt", ["torch/mlp.pth", "-o", "o.ckpt"], ["flux/seed.bson", "-o", "o.ckpt"], ["o.ckpt"]),
    Case("bson", ["torch/mlp.pth", "-o", "o.bson"], ["flux/seed.bson", "-o", "o.bson"], ["o.bson"]),
    Case("npz", ["torch/mlp.pth", "-o", "o.npz"], ["flux/seed.bson", "-o", "o.npz"], ["o.npz"]),
]


class Trial:
    """One conversion in a folder of its own, tried over and over."""

    def __init__(self, recast: str, case: Case, folder: pathlib.Path):
        self.recast = recast
        self.case = case
        self.folder = folder
        self.failures: list[str] = []
        self.count = 0

    def command(self, arguments: list[str]) -> list[str]:
        return [self.recast, "convert", str(SAMPLES / arguments[0]), *arguments[1:]]

    def files(self) -> tuple[bytes | None, ...]:
        paths = [self.folder / name for name in self.case.outputs]
        return tuple(path.read_bytes() if path.exists() else None for path in paths)

    def leftovers(self) -> list[str]:
        return [path.name for path in self.folder.iterdir() if path.name not in self.case.outputs]

    def restore(self) -> None:
        for path in self.folder.iterdir():
            path.unlink()
        for name, contents in zip(self.case.outputs, self.old):
            if contents is not None:
                (self.folder / name).write_bytes(contents)

    def make(self, arguments: list[str]) -> tuple[bytes | None, ...] | None:
        run = subprocess.run(self.command(arguments), cwd=self.folder, capture_output=True)
        if run.returncode != 0:
            print(run.stderr.decode(errors="replace"), file=sys.stderr)
            return None
        return self.files()

    def prepare(self) -> bool:
        """The old files, the new ones, and how often each call is made."""
        old = self.make(self.case.before)
        if old is None:
            return False
        self.old = old
        self.restore()
        trace = self.folder / "trace"
        subprocess.run(
            ["strace", "-f", "-qq", "-o", trace, *self.command(self.case.arguments)],
            cwd=self.folder, capture_output=True, check=True,
        )
        # Injections count for each thread by itself.
        counts: collections.Counter[tuple[str, str]] = collections.Counter()
        for line in trace.read_text(errors="replace").splitlines():
            if match := re.match(r"(\d+)\s+(\w+)\(", line):
                counts[match[1], match[2]] += 1
        self.calls = {}
        for (_, call), count in counts.items():
            self.calls[call] = max(count, self.calls.get(call, 0))
        trace.unlink()
        self.new = self.files()
        return None not in self.new and self.new != self.old

    def inject(self, call: str, what: str, number: int) -> subprocess.CompletedProcess:
        self.restore()
        self.count += 1
        return subprocess.run(
            ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
             "-e", f"inject={call}:{what}:when={number}", *self.command(self.case.arguments)],
            cwd=self.folder, capture_output=True, timeout=120,
        )

    def fail(self, where: str, message: str) -> None:
        self.failures.append(f"{self.case.name}: {where}: {message}")
        print("FAILED", self.failures[-1])

    def check_outputs(self, where: str) -> tuple[bytes | None, ...]:
        found = self.files()
        if found not in (self.old, self.new):
            states = [
                "old" if one == old else "new" if one == new else "neither"
                for one, old, new in zip(found, self.old, self.new)
            ]
            self.fail(where, f"the outputs are {', '.join(states)}")
        return found

    def kill(self, call: str, number: int) -> None:
        where = f"KILL at {call} {number}"
        self.inject(call, "signal=KILL", number)
        self.check_outputs(where)
        others = self.leftovers()
        if [name for name in others if not name.startswith(".recast-tmp-")]:
            self.fail(where, f"other files are left: {others}")
        if others:
            # The next run succeeds and removes them.
            self.make(self.case.arguments)
            if self.leftovers():
                self.fail(where, f"the next run leaves {self.leftovers()}")
            if self.files() != self.new:
                self.fail(where, "the next run does not give the new output")

    def signal(self, name: str, call: str, number: int) -> None:
        where = f"{name} at {call} {number}"
        run = self.inject(call, f"signal={name}", number)
        self.check_outputs(where)
        if self.leftovers():
            self.fail(where, f"files are left: {self.leftovers()}")
        if run.returncode == 0 and self.files() != self.new:
            self.fail(where, "exit 0 without the new output")

    def error(self, name: str, call: str, number: int) -> None:
        where = f"{name} of {call} {number}"
        run = self.inject(call, f"error={name}", number)
        found = self.check_outputs(where)
        if self.leftovers() and call not in ("unlink", "renameat2"):
            self.fail(where, f"files are left: {self.leftovers()}")
        if run.returncode == 0 and found != self.new:
            self.fail(where, "exit 0 without the new output")
        if run.returncode < 0 or run.returncode >= 128:
            self.fail(where, f"the process ended by signal ({run.returncode})")
        elif run.returncode != 0 and not run.stderr.strip():
            self.fail(where, f"exit {run.returncode} without a message")

    def run(self, every: int) -> None:
        for call in KILLED:
            for number in range(1, self.calls.get(call, 0) + 1, every):
                self.kill(call, number)
        for call, names in ERRORS.items():
            for name in names:
                for number in range(1, self.calls.get(call, 0) + 1, every):
                    self.error(name, call, number)
        for name in CAUGHT:
            for call in ("write", "fsync", "rename", "pread64"):
                for number in range(1, self.calls.get(call, 0) + 1, every):
                    self.signal(name, call, number)


def disk_full(recast: str, case: Case) -> list[str]:
    """Converts onto a file system that is too small; nothing where none can be mounted."""
    with tempfile.TemporaryDirectory() as root:
        folder = pathlib.Path(root)
        size = "size=4k" if case.name != "geir" else "size=4k"
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], capture_output=True)
        if mounted.returncode != 0:
            print(f"{case.name}: no file system can be mounted here, a full disk was not tried")
            return []
        try:
            filler = folder / "filler"
            with open(filler, "wb") as file:
                try:
                    file.write(bytes(1 << 16))
                    file.flush()
                except OSError:
                    pass
            arguments = [str(SAMPLES / case.arguments[0]), *case.arguments[1:]]
            run = subprocess.run(
                [recast, "convert", *arguments], cwd=folder, capture_output=True)
            left = [path.name for path in folder.iterdir() if path.name != "filler"]
            failures = []
            if run.returncode == 0:
                failures.append(f"{case.name}: exit 0 on a full disk")
            if left:
                failures.append(f"{case.name}: a full disk leaves {left}")
            return failures
        finally:
            subprocess.run(["umount", folder], check=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recast", required=True)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", action="append")
    options = parser.parse_args()
    if shutil.which("strace") is None:
        print("strace is needed; Scripts/install-conformance-programs installs it", file=sys.stderr)
        return 2
    recast = str(pathlib.Path(options.recast).resolve())
    failures: list[str] = []
    for case in CASES:
        if options.only and case.name not in options.only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            trial = Trial(recast, case, pathlib.Path(folder))
            if not trial.prepare():
                failures.append(f"{case.name}: cannot be converted undisturbed")
                print("FAILED", failures[-1])
                continue
            trial.run(options.every)
            failures += trial.failures + (full := disk_full(recast, case))
            for line in full:
                print("FAILED", line)
            print(f"{case.name}: {trial.count} faults, {len(trial.failures)} failed")
    print(f"{len(failures)} failures" if failures else "every fault left the old output or the new one")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
