"""torch.onnx's own exporter on the same modules: how many nodes it needs, and how fast its model is."""
from __future__ import annotations

import pathlib
import statistics
import tempfile
import time

import numpy as np
import onnx

import program_runs

#: How often each model runs, in turns, after some runs that do not count.
RUNS, WARMING = 30, 5


def file_of(folder: pathlib.Path, name: str) -> pathlib.Path:
    return folder / f"{name}.exporter.onnx"


def save(case, family: str, folder: pathlib.Path):
    """Writes the exporter's model of a case, with the sizes open that the case names."""
    import torch

    import program_exports

    path, note = file_of(folder, case.name), folder / f"{case.name}.exporter.txt"
    key = program_exports.key_of(case, family)
    if note.exists() and note.read_text(encoding="utf-8").split("\n")[0] == key:
        return
    torch.manual_seed(program_exports.SEED)
    model = case.make()
    args, kwargs = case.arguments(case.first)
    problem = ""
    try:
        dynamic = None
        if case.dynamic is not None:
            dynamic = program_exports.with_dimensions(case.dynamic, {}, case.ranges)
        with torch.no_grad():
            program = torch.onnx.export(
                model, args, kwargs=kwargs or None, dynamo=True, optimize=True, verbose=False,
                dynamic_shapes=dynamic)
        program.save(str(path), external_data=True)
    except Exception as error:
        problem = f"{type(error).__name__}: {error}".replace("\n", " ")[:1000]
    note.write_text(f"{key}\n{problem}\n", encoding="utf-8")


def compare(outcome: program_runs.Outcome, recast: pathlib.Path, record: dict, folder: pathlib.Path):
    """Adds the exporter's number of nodes, ours in its opset, and the ratio of the latencies, ours to theirs."""
    other = file_of(folder, record["name"])
    if not other.exists() or not record["mode"].startswith(("export", "core")):
        return
    model = onnx.load(str(other), load_external_data=False)
    opset = next(one.version for one in model.opset_import if not one.domain)
    outcome.other_nodes = program_runs.number_of_nodes(model)
    with tempfile.TemporaryDirectory() as temporary:
        ours = pathlib.Path(temporary) / "model.onnx"
        problem, _ = program_runs.convert(recast, record, folder, ours, ["--opset", str(opset)])
        if not problem:
            outcome.nodes_in_its_opset = program_runs.number_of_nodes(
                onnx.load(str(ours), load_external_data=False))
        problem, _ = program_runs.convert(recast, record, folder, ours)
        if problem:
            return
        with np.load(folder / record["runs"][0]) as archive:
            values = dict(archive)
        sessions = [program_runs.session_of(ours), program_runs.session_of(other)]
        feeds = [program_runs.feeds_of(session, values) for session in sessions]
        if any(isinstance(feed, str) for feed in feeds):
            return
        times: list[list[float]] = [[], []]
        for turn in range(WARMING + RUNS):
            # Whoever runs first alternates.
            for one in ((0, 1) if turn % 2 else (1, 0)):
                began = time.perf_counter()
                sessions[one].run(None, feeds[one])
                if turn >= WARMING:
                    times[one].append(time.perf_counter() - began)
        outcome.latency = statistics.median(times[0]) / statistics.median(times[1])
