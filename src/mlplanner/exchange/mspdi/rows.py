"""Gathers the rows that a foreign file means, finds those that are here already, and makes the edits."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from mlplanner.domain.changes import EditAction, RowEdit
from mlplanner.domain.errors import BadInput, BadValue
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KIND_BY_KEY, PROJECT_KINDS
from mlplanner.domain.rows import PROJECT_KIND, plan_rows
from mlplanner.domain.validation import validated


class Rows:
    """The edits of one file.

    New rows get negative ids; rows of the plan are found by the id that another program gave them (`ExternalId`), or
    by our own.
    """

    def __init__(
        self, source: str, portfolio: Portfolio, plan: ProjectPlan | None, system: str, before: "Rows | None" = None
    ) -> None:
        """`before`: the rows of another project of the same file, with which new people are shared."""
        self._source, self._plan, self._system = source, plan, system
        self._known = {
            (each.kind, each.external_id): each.row_id
            for each in (plan.external_ids if plan else ())
            if each.system == system
        }
        self.ids: Iterator[int] = before.ids if before else count(-1, -1)
        self.people: dict[str, int] = (
            before.people
            if before
            else {person.name.casefold(): person.id or 0 for person in portfolio.people.values()}
        )
        self.project_id = plan.id if plan else next(self.ids)
        self.edits: list[RowEdit] = []

    def current(self, kind: str, external: str, own: int | None = None) -> Noun | None:
        """The plan's row of that id of the other program, or of ours."""
        if self._plan is None:
            return None
        wanted = own if own is not None else self._known.get((kind, external))
        rows = plan_rows(self._plan, KIND_BY_KEY[kind])
        return next((row for row in rows if row.id == wanted), None)

    def put(
        self,
        kind: str,
        external: str,
        values: Mapping[str, Any],
        *,
        own: int | None = None,
        only_new: Mapping[str, Any] | None = None,
        where: str = "",
    ) -> int:
        """Change the row of that id to `values`, or add it with `only_new` as well; gives its id."""
        current = self.current(kind, external, own)
        if current is None:
            return self._add(kind, external, {**(only_new or {}), **values}, where)
        noun = KIND_BY_KEY[kind].noun
        after = self._validated(noun, {**dict(current), **values}, where)
        names = [name for name in values if getattr(after, name) != getattr(current, name)]
        if names:
            new = {name: getattr(after, name) for name in names}
            old = {name: getattr(current, name) for name in names}
            self.edits.append(RowEdit(EditAction.CHANGE, kind, current.id or 0, new, old, current.label, where))
        return current.id or 0

    def person(self, name: str, fields: Mapping[str, Any], where: str) -> int:
        """The person of that name, who is added when nobody is called so."""
        key = name.strip().casefold()
        if key not in self.people:
            self.people[key] = self._append("people", {"name": name, **fields}, where)
        return self.people[key]

    def knows_person(self, name: str) -> bool:
        """True when somebody is called so."""
        return name.strip().casefold() in self.people

    def add(self, kind: str, values: Mapping[str, Any], where: str = "") -> int:
        """A row of the whole portfolio, or one that no file will speak of again."""
        return self._append(kind, values, where)

    def singles(self) -> None:
        """What a new project has one of, with its defaults."""
        for kind in PROJECT_KINDS:
            if kind.is_single:
                self._append(kind.key, {"project_id": self.project_id}, "")

    def _add(self, kind: str, external: str, values: Mapping[str, Any], where: str) -> int:
        is_project = kind == PROJECT_KIND.key
        row_id = self._append(kind, values if is_project else {**values, "project_id": self.project_id}, where)
        if external:
            self._append(
                "external_ids",
                {
                    "project_id": self.project_id,
                    "system": self._system,
                    "kind": kind,
                    "row_id": row_id,
                    "external_id": external[:120],
                },
                where,
            )
        return row_id

    def _append(self, kind: str, values: Mapping[str, Any], where: str) -> int:
        noun = self._validated(KIND_BY_KEY[kind].noun, values, where)
        taken = {name: getattr(noun, name) for name in type(noun).model_fields if name != "id"}
        row_id = self.project_id if kind == PROJECT_KIND.key else next(self.ids)
        label = noun.label if noun.label != noun.ref else f"new {KIND_BY_KEY[kind].title}"
        self.edits.append(RowEdit(EditAction.ADD, kind, row_id, taken, label=label, where=where))
        return row_id

    def _validated(self, noun: type[Noun], values: Mapping[str, Any], where: str) -> Noun:
        try:
            return validated(noun, values)
        except BadValue as error:
            raise BadInput(f"{self._source}: {f'{where}: ' if where else ''}{error}") from None
