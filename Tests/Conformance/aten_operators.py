#!/usr/bin/env python3
"""Exports calls of PyTorch's operators one by one, converts them, and compares the results with torch's.

    Tests/Conformance/aten_operators.py [NAME…] [--recast PROGRAM] [--cache FOLDER] [--mode MODE…]
                                        [--fixed] [--no-export] [--report FILE] [--json FILE] [--jobs N]

Every call of aten_cases is exported with an open number of rows where it has any, before (`export`) and
after (`core`) decomposition, converted, and run at two and at three rows; --fixed does the same with
fixed sizes. What was exported lies in the cache and is found by a hash of the call and torch's version,
so that a second run only converts and compares. The tolerance is that of programs.py.
"""
from __future__ import annotations

import argparse
import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import subprocess
import sys

import program_runs
from programs import default_recast, first_line

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent


def export(arguments):
    """Writes what the cache lacks, in as many processes as there are jobs."""
    environment = dict(os.environ, OMP_NUM_THREADS="1")
    command = [sys.executable, str(HERE / "aten_exports.py"), str(arguments.cache)]
    command += ["--fixed"] if arguments.fixed else []
    command += [part for name in arguments.names for part in ("--name", name)]
    command += [part for mode in arguments.mode for part in ("--mode", mode)]
    running = [
        subprocess.Popen([*command, "--part", f"{part}/{arguments.jobs}"], env=environment)
        for part in range(arguments.jobs)]
    for process in running:
        if process.wait() != 0:
            print("an export ended early", flush=True)


def chosen(arguments) -> list[dict]:
    def is_chosen(record: dict) -> bool:
        label, mode = f"{record['name']}.{record['mode']}", record["mode"]
        return (
            (not arguments.names or any(name in label for name in arguments.names))
            and (not arguments.mode or mode in arguments.mode or mode.split(".")[0] in arguments.mode))

    return [record for record in program_runs.records(arguments.cache) if is_chosen(record)]


def judged(job: tuple) -> program_runs.Outcome:
    recast, record, folder = job
    return program_runs.judge(recast, record, folder)


def operators(passed: list[dict]) -> list[str]:
    """Which operators the programs that pass call, with how many programs."""
    counted = collections.Counter(name for record in passed for name in record.get("operators", []))
    return [f"{name} ({count})" for name, count in sorted(counted.items())]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts of NAME.MODE")
    parser.add_argument("--recast", default=default_recast(), type=pathlib.Path)
    parser.add_argument("--cache", type=pathlib.Path, default=ROOT / ".build/aten-operators")
    parser.add_argument("--mode", action="append", default=[], help="export or core")
    parser.add_argument("--fixed", action="store_true", help="also with fixed sizes")
    parser.add_argument("--no-export", action="store_true", help="only what the cache holds")
    parser.add_argument("--report", type=pathlib.Path, help="a Markdown file")
    parser.add_argument("--json", type=pathlib.Path, help="a file for all figures")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    arguments.recast = arguments.recast.resolve()
    arguments.cache.mkdir(parents=True, exist_ok=True)
    if not arguments.no_export:
        export(arguments)
    records = chosen(arguments)
    refused = [record for record in records if record["problem"]]
    able = [record for record in records if not record["problem"]]
    with concurrent.futures.ProcessPoolExecutor(arguments.jobs) as pool:
        outcomes = list(pool.map(
            judged, [(arguments.recast, record, arguments.cache) for record in able], chunksize=4))
    failed = [outcome for outcome in outcomes if outcome.problem]
    text = program_runs.grouped(outcomes)
    summary = f"{len(outcomes) - len(failed)} passed, {len(failed)} failed, {len(refused)} not exported"
    print(text)
    for record in refused:
        print(f"torch does not export {record['name']}.{record['mode']}: {first_line(record['problem'])}")
    print(summary)
    if arguments.report:
        passed = [record for record, outcome in zip(able, outcomes) if not outcome.problem]
        arguments.report.write_text("\n".join([
            "# PyTorch's operators against torch", "", summary, "", "## Operators that pass", "",
            ", ".join(operators(passed)), "", text, "## What torch does not export", "",
            *(f"- {record['name']}.{record['mode']}: {first_line(record['problem'])}"
              for record in refused)]) + "\n", encoding="utf-8")
    if arguments.json:
        arguments.json.write_text(json.dumps(
            [dataclasses.asdict(outcome) for outcome in outcomes], indent=1), encoding="utf-8")
    return 1 if failed or not outcomes else 0


if __name__ == "__main__":
    sys.exit(main())
