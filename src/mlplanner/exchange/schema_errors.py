"""Holds a document against a schema and says the first thing that does not fit: where, what, and what to do."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mlplanner.domain.errors import BadInput

_TYPES = {
    "integer": "a whole number",
    "number": "a number",
    "string": "text in quotes",
    "boolean": "true or false",
    "object": "an object in { }",
    "array": "a list in [ ]",
    "null": "null",
}
_PATTERNS = {"date": "must be a date such as 2026-03-02", "decimal": "must be a decimal number such as 0.5"}
_LIMITS = {
    "minimum": "must be at least {}",
    "maximum": "must be at most {}",
    "exclusiveMinimum": "must be above {}",
    "exclusiveMaximum": "must be below {}",
}


def check_against(schema: Mapping[str, Any], document: Any, source: str) -> None:
    """BadInput with one sentence (`plan.json: lines[3].weekly.4: must be above 0; got -1.`) when it does not fit."""
    from jsonschema import Draft202012Validator  # a tenth of a second that only imports need

    errors = list(Draft202012Validator(schema).iter_errors(document))
    if errors:
        first = min(errors, key=lambda error: [(isinstance(step, str), step) for step in error.absolute_path])
        more = f" ({len(errors) - 1} more like this)" if len(errors) > 1 else ""
        raise BadInput(f"{source}: {_sentence(first)}{more}.")


def problems_of(schema: Mapping[str, Any], document: Any) -> Iterator[str]:
    """Everything that does not fit, one sentence each that begins with the place (`lines[3].fte: …`)."""
    from jsonschema import Draft202012Validator

    return (f"{_sentence(error)}." for error in Draft202012Validator(schema).iter_errors(document))


def path_text(steps: Iterable[str | int]) -> str:
    """`["lines", 3, "weekly", "4"]` → `lines[3].weekly.4`."""
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def shown(value: Any) -> str:
    """A value as the sentence quotes it, cut to a readable length."""
    match value:
        case None | bool():
            text = {None: "null", True: "true", False: "false"}[value]
        case dict():
            text = "an object"
        case list():
            text = "a list"
        case str():
            text = f"'{value}'"
        case _:
            text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _sentence(error: Any) -> str:
    steps = list(error.absolute_path)
    match error.validator:
        case "required":
            missing = next(name for name in error.validator_value if name not in error.instance)
            return f"{path_text([*steps, missing])}: is missing; add it or export the plan again"
        case "additionalProperties":
            return _unknown(error, steps)
        case _:
            where = path_text(steps) or "the file"
            got = "" if error.validator in ("maxLength", "maxItems") else f"; got {shown(error.instance)}"
            return f"{where}: {_reason(error)}{got}"


def _unknown(error: Any, steps: list[str | int]) -> str:
    known = error.schema.get("properties", {})
    patterns = error.schema.get("patternProperties", {})
    extra = next(
        key for key in error.instance if key not in known and not any(re.search(pattern, key) for pattern in patterns)
    )
    where = path_text([*steps, extra if len(extra) <= 60 else f"{extra[:57]}…"])
    if patterns:
        return f"{where}: is not a week from 1 to 260; correct or remove it"
    return f"{where}: is not a field that mlplanner knows; correct its name or remove it"


def _reason(error: Any) -> str:
    limit, rule, schema = error.validator_value, error.validator, error.schema
    if rule in _LIMITS:
        return _LIMITS[rule].format(limit)
    if rule == "pattern":
        return _PATTERNS[schema["format"]]
    size = len(error.instance) if rule.startswith("m") else 0
    names = [limit] if not isinstance(limit, list) else limit
    return {
        "type": "must be " + " or ".join(_TYPES.get(str(name), "") for name in names),
        "enum": "must be one of " + ", ".join("null" if item is None else str(item) for item in names),
        "const": f"must be {shown(limit)}",
        "maxLength": f"is longer than {limit} characters (it has {size}); shorten it",
        "minLength": "must not be empty",
        "maxItems": f"has more than {limit} rows (it has {size}); split the plan",
    }[rule]
