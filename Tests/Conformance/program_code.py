"""What a function does, as a text that stays the same from run to run: the key of what is cached."""
from __future__ import annotations

import functools
import inspect
import re
import types

import torch


def code_of(value) -> str:
    """What a function does, as text that stays the same from run to run."""
    if isinstance(value, types.FunctionType):
        cells = [code_of(cell.cell_contents) for cell in value.__closure__ or ()]
        return f"{code_of(value.__code__)}{cells}{[code_of(one) for one in value.__defaults__ or ()]}"
    if isinstance(value, types.CodeType):
        return f"({value.co_code.hex()} {[code_of(one) for one in value.co_consts]} {value.co_names})"
    if isinstance(value, functools.partial):
        return f"({code_of(value.func)} {code_of(value.args)} {code_of(value.keywords)})"
    if isinstance(value, (tuple, list)):
        return f"({', '.join(map(code_of, value))})"
    if isinstance(value, (set, frozenset)):
        return f"({', '.join(sorted(map(code_of, value)))})"
    if isinstance(value, dict):
        return f"({', '.join(f'{key}: {code_of(one)}' for key, one in value.items())})"
    if callable(value) and not isinstance(value, torch.nn.Module):
        return getattr(value, "__qualname__", None) or str(value)
    return repr(value)


def names_in(code: types.CodeType) -> set[str]:
    """The names that a function and those inside of it look up."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            names |= names_in(constant)
    return names


def sources(functions: list, module: types.ModuleType) -> str:
    """The sources of whatever of a module some functions reach."""
    open_names: list[str] = []
    reached = list(functions)
    while reached:
        one = reached.pop()
        if isinstance(one, functools.partial):
            reached += [one.func, *one.args, *one.keywords.values()]
        elif isinstance(one, types.FunctionType):
            open_names += [one.__name__, *sorted(names_in(one.__code__))]
            reached += [cell.cell_contents for cell in one.__closure__ or ()]
        elif isinstance(one, type):
            open_names.append(one.__name__)
    seen: dict[str, str] = {}
    while open_names:
        name = open_names.pop()
        value = vars(module).get(name)
        if name in seen or value is None or name == "CASES":
            continue
        if isinstance(value, (type, types.FunctionType)) and value.__module__ == module.__name__:
            # What collections.namedtuple makes has no source.
            is_made = hasattr(value, "_fields")
            seen[name] = repr(value._fields) if is_made else inspect.getsource(value)
            open_names += re.findall(r"\w+", seen[name])
        elif isinstance(value, (dict, tuple, list, str, int, float, set)):
            seen[name] = repr(sorted(value) if isinstance(value, set) else value)
    return "\n".join(f"{name}: {seen[name]}" for name in sorted(seen))
