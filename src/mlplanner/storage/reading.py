"""All rows of a noun, read in one statement and made into nouns.

The statement is written out instead of composed: composing and compiling 59 of them, from 59 tables that nothing else needs
before the first edit, took a tenth of a second at every start.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection

from mlplanner.domain.projects import Project
from mlplanner.domain.registry import Kind
from mlplanner.storage.images import noun_fields, to_nouns

_ORDERED_BY = ("position", "decided_on")


def read_nouns(connection: Connection, kind: Kind, project_ids: Iterable[int] | None = None) -> list[Any]:
    """The rows of a kind, of all projects or of some, in the order of the screens."""
    select, order = _statement(kind)
    where = ""
    if project_ids is not None:
        column = "id" if kind.noun is Project else "project_id"
        where = f'WHERE one."{column}" IN ({", ".join(str(int(number)) for number in project_ids)})'
    return list(to_nouns(kind, connection.exec_driver_sql(f"{select} {where} {order}")))


@cache
def _statement(kind: Kind) -> tuple[str, str]:
    """What to select, and in which order. Names are qualified: SQLite takes an unknown one in quotes for a text."""
    names = noun_fields(kind)
    order = (*(name for name in _ORDERED_BY if name in names), "id")
    select = f'SELECT {_listed(names)} FROM "{kind.table}" AS one'  # noqa: S608  (the registry's names)
    return select, f"ORDER BY {_listed(order)}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'one."{name}"' for name in names)
