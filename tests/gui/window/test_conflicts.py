"""The comparison asks where both sides changed a cell, and only there (P9.2)."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.changes import ChangeSet, Conflict, EditAction, RowEdit
from mlplanner.domain.portfolio import Portfolio
from mlplanner.gui.comparison import ComparisonDialog
from tests.gui.portfolio.conftest import TODAY
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def portfolio() -> Portfolio:
    return sample_in_memory(TODAY).portfolio


@pytest.fixture
def dialog(qtbot: QtBot, portfolio: Portfolio) -> ComparisonDialog:
    """One risk that both changed, and a name that only the file changed."""
    plan = portfolio.plan(1)
    risk = plan.risks[0]
    name = RowEdit(EditAction.CHANGE, "projects", 1, {"name": "Churn alarm"}, {"name": plan.project.name}, "Churn")
    asked = Conflict(
        "risks", risk.id or 0, "impact", 2, 1, risk.impact, risk.impact, label=risk.title, where="Risks!D5"
    )
    made = ComparisonDialog(ChangeSet("plan.xlsx", (name,), (), 1, (asked,)), portfolio)
    qtbot.addWidget(made)
    made.show()
    return made


def conflict_line(dialog: ComparisonDialog) -> QModelIndex:
    model = dialog.tree.model()
    return model.index(0, 0, model.index(0, 0))


def accepted(qtbot: QtBot, dialog: ComparisonDialog) -> ChangeSet:
    taken: list[Any] = []
    dialog.accepted_changes.connect(taken.append)
    button = dialog.findChild(QPushButton, "takeOver")
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    changes = taken[0]
    assert isinstance(changes, ChangeSet)
    return changes


def test_that_a_conflict_shows_each_side_in_a_column(dialog: ComparisonDialog, portfolio: Portfolio) -> None:
    risk, line = portfolio.plan(1).risks[0], conflict_line(dialog)
    shown = [line.siblingAtColumn(column).data() for column in range(5)]
    assert shown == [f"Take the file’s: Impact of {risk.title}", str(risk.impact), "1", "2", "Risks!D5"]
    summary = dialog.findChild(QLabel, "comparisonSummary")
    assert isinstance(summary, QLabel)
    assert "1\xa0conflict" in summary.text()


def test_that_ours_stays_unless_it_is_checked(qtbot: QtBot, dialog: ComparisonDialog) -> None:
    changes = accepted(qtbot, dialog)
    assert [edit.kind for edit in changes.edits] == ["projects"]
    assert changes.conflicts == ()
    assert "in the file was not taken" in changes.notes[0]


def test_that_space_takes_the_files_side(qtbot: QtBot, dialog: ComparisonDialog) -> None:
    dialog.tree.setFocus()
    dialog.tree.setCurrentIndex(conflict_line(dialog))
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Space)
    assert conflict_line(dialog).siblingAtColumn(2).data(Qt.ItemDataRole.FontRole).bold()
    changes = accepted(qtbot, dialog)
    assert {edit.kind: dict(edit.values) for edit in changes.edits}["risks"] == {"impact": 1}


def test_that_all_can_be_chosen_at_once(qtbot: QtBot, dialog: ComparisonDialog) -> None:
    for name, state in (("takeAllTheirs", Qt.CheckState.Checked), ("keepAllOurs", Qt.CheckState.Unchecked)):
        button = dialog.findChild(QPushButton, name)
        assert isinstance(button, QPushButton)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert Qt.CheckState(conflict_line(dialog).data(Qt.ItemDataRole.CheckStateRole)) == state


def test_that_the_filter_shows_conflicts_only(qtbot: QtBot, dialog: ComparisonDialog) -> None:
    box = dialog.findChild(QCheckBox, "conflictsOnly")
    assert isinstance(box, QCheckBox)
    groups = [dialog.tree.topLevelItem(0), dialog.tree.topLevelItem(1)]
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert [group.isHidden() for group in groups if group] == [False, True]
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert [group.isHidden() for group in groups if group] == [False, False]


def test_that_without_conflicts_nothing_is_asked(qtbot: QtBot, portfolio: Portfolio) -> None:
    plain = ComparisonDialog(ChangeSet("plan.xlsx", (), ("Nothing.",), 1), portfolio)
    qtbot.addWidget(plain)
    assert plain.findChild(QCheckBox, "conflictsOnly") is None
    assert plain.tree.isColumnHidden(3)
