"""Activations and anonymous functions."""

from __future__ import annotations

import dataclasses
from typing import Iterator

import numpy as np

from bsonjl import ERA_2019, ERA_2020, ERA_2021, ERA_2022, ERA_2023, ERA_2025, Era
from closures import COLON_NAME, X, Arg, Captured, Global, call, closure, dot
from families.sample import Sample, signal, simple
from layers import (
    IDENTITY,
    RELU,
    Weights,
    chain,
    composed,
    conv,
    conv_transpose,
    dense,
    fix1,
    fix2,
    fn,
    parallel,
    skip,
)

ACTIVATIONS = [
    "relu", "relu6", "leakyrelu", "elu", "celu", "selu", "gelu", "gelu_tanh", "gelu_erf", "swish",
    "hardswish", "hardσ", "σ", "logσ", "hardtanh", "tanh", "softplus", "softsign", "mish", "lisht",
    "logcosh", "tanhshrink", "softshrink", "trelu", "tanh_fast", "sigmoid_fast", "identity",
]  # fmt: skip
ASCII = {"σ": "sigmoid", "hardσ": "hardsigmoid", "logσ": "logsigmoid"}
JULIA_1_8 = dataclasses.replace(ERA_2022, julia=(1, 8, 5))
JULIA_1_5 = dataclasses.replace(ERA_2020, julia=(1, 5, 3))


def tup(*values: object) -> object:
    return call(Global("tuple", ("Core",)), *values)


def activations() -> Iterator[Sample]:
    for number, name in enumerate(ACTIVATIONS):
        w = Weights(300 + number)
        modern = name in ("gelu_tanh", "gelu_erf")
        yield simple(
            f"act_{ASCII.get(name, name)}",
            "0.16 (NNlib 0.9.28+)" if modern else "0.13+",
            f"Dense with {name}",
            dense(w(6, 4, scale=1.6), w(6), fn(name)),
            signal(300 + number, 4, 8, scale=1.5),
            era=ERA_2025 if modern else ERA_2023,
        )
    w = Weights(340)
    yield simple(
        "act_broadcast",
        "0.13+",
        "Base.Fix1(broadcast, f), Fix2, compositions and anonymous broadcasts as layers",
        chain(
            dense(w(6, 4), w(6)),
            parallel(
                fn("vcat"),
                fix1(fn("broadcast"), RELU),
                closure(ERA_2023, dot("tanh", X)),
                composed(fix1(fn("broadcast"), fn("σ")), fix1(fn("broadcast"), fn("swish"))),
            ),
            closure(ERA_2023, dot("softplus", X), name="#5#6"),
        ),
        signal(340, 4, 3),
    )
    w = Weights(341)
    yield simple(
        "act_closure",
        "0.13+",
        "x -> leakyrelu(x, 0.2f0) as an activation",
        chain(
            dense(w(6, 4), w(6), closure(ERA_2023, call("leakyrelu", X, np.float32(0.2)))),
            dense(w(3, 6), w(3), fix2(fn("leakyrelu"), np.float32(0.3))),
        ),
        signal(341, 4, 3),
    )
    w = Weights(342)
    yield simple(
        "act_closure_2019",
        "0.9",
        "x -> leakyrelu(x, 0.2f0) lowered by Julia 1.1",
        chain(
            dense(w(6, 4), w(6), closure(ERA_2019, call("leakyrelu", X, np.float32(0.2)))),
            dense(w(3, 6), w(3)),
            closure(ERA_2019, call("softmax", X), name="##5#6"),
        ),
        signal(342, 4, 3),
        era=ERA_2019,
    )
    yield simple(
        "softmax_dims",
        "0.13+",
        "x -> softmax(x; dims = 2) is over the batch of a matrix but over height of an image",
        chain(closure(ERA_2023, call("softmax", X, dims=2))),
        signal(343, 5, 4, 2, 3),
        input_shape="x:batch,2,4,5",
    )
    w = Weights(344)
    yield simple(
        "logsoftmax",
        "0.13+",
        "logsoftmax at the end",
        chain(dense(w(5, 4), w(5)), fn("logsoftmax")),
        signal(344, 4, 3),
    )
    w = Weights(345)
    yield simple(
        "softmax_image",
        "0.13+",
        "softmax straight after Conv is over the first dimension, the width",
        chain(
            conv(w.kernel(3, 3, 2, 4), w(4), RELU, stride=(1, 1), pad=(1, 1, 1, 1),
                 dilation=(1, 1), groups=1),
            fn("softmax"),
        ),
        signal(345, 5, 4, 2, 3),
        input_shape="x:batch,2,4,5",
    )  # fmt: skip


def image_model(era: Era, seed: int, *middle: object, features: int) -> object:
    """Conv, the functions to show, Dense."""
    w = Weights(seed)
    old = era.julia < (1, 6, 0)
    fields = dict(stride=(1, 1), pad=(1, 1, 1, 1), dilation=(1, 1))
    if not old:
        fields["groups"] = 1
    first = conv(w.kernel(3, 3, 1, 2), w(2), RELU, **fields)
    return chain(first, *middle, dense(w(3, features), w(3)))


