"""Days of a plan as a calendar: gates, reviews, drills, evidence windows, in events that later files update."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.results import Figures
from mlplanner.playbook.entries import Playbook

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT = "-//mlplanner//plan//EN"


@dataclass(frozen=True)
class DayEvent:
    """All-day event from `first` to `last` inclusive; `key` names it within its project for good."""

    key: str
    title: str
    first: date
    last: date
    note: str = ""


def write_calendar(
    portfolio: Portfolio,
    plans: Iterable[ProjectPlan],
    figures: Mapping[int, Figures],
    playbook: Playbook,
    path: Path,
    *,
    today: date,
) -> None:
    """Write the events of the plans; the same portfolio on the same day gives the same bytes."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", portfolio.settings.name)
    for plan in plans:
        for event in events_of(portfolio, plan, figures[plan.id], playbook):
            calendar.add_component(_component(portfolio, plan, event, today))
    path.write_bytes(calendar.to_ical())


def events_of(portfolio: Portfolio, plan: ProjectPlan, figures: Figures, playbook: Playbook) -> Iterator[DayEvent]:
    """Every dated event of a plan, in the order gates, reviews, drills, evidence."""
    gates = {gate.id: gate for gate in plan.gates}
    for dates in figures.timeline.gates:
        gate = gates[dates.gate_id]
        owner = portfolio.person_name(gate.owner_id) or gate.owner_role
        note = f"State: {dates.state.replace('_', ' ')}." + (f" Decided by {owner}." if owner else "")
        yield DayEvent(gate.ref, gate.name, dates.date, dates.date, note)
    yield from _reviews(figures, playbook)
    for drill in plan.drills:
        day = drill.done_on or drill.planned_on
        note = (
            "Done." if drill.done_on else f"Planned; held by {portfolio.person_name(drill.owner_id) or 'nobody yet'}."
        )
        yield DayEvent(drill.ref, f"{drill.kind.capitalize()} drill", day, day, note)
    begin, end = figures.evidence.window_start, figures.evidence.window_end
    if begin and end:
        # `window_end` is the first day after which success may be declared; the window itself ends the day before.
        yield DayEvent("evidence", "Evidence window", begin, max(begin, end - timedelta(days=1)))


def _reviews(figures: Figures, playbook: Playbook) -> Iterator[DayEvent]:
    """A review is the n-th of its kind: it stays the same event when its day moves."""
    numbers: Counter[str] = Counter()
    for review in figures.governance.reviews:
        numbers[review.kind] += 1
        entry = playbook.reviews.get(review.kind)
        title = entry.title if entry else review.kind.replace("_", " ").capitalize()
        note = f"State: {review.state.replace('_', ' ')}."
        yield DayEvent(f"review-{review.kind}-{numbers[review.kind]}", title, review.due, review.due, note)


def _component(portfolio: Portfolio, plan: ProjectPlan, event: DayEvent, today: date) -> Event:
    """The portfolio's revision is the sequence: it rises with every change, so a later file replaces the event."""
    from icalendar import Event

    component = Event()
    component.add("uid", f"{portfolio.settings.portfolio_uid}-{plan.project.ref}-{event.key}@mlplanner")
    component.add("dtstamp", datetime.combine(today, time(), UTC))
    component.add("sequence", portfolio.revision)
    component.add("dtstart", event.first)
    component.add("dtend", event.last + timedelta(days=1))
    component.add("summary", f"{plan.project.name}: {event.title}")
    component.add("description", event.note or plan.project.ref)
    component.add("transp", "TRANSPARENT")
    return component
