"""The on-call rota and incident drills (P6.4, P6.5)."""

from collections.abc import Iterator
from datetime import date

from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import say_day
from mlplanner.engine.checks.operations import is_near_production
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_count, say_names, say_weeks
from mlplanner.engine.maintenance import first_monday_after
from mlplanner.engine.operating import drill_quarters, is_overdue, rota_weeks
from mlplanner.engine.operating_results import QuarterState
from mlplanner.engine.upkeep import planned_weeks


def find_rota_gaps(case: Case) -> Iterator[Hit]:
    """Weeks of a planned rota, not yet over, in which nobody is on call on some weekday."""
    if not case.plan.rota:
        return
    gaps = [week for week in rota_weeks(case.plan, case.playbook) if week.is_gap and week.uncovered[-1] >= case.today]
    if gaps:
        words = {"count": say_count(len(gaps), "week"), "weeks": say_weeks([week.week for week in gaps])}
        yield Hit("rota", words={**words, "weeks": f"{words['weeks']}, from {say_day(gaps[0].uncovered[0])}"})


def find_absent_on_call(case: Case) -> Iterator[Hit]:
    """Shifts of people who are away or have left, without a stand-in."""
    for shift in case.plan.rota:
        why = _absence(case.portfolio, shift.person_id, shift.first, shift.last)
        if why and shift.backup_id is None and shift.last >= case.today:
            words = {"person": case.portfolio.person_name(shift.person_id), "why": why}
            yield Hit(
                "rota", shift.id, "person_id", {**words, "first": say_day(shift.first), "last": say_day(shift.last)}
            )


def find_no_rota(case: Case) -> Iterator[Hit]:
    """One person on call for good, once production is next."""
    maintenance = case.plan.maintenance
    if maintenance.on_call_id is not None and not case.plan.rota and is_near_production(case):
        yield Hit("rota", words={"person": case.portfolio.person_name(maintenance.on_call_id)})


def find_overdue_drills(case: Case) -> Iterator[Hit]:
    """Drills whose day has passed without a record."""
    for drill in case.plan.drills:
        if is_overdue(drill, case.today):
            yield Hit("drills", drill.id, "done_on", {"kind": drill.kind, "day": say_day(drill.planned_on)})


def find_unplanned_quarters(case: Case) -> Iterator[Hit]:
    """Quarters after hand-over, not yet over, without enough drills; once production is next."""
    if not is_near_production(case):
        return
    start = first_monday_after(case.facts.timeline.handed_over)
    quarters = drill_quarters(case.plan.drills, start, case.playbook, case.today)
    bare = [quarter for quarter in quarters if quarter.state is QuarterState.UNPLANNED]
    if bare:
        named = [f"quarter {quarter.number} (from {say_day(quarter.first)})" for quarter in bare]
        least = str(int(case.playbook.figure("drills_quarter_min")))
        yield Hit("drills", words={"quarters": say_names(named), "least": least})


def find_drills_over_budget(case: Case) -> Iterator[Hit]:
    """More drills planned for the year after hand-over than are paid for."""
    budgeted = case.facts.costs.maintenance.drills
    planned = len(planned_weeks(case.plan.drills, first_monday_after(case.facts.timeline.handed_over)))
    if planned > budgeted:
        words = {"planned": say_count(planned, "drill"), "budgeted": str(budgeted)}
        yield Hit("maintenance", case.plan.maintenance.id, "drills", words)


def _absence(portfolio: Portfolio, person_id: int, first: date, last: date) -> str:
    """Why the person is not there on some day of the shift; empty when they are."""
    person = portfolio.people.get(person_id)
    if person is not None and person.employed_to is not None and person.employed_to < last:
        return f"leaves on {say_day(person.employed_to)}"
    if person is not None and person.employed_from is not None and person.employed_from > first:
        return f"is here only from {say_day(person.employed_from)}"
    away = [t for t in portfolio.time_off if t.person_id == person_id and t.first <= last and t.last >= first]
    return f"is away from {say_day(away[0].first)} to {say_day(away[0].last)}" if away else ""


RULES = (
    Rule("rota_gap", find_rota_gaps),
    Rule("rota_absent", find_absent_on_call),
    Rule("rota_missing", find_no_rota),
    Rule("drill_overdue", find_overdue_drills),
    Rule("drill_unplanned", find_unplanned_quarters),
    Rule("drills_over_budget", find_drills_over_budget),
)
