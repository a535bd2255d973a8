"""Flux layers as the structs each release of Flux saves."""

from __future__ import annotations

from typing import Any

import numpy as np

from bsonjl import (
    DataType,
    Struct,
    Symbol,
    Tuple,
    base,
    core,
    function,
    named_tuple,
    type_of,
)

# Where a named function lives, which is the path its type is saved under.
HOMES = {
    "identity": "Base", "tanh": "Base", "vcat": "Base", "hcat": "Base", "cat": "Base", "+": "Base",
    "*": "Base", "-": "Base", "first": "Base", "max": "Base", "sum": "Base", "maximum": "Base",
    "broadcast": "Base", "exp": "Base", "abs": "Base", "sin": "Base", "sqrt": "Base",
    "mean": "Statistics", "zeros32": "Flux", "glorot_uniform": "Flux",
}  # fmt: skip


def fn(name: str, home: str | None = None) -> Struct:
    """A named function as a value: `fn("relu")` is `NNlib.relu`."""
    return function(home or HOMES.get(name, "NNlib"), name)


def flux(name: str, *fields: Any, params: tuple[Any, ...] | None = None) -> Struct:
    """A struct of the package Flux; its type parameters are the fields' types unless given."""
    if params is None:
        params = tuple(type_of(field) for field in fields)
    return Struct(DataType(("Flux", name), params), list(fields))


def ints(*numbers: int) -> Tuple:
    return Tuple(*(int(n) for n in numbers))


IDENTITY = fn("identity")
RELU = fn("relu")


class Weights:
    """Seeded parameter arrays, so that a sample is the same on every machine."""

    def __init__(self, seed: int, dtype: type = np.float32) -> None:
        self.random = np.random.RandomState(seed)
        self.dtype = dtype

    def __call__(self, *dims: int, scale: float | None = None) -> np.ndarray:
        if scale is None:
            scale = 1.0 / np.sqrt(max(1, int(np.prod(dims[1:]) if len(dims) > 1 else 4)))
        values = self.random.uniform(-1.7, 1.7, dims) * scale
        return values.astype(self.dtype)

    def positive(self, *dims: int) -> np.ndarray:
        return self.random.uniform(0.4, 1.8, dims).astype(self.dtype)

    def kernel(self, *dims: int) -> np.ndarray:
        scale = 1.0 / np.sqrt(float(np.prod(dims[:-1])))
        return (self.random.uniform(-1.7, 1.7, dims) * scale).astype(self.dtype)


# --------------------------------------------------------------------------- containers


def chain(*layers: Any) -> Struct:
    return flux("Chain", Tuple(*layers))


def chain_vector(*layers: Any) -> Struct:
    return flux("Chain", list(layers))


def chain_named(**layers: Any) -> Struct:
    return flux("Chain", named_tuple(**layers))


def chain_list(*layers: Any) -> Struct:
    """Flux 0.4 and 0.5: the field is a Vector{Any} and the type has no parameters."""
    return flux("Chain", list(layers), params=())


def parallel(connection: Any, *layers: Any) -> Struct:
    return flux("Parallel", connection, Tuple(*layers))


def skip(layers: Any, connection: Any) -> Struct:
    return flux("SkipConnection", layers, connection)


def maxout(*layers: Any) -> Struct:
    return flux("Maxout", Tuple(*layers))


# --------------------------------------------------------------------------- dense


def dense(weight: Any, bias: Any, act: Any = IDENTITY) -> Struct:
    params = (type_of(act), type_of(weight), type_of(bias))
    return flux("Dense", weight, bias, act, params=params)


def dense_04(weight: Any, bias: Any, act: Any = IDENTITY) -> Struct:
    """Flux 0.4 had the activation first."""
    params = (type_of(act), type_of(weight), type_of(bias))
    return flux("Dense", act, weight, bias, params=params)


def scale(scale: Any, bias: Any, act: Any = IDENTITY) -> Struct:
    return flux("Scale", scale, bias, act, params=tuple(map(type_of, (act, scale, bias))))


def diagonal(alpha: Any, beta: Any) -> Struct:
    return flux("Diagonal", alpha, beta, params=(type_of(alpha),))


# --------------------------------------------------------------------------- convolution


def _conv_params(act: Any, weight: Any, bias: Any, pad: Tuple) -> tuple[Any, ...]:
    rank = type_of(weight).params[1] - 2
    return (rank, len(pad.items), type_of(act), type_of(weight), type_of(bias))


def conv(
    weight: Any,
    bias: Any,
    act: Any = IDENTITY,
    *,
    stride: tuple[int, ...],
    pad: tuple[int, ...],
    dilation: tuple[int, ...] | None = None,
    groups: int | None = None,
    name: str = "Conv",
) -> Struct:
    fields = [act, weight, bias, ints(*stride), ints(*pad)]
    if dilation is not None:
        fields.append(ints(*dilation))
    if groups is not None:
        fields.append(groups)
    return flux(name, *fields, params=_conv_params(act, weight, bias, ints(*pad)))


