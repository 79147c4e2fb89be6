"""The columns of the company closures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mlplanner.domain.settings import Closure
from mlplanner.gui.tables.columns import Column, field_column
from mlplanner.gui.tables.kinds import Kind
from mlplanner.operations.cells import Edit, RowFields


def closure_columns() -> tuple[Column[Closure], ...]:
    """First to last day and what it is; a first day after the last moves the last along, and the other way round."""

    def first(row: Closure, day: date | None) -> Edit:
        return RowFields(Closure, row.id or 0, {"first": day} | ({"last": day} if day and day > row.last else {}))

    def last(row: Closure, day: date | None) -> Edit:
        return RowFields(Closure, row.id or 0, {"last": day} | ({"first": day} if day and day < row.first else {}))

    return (
        Column(
            id="first", title="First day", read=lambda r: r.first, edit=first, kind=Kind.DATE, width=12, prompt="From"
        ),
        Column(id="last", title="Last day", read=lambda r: r.last, edit=last, kind=Kind.DATE, width=12),
        field_column(Closure, "name", width=28),
    )


def completed_closure(values: Mapping[str, Any], today: date) -> Mapping[str, Any]:
    """A new closure: one day when only one was typed, with a name that can be changed."""
    some = values.get("first") or values.get("last") or today
    return {"name": "Company closed", "first": some, "last": some, **values}
