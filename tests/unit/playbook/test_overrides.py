"""An organisation's changes: laid on top by path, refused in one sentence."""

from decimal import Decimal

import pytest

from mlplanner.domain.errors import BadInput
from mlplanner.domain.settings import Override
from mlplanner.playbook.loading import check_override, load_playbook

ROLE = '{"title": "Data steward", "fte_low": 0.1, "fte_high": 0.2, "deliverable": "Data contracts"}'


def overrides(**values: str) -> list[Override]:
    return [Override(path=path.replace("__", "."), value=value) for path, value in values.items()]


def test_that_a_figure_is_replaced_exactly() -> None:
    changed = load_playbook(overrides(figures__handover_pct__value="0.175"))
    assert changed.figure("handover_pct") == Decimal("0.175")


def test_that_a_role_can_be_added_and_then_edited() -> None:  # P4.1
    """The edit is given first: entries are laid before what is inside them."""
    changed = load_playbook(overrides(roles__data_steward__fte_high="0.4", roles__data_steward=ROLE))
    assert list(changed.roles)[-1] == "data_steward"
    assert changed.roles["data_steward"].fte_high == Decimal("0.4")


def test_that_an_entry_can_be_removed() -> None:
    changed = load_playbook(overrides(metrics__mape="null", rules__kpi_count="null"))
    assert "mape" not in changed.metrics
    assert "kpi_count" not in changed.rules


def test_that_an_end_of_a_band_can_be_taken_away() -> None:
    assert load_playbook(overrides(figures__overlap_weeks__high="null")).figures["overlap_weeks"].high is None


def test_that_taking_away_an_end_that_is_not_there_changes_nothing() -> None:
    assert load_playbook(overrides(figures__drills_min__high="null")) == load_playbook()


def test_that_an_artifact_can_be_added_and_removed() -> None:  # P3.3
    entry = '{"title": "Works council note", "role": "", "source": ""}'
    path = "phases__discovery__gate__artifacts"
    changed = load_playbook(overrides(**{f"{path}__council": entry, f"{path}__risk_note": "null"}))
    artifacts = changed.phases["discovery"].gate.artifacts
    assert "council" in artifacts
    assert "risk_note" not in artifacts


def test_that_a_phase_can_be_added() -> None:  # P3.1
    gate = '{"title": "Scale gate", "owner_role": "Sponsor", "artifacts": {}, "source": ""}'
    changed = load_playbook(overrides(phases__scale=f'{{"title": "Scale", "weeks": 4, "gate": {gate}, "source": ""}}'))
    assert list(changed.phases)[-1] == "scale"


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("roles", "{}", "a path looks like 'roles.data_engineer.fte_high'"),
        ("Roles.data_engineer.fte_high", "1", "a path looks like"),
        ("roles..fte_high", "1", "a path looks like"),
        ("roles.data_engineer.fte_high\n", "1", "a path looks like"),
        ("chapters.one", "1", "the playbook has no entry 'chapters'"),
        ("roles.wizard.fte_high", "1", "the playbook has no entry 'roles.wizard'"),
        ("roles.data_engineer.fte_high.much", "1", "the playbook has no entry 'roles.data_engineer.fte_high'"),
        ("roles.data_engineer.fte_high", "one", "the value 'one' is not JSON"),
        ("roles.data_engineer.fte_high", "", "the value '' is not JSON"),
        ("roles.data_engineer.fte_high", "NaN", "is not JSON"),
        ("roles.data_engineer.fte_high", "Infinity", "is not JSON"),
        ("roles.data_engineer.fte_high", "[" * 100_000, "is not JSON"),
        ("roles.data_engineer.fte_high", "9" * 5000, "is not JSON"),
        ("roles.data_engineer.fte_high", "0.4", "the highest FTE (0.4) lies below the lowest (0.5)"),
        ("roles.data_engineer.fte_low", "-1", "must be at least 0; got -1"),
        ("roles.data_engineer.fte_high", "1e9", "must be at most 50"),
        ("roles.data_engineer.fte_high", '"x"', "must be a number; got 'x'"),
        ("roles.data_engineer.fte_high", "true", "must be a number; got True"),
        ("roles.data_engineer.fte_high", "null", "must not be empty"),
        ("roles.data_engineer.title", f'"{"x" * 10_000}"', "is longer than 80 characters"),
        ("roles.data_engineer.title", '"Data scientist"', "'Data scientist' is that of"),
        ("roles.data_engineer", "null", "there is no role 'data_engineer'"),
        ("roles.wizard", "null", "there is no such entry to remove"),
        ("roles.wizard", '"x"', "'roles.wizard'"),
        (f"roles.{'x' * 41}", ROLE, "a key has at most 40 small letters"),
        ("phases.prototype", "null", "there is no phase 'prototype'"),
        ("phases.discovery.gate.artifacts.wand", "null", "there is no such entry to remove"),
        ("figures.alpha", "null", "can be changed but not removed"),
        ("figures.magic", '{"title": "x", "value": 1, "unit": "", "source": ""}', "can be added to roles, phases"),
        ("figures.headroom_weeks.value", "2.5", "the value 2.5 must be a whole number"),
        ("figures.handover_pct.value", "0.31", "lies outside 0.15 to 0.30"),
        ("sourcing.hire", "null", "can be changed but not removed"),
        ("rules.magic", "{}", "entries can be added to"),
        ("rules.kpi_count.text", '"{nobody}"', "{nobody} is unknown here; the rule fills {count}, {high}, {low}"),
        ("rules.kpi_count.text", '"{count.__class__}"', "is no plain name"),
        ("rules.kpi_count.text", '"{count!r}"', "is no plain name"),
        ("rules.kpi_count.text", '"{count:>9}"', "is no plain name"),
        ("rules.kpi_count.text", '"{}"', "is no plain name"),
        ("rules.kpi_count.text", '"100 % {"', "write names in braces"),
        ("rules.trigger_missing.text", '"{metric}"', "the rule fills no names"),
        ("rules.kpi_count.tab", '"history"', "'rules.kpi_count.tab'"),
        ("rules.kpi_count.gate", '"nowhere"', "there is no phase 'nowhere'"),
    ],
)
def test_that_a_change_that_does_not_fit_is_refused_in_one_sentence(path: str, value: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        check_override(path, value)
    said = str(caught.value)
    assert told in said
    assert said.startswith("Playbook entry ")
    assert len(said) < 400


def test_that_the_last_role_and_the_last_phase_stay() -> None:
    roles = {f"roles__{key}": "null" for key in load_playbook().roles}
    artifacts = {
        f"phases__{key}__gate__artifacts__{name}__role": '""'
        for key, phase in load_playbook().phases.items()
        for name in phase.gate.artifacts
    }
    with pytest.raises(BadInput, match="'roles': at least one entry must stay"):
        load_playbook(overrides(**roles, **artifacts))
    with pytest.raises(BadInput, match="'phases': at least one entry must stay"):
        load_playbook(overrides(**{f"phases__{key}": "null" for key in load_playbook().phases}))


def test_that_a_change_is_checked_together_with_those_already_there() -> None:
    there = overrides(roles__data_steward=ROLE)
    check_override("roles.data_steward.fte_high", "0.5", there)
    check_override("roles.data_steward", ROLE.replace("0.2", "0.3"), there)
    with pytest.raises(BadInput):
        check_override("roles.data_steward.fte_high", "0.5")


def test_that_a_rule_is_worded_with_any_of_its_names_or_none() -> None:
    check_override("rules.kpi_count.text", '"Two to four, please."')
    check_override("rules.kpi_count.text", '"{count} is not {low}; braces are written {{so}}."')
