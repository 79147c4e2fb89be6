"""What levelling can't take away, in sentences that name the constraint and the least change."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction

from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.staffing import FTE_STEP
from mlplanner.domain.weeks import DAYS_IN_WEEK, plain, say_day
from mlplanner.engine.checks.wording import say_count
from mlplanner.engine.levelling.diagnosing import Cause, Obstacle
from mlplanner.engine.levelling.explaining import Forced, forced_by
from mlplanner.engine.levelling.proposal import Reason, Remains
from mlplanner.engine.levelling.reading import Reading, Unsupplied
from mlplanner.engine.levelling.results import Levelled
from mlplanner.playbook.entries import Playbook

_NAMED = 3
"""Projects that are named in a sentence; the others are counted."""


def remains(
    portfolio: Portfolio, playbook: Playbook, reading: Reading, found: Levelled, met: Iterable[Obstacle]
) -> tuple[Remains, ...]:
    """Each obstacle as a sentence; roles that nobody has come last."""
    say = _Sentences(portfolio, playbook, reading, found)
    rows = [say.obstacle(each) for each in met]
    return (*rows, *(say.nobody(role, asked) for role, asked in reading.unsupplied.items()))


class _Sentences:
    def __init__(self, portfolio: Portfolio, playbook: Playbook, reading: Reading, found: Levelled) -> None:
        self.portfolio, self.playbook, self.reading, self.found = portfolio, playbook, reading, found

    def obstacle(self, each: Obstacle) -> Remains:
        missing = each.missing
        if each.cause is Cause.LATE:
            missing = forced_by(self.reading.problem, self.found.schedule, each.jobs)[each.jobs[0]]
        reasons = tuple(self._reason(row) for row in missing)
        found = (id_ for place in each.jobs if (id_ := self.reading.projects[place]) is not None)
        ids = tuple(dict.fromkeys(found))
        match each.cause:
            case Cause.NO_ROOM:
                sentence = self._no_room(each, reasons)
            case Cause.FIXED:
                sentence = self._fixed(each, reasons[0])
            case Cause.DEADLINE:
                sentence = self._deadline(each)
            case _:
                sentence = self._late(each, reasons)
        return Remains(each.cause, ids, reasons, sentence)

    def nobody(self, role: str, asked: Unsupplied) -> Remains:
        title, count = self.playbook.role_title(role), len(asked.projects)
        last = self.reading.monday(asked.last) + timedelta(days=DAYS_IN_WEEK - 1)
        needs = Decimal(asked.fte.numerator) / Decimal(asked.fte.denominator)
        sentence = (
            f"Nobody is there as {title} in any week, though {say_count(count, 'project')} "
            f"ask{'s' if count == 1 else ''} for one: {_fte(needs)} FTE between "
            f"{say_day(self.reading.monday(asked.first))} and {say_day(last)} would do. Levelling leaves the role out of "
            "account until people or a pool are entered."
        )
        return Remains(Cause.NOBODY, asked.projects, (), sentence)

    def _no_room(self, each: Obstacle, reasons: tuple[Reason, ...]) -> str:
        name = self._name(each.jobs[0])
        if not reasons:
            return f"{name} finds no room among the other projects within the weeks looked at; it stays where it is."
        needs = " and ".join(f"{_fte(row.fte)} FTE more as {self._title(row)}" for row in reasons)
        first, last = min(row.first for row in reasons), max(row.last for row in reasons)
        return (
            f"{name} needs more people than there are, wherever it is put, so it stays where it is: "
            f"{needs} between {say_day(first)} and {say_day(last)} would make room."
        )

    def _deadline(self, each: Obstacle) -> str:
        job = self.reading.problem.jobs[each.jobs[0]]
        weeks = say_count(each.weeks, "week")
        return (
            f"{job.name} can't end before {say_day(self._last_day(job.soonest_end))}, {weeks} after its deadline: "
            f"put the deadline off by {weeks}, let it start earlier, or make it shorter."
        )

    def _late(self, each: Obstacle, reasons: tuple[Reason, ...]) -> str:
        start = f"{self._name(each.jobs[0])} ends {say_count(each.weeks, 'week')} after its deadline"
        if not reasons:
            return f"{start}, because others are put before it."
        row = reasons[0]
        return (
            f"{start}: {_fte(row.fte)} FTE as {self._title(row)} are missing for it between {say_day(row.first)} "
            f"and {say_day(row.last)}."
        )

    def _fixed(self, each: Obstacle, row: Reason) -> str:
        names = [self._name(place) for place in each.jobs]
        shown = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
        can_move = each.release is not None and self.reading.projects[each.release] is not None
        release = f", or moving {self._name(each.release)} by hand" if each.release is not None and can_move else ""
        weeks = say_count(row.weeks, "week")
        return (
            f"{shown} stay{'s' if len(names) == 1 else ''} where {'it is' if len(names) == 1 else 'they are'} and "
            f"ask{'s' if len(names) == 1 else ''} for more {self._title(row)} than there is in {weeks} between "
            f"{say_day(row.first)} and {say_day(row.last)}: {_fte(row.fte)} FTE more would do{release}."
        )

    def _name(self, place: int) -> str:
        return self.reading.problem.jobs[place].name

    def _title(self, row: Reason) -> str:
        return self.playbook.role_title(row.role)

    def _last_day(self, end: int) -> date:
        return self.reading.monday(end) - timedelta(days=3)

    def _reason(self, forced: Forced) -> Reason:
        return as_reason(self.reading, forced)


def as_reason(reading: Reading, forced: Forced) -> Reason:
    """Who is missing, in dates and FTE."""
    fte: Fraction = reading.fte(forced.role, forced.units)
    return Reason(
        role=reading.problem.roles[forced.role],
        first=reading.monday(forced.weeks[0]),
        last=reading.monday(forced.weeks[-1]) + timedelta(days=DAYS_IN_WEEK - 1),
        weeks=len(forced.weeks),
        fte=Decimal(fte.numerator) / Decimal(fte.denominator),
    )


def _fte(fte: Decimal) -> str:
    """Rounded up to a step of FTE: what would do."""
    steps = (fte / FTE_STEP).to_integral_value(ROUND_CEILING)
    return plain(steps * FTE_STEP)
