"""Whole files: checkpoints, weights without a model, several models, and what is refused."""

from __future__ import annotations

import dataclasses
import struct
from typing import Any, Iterator

import numpy as np

from bsonjl import (
    ANY,
    ERA_2019,
    ERA_2020,
    ERA_2021,
    ERA_2022,
    ERA_2023,
    ERA_2025,
    NOTHING,
    Bits,
    Boxed,
    DataType,
    Dictionary,
    Struct,
    Symbol,
    Tuple,
    Undef,
    base,
    core,
    dump,
    named_tuple,
    type_of,
)
from closures import X, call, closure
from families.sample import Sample, signal
from layers import (
    IDENTITY,
    RELU,
    Weights,
    chain,
    conv,
    dense,
    flux,
    fn,
    norm,
    pool,
    tracked,
    tracked_real,
)


def small(w: Weights) -> Any:
    return chain(dense(w(5, 4), w(5), RELU), dense(w(2, 5), w(2)))


def checkpoints() -> Iterator[Sample]:
    w = Weights(601)
    model = small(w)
    arrays = [a for layer in model.fields[0].items for a in layer.fields[:2]]
    moments = [Tuple(w(*a.shape), w(*a.shape), [float(0.9**5), float(0.999**5)]) for a in arrays]
    state = Dictionary(base("IdDict", ANY, ANY), list(arrays), moments)
    adam = DataType(("Flux", "Optimise", "ADAM"))
    optimiser = Struct(adam, [0.001, Tuple(0.9, 0.999), 1e-8, state])
    yield Sample(
        "checkpoint_adam",
        "0.13",
        "model, optimiser whose IdDict has the parameters for keys, loss and epoch",
        {
            "epoch": 12,
            "opt": optimiser,
            "loss": [1.5, 0.75, 0.5],
            "model": model,
            "note": "a checkpoint",
            "best": np.float32(0.5),
        },
        model,
        [signal(601, 4, 3)],
        era=dataclasses.replace(ERA_2022, backrefs_first=True),
    )
    w = Weights(602)
    model = chain(
        conv(w.kernel(3, 3, 1, 2), w(2), RELU, stride=(1, 1), pad=(0, 0, 0, 0), dilation=(1, 1),
             groups=1),
        norm("BatchNorm", IDENTITY, w(2), w.positive(2), w(2), w.positive(2), np.float32(1e-5),
             np.float32(0.1), True, True, None, 2),
        pool("MaxPool", (2, 2), (0, 0, 0, 0), (2, 2)),
        fn("flatten", "MLUtils"),
        dense(w(3, 8), w(3)),
    )  # fmt: skip
    weight = model.fields[0].items[0].fields[1]
    adam = Struct(DataType(("Optimisers", "Adam")), [0.001, Tuple(0.9, 0.999), 1e-8])
    leaf = Struct(
        DataType(("Optimisers", "Leaf"), (type_of(adam), ANY)),
        [adam, Tuple(w(*weight.shape), w(*weight.shape), Tuple(0.9, 0.999)), False],
    )
    expr = Struct(core("Expr"), [Symbol("call"), Undef])
    yield Sample(
        "checkpoint_optimisers",
        "0.15+",
        "state of Optimisers.jl beside the model, shuffled keys, an unassigned field",
        {"opt_state": named_tuple(layers=Tuple(leaf)), "model_v2": model, "expression": expr},
        model,
        [signal(602, 6, 7, 1, 3)],
        input_shape="x:batch,1,7,6",
        era=dataclasses.replace(ERA_2025, key_order_seed=602),
    )
    w = Weights(603)
    encoder, decoder = small(w), chain(dense(w(5, 2), w(5), RELU), dense(w(4, 5), w(4)))
    both = {"encoder": encoder, "decoder": decoder}
    yield Sample(
        "two_models",
        "0.13+",
        "two models; the user says which",
        both,
        decoder,
        [signal(603, 2, 3)],
        select="decoder",
    )
    yield Sample(
        "two_models_ambiguous",
        "0.13+",
        "two models and nothing selected",
        both,
        expect="flux.ambiguous-model",
    )
    w = Weights(604)
    encoder, head = small(w), chain(dense(w(3, 2), w(3), fn("tanh")))
    kind = DataType(("Main", "VAE"), (type_of(encoder), type_of(head)))
    user = Struct(kind, [encoder, head, 7])
    yield Sample(
        "user_struct_part",
        "0.13+",
        "a struct of the user's; one of its fields is a Chain",
        {"model": user},
        head,
        [signal(604, 2, 3)],
        select="model.1",
    )
    yield Sample(
        "user_struct_whole",
        "0.13+",
        "what a struct of the user's does is not in the file",
        {"model": user},
        expect="flux.unknown-layer",
    )
    w = Weights(605)
    pluto = Struct(DataType(("Main", "workspace#4", "Net")), [small(w)])
    yield Sample(
        "user_struct_pluto",
        "0.13+",
        "a struct of a Pluto notebook around one Chain",
        {"net": pluto},
        pluto.fields[0],
        [signal(605, 4, 3)],
        select="net.0",
    )
    w = Weights(606)
    model = small(w)
    kind = base("Dict", core("String"), ANY)
    yield Sample(
        "dictionary_of_strings",
        "0.13+",
        "the root is itself a tagged value: a Dict with strings for keys, one of them a model",
        Dictionary(kind, ["model", "epochs"], [model, 3]),
        model,
        [signal(606, 4, 3)],
    )


