"""What the grids of the section Scenarios show: totals by scenario, projects that differ, changes one by one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KIND_BY_KEY, Kind
from mlplanner.domain.rows import plan_rows
from mlplanner.domain.scenarios import ChangeAction, Scenario, ScenarioChange
from mlplanner.domain.validation import field_title
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.comparisons import Outlook, differing
from mlplanner.gui.tables.columns import Align, Column, Shade
from mlplanner.gui.tables.kinds import MINUS
from mlplanner.gui.tables.kinds import Kind as CellKind
from mlplanner.operations.scenario_edits import shown_value
from mlplanner.reports.formats import day

_WORDS = {ChangeAction.SET: "changed", ChangeAction.ADD: "added", ChangeAction.REMOVE: "removed"}


P80 = tuple[date | None, date | None]


@dataclass(frozen=True)
class TotalsRow:
    """The plan (`scenario` None) or a scenario; `outlook` None while it is computed."""

    scenario: Scenario | None
    outlook: Outlook | None
    plan: Outlook | None
    changes: int
    misfits: int
    is_shown: bool


@dataclass(frozen=True)
class DifferenceRow:
    """A project whose dates or money a scenario sees differently; `id` is the project's."""

    id: int
    ref: str
    name: str
    start: str
    delivery: str
    p80: str
    ask: str
    value: str


@dataclass(frozen=True)
class ChangeRow:
    """One change in words."""

    id: int
    where: str
    field: str
    before: str
    after: str
    note: str


def totals_columns() -> tuple[Column[TotalsRow], ...]:
    """Plan and scenarios side by side; each figure with its distance from the plan."""
    return (
        Column(id="name", title="Scenario", read=_name, width=24, shade=_strong, hint=_note),
        Column(id="state", title="State", read=_state, width=8),
        Column(id="changes", title="Changes", read=lambda row: row.changes or None, width=9, kind=CellKind.NUMBER),
        Column(id="delivery", title="Last delivery", read=_delivery, width=18),
        Column(id="ask", title="Ask", read=lambda row: _money(row, "ask"), width=19, align=Align.RIGHT),
        Column(
            id="value", title="Value a year", read=lambda row: _money(row, "value_year"), width=19, align=Align.RIGHT
        ),
        Column(id="npv", title="Net present value", read=lambda row: _money(row, "npv"), width=20, align=Align.RIGHT),
        Column(id="peak", title="Peak FTE", read=lambda row: _number(row, "peak_fte"), width=12, align=Align.RIGHT),
        Column(
            id="over",
            title="Weeks over",
            tooltip="Weeks of the next two years in which a role is asked for more than there is, summed over the roles",
            read=lambda row: _number(row, "over_weeks"),
            width=10,
            align=Align.RIGHT,
        ),
        Column(
            id="misfits", title="No longer fits", read=lambda row: f"▲ {row.misfits}" if row.misfits else "", width=11
        ),
    )


def difference_columns() -> tuple[Column[DifferenceRow], ...]:
    """Project by project, plan → scenario."""
    return (
        Column(id="ref", title="Ref", read=lambda row: row.ref, width=8),
        Column(id="name", title="Project", read=lambda row: row.name, width=26),
        Column(id="start", title="Start", read=lambda row: row.start, width=26),
        Column(id="delivery", title="Delivery", read=lambda row: row.delivery, width=26),
        Column(
            id="p80",
            title="P80 delivery",
            tooltip="Met in 80 of 100 simulated courses of the project",
            read=lambda row: row.p80,
            width=26,
        ),
        Column(id="ask", title="Ask", read=lambda row: row.ask, width=24),
        Column(id="value", title="Value a year", read=lambda row: row.value, width=24),
    )


def change_columns() -> tuple[Column[ChangeRow], ...]:
    """Every cell that a scenario sees differently."""
    return (
        Column(id="where", title="What", read=lambda row: row.where, width=34),
        Column(id="field", title="Field", read=lambda row: row.field, width=22),
        Column(id="before", title="Plan", read=lambda row: row.before, width=22),
        Column(id="after", title="Scenario", read=lambda row: row.after, width=22),
        Column(id="note", title="Does it still fit?", read=lambda row: row.note, width=40, hint=lambda row: row.note),
    )


