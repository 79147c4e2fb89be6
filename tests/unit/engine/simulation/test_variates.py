"""The distributions against their exact formulas, and random numbers that are the same everywhere."""

import hashlib
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.engine.simulation.inputs import ThreePoints
from mlplanner.engine.simulation.variates import Stream, pert, triangular, uniforms
from tests.unit.engine.simulation.cases import points

DRAWS = 100_000
EVEN = (np.arange(DRAWS) + 0.5) / DRAWS
"""What 100,000 draws are on average: the percentiles themselves."""
CASES = [("2", "3", "5"), ("2", "2", "4"), ("1", "4", "4"), ("3", "4", "7"), ("0.5", "8", "8.01"), ("0", "0", "0.1")]


@pytest.mark.parametrize("given_points", CASES)
def test_that_pert_has_the_mean_and_variance_of_its_formula(given_points: tuple[str, str, str]) -> None:
    # arithmetic.md, Simulation: μ = (a+4m+b)/6; scheduling.md: variance (μ−a)(b−μ)/7 is exact for λ = 4
    low, likely, high = map(float, given_points)
    drawn = pert(points(*given_points), EVEN)
    mean = (low + 4 * likely + high) / 6
    assert drawn.mean() == pytest.approx(mean, abs=1e-5 * (high - low))
    assert drawn.var() == pytest.approx((mean - low) * (high - mean) / 7, rel=1e-3)


@pytest.mark.parametrize("given_points", CASES)
def test_that_triangular_has_the_mean_and_variance_of_its_formula(given_points: tuple[str, str, str]) -> None:
    low, likely, high = map(float, given_points)
    drawn = triangular(points(*given_points), EVEN)
    variance = (low**2 + likely**2 + high**2 - low * likely - low * high - likely * high) / 18
    assert drawn.mean() == pytest.approx((low + likely + high) / 3, abs=1e-5 * (high - low))
    assert drawn.var() == pytest.approx(variance, rel=1e-3)


@pytest.mark.parametrize("given_points", CASES[:4])
def test_that_ten_thousand_draws_come_within_sampling_error(given_points: tuple[str, str, str]) -> None:
    low, likely, high = map(float, given_points)
    drawn = pert(points(*given_points), uniforms(Stream(7, 1, 1, 1), 10_000))
    mean = (low + 4 * likely + high) / 6
    deviation = ((mean - low) * (high - mean) / 7) ** 0.5
    assert abs(drawn.mean() - mean) < 4 * deviation / 100


@st.composite
def three_points(draw: st.DrawFn) -> ThreePoints:
    values = sorted(draw(st.lists(st.decimals("0", "400", places=2), min_size=3, max_size=3)))
    return ThreePoints(*values)


@given(three_points(), st.integers(0, 2**31 - 1))
def test_that_no_draw_leaves_its_bounds_and_draws_rise_with_their_uniforms(
    given_points: ThreePoints, seed: int
) -> None:
    drawn_from = np.sort(uniforms(Stream(seed, 1, 1, 1), 200))
    for distribution in (pert, triangular):
        drawn = distribution(given_points, drawn_from)
        slack = 1e-9 * max(float(given_points.high), 1.0)
        assert float(given_points.low) - slack <= drawn.min()
        assert drawn.max() <= float(given_points.high) + slack
        assert (np.diff(drawn) >= -slack).all()


def test_that_a_certain_value_is_drawn_exactly() -> None:
    certain = ThreePoints(Decimal(3), Decimal(3), Decimal(3))
    assert set(pert(certain, EVEN)) == set(triangular(certain, EVEN)) == {3.0}


def test_that_the_random_numbers_are_these_on_every_machine() -> None:
    drawn = uniforms(Stream(1, 2, 3, 4), 10_000)
    assert drawn[:3].tolist() == [0.5345802963976077, 0.6191273219828194, 0.6486418028581397]
    lengths = (
        pert(points("2", "3", "5"), drawn).astype("<f8").tobytes()
        + triangular(points("1", "2", "6"), drawn).astype("<f8").tobytes()
    )
    assert hashlib.sha256(lengths).hexdigest() == "e733ea3e0b2cb2da4daa60e4048613f1f1107297fce2b10d0c58ce6770a8daad"


def test_that_each_input_has_numbers_of_its_own_and_more_draws_only_add_to_them() -> None:
    one, other = uniforms(Stream(1, 1, 1, 1), 1000), uniforms(Stream(1, 1, 1, 2), 1000)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.1
    assert (uniforms(Stream(1, 1, 1, 1), 2000)[:1000] == one).all()
