"""What a simulation should not start from (`arithmetic.md`, Simulation): told before its figures are shown."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from mlplanner.domain.benefits import Risk
from mlplanner.domain.findings import Finding
from mlplanner.domain.weeks import plain
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_money, say_share
from mlplanner.engine.simulation.spreads import entered_weeks, is_over, is_simulated, phase_points


def find_optimistic_above(case: Case) -> Iterator[Hit]:
    """A phase that is planned shorter than it could be at best."""
    for phase in case.plan.phases:
        low, _ = entered_weeks(phase, case.playbook)
        if low > phase.weeks:
            words = {"phase": phase.name, "given": plain(low), "weeks": str(phase.weeks)}
            yield Hit("phases", phase.id, "optimistic_weeks", words)


def find_pessimistic_below(case: Case) -> Iterator[Hit]:
    """A phase that is planned longer than it could be at worst."""
    for phase in case.plan.phases:
        _, high = entered_weeks(phase, case.playbook)
        if high < phase.weeks:
            words = {"phase": phase.name, "given": plain(high), "weeks": str(phase.weeks)}
            yield Hit("phases", phase.id, "pessimistic_weeks", words)


def find_no_spread(case: Case) -> Iterator[Hit]:
    """Phases to come, none of which can vary, and nothing else that could; a plan that is over may well be certain."""
    plan, spread = case.plan, case.plan.uncertainty
    to_come = [phase for phase in plan.phases if not is_over(plan, phase)]
    moves = spread.rate_low or spread.rate_high or spread.value_low or spread.value_high
    if not to_come or moves or any(is_simulated(risk) for risk in plan.risks):
        return
    if all(phase_points(phase, case.playbook).is_certain for phase in to_come):
        yield Hit("uncertainty", spread.id)


def find_unordered_points(case: Case) -> Iterator[Hit]:
    """Least above most, or the likely value outside them."""
    currency = case.portfolio.settings.currency
    for risk in case.plan.risks:
        weeks = (risk.weeks_low, risk.weeks_likely, risk.weeks_high)
        money = (risk.money_low, risk.money_likely, risk.money_high)
        if list(weeks) != sorted(weeks):
            yield _points_hit(risk, "weeks_high", "delay in weeks", list(map(plain, weeks)))
        if list(money) != sorted(money):
            yield _points_hit(risk, "money_high", "cost", [say_money(amount, currency) for amount in money])


def find_risk_without_effect(case: Case) -> Iterator[Hit]:
    """A risk that can happen and does nothing."""
    for risk in case.plan.risks:
        if risk.probability and not _has_effect(risk):
            words = {"risk": risk.title, "share": say_share(risk.probability)}
            yield Hit("risks", risk.id, "weeks_likely", words)


def find_risk_without_phase(case: Case) -> Iterator[Hit]:
    """A delay that nothing is delayed by."""
    for risk in case.plan.risks:
        weeks = _most_weeks(risk)
        if risk.probability and weeks and risk.phase_id is None:
            yield Hit("risks", risk.id, "phase_id", {"risk": risk.title, "weeks": plain(weeks)})


def find_risk_without_probability(case: Case) -> Iterator[Hit]:
    """An effect without a probability."""
    for risk in case.plan.risks:
        if risk.probability is None and _has_effect(risk):
            yield Hit("risks", risk.id, "probability", {"risk": risk.title})


def find_worse_mitigation(case: Case) -> Iterator[Hit]:
    """A risk that becomes likelier by what is done about it."""
    for risk in case.plan.risks:
        before, after = risk.probability, risk.mitigated_probability
        if before is not None and after is not None and after > before:
            words = {"risk": risk.title, "share": say_share(before), "after": say_share(after)}
            yield Hit("risks", risk.id, "mitigated_probability", words)


def _points_hit(risk: Risk, field: str, what: str, points: list[str]) -> Hit:
    words = {"risk": risk.title, "what": what, **dict(zip(("low", "likely", "high"), points, strict=True))}
    return Hit("risks", risk.id, field, words)


def _has_effect(risk: Risk) -> bool:
    return bool(_most_weeks(risk) or max(risk.money_low, risk.money_likely, risk.money_high))


def _most_weeks(risk: Risk) -> Decimal:
    return max(risk.weeks_low, risk.weeks_likely, risk.weeks_high)


RULES = (
    Rule("optimistic_above_likely", find_optimistic_above),
    Rule("pessimistic_below_likely", find_pessimistic_below),
    Rule("no_spread", find_no_spread),
    Rule("risk_points_unordered", find_unordered_points),
    Rule("risk_without_effect", find_risk_without_effect),
    Rule("risk_without_phase", find_risk_without_phase),
    Rule("risk_without_probability", find_risk_without_probability),
    Rule("mitigation_raises_probability", find_worse_mitigation),
)
KEYS = frozenset(rule.key for rule in RULES)
"""The checks that belong to a simulation."""


def doubts(findings: Iterable[Finding]) -> tuple[str, ...]:
    """What makes the figures of a plan's simulation implausible, in sentences; none: they may be shown as they are."""
    return tuple(finding.message for finding in findings if finding.rule in KEYS)
