"""Looks at a file before anything reads it: what it is, and whether it is safe to unpack.

Limits are far above real workbooks (the largest portfolio unpacks to 31 MB) and far below what would hurt: each was
found with a hostile file. Done before openpyxl sees a byte, in one pass over the archive.
"""

import re
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from mlplanner.exchange.problems import BadWorkbook, refuse

MIB = 2**20
LARGEST_FILE = 50 * MIB
LARGEST_TEXT = 20 * MIB
LARGEST_UNPACKED = 400 * MIB
LARGEST_PART = 200 * MIB
HIGHEST_RATIO = 200
RATIO_FROM = 5 * MIB
"""Parts below this size may be packed as tightly as they like."""
MOST_PARTS = 3_000
MOST_CELLS = 5_000_000
LAST_ROW, LAST_COLUMN_LETTERS = 1_048_576, 3
MOST_ROWS, MOST_COLUMNS = 200_000, 512
CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,8})([0-9]{1,12})["']""")
MERGED = re.compile(
    rb"""mergeCell\s[^>]*?ref\s*=\s*["']([A-Za-z]{1,8})([0-9]{1,12}):([A-Za-z]{1,8})([0-9]{1,12})["']"""
)
"""A merged range stands for all the cells that it covers, and programs make one for each."""
CHUNK = 4 * MIB
DOCTYPE = b"<!DOCTYPE"
OLD_EXCEL = bytes.fromhex("D0CF11E0A1B11AE1")
SAVE_AS = "save it as an Excel workbook (.xlsx) and try again"
MACROS = "xl/vbaProject.bin"
OUR_MARKS = (b"_mlplanner", b"in_projects_ref")
"""The hidden sheet, and the name of the cell with a project's Ref."""
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


class Format(StrEnum):
    """What reads the file."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file is, by its first bytes and parts, and what there is to tell about it."""

    format: Format
    notes: tuple[str, ...] = ()


FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "is a PDF; the plan workbook it was made from is needed"),
    (b"SQLite format 3", "is a portfolio file; open it instead of importing it"),
    (b"{", "looks like JSON; give it a name that ends in .json"),
    (b"<", f"is a web page or other text; {SAVE_AS}"),
)
"""What a file looks like by its beginning."""


def check_file(path: Path) -> Checked:
    """What the file is. BadWorkbook in one sentence when `path` is no workbook, is damaged, locked by a password, or not safe to read."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(64 * 1024)
    except OSError as error:
        raise refuse(path.name, f"can't be read ({error.strerror}).") from None
    if not head:
        raise refuse(path.name, "is empty; ask for the file again.")
    if size > LARGEST_FILE:
        raise refuse(path.name, f"is larger than {LARGEST_FILE // MIB} MB, more than any plan workbook.")
    if head.startswith(OLD_EXCEL):
        _refuse_password(path)
        return Checked(Format.XLS, _named_otherwise(path, ".xls", "a workbook of Excel 97 to 2003"))
    if not head.startswith(b"PK"):
        raise _no_workbook(path, head)
    try:
        with ZipFile(path) as archive:
            return _check_archive(archive, path)
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise refuse(path.name, "is not a complete Excel file; it may have been cut off, ask for it again.") from None


def check_table(path: Path) -> Checked:
    """As `check_file`, for tables that other people made, which may be text (.csv) too."""
    try:
        with path.open("rb") as file:
            head = file.read(64 * 1024)
    except OSError:
        head = b""
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    is_other = any(head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(begin) for begin, _ in FIRST_BYTES)
    if not head or head.startswith((b"PK", OLD_EXCEL)) or is_other or (b"\x00" in head and not is_wide):
        return check_file(path)
    if path.stat().st_size > LARGEST_TEXT:
        raise refuse(path.name, f"is larger than {LARGEST_TEXT // MIB} MB, more than any table of a plan.")
    return Checked(Format.TEXT)


def may_be_ours(path: Path, checked: Checked) -> bool:
    """False for a text, and when an .xlsx bears no mark of ours, so that nothing of it is read beside a person's work."""
    if checked.format is not Format.XLSX:
        return checked.format is not Format.TEXT
    try:
        with ZipFile(path) as archive:
            about = archive.getinfo("xl/workbook.xml")
            if about.file_size > CHUNK:
                return True
            text = archive.read(about).replace(b"\x00", b"")
    except (BadZipFile, KeyError, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        return True
    return any(mark in text for mark in OUR_MARKS)


def _named_otherwise(path: Path, ending: str, what: str) -> tuple[str, ...]:
    """A note for a file whose name says something else than its content."""
    is_so = path.suffix.lower() in (ending, *((".xlsm",) if ending == ".xlsx" else ()))
    return () if is_so else (f"{path.name} is {what}, whatever its name says, and was read as one.",)


def _refuse_password(path: Path) -> None:
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise refuse(path.name, "is protected by a password; remove the password and save it again.")


def _no_workbook(path: Path, head: bytes) -> BadWorkbook:
    for begin, what in FIRST_BYTES:
        if head.lstrip().startswith(begin):
            return refuse(path.name, f"{what}.")
    return refuse(path.name, f"is not an Excel workbook; {SAVE_AS}.")


def _check_archive(archive: ZipFile, path: Path) -> Checked:
    parts, source = archive.infolist(), path.name
    names = {part.filename for part in parts}
    found = _kind_of(archive, names, path)
    if len(parts) > MOST_PARTS:
        raise refuse(source, f"has more than {MOST_PARTS} parts, which no plan workbook has.")
    _check_sizes(parts, source)
    left, cells = LARGEST_UNPACKED, 0
    for part in parts:
        read, count = _scan(archive, part, source, left, MOST_CELLS - cells)
        left, cells = left - read, cells + count
    return found


def _kind_of(archive: ZipFile, names: set[str], path: Path) -> Checked:
    if "mimetype" in names:
        with archive.open("mimetype") as stream:
            kind = stream.read(200)
        if not kind.startswith(OPEN_DOCUMENT) or "content.xml" not in names:
            raise refuse(path.name, f"is an OpenDocument file but no spreadsheet; {SAVE_AS}.")
        if "META-INF/manifest.xml" in names:
            with archive.open("META-INF/manifest.xml") as stream:
                if b"encryption-data" in stream.read(CHUNK):
                    raise refuse(path.name, "is protected by a password; remove the password and save it again.")
        return Checked(Format.ODS, _named_otherwise(path, ".ods", "an OpenDocument spreadsheet"))
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise refuse(path.name, f"is an archive but not an Excel workbook; {SAVE_AS}.")
    notes = _named_otherwise(path, ".xlsx", "an Excel workbook")
    if MACROS in names:
        notes += (f"{path.name} holds macros; they were not run and not taken.",)
    return Checked(Format.XLSX, notes)


def _check_sizes(parts: list[ZipInfo], source: str) -> None:
    """By what the archive says of itself; what it really holds is counted while unpacking."""
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or any(p.file_size > LARGEST_PART for p in parts):
        raise refuse(source, f"unpacks to more than {LARGEST_UNPACKED // MIB} MB and is refused.")
    for part in parts:
        if part.file_size > RATIO_FROM and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1):
            raise refuse(source, "is packed far more tightly than any real workbook and is refused.")


