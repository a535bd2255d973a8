#!/usr/bin/env python3
"""Compares activations, recurrent layers, attention and transformers with torch.

    Tests/Conformance/layers_advanced.py [--recast .build/debug/recast] [--filter TEXT] [--opset 17]
                                         [--keep FOLDER]

The state dict of each goes with an architecture file of one step, and a layer of one input goes as the
whole-module pickle of a Sequential as well. Every result is computed by ONNX Runtime at two batch sizes
and two lengths.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile
import warnings

import numpy
import onnxruntime
import torch
from torch import nn

warnings.filterwarnings("ignore")
ROOT = pathlib.Path(__file__).resolve().parents[2]
BATCH, TIME = "batch", "time"
OPEN_SIZES = ({BATCH: 2, TIME: 5}, {BATCH: 3, TIME: 7})


def activations():
    picture = [(BATCH, 4, 6, TIME)]
    for name in ("ReLU ReLU6 SELU SiLU Mish Hardswish Hardsigmoid LeakyReLU ELU CELU GELU Hardtanh Softplus "
                 "Hardshrink Softshrink PReLU RReLU GLU Sigmoid Tanh Softsign Tanhshrink LogSigmoid "
                 "Softmax2d").split():
        settings = {"dim": 1} if name == "GLU" else {}
        yield name, settings, picture
    yield "LeakyReLU", {"negative_slope": 0.3}, picture
    yield "ELU", {"alpha": 0.4}, picture
    yield "CELU", {"alpha": 1.7}, picture
    yield "GELU", {"approximate": "tanh"}, picture
    yield "Hardtanh", {"min_val": -0.5, "max_val": 2.0}, picture
    yield "Softplus", {"beta": 3.0, "threshold": 4.0}, picture
    yield "Hardshrink", {"lambd": 1.1}, picture
    yield "Softshrink", {"lambd": 0.2}, picture
    yield "Threshold", {"threshold": 0.3, "value": -7.0}, picture
    yield "PReLU", {"num_parameters": 4}, picture
    yield "PReLU", {"num_parameters": 4}, [(BATCH, 4)]
    yield "RReLU", {"lower": 0.1, "upper": 0.5}, picture
    yield "GLU", {"dim": -1}, [(BATCH, TIME, 6)]
    for name in ("Softmax", "LogSoftmax", "Softmin"):
        yield name, {"dim": 1}, picture
        yield name, {"dim": -1}, [(BATCH, TIME)]
        yield name, {"dim": None}, [(BATCH, 4)]
        yield name, {"dim": None}, [(BATCH, TIME, 4)]


def recurrent():
    for name in ("LSTM", "GRU", "RNN"):
        sizes = {"input_size": 3, "hidden_size": 4}
        yield name, sizes, [(TIME, BATCH, 3)]
        yield name, sizes | {"batch_first": True, "bidirectional": True}, [(BATCH, TIME, 3)]
        yield name, sizes | {"num_layers": 3, "bidirectional": True}, [(TIME, BATCH, 3)]
        yield name, sizes | {"num_layers": 2, "bias": False, "batch_first": True}, [(BATCH, TIME, 3)]
        yield name, sizes, [(TIME, 3)]
        layers = {"num_layers": 2, "bidirectional": True, "batch_first": True}
        states = [(4, BATCH, 4)] * (2 if name == "LSTM" else 1)
        yield name, sizes | layers, [(BATCH, TIME, 3)] + states
        yield f"{name}Cell", sizes, [(BATCH, 3)]
        yield f"{name}Cell", sizes | {"bias": False}, [(BATCH, 3)] + [(BATCH, 4)] * len(states)
    yield "RNN", {"input_size": 3, "hidden_size": 4, "nonlinearity": "relu"}, [(TIME, BATCH, 3)]
    yield "RNNCell", {"input_size": 3, "hidden_size": 4, "nonlinearity": "relu"}, [(BATCH, 3)]


def attention():
    sizes = {"embed_dim": 8, "num_heads": 2}
    for more in ({}, {"batch_first": True}, {"bias": False}, {"add_bias_kv": True}, {"add_zero_attn": True},
                 {"add_bias_kv": True, "add_zero_attn": True, "batch_first": True}):
        first = (BATCH, TIME) if more.get("batch_first") else (TIME, BATCH)
        other = (BATCH, 6) if more.get("batch_first") else (6, BATCH)
        yield "MultiheadAttention", sizes | more, [first + (8,), other + (8,), other + (8,)]
        key = {"kdim": 5, "vdim": 6}
        yield "MultiheadAttention", sizes | more | key, [first + (8,), other + (5,), other + (6,)]


def transformers():
    sizes = {"d_model": 8, "nhead": 2, "dim_feedforward": 12}
    for more in ({}, {"batch_first": True}, {"norm_first": True}, {"activation": "gelu", "batch_first": True},
                 {"bias": False, "layer_norm_eps": 1e-3}, {"activation": "GELU"}):
        first = (BATCH, TIME, 8) if more.get("batch_first") else (TIME, BATCH, 8)
        other = (BATCH, 6, 8) if more.get("batch_first") else (6, BATCH, 8)
        yield "TransformerEncoderLayer", sizes | more, [first]
        yield "TransformerDecoderLayer", sizes | more, [first, other]
        for norm in (False, True):
            stack = {"num_layers": 2, "norm": norm}
            yield "TransformerEncoder", sizes | more | stack, [first]
            yield "TransformerDecoder", sizes | more | stack, [first, other]
        stack = {"num_encoder_layers": 1, "num_decoder_layers": 2}
        yield "Transformer", sizes | more | stack, [other, first]


def make(kind, settings):
    settings = dict(settings)
    if settings.get("activation") == "GELU":  # A layer, where `gelu` is a function.
        settings["activation"] = nn.GELU()
    if kind in ("TransformerEncoder", "TransformerDecoder"):
        count, norm = settings.pop("num_layers"), settings.pop("norm")
        bias, epsilon = settings.get("bias", True), settings.get("layer_norm_eps", 1e-5)
        block = getattr(nn, f"{kind}Layer")(**settings)
        last = nn.LayerNorm(settings["d_model"], eps=epsilon, bias=bias) if norm else None
        return getattr(nn, kind)(block, count, norm=last)
    return getattr(nn, kind)(**settings)


def randomised(module):
    for parameter in module.parameters():
        nn.init.normal_(parameter, std=0.5)
    return module.eval()


def inputs(shapes, sizes, seed):
    generator = torch.Generator().manual_seed(seed)
    return [torch.randn([sizes.get(size, size) for size in shape], generator=generator) * 2
            for shape in shapes]


def expected(module, kind, values):
    if kind in ("LSTM", "LSTMCell") and len(values) == 3:
        results = module(values[0], (values[1], values[2]))
    else:
        results = module(*values)
    if kind == "MultiheadAttention":
        return [results[0]]
    flat = []
    for result in results if isinstance(results, tuple) else [results]:
        flat += result if isinstance(result, tuple) else [result]
    return flat


def architecture(kind, settings, shapes, resultCount):
    """An architecture file of one step; JSON is YAML."""
    names = [f"x{index}" for index in range(len(shapes))]
    results = [f"y{index}" for index in range(resultCount)]
    step = {"name": "layer", "kind": kind, "from": names, "as": results} | settings
    if kind not in ("TransformerEncoder", "TransformerDecoder"):
        step.pop("norm", None)
    # Weights without a tensor are no checkpoint, so each has one that nothing uses.
    unused = {"parameter": "unused", "shape": [1], "as": "unused"}
    return json.dumps({
        "architecture": "one-layer", "inputs": dict(zip(names, map(list, shapes))),
        "outputs": {name: name for name in results}, "forward": [unused, step]})


def check(recast, more, folder, number, kind, settings, shapes, pickled):
    torch.manual_seed(number)
    module = randomised(make(kind, settings))
    values = inputs(shapes, OPEN_SIZES[0], number)
    with torch.no_grad():
        first = expected(module, kind, values)
    name = f"{number}-{kind}-{'module' if pickled else 'weights'}"
    source, target = folder / f"{name}.pth", folder / f"{name}.onnx"
    command = [recast, "convert", str(source), "-o", str(target), "--quiet", *more]
    if pickled:
        torch.save(nn.Sequential(module), source)
        command += ["--input-shape", "x:" + ",".join(map(str, shapes[0]))]
    else:
        weights = nn.ModuleDict({"layer": module}).state_dict()
        torch.save(weights | {"unused": torch.ones(1)}, source)
        description = folder / f"{name}.yaml"
        description.write_text(architecture(kind, settings, shapes, len(first)))
        command += ["--architecture", str(description)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        return (done.stderr.strip() or done.stdout.strip()).splitlines()[:3]
    session = onnxruntime.InferenceSession(target, providers=["CPUExecutionProvider"])
    problems = []
    for sizes in OPEN_SIZES:
        values = inputs(shapes, sizes, number)
        with torch.no_grad():
            wanted = expected(module, kind, values)
        feed = {value.name: array.numpy() for value, array in zip(session.get_inputs(), values)}
        found = session.run(None, feed)
        if len(found) != len(wanted):
            problems.append(f"{len(found)} results, {len(wanted)} expected")
        for index, (array, tensor) in enumerate(zip(found, wanted)):
            if array.shape != tuple(tensor.shape):
                problems.append(f"result {index} is {array.shape}, expected {tuple(tensor.shape)}")
            elif not numpy.allclose(array, tensor.numpy(), rtol=1e-4, atol=1e-5):
                worst = numpy.abs(array - tensor.numpy()).max()
                problems.append(f"result {index} is off by {worst:.2e}")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recast", default=str(ROOT / ".build/debug/recast"))
    parser.add_argument("--filter", default="")
    parser.add_argument("--opset", default="17")
    parser.add_argument("--keep", type=pathlib.Path)
    options = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        cases = [*activations(), *recurrent(), *attention(), *transformers()]
        for number, (kind, settings, shapes) in enumerate(cases):
            if options.filter not in kind:
                continue
            for pickled in [False, True] if len(shapes) == 1 else [False]:
                try:
                    problems = check(
                        options.recast, ["--opset", options.opset], folder, number, kind, settings,
                        shapes, pickled)
                except Exception as error:  # A broken model is a result as well.
                    problems = [f"{type(error).__name__}: {error}"]
                if problems:
                    failed += 1
                    form = "module" if pickled else "weights"
                    print(f"{number} {form} {kind} {settings} {shapes}: " + "; ".join(problems))
                else:
                    passed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
