"""A plan as a document of JSON-able values, and the fingerprint that says which plan a paper shows.

The document is lossless and ordered: decimals are strings in their canonical text, dates ISO 8601, weekly FTE
`{"1": "0.5"}`, references the ids of the rows in the same document.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any

from mlplanner.domain.enums import RateBasis
from mlplanner.domain.noun import Noun
from mlplanner.domain.people import ExchangeRate, Person, Rate
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KIND_BY_KEY, PROJECT_KINDS, Kind
from mlplanner.domain.rows import OWNED, SHARED, owned_rows, plan_rows, references, shared_rows
from mlplanner.domain.settings import Closure, Override
from mlplanner.domain.weeks import plain, week_start

PLAN_FORMAT = "mlplanner-plan"
PLAN_VERSION = 2
"""1: tier and model risk owner were fields of the project."""
PERSON_FIELDS = ("id", "name", "role", "unit")
"""What travels of a person with a plan: enough to recognise them; employment dates and notes stay at home."""
SETTINGS_FIELDS = ("country", "region", "fiscal_month", "discount_rate", "indexation", "horizon_years")
"""The settings that change a project's figures, beside the currency."""

_LOOK_BACK = timedelta(days=28)
_YEAR = timedelta(weeks=52)
"""People who are paid by the day run the model on the working days of the year after hand-over."""
_PEOPLE = KIND_BY_KEY["people"]
_RECORDS = ("packs", "baselines", "returned_packs", "external_ids")
"""Records of a plan at some time, which are not the plan."""


def json_value(value: Any) -> Any:
    """A field's value as JSON holds it."""
    match value:
        case Enum():
            return value.value
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): json_value(item) for key, item in value.items()}
        case _:
            return value


def row_document(row: Noun) -> dict[str, Any]:
    """A row's fields in their declared order, without the project it belongs to."""
    names = type(row).model_fields
    return {name: json_value(getattr(row, name)) for name in names if name != "project_id"}


def plan_document(portfolio: Portfolio, plan: ProjectPlan) -> dict[str, Any]:
    """The whole plan, the people and services it names, and the context that gives the same figures elsewhere."""
    settings = portfolio.settings
    document: dict[str, Any] = {
        "format": PLAN_FORMAT,
        "version": PLAN_VERSION,
        "portfolio": {"uid": settings.portfolio_uid, "name": settings.name, "currency": settings.currency},
        "revision": portfolio.revision,
        "project": row_document(plan.project),
    }
    for kind in PROJECT_KINDS:
        rows = [row_document(row) for row in plan_rows(plan, kind)]
        document[kind.key] = rows[0] if kind.is_single else rows
    document["people"] = [
        {name: json_value(getattr(person, name)) for name in PERSON_FIELDS} for person in people_named(portfolio, plan)
    ]
    for kind in SHARED:
        document[kind.key] = [row_document(row) for row in shared_named(portfolio, plan, kind)]
    document["context"] = {
        "settings": {name: json_value(getattr(settings, name)) for name in SETTINGS_FIELDS},
        "rates": _documents(rates_used(portfolio, plan)),
        "exchange_rates": _documents(exchange_rates_used(portfolio, plan)),
        "closures": _documents(closures_met(portfolio, plan)),
        "overrides": _documents(portfolio.overrides),
    }
    return document


def canonical_text(document: Any) -> str:
    """The one text of a document: sorted keys, no spaces, characters as they are."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def fingerprint(portfolio: Portfolio, plan: ProjectPlan) -> str:
    """SHA-256, 64 hex digits, of what a plan says and of what its figures stand on.

    In it: every field of the project and of all its rows in their order, but for the project's rank, its documents
    (packs) and its baselines; references as the place of the row in the plan, and people as their names, so that the same plan has the
    same fingerprint in any portfolio; the currency, the settings of `SETTINGS_FIELDS`, the rates and exchange rates
    in force for it, the closures that meet it, and the playbook's figures that the portfolio changed.
    Not in it: ids, revision, the portfolio's name and classification, the status date, other changes to the playbook.
    """
    settings = portfolio.settings
    places = {(kind.key, row.id): place for kind in OWNED for place, row in enumerate(plan_rows(plan, kind), start=1)}
    content: list[Any] = [
        [kind.key, _without_ids(portfolio, row, places)] for kind, row in owned_rows(plan) if kind.key not in _RECORDS
    ]
    figures: Iterable[Override] = (item for item in portfolio.overrides if item.path.startswith("figures."))
    basis = {
        "currency": settings.currency,
        "settings": [json_value(getattr(settings, name)) for name in SETTINGS_FIELDS],
        "rates": _sorted(rates_used(portfolio, plan)),
        "exchange_rates": _sorted(exchange_rates_used(portfolio, plan)),
        "closures": sorted({(item.first.isoformat(), item.last.isoformat()) for item in closures_met(portfolio, plan)}),
        "figures": sorted([item.path, item.value] for item in figures),
    }
    return sha256(canonical_text([content, basis]).encode()).hexdigest()


def people_named(portfolio: Portfolio, plan: ProjectPlan) -> tuple[Person, ...]:
    """The people a plan refers to, by id."""
    ids = {
        getattr(row, name)
        for _, row in owned_rows(plan)
        for name, kind in references(type(row)).items()
        if kind is _PEOPLE
    }
    return tuple(portfolio.people[key] for key in sorted(ids & portfolio.people.keys()))


def shared_named(portfolio: Portfolio, plan: ProjectPlan, kind: Kind) -> tuple[Noun, ...]:
    """The portfolio's rows of a kind of `SHARED` that the plan refers to."""
    ids = {
        getattr(row, name)
        for _, row in owned_rows(plan)
        for name, target in references(type(row)).items()
        if target is kind
    }
    return tuple(row for row in shared_rows(portfolio, kind) if row.id in ids)


