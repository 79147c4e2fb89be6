"""The finished file: computed values beside their formulas, and the same bytes for the same plan.

openpyxl writes formulas without their results, so phones, previews and other programs would show empty totals; and it
stamps the time of writing into the file.
"""

import io
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mlplanner.domain.weeks import plain
from mlplanner.exchange.excel.canonical import to_cell_text

Cached = Mapping[str, "Result"]
"""Cell address → computed value, for one sheet."""
Result = Decimal | int | float | str | date | None

FORMULA_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)><f>(.*?)</f><v\s*(?:/>|></v>)</c>', re.DOTALL)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
EPOCH = date(1899, 12, 30)
EARLIEST = (1980, 1, 1, 0, 0, 0)


def finish(saved: bytes, results: Mapping[str, Cached], day: date, path: Path) -> None:
    """Write the workbook `saved` to `path`, with `results` by sheet part (`xl/worksheets/sheet1.xml`), dated `day`."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(saved)) as source, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as target:
        for name in source.namelist():
            content = source.read(name)
            if name in results:
                content = with_results(content, results[name])
            elif name == "docProps/core.xml":
                content = STAMP.sub(rb"\g<1>%s\g<2>" % f"{day.isoformat()}T00:00:00Z".encode(), content)
            target.writestr(_entry(name), content)
    path.write_bytes(out.getvalue())


def with_results(sheet: bytes, results: Cached) -> bytes:
    """The sheet's XML with a value in each formula cell."""

    def fill(found: re.Match[bytes]) -> bytes:
        address, attributes, formula = found.groups()
        kind, text = result_text(results.get(address.decode()))
        kind_attribute = b' t="str"' if kind == "str" else b""
        value = b"<v>%s</v>" % escape(text).encode() if text or kind == "str" else b""
        return b'<c r="%s"%s%s><f>%s</f>%s</c>' % (address, attributes, kind_attribute, formula, value)

    return FORMULA_CELL.sub(fill, sheet)


def result_text(result: Result) -> tuple[str, str]:
    """(cell type, text) of a computed value as the file wants it."""
    match result:
        case None:
            return "str", ""
        case str():
            return "str", to_cell_text(result)
        case date():
            return "n", str((result - EPOCH).days)
        case Decimal():
            return "n", plain(result)
        case _:
            return "n", repr(result)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
