"""Who works when, and how much (P4.1, P4.2, P4.9)."""

from collections.abc import Iterator
from datetime import timedelta

from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.weeks import DAYS_IN_WEEK, plain, week_start
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_line, say_range, say_weeks
from mlplanner.engine.teams import weeks_outside_range

WHOLE_WEEK = timedelta(days=DAYS_IN_WEEK - 1)


def find_fte_outside_range(case: Case) -> Iterator[Hit]:
    """Weeks of a line with more or less FTE than usual for its role."""
    odd = weeks_outside_range(case.plan, case.playbook, case.facts.costs.lines)
    for line in case.plan.lines:
        if weeks := odd.get(line.id or 0):
            role = case.playbook.roles[line.role]
            words = {"line": say_line(line, case.playbook), "fte": say_range(list(weeks.values()))}
            band = {"weeks": say_weeks(weeks), "low": plain(role.fte_low), "high": plain(role.fte_high)}
            yield Hit("lines", line.id, "weekly", words | band)


def find_unknown_roles(case: Case) -> Iterator[Hit]:
    """Lines whose role is not, or no longer, in the playbook."""
    for line in case.plan.lines:
        if line.role not in case.playbook.roles:
            yield Hit("lines", line.id, "role", {"line": say_line(line, case.playbook), "role": line.role})


def find_lines_without_person(case: Case) -> Iterator[Hit]:
    """Lines that neither a person nor a placeholder stands for."""
    for line in case.plan.lines:
        if line.person_id is None and not line.placeholder:
            yield Hit("lines", line.id, "person_id", {"line": say_line(line, case.playbook)})


def find_lines_without_weeks(case: Case) -> Iterator[Hit]:
    """Lines in which no week is staffed."""
    for line in case.plan.lines:
        if not line.weekly:
            yield Hit("lines", line.id, "weekly", {"line": say_line(line, case.playbook)})


def find_staffing_outside_plan(case: Case) -> Iterator[Hit]:
    """Weeks after the plan is handed over."""
    last = case.plan.total_weeks
    for line in case.plan.lines:
        if late := [week for week in line.weekly if week > last]:
            words = {"line": say_line(line, case.playbook), "weeks": say_weeks(late), "last": str(last)}
            yield Hit("lines", line.id, "weekly", words)


def find_stop_and_go(case: Case) -> Iterator[Hit]:
    """Empty weeks between staffed ones."""
    for line in case.plan.lines:
        if not line.weekly:
            continue
        gaps = [week for week in range(min(line.weekly), max(line.weekly)) if week not in line.weekly]
        if gaps:
            words = {"line": say_line(line, case.playbook), "weeks": say_weeks(gaps)}
            yield Hit("lines", line.id, "weekly", words)


def find_people_not_employed(case: Case) -> Iterator[Hit]:
    """Whole weeks in which the person is not yet, or no longer, there."""
    for line in case.plan.lines:
        person = case.portfolio.people.get(line.person_id) if line.person_id is not None else None
        if person is None:
            continue
        if away := [week for week in line.weekly if _is_away(case.plan, person, week)]:
            words = {"line": say_line(line, case.playbook), "person": person.name, "weeks": say_weeks(away)}
            yield Hit("lines", line.id, "person_id", words)


def _is_away(plan: ProjectPlan, person: Person, week: int) -> bool:
    monday = week_start(plan.project.start, week)
    is_before = person.employed_from is not None and monday + WHOLE_WEEK < person.employed_from
    is_after = person.employed_to is not None and monday > person.employed_to
    return is_before or is_after


RULES = (
    Rule("fte_outside_range", find_fte_outside_range),
    Rule("role_unknown", find_unknown_roles),
    Rule("line_without_person", find_lines_without_person),
    Rule("line_without_weeks", find_lines_without_weeks),
    Rule("staffing_outside_plan", find_staffing_outside_plan),
    Rule("staffing_stops_and_goes", find_stop_and_go),
    Rule("person_not_employed", find_people_not_employed),
)
