#!/usr/bin/env python3
"""Judges the PyTorch samples: what `recast inspect` lists is what the framework loads, bit for bit, and
what `recast convert` writes gives the framework's outputs in ONNX Runtime, at two batch sizes.

    .venv/bin/python Tests/Conformance/torch_samples.py --recast .build/release/recast
"""

from __future__ import annotations

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = REPOSITORY / "Samples" / "torch"
TYPES = {
    "float64": "f64", "float32": "f32", "float16": "f16", "bfloat16": "bf16", "bool": "bool",
    "float8_e4m3fn": "f8_e4m3", "float8_e5m2": "f8_e5m2", "complex64": "c64", "complex128": "c128",
    "uint8": "u8", "uint16": "u16", "uint32": "u32", "uint64": "u64", "int8": "i8", "int16": "i16",
    "int32": "i32", "int64": "i64", "quint8": "u8",
}
RTOL, ATOL = 1e-4, 1e-5


class Failure(Exception):
    """A promise that was not kept."""


def run(*arguments: str) -> str:
    result = subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=False)
    if result.returncode != 0:
        raise Failure(f"exit {result.returncode}: {result.stderr.strip()[:300]}")
    return result.stdout


def judge_tensors(recast: str, file: pathlib.Path) -> str:
    """Every tensor that the framework loads, by name, type, sizes and digest."""
    wanted = {
        row["name"]: (TYPES[row["dtype"]], row["shape"], row["sha256"])
        for row in json.loads((SAMPLES / "expected" / f"{file.name}.json").read_text())
    }
    arguments = [recast, "inspect", str(file), "--tensors", "--json"]
    # A tensor without elements stored has a shape and no digest.
    digests = [] if file.name == "meta.pt" else ["--digest"]
    found = {}
    for line in run(*arguments, *digests).splitlines():
        row = json.loads(line)
        found[row["name"]] = (row["dtype"], row["shape"], row.get("sha256"))
    for name, expected in wanted.items():
        if name not in found:
            raise Failure(f"{name} is not listed")
        count = 3 if digests else 2
        if found[name][:count] != expected[:count]:
            raise Failure(f"{name} is {found[name]}, expected {expected}")
    surplus = [name for name in found if name not in wanted and file.name != "meta.pt"]
    if surplus:
        raise Failure(f"listed and not loaded by the framework: {surplus[:5]}")
    return f"{len(wanted)} tensors equal"


def judge_numbers(recast: str, file: pathlib.Path, folder: pathlib.Path) -> str:
    """The outputs of the converted model, at the recorded batch and at batch 1."""
    output = folder / "model.onnx"
    run(recast, "convert", str(file), "-o", str(output), "--quiet")
    onnx.checker.check_model(str(output), full_check=True)
    session = onnxruntime.InferenceSession(str(output), providers=["CPUExecutionProvider"])
    largest = 0.0
    with np.load(SAMPLES / "expected" / f"{file.name}.npz") as arrays:
        x, y = arrays["x"], arrays["y"]
    name = session.get_inputs()[0].name
    for count in (len(x), 1):
        result = session.run(None, {name: x[:count]})[0]
        if result.shape != y[:count].shape:
            raise Failure(f"the output has shape {result.shape}, expected {y[:count].shape}")
        largest = max(largest, float(np.abs(result - y[:count]).max()))
        if not np.allclose(result, y[:count], rtol=RTOL, atol=ATOL):
            raise Failure(f"batch {count}: values differ by up to {largest:.3g}")
    return f"max abs {largest:.1e}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recast", default=".build/debug/recast", help="the program to judge")
    recast = str(pathlib.Path(parser.parse_args().recast).resolve())
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="recast-torch-samples-") as folder:
        for description in sorted((SAMPLES / "expected").iterdir()):
            file = SAMPLES / description.stem
            try:
                if description.suffix == ".json":
                    text = judge_tensors(recast, file)
                else:
                    text = judge_numbers(recast, file, pathlib.Path(folder))
            except (Failure, subprocess.TimeoutExpired) as failure:
                failed += 1
                print(f"FAIL torch/{file.name}: {failure}")
            else:
                passed += 1
                print(f"ok   torch/{file.name}: {text}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
