"""What calamine does not tell of an old Excel file (.xls): names, formula cells and errors, read from its records.

Only what merging needs of the format (BIFF 8 in a compound file). Everything is bounded by the file's own size.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

SECTOR_END = 0xFFFFFFFA
"""Numbers from here on mark the end of a chain, or no sector."""
BOF, EOF, FORMULA, NAME, EXTERN_SHEET, BOUND_SHEET, BOOL_OR_ERROR, PASSWORD = (
    0x0809, 0x000A, 0x0006, 0x0018, 0x0017, 0x0085, 0x0205, 0x002F,
)  # fmt: skip
REFERENCES = (0x3A, 0x5A, 0x7A)
REFERENCE_SIZE = 7
LOST = (0x3C, 0x5C, 0x7C)
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
Place = tuple[int, int]
"""Row and column, from 1."""
NamedCell = tuple[str, int, int] | None
"""Sheet, row, column; None when the cell was deleted."""


class Damaged(ValueError):
    """The file is no compound file, or its records make no sense."""


class Locked(Damaged):
    """The workbook is protected by a password."""


@dataclass
class Marks:
    """By sheet title: cells that are calculated, cells that show an error; and the cells that have names."""

    formulas: dict[str, set[Place]] = field(default_factory=dict)
    errors: dict[str, dict[Place, str]] = field(default_factory=dict)
    names: dict[str, NamedCell] = field(default_factory=dict)


def marks_of_xls(content: bytes) -> Marks:
    """Names, formulas and errors of an .xls file. Raises Damaged."""
    try:
        book = _stream(content, ("Workbook", "Book"))
        return _marks(book)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Damaged(str(error)) from error


def _stream(content: bytes, names: tuple[str, ...]) -> bytes:
    """A stream of a compound file by its name."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise Damaged("sector size")
    table = _allocation(content, size)
    directory = _chain(content, table, struct.unpack_from("<I", content, 48)[0], size)
    for place in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, place + 64)[0]
        name = directory[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        if name in names:
            start, extent = struct.unpack_from("<II", directory, place + 116)
            return _chain(content, table, start, size)[:extent]
    raise Damaged("no workbook in it")


def _allocation(content: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    heads = list(struct.unpack_from("<109I", content, 76))
    more, most = struct.unpack_from("<I", content, 68)[0], len(content) // size + 1
    while more < SECTOR_END and len(heads) < most + 109:
        block = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        heads += block[:-1]
        more = block[-1]
    table: list[int] = []
    for head in heads:
        if head < SECTOR_END and len(table) <= most + size:
            table += struct.unpack_from(f"<{size // 4}I", content, (head + 1) * size)
    return table


def _chain(content: bytes, table: list[int], start: int, size: int) -> bytes:
    pieces, seen = [], 0
    while start < SECTOR_END:
        seen += 1
        if seen > len(table):
            raise Damaged("a chain of sectors that runs in a circle")
        pieces.append(content[(start + 1) * size : (start + 2) * size])
        start = table[start]
    return b"".join(pieces)


def _records(book: bytes, place: int = 0) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of the records of one part of the workbook, to its own end."""
    depth = 0
    while place + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, place)
        depth += (kind == BOF) - (kind == EOF)
        yield kind, book[place + 4 : place + 4 + length]
        if depth <= 0:
            return
        place += 4 + length


def _marks(book: bytes) -> Marks:
    sheets: list[tuple[str, int]] = []
    tabs: list[int] = []
    names: list[tuple[str, bytes]] = []
    for kind, body in _records(book):
        if kind == PASSWORD:
            raise Locked("password")
        if kind == BOUND_SHEET:
            sheets.append((_text(body, 8, body[6], body[7]), struct.unpack_from("<I", body)[0]))
        elif kind == EXTERN_SHEET:
            count = struct.unpack_from("<H", body)[0]
            tabs = [struct.unpack_from("<HHH", body, 2 + 6 * n)[1] for n in range(count)]
        elif kind == NAME and not struct.unpack_from("<H", body)[0] & 0x20:  # 0x20: a name of the program's own
            size, is_wide = body[3], body[14]
            start = 15 + size * (2 if is_wide & 1 else 1)
            names.append((_text(body, 15, size, is_wide), body[start : start + struct.unpack_from("<H", body, 4)[0]]))
    titles = [title for title, _ in sheets]
    marks = Marks()
    for name, formula in names:
        if formula and formula[0] in LOST:
            marks.names[name] = None
        elif len(formula) == REFERENCE_SIZE and formula[0] in REFERENCES:
            marks.names[name] = _named_cell(formula, tabs, titles)
    for title, place in sheets:
        _mark_cells(marks, title, book, place)
    return marks


def _text(body: bytes, place: int, size: int, is_wide: int) -> str:
    return (
        body[place : place + 2 * size].decode("utf-16-le")
        if is_wide & 1
        else body[place : place + size].decode("latin-1")
    )


def _named_cell(formula: bytes, tabs: list[int], titles: list[str]) -> NamedCell:
    tab, row, column = struct.unpack_from("<HHH", formula, 1)
    if tab >= len(tabs) or tabs[tab] >= len(titles):
        return None
    return titles[tabs[tab]], row + 1, (column & 0xFF) + 1


def _mark_cells(marks: Marks, title: str, book: bytes, place: int) -> None:
    formulas, errors = marks.formulas.setdefault(title, set()), marks.errors.setdefault(title, {})
    for kind, body in _records(book, place):
        if kind == FORMULA:
            row, column = struct.unpack_from("<HH", body)
            formulas.add((row + 1, column + 1))
            if body[12:14] == b"\xff\xff" and body[6] == 2:
                errors[row + 1, column + 1] = ERRORS.get(body[8], "#ERROR!")
        elif kind == BOOL_OR_ERROR and body[7]:
            row, column = struct.unpack_from("<HH", body)
            errors[row + 1, column + 1] = ERRORS.get(body[6], "#ERROR!")
