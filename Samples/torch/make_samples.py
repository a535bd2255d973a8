"""Writes the PyTorch samples with the real framework: checkpoints, whole modules, and pairs of a
checkpoint and an architecture that do not fit.

    .venv/bin/python Samples/torch/make_samples.py

Beside every file F stands expected/F.json: the tensors that the framework loads from it, by path, with
type, sizes and the SHA-256 of the elements in row-major order; and, for models, expected/F.npz with
inputs and the framework's outputs. Written with torch 2.13.0 and safetensors 0.8.0.
"""

from __future__ import annotations

import collections
import gzip
import hashlib
import json
import pathlib

import numpy as np
import safetensors.torch
import torch
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = HERE / "expected"
PAIRS = HERE / "pairs"


def raw(tensor: torch.Tensor) -> bytes:
    tensor = tensor.detach().contiguous()
    if tensor.is_quantized:
        tensor = tensor.int_repr()
    return tensor.flatten().view(torch.uint8).numpy().tobytes() if tensor.numel() else b""


def flatten(value, path=()):
    if isinstance(value, torch.Tensor):
        yield ".".join(path), value
    elif isinstance(value, nn.Module):
        yield from flatten(value.state_dict(), path)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from flatten(item, (*path, str(key)))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from flatten(item, (*path, str(index)))


def describe(name: str, value) -> None:
    rows = [
        {
            "name": path,
            "dtype": str(tensor.dtype).removeprefix("torch."),
            "shape": list(tensor.shape),
            "sha256": hashlib.sha256(raw(tensor)).hexdigest(),
        }
        for path, tensor in flatten(value)
        if tensor.layout == torch.strided and tensor.device.type == "cpu"
    ]
    (EXPECTED / f"{name}.json").write_text(json.dumps(rows, indent=1) + "\n")


def save(name: str, value, **options) -> None:
    torch.save(value, HERE / name, **options)
    describe(name, torch.load(HERE / name, weights_only=False))


def run(name: str, model: nn.Module, *inputs: torch.Tensor) -> None:
    with torch.no_grad():
        output = model.eval()(*inputs)
    arrays = {"x" if len(inputs) == 1 else f"x{i}": x.numpy() for i, x in enumerate(inputs)}
    np.savez(EXPECTED / f"{name}.npz", y=output.numpy(), **arrays)


class Network(nn.Module):
    """The network of many tutorials: its checkpoint says its sizes."""

    def __init__(self, input_size, output_size, hidden_layers):
        super().__init__()
        sizes = [input_size, *hidden_layers]
        self.hidden_layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.output = nn.Linear(hidden_layers[-1], output_size)
        self.dropout = nn.Dropout(p=0.5)

    def forward(self, x):
        for layer in self.hidden_layers:
            x = self.dropout(torch.relu(layer(x)))
        return torch.log_softmax(self.output(x), dim=1)


def perceptron() -> nn.Sequential:
    return nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 6), nn.ReLU(), nn.Linear(6, 3))


def pictures() -> nn.Sequential:
    model = nn.Sequential(
        collections.OrderedDict(
            conv=nn.Conv2d(3, 4, 3, stride=2, padding=1, bias=False),
            bn=nn.BatchNorm2d(4),
            act=nn.LeakyReLU(0.2),
            pool=nn.MaxPool2d(2),
            flat=nn.Flatten(),
            drop=nn.Dropout(0.3),
            fc=nn.Linear(4 * 4 * 4, 5),
            prob=nn.Softmax(dim=1),
        )
    )
    model.bn.running_mean.normal_()
    model.bn.running_var.uniform_(0.5, 2)
    return model


def tutorial(hidden=(10, 8, 6)) -> dict:
    torch.manual_seed(3)
    model = Network(20, 4, list(hidden))
    return {
        "input_size": 20,
        "output_size": 4,
        "hidden_layers": list(hidden),
        "epoch": 7,
        "loss": 0.125,
        "state_dict": model.state_dict(),
    }


def models() -> None:
    torch.manual_seed(1)
    model = perceptron()
    for name in ["mlp.pth", "mlp_legacy.pth"]:
        save(name, model.state_dict(), _use_new_zipfile_serialization=name == "mlp.pth")
        run(name, model, torch.randn(4, 12))
    safetensors.torch.save_file(model.state_dict(), HERE / "mlp.safetensors", {"format": "pt"})
    describe("mlp.safetensors", model.state_dict())
    run("mlp.safetensors", model, torch.randn(4, 12))
    with open(HERE / "mlp_compressed.pth.gz", "wb") as file:
        with gzip.GzipFile("", "wb", 9, file, mtime=0) as archive:
            archive.write((HERE / "mlp.pth").read_bytes())
    describe("mlp_compressed.pth.gz", model.state_dict())
    run("mlp_compressed.pth.gz", model, torch.randn(4, 12))

    module = pictures()
    save("pictures_module.pt", module)
    run("pictures_module.pt", module, torch.randn(2, 3, 16, 16))

    checkpoint = tutorial()
    save("classifier.pth", checkpoint)
    network = Network(20, 4, [10, 8, 6])
    network.load_state_dict(checkpoint["state_dict"])
    run("classifier.pth", network, torch.randn(4, 20))


