"""How large and how long an experiment has to be (P1.6, P7.2; `arithmetic.md`, Experiments)."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, sqrt
from statistics import NormalDist

from mlplanner.domain.benefits import Experiment
from mlplanner.domain.enums import ExperimentDesign
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.results import ExperimentSize

ARMS = 2
HALF = Decimal("0.5")
SMALLEST = 1e-300
"""A probability below this is taken for this: a float can't tell it from 0, which has no quantile."""


def experiment_size(experiment: Experiment) -> ExperimentSize:
    """Sample size per arm and weeks, label lag included; `fits_window`: the weeks are over when the window ends."""
    n_per_arm = sample_size(experiment)
    weeks = None
    if n_per_arm is not None and experiment.units_per_week:
        per_week = experiment.units_per_week * Fraction(experiment.share)
        weeks = ceil(ARMS * n_per_arm / per_week) + experiment.label_lag_weeks
    fits = None if weeks is None else weeks * DAYS_IN_WEEK <= experiment.window_days
    return ExperimentSize(experiment.id or 0, n_per_arm, weeks, fits)


def sample_size(experiment: Experiment) -> int | None:
    """Units per arm, rounded up; None when an input is missing or there is no difference to detect."""
    z_alpha = _quantile(experiment.alpha / 2)
    z_beta = _quantile(1 - experiment.power)
    if experiment.design == ExperimentDesign.MEANS:
        return _for_means(experiment.sigma, experiment.delta, z_alpha + z_beta)
    return _for_proportions(experiment.p1, experiment.p2, z_alpha, z_beta)


def _for_proportions(p1: Decimal | None, p2: Decimal | None, z_alpha: float, z_beta: float) -> int | None:
    if p1 is None or p2 is None or p1 == p2:
        return None
    pooled = float(p1 + p2) / 2
    apart = float(p1) * (1 - float(p1)) + float(p2) * (1 - float(p2))
    root = z_alpha * sqrt(2 * pooled * (1 - pooled)) + z_beta * sqrt(apart)
    return ceil((Fraction(root) / Fraction(p2 - p1)) ** 2)


def _for_means(sigma: Decimal | None, delta: Decimal | None, z_sum: float) -> int | None:
    if sigma is None or delta is None:
        return None
    return ceil(2 * (Fraction(z_sum) * Fraction(sigma) / Fraction(delta)) ** 2)


def _quantile(upper_tail: Decimal) -> float:
    """Z with `upper_tail` of the standard normal distribution above it."""
    if upper_tail > HALF:
        return -_quantile(1 - upper_tail)
    return -NormalDist().inv_cdf(max(float(upper_tail), SMALLEST))
