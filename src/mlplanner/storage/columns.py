"""The columns of a noun, from what its fields declare with SQLModel's `Field`.

SQLModel itself would map a class to each table. Nothing here uses mapped objects (rows are read and written by column), and
mapping takes most of what a table costs at every start: measured, 24 nouns took 151 ms mapped and take 9 ms so.
`tests/unit/storage/test_tables.py` holds these columns against those that SQLModel makes.
"""

from datetime import date
from functools import cache
from types import NoneType
from typing import Any, get_args

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String
from sqlalchemy.types import TypeEngine

from mlplanner.domain.noun import Noun

_TYPES: dict[type, type[TypeEngine[Any]]] = {bool: Boolean, int: Integer, date: Date}
"""For annotations that need no `sa_type`; text is a `String` of its longest length."""
_MADE: dict[type, TypeEngine[Any]] = {}


def columns_of(noun: type[Noun]) -> list[Column[Any]]:
    """A column for each field, in the order of declaration; TypeError for a field that says no type of column."""
    return [_column(name, field) for name, field in noun.model_fields.items()]


def _column(name: str, field: FieldInfo) -> Column[Any]:
    target, is_key = _declared(field, "foreign_key"), bool(_declared(field, "primary_key"))
    return Column(
        name,
        type_of(name, field),
        *([ForeignKey(target)] if target else []),
        primary_key=is_key,
        nullable=not is_key and NoneType in get_args(field.annotation),
        index=bool(_declared(field, "index")),
        unique=bool(_declared(field, "unique")),
        # For a row of the history from before the field was there.
        default=None if field.is_required() else field.default_factory or field.default,
    )


def type_of(name: str, field: FieldInfo) -> TypeEngine[Any]:
    """The type of a field's column, as declared, or else what fits the annotation."""
    declared: type[TypeEngine[Any]] | None = _declared(field, "sa_type")
    if declared is not None:
        return _shared(declared)
    annotations = [item for item in get_args(field.annotation) or (field.annotation,) if item is not NoneType]
    if annotations == [str]:
        return _text(min((item.max_length for item in field.metadata if hasattr(item, "max_length")), default=None))
    if len(annotations) == 1 and annotations[0] in _TYPES:
        return _shared(_TYPES[annotations[0]])
    raise TypeError(f"{name}: {field.annotation} needs a column type (sa_type)")


def _shared(kind: type[TypeEngine[Any]]) -> TypeEngine[Any]:
    """One object for all columns of a type: SQLAlchemy finds out once what it does on a database, not 1,000 times."""
    if kind not in _MADE:
        _MADE[kind] = kind()
    return _MADE[kind]


@cache
def _text(longest: int | None) -> String:
    return String(longest)


def _declared(field: FieldInfo, option: str) -> Any:
    """What `Field` was given for an option of the column; None when nothing."""
    value = getattr(field, option, None)
    return None if value is PydanticUndefined else value
