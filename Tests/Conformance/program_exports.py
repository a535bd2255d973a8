"""Saves cases as programs in a folder, with inputs and torch's own results beside them.

Beside `NAME.MODE.pt2` (torch.export) or `NAME.MODE.pt` (TorchScript) stands `NAME.MODE.json`, which
names the file, the runs, the inputs and the outputs; `NAME.first.npz` and `NAME.second.npz` hold in0,
in1, … and out0, out1, … of the two runs. A case whose source, torch version and modes are those of an
earlier run is left alone.
"""
from __future__ import annotations

import argparse
import copy
import hashlib
import importlib
import inspect
import json
import logging
import pathlib
import pkgutil
import traceback
import warnings

import numpy as np
import torch
from torch.utils import _pytree

import program_cases
from program_cases.case import Case
from program_code import code_of, sources

SEED = 20
#: Changes where this file writes something else than before.
FORMAT = "3"
#: The element types as `--input-shape` spells them.
TYPES = {
    torch.float32: "f32", torch.float64: "f64", torch.float16: "f16", torch.bfloat16: "bf16",
    torch.int64: "i64", torch.int32: "i32", torch.int16: "i16", torch.int8: "i8",
    torch.uint8: "u8", torch.bool: "bool"}


def families() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(program_cases.__path__))


def cases_of(family: str) -> list[Case]:
    return getattr(importlib.import_module(f"program_cases.{family}"), "CASES", [])


def key_of(case: Case, family: str) -> str:
    """Whatever can change what is exported."""
    module = importlib.import_module(f"program_cases.{family}")
    text = "\n".join([
        FORMAT, torch.__version__, case.name, code_of(case.make), code_of(case.inputs),
        sources([case.make, case.inputs], module),
        repr([case.first, case.second, case.dynamic, case.ranges])])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def leaves(value) -> list[torch.Tensor]:
    """The tensors of a nested value, in the order in which a program has them; numbers become tensors."""
    found = []
    for leaf in _pytree.tree_leaves(value):
        if isinstance(leaf, torch.Tensor):
            found.append(leaf)
        elif isinstance(leaf, (bool, int, float)):
            found.append(torch.tensor(leaf))
    return found


def array(tensor: torch.Tensor) -> np.ndarray:
    tensor = tensor.detach()
    if tensor.dtype in (torch.bfloat16,):
        tensor = tensor.float()
    return tensor.resolve_conj().resolve_neg().contiguous().numpy()


def with_dimensions(structure, dimensions: dict, ranges: dict):
    """The structure of open sizes with torch's own objects in the place of their names."""
    if isinstance(structure, dict) and all(isinstance(key, int) for key in structure):
        axes = {}
        for axis, name in structure.items():
            if name not in dimensions:
                least, largest = ranges.get(name, (1, 1024))
                dimensions[name] = torch.export.Dim(name, min=least, max=largest)
            axes[axis] = dimensions[name]
        return axes or None
    if isinstance(structure, dict):
        return {key: with_dimensions(value, dimensions, ranges) for key, value in structure.items()}
    if isinstance(structure, (list, tuple)):
        return type(structure)(with_dimensions(value, dimensions, ranges) for value in structure)
    return structure


def exported(case: Case, model, mode: str, args: tuple, kwargs: dict):
    dynamic = with_dimensions(case.dynamic, {}, case.ranges) if mode.endswith(".dyn") else None
    program = torch.export.export(model, args, kwargs or None, dynamic_shapes=dynamic)
    return program.run_decompositions() if mode.startswith("core") else program


def scripted(model, mode: str, args: tuple, kwargs: dict):
    def traced():
        if kwargs:
            return torch.jit.trace(
                model, example_kwarg_inputs=kwargs, strict=False, check_trace=False)
        return torch.jit.trace(model, args, strict=False, check_trace=False)

    if mode.startswith("trace"):
        return traced()
    if mode.startswith("script"):
        return torch.jit.script(model)
    model.eval()
    try:
        return torch.jit.freeze(torch.jit.script(model))
    except Exception:
        return torch.jit.freeze(traced())


def open_shapes(case: Case, args: tuple, kwargs: dict, names: list[str], is_dynamic: bool) -> list:
    """`--input-shape` for every tensor: a TorchScript archive does not tell shapes."""
    flat = _pytree.tree_leaves((args, kwargs))
    axes = [None] * len(flat)
    if is_dynamic and case.dynamic is not None:
        is_axes = lambda value: value is None or (
            isinstance(value, dict) and all(isinstance(key, int) for key in value))
        structure = case.dynamic
        if kwargs and isinstance(structure, dict):
            structure = [structure.get(key) for key in kwargs]
        axes = _pytree.tree_leaves(structure, is_leaf=is_axes)
    arguments = []
    for name, leaf, open_axes in zip(names, flat, axes):
        if not isinstance(leaf, torch.Tensor):
            continue
        sizes = [str((open_axes or {}).get(axis, size)) for axis, size in enumerate(leaf.shape)]
        arguments += ["--input-shape", f"{name}:{TYPES[leaf.dtype]}[{','.join(sizes)}]"]
    return arguments


