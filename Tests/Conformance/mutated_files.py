"""Gives the program damaged files of every format, and sees how each of them ends.

Small files are damaged at random, from a seed, in the ways of `mutations.py` and at the places that
`mutation_regions.py` finds, so that lengths and checksums around the damage are right in most of them. Many
files go through one process: converted by `recast batch`, shown by `recast inspect`. A file fails if the
process ends by a signal or with a code that is not documented, takes more than 20 seconds or 500 MB, calls
itself at fault, prints control characters, or leaves a temporary file. It is then found by halves and kept.

    mutated_files.py --recast RECAST [--count N] [--first N] [--seed N] [--only FORMAT] [--way WAY] [--keep FOLDER]

The file number N of a format is the same whatever else is run: `--only FORMAT --write N` writes it.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from mutation_regions import regions
from mutation_seeds import MAKERS, Format, Seed, formats
from mutations import mutated

MOST_SECONDS = 20
MOST_BYTES = 500 << 20
# Above this a process is ended before it takes the machine's memory.
KILLED_BYTES = 3 << 30
SLOW_SECONDS = 2
MOST_LINE = 2000
DOCUMENTED = {0, 1, 2, 3, 4, 5, 6}
CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
CHUNK = 400


@dataclasses.dataclass
class Mutant:
    """One damaged file."""

    number: int
    seed: Seed
    data: bytes

    @property
    def name(self) -> str:
        return f"{self.number:06}{self.seed.suffix}"


@dataclasses.dataclass
class Outcome:
    """How a process ended."""

    problem: str | None
    seconds: float
    peak: int
    accepted: int = 0
    slowest: float = 0.0


class Tally:
    """What came of a format's files."""

    def __init__(self):
        self.files = self.accepted = self.failed = self.peak = 0
        self.seconds = self.slowest = 0.0


