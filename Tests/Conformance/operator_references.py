"""What each operator gives, by its definition: plain numpy, in double precision, in loops where that is
plainest. `a` holds the attributes as the operator's own fields."""
import itertools
import math

import numpy as np

from recurrent_references import gru, lstm, rnn
from sampling_references import deformable_convolution, grid_sample, resize
from window_references import (
    adaptive, average_pool, convolution, convolution_transpose, lp_pool, max_pool)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softplus(x):
    return np.logaddexp(0, x)


erf = np.vectorize(math.erf, otypes=[np.float64])


def softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def gelu(a, x):
    if a["approximation"] == "none":
        return x / 2 * (1 + erf(x / math.sqrt(2)))
    return x / 2 * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def clamp(x, low, high):
    return np.clip(x, -np.inf if low is None else low, np.inf if high is None else high)


def softplus_scaled(a, x):
    y = softplus(a["beta"] * x) / a["beta"]
    return y if a["threshold"] is None else np.where(a["beta"] * x > a["threshold"], x, y)


def modulo(a, x, y):
    return np.mod(x, y) if a["kind"] == "floored" else np.fmod(x, y)


def glu(a, x):
    first, second = np.split(x, 2, a["axis"])
    return first * sigmoid(second)


def cumulative_sum(a, x):
    axis = a["axis"]
    x = np.flip(x, axis) if a["isReversed"] else x
    y = np.cumsum(x, axis, dtype=x.dtype)
    if a["isExclusive"]:
        y = y - x
    return np.flip(y, axis) if a["isReversed"] else y


def columns(v, x):
    """A vector of one number a channel along axis 1 of x."""
    return v.reshape([-1] + [1] * (x.ndim - 2))


def normalized(x, axes, epsilon):
    mean = x.mean(axes, keepdims=True)
    return (x - mean) / np.sqrt(x.var(axes, keepdims=True) + epsilon)


def group_normalization(a, x, scale=None, bias=None):
    grouped = x.reshape(x.shape[0], a["groups"], -1)
    y = normalized(grouped, (2,), a["epsilon"]).reshape(x.shape)
    y = y if scale is None else y * columns(scale, x)
    return y if bias is None else y + columns(bias, x)


def layer_normalization(a, x, scale=None, bias=None):
    axes = tuple(range(x.ndim - a["axes"], x.ndim))
    variance = x.var(axes, keepdims=True, ddof=1 if a["isUnbiased"] else 0)
    epsilon = a["epsilon"]
    root = (np.sqrt(variance + epsilon) if a["epsilonPlacement"] == "insideRoot"
            else np.sqrt(variance) + epsilon)
    y = (x - x.mean(axes, keepdims=True)) / root
    y = y if scale is None else y * scale
    return y if bias is None else y + bias


def rms_normalization(a, x, scale=None):
    axes = tuple(range(x.ndim - a["axes"], x.ndim))
    y = x / np.sqrt((x * x).mean(axes, keepdims=True) + a["epsilon"])
    return y if scale is None else y * scale


def lp_normalization(a, x):
    norm = (np.abs(x) ** a["order"]).sum(a["axis"], keepdims=True) ** (1 / a["order"])
    return x / np.maximum(norm, a["epsilon"])


