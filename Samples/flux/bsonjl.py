"""Writes files in the encoding of BSON.jl, the Julia package Flux models are saved with.

Values are plain Python objects (None, bool, int, float, str, bytes, list, dict, numpy arrays and
scalars) plus the small classes below for what only Julia has: symbols, tuples, types, structs and
anonymous functions with their lowered code. `dump` turns a root dictionary into bytes. An `Era`
says which release of BSON.jl and Julia the bytes should look like.
"""

from __future__ import annotations

import dataclasses
import random
import struct
from typing import Any

import numpy as np

# --------------------------------------------------------------------------- Julia values


@dataclasses.dataclass(frozen=True)
class Symbol:
    name: str


@dataclasses.dataclass(frozen=True)
class DataType:
    """A Julia type: its module path ending in its name, and its parameters."""

    path: tuple[str, ...]
    params: tuple[Any, ...] = ()


@dataclasses.dataclass(frozen=True)
class UnionAll:
    body: Any
    var: Any


@dataclasses.dataclass(frozen=True)
class Module:
    path: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Tuple:
    items: tuple[Any, ...]

    def __init__(self, *items: Any):
        object.__setattr__(self, "items", tuple(items))


@dataclasses.dataclass(frozen=True)
class SimpleVector:
    items: tuple[Any, ...]

    def __init__(self, *items: Any):
        object.__setattr__(self, "items", tuple(items))


@dataclasses.dataclass(eq=False)
class Struct:
    """An instance of a composite type; `fields` in declaration order."""

    type: Any
    fields: list[Any]


@dataclasses.dataclass(eq=False)
class Bits:
    """An instance of a primitive type; `data` is its memory, little endian."""

    type: DataType
    data: bytes


@dataclasses.dataclass(eq=False)
class Dictionary:
    """A Dict or IdDict whose keys are not symbols."""

    type: DataType
    keys: Any
    values: Any


@dataclasses.dataclass(eq=False)
class Boxed:
    """An array of boxed elements (Vector of arrays, rank above 1, ...)."""

    element: DataType
    size: tuple[int, ...]
    items: list[Any]


class Undef:
    """A field that Julia never assigned."""


@dataclasses.dataclass(eq=False)
class AnonymousType:
    """The type of an anonymous function: its TypeName, which carries the method and its code."""

    typename: Struct | None
    params: tuple[Any, ...] = ()
    mutable = False


def core(name: str, *params: Any) -> DataType:
    return DataType(("Core", name), params)


def base(name: str, *params: Any) -> DataType:
    return DataType(("Base", name), params)


ANY = core("Any")
NOTHING = core("Nothing")

ELEMENT_TYPES = {
    "float16": core("Float16"),
    "float32": core("Float32"),
    "float64": core("Float64"),
    "int8": core("Int8"),
    "int16": core("Int16"),
    "int32": core("Int32"),
    "int64": core("Int64"),
    "uint8": core("UInt8"),
    "uint16": core("UInt16"),
    "uint32": core("UInt32"),
    "uint64": core("UInt64"),
    "bool": core("Bool"),
}


def type_of(value: Any) -> Any:
    """The Julia type of a value."""
    if value is None:
        return NOTHING
    if isinstance(value, (bool, np.bool_)):
        return core("Bool")
    if isinstance(value, np.ndarray):
        return core("Array", ELEMENT_TYPES[value.dtype.name], value.ndim)
    if isinstance(value, np.generic):
        return ELEMENT_TYPES[value.dtype.name]
    if isinstance(value, int):
        return core("Int64")
    if isinstance(value, float):
        return core("Float64")
    if isinstance(value, str):
        return core("String")
    if isinstance(value, bytes):
        return core("Array", core("UInt8"), 1)
    if isinstance(value, list):
        return core("Array", ANY, 1)
    if isinstance(value, Symbol):
        return core("Symbol")
    if isinstance(value, Tuple):
        return core("Tuple", *(type_of(item) for item in value.items))
    if isinstance(value, Boxed):
        return core("Array", value.element, len(value.size))
    if isinstance(value, Module):
        return core("Module")
    if isinstance(value, (Struct, Bits, Dictionary)):
        return value.type
    if isinstance(value, dict):
        return base("Dict", core("Symbol"), ANY)
    if isinstance(value, (DataType, AnonymousType)):
        return core("DataType")
    raise TypeError(f"no Julia type for {type(value)}")


