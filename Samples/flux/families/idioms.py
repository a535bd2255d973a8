"""Functions as people write them around layers, and models that are such functions."""

from __future__ import annotations

from typing import Iterator

import numpy as np

from bsonjl import ERA_2020, ERA_2023, ERA_2025, Dictionary, Tuple, base, core, named_tuple
from closures import COLON_NAME, X, Captured, Global, call, closure, dot
from families.functions import JULIA_1_5, JULIA_1_8, tup
from families.sample import Sample, signal, simple
from layers import IDENTITY, RELU, Weights, chain, composed, conv, dense, flux, fn, recur

ANY = core("Any")


def to(first: object, *rest: object) -> object:
    """`first:last` or `first:step:last`."""
    return call(COLON_NAME, first, *rest)


def end(dimension: int) -> object:
    return call("lastindex", X, dimension)


def parts() -> Iterator[Sample]:
    w = Weights(701)
    lstm = flux("LSTMCell", w(20, 4), w(20, 5), w(20), Tuple(w(5, 1), w(5, 1)))
    last = call("getindex", X, COLON_NAME, COLON_NAME, end(3))
    yield simple(
        "closure_last_step",
        "0.12-0.14",
        "x -> x[:, :, end] takes the last step of a sequence of any length",
        chain(recur(lstm, Tuple(w(5, 3), w(5, 3))), closure(JULIA_1_8, last), dense(w(2, 5), w(2))),
        signal(701, 4, 3, 6),
        era=JULIA_1_8,
        batch_axis=1,
    )
    w = Weights(702)
    mean = call("getindex", X, to(1, 2), COLON_NAME)
    deviation = dot("softplus", call("getindex", X, to(3, end(1)), COLON_NAME))
    yield simple(
        "closure_ranges",
        "0.15+",
        "x -> (x[1:2, :], softplus.(x[3:end, :])), the two heads of a policy",
        chain(dense(w(5, 4), w(5), fn("tanh")), closure(ERA_2025, tup(mean, deviation))),
        signal(702, 4, 3),
        era=ERA_2025,
    )
    w = Weights(703)
    picked = call("getindex", X, call(Global("vect", ("Base",)), 3, 1), COLON_NAME)
    stepped = call("view", X, to(2, 2, 6), COLON_NAME)
    yield simple(
        "closure_positions",
        "0.13+",
        "x -> view(x, 2:2:6, :) and x -> x[[3, 1], :]",
        chain(
            dense(w(6, 4), w(6)),
            closure(ERA_2023, stepped, name="#1#2"),
            closure(ERA_2023, picked, name="#3#4"),
        ),
        signal(703, 4, 3),
    )
    w = Weights(704)
    length = dot("sqrt", call("sum", Global("abs2"), X, dims=1))
    yield simple(
        "closure_unit_length",
        "0.11",
        "x -> x ./ sqrt.(sum(abs2, x; dims = 1))",
        chain(dense(w(5, 4), w(5)), closure(ERA_2020, dot("/", X, length))),
        signal(704, 4, 3),
        era=ERA_2020,
    )


def pictures() -> Iterator[Sample]:
    w = Weights(711)
    flat = call("reshape", X, call("prod", call("getindex", call("size", X), to(1, 3))), COLON_NAME)
    yield simple(
        "closure_upsample",
        "0.12.6+",
        "x -> upsample_nearest(x, (2, 2)), pad_reflect and reshape(x, prod(size(x)[1:3]), :)",
        chain(
            closure(JULIA_1_5, call("upsample_nearest", X, tup(2, 2)), name="#1#2"),
            closure(JULIA_1_5, call("pad_reflect", X, tup(1, 1, 2, 0)), name="#3#4"),
            conv(w.kernel(3, 3, 1, 2), w(2), RELU, stride=(2, 2), pad=(0, 0, 0, 0),
                 dilation=(1, 1), groups=1),
            closure(JULIA_1_5, flat, name="#5#6"),
            dense(w(3, 24), w(3)),
        ),
        signal(711, 4, 3, 1, 3),
        input_shape="x:batch,1,3,4",
        era=JULIA_1_5,
    )  # fmt: skip


def models() -> Iterator[Sample]:
    w = Weights(721)
    encoder, decoder = chain(dense(w(2, 4), w(2), RELU)), chain(dense(w(4, 2), w(4)))
    yield simple(
        "model_composed",
        "0.12+",
        "the model is decoder ∘ encoder",
        composed(decoder, encoder),
        signal(721, 4, 3),
    )
    around = closure(
        ERA_2023,
        call(Captured("decoder"), call(Captured("encoder"), X)),
        captures={"encoder": encoder, "decoder": decoder},
    )
    yield simple(
        "model_closure",
        "0.13+",
        "the model is x -> decoder(encoder(x)) around two captured chains",
        around,
        signal(722, 4, 3),
    )
    yield Sample(
        "named_tuple_of_models",
        "0.13+",
        "a checkpoint saved as a named tuple",
        {"checkpoint": named_tuple(model=encoder, epoch=3, loss=np.float32(0.5))},
        encoder,
        [signal(723, 4, 3)],
        select="checkpoint.model",
    )
    numbered = Dictionary(base("Dict", core("Int64"), ANY), np.array([7], np.int64), [encoder])
    yield Sample(
        "dictionary_of_integers",
        "0.13+",
        "models in a Dict by their numbers",
        {"models": numbered},
        encoder,
        [signal(724, 4, 3)],
        select="models.7",
    )
    w = Weights(725)
    yield simple(
        "user_function",
        "0.13+",
        "an activation that the user defined under the name of one of NNlib's",
        chain(dense(w(3, 4), w(3), fn("swish", "Main")), dense(w(2, 3), w(2), IDENTITY)),
        signal(725, 4, 3),
    )
    yield Sample(
        "user_function_unknown",
        "0.13+",
        "an activation whose method only the user's script has",
        {"model": chain(dense(w(3, 4), w(3), fn("myact", "Main")))},
        expect="flux.unsupported-call",
    )


def samples() -> Iterator[Sample]:
    yield from parts()
    yield from pictures()
    yield from models()
