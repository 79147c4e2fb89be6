"""Small plans, portfolios and a tiny playbook for tests, in one call each.

Everything has a default that makes a valid, round-numbered case; a test names only what it is about:

    plan = make_plan(lines=[make_line("data_scientist", "0.5", weeks=range(1, 5))], evidence_days=30)
    portfolio = make_portfolio(plan, rates=[make_rate("data_scientist", amount="104000")])

The plan starts on Monday 2 March 2026, without public holidays. Rows get their ids from their place: the first line
of project 1 is 1001, the first of project 2 is 2001, unless the test gives one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from mlplanner.domain.benefits import Experiment
from mlplanner.domain.costs import CostLine
from mlplanner.domain.enums import CostCategory, CostTiming, GateOutcome, RateBasis, Sourcing
from mlplanner.domain.lifecycle import Artifact, Decision, Gate, InsertedWork, Phase
from mlplanner.domain.noun import ProjectNoun
from mlplanner.domain.people import ExchangeRate, Person, Rate, TimeOff
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.projects import Project
from mlplanner.domain.registry import PROJECT_KINDS
from mlplanner.domain.settings import Closure, Settings
from mlplanner.domain.staffing import StaffingLine
from mlplanner.playbook.entries import (
    ArtifactEntry,
    Figure,
    GateEntry,
    MetricEntry,
    PhaseEntry,
    Playbook,
    Role,
    SourcingEntry,
)

START = date(2026, 3, 2)
TODAY = date(2026, 3, 2)
PHASES: tuple[tuple[str, int], ...] = (("discovery", 3), ("prototype", 4), ("productionize", 3), ("handover", 2))
GATE_OWNERS: Mapping[str, str] = {
    "discovery": "Product sponsor",
    "prototype": "ML lead",
    "productionize": "Engineering lead",
    "handover": "Ops owner",
}
_MADE_HERE = ("phases", "gates", "artifacts", "decisions")
PLAN_TUPLES = tuple(kind.key for kind in PROJECT_KINDS if not kind.is_single and kind.key not in _MADE_HERE)
PORTFOLIO_PARTS = (
    "programme",
    "rights",
    "services",
    "funding_shares",
    "templates",
    "enrolments",
    "patterns",
    "pools",
    "acceptances",
    "scenarios",
    "scenario_changes",
)
PLAN_SINGLES = {kind.key: kind.noun for kind in PROJECT_KINDS if kind.is_single}
"""Attributes of a plan that `make_plan` takes as they are and numbers by their place."""

NounT = TypeVar("NounT", bound=ProjectNoun)


def make_line(
    role: str = "data_scientist",
    fte: str | Decimal = "1",
    weeks: Iterable[int] = range(1, 13),
    sourcing: str = "internal",
    weekly: Mapping[int, str | Decimal] | None = None,
    **fields: Any,
) -> StaffingLine:
    """A staffing line: the same FTE in each of `weeks`, or `weekly` FTE by week."""
    spans = weekly if weekly is not None else dict.fromkeys(weeks, fte)
    values = {"project_id": 1, "weekly": {week: Decimal(part) for week, part in spans.items()}, **fields}
    return StaffingLine(role=role, sourcing=Sourcing(sourcing), **values)


def make_cost(
    amount: str = "1000", from_week: int = 1, to_week: int | None = None, category: str = "non_labour", **fields: Any
) -> CostLine:
    """A cost: once in `from_week`, or monthly when `to_week` is given."""
    timing = CostTiming.ONCE if to_week is None else CostTiming.MONTHLY
    values = {"project_id": 1, "name": "A cost", "timing": timing, **fields}
    values |= {"from_week": from_week, "to_week": to_week or from_week}
    return CostLine(amount=Decimal(amount), category=CostCategory(category), **values)


def make_inserted(phase: str = "discovery", weeks: int = 2, after_week: int = 1, **fields: Any) -> InsertedWork:
    """Work inserted into one of the default phases of project 1 (give `phase_id` for any other)."""
    keys = [key for key, _ in PHASES]
    values = {"project_id": 1, "name": "Labelling sprint", "phase_id": 1001 + keys.index(phase), **fields}
    return InsertedWork(weeks=weeks, after_week=after_week, **values)


def make_decision(gate_id: int = 1001, outcome: str = "go", on: date = START, **fields: Any) -> Decision:
    """A gate decision, by default by person 1."""
    values = {"project_id": 1, "decided_by_id": 1, "reason": "Because", **fields}
    return Decision(gate_id=gate_id, outcome=GateOutcome(outcome), decided_on=on, **values)


def make_plan(
    project_id: int = 1,
    phases: Sequence[tuple[str, int]] = PHASES,
    phase_fields: Mapping[str, Mapping[str, Any]] | None = None,
    gate_fields: Mapping[str, Mapping[str, Any]] | None = None,
    artifacts: Iterable[Artifact] = (),
    decisions: Iterable[Decision] = (),
    **fields: Any,
) -> ProjectPlan:
    """A project's plan.

    `phases` are (key, weeks); `phase_fields` and `gate_fields` add fields by phase key. `value`, `maintenance` and the
    other single nouns are given as their fields. `fields` are tuples of the plan (lines, costs, inserted, …) or
    fields of the project.
    """
    rows: dict[str, Any] = {name: numbered(project_id, fields.pop(name, ())) for name in PLAN_TUPLES}
    singles: dict[str, Any] = {
        name: noun.model_validate({"id": project_id, "project_id": project_id, **(fields.pop(name, None) or {})})
        for name, noun in PLAN_SINGLES.items()
    }
    made = [
        make_phase(project_id, i, key, weeks, (phase_fields or {}).get(key, {}))
        for i, (key, weeks) in enumerate(phases, start=1)
    ]
    gates = [make_gate(project_id, phase, (gate_fields or {}).get(phase.key, {})) for phase in made]
    project = {"id": project_id, "name": f"Project {project_id}", "start": START, **fields}
    return ProjectPlan(
        project=Project(**project),
        phases=tuple(made),
        gates=tuple(gates),
        artifacts=numbered(project_id, artifacts),
        decisions=numbered(project_id, decisions),
        **singles,
        **rows,
    )


def make_phase(project_id: int, position: int, key: str, weeks: int, fields: Mapping[str, Any]) -> Phase:
    """A phase whose id tells its project and place."""
    values = {"id": project_id * 1000 + position, "project_id": project_id, "position": position, "key": key}
    return Phase(**{**values, "name": key.capitalize(), "weeks": weeks, **fields})


def make_gate(project_id: int, phase: Phase, fields: Mapping[str, Any]) -> Gate:
    """The gate at the end of `phase`, with the same id and key."""
    values = {"id": phase.id, "project_id": project_id, "phase_id": phase.id, "key": phase.key}
    owner = GATE_OWNERS.get(phase.key, "Sponsor")
    return Gate(**{**values, "name": f"{phase.name} gate", "owner_role": owner, **fields})


def numbered(project_id: int, nouns: Iterable[NounT]) -> tuple[NounT, ...]:
    """`nouns` as rows of the project; those without an id get one from their place (1001, 1002, …)."""
    return tuple(
        noun.model_copy(update={"project_id": project_id, "id": noun.id or project_id * 1000 + i})
        for i, noun in enumerate(nouns, start=1)
    )


def make_rate(role: str = "data_scientist", sourcing: str = "internal", amount: str = "104000", **fields: Any) -> Rate:
    """A rate in the sourcing's usual basis, valid since 2020; 104,000 a year are 2,000 a week."""
    kind = Sourcing(sourcing)
    basis = {Sourcing.CONTRACTOR: RateBasis.DAY, Sourcing.PARTNER: RateBasis.WEEK}.get(kind, RateBasis.ANNUAL)
    values = {"valid_from": date(2020, 1, 1), "basis": basis, **fields}
    return Rate(role=role, sourcing=kind, amount=Decimal(amount), **values)