def named_tuple(**fields: Any) -> Struct:
    names = Tuple(*(Symbol(name) for name in fields))
    values = list(fields.values())
    types = core("Tuple", *(type_of(value) for value in values))
    return Struct(core("NamedTuple", names, types), values)


def function(*path: str) -> Struct:
    """A named function: the only instance of its own type, `#` and the function's name."""
    return Struct(DataType(tuple(path[:-1]) + ("#" + path[-1],)), [])


COLON = Struct(base("Colon"), [])

# --------------------------------------------------------------------------- eras


@dataclasses.dataclass(frozen=True)
class Era:
    """Which BSON.jl and Julia wrote a file."""

    julia: tuple[int, int, int] = (1, 9, 3)
    bson: tuple[int, int, int] = (0, 3, 7)
    key_order_seed: int | None = None  # None: tag first; a number: shuffled per document
    duplicates: bool = False  # repeat a shared entry once for every further meeting
    backrefs_first: bool = False

    @property
    def core_prefix(self) -> tuple[str, ...]:
        modern = self.julia >= (1, 5, 0) or self.bson < (0, 2, 1)
        return ("Core",) if modern else ("Main", "Core")

    @property
    def base_prefix(self) -> tuple[str, ...]:
        return ("Base",) if self.bson < (0, 2, 1) else ("Main", "Base")

    @property
    def shares_types(self) -> bool:
        return self.bson >= (0, 2, 2)

    @property
    def shares_immutable_values(self) -> bool:
        return self.bson < (0, 2, 5)


ERA_2018 = Era(julia=(0, 6, 4), bson=(0, 1, 4))
ERA_2019 = Era(julia=(1, 1, 0), bson=(0, 2, 3))
ERA_2020 = Era(julia=(1, 4, 2), bson=(0, 2, 6))
ERA_2021 = Era(julia=(1, 6, 1), bson=(0, 3, 3))
ERA_2022 = Era(julia=(1, 7, 3), bson=(0, 3, 5))
ERA_2023 = Era(julia=(1, 9, 3), bson=(0, 3, 7))
ERA_2025 = Era(julia=(1, 11, 4), bson=(0, 3, 9))

# Types whose instances are mutable, by name and, where it changed, by number of fields.
MUTABLE_TYPES = {
    "Array", "Dict", "IdDict", "TypeName", "Method", "CodeInfo", "Expr", "Binding", "MethodTable",
    "BatchNorm", "InstanceNorm", "GroupNorm", "Dropout", "AlphaDropout", "Recur", "Tracked",
    "TrackedReal", "Buffer", "CuArray", "CuContext", "Atomic", "DeviceBuffer",
    "Descent", "Momentum", "Nesterov", "RMSProp", "ADAM", "Adam", "AdaMax", "ADAGrad", "Optimiser",
}  # fmt: skip
PRIMITIVE_TYPES = {
    "Float16", "Float32", "Float64", "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16",
    "UInt32", "UInt64", "Bool", "Char", "Nothing", "Ptr", "Colon", "SSAValue", "SlotNumber",
    "MaxPool", "MeanPool", "GlobalMeanPool", "GlobalMaxPool", "Call", "PixelShuffle",
}  # fmt: skip


def is_mutable_type(kind: Any) -> bool:
    return isinstance(kind, DataType) and kind.path[-1] in MUTABLE_TYPES


def is_bits_type(kind: Any) -> bool:
    if not isinstance(kind, DataType):
        return False
    name = kind.path[-1]
    if name in ("Tuple", "NamedTuple"):
        return all(is_bits_type(p) for p in kind.params if isinstance(p, DataType))
    return name in PRIMITIVE_TYPES or name.startswith("#")


