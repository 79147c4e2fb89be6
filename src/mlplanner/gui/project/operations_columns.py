"""The columns of the Operations tab: checklist, service levels, rota, drills, test plan, tools (P6)."""

from typing import Any

from mlplanner.domain.enums import Comparison
from mlplanner.domain.features import TestState
from mlplanner.domain.governance import ItemState
from mlplanner.domain.running import (
    ChecklistItem,
    Drill,
    DrillKind,
    ModelCheck,
    ModelTest,
    RotaShift,
    Slo,
    SloKind,
    Tool,
    ToolArea,
    ToolSource,
)
from mlplanner.engine.operating import is_overdue
from mlplanner.gui.project.noun_grid import people_choices
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, enum_choices, field_column
from mlplanner.gui.tables.kinds import Kind

_STATES = {"open": "○ Open", "done": "● Done", "not_applicable": "– Not needed"}
_TESTS = {"planned": "○ Planned", "passing": "● Passing", "failing": "■ Failing"}
_SIDES = {"below": "At most", "above": "At least"}
_SOURCES = {"existing": "In use already", "buy": "Bought", "build": "Built"}


def checklist_columns(session: Session) -> tuple[Column[Any], ...]:
    """What has to be there before the model goes live."""
    hints = session.playbook.readiness_items

    def hint(row: ChecklistItem) -> str | None:
        entry = hints.get(row.key)
        return entry.hint if entry else None

    return (
        field_column(ChecklistItem, "name", width=38, prompt="New item", hint=hint),
        field_column(ChecklistItem, "owner_id", Kind.PERSON, choices=people_choices(session), width=18),
        field_column(ChecklistItem, "state", Kind.CHOICE, choices=enum_choices(ItemState, _STATES), width=13),
        field_column(ChecklistItem, "trade_off", Kind.MULTILINE, width=40),
        field_column(ChecklistItem, "evidence", Kind.MULTILINE, width=30),
    )


def slo_columns(session: Session) -> tuple[Column[Any], ...]:
    """What the service promises, over which window, and who answers for it."""
    return (
        field_column(Slo, "name", width=36, prompt="New objective"),
        field_column(Slo, "kind", Kind.CHOICE, choices=enum_choices(SloKind), width=11),
        field_column(Slo, "comparison", Kind.CHOICE, choices=enum_choices(Comparison, _SIDES), width=10),
        field_column(Slo, "target", Kind.NUMBER, width=11),
        field_column(Slo, "unit", width=11),
        field_column(Slo, "window_days", Kind.NUMBER, width=10),
        field_column(Slo, "owner_id", Kind.PERSON, choices=people_choices(session), width=18),
    )


def rota_columns(session: Session) -> tuple[Column[Any], ...]:
    """Who is on call, both days included."""
    return (
        field_column(RotaShift, "first", Kind.DATE, width=14, prompt="From"),
        field_column(RotaShift, "last", Kind.DATE, width=14),
        field_column(RotaShift, "person_id", Kind.PERSON, choices=people_choices(session), width=24),
        field_column(RotaShift, "backup_id", Kind.PERSON, choices=people_choices(session), width=24),
    )


def drill_columns(session: Session) -> tuple[Column[Any], ...]:
    """Planned, held, learnt."""

    def state(row: Drill) -> str:
        if row.done_on is not None:
            return "● held"
        return "▲ overdue" if is_overdue(row, session.today) else "○ planned"

    return (
        field_column(Drill, "kind", Kind.CHOICE, choices=enum_choices(DrillKind), width=12),
        field_column(Drill, "planned_on", Kind.DATE, width=13, prompt="Day of a drill"),
        Column(id="state", title="State", read=state, width=11),
        field_column(Drill, "done_on", Kind.DATE, width=13),
        field_column(Drill, "minutes", Kind.NUMBER, width=11),
        field_column(Drill, "owner_id", Kind.PERSON, choices=people_choices(session), width=18),
        field_column(Drill, "finding", Kind.MULTILINE, width=40),
    )


def model_test_columns(session: Session) -> tuple[Column[Any], ...]:
    """What is tested of the model, on which data, and how it went."""
    return (
        field_column(ModelTest, "name", width=36, prompt="New test"),
        field_column(ModelTest, "kind", Kind.CHOICE, choices=enum_choices(ModelCheck), width=12),
        field_column(ModelTest, "window", width=30),
        field_column(ModelTest, "owner_id", Kind.PERSON, choices=people_choices(session), width=18),
        field_column(ModelTest, "state", Kind.CHOICE, choices=enum_choices(TestState, _TESTS), width=12),
        field_column(ModelTest, "result", Kind.MULTILINE, width=36),
    )


def tool_columns() -> tuple[Column[Any], ...]:
    """Bought or built, why, and what it costs a year."""
    return (
        field_column(Tool, "name", width=28, prompt="New tool"),
        field_column(Tool, "area", Kind.CHOICE, choices=enum_choices(ToolArea), width=14),
        field_column(Tool, "source", Kind.CHOICE, choices=enum_choices(ToolSource, _SOURCES), width=14),
        field_column(Tool, "reason", Kind.MULTILINE, width=48),
        field_column(Tool, "cost_year", Kind.MONEY, width=13),
    )
