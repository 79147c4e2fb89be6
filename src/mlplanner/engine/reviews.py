"""The reviews that a tier asks for: due, done, overdue (P2.5)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mlplanner.domain.enums import Tier
from mlplanner.domain.governance import Review
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.governance_entries import ReviewEntry

MONTHS = 12


class ReviewState(StrEnum):
    """Where a review stands."""

    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """One review of a kind: when it is due, and the row that records it. The kind is a key of the playbook."""

    kind: str
    due: date
    state: ReviewState
    review_id: int | None
    held_on: date | None


def due_reviews(plan: ProjectPlan, playbook: Playbook, tier: Tier | None, today: date) -> tuple[ReviewDue, ...]:
    """Every review up to today and the next of each kind, oldest first; none before the model is in production.

    A recorded review counts for the period in which its due day lies, so that it still counts after dates moved.
    """
    found: list[ReviewDue] = []
    for key, entry in playbook.reviews.items():
        begin = review_begin(plan, entry)
        if tier is not None and tier in entry.tiers and begin is not None:
            found += _of_kind(plan, key, entry, begin, today)
    return tuple(sorted(found, key=lambda review: (review.due, review.kind)))


def review_begin(plan: ProjectPlan, entry: ReviewEntry) -> date | None:
    """The day on which the gate before the reviews was passed; None while it is not."""
    gate = next((gate for gate in plan.gates if gate.key == entry.after), None)
    if gate is None or not plan.gate_state(gate).is_passed:
        return None
    return plan.decisions_of(gate)[-1].decided_on


def _of_kind(plan: ProjectPlan, key: str, entry: ReviewEntry, begin: date, today: date) -> Iterator[ReviewDue]:
    rows = [review for review in plan.reviews if review.kind == key]
    before = begin
    for due in _days(entry, begin):
        row = _recorded(rows, before, due)
        held = row.held_on if row else None
        state = ReviewState.DONE if held else ReviewState.OVERDUE if due < today else ReviewState.DUE
        yield ReviewDue(key, due, state, row.id if row else None, held)
        if due >= today:
            return
        before = due


def _recorded(rows: list[Review], after: date, until: date) -> Review | None:
    """The row of the period, one that was held before others."""
    inside = [row for row in rows if after < row.due <= until]
    return next((row for row in inside if row.held_on), inside[0] if inside else None)


def _days(entry: ReviewEntry, begin: date) -> Iterator[date]:
    place = entry.every
    while True:
        yield begin + timedelta(days=DAYS_IN_WEEK * place) if entry.unit == "week" else _months_later(begin, place)
        place += entry.every


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
