"""What the rules about models and services let pass, and how they tell two cases apart (P8.1, P8.2)."""

from datetime import date

from mlplanner.domain.models import ModelState
from tests.support.golden_rollout import gate_passed
from tests.support.model_cases import model, service
from tests.support.sound_case import sound_world


def test_that_a_complete_model_in_production_and_a_complete_service_pass() -> None:
    assert model()(sound_world()).findings() == ()
    assert service()(sound_world()).findings() == ()


def test_that_a_model_in_development_needs_nothing_yet() -> None:
    world = model(state=ModelState.DEVELOPMENT, runbook="", retirement_policy="", owner_id=None, kpi_id=None)
    assert world(sound_world()).findings() == ()


def test_that_an_empty_inventory_is_no_fault_before_production() -> None:  # P8.1
    assert not sound_world().of_rule("inventory_empty")
    (found,) = gate_passed(sound_world()).of_rule("inventory_empty")
    assert found.gate_key == "handover"
    listed = gate_passed(model(state=ModelState.DEVELOPMENT)(sound_world()))
    assert not listed.of_rule("inventory_empty")


def test_that_production_without_on_call_stops_the_handover() -> None:  # P8.1
    world = model()(sound_world()).with_single("maintenance", on_call_id=None)
    (found,) = world.of_rule("production_model_unready")
    assert (found.gate_key, found.field, found.noun_id) == ("handover", None, 1)
    assert "without on-call" in found.message


def test_that_an_owner_is_warned_of_but_stops_nothing() -> None:
    (found,) = model(owner_id=None)(sound_world()).findings()
    assert (found.rule, found.gate_key, found.field) == ("model_incomplete", None, "owner_id")


def test_that_a_kept_model_is_not_proposed_until_its_day() -> None:  # P8.1
    old = date(2024, 6, 1)
    assert model(retrained_on=old, kept_until=date(2026, 12, 31))(sound_world()).findings() == ()
    assert len(model(retrained_on=old, kept_until=date(2026, 2, 1))(sound_world()).findings()) == 1
