"""Converts checkpoints with `recast convert` and loads what was written with the real libraries.

Every file becomes a `.pth` (zip archive and stream), a `.safetensors` (one file and several) and an
`.npz`. What `torch.load(weights_only=True)`, safetensors and NumPy load has to be, bit for bit, what
PyTorch loads from the original. `--dtype` has to give what `tensor.to(dtype)` gives, and to count what
became infinite. Files that hold no weights are counted and have to be refused with a diagnostic.

    .venv/bin/python Tests/Conformance/checkpoint_files.py --recast .build/release/recast Samples/torch
"""

from __future__ import annotations

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings
import zipfile

import numpy as np
import safetensors
import safetensors.torch
import torch

warnings.filterwarnings("ignore")

SUFFIXES = (".pth", ".pt", ".bin", ".tar", ".gz", ".safetensors", ".pt2", ".index.json")
DTYPES = {"f16": torch.float16, "bf16": torch.bfloat16, "f32": torch.float32}
NUMPY_LACKS = ("bf16", "f8_", "f4x2", "c32")


class Failure(Exception):
    """A promise that was not kept."""


class Recast:
    def __init__(self, program: str):
        self.program = program

    def run(self, *arguments: str) -> tuple[int, dict]:
        run = subprocess.run(
            [self.program, *map(str, arguments), "--json"], capture_output=True, text=True)
        text = run.stdout.strip() or run.stderr.strip()
        try:
            return run.returncode, json.loads(text)
        except ValueError as error:
            raise Failure(f"exit code {run.returncode}, no JSON: {text[:300]}") from error

    def convert(self, source, target, *options: str) -> dict:
        code, report = self.run("convert", source, "-o", target, *options)
        if code != 0:
            raise Refused(report)
        return report


class Refused(Exception):
    def __init__(self, report: dict):
        found = report.get("diagnostics") or [report]
        self.codes = [entry.get("code", "?") for entry in found]
        super().__init__(", ".join(dict.fromkeys(self.codes)))


def bits(tensor: torch.Tensor) -> tuple:
    """A tensor's dtype, sizes and bytes; every NaN is the same."""
    tensor = tensor.detach().resolve_conj().resolve_neg().contiguous()
    if tensor.is_floating_point() and tensor.element_size() > 1:
        tensor = torch.where(torch.isnan(tensor), torch.full_like(tensor, float("nan")), tensor)
    raw = tensor.reshape(-1).view(torch.uint8) if tensor.numel() else torch.empty(0)
    return str(tensor.dtype), tuple(tensor.shape), bytes(raw.numpy().tobytes())


def same(found: dict, expected: dict, what: str) -> None:
    if list(found) != list(expected) and set(found) != set(expected):
        missing = [name for name in expected if name not in found]
        raise Failure(f"{what}: entries differ; missing {missing[:3]}")
    for name, tensor in expected.items():
        left, right = bits(found[name]), bits(tensor)
        if left[:2] != right[:2]:
            raise Failure(f"{what}: {name} is {left[:2]}, not {right[:2]}")
        if left[2] != right[2]:
            raise Failure(f"{what}: {name} has other elements")


def load(path) -> object:
    return torch.load(path, weights_only=True, map_location="cpu")


def flattened(value, prefix="") -> dict[str, torch.Tensor]:
    """Every plain tensor below an object, by its path."""
    found: dict[str, torch.Tensor] = {}
    if isinstance(value, torch.Tensor):
        if not value.is_quantized and value.layout == torch.strided and value.device.type != "meta":
            found[prefix] = value
    elif isinstance(value, torch.nn.Module):
        found.update(flattened(dict(value.state_dict()), prefix))
    elif isinstance(value, collections.abc.Mapping):
        for key, item in value.items():
            found.update(flattened(item, f"{prefix}.{key}" if prefix else str(key)))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            found.update(flattened(item, f"{prefix}.{index}" if prefix else str(index)))
    return found


