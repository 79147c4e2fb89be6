"""A plan on another length and with another total effort, with the same demand curve (issue: templates).

Weeks stay whole and FTE stays in steps: lengths by largest remainder, FTE by rounding the running total, so that no
week is off by a step and the whole plan by half a step at most.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from mlplanner.domain.errors import BadInput
from mlplanner.domain.lifecycle import InsertedWork, Phase
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.staffing import FTE_MOST, FTE_STEP

_STEPS = Fraction(1) / Fraction(FTE_STEP)
Curve = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Rescaled:
    """New lengths and FTE by the ids of the plan's rows, and how plan weeks move."""

    phases: Mapping[int, int]
    """Phase → weeks without inserted work."""
    inserted: Mapping[int, int]
    lines: Mapping[int, dict[int, Decimal]]
    first_week: Callable[[int], int]
    """Where the beginning of an old plan week lies now."""
    last_week: Callable[[int], int]
    """Where the end of an old plan week lies now."""


def rescale(plan: ProjectPlan, weeks: int | None, effort: Decimal | None) -> Rescaled:
    """The plan in `weeks` of delivery (None: as many as now) and `effort` FTE-weeks (None: the FTE levels of now).

    BadInput in one sentence when a phase would have no week, or nobody is there to carry the effort.
    """
    old = [plan.phase_weeks(phase) for phase in plan.phases]
    least = [1 + sum(work.phase_id == phase.id for work in plan.inserted) for phase in plan.phases]
    new = spread_weeks(old, weeks if weeks is not None else sum(old), least)
    phases, inserted = _split(plan, old, new)
    exact = {line.id or 0: _stretched(line.weekly, old, new) for line in plan.lines}
    return Rescaled(
        phases=phases,
        inserted=inserted,
        lines=in_steps(exact, effort),
        first_week=lambda week: _moved(week, old, new, is_end=False),
        last_week=lambda week: _moved(week, old, new, is_end=True),
    )


def spread_weeks(old: Sequence[int], total: int, least: Sequence[int]) -> list[int]:
    """`total` weeks in the proportions of `old`, none below its `least`; the largest remainders get what is left."""
    if total < sum(least):
        raise BadInput(
            f"The plan needs at least {sum(least)} weeks, one for each phase and inserted work; got {total}."
        )
    shares = [Fraction(weeks * total, sum(old)) for weeks in old]
    new = [max(floor(share), low) for share, low in zip(shares, least, strict=True)]
    while sum(new) != total:
        step = 1 if sum(new) < total else -1
        places = [i for i in range(len(new)) if step > 0 or new[i] > least[i]]
        new[max(places, key=lambda i: (step * (shares[i] - new[i]), -i))] += step
    return new


def _split(plan: ProjectPlan, old: Sequence[int], new: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    """A phase's new length shared by its own weeks and the work inserted into it."""
    phases: dict[int, int] = {}
    inserted: dict[int, int] = {}
    for phase, before, after in zip(plan.phases, old, new, strict=True):
        works = _inserted(plan, phase)
        parts = spread_weeks([phase.weeks, *(work.weeks for work in works)], after, [1] * (1 + len(works)))
        if before == after:
            parts = [phase.weeks, *(work.weeks for work in works)]
        phases[phase.id or 0] = parts[0]
        inserted |= {work.id or 0: weeks for work, weeks in zip(works, parts[1:], strict=True)}
    return phases, inserted


def _inserted(plan: ProjectPlan, phase: Phase) -> list[InsertedWork]:
    return [work for work in plan.inserted if work.phase_id == phase.id]


def _stretched(weekly: Curve, old: Sequence[int], new: Sequence[int]) -> dict[int, Fraction]:
    """The same curve over other lengths: each new week has the mean FTE of the stretch of old weeks it covers."""
    found: dict[int, Fraction] = {}
    before = after = 0
    for had, has in zip(old, new, strict=True):
        for week in range(1, has + 1):
            fte = _mean(weekly, before, Fraction((week - 1) * had, has), Fraction(week * had, has))
            if fte:
                found[after + week] = fte
        before, after = before + had, after + has
    found |= {week - before + after: Fraction(fte) for week, fte in weekly.items() if week > before}
    return found


def _mean(weekly: Curve, offset: int, start: Fraction, end: Fraction) -> Fraction:
    total = Fraction(0)
    for week in range(floor(start), ceil(end)):
        covered = min(end, Fraction(week + 1)) - max(start, Fraction(week))
        total += covered * Fraction(weekly.get(offset + week + 1, Decimal(0)))
    return total / (end - start)


def in_steps(exact: Mapping[int, Mapping[int, Fraction]], effort: Decimal | None) -> dict[int, dict[int, Decimal]]:
    """The curves scaled to `effort` FTE-weeks in steps of FTE; the total is off by half a step at most."""
    total = sum((fte for curve in exact.values() for fte in curve.values()), Fraction(0))
    if effort is not None and effort > 0 and not total:
        raise BadInput("The template staffs nobody, so there is no curve for the effort to follow; leave it empty.")
    factor = Fraction(effort) / total if effort is not None and total else Fraction(1)
    found: dict[int, dict[int, Decimal]] = {}
    running, given = Fraction(0), 0
    for key, curve in exact.items():
        found[key] = {}
        for week in sorted(curve):
            running += curve[week] * factor * _STEPS
            steps = floor(running + Fraction(1, 2)) - given
            given += steps
            if steps:
                found[key][week] = (steps * FTE_STEP).normalize()
    _refuse_too_many(found.values())
    return found


def _refuse_too_many(curves: Iterable[Curve]) -> None:
    most = max((fte for curve in curves for fte in curve.values()), default=Decimal(0))
    if most > FTE_MOST:
        raise BadInput(f"That effort would put {most:.0f} FTE on one line in a week; a line takes at most {FTE_MOST}.")


def _moved(week: int, old: Sequence[int], new: Sequence[int], *, is_end: bool) -> int:
    """A plan week's place in the new lengths; the headroom keeps its distance from the last phase."""
    before = after = 0
    for had, has in zip(old, new, strict=True):
        if week <= before + had:
            place = week - before
            moved = ceil(Fraction(place * has, had)) if is_end else floor(Fraction((place - 1) * has, had)) + 1
            return after + max(1, moved)
        before, after = before + had, after + has
    return week - before + after