class Program:
    """The program, in a folder where damaged files and what becomes of them lie."""

    def __init__(self, recast: str, folder: pathlib.Path, format: Format):
        self.recast, self.folder, self.format = recast, folder, format
        self.files, self.outputs = folder / "files", folder / "outputs"

    def write(self, mutants: list[Mutant]) -> None:
        shutil.rmtree(self.files, ignore_errors=True)
        self.files.mkdir(parents=True)
        for name, data in self.format.beside.items():
            (self.files / name).write_bytes(data)
        for mutant in mutants:
            (self.files / mutant.name).write_bytes(mutant.data)

    def run(self, way: str, mutants: list[Mutant]) -> Outcome:
        """Runs one process over the files, which are written already."""
        shutil.rmtree(self.outputs, ignore_errors=True)
        if way in ("inspect", "tensors", "security"):
            options = {
                "inspect": ["--digest"], "tensors": ["--tensors", "--digest", "--json"],
                "security": ["--security"],
            }[way]
            names = [f"files/{mutant.name}" for mutant in mutants]
            outcome = self._process(["inspect", *options, *names])
            refused = set(re.findall(
                rb"^files/(\d{6}).*?: error: ", self._text("errors"), re.MULTILINE))
            outcome.accepted = len(mutants) - len(refused)
            if not refused and not self._text("output"):
                outcome.problem = outcome.problem or "nothing was printed"
            return outcome
        if way == "validate":
            outcomes = [self._process(["validate", f"files/{mutant.name}"]) for mutant in mutants]
            return Outcome(
                next((outcome.problem for outcome in outcomes if outcome.problem), None),
                sum(outcome.seconds for outcome in outcomes),
                max(outcome.peak for outcome in outcomes),
                sum(outcome.accepted for outcome in outcomes),
                max(outcome.seconds for outcome in outcomes))
        (self.folder / "batch.yaml").write_text(json.dumps({"jobs": self._jobs(way, mutants)}))
        outcome = self._process(["batch", "batch.yaml", "--jobs", "1", "--json", "report.json"])
        try:
            report = json.loads((self.folder / "report.json").read_bytes())
            outcome.accepted = report["counts"]["converted"]
            outcome.slowest = max(job["milliseconds"] for job in report["jobs"]) / 1000
            (self.folder / "report.json").unlink()
        except (OSError, ValueError) as error:
            outcome.problem = outcome.problem or f"no report: {error}"
        left = [path for path in self.outputs.rglob(".recast-tmp-*")]
        if left:
            outcome.problem = outcome.problem or f"left {left[0].name}"
        return outcome

    def _jobs(self, way: str, mutants: list[Mutant]) -> list[dict]:
        if way == "architecture":
            return [
                {
                    "name": f"m{mutant.number}", "inputs": str(mutant.seed.checkpoint),
                    "architecture": f"files/{mutant.name}", "output": f"outputs/{mutant.number}.onnx",
                }
                for mutant in mutants
            ]
        suffix = {"onnx": ".onnx", "safetensors": ".safetensors", "pytorch": ".pth"}[way]
        jobs: dict[str, dict] = {}
        for mutant in mutants:
            settings = mutant.seed.settings if way == "onnx" else {}
            job = jobs.setdefault(json.dumps(settings), {
                "name": f"job{len(jobs)}", "inputs": [], "output": "outputs/{name}" + suffix, **settings,
            })
            job["inputs"].append(f"files/{mutant.name}")
        return list(jobs.values())

    def _text(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def _process(self, arguments: list[str]) -> Outcome:
        start = time.monotonic()
        with open(self.folder / "output", "wb") as output, open(self.folder / "errors", "wb") as errors:
            process = subprocess.Popen(
                [self.recast, *arguments], stdin=subprocess.DEVNULL, stdout=output, stderr=errors,
                cwd=self.folder, env={**os.environ, "SWIFT_BACKTRACE": "enable=no", "NO_COLOR": "1"})
            problem, status, usage = self._wait(process.pid, (output, errors))
        process.returncode = 0
        seconds = time.monotonic() - start
        peak = usage.ru_maxrss << 10
        code = os.waitstatus_to_exitcode(status)
        if problem is None and code < 0:
            problem = f"signal {-code}"
        if problem is None and code not in DOCUMENTED:
            problem = f"exit code {code}"
        if problem is None and peak > MOST_BYTES:
            problem = f"{peak >> 20} MB of memory"
        lines = self._text("errors")
        if problem is None and CONTROL.search(lines):
            problem = "control characters in messages"
        if problem is None and any(len(line) > MOST_LINE for line in lines.splitlines()):
            problem = "a message of more than 2000 bytes"
        return Outcome(problem, seconds, peak, accepted=int(code == 0))

    def _wait(self, process: int, streams) -> tuple[str | None, int, object]:
        """Waits for the end, which comes when nothing was printed for too long."""
        problem, written, since = None, 0, time.monotonic()
        page, pause = os.sysconf("SC_PAGE_SIZE"), 0.002
        while True:
            ended, status, usage = os.wait4(process, os.WNOHANG)
            if ended:
                return problem, status, usage
            time.sleep(pause)
            pause = min(0.02, pause * 1.3)
            size = sum(os.fstat(stream.fileno()).st_size for stream in streams)
            if size != written:
                written, since = size, time.monotonic()
            if problem is None and time.monotonic() - since > MOST_SECONDS:
                problem = f"more than {MOST_SECONDS} seconds"
                os.kill(process, signal.SIGKILL)
            try:
                with open(f"/proc/{process}/statm") as numbers:
                    resident = int(numbers.read().split()[1]) * page
            except (OSError, IndexError):
                continue
            if problem is None and resident > KILLED_BYTES:
                problem = f"more than {KILLED_BYTES >> 20} MB of memory"
                os.kill(process, signal.SIGKILL)


def culprits(program: Program, way: str, mutants: list[Mutant], problem: str):
    """The files that make a process fail, each with how; found by halves."""
    if len(mutants) == 1:
        yield mutants[0], problem
        return
    middle = len(mutants) // 2
    isFound = False
    for half in (mutants[:middle], mutants[middle:]):
        outcome = program.run(way, half)
        if outcome.problem:
            isFound = True
            yield from culprits(program, way, half, outcome.problem)
    if not isFound:
        yield mutants[0], f"{problem}, only together with {len(mutants) - 1} files after it"


def slowest(program: Program, way: str, mutants: list[Mutant], seconds: float) -> tuple[float, Mutant]:
    """The time of the slowest file, found by halves."""
    while len(mutants) > 1:
        middle = len(mutants) // 2
        halves = [(program.run(way, half).seconds, half) for half in (mutants[:middle], mutants[middle:])]
        seconds, mutants = max(halves, key=lambda half: half[0])
        if seconds < SLOW_SECONDS / 4:
            break
    return seconds, mutants[0]


class Campaign:
    """The files of one format."""

    def __init__(self, format: Format, recast: str, folder: pathlib.Path, seed: int, keep: pathlib.Path):
        self.format, self.seed, self.keep = format, seed, keep
        self.program = Program(recast, folder, format)
        self.regions = [regions(seed.data) for seed in format.seeds]
        self.totals = [
            list(itertools.accumulate(region.weight for region in found)) for found in self.regions
        ]
        self.all = [region for found in self.regions for region in found]

    def mutant(self, number: int) -> Mutant:
        """The file of a number."""
        rng = random.Random(f"{self.seed}/{self.format.name}/{number}")
        place = rng.randrange(len(self.format.seeds))
        others = self.regions[place] if rng.random() < 0.5 else self.all
        return Mutant(
            number, self.format.seeds[place],
            mutated(self.regions[place], self.totals[place], others, rng))

    def run(self, start: int, count: int) -> Tally:
        """Tries so many files from a number on."""
        tally, began, shown, end = Tally(), time.monotonic(), time.monotonic(), start + count
        for first in range(start, end, CHUNK):
            turn = first // CHUNK
            mutants = [self.mutant(number) for number in range(first, min(end, first + CHUNK))]
            self.program.write(mutants)
            way = self.format.ways[turn % len(self.format.ways)]
            if way == "validate":
                # One process a file: some of them, the others are converted.
                self._take(tally, way, mutants[:20])
                way, mutants = "onnx", mutants[20:]
            if mutants:
                self._take(tally, way, mutants)
            tally.seconds = time.monotonic() - began
            if time.monotonic() - shown > 60:
                shown = time.monotonic()
                print(f"  {line(self.format.name, tally)}", flush=True)
        return tally

    def _take(self, tally: Tally, way: str, mutants: list[Mutant]) -> None:
        outcome = self.program.run(way, mutants)
        tally.files += len(mutants)
        tally.accepted += outcome.accepted
        tally.peak = max(tally.peak, outcome.peak)
        tally.slowest = max(tally.slowest, outcome.slowest)
        if outcome.problem:
            for mutant, problem in culprits(self.program, way, mutants, outcome.problem):
                tally.failed += 1
                self._keep(mutant, way, problem)
        elif not outcome.slowest and outcome.seconds > SLOW_SECONDS:
            seconds, mutant = slowest(self.program, way, mutants, outcome.seconds)
            tally.slowest = max(tally.slowest, seconds)
            if seconds > SLOW_SECONDS:
                self._keep(mutant, way, f"slow: {seconds:.1f} s")
        elif outcome.slowest > SLOW_SECONDS:
            seconds, mutant = slowest(self.program, way, mutants, outcome.seconds)
            self._keep(mutant, way, f"slow: {seconds:.1f} s")

    def _keep(self, mutant: Mutant, way: str, problem: str) -> None:
        folder = self.keep / self.format.name
        folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(mutant.data).hexdigest()[:12]
        path = folder / f"{digest}{mutant.seed.suffix}"
        path.write_bytes(mutant.data)
        print(f"{self.format.name} {mutant.number} ({way}): {problem}: {path}", flush=True)


def line(name: str, tally: Tally) -> str:
    refused = tally.files - tally.accepted
    return (
        f"{name}: {tally.files} files in {tally.seconds:.0f} s, {tally.accepted} accepted, "
        f"{refused} refused, {tally.failed} failed; slowest {tally.slowest:.2f} s, "
        f"peak {tally.peak >> 20} MB")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--recast", required=True)
    parser.add_argument("--count", type=int, default=2000, help="files of each format")
    parser.add_argument("--first", type=int, default=0, help="the number of the first file")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", action="append", choices=list(MAKERS), help="a format; may be repeated")
    parser.add_argument("--way", action="append", help="only this of what is done; may be repeated")
    parser.add_argument("--corpus", type=pathlib.Path, help="where more seeds lie")
    parser.add_argument("--keep", type=pathlib.Path, default=pathlib.Path(".build/mutated-files"))
    parser.add_argument("--write", type=int, metavar="N", help="only write the file of this number")
    options = parser.parse_args()

    recast = os.path.abspath(options.recast)
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="recast-mutated-", dir=memory) as name:
        folder = pathlib.Path(name)
        (folder / "seeds").mkdir()
        failed = 0
        names = [name for name in MAKERS if name in (options.only or MAKERS)]
        for format in formats(recast, folder / "seeds", options.corpus, names):
            format.ways = [way for way in format.ways if way in (options.way or format.ways)]
            if not format.ways:
                continue
            campaign = Campaign(format, recast, folder / "run", options.seed, options.keep)
            if options.write is not None:
                mutant = campaign.mutant(options.write)
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / mutant.name).write_bytes(mutant.data)
                print(options.keep / mutant.name)
                continue
            tally = campaign.run(options.first, options.count)
            print(line(format.name, tally), flush=True)
            failed += tally.failed
            if not tally.accepted:
                print(f"{format.name}: nothing was accepted, so nothing deep was reached")
                failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
