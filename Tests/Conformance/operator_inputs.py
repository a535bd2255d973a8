"""Random operands in the range of each operator, and the widening of their types for references."""
import ctypes

import numpy as np
import onnx
import onnxruntime

BFLOAT16 = onnx.helper.tensor_dtype_to_np_dtype(onnx.TensorProto.BFLOAT16)
POSITIVE = {"Sqrt", "Rsqrt", "Log", "Reciprocal", "Pow"}
UNIT = {"Asin", "Acos", "Atanh"}


def make(generator, operator, attributes, name, shape, element, earlier, symbols):
    """An operand; `earlier` holds those before it."""
    if operator.startswith("Random"):
        return _sizes(operator, attributes, name, shape, None, symbols)
    if operator.startswith("Dynamic") and operator != "DynamicRange" and name != "x":
        return _sizes(operator, attributes, name, shape, earlier.get("x"), symbols)
    return np.asarray(_make(generator, operator, attributes, name, shape, np.dtype(element), earlier))


def _make(generator, operator, attributes, name, shape, element, earlier):
    if element == bool:
        return generator.integers(0, 2, shape).astype(bool)
    if element.kind in "iu":
        return _integers(generator, operator, attributes, name, shape, element, earlier)
    first = next(iter(earlier.values())) if earlier else None
    values = generator.standard_normal(shape)
    if operator in POSITIVE:
        values = np.abs(values) + 0.25
    elif operator in UNIT:
        values = np.tanh(values) * 0.95
    elif operator == "Acosh":
        values = np.abs(values) + 1.05
    elif operator == "Log1p":
        values = np.maximum(values * 1e-2, -0.9)
    elif operator == "Expm1":
        values = values * 1e-2
    elif operator in ("IsNaN", "IsInfinite"):
        values[generator.integers(0, 3, shape) == 0] = np.nan if operator == "IsNaN" else -np.inf
    elif operator in ("Round", "Floor", "Ceil", "Trunc"):
        values = np.round(values * 4) / 2
    elif operator in ("Equal", "NotEqual", "LessOrEqual", "GreaterOrEqual", "ReduceProduct"):
        values = np.round(values)
    elif operator == "BatchNormalization" and name == "variance":
        values = np.abs(values) + 0.1
    elif operator == "GridSample" and name == "grid":
        values = generator.uniform(-1.1, 1.1, shape)
    elif operator == "DynamicRange":
        values = np.asarray({"start": 0.5, "limit": 5.0, "step": 0.75}[name])
    elif operator in ("FloorDivide", "Modulo") and name == "b":
        values = np.where(np.abs(values) < 0.25, 0.5, values)
    elif operator == "NonMaxSuppression" and name == "boxes":
        corners = generator.uniform(0, 4, (shape[0], 2))
        values = np.concatenate([corners, corners + generator.uniform(1, 4, (shape[0], 2))], 1)
    elif operator == "RoiAlign" and name == "rois":
        corners = generator.uniform(0, 8, (shape[0], 2))
        batch = generator.integers(0, first.shape[0], (shape[0], 1))
        values = np.concatenate(
            [batch, corners, corners + generator.uniform(0.5, 9, (shape[0], 2))], 1)
    elif operator in ("QuantizeLinear", "DequantizeLinear") and name == "scale":
        values = np.abs(values) * 0.01 + 0.01
    elif operator == "Loop":
        values = np.abs(values)
    elif operator == "Bernoulli":
        values = generator.uniform(0, 1, shape)
    return values.astype(element)


def _integers(generator, operator, attributes, name, shape, element, earlier):
    first = next(iter(earlier.values())) if earlier else None
    if name == "indices":
        if operator in ("GatherElements", "Gather", "ScatterElements"):
            size = first.shape[attributes["axis"]]
            values = generator.integers(0, size, shape)
            if operator == "ScatterElements":
                # Without a reduction an index may not occur twice.
                order = np.argsort(generator.random(shape[:-1] + [size]), axis=-1)
                if attributes["axis"] == len(shape) - 1 and shape[-1] <= size:
                    values = order[..., :shape[-1]]
            return values.astype(element)
        if operator == "Embedding":
            return generator.integers(0, first.shape[0], shape).astype(element)
        if operator == "OneHot":
            return generator.integers(0, attributes["depth"], shape).astype(element)
        if operator == "ScatterND":
            leading = first.shape[:shape[-1]]
            count = int(np.prod(shape[:-1]))
            flat = generator.permutation(int(np.prod(leading)))[:count]
            return np.stack(np.unravel_index(flat, leading), -1).reshape(shape).astype(element)
        if operator == "GatherND":
            axes = attributes["batchAxes"]
            parts = [generator.integers(0, first.shape[axes + i], shape[:-1])
                     for i in range(shape[-1])]
            return np.stack(parts, -1).astype(element)
    if operator == "DynamicRange":
        return np.asarray({"start": 1, "limit": 9, "step": 3}[name], element)
    if operator == "BitwiseShift" and name == "b":
        return generator.integers(0, 5, shape).astype(element)
    if operator == "Loop":
        return np.asarray(7, element)
    low = 0 if element.kind == "u" else -9
    values = generator.integers(low, 10, shape)
    if operator in ("Divide", "FloorDivide", "Modulo") and name == "b":
        values = np.where(values == 0, 4, values)
    if operator == "Pow":
        values = np.abs(values) % 4
    return values.astype(element)


def _sizes(operator, attributes, name, shape, x, symbols):
    """The operands that say sizes, so that the stated shape comes out."""
    def number(text):
        return int(eval(text, {}, symbols))
    if operator == "DynamicTopK":
        return np.full(shape, number(attributes["count"]), np.int64)
    if operator == "DynamicSlice":
        first = 1
        last = first + (number(attributes["size"]) - 1) * attributes["step"] + 1
        return np.full(shape, first if name == "start" else last, np.int64)
    sizes = np.array([number(text) for text in attributes["shape"]], np.int64)
    if operator == "DynamicTile":
        return sizes // x.shape
    if operator == "DynamicPad":
        added = sizes - x.shape
        return np.concatenate([added // 2, added - added // 2])
    return sizes


def widened(x):
    """Floating-point operands in double precision; others as they are."""
    if x is None:
        return None
    is_float = x.dtype.kind == "f" or str(x.dtype) == "bfloat16"
    return x.astype(np.float64) if is_float else x


def run(session, model, feeds):
    """Results in the order of the graph; bfloat16 passes as bits that numpy does not know."""
    names = [value.name for value in model.graph.output]
    if not any(x.dtype == BFLOAT16 for x in feeds.values()):
        return session.run(names, feeds)
    values = {
        name: onnxruntime.OrtValue.ortvalue_from_numpy_with_onnx_type(
            x.view(np.uint16), onnx.TensorProto.BFLOAT16)
        if x.dtype == BFLOAT16 else onnxruntime.OrtValue.ortvalue_from_numpy(x)
        for name, x in feeds.items()}
    outputs = session.run_with_ort_values(names, values)
    return [_numpy(value) for value in outputs]


def _numpy(value):
    if value.data_type() != "tensor(bfloat16)":
        return value.numpy()
    bits = ctypes.string_at(value.data_ptr(), value.tensor_size_in_bytes())
    return np.frombuffer(bits, BFLOAT16).reshape(value.shape())
