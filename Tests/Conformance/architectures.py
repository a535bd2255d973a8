#!/usr/bin/env python3
"""Converts state dicts of published networks, which have to be recognised, and compares with torch.

    Tests/Conformance/architectures.py [--recast PROGRAM] [--families A,B] [--members A,B] [--quick]
                                       [--architecture FOLDER] [--report FILE]

Every member of every family of architecture_cases gets random weights, is saved as a bare state dict,
converted by `recast convert` without any --architecture, and run in ONNX Runtime and in torch on the
same inputs of one row and of three. It passes where every number differs from torch's by at most
1e-4 + 1e-3 * |torch's|. Where one differs by more, the table also says by how much torch's own float32
and float64 differ, which tells a network that magnifies rounding from an error. --quick takes one
small member of each family with small inputs; what takes gigabytes has to be named by --members.
--architecture takes the files of a folder instead of those inside of the program.
"""
from __future__ import annotations

import argparse
import copy
import gc
import importlib
import json
import pathlib
import pkgutil
import subprocess
import sys
import tempfile
import time
import warnings

import numpy as np
import onnxruntime
import torch

import architecture_cases
import architecture_report
from architecture_cases.case import Case, arrays

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEED = 20
# The tolerances of every case, as numpy.allclose means them: |found - expected| <= ABSOLUTE +
# RELATIVE * |expected|. They are fixed. A network whose random weights give numbers of another size
# is scaled where it is made.
RELATIVE = 1e-3
ABSOLUTE = 1e-4
# What part of the largest number the results of different rows have to differ by.
LEAST_SPREAD = 0.01


def all_cases() -> list[Case]:
    """The cases of every file that has some."""
    cases = []
    for module in sorted(pkgutil.iter_modules(architecture_cases.__path__), key=lambda m: m.name):
        loaded = importlib.import_module(f"architecture_cases.{module.name}")
        cases += getattr(loaded, "CASES", [])
    return cases


class Row(architecture_report.Line):
    """A member while it is compared."""

    def __init__(self, case: Case):
        super().__init__(case.family, case.label or case.name, recognised="")
        self.case = case
        self.seconds = 0.0

    def compare(self, found: np.ndarray, expected: np.ndarray, where: str):
        if found.shape != expected.shape:
            self.problem = f"{where}: the shape is {found.shape}, expected {expected.shape}"
            return
        if not np.isfinite(expected).all():
            self.problem = f"{where}: torch gives no finite numbers, so nothing is compared"
            return
        found, expected = found.astype(np.float64), expected.astype(np.float64)
        largest = float(np.abs(expected).max(initial=0))
        if len(expected) > 1 and expected.std(axis=0).max(initial=0) < LEAST_SPREAD * largest:
            self.problem = f"{where}: the rows hardly differ, so comparing them says nothing"
            return
        difference = np.abs(found - expected)
        share = difference / (ABSOLUTE + RELATIVE * np.abs(expected))
        self.largest = max(self.largest, largest)
        self.difference = max(self.difference, float(difference.max(initial=0)))
        self.share = max(self.share, float(share.max(initial=0)))
        if not (share <= 1).all():
            self.problem = (
                f"{where}: differs by {self.difference:.2e}, {self.share:.2f} of the tolerance")


def torch_with_itself(case: Case, model: torch.nn.Module, values: dict, single: list) -> str:
    """By how much of the tolerance torch's float32 differs from its own float64."""
    wide = {
        name: value.double() if value.is_floating_point() else value for name, value in values.items()}
    with torch.no_grad():
        double = arrays(case.run(copy.deepcopy(model).double(), wide))
    share = max(
        float((np.abs(one - other) / (ABSOLUTE + RELATIVE * np.abs(other))).max(initial=0))
        for one, other in zip(single, double))
    return f"; torch's own float32 and float64 differ by {share:.2f} of it"


