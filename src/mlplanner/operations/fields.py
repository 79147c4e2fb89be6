"""Edits that every noun knows: set fields, add a row, remove rows. Screens and imports use these for plain cells."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from mlplanner.domain.noun import Noun
from mlplanner.domain.registry import KIND_OF
from mlplanner.domain.validation import field_title
from mlplanner.operations.operation import Context, Operation

NounT = TypeVar("NounT", bound=Noun)


def set_fields(noun: type[NounT], row_id: int, **fields: Any) -> Operation[NounT]:
    """Change some fields of one row. BadInput when a value does not fit; the row is then as it was."""
    titles = ", ".join(field_title(noun, name) for name in fields)
    return Operation(f"Change {titles} ({KIND_OF[noun].title})", lambda do: do.unit.change(noun, row_id, **fields))


def set_many(label: str, edits: Sequence[tuple[type[Noun], int, Mapping[str, Any]]]) -> Operation[int]:
    """Change several rows in one step (fill, paste); returns how many were given."""

    def apply(do: Context) -> int:
        for noun, row_id, fields in edits:
            do.unit.change(noun, row_id, **fields)
        return len(edits)

    return Operation(label, apply)


def add_row(value: NounT) -> Operation[NounT]:
    """Add a row; with a `position` of 0 it goes to the end of its project's list, or of the portfolio's."""

    def apply(do: Context) -> NounT:
        new = value
        fields = dict(value)
        if fields.get("position") == 0:
            where = {"project_id": fields["project_id"]} if "project_id" in fields else {}
            others = do.unit.all(type(value), **where)
            last = max((dict(other)["position"] for other in others), default=0)
            new = value.model_copy(update={"position": last + 1})
        return do.unit.add(new)

    return Operation(f"Add {KIND_OF[type(value)].title}", apply)


def remove_rows(noun: type[Noun], row_ids: Sequence[int]) -> Operation[None]:
    """Remove rows with all that belongs to them."""

    def apply(do: Context) -> None:
        for row_id in row_ids:
            do.unit.remove(noun, row_id)

    count = f"{len(row_ids)} rows: " if len(row_ids) > 1 else ""
    return Operation(f"Remove {count}{KIND_OF[noun].title}", apply)
