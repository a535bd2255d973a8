"""Many tensors, many nodes, many files: what has to grow no faster than its number."""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import tempfile

from measuring import ROOT, Measurement, Report, ratio, spread, take_turns

TENSORS = """
import sys, torch
torch.save({f"layers.{i // 4}.part{i % 4}.weight": torch.full((4, 8), float(i)) for i in range(int(sys.argv[2]))},
           sys.argv[1])
"""
# Every kind of work that passes do: transposes to merge, equal nodes to join, nodes that do nothing, nodes
# that nobody uses, and those that stay.
NODES = """
architecture: many-nodes
title: a long row of operators
inputs: {x: [8, 8]}
outputs: {y: hidden}
forward:
  - {kind: identity, from: x, as: hidden}
  - repeat: ${range(count)}
    as: i
    forward:
      - {kind: transpose, from: hidden, dim0: 0, dim1: 1, as: turned}
      - {kind: transpose, from: turned, dim0: 0, dim1: 1, as: back}
      - {kind: relu, from: back, as: one}
      - {kind: relu, from: back, as: other}
      - {kind: add, from: [one, other], as: sum}
      - {kind: identity, from: sum, as: same}
      - {kind: exp, from: same, as: unused}
      - {parameter: scale, shape: [8, 8], as: scale}
      - {kind: mul, from: [same, scale], as: scaled}
      - {kind: tanh, from: scaled, as: hidden}
"""
SCALE = "import sys, torch; torch.save({'scale': torch.ones(8, 8)}, sys.argv[1])"
BATCH = """
jobs:
  - inputs: models/%s.bson
    output: out/{stem}.onnx
"""


def measure(options, report: Report) -> None:
    runs = options.runs or 5
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = pathlib.Path(name)
        rows = tensors(options, folder, runs) + nodes(options, folder, runs) + batch(options, folder, runs)
    report.table("Many", ["what", "s", "ratio", "wanted", "peak MiB"], rows,
                 "Medians and ranges of whole processes in turns; ratios are medians of those of one turn.")


def row(label: str, one: Measurement, to: Measurement | None = None, wanted: str = "") -> list[str]:
    return [label, spread(one.seconds, 3), ratio(one.seconds, to.seconds) if to else "", wanted,
            spread(one.peaks, 0)]


def tensors(options, folder: pathlib.Path, runs: int) -> list[list[str]]:
    inspect = [options.recast, "inspect"]
    measurements = []
    for count in (10_000, 100_000):
        path = folder / f"{count}.pth"
        subprocess.run([options.python, "-c", TENSORS, path, str(count)], check=True)
        measurements.append(Measurement(f"list of {count:,} tensors", [*inspect, path, "--tensors"]))
    # Of so many no tree is printed, as it is of less.
    measurements.append(Measurement(f"inspect of {count:,} tensors", [*inspect, path]))
    take_turns(measurements, runs)
    few, many, summary = measurements
    return [row(few.label, few), row(many.label, many, few, "at most 11"), row(summary.label, summary)]


def nodes(options, folder: pathlib.Path, runs: int) -> list[list[str]]:
    weights, architecture, output = folder / "scale.pth", folder / "nodes.yaml", folder / "out.onnx"
    architecture.write_text(NODES)
    subprocess.run([options.python, "-c", SCALE, weights], check=True)
    # Without the checking program, whose time is its own.
    measurements = [
        Measurement(f"convert of {count:,} nodes", [
            options.recast, "convert", weights, "--quiet", "-o", output, "--architecture", architecture,
            "--set", f"count={count // 10}"], [output])
        for count in (10_000, 100_000)]
    take_turns(measurements, runs)
    few, many = measurements
    return [row(few.label, few), row(many.label, many, few, "at most 11")]


def batch(options, folder: pathlib.Path, runs: int) -> list[list[str]]:
    (folder / "models").mkdir()
    for number in range(1000):
        shutil.copy(ROOT / "Samples/flux/conv_lenet.bson", folder / f"models/{'ab'[number // 500]}{number:04}.bson")
    for name, pattern in (("all", "*"), ("first", "a*"), ("last", "b*")):
        (folder / f"{name}.yaml").write_text(BATCH % pattern)
    command = [options.recast, "batch", folder / "all.yaml"]
    halves = " & ".join(f"{options.recast} batch {folder}/{name}.yaml --jobs 1" for name in ("first", "last"))
    one = Measurement("batch of 1,000 models, one job", [*command, "--jobs", "1"])
    both = Measurement("batch of 1,000 models, both cores", command)
    # What the machine gives to two processes that know nothing of each other.
    apart = Measurement("two batches of 500 models, one job each", ["sh", "-c", f"{halves}; wait"])
    take_turns([one, both, apart], max(3, runs - 2))
    rows = [row(one.label, one)]
    for faster, wanted in ((both, "1.9 times as fast"), (apart, "")):
        result = row(faster.label, faster)
        result[2], result[3] = ratio(one.seconds, faster.seconds), wanted
        rows.append(result)
    return rows
