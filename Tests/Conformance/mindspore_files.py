#!/usr/bin/env python3
"""Compares what `recast inspect FILE --tensors --digest --json` lists with what MindSpore loads.

usage: mindspore_files.py [--recast PROGRAM] [--verbose] FILE|FOLDER...

Every .ckpt and .safetensors below the paths is loaded with MindSpore's own load_checkpoint, and tensors are
compared by name: the same set in the same order, element type, sizes, and the SHA-256 of the elements in
row-major order, little-endian. Texts are compared with the entries that `recast inspect --json` shows.
Encrypted files need a file KEY.txt beside them whose first word is the key; a file ending in _k32 takes it
twice. Where MindSpore cannot load a file, what recast says of it is counted apart and shown.

Needs mindspore 2.x, numpy below 2.
"""
import argparse
import collections
import hashlib
import json
import os
import subprocess
import sys
import tempfile

os.environ.setdefault("GLOG_v", "4")
import numpy as np
import mindspore as ms

TYPES = {
    ms.int8: "i8", ms.int16: "i16", ms.int32: "i32", ms.int64: "i64", ms.uint8: "u8",
    ms.uint16: "u16", ms.uint32: "u32", ms.uint64: "u64", ms.float16: "f16", ms.float32: "f32",
    ms.float64: "f64", ms.bfloat16: "bf16", ms.bool_: "bool", ms.complex64: "c64",
    ms.complex128: "c128", ms.qint4x2: "i8",
}
MODES = {0x7F3A5ED8: "AES-GCM", 0x7F3A5ED9: "AES-CBC", 0x7F3A5EDA: "SM4-CBC"}


def files(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, folders, names in os.walk(path):
            folders.sort()
            for name in sorted(names):
                if name.endswith((".ckpt", ".safetensors")):
                    yield os.path.join(folder, name)


def cipher(path):
    with open(path, "rb") as file:
        return MODES.get(int.from_bytes(file.read(4), "little"))


def key(path):
    with open(os.path.join(os.path.dirname(path), "KEY.txt")) as file:
        word = file.read().split()[0].encode()
    return word * 2 if "_k32" in path else word


def elements(parameter):
    """The bytes of a tensor as it is loaded."""
    if parameter.dtype in (ms.bfloat16, ms.qint4x2):
        return bytes(parameter.get_bytes())
    return parameter.asnumpy().tobytes(order="C")


def loaded(path, mode):
    """(name, type, shape, digest) of every tensor, and the texts by name."""
    options = {"format": "safetensors"} if path.endswith(".safetensors") else {}
    if mode:
        options.update(dec_key=key(path), dec_mode=mode)
    tensors, texts = [], {}
    for name, value in ms.load_checkpoint(path, **options).items():
        if isinstance(value, str):
            texts[name] = value
        elif isinstance(value, list):
            for part, array in zip(("keys", "values", "status"), value):
                tensors.append((f"{name}.{part}", None, list(array.shape),
                                hashlib.sha256(array.tobytes()).hexdigest()))
        else:
            tensors.append((name, TYPES[value.dtype], list(value.shape),
                            hashlib.sha256(elements(value)).hexdigest()))
    return tensors, texts


class Recast:
    def __init__(self, program):
        self.program = program

    def run(self, path, mode, *options):
        arguments = [self.program, "inspect", path, "--json", *options]
        with tempfile.NamedTemporaryFile() as file:
            if mode:
                file.write(key(path))
                file.flush()
                arguments += ["--key-file", file.name]
            result = subprocess.run(arguments, capture_output=True, text=True)
        return result

    def tensors(self, path, mode):
        result = self.run(path, mode, "--tensors", "--digest")
        if result.returncode:
            return None, result.stderr.strip() or result.stdout.strip()
        records = [json.loads(line) for line in result.stdout.splitlines()]
        return [(r["name"], r["dtype"], r["shape"], r["sha256"]) for r in records], None

    def texts(self, path, mode):
        summary = json.loads(self.run(path, mode).stdout)
        return {entry["path"]: entry["text"] for entry in summary["entries"]}


def differences(path, mode, recast):
    expected, texts = loaded(path, mode)
    found, problem = recast.tensors(path, mode)
    if found is None:
        return len(expected), [problem]
    if path.endswith(".safetensors"):
        # A file of safetensors has an order of its own; MindSpore sorts names.
        expected, found = sorted(expected, key=str), sorted(found, key=str)
    problems = []
    if [e[0] for e in expected] != [f[0] for f in found]:
        problems.append(f"names: {[e[0] for e in expected]} and {[f[0] for f in found]}")
    for one, other in zip(expected, found):
        if any(a is not None and a != b for a, b in zip(one, other)):
            problems.append(f"{one} and {other}")
    if texts:
        shown = recast.texts(path, mode)
        for name, text in texts.items():
            # A long text is cut off where it is shown.
            beginning = shown.get(name, "").removesuffix("…")
            if not (text == shown.get(name) or (len(text) > 200 and text.startswith(beginning))):
                problems.append(f"text {name}: {text[:80]!r} and {shown.get(name)!r}")
    return len(expected) + len(texts), problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recast", default="recast")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("paths", nargs="+")
    options = parser.parse_args()
    recast = Recast(options.recast)
    counts = collections.Counter()
    for path in files(options.paths):
        mode = cipher(path)
        try:
            count, problems = differences(path, mode, recast)
        except Exception as error:
            tensors, problem = recast.tensors(path, mode)
            counts["files that MindSpore does not load"] += 1
            said = problem or f"{len(tensors)} tensors"
            print(f"only recast: {path}\n  MindSpore: {(str(error).strip() or repr(error)).splitlines()[0][:160]}\n  recast: {said[:200]}")
            continue
        if mode == "SM4-CBC" and len(problems) == 1 and "SM4-CBC" in problems[0]:
            counts["files of a cipher that is only named"] += 1
            continue
        counts["files"] += 1
        counts["entries"] += count
        if problems:
            counts["files that differ"] += 1
            print(f"differs: {path}")
            for problem in problems[:5]:
                print(f"  {problem[:400]}")
        elif options.verbose:
            print(f"equal: {path}: {count}")
    print(", ".join(f"{count} {name}" for name, count in counts.items()))
    sys.exit(1 if counts["files that differ"] else 0)


if __name__ == "__main__":
    main()
