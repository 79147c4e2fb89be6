"""The published JSON Schemas (2020-12) of a plan and of a whole portfolio, made from the nouns, so that it can't fall behind them."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from mlplanner.domain.documents import PERSON_FIELDS, PLAN_FORMAT, PLAN_VERSION, SETTINGS_FIELDS
from mlplanner.domain.noun import Noun
from mlplanner.domain.people import ExchangeRate, Person, Rate
from mlplanner.domain.portfolio_documents import PORTFOLIO_FORMAT, PORTFOLIO_VERSION
from mlplanner.domain.projects import Project
from mlplanner.domain.registry import PORTFOLIO_KINDS, PROJECT_KINDS, Kind
from mlplanner.domain.rows import SHARED
from mlplanner.domain.settings import Closure, Override, Settings
from mlplanner.domain.staffing import FTE_MOST

MOST_ROWS = 5000
MOST_OF_ALL = 100_000
"""Rows of one kind that belong to the whole portfolio, and projects."""
_WHOLE = 2**63 - 1
"""The largest whole number that a portfolio file can keep."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER = r"^-?[0-9]+(\.[0-9]+)?$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_WEEK = r"^([1-9]|[1-9][0-9]|1[0-9][0-9]|2[0-5][0-9]|260)$"

_PLAIN: Mapping[Any, Mapping[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": -_WHOLE, "maximum": _WHOLE},
    str: {"type": "string"},
    date: {"type": "string", "format": "date", "pattern": _DAY},
    Decimal: {"type": ["string", "number"], "format": "decimal", "pattern": _NUMBER, "maxLength": 40},
}


def plan_schema() -> dict[str, Any]:
    """The schema of `plan_document`: what a plan file may hold; fields left out keep their value or their default."""
    properties: dict[str, Any] = {
        "$schema": {"type": "string"},
        "format": {"const": PLAN_FORMAT},
        "version": {"const": PLAN_VERSION},
        "portfolio": _object(
            {
                "uid": _field(Settings, "portfolio_uid"),
                "name": _field(Settings, "name"),
                "currency": _field(Settings, "currency"),
            },
            required=("currency",),
        ),
        "revision": {"type": "integer", "minimum": 0},
        "project": _row(Project),
    }
    properties |= {kind.key: _section(kind) for kind in PROJECT_KINDS}
    properties |= {kind.key: _section(kind) for kind in SHARED}
    properties["people"] = _list(_object({name: _field(Person, name) for name in PERSON_FIELDS}, required=("name",)))
    properties["context"] = _object(
        {
            "settings": _object({name: _field(Settings, name) for name in SETTINGS_FIELDS}),
            "rates": _list(_row(Rate)),
            "exchange_rates": _list(_row(ExchangeRate)),
            "closures": _list(_row(Closure)),
            "overrides": _list(_row(Override)),
        }
    )
    required = ("format", "version", "portfolio", "project")
    head = {"$schema": DIALECT, "$id": f"urn:{PLAN_FORMAT}:{PLAN_VERSION}", "title": "mlplanner plan"}
    return head | _object(properties, required=required)


def portfolio_schema() -> dict[str, Any]:
    """The schema of `portfolio_document`: what a portfolio file may hold; what is left out gets its default."""
    projects = {"project": _row(Project)} | {kind.key: _section(kind) for kind in PROJECT_KINDS}
    properties: dict[str, Any] = {
        "$schema": {"type": "string"},
        "format": {"const": PORTFOLIO_FORMAT},
        "version": {"const": PORTFOLIO_VERSION},
    }
    properties |= {kind.key: _section(kind, MOST_OF_ALL) for kind in PORTFOLIO_KINDS}
    properties["projects"] = _list(_object(projects, required=("project",)), MOST_OF_ALL)
    head = {
        "$schema": DIALECT,
        "$id": f"urn:{PORTFOLIO_FORMAT}:{PORTFOLIO_VERSION}",
        "title": "mlplanner portfolio",
    }
    return head | _object(properties, required=("format", "version", "settings"))


def _section(kind: Kind, most: int = MOST_ROWS) -> dict[str, Any]:
    return _row(kind.noun) if kind.is_single else _list(_row(kind.noun), most)


def _row(noun: type[Noun]) -> dict[str, Any]:
    schema = _object({name: _field(noun, name) for name in noun.model_fields if name != "project_id"})
    about = (noun.__doc__ or "").partition("\n")[0]
    return {"description": about, **schema}


def _object(properties: Mapping[str, Any], required: Iterable[str] = ()) -> dict[str, Any]:
    wanted = {"required": list(required)} if required else {}
    return {"type": "object", "properties": dict(properties), **wanted, "additionalProperties": False}


def _list(item: Mapping[str, Any], most: int = MOST_ROWS) -> dict[str, Any]:
    return {"type": "array", "items": dict(item), "maxItems": most}


def _field(noun: type[Noun], name: str) -> dict[str, Any]:
    """One field: its type, its limits, and what it is called on screen."""
    info = noun.model_fields[name]
    kind, is_nullable = _plain_type(info.annotation)
    schema = _type_schema(kind) | _limits(kind, info.metadata)
    if is_nullable:
        schema["type"] = [*([schema["type"]] if isinstance(schema["type"], str) else schema["type"]), "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    about = {"title": info.title, "description": info.description}
    return {key: value for key, value in about.items() if value} | schema


def _plain_type(annotation: Any) -> tuple[Any, bool]:
    """`int | None` → (int, True)."""
    if get_origin(annotation) in (UnionType, Union):
        (kind,) = (part for part in get_args(annotation) if part is not NoneType)
        return kind, True
    return annotation, False


def _type_schema(kind: Any) -> dict[str, Any]:
    if get_origin(kind) is dict:
        fte = {**_type_schema(Decimal), "exclusiveMinimum": 0, "maximum": int(FTE_MOST)}
        return {"type": "object", "patternProperties": {_WEEK: fte}, "additionalProperties": False}
    if issubclass(kind, Enum):
        return {"type": "string", "enum": [member.value for member in kind]}
    return dict(_PLAIN[kind])


def _limits(kind: Any, metadata: Iterable[Any]) -> dict[str, Any]:
    """The noun's own limits in the schema's words; on decimals given as text the noun itself checks them."""
    words = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
    if kind is str:
        words |= {"min_length": "minLength", "max_length": "maxLength"}
    found: dict[str, Any] = {}
    for item in metadata:
        for limit, word in words.items():
            value = getattr(item, limit, None)
            if value is not None:
                found[word] = value
    return found
