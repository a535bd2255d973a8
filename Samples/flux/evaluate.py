"""Evaluates Flux models in float64, straight from the definitions of the layers.

Works on the values of `bsonjl.py` in Flux's own dimension order and knows nothing of ONNX. A model
is evaluated as at inference: dropout does nothing, recurrent layers start from their initial state.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from bsonjl import AnonymousType, Bits, Boxed, DataType, Struct, Tuple
from readback import BITS_DTYPES


class Refused(Exception):
    """A value this evaluator has no meaning for."""


# --------------------------------------------------------------------------- plain values


def array(value: Any) -> np.ndarray:
    """The numbers of an array, whatever wraps it."""
    if isinstance(value, np.ndarray):
        return value.astype(np.float64) if value.dtype.kind == "f" else value
    if isinstance(value, Boxed):
        flat = np.array([number(item) for item in value.items])
        return flat.reshape(value.size, order="F")
    if isinstance(value, Struct) and isinstance(value.type, DataType):
        name = value.type.path[-1]
        if name == "TrackedArray":
            return array(value.fields[2] if len(value.fields) == 4 else value.fields[1])
        if name in ("Adjoint", "Transpose"):
            return array(value.fields[0]).T
        if name == "ReshapedArray":
            return array(value.fields[0]).reshape(value.fields[1].items, order="F")
    raise Refused(f"not an array: {value}")


def number(value: Any) -> float:
    if isinstance(value, (int, float, np.generic)):
        return value.item() if isinstance(value, np.generic) else value
    if isinstance(value, Bits):
        return np.frombuffer(value.data, BITS_DTYPES[value.type.path[-1]])[0].item()
    if isinstance(value, Struct) and value.type.path[-1] == "TrackedReal":
        return number(value.fields[0])
    raise Refused(f"not a number: {value}")


def is_array(value: Any) -> bool:
    try:
        array(value)
        return True
    except Refused:
        return False


def bias_or_zero(value: Any) -> Any:
    """A bias array, or 0 where the layer has none."""
    if value is None or value is False:
        return 0.0
    if isinstance(value, Struct) and value.type.path[-1] == "Zeros":
        return 0.0
    if is_array(value):
        return array(value)
    return number(value)


def items(value: Any) -> list[Any]:
    """The members of a tuple, named tuple or vector of layers."""
    if isinstance(value, Tuple):
        return list(value.items)
    if isinstance(value, list):
        return value
    if isinstance(value, Struct) and value.type.path[-1] == "NamedTuple":
        return value.fields
    raise Refused(f"not a collection: {value}")


# --------------------------------------------------------------------------- activations


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def softplus(x: np.ndarray) -> np.ndarray:
    return np.logaddexp(0.0, x)


def elu(x: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def gelu_tanh(x: np.ndarray) -> np.ndarray:
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def gelu_erf(x: np.ndarray) -> np.ndarray:
    return 0.5 * x * (1 + np.vectorize(math.erf)(x / math.sqrt(2)))


SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543773

ELEMENTWISE = {
    "identity": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "relu6": lambda x: np.clip(x, 0, 6),
    "leakyrelu": lambda x, a=0.01: np.where(x > 0, x, a * x),
    "elu": elu,
    "celu": lambda x, a=1.0: np.where(x > 0, x, a * np.expm1(np.minimum(x, 0) / a)),
    "selu": lambda x: SELU_SCALE * elu(x, SELU_ALPHA),
    "gelu": gelu_tanh,
    "gelu_tanh": gelu_tanh,
    "gelu_erf": gelu_erf,
    "swish": lambda x: x * sigmoid(x),
    "σ": sigmoid,
    "sigmoid": sigmoid,
    "sigmoid_fast": sigmoid,
    "logσ": lambda x: -softplus(-x),
    "logsigmoid": lambda x: -softplus(-x),
    "hardσ": lambda x: np.clip((x + 3) / 6, 0, 1),
    "hardsigmoid": lambda x: np.clip((x + 3) / 6, 0, 1),
    "hardswish": lambda x: x * np.clip((x + 3) / 6, 0, 1),
    "hardtanh": lambda x: np.clip(x, -1, 1),
    "tanh": np.tanh,
    "tanh_fast": np.tanh,
    "softplus": softplus,
    "softsign": lambda x: x / (1 + np.abs(x)),
    "mish": lambda x: x * np.tanh(softplus(x)),
    "lisht": lambda x: x * np.tanh(x),
    "logcosh": lambda x: x + softplus(-2 * x) - math.log(2),
    "tanhshrink": lambda x: x - np.tanh(x),
    "softshrink": lambda x, bound=0.5: np.sign(x) * np.maximum(np.abs(x) - bound, 0),
    "trelu": lambda x, theta=1.0: np.where(x > theta, x, 0),
    "abs2": np.square,
    "exp": np.exp,
    "abs": np.abs,
    "sin": np.sin,
    "sqrt": np.sqrt,
    "+": lambda *xs: sum(xs[1:], xs[0]),
    "-": lambda x, y=None: -x if y is None else x - y,
    "*": lambda x, y: x * y,
    "/": lambda x, y: x / y,
    "max": np.maximum,
    "min": np.minimum,
}

PADDINGS = {
    "pad_reflect": "reflect", "pad_repeat": "edge", "pad_circular": "wrap", "pad_zeros": "constant",
}  # fmt: skip


def softmax(x: np.ndarray, dims: int = 1) -> np.ndarray:
    axis = dims - 1
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def logsoftmax(x: np.ndarray, dims: int = 1) -> np.ndarray:
    axis = dims - 1
    shifted = x - x.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def flatten(x: np.ndarray) -> np.ndarray:
    return x.reshape(-1, x.shape[-1], order="F")


def concatenate(*xs: np.ndarray, dims: int) -> np.ndarray:
    return np.concatenate(xs, axis=dims - 1)


def aligned(values: list[Any]) -> list[Any]:
    """Operands of a broadcast: Julia adds missing dimensions at the end, numpy at the front."""
    rank = max((v.ndim for v in values if isinstance(v, np.ndarray)), default=0)
    return [
        v.reshape(v.shape + (1,) * (rank - v.ndim)) if isinstance(v, np.ndarray) else v
        for v in values
    ]


def axes_of(dims: Any) -> tuple[int, ...] | None:
    if dims is None or (isinstance(dims, Struct) and dims.type.path[-1] == "Colon"):
        return None
    return tuple(d - 1 for d in (dims.items if isinstance(dims, Tuple) else (dims,)))


# --------------------------------------------------------------------------- windows


def spread(values: tuple[int, ...], rank: int) -> list[tuple[int, int]]:
    """Padding as (low, high) pairs from either of its two stored lengths."""
    if len(values) == rank:
        return [(v, v) for v in values]
    return [(values[2 * i], values[2 * i + 1]) for i in range(rank)]


def windows(x, kernel, stride, pad, dilation, fill):
    """For each position in the kernel, the padded input seen through it."""
    rank = len(kernel)
    x = np.pad(x, [*pad, (0, 0), (0, 0)], constant_values=fill)
    out = [(x.shape[i] - (kernel[i] - 1) * dilation[i] - 1) // stride[i] + 1 for i in range(rank)]
    for position in itertools.product(*(range(k) for k in kernel)):
        cut = tuple(
            slice(p * d, p * d + (n - 1) * s + 1, s)
            for p, d, n, s in zip(position, dilation, out, stride)
        )
        yield position, x[cut]


def convolve(x, weight, stride, pad, dilation, groups, flip=True):
    rank = weight.ndim - 2
    kernel = weight.shape[:rank]
    per_group_in, out_channels = weight.shape[rank:]
    per_group_out = out_channels // groups
    if x.shape[rank] != per_group_in * groups:
        raise Refused(f"convolution of {x.shape} with {weight.shape} in {groups} groups")
    result = None
    for position, seen in windows(x, kernel, stride, spread(pad, rank), dilation, 0.0):
        at = tuple(k - 1 - p for k, p in zip(kernel, position)) if flip else position
        w = weight[at]
        parts = []
        for g in range(groups):
            block = seen[(slice(None),) * rank + (slice(g * per_group_in, (g + 1) * per_group_in),)]
            columns = w[:, g * per_group_out : (g + 1) * per_group_out]
            parts.append(np.einsum("...cn,co->...on", block, columns))
        part = np.concatenate(parts, axis=rank)
        result = part if result is None else result + part
    return result


def convolve_transposed(x, weight, stride, pad, dilation, outpad, groups):
    rank = weight.ndim - 2
    kernel = weight.shape[:rank]
    per_group_out, in_channels = weight.shape[rank:]
    per_group_in = in_channels // groups
    edges = spread(pad, rank)
    full = [
        (x.shape[i] - 1) * stride[i] + 1 + (kernel[i] - 1) * dilation[i] + outpad[i]
        for i in range(rank)
    ]
    result = np.zeros([*full, per_group_out * groups, x.shape[-1]])
    for position in itertools.product(*(range(k) for k in kernel)):
        w = weight[tuple(k - 1 - p for k, p in zip(kernel, position))]
        cut = tuple(
            slice(p * d, p * d + (n - 1) * s + 1, s)
            for p, d, n, s in zip(position, dilation, x.shape, stride)
        )
        for g in range(groups):
            block = x[(slice(None),) * rank + (slice(g * per_group_in, (g + 1) * per_group_in),)]
            columns = w[:, g * per_group_in : (g + 1) * per_group_in]
            channels = slice(g * per_group_out, (g + 1) * per_group_out)
            result[cut + (channels,)] += np.einsum("...cn,oc->...on", block, columns)
    keep = tuple(slice(low, n - high) for n, (low, high) in zip(full, edges))
    return result[keep]


def pooled(x, kernel, pad, stride, mean):
    rank = len(kernel)
    fill = 0.0 if mean else -np.inf
    seen = [part for _, part in windows(x, kernel, stride, spread(pad, rank), (1,) * rank, fill)]
    stack = np.stack(seen)
    return stack.mean(axis=0) if mean else stack.max(axis=0)


def adaptive(x, out, mean):
    stride = tuple(n // o for n, o in zip(x.shape, out))
    kernel = tuple(n - (o - 1) * s for n, o, s in zip(x.shape, out, stride))
    return pooled(x, kernel, (0,) * len(out), stride, mean)


def along_channels(values: Any, x: np.ndarray) -> Any:
    """A per-channel vector shaped to apply to the axis before the last."""
    if not isinstance(values, np.ndarray):
        return values
    return values.reshape((1,) * (x.ndim - 2) + (-1, 1))


def upsample_linear(x: np.ndarray, axis: int, out: int) -> np.ndarray:
    size = x.shape[axis]
    at = np.arange(out) * ((size - 1) / (out - 1) if out > 1 else 0.0)
    low = np.minimum(np.floor(at).astype(int), size - 1)
    high = np.minimum(low + 1, size - 1)
    shape = [1] * x.ndim
    shape[axis] = out
    fraction = (at - low).reshape(shape)
    return np.take(x, low, axis) * (1 - fraction) + np.take(x, high, axis) * fraction


def pixel_shuffle(x: np.ndarray, r: int) -> np.ndarray:
    rank = x.ndim - 2
    size, channels, batch = x.shape[:rank], x.shape[rank], x.shape[-1]
    x = x.reshape(*size, *([r] * rank), channels // r**rank, batch, order="F")
    order = [axis for i in range(rank) for axis in (rank + i, i)]
    x = x.transpose(*order, 2 * rank, 2 * rank + 1)
    return x.reshape(*(n * r for n in size), channels // r**rank, batch, order="F")


# --------------------------------------------------------------------------- evaluation


class Evaluator:
    """Applies Flux values to numpy arrays."""

    def __init__(self, layer_norm: str = "squared") -> None:
        self.layer_norm = layer_norm

    def __call__(self, model: Any, *inputs: Any) -> Any:
        return self.apply(model, *inputs)

    def apply(self, f: Any, *args: Any, **keywords: Any) -> Any:
        if callable(f):
            return f(*args, **keywords)
        if isinstance(f, Struct):
            if isinstance(f.type, AnonymousType):
                return self.closure(f, *args)
            path = f.type.path
            name = path[-1]
            if name.startswith("#"):
                return self.named(name[1:], *args, **keywords)
            if path[0] in ("Flux", "Base") and hasattr(self, "flux_" + name):
                return getattr(self, "flux_" + name)(f, *args)
        raise Refused(f"cannot call {getattr(f, 'type', f)}")

    def act(self, f: Any, x: np.ndarray) -> np.ndarray:
        """An activation over every element."""
        return self.apply(f, x)

    # ----------------------------------------------------------------- functions

    def named(self, name: str, *args: Any, **keywords: Any) -> Any:
        if name in ("softmax", "logsoftmax"):
            rule = softmax if name == "softmax" else logsoftmax
            return rule(args[0], **keywords)
        if name == "flatten":
            return flatten(args[0])
        if name == "reshape":
            sizes = args[1:]
            if len(args) == 2 and isinstance(args[1], Tuple):
                sizes = args[1].items
            shape = [-1 if self.is_colon(d) else int(d) for d in sizes]
            return args[0].reshape(shape, order="F")
        if name == "size":
            return args[0].shape[args[1] - 1] if len(args) == 2 else Tuple(*args[0].shape)
        if name == "ndims":
            return args[0].ndim
        if name in ("mean", "sum", "maximum"):
            rule = {"mean": np.mean, "sum": np.sum, "maximum": np.max}[name]
            axes = axes_of(keywords.get("dims"))
            values = args[0] if len(args) == 1 else self.apply(*args)
            return rule(values, axis=axes, keepdims=axes is not None)
        if name == "prod":
            return math.prod(args[0].items)
        if name == "lastindex":
            return args[0].shape[args[1] - 1] if len(args) == 2 else args[0].size
        if name == "colon":
            first, last = args[0], args[-1]
            return np.arange(first, last + 1, args[1] if len(args) == 3 else 1)
        if name == "upsample_nearest":
            result = args[0]
            for axis, factor in enumerate(args[1].items):
                result = np.repeat(result, factor, axis)
            return result
        if name in PADDINGS:
            sides = spread(args[1].items, args[0].ndim - 2) + [(0, 0), (0, 0)]
            return np.pad(args[0], sides, mode=PADDINGS[name])
        if name == "glu":
            first, second = np.split(args[0], 2, axis=(args[1] if len(args) == 2 else 1) - 1)
            return first * sigmoid(second)
        if name == "dropdims":
            return np.squeeze(args[0], axis=axes_of(keywords["dims"]))
        if name == "permutedims":
            return args[0].transpose([d - 1 for d in args[1].items])
        if name == "transpose" or name == "adjoint":
            return args[0].T
        if name == "cat":
            return concatenate(*args, dims=keywords["dims"])
        if name == "vcat":
            return concatenate(*args, dims=1)
        if name == "hcat":
            return concatenate(*args, dims=2)
        if name in ("maxpool", "meanpool"):
            return self.pool_call(name, *args, **keywords)
        if name == "first":
            return args[0].items[0]
        if name in ("getindex", "view"):
            return self.index(args[0], *args[1:])
        if name in ("tuple", "vect"):
            return Tuple(*args)
        if name in ("param", "cpu", "gpu", "Float32", "Float64", "f32", "data"):
            return args[0]
        if name == "broadcast":
            return self.apply(args[0], *args[1:])
        if name == "*" and all(isinstance(a, np.ndarray) and a.ndim == 2 for a in args):
            return args[0] @ args[1]
        if name in ELEMENTWISE:
            return ELEMENTWISE[name](*args)
        raise Refused(f"unknown function {name}")

    def is_colon(self, value: Any) -> bool:
        if isinstance(value, Struct) and isinstance(value.type, DataType):
            return value.type.path[-1] in ("Colon", "#:")
        return False

    def index(self, value: Any, *at: Any) -> Any:
        if isinstance(value, Tuple):
            if isinstance(at[0], np.ndarray):
                return Tuple(*(value.items[i - 1] for i in at[0]))
            return value.items[at[0] - 1]
        if len(at) == 1:
            value = value.flatten(order="F")
        # From the last dimension on, so that dropping one does not move those still to come.
        for axis, i in reversed(list(enumerate(at))):
            if isinstance(i, Tuple):
                i = np.array(i.items)
            if not self.is_colon(i):
                value = np.take(value, i - 1, axis)
        return value

    def pool_call(self, name, x, window, **keywords):
        kernel = window.items
        stride = keywords.get("stride", window)
        stride = stride.items if isinstance(stride, Tuple) else (stride,) * len(kernel)
        pad = keywords.get("pad", 0)
        pad = pad.items if isinstance(pad, Tuple) else (pad,) * len(kernel)
        return pooled(x, kernel, pad, stride, mean=name == "meanpool")

    def flux_Fix1(self, f, x):
        function, fixed = f.fields
        return self.apply(function, self.plain(fixed), x)

    def flux_Fix2(self, f, x):
        function, fixed = f.fields
        return self.apply(function, x, self.plain(fixed))

    def flux_BroadcastFunction(self, f, *xs):
        name = f.fields[0].type.path[-1][1:] if isinstance(f.fields[0], Struct) else ""
        rule = ELEMENTWISE.get(name)
        xs = aligned(list(xs))
        return rule(*xs) if rule else self.apply(f.fields[0], *xs)

    def flux_ComposedFunction(self, f, *xs):
        return self.apply(f.fields[0], self.apply(f.fields[1], *xs))

    def plain(self, value: Any) -> Any:
        """A stored value as an operand: scalars and arrays as numbers, the rest as it is."""
        if is_array(value):
            return array(value)
        try:
            return number(value) if not isinstance(value, (bool, int)) else value
        except (Refused, AttributeError):
            return value

    # ----------------------------------------------------------------- closures

    def closure(self, f: Struct, *args: Any) -> Any:
        """Runs the lowered statements of an anonymous function."""
        typename = f.type.typename.fields
        captures = dict(zip((s.name for s in typename[2].items), f.fields))
        method = typename[-1][1][0]
        code = method.fields[-1].fields[0]
        results: list[Any] = []

        def value(node: Any) -> Any:
            if isinstance(node, Struct) and isinstance(node.type, DataType):
                kind, fields = node.type.path[-1], node.fields
                if kind == "SSAValue":
                    return results[fields[0] - 1]
                if kind == "SlotNumber":
                    return captures if fields[0] == 1 else args[fields[0] - 2]
                if kind == "QuoteNode":
                    return fields[0]
                if kind == "GlobalRef":
                    name = fields[1].name
                    if name == ":":
                        return Struct(DataType(("Base", "Colon")), [])
                    return Struct(DataType(("Main", "#" + name)), [])
                if kind == "Expr":
                    return expression(fields[0].name, fields[1])
            return self.plain(node)

        def expression(head: str, operands: list[Any]) -> Any:
            if head != "call":
                raise Refused(f"statement {head}")
            callee, *rest = [value(operand) for operand in operands]
            if self.is_colon(callee):
                return self.named("colon", *rest)
            name = callee.type.path[-1][1:] if isinstance(callee, Struct) else None
            if name == "getfield":
                return self.plain(rest[0][rest[1].name])
            if name == "apply_type":
                return ("NamedTuple", [symbol.name for symbol in rest[1].items])
            if name == "kwfunc":
                return ("kwfunc", rest[0])
            if name == "kwcall" or (isinstance(callee, tuple) and callee[0] == "kwfunc"):
                return self.apply(rest[1], *rest[2:], **rest[0])
            if isinstance(callee, tuple) and callee[0] == "NamedTuple":
                return dict(zip(callee[1], rest[0].items))
            if name == "broadcasted":
                return self.apply(rest[0], *aligned(rest[1:]))
            if name == "materialize":
                return rest[0]
            return self.apply(callee, *rest)

        for statement in code:
            if isinstance(statement, Struct) and statement.type.path[-1] == "ReturnNode":
                return value(statement.fields[0])
            if isinstance(statement, Struct) and statement.type.path[-1] == "Expr":
                if statement.fields[0].name == "return":
                    return value(statement.fields[1][0])
            results.append(value(statement))
        raise Refused("no return")

    # ----------------------------------------------------------------- containers

    def flux_Chain(self, f, *xs):
        result: Any = xs[0] if len(xs) == 1 else Tuple(*xs)
        for layer in items(f.fields[0]):
            result = self.apply(layer, result)
        return result

    def flux_SkipConnection(self, f, x):
        layers, connection = f.fields
        return self.apply(connection, self.apply(layers, x), x)

    def flux_Parallel(self, f, *xs):
        connection, layers = f.fields[0], items(f.fields[1])
        if len(xs) == 1 and isinstance(xs[0], Tuple):
            xs = xs[0].items
        if len(xs) == 1:
            xs = xs * len(layers)
        return self.apply(connection, *(self.apply(layer, x) for layer, x in zip(layers, xs)))

    def flux_PairwiseFusion(self, f, *xs):
        connection, layers = f.fields[0], items(f.fields[1])
        if len(xs) == 1 and isinstance(xs[0], Tuple):
            xs = xs[0].items
        if len(xs) == 1:
            xs = xs * len(layers)
        ys = [self.apply(layers[0], xs[0])]
        for layer, x in zip(layers[1:], xs[1:]):
            ys.append(self.apply(layer, self.apply(connection, ys[-1], x)))
        return Tuple(*ys)

    def flux_Maxout(self, f, x):
        results = [self.apply(layer, x) for layer in items(f.fields[0])]
        return np.max(np.stack(results), axis=0)

    # ----------------------------------------------------------------- dense

    def flux_Dense(self, f, x):
        weight, bias, act = f.fields
        if not is_array(weight):
            act, weight, bias = f.fields
        y = np.tensordot(array(weight), x, axes=(1, 0))
        b = bias_or_zero(bias)
        if isinstance(b, np.ndarray):
            b = b.reshape((-1,) + (1,) * (y.ndim - 1))
        return self.act(act, y + b)

    def flux_Diagonal(self, f, x):
        a, b = (array(v) for v in f.fields)
        return self.lead(a, x) * x + self.lead(b, x)

    def flux_Scale(self, f, x):
        scale, bias, act = f.fields
        return self.act(act, self.lead(array(scale), x) * x + self.lead(bias_or_zero(bias), x))

    def lead(self, values: Any, x: np.ndarray) -> Any:
        """Values over the first axes, shaped to broadcast along the rest as Julia does."""
        if not isinstance(values, np.ndarray):
            return values
        return values.reshape(values.shape + (1,) * (x.ndim - values.ndim))

    def flux_Bilinear(self, f, x, y=None):
        weight, bias, act = f.fields
        if isinstance(x, Tuple):
            x, y = x.items
        y = x if y is None else y
        z = np.einsum("kij,i...,j...->k...", array(weight), x, y)
        b = bias_or_zero(bias)
        return self.act(act, z + (b.reshape((-1,) + (1,) * (z.ndim - 1)) if is_array(b) else b))

    def flux_Embedding(self, f, ids):
        return array(f.fields[0])[:, np.asarray(ids, int) - 1]

    def flux_EmbeddingBag(self, f, ids):
        weight, reduction = f.fields
        found = array(weight)[:, np.asarray(ids, int) - 1]
        return np.squeeze(self.apply(reduction, found, dims=2), axis=1)

    def flux_WeightNorm(self, f, x):
        layer, g, which, dims = f.fields
        names = {
            "Dense": ["weight", "bias", "σ"],
            "Conv": ["σ", "weight", "bias", "stride", "pad", "dilation", "groups"],
        }[layer.type.path[-1]]
        at = names.index(which.name)
        v = layer.fields[at]
        direction = array(v)
        norm = np.sum(direction**2, axis=axes_of(dims), keepdims=True)
        fields = list(layer.fields)
        fields[at] = array(g) * direction / np.sqrt(norm + np.finfo(v.dtype).eps)
        return self.apply(Struct(layer.type, fields), x)

    # ----------------------------------------------------------------- convolution

    def flux_Conv(self, f, x, flip=True):
        act, weight, bias, stride, pad, *rest = f.fields
        w = array(weight)
        rank = w.ndim - 2
        dilation = rest[0].items if rest else (1,) * rank
        groups = rest[1] if len(rest) > 1 else 1
        y = convolve(x, w, stride.items, pad.items, dilation, groups, flip)
        return self.act(act, y + along_channels(bias_or_zero(bias), y))

    def flux_CrossCor(self, f, x):
        return self.flux_Conv(f, x, flip=False)

    def flux_Conv2D(self, f, x):
        act, weight, stride, pad = f.fields
        y = convolve(x, array(weight), (stride,) * 2, (pad,) * 2, (1, 1), 1)
        return self.act(act, y)

    def flux_DepthwiseConv(self, f, x):
        act, weight, bias, stride, pad, *rest = f.fields
        w = array(weight)
        rank = w.ndim - 2
        multiplier, channels = w.shape[rank:]
        w = w.reshape(w.shape[:rank] + (1, multiplier * channels), order="F")
        dilation = rest[0].items if rest else (1,) * rank
        y = convolve(x, w, stride.items, pad.items, dilation, channels)
        return self.act(act, y + along_channels(bias_or_zero(bias), y))

    def flux_ConvTranspose(self, f, x):
        act, weight, bias, stride, pad, *rest = f.fields
        w = array(weight)
        outpad = rest.pop(0).items if len(rest) == 3 else (0,) * (w.ndim - 2)
        groups = rest[1] if len(rest) == 2 else 1
        y = convolve_transposed(x, w, stride.items, pad.items, rest[0].items, outpad, groups)
        return self.act(act, y + along_channels(bias_or_zero(bias), y))

    def flux_MaxPool(self, f, x):
        k, pad, stride = (v.items for v in f.fields)
        return pooled(x, k, pad, stride, mean=False)

    def flux_MeanPool(self, f, x):
        k, pad, stride = (v.items for v in f.fields)
        return pooled(x, k, pad, stride, mean=True)

    def flux_AdaptiveMaxPool(self, f, x):
        return adaptive(x, f.fields[0].items, mean=False)

    def flux_AdaptiveMeanPool(self, f, x):
        return adaptive(x, f.fields[0].items, mean=True)

    def flux_GlobalMaxPool(self, f, x):
        return x.max(axis=tuple(range(x.ndim - 2)), keepdims=True)

    def flux_GlobalMeanPool(self, f, x):
        return x.mean(axis=tuple(range(x.ndim - 2)), keepdims=True)

    def flux_Upsample(self, f, x):
        mode = f.type.params[0].name
        scale, size = f.fields
        rank = x.ndim - 2
        if size is not None:
            out = size.items
        else:
            scales = scale.items if isinstance(scale, Tuple) else (scale,) * rank
            out = tuple(int(math.floor(n * number(s))) for n, s in zip(x.shape, scales))
        for axis in range(rank):
            if mode == "nearest":
                x = np.take(x, np.arange(out[axis]) * x.shape[axis] // out[axis], axis)
            else:
                x = upsample_linear(x, axis, out[axis])
        return x

    def flux_PixelShuffle(self, f, x):
        return pixel_shuffle(x, f.fields[0])

    # ----------------------------------------------------------------- normalisation

    def flux_Dropout(self, f, x):
        return x

    flux_AlphaDropout = flux_Dropout

    def affine(self, x, beta, gamma, act):
        beta = along_channels(array(beta), x) if beta is not None else 0.0
        gamma = along_channels(array(gamma), x) if gamma is not None else 1.0
        return self.act(act, gamma * x + beta)

    def flux_BatchNorm(self, f, x):
        act, beta, gamma, mean, spread_, epsilon = f.fields[:6]
        if mean is None:
            raise Refused("batch statistics at inference")
        mean, spread_ = (along_channels(array(v), x) for v in (mean, spread_))
        epsilon = number(epsilon)
        # Up to Flux 0.6 the moving deviation itself was kept, with ϵ = 1e-8.
        deviation = spread_ if epsilon < 1e-7 else np.sqrt(spread_ + epsilon)
        return self.affine((x - mean) / deviation, beta, gamma, act)

    def flux_InstanceNorm(self, f, x):
        act, beta, gamma, mean, variance, epsilon = f.fields[:6]
        if len(f.fields) < 11 or f.fields[8] is True:
            mean, variance = (along_channels(array(v), x) for v in (mean, variance))
        else:
            axes = tuple(range(x.ndim - 2))
            mean, variance = x.mean(axes, keepdims=True), x.var(axes, keepdims=True)
        return self.affine((x - mean) / np.sqrt(variance + number(epsilon)), beta, gamma, act)

    def flux_GroupNorm(self, f, x):
        groups, act, beta, gamma, mean, variance, epsilon = f.fields[:7]
        channels = x.shape[-2]
        grouped = x.reshape(*x.shape[:-2], channels // groups, groups, x.shape[-1], order="F")
        if len(f.fields) < 12:
            mean, variance = (along_channels(array(v).ravel(), grouped) for v in (mean, variance))
        else:
            axes = tuple(range(grouped.ndim - 2))
            mean, variance = grouped.mean(axes, keepdims=True), grouped.var(axes, keepdims=True)
        normal = (grouped - mean) / np.sqrt(variance + number(epsilon))
        return self.affine(normal.reshape(x.shape, order="F"), beta, gamma, act)

    def flux_LayerNorm(self, f, x):
        if len(f.fields) == 1:
            diag, rank = f.fields[0], array(f.fields[0].fields[0]).ndim
            mean, deviation = self.moments(x, rank)
            return self.apply(diag, (x - mean) / deviation)
        act, diag, epsilon, size, _ = f.fields
        mean, deviation = self.moments(x, len(size.items))
        epsilon = number(epsilon)
        if self.layer_norm == "squared":
            normal = (x - mean) / np.sqrt(deviation**2 + epsilon**2)
        else:
            normal = (x - mean) / (deviation + epsilon)
        if diag is None:
            return normal
        y = self.apply(diag, normal)
        inside = isinstance(diag.type, DataType) and diag.type.path[-1] in ("Scale", "Fix1")
        return y if inside else self.act(act, y)

    def moments(self, x, rank):
        axes = tuple(range(rank))
        return x.mean(axes, keepdims=True), x.std(axes, keepdims=True)

    # ----------------------------------------------------------------- attention

    def flux_MultiHeadAttention(self, f, *xs):
        heads, q_proj, k_proj, v_proj, _, out_proj = f.fields
        xs = xs if len(xs) == 3 else (xs[0], xs[-1], xs[-1])
        q, k, v = (self.apply(p, x) for p, x in zip((q_proj, k_proj, v_proj), xs))

        def split(t):
            return t.reshape(t.shape[0] // heads, heads, *t.shape[1:], order="F")

        q, k, v = split(q), split(k), split(v)
        scores = np.einsum("dhkb,dhqb->kqhb", k, q) / math.sqrt(q.shape[0])
        alpha = softmax(scores)
        mixed = np.einsum("dhkb,kqhb->dhqb", v, alpha)
        merged = mixed.reshape(-1, *mixed.shape[2:], order="F")
        return Tuple(self.apply(out_proj, merged), alpha)

    # ----------------------------------------------------------------- recurrence

    def flux_Recur(self, f, x):
        cell = f.fields[0]
        if x.ndim == 3:
            return self.unroll(cell, [x[:, :, t] for t in range(x.shape[2])], 2)
        return self.unroll(cell, [x], None)

    def flux_RNN(self, f, x):
        y = self.unroll(f.fields[0], [x[:, t] for t in range(x.shape[1])], 1)
        if f.type.params and f.type.params[0] is True:
            return Tuple(y, self.final_state)
        return y

    flux_LSTM = flux_GRU = flux_GRUv3 = flux_Recurrence = flux_RNN

    def unroll(self, cell, steps, axis):
        name = cell.type.path[-1]
        batch = steps[0].shape[1:]
        state = self.initial_state(cell, batch)
        outputs = []
        for step in steps:
            state = getattr(self, "step_" + name)(cell, step, state)
            outputs.append(state[0])
        self.final_state = Tuple(*state) if len(state) > 1 else state[0]
        return outputs[0] if axis is None else np.stack(outputs, axis=axis)

    def initial_state(self, cell, batch):
        name, fields = cell.type.path[-1], cell.fields
        width = {"RNNCell": 5, "LSTMCell": 4, "GRUCell": 4, "GRUv3Cell": 5}[name]
        if name == "RNNCell" and len(fields) == 2:
            stored = [fields[1]]  # 0.4: d, h
        elif name == "LSTMCell" and len(fields) >= 5:
            stored = fields[-2:]  # 0.5 to 0.11: ..., h, c; 0.4 the same
        elif len(fields) >= width:
            last = fields[-1]
            stored = list(last.items) if isinstance(last, Tuple) else [last]
        else:
            hidden = array(fields[2 if name == "RNNCell" else 1]).shape[1]
            stored = [np.zeros(hidden)] * (2 if name == "LSTMCell" else 1)
        state = []
        for values in stored:
            column = array(values).reshape(-1, *[1] * len(batch))
            state.append(np.broadcast_to(column, (column.shape[0], *batch)))
        return tuple(state)

    def gates(self, wi, wh, b, x, h, count):
        """The pre-activations of the stacked gates, input and hidden parts apart."""
        xs = np.split(np.tensordot(array(wi), x, axes=(1, 0)), count)
        hs = np.split(np.tensordot(array(wh), h, axes=(1, 0)), count) if wh is not None else None
        b = bias_or_zero(b)
        if isinstance(b, np.ndarray):
            bs = [v.reshape((-1,) + (1,) * (x.ndim - 1)) for v in np.split(b, count)]
        else:
            bs = [b] * count
        return xs, hs, bs

    def step_RNNCell(self, cell, x, state):
        if len(cell.fields) == 2:
            return (self.apply(cell.fields[0], np.concatenate([x, state[0]])),)
        act, wi, wh, b = cell.fields[:4]
        xs, hs, bs = self.gates(wi, wh, b, x, state[0], 1)
        return (self.act(act, xs[0] + hs[0] + bs[0]),)

    def step_LSTMCell(self, cell, x, state):
        h, c = state
        if len(cell.fields) == 6:
            joined = np.concatenate([x, h])
            forget, inp, out, new = (self.apply(d, joined) for d in cell.fields[:4])
        else:
            xs, hs, bs = self.gates(*cell.fields[:3], x, h, 4)
            i, f, g, o = (a + r + b for a, r, b in zip(xs, hs, bs))
            forget, inp, out, new = sigmoid(f), sigmoid(i), sigmoid(o), np.tanh(g)
        c = forget * c + inp * new
        return out * np.tanh(c), c

    def step_GRUCell(self, cell, x, state):
        h = state[0]
        if is_array(cell.fields[0]):
            xs, hs, bs = self.gates(*cell.fields[:3], x, h, 3)
            r = sigmoid(xs[0] + hs[0] + bs[0])
            z = sigmoid(xs[1] + hs[1] + bs[1])
            n = np.tanh(xs[2] + r * hs[2] + bs[2])
            return ((1 - z) * n + z * h,)
        update, reset, candidate = cell.fields[:3]
        joined = np.concatenate([x, h])
        z, r = self.apply(update, joined), self.apply(reset, joined)
        n = self.apply(candidate, np.concatenate([r * h, x]))
        return ((1 - z) * h + z * n,)

    def step_GRUv3Cell(self, cell, x, state):
        h = state[0]
        wi, wh, b, whn = cell.fields[:4]
        xs, _, bs = self.gates(wi, None, b, x, h, 3)
        hr, hz = np.split(np.tensordot(array(wh), h, axes=(1, 0)), 2)
        r, z = sigmoid(xs[0] + hr + bs[0]), sigmoid(xs[1] + hz + bs[1])
        n = np.tanh(xs[2] + np.tensordot(array(whn), r * h, axes=(1, 0)) + bs[2])
        return ((1 - z) * n + z * h,)
