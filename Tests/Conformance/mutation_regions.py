"""The regions of files, by their formats: what lies in which container, and where its parts begin."""

from __future__ import annotations

import gzip
import io
import pickletools
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

from mutations import Region, varint

Embed = Callable[[bytes], bytes]
WORDS = re.compile(rb"\d+(?:\.\d+)?|\w+|\s+|[^\w\s]")


def regions(data: bytes, embed: Embed = lambda data: data) -> list[Region]:
    """The regions of a file, the whole of it first."""
    whole = Region(data, [], embed)
    for inside in (_zip, _gzip, _tar, _safetensors, _bson, _npy, _stream, _pickle, _text, _protobuf):
        found = inside(data, embed)
        if found:
            return [whole, *found]
    return [whole]


# Archives


def _zip(data: bytes, embed: Embed) -> list[Region]:
    if not data.startswith(b"PK\x03\x04"):
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    found = []
    for place, (name, content) in enumerate(members):

        def replaced(changed: bytes, place: int = place) -> bytes:
            changed_members = list(members)
            changed_members[place] = (members[place][0], changed)
            return embed(zip_archive(changed_members))

        inner = regions(content, replaced)
        for region in inner:
            # Weights matter less than what tells where they are.
            region.weight *= (1 if inner[1:] else 0.1) / len(inner)
        found += inner
    names = "\n".join(name for name, _ in members).encode()
    found.append(Region(
        names, _line_starts(names), lambda changed: embed(_renamed(members, changed)), 0.7, True))
    for region in found:
        region.weight *= 4 / len(members)
    return found


def _renamed(members: list[tuple[str, bytes]], names: bytes) -> bytes:
    """The archive with changed names, of as many members as there are names."""
    lines = names.split(b"\n")[:64]
    return zip_archive([
        (line.decode("utf-8", "replace")[:60_000], members[place % len(members)][1])
        for place, line in enumerate(lines)
    ])


def zip_archive(members: list[tuple[str, bytes]]) -> bytes:
    """An archive as PyTorch writes it: nothing compressed, contents at multiples of 64 bytes."""
    body, directory = bytearray(), bytearray()
    for name, content in members:
        encoded = name.encode("utf-8", "surrogateescape")
        offset, crc = len(body), zlib.crc32(content)
        padding = -(offset + 30 + len(encoded) + 4) % 64
        extra = struct.pack("<2sH", b"FB", padding) + b"Z" * padding
        fields = struct.pack("<HHHHIII", 0, 0, 0, 0, crc, len(content), len(content))
        body += b"PK\x03\x04" + b"\x14\x00" + fields
        body += struct.pack("<HH", len(encoded), len(extra)) + encoded + extra + content
        directory += b"PK\x01\x02" + b"\x14\x00\x14\x00" + fields
        directory += struct.pack("<HHHHHII", len(encoded), 0, 0, 0, 0, 0, offset) + encoded
    count = len(members)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def _gzip(data: bytes, embed: Embed) -> list[Region]:
    if not data.startswith(b"\x1f\x8b"):
        return []
    return regions(
        gzip.decompress(data), lambda changed: embed(gzip.compress(changed, 1, mtime=0)))


def _tar(data: bytes, embed: Embed) -> list[Region]:
    if data[257:262] != b"ustar":
        return []
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        members = [
            (member, archive.extractfile(member).read() if member.isfile() else None)
            for member in archive.getmembers()
        ]
    found = []
    for place, (member, content) in enumerate(members):
        if content is None:
            continue

        def replaced(changed: bytes, place: int = place) -> bytes:
            written = io.BytesIO()
            with tarfile.open(fileobj=written, mode="w", format=tarfile.USTAR_FORMAT) as archive:
                for other, (information, content) in enumerate(members):
                    content = changed if other == place else content
                    copy = tarfile.TarInfo(information.name)
                    copy.type, copy.mode = information.type, information.mode
                    copy.size = len(content or b"")
                    archive.addfile(copy, io.BytesIO(content) if content is not None else None)
            return embed(written.getvalue())

        found += regions(content, replaced)
    return found


# Formats with lengths


def _safetensors(data: bytes, embed: Embed) -> list[Region]:
    if len(data) < 10 or data[8:9] != b"{":
        return []
    (length,) = struct.unpack_from("<Q", data)
    if length > len(data) - 8:
        return []
    header, rest = data[8:8 + length], data[8 + length:]

    def replaced(changed: bytes) -> bytes:
        return embed(struct.pack("<Q", len(changed)) + changed + rest)

    return [Region(header, _words(header), replaced, 4, True)]


def _npy(data: bytes, embed: Embed) -> list[Region]:
    if not data.startswith(b"\x93NUMPY"):
        return []
    width = 2 if data[6] == 1 else 4
    length = int.from_bytes(data[8:8 + width], "little")
    start = 8 + width
    header, rest = data[start:start + length], data[start + length:]

    def replaced(changed: bytes) -> bytes:
        length = (len(changed) % (1 << (8 * width))).to_bytes(width, "little")
        return embed(data[:8] + length + changed + rest)

    return [Region(header, _words(header), replaced, 4, True)]