def reshapes() -> Iterator[Sample]:
    """`x -> reshape(x, :, size(x, 4))`, lowered by one Julia after another."""
    eras = {
        "1_1": (ERA_2019, "0.8-0.9"),
        "1_4": (ERA_2020, "0.10-0.11"),
        "1_5": (JULIA_1_5, "0.11-0.12"),
        "1_6": (ERA_2021, "0.12"),
        "1_7": (ERA_2022, "0.12-0.13"),
        "1_8": (JULIA_1_8, "0.13"),
        "1_9": (ERA_2023, "0.13-0.14"),
        "1_11": (ERA_2025, "0.15+"),
    }
    for number, (name, (era, flux)) in enumerate(eras.items()):
        body = call("reshape", X, COLON_NAME, call("size", X, 4))
        yield simple(
            f"closure_reshape_julia_{name}",
            flux,
            f"x -> reshape(x, :, size(x, 4)) lowered by Julia {name.replace('_', '.')}",
            image_model(era, 350 + number, closure(era, body), features=2 * 4 * 5),
            signal(350 + number, 5, 4, 1, 3),
            input_shape="x:batch,1,4,5",
            era=era,
        )


def closures() -> Iterator[Sample]:
    flat = fn("flatten", "Flux")
    for name, era in {"1_5": JULIA_1_5, "1_8": JULIA_1_8, "1_11": ERA_2025}.items():
        seed = 360 + era.julia[1]
        yield simple(
            f"closure_pools_julia_{name}",
            "any",
            f"maxpool, meanpool and mean with keywords, lowered by Julia {name.replace('_', '.')}",
            image_model(
                era,
                seed,
                closure(era, call("maxpool", X, tup(2, 2)), name="#1#2"),
                closure(era, call("meanpool", X, tup(2, 1), stride=tup(1, 1)), name="#3#4"),
                closure(era, call("mean", X, dims=tup(1, 2)), name="#5#6"),
                closure(era, call("dropdims", X, dims=tup(1, 2)), name="#7#8"),
                features=2,
            ),
            signal(seed, 8, 6, 1, 3),
            input_shape="x:batch,1,6,8",
            era=era,
        )
    yield simple(
        "closure_permutedims",
        "0.13+",
        "x -> permutedims(x, (2, 1, 3, 4))",
        image_model(
            ERA_2023,
            381,
            closure(ERA_2023, call("permutedims", X, tup(2, 1, 3, 4))),
            flat,
            features=40,
        ),
        signal(381, 5, 4, 1, 3),
        input_shape="x:batch,1,4,5",
    )
    w = Weights(382)
    up = conv_transpose(w.kernel(2, 2, 2, 3), w(2), RELU, stride=(2, 2), pad=(0, 0, 0, 0),
                        outpad=(0, 0), dilation=(1, 1), groups=1)  # fmt: skip
    body = call("reshape", X, Captured("w"), Captured("h"), Captured("c"), COLON_NAME)
    yield simple(
        "closure_captures",
        "0.14.17+",
        "a decoder's x -> reshape(x, w, h, c, :) over captured numbers",
        chain(
            dense(w(60, 4), w(60), RELU),
            closure(ERA_2025, body, captures={"w": 5, "h": 4, "c": 3}, name="#11#12"),
            up,
        ),
        signal(382, 4, 3),
        era=ERA_2025,
    )
    w = Weights(383)
    same = dict(stride=(1, 1), pad=(1, 1, 1, 1), dilation=(1, 1), groups=1)
    joined = closure(
        ERA_2022, call("cat", Arg(0), Arg(1), dims=3), parameters=("a", "b"), name="#13#14"
    )
    yield simple(
        "closure_cat",
        "0.12.6+",
        "SkipConnection(conv, (a, b) -> cat(a, b; dims = 3)) joins channels",
        chain(
            skip(conv(w.kernel(3, 3, 2, 3), w(3), RELU, **same), joined),
            conv(w.kernel(1, 1, 5, 2), w(2), IDENTITY, stride=(1, 1), pad=(0, 0, 0, 0),
                 dilation=(1, 1), groups=1),
        ),
        signal(383, 5, 4, 2, 3),
        input_shape="x:batch,2,4,5",
        era=ERA_2022,
    )  # fmt: skip
    w = Weights(384)
    yield simple(
        "closure_arithmetic",
        "0.13+",
        "x -> tanh.(x) .* 2f0 .+ 1f0, and a captured array added",
        chain(
            dense(w(5, 4), w(5)),
            closure(
                ERA_2023,
                dot("+", dot("*", dot("tanh", X), np.float32(2)), np.float32(1)),
                name="#15#16",
            ),
            closure(ERA_2023, dot("+", X, Captured("shift")), captures={"shift": w(5)},
                    name="#17#18"),
            dense(w(2, 5), w(2)),
        ),
        signal(384, 4, 3),
    )  # fmt: skip
    w = Weights(385)
    yield simple(
        "closure_sum",
        "0.12",
        "x -> sum(x; dims = 1)",
        chain(dense(w(5, 4), w(5), RELU), closure(ERA_2021, call("sum", X, dims=1))),
        signal(385, 4, 3),
        era=ERA_2021,
    )


def samples() -> Iterator[Sample]:
    yield from activations()
    yield from reshapes()
    yield from closures()
