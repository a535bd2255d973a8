"""Damages files on purpose, from a seed, so that each damage can be made again.

A file has regions: the whole of it, and what lies inside of its containers. A region knows where its
own parts begin (fields, opcodes, words), so that damage can keep to them, and how to put changed bytes
back under right lengths and checksums, so that the layers below are reached, too.
"""

from __future__ import annotations

import dataclasses
import random
import struct
from collections.abc import Callable

EDGE_BYTES = b"\x00\x01\x02\x08\x0a\x20\x22\x2e\x30\x39\x41\x5b\x7b\x7d\x7f\x80\x81\xc0\xfe\xff"
EDGE_INTEGERS = sorted({
    value + delta
    for value in (0, 1 << 7, 1 << 8, 1 << 15, 1 << 16, 1 << 31, 1 << 32, 1 << 62, 1 << 63, 1 << 64)
    for delta in (-2, -1, 0, 1)
} | {10, 64, 100, 1000, 4096, 65_537, 1_000_000, 10 ** 9, 10 ** 12, 0x7FF0 << 48, 0x7FF8 << 48})
EDGE_WORDS = [
    b"0", b"-1", b"1", b"2147483648", b"4294967296", b"9223372036854775807", b"9223372036854775808",
    b"18446744073709551616", b"1e308", b"1e999", b"nan", b"-inf", b"0.5", b"true", b"null", b"None",
    b'""', b"''", b"[]", b"{}", b"()", b"*", b"**", b"..", b"/", b"\\", b"\xff", b"\xc3\x28",
    b"\xef\xbb\xbf", b"\n", b"\t", b"\r\n", b"#", b"&a ", b"*a", b"<<: ", b"!!python/object ", b"| ",
    b"${", b"}", b"(" * 300, b"[" * 300, b"{" * 300, b"- " * 300, b"-" * 300, b"not " * 100,
    b"9" * 400, b"a" * 5000, b"\x00",
]
MOST_BYTES = 1 << 18


@dataclasses.dataclass
class Region:
    """Bytes that are damaged by themselves."""

    data: bytes
    #: Where parts begin, the end included; empty if any place is as good as another.
    cuts: list[int]
    #: Makes the whole file of changed bytes.
    embed: Callable[[bytes], bytes]
    #: How often it is chosen.
    weight: float = 1.0
    #: Whether it is text.
    is_text: bool = False


def mutated(
    regions: list[Region], totals: list[float], others: list[Region], rng: random.Random,
) -> bytes:
    """One damaged file: one region of it, damaged one to four times.

    The totals are the sums of the regions' weights up to each.
    """
    region = rng.choices(regions, cum_weights=totals)[0]
    data = bytearray(region.data)
    keeps_parts = len(region.cuts) > 2 and rng.random() < 0.7
    count = 1
    while count < 4 and rng.random() < 0.35:
        count += 1
    for step in range(count):
        # Parts are where they were only until the first damage.
        cuts = region.cuts if keeps_parts and step == 0 else []
        _damage(data, cuts, region, others, rng)
        del data[MOST_BYTES:]
    return region.embed(bytes(data))


def _damage(
    data: bytearray, cuts: list[int], region: Region, others: list[Region], rng: random.Random,
) -> None:
    if not data:
        data += rng.randbytes(rng.randint(0, 16))
        return
    if region.is_text and rng.random() < 0.4:
        return _edge_word(data, cuts, rng)
    if cuts and rng.random() < 0.6:
        return rng.choice(BLOCK_DAMAGES)(data, cuts, others, rng)
    rng.choice(DAMAGES)(data, cuts, others, rng)


def _place(data: bytearray, cuts: list[int], rng: random.Random) -> int:
    """A place: near the beginning of a part, or anywhere."""
    if cuts:
        return min(len(data) - 1, rng.choice(cuts) + rng.choice((0, 0, 0, 1, 2, 4, 5)))
    return rng.randrange(len(data))


