"""The small files that mutated_files.py damages, by format: samples, and what is made of them."""

from __future__ import annotations

import dataclasses
import io
import json
import multiprocessing
import pathlib
import subprocess
import zipfile
from collections.abc import Iterator

from mutation_regions import zip_archive

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "Samples"
CATALOG = ROOT / "Sources/ArchitectureFormats/Catalog"
MOST_BYTES = 16 << 10

FLUX_TEXTS = [
    "Chain(Dense(10 => 5, relu), Dense(5 => 2), softmax)",
    "Chain(\n  Conv((3, 3), 1 => 4, relu, pad=1),  # 40 parameters\n  MaxPool((2, 2)),\n"
    "  Flux.flatten,\n  BatchNorm(80, relu),\n  Dense(80 => 3; bias=false),\n)",
]


@dataclasses.dataclass
class Seed:
    """A file to damage."""

    data: bytes
    suffix: str
    #: The settings of its job in a batch: `input_shape`.
    settings: dict[str, object] = dataclasses.field(default_factory=dict)
    #: For what describes an architecture, the checkpoint that is bound to it.
    checkpoint: pathlib.Path | None = None


@dataclasses.dataclass
class Format:
    """What is damaged together, and what is done with it."""

    name: str
    seeds: list[Seed]
    #: `inspect`, `tensors`, `security`, `validate`, or a format to convert to.
    ways: list[str]
    #: Files that lie beside every damaged one.
    beside: dict[str, bytes] = dataclasses.field(default_factory=dict)


def formats(
    recast: str, folder: pathlib.Path, corpus: pathlib.Path | None, names: list[str],
) -> Iterator[Format]:
    """The formats of the names, with their seeds; what has to be made is made in the folder."""
    for name in names:
        made = MAKERS[name](recast, folder, corpus)
        if made.seeds:
            yield made
        else:
            print(f"{name}: no seeds here, so it is not tried")


def _sample(name: str, **more) -> Seed:
    path = SAMPLES / name
    return Seed(path.read_bytes(), path.suffix, **more)


def _converted(recast: str, folder: pathlib.Path, name: str, suffix: str, *options: str) -> Seed:
    path = folder / (name.replace("/", "-") + suffix)
    subprocess.run(
        [recast, "convert", SAMPLES / name, "-o", path, "--quiet", *options], check=True)
    return Seed(path.read_bytes(), suffix)


def _bson(recast, folder, corpus) -> Format:
    seeds = []
    for entry in json.loads((SAMPLES / "corpus.json").read_text()):
        path = SAMPLES / entry["file"]
        if path.suffix == ".bson" and 0 < path.stat().st_size < 10_000:
            shapes = (entry.get("input_shape") or "").split()
            settings = {"input_shape": shapes} if shapes else {}
            seeds.append(_sample(entry["file"], settings=settings))
    return Format("bson", seeds, ["onnx", "onnx", "safetensors", "tensors", "inspect"])


def _torch_zip(recast, folder, corpus) -> Format:
    names = [
        "mlp.pth", "classifier.pth", "views.pt", "types.pt", "quantized.pt", "meta.pt",
        "pictures_module.pt", "pairs/missing.pth", "pairs/types.pth", "pairs/weight_norm.pth",
    ]
    return Format(
        "torch-zip", [_sample(f"torch/{name}") for name in names],
        ["tensors", "safetensors", "inspect", "onnx", "security"])


def _torch_stream(recast, folder, corpus) -> Format:
    seeds = [
        _sample("torch/mlp_legacy.pth"), _sample("torch/mlp_compressed.pth.gz"),
        _sample("torch/training.tar"),
    ]
    for name in ("mlp.pth", "classifier.pth", "types.pt"):
        seeds.append(_converted(recast, folder, f"torch/{name}", ".pth", "--legacy"))
    return Format("torch-stream", seeds, ["tensors", "safetensors", "security"])


