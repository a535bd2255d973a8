#!/usr/bin/env python3
"""Runs networks of PyTorch with MindSpore, and the other way round, on weights that recast translated.

usage: translated_networks.py --mindspore PYTHON [--recast PROGRAM] [--only NAME] [--keep FOLDER]

Every network is written down twice, for PyTorch here and for MindSpore in translated_cells.py. Its weights
go from a state dict to a .ckpt, which load_param_into_net takes in strict mode with no parameter left,
and from MindSpore's own .ckpt to a .pth, which load_state_dict takes in strict mode; both must compute
the same outputs. The same state dict goes to a file of Flux, whose arrays are compared with what NumPy
makes of PyTorch's: kernels turned and flipped, tables transposed, projections cut, biases added.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "Samples", "flux"))


class Pictures(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(8, 8, 3, padding=1, groups=4, bias=False), nn.BatchNorm2d(8), nn.ReLU())
        self.classifier = nn.Linear(8 * 4 * 4, 5)

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


class Upward(nn.Module):
    def __init__(self):
        super().__init__()
        self.up = nn.ConvTranspose2d(4, 6, 3, stride=2)
        self.norm = nn.GroupNorm(3, 6)

    def forward(self, x):
        return self.norm(self.up(x))


class Signals(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(4, 6, 3, padding=1)
        self.act = nn.PReLU(6)
        self.bn = nn.BatchNorm1d(6)

    def forward(self, x):
        return self.bn(self.act(self.conv(x)))


class Volumes(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv3d(2, 4, 3, padding=1)
        self.bn = nn.BatchNorm3d(4)

    def forward(self, x):
        return self.bn(self.conv(x))


class Tokens(nn.Module):
    def __init__(self):
        super().__init__()
        self.token_embedding = nn.Embedding(11, 8)
        self.ln = nn.LayerNorm(8)
        self.out = nn.Linear(8, 3, bias=False)

    def forward(self, x):
        return self.out(self.ln(self.token_embedding(x)))


class Recurrent(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.rnn = layer
        self.out = nn.Linear(layer.hidden_size * (2 if layer.bidirectional else 1), 3)

    def forward(self, x):
        return self.out(self.rnn(x)[0])


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.attn = nn.MultiheadAttention(8, 2, batch_first=True)

    def forward(self, x):
        return self.attn(x, x, x)[0]


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, batch_first=True)

    def forward(self, x):
        return self.layer(x)


def floats(*shape):
    return np.random.default_rng(5).standard_normal(shape).astype(np.float32)


NETWORKS = {
    "pictures": (Pictures, lambda: floats(2, 3, 8, 8)),
    "upward": (Upward, lambda: floats(2, 4, 5, 5)),
    "signals": (Signals, lambda: floats(2, 4, 7)),
    "volumes": (Volumes, lambda: floats(1, 2, 4, 4, 4)),
    "tokens": (Tokens, lambda: np.arange(10, dtype=np.int32).reshape(2, 5)),
    "lstm": (lambda: Recurrent(nn.LSTM(4, 6, batch_first=True)), lambda: floats(2, 5, 4)),
    "lstm_stack": (
        lambda: Recurrent(nn.LSTM(4, 6, 2, batch_first=True, bidirectional=True)),
        lambda: floats(2, 5, 4)),
    "gru": (lambda: Recurrent(nn.GRU(4, 6, batch_first=True)), lambda: floats(2, 5, 4)),
    "rnn": (lambda: Recurrent(nn.RNN(4, 6, batch_first=True)), lambda: floats(2, 5, 4)),
    "attention": (Attention, lambda: floats(2, 5, 8)),
    "encoder": (Encoder, lambda: floats(2, 5, 8)),
}
# Those whose translation needs to know the modules; the others go as mere state dicts.
WHOLE = {"volumes", "signals"}


def made(build, seed):
    """A network with parameters and statistics that are all different from their defaults."""
    torch.manual_seed(seed)
    module = build().eval()
    with torch.no_grad():
        for name, value in module.state_dict().items():
            if value.dtype.is_floating_point:
                value.copy_(torch.randn(value.shape) * 0.3)
            if name.endswith("running_var"):
                value.abs_().add_(0.5)
    return module


def run(module, x):
    with torch.no_grad():
        return module(torch.from_numpy(x)).numpy()


def flux_arrays(path):
    """The arrays of a file of weights by the names that the file has for them."""
    import bsonjl
    import readback
    with open(path, "rb") as file:
        root = readback.read(file.read())
    found = {}

    def name_of(key):
        return key.name if isinstance(key, bsonjl.Symbol) else str(key)

    def walk(value, path):
        if isinstance(value, np.ndarray):
            found[path] = value
        elif isinstance(value, dict):
            for key, item in value.items():
                walk(item, f"{path}.{key}" if path else name_of(key))
        elif isinstance(value, bsonjl.Dictionary):
            for key, item in zip(value.keys, value.values):
                walk(item, f"{path}.{name_of(key)}" if path else name_of(key))
        elif isinstance(value, (list, bsonjl.Tuple)):
            items = value.items if isinstance(value, bsonjl.Tuple) else value
            for index, item in enumerate(items):
                walk(item, f"{path}[{index + 1}]")
        elif isinstance(value, bsonjl.Struct):
            names = struct_names(value)
            for key, item in zip(names, value.fields):
                walk(item, f"{path}.{key}" if path else key)

    def struct_names(value):
        parameters = getattr(value.type, "params", ())
        if value.type.path[-1] == "NamedTuple" and parameters:
            keys = parameters[0]
            return [name_of(key) for key in getattr(keys, "items", keys)]
        return [str(index) for index in range(len(value.fields))]

    walk(root, "")
    return found


def flux_path(path):
    return ".".join(f"layers[{int(part) + 1}]" if part.isdigit() else part
                    for part in path.split("."))


def expected_flux(module):
    """What Flux should have for a network, by PyTorch's classes and with NumPy alone."""
    result = {}
    for path, layer in module.named_modules():
        own = {name: value.detach().numpy() for name, value in
               [*layer.named_parameters(recurse=False), *layer.named_buffers(recurse=False)]}
        if not own:
            continue
        prefix = flux_path(path) + "." if path else ""
        spatial = {"1": 1, "2": 2, "3": 3}
        kind = type(layer).__name__
        if kind.startswith("Conv"):
            kernel = own["weight"]
            axes = tuple(range(2, kernel.ndim))
            result[prefix + "weight"] = np.flip(kernel, axes).transpose()
            if "bias" in own:
                result[prefix + "bias"] = own["bias"]
        elif kind == "Embedding":
            result[prefix + "weight"] = own["weight"].T
        elif kind.startswith("BatchNorm"):
            for theirs, name in (("γ", "weight"), ("β", "bias"), ("μ", "running_mean"),
                                 ("σ²", "running_var")):
                result[prefix + theirs] = own[name]
        elif kind == "LayerNorm":
            result[prefix + "diag.scale"] = own["weight"]
            result[prefix + "diag.bias"] = own["bias"]
        elif kind == "GroupNorm":
            result[prefix + "γ"], result[prefix + "β"] = own["weight"], own["bias"]
        elif kind in ("LSTM", "RNN", "GRU"):
            reset = own["bias_hh_l0"][2 * layer.hidden_size:]
            if len(own) > 4 or (kind == "GRU" and reset.any()):
                result.update({prefix + name: value for name, value in own.items()})
            else:
                result[prefix + "cell.Wi"] = own["weight_ih_l0"]
                result[prefix + "cell.Wh"] = own["weight_hh_l0"]
                result[prefix + "cell.bias"] = own["bias_ih_l0"] + own["bias_hh_l0"]
        elif kind == "MultiheadAttention":
            for name, matrix, bias in zip("qkv", np.split(own["in_proj_weight"], 3),
                                          np.split(own["in_proj_bias"], 3)):
                result[f"{prefix}{name}_proj.weight"] = matrix
                result[f"{prefix}{name}_proj.bias"] = bias
        else:
            for name, value in own.items():
                result[prefix + name] = value
    return result