def weights_only() -> Iterator[Sample]:
    def arrays(seed: int) -> list[np.ndarray]:
        w = Weights(seed)
        return [w(5, 4), w(5), w(2, 5), w(2)]

    yield Sample(
        "weights_list",
        "any",
        "a list of arrays: no architecture",
        {"weights": arrays(611)},
        era=ERA_2021,
        expect="flux.no-model",
    )
    listed = arrays(612)
    buffer = Struct(
        DataType(("Zygote", "Buffer"), (ANY, core("Array", ANY, 1))), [list(listed), False]
    )
    keys = [listed[i] for i in (2, 0, 3, 1)]
    nothings = Dictionary(base("IdDict", ANY, NOTHING), keys, Boxed(NOTHING, (4,), [None] * 4))
    ids = Struct(base("IdSet", ANY), [nothings])
    params = Struct(DataType(("Zygote", "Params"), (type_of(buffer),)), [buffer, ids])
    yield Sample(
        "weights_params",
        "0.12-0.14",
        "Flux.params(model): a Zygote.Params, whose Buffer has the order",
        {"weights": params},
        era=ERA_2022,
        expect="flux.no-model",
    )
    yield Sample(
        "weights_tracker",
        "0.5-0.9",
        "Tracker.data.(params(model)) and tracked arrays themselves",
        {"weights": [tracked(a) for a in arrays(613)], "scale": tracked_real(0.5)},
        era=ERA_2019,
        expect="flux.no-model",
    )


def on_a_gpu() -> Iterator[Sample]:
    context = Struct(
        DataType(("CUDA", "CuContext")),
        [Bits(core("Ptr", DataType(("CUDA", "CUctx_st"))), struct.pack("<Q", 0x55AA00)), True],
    )

    def array(*dims: int) -> Struct:
        bytes_ = 4 * int(np.prod(dims))
        pointer = Bits(DataType(("CUDA", "CuPtr"), (NOTHING,)), struct.pack("<Q", 0x1200000000))
        buffer_type = DataType(("CUDA", "Mem", "DeviceBuffer"))
        buffer = Struct(buffer_type, [context, pointer, bytes_, True])
        atomic = DataType(("Base", "Threads", "Atomic"), (core("Int64"),))
        count = Struct(atomic, [1])
        storage = Struct(DataType(("CUDA", "ArrayStorage"), (buffer_type,)), [buffer, count])
        kind = DataType(("CUDA", "CuArray"), (core("Float32"), len(dims), buffer_type))
        return Struct(kind, [storage, bytes_, 0, Tuple(*dims)])

    model = chain(
        flux("Dense", array(5, 4), array(5), RELU), flux("Dense", array(2, 5), array(2), IDENTITY)
    )
    yield Sample(
        "gpu_model",
        "0.13 with CUDA",
        "arrays left on the GPU: the file has pointers and no numbers",
        {"model": model},
        expect="flux.gpu-array",
    )
    old = DataType(("CuArrays", "CuArray"), (core("Float32"), 2, NOTHING))
    pointer = Bits(DataType(("CUDAdrv", "CuPtr"), (core("Float32"),)), struct.pack("<Q", 0x700000))
    yield Sample(
        "gpu_model_cuarrays",
        "0.10-0.11 with CuArrays",
        "the older package for the GPU",
        {
            "model": chain(
                flux(
                    "Dense",
                    Struct(old, [pointer, Tuple(3, 4), True]),
                    np.zeros(3, np.float32),
                    RELU,
                )
            )
        },
        era=ERA_2020,
        expect="flux.gpu-array",
    )


