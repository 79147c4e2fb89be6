"""What a change of the playbook does to the projects."""

from datetime import date
from decimal import Decimal

from mlplanner.domain.settings import Override
from mlplanner.engine.effects import effects_of
from mlplanner.playbook.loading import load_playbook
from tests.support.sample_files import sample_in_memory

TODAY = date(2026, 3, 2)


def with_change(path: str, value: str) -> list[Override]:
    return [Override(path=path, value=value)]


def test_that_a_narrower_band_makes_checks_appear_and_the_way_back_silences_them() -> None:  # P4.1
    portfolio = sample_in_memory(TODAY).portfolio
    narrow = load_playbook(with_change("roles.ml_engineer.fte_high", "0.4"))
    there = {e.project_id: e for e in effects_of(portfolio, load_playbook(), narrow, TODAY)}
    back = {e.project_id: e for e in effects_of(portfolio, narrow, load_playbook(), TODAY)}
    assert list(there) == list(portfolio.plans)
    touched = {key for key, effect in there.items() if not effect.is_empty}
    assert 1 in touched
    assert {finding.rule for key in touched for finding in there[key].appeared} == {"fte_outside_range"}
    assert {key: effect.appeared for key, effect in there.items()} == {
        key: effect.vanished for key, effect in back.items()
    }


def test_that_a_figure_of_maintenance_changes_the_ask() -> None:  # P6.5
    portfolio = sample_in_memory(TODAY).portfolio
    more = load_playbook(with_change("figures.drills_min.value", "12"))
    found = next(effects_of(portfolio, load_playbook(), more, TODAY))
    drill = portfolio.plan(1).maintenance.drill_cost
    planned = portfolio.plan(1).maintenance.drills
    assert found.ask_after - found.ask_before == drill * (12 - max(planned, 4))
    assert found.ask_before > Decimal(0)
    assert not found.is_empty


def test_that_the_same_playbook_touches_nothing() -> None:
    portfolio = sample_in_memory(TODAY).portfolio
    assert all(effect.is_empty for effect in effects_of(portfolio, load_playbook(), load_playbook(), TODAY))
