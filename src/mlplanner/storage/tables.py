"""The tables, derived from the nouns; and the two tables of the history.

All nouns get the same treatment, so the tables are made from the registry instead of being written out: an
AUTOINCREMENT id (never reused, so a reference in a mail keeps its meaning) and a version that guards updates.

A noun's table is made when it is first written to: reading (`storage.reading`) needs none. Measured, 59 tables take 45 ms.
"""

from functools import cache

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text

from mlplanner.domain.registry import KINDS, Kind
from mlplanner.storage.columns import columns_of

SCHEMA_VERSION = 3
APPLICATION_ID = 0x6D6C706C
"""`mlpl` in the file's header."""
METADATA = MetaData()
"""For `all_tables`; it knows a noun's table once that was asked for."""

STEPS = Table(
    "history_step",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),  # UTC, ISO 8601
    Column("actor", String, nullable=False),
    Column("label", String, nullable=False),
    Column("action", String, nullable=False),  # edit, undo or redo
    Column("target", Integer),  # the edit that is undone or redone
    sqlite_autoincrement=True,
)
"""One step of the history: an edit, or the undo or redo of one. Rows are only ever added."""

CHANGES = Table(
    "history_change",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("step_id", Integer, ForeignKey("history_step.id"), index=True, nullable=False),
    Column("kind", String, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("project_id", Integer, index=True),
    Column("before", Text),
    Column("after", Text),
    sqlite_autoincrement=True,
)
"""One row before and after a step, as JSON of the file's own values; null: the row did not exist."""


@cache
def table_of(kind: Kind) -> Table:
    """The table of a noun."""
    return Table(
        kind.table,
        METADATA,
        *columns_of(kind.noun),
        Column("version", Integer, nullable=False),
        sqlite_autoincrement=True,
        keep_existing=True,
    )


def all_tables() -> MetaData:
    """Every table of a portfolio file."""
    for kind in KINDS:
        table_of(kind)
    return METADATA