def convert(arguments, case: Case, weights: pathlib.Path, graph: pathlib.Path) -> tuple[str, str]:
    """What the program recognised, and what it objected to."""
    command = [arguments.recast, "convert", weights, "-o", graph, "--json", *case.arguments]
    if arguments.quick:
        command += case.quick_arguments
    if arguments.architecture:
        command += ["--architecture", f"{arguments.architecture}/{case.family}.yaml"]
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, timeout=900, check=False)
    if done.returncode != 0:
        lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        return "", f"exit {done.returncode}: " + " ".join(lines)[:300]
    return json.loads(done.stdout).get("model") or "", ""


def judge(arguments, case: Case, folder: pathlib.Path) -> Row:
    row = Row(case)
    began = time.monotonic()
    torch.manual_seed(SEED)
    model = case.make().eval()
    weights, graph = folder / "weights.pth", folder / "model.onnx"
    try:
        if case.save:
            weights = case.save(model, folder)
        else:
            torch.save(case.state(model), weights)
        row.recognised, row.problem = convert(arguments, case, weights, graph)
        if not row.problem and row.recognised != case.name:
            row.problem = f"recognised as '{row.recognised}'"
        if not row.problem:
            options = onnxruntime.SessionOptions()
            # OMP_NUM_THREADS is for both, so that several can run beside each other.
            options.intra_op_num_threads = torch.get_num_threads()
            session = onnxruntime.InferenceSession(
                str(graph), options, providers=["CPUExecutionProvider"])
            for rows in (1, 3):
                values = case.inputs(rows, arguments.quick)
                with torch.no_grad():
                    expected = arrays(case.run(model, values))
                found = session.run(None, {name: value.numpy() for name, value in values.items()})
                for position, (one, other) in enumerate(zip(found, expected)):
                    if not row.problem:
                        row.compare(one, other, f"batch {rows}, result {position}")
                        if row.share > 1:
                            row.problem += torch_with_itself(case, model, values, expected)
                if not row.problem and len(found) != len(expected):
                    row.problem = f"{len(found)} results, expected {len(expected)}"
            del session
    finally:
        for file in folder.iterdir():
            file.unlink()
    row.seconds = time.monotonic() - began
    return row


def chosen(arguments) -> list[Case]:
    cases = all_cases()
    families = [name for name in arguments.families.split(",") if name]
    members = [name for name in arguments.members.split(",") if name]
    known = {case.family for case in cases} | {case.name for case in cases}
    for name in families + members:
        if name not in known:
            sys.exit(f"there is no family and no member '{name}'")
    return [
        case for case in cases
        if (not families or case.family in families) and (not members or case.name in members)
        and (members or not case.is_large) and (members or not arguments.quick or case.is_quick)]


def left_out(rows: list[Row]) -> list[str]:
    """What takes gigabytes and was not asked for, of the families that were compared."""
    compared, families = {row.case.name for row in rows}, {row.family for row in rows}
    return [
        case.name for case in all_cases()
        if case.is_large and case.family in families and case.name not in compared]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--recast", default=ROOT / ".build/debug/recast", type=pathlib.Path)
    parser.add_argument("--families", default="", help="only these, by name")
    parser.add_argument("--members", default="", help="only these, by name")
    parser.add_argument("--quick", action="store_true", help="one small member of each family")
    parser.add_argument("--architecture", type=pathlib.Path, help="a folder with FAMILY.yaml")
    parser.add_argument("--report", type=pathlib.Path, help="a Markdown file for the table")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for case in chosen(arguments):
            row = judge(arguments, case, pathlib.Path(folder))
            rows.append(row)
            print("  ".join(
                f"{cell:{width}}" for cell, width in zip(row.cells, (40, 24, 6, 8, 6, 0))
            ) + f"  {row.seconds:.0f} s", flush=True)
            if arguments.report:
                architecture_report.write(arguments.report, rows, left_out(rows))
            gc.collect()
    failed = sum(1 for row in rows if row.problem)
    print(f"{len(rows) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
