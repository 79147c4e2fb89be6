"""Tables in text files (.csv, .tsv): encoding and separator are told by the content."""

import csv
import io
from typing import Any

MOST_ROWS, MOST_COLUMNS = 200_000, 512
SEPARATORS = ";,\t|"
_LINES_LOOKED_AT = 50


def rows_of_text(content: bytes) -> list[tuple[Any, ...]]:
    """The rows as text. OverflowError when there are too many; ValueError when it is no table."""
    import pandas

    text = decoded(content)
    width = max((len(row) for row in csv.reader(io.StringIO(text), delimiter=separator_of(text))), default=0)
    if width > MOST_COLUMNS:
        raise OverflowError("columns")
    frame = pandas.read_csv(
        io.StringIO(text),
        sep=separator_of(text),
        header=None,
        names=range(max(width, 1)),
        dtype=object,
        na_filter=False,
        skip_blank_lines=False,
        engine="python",
        nrows=MOST_ROWS + 1,
    )
    if len(frame) > MOST_ROWS:
        raise OverflowError("rows")
    return list(frame.itertuples(index=False, name=None))


def decoded(content: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else the encoding of Windows in Western Europe."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def separator_of(text: str) -> str:
    """What most lines are divided by alike; a file whose first line says `sep=;` is taken at its word."""
    lines = text.splitlines()[:_LINES_LOOKED_AT]
    if lines and lines[0].startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]
    filled = [line for line in lines if line.strip()]

    def weight(separator: str) -> tuple[int, int]:
        counts = [_outside_quotes(line, separator) for line in filled]
        usual = max(set(counts), key=lambda n: (counts.count(n), n), default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(SEPARATORS, key=weight)


def _outside_quotes(line: str, separator: str) -> int:
    return sum(part.count(separator) for part in line.split('"')[::2])
