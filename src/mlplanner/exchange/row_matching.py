"""Finds, for each row of a plan document, the row of the portfolio it speaks of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from mlplanner.domain.errors import BadInput
from mlplanner.domain.noun import Noun
from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KIND_BY_KEY, Kind
from mlplanner.domain.rows import OWNED, PROJECT_KIND, SHARED, plan_rows, shared_rows

PEOPLE = KIND_BY_KEY["people"]


@dataclass(frozen=True)
class FileRow:
    """A row of the file. `id` is the row's id in the portfolio, negative for a row that is new to it."""

    kind: Kind
    where: str
    values: Mapping[str, Any]
    id: int
    current: Noun | None
    is_by_name: bool = False
    """True for people recognised by name and for what all projects share: the plan's file does not change them."""


@dataclass
class Matches:
    """All rows of a file, and what their ids mean here: `ids[("phases", 3)]`."""

    rows: list[FileRow] = field(default_factory=list)
    ids: dict[tuple[str, int], int] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    """Keys of the kinds that the file speaks of; of the others it says nothing."""


def match_rows(document: Mapping[str, Any], portfolio: Portfolio, plan: ProjectPlan | None, is_ours: bool) -> Matches:
    """Match by id where the document comes from this portfolio (`is_ours`), people else by name.

    Raises BadInput when an id stands twice.
    """
    matches = Matches()
    new_ids = count(-1, -1)
    for kind in (PEOPLE, *SHARED, *OWNED):
        section = "project" if kind is PROJECT_KIND else kind.key
        if section in document:
            matches.listed.add(kind.key)
        places: dict[int, str] = {}
        for where, values in _rows(section, document.get(section, [])):
            _refuse_second(places, values.get("id"), where)
            current = _current(portfolio, plan, kind, values, is_ours)
            is_by_name = kind in SHARED or (
                kind is PEOPLE and not (is_ours and current and current.id == values.get("id"))
            )
            row = FileRow(kind, where, values, (current.id if current else None) or next(new_ids), current, is_by_name)
            matches.rows.append(row)
            if values.get("id") is not None:
                matches.ids[kind.key, values["id"]] = row.id
    _add_unlisted(matches, portfolio, plan, is_ours)
    return matches


def _rows(section: str, content: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(content, dict):
        yield section, content
    else:
        yield from ((f"{section}[{index}]", values) for index, values in enumerate(content))


def _refuse_second(places: dict[int, str], key: int | None, where: str) -> None:
    if key is None:
        return
    if key in places:
        raise BadInput(f"{where}.id: {key} stands twice (also in {places[key]}); leave the id of the new row out.")
    places[key] = where


def _current(
    portfolio: Portfolio, plan: ProjectPlan | None, kind: Kind, values: Mapping[str, Any], is_ours: bool
) -> Noun | None:
    """The row here that the file's row speaks of."""
    if kind is PEOPLE:
        return _person(portfolio, values, is_ours)
    return _shared(portfolio, kind, values, is_ours) if kind in SHARED else _row(plan, kind, values)


def _shared(portfolio: Portfolio, kind: Kind, values: Mapping[str, Any], is_ours: bool) -> Noun | None:
    """The portfolio's row of that id, else of that name."""
    rows = shared_rows(portfolio, kind)
    known = next((row for row in rows if is_ours and row.id == values.get("id")), None)
    name = str(values.get("name", "")).strip().casefold()
    return known or next((row for row in rows if row.label.casefold() == name), None)


def _row(plan: ProjectPlan | None, kind: Kind, values: Mapping[str, Any]) -> Noun | None:
    """The plan's row of that id; of a single kind there is only one."""
    if plan is None:
        return None
    rows = plan_rows(plan, kind)
    if kind.is_single or kind is PROJECT_KIND:
        return rows[0]
    return next((row for row in rows if row.id is not None and row.id == values.get("id")), None)


def _person(portfolio: Portfolio, values: Mapping[str, Any], is_ours: bool) -> Person | None:
    """The person of that id, else of that name; of two namesakes the one in the same role and department."""
    known = portfolio.people.get(values.get("id") or 0) if is_ours else None
    if known:
        return known
    name = str(values["name"]).strip().casefold()
    namesakes = [person for person in portfolio.people.values() if person.name.casefold() == name]
    wanted = (values.get("role"), values.get("unit"))
    return min(namesakes, key=lambda person: (person.role, person.unit) != wanted, default=None)


def _add_unlisted(matches: Matches, portfolio: Portfolio, plan: ProjectPlan | None, is_ours: bool) -> None:
    """Let the file refer to rows of this plan that it does not list itself."""
    if plan is not None:
        for kind in OWNED:
            if kind.key not in matches.listed:
                matches.ids |= {(kind.key, row.id): row.id for row in plan_rows(plan, kind) if row.id}
    if is_ours:
        for key in portfolio.people:
            matches.ids.setdefault((PEOPLE.key, key), key)
        for kind in SHARED:
            for row in shared_rows(portfolio, kind):
                matches.ids.setdefault((kind.key, row.id or 0), row.id or 0)
