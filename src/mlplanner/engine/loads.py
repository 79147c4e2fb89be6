"""How full the roles and people of a portfolio are from this week on (P4.9)."""

from collections.abc import Mapping
from datetime import date, timedelta

from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.engine.calendars import work_calendar
from mlplanner.engine.capacity import role_loads
from mlplanner.engine.results import Figures, Loads
from mlplanner.playbook.entries import Playbook

_LONGEST_VIEW = 104
"""Weeks ahead for which loads are looked at: beyond two years people are not planned by name."""


def weeks_ahead(figures: Mapping[int, Figures], today: date) -> tuple[date, int]:
    """The weeks for which loads are looked at: the Monday of this one, and how many until the last project is handed over."""
    first = monday_of(today)
    last = max((item.timeline.handed_over for item in figures.values()), default=today)
    return first, min(max((monday_of(last) - first).days // DAYS_IN_WEEK + 1, 1), _LONGEST_VIEW)


def loads_ahead(portfolio: Portfolio, figures: Mapping[int, Figures], playbook: Playbook, today: date) -> Loads:
    """Capacity by role and person from this week until the last project is handed over."""
    first, weeks = weeks_ahead(figures, today)
    return _loads(portfolio, playbook, first, weeks)


def loads_of_longest_view(portfolio: Portfolio, playbook: Playbook, today: date) -> Loads:
    """Capacity over the longest view, so that plans of different length are held against the same weeks."""
    return _loads(portfolio, playbook, monday_of(today), _LONGEST_VIEW)


def _loads(portfolio: Portfolio, playbook: Playbook, first: date, weeks: int) -> Loads:
    end = first + timedelta(days=DAYS_IN_WEEK * weeks)
    calendar = work_calendar(portfolio.settings, portfolio.closures, first, end)
    return role_loads(portfolio, calendar, first, weeks, playbook=playbook)


def roles_over(loads: Loads) -> dict[str, frozenset[int]]:
    """Role → ids of the projects behind the weeks in which it is asked for more than there is."""
    return {
        str(key): frozenset(project for place, over in enumerate(load.over) if over for project in load.projects[place])
        for key, load in loads.roles.items()
        if load.weeks_over
    }
