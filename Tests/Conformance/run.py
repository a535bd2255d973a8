"""Converts the samples and the corpus with `recast` and judges what comes out.

Every model has to be accepted by the checker of the onnx package, run in ONNX Runtime at the
recorded batch and at batch 1, give the recorded values, and come out as the same bytes twice. Every
file that cannot be converted has to be refused with its diagnostic.

    .venv/bin/python Tests/Conformance/run.py --recast .build/debug/recast
"""

from __future__ import annotations

import argparse
import concurrent.futures
import csv
import dataclasses
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
from typing import Any

import numpy as np
import onnx
import onnxruntime

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
TIME_LIMIT = 120  # seconds for one run of recast

# --------------------------------------------------------------------------- cases


@dataclasses.dataclass
class Case:
    """A file and what has to come of it."""

    name: str
    file: pathlib.Path
    expect: str  # "converts", "inspects", or a diagnostic code
    shows: str = ""
    select: str | None = None
    input_shapes: list[str] = dataclasses.field(default_factory=list)
    fallback_shapes: list[str] = dataclasses.field(default_factory=list)
    runs: list[tuple[list[np.ndarray], list[np.ndarray]]] = dataclasses.field(default_factory=list)
    tolerance: tuple[float, float] | None = None


@dataclasses.dataclass
class Outcome:
    case: Case
    passed: bool
    detail: str
    max_absolute: float | None = None
    max_relative: float | None = None
    seconds: float = 0.0
    notes: list[str] = dataclasses.field(default_factory=list)


class Failure(Exception):
    """A promise that was not kept."""


def collect(arrays: Any, prefix: str, stem: str) -> list[np.ndarray]:
    """`x`, or `x0`, `x1`, ... of an expected file."""
    if prefix + stem in arrays:
        return [arrays[prefix + stem]]
    found = []
    while f"{prefix}{stem}{len(found)}" in arrays:
        found.append(arrays[f"{prefix}{stem}{len(found)}"])
    return found


def sample_cases(samples: pathlib.Path) -> list[Case]:
    cases = []
    for row in json.loads((samples / "corpus.json").read_text()):
        file = samples / row["file"]
        case = Case(
            name=row["file"],
            file=file,
            expect=row["expect"],
            shows=row["shows"],
            select=row["select"],
            input_shapes=(row["input_shape"] or "").split(),
            tolerance=(row["rtol"], row["atol"]),
        )
        if row["expect"] == "converts":
            expected = file.parent / "expected" / (file.stem + ".npz")
            with np.load(expected) as arrays:
                for prefix in ("", "b1_"):
                    inputs = collect(arrays, prefix, "x")
                    if inputs:
                        case.runs.append((inputs, collect(arrays, prefix, "y")))
        cases.append(case)
    return cases


def corpus_cases(corpus: pathlib.Path) -> list[Case]:
    """The files that strangers saved, by the manifest's column `oracle`."""
    folder = corpus / "bson"
    if not (folder / "MANIFEST.tsv").exists():
        print(f"no corpus at {folder}: only the samples are judged", flush=True)
        return []
    cases = []
    with open(folder / "MANIFEST.tsv", newline="") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            file = folder / row["file"]
            name = f"corpus/{row['file']}"
            selection = re.search(r"select=(\S+)", row["oracle"])
            if selection is None:
                cases.append(Case(name, file, "inspects", row["saved_content"]))
                continue
            golden = folder / "golden" / file.stem
            # Goldens are in Flux's dimension order, the exported model has it reversed.
            x = np.ascontiguousarray(np.load(f"{golden}.in.npy").transpose())
            y = np.ascontiguousarray(np.load(f"{golden}.out.npy").transpose())
            case = Case(name, file, "converts", row["saved_content"], selection[1])
            case.fallback_shapes = ["x:batch," + ",".join(str(n) for n in x.shape[1:])]
            case.runs.append(([x], [y]))
            if y.shape[0] == x.shape[0]:
                case.runs.append(([x[:1]], [y[:1]]))
            cases.append(case)
    return cases


# --------------------------------------------------------------------------- running recast


def run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            arguments, capture_output=True, text=True, timeout=TIME_LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        raise Failure(f"did not end within {TIME_LIMIT} s") from None


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def reason(result: subprocess.CompletedProcess[str]) -> str:
    """The line that says why, for the report."""
    found = lines(result.stderr)
    errors = [line for line in found if "error" in line] or found
    return errors[0].strip() if errors else f"exit code {result.returncode} without a word"


def codes(text: str) -> set[str]:
    return set(re.findall(r"\[([a-z0-9]+(?:[.-][a-z0-9]+)+)\]", text))


