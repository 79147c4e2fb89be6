"""Handover and maintenance money (P4.6, P6.5, P7.6)."""

from collections.abc import Iterator
from decimal import Decimal

from mlplanner.domain.costs import Maintenance
from mlplanner.domain.weeks import plain
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_band, say_count, say_field, say_money, say_share


def find_handover_pct_outside(case: Case) -> Iterator[Hit]:
    """A share of the build cost outside the band, ends included in it."""
    band, share = case.playbook.figures["handover_pct"], case.plan.project.handover_pct
    if not band.holds(share):
        words = {"share": say_share(share), **say_band(band, say_share)}
        yield Hit("projects", case.plan.id, "handover_pct", words)


def find_headroom_outside(case: Case) -> Iterator[Hit]:
    """Too little or too much time after the last phase."""
    band, weeks = case.playbook.figures["headroom_weeks"], case.plan.project.headroom_weeks
    if not band.holds(Decimal(weeks)):
        words = {"weeks": say_count(weeks, "week"), **say_band(band)}
        yield Hit("projects", case.plan.id, "headroom_weeks", words)


def find_handover_overspent(case: Case) -> Iterator[Hit]:
    """The plan spends more on handover than it asks for."""
    costs = case.facts.costs
    if costs.handover_planned > costs.handover_budget:
        yield Hit("projects", case.plan.id, "handover_pct", _handover_words(case))


def find_handover_unplanned(case: Case) -> Iterator[Hit]:
    """Money is kept for handover, but nothing is planned with it."""
    costs = case.facts.costs
    if costs.handover_budget > 0 and not costs.handover_planned:
        yield Hit("costs", words=_handover_words(case))


def find_too_few_retrains(case: Case) -> Iterator[Hit]:
    """Fewer retrains a year than a model needs at least."""
    planned, least = case.plan.maintenance.retrains, case.playbook.figure("retrains_min")
    if planned < least:
        yield _maintenance_hit(case, "retrains", planned=str(planned), minimum=plain(least))


def find_too_few_drills(case: Case) -> Iterator[Hit]:
    """Fewer incident drills a year than keep people able to roll back."""
    planned, least = case.plan.maintenance.drills, case.playbook.figure("drills_min")
    if planned < least:
        yield _maintenance_hit(case, "drills", planned=str(planned), minimum=plain(least))


def find_unpriced_upkeep(case: Case) -> Iterator[Hit]:
    """Retrains and drills that happen but cost nothing."""
    counts = case.facts.costs.maintenance
    for name, times in (("retrain_cost", counts.retrains), ("drill_cost", counts.drills)):
        if times and not getattr(case.plan.maintenance, name):
            yield _maintenance_hit(case, name, part=say_field(Maintenance, name))


def find_missing_maintenance_rate(case: Case) -> Iterator[Hit]:
    """People who run the model, and no rate for them."""
    maintenance = case.plan.maintenance
    if maintenance.fte > 0 and not case.facts.costs.maintenance.annual_rate:
        role = case.playbook.role_title(maintenance.role) or "a role that is not chosen"
        yield _maintenance_hit(case, "role", fte=plain(maintenance.fte), role=role, sourcing=maintenance.sourcing)


def _handover_words(case: Case) -> dict[str, str]:
    costs, currency = case.facts.costs, case.portfolio.settings.currency
    return {
        "planned": say_money(costs.handover_planned, currency),
        "budget": say_money(costs.handover_budget, currency),
    }


def _maintenance_hit(case: Case, field: str, **words: str) -> Hit:
    return Hit("maintenance", case.plan.maintenance.id, field, words)


RULES = (
    Rule("handover_pct_outside", find_handover_pct_outside),
    Rule("headroom_outside", find_headroom_outside),
    Rule("handover_overspent", find_handover_overspent),
    Rule("handover_unplanned", find_handover_unplanned),
    Rule("retrains_below_minimum", find_too_few_retrains),
    Rule("drills_below_minimum", find_too_few_drills),
    Rule("upkeep_not_priced", find_unpriced_upkeep),
    Rule("maintenance_rate_missing", find_missing_maintenance_rate),
)