def checkpoints() -> None:
    torch.manual_seed(2)
    model = nn.DataParallel(perceptron())
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    model.module(torch.randn(4, 12)).sum().backward()
    optimizer.step()
    save(
        "training.tar",
        {
            "epoch": 3, "arch": "mlp", "best_acc1": torch.tensor(61.5),
            "state_dict": model.state_dict(), "optimizer": optimizer.state_dict(),
        },
    )
    base = torch.arange(24.0).reshape(4, 6)
    save(
        "views.pt",
        {
            "base": base, "row": base[1], "transposed": base.t(), "step": base[::2, 1::2],
            "scalar": torch.tensor(2.5), "empty": torch.empty(0, 3),
            "repeated": torch.tensor([1.0, 2.0]).expand(3, 2),
            "channels_last": torch.randn(2, 3, 4, 4).to(memory_format=torch.channels_last),
        },
    )
    kinds = [
        "float64", "float32", "float16", "bfloat16", "float8_e4m3fn", "float8_e5m2", "complex64",
        "complex128", "uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64", "bool",
    ]
    save("types.pt", {k: torch.arange(1, 7).to(getattr(torch, k)).reshape(2, 3) for k in kinds})
    save("quantized.pt", {"q": torch.quantize_per_tensor(torch.randn(3, 4), 0.1, 10, torch.quint8)})
    save("meta.pt", {"weight": torch.empty(4, 5, device="meta"), "bias": torch.zeros(4)})


def pair(name: str, weights: dict, architecture: str, suffix: str = "txt") -> None:
    torch.save(collections.OrderedDict(weights), PAIRS / f"{name}.pth")
    (PAIRS / f"{name}.{suffix}").write_text(architecture + "\n")


def pairs() -> None:
    """Each breaks one thing; Tests/ConversionTests/BrokenPairsTests.swift names cause and advice."""
    PAIRS.mkdir(exist_ok=True)
    torch.manual_seed(4)
    torch.save(tutorial((9, 7, 5)), PAIRS / "sizes.pth")
    (PAIRS / "sizes.txt").write_text(repr(Network(20, 4, [10, 8, 6])) + "\n")

    plain = perceptron()
    weights = plain.state_dict()
    pair("prefix", {f"backbone.net.{k}": v for k, v in weights.items()}, repr(plain))
    pair("wrapper", {f"state_dict.{k}": v for k, v in weights.items()}, repr(plain))
    pair(
        "transposed",
        {k: v.t().contiguous() if v.dim() == 2 else v for k, v in weights.items()},
        repr(plain),
    )
    renamed = {"0": "fc_in", "2": "fc_mid", "4": "fc_out"}
    pair(
        "renamed", {f"{renamed[k[0]]}{k[1:]}": v for k, v in weights.items()}, repr(plain),
    )
    shorter = nn.Sequential(*list(plain)[:3])
    pair("missing", shorter.state_dict(), repr(plain))

    conv = nn.Sequential(nn.Conv2d(3, 4, 5), nn.BatchNorm2d(4), nn.ReLU())
    state = conv.state_dict()
    pair(
        "kernel_order",
        {k: v.permute(2, 3, 1, 0).contiguous() if v.dim() == 4 else v for k, v in state.items()},
        repr(conv),
    )
    names = {
        "1.weight": "1.gamma", "1.bias": "1.beta", "1.running_mean": "1.moving_mean",
        "1.running_var": "1.moving_variance",
    }
    pair(
        "other_framework",
        {names.get(k, k): v for k, v in state.items() if not k.endswith("tracked")},
        repr(conv),
    )
    normalised = nn.Sequential(torch.nn.utils.weight_norm(nn.Linear(6, 4)), nn.Tanh())
    pair("weight_norm", normalised.state_dict(), repr(nn.Sequential(nn.Linear(6, 4), nn.Tanh())))

    infinite = {k: v.clone() for k, v in weights.items()}
    infinite["0.weight"][1, 2] = float("nan")
    infinite["4.bias"][0] = float("inf")
    pair("not_finite", infinite, repr(plain))

    half = {k: v.half() for k, v in weights.items()}
    half["4.weight"] = half["4.weight"].to(torch.complex64)
    pair("types", half, repr(plain))


def main() -> None:
    EXPECTED.mkdir(exist_ok=True)
    models()
    checkpoints()
    pairs()


if __name__ == "__main__":
    main()
