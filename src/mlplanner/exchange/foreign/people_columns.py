"""Which column of a list of people is what: by the words of its heading, else by what its cells look like (P4.9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlplanner.domain.people import Person
from mlplanner.domain.validation import field_title
from mlplanner.exchange.foreign.inference import style_of
from mlplanner.exchange.foreign.people_cells import named_role, sourcing_of
from mlplanner.exchange.foreign.values import day, number
from mlplanner.exchange.foreign.words import folded, people_fields
from mlplanner.playbook.entries import Playbook

_LEAST = 2
"""Columns that must be understood, the name among them."""
_OTHER_TITLES = {"given": "First name", "family": "Last name", "hours": "Hours a week"}
_PERCENT = 100


@dataclass(frozen=True)
class Columns:
    """Field of a person → column, and the headings as they stand."""

    by_field: Mapping[str, int]
    headings: Mapping[int, str]
    ignored: tuple[str, ...] = ()

    @property
    def naming(self) -> int:
        """The column by which a line is known."""
        return next(self.by_field[name] for name in ("name", "given", "family") if name in self.by_field)

    @property
    def used(self) -> tuple[int, ...]:
        """All columns that are read."""
        return tuple(self.by_field.values())

    def title(self, column: int) -> str:
        """What the column is called here."""
        name = next((name for name, place in self.by_field.items() if place == column), "")
        return _title(name) if name else ""

    def understood(self) -> str:
        """How the columns were understood, in one sentence."""
        parts = [
            f"{self.headings.get(column, f'column {column + 1}')} = {_title(name)}"
            for name, column in sorted(self.by_field.items(), key=lambda item: item[1])
        ]
        left = f"; not understood: {', '.join(self.ignored)}" if self.ignored else ""
        return f"Read as people: {', '.join(parts)}{left}."


def heading_of(rows: Sequence[Sequence[Any]]) -> Columns | None:
    """The columns by their headings, from the row that has most of them; None when no row names people."""
    found = [_named(row) for row in rows]
    best = max(found, key=lambda columns: len(columns.by_field), default=None)
    return best if best is not None and _is_enough(best.by_field) else None


def _named(row: Sequence[Any]) -> Columns:
    by_field: dict[str, int] = {}
    headings = {place: " ".join(str(cell).split()) for place, cell in enumerate(row) if cell is not None}
    headings = {place: text for place, text in headings.items() if text}
    for place, text in headings.items():
        name = people_fields().get(folded(text))
        if name:
            by_field.setdefault(name, place)
    if "name" in by_field and "given" in by_field and "family" not in by_field:
        by_field["family"] = by_field.pop("name")  # `Nom` beside `Prénom`
    if "given" in by_field and "family" in by_field:
        by_field.pop("name", None)
    ignored = tuple(text for place, text in headings.items() if place not in by_field.values())
    return Columns(by_field, headings, ignored)


def _is_enough(by_field: Mapping[str, int]) -> bool:
    return len(by_field) >= _LEAST and not by_field.keys().isdisjoint(("name", "given", "family"))


def guess_columns(rows: Sequence[Sequence[Any]], playbook: Playbook) -> Columns | None:
    """The columns of a block without headings by their cells; None when it is not plain that they are people."""
    width = max(map(len, rows), default=0)
    by_field: dict[str, int] = {}
    texts: list[int] = []
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row) and str(row[column]).strip()]
        name = _looks_like(cells, playbook) if cells else ""
        if name == "text":
            texts.append(column)
        elif name == "day":
            by_field.setdefault("employed_to" if "employed_from" in by_field else "employed_from", column)
        elif name:
            by_field.setdefault(name, column)
    if not texts or not by_field:
        return None  # a list of names alone is pasted as it stands
    by_field["name"] = texts[0]
    if len(texts) > 1:
        by_field["unit"] = texts[1]
    unread = tuple(f"column {column + 1}" for column in range(width) if column not in by_field.values())
    return Columns(by_field, {}, unread)


def _looks_like(cells: Sequence[Any], playbook: Playbook) -> str:
    style = style_of(cells)
    texts = [str(cell) for cell in cells]
    if all(named_role(text, playbook) for text in texts):
        return "role"
    if all(day(cell, style) for cell in cells):
        return "day"
    if all(_is_number(text) for text in texts):
        return "fte" if all((number(cell, style) or 0) <= _PERCENT for cell in cells) else ""
    if all(sourcing_of(text) for text in texts):
        return "sourcing"
    if all(len(text.strip()) == 2 and text.strip().isupper() for text in texts):
        return "country"
    return "text" if not any(char.isdigit() for text in texts for char in text) else ""


def _is_number(text: str) -> bool:
    bare = text.strip().removesuffix("%").strip()
    return bool(bare) and bare.replace(",", "", 1).replace(".", "", 1).isdigit()


def _title(name: str) -> str:
    return _OTHER_TITLES.get(name) or field_title(Person, name)
