#!/usr/bin/env python3
"""Converts every file of weights to every format and back, and loads what was written with the frameworks.

usage: round_trips.py [--recast PROGRAM] [--mindspore PYTHON] [--report FILE] [--limit MIB] [--verbose]
                      FILE|FOLDER...

For each file A of weights and each format B: `recast convert A -o B`, `recast convert B -o A'`, A' in A's own
format. The weights of A and A' are compared by name, element type, sizes and SHA-256 of the elements as
`recast inspect --tensors --digest --json` lists them. Where names and sizes cannot tell what a layer is, the
way back is taken once more with A itself as the architecture.

Every B is loaded by its own library, and what that loads is compared with the same listing: torch.load
with weights_only=True, safetensors, numpy, MindSpore's load_checkpoint (a Python that has it is given
with --mindspore), and for Flux the reader of Samples/flux/readback.py, which was written apart from ours.
How elements are to move is the business of translated_networks.py.
"""
import argparse
import collections
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = os.path.join(os.path.dirname(os.path.dirname(HERE)), "Samples")
sys.path.insert(0, os.path.join(SAMPLES, "flux"))
os.environ.setdefault("GLOG_v", "4")

FORMATS = {"flux": ".bson", "pytorch": ".pth", "mindspore": ".ckpt", "safetensors": ".safetensors",
           "npz": ".npz"}
SUFFIXES = {".bson": "flux", ".pth": "pytorch", ".pt": "pytorch", ".bin": "pytorch", ".tar": "pytorch",
            ".ckpt": "mindspore", ".safetensors": "safetensors", ".npz": "npz"}
TYPES = {"float64": "f64", "float32": "f32", "float16": "f16", "bfloat16": "bf16", "bool": "bool",
         "complex64": "c64", "complex128": "c128", "uint8": "u8", "uint16": "u16", "uint32": "u32",
         "uint64": "u64", "int8": "i8", "int16": "i16", "int32": "i32", "int64": "i64",
         "float8_e4m3fn": "f8_e4m3", "float8_e5m2": "f8_e5m2", "float8_e4m3fnuz": "f8_e4m3fnuz",
         "float8_e5m2fnuz": "f8_e5m2fnuz", "complex32": "c32", "float8_e8m0fnu": "f8_e8m0",
         "float4_e2m1fn_x2": "f4x2"}
# What a conversion says of values that it computed, or of layers that the target does not have.
COMPUTED = {"translation.computed"}

Tensor = collections.namedtuple("Tensor", "dtype shape digest")

MINDSPORE_SERVER = r"""
import hashlib, json, os, sys
os.environ.setdefault("GLOG_v", "4")
import numpy as np
import mindspore as ms
print(json.dumps("ready"), flush=True)
for line in sys.stdin:
    try:
        result = {}
        for name, value in ms.load_checkpoint(json.loads(line)).items():
            if isinstance(value, str):
                continue
            if value.dtype == ms.bfloat16:
                array = value.float().asnumpy()
                array = (array.view(np.uint32) >> 16).astype(np.uint16)
                dtype = "bfloat16"
            else:
                array = value.asnumpy()
                dtype = str(array.dtype)
            result[name] = [dtype, list(value.shape), hashlib.sha256(array.tobytes()).hexdigest()]
        print(json.dumps(result), flush=True)
    except Exception as error:
        print(json.dumps(f"{type(error).__name__}: {error}"), flush=True)
"""


