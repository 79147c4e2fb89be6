"""What does not fit together in people and rates, each at its field, in one sentence that says what to do (P4.3, P4.9).

Nothing here is refused: rates without an exchange rate or days off that overlap can be entered one after the other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.noun import Noun
from mlplanner.domain.people import Person, Rate, TimeOff
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import say_day, week_start
from mlplanner.engine.checks.wording import say_count
from mlplanner.engine.rates import Currencies
from mlplanner.playbook.entries import Playbook

RateKey = tuple[str, Sourcing]
_NAMED = 3


@dataclass(frozen=True, slots=True)
class InputProblem:
    """One thing to mend. `row_id` 0: no row is wrong, one is missing."""

    noun: type[Noun]
    row_id: int
    field: str
    where: str
    """Whose row it is, for lists: `Åsa Berg`, `ML engineer, contractor`."""
    sentence: str


def input_problems(portfolio: Portfolio, playbook: Playbook) -> tuple[InputProblem, ...]:
    """All of them: rates, then people, then days off."""
    return (
        *_rates(portfolio, playbook),
        *_people(portfolio, playbook),
        *_absences(portfolio),
        *_roles_without_supply(portfolio, playbook),
    )


def by_field(problems: Iterable[InputProblem]) -> Mapping[tuple[type[Noun], int, str], str]:
    """Noun, row and field → the sentence; of several the first."""
    found: dict[tuple[type[Noun], int, str], str] = {}
    for each in problems:
        found.setdefault((each.noun, each.row_id, each.field), each.sentence)
    return found


def new_problems(before: Iterable[InputProblem], after: Iterable[InputProblem]) -> tuple[str, ...]:
    """What an import brought: the sentences that were not there before, each with whose row it is."""
    known = {(each.where, each.sentence) for each in before}
    return tuple(f"{each.where}: {each.sentence}" for each in after if (each.where, each.sentence) not in known)


def _rates(portfolio: Portfolio, playbook: Playbook) -> Iterator[InputProblem]:
    currencies = Currencies(portfolio)
    first: dict[RateKey, Rate] = {}
    for rate in sorted(portfolio.rates, key=lambda rate: rate.valid_from):
        where = f"{playbook.role_title(rate.role)}, {rate.sourcing}"
        key = (rate.role, Sourcing(rate.sourcing))
        if currencies.factor(rate.currency) is None:
            said = f"There is no exchange rate for {rate.currency}: add it, or lines at this rate stay without a price."
            yield InputProblem(Rate, rate.id or 0, "currency", where, said)
        first.setdefault(key, rate)
    for key, (weeks, names) in _weeks_before(portfolio, first).items():
        rate = first[key]
        where = f"{playbook.role_title(rate.role)}, {rate.sourcing}"
        said = (
            f"No rate is in force before {say_day(rate.valid_from)}: {say_count(weeks, 'staffed week')} of "
            f"{_some(names)} {'has' if weeks == 1 else 'have'} no price; let the rate begin earlier, or add one before it."
        )
        yield InputProblem(Rate, rate.id or 0, "valid_from", where, said)


def _weeks_before(portfolio: Portfolio, first: Mapping[RateKey, Rate]) -> dict[RateKey, tuple[int, list[str]]]:
    """Rates before which somebody is staffed: the weeks of all lines, and the projects."""
    found: dict[RateKey, tuple[int, list[str]]] = {}
    for plan in portfolio.plans.values():
        if plan.is_withdrawn:
            continue
        for line in plan.lines:
            rate = first.get((line.role, Sourcing(line.sourcing)))
            is_priced = rate is None or line.fixed_fee is not None or not line.weekly
            if is_priced or rate is None or week_start(plan.project.start, min(line.weekly)) >= rate.valid_from:
                continue
            weeks = sum(week_start(plan.project.start, week) < rate.valid_from for week in line.weekly)
            count, names = found.get((line.role, Sourcing(line.sourcing)), (0, []))
            named = names if plan.project.name in names else [*names, plan.project.name]
            found[line.role, Sourcing(line.sourcing)] = (count + weeks, named)
    return found


def _people(portfolio: Portfolio, playbook: Playbook) -> Iterator[InputProblem]:
    booked: dict[int, list[str]] = {}
    last: dict[int, date] = {}
    for plan in portfolio.plans.values():
        for line in () if plan.is_withdrawn else plan.lines:
            if line.person_id is not None and line.weekly:
                names = booked.setdefault(line.person_id, [])
                names += [plan.project.name] if plan.project.name not in names else []
                end = week_start(plan.project.start, max(line.weekly))
                last[line.person_id] = max(end, last.get(line.person_id, end))
    patterned = {pattern.person_id for pattern in portfolio.patterns if any(pattern.shares)}
    for key, person in portfolio.people.items():
        yield from _of_person(person, booked.get(key, []), has_pattern=key in patterned)
        if person.role and person.role not in playbook.roles:
            said = f"The playbook has no role '{person.role}'; choose another, or add it to the playbook."
            yield InputProblem(Person, key, "role", person.name, said)
        if person.employed_to and key in last and last[key] > person.employed_to:
            said = f"Is booked until the week of {say_day(last[key])}, after the last day; give those weeks to somebody else."
            yield InputProblem(Person, key, "employed_to", person.name, said)


def _of_person(person: Person, projects: list[str], *, has_pattern: bool) -> Iterator[InputProblem]:
    key = person.id or 0
    if projects and not person.role:
        said = f"Is booked on {_some(projects)} without a main role: counts as nobody's supply; choose one."
        yield InputProblem(Person, key, "role", person.name, said)
    if not person.role:
        return
    if person.is_placeholder and person.employed_from is None:
        said = "Still to be found, without a first day: no supply; say from when."
        yield InputProblem(Person, key, "employed_from", person.name, said)
    for name in ("fte", "availability"):
        if not getattr(person, name) and not (has_pattern and name == "fte"):
            said = "0 is no supply in any week; give what is left for projects, or clear the main role."
            yield InputProblem(Person, key, name, person.name, said)


def _absences(portfolio: Portfolio) -> Iterator[InputProblem]:
    own: dict[int, list[TimeOff]] = {}
    for each in portfolio.time_off:
        own.setdefault(each.person_id, []).append(each)
    for person_id, rows in own.items():
        for one, other in combinations(rows, 2):
            if one.first <= other.last and other.first <= one.last:
                for row, also in ((one, other), (other, one)):
                    said = (
                        f"Overlaps with {say_day(also.first)} to {say_day(also.last)}: "
                        "the days in both count once; merge the two."
                    )
                    yield InputProblem(TimeOff, row.id or 0, "first", portfolio.person_name(person_id), said)


def _roles_without_supply(portfolio: Portfolio, playbook: Playbook) -> Iterator[InputProblem]:
    """Roles that projects ask for and nobody has."""
    there = {person.role for person in portfolio.people.values()} | {pool.role for pool in portfolio.pools}
    asked: dict[str, list[str]] = {}
    for plan in portfolio.plans.values():
        for line in () if plan.is_withdrawn else plan.lines:
            if line.weekly and line.role not in there:
                names = asked.setdefault(line.role, [])
                names += [plan.project.name] if plan.project.name not in names else []
    for role, names in asked.items():
        said = f"Nobody has this role, and {_some(names)} ask{'s' if len(names) == 1 else ''} for it: add people or a pool."
        yield InputProblem(Person, 0, "role", playbook.role_title(role), said)


def _some(names: list[str]) -> str:
    """Names, the first few; the others are counted."""
    shown, more = names[:_NAMED], len(names) - _NAMED
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else ""
