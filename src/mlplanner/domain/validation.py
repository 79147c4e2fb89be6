"""From raw values to nouns: one clear sentence for what is wrong."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from mlplanner.domain.errors import BadValue
from mlplanner.domain.noun import Noun
from mlplanner.domain.registry import KIND_OF

NounT = TypeVar("NounT", bound=Noun)


def validated(noun: type[NounT], values: Mapping[str, Any]) -> NounT:
    """The noun made of `values`; BadValue with one sentence when a value does not fit."""
    try:
        return noun.model_validate(dict(values))
    except ValidationError as error:
        raise BadValue(explain(noun, error), _field(error)) from None


def explain(noun: type[Noun], error: ValidationError) -> str:
    """The first thing that is wrong, by the field's title, as in "Name: must not be empty"."""
    first = error.errors(include_url=False)[0]
    name = _field(error)
    title = field_title(noun, name) if name else KIND_OF[noun].title.capitalize()
    reason = _reason(first)
    got = first.get("input")
    shown = "" if isinstance(got, dict) or got in (None, "") or "got" in reason else f"; got {_short(got)}"
    return f"{title}: {reason}{shown}."


def field_title(noun: type[Noun], name: str) -> str:
    """What the field is called on screen."""
    info = noun.model_fields.get(name)
    return (info.title if info else None) or name.replace("_", " ").capitalize()


def _field(error: ValidationError) -> str:
    where = error.errors(include_url=False)[0]["loc"]
    return str(where[0]) if where else ""


def _short(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


_NUMBER = "must be a number"
_WHOLE = "must be a whole number"
_DAY = "must be a date such as 2026-03-02"
_REASONS = {
    "string_too_long": "is longer than {max_length} characters",
    "string_too_short": "must not be empty",
    "missing": "must not be empty",
    "greater_than_equal": "must be at least {ge}",
    "greater_than": "must be above {gt}",
    "less_than_equal": "must be at most {le}",
    "less_than": "must be below {lt}",
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "finite_number": _NUMBER,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "date_parsing": _DAY,
    "date_type": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "enum": "must be one of {expected}",
    "value_error": "{error}",
    "extra_forbidden": "is not a field that mlplanner knows",
}
"""Pydantic's error types in our words; `{…}` are filled from the error's context."""


def _reason(item: Any) -> str:
    template = _REASONS.get(item["type"])
    return template.format(**item.get("ctx", {})) if template else str(item["msg"])


def place_and_reason(error: ValidationError) -> tuple[str, str]:
    """For data that is no noun: the dotted place of the first thing wrong, and why with what was got."""
    first = error.errors(include_url=False)[0]
    reason = _reason(first)
    got = first.get("input")
    shown = "" if isinstance(got, dict) or got is None or first["type"] == "value_error" else f"; got {_short(got)}"
    return ".".join(map(str, first["loc"])), f"{reason}{shown}"
