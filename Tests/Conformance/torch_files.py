#!/usr/bin/env python3
"""Compares what `recast inspect FILE --tensors --digest --json` lists with what PyTorch itself loaded.

usage: torch_files.py [--recast PROGRAM] [--verbose] FILE|FOLDER...

Beside every file F stands F.json, and F.npz where values are kept; they were written where the real
framework read or wrote F. Tensors are compared by path: the same set, element type, sizes, and the
SHA-256 of the elements in row-major order, little-endian. Needs numpy only.
"""
import argparse
import collections
import hashlib
import json
import os
import subprocess
import sys
import zipfile

import numpy as np

TYPES = {
    "float64": "f64", "float32": "f32", "float16": "f16", "bfloat16": "bf16", "bool": "bool",
    "float8_e4m3fn": "f8_e4m3", "float8_e4m3fnuz": "f8_e4m3fnuz", "float8_e5m2": "f8_e5m2",
    "float8_e5m2fnuz": "f8_e5m2fnuz", "complex64": "c64", "complex128": "c128",
    "uint8": "u8", "uint16": "u16", "uint32": "u32", "uint64": "u64",
    "int8": "i8", "int16": "i16", "int32": "i32", "int64": "i64",
    "qint8": "i8", "quint8": "u8", "qint32": "i32",
    "float8_e8m0fnu": "f8_e8m0", "float4_e2m1fn_x2": "f4x2", "complex32": "c32",
}
SPARSE = {
    "sparse_coo": {"indices": "indices", "values": "values"},
    "sparse_csr": {"compressed": "crow_indices", "plain": "col_indices", "values": "values"},
    "sparse_bsr": {"compressed": "crow_indices", "plain": "col_indices", "values": "values"},
    "sparse_csc": {"compressed": "ccol_indices", "plain": "row_indices", "values": "values"},
    "sparse_bsc": {"compressed": "ccol_indices", "plain": "row_indices", "values": "values"},
}
# Attributes of modules that repeat what stands among the parameters.
REPEATED = ("_flat_weights", "_flat_weight_refs", "_all_weights")

Expected = collections.namedtuple("Expected", "type shape digest")


def digest(array):
    array = np.asarray(array)
    if array.dtype.byteorder == ">":
        array = array.astype(array.dtype.newbyteorder("<"))
    return hashlib.sha256(array.tobytes(order="C")).hexdigest()


