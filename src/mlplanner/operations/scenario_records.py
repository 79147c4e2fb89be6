"""What an edit in a scenario leaves behind: the difference between a row as the scenario and as the plan has it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mlplanner.domain.documents import json_value, row_document
from mlplanner.domain.errors import Refused
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KIND_BY_KEY, Kind
from mlplanner.domain.rows import references
from mlplanner.domain.scenarios import ChangeAction, ScenarioChange
from mlplanner.operations.scenario_edits import Ids, changes_of

Place = tuple[str, int]
"""(kind, id of a row in the scenario's view)."""
_OUTSIDE = frozenset({"scenarios", "scenario_changes", "templates", "settings", "overrides"})
"""Kinds that a scenario does not touch, beside records that are never edited."""


@dataclass(frozen=True)
class RowPair:
    """A row as the scenario sees it, and as the plan has it; None where it is not there."""

    seen: Noun | None
    planned: Noun | None


@dataclass
class Recorder:
    """Turns edited rows into changes of a scenario; `ids` gains a number for each row that the plan does not have."""

    scenario_id: int
    plan: Portfolio
    ids: Ids

    def record(self, pairs: Mapping[Place, RowPair]) -> tuple[list[ScenarioChange], list[int]]:
        """(changes to add, ids of earlier changes that no longer hold). Refused for what is no part of a scenario."""
        self._number_new(pairs)
        new: list[ScenarioChange] = []
        gone: list[int] = []
        for place, pair in pairs.items():
            kind = KIND_BY_KEY[place[0]]
            _refuse_outside(kind)
            number = self._numbers.get(place, place[1])
            old = self._known.get((kind.key, number), [])
            wanted = self._wanted(kind, number, pair, {each.field: each for each in old})
            new += [each for each in wanted if not any(_same(each, other) for other in old)]
            gone += [other.id or 0 for other in old if not any(_same(each, other) for each in wanted)]
        return new, gone

    @cached_property
    def _numbers(self) -> dict[Place, int]:
        return {(kind, row_id): number for (kind, number), row_id in self.ids.items()}

    @cached_property
    def _known(self) -> dict[Place, list[ScenarioChange]]:
        known: dict[Place, list[ScenarioChange]] = {}
        for change in changes_of(self.plan, self.scenario_id):
            known.setdefault((change.kind, change.row_id), []).append(change)
        return known

    def _number_new(self, pairs: Mapping[Place, RowPair]) -> None:
        for place, pair in pairs.items():
            if pair.seen is not None and pair.planned is None and place not in self._numbers:
                number = min((number for _, number in self.ids), default=0) - 1
                self.ids[place[0], number] = place[1]
                self._numbers[place] = number

    def _wanted(
        self, kind: Kind, number: int, pair: RowPair, old: Mapping[str, ScenarioChange]
    ) -> list[ScenarioChange]:
        row = ScenarioChange(scenario_id=self.scenario_id, kind=kind.key, row_id=number)

        def change(action: ChangeAction, **values: str) -> ScenarioChange:
            return row.model_copy(update={"action": action, **values})

        if pair.seen is None:
            planned = pair.planned
            return [] if planned is None else [change(ChangeAction.REMOVE, before=_text(row_document(planned)))]
        after = self._numbered(pair.seen)
        if pair.planned is None:
            return [change(ChangeAction.ADD, after=_text({name: item for name, item in after.items() if name != "id"}))]
        before = {name: json_value(getattr(pair.planned, name)) for name in kind.noun.model_fields}
        return [
            change(
                ChangeAction.SET,
                field=name,
                # What the plan said when the field was first changed tells later whether the plan has moved on.
                before=old[name].before if name in old else _text(before[name]),
                after=_text(after[name]),
            )
            for name in before
            if name != "id" and before[name] != after[name]
        ]

    def _numbered(self, row: Noun) -> dict[str, Any]:
        """The row's values, with the scenario's own numbers of rows that the plan does not have."""
        values = {name: json_value(getattr(row, name)) for name in type(row).model_fields}
        for name, kind in references(type(row)).items():
            if values.get(name) is not None:
                values[name] = self._numbers.get((kind.key, values[name]), values[name])
        return values


def _refuse_outside(kind: Kind) -> None:
    if kind.is_append_only or kind.key in _OUTSIDE:
        raise Refused(f"A {kind.title} is part of the plan, not of a scenario; leave the scenario first.")


def _same(one: ScenarioChange, other: ScenarioChange) -> bool:
    return (one.action, one.field, one.before, one.after) == (other.action, other.field, other.before, other.after)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
