"""A plan on another length and effort keeps its demand curve: whole weeks, the total within a step, the shape kept."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.errors import BadInput
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.staffing import FTE_STEP
from mlplanner.engine.rescaling import in_steps, rescale, spread_weeks
from tests.builders import make_inserted, make_line, make_plan

lengths = st.lists(st.integers(1, 12), min_size=1, max_size=6)
steps = st.integers(0, 40).map(lambda n: n * FTE_STEP)


def effort_of(lines: Mapping[int, Mapping[int, Decimal]]) -> Decimal:
    return sum((fte for weekly in lines.values() for fte in weekly.values()), Decimal(0))


def staffed(*curves: list[Decimal]) -> ProjectPlan:
    """Twelve weeks of 3, 4, 3, 2 with a line for each curve; week 1 first, 0 means not there."""
    lines = [
        make_line().model_copy(update={"weekly": {w: f for w, f in enumerate(curve, start=1) if f}}) for curve in curves
    ]
    return make_plan(lines=lines)


@given(lengths, st.integers(0, 60))
def test_that_weeks_are_whole_add_up_and_keep_their_proportions(old: list[int], more: int) -> None:
    total = len(old) + more
    new = spread_weeks(old, total, [1] * len(old))
    assert sum(new) == total
    assert min(new) >= 1
    if all(Fraction(weeks * total, sum(old)) >= 1 for weeks in old):
        assert all(abs(has - Fraction(had * total, sum(old))) <= 1 for had, has in zip(old, new, strict=True))


@given(st.lists(st.lists(steps, min_size=14, max_size=14), min_size=1, max_size=4), st.integers(4, 60))
def test_that_the_fte_levels_stay_where_only_the_length_changes(curves: list[list[Decimal]], weeks: int) -> None:
    plan = staffed(*curves)
    scaled = rescale(plan, weeks, None)
    assert sum(scaled.phases.values()) == weeks
    for line in plan.lines:
        new = scaled.lines[line.id or 0]
        most = max(line.weekly.values(), default=Decimal(0))
        assert all(0 < fte < most + FTE_STEP for fte in new.values())
        assert all(fte % FTE_STEP == 0 for fte in new.values())


@given(
    st.lists(st.lists(steps, min_size=12, max_size=12), min_size=1, max_size=4),
    st.integers(4, 40),
    st.integers(1, 800).map(lambda n: n * FTE_STEP),
)
def test_that_the_total_effort_is_met_within_one_step(curves: list[list[Decimal]], weeks: int, effort: Decimal) -> None:
    plan = staffed(*curves)
    if not any(line.weekly for line in plan.lines):
        with pytest.raises(BadInput, match="staffs nobody"):
            rescale(plan, weeks, effort)
        return
    assert abs(effort_of(rescale(plan, weeks, effort).lines) - effort) <= FTE_STEP


@given(st.dictionaries(st.integers(1, 30), st.fractions(0, 3, max_denominator=97), min_size=1), st.integers(1, 300))
def test_that_the_shape_is_kept_within_a_step_in_each_week(curve: dict[int, Fraction], effort: int) -> None:
    total = sum(curve.values())
    if not total or max(curve.values()) * effort / total > 49:
        return
    (found,) = in_steps({1: curve}, Decimal(effort)).values()
    for week, fte in curve.items():
        assert abs(Fraction(found.get(week, Decimal(0))) - fte * effort / total) < Fraction(FTE_STEP)


@given(st.lists(st.lists(steps, min_size=14, max_size=14), min_size=1, max_size=3))
def test_that_the_same_length_and_effort_change_nothing(curves: list[list[Decimal]]) -> None:
    plan = staffed(*curves)
    scaled = rescale(plan, 12, None)
    assert scaled.phases == {phase.id: phase.weeks for phase in plan.phases}
    assert scaled.lines == {line.id: line.weekly for line in plan.lines}
    assert [scaled.first_week(week) for week in range(1, 16)] == list(range(1, 16))


def test_that_twelve_weeks_become_twenty_four_with_the_curve_drawn_out() -> None:
    plan = staffed([Decimal("0.5")] * 3 + [Decimal(1)] * 4 + [Decimal(0)] * 3 + [Decimal("0.2")] * 4)
    scaled = rescale(plan, 24, None)
    assert list(scaled.phases.values()) == [6, 8, 6, 4]
    (weekly,) = scaled.lines.values()
    assert [weekly.get(week, Decimal(0)) for week in (1, 6, 7, 14, 15, 20, 21, 24)] == [
        Decimal(text) for text in ("0.5", "0.5", "1", "1", "0", "0", "0.2", "0.2")
    ]
    assert (weekly[25], weekly[26]) == (Decimal("0.2"), Decimal("0.2"))
    assert 27 not in weekly
    assert (scaled.first_week(4), scaled.last_week(7), scaled.first_week(13)) == (7, 14, 25)


def test_that_inserted_work_keeps_its_share_of_the_phase() -> None:
    plan = make_plan(inserted=[make_inserted(weeks=3)])
    scaled = rescale(plan, 30, None)
    assert (next(iter(scaled.phases.values())), list(scaled.inserted.values())) == (6, [6])


def test_that_a_plan_too_short_for_its_phases_is_refused_in_one_sentence() -> None:
    with pytest.raises(BadInput, match="needs at least 5 weeks, one for each phase and inserted work; got 4"):
        rescale(make_plan(inserted=[make_inserted()]), 4, None)