def rates_used(portfolio: Portfolio, plan: ProjectPlan) -> tuple[Rate, ...]:
    """The rates that are in force in a week of the plan or at hand-over, for the roles and sourcings it uses."""
    wanted = {(line.role, line.sourcing) for line in plan.lines}
    wanted.add((plan.maintenance.role, plan.maintenance.sourcing))
    first, last = _span(plan)
    used: list[Rate] = []
    for role, sourcing in sorted(wanted):
        rates = [rate for rate in portfolio.rates if (rate.role, rate.sourcing) == (role, sourcing)]
        opening = _opening(rates, first)
        if (role, sourcing) == (plan.maintenance.role, plan.maintenance.sourcing):
            # A fixed fee pays for no year of operation: the last other rate counts there.
            opening = min(opening, _opening([rate for rate in rates if rate.basis != RateBasis.FIXED], first))
        used += [rate for rate in rates if opening <= rate.valid_from <= last]
    return tuple(used)


def _opening(rates: Iterable[Rate], first: date) -> date:
    """The day from which the rate counts that is in force on `first`; `first` itself when there is none."""
    return max((rate.valid_from for rate in rates if rate.valid_from <= first), default=first)


def exchange_rates_used(portfolio: Portfolio, plan: ProjectPlan) -> tuple[ExchangeRate, ...]:
    """The exchange rates of the currencies in the plan's costs and in its rates."""
    wanted = {cost.currency for cost in plan.costs} | {rate.currency for rate in rates_used(portfolio, plan)}
    return tuple(rate for rate in portfolio.exchange_rates if rate.currency in wanted)


def closures_met(portfolio: Portfolio, plan: ProjectPlan) -> tuple[Closure, ...]:
    """The closures from four weeks before the start (a gate may fall back so far) to the end of a year of operation."""
    first, handed_over = _span(plan)
    last = handed_over + _YEAR
    return tuple(item for item in portfolio.closures if item.last >= first - _LOOK_BACK and item.first <= last)


def _span(plan: ProjectPlan) -> tuple[date, date]:
    """The first Monday of the plan and the Monday after its last week, staffed or planned."""
    staffed = (week for line in plan.lines for week in line.weekly)
    weeks = max(plan.total_weeks, max(staffed, default=0))
    return plan.project.start, week_start(plan.project.start, weeks + 1)


def _documents(rows: Iterable[Noun]) -> list[dict[str, Any]]:
    """Context rows: values alone, their ids mean nothing elsewhere."""
    return [{name: value for name, value in row_document(row).items() if name != "id"} for row in rows]


def _sorted(rows: Iterable[Noun]) -> list[str]:
    return sorted(canonical_text(document) for document in _documents(rows))


def _without_ids(portfolio: Portfolio, row: Noun, places: Mapping[tuple[str, int | None], int]) -> dict[str, Any]:
    """The row with each reference replaced by what it means in any portfolio."""
    document = row_document(row)
    for name in ("id", "rank"):
        document.pop(name, None)
    for name, kind in references(type(row)).items():
        if name in document and document[name] is not None:
            document[name] = _meaning(portfolio, kind, document[name], places)
    return document


def _meaning(portfolio: Portfolio, kind: Kind, key: int, places: Mapping[tuple[str, int | None], int]) -> Any:
    if kind is _PEOPLE:
        return portfolio.person_name(key)
    if kind in SHARED:
        return next((row.label for row in shared_rows(portfolio, kind) if row.id == key), None)
    return places.get((kind.key, key))