def convert(
    recast: str, case: Case, output: pathlib.Path, shapes: list[str]
) -> subprocess.CompletedProcess[str]:
    arguments = [recast, "convert", str(case.file), "-o", str(output)]
    if case.select:
        arguments += ["--select", case.select]
    for shape in shapes:
        arguments += ["--input-shape", shape]
    return run(arguments)


# --------------------------------------------------------------------------- judging


def wanted_tolerance(case: Case, dtype: np.dtype) -> tuple[float, float]:
    if case.tolerance is not None:
        return case.tolerance
    if dtype == np.float64:
        return 1e-6, 1e-7
    if dtype == np.float16:
        return 2e-2, 2e-3
    return 1e-4, 1e-5


RUNTIME_TYPES = {
    "tensor(float)": np.float32,
    "tensor(double)": np.float64,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
}


def open_session(path: pathlib.Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def expected_names(stem: str, count: int) -> list[str]:
    return [stem] if count == 1 else [f"{stem}{i + 1}" for i in range(count)]


def judge_values(case: Case, path: pathlib.Path, outcome: Outcome) -> None:
    session = open_session(path)
    inputs, outputs = session.get_inputs(), session.get_outputs()
    outcome.max_absolute = outcome.max_relative = 0.0
    for number, (xs, ys) in enumerate(case.runs):
        place = f"batch of {xs[0].shape[0]}" if number == 0 else "batch of 1"
        for what, found, wanted in (("input", inputs, xs), ("output", outputs, ys)):
            names = [item.name for item in found]
            if names != expected_names(what == "input" and "x" or "y", len(wanted)):
                raise Failure(f"{what}s are called {names}, {len(wanted)} expected")
        feed = {}
        for slot, x in zip(inputs, xs):
            dtype = RUNTIME_TYPES[slot.type]
            if dtype != x.dtype.type and f"{slot.name} is {slot.type}" not in outcome.notes:
                outcome.notes.append(f"{slot.name} is {slot.type}")
            feed[slot.name] = x.astype(dtype)
        try:
            results = session.run(None, feed)
        except Exception as error:  # ONNX Runtime raises its own unrelated classes
            raise Failure(f"{place}: {one_line(error)}") from None
        for slot, result, y in zip(outputs, results, ys):
            judge_array(case, f"{place}: {slot.name}", result, y, outcome)


def judge_array(
    case: Case, place: str, result: np.ndarray, wanted: np.ndarray, outcome: Outcome
) -> None:
    if result.shape != wanted.shape:
        raise Failure(f"{place} has shape {list(result.shape)}, expected {list(wanted.shape)}")
    rtol, atol = wanted_tolerance(case, result.dtype)
    wide, want = result.astype(np.float64), wanted.astype(np.float64)
    difference = np.abs(wide - want)
    relative = difference / np.maximum(np.abs(want), atol)
    largest = float(np.nanmax(difference, initial=0.0))
    outcome.max_absolute = max(outcome.max_absolute or 0.0, largest)
    outcome.max_relative = max(outcome.max_relative or 0.0, float(np.nanmax(relative, initial=0.0)))
    if not np.allclose(wide, want, rtol=rtol, atol=atol, equal_nan=False):
        wrong = int(np.sum(~np.isclose(wide, want, rtol=rtol, atol=atol)))
        raise Failure(f"{place}: {wrong} of {want.size} values differ, by up to {largest:.3g}")


def one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def judge_conversion(recast: str, case: Case, folder: pathlib.Path, outcome: Outcome) -> None:
    first, second = folder / "first.onnx", folder / "second.onnx"
    shapes = case.input_shapes
    result = convert(recast, case, first, shapes)
    if result.returncode != 0 and case.fallback_shapes and "input-shape" in result.stderr:
        shapes = case.fallback_shapes
        outcome.notes.append("needed --input-shape " + " ".join(shapes))
        result = convert(recast, case, first, shapes)
    if result.returncode != 0:
        raise Failure(f"exit {result.returncode}: {reason(result)}")
    warned = sorted(codes(result.stderr))
    if warned:
        outcome.notes.append("said " + ", ".join(warned))
    again = convert(recast, case, second, shapes)
    if again.returncode != 0 or first.read_bytes() != second.read_bytes():
        raise Failure("converting twice does not give the same bytes")
    try:
        onnx.checker.check_model(str(first), full_check=True)
    except Exception as error:
        raise Failure(f"onnx.checker: {one_line(error)}") from None
    try:
        judge_values(case, first, outcome)
    except Failure:
        raise
    except Exception as error:
        raise Failure(f"ONNX Runtime: {one_line(error)}") from None
    outcome.detail = "converts"


def judge_refusal(recast: str, case: Case, folder: pathlib.Path, outcome: Outcome) -> None:
    output = folder / "refused.onnx"
    result = convert(recast, case, output, case.input_shapes)
    outcome.detail = f"refused: {reason(result)}"
    if result.returncode == 0:
        raise Failure(f"converted, expected [{case.expect}]")
    if result.returncode < 0 or result.returncode > 6:
        raise Failure(f"ended with {result.returncode}: {reason(result)}")
    if case.expect not in codes(result.stderr):
        raise Failure(f"expected [{case.expect}], exit {result.returncode}: {reason(result)}")
    if output.exists():
        raise Failure("refused, but left an output file")


def judge_inspection(recast: str, case: Case, folder: pathlib.Path, outcome: Outcome) -> None:
    """Files that hold no complete model: readable, and refused in one line."""
    shown = run([recast, "inspect", str(case.file), "--json"])
    if shown.returncode != 0:
        raise Failure(f"inspect: exit {shown.returncode}: {reason(shown)}")
    try:
        json.loads(shown.stdout)
    except ValueError as error:
        raise Failure(f"inspect --json: {error}") from None
    result = convert(recast, case, folder / "refused.onnx", [])
    outcome.detail = f"inspects; convert: {reason(result)}"
    if result.returncode == 0:
        raise Failure("inspect works, but convert was expected to refuse")
    if result.returncode < 0 or result.returncode > 6:
        raise Failure(f"ended with {result.returncode}: {reason(result)}")
    if not codes(result.stderr):
        raise Failure(f"refused without a diagnostic: {reason(result)}")


def judge(recast: str, case: Case) -> Outcome:
    outcome = Outcome(case, True, "")
    rules = {"converts": judge_conversion, "inspects": judge_inspection}
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="recast-conformance-") as folder:
        try:
            rules.get(case.expect, judge_refusal)(recast, case, pathlib.Path(folder), outcome)
        except Failure as failure:
            outcome.passed, outcome.detail = False, str(failure)
        except OSError as error:
            outcome.passed, outcome.detail = False, f"{type(error).__name__}: {error}"
    outcome.seconds = time.monotonic() - start
    return outcome


