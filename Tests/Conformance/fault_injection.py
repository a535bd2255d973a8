"""Fails or kills a conversion at each of its system calls in turn.

Whatever happens, the target has to be the old file or the new one, whole: never a part. Where one
output is several files, what a reader finds from the naming file on has to be the old content or the
new one, under whatever names: never one file of two. A signal that can be caught leaves no temporary file; after a kill, the next run removes
what is left. An error that the system reports either ends in a clear message and another exit code
than 0, or does not matter and the output is the new one.

    fault_injection.py --recast RECAST [--every N] [--only CASE]

`--every N` tries each N-th call only. It needs `strace`.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import dataclasses
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import typing

import onnx

import promise_files as files

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "Samples"

# The calls that may change a file or a folder are killed at each of their occurrences, as are those
# that only read; errors are told where the system can report them.
KILLED = [
    "openat", "pread64", "read", "write", "pwrite64", "copy_file_range", "fsync", "rename",
    "renameat2", "link", "unlink", "ftruncate", "fallocate", "fchmod", "flock", "close", "exit_group",
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
    "link": ["EPERM", "EMLINK"],
    "ftruncate": ["ENOSPC"],
    "fallocate": ["EOPNOTSUPP", "ENOSPC"],
    "fchmod": ["EPERM"],
    "flock": ["ENOLCK"],
}
CAUGHT = {"TERM": 15, "INT": 2, "HUP": 1}


def write_network(path: pathlib.Path, seed: int, table_byte_count: int = 0) -> None:
    """Writes the state dict of three linear layers, large enough for tensors in other files, and of a
    table, if that has a size."""
    tensors = []
    for name, shape in {"0.weight": [40, 24], "2.weight": [32, 40], "4.weight": [24, 32]}.items():
        for entry, entry_shape in ((name, shape), (name.replace("weight", "bias"), shape[:1])):
            count = 1
            for size in entry_shape:
                count *= size
            elements = [((seed * 7919 + index * 104729) % 2001 - 1000) / 1000 for index in range(count)]
            tensors.append((entry, "F32", entry_shape, struct.pack(f"<{count}f", *elements)))
    if table_byte_count:
        block = bytes((seed + index * 31) % 251 for index in range(1 << 16))
        tensors.append(("table", "U8", [table_byte_count], block * (table_byte_count >> 16)))
    path.write_bytes(files.safetensors(tensors))


def whole_file(path: pathlib.Path) -> bytes:
    """What a file says when it is an output by itself."""
    return path.read_bytes()


def onnx_content(path: pathlib.Path) -> bytes:
    """What a model says, wherever its tensors are."""
    model = onnx.load(path, load_external_data=False)
    digest = hashlib.sha256()
    for tensor in model.graph.initializer:
        entries = {entry.key: entry.value for entry in tensor.external_data}
        if entries:
            with open(path.parent / entries["location"], "rb") as file:
                file.seek(int(entries["offset"]))
                digest.update(file.read(int(entries["length"])))
            del tensor.external_data[:]
    digest.update(model.SerializeToString(deterministic=True))
    return digest.digest()


def geir_content(path: pathlib.Path) -> bytes:
    """The constants of a model that are in files of their own, wherever they are."""
    names = re.findall(rb"o\.air\.\d+(?:\.recast-\d+)?\.weight", path.read_bytes())
    digest = hashlib.sha256()
    for name in dict.fromkeys(names):
        digest.update((path.parent / name.decode()).read_bytes())
    return digest.digest()


def shards_content(path: pathlib.Path) -> bytes:
    """What an index says of tensors, wherever they are."""
    digest = hashlib.sha256()
    entries = files.indexed_entries(path.read_bytes(), lambda shard: (path.parent / shard).read_bytes())
    for name, (entry, data) in sorted(entries.items()):
        digest.update(f"{name} {entry['dtype']} {entry['shape']}".encode())
        digest.update(data)
    return digest.digest()


@dataclasses.dataclass
class Case:
    """A conversion, and another one that made what is there before.

    The last output is the one that names the others.
    """

    name: str
    arguments: list[str]
    before: list[str]
    outputs: list[str]
    content: typing.Callable[[pathlib.Path], bytes] = whole_file


# Files from 32 MiB on are written past the page cache, by a thread of their own.
LARGE = 40 << 20
SHARDS = [f"o-{number:05}-of-00003.safetensors" for number in (1, 2, 3)]
EXTERNAL = ["--external-data", "-o"]
SHARDED = ["--max-shard-size", "7KB", "-o"]
CASES = [
    Case("onnx", ["flux/seed.bson", "-o", "o.onnx"], ["torch/mlp.pth", "-o", "o.onnx"], ["o.onnx"]),
    Case(
        "onnx with external data", ["made/new.safetensors", *EXTERNAL, "o.onnx"],
        ["made/old.safetensors", *EXTERNAL, "o.onnx"], ["o.onnx.data", "o.onnx"], onnx_content,
    ),
    Case(
        "geir", ["flux/seed.bson", "-o", "o.air", "--input-shape", "x:2,10"],
        ["torch/mlp.pth", "-o", "o.air", "--input-shape", "x:2,12"], ["o.air"],
    ),
    Case(
        "geir with external data",
        ["made/new.safetensors", *EXTERNAL, "o.air", "--input-shape", "x:2,24"],
        ["made/old.safetensors", *EXTERNAL, "o.air", "--input-shape", "x:2,24"],
        ["o.air.0.weight", "o.air.1.weight", "o.air.2.weight", "o.air"], geir_content,
    ),
    Case(
        "safetensors", ["torch/mlp.pth", "-o", "o.safetensors"],
        ["flux/seed.bson", "-o", "o.safetensors"], ["o.safetensors"],
    ),
    Case(
        "safetensors in shards", ["made/new.safetensors", *SHARDED, "o.safetensors"],
        ["made/old.safetensors", *SHARDED, "o.safetensors"],
        [*SHARDS, "o.safetensors.index.json"], shards_content,
    ),
    Case(
        "safetensors of a large file", ["made/large-new.safetensors", "-o", "o.safetensors"],
        ["made/large-old.safetensors", "-o", "o.safetensors"], ["o.safetensors"],
    ),
    Case("pth", ["torch/mlp.safetensors", "-o", "o.pth"], ["flux/seed.bson", "-o", "o.pth"], ["o.pth"]),
    Case("ckpt", ["torch/mlp.pth", "-o", "o.ckpt"], ["flux/seed.bson", "-o", "o.ckpt"], ["o.ckpt"]),
    Case("bson", ["torch/mlp.pth", "-o", "o.bson"], ["flux/seed.bson", "-o", "o.bson"], ["o.bson"]),
    Case("npz", ["torch/mlp.pth", "-o", "o.npz"], ["flux/seed.bson", "-o", "o.npz"], ["o.npz"]),
]
# What killed runs may leave for the next one: unfinished files, and second names of parts.
LEFTOVER = re.compile(r"\.recast-tmp-|.*\.recast-\d+\.\w+$")


def source(name: str, folder: pathlib.Path) -> pathlib.Path:
    """The path of a sample, or of a network that is made beside the folder of the outputs."""
    if not name.startswith("made/"):
        return SAMPLES / name
    path = folder.parent / name.removeprefix("made/")
    if not path.exists():
        write_network(
            path, seed=1 if "old" in name else 2, table_byte_count=LARGE if "large" in name else 0)
    return path


class Trial:
    """One conversion in a folder of its own, tried over and over."""

    def __init__(self, recast: str, case: Case, folder: pathlib.Path):
        self.recast = recast
        self.case = case
        self.folder = folder
        self.failures: list[str] = []
        self.count = 0

    def command(self, arguments: list[str]) -> list[str]:
        return [self.recast, "convert", str(source(arguments[0], self.folder)), *arguments[1:]]

    def files(self) -> tuple[bytes | None, ...]:
        paths = [self.folder / name for name in self.case.outputs]
        return tuple(path.read_bytes() if path.exists() else None for path in paths)

    def content(self) -> bytes | str:
        """What a reader finds, or why it finds nothing."""
        try:
            return self.case.content(self.folder / self.case.outputs[-1])
        except Exception as error:  # Whatever a reader raises is the finding.
            return repr(error)

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
        self.old_content = self.content()
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
        self.new_content = self.content()
        if None in self.old or None in self.new or self.leftovers():
            print(f"{self.case.name}: not the outputs that were expected: {self.leftovers()}")
            return False
        contents = (self.old_content, self.new_content)
        return all(isinstance(one, bytes) for one in contents) and contents[0] != contents[1]

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

    def check_outputs(self, where: str, *, is_killed: bool = False) -> tuple[bytes | None, ...]:
        found = self.files()
        if found in (self.old, self.new):
            return found
        # A kill may leave the new content under other names, nothing else may.
        if not (is_killed and self.content() in (self.old_content, self.new_content)):
            states = [
                "absent" if one is None else "old" if one == old else "new" if one == new else "neither"
                for one, old, new in zip(found, self.old, self.new)
            ]
            self.fail(where, f"the outputs are {', '.join(states)}; read: {self.content()!r}")
        return found

    def kill(self, call: str, number: int) -> None:
        where = f"KILL at {call} {number}"
        self.inject(call, "signal=KILL", number)
        found = self.check_outputs(where, is_killed=True)
        others = self.leftovers()
        if [name for name in others if not LEFTOVER.match(name)]:
            self.fail(where, f"other files are left: {others}")
        if others or found not in (self.old, self.new):
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
            for call in ("write", "fsync", "rename", "renameat2", "link", "unlink", "pread64"):
                for number in range(1, self.calls.get(call, 0) + 1, every):
                    self.signal(name, call, number)


def disk_full(recast: str, case: Case) -> list[str]:
    """Converts onto a file system that is too small; nothing where none can be mounted."""
    with tempfile.TemporaryDirectory() as root:
        folder = pathlib.Path(root) / "outputs"
        folder.mkdir()
        arguments = [str(source(case.arguments[0], folder)), *case.arguments[1:]]
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", folder], capture_output=True)
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
        with tempfile.TemporaryDirectory() as root:
            folder = pathlib.Path(root) / "outputs"
            folder.mkdir()
            trial = Trial(recast, case, folder)
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
