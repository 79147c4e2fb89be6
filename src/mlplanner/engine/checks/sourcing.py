"""Rates, lead times, and what people from outside leave behind (P4.3, P4.5)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import DAYS_IN_WEEK, say_day, week_start
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_band, say_count, say_field, say_line, say_names, say_weeks
from mlplanner.engine.rates import Currencies, rate_card

TERMS = ("exit_criteria", "sla", "portability")
ONE_WEEK = timedelta(days=DAYS_IN_WEEK)


def find_missing_rates(case: Case) -> Iterator[Hit]:
    """Weeks that cost nothing because nobody said what they cost."""
    for line, cost in zip(case.plan.lines, case.facts.costs.lines, strict=True):
        if cost.unpriced_weeks:
            weeks = say_weeks(cost.unpriced_weeks)
            words = {"line": say_line(line, case.playbook), "sourcing": line.sourcing, "weeks": weeks}
            yield Hit("lines", line.id, "sourcing", words)


def find_short_lead_times(case: Case) -> Iterator[Hit]:
    """Lines from outside that start before anybody could be there.

    Nothing is said of lines that are over, nor of those under way with a named person.
    """
    card = rate_card(case.portfolio)
    for line in case.plan.lines:
        if line.sourcing == Sourcing.INTERNAL or not line.weekly:
            continue
        start = week_start(case.plan.project.start, min(line.weekly))
        rate = card.on(line.role, line.sourcing, start)
        if rate is None or _is_under_way(case, line, start):
            continue
        earliest = case.today + rate.lead_weeks * ONE_WEEK
        if start < earliest:
            words = {"line": say_line(line, case.playbook), "start": say_day(start), "sourcing": line.sourcing}
            when = {"earliest": say_day(earliest), "lead": say_count(rate.lead_weeks, "week")}
            yield Hit("lines", line.id, "weekly", {**words, **when, "today": say_day(case.today)})


def find_missing_successors(case: Case) -> Iterator[Hit]:
    """Contractors who take what they know with them: the maintenance gap begins with their last week."""
    band = case.playbook.figures["overlap_weeks"]
    for line in case.plan.lines:
        if line.sourcing == Sourcing.CONTRACTOR and line.weekly and case.plan.line(line.successor_id) is None:
            words = {"line": say_line(line, case.playbook), "until": f"W{max(line.weekly)}"}
            yield Hit("lines", line.id, "successor_id", words | say_band(band))


def find_successors_not_named(case: Case) -> Iterator[Hit]:
    """Successors who leave as well, or who are nobody yet."""
    for line, successor in _handing_over(case):
        reason = "not internal" if successor.sourcing.is_external else "" if successor.person_id else "nobody by name"
        if reason:
            names = {"line": say_line(line, case.playbook), "successor": say_line(successor, case.playbook)}
            yield Hit("lines", line.id, "successor_id", {**names, "reason": reason})


def find_overlap_outside_range(case: Case) -> Iterator[Hit]:
    """Too few weeks side by side to learn the work, or more than it takes."""
    band = case.playbook.figures["overlap_weeks"]
    overlaps = {cost.line_id: len(cost.overlap_weeks) for cost in case.facts.costs.lines}
    for line, successor in _handing_over(case):
        overlap = overlaps.get(line.id or 0, 0)
        if not successor.sourcing.is_external and not band.holds(Decimal(overlap)):
            names = {"line": say_line(line, case.playbook), "successor": say_line(successor, case.playbook)}
            words = {**names, "overlap": say_count(overlap, "week"), **say_band(band)}
            yield Hit("lines", line.id, "weekly", words)


def find_missing_partner_terms(case: Case) -> Iterator[Hit]:
    """Partners whom one can't leave in good order."""
    for line in case.plan.lines:
        empty = [name for name in TERMS if not getattr(line, name)] if line.sourcing == Sourcing.PARTNER else []
        if empty:
            parts = say_names([say_field(StaffingLine, name) for name in empty])
            yield Hit("lines", line.id, empty[0], {"line": say_line(line, case.playbook), "parts": parts})


def find_unknown_currencies(case: Case) -> Iterator[Hit]:
    """Costs, and rates that the plan uses, in a currency that can't be converted."""
    currencies = Currencies(case.portfolio)
    for cost in case.plan.costs:
        if currencies.factor(cost.currency) is None:
            yield Hit("costs", cost.id, "currency", {"what": f"'{cost.name}'", "currency": cost.currency})
    used = {(line.role, line.sourcing) for line in case.plan.lines}
    for rate in case.portfolio.rates:
        if (rate.role, rate.sourcing) in used and currencies.factor(rate.currency) is None:
            what = f"The {rate.sourcing} rate for {case.playbook.role_title(rate.role)}"
            yield Hit("rates", rate.id, "currency", {"what": what, "currency": rate.currency})


def _is_under_way(case: Case, line: StaffingLine, start: date) -> bool:
    is_over = week_start(case.plan.project.start, max(line.weekly) + 1) <= case.today
    return is_over or (start <= case.today and line.person_id is not None)


def _handing_over(case: Case) -> Iterator[tuple[StaffingLine, StaffingLine]]:
    """Each line from outside with the successor it names."""
    for line in case.plan.lines:
        successor = case.plan.line(line.successor_id) if line.sourcing.is_external else None
        if successor is not None and line.weekly:
            yield line, successor


RULES = (
    Rule("rate_missing", find_missing_rates),
    Rule("lead_time_short", find_short_lead_times),
    Rule("successor_missing", find_missing_successors),
    Rule("successor_not_named", find_successors_not_named),
    Rule("overlap_outside_range", find_overlap_outside_range),
    Rule("partner_terms_missing", find_missing_partner_terms),
    Rule("currency_unknown", find_unknown_currencies),
)
