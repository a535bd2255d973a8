"""Builds Julia anonymous functions the way BSON.jl saves them: with their lowered code.

A body is written as a small expression (`Call`, `Dot`, `Arg`, `Captured`, literals) and lowered to
statements the way the front end of the given Julia release does it.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from bsonjl import (
    ANY,
    AnonymousType,
    Era,
    Module,
    SimpleVector,
    Struct,
    Symbol,
    Tuple,
    Undef,
    core,
    type_of,
)

# --------------------------------------------------------------------------- bodies


@dataclasses.dataclass(frozen=True)
class Arg:
    """A parameter of the function, counted from 0."""

    index: int


@dataclasses.dataclass(frozen=True)
class Captured:
    name: str


@dataclasses.dataclass(frozen=True)
class Global:
    """A name in the module the function was written in."""

    name: str
    module: tuple[str, ...] = ("Main",)


@dataclasses.dataclass(eq=False)
class Call:
    """`function(args...; keywords...)`; `function` is a global's name or another expression."""

    function: Any
    args: list[Any]
    keywords: dict[str, Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(eq=False)
class Dot:
    """`function.(args...)`."""

    function: Any
    args: list[Any]


def call(name: Any, *args: Any, **keywords: Any) -> Call:
    return Call(name, list(args), keywords)


def dot(name: Any, *args: Any) -> Dot:
    return Dot(name, list(args))


X = Arg(0)
COLON_NAME = Global(":")


# --------------------------------------------------------------------------- lowering


class _Body:
    def __init__(self, julia: tuple[int, int, int]) -> None:
        self.julia = julia
        self.statements: list[Any] = []

    def push(self, statement: Any) -> Struct:
        self.statements.append(statement)
        return Struct(core("SSAValue"), [len(self.statements)])

    def expression(self, head: str, *args: Any) -> Struct:
        return Struct(core("Expr"), [Symbol(head), list(args)])

    def reference(self, module: tuple[str, ...], name: str) -> Struct:
        fields = [Module(module), Symbol(name)]
        if self.julia >= (1, 9, 0):
            inner = Struct(core("GlobalRef"), [Module(module), Symbol(name)])
            binding = Struct(core("Binding"), [])
            inner.fields.append(binding)
            binding.fields = [Undef, inner, binding, Undef, np.uint8(0)]
            fields.append(binding)
        return Struct(core("GlobalRef"), fields)

    def callee(self, function: Any) -> Any:
        if isinstance(function, str):
            function = Global(function)
        if isinstance(function, Global):
            reference = self.reference(function.module, function.name)
            split = self.julia >= (1, 11, 0) and function.module not in (("Core",), ("Base",))
            return self.push(reference) if split else reference
        return self.value(function)

    def value(self, node: Any) -> Any:
        """The operand that stands for a node, after pushing what it needs."""
        if isinstance(node, Arg):
            return Struct(core("SlotNumber"), [node.index + 2])
        if isinstance(node, Captured):
            this = Struct(core("SlotNumber"), [1])
            name = Struct(core("QuoteNode"), [Symbol(node.name)])
            field = self.reference(("Core",), "getfield")
            return self.push(self.expression("call", field, this, name))
        if isinstance(node, Global):
            split = self.julia >= (1, 9, 0)
            reference = self.reference(node.module, node.name)
            return self.push(reference) if split else reference
        if isinstance(node, Symbol):
            return Struct(core("QuoteNode"), [node])
        if isinstance(node, Call):
            return self.keyword_call(node) if node.keywords else self.call(node)
        if isinstance(node, Dot):
            lazy = self.callee(Global("broadcasted", ("Base",)))
            function = self.callee(node.function)
            args = [self.value(arg) for arg in node.args]
            lazy_result = self.push(self.expression("call", lazy, function, *args))
            materialize = self.callee(Global("materialize", ("Base",)))
            return self.push(self.expression("call", materialize, lazy_result))
        return node

    def call(self, node: Call) -> Any:
        function = self.callee(node.function)
        args = [self.value(arg) for arg in node.args]
        return self.push(self.expression("call", function, *args))

    def keyword_call(self, node: Call) -> Any:
        expression, reference = self.expression, self.reference
        function = self.callee(node.function)
        values = [self.value(item) for item in node.keywords.values()]
        names = self.push(Tuple(*(Symbol(name) for name in node.keywords)))
        apply = reference(("Core",), "apply_type")
        kind = self.push(expression("call", apply, reference(("Core",), "NamedTuple"), names))
        packed = self.push(expression("call", reference(("Core",), "tuple"), *values))
        keywords = self.push(expression("call", kind, packed))
        args = [self.value(arg) for arg in node.args]
        if self.julia >= (1, 9, 0):
            kwcall = reference(("Core",), "kwcall")
            return self.push(expression("call", kwcall, keywords, function, *args))
        sorter = self.push(expression("call", reference(("Core",), "kwfunc"), function))
        return self.push(expression("call", sorter, keywords, function, *args))

    def finish(self, node: Any) -> list[Any]:
        result = self.value(node)
        if self.julia >= (1, 6, 0):
            self.statements.append(Struct(core("ReturnNode"), [result]))
        else:
            self.statements.append(self.expression("return", result))
        return self.statements


# --------------------------------------------------------------------------- the function


def _code_info(era: Era, statements: list[Any], slots: list[str], line: int) -> Struct:
    julia = era.julia
    count = len(statements)
    lines = np.ones(count, np.int32)
    names = [Symbol(name) for name in slots]
    flags = bytes([0] + [8] * (len(slots) - 1))
    file = Symbol("models/network.jl")
    place = [Symbol("anonymous"), file, line, 0]
    if julia < (1, 2, 0):
        place.insert(0, Module(("Main",)))
    table = [Struct(core("LineInfoNode"), place)]
    world, forever = np.uint64(1), np.uint64(2**64 - 1)
    if julia < (1, 2, 0):
        fields = [statements, lines, None, count, table, b"", flags, names]
        fields += [False, False, False, False]
    elif julia < (1, 8, 0):
        fields = [statements, lines, count, b"\0" * (count if julia >= (1, 6, 0) else 0), None]
        fields += [table, names, flags, None, ANY, None, None, world, forever]
        fields += [False, False, False, False]
    elif julia < (1, 11, 0):
        fields = [statements, lines, count, b"\0" * count, None, table, names, flags, None, ANY]
        fields += [None, None, world, forever, False, False, True, np.uint16(2**16 - 1)]
        fields += [np.uint8(0), np.uint8(0)]
    else:
        debug = Struct(core("DebugInfo"), [file, None, SimpleVector(), "\0" * 4])
        fields = [statements, debug, count, np.zeros(count, np.uint32), names, flags, None, ANY]
        fields += [None, None, world, forever, None, np.uint64(2), False, False]
        fields += [np.uint16(2**16 - 1), np.uint8(0), np.uint8(0)]
    return Struct(core("CodeInfo"), fields)


def closure(
    era: Era,
    body: Any,
    parameters: tuple[str, ...] = ("x",),
    captures: dict[str, Any] | None = None,
    name: str = "#3#4",
    line: int = 12,
) -> Struct:
    """The anonymous function `(parameters...) -> body`, closing over `captures`."""
    captures = captures or {}
    julia = era.julia
    statements = _Body(julia).finish(body)
    slots = ["#self#", *parameters]
    kind = AnonymousType(None, tuple(type_of(value) for value in captures.values()))
    method_name = Symbol("#" + name.strip("#").split("#")[0])
    signature = core("Tuple", kind, *[ANY] * len(parameters))
    symbols: Any = SimpleVector()
    if julia >= (1, 2, 0):
        symbols = "".join(slot + "\0" for slot in slots)
    method: list[Any] = [
        Module(("Main",)),
        method_name,
        Symbol("models/network.jl"),
        np.int32(line),
        signature,
        symbols,
        np.int32(len(slots)),
        False,
        np.int32(0),
        _code_info(era, statements, slots, line),
    ]
    if julia < (1, 6, 0):
        method.insert(6, None)
    table: list[Any] = [method_name, [Struct(core("Method"), method)], len(slots), None]
    types = SimpleVector(*(type_of(value) for value in captures.values()))
    fields: list[Any] = [
        ".".join(str(part) for part in julia),
        Symbol(name),
        SimpleVector(*(Symbol(capture) for capture in captures)),
        core("Function"),
        types,
        types,
        not captures,
        False,
        False,
        np.int32(len(captures)),
        table,
    ]
    if julia >= (1, 7, 0):
        fields.insert(7, None)
    kind.typename = Struct(core("TypeName"), fields)
    return Struct(kind, list(captures.values()))
