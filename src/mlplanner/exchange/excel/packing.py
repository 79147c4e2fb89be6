"""The finished file: our cells in openpyxl's sheets, and the same bytes for the same plan.

openpyxl stamps the time of writing into the file.
"""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
DATA = re.compile(rb"<sheetData\s*(?:/>|>.*?</sheetData>)", re.DOTALL)
EARLIEST = (1980, 1, 1, 0, 0, 0)


def finish(saved: bytes, rows: Mapping[str, Iterable[bytes]], day: date, path: Path) -> None:
    """Write the workbook `saved` to `path`, with `rows` by sheet part (`xl/worksheets/sheet1.xml`), dated `day`."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(saved)) as source, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as target:
        for name in source.namelist():
            content = source.read(name)
            if name in rows:
                _pack_sheet(target, name, content, rows[name])
                continue
            if name == "docProps/core.xml":
                content = STAMP.sub(rb"\g<1>%s\g<2>" % f"{day.isoformat()}T00:00:00Z".encode(), content)
            target.writestr(_entry(name), content)
    path.write_bytes(out.getbuffer())


def _pack_sheet(target: ZipFile, name: str, content: bytes, rows: Iterable[bytes]) -> None:
    """Put the rows where openpyxl left none, piece by piece: a portfolio's are too long to hold twice."""
    found = DATA.search(content)
    if found is None:
        raise ValueError(f"{name} has no place for cells")
    with target.open(_entry(name), "w") as part:
        part.write(content[: found.start()] + b"<sheetData>")
        for piece in rows:
            part.write(piece)
        part.write(b"</sheetData>" + content[found.end() :])


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
