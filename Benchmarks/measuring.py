"""Whole processes, measured in turns, and tables of what was found."""

from __future__ import annotations

import collections.abc
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
GNU_TIME = "/usr/bin/time"


class Measurement:
    """Wall times, processor times and peaks of one command."""

    def __init__(self, label: str, command: collections.abc.Sequence[object],
                 outputs: collections.abc.Sequence[pathlib.Path] = (), is_brief: bool = False,
                 folder: pathlib.Path = ROOT) -> None:
        self.label = label
        self.command = [str(part) for part in command]
        self.outputs = list(outputs)
        self.is_brief = is_brief
        self.folder = folder
        self.seconds: list[float] = []
        self.processor_seconds: list[float] = []
        self.peaks: list[float] = []

    def run_once(self) -> None:
        """Runs the command on no outputs; a brief one without the start of GNU time around it."""
        self.remove_outputs()
        started = time.perf_counter()
        if self.is_brief:
            self._spawn()
            self.seconds.append(time.perf_counter() - started)
            return
        # A child of ours would start with Python's own peak.
        with tempfile.NamedTemporaryFile("r") as report:
            self._run([GNU_TIME, "--format", "%U %S %M", "--output", report.name, *self.command])
            self.seconds.append(time.perf_counter() - started)
            user, system, peak = report.read().split()[-3:]
        self.processor_seconds.append(float(user) + float(system))
        self.peaks.append(int(peak) / 1024)

    def measure_peak(self) -> None:
        """Runs a brief command once more for its peak."""
        self.remove_outputs()
        with tempfile.NamedTemporaryFile("r") as report:
            self._run([GNU_TIME, "--format", "%M", "--output", report.name, *self.command])
            self.peaks.append(int(report.read().split()[-1]) / 1024)

    def remove_outputs(self) -> None:
        for output in self.outputs:
            output.unlink(missing_ok=True)

    def forget(self) -> None:
        """Forgets what was measured: the first runs fill the page cache."""
        for values in (self.seconds, self.processor_seconds, self.peaks):
            values.clear()

    def _spawn(self) -> None:
        quiet = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                 (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                 (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
        process = os.posix_spawn(self.command[0], self.command, os.environ, file_actions=quiet)
        _, status = os.waitpid(process, 0)
        if status != 0:
            sys.exit(f"{self.label}: status {os.waitstatus_to_exitcode(status)}")

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, errors="replace", cwd=self.folder)
        if done.returncode != 0:
            sys.exit(f"{self.label}: status {done.returncode}\n{done.stderr[-2000:]}")

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def take_turns(measurements: collections.abc.Sequence[Measurement], runs: int) -> None:
    """Runs every command so often, one after the other, in the other order every second time."""
    for turn in range(runs):
        for measurement in measurements if turn % 2 == 0 else reversed(measurements):
            measurement.run_once()
            measurement.remove_outputs()


def ratio(values: list[float], others: list[float], digits: int = 2) -> str:
    """The median of the ratios of one turn each."""
    return f"{statistics.median(one / other for one, other in zip(values, others)):.{digits}f}"


def spread(values: collections.abc.Sequence[float], digits: int = 2) -> str:
    """The median, and the range behind it."""
    if not values:
        return "-"
    middle = f"{statistics.median(values):.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.{digits}f} to {max(values):.{digits}f})"


class Report:
    """Markdown that is printed, and added to a file if there is one."""

    def __init__(self, path: pathlib.Path | None) -> None:
        self.path = path

    def write(self, text: str = "") -> None:
        print(text, flush=True)
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a") as file:
                file.write(text + "\n")

    def table(self, title: str, columns: list[str], rows: list[list[str]], *notes: str) -> None:
        self.write(f"\n## {title}\n")
        for note in notes:
            self.write(note + "\n")
        self.header(columns)
        for row in rows:
            self.row(row)

    def header(self, columns: list[str]) -> None:
        self.row(columns)
        self.write("|" + "---|" * len(columns))

    def row(self, cells: list[str]) -> None:
        self.write("| " + " | ".join(cells) + " |")

    def heading(self, options) -> None:
        """What was measured on what; only where a file begins."""
        if self.path is not None and self.path.exists():
            return
        self.write(f"# Measured on {time.strftime('%Y-%m-%d')}\n")
        for name, value in machine(options):
            self.write(f"- {name}: {value}")


def machine(options) -> list[tuple[str, str]]:
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo")
                if line.startswith("model name")), platform.processor())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = subprocess.run(["stat", "-f", "-c", "%T", options.folder], capture_output=True, text=True)
    facts = [("machine", f"{cpu}, {os.cpu_count()} processors, {memory:.0f} GiB"),
             ("system", f"{platform.system()} {platform.release()}, {system.stdout.strip()}"),
             ("recast", first_line([options.recast, "--version"])),
             ("cp", first_line(["cp", "--version"]))]
    for python, modules in ((options.python, ("torch", "safetensors", "onnx")),
                            (options.mindspore, ("mindspore",))):
        for module in modules:
            text = first_line([python, "-c", "import importlib.metadata as m, sys; "
                               f"print(m.version({module!r}))"])
            if text:
                facts.append((module, text))
    return facts


def first_line(command: list[object]) -> str:
    if shutil.which(str(command[0])) is None:
        return ""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    return done.stdout.splitlines()[0] if done.returncode == 0 and done.stdout else ""