class MindSpore:
    """A process that loads checkpoints with MindSpore."""

    def __init__(self, python):
        self.process = subprocess.Popen(
            [python, "-c", MINDSPORE_SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        self.answer()

    def answer(self):
        for line in self.process.stdout:
            try:
                return json.loads(line)
            except ValueError:
                continue
        raise RuntimeError("the process with MindSpore ended")

    def load(self, path):
        self.process.stdin.write(json.dumps(path) + "\n")
        self.process.stdin.flush()
        result = self.answer()
        if isinstance(result, str):
            raise RuntimeError(result.split("\n")[0])
        return {name: Tensor(TYPES[dtype], tuple(shape), digest)
                for name, (dtype, shape, digest) in result.items()}

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def of_torch(tensor):
    import torch
    tensor = tensor.detach()
    dtype = TYPES[str(tensor.dtype).removeprefix("torch.")]
    shape = tuple(tensor.shape)
    tensor = tensor.resolve_conj().resolve_neg().contiguous()
    # Zero axes cannot be viewed as bytes.
    data = tensor.reshape(-1).view(torch.uint8).numpy().tobytes() if tensor.numel() else b""
    return Tensor(dtype, shape, hashlib.sha256(data).hexdigest())


def load_torch(path):
    import torch
    found = torch.load(path, map_location="cpu", weights_only=True)
    if "state_dict" in found and isinstance(found["state_dict"], dict):
        found = found["state_dict"]
    return {name: of_torch(value) for name, value in found.items() if torch.is_tensor(value)}


def load_safetensors(path):
    from safetensors.torch import load_file
    return {name: of_torch(value) for name, value in load_file(path).items()}


def of_numpy(array):
    array = np.asarray(array)
    return Tensor(TYPES[str(array.dtype.newbyteorder("="))], array.shape,
                  hashlib.sha256(array.tobytes(order="C")).hexdigest())


def load_npz(path):
    with np.load(path, allow_pickle=False) as arrays:
        return {name: of_numpy(arrays[name]) for name in arrays.files}


def load_flux(path):
    """The arrays of a file by position, for they have no names of their own."""
    import bsonjl
    import readback
    with open(path, "rb") as file:
        root = readback.read(file.read())
    found, seen = [], set()

    def walk(value):
        if id(value) in seen:
            return
        if isinstance(value, np.ndarray):
            found.append(value)
        elif isinstance(value, bytes):
            # A vector of unsigned bytes has no tag.
            found.append(np.frombuffer(value, np.uint8))
        elif isinstance(value, dict):
            for item in value.values():
                walk(item)
        elif isinstance(value, (list, tuple)):
            for item in value:
                walk(item)
        elif isinstance(value, bsonjl.Tuple):
            for item in value.items:
                walk(item)
        elif isinstance(value, bsonjl.Struct):
            seen.add(id(value))
            for item in value.fields:
                walk(item)
        elif isinstance(value, bsonjl.Dictionary):
            walk(value.values)

    walk(root)
    return {str(index): of_numpy(array.T) for index, array in enumerate(found)}


def run(recast, *arguments):
    return subprocess.run([recast, *arguments], capture_output=True, text=True)


def listing(recast, path):
    """The tensors of a file as the program lists them."""
    process = run(recast, "inspect", path, "--tensors", "--digest", "--json")
    if process.returncode:
        return None
    return {record["name"]: Tensor(record["dtype"], tuple(record["shape"]), record.get("sha256"))
            for record in map(json.loads, process.stdout.splitlines()) if "name" in record}


def beneath(tensors, selection):
    """The tensors of one object of a file under names relative to it."""
    if not selection:
        return tensors
    result = {}
    for name, tensor in tensors.items():
        rest = name.removeprefix(selection)
        if rest != name and (not rest or rest[0] in ".["):
            result[rest.removeprefix(".")] = tensor
    return result


def convert(recast, source, target, *arguments):
    if os.path.exists(target):
        os.remove(target)
    process = run(recast, "convert", source, "-o", target, "--json", *arguments)
    try:
        report = json.loads(process.stdout)
    except ValueError:
        report = {}
    return process.returncode, report, process.stderr.strip()


def codes(report):
    return {item["code"] for item in report.get("diagnostics", [])}


class RoundTrips:
    def __init__(self, options):
        self.recast = options.recast
        self.verbose = options.verbose
        self.mindspore = MindSpore(options.mindspore) if options.mindspore else None
        self.folder = tempfile.mkdtemp(prefix="round-trips-")
        self.counts = collections.defaultdict(collections.Counter)
        self.loads = collections.defaultdict(collections.Counter)
        self.problems = []
        self.exceptions = []

    def loader(self, kind):
        return {"pytorch": load_torch, "safetensors": load_safetensors, "npz": load_npz,
                "flux": load_flux,
                "mindspore": self.mindspore.load if self.mindspore else None}[kind]

    def problem(self, text):
        self.problems.append(text)
        print(f"FAILED {text}", flush=True)

    def check_load(self, kind, path, what):
        """Compares what the framework loads with the program's listing."""
        load = self.loader(kind)
        if load is None:
            return
        ours = listing(self.recast, path) or {}
        # The other reader of Flux takes complex numbers and bfloat16 for structs, and MindSpore writes
        # complex numbers that it does not load.
        unknown = {"flux": ("c64", "c128", "bf16"), "mindspore": ("c64", "c128")}.get(kind, ())
        if any(tensor.dtype in unknown for tensor in ours.values()):
            self.loads[kind]["not asked"] += 1
            return
        try:
            theirs = load(path)
        except Exception as error:
            self.loads[kind]["refused"] += 1
            self.problem(f"{what}: {kind} does not load it: {type(error).__name__}: {error}")
            return
        if kind == "flux":
            same = collections.Counter(ours.values()) == collections.Counter(theirs.values())
        else:
            same = all(ours.get(name) == tensor for name, tensor in theirs.items()) and len(
                [name for name in theirs]) >= len(ours) - self.left_out(kind, ours)
        self.loads[kind]["same" if same else "different"] += 1
        if not same:
            names = [name for name in theirs if ours.get(name) != theirs[name]][:3]
            self.problem(f"{what}: {kind} loads other values: {names} "
                         f"{[(ours.get(name), theirs[name]) for name in names]}")

    @staticmethod
    def left_out(kind, ours):
        """The tensors that a framework's own loader does not give back."""
        if kind != "mindspore":
            return 0
        return sum(1 for tensor in ours.values() if 0 in tensor.shape)

    def weights(self, path, kind):
        """The weights of a file that was written, under their own names."""
        tensors = listing(self.recast, path)
        return beneath(tensors, "weights") if kind == "flux" else tensors

    def trip(self, path, kind, selected, other):
        label = os.path.relpath(path)
        pair = (kind, other)
        middle = os.path.join(self.folder, "middle" + FORMATS[other])
        back = os.path.join(self.folder, "back" + FORMATS[kind])
        status, report, errors = convert(self.recast, path, middle, "--form", "weights")
        if status:
            self.counts[pair]["refused"] += 1
            self.exceptions.append((pair, label, "not written: " + first(errors)))
            return
        self.check_load(other, middle, f"{label} as {other}")
        notes = codes(report)
        names = ["--framework", framework(selected)] if kind in ("safetensors", "npz") else []
        status, report, errors = convert(self.recast, middle, back, "--form", "weights", *names)
        if status:
            self.problem(f"{label} -> {other} -> {kind}: {first(errors)}")
            self.counts[pair]["failed"] += 1
            return
        found = self.weights(back, kind)
        if found == selected or same(found, selected):
            self.counts[pair]["identical"] += 1
            return
        # The source's own model says what the layers are.
        status, again, errors = convert(
            self.recast, middle, back, "--form", "weights", "--architecture", path,
            "--no-strict", *names)
        if not status:
            guided = self.weights(back, kind)
            if same(guided, selected):
                self.counts[pair]["with its model"] += 1
                return
        changed = sorted(
            name for name in set(found) | set(selected) if found.get(name) != selected.get(name))
        text = "; ".join(
            f"{name}: {brief(selected.get(name))} -> {brief(found.get(name))}"
            for name in changed[:4])
        if (notes | codes(report)) & COMPUTED:
            self.counts[pair]["computed"] += 1
            self.exceptions.append((pair, label, "biases added or deviations squared: " + text))
            return
        self.counts[pair]["different"] += 1
        self.exceptions.append((pair, label, text))
        if self.verbose:
            print(f"different {label} -> {other} -> {kind}: {text}", flush=True)

    def file(self, path):
        kind = SUFFIXES.get(os.path.splitext(path)[1])
        tensors = listing(self.recast, path)
        if not tensors:
            self.counts[("files", "")]["without tensors"] += 1
            return
        probe = os.path.join(self.folder, "probe" + FORMATS[kind])
        status, report, errors = convert(self.recast, path, probe, "--form", "weights")
        if status:
            self.counts[("files", "")]["not convertible"] += 1
            self.exceptions.append(((kind, ""), os.path.relpath(path), first(errors)))
            return
        selected = self.weights(probe, kind)
        if not selected:
            self.counts[("files", "")]["without weights"] += 1
            return
        self.counts[("files", "")][kind] += 1
        # What else a file holds is no matter here: states, optimizers, arrays inside of functions.
        named = beneath(tensors, report.get("model", ""))
        stored = collections.Counter(tensor for tensor in tensors.values())
        wrong = [name for name, tensor in selected.items()
                 if named.get(name, tensor) != tensor or tensor not in stored]
        if wrong:
            self.problem(f"{os.path.relpath(path)}: {wrong[:4]} are not what the file has")
        for other in FORMATS:
            self.trip(path, kind, selected, other)

    def report(self):
        lines = ["# Round trips of weights", "",
                 "`A -> B -> A'` with `recast convert`; tensors of A and A' compared bit for bit.", "",
                 "| A | B | identical | identical with A as architecture | computed | different "
                 "| B cannot hold it | failed |",
                 "|---|---|---:|---:|---:|---:|---:|---:|"]
        for (kind, other), count in sorted(self.counts.items()):
            if kind == "files":
                continue
            lines.append(
                f"| {kind} | {other} | {count['identical']} | {count['with its model']} "
                f"| {count['computed']} | {count['different']} | {count['refused']} "
                f"| {count['failed']} |")
        lines += ["", "| written as | loaded by its framework to the same values | other values "
                  "| refused | types that it does not know |", "|---|---:|---:|---:|---:|"]
        for kind, count in sorted(self.loads.items()):
            lines.append(
                f"| {kind} | {count['same']} | {count['different']} | {count['refused']} "
                f"| {count['not asked']} |")
        if self.exceptions:
            lines += ["", "What is not identical, and why:", ""]
            lines += [f"- {' -> '.join(filter(None, pair))}: `{label}`: {text}"
                      for pair, label, text in self.exceptions]
        return "\n".join(lines) + "\n"

    def close(self):
        if self.mindspore:
            self.mindspore.close()
        shutil.rmtree(self.folder)


def first(text):
    return text.splitlines()[0] if text else "no message"


def framework(names):
    """The framework whose names tensors have."""
    last = {name.split(".")[-1] for name in names}
    if last & {"γ", "μ", "Wi"} or any("layers[" in name for name in names):
        return "flux"
    return "mindspore" if last & {"gamma", "moving_mean", "embedding_table"} else "pytorch"


def brief(tensor):
    return f"{tensor.dtype}{list(tensor.shape)}" if tensor else "none"


def same(found, selected):
    """Whether all tensors are there unchanged, beside counts of batches that PyTorch needs."""
    if found is None:
        return False
    rest = {name: tensor for name, tensor in found.items()
            if name in selected or not name.endswith("num_batches_tracked")}
    return rest == selected


def files(paths, limit):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, folders, names in os.walk(path):
            folders.sort()
            for name in sorted(names):
                whole = os.path.join(folder, name)
                if (os.path.splitext(name)[1] in SUFFIXES and os.path.isfile(whole)
                        and "expected" not in folder and not name.startswith("io")
                        and os.path.getsize(whole) <= limit << 20):
                    yield whole


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--recast", default=".build/release/recast")
    parser.add_argument("--mindspore", help="a Python with MindSpore")
    parser.add_argument("--report")
    parser.add_argument("--limit", type=int, default=64, help="the largest file in MiB")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    trips = RoundTrips(options)
    try:
        for path in files(options.paths, options.limit):
            trips.file(path)
        text = trips.report()
    finally:
        trips.close()
    if options.report:
        with open(options.report, "w") as file:
            file.write(text)
    print(text if options.verbose else "\n".join(
        line for line in text.splitlines() if line.startswith("|")))
    if trips.problems:
        print(f"{len(trips.problems)} failures")
        sys.exit(1)


if __name__ == "__main__":
    main()