def _bson(data: bytes, embed: Embed) -> list[Region]:
    """The documents inside each other, each with its elements as parts."""
    if len(data) < 5 or int.from_bytes(data[:4], "little") != len(data) or data[-1] != 0:
        return []
    found: list[Region] = []
    fixed = {0x01: 8, 0x06: 0, 0x07: 12, 0x08: 1, 0x09: 8, 0x0A: 0, 0x10: 4, 0x11: 8, 0x12: 8, 0x13: 16}

    def document(start: int, embed: Embed) -> None:
        length = int.from_bytes(data[start:start + 4], "little")
        end, place = start + length, start + 4
        cuts: list[int] = []

        def replaced(changed: bytes) -> bytes:
            return embed((len(changed) + 5).to_bytes(4, "little") + changed + b"\x00")

        found.append(Region(data[start + 4:end - 1], cuts, replaced))
        while place < end - 1:
            cuts.append(place - start - 4)
            kind = data[place]
            place = data.index(b"\x00", place) + 1
            if kind in (0x03, 0x04):
                size = int.from_bytes(data[place:place + 4], "little")
                before, after = data[start + 4:place], data[place + size:end - 1]
                document(
                    place,
                    lambda changed, before=before, after=after: replaced(before + changed + after))
                place += size
            elif kind in (0x02, 0x0D, 0x0E):
                place += 4 + int.from_bytes(data[place:place + 4], "little")
            elif kind == 0x05:
                place += 5 + int.from_bytes(data[place:place + 4], "little")
            else:
                place += fixed[kind]
        cuts.append(end - 1 - start - 4)

    try:
        document(0, embed)
    except (KeyError, ValueError):
        return []
    for region in found:
        region.weight = 3 / len(found)
    return found


def _protobuf(data: bytes, embed: Embed) -> list[Region]:
    """The messages inside each other, each with its fields as parts."""
    found: list[Region] = []

    def number(place: int, end: int) -> tuple[int, int]:
        value = shift = 0
        while True:
            if place >= end or shift > 63:
                raise ValueError
            byte = data[place]
            place += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value, place

    def fields(start: int, end: int) -> list[tuple[int, int, int, int]] | None:
        """(beginning, key, beginning and end of the content) of each field; nothing if it is none."""
        result, place = [], start
        try:
            while place < end:
                begin = place
                key, place = number(place, end)
                if not 1 <= key >> 3 < 600:
                    return None
                if key & 7 == 0:
                    content = place
                    _, place = number(place, end)
                elif key & 7 == 1:
                    content, place = place, place + 8
                elif key & 7 == 5:
                    content, place = place, place + 4
                elif key & 7 == 2:
                    size, content = number(place, end)
                    place = content + size
                else:
                    return None
                if place > end:
                    return None
                result.append((begin, key, content, place))
        except ValueError:
            return None
        return result

    def message(start: int, end: int, embed: Embed, depth: int) -> bool:
        parts = fields(start, end)
        if not parts:
            return False
        cuts = [begin - start for begin, *_ in parts] + [end - start]
        found.append(Region(data[start:end], cuts, embed))
        for begin, key, content, last in parts:
            if key & 7 != 2 or last - content < 2 or depth > 12 or len(found) > 4000:
                continue

            def replaced(changed: bytes, begin=begin, key=key, last=last) -> bytes:
                field = varint(key) + varint(len(changed)) + changed
                return embed(data[start:begin] + field + data[last:end])

            message(content, last, replaced, depth + 1)
        return True

    if not message(0, len(data), embed, 0) or len(data) < 16:
        return []
    for region in found:
        region.weight = 4 / len(found)
    return found


# Streams of opcodes, and text


def _pickle(data: bytes, embed: Embed) -> list[Region]:
    if not data.startswith(b"\x80") or b"." not in data:
        return []
    cuts = _opcode_starts(data, 0)
    return [Region(data, cuts, embed, 4)] if cuts and cuts[-1] == len(data) else []


def _stream(data: bytes, embed: Embed) -> list[Region]:
    """PyTorch's stream of before 1.6: some pickles behind each other, then numbers."""
    if not data.startswith(b"\x80\x02\x8a\x0a"):
        return []
    cuts, start = [0], 0
    while start < len(data) and data[start] == 0x80:
        found = _opcode_starts(data, start)
        if not found:
            break
        cuts += found[1:]
        start = found[-1]
    return [Region(data[:start], cuts, lambda changed: embed(changed + data[start:]), 4)]


def _opcode_starts(data: bytes, start: int) -> list[int]:
    try:
        places = [start + place for _, _, place in pickletools.genops(data[start:])]
    except ValueError:
        return []
    return [*places, places[-1] + 1]


def _text(data: bytes, embed: Embed) -> list[Region]:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return []
    if not data or sum(not (char.isprintable() or char in "\n\t\r") for char in text):
        return []
    return [
        Region(data, _words(data), embed, 2, True),
        Region(data, _line_starts(data), embed, 1, True),
    ]


def _words(data: bytes) -> list[int]:
    return [match.start() for match in WORDS.finditer(data)] + [len(data)]


def _line_starts(data: bytes) -> list[int]:
    starts = [0] + [match.end() for match in re.finditer(b"\n", data)]
    return starts if starts[-1] == len(data) else [*starts, len(data)]
