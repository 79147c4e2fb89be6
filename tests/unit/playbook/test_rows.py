"""The playbook as rows for a screen, and what differs from the shipped one."""

from decimal import Decimal

import pytest

from mlplanner.domain.errors import BadInput
from mlplanner.domain.settings import Override
from mlplanner.playbook.columns import EntryKind
from mlplanner.playbook.loading import load_playbook
from mlplanner.playbook.rows import EntryRow, diff_from_shipped, entry_rows

ROLE = '{"title": "Data steward", "fte_low": 0.1, "fte_high": 0.2, "deliverable": "Data contracts"}'


def rows(*overrides: Override) -> dict[str, EntryRow]:
    return {row.path: row for row in entry_rows(load_playbook(overrides))}


def test_that_a_figure_shows_value_unit_band_and_source() -> None:
    row = rows()["figures.handover_pct.value"]
    assert (row.title, row.value_text, row.unit) == ("Handover budget", "0.2", "share of build cost")
    assert (row.band, row.source, row.kind) == ("0.15–0.3", "P4.6", EntryKind.NUMBER)
    assert rows()["figures.drills_min.value"].band == "at least 0"
    assert rows()["figures.drills_min.high"].value_text == ""


def test_that_a_band_with_one_end_says_which() -> None:
    changed = rows(Override(path="figures.overlap_weeks.low", value="null"))
    assert changed["figures.overlap_weeks.value"].band == "at most 4"


def test_that_every_chapter_has_rows_and_paths_are_unique() -> None:
    shown = entry_rows(load_playbook())
    assert {row.chapter for row in shown} == set(type(load_playbook()).model_fields)
    assert len({row.path for row in shown}) == len(shown)
    assert not any(row.is_overridden for row in shown)
    assert diff_from_shipped(load_playbook()) == ()


def test_that_typing_what_a_row_shows_changes_nothing() -> None:
    """Every row can be edited: its own text gives a change that the playbook takes, and that is no change."""
    typed = {row.path: row.override_value(row.value_text) for row in entry_rows(load_playbook())}
    changes = [Override(path=path, value=value) for path, value in typed.items() if value != "null"]
    assert len(changes) > 300
    assert diff_from_shipped(load_playbook(changes)) == ()


def test_that_a_change_is_shown_beside_the_shipped_value() -> None:
    changed = rows(Override(path="roles.data_engineer.fte_high", value="0.9"))
    row = changed["roles.data_engineer.fte_high"]
    assert (row.value, row.shipped, row.is_overridden) == (Decimal("0.9"), 1, True)
    assert (row.value_text, row.shipped_text) == ("0.9", "1")
    assert [row.path for row in changed.values() if row.is_overridden] == ["roles.data_engineer.fte_high"]


def test_that_an_added_role_and_a_removed_metric_are_in_the_difference() -> None:
    playbook = load_playbook(
        [Override(path="roles.data_steward", value=ROLE), Override(path="metrics.mape", value="null")]
    )
    changed = {row.path: row for row in diff_from_shipped(playbook)}
    added, removed = changed["roles.data_steward.fte_high"], changed["metrics.mape.title"]
    assert (added.value, added.shipped, added.is_removed, added.entry) == (
        Decimal("0.2"),
        None,
        False,
        "roles.data_steward",
    )
    assert (removed.value, removed.shipped_text, removed.is_removed) == (None, "Mean absolute percentage error", True)
    assert len(changed) == 6


def test_that_a_severity_is_chosen_and_a_text_is_typed() -> None:
    row = rows()["rules.kpi_count.severity"]
    assert (row.kind, row.choices, row.value_text) == (EntryKind.CHOICE, ("must", "warn", "advise"), "must")
    assert row.override_value("warn") == '"warn"'
    assert rows()["rules.kpi_count.text"].kind is EntryKind.TEXT


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("figures.handover_pct.value", " 0,25 ", "0.25"),
        ("figures.handover_pct.value", "2.5e-1", "0.25"),
        ("figures.handover_pct.high", "", "null"),
        ("metrics.auc.is_threshold_free", "No", "false"),
        ("metrics.auc.is_threshold_free", "yes", "true"),
        ("roles.data_engineer.title", 'Data "plumber" Łukasz', '"Data \\"plumber\\" Łukasz"'),
        ("phases.discovery.gate.artifacts.raci.role", "", '""'),
    ],
)
def test_that_what_a_person_types_becomes_json(path: str, typed: str, value: str) -> None:
    assert rows()[path].override_value(typed) == value


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        ("figures.handover_pct.value", "much", "Handover budget: must be a number; got 'much'."),
        ("figures.handover_pct.value", "", "Handover budget: must be a number; got ''."),
        ("figures.handover_pct.value", "NaN", "must be a number"),
        ("figures.handover_pct.value", "1e999999", "must be a number"),
        ("metrics.auc.is_threshold_free", "maybe", "must be yes or no; got 'maybe'"),
        ("rules.kpi_count.severity", "shall", "must be one of must, warn, advise; got 'shall'"),
    ],
)
def test_that_what_does_not_fit_is_told(path: str, typed: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        rows()[path].override_value(typed)
    assert told in str(caught.value)
