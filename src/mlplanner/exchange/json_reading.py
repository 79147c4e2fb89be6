"""Reads a JSON file that may come from anywhere: each way in which it can be bad has its sentence."""

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from mlplanner.domain.errors import BadInput, WorldFault
from mlplanner.domain.portfolio_documents import PORTFOLIO_FORMAT

LARGEST_BYTES = 20_000_000
"""A plan of 60 lines over five years is below 1 MB."""
DEEPEST = 20
"""A plan is five levels deep."""

_HEAD = 4096


class NotANumber:
    """Stands where the file says NaN or Infinity, which JSON does not know: no schema takes it for a value."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def is_portfolio_json(path: Path) -> bool:
    """True when the file begins as a whole portfolio begins; False for what can't be read."""
    try:
        with path.open("rb") as file:
            return f'"{PORTFOLIO_FORMAT}"'.encode() in file.read(_HEAD)
    except OSError:
        return False


def read_json(path: Path, advice: str = "", *, what: str = "plan", largest: int | None = None) -> Any:
    """The file's content with exact decimals; BadInput or WorldFault in one sentence that begins with its name.

    `advice` says what to do with a file that is not JSON; `what` it should be, and how many bytes such a file may have (None: as a plan).
    """
    return parse_json(_text(path, what, largest or LARGEST_BYTES), path.name, advice, what=what)


def parse_json(text: str, name: str, advice: str = "", *, what: str = "plan") -> Any:
    """The text's content with exact decimals; BadInput in one sentence that begins with `name`."""
    try:
        content = json.loads(
            text, object_pairs_hook=_unique, parse_float=_decimal, parse_int=_whole, parse_constant=NotANumber
        )
    except json.JSONDecodeError as error:
        to_do = f"; {advice}" if advice else ""
        raise BadInput(f"{name} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}{to_do}.") from None
    except RecursionError:
        raise BadInput(f"{name} is nested too deeply to be a {what}.") from None
    except BadInput as error:
        raise BadInput(f"{name}: {error}") from None
    if _is_deeper(content, DEEPEST):
        raise BadInput(f"{name} is nested too deeply to be a {what} (more than {DEEPEST} levels).")
    return content


def _text(path: Path, what: str, largest: int) -> str:
    try:
        size = path.stat().st_size
        if size > largest:
            raise BadInput(f"{path.name} is too large to be a {what} ({size:,} bytes; at most {largest:,}).")
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}; check the name.") from None
    except OSError as error:
        raise WorldFault(f"{path} can't be read: {error.strerror or error}.") from None
    if not data.strip():
        raise BadInput(f"{path.name} is empty; export the {what} again.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BadInput(f"{path.name} is UTF-16 text; save it as UTF-8.")
    try:
        # Windows editors put a byte order mark before UTF-8; it carries no meaning.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path.name} is not UTF-8 text (byte {error.start + 1}); save it as UTF-8.") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadInput(f"the key '{_short(key)}' stands twice in one object; keep one of them.")
        found[key] = value
    return found


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise BadInput(f"the number {_short(text)} can't be read; write it with fewer digits.") from None


def _whole(text: str) -> int:
    if len(text) > 40:
        raise BadInput(f"the number {_short(text)} has too many digits; nothing in a plan is so large.")
    return int(text)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}…"


def _is_deeper(content: Any, levels: int) -> bool:
    """True when lists and objects lie in each other more than `levels` deep; walks level by level, not by recursion."""
    layer = [content]
    for _ in range(levels):
        layer = [
            child
            for item in layer
            if isinstance(item, (dict, list))
            for child in (item.values() if isinstance(item, dict) else item)
        ]
    return any(isinstance(item, (dict, list)) for item in layer)