# --------------------------------------------------------------------------- lowering


class _Shared:
    """A lowered object that may be met again."""

    def __init__(self) -> None:
        self.document: Any = None
        self.index: int | None = None


class _Lowering:
    def __init__(self, era: Era) -> None:
        self.era = era
        self.met: dict[Any, _Shared] = {}
        self.kept: list[Any] = []  # keeps ids alive
        self.entries: list[_Shared] = []

    def key(self, value: Any) -> Any:
        """What identifies a value that is written once and referred to afterwards."""
        everything = self.era.shares_immutable_values
        if isinstance(value, DataType):
            if not self.era.shares_types:
                return None
            shared = not is_bits_type(value) if everything else is_mutable_type(value)
            return ("type", value) if shared else None
        if isinstance(value, bytes):
            return None
        if isinstance(value, (np.ndarray, list, Dictionary, Boxed)):
            return id(value)
        if isinstance(value, Struct):
            kind = value.type
            if is_mutable_type(kind):
                return id(value)
            if everything and not is_bits_type(kind) and value.fields:
                return id(value)
        return None

    def lower(self, value: Any) -> Any:
        key = self.key(value)
        if key is None:
            return self.children(value)
        if key in self.met:
            shared = self.met[key]
            if shared.index is None or self.era.duplicates:
                self.entries.append(shared)
                shared.index = len(self.entries)
            return shared
        self.kept.append(value)
        shared = self.met[key] = _Shared()
        shared.document = self.children(value)
        return shared

    def tagged(self, tag: str, **fields: Any) -> dict[str, Any]:
        return {"tag": tag, **fields}

    def children(self, value: Any) -> Any:
        lower = self.lower
        if value is None or isinstance(value, (bool, int, float, str, bytes, np.int32)):
            return value
        if isinstance(value, np.bool_):
            return bool(value)
        if isinstance(value, (np.int64, np.float64)):
            return value.item()
        if isinstance(value, dict):
            return {key: lower(item) for key, item in value.items()}
        if isinstance(value, list):
            return [lower(item) for item in value]
        if isinstance(value, Symbol):
            return self.tagged("symbol", name=value.name)
        if isinstance(value, Tuple):
            return self.tagged("tuple", data=[lower(item) for item in value.items])
        if isinstance(value, SimpleVector):
            items = [lower(item) for item in value.items]
            return items if self.era.bson < (0, 1, 1) else self.tagged("svec", data=items)
        if isinstance(value, Module):
            return self.tagged("ref", path=list(self.spell(value.path)))
        if isinstance(value, np.ndarray):
            return self.array(value)
        if isinstance(value, np.generic):
            return self.bits(ELEMENT_TYPES[value.dtype.name], value.tobytes())
        if isinstance(value, Bits):
            return self.bits(value.type, value.data)
        if isinstance(value, Boxed):
            if value.element == NOTHING:  # has no bytes
                kind = lower(value.element)
                return self.tagged("array", type=kind, size=list(value.size), data=b"")
            items = [lower(item) for item in value.items]
            if len(value.size) == 1:
                return items
            kind = lower(value.element)
            return self.tagged("array", type=kind, size=list(value.size), data=items)
        if isinstance(value, DataType):
            params = self.parameters(value.params)
            return self.tagged("datatype", params=params, name=list(self.spell(value.path)))
        if isinstance(value, AnonymousType):
            params = self.parameters(value.params)
            return self.tagged("jl_anonymous", params=params, typename=lower(value.typename))
        if isinstance(value, UnionAll):
            return self.tagged("unionall", body=lower(value.body), var=lower(value.var))
        if isinstance(value, Dictionary):
            pair = [lower(value.keys), lower(value.values)]
            return self.tagged("struct", type=lower(value.type), data=pair)
        if isinstance(value, Struct):
            return self.struct(value)
        raise TypeError(f"cannot write {type(value)}")

    def spell(self, path: tuple[str, ...]) -> tuple[str, ...]:
        if path[0] == "Core":
            return self.era.core_prefix + path[1:]
        if path[0] == "Base":
            return self.era.base_prefix + path[1:]
        if path[0] == "Main" and self.era.bson < (0, 2, 1) and len(path) > 1:
            return path[1:]
        return path

    def parameters(self, params: tuple[Any, ...]) -> Any:
        """Parameters that are all integers make an integer array, as any Julia vector would."""
        if params and all(type(p) is int for p in params):
            return self.array(np.array(params, np.int64))
        if params and all(type(p) is bool for p in params):
            return self.array(np.array(params, np.bool_))
        return [self.lower(p) for p in params]

    def array(self, value: np.ndarray) -> Any:
        if value.dtype == np.uint8 and value.ndim == 1:
            return value.tobytes()
        order = value.dtype.newbyteorder("<")
        data = np.asfortranarray(value).astype(order).tobytes(order="F")
        kind = self.lower(ELEMENT_TYPES[value.dtype.name])
        return self.tagged("array", type=kind, size=[int(n) for n in value.shape], data=data)

    def bits(self, kind: DataType, data: bytes) -> Any:
        return self.tagged("struct", type=self.lower(kind), data=data)

    def struct(self, value: Struct) -> Any:
        kind = self.lower(value.type)
        fields = []
        for field in value.fields:
            if field is not Undef:
                fields.append(self.lower(field))
            elif self.era.bson >= (0, 3, 8) and is_mutable_type(value.type):
                marker = self.lower(DataType(("BSON", "Undef")))
                fields.append(self.tagged("struct", type=marker, data=[]))
            elif self.era.bson < (0, 3, 4):
                raise ValueError("this release of BSON.jl cannot save unassigned fields")
        return self.tagged("struct", type=kind, data=fields)