def conv_transpose(
    weight: Any,
    bias: Any,
    act: Any = IDENTITY,
    *,
    stride: tuple[int, ...],
    pad: tuple[int, ...],
    dilation: tuple[int, ...],
    outpad: tuple[int, ...] | None = None,
    groups: int | None = None,
) -> Struct:
    fields = [act, weight, bias, ints(*stride), ints(*pad)]
    if outpad is not None:
        fields.append(ints(*outpad))
    fields.append(ints(*dilation))
    if groups is not None:
        fields.append(groups)
    return flux("ConvTranspose", *fields, params=_conv_params(act, weight, bias, ints(*pad)))


def pool(name: str, k: tuple[int, ...], pad: tuple[int, ...], stride: tuple[int, ...]) -> Struct:
    params = (len(k), len(pad))
    return flux(name, ints(*k), ints(*pad), ints(*stride), params=params)


def adaptive_pool(name: str, *out: int) -> Struct:
    return flux(name, ints(*out), params=(len(out) + 2, len(out)))


def global_pool(name: str) -> Struct:
    return flux(name, params=())


# --------------------------------------------------------------------------- normalisation


def norm(name: str, *fields: Any) -> Struct:
    start = 2 if name == "GroupNorm" else 1
    act = fields[start - 1]
    params = (type_of(act), type_of(fields[start]), type_of(fields[-1]), type_of(fields[start + 2]))
    return flux(name, *fields, params=params)


def dropout(*fields: Any, name: str = "Dropout") -> Struct:
    return flux(name, *fields, params=tuple(type_of(field) for field in fields[:2]))


RNG = Struct(DataType(("Random", "TaskLocalRNG")), [])


def fix1(function_: Any, argument: Any) -> Struct:
    return Struct(base("Fix1", type_of(function_), type_of(argument)), [function_, argument])


def fix2(function_: Any, argument: Any) -> Struct:
    return Struct(base("Fix2", type_of(function_), type_of(argument)), [function_, argument])


def composed(outer: Any, inner: Any) -> Struct:
    kinds = (type_of(outer), type_of(inner))
    return Struct(base("ComposedFunction", *kinds), [outer, inner])


# --------------------------------------------------------------------------- recurrence


def recur(cell: Any, *rest: Any) -> Struct:
    """`Recur(cell, init, state)` up to 0.11, `Recur(cell, state)` after."""
    return flux("Recur", cell, *rest, params=(type_of(cell),))


def recurrent(name: str, cell: Any, return_state: bool = False) -> Struct:
    """Flux 0.15 and later: `RNN`, `LSTM`, ... around a cell, over (features, time, batch)."""
    return flux(name, cell, params=(return_state, type_of(cell)))


# --------------------------------------------------------------------------- Tracker


def tracked(data: np.ndarray, home: tuple[str, ...] = ("Tracker",)) -> Struct:
    """An array of the Tracker era (Flux 0.5.4 to 0.9): tracker, data, gradient."""
    kind = type_of(data)
    grad = np.zeros_like(data)
    call = Struct(DataType(home + ("Call",), (core("Nothing"), core("Tuple"))), [None, Tuple()])
    tracker = Struct(DataType(home + ("Tracked",), (kind,)), [np.uint32(0), call, True, grad])
    element, rank = kind.params
    return Struct(DataType(home + ("TrackedArray",), (element, rank, kind)), [tracker, data, grad])


def tracked_04(data: np.ndarray) -> Struct:
    """Flux 0.4: reference count, call, data, gradient in one struct."""
    home = ("Flux", "Tracker")
    call = Struct(DataType(home + ("Call",), (core("Nothing"), core("Tuple"))), [None, Tuple()])
    kind = type_of(data)
    element, rank = kind.params
    fields = [np.uint32(0), call, data, np.zeros_like(data)]
    return Struct(DataType(home + ("TrackedArray",), (element, rank, kind)), fields)


def tracked_real(value: float) -> Struct:
    """A scalar of the Tracker era."""
    call = Struct(DataType(("Tracker", "Call"), (core("Nothing"), core("Tuple"))), [None, Tuple()])
    zero = np.float32(0)
    tracker = Struct(
        DataType(("Tracker", "Tracked"), (core("Float32"),)), [np.uint32(0), call, True, zero]
    )
    return Struct(
        DataType(("Tracker", "TrackedReal"), (core("Float32"),)), [np.float32(value), tracker]
    )


def upsample(mode: str, scale_: Any, size: Any = None) -> Struct:
    return flux("Upsample", scale_, size, params=(Symbol(mode), type_of(scale_), type_of(size)))
