"""Dense layers of every release, and the forms their bias takes."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from bsonjl import ERA_2018, ERA_2020, ERA_2021, ERA_2022, ERA_2025, DataType, Struct, Tuple
from families.sample import Sample, signal, simple
from layers import (
    IDENTITY,
    RELU,
    Weights,
    chain,
    chain_list,
    dense,
    dense_04,
    diagonal,
    flux,
    fn,
    scale,
    tracked_04,
    type_of,
)


def samples() -> Iterator[Sample]:
    w = Weights(1)
    yield simple(
        "seed",
        "0.13+",
        "Chain(Dense(10 => 5, relu), Dense(5 => 2), softmax)",
        chain(dense(w(5, 10), w(5), RELU), dense(w(2, 5), w(2)), fn("softmax")),
        signal(1, 10, 4),
    )
    w = Weights(2)
    yield simple(
        "dense_bare",
        "0.12+",
        "a Dense by itself",
        dense(w(3, 4), w(3), fn("tanh")),
        signal(2, 4, 3),
    )
    w = Weights(3)
    t = tracked_04
    yield simple(
        "dense_04_activation_first",
        "0.4",
        "Dense with the activation first, layers in a Vector, arrays of Flux.Tracker",
        chain_list(
            dense_04(t(w(5, 4)), t(w(5)), fn("σ")),
            dense_04(t(w(3, 5)), t(w(3))),
            fn("softmax"),
        ),
        signal(3, 4, 3),
        era=ERA_2018,
    )
    w = Weights(4)
    yield simple(
        "dense_bias_false",
        "0.12+",
        "Dense(...; bias = false)",
        chain(dense(w(5, 4), False, RELU), dense(w(3, 5), False)),
        signal(4, 4, 3),
    )
    w = Weights(5)
    zeros = Struct(DataType(("Flux", "Zeros"), (type_of(np.float32(0)), 1)), [Tuple(5)])
    yield simple(
        "dense_zeros_011",
        "0.11",
        "Dense with a Flux.Zeros bias of one field",
        chain(dense(w(5, 4), zeros, RELU), dense(w(3, 5), w(3))),
        signal(5, 4, 3),
        era=ERA_2020,
    )
    w = Weights(6)
    yield simple(
        "dense_zeros_012",
        "0.12",
        "Dense with a Flux.Zeros bias without fields",
        chain(dense(w(5, 4), flux("Zeros"), RELU), dense(w(3, 5), w(3))),
        signal(6, 4, 3),
        era=ERA_2021,
    )
    w = Weights(7)
    yield simple(
        "dense_rank3",
        "0.13+",
        "Dense over three dimensions acts on the first",
        chain(dense(w(5, 4), w(5), RELU), dense(w(2, 5), w(2))),
        signal(7, 4, 6, 3),
        input_shape="x:batch,6,4",
    )
    w = Weights(8)
    yield simple(
        "diagonal",
        "0.8-0.12",
        "Diagonal between two Dense layers",
        chain(dense(w(5, 4), w(5), RELU), diagonal(w(5), w(5)), dense(w(2, 5), w(2))),
        signal(8, 4, 3),
        era=ERA_2020,
    )
    w = Weights(9)
    yield simple(
        "scale",
        "0.13+",
        "Scale with an activation, and one without a bias",
        chain(scale(w(4), w(4), fn("tanh")), dense(w(5, 4), w(5)), scale(w(5), False)),
        signal(9, 4, 3),
        era=ERA_2022,
    )
    w = Weights(10)
    bilinear = flux("Bilinear", w(3, 4, 4), w(3), fn("tanh"))
    yield simple(
        "bilinear_one_input",
        "0.12+",
        "Bilinear given one input uses it twice",
        chain(bilinear, dense(w(2, 3), w(2))),
        signal(10, 4, 3),
    )
    w = Weights(11)
    yield simple(
        "bilinear_two_inputs",
        "0.12+",
        "Bilinear over a pair of inputs",
        flux("Bilinear", w(3, 4, 5), w(3), IDENTITY),
        signal(11, 4, 3),
        signal(111, 5, 3),
        era=ERA_2025,
        input_shape="x1:batch,4 x2:batch,5",
    )
    w = Weights(12, np.float64)
    yield simple(
        "dense_float64",
        "0.13+",
        "a model with Float64 parameters",
        chain(dense(w(5, 4), w(5), fn("tanh")), dense(w(3, 5), w(3))),
        signal(12, 4, 3, dtype=np.float64),
        rtol=1e-6,
        atol=1e-9,
    )
    w = Weights(13, np.float16)
    yield simple(
        "dense_float16",
        "0.13+",
        "a model with Float16 parameters",
        chain(dense(w(5, 4), w(5), RELU), dense(w(3, 5), w(3))),
        signal(13, 4, 3, dtype=np.float16),
        rtol=2e-2,
        atol=2e-3,
    )
