"""Results of the steps of a staffing line's calculation, for the file; the formulas give the same when recalculated."""

from collections.abc import Callable, Mapping, Sequence

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import week_start
from mlplanner.exchange.excel.cells import Result
from mlplanner.exchange.excel.plan_sources import PlanSource
from mlplanner.exchange.excel.week_cost_sheet import Pair, fee_pairs, rate_pairs


def step_result(name: str, source: PlanSource, line: StaffingLine | None) -> Result:
    """What a step gives for a line; a spare row gives what an empty line would."""
    if line is None:
        return "" if name == "first_monday" else 0
    return STEPS[name](source, line)


def _first_monday(source: PlanSource, line: StaffingLine) -> Result:
    return week_start(source.plan.project.start, min(line.weekly)) if line.weekly else ""


def _has_fee(line: StaffingLine) -> bool:
    return Sourcing(line.sourcing).is_external and line.fixed_fee is not None


def _fee_week(_: PlanSource, line: StaffingLine) -> Result:
    return float(line.fixed_fee or 0) / max(len(line.weekly), 1) if _has_fee(line) else 0


def _row_in(pairs: Sequence[Pair], line: StaffingLine) -> int:
    key = (line.role, Sourcing(line.sourcing))
    return 0 if _has_fee(line) or key not in pairs else pairs.index(key) + 1


def _successor_row(source: PlanSource, line: StaffingLine) -> Result:
    """The place of the internal line that takes over, among all lines."""
    successor = source.plan.line(line.successor_id) if Sourcing(line.sourcing).is_external else None
    if successor is None or Sourcing(successor.sourcing).is_external:
        return 0
    return source.plan.lines.index(successor) + 1


STEPS: Mapping[str, Callable[[PlanSource, StaffingLine], Result]] = {
    "is_external": lambda _, line: int(Sourcing(line.sourcing).is_external),
    "week_count": lambda _, line: len(line.weekly),
    "first_monday": _first_monday,
    "fee_week": _fee_week,
    "rate_row": lambda source, line: _row_in(rate_pairs(source.portfolio.rates), line),
    "fee_row": lambda source, line: _row_in(fee_pairs(source.portfolio.rates), line),
    "successor_row": _successor_row,
}
