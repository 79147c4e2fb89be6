"""Names as they are typed: accents may be left out, but two people stay two."""

import pytest

from mlplanner.domain.names import folded, same_name


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("José", "jose"),
        ("  ŁUKASZ   Nowak ", "lukasz nowak"),
        ("Sørensen", "sorensen"),
        ("Strauß", "strauss"),
        ("山田", "山田"),
    ],
)
def test_that_case_accents_and_double_spaces_are_folded(typed: str, plain: str) -> None:
    assert folded(typed) == plain


def test_that_a_name_without_accents_means_the_only_one_like_it() -> None:
    assert same_name("helga sorensen", ["Helga Sørensen", "José"]) == "Helga Sørensen"


def test_that_a_name_written_exactly_wins_over_one_with_accents() -> None:
    assert same_name("jose", ["José", "Jose"]) == "Jose"


def test_that_a_name_that_fits_two_people_is_a_new_one() -> None:
    assert same_name("Jose", ["José", "Josè"]) is None
