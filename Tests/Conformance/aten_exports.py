"""Saves the calls of aten_cases as programs, in the way of program_exports.py.

One export gives both dialects. What is cached is found again by a hash of the call's code, its inputs
and torch's version.
"""
from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import logging
import pathlib
import pkgutil
import warnings

import numpy as np
import torch

import aten_cases
from aten_cases.case import Call, Drawn
from program_code import code_of
from program_exports import TYPES, array, leaves

nn = torch.nn
SEED = 20
FORMAT = "1"


def plain(result):
    """A tuple in the place of the named one that some operators give, which a program cannot hold."""
    is_named = isinstance(result, tuple) and type(result).__module__ == "torch.return_types"
    return tuple(result) if is_named else result


class One(nn.Module):
    """A call of one tensor; forward has as many arguments as the call, and they have names."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return plain(self.function(x))


class None_(One):
    def forward(self):
        return plain(self.function())


class Two(One):
    def forward(self, x, y):
        return plain(self.function(x, y))


class Three(One):
    def forward(self, x, y, z):
        return plain(self.function(x, y, z))


class Four(One):
    def forward(self, x, y, z, w):
        return plain(self.function(x, y, z, w))


class Five(One):
    def forward(self, x, y, z, w, v):
        return plain(self.function(x, y, z, w, v))


class Six(One):
    def forward(self, x, y, z, w, v, u):
        return plain(self.function(x, y, z, w, v, u))


MODULES = [None_, One, Two, Three, Four, Five, Six]


def all_calls() -> list[Call]:
    found = []
    for module in sorted(pkgutil.iter_modules(aten_cases.__path__), key=lambda m: m.name):
        found += getattr(importlib.import_module(f"aten_cases.{module.name}"), "CASES", [])
    names = [call.name for call in found]
    for name in {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two cases are called '{name}'")
    return found


def key_of(call: Call) -> str:
    parts = [
        FORMAT, torch.__version__, call.name, code_of(call.function), repr(call.drawn),
        repr(call.modes), repr(call.is_layer)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def module_of(call: Call) -> nn.Module:
    torch.manual_seed(SEED)
    if call.is_layer:
        module = call.function().eval()
        with torch.no_grad():
            for name, tensor in [*module.named_parameters(), *module.named_buffers()]:
                if tensor.is_floating_point() and tensor.dim() == 1:
                    tensor.uniform_(0.5, 1.5)
        return module
    return MODULES[len(call.inputs)](call.function).eval()


def write_run(call: Call, rows: int, path: pathlib.Path) -> tuple:
    torch.manual_seed(SEED + rows)
    args = tuple(one.tensor(rows) for one in call.drawn)
    given = [array(value) for value in args]
    with torch.no_grad():
        results = leaves(module_of(call)(*[value.clone() for value in args]))
    np.savez(path, **{f"in{i}": value for i, value in enumerate(given)},
             **{f"out{i}": array(value) for i, value in enumerate(results)})
    return args, results


def described(tensors) -> list[dict]:
    return [{"type": TYPES.get(t.dtype, str(t.dtype)), "sizes": list(t.shape)} for t in tensors]


def programs(call: Call, args: tuple, is_dynamic: bool, modes: list[str]) -> dict:
    """The exported program in every dialect that is asked for, or what torch said."""
    made: dict = {}
    try:
        shapes = None
        if is_dynamic:
            batch = torch.export.Dim("batch", min=1, max=64)
            shapes = tuple({axis: batch for axis in one.axes} or None for one in call.drawn)
        with torch.no_grad():
            program = torch.export.export(module_of(call), args, dynamic_shapes=shapes)
        made["export"] = program
    except Exception as error:
        return {mode: error for mode in modes}
    if "core" in modes:
        try:
            made["core"] = program.run_decompositions()
        except Exception as error:
            made["core"] = error
    return made


def save(call: Call, folder: pathlib.Path, kinds: tuple, modes: tuple = ("export", "core")) -> list[str]:
    """Writes the missing programs of a call; `kinds` are `dyn` and `static`, modes the dialects."""
    key = key_of(call)
    asked = [mode for mode in call.modes if mode in modes]
    has_open = any(one.axes for one in call.drawn)
    wanted = [kind for kind in kinds if kind == "static" or has_open]
    if not has_open and "static" not in kinds:
        wanted = ["static"]
    problems = []
    for kind in wanted:
        end = ".dyn" if kind == "dyn" else ""
        places = {mode: folder / f"{call.name}.{mode}{end}.json" for mode in asked}
        if all(place.exists() and json.loads(place.read_text())["key"] == key
               for place in places.values()):
            continue
        runs = [f"{call.name}.first.npz"]
        args, results = write_run(call, 2, folder / runs[0])
        if kind == "dyn":
            runs.append(f"{call.name}.second.npz")
            write_run(call, 3, folder / runs[1])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = programs(call, args, kind == "dyn", asked)
        for mode, place in places.items():
            file = folder / f"{call.name}.{mode}{end}.pt2"
            record = {
                "name": call.name, "family": "aten", "mode": mode + end, "file": file.name,
                "key": key, "runs": runs, "inputs": described(args), "outputs": described(results),
                "arguments": [], "tolerance": call.tolerance, "note": "", "quick": False,
                "problem": "", "operators": []}
            result = made[mode]
            try:
                if isinstance(result, Exception):
                    raise result
                record["operators"] = sorted({
                    str(node.target) for graph in result.graph_module.modules()
                    if hasattr(graph, "graph") for node in graph.graph.nodes
                    if node.op == "call_function"})
                torch.export.save(result, str(file))
            except Exception as error:
                record["problem"] = f"{type(error).__name__}: {error}"[:1500]
                problems.append(f"{call.name}.{mode}{end}: {record['problem'][:200]}")
            place.write_text(json.dumps(record))
    return problems


def main():
    """Exports the calls: FOLDER [--part 0/2] [--fixed] [--name PART…] [--mode MODE…]"""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--part", default="0/1", help="which of how many parts")
    parser.add_argument("--fixed", action="store_true", help="with fixed sizes as well")
    parser.add_argument("--name", action="append", default=[])
    parser.add_argument("--mode", action="append", default=[])
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    torch.set_num_threads(1)
    part, count = map(int, arguments.part.split("/"))
    kinds = ("dyn", "static") if arguments.fixed else ("dyn",)
    modes = tuple(mode.split(".")[0] for mode in arguments.mode) or ("export", "core")
    for position, call in enumerate(all_calls()):
        if position % count != part or (
                arguments.name and not any(name in call.name for name in arguments.name)):
            continue
        try:
            save(call, arguments.folder, kinds, modes)
        except Exception as error:
            print(f"{call.name}: {type(error).__name__}: {error}"[:300], flush=True)


if __name__ == "__main__":
    main()
