"""Levels a portfolio: reads it, searches, and says in the plan's own terms what to move, why, and how good that is (P4.9)."""

from collections.abc import Callable, Iterable
from datetime import date

from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.levelling.diagnosing import obstacles
from mlplanner.engine.levelling.explaining import Forced, forced_by
from mlplanner.engine.levelling.jobs import removable_pauses
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.problem import Problem, Spot, usage
from mlplanner.engine.levelling.proposal import Move, Proposal, RoleWeeks, RoleWorth
from mlplanner.engine.levelling.reading import Reading, read_problem
from mlplanner.engine.levelling.remaining import as_reason, remains
from mlplanner.engine.levelling.results import Levelled
from mlplanner.engine.work_units import UNITS
from mlplanner.playbook.entries import Playbook

_GUARD = 3
"""How many times the seconds that were asked for a run may take by the clock."""


def propose(
    portfolio: Portfolio,
    playbook: Playbook,
    today: date,
    options: LevelOptions,
    *,
    should_stop: Callable[[], bool] = lambda: False,
    tell: Callable[[float, str], None] = lambda _share, _label: None,
) -> Proposal:
    """A proposal for the portfolio as it is on `today`; nothing is changed.

    `should_stop` is asked several times a second: once it says True the best so far is given. `tell` is called with
    the share done and what is being done. The same portfolio, options and program give the same proposal, as long as
    the work limit ends the run (`Proposal.stop`). Raises BadInput for a country without known public holidays.
    """
    from mlplanner.engine.levelling.search.pipeline import level  # noqa: PLC0415  (brings NumPy, HiGHS and OR-Tools)
    from mlplanner.engine.levelling.search.work import Work  # noqa: PLC0415
    from mlplanner.engine.levelling.search.worth import worth_of_one_more  # noqa: PLC0415

    reading = read_problem(portfolio, playbook, today, options)
    work = Work(options.seconds, _GUARD * options.seconds, should_stop, tell)
    found, search = level(reading.problem, work, options.seed)
    people = [UNITS // units for units in reading.units]
    worth = worth_of_one_more(search, people, work)
    moved = [
        place for place, spot in enumerate(found.schedule) if spot != Spot(reading.problem.jobs[place].planned or ())
    ]
    reasons = forced_by(reading.problem, found.schedule, moved)
    moves = (_move(portfolio, reading, place, found.schedule[place], reasons[place]) for place in moved)
    return Proposal(
        revision=portfolio.revision,
        made_on=today,
        options=options,
        moves=tuple(sorted(moves, key=lambda move: (-move.cost, move.project_id))),
        remains=remains(portfolio, playbook, reading, found, obstacles(reading.problem, found)),
        roles=_weeks_over(reading.problem, found),
        worth=tuple(RoleWorth(reading.problem.roles[w.role], w.by_prices, w.by_solving) for w in worth),
        objective=found.objective,
        bound=found.bound,
        before=found.planned or 0,
        greedy=found.greedy,
        stop=found.stop,
        steps=found.steps,
        projects=len(reading.problem.jobs) - len(found.stays),
        marks=reading.marks,
        under_way=reading.under_way,
        may_wait=tuple(
            key for key, begun in zip(reading.projects, reading.phases, strict=True) if key is not None and begun
        ),
    )


def _move(portfolio: Portfolio, reading: Reading, place: int, spot: Spot, forced: Iterable[Forced]) -> Move:
    job = reading.problem.jobs[place]
    plan = portfolio.plan(reading.projects[place] or 0)
    old, new, begun = job.planned or (), spot.starts, reading.phases[place]
    had = removable_pauses(plan)
    waits = {phase.id or 0: sum(work.weeks for work in had.get(phase.id or 0, ())) for phase in plan.phases}
    own = plan.phases[begun:]
    later = {own[k].id or 0: new[k] - new[k - 1] - job.options[0].blocks[k - 1].weeks for k in range(1, len(own))}
    if begun:
        later[own[0].id or 0] = waits[own[0].id or 0] + new[0] - old[0]
    return Move(
        project_id=plan.id,
        old_start=plan.project.start if begun else reading.monday(old[0]),
        new_start=plan.project.start if begun else reading.monday(new[0]),
        old_end=reading.monday(job.end(old) - 1),
        new_end=reading.monday(job.end(new) - 1),
        pauses={phase: weeks for phase, weeks in later.items() if weeks != waits[phase]},
        forced_by=tuple(as_reason(reading, each) for each in forced),
        cost=job.cost(spot),
        old_cost=job.cost(Spot(old)),
        sourcing=reading.ways[place][spot.option],
    )


def _weeks_over(problem: Problem, found: Levelled) -> tuple[RoleWeeks, ...]:
    plan = {place: Spot(job.planned) for place, job in enumerate(problem.jobs) if job.planned is not None}
    before, after = usage(problem, plan), usage(problem, dict(enumerate(found.schedule)))
    rows = (
        RoleWeeks(
            role,
            sum(map(int.__gt__, before[place], problem.capacity[place])),
            sum(map(int.__gt__, after[place], problem.capacity[place])),
        )
        for place, role in enumerate(problem.roles)
    )
    return tuple(row for row in rows if row.before or row.after)
