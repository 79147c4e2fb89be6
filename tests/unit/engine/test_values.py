"""Value of predictions (P1.3): the check of arithmetic.md, and the cases in which a formula has no answer."""

from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.benefits import ValueModel
from mlplanner.engine.results import Value
from mlplanner.engine.values import benefit_by_precision, compute_value

CHECK: dict[str, Any] = {
    "decisions_per_year": 100_000,
    "share_acted": Decimal("0.10"),
    "precision": Decimal("0.55"),
    "true_positive_value": Decimal(100),
    "false_positive_cost": Decimal(10),
    "action_cost": Decimal(20),
    "prediction_cost": Decimal("0.05"),
    "adoption": Decimal(1),
}


def value_of(**fields: Any) -> Value:
    return compute_value(ValueModel(project_id=1, **{**CHECK, **fields}))


def test_that_the_check_of_the_specification_comes_out() -> None:
    value = value_of()
    assert value.acted == 10_000
    assert value.value_per_prediction == 3
    assert value.benefit_year == Decimal("300000.00")
    assert value.break_even_precision is not None
    assert round(value.break_even_precision, 6) == Decimal("0.277273")
    assert value.highest_false_positive_cost == Decimal("76.67")


def test_that_at_the_break_even_precision_a_prediction_is_worth_nothing() -> None:
    value = value_of(precision=Decimal("0.25"), true_positive_value=Decimal(112), prediction_cost=Decimal("0.05"))
    assert value.break_even_precision == Decimal("0.25")  # (10 + 20 + 0.5) / 122
    assert value.value_per_prediction == 0


def test_that_adoption_thins_the_actions_but_not_the_predictions() -> None:
    value = value_of(adoption=Decimal("0.5"))
    assert value.acted == 5_000
    assert value.value_per_prediction == Decimal("1.475")  # 0.05 · 30.5 − 0.05
    assert value.benefit_year == Decimal("147500.00")


def test_that_a_bad_model_loses_money() -> None:
    value = value_of(precision=Decimal(0))
    assert value.benefit_year == Decimal("-305000.00")  # 100,000 · (0.1 · (−10 − 20) − 0.05)
    assert value.highest_false_positive_cost == Decimal("-20.50")


def test_that_half_a_cent_a_year_is_rounded_up() -> None:
    value = value_of(decisions_per_year=1, share_acted=Decimal(0), prediction_cost=Decimal("0.005"))
    assert value.benefit_year == Decimal("-0.01")


@pytest.mark.parametrize(
    ("fields", "break_even", "highest"),
    [
        ({"precision": Decimal(1)}, True, False),
        ({"share_acted": Decimal(0)}, False, False),
        ({"adoption": Decimal(0)}, False, False),
        ({"true_positive_value": Decimal(0), "false_positive_cost": Decimal(0)}, False, True),
    ],
)
def test_that_a_formula_without_an_answer_gives_none(fields: dict[str, Any], break_even: bool, highest: bool) -> None:
    value = value_of(**fields)
    assert (value.break_even_precision is not None, value.highest_false_positive_cost is not None) == (
        break_even,
        highest,
    )


def test_that_an_empty_value_model_is_worth_nothing() -> None:
    value = compute_value(ValueModel(project_id=1))
    assert [value.acted, value.value_per_prediction, value.benefit_year] == [0, 0, 0]


def test_that_the_value_grows_with_the_precision_through_the_break_even() -> None:
    curve = benefit_by_precision(ValueModel(project_id=1, **CHECK), steps=20)
    assert len(curve) == 21
    assert curve[0] == (Decimal(0), Decimal("-305000.00"))
    assert curve[11] == (Decimal("0.55"), Decimal("300000.00"))
    assert curve[5][1] < 0 < curve[6][1]  # 0.25 and 0.30, around 0.277