def make_person(person_id: int = 1, name: str = "", role: str = "", **fields: Any) -> Person:
    """A person; with a role they are supply."""
    return Person(id=person_id, name=name or f"Person {person_id}", role=role, **fields)


def make_experiment(**fields: Any) -> Experiment:
    """The experiment of arithmetic.md's check: 0.20 against 0.22."""
    values = {"project_id": 1, "name": "A/B test", "p1": Decimal("0.20"), "p2": Decimal("0.22")}
    return Experiment(**{**values, **fields})


STANDARD_RATES: tuple[Rate, ...] = (
    make_rate("data_scientist", "internal", "104000"),
    make_rate("data_scientist", "hire", "104000", lead_weeks=8, one_off=Decimal(6000)),
    make_rate("data_scientist", "contractor", "800", lead_weeks=2, one_off=Decimal(500)),
    make_rate("data_scientist", "partner", "5000", lead_weeks=3),
    make_rate("data_engineer", "internal", "93600"),
    make_rate("data_engineer", "contractor", "750", lead_weeks=2),
    make_rate("ml_engineer", "internal", "109200"),
    make_rate("ml_engineer", "contractor", "900", lead_weeks=2),
)
"""Weekly, one FTE: scientist 2,000, engineer 1,800, ML engineer 2,100; contractors 800, 750 and 900 a day."""


