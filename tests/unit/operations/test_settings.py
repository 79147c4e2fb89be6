"""The portfolio's settings are changed together with what depends on them (P4.9)."""

from collections.abc import Iterator
from datetime import date

import pytest

from mlplanner.domain.errors import BadInput
from mlplanner.operations.portfolios import change_settings
from mlplanner.operations.workspace import Workspace
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def w() -> Iterator[Workspace]:
    made = sample_in_memory(date(2026, 3, 2))
    yield made
    made.close()


def test_that_another_country_drops_the_region_of_the_one_before(w: Workspace) -> None:
    w.run(change_settings(region="BY"))
    w.run(change_settings(country="US"))
    assert (w.portfolio.settings.country, w.portfolio.settings.region) == ("US", "")
    w.undo()
    assert (w.portfolio.settings.country, w.portfolio.settings.region) == ("DE", "BY")


def test_that_a_currency_is_kept_in_capitals(w: Workspace) -> None:
    w.run(change_settings(currency=" chf "))
    assert w.portfolio.settings.currency == "CHF"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"currency": "€"}, "Currency: "),
        ({"currency": "E1R"}, "must be a code of three letters, such as EUR; got 'E1R'"),
        ({"country": "QQ"}, "no public holidays are known for country 'QQ'"),
        ({"region": "ZZ"}, "country DE has no region 'ZZ'"),
        ({"horizon_years": 0}, "must be at least 1"),
        ({"name": ""}, "must not be empty"),
    ],
)
def test_that_settings_that_do_not_fit_are_refused(w: Workspace, fields: dict[str, object], sentence: str) -> None:
    before = w.portfolio.settings
    with pytest.raises(BadInput, match=sentence):
        w.run(change_settings(**fields))
    assert w.portfolio.settings == before
