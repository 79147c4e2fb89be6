"""Ways out of too much work in words (P4.9)."""

from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import plain, say_day
from mlplanner.engine.relief import Tried, Way, WayKind
from mlplanner.engine.work_units import to_fte
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.formats import counted


def say_way(way: Way, portfolio: Portfolio, playbook: Playbook) -> str:
    """`Start Churn 3 weeks later`."""
    project = portfolio.plans[way.project_id].project.name if way.project_id else ""
    role = playbook.role_title(way.role)
    day = say_day(way.first) if way.first else ""
    match way.kind:
        case WayKind.MOVE:
            return f"Start {project} {counted(way.weeks, 'week')} later"
        case WayKind.SWAP:
            return f"Let {portfolio.person_name(way.person_id)} do the work as {role} on {project}"
        case WayKind.HIRE:
            return f"Hire one {role}, there from {day}"
        case WayKind.CONTRACT:
            return f"Contractor for {project} from {day}: {role}, {plain(way.fte)} FTE"


def say_effect(tried: Tried) -> str:
    """What it changes: weeks over and FTE-weeks missing, here and in all."""
    before, after = tried.before, tried.after
    here = (
        f"▲ {before.weeks} → {counted(after.weeks, 'week')}, {_fte(before.units)} → {_fte(after.units)} FTE-weeks short"
    )
    return f"{here}; all roles and people {_fte(before.all_units)} → {_fte(after.all_units)}"


def say_total(tried: Tried) -> str:
    """What it changes for all roles and people together."""
    before, after = tried.before, tried.after
    return (
        f"{_fte(before.all_units)} → {_fte(after.all_units)} FTE-weeks short over all roles and people, "
        f"{before.all_weeks} → {after.all_weeks} weeks over"
    )


def _fte(units: int) -> str:
    return format_amount(to_fte(units), 1)
