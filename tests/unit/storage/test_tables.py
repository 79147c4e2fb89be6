"""The tables are those that SQLModel would make of the nouns, to the letter, and files made with SQLModel's still open."""

from functools import partial
from types import new_class
from typing import Any

import pytest
from pydantic import ConfigDict
from sqlalchemy import Column, Integer, MetaData, Table, create_engine
from sqlmodel import Field, SQLModel

from mlplanner.domain.noun import Noun
from mlplanner.domain.registry import KINDS, Kind
from mlplanner.storage.columns import columns_of
from mlplanner.storage.tables import all_tables, table_of


@pytest.fixture(scope="module")
def mapped() -> MetaData:
    """The tables as SQLModel makes them, with a mapped class to each noun."""
    for kind in KINDS:
        new_class(f"{kind.noun.__name__}Row", (kind.noun,), {"table": True}, partial(_fill, kind))
    return SQLModel.metadata


def _fill(kind: Kind, namespace: dict[str, Any]) -> None:
    namespace["__module__"] = __name__
    namespace["__tablename__"] = kind.table
    namespace["__table_args__"] = {"sqlite_autoincrement": True}
    namespace["model_config"] = ConfigDict(frozen=False, defer_build=True)
    namespace["__annotations__"] = {"version": int}
    namespace["version"] = Field(default=1, sa_column=Column("version", Integer, nullable=False))


def schema(metadata: MetaData) -> set[tuple[Any, ...]]:
    """What a new file says of its tables and indexes."""
    with create_engine("sqlite://").connect() as connection:
        metadata.create_all(connection)
        return {tuple(row) for row in connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master")}


def test_that_a_new_file_has_the_tables_that_sqlmodel_makes(mapped: MetaData) -> None:
    ours = {row for row in schema(all_tables()) if not row[2].startswith("history_")}
    assert ours == schema(mapped)
    assert len([row for row in ours if row[0] == "table"]) == len(KINDS) + 1  # and SQLite's own for AUTOINCREMENT


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_that_a_column_left_out_gets_the_default_of_its_field(mapped: MetaData, kind: Kind) -> None:
    # A row of the history may be older than a field; it is written without it.
    assert _defaults(table_of(kind)) == _defaults(mapped.tables[kind.table])


def _defaults(table: Table) -> dict[str, Any]:
    found = {column.name: column.default for column in table.columns if column.name != "version"}
    return {name: _value(default) for name, default in found.items()}


def _value(default: Any) -> Any:
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


class _Odd(Noun):
    """A field that no column fits."""

    parts: dict[str, str] = Field(default_factory=dict)


def test_that_a_field_without_a_type_of_column_is_named() -> None:
    with pytest.raises(TypeError, match="parts: "):
        columns_of(_Odd)