# --------------------------------------------------------------------------- bytes


class _Writer:
    def __init__(self, era: Era) -> None:
        seed = era.key_order_seed
        self.shuffle = random.Random(seed).shuffle if seed is not None else None

    def element(self, key: str, value: Any) -> bytes:
        name = key.encode() + b"\0"
        if isinstance(value, _Shared):
            if value.index is not None:
                value = {"tag": "backref", "ref": value.index}
            else:
                value = value.document
        if value is None:
            return b"\x0a" + name
        if isinstance(value, bool):
            return b"\x08" + name + (b"\1" if value else b"\0")
        if isinstance(value, np.int32):
            return b"\x10" + name + struct.pack("<i", int(value))
        if isinstance(value, int):
            return b"\x12" + name + struct.pack("<q", value)
        if isinstance(value, float):
            return b"\x01" + name + struct.pack("<d", value)
        if isinstance(value, str):
            text = value.encode() + b"\0"
            return b"\x02" + name + struct.pack("<i", len(text)) + text
        if isinstance(value, bytes):
            return b"\x05" + name + struct.pack("<iB", len(value), 0) + value
        if isinstance(value, list):
            return b"\x04" + name + self.array(value)
        if isinstance(value, dict):
            return b"\x03" + name + self.document(value)
        raise TypeError(type(value))

    def document(self, fields: dict[str, Any]) -> bytes:
        pairs = list(fields.items())
        if self.shuffle:
            self.shuffle(pairs)
        return self.framed(b"".join(self.element(key, value) for key, value in pairs))

    def array(self, items: list[Any]) -> bytes:
        return self.framed(b"".join(self.element(str(i), item) for i, item in enumerate(items)))

    def framed(self, body: bytes) -> bytes:
        return struct.pack("<i", len(body) + 5) + body + b"\0"


def dump(root: Any, era: Era = ERA_2023) -> bytes:
    """The bytes of a file whose root is `root`, a dictionary of names or a value by itself."""
    lowering = _Lowering(era)
    document = lowering.children(root) if isinstance(root, dict) else lowering.lower(root)
    if isinstance(document, _Shared):
        document = document.document
    if lowering.entries:
        entries = [entry.document for entry in lowering.entries]
        if era.backrefs_first:
            document = {"_backrefs": entries, **document}
        else:
            document = {**document, "_backrefs": entries}
    return _Writer(era).document(document)
