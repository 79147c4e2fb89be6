"""Infers from all of a column how it writes numbers and dates; where both ways fit, that is told and not hidden."""

from collections.abc import Iterable
from typing import Any

from mlplanner.exchange.excel.canonical import from_cell_text
from mlplanner.exchange.foreign.values import DAY, NUMBER, Style

_COMMA = r"[-+]?(?:\d+|\d{1,3}(?:[.]\d{3})+)(?:,\d+)?"
_POINT = r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?"
_BLANKS = r"['\u2019 \u00a0\u202f]"


def style_of(cells: Iterable[Any]) -> Style:
    """The style that the texts of a column speak for; real numbers and dates need none."""
    texts = [from_cell_text(cell) for cell in cells if isinstance(cell, str) and any(map(str.isdigit, cell))]
    if not texts:
        return Style()
    import pandas

    column = pandas.Series(texts, dtype=object)
    is_month_first, sure_days = _order(column)
    is_comma, sure_numbers = _decimal(column)
    return Style(is_comma, is_month_first, is_sure=sure_days and sure_numbers)


def _order(column: Any) -> tuple[bool, bool]:
    """(month first, whether the column leaves no doubt)."""
    import pandas

    parts = column.str.extract(DAY)
    parts = parts[parts[0].notna() & (parts[0].str.len() < 3)]
    if parts.empty:
        return False, True
    years = parts[2].where(parts[2].str.len() > 2, "20" + parts[2])
    fits = {}
    for is_month_first, (month, of_month) in ((False, (1, 0)), (True, (0, 1))):
        written = years + "-" + parts[month] + "-" + parts[of_month]
        fits[is_month_first] = int(pandas.to_datetime(written, format="%Y-%m-%d", errors="coerce").notna().sum())
    return fits[True] > fits[False], fits[True] != fits[False]


def _decimal(column: Any) -> tuple[bool, bool]:
    """(decimal comma, whether the column leaves no doubt)."""
    numbers = column[[DAY.search(text) is None for text in column]].str.extract(f"({NUMBER.pattern})")[0].dropna()
    numbers = numbers.str.replace(_BLANKS, "", regex=True).str.rstrip(".,")
    comma, point = numbers.str.fullmatch(_COMMA), numbers.str.fullmatch(_POINT)
    only_comma, only_point = int((comma & ~point).sum()), int((point & ~comma).sum())
    has_both = bool((comma & point & numbers.str.contains(r"[.,]")).any())
    return only_comma > only_point, only_comma != only_point or not has_both
