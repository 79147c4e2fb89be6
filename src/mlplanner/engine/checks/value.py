"""The value of predictions and the evidence for it (P1.3, P7.3)."""

from collections.abc import Iterator
from decimal import Decimal

from mlplanner.domain.benefits import ValueModel
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_band, say_count, say_field, say_names, say_share

NEEDED = ("decisions_per_year", "share_acted", "precision", "true_positive_value", "adoption")


def find_empty_value_model(case: Case) -> Iterator[Hit]:
    """Inputs without which the value is 0 by definition."""
    if empty := _empty_inputs(case.plan):
        parts = say_names([say_field(ValueModel, name) for name in empty])
        yield Hit("value", case.plan.value.id, empty[0], {"parts": parts})


def find_missed_break_even(case: Case) -> Iterator[Hit]:
    """A precision at which each action loses money."""
    precision, needed = case.plan.value.precision, case.facts.value.break_even_precision
    if needed is not None and precision < needed and not _empty_inputs(case.plan):
        words = {"precision": say_share(precision), "needed": say_share(needed)}
        yield Hit("value", case.plan.value.id, "precision", words)


def find_no_payback(case: Case) -> Iterator[Hit]:
    """A filled value model that does not earn the cost back in time."""
    if case.facts.returns.payback_months is None and not _empty_inputs(case.plan):
        years = say_count(case.facts.returns.years, "year")
        yield Hit("value", case.plan.value.id, None, {"years": years})


def find_evidence_window_outside(case: Case) -> Iterator[Hit]:
    """A window too short to prove anything, or too long to decide on."""
    band, days = case.playbook.figures["evidence_days"], case.plan.project.evidence_days
    if not band.holds(Decimal(days)):
        yield Hit("projects", case.plan.id, "evidence_days", {"days": str(days), **say_band(band)})


def _empty_inputs(plan: ProjectPlan) -> list[str]:
    return [name for name in NEEDED if not getattr(plan.value, name)]


RULES = (
    Rule("value_model_empty", find_empty_value_model),
    Rule("break_even_missed", find_missed_break_even),
    Rule("payback_beyond_horizon", find_no_payback),
    Rule("evidence_window_outside", find_evidence_window_outside),
)
