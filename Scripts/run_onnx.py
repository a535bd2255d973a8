"""Runs an ONNX model in ONNX Runtime and compares its output with what the training framework gave.

The expectation is an .npz file with the input `x` and the output `y`.
"""

import argparse
import sys

import numpy
import onnxruntime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", help="an .onnx file with one input and one output")
    parser.add_argument("expectation", help="an .npz file with x and y")
    parser.add_argument("--tolerance", type=float, default=1e-5, help="largest error (%(default)s)")
    options = parser.parse_args()

    session = onnxruntime.InferenceSession(options.model, providers=["CPUExecutionProvider"])
    expectation = numpy.load(options.expectation)
    expected = expectation["y"]
    (computed,) = session.run(None, {session.get_inputs()[0].name: expectation["x"]})

    numpy.set_printoptions(precision=6, suppress=True, threshold=12, edgeitems=3)
    print(f"input     {describe(expectation['x'])}")
    print(f"expected  {describe(expected)}\n{expected}")
    print(f"computed  {describe(computed)}\n{computed}")
    if computed.shape != expected.shape:
        print("the shapes differ", file=sys.stderr)
        return 1
    error = float(numpy.max(numpy.abs(computed - expected), initial=0.0))
    print(f"largest error {error:.2g}, at most {options.tolerance:.2g} is allowed")
    return 0 if error <= options.tolerance else 1


def describe(array: numpy.ndarray) -> str:
    return f"{array.dtype} {list(array.shape)}"


if __name__ == "__main__":
    sys.exit(main())
