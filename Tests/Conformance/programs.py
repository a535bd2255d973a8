#!/usr/bin/env python3
"""Exports modules with torch, converts the programs, and compares ONNX Runtime's results with torch's.

    Tests/Conformance/programs.py [NAME…] [--recast PROGRAM] [--cache FOLDER] [--mode MODE…] [--family F…]
                                  [--quick] [--against-exporter] [--report FILE] [--json FILE]
                                  [--keep FOLDER] [--jobs N] [--no-export]
    Tests/Conformance/programs.py --corpus FOLDER…

The cases are those of program_cases, saved by torch.export before (`export`) and after (`core`)
decomposition, and as TorchScript (`trace`, `script`, `frozen`); behind `.dyn` sizes stay open, and the
model also runs at others. What was exported lies in the cache, so that a second run only converts and
compares. A program passes where `recast convert` accepts it, onnx's checker and strict inference of
shapes accept the model, and every number that ONNX Runtime gives differs from torch's by at most
1e-4 + 1e-3 * |torch's|; the case says where another tolerance holds, and why. Whole numbers are equal.

--quick takes eight small cases. --against-exporter converts the same modules with torch.onnx.export and
its optimiser, counts nodes and measures both in turns. --corpus takes files with `FILE.io.npz` beside
them instead, as the programs that wrote them computed it.
"""
from __future__ import annotations

import argparse
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import subprocess
import sys

import numpy as np

import program_runs
from program_runs import Outcome

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent


def default_recast() -> pathlib.Path:
    released = ROOT / ".build/release/recast"
    return released if released.exists() else ROOT / ".build/debug/recast"


def export(arguments, families: list[str]):
    """Writes what the cache lacks: a process for each family, since torch keeps much memory."""
    environment = dict(os.environ, OMP_NUM_THREADS="1")

    def run(family: str):
        command = [sys.executable, str(HERE / "program_exports.py"), family, str(arguments.cache)]
        command += ["--quick"] if arguments.quick else []
        command += ["--exporter"] if arguments.against_exporter else []
        command += [part for name in arguments.names for part in ("--name", name)]
        command += [part for mode in arguments.mode for part in ("--mode", mode)]
        if subprocess.run(command, env=environment, check=False).returncode != 0:
            print(f"the export of {family} ended early", flush=True)

    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        list(pool.map(run, families))


def is_chosen(arguments, record: dict) -> bool:
    label = f"{record['name']}.{record['mode']}"
    mode = record["mode"]
    return (
        (not arguments.names or any(name in label for name in arguments.names))
        and (not arguments.mode or mode in arguments.mode or mode.split(".")[0] in arguments.mode)
        and (not arguments.family or record["family"] in arguments.family)
        and (not arguments.quick or record["quick"]))


def judged(job: tuple) -> Outcome:
    """One program, in a process of its own."""
    recast, record, folder, keep, exporter = job
    outcome = program_runs.judge(recast, record, folder, keep)
    if exporter and not outcome.problem:
        import program_exporter
        program_exporter.compare(outcome, recast, record, folder)
    return outcome


def judge_all(arguments, chosen: list[dict]) -> list[Outcome]:
    outcomes = []
    keep = arguments.keep
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    jobs = [(arguments.recast, record, arguments.cache, keep, arguments.against_exporter)
            for record in chosen if not record["problem"]]
    # Latencies are measured by one process at a time.
    workers = 1 if arguments.against_exporter else arguments.jobs
    with concurrent.futures.ProcessPoolExecutor(workers) as pool:
        for outcome in pool.map(judged, jobs):
            outcomes.append(outcome)
            print("  ".join(f"{cell:{width}}" for cell, width in zip(
                cells(outcome), (40, 10, 7, 6, 8, 8, 7, 7, 7, 0))) + f"  {outcome.seconds:.1f} s", flush=True)
    return outcomes


HEADINGS = ["model", "program", "sizes", "nodes", "max. error", "at other sizes"]
WITH_EXPORTER = ["in the opset of torch.onnx", "nodes of torch.onnx", "latency ratio"]


def cells(outcome: Outcome, exporter: bool = True) -> list[str]:
    first, second = [*(f"{one:.1e}" for one in outcome.differences), "", ""][:2]
    counts = [str(count or "") for count in (outcome.nodes_in_its_opset, outcome.other_nodes)]
    beside = [*counts, f"{outcome.latency:.2f}" if outcome.latency else ""]
    verdict = f"{outcome.stage}: {outcome.problem}"[:240] if outcome.problem else "passed"
    note = f" ({outcome.note})" if outcome.note and not outcome.problem else ""
    return [
        outcome.name, outcome.mode.split(".")[0], "open" if outcome.is_dynamic else "fixed",
        str(outcome.nodes or ""), first, second, *(beside if exporter else []), verdict + note]


