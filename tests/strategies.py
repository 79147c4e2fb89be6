"""Whole plans of any content, drawn for Hypothesis from the nouns' own declarations."""

import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_origin

from hypothesis import strategies as st

from mlplanner.domain.capacity import OverloadAcceptance
from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.governance import EthicsItem, ItemState, RiskAssessment
from mlplanner.domain.noun import FIRST_DAY, Noun
from mlplanner.domain.people import ExchangeRate, Rate
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.projects import Project
from mlplanner.domain.registry import PORTFOLIO_KINDS, PROJECT_KINDS
from mlplanner.domain.rows import references
from mlplanner.domain.running import Drill, RotaShift
from mlplanner.domain.settings import Settings
from tests.builders import START, make_person, make_portfolio

_BASIS = {
    Sourcing.INTERNAL: RateBasis.ANNUAL,
    Sourcing.HIRE: RateBasis.ANNUAL,
    Sourcing.CONTRACTOR: RateBasis.DAY,
    Sourcing.PARTNER: RateBasis.WEEK,
}
_WIDE = sorted(kind.key for kind in PORTFOLIO_KINDS if not kind.is_single and kind.key != "people")
UID = "0b54cf1e-8f0e-4d7e-9a3c-000000000001"
PEOPLE_IDS = (1, 2, 3)
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=40).map(
    str.strip
)


def decimals(low: Decimal, high: Decimal, places: int = 2) -> st.SearchStrategy[Decimal]:
    """Exact decimals from low to high, ends included."""
    return st.integers(int(low * 10**places), int(high * 10**places)).map(lambda n: Decimal(n).scaleb(-places))


_CORE = frozenset({"kpis", "phases", "gates", "artifacts", "decisions", "lines"})
_OTHERS = sorted(kind.key for kind in PROJECT_KINDS if not kind.is_single and kind.key not in _CORE)
"""Rows of all fifty kinds in each example would take minutes: each example has a few of these."""


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """A portfolio with three people and one project, whose plan may hold anything the nouns allow."""
    people = [make_person(key, name) for key, name in zip(PEOPLE_IDS, ("Łukasz", "Ελένη", "山田 太郎"), strict=True)]
    return make_portfolio(draw(plans()), people=people, portfolio_uid=UID)


@st.composite
def whole_portfolios(draw: st.DrawFn) -> Portfolio:
    """A portfolio with up to two projects and rows of the kinds that belong to all of it."""
    held = {key: draw(plans(key)) for key in draw(st.sampled_from([(), (1,), (2,), (1, 2)]))}
    held = dict(sorted(held.items(), key=lambda item: (item[1].project.rank, item[0])))
    ids = {"people": list(PEOPLE_IDS), "costs": [row.id or 0 for plan in held.values() for row in plan.costs]}
    listed = draw(st.sets(st.sampled_from(_WIDE), max_size=5))
    parts: dict[str, Any] = {}
    for kind in PORTFOLIO_KINDS:
        count = 1 if kind.is_single else len(PEOPLE_IDS) if kind.key == "people" else draw(st.integers(1, 3))
        is_there = kind.is_single or kind.key in listed or kind.key == "people"
        ids[kind.key] = list(range(1, count + 1)) if is_there else []
        needed = {target.key for name, target in references(kind.noun).items() if not _is_optional(kind.noun, name)}
        made = [draw(rows(kind.noun, key, ids)) for key in ids[kind.key]] if all(map(ids.get, needed)) else []
        ids[kind.key] = [row.id for row in made]
        parts[kind.key] = made[0] if kind.is_single else tuple(sorted(made, key=_place))
    parts["people"] = {person.id: person for person in parts["people"]}
    parts["settings"] = parts["settings"].model_copy(update={"country": "", "region": "", "portfolio_uid": UID})
    return Portfolio(revision=0, plans=held, **parts)


def _is_optional(noun: type[Noun], name: str) -> bool:
    return NoneType in get_args(noun.model_fields[name].annotation)


@st.composite
def plans(draw: st.DrawFn, project_id: int = 1) -> ProjectPlan:
    """A plan with 1–3 phases and up to three rows of every other kind, with references among them."""
    project = draw(rows(Project, project_id, {})).model_copy(
        update={"start": START, "evidence_days": draw(st.integers(30, 90))}  # the playbook's band
    )
    ids: dict[str, list[int]] = {}
    listed = _CORE | draw(st.sets(st.sampled_from(_OTHERS), max_size=4))
    parts: dict[str, Any] = {}
    for kind in PROJECT_KINDS:
        needed = {
            target.key
            for name, target in references(kind.noun).items()
            if name != "project_id" and NoneType not in get_args(kind.noun.model_fields[name].annotation)
        }
        is_possible = all(ids.get(key) for key in needed - {"people"})
        least = 1 if kind.key == "phases" or kind.is_single else 0
        most = 3 if kind.key in listed else least
        count = 1 if kind.is_single else draw(st.integers(least, most)) if is_possible else 0
        ids[kind.key] = [project_id * 1000 + place for place in range(1, count + 1)]
        made = [draw(rows(kind.noun, key, ids, project_id)) for key in ids[kind.key]]
        if kind.noun is RotaShift:
            made = made[:1]  # shifts of a project do not overlap
        parts[kind.key] = made[0] if kind.is_single else tuple(sorted(made, key=_place))
    _keep_launch(parts)
    places = {phase.id: place for place, phase in enumerate(parts["phases"])}
    parts["gates"] = tuple(sorted(parts["gates"], key=lambda gate: places[gate.phase_id]))
    return ProjectPlan(project=project, **parts)