def input_names(model, args: tuple, kwargs: dict) -> list[str]:
    """The names of the tensors, where every argument is one."""
    if kwargs:
        return list(kwargs)
    parameters = list(inspect.signature(model.forward).parameters.values())
    names = [p.name for p in parameters if p.kind is not p.VAR_POSITIONAL]
    return names[:len(args)] if len(names) >= len(args) else [
        f"args_{position}" for position in range(len(args))]


def described(tensors: list[torch.Tensor]) -> list[dict]:
    return [{"type": TYPES.get(t.dtype, str(t.dtype)), "sizes": list(t.shape)} for t in tensors]


def write_run(case: Case, model, sizes: tuple, path: pathlib.Path) -> tuple:
    args, kwargs = case.arguments(sizes)
    worked, used = copy.deepcopy((args, kwargs))
    with torch.no_grad():
        results = leaves(copy.deepcopy(model)(*worked, **used))
    for result in results:
        if result.is_floating_point() and not torch.isfinite(result).all():
            warnings.warn(f"{case.name}: torch gives numbers that are not finite")
    np.savez(
        path, **{f"in{i}": array(t) for i, t in enumerate(leaves((args, kwargs)))},
        **{f"out{i}": array(t) for i, t in enumerate(results)})
    return args, kwargs, results


def save(case: Case, family: str, folder: pathlib.Path, modes: list[str] | None = None) -> list[str]:
    """Writes the programs that are missing, and says what torch refused."""
    wanted = [mode for mode in case.modes
              if modes is None or mode in modes or mode.split(".")[0] in modes]
    key = key_of(case, family)
    missing = []
    for mode in wanted:
        path = folder / f"{case.name}.{mode}.json"
        if not path.exists() or json.loads(path.read_text())["key"] != key:
            missing.append(mode)
    if not missing:
        return []
    torch.manual_seed(SEED)
    model = case.make()
    runs = [f"{case.name}.first.npz"]
    args, kwargs, results = write_run(case, model, case.first, folder / runs[0])
    if case.dynamic is not None:
        write_run(case, model, case.second, folder / f"{case.name}.second.npz")
    problems = []
    names = input_names(model, args, kwargs)
    for mode in missing:
        is_export = mode.startswith(("export", "core"))
        is_dynamic = mode.endswith(".dyn")
        kind = mode if is_export else mode.split(".")[0]
        file = folder / f"{case.name}.{kind}.{'pt2' if is_export else 'pt'}"
        record = {
            "name": case.name, "family": family, "mode": mode, "file": file.name, "key": key,
            "runs": runs + [f"{case.name}.second.npz"] * is_dynamic,
            "inputs": described(leaves((args, kwargs))), "outputs": described(results),
            "names": names, "arguments": [], "tolerance": case.tolerance, "note": case.note,
            "quick": case.is_quick, "problem": ""}
        # A traced archive holds the inputs of its tracing, a scripted one nothing of the kind.
        if not is_export and (is_dynamic or not mode.startswith("trace")):
            record["arguments"] = open_shapes(case, args, kwargs, names, is_dynamic)
        try:
            example, used = copy.deepcopy((args, kwargs))
            fresh = copy.deepcopy(model)
            with torch.no_grad():
                if is_export:
                    torch.export.save(exported(case, fresh, mode, example, used), str(file))
                else:
                    scripted(fresh, mode, example, used).save(str(file))
        except Exception as error:
            record["problem"] = f"{type(error).__name__}: {error}"[:2000]
            last = traceback.extract_tb(error.__traceback__)[-1]
            problems.append(
                f"{case.name}.{mode}: {record['problem'][:300]} ({last.filename}:{last.lineno})")
        (folder / f"{case.name}.{mode}.json").write_text(json.dumps(record, indent=1))
    return problems


def tidy(family: str, folder: pathlib.Path):
    """Removes the programs of cases that there are no more, and says of the others what is new."""
    known = {(case.name, mode): case for case in cases_of(family) for mode in case.modes}
    for path in folder.glob("*.json"):
        record = json.loads(path.read_text())
        case = known.get((record["name"], record["mode"]))
        if record["family"] == family and case is None:
            path.unlink()
        elif case is not None:
            said = {"tolerance": case.tolerance, "note": case.note, "quick": case.is_quick}
            if record | said != record:
                path.write_text(json.dumps(record | said, indent=1))


def main():
    """Exports a family: FAMILY FOLDER [--name PART…] [--mode MODE…] [--quick] [--exporter]"""
    parser = argparse.ArgumentParser()
    parser.add_argument("family")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--name", action="append", default=[])
    parser.add_argument("--mode", action="append", default=[])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--exporter", action="store_true", help="torch.onnx's model as well")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    torch.set_num_threads(1)
    modes = arguments.mode or None
    tidy(arguments.family, arguments.folder)
    for case in cases_of(arguments.family):
        labels = [f"{case.name}.{mode}" for mode in case.modes]
        if arguments.quick and not case.is_quick:
            continue
        if arguments.name and not any(part in label for part in arguments.name for label in labels):
            continue
        for problem in save(case, arguments.family, arguments.folder, modes):
            print(f"not exported: {problem[:300]}", flush=True)
        if arguments.exporter:
            import program_exporter
            program_exporter.save(case, arguments.family, arguments.folder)


if __name__ == "__main__":
    main()