def differences(plan: Outlook, other: Outlook, sure: Mapping[int, P80] = MappingProxyType({})) -> list[DifferenceRow]:
    """The projects that differ, in their order; `sure`: project → its P80 delivery in the plan and in the other."""
    rows: list[DifferenceRow] = []
    for key in differing(plan, other):
        before, after = plan.projects.get(key), other.projects.get(key)
        known = after or before
        assert known is not None
        if before is None or after is None:
            word = "only in the scenario" if before is None else "not in the scenario"
            rows.append(DifferenceRow(key, known.ref, known.name, word, "", "", "", ""))
            continue
        rows.append(
            DifferenceRow(
                key,
                known.ref,
                known.name,
                _arrow(day(before.start), day(after.start)),
                _arrow(day(before.delivery), day(after.delivery)),
                _arrow(*(day(each) if each else "…" for each in sure.get(key, (None, None)))),
                _arrow(format_amount(before.ask), format_amount(after.ask)),
                _arrow(format_amount(before.value_year), format_amount(after.value_year)),
            )
        )
    return rows


def change_rows(portfolio: Portfolio, changes: tuple[ScenarioChange, ...], notes: Mapping[int, str]) -> list[ChangeRow]:
    """A scenario's changes in words; `notes`: id of a change → why it no longer fits."""
    names = _names(portfolio, {KIND_BY_KEY[change.kind] for change in changes})
    return [
        ChangeRow(
            change.id or 0,
            names.get((change.kind, change.row_id), _number_of(change)),
            field_title(KIND_BY_KEY[change.kind].noun, change.field) if change.field else _WORDS[change.action],
            shown_value(json.loads(change.before)) if change.field else "",
            shown_value(json.loads(change.after)) if change.field else "",
            notes.get(change.id or 0, ""),
        )
        for change in changes
    ]


def _names(portfolio: Portfolio, kinds: set[Kind]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for kind in kinds:
        if kind.in_project or kind.key == "projects":
            for plan in portfolio.plans.values():
                for row in plan_rows(plan, kind):
                    own = "" if kind.key == "projects" else f": {kind.title} {row.label}"
                    found[kind.key, row.id or 0] = f"{plan.project.name}{own}"
        else:
            rows = getattr(portfolio, kind.key)
            for row in rows.values() if isinstance(rows, Mapping) else rows if isinstance(rows, tuple) else (rows,):
                found[kind.key, row.id or 0] = f"{kind.title.capitalize()} {row.label}"
    return found


def _number_of(change: ScenarioChange) -> str:
    kind = KIND_BY_KEY[change.kind]
    return (
        f"New {kind.title}"
        if change.row_id < 0
        else f"{kind.title.capitalize()} {kind.noun.PREFIX}-{change.row_id:03d}"
    )


def _arrow(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _name(row: TotalsRow) -> str:
    return row.scenario.name if row.scenario else "Plan"


def _note(row: TotalsRow) -> str | None:
    return row.scenario.note or None if row.scenario else "The plan itself"


def _strong(row: TotalsRow) -> Shade:
    return Shade.STRONG if row.is_shown else Shade.PLAIN


def _state(row: TotalsRow) -> str:
    if row.is_shown:
        return "shown"
    return row.scenario.state.value if row.scenario else ""


def _delivery(row: TotalsRow) -> str:
    if row.outlook is None:
        return "…"
    when, planned = row.outlook.last_delivery, row.plan.last_delivery if row.plan else None
    if when is None:
        return "–"
    weeks = (when - planned).days / DAYS_IN_WEEK if planned and row.scenario else 0
    return day(when) + (f"  ({_signed(f'{abs(weeks):.3g}', weeks)} wk)" if weeks else "")


def _money(row: TotalsRow, name: str) -> str:
    if row.outlook is None:
        return "…"
    value: Decimal = getattr(row.outlook, name)
    distance = value - getattr(row.plan, name) if row.plan and row.scenario else Decimal(0)
    return format_amount(value) + (f"  ({_signed(format_amount(abs(distance)), distance)})" if distance else "")


def _number(row: TotalsRow, name: str) -> str:
    if row.outlook is None:
        return "…"
    value = Decimal(getattr(row.outlook, name))
    distance = value - Decimal(getattr(row.plan, name)) if row.plan and row.scenario else Decimal(0)
    return f"{value.normalize():f}" + (f"  ({_signed(f'{abs(distance).normalize():f}', distance)})" if distance else "")


def _signed(text: str, value: Decimal | float) -> str:
    return f"{'+' if value > 0 else MINUS}{text}"
