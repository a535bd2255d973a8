"""Small and strange files of the formats, written by hand for promises.py."""

from __future__ import annotations

import io
import json
import pickle
import random
import struct
import zlib
from collections.abc import Callable

from mutation_regions import zip_archive
from mutations import varint

Tensor = tuple[str, str, list[int], bytes]


def safetensors(tensors: list[Tensor]) -> bytes:
    """A file with (name, type, shape, bytes) of tensors."""
    header, place = {}, 0
    for name, kind, shape, data in tensors:
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [place, place + len(data)]}
        place += len(data)
    text = json.dumps(header, ensure_ascii=False).encode()
    return struct.pack("<Q", len(text)) + text + b"".join(data for *_, data in tensors)


def safetensors_entries(content: bytes) -> dict[str, tuple[dict, bytes]]:
    """What the header of a file says of each tensor, and its bytes; nothing for an empty file."""
    if not content:
        return {}
    (length,) = struct.unpack_from("<Q", content)
    data = content[8 + length:]
    return {
        name: (entry, data[slice(*entry["data_offsets"])])
        for name, entry in json.loads(content[8:8 + length]).items() if name != "__metadata__"}


def indexed_entries(
    index: bytes, content: Callable[[str], bytes]
) -> dict[str, tuple[dict, bytes] | None]:
    """What an index leads to: each tensor as its shard has it; nothing for one that is not there."""
    places = json.loads(index)["weight_map"]
    shards = {shard: safetensors_entries(content(shard)) for shard in set(places.values())}
    return {name: shards[shard].get(name) for name, shard in places.items()}


def one_number(name: str, value: float = 1.0) -> Tensor:
    """A tensor with one number."""
    return name, "F32", [1], struct.pack("<f", value)


def matrix(name: str, count: int, seed: int) -> Tensor:
    """A tensor of so many numbers, other ones for each seed."""
    return name, "F32", [count // 64, 64], random.Random(seed).randbytes(count // 64 * 64) * 4


def bson(elements: list[tuple[int, bytes, bytes]]) -> bytes:
    """A document of elements: type, name, bytes."""
    body = b"".join(bytes([kind]) + name + b"\x00" + content for kind, name, content in elements)
    return struct.pack("<i", len(body) + 5) + body + b"\x00"


def deep_bson(depth: int) -> bytes:
    """Documents in documents."""
    inner = bson([])
    for _ in range(depth):
        inner = bson([(3, b"a", inner)])
    return inner


def field(number: int, content: bytes | int) -> bytes:
    """A protobuf field: a number or bytes."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def onnx(nodes: bytes = b"", tensors: bytes = b"") -> bytes:
    """A model of nodes and initializers, encoded already."""
    graph = nodes + field(2, b"g") + tensors
    return field(1, 8) + field(2, b"promises") + field(7, graph) + field(8, field(2, 17))


def onnx_tensor(name: str, count: int, *, location: str | None = None, length: int | None = None) -> bytes:
    """An initializer of float32, in the model or in another file."""
    content = field(1, count) + field(2, 1) + field(8, name.encode())
    if location is None:
        return field(5, content + field(9, bytes(4 * count)))
    for key, value in (("location", location), ("offset", "0"), ("length", str(length or 4 * count))):
        content += field(13, field(1, key.encode()) + field(2, value.encode()))
    return field(5, content + field(14, 1))


def onnx_node(place: int) -> bytes:
    """A node of a chain."""
    names = field(1, b"v%d" % place) + field(2, b"v%d" % (place + 1))
    return field(1, names + field(3, b"n%d" % place) + field(4, b"Relu"))


def plain_pickle(value: object) -> bytes:
    """A pickle of plain Python values."""
    return pickle.dumps(value, protocol=2)


def deep_pickle(depth: int) -> bytes:
    """Lists in lists: opened all, closed all."""
    return b"\x80\x02" + b"]" * depth + b"a" * (depth - 1) + b"."


def torch_archive(tensors: dict[str, bytes]) -> bytes:
    """A state dict of float32 vectors as PyTorch writes it."""
    stream = io.BytesIO()
    stream.write(b"\x80\x02ccollections\nOrderedDict\n)R(")
    for place, (name, data) in enumerate(tensors.items()):
        count = len(data) // 4
        stream.write(b"X" + struct.pack("<I", len(name.encode())) + name.encode())
        stream.write(b"ctorch._utils\n_rebuild_tensor_v2\n((X\x07\x00\x00\x00storage")
        stream.write(b"ctorch\nFloatStorage\n")
        key = str(place).encode()
        stream.write(b"X" + struct.pack("<I", len(key)) + key)
        stream.write(b"X\x03\x00\x00\x00cpuJ" + struct.pack("<i", count) + b"tQK\x00")
        stream.write(b"J" + struct.pack("<i", count) + b"\x85K\x01\x85\x89")
        stream.write(b"ccollections\nOrderedDict\n)RtR")
    stream.write(b"u.")
    members = [("m/data.pkl", stream.getvalue()), ("m/byteorder", b"little")]
    members += [(f"m/data/{place}", data) for place, data in enumerate(tensors.values())]
    return zip_archive([*members, ("m/version", b"3\n")])


def with_checksum(archive: bytes, member: str, value: int) -> bytes:
    """The archive with another checksum of a member, in its header and in the directory."""
    changed, name, place = bytearray(archive), member.encode(), 0
    while (place := changed.find(name, place)) >= 0:
        for signature, start, checksum in ((b"PK\x03\x04", place - 30, 14), (b"PK\x01\x02", place - 46, 16)):
            if start >= 0 and changed[start:start + 4] == signature:
                struct.pack_into("<I", changed, start + checksum, value)
        place += 1
    return bytes(changed)


def many_members(count: int) -> bytes:
    """An archive with many small arrays of NumPy."""
    header = b"{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }".ljust(117) + b"\n"
    array = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + bytes(4)
    return zip_archive([(f"layer{place}.npy", array) for place in range(min(count, 65_000))])


def gzip_bomb(count: int) -> bytes:
    """Zeros, compressed as far as gzip can."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packer.compress(bytes(1 << 20)) for _ in range(count >> 20)]) + packer.flush()