class Sidecar:
    """The tensors of a typed tree by the names under which they are to be listed."""

    def __init__(self, info, arrays):
        self.records = {record["id"]: record for record in info["tensors"]}
        self.arrays = arrays
        self.by_path = {}
        self.expected = collections.OrderedDict()
        self.index(info["tree"], [])
        self.visit(info["tree"], [], [])

    def children(self, node):
        """(component of the sidecar's paths, component of names, child)"""
        kind = node["type"]
        if kind == "module":
            for name, child in node["attrs"]:
                if name in ("_parameters", "_buffers", "_modules") or name not in REPEATED:
                    inside = name in ("_parameters", "_buffers", "_modules")
                    yield name, None if inside else name, child
            return
        if "items" in node and node["items"] and isinstance(node["items"][0], list):
            for key, child in node["items"]:
                text = self.key(key)
                yield (key["value"] if key["type"] == "int" else text), text, child
        elif "items" in node:
            for index, child in enumerate(node["items"]):
                yield index, str(index), child
        for name, child in node.get("attrs", []):
            yield "." + name, name, child

    @staticmethod
    def key(node):
        if node["type"] == "str":
            return node["value"] if node["value"] is not None else None
        return node.get("repr", node["type"])

    def index(self, root, _):
        open_ = [(root, [])]
        while open_:
            node, path = open_.pop()
            self.by_path.setdefault(json.dumps(path), node)
            for raw, _name, child in self.children(node):
                open_.append((child, path + [raw]))

    def visit(self, node, names, above):
        name = ".".join(names) or "tensor"
        kind = node["type"]
        if kind == "tensor":
            self.add(name, self.record(self.records[node["ref"]]))
        elif kind in SPARSE:
            for part, suffix in SPARSE[kind].items():
                self.visit(node[part], names + [suffix], above)
        elif kind == "ndarray" and "npz" in node:
            array = self.arrays[node["npz"]]
            if array.dtype.kind in "biufc":
                self.add(name, Expected(
                    TYPES[array.dtype.newbyteorder("=").name], list(array.shape), digest(array)))
        elif kind == "storage":
            width = np.dtype(node["dtype"]).itemsize
            self.add(name, Expected(
                TYPES[node["dtype"]], [node["nbytes"] // width], node["sha256"]))
        elif kind == "ref":
            target = self.by_path.get(json.dumps(node["path"]))
            if target is not None and not any(target is outer for outer in above):
                self.visit(target, names, above)
        else:
            for _raw, component, child in self.children(node):
                self.visit(child, names if component is None else names + [component], above + [node])

    def record(self, record):
        shape = list(record["shape"])
        return Expected(TYPES.get(record["dtype"], record["dtype"]), shape, record.get("sha256"))

    def add(self, name, expected):
        self.expected[name] = expected


def expected(path):
    with open(path + ".json") as file:
        info = json.load(file)
    if "torch_refuses" in info:
        return info["torch_refuses"]
    if "tree" not in info and "count" in info:
        # Element i of the file is a tensor of one element that is i.
        return collections.OrderedDict(
            (str(i), Expected("i32", [1], digest(np.array([i], np.int32))))
            for i in range(info["count"]))
    arrays = dict(np.load(path + ".npz", allow_pickle=False)) if os.path.exists(path + ".npz") else {}
    if "tree" in info:
        return Sidecar(info, arrays).expected
    return collections.OrderedDict(
        (key.replace("|", ".") or "tensor", Expected(TYPES[a.dtype.name], list(a.shape), digest(a)))
        for key, a in arrays.items())


def listed(program, path):
    run = subprocess.run(
        [program, "inspect", path, "--tensors", "--digest", "--json"], capture_output=True, text=True)
    if run.returncode != 0:
        return None, (run.stderr.strip() or f"exit code {run.returncode}")
    found = collections.OrderedDict()
    for line in run.stdout.splitlines():
        entry = json.loads(line)
        if entry["name"] in found:
            return None, f"two tensors are called {entry['name']}"
        found[entry["name"]] = Expected(entry["dtype"], entry["shape"], entry.get("sha256"))
    return found, None


def describes_program(path):
    """Whether the file is a program, whose values are known of its parameters and buffers only."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        names = [name.rsplit("/", 1)[-1] for name in archive.namelist()]
    return any(name in names for name in (
        "constants.pkl", "model.json", "archive_format", "serialized_exported_program.json"))


def differences(wanted, found, is_program=False):
    for name, one in wanted.items():
        other = found.get(name)
        if other is None:
            yield f"{name} is missing"
        elif (one.type, one.shape) != (other.type, other.shape):
            yield f"{name} is {other.type}{other.shape}, not {one.type}{one.shape}"
        elif one.digest is not None and one.digest != other.digest:
            yield f"{name} has other elements"
        elif one.digest is None and other.digest is not None:
            yield f"{name} has elements where there are none"
    for name in found:
        if name not in wanted and not is_program:
            yield f"{name} is not in the file"


def files(arguments):
    for argument in arguments:
        if os.path.isdir(argument):
            for folder, folders, names in os.walk(argument):
                folders.sort()
                for name in sorted(names):
                    if os.path.exists(os.path.join(folder, name + ".json")):
                        yield os.path.join(folder, name)
        else:
            yield argument


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--recast", default=".build/release/recast")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    passed, failed, tensors, beyond = 0, 0, 0, 0
    for path in files(arguments.paths):
        if path.endswith((".json", ".npz")):
            continue
        wanted = expected(path)
        found, problem = listed(arguments.recast, path)
        if isinstance(wanted, str):
            beyond += 1
            if arguments.verbose:
                outcome = problem or f"opens here with {len(found)} tensors"
                print(f"-- {path}: the framework says '{wanted}'; {outcome}")
            continue
        problems = [problem] if problem else list(
            differences(wanted, found, describes_program(path)))
        if problems:
            failed += 1
            print(f"FAILED {path}: {len(problems)}: " + "; ".join(problems[:6]))
        else:
            passed += 1
            tensors += len(wanted)
            if arguments.verbose:
                print(f"ok {path}: {len(wanted)} tensors")
    print(f"{passed} passed, {failed} failed; {tensors} tensors equal bit for bit; "
          f"{beyond} files that the framework refuses")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
