"""Where a dragged row goes, also while a filter hides some projects."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.gui.portfolio.arranging import ranked_after_move
from mlplanner.gui.portfolio.scale import scale_for


@pytest.mark.parametrize(
    ("shown", "moved", "target", "expected"),
    [
        ([1, 2, 3, 4], [4], 0, [4, 1, 2, 3]),
        ([1, 2, 3, 4], [1], 4, [2, 3, 4, 1]),
        ([1, 2, 3, 4], [1, 3], 4, [2, 4, 1, 3]),
        ([1, 2, 3, 4], [2], 1, None),
        ([1, 2, 3, 4], [2], 2, None),
        ([1, 4], [4], 0, [4, 1, 2, 3]),
        ([2, 3], [2], 2, [1, 3, 2, 4]),
    ],
)
def test_that_moved_projects_go_before_the_row_they_were_dropped_on(
    shown: list[int], moved: list[int], target: int, expected: list[int] | None
) -> None:
    assert ranked_after_move([1, 2, 3, 4], shown, moved, target) == expected


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)), st.integers(0, 8))
def test_that_no_project_is_lost_or_doubled_by_ranking(
    order: list[int], hidden: set[int], moved: set[int], target: int
) -> None:
    shown = [key for key in order if key not in hidden]
    after = ranked_after_move(order, shown, moved & set(shown), min(target, len(shown)))
    assert after is None or sorted(after) == sorted(order)


def test_that_each_day_has_its_pixel_and_back() -> None:
    scale = scale_for(date(2026, 1, 7), date(2026, 6, 1), date(2026, 3, 3), 14.0)
    assert scale.origin.weekday() == 0
    assert scale.x(scale.origin + timedelta(days=7)) == 14
    assert scale.end_x(date(2026, 3, 8)) == scale.x(date(2026, 3, 9))
    assert scale.week_at(scale.x(date(2026, 3, 11))) == (date(2026, 3, 9) - scale.origin).days // 7


@given(st.floats(2, 64), st.floats(0, 3000), st.floats(100, 2000))
def test_that_header_marks_follow_each_other_without_gaps(width: float, left: float, room: float) -> None:
    scale = scale_for(date(2026, 1, 7), date(2027, 6, 1), date(2026, 3, 3), width)
    for marks in (scale.coarse_marks, scale.fine_marks):
        found = list(marks(left, left + room))
        assert found[0].left <= left + 1e-6 or left == 0
        assert all(a.right == pytest.approx(b.left) for a, b in itertools.pairwise(found))
        assert all(mark.text for mark in found)
