"""Edits of the playbook leave one that loads as a whole, or change nothing (P4.1)."""

from collections.abc import Iterator
from datetime import date

import pytest

from mlplanner.domain.errors import BadInput, Refused
from mlplanner.domain.people import Person
from mlplanner.domain.settings import Override
from mlplanner.operations.cells import CellEdit
from mlplanner.operations.fields import set_fields
from mlplanner.operations.playbooks import (
    add_entry,
    edit_entries,
    edit_entry,
    explain_changes,
    remove_entries,
    reset_entries,
    take_changes,
)
from mlplanner.operations.workspace import Workspace
from tests.support.sample_files import sample_in_memory

HIGH = "roles.data_engineer.fte_high"
STEWARD = {"title": "Data steward", "fte_low": 0.1, "fte_high": 0.2, "deliverable": "Data contracts"}


@pytest.fixture
def w() -> Iterator[Workspace]:
    made = sample_in_memory(date(2026, 3, 2))
    yield made
    made.close()


def cells(values: dict[str, str]) -> list[CellEdit]:
    return [CellEdit(f"Data engineer, {path}", edit_entry(path, value)) for path, value in values.items()]


def test_that_a_value_that_ships_is_no_change(w: Workspace) -> None:
    w.run(edit_entry(HIGH, "1.2"))
    assert [(o.path, o.value) for o in w.portfolio.overrides] == [(HIGH, "1.2")]
    w.run(edit_entry(HIGH, "1.0"))
    assert w.portfolio.overrides == ()
    assert w.run(edit_entry("figures.drills_min.high", "null")).changes.is_empty


def test_that_low_and_high_may_pass_each_other_in_one_step(w: Workspace) -> None:
    low = "roles.data_engineer.fte_low"
    w.run(edit_entries("Paste", cells({low: "1.5", HIGH: "2"})))
    role = w.playbook.roles["data_engineer"]
    assert (str(role.fte_low), str(role.fte_high)) == ("1.5", "2")
    w.undo()
    assert w.portfolio.overrides == ()


def test_that_a_value_that_does_not_fit_changes_nothing_and_names_the_cell(w: Workspace) -> None:
    with pytest.raises(BadInput, match=r"^Data engineer, .*: the highest FTE \(0.1\) lies below the lowest"):
        w.run(edit_entries("Change", cells({HIGH: "0.1"})))
    assert w.portfolio.overrides == ()


def test_that_a_reason_stays_with_its_change(w: Workspace) -> None:
    w.run(edit_entry(HIGH, "1.2"))
    w.run(explain_changes([HIGH], "Small team"))
    w.run(edit_entry(HIGH, "1.4"))
    assert [(o.value, o.reason) for o in w.portfolio.overrides] == [("1.4", "Small team")]


def test_that_an_own_role_gets_a_key_of_its_own(w: Workspace) -> None:  # P4.1
    assert w.run(add_entry("roles", STEWARD, "Data steward")).value == "roles.data_steward"
    assert w.playbook.roles["data_steward"].title == "Data steward"
    other = {**STEWARD, "title": "Data engineer, part-time"}
    assert w.run(add_entry("roles", other, "Data engineer")).value == "roles.data_engineer_2"
    assert w.run(add_entry("cadences", "Zweimal täglich – 2×", "2× täglich")).value == "cadences.own_2_taglich"


def test_that_a_title_that_is_taken_is_refused(w: Workspace) -> None:
    with pytest.raises(BadInput, match="the title 'Data engineer' is that of"):
        w.run(add_entry("roles", {**STEWARD, "title": "Data engineer"}, "Data engineer"))
    assert w.portfolio.overrides == ()


def test_that_a_role_in_use_can_be_neither_removed_nor_reset(w: Workspace) -> None:
    with pytest.raises(Refused, match=r"Data engineer is named by .* staffing lines, .* rates and 3 people"):
        w.run(remove_entries(["roles.data_engineer"]))
    w.run(add_entry("roles", STEWARD, "Data steward"))
    w.run(set_fields(Person, 1, role="data_steward"))
    for back in (reset_entries([]), reset_entries(["roles.data_steward"]), remove_entries(["roles.data_steward"])):
        with pytest.raises(Refused, match="Data steward is named by 1 person and has to stay"):
            w.run(back)
    with pytest.raises(Refused):
        w.run(take_changes([], replace=True))
    w.run(set_fields(Person, 1, role="data_engineer"))
    w.run(reset_entries([]))
    assert "data_steward" not in w.playbook.roles


def test_that_a_removed_entry_comes_back_by_a_reset(w: Workspace) -> None:
    w.run(remove_entries(["metrics.rmse"]))
    assert "rmse" not in w.playbook.metrics
    w.run(reset_entries(["metrics.rmse"]))
    assert "rmse" in w.playbook.metrics
    assert w.portfolio.overrides == ()


def test_that_an_own_entry_is_removed_for_good(w: Workspace) -> None:
    path = w.run(add_entry("roles", STEWARD, "Data steward")).value
    w.run(edit_entry(f"{path}.fte_high", "0.5"))
    w.run(remove_entries([path]))
    assert w.portfolio.overrides == ()


def test_that_changes_of_a_file_are_laid_over_or_replace_all(w: Workspace) -> None:
    w.run(edit_entry(HIGH, "1.2"))
    mine = Override(path="figures.contingency_pct.value", value="0.2", reason="Board")
    w.run(take_changes([mine], replace=False))
    assert {o.path for o in w.portfolio.overrides} == {HIGH, mine.path}
    w.run(take_changes([mine], replace=True))
    assert [(o.path, o.reason) for o in w.portfolio.overrides] == [(mine.path, "Board")]


def test_that_changes_that_make_no_playbook_are_refused_whole(w: Workspace) -> None:
    good, bad = Override(path=HIGH, value="1.2"), Override(path="figures.nothing.value", value="1")
    with pytest.raises(BadInput, match=r"figures\.nothing"):
        w.run(take_changes([good, bad], replace=False))
    assert w.portfolio.overrides == ()
