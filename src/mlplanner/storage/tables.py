"""Table classes, derived from the nouns; and the two tables of the history.

All nouns get the same treatment, so the classes are made from the registry instead of being written out: an
AUTOINCREMENT id (never reused, so a reference in a mail keeps its meaning) and a version that guards updates.
"""

from types import new_class
from typing import Any

from pydantic import ConfigDict
from sqlalchemy import Column, Integer, MetaData, Table, Text
from sqlmodel import Field, SQLModel

from mlplanner.domain.registry import KINDS, Kind

SCHEMA_VERSION = 1
APPLICATION_ID = 0x6D6C706C
"""`mlpl` in the file's header."""


def _row_class(kind: Kind) -> type[SQLModel]:
    """The mutable table class of a noun."""

    def body(namespace: dict[str, Any]) -> None:
        namespace["__module__"] = __name__
        namespace["__doc__"] = f"Table of {kind.title}."
        namespace["__tablename__"] = kind.table
        namespace["__table_args__"] = {"sqlite_autoincrement": True}
        namespace["model_config"] = ConfigDict(frozen=False, defer_build=True)
        namespace["__annotations__"] = {"version": int}
        namespace["version"] = Field(default=1, sa_column=Column("version", Integer, nullable=False))

    return new_class(f"{kind.noun.__name__}Row", (kind.noun,), {"table": True}, body)


ROWS: dict[str, type[SQLModel]] = {kind.key: _row_class(kind) for kind in KINDS}


class StepRow(SQLModel, table=True):
    """One step of the history: an edit, or the undo or redo of one. Rows are only ever added."""

    __tablename__ = "history_step"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    at: str = Field(description="UTC, ISO 8601")
    actor: str
    label: str
    action: str = Field(description="edit, undo or redo")
    target: int | None = Field(default=None, description="The edit that is undone or redone")


class ChangeRow(SQLModel, table=True):
    """One row before and after a step, as JSON of the file's own values; null: the row did not exist."""

    __tablename__ = "history_change"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="history_step.id", index=True)
    kind: str
    row_id: int
    project_id: int | None = Field(default=None, index=True)
    before: str | None = Field(default=None, sa_type=Text)
    after: str | None = Field(default=None, sa_type=Text)


METADATA: MetaData = SQLModel.metadata


def table_of(kind: Kind) -> Table:
    """The Core table of a noun; lists and snapshots read columns, not ORM objects (14 times quicker)."""
    return METADATA.tables[kind.table]