class Networks:
    def __init__(self, options):
        self.options = options
        self.folder = options.keep or tempfile.mkdtemp(prefix="translated-")
        os.makedirs(self.folder, exist_ok=True)
        self.failures = 0

    def path(self, name):
        return os.path.join(self.folder, name)

    def convert(self, source, target, *arguments):
        process = subprocess.run(
            [self.options.recast, "convert", self.path(source), "-o", self.path(target), *arguments],
            capture_output=True, text=True)
        if process.returncode:
            raise RuntimeError(process.stderr.strip().split("\n")[0])

    def result(self, what, error, limit=1e-5):
        passed = isinstance(error, float) and error <= limit
        self.failures += not passed
        print(f"{'ok    ' if passed else 'FAILED'} {what}: "
              f"{f'{error:.1e}' if isinstance(error, float) else error}", flush=True)

    def prepare(self):
        """Makes the weights that MindSpore is to load."""
        modules = {}
        for name, (build, data) in NETWORKS.items():
            if self.options.only and name != self.options.only:
                continue
            module = modules[name] = made(build, 7)
            np.save(self.path(f"{name}.x.npy"), data())
            torch.save(module.state_dict(), self.path(f"{name}.state.pth"))
            torch.save(module, self.path(f"{name}.module.pth"))
            source = f"{name}.module.pth" if name in WHOLE else f"{name}.state.pth"
            try:
                self.convert(source, f"{name}.ckpt", "--form", "weights")
            except RuntimeError as error:
                self.result(f"{name}: PyTorch to MindSpore", str(error))
        return modules

    def run(self):
        modules = self.prepare()
        done = subprocess.run(
            [self.options.mindspore, os.path.join(HERE, "translated_cells.py"), self.folder],
            capture_output=True, text=True)
        try:
            cells = json.loads(done.stdout.splitlines()[-1])
        except (IndexError, ValueError):
            sys.exit(f"MindSpore did not run: {done.stderr[-2000:]}")
        for name, module in modules.items():
            x = np.load(self.path(f"{name}.x.npy"))
            what = f"{name}: PyTorch's weights in MindSpore"
            if cells[name].get("error"):
                self.result(what, cells[name]["error"])
            else:
                theirs = np.load(self.path(f"{name}.there.npy"))
                self.result(what, float(np.abs(theirs - run(module, x)).max()))
            self.from_mindspore(name, cells[name], x)
            self.to_flux(name, module)
        if not self.options.keep:
            shutil.rmtree(self.folder)

    def from_mindspore(self, name, cell, x):
        what = f"{name}: MindSpore's weights in PyTorch"
        if not os.path.exists(self.path(f"{name}.own.ckpt")):
            return self.result(what, cell.get("own", "no checkpoint"))
        try:
            extra = ["--architecture", self.path(f"{name}.module.pth")] if name in WHOLE else []
            self.convert(f"{name}.own.ckpt", f"{name}.back.pth", *extra)
            module = NETWORKS[name][0]().eval()
            module.load_state_dict(torch.load(self.path(f"{name}.back.pth"), weights_only=True))
            theirs = np.load(self.path(f"{name}.own.npy"))
            self.result(what, float(np.abs(theirs - run(module, x)).max()))
        except Exception as error:
            self.result(what, f"{type(error).__name__}: {str(error).splitlines()[0][:300]}")

    def to_flux(self, name, module):
        what = f"{name}: arrays of Flux"
        try:
            self.convert(f"{name}.module.pth", f"{name}.bson", "--form", "weights")
            found = flux_arrays(self.path(f"{name}.bson"))
        except Exception as error:
            return self.result(what, f"{type(error).__name__}: {error}")
        wanted = expected_flux(module)
        # The file may keep more: what Flux has no place for, below a name of its own.
        wrong = [key for key, value in wanted.items()
                 if not any(have == key or have.endswith("." + key) for have in found)]
        for key, value in wanted.items():
            have = next((array for other, array in found.items()
                         if other == key or other.endswith("." + key)), None)
            if have is not None and not np.array_equal(have, value):
                wrong.append(key)
        self.result(what, f"{wrong[:4]} of {list(found)[:8]}" if wrong else 0.0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--recast", default=".build/release/recast")
    parser.add_argument("--mindspore", required=True, help="a Python with MindSpore")
    parser.add_argument("--only")
    parser.add_argument("--keep", help="a folder for the files")
    networks = Networks(parser.parse_args())
    networks.run()
    if networks.failures:
        sys.exit(f"{networks.failures} failures")


if __name__ == "__main__":
    main()
