"""All rules over one project."""

from datetime import date

from mlplanner.domain.enums import Severity
from mlplanner.domain.findings import Finding
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.checks import (
    approval,
    brief,
    costs,
    data,
    evidence,
    experiments,
    gates,
    governance,
    kpis,
    models,
    on_call,
    operations,
    rollout,
    sourcing,
    staffing,
    tiers,
    timeline,
    uncertainty,
    value,
)
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.facts import Facts
from mlplanner.playbook.entries import Playbook, RuleEntry

RULES: tuple[Rule, ...] = (
    *brief.RULES,
    *kpis.RULES,
    *value.RULES,
    *experiments.RULES,
    *timeline.RULES,
    *uncertainty.RULES,
    *staffing.RULES,
    *sourcing.RULES,
    *costs.RULES,
    *data.RULES,
    *gates.RULES,
    *rollout.RULES,
    *evidence.RULES,
    *governance.RULES,
    *tiers.RULES,
    *approval.RULES,
    *operations.RULES,
    *on_call.RULES,
    *models.RULES,
)
"""In the order in which findings of one severity are listed."""

WORST_FIRST = tuple(Severity)


def check_project(
    portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook, facts: Facts, today: date
) -> tuple[Finding, ...]:
    """What the plan breaks of the playbook: must, warn, advise, and within these in a stable order.

    A rule that the organisation removed from its playbook does not speak.
    """
    case = Case(portfolio, plan, playbook, facts, portfolio.status_day(today))
    found = [
        _finding(case, rule.key, entry, hit)
        for rule in RULES
        if (entry := playbook.rules.get(rule.key)) is not None
        for hit in rule.find(case)
    ]
    return tuple(sorted(found, key=lambda finding: WORST_FIRST.index(finding.severity)))


def _finding(case: Case, key: str, entry: RuleEntry, hit: Hit) -> Finding:
    return Finding(
        rule=key,
        severity=entry.severity,
        message=entry.text.format_map(hit.words),
        project_id=case.plan.id,
        tab=entry.tab,
        noun=hit.noun,
        noun_id=hit.noun_id,
        field=hit.field,
        gate_key=_stopped_gate(case.plan, entry, hit),
        source=entry.source,
    )


def _stopped_gate(plan: ProjectPlan, entry: RuleEntry, hit: Hit) -> str | None:
    """The gate that a `must` finding stops.

    Where the gate meant is passed already, the next one is stopped: what is missing does not become right with time.
    """
    wanted = hit.gate.key if hit.gate else entry.gate
    if entry.severity is not Severity.MUST or not wanted:
        return None
    keys = [gate.key for gate in plan.gates]
    first = keys.index(wanted) if wanted in keys else 0
    return next((gate.key for gate in plan.gates[first:] if not plan.gate_state(gate).is_passed), None)