def broken_models() -> Iterator[Sample]:
    w = Weights(631)
    yield Sample(
        "unreadable_closure",
        "0.13+",
        "an anonymous function that calls a function of the user's",
        {
            "model": chain(
                dense(w(5, 4), w(5), RELU),
                closure(ERA_2023, call("my_secret_transform", X, 3)),
                dense(w(2, 5), w(2)),
            )
        },
        expect="flux.unsupported-call",
    )
    w = Weights(632)
    mine = Struct(DataType(("Main", "MyLayer"), ()), [w(5, 5), 0.5])
    yield Sample(
        "unknown_layer",
        "0.13+",
        "a layer of the user's inside a Chain",
        {"model": chain(dense(w(5, 4), w(5), RELU), mine, dense(w(2, 5), w(2)))},
        expect="flux.unknown-layer",
    )
    w = Weights(633)
    yield Sample(
        "dimension_mismatch",
        "0.13+",
        "Dense(4 => 3) then Dense(5 => 2)",
        {"model": chain(dense(w(3, 4), w(3), RELU), dense(w(2, 5), w(2)))},
        expect="infer.shape-mismatch",
    )
    w = Weights(634)
    own = Struct(DataType(("Main", "LSTM"), ()), [w(5, 4)])
    yield Sample(
        "user_type_called_lstm",
        "0.13+",
        "a type of the user's that happens to be called LSTM",
        {"model": chain(own, dense(w(2, 5), w(2)))},
        expect="flux.unknown-layer",
    )
    yield Sample(
        "batch_statistics",
        "0.12+",
        "BatchNorm(...; track_stats = false) has no statistics to export",
        {
            "model": chain(
                norm("BatchNorm", IDENTITY, w(4), w.positive(4), None, None, np.float32(1e-5),
                     np.float32(0.1), True, False, None, 4),
            )
        },
        expect="flux.not-exportable",
    )  # fmt: skip
    yield Sample(
        "activation_random",
        "0.13+",
        "rrelu draws random slopes",
        {"model": chain(dense(w(5, 4), w(5), fn("rrelu")))},
        expect="flux.not-exportable",
    )


def other_files() -> Iterator[Sample]:
    w = Weights(641)
    whole = dump({"model": small(w)}, ERA_2023)
    yield Sample(
        "truncated",
        "0.13+",
        "a download that stopped",
        raw=whole[: len(whole) * 2 // 3],
        expect="io.truncated",
    )
    yield Sample(
        "julia_serialization",
        "any",
        "a stream of Julia's Serialization with the wrong name",
        raw=b"7JL\x15\x04\x00\x00\x00" + bytes(range(40, 90)),
        expect="flux.foreign-file",
    )
    pointer = (
        "version https://git-lfs.github.com/spec/v1\n"
        "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
        "size 12345678\n"
    )
    yield Sample(
        "git_lfs_pointer",
        "any",
        "a pointer of Git LFS instead of the file",
        raw=pointer.encode(),
        expect="flux.foreign-file",
    )
    banner = b"HDF5-based Julia Data Format, version 0.1.1 (Julia 1.9.3 64-bit LE)"
    superblock = b"\x89HDF\r\n\x1a\n\x02\x08\x08\x00" + struct.pack(
        "<QQQQ", 512, 2**64 - 1, 600, 48
    )
    yield Sample(
        "jld2",
        "any",
        "a JLD2 file",
        raw=banner.ljust(512, b"\0") + superblock.ljust(88, b"\0"),
        expect="flux.foreign-file",
    )
    keras = {
        "class_name": "Sequential",
        "config": {"layers": ["dense_1", "dense_2"], "trainable": True},
        "weights": [0.25, 0.5],
    }
    yield Sample(
        "plain_bson",
        "none",
        "BSON that another program wrote: no tags",
        keras,
        expect="flux.no-model",
    )
    yield Sample("empty_file", "none", "no bytes at all", raw=b"", expect="flux.foreign-file")
    yield Sample(
        "empty_document",
        "none",
        "a document without a value",
        {},
        expect="flux.no-model",
    )


def samples() -> Iterator[Sample]:
    yield from checkpoints()
    yield from weights_only()
    yield from on_a_gpu()
    yield from broken_models()
    yield from other_files()
