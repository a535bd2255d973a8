"""Normalisation and dropout in every era."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from bsonjl import (
    COLON,
    ERA_2018,
    ERA_2019,
    ERA_2020,
    ERA_2021,
    ERA_2022,
    ERA_2025,
    Symbol,
    Tuple,
)
from families.sample import Sample, signal, simple
from layers import (
    IDENTITY,
    RELU,
    RNG,
    Weights,
    chain,
    chain_list,
    conv,
    dense,
    dense_04,
    diagonal,
    dropout,
    fix1,
    flux,
    fn,
    ints,
    norm,
    scale,
    tracked,
)

EPS = np.float32(1e-5)
MOMENTUM = np.float32(0.1)
OLD_TRACKER = ("Flux", "Tracker")


def batch_norms() -> Iterator[Sample]:
    w = Weights(201)
    t = lambda a: tracked(a, OLD_TRACKER)  # noqa: E731
    yield simple(
        "batchnorm_04_deviation",
        "0.4-0.6",
        "8 fields; the fifth is the moving deviation, not the variance, and no epsilon is added",
        chain_list(
            dense_04(t(w(5, 4)), t(w(5))),
            norm("BatchNorm", RELU, t(w(5)), t(w.positive(5)), w(5), w.positive(5), 1e-8, 0.1,
                 False),
            dense_04(t(w(2, 5)), t(w(2))),
        ),
        signal(201, 4, 3),
        era=ERA_2018,
    )  # fmt: skip
    w = Weights(202)
    yield simple(
        "batchnorm_07",
        "0.7-0.9",
        "8 fields with the variance, Tracker parameters",
        chain(
            conv(tracked(w.kernel(3, 3, 2, 4)), tracked(w(4)), IDENTITY, stride=(1, 1),
                 pad=(1, 1), dilation=(1, 1)),
            norm("BatchNorm", RELU, tracked(w(4)), tracked(w.positive(4)), w(4), w.positive(4),
                 EPS, MOMENTUM, False),
        ),
        signal(202, 5, 6, 2, 3),
        input_shape="x:batch,2,6,5",
        era=ERA_2019,
    )  # fmt: skip
    w = Weights(203)
    yield simple(
        "batchnorm_010_seven_fields",
        "0.10.0-0.10.1",
        "7 fields: no active",
        chain(
            dense(w(5, 4), w(5)),
            norm("BatchNorm", RELU, w(5), w.positive(5), w(5), w.positive(5), EPS, MOMENTUM),
        ),
        signal(203, 4, 3),
        era=ERA_2020,
    )
    w = Weights(204)
    yield simple(
        "batchnorm_011",
        "0.10.2-0.11",
        "8 fields, active is nothing",
        chain(
            dense(w(5, 4), w(5)),
            norm("BatchNorm", fn("tanh"), w(5), w.positive(5), w(5), w.positive(5), EPS, MOMENTUM,
                 None),
        ),
        signal(204, 4, 3),
        era=ERA_2020,
    )  # fmt: skip
    w = Weights(205)
    yield simple(
        "batchnorm_012",
        "0.12+",
        "11 fields over images",
        chain(
            conv(w.kernel(3, 3, 2, 4), False, IDENTITY, stride=(1, 1), pad=(1, 1, 1, 1),
                 dilation=(1, 1), groups=1),
            norm("BatchNorm", RELU, w(4), w.positive(4), w(4), w.positive(4), EPS, MOMENTUM, True,
                 True, None, 4),
        ),
        signal(205, 5, 6, 2, 3),
        input_shape="x:batch,2,6,5",
    )  # fmt: skip
    w = Weights(206)
    yield simple(
        "batchnorm_affine_false",
        "0.12+",
        "BatchNorm(...; affine = false), saved in training mode",
        chain(
            dense(w(5, 4), w(5)),
            norm("BatchNorm", IDENTITY, None, None, w(5), w.positive(5), EPS, MOMENTUM, False,
                 True, True, 5),
        ),
        signal(206, 4, 3),
        era=ERA_2025,
    )  # fmt: skip


def instance_norms() -> Iterator[Sample]:
    w = Weights(211)
    yield simple(
        "instancenorm_08",
        "0.8-0.9",
        "running statistics are used at inference",
        chain(
            norm("InstanceNorm", RELU, tracked(w(3)), tracked(w.positive(3)), w(3), w.positive(3),
                 EPS, MOMENTUM, False),
        ),
        signal(211, 5, 4, 3, 3),
        input_shape="x:batch,3,4,5",
        era=ERA_2019,
    )  # fmt: skip
    w = Weights(212)
    yield simple(
        "instancenorm_012",
        "0.12+",
        "affine, with the statistics of each instance",
        chain(
            norm("InstanceNorm", RELU, w(3), w.positive(3), None, None, EPS, MOMENTUM, True, False,
                 None, 3),
        ),
        signal(212, 5, 4, 3, 3),
        input_shape="x:batch,3,4,5",
        era=ERA_2021,
    )  # fmt: skip
    yield simple(
        "instancenorm_plain",
        "0.12+",
        "the default: neither affine nor tracked",
        chain(
            norm("InstanceNorm", IDENTITY, None, None, None, None, EPS, MOMENTUM, False, False,
                 None, 3),
        ),
        signal(213, 5, 4, 3, 3),
        input_shape="x:batch,3,4,5",
    )  # fmt: skip
    w = Weights(214)
    yield simple(
        "instancenorm_tracked",
        "0.12+",
        "track_stats = true uses the running statistics",
        chain(
            norm("InstanceNorm", IDENTITY, w(3), w.positive(3), w(3), w.positive(3), EPS, MOMENTUM,
                 True, True, None, 3),
        ),
        signal(214, 5, 4, 3, 3),
        input_shape="x:batch,3,4,5",
    )  # fmt: skip


def group_norms() -> Iterator[Sample]:
    w = Weights(221)
    yield simple(
        "groupnorm_08",
        "0.8.2-0.11",
        "running statistics for each group",
        chain(
            norm("GroupNorm", 2, RELU, w(6), w.positive(6), w(2, 1), w.positive(2, 1), EPS,
                 MOMENTUM, None),
        ),
        signal(221, 5, 4, 6, 3),
        input_shape="x:batch,6,4,5",
        era=ERA_2020,
    )  # fmt: skip
    w = Weights(222)
    yield simple(
        "groupnorm_012",
        "0.12+",
        "12 fields, the statistics of the input",
        chain(
            norm("GroupNorm", 3, RELU, w(6), w.positive(6), None, None, EPS, MOMENTUM, True, False,
                 None, 6),
        ),
        signal(222, 5, 4, 6, 3),
        input_shape="x:batch,6,4,5",
    )  # fmt: skip


def layer_norms() -> Iterator[Sample]:
    w = Weights(231)
    yield simple(
        "layernorm_011",
        "0.4-0.11",
        "LayerNorm of one field, a Diagonal",
        chain(dense(w(5, 4), w(5)), flux("LayerNorm", diagonal(w.positive(5), w(5)))),
        signal(231, 4, 3),
        era=ERA_2020,
    )
    w = Weights(232)
    yield simple(
        "layernorm_012",
        "0.12",
        "the activation follows a Diagonal",
        chain(
            dense(w(5, 4), w(5)),
            flux("LayerNorm", RELU, diagonal(w.positive(5), w(5)), EPS, ints(5), True),
        ),
        signal(232, 4, 3),
        era=ERA_2021,
    )
    w = Weights(233)
    yield simple(
        "layernorm_013_activation",
        "0.13+",
        "the activation is inside the Scale and repeated in the first field: applied once",
        chain(
            dense(w(5, 4), w(5)),
            flux("LayerNorm", fn("gelu"), scale(w.positive(5), w(5), fn("gelu")), EPS, ints(5),
                 True),
            dense(w(3, 5), w(3)),
        ),
        signal(233, 4, 3),
        era=ERA_2022,
    )  # fmt: skip
    w = Weights(234)
    yield simple(
        "layernorm_two_dimensions",
        "0.13+",
        "LayerNorm(4, 3) normalises the first two dimensions",
        chain(
            flux("LayerNorm", IDENTITY, scale(w.positive(4, 3), w(4, 3)), EPS, ints(4, 3), True),
        ),
        signal(234, 4, 3, 3),
        input_shape="x:batch,3,4",
    )
    w = Weights(235)
    yield simple(
        "layernorm_not_affine",
        "0.13+",
        "affine = false leaves identity, or the activation broadcast",
        chain(
            dense(w(5, 4), w(5)),
            flux("LayerNorm", IDENTITY, IDENTITY, EPS, ints(5), False),
            dense(w(6, 5), w(6)),
            flux("LayerNorm", RELU, fix1(fn("broadcast"), RELU), EPS, ints(6), False),
        ),
        signal(235, 4, 3),
        era=ERA_2025,
    )
    w = Weights(236)
    yield simple(
        "layernorm_small_input",
        "0.15+",
        "inputs near 0 show that epsilon is squared",
        chain(flux("LayerNorm", IDENTITY, scale(w.positive(6), w(6)), EPS, ints(6), True)),
        signal(236, 6, 3, scale=1e-3),
        era=ERA_2025,
        input_shape="x:batch,6",
    )


def dropouts() -> Iterator[Sample]:
    w = Weights(241)
    yield simple(
        "dropout_04",
        "0.4-0.8",
        "Dropout of 2 fields and AlphaDropout",
        chain(
            dense(tracked(w(5, 4)), tracked(w(5)), RELU),
            dropout(0.5, True),
            dense(tracked(w(4, 5)), tracked(w(4)), RELU),
            dropout(0.3, True, name="AlphaDropout"),
        ),
        signal(241, 4, 3),
        era=ERA_2019,
    )
    w = Weights(242)
    yield simple(
        "dropout_middle_eras",
        "0.9-0.12",
        "Dropout of 2 fields (p, dims) and of 3; AlphaDropout of 1 and of 2",
        chain(
            dense(w(5, 4), w(5), RELU),
            dropout(0.5, COLON),
            dropout(0.5, COLON, None),
            dropout(0.1, name="AlphaDropout"),
            dropout(0.1, None, name="AlphaDropout"),
            dense(w(3, 5), w(3)),
        ),
        signal(242, 4, 3),
        era=ERA_2020,
    )
    w = Weights(243)
    yield simple(
        "dropout_013",
        "0.13+",
        "Dropout of 4 fields with a random number generator",
        chain(
            dense(w(5, 4), w(5), RELU),
            dropout(np.float32(0.5), COLON, None, RNG),
            dropout(np.float32(0.2), 1, True, RNG),
            dropout(np.float32(0.2), None, RNG, name="AlphaDropout"),
            dense(w(3, 5), w(3)),
        ),
        signal(243, 4, 3),
    )


def weight_norms() -> Iterator[Sample]:
    w = Weights(251)
    inner = dense(w(5, 4), w(5), RELU)
    image = conv(w.kernel(3, 3, 2, 4), w(4), RELU, stride=(1, 1), pad=(1, 1, 1, 1),
                 dilation=(1, 1), groups=1)  # fmt: skip
    yield simple(
        "weightnorm_dense",
        "0.16+",
        "WeightNorm(Dense, :weight; dims = 2)",
        chain(
            flux("WeightNorm", inner, w.positive(5, 1), Symbol("weight"), 2), dense(w(3, 5), w(3))
        ),
        signal(251, 4, 3),
        era=ERA_2025,
    )
    yield simple(
        "weightnorm_conv",
        "0.16+",
        "WeightNorm(Conv, :weight) over several dimensions",
        chain(flux("WeightNorm", image, w.positive(1, 1, 1, 4), Symbol("weight"), Tuple(1, 2, 3))),
        signal(252, 5, 4, 2, 3),
        input_shape="x:batch,2,4,5",
        era=ERA_2025,
    )


def samples() -> Iterator[Sample]:
    yield from batch_norms()
    yield from instance_norms()
    yield from group_norms()
    yield from layer_norms()
    yield from dropouts()
    yield from weight_norms()
