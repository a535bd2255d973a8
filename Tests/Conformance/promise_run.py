"""Runs of the program for promises.py, and the list of promises."""

from __future__ import annotations

import dataclasses
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import time
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "Samples"
DOCUMENTED = {0, 1, 2, 3, 4, 5, 6}


class Broken(Exception):
    """A promise is not kept; the text says how."""


def require(condition: object, text: str) -> None:
    """A promise is kept only if the condition holds."""
    if not condition:
        raise Broken(text)


@dataclasses.dataclass
class Run:
    """How a run of the program ended."""

    code: int
    output: bytes
    errors: str
    seconds: float
    user_seconds: float
    peak: int

    def refuses(self, *codes: int) -> bool:
        """Whether it ended with one of the codes and said why."""
        return self.code in codes and bool(self.errors.strip())


class Program:
    """The program, alone in a folder: nothing that it could start lies beside it."""

    def __init__(self, recast: pathlib.Path, folder: pathlib.Path):
        self.path, self.folder = recast, folder

    def start(self, *arguments: object, **more) -> subprocess.Popen:
        environment = {"PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"} | more.pop("env", {})
        more.setdefault("cwd", self.folder)
        return subprocess.Popen(
            [*map(str, more.pop("before", [])), str(self.path), *map(str, arguments)],
            stdin=subprocess.DEVNULL, env=environment, **more)

    def run(self, *arguments: object, timeout: float = 60, **more) -> Run:
        """Runs it to its end, or to the end of its time."""
        start = time.monotonic()
        output, errors = self.folder / ".output", self.folder / ".errors"
        with open(output, "wb") as standard, open(errors, "wb") as failures:
            process = self.start(*arguments, stdout=standard, stderr=failures, **more)
            while True:
                ended, status, usage = os.wait4(process.pid, os.WNOHANG)
                if ended:
                    break
                if time.monotonic() - start > timeout:
                    process.send_signal(signal.SIGKILL)
                    os.wait4(process.pid, 0)
                    raise Broken(f"{arguments} takes more than {timeout} s")
                time.sleep(0.003)
        process.returncode = os.waitstatus_to_exitcode(status)
        result = Run(
            process.returncode, output.read_bytes(), errors.read_text(errors="replace"),
            time.monotonic() - start, usage.ru_utime, usage.ru_maxrss << 10)
        output.unlink()
        errors.unlink()
        return result

    def digests(self, name: str) -> dict[str, str]:
        """The digests of a file's tensors by name."""
        run = self.run("inspect", "--tensors", "--digest", "--json", name)
        require(run.code == 0, f"{name}: {run.errors}")
        return {line["name"]: line["sha256"] for line in map(json.loads, run.output.splitlines())}


Test = Callable[[Program, pathlib.Path], str | None]
PROMISES: list[tuple[str, Test, bool]] = []


def promise(number: str, *, slow: bool = False) -> Callable[[Test], Test]:
    """Lists a function that raises if a promise is broken and may return a figure."""

    def listed(test: Test) -> Test:
        PROMISES.append((number, test, slow))
        return test

    return listed


def samples(*endings: str) -> list[pathlib.Path]:
    """The files of the samples that the program reads."""
    endings = endings or (
        ".bson", ".pth", ".pt", ".gz", ".tar", ".safetensors", ".ckpt", ".mindir", ".npz")
    return sorted(path for path in SAMPLES.rglob("*") if path.suffix in endings)


def leftovers(folder: pathlib.Path) -> list[str]:
    """The temporary files in a folder."""
    return [path.name for path in folder.iterdir() if path.name.startswith(".recast-")]


def traced(program: Program, *arguments: object, calls: str) -> list[str]:
    """The system calls of a run that succeeded or were tried, a line each."""
    log = program.folder / ".trace"
    program.run(
        *arguments, before=["strace", "-f", "-qq", "-o", log, "-e", f"trace={calls}", "--"])
    lines = log.read_text(errors="replace").splitlines()
    log.unlink()
    return [re.sub(r"^\d+ +", "", line) for line in lines]


def own_peak() -> int:
    """The memory of this process, which a child's figure begins with."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
