"""Cells on their way into the clipboard: as tab-separated text, and as an HTML table in which numbers are numbers.

Spreadsheets take the HTML: Excel reads a number from `x:num`, LibreOffice from `sdval`; every other cell is marked as text, so
that `ML-001` becomes no date and a text that begins with `=` no formula.
"""

import atexit
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from mlplanner.domain.errors import BadValue
from mlplanner.gui.tables.clipboard import write_block
from mlplanner.gui.tables.kinds import MINUS, read_date

_HEAD = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>'
_FOOT = "</table></body></html>"
_AS_TEXT, _AS_DAY = "mso-number-format:'\\@'", "mso-number-format:'yyyy\\-mm\\-dd'"
_SHOWN = re.compile(r"[+-]?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d+)?")
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
MOST_DIGITS = 15
"""More than a spreadsheet's numbers hold: such a number stays text."""


@dataclass(frozen=True, slots=True)
class OutCell:
    """A cell's text, and its number where it is one; `1,234` that is shown goes out as `1234`."""

    text: str
    number: Decimal | None = None


_put_last = [""]
"""The text that was put into the clipboard last."""
Cells = Sequence[Sequence[OutCell]]


def shown_cell(text: str) -> OutCell:
    """A cell of a table that only shows words: amounts, shares and days are recognised by their looks."""
    bare = text.replace(MINUS, "-").replace("\u00a0", " ").strip()
    share = bare.removesuffix("%").rstrip()
    if _SHOWN.fullmatch(share):
        number = share.replace(",", "")
        is_share = share != bare
        return OutCell(f"{number} %" if is_share else number, Decimal(number) / 100 if is_share else Decimal(number))
    if _DAY.fullmatch(bare):
        try:
            return OutCell(str(read_date(bare)))
        except BadValue:
            pass
    return OutCell(text)


def typed_cell(text: str) -> OutCell:
    """A cell whose text is a number by its column: `1234.5`, or `20 %`."""
    share = text.removesuffix("%").rstrip()
    try:
        number = Decimal(share)
    except InvalidOperation:
        return OutCell(text)
    return OutCell(text, number / 100 if share != text else number)


def heading_cells(titles: Sequence[str]) -> list[OutCell]:
    """A line of headings, each in one line."""
    return [OutCell(" ".join(title.split())) for title in titles]


def put(cells: Cells, *, has_headings: bool = False) -> None:
    """Put cells into the clipboard, as text and as a table."""
    data = QMimeData()
    _put_last[0] = write_block([[cell.text for cell in row] for row in cells])
    data.setText(_put_last[0])
    data.setHtml(as_html(cells, has_headings=has_headings))
    QGuiApplication.clipboard().setMimeData(data)
    _mind_the_end()


@cache
def _mind_the_end() -> None:
    """Once: Qt lets go of what is in the clipboard after Python is gone, which what Python made does not survive."""
    atexit.register(_leave_text)


def _leave_text() -> None:
    """Leave the plain text in the clipboard, made by Qt itself."""
    clipboard = QGuiApplication.clipboard() if QGuiApplication.instance() is not None else None
    if clipboard is not None and clipboard.text() == _put_last[0]:
        clipboard.setText(clipboard.text())


def as_html(cells: Cells, *, has_headings: bool = False) -> str:
    """The cells as a table for spreadsheets and mails."""
    rows = ("".join(_html(cell, is_heading=has_headings and not at) for cell in row) for at, row in enumerate(cells))
    return _HEAD + "".join(f"<tr>{row}</tr>" for row in rows) + _FOOT


def _html(cell: OutCell, *, is_heading: bool) -> str:
    words = escape(cell.text).replace("\r\n", "\n").replace("\n", "<br>")
    if is_heading:
        return f'<th style="{_AS_TEXT}" align="left">{words}</th>'
    if cell.number is not None and len(cell.number.as_tuple().digits) <= MOST_DIGITS:
        bare = f"{cell.number:f}"
        return f'<td x:num="{bare}" sdval="{bare}" sdnum="1033;" align="right">{words}</td>'
    style = _AS_DAY if _ISO.fullmatch(cell.text) else _AS_TEXT
    return f'<td style="{style}">{words}</td>'
