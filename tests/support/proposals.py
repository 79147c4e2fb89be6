"""A proposal of levelling made by hand: nothing has to be searched to test what becomes of one."""

from datetime import date, timedelta

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.proposal import Move, Proposal
from mlplanner.engine.levelling.reading import read_problem
from mlplanner.engine.levelling.results import Stop
from mlplanner.playbook.loading import load_playbook


def make_move(plan: ProjectPlan, weeks: int, pause: int = 0) -> Move:
    """The project `weeks` later, with a pause before its second phase."""
    start = plan.project.start
    end = start + timedelta(weeks=plan.delivery_weeks - 1)
    return Move(
        project_id=plan.id,
        old_start=start,
        new_start=start + timedelta(weeks=weeks),
        old_end=end,
        new_end=end + timedelta(weeks=weeks + pause),
        pauses={plan.phases[1].id or 0: pause} if pause else {},
        forced_by=(),
        cost=100 * weeks,
        old_cost=0,
    )


def make_proposal(portfolio: Portfolio, *moves: Move, made_on: date | None = None) -> Proposal:
    """A proposal with these moves, made today."""
    today = made_on or portfolio.status_day(date.today())  # noqa: DTZ011  (as the program itself)
    return Proposal(
        revision=portfolio.revision,
        made_on=today,
        options=LevelOptions(),
        marks=read_problem(portfolio, load_playbook(), today, LevelOptions()).marks,
        moves=moves,
        remains=(),
        roles=(),
        worth=(),
        objective=sum(move.cost for move in moves),
        bound=0,
        before=0,
        greedy=1000,
        stop=Stop.WORK,
        steps=(),
        projects=len(portfolio.plans),
    )