def _torch_model():
    """A small network whose calls and containers are of many kinds."""
    import torch

    class Network(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.convolution = torch.nn.Conv2d(1, 2, 3, padding=1)
            self.normalization = torch.nn.BatchNorm2d(2)
            self.linear = torch.nn.Linear(8, 3)

        def forward(self, x, scale: float = 0.5):
            y = torch.relu(self.normalization(self.convolution(x)))
            parts = [y * scale, torch.sigmoid(y)]
            z = torch.cat(parts, dim=1).mean(dim=[2, 3], keepdim=True).flatten(1)
            z = torch.cat([z, z.softmax(dim=-1)], dim=-1)
            return self.linear(z)

    torch.manual_seed(3)
    return Network().eval(), torch.ones(2, 1, 4, 4)


def _torch_files(kind: str) -> list[bytes]:
    """What PyTorch writes of the network; empty where PyTorch is not installed."""
    try:
        import torch
    except ImportError:
        return []
    model, picture = _torch_model()
    batch = torch.export.Dim("batch", min=2, max=64)
    files = []
    for form in range(2):
        written = io.BytesIO()
        if kind == "script":
            made = torch.jit.script(model) if form else torch.jit.trace(model, picture)
            torch.jit.save(made, written)
        else:
            shapes = {"x": {0: batch}, "scale": None} if form else None
            torch.export.save(
                torch.export.export(model, (picture,), {"scale": 0.5}, dynamic_shapes=shapes), written)
        files.append(written.getvalue())
    return files


def _torch_files_elsewhere(kind: str) -> list[bytes]:
    """The same, made in another process, so that PyTorch's memory is not in this one."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_torch_files, (kind,))


def _torch_script(recast, folder, corpus) -> Format:
    # What only a debugger reads is left out.
    seeds = [
        Seed(_without(data, ".debug_pkl"), ".pt", {"input_shape": "batch,1,4,4"})
        for data in _torch_files_elsewhere("script")
    ]
    return Format("torchscript", seeds, ["onnx", "onnx", "tensors", "inspect"])


def _torch_export(recast, folder, corpus) -> Format:
    seeds = [Seed(data, ".pt2") for data in _torch_files_elsewhere("export")]
    return Format("pt2", seeds, ["onnx", "onnx", "tensors", "inspect"])


def _without(archive: bytes, ending: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return zip_archive([
            (info.filename, opened.read(info)) for info in opened.infolist()
            if not info.filename.endswith(ending)
        ])


def _safetensors(recast, folder, corpus) -> Format:
    seeds = [_sample("torch/mlp.safetensors")]
    for name in ("torch/views.pt", "torch/classifier.pth", "flux/seed.bson"):
        seeds.append(_converted(recast, folder, name, ".safetensors"))
    seeds.append(_converted(
        recast, folder, "torch/mlp.pth", ".safetensors", "--dtype", "bf16", "--metadata", "epoch=7"))
    return Format("safetensors", seeds, ["tensors", "onnx", "pytorch", "inspect"])


def _shards(recast, folder, corpus) -> Format:
    place = folder / "shards"
    place.mkdir(exist_ok=True)
    subprocess.run(
        [recast, "convert", SAMPLES / "torch/mlp.pth", "-o", place / "model.safetensors", "--quiet",
         "--max-shard-size", "300B"], check=True)
    beside = {path.name: path.read_bytes() for path in sorted(place.glob("*.safetensors"))}
    seeds = [Seed(path.read_bytes(), ".index.json") for path in place.glob("*.index.json")]
    return Format("shard-index", seeds, ["tensors", "pytorch"], beside)


def _checkpoint(recast, folder, corpus) -> Format:
    seeds = [_sample(f"mindspore/{name}/{name}.ckpt")
             for name in ("perceptron", "sequences", "in_order", "pictures")]
    seeds.append(_converted(recast, folder, "torch/classifier.pth", ".ckpt", "--metadata", "epoch=7"))
    seeds.append(_converted(recast, folder, "torch/mlp.pth", ".ckpt", "--checksum"))
    return Format("mindspore-ckpt", seeds, ["tensors", "safetensors", "inspect"])


def _mindir(recast, folder, corpus) -> Format:
    seeds = [_sample("mindspore/perceptron/perceptron.mindir"),
             _sample("mindspore/perceptron/perceptron_dyn.mindir")]
    for name in ("sequences", "pictures", "in_order"):
        seeds.append(_sample(f"mindspore/{name}/{name}.mindir"))
    return Format("mindir", seeds, ["onnx", "onnx", "tensors", "inspect"])


def _meta(recast, folder, corpus) -> Format:
    found = sorted((corpus / "mindspore-wild").glob("*-graph.meta")) if corpus else []
    seeds = [Seed(path.read_bytes(), "-graph.meta") for path in found]
    checkpoint = SAMPLES / "mindspore/in_order/in_order.ckpt"
    for seed in seeds:
        seed.checkpoint = checkpoint
    return Format("graph-meta", seeds, ["inspect", "tensors", "architecture"])


def _onnx(recast, folder, corpus) -> Format:
    seeds = [
        _converted(recast, folder, "flux/seed.bson", ".onnx"),
        _converted(recast, folder, "flux/lstm_012.bson", ".onnx"),
        _converted(recast, folder, "mindspore/pictures/pictures.mindir", ".onnx"),
        _converted(recast, folder, "mindspore/in_order/in_order.mindir", ".onnx"),
    ]
    return Format("onnx", seeds, ["tensors", "inspect"])


def _geir(recast, folder, corpus) -> Format:
    seeds = [
        _converted(recast, folder, "flux/seed.bson", ".air", "--input-shape", "x:2,10"),
        _converted(
            recast, folder, "mindspore/pictures/pictures.mindir", ".air"),
        _converted(recast, folder, "mindspore/in_order/in_order.mindir", ".air"),
    ]
    if corpus:
        found = sorted((corpus / "mindspore-wild").glob("*.om"))
        seeds += [Seed(path.read_bytes(), ".om") for path in found if path.stat().st_size < MOST_BYTES]
    return Format("geir", seeds, ["onnx", "tensors", "inspect", "onnx", "validate"])


def _arrays(recast, folder, corpus) -> Format:
    import numpy

    seeds = [_sample("flux/expected/seed.npz"), _sample("flux/expected/tied_weights.npz")]
    array = numpy.arange(24, dtype=numpy.float32).reshape(2, 3, 4)
    arrays = {
        "plain": array, "columns": numpy.asfortranarray(array), "big": array.astype(">f8"),
        "half": array.astype(numpy.float16), "flags": array > 3, "scalar": numpy.int64(7),
        "empty": numpy.zeros((0, 3), numpy.uint8), "complex": array.astype(numpy.complex64),
    }
    others = {"text": numpy.array(["a", "bc"]), "object": numpy.array([{"a": 1}, None])}
    for save, saved in (
        (numpy.savez, arrays), (numpy.savez_compressed, arrays), (numpy.savez, arrays | others),
    ):
        written = io.BytesIO()
        save(written, **saved)
        seeds.append(Seed(written.getvalue(), ".npz"))
    for name in ("plain", "columns", "big", "scalar"):
        written = io.BytesIO()
        numpy.save(written, arrays[name])
        seeds.append(Seed(written.getvalue(), ".npy"))
    return Format("numpy", seeds, ["tensors", "safetensors", "inspect"])


def _architecture(recast, folder, corpus) -> Format:
    names = {
        "mlp": "torch/mlp.pth", "classifier": "torch/classifier.pth", "alexnet": "torch/mlp.pth",
        "squeezenet": "torch/mlp.pth", "resnet": "torch/mlp.pth", "gpt2": "torch/mlp.pth",
        "mindspore-lenet5": "mindspore/in_order/in_order.ckpt", "bert": "torch/classifier.pth",
    }
    seeds = [
        Seed((CATALOG / f"{name}.yaml").read_bytes(), ".yaml", checkpoint=SAMPLES / checkpoint)
        for name, checkpoint in names.items()
    ]
    return Format("architecture", seeds, ["architecture"])


def _printed(recast, folder, corpus) -> Format:
    seeds = []
    for path in sorted((SAMPLES / "torch/pairs").glob("*.txt")):
        seeds.append(Seed(path.read_bytes(), ".txt", checkpoint=path.with_suffix(".pth")))
    seeds.append(_sample(
        "mindspore/in_order/in_order.txt",
        checkpoint=SAMPLES / "mindspore/in_order/in_order.ckpt"))
    for text in FLUX_TEXTS:
        seeds.append(Seed(text.encode(), ".txt", checkpoint=SAMPLES / "flux/seed.bson"))
    return Format("printed", seeds, ["architecture"])


MAKERS = {
    "bson": _bson, "torch-zip": _torch_zip, "torch-stream": _torch_stream, "torchscript": _torch_script,
    "pt2": _torch_export, "safetensors": _safetensors, "shard-index": _shards,
    "mindspore-ckpt": _checkpoint, "mindir": _mindir, "graph-meta": _meta, "onnx": _onnx,
    "geir": _geir, "numpy": _arrays, "architecture": _architecture, "printed": _printed,
}
