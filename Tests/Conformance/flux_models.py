#!/usr/bin/env python3
"""Writes networks of torch as models of Flux and compares what they compute.

    Tests/Conformance/flux_models.py [--recast PROGRAM] [--only TEXT] [--keep FOLDER]

Each network gets random weights. `recast convert` writes it as a model of Flux, by its printed layers or
an architecture file. Then
- the file is read by the reader of Samples/flux, which knows nothing of recast, and evaluated by the
  evaluator beside it in Julia's order of dimensions,
- it is converted to ONNX and run by ONNX Runtime,
and both results are compared with torch's. Networks of plain layers are also built as structs of Flux
here and written by Samples/flux/bsonjl.py: the bytes have to be the same. Layers that Flux has no equal
for have to be refused by name.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import onnxruntime
import torch

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Samples" / "flux"))

import bsonjl  # noqa: E402
import layers  # noqa: E402
from evaluate import Evaluator  # noqa: E402
from readback import read  # noqa: E402

nn = torch.nn
RELATIVE, ABSOLUTE = 2e-4, 2e-5
TUPLE = bsonjl.Tuple


# ------------------------------------------------------------------ networks


def printed():
    """Networks that are printed as layers in a row: a name, the network, the shape of its input."""
    s = nn.Sequential
    yield "perceptron", s(nn.Linear(10, 8), nn.ReLU(), nn.Linear(8, 3), nn.Softmax(dim=1)), (4, 10)
    yield "dropout", s(nn.Linear(6, 8, bias=False), nn.Tanh(), nn.Dropout(0.3), nn.Linear(8, 2),
                       nn.LogSoftmax(dim=-1)), (3, 6)
    yield "lenet", s(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84),
        nn.ReLU(), nn.Linear(84, 10)), (2, 1, 28, 28)
    yield "vgg", s(
        s(nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(inplace=True), nn.MaxPool2d(2),
          nn.Conv2d(8, 12, 3, padding=1), nn.BatchNorm2d(12), nn.ReLU(inplace=True)),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), s(nn.Linear(12, 9), nn.ReLU(), nn.Dropout()),
        nn.Linear(9, 4)), (2, 3, 12, 10)
    yield "strides", s(
        nn.Conv2d(3, 4, (3, 5), stride=(2, 1), padding=(1, 2)), nn.Sigmoid(),
        nn.Conv2d(4, 4, (2, 3), dilation=(1, 2), groups=2, bias=False), nn.ELU()), (2, 3, 11, 13)
    yield "depthwise", s(
        nn.Conv2d(6, 6, 3, padding=1, groups=6), nn.BatchNorm2d(6), nn.ReLU6(),
        nn.Conv2d(6, 8, 1), nn.Hardswish()), (1, 6, 8, 7)
    yield "same", s(nn.Conv2d(2, 3, 4, padding="same"), nn.Conv2d(3, 2, (2, 3), padding="same"),
                    nn.SiLU()), (2, 2, 7, 9)
    yield "reflected", s(nn.Conv2d(2, 3, 3, padding=(1, 2), padding_mode="reflect"), nn.ReLU(),
                         nn.Conv2d(3, 2, 3, padding=1, padding_mode="circular"),
                         nn.Conv2d(2, 2, 3, padding=1, padding_mode="replicate")), (2, 2, 7, 9)
    yield "signals", s(
        nn.Conv1d(3, 8, 5, stride=2, padding=2), nn.GELU(), nn.BatchNorm1d(8), nn.AvgPool1d(2),
        nn.Conv1d(8, 4, 3), nn.Mish(), nn.AdaptiveMaxPool1d(1), nn.Flatten()), (2, 3, 32)
    yield "volumes", s(nn.Conv3d(1, 3, (2, 3, 4), padding=(0, 1, 2)), nn.LeakyReLU(0.2),
                       nn.MaxPool3d(2), nn.BatchNorm3d(3), nn.Flatten()), (2, 1, 5, 6, 8)
    yield "decoder", s(
        nn.Linear(6, 32), nn.ReLU(), nn.Unflatten(1, (8, 2, 2)),
        nn.ConvTranspose2d(8, 4, 4, 2, 1), nn.GroupNorm(2, 4), nn.ReLU(),
        nn.Upsample(scale_factor=2), nn.ReflectionPad2d(1), nn.Conv2d(4, 3, 3), nn.Tanh()), (2, 6)
    yield "transposed", s(
        nn.ConvTranspose2d(4, 6, (3, 2), stride=(2, 3), padding=(1, 0), output_padding=(1, 2),
                           groups=2), nn.CELU(0.7),
        nn.ConvTranspose2d(6, 2, 3, dilation=2, bias=False)), (2, 4, 5, 6)
    yield "shuffle", s(nn.Conv2d(1, 16, 5, padding=2), nn.Tanh(), nn.Conv2d(16, 9, 3, padding=1),
                       nn.PixelShuffle(3), nn.Sigmoid()), (1, 1, 6, 5)
    yield "instances", s(
        nn.Conv2d(2, 4, 3), nn.InstanceNorm2d(4, affine=True), nn.ReLU(), nn.Conv2d(4, 3, 3),
        nn.InstanceNorm2d(3), nn.Hardsigmoid()), (2, 2, 9, 9)
    yield "statistics", s(
        nn.Conv2d(2, 4, 3), nn.BatchNorm2d(4, affine=False), nn.Softplus(),
        nn.InstanceNorm2d(4, affine=True, track_running_stats=True), nn.Softsign()), (2, 2, 6, 6)
    yield "layernorm", s(nn.Linear(8, 12), nn.LayerNorm(12), nn.GELU(approximate="tanh"),
                         nn.Linear(12, 5), nn.LayerNorm(5, eps=1e-3, elementwise_affine=False)), \
        (3, 4, 8)
    yield "plane-norm", s(nn.Conv2d(2, 3, 3, padding=1), nn.LayerNorm([3, 4, 5]), nn.SELU()), \
        (2, 2, 4, 5)
    yield "tokens", s(nn.Embedding(11, 6, padding_idx=0), nn.LayerNorm(6), nn.Dropout(0.1),
                      nn.Linear(6, 4), nn.LogSigmoid()), ("ids", 2, 5, 11)
    yield "lstm", s(nn.LSTM(5, 7, num_layers=2, batch_first=True)), (3, 6, 5)
    yield "lstm-time", s(nn.LSTM(5, 7, bias=False)), (6, 3, 5)
    yield "rnn", s(nn.RNN(4, 6, batch_first=True)), (2, 5, 4)
    yield "gru", s(nn.GRU(4, 6, batch_first=True, bias=False)), (2, 5, 4)
    yield "gru-bias", s(nn.GRU(4, 6, batch_first=True)), (2, 5, 4)
    yield "activations", s(
        nn.Linear(4, 6), nn.Hardtanh(), nn.Linear(6, 6), nn.Softshrink(), nn.Linear(6, 6),
        nn.Tanhshrink(), nn.Linear(6, 6), nn.ELU(0.5), nn.Linear(6, 6), nn.Threshold(0.1, 0),
        nn.Linear(6, 6), nn.Softshrink(0.2), nn.Hardtanh(0, 6)), (5, 4)
    yield "before", s(nn.ReLU(), nn.Tanh(), nn.Linear(4, 3), nn.GELU(), nn.GELU()), (5, 4)
    yield "slopes", s(nn.Conv2d(2, 4, 3), nn.PReLU(4), nn.Conv2d(4, 2, 1), nn.PReLU()), (2, 2, 6, 6)
    yield "gated", s(nn.Linear(4, 8), nn.GLU(), nn.Linear(4, 3)), (5, 4)
    yield "gated-channels", s(nn.Conv2d(3, 8, 3), nn.GLU(dim=1), nn.Softmax(dim=1)), (2, 3, 6, 7)
    yield "corners", s(nn.Conv2d(1, 2, 3), nn.UpsamplingBilinear2d(scale_factor=2)), (1, 1, 6, 5)
    yield "means", s(nn.AvgPool2d(3, stride=2, padding=1), nn.Conv2d(2, 3, 1),
                     nn.AvgPool2d((2, 1))), (2, 2, 9, 8)
    yield "cells", s(nn.Conv2d(2, 3, 1), nn.AdaptiveAvgPool2d((2, 3)), nn.Flatten(),
                     nn.Linear(18, 2)), (2, 2, 8, 9)
    shared = nn.Linear(4, 4)
    yield "shared", s(shared, nn.ReLU(), shared), (2, 4)


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 6, 3, padding=1)
        self.conv1, self.bn1 = nn.Conv2d(6, 6, 3, padding=1), nn.BatchNorm2d(6)
        self.conv2, self.bn2 = nn.Conv2d(6, 8, 3, padding=1), nn.BatchNorm2d(8)
        self.down = nn.Conv2d(6, 8, 1)
        self.fc = nn.Linear(8, 4)

    def forward(self, x):
        x = torch.relu(self.stem(x))
        x = torch.relu(x + self.bn1(self.conv1(x)))
        x = torch.relu(self.bn2(self.conv2(x)) + self.down(x))
        return self.fc(x.mean([2, 3]))


RESIDUAL = [
    {"name": "stem", "kind": "Conv2d", "padding": 1}, {"kind": "relu", "as": "a"},
    {"name": "conv1", "kind": "Conv2d", "padding": 1}, {"name": "bn1", "kind": "BatchNorm2d", "as": "b"},
    {"kind": "add", "from": ["a", "b"]}, {"kind": "relu", "as": "c"},
    {"name": "conv2", "kind": "Conv2d", "padding": 1}, {"name": "bn2", "kind": "BatchNorm2d", "as": "d"},
    {"name": "down", "kind": "Conv2d", "from": "c", "as": "e"},
    {"kind": "add", "from": ["d", "e"]}, {"kind": "relu"},
    {"kind": "mean", "dim": [2, 3]}, {"name": "fc", "kind": "Linear"},
]


class Branches(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(2, 4, 3, padding=1)
        self.one, self.three = nn.Conv2d(4, 3, 1), nn.Conv2d(4, 5, 3, padding=1)
        self.squeeze, self.expand = nn.Conv2d(12, 3, 1), nn.Conv2d(3, 12, 1)
        self.gamma = nn.Parameter(torch.randn(12, 1, 1))

    def forward(self, x):
        x = self.stem(x)
        x = torch.cat([torch.relu(self.one(x)), self.three(x), x], 1)
        x = x * torch.sigmoid(self.expand(torch.relu(self.squeeze(x.mean([2, 3], keepdim=True)))))
        return (x * self.gamma).flatten(1)


BRANCHES = [
    {"name": "stem", "kind": "Conv2d", "padding": 1, "as": "s"},
    {"name": "one", "kind": "Conv2d"}, {"kind": "relu", "as": "a"},
    {"name": "three", "kind": "Conv2d", "padding": 1, "from": "s", "as": "b"},
    {"kind": "cat", "dim": 1, "from": ["a", "b", "s"], "as": "c"},
    {"kind": "mean", "dim": [2, 3], "keepdim": True}, {"name": "squeeze", "kind": "Conv2d"},
    {"kind": "relu"}, {"name": "expand", "kind": "Conv2d"}, {"kind": "sigmoid", "as": "g"},
    {"kind": "mul", "from": ["c", "g"], "as": "m"}, {"parameter": "gamma", "as": "gamma"},
    {"kind": "mul", "from": ["m", "gamma"]}, {"kind": "flatten", "start_dim": 1},
]


class Sequences(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm, self.attend = nn.LayerNorm(6), nn.MultiheadAttention(6, 3)
        self.up, self.head = nn.Linear(6, 12), nn.Linear(12, 4)

    def forward(self, x):
        x = x.transpose(0, 1)
        y = self.norm(x)
        x = x + self.attend(y, y, y)[0]
        x = torch.nn.functional.gelu(self.up(x.transpose(0, 1)))
        return self.head(x.mean(1) * 0.5)


SEQUENCES = [
    {"kind": "transpose", "dim0": 0, "dim1": 1, "as": "a"}, {"name": "norm", "kind": "LayerNorm", "as": "y"},
    {"name": "attend", "kind": "MultiheadAttention", "num_heads": 3, "from": ["y", "y", "y"], "as": "z"},
    {"kind": "add", "from": ["a", "z"]}, {"kind": "transpose", "dim0": 0, "dim1": 1},
    {"name": "up", "kind": "Linear"}, {"kind": "gelu"}, {"kind": "mean", "dim": 1},
    {"kind": "mul", "value": 0.5}, {"name": "head", "kind": "Linear"},
]


def described():
    """Networks with an architecture file."""
    yield "residual", Residual(), (2, 3, 8, 9), RESIDUAL
    yield "branches", Branches(), (2, 2, 6, 5), BRANCHES
    network = Sequences()
    network.steps = nn.LSTM(6, 6, batch_first=True)
    inner = network.forward
    network.forward = lambda x: inner(network.steps(x)[0])
    yield "sequences", network, (2, 5, 6), [
        {"name": "steps", "kind": "LSTM", "batch_first": True}] + SEQUENCES
    yield "rectified", nn.Sequential(nn.RNN(4, 6, nonlinearity="relu", batch_first=True)), \
        (2, 5, 4), [{"name": "0", "kind": "RNN", "nonlinearity": "relu", "batch_first": True}]
    yield "attention", nn.Sequential(nn.Linear(8, 8), nn.MultiheadAttention(8, 2, batch_first=True)), \
        (2, 5, 8), [{"name": "0", "kind": "Linear"}, {
            "name": "1", "kind": "MultiheadAttention", "num_heads": 2, "batch_first": True}]


def refused():
    """Layers without an equal, what is said of them, and steps for what printing does not tell."""
    s = nn.Sequential
    yield s(nn.Linear(2, 2), nn.Hardshrink()), "Hardshrink", None
    yield s(nn.LSTM(3, 4, bidirectional=True)), "one direction", None
    yield s(nn.Conv2d(1, 1, 3), nn.MaxPool2d(2, ceil_mode=True)), "ceil_mode", None
    yield s(nn.Conv2d(1, 1, 3)), "count_include_pad", [
        {"name": "0", "kind": "Conv2d"},
        {"kind": "AvgPool2d", "kernel_size": 3, "padding": 1, "count_include_pad": False}]
    yield s(nn.Linear(2, 2), nn.RMSNorm(2)), "RMSNorm", None
    yield s(nn.Linear(4, 4), nn.TransformerEncoderLayer(4, 2)), "TransformerEncoderLayer", None
    yield s(nn.Conv2d(1, 4, 3), nn.Upsample(scale_factor=2, mode="bilinear")), "align_corners", None
    yield s(nn.GRU(2, 3)), "reset gate", None
    yield s(nn.Linear(2, 2)), "several branches", [
        {"name": "0", "kind": "Linear", "as": "a"}, {"kind": "tanh", "as": "c"},
        {"kind": "relu", "from": "a", "as": "d"}, {"kind": "add", "from": ["c", "d"], "as": "e"},
        {"kind": "sigmoid", "from": "c", "as": "f"}, {"kind": "add", "from": ["e", "f"]}]


# ------------------------------------------------- the same models, made of structs here


def array(tensor):
    return np.asfortranarray(tensor.detach().numpy())


def conv_array(tensor):
    dims = tuple(reversed(range(tensor.ndim)))
    turned = array(tensor).transpose(dims)
    return np.asfortranarray(turned[tuple([slice(None, None, -1)] * (tensor.ndim - 2))])


def pads(sizes):
    return tuple(size for size in reversed(sizes) for _ in range(2))


def many(value, rank):
    return tuple(value) if isinstance(value, tuple) else (value,) * rank


NAMES = {nn.ReLU: "relu", nn.Sigmoid: "σ", nn.ReLU6: "relu6", nn.Hardswish: "hardswish",
         nn.SiLU: "swish", nn.Tanh: "tanh", nn.Mish: "mish", nn.ELU: "elu"}


class Unknown(Exception):
    pass


def struct(layer, act):
    bias = lambda: False if layer.bias is None else array(layer.bias)  # noqa: E731
    if isinstance(layer, nn.Linear):
        return layers.dense(array(layer.weight), bias(), act)
    if isinstance(layer, nn.Conv2d) and layer.padding_mode == "zeros" and layer.padding != "same":
        return layers.conv(
            conv_array(layer.weight), bias(), act, stride=layer.stride[::-1],
            pad=pads(layer.padding), dilation=layer.dilation[::-1], groups=layer.groups)
    if isinstance(layer, nn.BatchNorm2d) and layer.affine:
        vector = bsonjl.type_of(array(layer.weight))
        return layers.flux(
            "BatchNorm", act, *map(array, (layer.bias, layer.weight, layer.running_mean,
                                           layer.running_var)),
            np.float32(layer.eps), np.float32(layer.momentum), True, True, None,
            layer.num_features,
            params=(bsonjl.type_of(act), vector, bsonjl.core("Float32"), vector))
    if act is not layers.IDENTITY:
        raise Unknown
    if isinstance(layer, nn.MaxPool2d):
        kernel = many(layer.kernel_size, 2)
        return layers.pool("MaxPool", kernel[::-1], pads(many(layer.padding, 2)),
                           many(layer.stride, 2)[::-1])
    if isinstance(layer, nn.AdaptiveAvgPool2d) and layer.output_size == 1:
        return layers.global_pool("GlobalMeanPool")
    if isinstance(layer, nn.Flatten):
        return layers.fn("flatten", "MLUtils")
    if isinstance(layer, nn.Softmax):
        return layers.fn("softmax")
    if isinstance(layer, nn.LogSoftmax):
        return layers.fn("logsoftmax")
    if isinstance(layer, nn.Dropout):
        kinds = (bsonjl.core("Float64"), layers.COLON_TYPE, bsonjl.type_of(layers.RNG))
        return layers.flux("Dropout", layer.p, bsonjl.COLON, None, layers.RNG, params=kinds)
    raise Unknown


def structs(network):
    """The network as Flux has it, with activations inside of the layers before them."""
    result, todo = [], list(network)
    while todo:
        layer = todo.pop(0)
        if isinstance(layer, nn.Sequential):
            result.append(structs(layer))
            continue
        act = layers.IDENTITY
        if todo and type(todo[0]) in NAMES and isinstance(
                layer, (nn.Linear, nn.Conv2d, nn.BatchNorm2d)):
            act = layers.fn(NAMES[type(todo.pop(0))])
        result.append(struct(layer, act))
    return result[0] if len(result) == 1 else layers.chain(*result)


layers.COLON_TYPE = bsonjl.COLON.type


# ------------------------------------------------------------------ comparison


def sample(shape):
    generator = np.random.RandomState(3)
    if shape[0] == "ids":
        return torch.tensor(generator.randint(0, shape[-1], shape[1:-1]))
    return torch.tensor(generator.standard_normal(shape).astype(np.float32))


def expected(network, x):
    with torch.no_grad():
        y = x
        if isinstance(network, nn.Sequential):
            for layer in network:
                y = layer(y, y, y) if isinstance(layer, nn.MultiheadAttention) else layer(y)
                y = y[0] if isinstance(y, tuple) else y
            return y.numpy()
        return network(x).numpy()


def run(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True,
                          timeout=300)


def saved(folder, name, network, steps):
    """The arguments that name a network's weights and its architecture."""
    torch.save({**network.state_dict(), "unused": torch.zeros(1)}, folder / f"{name}.pt")
    described = folder / f"{name}.yaml"
    if steps is None:
        described = folder / f"{name}.txt"
        described.write_text(str(network))
        torch.save(network.state_dict(), folder / f"{name}.pt")
        if not network.state_dict():
            raise SystemExit(f"{name} has no weights")
    else:
        document = {"architecture": name, "ignore": ["unused"], "forward": steps}
        described.write_text(json.dumps(document))
    return [folder / f"{name}.pt", "--architecture", described]


