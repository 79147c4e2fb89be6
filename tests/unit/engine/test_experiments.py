"""Size and length of experiments (P1.6, P7.2): the check of arithmetic.md, and inputs that give no answer."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.enums import ExperimentDesign
from mlplanner.engine.experiments import experiment_size, sample_size
from tests.builders import make_experiment

MEANS = {"design": ExperimentDesign.MEANS, "sigma": Decimal(10), "delta": Decimal(1)}


def test_that_the_check_of_the_specification_comes_out() -> None:
    assert sample_size(make_experiment()) == 6510


def test_that_two_means_need_the_textbook_sample() -> None:
    assert sample_size(make_experiment(**MEANS)) == 1570  # 2 · (1.959964 + 0.841621)² · 100 = 1569.8


def test_that_more_power_and_less_error_need_more_units() -> None:
    strict = make_experiment(alpha=Decimal("0.01"), power=Decimal("0.9"))
    # p̄ = 0.21: (2.575829·√0.3318 + 1.281552·√0.3316)² / 0.0004 = 12,339.98
    assert sample_size(strict) == 12340


def test_that_weeks_hold_both_arms_and_the_label_lag() -> None:
    size = experiment_size(make_experiment(units_per_week=4340, share=Decimal("0.5"), label_lag_weeks=2, id=5))
    assert (size.experiment_id, size.n_per_arm, size.weeks) == (5, 6510, 8)  # 13,020 / 2,170 = 6, exactly
    assert experiment_size(make_experiment(units_per_week=4339, share=Decimal("0.5"))).weeks == 7


@pytest.mark.parametrize(("window_days", "fits"), [(28, True), (27, False), (30, True)])
def test_that_the_window_has_to_hold_all_weeks(window_days: int, fits: bool) -> None:
    size = experiment_size(make_experiment(units_per_week=4000, window_days=window_days))
    assert (size.weeks, size.fits_window) == (4, fits)


@pytest.mark.parametrize(
    "fields",
    [
        {"p1": None},
        {"p2": None},
        {"p2": Decimal("0.20")},
        {**MEANS, "sigma": None},
        {**MEANS, "delta": None},
    ],
)
def test_that_a_missing_input_gives_no_size(fields: dict[str, Any]) -> None:
    size = experiment_size(make_experiment(units_per_week=1000, **fields))
    assert (size.n_per_arm, size.weeks, size.fits_window) == (None, None, None)


def test_that_without_traffic_there_is_a_size_but_no_length() -> None:
    size = experiment_size(make_experiment())
    assert (size.n_per_arm, size.weeks, size.fits_window) == (6510, None, None)


probabilities = st.decimals("1e-40", "0.9999999999999999999999999", allow_nan=False, places=40)


@given(p1=probabilities, p2=probabilities, alpha=probabilities, power=probabilities)
def test_that_any_input_that_can_be_entered_gives_a_size(
    p1: Decimal, p2: Decimal, alpha: Decimal, power: Decimal
) -> None:
    size = sample_size(make_experiment(p1=p1, p2=p2, alpha=alpha, power=power))
    assert (size is None) == (p1 == p2)


@given(apart=st.integers(1, 30))
def test_that_a_smaller_difference_never_needs_fewer_units(apart: int) -> None:
    near, far = (make_experiment(p2=Decimal("0.2") + Decimal(step) / 100) for step in (apart, apart + 1))
    assert (sample_size(near) or 0) >= (sample_size(far) or 0)