def original(path: pathlib.Path) -> dict[str, torch.Tensor] | None:
    """What PyTorch or safetensors load of a file, or nothing where they cannot."""
    if path.suffix == ".safetensors":
        return safetensors.torch.load_file(path)
    try:
        return flattened(torch.load(path, weights_only=False, map_location="cpu"))
    except Exception:  # a framework's own refusal, whatever it is
        return None


def matching(written: dict, source: dict[str, torch.Tensor]) -> dict[str, torch.Tensor] | None:
    """The tensors of the source under the written names, below one path of it; nothing where PyTorch
    has other names for them: parts of quantised and sparse tensors, arrays, storages."""
    prefixes = {""}
    first = next(iter(written), "")
    prefixes.update(
        name[: -len(first)] for name in source if name.endswith("." + first) or not first)
    for prefix in sorted(prefixes, key=len):
        if all(prefix + name in source for name in written):
            return {name: source[prefix + name] for name in written}
    return None


def check_zip(path) -> None:
    with zipfile.ZipFile(path) as archive:
        broken = archive.testzip()
        if broken:
            raise Failure(f"zipfile finds {broken} damaged")


def sharded(index: pathlib.Path) -> dict[str, torch.Tensor]:
    names = json.loads(index.read_text())["weight_map"]
    tensors: dict[str, torch.Tensor] = {}
    for shard in dict.fromkeys(names.values()):
        loaded = safetensors.torch.load_file(index.parent / shard)
        if set(loaded) != {name for name, file in names.items() if file == shard}:
            raise Failure(f"{shard} holds other tensors than the index says")
        tensors.update(loaded)
    return tensors


def counted(report: dict) -> int:
    for entry in report.get("diagnostics", []):
        if entry.get("code") == "convert.overflow":
            return int(entry["message"].split()[0])
    return 0


