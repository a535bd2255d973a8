"""Convolutions, pooling and resampling."""

from __future__ import annotations

from typing import Iterator

from bsonjl import ERA_2018, ERA_2019, ERA_2020, ERA_2021, ERA_2022, ERA_2025
from families.sample import Sample, signal, simple
from layers import (
    IDENTITY,
    RELU,
    Weights,
    adaptive_pool,
    chain,
    chain_list,
    conv,
    conv_transpose,
    dense,
    flux,
    fn,
    global_pool,
    ints,
    pool,
    tracked,
    tracked_04,
    upsample,
)

FLATTEN = fn("flatten", "Flux")
FLATTEN_NEW = fn("flatten", "MLUtils")


def convolutions() -> Iterator[Sample]:
    w = Weights(101)
    yield simple(
        "conv_lenet",
        "0.12.6+",
        "Conv of 7 fields, MaxPool, flatten, Dense; a true convolution flips its kernel",
        chain(
            conv(w.kernel(3, 3, 1, 4), w(4), RELU, stride=(1, 1), pad=(1, 1, 1, 1),
                 dilation=(1, 1), groups=1),
            pool("MaxPool", (2, 2), (0, 0, 0, 0), (2, 2)),
            conv(w.kernel(3, 3, 4, 6), w(6), RELU, stride=(1, 1), pad=(0, 0, 0, 0),
                 dilation=(1, 1), groups=1),
            FLATTEN,
            dense(w(3, 6 * 2 * 3), w(3)),
            fn("softmax"),
        ),
        signal(101, 8, 10, 1, 3),
        input_shape="x:batch,1,10,8",
        era=ERA_2021,
    )  # fmt: skip
    w = Weights(102)
    yield simple(
        "conv2d_04",
        "0.4",
        "Conv2D with integer stride and pad and no bias",
        chain_list(
            flux("Conv2D", RELU, tracked_04(w.kernel(3, 3, 2, 4)), 2, 1),
            flux("Conv2D", IDENTITY, tracked_04(w.kernel(2, 2, 4, 3)), 1, 0),
        ),
        signal(102, 7, 8, 2, 3),
        input_shape="x:batch,2,8,7",
        era=ERA_2018,
    )
    w = Weights(103)
    t = tracked
    yield simple(
        "conv_05_five_fields",
        "0.5.0-0.5.2",
        "Conv without dilation, with pads of one number a dimension",
        chain_list(
            conv(t(w.kernel(3, 3, 2, 4), ("Flux", "Tracker")), t(w(4), ("Flux", "Tracker")), RELU,
                 stride=(2, 1), pad=(1, 0)),
        ),
        signal(103, 7, 8, 2, 3),
        input_shape="x:batch,2,8,7",
        era=ERA_2018,
    )  # fmt: skip
    w = Weights(104)
    yield simple(
        "conv_06_six_fields",
        "0.5.3-0.12.5",
        "Conv with dilation and without groups, Tracker arrays",
        chain(
            conv(t(w.kernel(3, 2, 2, 4)), t(w(4)), RELU, stride=(1, 2), pad=(1, 1),
                 dilation=(2, 1)),
        ),
        signal(104, 9, 8, 2, 3),
        input_shape="x:batch,2,8,9",
        era=ERA_2019,
    )  # fmt: skip
    w = Weights(105)
    yield simple(
        "conv_asymmetric_pad",
        "0.12.6+",
        "pads (low1, high1, low2, high2) that differ, unequal strides and an even kernel",
        chain(
            conv(w.kernel(4, 3, 2, 5), w(5), fn("tanh"), stride=(2, 3), pad=(2, 1, 0, 3),
                 dilation=(1, 1), groups=1),
        ),
        signal(105, 9, 8, 2, 3),
        input_shape="x:batch,2,8,9",
    )  # fmt: skip
    w = Weights(106)
    yield simple(
        "conv_groups_dilation",
        "0.12.6+",
        "grouped and dilated convolution without a bias",
        chain(
            conv(w.kernel(3, 3, 2, 6), False, RELU, stride=(1, 1), pad=(2, 2, 2, 2),
                 dilation=(2, 2), groups=2),
            conv(w.kernel(3, 3, 1, 12), w(12), IDENTITY, stride=(1, 1), pad=(1, 1, 1, 1),
                 dilation=(1, 1), groups=6),
        ),
        signal(106, 7, 6, 4, 3),
        input_shape="x:batch,4,6,7",
        era=ERA_2022,
    )  # fmt: skip
    w = Weights(107)
    yield simple(
        "conv_1d",
        "0.12.6+",
        "one spatial dimension",
        chain(
            conv(w.kernel(3, 2, 4), w(4), RELU, stride=(1,), pad=(1, 1), dilation=(1,), groups=1),
            pool("MaxPool", (2,), (0, 0), (2,)),
            FLATTEN_NEW,
            dense(w(2, 20), w(2)),
        ),
        signal(107, 10, 2, 3),
        input_shape="x:batch,2,10",
        era=ERA_2025,
    )
    w = Weights(108)
    yield simple(
        "conv_3d",
        "0.12.6+",
        "three spatial dimensions",
        chain(
            conv(w.kernel(2, 3, 2, 2, 3), w(3), RELU, stride=(1, 1, 2), pad=(0, 0, 1, 1, 0, 1),
                 dilation=(1, 1, 1), groups=1),
            pool("MeanPool", (2, 1, 1), (0,) * 6, (2, 1, 1)),
        ),
        signal(108, 5, 4, 6, 2, 3),
        input_shape="x:batch,2,6,4,5",
    )  # fmt: skip
    w = Weights(109)
    yield simple(
        "crosscor",
        "0.9+",
        "CrossCor does not flip its kernel",
        chain(
            conv(w.kernel(3, 2, 2, 4), w(4), RELU, stride=(1, 1), pad=(1, 1, 0, 1),
                 dilation=(1, 1), name="CrossCor"),
        ),
        signal(109, 6, 5, 2, 3),
        input_shape="x:batch,2,5,6",
    )  # fmt: skip
    w = Weights(110)
    yield simple(
        "depthwise_07",
        "0.7-0.8.2",
        "DepthwiseConv without dilation",
        chain(
            conv(t(w.kernel(3, 3, 2, 3)), t(w(6)), RELU, stride=(1, 1), pad=(1, 1),
                 name="DepthwiseConv"),
        ),
        signal(110, 6, 5, 3, 3),
        input_shape="x:batch,3,5,6",
        era=ERA_2019,
    )  # fmt: skip
    w = Weights(111)
    yield simple(
        "depthwise_010",
        "0.8.3-0.12",
        "DepthwiseConv with dilation",
        chain(
            conv(w.kernel(3, 2, 2, 3), w(6), IDENTITY, stride=(2, 1), pad=(1, 1, 0, 0),
                 dilation=(1, 2), name="DepthwiseConv"),
        ),
        signal(111, 6, 5, 3, 3),
        input_shape="x:batch,3,5,6",
        era=ERA_2020,
    )  # fmt: skip


