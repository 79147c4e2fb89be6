"""What a scenario sees differently, laid over the plan."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mlplanner.domain.documents import json_value
from mlplanner.domain.errors import NotFound, PlannerError
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KIND_BY_KEY, KINDS, Kind
from mlplanner.domain.rows import references
from mlplanner.domain.scenarios import ChangeAction, ScenarioChange
from mlplanner.domain.validation import field_title, validated
from mlplanner.reports.formats import day
from mlplanner.storage.unit import Unit

Ids = dict[tuple[str, int], int]
"""(kind, id that counts downwards from −1) → id of the row where the scenario was laid over the plan."""
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST = 80
"""Most characters of a value that are shown in a sentence."""
_ORDER = {kind.key: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Misfit:
    """A change whose ground has moved since it was recorded.

    `is_conflict`: it can still be taken, and takes the place of what the plan says now. Otherwise it is left out.
    """

    change: ScenarioChange
    sentence: str
    is_conflict: bool


@dataclass
class Laid:
    """What came of laying a scenario over a plan."""

    ids: Ids = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)


def changes_of(portfolio: Portfolio, scenario_id: int) -> tuple[ScenarioChange, ...]:
    """A scenario's changes in the order in which rows can be written: what is referred to comes first."""
    own = (change for change in portfolio.scenario_changes if change.scenario_id == scenario_id)
    return tuple(
        sorted(own, key=lambda each: (_ORDER[each.kind], -each.row_id if each.row_id < 0 else 0, each.id or 0))
    )


def lay_over(unit: Unit, changes: Iterable[ScenarioChange], *, left_out: frozenset[int] = frozenset()) -> Laid:
    """Write a scenario's changes into the rows of `unit`; those whose rows are gone or don't fit are told, not taken.

    `left_out`: ids of changes that are not wanted.
    """
    laid = Laid()
    wanted = [change for change in changes if change.id not in left_out]
    by_action = {action: [change for change in wanted if change.action == action] for action in ChangeAction}
    for change in by_action[ChangeAction.ADD]:
        _take(unit, laid, change, _add)
    for change in by_action[ChangeAction.ADD]:
        # A new row may refer to one that came after it.
        if (change.kind, change.row_id) in laid.ids:
            _take(unit, laid, change, _link)
    later: list[ScenarioChange] = []
    for change in by_action[ChangeAction.SET]:
        try:
            _set(unit, change, laid)
        except PlannerError:
            # First and last day move together: the first alone may lie behind the last of now.
            later.append(change)
    for change in later:
        _take(unit, laid, change, _set)
    for change in reversed(by_action[ChangeAction.REMOVE]):
        _take(unit, laid, change, _remove)
    return laid


def _take(unit: Unit, laid: Laid, change: ScenarioChange, write: Callable[[Unit, ScenarioChange, Laid], None]) -> None:
    try:
        write(unit, change, laid)
    except NotFound:
        sentence = f"{_name(change)} is no longer in the plan; {_what(change)} is left out."
        laid.misfits.append(Misfit(change, sentence, is_conflict=False))
    except PlannerError as error:
        sentence = f"{_name(change)}: {_what(change)} no longer fits: {error}"
        laid.misfits.append(Misfit(change, sentence, is_conflict=False))


def _add(unit: Unit, change: ScenarioChange, laid: Laid) -> None:
    noun = _kind(change).noun
    values = _mapped(noun, json.loads(change.after), laid.ids)
    values |= dict.fromkeys(_ahead(noun, values))
    laid.ids[change.kind, change.row_id] = unit.add(validated(noun, values)).id or 0


def _link(unit: Unit, change: ScenarioChange, laid: Laid) -> None:
    noun = _kind(change).noun
    values = json.loads(change.after)
    ahead = _ahead(noun, values)
    row_id = laid.ids[change.kind, change.row_id]
    if ahead:
        unit.change(noun, row_id, **_mapped(noun, {name: values[name] for name in ahead}, laid.ids))


def _ahead(noun: type[Noun], values: Mapping[str, Any]) -> list[str]:
    """The fields that hold the number of a row of the scenario itself."""
    return [name for name in references(noun) if (values.get(name) or 0) < 0]


def _remove(unit: Unit, change: ScenarioChange, _laid: Laid) -> None:
    unit.remove(_kind(change).noun, change.row_id)


def _set(unit: Unit, change: ScenarioChange, laid: Laid) -> None:
    noun = _kind(change).noun
    now = json_value(getattr(unit.get(noun, change.row_id), change.field))
    before, after = json.loads(change.before), json.loads(change.after)
    if now == after:
        return
    unit.change(noun, change.row_id, **_mapped(noun, {change.field: after}, laid.ids))
    if now != before:
        title = field_title(noun, change.field)
        sentence = f"{_name(change)}: {title} is {shown_value(now)} in the plan now, no longer {shown_value(before)}; the scenario says {shown_value(after)}."
        laid.misfits.append(Misfit(change, sentence, is_conflict=True))


def _mapped(noun: type[Noun], values: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    mapped = dict(values)
    for name, kind in references(noun).items():
        if mapped.get(name) is not None:
            mapped[name] = ids.get((kind.key, mapped[name]), mapped[name])
    return mapped


def _kind(change: ScenarioChange) -> Kind:
    return KIND_BY_KEY[change.kind]


def _name(change: ScenarioChange) -> str:
    kind = _kind(change)
    return (
        f"{kind.title.capitalize()} {kind.noun.PREFIX}-{change.row_id:03d}"
        if change.row_id > 0
        else f"New {kind.title}"
    )


def _what(change: ScenarioChange) -> str:
    if change.action == ChangeAction.SET:
        return f"its {field_title(_kind(change).noun, change.field)} of {shown_value(json.loads(change.after))}"
    return "its removal" if change.action == ChangeAction.REMOVE else "the row"


def shown_value(value: Any) -> str:
    """A field's JSON value in a sentence or a cell."""
    match value:
        case None | "":
            return "empty"
        case bool():
            return "yes" if value else "no"
        case dict():
            text = ", ".join(f"W{week}: {fte}" for week, fte in value.items())
        case str() if _ISO.fullmatch(value):
            return day(date.fromisoformat(value))
        case _:
            text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
