"""Days, amounts and counts read the same on every machine."""

from datetime import date
from decimal import Decimal

import pytest

from mlplanner.domain.enums import Comparison, Direction
from mlplanner.engine.checks.wording import say_share
from mlplanner.engine.results import Returns
from mlplanner.reports import formats


def plain(text: str) -> str:
    return text.replace(formats.NBSP, " ")


def test_that_a_day_is_written_with_the_months_english_name() -> None:
    assert plain(formats.day(date(2026, 2, 27))) == "27 Feb 2026"
    assert formats.day(None) == "–"


@pytest.mark.parametrize(
    ("value", "text"),
    [("1234567.5", "1,234,567.5"), ("-2", "−2"), ("0.050", "0.05"), ("1E+3", "1,000"), ("-0.5", "−0.5")],
)
def test_that_a_number_keeps_its_places_and_gets_a_real_minus_sign(value: str, text: str) -> None:
    assert formats.number(Decimal(value)) == text


def test_that_amounts_are_whole_in_sentences_and_exact_in_tables() -> None:
    assert plain(formats.money(Decimal("121700.50"), "EUR")) == "EUR 121,701"
    assert formats.exact(Decimal("-1234.5")) == "−1,234.50"


def test_that_shares_are_percentages_without_useless_zeros() -> None:
    assert [plain(formats.share(Decimal(value))) for value in ("0.2", "0.275", "0.27727", "1.3")] == [
        "20 %",
        "27.5 %",
        "27.7 %",
        "130 %",
    ]


def test_that_a_target_says_which_side_is_good_and_a_limit_which_is_bad() -> None:
    assert plain(formats.goal(Decimal(55), "%", Direction.HIGHER)) == "≥ 55 %"
    assert plain(formats.goal(Decimal(4), "EUR", Direction.LOWER)) == "≤ 4 EUR"
    assert formats.goal(None, "%", Direction.LOWER) == "–"
    assert plain(formats.limit(Comparison.BELOW, Decimal(-2), "%")) == "< −2 %"
    assert plain(formats.limit(Comparison.ABOVE, Decimal(1), "")) == "> 1"


def test_that_counts_agree_with_their_noun() -> None:
    assert plain(formats.counted(1, "week")) == "1 week"
    assert plain(formats.counted(1200, "week")) == "1,200 weeks"
    assert plain(formats.counted(2, "advice", "pieces of advice")) == "2 pieces of advice"
    assert [formats.in_words(count) for count in (0, 2, 12, 13)] == ["no", "two", "twelve", "13"]


def test_that_lists_end_with_and() -> None:
    assert [formats.joined(names) for names in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_that_a_sentence_gets_its_full_stop_once() -> None:
    assert formats.sentence(" Stop ") == "Stop."
    assert formats.sentence("Why?") == "Why?"
    assert formats.sentence("") == ""


def test_that_a_fingerprint_is_shown_in_groups() -> None:
    assert formats.spaced("5d41ff3e4fe7b727" * 4) == "5D41 FF3E 4FE7 B727"


def test_that_half_a_step_of_a_share_is_rounded_up_as_money_is() -> None:
    assert plain(formats.share(Decimal("0.2225"))) == "22.3 %"
    assert say_share(Decimal("0.12345")) == "12.35 %"


def test_that_weekly_fte_is_told_as_runs_of_weeks() -> None:
    fte = {1: "0.5", 2: "0.50", 3: "1", 5: "1"}
    assert formats.weekly({week: Decimal(text) for week, text in fte.items()}) == "W1–W2: 0.5, W3: 1, W5: 1"
    assert formats.weekly({}) == "–"


@pytest.mark.parametrize(
    ("investment", "benefit", "months", "said"),
    [
        ("0", "0", "0.0", "no cost planned yet"),
        ("100", "0", None, "no value planned yet"),
        ("100", "10", None, "not within 3 years"),
        ("100", "90", "9.9", "9.9 months"),
    ],
)
def test_that_payback_says_what_is_missing(investment: str, benefit: str, months: str | None, said: str) -> None:
    paid = Decimal(months) if months else None
    returns = Returns(3, Decimal(investment), (), Decimal(0), Decimal(0), None, paid)
    assert formats.payback(returns, Decimal(benefit)) == said