def randomised(network):
    torch.manual_seed(5)
    for name, tensor in network.state_dict().items():
        if tensor.is_floating_point():
            scale = 0.4 if tensor.ndim > 1 else 0.2
            tensor.copy_(torch.randn(tensor.shape) * scale)
            if name.endswith("running_var"):
                tensor.copy_(torch.rand(tensor.shape) + 0.5)
    return network.eval()


def close(found, wanted):
    if found.shape != wanted.shape:
        return f"shape {found.shape}, torch has {wanted.shape}"
    try:
        np.testing.assert_allclose(found, wanted, rtol=RELATIVE, atol=ABSOLUTE)
    except AssertionError as error:
        return " ".join(str(error).split())[:300]
    return None


def compared(program, folder, name, network, shape, steps):
    """What is wrong, and whether the bytes were compared."""
    network = randomised(network)
    if name == "gru-bias":
        for tensor_name, tensor in network.state_dict().items():
            if "bias_hh" in tensor_name:
                tensor[12:] = 0
    x = sample(shape)
    wanted = expected(network, x)
    target = folder / f"{name}.bson"
    writing = run(program, "convert", *saved(folder, name, network, steps), "-o", target)
    if writing.returncode:
        return [f"not written: {writing.stderr.strip()[:600]}"], False
    problems = []
    data = target.read_bytes()
    model = read(data)["model"]
    ids = shape[0] == "ids"
    values = (x.numpy() + 1) if ids else x.numpy().astype(np.float64)
    try:
        result = Evaluator()(model, values.transpose())
        problem = close(np.asarray(result).transpose(), wanted)
        if problem:
            problems.append(f"evaluated: {problem}")
    except Exception as error:  # what the evaluator does not know is a finding
        problems.append(f"evaluated: {type(error).__name__} {error}")
    exported = folder / f"{name}.onnx"
    sizes = ",".join(map(str, x.shape))
    reading = run(program, "convert", target, "-o", exported, "--input-shape",
                  f"x:{'i64' if ids else 'f32'}[{sizes}]")
    if reading.returncode:
        problems.append(f"not read: {reading.stderr.strip()[:600]}")
    else:
        session = onnxruntime.InferenceSession(exported)
        given = (x.numpy() + 1) if ids else x.numpy()
        found = session.run(None, {session.get_inputs()[0].name: given})[0]
        problem = close(found, wanted)
        if problem:
            problems.append(f"ONNX Runtime: {problem}")
    try:
        own = structs(network) if steps is None else None
    except Unknown:
        own = None
    if own is not None and name != "shared":
        bytes_wanted = bsonjl.dump({"model": own}, bsonjl.ERA_2025)
        if data != bytes_wanted:
            problems.append(f"{len(data)} bytes differ from the {len(bytes_wanted)} of bsonjl.py")
    return problems, own is not None and name != "shared"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recast", default=ROOT / ".build/debug/recast", type=pathlib.Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=pathlib.Path)
    options = parser.parse_args()
    warnings.filterwarnings("ignore", category=UserWarning)
    failures, equal_bytes, count = 0, 0, 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(exist_ok=True)
        cases = [(*case, None) for case in printed()] + list(described())
        for name, network, shape, steps in cases:
            if options.only not in name:
                continue
            count += 1
            problems, same = compared(options.recast, folder, name, network, shape, steps)
            equal_bytes += same and not problems
            failures += bool(problems)
            for problem in problems:
                print(f"{name}: {problem}")
        refusals = 0
        for index, (network, text, steps) in enumerate(refused()):
            if options.only:
                break
            refusals += 1
            target = folder / f"refused-{index}.bson"
            arguments = saved(folder, f"refused-{index}", randomised(network), steps)
            result = run(options.recast, "convert", *arguments, "-o", target)
            if result.returncode != 4 or text not in result.stderr or target.exists():
                failures += 1
                print(f"{text}: exit {result.returncode}: {result.stderr.strip()[:400]}")
    print(f"{count} networks, {refusals} refusals, {failures} failures; "
          f"{equal_bytes} files have the bytes of bsonjl.py")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.setrecursionlimit(20_000)
    sys.exit(main())
