"""What Ctrl+K can go to: the commands that can be used now, sections, projects and their tabs, KPIs, people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from mlplanner.gui.palette import Entry
from mlplanner.gui.sections import SECTIONS
from mlplanner.gui.window import MainWindow

if TYPE_CHECKING:
    from mlplanner.domain.portfolio import Portfolio


def entries(window: MainWindow) -> Iterator[Entry]:
    """Projects first, then sections, tabs, KPIs, people and commands."""
    if window.session is not None:
        portfolio = window.session.portfolio
        yield from _projects(window, portfolio)
        for section in SECTIONS:
            yield Entry(section.title, "section", partial(window.show_section, section.id))
        yield from _tabs(window, portfolio)
        yield from _kpis(window, portfolio)
        yield from _people(window, portfolio)
    yield from _commands(window)


def _projects(window: MainWindow, portfolio: Portfolio) -> Iterator[Entry]:
    for plan in portfolio.plans.values():
        hint = f"{plan.project.ref}  {portfolio.person_name(plan.project.owner_id)}".strip()
        yield Entry(plan.project.name, "project", partial(window.show_project, plan.id), hint)


def _kpis(window: MainWindow, portfolio: Portfolio) -> Iterator[Entry]:
    for plan in portfolio.plans.values():
        for kpi in plan.kpis:
            place = (plan.id, "brief", "kpis", kpi.id, "name")
            yield Entry(kpi.name, "KPI", partial(window.go_to, place), plan.project.name)


def _tabs(window: MainWindow, portfolio: Portfolio) -> Iterator[Entry]:
    """The tabs of the project that is shown or selected."""
    from mlplanner.gui.project.tabs import TABS

    key = window.current_project_id
    if key is not None:
        for spec in TABS:
            yield Entry(
                spec.title, "tab", partial(window.show_project, key, spec.id), portfolio.plans[key].project.name
            )


def _people(window: MainWindow, portfolio: Portfolio) -> Iterator[Entry]:
    for key, person in portfolio.people.items():
        yield Entry(person.name, "person", partial(_show_person, window, key), person.unit)


def _show_person(window: MainWindow, person_id: int) -> None:
    """The person's line, load and projects."""
    from mlplanner.gui.people.page import PeoplePage

    window.show_section("people")
    page = window.page("people")
    if isinstance(page, PeoplePage):
        page.show_person(person_id)


def _commands(window: MainWindow) -> Iterator[Entry]:
    book = window.actions_by_id
    for record in book.records():
        action = book[record.id]
        if action.isEnabled() and record.id != "palette":
            keys = action.shortcut().toString()
            yield Entry(book.title(record.id), "command", action.trigger, keys)
