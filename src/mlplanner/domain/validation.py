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
    """The first thing that is wrong, by the field's title: `FTE must be above 0 and at most 50; got -1.`"""
    first = error.errors(include_url=False)[0]
    name = _field(error)
    title = field_title(noun, name) if name else KIND_OF[noun].title.capitalize()
    reason = _reason(first)
    got = first.get("input")
    shown = "" if isinstance(got, dict) or got is None or "got" in reason else f"; got {_short(got)}"
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


def _reason(item: Any) -> str:
    """Pydantic's reason in our words."""
    context = item.get("ctx", {})
    match item["type"]:
        case "string_too_long":
            return f"is longer than {context['max_length']} characters ({len(item['input'])})"
        case "string_too_short" | "missing":
            return "must not be empty"
        case "greater_than_equal":
            return f"must be at least {context['ge']}"
        case "greater_than":
            return f"must be above {context['gt']}"
        case "less_than_equal":
            return f"must be at most {context['le']}"
        case "less_than":
            return f"must be below {context['lt']}"
        case "decimal_parsing" | "decimal_type" | "finite_number" | "int_parsing" | "int_type" | "int_from_float":
            return "must be a number" if "int" not in item["type"] else "must be a whole number"
        case "date_parsing" | "date_from_datetime_parsing" | "date_type" | "date_from_datetime_inexact":
            return "must be a date such as 2026-03-02"
        case "enum":
            return f"must be one of {context['expected']}"
        case "value_error":
            return str(context["error"])
        case "extra_forbidden":
            return "is not a field that mlplanner knows"
        case _:
            return str(item["msg"])


def place_and_reason(error: ValidationError) -> tuple[str, str]:
    """For data that is no noun: the dotted place of the first thing wrong, and why with what was got."""
    first = error.errors(include_url=False)[0]
    reason = _reason(first)
    got = first.get("input")
    shown = "" if isinstance(got, dict) or got is None or first["type"] == "value_error" else f"; got {_short(got)}"
    return ".".join(map(str, first["loc"])), f"{reason}{shown}"