def _scan(archive: ZipFile, part: ZipInfo, source: str, left: int, cells_left: int) -> tuple[int, int]:
    """(bytes, cells) of one part, read in pieces that overlap so that nothing hides at an edge."""
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return 0, 0
    is_sheet = part.filename.startswith("xl/worksheets/")
    read = cells = 0
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            read += len(piece)
            window = tail + piece
            if read > left or read > part.file_size:
                raise refuse(source, f"unpacks to more than {LARGEST_UNPACKED // MIB} MB and is refused.")
            if DOCTYPE in window or DOCTYPE in window.replace(b"\x00", b""):
                raise refuse(source, "contains a document type definition, which no workbook needs, and is refused.")
            if is_sheet:
                if b"\x00" in piece:
                    raise refuse(source, "has a sheet that is not written as any program writes one, and is refused.")
                cells += _check_cells(window, source)
                if cells > cells_left:
                    raise refuse(source, f"has more than {MOST_CELLS:,} cells, far more than a plan.")
            tail = window[-128:]
    return read, cells


def _check_cells(piece: bytes, source: str) -> int:
    """How many cells a piece of a sheet holds; an address outside of the sheet is refused."""
    cells = CELL.findall(piece)
    count = len(cells)
    columns, rows = {letters for letters, _ in cells}, {int(each) for each in {digits for _, digits in cells}}
    if max(rows, default=1) > MOST_ROWS or any(column_number(each.decode().upper()) > MOST_COLUMNS for each in columns):
        for letters, digits in cells:
            _check_address(letters, digits, source)
    for found in MERGED.finditer(piece):
        left, top = _check_address(found.group(1), found.group(2), source)
        right, bottom = _check_address(found.group(3), found.group(4), source)
        count += max(0, right - left + 1) * max(0, bottom - top + 1)
    return count


def _check_address(letters: bytes, digits: bytes, source: str) -> tuple[int, int]:
    """(column, row) of a cell that may be there."""
    name, row = letters.decode().upper(), int(digits)
    column = column_number(name)
    if row > LAST_ROW or len(name) > LAST_COLUMN_LETTERS:
        raise refuse(source, f"has a cell {name}{row}, which lies outside of any sheet.")
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise refuse(source, f"has an entry in {name}{row}, far outside of the plan; clear it and try again.")
    return column, row


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
