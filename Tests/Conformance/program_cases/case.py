"""A module, what it is called with, and as which kinds of program it is saved."""
from __future__ import annotations

import dataclasses
from collections.abc import Callable

import torch

#: The kinds of program. `export` and `core` are torch.export's graph before and after
#: decomposition; `trace`, `script` and `frozen` are TorchScript archives. Behind `.dyn` the sizes
#: that a case names stay open, and the converted model runs at a second set of them.
DYNAMIC_EXPORTS = ("export.dyn", "core.dyn")
STATIC_EXPORTS = ("export", "core")
ALL_EXPORTS = DYNAMIC_EXPORTS + STATIC_EXPORTS
TRACES = ("trace.dyn", "trace")
SCRIPTS = ("script.dyn", "frozen.dyn")


@dataclasses.dataclass
class Case:
    """A module that is exported, in one or several ways."""

    name: str
    #: Makes the module with random weights; seeded by the caller. It stays in the mode it comes in.
    make: Callable[[], torch.nn.Module]
    #: The arguments for some sizes: a tuple by position, or a dictionary by keyword.
    inputs: Callable[..., tuple | dict]
    #: The sizes of the export and of the second run.
    first: tuple = (2,)
    second: tuple = (3,)
    #: Which sizes stay open: the structure of the arguments, a dictionary from axis to name in the
    #: place of each tensor. Nothing where all are fixed.
    dynamic: object = None
    #: The least and the largest value of an open size, by name.
    ranges: dict = dataclasses.field(default_factory=dict)
    modes: tuple = DYNAMIC_EXPORTS
    #: Whether a quick run takes it.
    is_quick: bool = False
    #: The tolerance, where another than the usual one is right, and why: (relative, absolute).
    tolerance: tuple | None = None
    #: What the table says about the case.
    note: str = ""

    def arguments(self, sizes: tuple) -> tuple[tuple, dict]:
        """The arguments by position and by keyword."""
        given = self.inputs(*sizes)
        return ((), given) if isinstance(given, dict) else (tuple(given), {})


def for_tensors(count: int, axes: dict) -> tuple:
    """The same open axes for a number of tensors."""
    return tuple(dict(axes) for _ in range(count))


#: What is open where only the number of rows is, for a module of one tensor.
BATCH = ({0: "batch"},)
