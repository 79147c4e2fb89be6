"""How exact values lie in the file."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from mlplanner.domain.columns import Cents, Exact, Weekly

DIALECT = sqlite.dialect()


@given(st.decimals("-1e12", "1e12", places=2))
def test_that_money_is_kept_as_whole_cents(amount: Decimal) -> None:
    kept = Cents().process_bind_param(amount, DIALECT)
    assert isinstance(kept, int)
    assert Cents().process_result_value(kept, DIALECT) == amount


def test_that_money_from_the_file_has_two_places() -> None:
    assert str(Cents().process_result_value(1050, DIALECT)) == "10.50"
    assert Cents().process_bind_param(Decimal("0.005"), DIALECT) == 1


@given(st.decimals("-1e12", "1e12", places=12))
def test_that_other_decimals_are_kept_exactly(number: Decimal) -> None:
    kept = Exact().process_bind_param(number, DIALECT)
    assert isinstance(kept, str)
    assert Exact().process_result_value(kept, DIALECT) == number


def test_that_equal_numbers_are_kept_alike() -> None:
    assert {Exact().process_bind_param(Decimal(text), DIALECT) for text in ("10.5", "10.50", "1.05E+1")} == {"10.5"}


def test_that_weekly_fte_is_kept_as_readable_runs() -> None:
    weekly = {1: Decimal("0.5"), 2: Decimal("0.5"), 4: Decimal(1)}
    assert Weekly().process_bind_param(weekly, DIALECT) == "1-2:0.5;4:1"
    assert Weekly().process_result_value("1-2:0.5;4:1", DIALECT) == weekly


@pytest.mark.parametrize("column", [Cents(), Exact(), Weekly()])
def test_that_nothing_stays_nothing(column: Cents | Exact | Weekly) -> None:
    assert column.process_bind_param(None, DIALECT) is None
    assert column.process_result_value(None, DIALECT) is None