def table(outcomes: list[Outcome], exporter: bool) -> list[str]:
    headings = HEADINGS + (WITH_EXPORTER if exporter else []) + ["result"]
    rows = ["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings)]
    return rows + [
        "| " + " | ".join(cell.replace("|", "/") for cell in cells(outcome, exporter)) + " |"
        for outcome in outcomes]


def report(arguments, outcomes: list[Outcome], refused: list[dict]):
    failed = [outcome for outcome in outcomes if outcome.problem]
    if arguments.report:
        lines = ["# Programs against torch", "",
                 f"{len(outcomes) - len(failed)} of {len(outcomes)} programs pass.", ""]
        lines += table(outcomes, arguments.against_exporter)
        if refused:
            lines += ["", "## What torch itself does not export", ""]
            lines += [f"- {one['name']}.{one['mode']}: {first_line(one['problem'])}" for one in refused]
        if failed:
            lines += ["", "## Failures", "", program_runs.grouped(outcomes)]
        arguments.report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if arguments.json:
        arguments.json.write_text(json.dumps({
            "programs": [dataclasses.asdict(outcome) for outcome in outcomes],
            "refused": {f"{one['name']}.{one['mode']}": one["problem"] for one in refused},
        }, indent=1), encoding="utf-8")
    for one in refused:
        print(f"torch does not export {one['name']}.{one['mode']}: {first_line(one['problem'])}")
    print(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed, {len(refused)} not exported")


def first_line(text: str) -> str:
    return " ".join(text.split())[:160]


#: The numbers among the arguments of programs that the files beside them do not list.
NUMBERS = {"ts_function.pt": [2]}
#: What was called with other numbers than the defaults that the program is converted with.
CALLED_OTHERWISE = {"ts_scripted_flow.pt"}


def shape_of(array: np.ndarray) -> str:
    kind = {"float32": "f32", "float64": "f64", "int64": "i64", "int32": "i32", "bool": "bool"}
    return f"{kind[array.dtype.name]}[{','.join(map(str, array.shape))}]"


def corpus_records(folders: list[pathlib.Path]) -> list[tuple[pathlib.Path, dict]]:
    """Programs of other versions, with one run's inputs and outputs beside them."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            beside = path.with_name(path.name + ".io.npz")
            is_program = path.name.startswith(("pt2_", "ts_")) and path.suffix in (".pt2", ".pt")
            if is_program and beside.exists() and path.name not in CALLED_OTHERWISE:
                shapes = []
                if path.name.startswith("ts_"):
                    with np.load(beside) as archive:
                        shapes = [part for key in sorted(archive.files) if key.startswith("in")
                                  for part in ("--input-shape", shape_of(archive[key]))]
                name = path.name if path.parent == folder else f"{path.parent.name}/{path.name}"
                found.append((path.parent, {
                    "name": name, "mode": path.suffix[1:], "file": path.name, "runs": [beside.name],
                    "constants": NUMBERS.get(path.name, []), "arguments": shapes, "family": "corpus", "quick": False, "problem": "",
                    "tolerance": (3e-2, 2e-2) if "bf16" in path.name else None}))
    return found


def judge_corpus(arguments) -> list[Outcome]:
    outcomes = []
    for folder, record in corpus_records(arguments.corpus):
        if not is_chosen(arguments, record):
            continue
        outcome = program_runs.judge(arguments.recast, record, folder)
        outcomes.append(outcome)
        print(f"{outcome.name:52}  {outcome.nodes or '':5}  "
              f"{f'{outcome.stage}: {outcome.problem}'[:200] if outcome.problem else 'passed'}", flush=True)
    return outcomes


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts of NAME.MODE")
    parser.add_argument("--recast", default=default_recast(), type=pathlib.Path)
    parser.add_argument("--cache", type=pathlib.Path, default=ROOT / ".build/programs")
    parser.add_argument("--mode", action="append", default=[], help="export, core, trace, script, frozen")
    parser.add_argument("--family", action="append", default=[], help="a file of program_cases")
    parser.add_argument("--quick", action="store_true", help="eight small cases")
    parser.add_argument("--no-export", action="store_true", help="only what the cache holds")
    parser.add_argument("--against-exporter", action="store_true", help="compare with torch.onnx")
    parser.add_argument("--corpus", type=pathlib.Path, nargs="+", help="folders of other programs")
    parser.add_argument("--report", type=pathlib.Path, help="a Markdown file for the table")
    parser.add_argument("--json", type=pathlib.Path, help="a file for all figures")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the converted models")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    arguments.recast = arguments.recast.resolve()
    if arguments.corpus:
        outcomes, refused = judge_corpus(arguments), []
    else:
        arguments.cache.mkdir(parents=True, exist_ok=True)
        if not arguments.no_export:
            families = [path.stem for path in sorted((HERE / "program_cases").glob("*.py"))
                        if ("is_quick=" if arguments.quick else "CASES = ") in path.read_text("utf-8")]
            wanted = [family for family in families if not arguments.family or family in arguments.family]
            export(arguments, wanted)
        chosen = [record for record in program_runs.records(arguments.cache)
                  if is_chosen(arguments, record)]
        refused = [record for record in chosen if record["problem"]]
        outcomes = judge_all(arguments, chosen)
    report(arguments, outcomes, refused)
    if not outcomes:
        print("nothing was compared")
    return 1 if not outcomes or any(outcome.problem for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
