"""Blocks of cells as text, the way spreadsheets put them into the clipboard: tabs, line ends, quotes where needed."""

from collections.abc import Sequence

Block = Sequence[Sequence[str]]


def write_block(block: Block) -> str:
    """Cells as tab-separated text; a cell with a tab, a quote or a line end is quoted, its quotes doubled."""
    return "\r\n".join("\t".join(_quoted(cell) for cell in row) for row in block)


def read_block(text: str) -> list[list[str]]:
    """The inverse, also of what Excel and LibreOffice copy: a line end at the end makes no further row."""
    rows: list[list[str]] = [[]]
    at, length = 0, len(text)
    while at <= length:
        cell, at = _read_cell(text, at)
        rows[-1].append(cell)
        if at >= length:
            break
        ending = text[at]
        at += 1
        if ending != "\t":
            at += ending == "\r" and text[at : at + 1] == "\n"
            if at >= length:
                break
            rows.append([])
    return rows


def tiled(block: Block, height: int, width: int) -> list[list[str]]:
    """The block repeated over a larger selection when it fits a whole number of times; else the block as it is."""
    rows, columns = len(block), max((len(row) for row in block), default=0)
    if not rows or not columns:
        return []
    down = height // rows if height % rows == 0 else 1
    across = width // columns if width % columns == 0 else 1
    full = [[*row, *[""] * (columns - len(row))] for row in block]
    return [row * max(across, 1) for _ in range(max(down, 1)) for row in full]


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in '\t\r\n"') else cell


def _read_cell(text: str, at: int) -> tuple[str, int]:
    """One cell from `at`, and where it ends; a quote only quotes when it closes before a tab or line end."""
    if text[at : at + 1] == '"' and (quoted := _read_quoted(text, at + 1)):
        return quoted
    end = at
    while end < len(text) and text[end] not in "\t\r\n":
        end += 1
    return text[at:end], end


def _read_quoted(text: str, at: int) -> tuple[str, int] | None:
    parts: list[str] = []
    while (quote := text.find('"', at)) >= 0:
        parts.append(text[at:quote])
        if text[quote + 1 : quote + 2] == '"':
            parts.append('"')
            at = quote + 2
            continue
        end = quote + 1
        return ("".join(parts).replace("\r\n", "\n"), end) if text[end : end + 1] in ("", "\t", "\r", "\n") else None
    return None
