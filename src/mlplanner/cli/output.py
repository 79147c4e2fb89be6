"""What the command line prints: sentences, aligned tables, JSON with numbers."""

import dataclasses
import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from mlplanner.domain.money import format_amount


def say(text: str) -> None:
    """One line on stdout."""
    sys.stdout.write(f"{text}\n")


def remark(text: str) -> None:
    """One line on stderr that is no error: what was left out, and why."""
    sys.stderr.write(f"Note: {text}\n")


def complain(sentence: str, code: int) -> int:
    """One sentence on stderr; gives the exit code back."""
    sys.stderr.write(f"{' '.join(sentence.split())}\n")
    return code


def say_json(value: Any) -> None:
    """JSON on stdout, two spaces to a level."""
    say(json.dumps(numbers(value), ensure_ascii=False, indent=2, allow_nan=False))


def numbers(value: Any) -> Any:
    """A result as JSON-able values: decimals as numbers (exact to the cent up to 10¹² in any currency), ISO dates."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): numbers(item) for key, item in value.items()}
        case list() | tuple():
            return [numbers(item) for item in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {field.name: numbers(getattr(value, field.name)) for field in dataclasses.fields(value)}
        case _:
            return value


def table(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Rows under their headings, aligned; amounts (`Decimal`) to the right, with two places."""
    if not rows:
        return ""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(_width(heading), *(_width(row[i]) for row in cells)) for i, heading in enumerate(headings)]
    is_right = [all(isinstance(row[i], (Decimal, int)) or row[i] is None for row in rows) for i in range(len(headings))]
    lines = ["  ".join(map(_padded, line, widths, is_right)) for line in ([*headings], *cells)]
    return "\n".join(line.rstrip() for line in lines)


def _padded(text: str, width: int, is_right: bool) -> str:
    gap = " " * (width - _width(text))
    return gap + text if is_right else text + gap


def _width(text: str) -> int:
    """Columns that a text takes on a terminal: East Asian wide characters two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _cell(value: Any) -> str:
    match value:
        case None:
            return "–"
        case Decimal():
            return format_amount(value, 2)
        case Enum():
            return str(value.value).replace("_", " ")
        case _:
            return str(value)