def check(recast: Recast, path: pathlib.Path, folder: pathlib.Path, tally: collections.Counter) -> None:
    torch_file = folder / "out.pth"
    recast.convert(path, torch_file)
    written = load(torch_file)
    check_zip(torch_file)
    source = original(path)
    expected = matching(written, source) if source is not None else None
    if expected is None:
        tally["of tensors that PyTorch has in another form"] += 1
    else:
        same(written, expected, "zip archive")
        tally["compared with the original"] += 1
    tally["entries"] += len(written)

    recast.convert(path, folder / "legacy.pth", "--legacy")
    same(load(folder / "legacy.pth"), written, "stream")
    tally["streams"] += 1

    recast.convert(torch_file, folder / "again.pth")
    same(load(folder / "again.pth"), written, "PyTorch to PyTorch")

    try:
        recast.convert(path, folder / "out.safetensors")
    except Refused as refused:
        if refused.codes[0] != "checkpoint.element-type":
            raise
        tally["types that safetensors lack"] += 1
    else:
        same(safetensors.torch.load_file(folder / "out.safetensors"), written, "safetensors")
        library = folder / "library.safetensors"
        safetensors.torch.save_file(
            {name: tensor.clone().contiguous() for name, tensor in written.items()}, library,
            metadata={"format": "pt"})
        if contents(folder / "out.safetensors") != contents(library):
            raise Failure("safetensors: the library has another order or other bytes")
        recast.convert(folder / "out.safetensors", folder / "back.pth")
        same(load(folder / "back.pth"), written, "safetensors and back")
        total = sum(tensor.nbytes for tensor in written.values())
        recast.convert(
            path, folder / "parts.safetensors", "--max-shard-size", str(max(1, total // 3)))
        index = folder / "parts.safetensors.index.json"
        if index.exists():
            same(sharded(index), written, "shards")
            recast.convert(index, folder / "joined.pth")
            same(load(folder / "joined.pth"), written, "shards and back")
            tally["sets of shards"] += 1
        tally["safetensors"] += 1

    check_arrays(recast, path, folder, written, tally)
    for name, dtype in DTYPES.items():
        report = recast.convert(path, folder / "typed.pth", "--dtype", name)
        check_types(load(folder / "typed.pth"), written, dtype, counted(report), name)
        tally["changes of the element type"] += 1


def contents(path: pathlib.Path) -> tuple:
    """The entries of a safetensors file in their order, without what it says of itself, and the data."""
    data = path.read_bytes()
    end = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:end])
    header.pop("__metadata__", None)
    return list(header.items()), end % 8, data[end:]


def check_arrays(recast, path, folder, written, tally) -> None:
    try:
        recast.convert(path, folder / "out.npz")
    except Refused as refused:
        if set(refused.codes) - {"checkpoint.element-type", "checkpoint.entry-name"}:
            raise
        tally["types or names that NumPy lacks"] += 1
        return
    with np.load(folder / "out.npz", allow_pickle=False) as arrays:
        if sorted(arrays.files) != sorted(written):
            raise Failure("npz: entries differ")
        for name, tensor in written.items():
            array = tensor.detach().resolve_conj().resolve_neg().numpy()
            if arrays[name].dtype != array.dtype or arrays[name].shape != array.shape:
                raise Failure(f"npz: {name} is {arrays[name].dtype}{arrays[name].shape}")
            if arrays[name].tobytes() != array.tobytes():
                raise Failure(f"npz: {name} has other elements")
    check_zip(folder / "out.npz")
    # Arrays say nothing of a framework: names of another one would be translated on the way back.
    if not any(name.endswith((".gamma", ".moving_mean")) for name in written):
        recast.convert(folder / "out.npz", folder / "arrays.pth")
        same(load(folder / "arrays.pth"), written, "npz and back")
    tally["npz"] += 1


def check_types(found, source, dtype, count, name) -> None:
    expected = {}
    overflows = 0
    for key, tensor in source.items():
        packed = tensor.dtype == getattr(torch, "float4_e2m1fn_x2", None)
        if not tensor.is_floating_point() or packed:
            expected[key] = tensor
            continue
        expected[key] = tensor.to(dtype)
        finite = torch.isfinite(tensor.to(torch.float64))
        overflows += int((finite & torch.isinf(expected[key].to(torch.float64))).sum())
    same(found, expected, f"--dtype {name}")
    if count != overflows:
        raise Failure(f"--dtype {name}: {count} overflows are reported, there are {overflows}")


def check_conversions(recast: Recast, folder: pathlib.Path) -> None:
    """Element types against PyTorch over every half, and many patterns of the wider types."""
    generator = torch.Generator().manual_seed(1)
    words = torch.randint(-(1 << 31), 1 << 31, (1 << 20,), generator=generator, dtype=torch.int64)
    edges = torch.tensor(
        [65504.0, 65519.99, 65520.0, 65536.0, 6e-8, 2.9e-8, 3.4e38, 3.3961e38, 1e-45])
    longs = torch.randint(-(1 << 63), (1 << 63) - 1, (1 << 18,), generator=generator)
    every = torch.arange(-(1 << 15), 1 << 15, dtype=torch.int32).to(torch.int16)
    source = {
        "f32": words.to(torch.int32).view(torch.float32), "edges": edges, "minus": -edges,
        "f64": longs.view(torch.float64), "near": torch.randn(1 << 16, generator=generator).double(),
        "f16": every.clone().view(torch.float16), "bf16": every.clone().view(torch.bfloat16),
        "transposed": torch.randn(300, 200, generator=generator).t(), "whole": torch.arange(9),
        "flags": torch.tensor([True, False]), "complex": torch.tensor([1 + 2j]),
    }
    bytes_ = torch.arange(256, dtype=torch.int32).to(torch.uint8)
    for kind in ("e4m3fn", "e4m3fnuz", "e5m2", "e5m2fnuz", "e8m0fnu"):
        source[kind] = bytes_.clone().view(getattr(torch, f"float8_{kind}"))
    torch.save(source, folder / "types.pth")
    for name, dtype in DTYPES.items():
        report = recast.convert(folder / "types.pth", folder / "typed.pth", "--dtype", name)
        check_types(load(folder / "typed.pth"), source, dtype, counted(report), name)


def check_dictionary(recast: Recast, folder: pathlib.Path) -> None:
    """The dictionary that a training script saves beside its weights."""
    model = torch.nn.Sequential(torch.nn.Linear(784, 512), torch.nn.Linear(512, 10))
    torch.save(model.state_dict(), folder / "weights.pth")
    for options in ([], ["--legacy"]):
        recast.convert(
            folder / "weights.pth", folder / "seed.pth", "--metadata", "input_size=784",
            "--metadata", "output_size=10", "--metadata", "hidden_layers=[512,256]",
            "--metadata", "rate=1e-3", "--metadata", "note=a b", "--metadata", "best=none",
            "--metadata", 'nested={"a": [1, 2.5, null]}', *options)
        found = load(folder / "seed.pth")
        state = found.pop("state_dict")
        expected = {
            "input_size": 784, "output_size": 10, "hidden_layers": [512, 256], "rate": 1e-3,
            "note": "a b", "best": None, "nested": {"a": [1, 2.5, None]},
        }
        if found != expected:
            raise Failure(f"metadata are {found}")
        same(state, model.state_dict(), "seed")
        if dict(state._metadata) != dict(model.state_dict()._metadata):
            raise Failure("the versions of modules differ")
        model.load_state_dict(state, strict=True)


def check_renames(recast: Recast, folder: pathlib.Path) -> None:
    tensors = {"whole.fc1.weight": torch.ones(2), "whole.fc2.weight": torch.zeros(3)}
    torch.save(tensors, folder / "names.pth")
    recast.convert(
        folder / "names.pth", folder / "renamed.pth", "--rename", r"^whole\.=",
        "--rename", r"fc(\d)=dense$1")
    if list(load(folder / "renamed.pth")) != ["dense1.weight", "dense2.weight"]:
        raise Failure(f"renamed to {list(load(folder / 'renamed.pth'))}")
    for name, text in (
        ("map.txt", "# names\nwhole.fc1.weight  a\nwhole.fc2.weight\n"),
        ("map.yaml", "whole.fc1.weight: a\nwhole.fc2.weight: null\n"),
        ("map.json", '{"whole.fc1.weight": "a", "whole.fc2.weight": null}'),
    ):
        (folder / name).write_text(text)
        recast.convert(folder / "names.pth", folder / "mapped.npz", "--mapping", folder / name)
        with np.load(folder / "mapped.npz") as arrays:
            if arrays.files != ["a"]:
                raise Failure(f"{name}: mapped to {arrays.files}")


def sources(paths: list[str]):
    for text in paths:
        path = pathlib.Path(text)
        if path.is_file():
            yield path
        for file in sorted(path.rglob("*")) if path.is_dir() else []:
            name = file.name
            if file.is_file() and name.endswith(SUFFIXES) and "expected" not in file.parts:
                yield file


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", default=["Samples/torch"])
    parser.add_argument("--recast", default=".build/release/recast")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    recast = Recast(arguments.recast)
    tally: collections.Counter = collections.Counter()
    refused: collections.Counter = collections.Counter()
    failures = []
    checks = [(check_conversions, "element types"), (check_dictionary, "dictionary"),
              (check_renames, "names")]
    for function, name in checks:
        with tempfile.TemporaryDirectory() as folder:
            try:
                function(recast, pathlib.Path(folder))
            except Exception as failure:
                failures.append(f"{name}: {failure}")
    for path in sources(arguments.paths):
        with tempfile.TemporaryDirectory() as folder:
            try:
                check(recast, path, pathlib.Path(folder), tally)
                tally["files"] += 1
            except Refused as refusal:
                refused[str(refusal)] += 1
                if arguments.verbose:
                    print(f"refused: {path}: {refusal}")
            except Exception as failure:  # what the libraries raise is a failure of the file, too
                failures.append(f"{path}: {type(failure).__name__}: {failure}")
    print(", ".join(f"{count} {what}" for what, count in tally.items()))
    for codes, count in sorted(refused.items()):
        print(f"{count} refused: {codes}")
    for failure in failures:
        print(f"FAILED {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