def _block(data: bytearray, cuts: list[int], rng: random.Random) -> tuple[int, int]:
    """From where to where a block goes: some whole parts, or any bytes."""
    if cuts:
        first = rng.randrange(len(cuts) - 1)
        last = min(len(cuts) - 1, first + rng.choice((1, 1, 1, 2, 3, 8)))
        return cuts[first], cuts[last]
    start = rng.randrange(len(data))
    return start, min(len(data), start + rng.choice((1, 1, 2, 3, 4, 8, 16, 64, 256)))


def _flip(data, cuts, others, rng):
    data[_place(data, cuts, rng)] ^= 1 << rng.randrange(8)


def _edge_byte(data, cuts, others, rng):
    data[_place(data, cuts, rng)] = rng.choice(EDGE_BYTES)


def _any_byte(data, cuts, others, rng):
    data[_place(data, cuts, rng)] = rng.randrange(256)


def _edge_integer(data, cuts, others, rng):
    width = rng.choice((1, 2, 4, 4, 8, 8))
    value = rng.choice(EDGE_INTEGERS) % (1 << (8 * width))
    start = _place(data, cuts, rng)
    data[start:start + width] = value.to_bytes(width, rng.choice(("little", "little", "big")))


def _shifted_integer(data, cuts, others, rng):
    width = rng.choice((1, 2, 4, 8))
    order = rng.choice(("little", "big"))
    start = _place(data, cuts, rng)
    value = int.from_bytes(data[start:start + width], order) + rng.choice((-16, -2, -1, 1, 2, 16, 255))
    data[start:start + width] = (value % (1 << (8 * width))).to_bytes(width, order)


def varint(value: int) -> bytes:
    """An unsigned number as protobuf writes it."""
    value %= 1 << 64
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def _edge_varint(data, cuts, others, rng):
    start = end = _place(data, cuts, rng)
    while end < len(data) - 1 and data[end] & 0x80 and end - start < 10:
        end += 1
    encoded = rng.choice((varint(rng.choice(EDGE_INTEGERS)), b"\xff" * 11, b"\x80" * 9 + b"\x00"))
    data[start:end + 1] = encoded


def _edge_word(data, cuts, rng):
    start, end = _block(data, cuts, rng)
    data[start:end if rng.random() < 0.6 else start] = rng.choice(EDGE_WORDS)


def _insert(data, cuts, others, rng):
    start = _place(data, cuts, rng)
    count = rng.choice((1, 1, 2, 4, 8, 64))
    data[start:start] = rng.choice((rng.randbytes(count), bytes(count), b"\xff" * count))


def _remove(data, cuts, others, rng):
    start, end = _block(data, cuts, rng)
    del data[start:end]


def _duplicate(data, cuts, others, rng):
    start, end = _block(data, cuts, rng)
    data[end:end] = data[start:end] * rng.choice((1, 1, 1, 2, 30))


def _copy(data, cuts, others, rng):
    start, end = _block(data, cuts, rng)
    piece = data[start:end]
    target = rng.choice(cuts) if cuts else rng.randrange(len(data) + 1)
    data[target:target + rng.choice((0, len(piece)))] = piece


def _exchange(data, cuts, others, rng):
    (start, end), (later, last) = sorted((_block(data, cuts, rng), _block(data, cuts, rng)))
    if end > later:
        return
    data[start:last] = data[later:last] + data[end:later] + data[start:end]


def _truncate(data, cuts, others, rng):
    del data[rng.choice(cuts) if cuts else rng.randrange(len(data)):]


def _splice(data, cuts, others, rng):
    other = rng.choice(others)
    if not other.data:
        return
    start = rng.choice(other.cuts) if other.cuts else rng.randrange(len(other.data))
    place = rng.choice(cuts) if cuts else rng.randrange(len(data))
    if rng.random() < 0.5:
        data[place:] = other.data[start:]
    else:
        piece = other.data[start:start + rng.choice((4, 16, 64, 256))]
        data[place:place + rng.choice((0, len(piece)))] = piece


BLOCK_DAMAGES = [_remove, _duplicate, _copy, _exchange, _splice, _truncate]
DAMAGES = [
    _flip, _flip, _edge_byte, _edge_byte, _any_byte, _edge_integer, _edge_integer, _edge_integer,
    _shifted_integer, _shifted_integer, _edge_varint, _insert, *BLOCK_DAMAGES,
]
