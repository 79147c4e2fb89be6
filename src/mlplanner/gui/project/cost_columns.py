"""The columns of the cost lines' grid."""

from collections.abc import Callable
from typing import Any

from mlplanner.domain.costs import CostLine
from mlplanner.domain.enums import CostCategory, CostTiming
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, enum_choices, field_column
from mlplanner.gui.tables.kinds import Kind

_CATEGORIES = {"non_labour": "Other", "training": "Training", "handover": "Handover"}


def cost_columns(session: Session, project_id: Callable[[], int]) -> tuple[Column[Any], ...]:
    """What, how much, when, and what it adds up to."""

    def computed(key: str, row: CostLine) -> Any:
        items = session.figures(project_id()).costs.items
        return next((getattr(item, key) for item in items if item.cost_id == row.id), None)

    def is_monthly(row: CostLine) -> bool:
        return row.timing == CostTiming.MONTHLY

    return (
        field_column(CostLine, "name", width=32, prompt="New cost"),
        field_column(CostLine, "category", Kind.CHOICE, choices=enum_choices(CostCategory, _CATEGORIES), width=11),
        field_column(CostLine, "amount", Kind.MONEY, width=12),
        field_column(CostLine, "currency", width=9),
        field_column(CostLine, "timing", Kind.CHOICE, choices=enum_choices(CostTiming), width=10),
        field_column(CostLine, "from_week", Kind.NUMBER, width=9),
        field_column(CostLine, "to_week", Kind.NUMBER, width=8, is_editable=is_monthly),
        Column(id="times", title="Times", read=lambda row: computed("times", row), kind=Kind.NUMBER, width=7),
        Column(
            id="total", title="Total", read=lambda row: computed("total", row), kind=Kind.MONEY, decimals=2, width=13
        ),
        field_column(CostLine, "note", Kind.MULTILINE, width=24),
    )