def transposed() -> Iterator[Sample]:
    w = Weights(121)
    yield simple(
        "conv_transpose_six_fields",
        "0.8-0.12.7",
        "ConvTranspose of 6 fields",
        chain(
            conv_transpose(w.kernel(3, 2, 3, 2), w(3), RELU, stride=(2, 1), pad=(1, 0, 0, 0),
                           dilation=(1, 2)),
        ),
        signal(121, 4, 5, 2, 3),
        input_shape="x:batch,2,5,4",
        era=ERA_2020,
    )  # fmt: skip
    w = Weights(122)
    yield simple(
        "conv_transpose_seven_fields",
        "0.12.8-0.14.16",
        "ConvTranspose of 7 fields with groups",
        chain(
            conv_transpose(w.kernel(3, 3, 2, 4), w(4), RELU, stride=(2, 2), pad=(1, 1, 1, 1),
                           dilation=(1, 1), groups=2),
        ),
        signal(122, 4, 5, 4, 3),
        input_shape="x:batch,4,5,4",
    )  # fmt: skip
    w = Weights(123)
    yield simple(
        "conv_transpose_outpad",
        "0.14.17+",
        "ConvTranspose of 8 fields: outpad comes before dilation",
        chain(
            conv_transpose(w.kernel(3, 4, 3, 2), w(3), fn("tanh"), stride=(2, 3),
                           pad=(1, 1, 2, 1), outpad=(1, 0), dilation=(1, 1), groups=1),
        ),
        signal(123, 4, 5, 2, 3),
        input_shape="x:batch,2,5,4",
        era=ERA_2025,
    )  # fmt: skip
    w = Weights(124)
    yield simple(
        "conv_transpose_1d",
        "0.14.17+",
        "a transposed convolution over one dimension",
        chain(
            conv_transpose(w.kernel(4, 3, 2), False, IDENTITY, stride=(2,), pad=(1, 1),
                           outpad=(0,), dilation=(1,), groups=1),
        ),
        signal(124, 5, 2, 3),
        input_shape="x:batch,2,5",
        era=ERA_2025,
    )  # fmt: skip


