"""Writes the Flux samples, the values each must give, and the rows of corpus.json.

python make_samples.py            writes the files
python make_samples.py --check    regenerates in memory and compares with the files
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys
from typing import Any, Iterator

import numpy as np

from bsonjl import Dictionary, Tuple, dump
from evaluate import Evaluator
from families import FAMILIES
from families.sample import Sample
from readback import read

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent


def exported(values: np.ndarray) -> np.ndarray:
    """From Flux's dimension order to the order of the exported model."""
    return np.ascontiguousarray(values.transpose())


def outputs_of(result: Any) -> list[np.ndarray]:
    if isinstance(result, Tuple):
        return [array for item in result.items for array in outputs_of(item)]
    return [np.asarray(result)]


def names(stem: str, count: int) -> list[str]:
    """Names in the exported model: `x`, or `x1`, `x2`, ..."""
    return [stem] if count == 1 else [f"{stem}{i + 1}" for i in range(count)]


def keys(prefix: str, stem: str, count: int) -> list[str]:
    """Names in the expected file: `x`, or `x0`, `x1`, ..."""
    return [prefix + stem] if count == 1 else [f"{prefix}{stem}{i}" for i in range(count)]


def evaluated(sample: Sample, model: Any, inputs: list[np.ndarray]) -> list[np.ndarray]:
    wide = [x.astype(np.float64) if x.dtype.kind == "f" else x for x in inputs]
    dtype = next((x.dtype for x in inputs if x.dtype.kind == "f"), np.dtype(np.float32))
    result = Evaluator(layer_norm=sample.layer_norm)(model, *wide)
    return [exported(y.astype(dtype)) for y in outputs_of(result)]


def expected(sample: Sample, model: Any) -> dict[str, np.ndarray]:
    """The inputs and outputs at the full batch and at batch 1, in exported order."""
    sets = {"": sample.inputs}
    if sample.batch_axis is not None:
        sets["b1_"] = [np.take(x, [0], axis=sample.batch_axis) for x in sample.inputs]
    arrays: dict[str, np.ndarray] = {}
    for prefix, inputs in sets.items():
        outputs = evaluated(sample, model, inputs)
        arrays.update(zip(keys(prefix, "x", len(inputs)), map(exported, inputs)))
        arrays.update(zip(keys(prefix, "y", len(outputs)), outputs))
    return arrays


def manifest_row(sample: Sample, arrays: dict[str, np.ndarray]) -> dict[str, Any]:
    def described(stem: str) -> list[dict[str, Any]]:
        found = [key for key in arrays if key[0] == stem]
        return [
            {"name": name, "dtype": arrays[key].dtype.name, "shape": list(arrays[key].shape)}
            for key, name in zip(found, names(stem, len(found)))
        ]

    return {
        "file": f"flux/{sample.name}.bson",
        "format": sample.format,
        "flux_era": sample.flux,
        "shows": sample.shows,
        "select": sample.select,
        "input_shape": sample.input_shape,
        "inputs": described("x"),
        "outputs": described("y"),
        "expect": sample.expect,
        "rtol": sample.rtol,
        "atol": sample.atol,
    }


def all_samples() -> Iterator[Sample]:
    for family in FAMILIES:
        yield from family.samples()


def entries(root: Any) -> list[tuple[str, Any]]:
    """The named values of a root, which may be a Julia Dict itself."""
    if isinstance(root, Dictionary):
        return list(zip(root.keys, root.values))
    return list(root.items())


def selected(root: Any, path: str) -> Any:
    """The value a --select path names, in a root read back from the file."""
    from evaluate import items

    for step in path.split("."):
        if isinstance(root, (dict, Dictionary)):
            root = {str(key): value for key, value in entries(root)}[step]
        elif getattr(getattr(root, "type", None), "path", ("",))[-1] == "NamedTuple":
            names = [symbol.name for symbol in items(root.type.params[0])]
            root = root.fields[names.index(step)]
        else:
            fields = getattr(root, "fields", None)
            root = fields[int(step)] if fields is not None else items(root)[int(step)]
    return root


def verify(sample: Sample, data: bytes, arrays: dict[str, np.ndarray]) -> None:
    """Reads the bytes back with the separate reader and evaluates what it finds."""
    root = read(data)
    path = sample.select
    if path is None:
        path = next(key for key, value in entries(sample.root) if value is sample.model)
    again = expected(sample, selected(root, path))
    if not same_arrays(arrays, again):
        raise SystemExit(f"{sample.name}: the file read back gives other values")
    for key, value in arrays.items():
        if value.dtype.kind == "f" and not np.all(np.isfinite(value)):
            raise SystemExit(f"{sample.name}: {key} is not finite")


def same_arrays(left: dict[str, np.ndarray], right: dict[str, np.ndarray]) -> bool:
    return left.keys() == right.keys() and all(
        np.allclose(left[k], right[k], rtol=1e-6, atol=1e-7) for k in left
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    sys.setrecursionlimit(20_000)
    rows, stale, written = [], [], set()
    for sample in all_samples():
        path = HERE / f"{sample.name}.bson"
        expected_path = HERE / "expected" / f"{sample.name}.npz"
        data = sample.raw if sample.raw is not None else dump(sample.root, sample.era)
        arrays: dict[str, np.ndarray] = {}
        if sample.model is not None and sample.expect == "converts":
            arrays = expected(sample, sample.model)
            verify(sample, data, arrays)
        rows.append(manifest_row(sample, arrays))
        if path in written:
            raise SystemExit(f"two samples are called {sample.name}")
        written.add(path)
        if arrays:
            written.add(expected_path)
        if arguments.check:
            if not path.exists() or path.read_bytes() != data:
                stale.append(path)
            if arrays:
                found = dict(np.load(expected_path)) if expected_path.exists() else {}
                if not same_arrays(arrays, found):
                    stale.append(expected_path)
            continue
        path.write_bytes(data)
        if arrays:
            expected_path.parent.mkdir(exist_ok=True)
            np.savez(expected_path, **arrays)
    listing = [json.dumps(row, ensure_ascii=False) for row in rows]
    manifest = "[\n  " + ",\n  ".join(listing) + "\n]\n"
    corpus = SAMPLES / "corpus.json"
    present = {*HERE.glob("*.bson"), *HERE.glob("expected/*.npz")}
    if arguments.check:
        if not corpus.exists() or corpus.read_text() != manifest:
            stale.append(corpus)
        stale += sorted(present - written)
        for path in stale:
            print(f"{path.relative_to(SAMPLES)}: differs from what the scripts make")
        print(f"{len(rows)} samples, {len(stale)} stale files")
        return 1 if stale else 0
    for path in present - written:
        path.unlink()
    corpus.write_text(manifest)
    print(f"wrote {len(rows)} samples")
    return 0


if __name__ == "__main__":
    sys.exit(main())