def local_response_normalization(a, x):
    y = np.empty_like(x)
    for c in range(x.shape[1]):
        low = max(0, c - (a["size"] - 1) // 2)
        high = min(x.shape[1], c + a["size"] // 2 + 1)
        squares = (x[:, low:high] ** 2).sum(1)
        y[:, c] = x[:, c] / (a["bias"] + a["alpha"] / a["size"] * squares) ** a["beta"]
    return y


def reduction(function):
    def reduce(a, x):
        return function(x, tuple(a["axes"]) or None, a["keepsAxes"])
    return reduce


def variance(a, x):
    axes = tuple(a["axes"]) or None
    return x.var(axis=axes, keepdims=a["keepsAxes"], ddof=a["correction"])


def top_k(a, x):
    order = np.argsort(-x if a["isLargest"] else x, a["axis"], kind="stable")
    indices = np.take(order, range(a["count"]), a["axis"])
    return np.take_along_axis(x, indices, a["axis"]), indices


def case(value):
    """The one case of an enumeration with a value, and the value."""
    return next(iter(value.items())) if isinstance(value, dict) else (value, None)


def reshape(a, x):
    sizes = []
    for entry in a["target"]:
        kind, value = case(entry)
        if isinstance(value, list):
            value = value[0]
        sizes.append({"copied": lambda: x.shape[value], "size": lambda: value,
                      "?": lambda: -1}[kind]())
    return x.reshape(sizes)


def flatten(a, x):
    first, last = a["startAxis"], a["endAxis"]
    joined = int(np.prod(x.shape[first:last + 1]))
    return x.reshape(x.shape[:first] + (joined,) + x.shape[last + 1:])


def expand(a, x):
    sizes = [case(entry)[1] if case(entry)[0] == "size" else None for entry in a["target"]]
    added = len(sizes) - x.ndim
    shape = [x.shape[i - added] if s is None else s for i, s in enumerate(sizes)]
    return np.broadcast_to(x, shape)


def expand_like(a, x, like):
    shape = [like.shape[i] if i in a["axes"] else n for i, n in enumerate(x.shape)]
    return np.broadcast_to(x, shape)


def pad(a, x):
    kind, value = case(a["mode"])
    positive = [(max(b, 0), max(e, 0)) for b, e in zip(a["before"], a["after"])]
    if kind == "constant":
        y = np.pad(x, positive, constant_values=value)
    else:
        y = np.pad(x, positive, mode={"reflect": "reflect", "edge": "edge", "wrap": "wrap"}[kind])
    cut = [slice(max(-b, 0), n + max(b, 0) + e if e < 0 else None)
           for b, e, n in zip(a["before"], a["after"], x.shape)]
    return y[tuple(cut)]


def dynamic_pad(a, x, pads):
    half = len(pads) // 2
    return pad({"mode": a["mode"], "before": pads[:half], "after": pads[half:]}, x)


def dynamic_resize(a, x, sizes):
    return resize({**a, "extent": {"sizes": [int(n) for n in sizes[2:]]}}, x)


def one_axis(axis, piece):
    return (slice(None),) * axis + (piece,)


def depth_to_space(a, x):
    n, c, h, w = x.shape
    b = a["blockSize"]
    if a["mode"] == "depthColumnRow":
        return x.reshape(n, b, b, c // b**2, h, w).transpose(0, 3, 4, 1, 5, 2).reshape(
            n, c // b**2, h * b, w * b)
    return x.reshape(n, c // b**2, b, b, h, w).transpose(0, 1, 4, 2, 5, 3).reshape(
        n, c // b**2, h * b, w * b)


def space_to_depth(a, x):
    n, c, h, w = x.shape
    b = a["blockSize"]
    return x.reshape(n, c, h // b, b, w // b, b).transpose(0, 3, 5, 1, 2, 4).reshape(
        n, c * b * b, h // b, w // b)


def scatter_elements(a, x, indices, updates):
    y = x.copy()
    for place in np.ndindex(indices.shape):
        target = list(place)
        target[a["axis"]] = indices[place]
        combine(y, tuple(target), updates[place], a["reduction"])
    return y


def scatter_nd(a, x, indices, updates):
    y = x.copy()
    for place in np.ndindex(indices.shape[:-1]):
        combine(y, tuple(indices[place]), updates[place], a["reduction"])
    return y


def combine(y, target, value, kind):
    y[target] = {
        "none": lambda: value, "add": lambda: y[target] + value,
        "multiply": lambda: y[target] * value, "minimum": lambda: np.minimum(y[target], value),
        "maximum": lambda: np.maximum(y[target], value),
    }[kind]()


def gather_nd(a, x, indices):
    axes = a["batchAxes"]
    shape = indices.shape[:-1]
    rows = [x[tuple(place[:axes]) + tuple(indices[place])] for place in np.ndindex(shape)]
    return np.array(rows).reshape(shape + np.shape(rows[0]))


def one_hot(a, indices):
    y = np.expand_dims(indices, a["axis"]) == np.arange(a["depth"]).reshape(
        [-1 if i == a["axis"] else 1 for i in range(indices.ndim + 1)])
    return y.astype(np.float64)


def attention(a, query, key, value, mask=None):
    scale = a["scale"] if a["scale"] is not None else 1 / math.sqrt(query.shape[-1])
    scores = scale * query @ np.swapaxes(key, -1, -2)
    if mask is not None:
        scores = np.where(mask, scores, -np.inf) if mask.dtype == bool else scores + mask
    if a["isCausal"]:
        keep = np.tril(np.ones(scores.shape[-2:], bool))
        scores = np.where(keep, scores, -np.inf)
    hidden = np.isneginf(scores).all(-1, keepdims=True)
    return np.where(hidden, 0, softmax(np.where(hidden, 0, scores), -1)) @ value


def linear(a, x, w, b=None):
    return x @ w if b is None else x @ w + b


def gemm(a, x, y, c=None):
    x = x.T if a["transposesA"] else x
    y = y.T if a["transposesB"] else y
    product = a["alpha"] * (x @ y)
    return product if c is None else product + a["beta"] * c


def bilinear(a, x, y, w, b=None):
    z = np.einsum("ni,oij,nj->no", x, w, y)
    return z if b is None else z + b


def selu(a, x):
    return a["gamma"] * np.where(x > 0, x, a["alpha"] * np.expm1(x))


def shrink(x, bound, bias):
    return np.where(x < -bound, x + bias, np.where(x > bound, x - bias, 0))


def loop(a, count, goes_on, total, step):
    """The example's body: it adds the step while the sum is below 100."""
    history, i, goes_on = [], 0, goes_on is None or bool(goes_on)
    while goes_on and (count is None or i < count):
        total = total + step
        history.append(total)
        goes_on, i = total.sum() < 100, i + 1
    return total, np.array(history).reshape((-1,) + total.shape)


def sort(a, x):
    order = np.argsort(-x if a["isDescending"] else x, a["axis"], kind="stable")
    return np.take_along_axis(x, order, a["axis"]), order


def suppress(a, boxes, scores):
    kept = []
    for i in np.argsort(-scores, kind="stable"):
        def overlap(j):
            low = np.maximum(boxes[i, :2], boxes[j, :2])
            high = np.minimum(boxes[i, 2:], boxes[j, 2:])
            shared = np.prod(np.maximum(high - low, 0))
            areas = [np.prod(boxes[k, 2:] - boxes[k, :2]) for k in (i, j)]
            return shared / (sum(areas) - shared)
        if all(overlap(j) <= a["iouThreshold"] for j in kept):
            kept.append(i)
    return np.array(kept)


def unique(a, x):
    values, inverse, counts = np.unique(
        x, return_inverse=True, return_counts=True, axis=a["axis"])
    return values, inverse.reshape(-1), counts


def max_pool_with_indices(a, x):
    places = np.arange(np.prod(x.shape[2:])).reshape(x.shape[2:])
    values = max_pool(a, x)
    # The place of an element is where the pool of its ranks is the pool's own.
    order = np.argsort(x.reshape(x.shape[:2] + (-1,)), -1)
    ranks = np.argsort(order, -1).reshape(x.shape)
    best = max_pool(a, ranks.astype(float)).astype(int)
    flat = np.take_along_axis(order, best.reshape(best.shape[:2] + (-1,)), -1)
    return values, places.reshape(-1)[flat].reshape(values.shape)


def roi_align(a, x, rois):
    scale, shift = a["spatialScale"], 0.5 if a["isAligned"] else 0
    y = np.zeros((len(rois), x.shape[1], a["height"], a["width"]))

    def at(plane, row, column):
        height, width = plane.shape[1:]
        if row < -1 or row > height or column < -1 or column > width:
            return 0
        row, column = max(row, 0), max(column, 0)
        top, left = min(int(row), height - 1), min(int(column), width - 1)
        bottom, right = min(top + 1, height - 1), min(left + 1, width - 1)
        down = row - top if top < height - 1 else 0
        across = column - left if left < width - 1 else 0
        return ((1 - down) * ((1 - across) * plane[:, top, left] + across * plane[:, top, right])
                + down * ((1 - across) * plane[:, bottom, left] + across * plane[:, bottom, right]))
    for k, roi in enumerate(rois):
        left, top, right, bottom = roi[1:] * scale - shift
        width, height = right - left, bottom - top
        if not a["isAligned"]:
            width, height = max(width, 1), max(height, 1)
        cell = height / a["height"], width / a["width"]
        points = [a["samplingRatio"] or math.ceil(size) for size in cell]
        for i, j in np.ndindex(a["height"], a["width"]):
            samples = [
                at(x[int(roi[0])], top + (i + (p + 0.5) / points[0]) * cell[0],
                   left + (j + (q + 0.5) / points[1]) * cell[1])
                for p, q in np.ndindex(*points)]
            y[k, :, i, j] = sum(samples) / len(samples)
    return y


def dft(a, x):
    z = x[..., 0] if x.shape[-1] == 1 else x[..., 0] + 1j * x[..., 1]
    y = np.fft.ifft(z, axis=a["axis"]) if a["isInverse"] else np.fft.fft(z, axis=a["axis"])
    if a["isOneSided"]:
        y = np.take(y, range(x.shape[a["axis"]] // 2 + 1), a["axis"])
    return np.stack([y.real, y.imag], -1)


def stft(a, x, window=None):
    length = a["frameLength"]
    starts = range(0, x.shape[1] - length + 1, a["frameStep"])
    pieces = np.stack([x[:, i:i + length] for i in starts], 1)
    pieces = pieces if window is None else pieces * window
    return dft({"axis": 2, "isInverse": False, "isOneSided": a["isOneSided"]}, pieces[..., None])


def along(a, vector, x):
    return vector if a["axis"] is None else vector.reshape(
        [-1 if i == a["axis"] else 1 for i in range(x.ndim)])


def quantize(a, x, scale, zero):
    limits = np.iinfo(zero.dtype)
    y = np.round(x / along(a, scale, x)) + along(a, zero.astype(int), x)
    return np.clip(y, limits.min, limits.max)


def dequantize(a, x, scale, zero):
    return (x.astype(int) - along(a, zero.astype(int), x)) * along(a, scale, x)


def window_places(a, size):
    """For each element of a window and each window the place in the padded plane."""
    w = a["window"]
    axes = []
    for i in range(2):
        k, step, dilation = a["kernel"][i], w["strides"][i], w["dilations"][i]
        padded = size[i] + w["padsBefore"][i] + w["padsAfter"][i]
        count = (padded - dilation * (k - 1) - 1) // step + 1
        axes.append(np.arange(k)[:, None] * dilation + np.arange(count) * step)
    return axes


def im2col(a, x):
    w = a["window"]
    rows, columns = window_places(a, x.shape[2:])
    padded = np.pad(x, [(0, 0), (0, 0)] + list(zip(w["padsBefore"], w["padsAfter"])))
    picked = padded[:, :, rows[:, None, :, None], columns[None, :, None, :]]
    return picked.reshape(x.shape[0], -1, rows.shape[1] * columns.shape[1])


def col2im(a, x):
    w, size = a["window"], a["imageSize"]
    rows, columns = window_places(a, size)
    shape = rows.shape[:1] + columns.shape[:1] + rows.shape[1:] + columns.shape[1:]
    parts = x.reshape((x.shape[0], -1) + shape)
    plane = np.zeros(parts.shape[:2] + tuple(
        s + b + e for s, b, e in zip(size, w["padsBefore"], w["padsAfter"])))
    for k, l, p, q in np.ndindex(shape):
        plane[:, :, rows[k, p], columns[l, q]] += parts[:, :, k, l, p, q]
    top, left = w["padsBefore"]
    return plane[:, :, top:top + size[0], left:left + size[1]]


REFERENCES = {
    "Identity": lambda a, x: x, "Negate": lambda a, x: -x, "Absolute": lambda a, x: np.abs(x),
    "Sqrt": lambda a, x: np.sqrt(x), "Rsqrt": lambda a, x: 1 / np.sqrt(x),
    "Reciprocal": lambda a, x: 1 / x, "Exp": lambda a, x: np.exp(x),
    "Expm1": lambda a, x: np.expm1(x), "Log": lambda a, x: np.log(x),
    "Log1p": lambda a, x: np.log1p(x), "Sin": lambda a, x: np.sin(x),
    "Cos": lambda a, x: np.cos(x), "Tan": lambda a, x: np.tan(x),
    "Asin": lambda a, x: np.arcsin(x), "Acos": lambda a, x: np.arccos(x),
    "Atan": lambda a, x: np.arctan(x), "Sinh": lambda a, x: np.sinh(x),
    "Cosh": lambda a, x: np.cosh(x), "Asinh": lambda a, x: np.arcsinh(x),
    "Acosh": lambda a, x: np.arccosh(x), "Atanh": lambda a, x: np.arctanh(x),
    "Erf": lambda a, x: erf(x), "Sign": lambda a, x: np.sign(x),
    "Floor": lambda a, x: np.floor(x), "Ceil": lambda a, x: np.ceil(x),
    "Round": lambda a, x: np.round(x), "Trunc": lambda a, x: np.trunc(x),
    "Square": lambda a, x: x * x, "Not": lambda a, x: ~x, "IsNaN": lambda a, x: np.isnan(x),
    "IsInfinite": lambda a, x: np.isinf(x), "BitwiseNot": lambda a, x: ~x,
    "Add": lambda a, x, y: x + y, "Subtract": lambda a, x, y: x - y,
    "Multiply": lambda a, x, y: x * y,
    "Divide": lambda a, x, y: x / y if x.dtype.kind == "f" else np.trunc(x / y),
    "FloorDivide": lambda a, x, y: x // y, "Modulo": modulo, "Pow": lambda a, x, y: x**y,
    "Minimum": lambda a, x, y: np.minimum(x, y), "Maximum": lambda a, x, y: np.maximum(x, y),
    "Equal": lambda a, x, y: x == y, "NotEqual": lambda a, x, y: x != y,
    "Less": lambda a, x, y: x < y, "LessOrEqual": lambda a, x, y: x <= y,
    "Greater": lambda a, x, y: x > y, "GreaterOrEqual": lambda a, x, y: x >= y,
    "And": lambda a, x, y: x & y, "Or": lambda a, x, y: x | y, "Xor": lambda a, x, y: x ^ y,
    "BitwiseAnd": lambda a, x, y: x & y, "BitwiseOr": lambda a, x, y: x | y,
    "BitwiseXor": lambda a, x, y: x ^ y, "Atan2": lambda a, y, x: np.arctan2(y, x),
    "Clamp": lambda a, x: clamp(x, a["minimum"], a["maximum"]) if x.dtype.kind == "f"
    else clamp(x, a["minimum"] and math.ceil(a["minimum"]),
               a["maximum"] and math.floor(a["maximum"])),
    "Where": lambda a, c, x, y: np.where(c, x, y), "CumulativeSum": cumulative_sum,
    "Cast": lambda a, x: x != 0 if a["to"] == "bool" else x,

    "Relu": lambda a, x: np.maximum(x, 0), "Relu6": lambda a, x: np.clip(x, 0, 6),
    "LeakyRelu": lambda a, x: np.where(x < 0, a["slope"] * x, x),
    "PRelu": lambda a, x, s: np.where(x < 0, s * x, x),
    "Elu": lambda a, x: np.where(x < 0, a["alpha"] * np.expm1(x), x),
    "Celu": lambda a, x: np.maximum(x, 0) + np.minimum(
        0, a["alpha"] * np.expm1(x / a["alpha"])),
    "Selu": selu, "Gelu": gelu, "QuickGelu": lambda a, x: x * sigmoid(1.702 * x),
    "Silu": lambda a, x: x * sigmoid(x), "Sigmoid": lambda a, x: sigmoid(x),
    "HardSigmoid": lambda a, x: np.clip(a["alpha"] * x + a["beta"], 0, 1),
    "HardSwish": lambda a, x: x * np.clip(x / 6 + 0.5, 0, 1),
    "LogSigmoid": lambda a, x: -softplus(-x), "Tanh": lambda a, x: np.tanh(x),
    "Softplus": softplus_scaled, "Softsign": lambda a, x: x / (1 + np.abs(x)),
    "Mish": lambda a, x: x * np.tanh(softplus(x)), "Lisht": lambda a, x: x * np.tanh(x),
    "LogCosh": lambda a, x: np.log(np.cosh(x)), "TanhShrink": lambda a, x: x - np.tanh(x),
    "SoftShrink": lambda a, x: shrink(x, a["lambda"], a["lambda"]),
    "HardShrink": lambda a, x: shrink(x, a["lambda"], 0),
    "ThresholdedRelu": lambda a, x: np.where(x > a["theta"], x, 0),
    "Threshold": lambda a, x: np.where(x > a["threshold"], x, a["value"]),
    "HardTanh": lambda a, x: np.clip(x, a["minimum"], a["maximum"]), "GLU": glu,
    "Softmax": lambda a, x: softmax(x, a["axis"]),
    "LogSoftmax": lambda a, x: np.log(softmax(x, a["axis"])),

    "MatMul": lambda a, x, y: x @ y, "Linear": linear, "Bilinear": bilinear, "Gemm": gemm,
    "Einsum": lambda a, *xs: np.einsum(a["equation"], *xs),
    "Convolution": convolution, "ConvolutionTranspose": convolution_transpose,
    "MaxPool": max_pool, "AveragePool": average_pool, "LpPool": lp_pool,
    "AdaptiveAveragePool": lambda a, x: adaptive(a, x, np.mean),
    "AdaptiveMaxPool": lambda a, x: adaptive(a, x, np.max),
    "GlobalAveragePool": lambda a, x: x.mean(tuple(range(2, x.ndim)), keepdims=True),
    "GlobalMaxPool": lambda a, x: x.max(tuple(range(2, x.ndim)), keepdims=True),

    "BatchNormalization": lambda a, x, s, b, m, v: columns(s, x) * (x - columns(m, x)) / np.sqrt(
        columns(v, x) + a["epsilon"]) + columns(b, x),
    "InstanceNormalization": lambda a, x, s, b: columns(s, x) * normalized(
        x, tuple(range(2, x.ndim)), a["epsilon"]) + columns(b, x),
    "GroupNormalization": group_normalization, "LayerNormalization": layer_normalization,
    "RMSNormalization": rms_normalization, "LpNormalization": lp_normalization,
    "LocalResponseNormalization": local_response_normalization,

    "ReduceSum": reduction(lambda x, axes, keep: x.sum(axes, keepdims=keep)),
    "ReduceMean": reduction(lambda x, axes, keep: x.mean(axes, keepdims=keep)),
    "ReduceMax": reduction(lambda x, axes, keep: x.max(axes, keepdims=keep)),
    "ReduceMin": reduction(lambda x, axes, keep: x.min(axes, keepdims=keep)),
    "ReduceProduct": reduction(lambda x, axes, keep: x.prod(axes, keepdims=keep)),
    "ReduceL1": reduction(lambda x, axes, keep: np.abs(x).sum(axes, keepdims=keep)),
    "ReduceL2": reduction(lambda x, axes, keep: np.sqrt((x * x).sum(axes, keepdims=keep))),
    "ReduceSumOfSquares": reduction(lambda x, axes, keep: (x * x).sum(axes, keepdims=keep)),
    "ReduceLogSumExp": reduction(
        lambda x, axes, keep: np.log(np.exp(x).sum(axes, keepdims=keep))),
    "ReduceAny": reduction(lambda x, axes, keep: x.any(axes, keepdims=keep)),
    "ReduceAll": reduction(lambda x, axes, keep: x.all(axes, keepdims=keep)),
    "ReduceVariance": variance, "TopK": top_k,
    "ArgMax": lambda a, x: np.argmax(x, a["axis"], keepdims=a["keepsAxis"]),
    "ArgMin": lambda a, x: np.argmin(x, a["axis"], keepdims=a["keepsAxis"]),

    "Reshape": reshape, "Flatten": flatten, "Expand": expand, "ExpandLike": expand_like,
    "Pad": pad,
    "Transpose": lambda a, x: x.transpose(a["axes"]),
    "Squeeze": lambda a, x: np.squeeze(x, tuple(a["axes"])),
    "Unsqueeze": lambda a, x: np.expand_dims(x, tuple(a["axes"])),
    "Tile": lambda a, x: np.tile(x, a["repeats"]),
    "Concat": lambda a, *xs: np.concatenate(xs, a["axis"]),
    "Split": lambda a, x: tuple(np.split(x, list(itertools.accumulate(a["sizes"]))[:-1], a["axis"])),
    "Slice": lambda a, x: x[one_axis(a["axis"], slice(a["start"], a["end"], a["step"]))],
    "Flip": lambda a, x: np.flip(x, a["axes"]),
    "Roll": lambda a, x: np.roll(x, a["shifts"], a["axes"]),
    "DepthToSpace": depth_to_space, "SpaceToDepth": space_to_depth,
    "Triangular": lambda a, x: (np.triu if a["isUpper"] else np.tril)(x, a["diagonal"]),
    "Resize": resize, "GridSample": grid_sample,

    "DynamicReshape": lambda a, x, sizes: x.reshape(sizes),
    "DynamicExpand": lambda a, x, sizes: np.broadcast_to(x, sizes),
    "DynamicTile": lambda a, x, repeats: np.tile(x, repeats),
    "DynamicSlice": lambda a, x, start, end: x[one_axis(
        a["axis"], slice(start.item(), end.item(), a["step"]))],
    "DynamicPad": dynamic_pad, "DynamicResize": dynamic_resize,
    "DynamicFill": lambda a, sizes: np.full(sizes, a["value"]),

    "Gather": lambda a, x, i: np.take(x, i, a["axis"]),
    "GatherElements": lambda a, x, i: np.take_along_axis(x, i, a["axis"]),
    "GatherND": gather_nd, "ScatterElements": scatter_elements, "ScatterND": scatter_nd,
    "Embedding": lambda a, w, i: w[i], "OneHot": one_hot,
    "NonZero": lambda a, x: np.array(np.nonzero(x)),
    "ShapeOf": lambda a, x: np.array(x.shape[a["start"]:a["end"]]),
    "SizeOf": lambda a, x: np.array(x.size),
    "Fill": lambda a: np.full(a["shape"], a["value"]),
    "FillLike": lambda a, x: np.full_like(x, a["value"]),
    "FixedRange": lambda a: np.arange(a["start"], a["end"], a["step"]),
    "DynamicRange": lambda a, start, limit, step: np.arange(start, limit, step),
    "If": lambda a, c, x: -x if c else x.sum(1, keepdims=True), "Loop": loop,
    "Sort": sort, "DynamicTopK": lambda a, x, k: top_k({**a, "count": int(k.item())}, x),
    "DeformableConvolution": deformable_convolution, "NonMaxSuppression": suppress, "Unique": unique, "RoiAlign": roi_align,
    "MaxPoolWithIndices": max_pool_with_indices,
    "BitwiseShift": lambda a, x, y: x << y if a["isLeft"] else x >> y,
    "CumulativeProduct": lambda a, x: np.cumprod(x, a["axis"]),
    "CumulativeLogSumExp": lambda a, x: np.logaddexp.accumulate(x, a["axis"]),
    "DFT": dft, "STFT": stft, "Determinant": lambda a, x: np.linalg.det(x),
    "QuantizeLinear": quantize, "DequantizeLinear": dequantize,
    "Im2Col": im2col, "Col2Im": col2im,
    "RNN": rnn, "LSTM": lstm, "GRU": gru, "ScaledDotProductAttention": attention,
}
