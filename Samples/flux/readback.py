"""Reads BSON.jl files back into the values of `bsonjl.py`.

Written apart from the writer, against the description of the format, to check the samples with.
"""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

from bsonjl import (
    AnonymousType,
    Bits,
    Boxed,
    DataType,
    Dictionary,
    Module,
    SimpleVector,
    Struct,
    Symbol,
    Tuple,
    Undef,
    UnionAll,
)

BITS_DTYPES = {
    "Float16": "<f2",
    "Float32": "<f4",
    "Float64": "<f8",
    "Int8": "<i1",
    "Int16": "<i2",
    "Int32": "<i4",
    "Int64": "<i8",
    "UInt8": "<u1",
    "UInt16": "<u2",
    "UInt32": "<u4",
    "UInt64": "<u8",
    "Bool": "?",
}


class Malformed(Exception):
    pass


def parse(data: bytes) -> dict[str, Any]:
    """The document tree: dicts, lists and primitives."""
    document, end = _document(data, 0, False)
    if end != len(data):
        raise Malformed(f"{len(data) - end} bytes after the document")
    return document


def _document(data: bytes, at: int, is_list: bool) -> tuple[Any, int]:
    (length,) = struct.unpack_from("<i", data, at)
    end, at = at + length, at + 4
    keys: list[str] = []
    values: list[Any] = []
    while data[at]:
        kind = data[at]
        stop = data.index(b"\0", at + 1)
        keys.append(data[at + 1 : stop].decode())
        value, at = _element(data, stop + 1, kind)
        values.append(value)
    if at + 1 != end:
        raise Malformed(f"document ends at {at + 1}, its length says {end}")
    if is_list:
        if keys != [str(i) for i in range(len(keys))]:
            raise Malformed(f"keys of an array: {keys}")
        return values, end
    if len(set(keys)) != len(keys):
        raise Malformed(f"repeated keys: {keys}")
    return dict(zip(keys, values)), end


def _element(data: bytes, at: int, kind: int) -> tuple[Any, int]:
    if kind == 0x01:
        return struct.unpack_from("<d", data, at)[0], at + 8
    if kind == 0x02:
        (length,) = struct.unpack_from("<i", data, at)
        text = data[at + 4 : at + 4 + length]
        if not text.endswith(b"\0"):
            raise Malformed("unterminated string")
        return text[:-1].decode(), at + 4 + length
    if kind in (0x03, 0x04):
        return _document(data, at, kind == 0x04)
    if kind == 0x05:
        length, subtype = struct.unpack_from("<iB", data, at)
        if subtype:
            raise Malformed(f"binary subtype {subtype}")
        return data[at + 5 : at + 5 + length], at + 5 + length
    if kind == 0x08:
        return data[at] == 1, at + 1
    if kind == 0x0A:
        return None, at
    if kind == 0x10:
        return np.int32(struct.unpack_from("<i", data, at)[0]), at + 4
    if kind == 0x12:
        return struct.unpack_from("<q", data, at)[0], at + 8
    raise Malformed(f"element type {kind:#04x}")


class _Raising:
    """Turns the tree into values; entries of `_backrefs` are raised once, when first met."""

    def __init__(self, entries: list[Any]) -> None:
        self.entries = entries
        self.raised: dict[int, Any] = {}

    def value(self, node: Any, memo: int | None = None) -> Any:
        if isinstance(node, list):
            result: list[Any] = []
            self.remember(memo, result)
            result.extend(self.value(item) for item in node)
            return result
        if not isinstance(node, dict):
            return node
        tag = node.get("tag")
        rule = getattr(self, f"raise_{tag}", None) if isinstance(tag, str) else None
        if rule is None:
            return {key: self.value(item) for key, item in node.items()}
        return rule(node, memo)

    def remember(self, memo: int | None, value: Any) -> None:
        if memo is not None:
            self.raised[memo] = value

    def raise_backref(self, node, memo):
        index = node["ref"]
        if index not in self.raised:
            self.raised[index] = self.value(self.entries[index - 1], index)
        return self.raised[index]

    def raise_symbol(self, node, memo):
        return Symbol(node["name"])

    def raise_tuple(self, node, memo):
        return Tuple(*self.value(node["data"]))

    def raise_svec(self, node, memo):
        return SimpleVector(*self.value(node["data"]))

    def raise_ref(self, node, memo):
        return Module(self.path(node["path"]))

    def raise_unionall(self, node, memo):
        return UnionAll(self.value(node["body"]), self.value(node["var"]))

    def raise_jl_bottom_type(self, node, memo):
        return DataType(("Core", "Union{}"))

    def path(self, path: list[str]) -> tuple[str, ...]:
        if len(path) > 1 and path[0] == "Main" and path[1] in ("Core", "Base"):
            path = path[1:]
        return tuple(path)

    def params(self, node: Any) -> tuple[Any, ...]:
        params = self.value(node)
        if isinstance(params, np.ndarray):
            return tuple(params.tolist())
        return tuple(int(p) if isinstance(p, np.int32) else p for p in params)

    def raise_datatype(self, node, memo):
        return DataType(self.path(node["name"]), self.params(node["params"]))

    def raise_jl_anonymous(self, node, memo):
        result = AnonymousType(None)
        self.remember(memo, result)
        result.typename = self.value(node["typename"])
        result.params = self.params(node["params"])
        return result

    def raise_array(self, node, memo):
        element, data = self.value(node["type"]), node["data"]
        size = tuple(int(n) for n in node["size"])
        if not isinstance(data, bytes):
            boxed = Boxed(element, size, [])
            self.remember(memo, boxed)
            boxed.items = self.value(data)
            return boxed
        dtype = BITS_DTYPES.get(element.path[-1])
        if dtype is None:
            return Boxed(element, size, [data])
        result = np.frombuffer(data, dtype).reshape(size, order="F")
        self.remember(memo, result)
        return result

    def raise_struct(self, node, memo):
        data = node["data"]
        kind_node = node["type"]
        result = Struct(None, [])
        if not isinstance(data, bytes):
            self.remember(memo, result)
        result.type = kind = self.value(kind_node)
        if isinstance(data, bytes):
            return Bits(kind, data)
        name = kind.path[-1] if isinstance(kind, DataType) else ""
        if name in ("Dict", "IdDict") and len(data) == 2:
            dictionary = Dictionary(kind, self.value(data[0]), self.value(data[1]))
            self.remember(memo, dictionary)
            return dictionary
        if name == "Undef":
            return Undef
        result.fields.extend(self.value(item) for item in data)
        return result


def read(data: bytes) -> Any:
    """The root of a file as values."""
    document = parse(data)
    entries = document.pop("_backrefs", [])
    return _Raising(entries).value(document)
