"""The columns of the model inventory: fields of the model, and what its project knows of it (P8.1)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from mlplanner.domain.governance import ItemState
from mlplanner.domain.models import DecommissionItem, Model, ModelState
from mlplanner.engine.inventory import InventoryRow
from mlplanner.gui.project.noun_grid import people_choices
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, enum_choices, field_column
from mlplanner.gui.tables.kinds import Choice, Kind
from mlplanner.operations.cells import Edit, RowFields
from mlplanner.operations.programme import retire_model
from mlplanner.reports.formats import day, first_upper, joined

PROPOSED = "▲"
"""The sign of a proposal to archive."""
STATES = enum_choices(ModelState)
ITEM_STATES = enum_choices(ItemState)


def inventory_columns(session: Session, is_known: Callable[[int], bool]) -> tuple[Column[InventoryRow], ...]:
    """What the grid of all models shows; `is_known` says whether a project's figures are computed yet."""

    def kpis(row: InventoryRow | None) -> Sequence[Choice]:
        return [Choice(kpi.id, kpi.name) for kpi in session.plan(row.project_id).kpis] if row else ()

    def state(row: InventoryRow, value: Any) -> Edit:
        if value == ModelState.RETIRED:
            return retire_model(row.model, session.today)
        return RowFields(Model, row.model.id or 0, {"state": value, "retired_on": None})

    def maintenance(row: InventoryRow) -> Any:
        return row.maintenance_year if is_known(row.project_id) else None

    return (
        _of_model("name", width=22, prompt="New model"),
        _project(session),
        _of_model("release", width=8),
        replace(_of_model("state", Kind.CHOICE, choices=STATES, is_optional=False, width=12), edit=state),
        Column(id="proposal", title="Proposal", read=proposal, hint=_reasons, width=20),
        Column(
            id="missing",
            title="Lacks",
            tooltip="What a model in service must have",
            read=lambda row: joined(row.missing) if row.missing else "",
            problem=_lack,
            width=20,
        ),
        _of_model("owner_id", Kind.PERSON, choices=people_choices(session), width=16),
        replace(_of_model("kpi_id", Kind.CHOICE, width=22), choices=kpis),
        _of_model("evaluated_on", Kind.DATE, width=12),
        _of_model("retrained_on", Kind.DATE, width=12),
        _of_model("impact_on", Kind.DATE, title="Impact measured", width=12),
        Column(
            id="maintenance_year",
            title="Maintenance a year",
            tooltip="The project's maintenance, split evenly over its models that are not retired",
            read=maintenance,
            kind=Kind.MONEY,
            decimals=0,
            width=12,
        ),
    )


def step_columns(session: Session) -> tuple[Column[DecommissionItem], ...]:
    """The checklist of a model that leaves."""
    return (
        field_column(DecommissionItem, "name", width=38, prompt="New step"),
        field_column(DecommissionItem, "state", Kind.CHOICE, choices=ITEM_STATES, is_optional=False, width=9),
        field_column(DecommissionItem, "owner_id", Kind.PERSON, choices=people_choices(session), width=16),
        field_column(DecommissionItem, "done_on", Kind.DATE, width=12),
        field_column(DecommissionItem, "note", Kind.MULTILINE, width=24),
    )


def proposal(row: InventoryRow) -> str:
    """What the rules of retirement say of a model, in few words."""
    if row.retirement_reasons:
        return f"{PROPOSED} archive it"
    if row.model.state == ModelState.RETIRED:
        return f"gone {day(row.model.retired_on)}" if row.model.retired_on else "gone"
    return f"kept until {day(row.model.kept_until)}" if row.model.kept_until else ""


def _project(session: Session) -> Column[InventoryRow]:
    """A new model's project is chosen here; later it stays where it is."""

    def projects(_row: InventoryRow | None) -> Sequence[Choice]:
        return [Choice(plan.id, plan.project.name) for plan in session.portfolio.plans.values()]

    return Column(
        id="project_id",
        title="Project",
        read=lambda row: row.project_id,
        edit=lambda _row, _value: None,
        is_editable=lambda _row: False,
        kind=Kind.CHOICE,
        choices=projects,
        is_optional=False,
        prompt="Choose its project",
        width=22,
    )


def _of_model(name: str, kind: Kind = Kind.TEXT, **options: Any) -> Column[InventoryRow]:
    """A field of the model, as a column over rows of the inventory."""
    own = field_column(Model, name, kind, **options)
    return Column(
        **{
            **{key: getattr(own, key) for key in own.__dataclass_fields__},
            "read": lambda row: getattr(row.model, name),
            "edit": lambda row, value: RowFields(Model, row.model.id or 0, {name: value}),
        }
    )


def _reasons(row: InventoryRow) -> str | None:
    return (
        row.model.kept_reason or None if not row.retirement_reasons else first_upper("; ".join(row.retirement_reasons))
    )


def _lack(row: InventoryRow) -> str | None:
    return f"{row.model.name} is in service without {joined(row.missing)}." if row.missing else None
