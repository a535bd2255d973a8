"""Layers that hold layers, embeddings and attention."""

from __future__ import annotations

import dataclasses
from typing import Iterator

import numpy as np

from bsonjl import (
    ERA_2019,
    ERA_2020,
    ERA_2021,
    ERA_2022,
    ERA_2023,
    ERA_2025,
    COLON,
    Tuple,
    named_tuple,
)
from families.sample import Sample, signal, simple, tokens
from layers import (
    IDENTITY,
    RELU,
    RNG,
    Weights,
    chain,
    chain_named,
    chain_vector,
    conv,
    dense,
    dropout,
    flux,
    fn,
    maxout,
    parallel,
    skip,
    type_of,
)

SAME = dict(stride=(1, 1), pad=(1, 1, 1, 1), dilation=(1, 1), groups=1)


def chains() -> Iterator[Sample]:
    w = Weights(401)
    yield simple(
        "chain_named",
        "0.12+",
        "Chain of a NamedTuple with names beyond ASCII",
        chain_named(
            encoder=dense(w(5, 4), w(5), RELU),
            μ=dense(w(3, 5), w(3)),
            π=fn("softmax"),
        ),
        signal(401, 4, 3),
    )
    w = Weights(402)
    yield simple(
        "chain_vector",
        "0.13+",
        "Chain of a Vector of layers, keys of documents shuffled",
        chain_vector(dense(w(5, 4), w(5), RELU), dense(w(3, 5), w(3))),
        signal(402, 4, 3),
        era=dataclasses.replace(ERA_2022, key_order_seed=402),
    )
    w = Weights(403)
    deep = dense(w(4, 4), w(4), fn("tanh"))
    for _ in range(44):
        deep = chain(deep)
    yield simple(
        "chain_nested_deep",
        "0.13+",
        "a Dense inside 44 Chains",
        chain(deep, dense(w(2, 4), w(2))),
        signal(403, 4, 3),
    )
    w = Weights(404)
    shared = w(4, 4)
    yield simple(
        "tied_weights",
        "0.13+",
        "one array in two layers, written once and referred to; repeated entries in _backrefs",
        chain(dense(shared, w(4), RELU), dense(shared, w(4), RELU), dense(shared, False)),
        signal(404, 4, 3),
        era=dataclasses.replace(ERA_2023, duplicates=True, backrefs_first=True),
    )
    w = Weights(405)
    layer = dense(w(4, 4), w(4), fn("tanh"))
    yield simple(
        "tied_layers_2019",
        "0.9-0.10",
        "one layer used three times; releases before 0.2.5 shared immutable values too",
        chain(layer, layer, layer, dense(w(2, 4), w(2))),
        signal(405, 4, 3),
        era=dataclasses.replace(ERA_2019, duplicates=True, key_order_seed=405),
    )