# --------------------------------------------------------------------------- report


def number(value: float | None) -> str:
    return "" if value is None else f"{value:.1e}"


def write_report(path: pathlib.Path, outcomes: list[Outcome], recast: str) -> None:
    failed = [o for o in outcomes if not o.passed]
    text = [
        "# Conformance of the Flux importer and the ONNX exporter",
        "",
        f"{len(outcomes) - len(failed)} passed, {len(failed)} failed. Checked with onnx "
        f"{onnx.__version__}, run in ONNX Runtime {onnxruntime.__version__}.",
        "",
        "| file | shows | result | max abs | max rel | notes |",
        "|---|---|---|---:|---:|---|",
    ]

    def cell(content: str) -> str:
        return content.replace("|", "\\|").replace("\n", " ")

    for outcome in outcomes:
        verdict = outcome.detail if outcome.passed else f"**FAILED** {outcome.detail}"
        columns = [
            f"`{outcome.case.name}`",
            outcome.case.shows,
            verdict,
            number(outcome.max_absolute),
            number(outcome.max_relative),
            "; ".join(outcome.notes),
        ]
        text.append("| " + " | ".join(cell(c) for c in columns) + " |")
    path.write_text("\n".join(text) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recast", default=".build/debug/recast", help="the program to judge")
    parser.add_argument("--samples", type=pathlib.Path, default=REPOSITORY / "Samples")
    parser.add_argument("--corpus", type=pathlib.Path, default=None)
    parser.add_argument("--report", type=pathlib.Path, help="write a table in Markdown")
    parser.add_argument("--only", default="", help="a regular expression on the file's name")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    recast = str(pathlib.Path(arguments.recast).resolve())
    if not pathlib.Path(recast).exists():
        print(f"there is no program at {recast}", file=sys.stderr)
        return 2
    cases = sample_cases(arguments.samples)
    if arguments.corpus:
        cases += corpus_cases(arguments.corpus)
    cases = [case for case in cases if re.search(arguments.only, case.name)]
    outcomes: list[Outcome] = []
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for outcome in pool.map(lambda case: judge(recast, case), cases):
            outcomes.append(outcome)
            verdict = "ok  " if outcome.passed else "FAIL"
            error = "" if outcome.max_absolute is None else f" max abs {outcome.max_absolute:.1e}"
            print(
                f"{verdict} {len(outcomes)}/{len(cases)} {outcome.case.name}{error} "
                f"({outcome.seconds:.1f} s) {outcome.detail}",
                flush=True,
            )
    if arguments.report:
        write_report(arguments.report, outcomes, recast)
    failed = sum(not outcome.passed for outcome in outcomes)
    for outcome in outcomes:
        if not outcome.passed:
            print(f"FAIL {outcome.case.name}: {outcome.detail}")
    print(f"{len(outcomes) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
