"""Rounding and splitting money."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.money import ZERO, format_amount, spread, to_cents, to_places

cents = st.integers(-(10**14), 10**14).map(lambda number: Decimal(number) / 100)
weights = st.lists(
    st.one_of(st.integers(0, 10**6), st.fractions(0, 10**4), st.decimals(0, 10**4, places=3)), min_size=1, max_size=30
)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        (Decimal("0.005"), "0.01"),
        (Decimal("-0.005"), "-0.01"),
        (Decimal("0.00499999999999999999999999999999"), "0.00"),
        (Fraction(1, 200), "0.01"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(2, 3), "0.67"),
        (Decimal("2.675"), "2.68"),  # as a float it would be 2.67
        (Decimal("1E+3"), "1000.00"),
        (Decimal("99999999999999999999999999999999.995"), "100000000000000000000000000000000.00"),
    ],
)
def test_that_money_is_rounded_half_up_away_from_zero(amount: Decimal | Fraction, rounded: str) -> None:
    assert str(to_cents(amount)) == rounded


def test_that_a_rounded_nothing_has_no_sign() -> None:
    assert str(to_cents(Decimal("-0.001"))) == "0.00"


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=5), st.integers(0, 6))
def test_that_rounding_agrees_with_decimal(number: Decimal, places: int) -> None:
    with localcontext(prec=60):
        expected = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert to_places(number, places) == to_places(Fraction(number), places) == expected


@given(cents, weights)
def test_that_parts_add_up_to_what_was_split(total: Decimal, shares: list[Decimal | Fraction | int]) -> None:
    parts = spread(total, shares)
    assert len(parts) == len(shares)
    assert sum(parts, ZERO) == total
    assert all(part == to_cents(part) for part in parts)
    assert all(part * total >= 0 for part in parts)


@given(cents, weights)
def test_that_no_part_is_a_cent_away_from_its_share(total: Decimal, shares: list[Decimal | Fraction | int]) -> None:
    whole = sum((Fraction(share) for share in shares), Fraction(0))
    if whole:
        for part, share in zip(spread(total, shares), shares, strict=True):
            assert abs(Fraction(part) - Fraction(total) * Fraction(share) / whole) < Fraction(1, 100)


def test_that_missing_cents_go_to_the_largest_remainders_first_come_first() -> None:
    assert [str(part) for part in spread(Decimal("100.00"), [1, 1, 1])] == ["33.34", "33.33", "33.33"]
    assert [str(part) for part in spread(Decimal("0.05"), [1, 3])] == ["0.01", "0.04"]  # 1.25 and 3.75
    assert [str(part) for part in spread(Decimal("-0.05"), [1, 1])] == ["-0.03", "-0.02"]


def test_that_equal_remainders_are_seen_as_equal() -> None:
    # A third of each part is missing everywhere; 28 digits would see a difference between 1/3 and 10000/3.
    parts = spread(Decimal("100.02"), [Fraction(1, 3), Fraction(10000, 3), Fraction(1, 3)])
    assert [str(part) for part in parts] == ["0.01", "100.00", "0.01"]


def test_that_without_weight_the_first_part_takes_everything() -> None:
    assert [str(part) for part in spread(Decimal("5.00"), [0, 0])] == ["5.00", "0.00"]


def test_that_nothing_can_be_split_over_no_weeks() -> None:
    assert spread(ZERO, []) == ()
    with pytest.raises(ValueError, match="over no weeks"):
        spread(Decimal("0.01"), [])


@pytest.mark.parametrize(
    ("amount", "decimals", "text"),
    [
        ("1234567.5", 0, "1,234,568"),
        ("-1234.565", 2, "−1,234.57"),
        ("-0.4", 0, "0"),
        ("0", 2, "0.00"),
    ],
)
def test_that_amounts_are_shown_with_groups_and_a_real_minus(amount: str, decimals: int, text: str) -> None:
    assert format_amount(Decimal(amount), decimals) == text