def make_portfolio(
    *plans: ProjectPlan,
    people: Iterable[Person] = (),
    rates: Iterable[Rate] = STANDARD_RATES,
    exchange_rates: Mapping[str, str] | None = None,
    closures: Iterable[Closure] = (),
    time_off: Iterable[TimeOff] = (),
    revision: int = 1,
    **settings: Any,
) -> Portfolio:
    """A portfolio of `plans`; `settings` are fields of the settings (no country: no public holidays),
    or of the portfolio: programme, rights, services, funding_shares, templates, enrolments.
    """
    wide = {name: settings.pop(name) for name in PORTFOLIO_PARTS if name in settings}
    foreign = (exchange_rates or {}).items()
    return Portfolio(
        revision=revision,
        settings=Settings(id=1, **settings),
        plans={plan.id: plan for plan in plans},
        people={person.id: person for person in people if person.id is not None},
        time_off=tuple(time_off),
        rates=tuple(rate.model_copy(update={"id": i}) for i, rate in enumerate(rates, start=1)),
        exchange_rates=tuple(ExchangeRate(currency=name, rate=Decimal(rate)) for name, rate in foreign),
        closures=tuple(closures),
        **wide,
    )


def tiny_playbook(**figures: str) -> Playbook:
    """A playbook with three roles, the default phases with one artifact each, and the figures the engine asks for.

    `figures` replaces values: `tiny_playbook(drills_min="0")`.
    """
    return Playbook(
        figures={**_figures(), **{key: _figure(value) for key, value in figures.items()}},
        roles={
            "data_scientist": _role("Data scientist", "0.3", "0.8"),
            "data_engineer": _role("Data engineer", "0.5", "1.0"),
            "ml_engineer": _role("ML engineer", "0.4", "1.0"),
        },
        phases={key: _phase(key, weeks) for key, weeks in PHASES},
        sourcing={kind.value: _sourcing(kind) for kind in Sourcing},
        metrics={
            "precision_at_k": MetricEntry(title="Precision at k", is_threshold_free=False, source="P1.3"),
            "auc": MetricEntry(title="AUC", is_threshold_free=True, source="P1.4"),
        },
        cadences={"monthly": "Every month"},
        rules={},
    )


def _figures() -> dict[str, Figure]:
    return {
        "handover_pct": _figure("0.20", "0.15", "0.30"),
        "headroom_weeks": _figure("2", "2", "4"),
        "overlap_weeks": _figure("2", "2", "4"),
        "kpi_count": _figure("2", "2", "4"),
        "contingency_pct": _figure("0.10", "0", "0.50"),
        "evidence_days": _figure("60", "30", "90"),
        "retrains_min": _figure("1"),
        "drills_min": _figure("4"),
        "catalogue_top": _figure("20"),
        "cache_lag_minutes": _figure("2"),
        "batch_lag_minutes": _figure("60"),
        "phase_optimistic": _figure("0.75"),
        "phase_pessimistic": _figure("1.6"),
    }


def _figure(value: str, low: str | None = None, high: str | None = None) -> Figure:
    lowest, highest = (None if end is None else Decimal(end) for end in (low, high))
    return Figure(title="A figure", value=Decimal(value), low=lowest, high=highest, unit="", source="test")


def _role(title: str, low: str, high: str) -> Role:
    return Role(title=title, fte_low=Decimal(low), fte_high=Decimal(high), deliverable=f"What a {title} delivers")


def _phase(key: str, weeks: int) -> PhaseEntry:
    artifact = ArtifactEntry(title=f"{key.capitalize()} note", role="data_scientist", source="P3.3")
    gate = GateEntry(
        title=f"{key.capitalize()} gate",
        owner_role=GATE_OWNERS[key],
        artifacts={f"{key}_note": artifact},
        source="P3.2",
    )
    return PhaseEntry(title=key.capitalize(), weeks=weeks, gate=gate, source="P3.1")


def _sourcing(kind: Sourcing) -> SourcingEntry:
    bases = {Sourcing.CONTRACTOR: (RateBasis.DAY,), Sourcing.PARTNER: (RateBasis.WEEK, RateBasis.FIXED)}
    return SourcingEntry(
        title=kind.value.capitalize(),
        bases=bases.get(kind, (RateBasis.ANNUAL,)),
        advice=f"When to choose {kind.value}.",
        handover_risk="medium",
        source="P4.2",
    )
