"""Ranks of draws, which rank correlations are made of: the same for every kind of sort."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.engine.simulation.drivers import doubled_ranks


def _counted(values: list[int]) -> list[int]:
    """Twice the mean rank, less the mean of all, by counting who is smaller and who is equal."""
    below = [sum(other < value for other in values) for value in values]
    return [2 * less + values.count(value) - len(values) for less, value in zip(below, values, strict=True)]


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=40))
def test_that_equal_draws_share_their_mean_rank(values: list[int]) -> None:
    assert doubled_ranks(np.array(values)).tolist() == _counted(values)


@given(st.lists(st.integers(-(10**18), 10**18), min_size=1, max_size=40))
def test_that_draws_too_far_apart_for_the_quick_way_are_ranked_alike(values: list[int]) -> None:
    assert doubled_ranks(np.array(values)).tolist() == _counted(values)
