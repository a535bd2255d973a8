"""A call of one operator, and what it is called with."""
from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import torch

nn = torch.nn


class Open(int):
    """A size that stays open: the number of rows."""


#: The rows of an input, in the place of a size.
b = Open(2)


@dataclasses.dataclass(frozen=True)
class Drawn:
    """Random numbers of some kind."""

    kind: str
    shape: tuple
    low: float = 0
    high: float = 1
    type: torch.dtype = torch.float32

    def tensor(self, rows: int) -> torch.Tensor:
        shape = [rows if isinstance(size, Open) else size for size in self.shape]
        if self.kind == "ints":
            return torch.randint(int(self.low), int(self.high), shape, dtype=self.type)
        if self.kind == "bools":
            return torch.rand(shape) > 0.5
        if self.kind == "uniform":
            return torch.empty(shape).uniform_(self.low, self.high).to(self.type)
        if self.kind == "distinct":
            # No two are equal, so that sorting has one result.
            return (torch.randperm(math.prod(shape)).view(shape) - math.prod(shape) // 2).to(self.type) / 4
        return torch.randn(shape).to(self.type)

    @property
    def axes(self) -> dict:
        return {axis: "batch" for axis, size in enumerate(self.shape) if isinstance(size, Open)}


@dataclasses.dataclass(frozen=True)
class Given:
    """These very numbers."""

    values: object
    type: torch.dtype | None = None
    axes = {}

    def tensor(self, rows: int) -> torch.Tensor:
        return torch.tensor(self.values, dtype=self.type)


def ints(low: int, high: int, *shape, type: torch.dtype = torch.int64) -> Drawn:
    return Drawn("ints", shape, low, high, type)


def bools(*shape) -> Drawn:
    return Drawn("bools", shape)


def within(low: float, high: float, *shape) -> Drawn:
    return Drawn("uniform", shape, low, high)


def positive(*shape) -> Drawn:
    return Drawn("uniform", shape, 0.1, 3)


def distinct(*shape, type: torch.dtype = torch.float32) -> Drawn:
    return Drawn("distinct", shape, type=type)


def doubles(*shape) -> Drawn:
    return Drawn("normal", shape, type=torch.float64)


def halves(*shape) -> Drawn:
    return Drawn("normal", shape, type=torch.float16)


@dataclasses.dataclass
class Call:
    """One case of the sweep."""

    name: str
    function: Callable
    inputs: list
    #: Whether the function makes a module.
    is_layer: bool = False
    #: Which kinds of program, where not all of them.
    modes: tuple = ("export", "core")
    tolerance: tuple | None = None

    @property
    def drawn(self) -> list:
        return [one if isinstance(one, (Drawn, Given)) else Drawn("normal", tuple(one))
                for one in self.inputs]


def calls(table: list[tuple]) -> list[Call]:
    """Cases from rows of name, function, inputs, and settings if any."""
    return [Call(name, function, inputs, **(rest[0] if rest else {}))
            for name, function, inputs, *rest in table]


def layers(table: list[tuple]) -> list[Call]:
    """The same for functions that make modules."""
    return [Call(name, function, inputs, is_layer=True, **(rest[0] if rest else {}))
            for name, function, inputs, *rest in table]