def pools() -> Iterator[Sample]:
    yield simple(
        "pool_max_mean",
        "0.6.7+",
        "pads come before strides; MeanPool divides by the whole window",
        chain(
            pool("MaxPool", (3, 2), (1, 1, 0, 1), (2, 1)),
            pool("MeanPool", (2, 3), (1, 0, 1, 1), (1, 2)),
        ),
        signal(131, 9, 8, 2, 3),
        input_shape="x:batch,2,8,9",
    )
    yield simple(
        "pool_adaptive",
        "0.11+",
        "AdaptiveMaxPool and AdaptiveMeanPool by Flux's rule for stride and window",
        chain(adaptive_pool("AdaptiveMaxPool", 5, 4), adaptive_pool("AdaptiveMeanPool", 3, 2)),
        signal(132, 12, 9, 2, 3),
        input_shape="x:batch,2,9,12",
        era=ERA_2021,
    )
    w = Weights(133)
    yield simple(
        "pool_global",
        "0.10.4+",
        "GlobalMeanPool keeps its dimensions, so flatten follows",
        chain(
            conv(w.kernel(3, 3, 2, 4), w(4), RELU, stride=(1, 1), pad=(0, 0, 0, 0),
                 dilation=(1, 1), groups=1),
            global_pool("GlobalMeanPool"),
            FLATTEN_NEW,
            dense(w(3, 4), w(3)),
        ),
        signal(133, 6, 5, 2, 3),
        input_shape="x:batch,2,5,6",
        era=ERA_2025,
    )  # fmt: skip
    yield simple(
        "pool_global_max",
        "0.10.4+",
        "GlobalMaxPool then flatten",
        chain(global_pool("GlobalMaxPool"), FLATTEN),
        signal(134, 6, 5, 2, 3),
        input_shape="x:batch,2,5,6",
    )
    yield simple(
        "upsample_nearest",
        "0.12+",
        "Upsample(:nearest) with a scale for each dimension",
        chain(upsample("nearest", ints(2, 3))),
        signal(135, 4, 3, 2, 3),
        input_shape="x:batch,2,3,4",
    )
    yield simple(
        "upsample_bilinear",
        "0.12+",
        "Upsample(:bilinear) aligns corners",
        chain(upsample("bilinear", 2)),
        signal(136, 4, 3, 2, 3),
        input_shape="x:batch,2,3,4",
        era=ERA_2022,
    )
    yield simple(
        "upsample_size",
        "0.12+",
        "Upsample(:bilinear, size = ...)",
        chain(upsample("bilinear", None, ints(7, 5))),
        signal(137, 4, 3, 2, 3),
        input_shape="x:batch,2,3,4",
    )
    yield simple(
        "pixel_shuffle",
        "0.12+",
        "PixelShuffle(2)",
        chain(flux("PixelShuffle", 2, params=())),
        signal(138, 4, 3, 8, 3),
        input_shape="x:batch,8,3,4",
    )


def samples() -> Iterator[Sample]:
    yield from convolutions()
    yield from transposed()
    yield from pools()
