#!/usr/bin/env python3
"""Converts models to GEIR and back and judges every step.

    .venv/bin/python Tests/Conformance/geir.py --recast .build/debug/recast [--suites flux,torch,mindir]
                     [--only TEXT] [--mindir FOLDER] [--releases] [--report FILE] [--jobs N]

Models are the Flux samples, published architectures with random weights (architecture_cases, saved by
torch) and, where a folder of them is given, MindIR files with the values that MindSpore computes. Of
each model that converts to ONNX,

1. `recast convert --to geir` writes a file, or names what the graph engine has no operators for;
2. protoc decodes it with Schemas/graph-engine/ge_ir.proto;
3. `recast validate` finds that it keeps the prototypes and the rules of the encoding;
4. converted to GEIR once more it is the same bytes;
5. converted on to ONNX it computes in ONNX Runtime what the model gives that was converted directly,
   and the recorded values.

--releases also writes every model for each release of CANN by itself and validates it against that.
protoc is the program of that name, or `python -m grpc_tools.protoc`.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import dataclasses
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import onnxruntime

import run as flux_run

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "Schemas" / "graph-engine"
TIME_LIMIT = 600
# Both graphs compute the same in float32, in another order.
RELATIVE = 1e-3
ABSOLUTE = 1e-4
RELEASES = ["0.6", "1.8", "2.6"]


@dataclasses.dataclass
class Model:
    """A file that converts, how, and what it gives."""

    name: str
    file: pathlib.Path
    arguments: list[str] = dataclasses.field(default_factory=list)
    # Inputs, by name where they have some, and the values that they give.
    runs: list[tuple[list | dict, list[np.ndarray]]] = dataclasses.field(default_factory=list)
    tolerance: tuple[float, float] = (RELATIVE, ABSOLUTE)


@dataclasses.dataclass
class Row:
    name: str
    verdict: str  # "passed", "unsupported", "failed", "skipped"
    detail: str = ""
    difference: float = 0.0


class Failure(Exception):
    """A promise that was not kept."""


def protoc() -> list[str] | None:
    if shutil.which("protoc"):
        return ["protoc"]
    probe = subprocess.run(
        [sys.executable, "-m", "grpc_tools.protoc", "--version"], capture_output=True, check=False)
    return [sys.executable, "-m", "grpc_tools.protoc"] if probe.returncode == 0 else None


def run(arguments: list) -> subprocess.CompletedProcess:
    return subprocess.run(
        list(map(str, arguments)), capture_output=True, text=True, timeout=TIME_LIMIT, check=False)


def reason(done: subprocess.CompletedProcess) -> str:
    lines = [line for line in (done.stderr + done.stdout).splitlines() if "error" in line]
    return " | ".join(line.strip() for line in lines)[:600] or f"exit {done.returncode}"


def values(session: onnxruntime.InferenceSession, inputs: list | dict) -> list[np.ndarray]:
    wanted = session.get_inputs()
    if isinstance(inputs, dict) and all(entry.name in inputs for entry in wanted):
        return session.run(None, {entry.name: inputs[entry.name] for entry in wanted})
    arrays = list(inputs.values()) if isinstance(inputs, dict) else inputs
    return session.run(None, {entry.name: array for entry, array in zip(wanted, arrays)})


def compare(found: list, expected: list, tolerance: tuple[float, float], what: str) -> float:
    if len(found) != len(expected):
        raise Failure(f"{what}: {len(found)} results, expected {len(expected)}")
    worst = 0.0
    for index, (one, other) in enumerate(zip(found, expected)):
        if one.shape != other.shape:
            raise Failure(f"{what}: result {index} is {one.shape}, expected {other.shape}")
        one, other = one.astype(np.float64), other.astype(np.float64)
        difference = np.abs(one - other)
        worst = max(worst, float(difference.max(initial=0)))
        if not np.allclose(one, other, rtol=tolerance[0], atol=tolerance[1], equal_nan=True):
            raise Failure(f"{what}: result {index} differs by {np.nanmax(difference):.2e}")
    return worst


def decode(tool: list[str] | None, path: pathlib.Path):
    if tool is None:
        return
    with open(path, "rb") as file, tempfile.TemporaryFile() as text:
        done = subprocess.run(
            [*tool, f"-I{SCHEMA}", "--decode=ge.proto.ModelDef", "ge_ir.proto"], stdin=file,
            stdout=text, stderr=subprocess.PIPE, timeout=TIME_LIMIT, check=False)
        if done.returncode != 0:
            raise Failure(f"protoc: {done.stderr.decode()[:300]}")
        text.seek(0)
        for line in text:
            # Fields that the schema does not have are printed by number.
            if line.strip()[:1].isdigit():
                raise Failure(f"protoc knows no field {line.strip().decode()[:60]}")


def judge_releases(recast: str, model: Model, folder: pathlib.Path) -> str:
    done = []
    for release in RELEASES:
        path = folder / f"release-{release}.air"
        written = run(
            [recast, "convert", model.file, "-o", path, "--quiet", "--cann", release,
             *model.arguments])
        if written.returncode != 0:
            if "[geir.unsupported-operator]" in written.stderr or "[geir.needs-release]" in written.stderr:
                continue
            raise Failure(f"for {release}: {reason(written)}")
        checked = run([recast, "validate", path, "--cann", release])
        if checked.returncode != 0:
            raise Failure(f"for {release}: {checked.stdout[:400]}")
        done.append(release)
    return "releases " + " ".join(done)


def judge(options, tool: list[str] | None, model: Model) -> Row:
    with tempfile.TemporaryDirectory(prefix="recast-geir-") as name:
        folder = pathlib.Path(name)
        direct, air, again, back = (
            folder / "direct.onnx", folder / "model.air", folder / "again.air", folder / "back.onnx")
        converted = run(
            [options.recast, "convert", model.file, "-o", direct, "--quiet", *model.arguments])
        if converted.returncode != 0:
            return Row(model.name, "skipped", reason(converted))
        try:
            written = run(
                [options.recast, "convert", model.file, "-o", air, "--quiet", *model.arguments])
            if written.returncode != 0:
                unsupported = "geir.unsupported-operator]" in written.stderr
                return Row(
                    model.name, "unsupported" if unsupported else "failed", reason(written))
            decode(tool, air)
            checked = run([options.recast, "validate", air])
            if checked.returncode != 0:
                raise Failure(f"validate: {checked.stdout[:600]}")
            for path, what in ((again, "to GEIR again"), (back, "to ONNX")):
                done = run([options.recast, "convert", air, "-o", path, "--quiet"])
                if done.returncode != 0:
                    raise Failure(f"{what}: {reason(done)}")
            if air.read_bytes() != again.read_bytes():
                raise Failure("GEIR to GEIR gives other bytes")
            session = flux_run.open_session(direct)
            session_back = flux_run.open_session(back)
            worst = 0.0
            for inputs, expected in model.runs:
                ours, theirs = values(session_back, inputs), values(session, inputs)
                worst = max(
                    worst, compare(ours, theirs, model.tolerance, "against the direct conversion"))
                if expected:
                    compare(theirs, expected, model.tolerance, "the direct conversion")
                    compare(ours, expected, model.tolerance, "against the expected values")
            detail = judge_releases(options.recast, model, folder) if options.releases else ""
            return Row(model.name, "passed", detail, worst)
        except Failure as failure:
            return Row(model.name, "failed", str(failure))
        except subprocess.TimeoutExpired:
            return Row(model.name, "failed", f"did not end within {TIME_LIMIT} s")


# --------------------------------------------------------------------------- the models


def flux_models(only: str):
    for case in flux_run.sample_cases(ROOT / "Samples"):
        if case.expect != "converts" or only not in case.name:
            continue
        arguments = ["--select", case.select] if case.select else []
        for shape in case.input_shapes:
            arguments += ["--input-shape", shape]
        relative, absolute = case.tolerance or (RELATIVE, ABSOLUTE)
        yield Model(
            case.name, case.file, arguments, case.runs,
            (max(relative, RELATIVE), max(absolute, ABSOLUTE)))


def torch_models(only: str, folder: pathlib.Path):
    import architectures
    import torch

    for case in architectures.all_cases():
        # One small member of each family, unless others are asked for.
        if only not in case.name if only else not case.is_quick:
            continue
        torch.manual_seed(architectures.SEED)
        model = case.make().eval()
        # What a library saves beside its weights is read with them, so each has a folder of its own.
        for old in folder.iterdir():
            old.unlink()
        path = folder / f"{case.family}-{case.name}.pth".replace("/", "_")
        if case.save:
            path = case.save(model, folder)
        else:
            torch.save(case.state(model), path)
        runs = []
        for rows in (1, 3):
            given = case.inputs(rows, True)
            with torch.no_grad():
                expected = architectures.arrays(case.run(model, given))
            runs.append(({name: value.numpy() for name, value in given.items()}, expected))
        yield Model(
            f"torch/{case.name}", path, [*case.arguments, *case.quick_arguments], runs)


def mindir_models(only: str, folder: pathlib.Path):
    for path in sorted(folder.glob("*/*.mindir")):
        if only not in path.name or "_ext_graph" in path.name:
            continue
        recorded = path.parent / "io.npz"
        runs = []
        if recorded.exists():
            with np.load(recorded) as arrays:
                inputs, outputs = [], []
                while f"input_{len(inputs)}" in arrays:
                    inputs.append(arrays[f"input_{len(inputs)}"])
                while f"output_{len(outputs)}" in arrays:
                    outputs.append(arrays[f"output_{len(outputs)}"])
                runs.append((inputs, outputs))
        yield Model(f"mindir/{path.name}", path, [], runs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recast", default=str(ROOT / ".build" / "debug" / "recast"))
    parser.add_argument("--suites", default="flux")
    parser.add_argument("--only", default="")
    parser.add_argument("--mindir", type=pathlib.Path)
    parser.add_argument("--releases", action="store_true")
    parser.add_argument("--report", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    tool = protoc()
    if tool is None:
        print("no protoc: files are not decoded by it", flush=True)
    rows: list[Row] = []

    def note(row: Row):
        rows.append(row)
        if row.verdict != "passed":
            print(f"{row.verdict:12} {row.name}: {row.detail}", flush=True)

    suites = options.suites.split(",")
    with tempfile.TemporaryDirectory(prefix="recast-geir-models-") as name:
        if "flux" in suites:
            with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
                jobs = [pool.submit(judge, options, tool, m) for m in flux_models(options.only)]
                for job in jobs:
                    note(job.result())
        if "torch" in suites:
            for model in torch_models(options.only, pathlib.Path(name)):
                note(judge(options, tool, model))
                print(f"{rows[-1].verdict:12} {model.name}", flush=True)
        if "mindir" in suites and options.mindir:
            for model in mindir_models(options.only, options.mindir):
                note(judge(options, tool, model))
    counts = {kind: sum(row.verdict == kind for row in rows) for kind in
              ("passed", "unsupported", "failed", "skipped")}
    worst = max((row.difference for row in rows), default=0.0)
    print(", ".join(f"{count} {kind}" for kind, count in counts.items()),
          f"; largest difference to the direct conversion {worst:.2e}")
    if options.report:
        options.report.write_text(json.dumps([dataclasses.asdict(row) for row in rows], indent=1))
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
