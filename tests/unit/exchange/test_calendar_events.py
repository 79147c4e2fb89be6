"""The plan's days as calendar events that a later file updates."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from mlplanner.exchange.exports import Material, find_export
from mlplanner.operations.projects import move_by_weeks
from mlplanner.operations.workspace import Workspace
from tests.support.sample_files import sample_in_memory

TODAY = date(2026, 1, 7)


@pytest.fixture
def w() -> Workspace:
    return sample_in_memory(TODAY)


def events(w: Workspace, path: Path, kind: str = "plan.ics") -> dict[str, Any]:
    figures = {plan.id: w.figures.of(plan.id) for plan in w.portfolio.plans.values()}
    plan = w.portfolio.find("churn") if kind == "plan.ics" else None
    find_export(kind).write(Material(w.portfolio, figures, w.playbook, TODAY, plan), path)
    return {str(event["UID"]): event for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}


# P9.2
def test_that_every_gate_is_an_all_day_event_on_its_date(w: Workspace, tmp_path: Path) -> None:
    found = events(w, tmp_path / "a.ics")
    plan = w.portfolio.find("churn")
    for gate in w.figures.of(plan.id).timeline.gates:
        event = next(event for uid, event in found.items() if f"-GA-{gate.gate_id:03d}@" in uid)
        begin = event["DTSTART"].dt
        assert (begin, isinstance(begin, datetime)) == (gate.date, False)
        assert event["SUMMARY"] == f"{plan.project.name}: {gate.name}"


def test_that_drills_are_events_and_the_portfolio_has_those_of_all_projects(w: Workspace, tmp_path: Path) -> None:
    mine, every = events(w, tmp_path / "a.ics"), events(w, tmp_path / "b.ics", "portfolio.ics")
    assert set(mine) < set(every)
    drills = sum(len(plan.drills) for plan in w.portfolio.plans.values())
    gates = sum(len(plan.gates) for plan in w.portfolio.plans.values())
    assert drills > 0
    assert len(every) >= drills + gates
    text = (tmp_path / "b.ics").read_bytes()
    assert b"\r\n" in text
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))


def test_that_a_moved_plan_updates_its_events_and_adds_none(w: Workspace, tmp_path: Path) -> None:
    before = events(w, tmp_path / "a.ics")
    w.run(move_by_weeks(w.portfolio.find("churn"), 2))
    after = events(w, tmp_path / "b.ics")
    assert set(after) == set(before)
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in after)
    moved = [uid for uid in after if after[uid]["DTSTART"].dt != before[uid]["DTSTART"].dt]
    assert len(moved) >= len(w.portfolio.find("churn").gates)


def test_that_the_same_plan_gives_the_same_calendar(w: Workspace, tmp_path: Path) -> None:
    events(w, tmp_path / "a.ics")
    events(w, tmp_path / "b.ics")
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()
