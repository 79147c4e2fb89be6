"""From a portfolio's document to its nouns: every row validated, numbered once, and referring to rows that are there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from mlplanner.domain.errors import BadInput
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KINDS, PORTFOLIO_KINDS, PROJECT_KINDS, Kind
from mlplanner.domain.rows import PROJECT_KIND, references
from mlplanner.exchange.playbook_keys import HOLDERS, PLAYBOOK_LISTS
from mlplanner.exchange.problems import Problems
from mlplanner.exchange.row_edits import noun_at
from mlplanner.playbook.loading import load_usable


@dataclass(frozen=True, slots=True)
class _Row:
    where: str
    noun: Noun

    @property
    def project_id(self) -> int | None:
        return getattr(self.noun, "project_id", None)


class PortfolioRows:
    """All rows of a document that fits the schema; what is wrong with one goes to `problems`, with its place."""

    def __init__(self, document: Mapping[str, Any], problems: Problems) -> None:
        self._problems = problems
        self._rows: dict[str, dict[int, _Row]] = {kind.key: {} for kind in KINDS}
        self._taken = _ids_given(document)
        self._project_ids: list[int] = []
        for kind in PORTFOLIO_KINDS:
            self._take(kind, _listed(document, kind, kind.key))
        for index, project in enumerate(document.get("projects", ())):
            self._take_project(project, f"projects[{index}]")
        if not problems.found:
            self._check()

    def portfolio(self) -> Portfolio:
        """The snapshot, in the order in which a file holds it."""
        wide = {kind.key: self._of(kind, None) for kind in PORTFOLIO_KINDS}
        wide["people"] = {person.id: person for person in wide["people"]}
        plans = [self._plan(project_id) for project_id in self._project_ids]
        plans.sort(key=lambda plan: (plan.project.rank, plan.id))
        return Portfolio(revision=0, plans={plan.id: plan for plan in plans}, **wide)

    def check_roles(self) -> None:
        """Who does or decides something must be known to the file's own playbook (P2.2, P4.1)."""
        playbook, _ = load_usable(self._of_kind("overrides"))
        for (key, name), part in PLAYBOOK_LISTS.items():
            known: Mapping[str, Any] = getattr(playbook, part, {}) if part in HOLDERS else {}
            for row in self._rows[key].values() if part in HOLDERS else ():
                value = getattr(row.noun, name)
                if value and value not in known:
                    what = f"'{value[:60]}' is not in the playbook of this file; choose one of {', '.join(known)}."
                    self._problems.add(f"{row.where}.{name}", what)

    def _take_project(self, document: Mapping[str, Any], where: str) -> None:
        ids = self._take(PROJECT_KIND, [(f"{where}.project", document["project"])])
        if not ids:
            return
        self._project_ids += ids
        if not document.get("phases"):
            self._problems.add(f"{where}.phases", "a plan has at least one phase; add it.")
        for kind in PROJECT_KINDS:
            self._take(kind, _listed(document, kind, f"{where}.{kind.key}"), project_id=ids[0])

    def _take(self, kind: Kind, rows: Iterable[tuple[str, Mapping[str, Any]]], **owner: int) -> list[int]:
        """Make the nouns of one list; gives their ids."""
        made: list[int] = []
        known, fresh = self._rows[kind.key], self._taken[kind.key]
        for where, given in rows:
            row_id = given.get("id") or next(fresh)
            if row_id in known:
                self._problems.add(f"{where}.id", f"{row_id} stands twice (also in {known[row_id].where}).")
                continue
            try:
                known[row_id] = _Row(where, noun_at(where, kind.noun, {**given, "id": row_id, **owner}))
            except BadInput as error:
                place, _, what = str(error).partition(": ")
                self._problems.add(place, what)
                continue
            made.append(row_id)
        return made

    def _check(self) -> None:
        for kind in KINDS:
            links = references(kind.noun)
            for row in self._rows[kind.key].values():
                for name, target in links.items():
                    if name != "project_id":
                        self._check_link(row, name, target)
            self._check_unique(kind)

    def _check_link(self, row: _Row, name: str, target: Kind) -> None:
        value = getattr(row.noun, name)
        if value is None:
            return
        found = self._rows[target.key].get(value)
        if found is None:
            what = f"there is no {target.title} {value} in the file; correct it or add the row."
            self._problems.add(f"{row.where}.{name}", what)
        elif target.in_project and row.project_id is not None and found.project_id != row.project_id:
            what = f"{target.title} {value} belongs to another project; correct it."
            self._problems.add(f"{row.where}.{name}", what)

    def _check_unique(self, kind: Kind) -> None:
        for name, info in kind.noun.model_fields.items():
            if not any(getattr(item, "unique", None) is True for item in info.metadata):
                continue
            seen: dict[Any, str] = {}
            for row in self._rows[kind.key].values():
                value = getattr(row.noun, name)
                if value in seen:
                    self._problems.add(f"{row.where}.{name}", f"stands twice (also in {seen[value]}); keep one.")
                seen[value] = row.where

    def _of_kind(self, key: str) -> tuple[Any, ...]:
        return tuple(row.noun for row in self._rows[key].values())

    def _of(self, kind: Kind, project_id: int | None) -> Any:
        rows = sorted((row.noun for row in self._rows[kind.key].values() if row.project_id == project_id), key=_place)
        return rows[0] if kind.is_single else tuple(rows)

    def _plan(self, project_id: int) -> ProjectPlan:
        parts = {kind.key: self._by_project(kind).get(project_id, []) for kind in PROJECT_KINDS}
        fields: dict[str, Any] = {
            kind.key: parts[kind.key][0] if kind.is_single else tuple(sorted(parts[kind.key], key=_place))
            for kind in PROJECT_KINDS
        }
        places = {phase.id: place for place, phase in enumerate(fields["phases"])}
        fields["gates"] = tuple(sorted(fields["gates"], key=lambda gate: places[gate.phase_id]))
        project: Any = self._rows[PROJECT_KIND.key][project_id].noun
        return ProjectPlan(project=project, **fields)

    def _by_project(self, kind: Kind) -> dict[int, list[Any]]:
        """The rows of a kind by project, sorted out once."""
        cache: dict[str, dict[int, list[Any]]] = self.__dict__.setdefault("_sorted_out", {})
        if kind.key not in cache:
            found: dict[int, list[Any]] = {}
            for row in self._rows[kind.key].values():
                found.setdefault(row.project_id or 0, []).append(row.noun)
            cache[kind.key] = found
        return cache[kind.key]


def _listed(document: Mapping[str, Any], kind: Kind, where: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows of a section with their places; a single row that an older file lacks has its defaults."""
    if kind.is_single:
        yield where, document.get(kind.key, {})
    else:
        yield from ((f"{where}[{index}]", row) for index, row in enumerate(document.get(kind.key, ())))


def _ids_given(document: Mapping[str, Any]) -> dict[str, Iterator[int]]:
    """For each kind the numbers that are free: those above the largest in the file."""
    sections: list[Mapping[str, Any]] = [document, *document.get("projects", ())]
    free: dict[str, Iterator[int]] = {}
    for kind in KINDS:
        key = "project" if kind is PROJECT_KIND else kind.key
        rows = (section[key] for section in sections if key in section)
        ids = (row.get("id") or 0 for part in rows for row in (part if isinstance(part, list) else [part]))
        free[kind.key] = count(max(ids, default=0) + 1)
    return free


def _place(row: Noun) -> tuple[int, date, int]:
    """The order in which a file holds rows."""
    return getattr(row, "position", 0), getattr(row, "decided_on", date.min), row.id or 0
