"""What a gate decision approves, as plain facts that outlive the rows they come from (P3.4, P3.7).

Facts name things as people do (role, KPI, gate), never by id: an imported or copied plan compares as well as the first.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from mlplanner.domain.money import ZERO
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.rows import references
from mlplanner.domain.uncertainty import ContingencyBasis
from mlplanner.domain.weeks import plain
from mlplanner.engine.baseline_sections import LISTED, SERVING
from mlplanner.engine.results import Known
from mlplanner.engine.rights import MODEL_RISK_OWNER, model_risk_owner, right_holder
from mlplanner.engine.tiers import risk_tier
from mlplanner.playbook.entries import Playbook

ApprovedFacts = Mapping[str, Any]
"""Section → entries; values are text, so that JSON keeps them exactly."""

VERSION = 3
"""1: without features, service levels, rollout, experiments and the holders of decision rights; 2: without what sizes the
contingency, and without the P80 that the sponsor saw."""
FINGERPRINT = "#"
"""A text that begins so is the fingerprint of a paragraph."""
PROJECT = ("owner_id", "sponsor_id", "budget", "deadline")
RESERVES = ("headroom_weeks", "handover_pct", "contingency_pct")
SCOPE = ("objective", "stakeholders", "decision_change", "action_owner_id", "action_change")
VALUE = (
    "decisions_per_year",
    "share_acted",
    "precision",
    "true_positive_value",
    "false_positive_cost",
    "action_cost",
    "prediction_cost",
    "adoption",
)
EVIDENCE = ("kpi_id", "comparison", "threshold", "threshold_money", "criteria")
UPKEEP = ("owner_id", "role", "sourcing", "fte", "infrastructure", "monitoring", "retrains", "retrain_cost")
GATE = ("owner_id", "signer_body", "signer_id", "rollback_cost")
_TEXTS = frozenset(
    {"objective", "stakeholders", "decision_change", "action_change", "criteria"}
    | {"computation", "sources", "entry_criteria", "rollback_criteria", "action"}
)
"""Paragraphs: only their fingerprint is kept, and a change is told as such."""


def approved_facts(portfolio: Portfolio, plan: ProjectPlan, known: Known, playbook: Playbook) -> ApprovedFacts:
    """All that an approval is given for, as it is now."""
    dates = {gate.gate_id: gate.date for gate in known.timeline.gates}
    said = _Sayer(portfolio, plan)
    return {
        "version": VERSION,
        "figures": _figures(known),
        "start": plan.project.start.isoformat(),
        "phases": [{"name": phase.name, "weeks": str(phase.weeks)} for phase in plan.phases],
        "inserted": [{"name": work.name, "weeks": str(work.weeks)} for work in plan.inserted],
        "gates": [
            {"name": gate.name, "date": dates[gate.id or 0].isoformat(), **said.fields(gate, GATE)}
            for gate in plan.gates
            if (gate.id or 0) in dates
        ],
        "lines": _lines(portfolio, plan, known),
        **{
            each.key: [{"name": each.name(plan, row), **said.fields(row, each.fields)} for row in each.rows(plan)]
            for each in LISTED
        },
        "serving": said.fields(plan.serving, SERVING),
        "value": said.fields(plan.value, VALUE),
        "evidence": {**said.fields(plan.evidence, EVIDENCE), "evidence_days": str(plan.project.evidence_days)},
        "maintenance": said.fields(plan.maintenance, UPKEEP),
        "project": said.fields(plan.project, (*PROJECT, *RESERVES)),
        "scope": said.fields(plan.project, SCOPE),
        "uncertainty": said.fields(plan.uncertainty, _sized_by(plan)),
        "governance": {
            "tier": risk_tier(portfolio, plan, playbook).title,
            "model_risk_owner": portfolio.person_name(model_risk_owner(portfolio, plan)),
        },
        "rights": {
            role: portfolio.person_name(right_holder(portfolio, plan, role))
            for role in playbook.decision_rights
            if role != MODEL_RISK_OWNER
        },
    }


def _sized_by(plan: ProjectPlan) -> tuple[str, ...]:
    """What the contingency depends on: seed and draws only where P80 sizes it."""
    is_by_p80 = plan.uncertainty.contingency is ContingencyBasis.P80
    return ("contingency", "seed", "draws") if is_by_p80 else ("contingency",)


def facts_json(facts: ApprovedFacts) -> str:
    """The facts as compact JSON, the same text for the same facts."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _figures(known: Known) -> dict[str, str]:
    costs = known.costs
    figures = {
        "ask": costs.ask,
        "build": costs.build,
        "handover_budget": costs.handover_budget,
        "maintenance_year": costs.maintenance_year,
        "benefit_year": known.value.benefit_year,
        "npv": known.returns.npv,
    }
    return {name: plain(amount) for name, amount in figures.items()}


def _lines(portfolio: Portfolio, plan: ProjectPlan, known: Known) -> list[dict[str, str]]:
    effort = {line.line_id: line.fte_weeks for line in known.costs.lines}
    return [
        {
            "role": line.role,
            "sourcing": line.sourcing.value,
            "person": portfolio.person_name(line.person_id) or line.placeholder,
            "fte_weeks": plain(effort.get(line.id or 0, ZERO)),
        }
        for line in plan.lines
    ]


class _Sayer:
    """Fields of rows as text; references as the names of what they point to."""

    def __init__(self, portfolio: Portfolio, plan: ProjectPlan) -> None:
        self._portfolio = portfolio
        self._plan = plan

    def fields(self, row: Noun, names: Iterable[str]) -> dict[str, str]:
        """The named fields; nothing is the empty text."""
        return {name: self._text(row, name) for name in names}

    def _text(self, row: Noun, name: str) -> str:
        value = getattr(row, name)
        if value is None or value == "":
            return ""
        if name in _TEXTS:
            return FINGERPRINT + hashlib.sha256(str(value).encode()).hexdigest()[:16]
        if name in references(type(row)):
            key = references(type(row))[name].key
            if key == "people":
                return self._portfolio.person_name(value)
            return next((str(each.label) for each in getattr(self._plan, key) if each.id == value), "")
        if isinstance(value, Decimal):
            return plain(value)
        if isinstance(value, date):
            return value.isoformat()
        return str(value.value) if isinstance(value, Enum) else str(value)
