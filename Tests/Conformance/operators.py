#!/usr/bin/env python3
"""Runs every exported operator example and compares its numbers with an independent formula.

    RECAST_OPERATOR_EXAMPLES=FOLDER swift test --filter OperatorExampleFiles
    Tests/Conformance/operators.py FOLDER

Each file is one node of the model, written for one opset, with its attributes as JSON in the metadata.
It is checked by the onnx package with full shape inference, run by ONNX Runtime on seeded random
inputs, and its results are compared in shape with the declared types and in numbers with
operator_references.py.
"""
import json
import math
import pathlib
import sys
import zlib

import numpy as np
import onnx
import onnxruntime

import operator_inputs
import operator_references

# Sizes that the symbols of the examples get; what is computed of them has to come out right.
SYMBOLS = {
    "batch": 2, "n": 3, "width": 9, "height": 8, "time": 5, "length": 4, "vocabulary": 11,
}
# Double precision has to agree better than single, half worse; sums of a few dozen terms.
TOLERANCE = {np.dtype("float64"): 1e-6, np.dtype("float32"): 2e-5, np.dtype("float16"): 4e-3}
# ONNX Runtime's CPU provider has no kernel for these, or says so in another way.
MISSING_KERNEL = ("NOT_IMPLEMENTED", "Could not find an implementation")


def size(dimension, symbols):
    if dimension.HasField("dim_value"):
        return dimension.dim_value
    if dimension.HasField("dim_param"):
        return int(eval(dimension.dim_param, {}, symbols))
    return None


def shape(value, symbols):
    return [size(d, symbols) for d in value.type.tensor_type.shape.dim]


class Symbols(dict):
    """Gives symbols without a size of their own 3."""

    def __missing__(self, name):
        return SYMBOLS.get(name, 3)


def run(path):
    model = onnx.load(path)
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    name = metadata["operator"]
    attributes = json.loads(metadata["attributes"])
    present = json.loads(metadata["operands"])
    onnx.checker.check_model(model, full_check=True)

    symbols = Symbols(floor=math.floor, mod=lambda a, b: a % b, max=max, min=min)
    seed = zlib.crc32((name + metadata["attributes"]).encode())
    generator = np.random.default_rng(seed)
    feeds = {}
    for value in model.graph.input:
        element = onnx.helper.tensor_dtype_to_np_dtype(value.type.tensor_type.elem_type)
        feeds[value.name] = operator_inputs.make(
            generator, name, attributes, value.name, shape(value, symbols), element, feeds, symbols)

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        outputs = operator_inputs.run(session, model, feeds)
    except Exception as error:
        if any(text in str(error) for text in MISSING_KERNEL):
            return "no kernel"
        raise

    for value, output in zip(model.graph.output, outputs):
        declared = shape(value, symbols)
        if len(declared) != output.ndim or any(
                d is not None and d != s for d, s in zip(declared, output.shape)):
            raise AssertionError(f"{value.name} is {output.shape}, declared as {declared}")
        element = onnx.helper.tensor_dtype_to_np_dtype(value.type.tensor_type.elem_type)
        if output.dtype != element:
            raise AssertionError(f"{value.name} is {output.dtype}, declared as {element}")

    reference = operator_references.REFERENCES.get(name)
    if reference is None:
        return "no reference"
    operands = iter(feeds.values())
    inputs = [next(operands) if there else None for there in present]
    wide = [operator_inputs.widened(x) for x in inputs]
    expected = reference(attributes, *wide)
    if not isinstance(expected, tuple):
        expected = (expected,)
    for output, wanted in zip(outputs, expected):
        tolerance = TOLERANCE.get(output.dtype, 0)
        if str(output.dtype) == "bfloat16":
            tolerance = 2e-2
        np.testing.assert_allclose(
            operator_inputs.widened(output), wanted, rtol=tolerance, atol=tolerance)
    return "compared"


def main(folder):
    counts, failures, missing = {}, [], {}
    for path in sorted(pathlib.Path(folder).glob("*.onnx")):
        try:
            outcome = run(path)
        except Exception as error:
            outcome = "failed"
            failures.append(f"{path.stem}: {type(error).__name__}: {str(error).strip()[:600]}")
        counts[outcome] = counts.get(outcome, 0) + 1
        if outcome in ("no kernel", "no reference"):
            missing.setdefault(outcome, []).append(path.stem)
    for outcome, names in missing.items():
        print(f"{outcome}: {', '.join(names)}")
    for failure in failures:
        print(f"FAILED {failure}")
    print(", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())))
    return 1 if failures or not counts.get("compared") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
