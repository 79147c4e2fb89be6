"""Enrolments in training: when they end, what skill they give, and the capacity they take (P4.8)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.programme import Enrolment
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.programme_entries import TrainingEntry


@dataclass(frozen=True, slots=True)
class Training:
    """An enrolment on the calendar; `end` is the Friday of its last week."""

    enrolment: Enrolment
    person: Person
    entry: TrainingEntry
    start: date
    end: date
    is_done: bool
    """True from the day after its end on: the skill is there."""
    charged_to: int | None
    """Id of the project whose costs hold the fee; None: nobody's."""


def plan_trainings(portfolio: Portfolio, playbook: Playbook, today: date) -> tuple[Training, ...]:
    """The enrolments by start; those whose programme the playbook no longer has are left out."""
    paid_by = {cost.id: plan.id for plan in portfolio.plans.values() for cost in plan.costs}
    trainings = [
        _training(enrolment, portfolio.people[enrolment.person_id], entry, paid_by, today)
        for enrolment in portfolio.enrolments
        if (entry := playbook.trainings.get(enrolment.programme)) is not None
    ]
    return tuple(sorted(trainings, key=lambda training: (training.start, training.person.name)))


def _training(
    enrolment: Enrolment, person: Person, entry: TrainingEntry, paid_by: Mapping[int | None, int], today: date
) -> Training:
    start = monday_of(enrolment.start)
    end = start + timedelta(days=DAYS_IN_WEEK * (entry.weeks - 1) + 4)
    return Training(enrolment, person, entry, start, end, end < today, paid_by.get(enrolment.cost_id))


def skills_of(person: Person, trainings: tuple[Training, ...]) -> tuple[str, ...]:
    """What a person can do: their own skills, then those of the programmes they finished, each once."""
    own = [skill.strip() for skill in person.skills.split(",") if skill.strip()]
    learnt = [training.entry.skill for training in trainings if training.is_done and training.person.id == person.id]
    return tuple(dict.fromkeys((*own, *learnt)))


def training_demand(portfolio: Portfolio, playbook: Playbook) -> Iterator[tuple[Training, date, Decimal]]:
    """(training, Monday, FTE) of each week in which somebody is trained: it counts as demand like project work."""
    for training in plan_trainings(portfolio, playbook, date.min):
        for week in range(training.entry.weeks):
            yield training, training.start + timedelta(days=DAYS_IN_WEEK * week), training.entry.fte
