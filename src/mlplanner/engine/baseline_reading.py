"""Baselines as they come from a file: what is not shaped like a fact is left out, so that no import can break a plan."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from mlplanner.engine.baseline_sections import LISTED
from mlplanner.engine.baselines import ApprovedFacts

SEEN, DELIVERY = "seen", "p80_delivery"
"""The section of what the sponsor saw of the simulation, and its day."""
_LISTS = {
    "phases": ("name", "weeks"),
    "inserted": ("name", "weeks"),
    "gates": ("name", "date"),
    "lines": ("role", "sourcing", "person", "fte_weeks"),
    **{each.key: ("name",) for each in LISTED},
}
_TABLES = (
    "figures",
    "value",
    "evidence",
    "maintenance",
    "project",
    "scope",
    "governance",
    "serving",
    "rights",
    "uncertainty",
    SEEN,
)


@lru_cache(maxsize=512)
def read_facts(text: str) -> ApprovedFacts:
    """The facts of a baseline; parsed once, callers must not change them. Nothing that fits: no facts."""
    try:
        content = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(content, dict):
        return {}
    facts: dict[str, Any] = {}
    for key in _TABLES:
        if _is_entry(content.get(key)):
            facts[key] = content[key]
    for key, needed in _LISTS.items():
        rows = content.get(key)
        if isinstance(rows, list):
            facts[key] = [row for row in rows if _is_entry(row) and all(name in row for name in needed)]
    return _readable(facts, content.get("start"))


def _readable(facts: dict[str, Any], start: Any) -> dict[str, Any]:
    """Amounts must be numbers and days must be days."""
    if "figures" in facts:
        facts["figures"] = {name: amount for name, amount in facts["figures"].items() if _is_number(amount)}
    if "gates" in facts:
        facts["gates"] = [gate for gate in facts["gates"] if _is_day(gate["date"])]
    if not _is_day(facts.get(SEEN, {}).get(DELIVERY, "")):
        facts.pop(SEEN, None)
    if isinstance(start, str) and _is_day(start):
        facts["start"] = start
    return facts


def _is_entry(entry: Any) -> bool:
    return isinstance(entry, Mapping) and all(isinstance(text, str) for text in entry.values())


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite() and abs(Decimal(text).adjusted()) < 40
    except InvalidOperation:
        return False


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def seen_delivery(facts: ApprovedFacts) -> date | None:
    """P80 of the delivery as the sponsor saw it; None in a baseline that does not have it."""
    text = facts.get(SEEN, {}).get(DELIVERY)
    return date.fromisoformat(text) if text else None