def branches() -> Iterator[Sample]:
    w = Weights(411)
    yield simple(
        "skip_plus",
        "0.9+",
        "SkipConnection(layers, +)",
        chain(skip(chain(dense(w(4, 4), w(4), RELU), dense(w(4, 4), w(4))), fn("+")),
              dense(w(2, 4), w(2))),
        signal(411, 4, 3),
        era=ERA_2020,
    )  # fmt: skip
    w = Weights(412)
    yield simple(
        "skip_vcat",
        "0.9+",
        "SkipConnection(layers, vcat): the transformed part comes first",
        chain(skip(dense(w(3, 4), w(3), RELU), fn("vcat")), dense(w(2, 7), w(2))),
        signal(412, 4, 3),
    )
    w = Weights(413)
    yield simple(
        "parallel_one_input",
        "0.12+",
        "Parallel(vcat, ...) with one input for every branch",
        chain(
            parallel(fn("vcat"), dense(w(3, 4), w(3), RELU), IDENTITY, dense(w(2, 4), w(2))),
            dense(w(2, 9), w(2)),
        ),
        signal(413, 4, 3),
        era=ERA_2021,
    )
    w = Weights(414)
    yield simple(
        "parallel_two_inputs",
        "0.12+",
        "Parallel(+, a, b) over two inputs",
        parallel(fn("+"), dense(w(3, 4), w(3), RELU), dense(w(3, 5), w(3))),
        signal(414, 4, 3),
        signal(1414, 5, 3),
    )
    w = Weights(415)
    yield simple(
        "parallel_named",
        "0.12+",
        "Parallel over a NamedTuple",
        chain(
            flux(
                "Parallel",
                fn("+"),
                named_tuple(a=dense(w(3, 4), w(3)), b=dense(w(3, 4), w(3), fn("σ"))),
            ),
            dense(w(2, 3), w(2)),
        ),
        signal(415, 4, 3),
    )
    w = Weights(416)
    yield simple(
        "parallel_image",
        "0.12+",
        "a residual block: SkipConnection(Chain(Conv, Conv), +) over images",
        chain(
            skip(
                chain(
                    conv(w.kernel(3, 3, 2, 4), w(4), RELU, **SAME),
                    conv(w.kernel(3, 3, 4, 2), w(2), IDENTITY, **SAME),
                ),
                fn("+"),
            ),
        ),
        signal(416, 5, 4, 2, 3),
        input_shape="x:batch,2,4,5",
    )
    w = Weights(417)
    layers = (dense(w(4, 3), w(4), RELU), dense(w(5, 4), w(5), RELU), dense(w(2, 5), w(2)))
    yield simple(
        "pairwise_fusion",
        "0.13.4+",
        "PairwiseFusion(+, ...) over three inputs returns three outputs",
        flux("PairwiseFusion", fn("+"), Tuple(*layers)),
        signal(417, 3, 3),
        signal(1417, 4, 3),
        signal(2417, 5, 3),
    )
    w = Weights(418)
    yield simple(
        "maxout",
        "0.8+",
        "Maxout over three Dense layers",
        chain(maxout(*(dense(w(3, 4), w(3)) for _ in range(3))), dense(w(2, 3), w(2))),
        signal(418, 4, 3),
        era=ERA_2020,
    )


def embeddings() -> Iterator[Sample]:
    w = Weights(421)
    yield simple(
        "embedding",
        "0.12.5-0.16.10",
        "Embedding of 1-based indices, then flatten and Dense",
        chain(flux("Embedding", w(4, 11)), fn("flatten", "MLUtils"), dense(w(3, 24), w(3))),
        tokens(421, 11, 6, 3),
        input_shape="x:batch,6",
    )
    w = Weights(422)
    weight = w(4, 9)
    yield simple(
        "embedding_padding",
        "0.16.11",
        "Embedding with padding_idx, over a vector of indices",
        chain(
            flux("Embedding", weight, None, params=(type_of(weight), type_of(None))),
            dense(w(2, 4), w(2)),
        ),
        tokens(422, 9, 5),
        input_shape="x:batch",
        era=ERA_2025,
    )
    for reduction in ("mean", "sum", "maximum"):
        w = Weights(423)
        yield simple(
            f"embedding_bag_{reduction}",
            "0.13.16+",
            f"EmbeddingBag with {reduction}: a column of indices is a bag",
            chain(flux("EmbeddingBag", w(4, 9), fn(reduction)), dense(w(2, 4), w(2))),
            tokens(423, 9, 5, 3),
            input_shape="x:batch,5",
            era=ERA_2025,
        )


def attention() -> Iterator[Sample]:
    w = Weights(431)
    heads = flux(
        "MultiHeadAttention",
        2,
        dense(w(6, 4), False),
        dense(w(6, 4), False),
        dense(w(8, 4), False),
        dropout(np.float32(0), COLON, None, RNG),
        dense(w(5, 8), w(5)),
        params=(),
    )
    yield simple(
        "attention",
        "0.13.15+",
        "MultiHeadAttention of itself, then first; head width differs between keys and values",
        chain(heads, fn("first"), dense(w(3, 5), w(3), RELU)),
        signal(431, 4, 6, 3),
        input_shape="x:batch,6,4",
        era=ERA_2025,
    )
    heads = flux(
        "MultiHeadAttention",
        2,
        dense(w(6, 4), False),
        dense(w(6, 3), False),
        dense(w(6, 3), False),
        dropout(np.float32(0), COLON, None, RNG),
        dense(w(4, 6), False),
        params=(),
    )
    yield simple(
        "attention_two_inputs",
        "0.13.15+",
        "MultiHeadAttention of queries to keys of another length; gives its scores too",
        heads,
        signal(432, 4, 5, 3),
        signal(433, 3, 7, 3),
        era=ERA_2025,
    )


def samples() -> Iterator[Sample]:
    yield from chains()
    yield from branches()
    yield from embeddings()
    yield from attention()