def _keep_launch(parts: dict[str, Any]) -> None:
    """What is measured lies between launch and today."""
    if parts["observations"]:
        parts["evidence"] = parts["evidence"].model_copy(update={"launched_on": FIRST_DAY})
        seen = (row.model_copy(update={"observed_on": min(row.observed_on, START)}) for row in parts["observations"])
        parts["observations"] = tuple(sorted(seen, key=_place))


def _place(row: Noun) -> tuple[int, date, int]:
    """The order in which a snapshot holds rows."""
    return getattr(row, "position", 0), getattr(row, "decided_on", date.min), row.id or 0


@st.composite
def rows(draw: st.DrawFn, noun: type[Noun], row_id: int, ids: dict[str, list[int]], project_id: int = 1) -> Any:
    """A row with any value in every field; references point at `ids`."""
    values: dict[str, Any] = {"id": row_id}
    for name, info in noun.model_fields.items():
        target = references(noun).get(name)
        is_optional = NoneType in get_args(info.annotation)
        if name == "id":
            continue
        if name == "project_id":
            values[name] = project_id
        elif target is not None:
            choices: list[int | None] = list(PEOPLE_IDS if target.key == "people" else ids.get(target.key, []))
            values[name] = draw(st.sampled_from([*choices, None] if is_optional else choices))
        else:
            values[name] = draw(_values(noun, name))
    return noun.model_validate(_fitting(noun, values))


def _fitting(noun: type[Noun], values: dict[str, Any]) -> dict[str, Any]:
    """Rules over several fields: an end does not come before its start."""
    if noun is RiskAssessment and values.get("tier"):
        values["tier_reason"] = values.get("tier_reason", "").strip() or "A reason"
    if noun is EthicsItem and values.get("state") is ItemState.NOT_APPLICABLE:
        values["reason"] = values.get("reason", "").strip() or "A reason"
    if noun in (Settings, ExchangeRate):
        values["currency"] = "EUR"
    if noun is OverloadAcceptance and bool(values["role"]) == (values["person_id"] is not None):
        values |= {"role": "" if values["person_id"] else "ml_engineer"}
    if noun is Rate:
        values["basis"] = _BASIS[values["sourcing"]]
    for first, last in (
        ("from_week", "to_week"),
        ("first", "last"),
        ("paused_on", "lifted_on"),
        ("waived_on", "until"),
        ("baseline_start", "baseline_end"),
        ("actual_start", "actual_end"),
        ("employed_from", "employed_to"),
    ):
        if values.get(first) and values.get(last):
            values[first], values[last] = sorted((values[first], values[last]))
    if values.get("done_on") and noun is Drill:
        values["done_on"] = START  # a drill is recorded once it was held
    if (values.get("replaced_by_id") or 0) >= values["id"]:
        values["replaced_by_id"] = None  # features that replace one another in a circle are refused
    return values


def _values(noun: type[Noun], name: str) -> st.SearchStrategy[Any]:
    info = noun.model_fields[name]
    arms = get_args(info.annotation) if NoneType in get_args(info.annotation) else (info.annotation,)
    kind = next(arm for arm in arms if arm is not NoneType)
    limits = {
        word: value
        for item in info.metadata
        for word in ("ge", "gt", "le", "lt")
        if (value := getattr(item, word, None)) is not None
    }
    low = limits.get("ge", limits.get("gt", 0))
    high = limits.get("le", limits.get("lt", 1000))
    is_needed = any(getattr(item, "min_length", None) for item in info.metadata)
    found = _of_kind(
        kind, Decimal(low) + ("gt" in limits) * Decimal("0.01"), Decimal(high) - ("lt" in limits) * Decimal("0.01")
    )
    if name == "marks":
        return st.sampled_from(["product_owner:AR", "product_owner:A; data_scientist:R; ml_engineer:CI"])
    if kind is str:
        longest = next(item.max_length for item in info.metadata if getattr(item, "max_length", None))
        found = TEXTS.map(lambda text: _shown(text[:longest].strip()) or ("x" if is_needed else ""))
    return st.none() | found if NoneType in arms else found


def _shown(text: str) -> str:
    """Text of invisible characters alone counts as none."""
    return "" if all(unicodedata.category(c) in ("Cf", "Zs", "Zl", "Zp") for c in text) else text


def _of_kind(kind: Any, low: Decimal, high: Decimal) -> st.SearchStrategy[Any]:
    if get_origin(kind) is dict:
        return st.dictionaries(
            st.integers(1, 30), decimals(Decimal(1), Decimal(40), 0).map(lambda n: n * Decimal("0.05"))
        )
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    known: dict[Any, st.SearchStrategy[Any]] = {
        bool: st.booleans(),
        int: st.integers(int(low), int(high)),
        Decimal: decimals(low, high),
        date: st.dates(START + timedelta(days=7), date(2030, 12, 31)),
        str: TEXTS,
    }
    return known[kind]
