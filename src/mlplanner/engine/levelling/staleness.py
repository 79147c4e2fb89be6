"""Whether a proposal still fits the plan, and what has changed since, in a sentence (P4.9)."""

from collections.abc import Sequence
from datetime import date

from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import monday_of, say_day
from mlplanner.engine.checks.wording import say_count
from mlplanner.engine.levelling.marking import differences
from mlplanner.engine.levelling.proposal import Proposal
from mlplanner.engine.levelling.reading import read_problem
from mlplanner.playbook.entries import Playbook

_NAMED = 3


def say_stale(portfolio: Portfolio, playbook: Playbook, today: date, proposal: Proposal) -> str | None:
    """Why the proposal can't be applied any more; None when all that it depends on is as it was.

    That is the work, dates, pins, deadlines and terms of each project, the people by role and week (holidays and time
    off with them), and the order of the projects.
    """
    if monday_of(today) != monday_of(proposal.made_on):
        return f"The portfolio was levelled on {say_day(proposal.made_on)}, in another week than this; level it again."
    now = read_problem(portfolio, playbook, proposal.made_on, proposal.options).marks
    found = differences(proposal.marks, now)
    if found.projects:
        what = _listed([portfolio.plan(key).project.name for key in found.projects])
        return _since(f"{what} {'has' if len(found.projects) == 1 else 'have'} changed")
    if found.gone:
        count = len(found.gone)
        return _since(f"{say_count(count, 'project')} {'has' if count == 1 else 'have'} been taken out")
    if found.roles:
        what = _listed([playbook.role_title(role) for role in found.roles])
        return _since(f"How many people there are as {what} has changed")
    return _since("The order of the projects has changed") if found.is_reordered else None


def _since(what: str) -> str:
    return f"{what} since the portfolio was levelled; level it again."


def _listed(names: Sequence[str]) -> str:
    shown = [*names[:_NAMED], *([f"{len(names) - _NAMED} more"] if len(names) > _NAMED else [])]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
