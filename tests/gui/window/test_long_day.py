"""A long day on one portfolio file: thirty steps by hand on many screens, all undone, all redone, closed and reopened."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import GateOutcome, GateState
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.registry import PORTFOLIO_KINDS
from mlplanner.gui.furnishing import Furnishing
from mlplanner.gui.project.approval import ApprovalTab
from mlplanner.gui.project.governance import GovernanceTab
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.timeline import TimelineTab
from mlplanner.gui.session import Session
from mlplanner.gui.timeline.chart import NAMES
from mlplanner.gui.timeline.heading import HEADER
from mlplanner.gui.window import MainWindow
from tests.gui.hands import Hand
from tests.support.sample_files import copy_of_sample

LEFT = Qt.MouseButton.LeftButton
Make = Callable[[], tuple[MainWindow, Furnishing]]


class Day:
    """One person in front of the window."""

    def __init__(self, qtbot: QtBot, made: tuple[MainWindow, Furnishing], path: Path) -> None:
        self.qtbot, (self.window, furnishing) = qtbot, made
        assert furnishing.files.open(path)

    @property
    def session(self) -> Session:
        session = self.window.session
        assert session is not None
        return session

    @property
    def plan(self) -> ProjectPlan:
        return self.session.portfolio.find("Churn")

    def content(self) -> object:
        portfolio = self.session.portfolio
        return portfolio.plans, tuple(getattr(portfolio, kind.key) for kind in PORTFOLIO_KINDS)

    def tab(self, name: str) -> object:
        self.window.show_project(self.plan.id, name)
        return self.window.project_page().tab(name)

    def click(self, parent: object, name: str) -> None:
        button = parent.findChild(QPushButton, name)  # type: ignore[attr-defined]
        assert isinstance(button, QPushButton)
        self.qtbot.waitUntil(lambda: button.height() > 0 and button.isVisible())
        self.qtbot.mouseClick(button, LEFT)

    def answer_and_sign(self) -> None:
        tab = self.tab("governance")
        assert isinstance(tab, GovernanceTab)
        self.qtbot.waitUntil(tab.risk.isVisible)
        combo = tab.risk.fields["scale"].editor
        assert isinstance(combo, QComboBox)
        combo.setFocus()
        self.qtbot.keyClick(combo, Qt.Key.Key_Up)
        self.click(tab, "signAssessment")
        assert not tab.risk.problem.isVisibleTo(tab), tab.risk.problem.text()
        assert self.plan.risk_assessment.signed_on == self.session.today

    def do_ethics(self) -> None:
        tab = self.tab("governance")
        grid = next(g for g in tab.findChildren(NounGrid) if g.kind.key == "ethics")  # type: ignore[attr-defined]
        state = grid.model.find_column("state")
        hand = Hand(self.qtbot, grid.view)
        for row, item in enumerate(self.plan.ethics):
            hand.click(row, state)
            hand.type("done")
            hand.key(Qt.Key.Key_Return)
            assert self.plan.ethics[row].state == "done", item.name

    def accept(self) -> None:
        tab = self.tab("approval")
        assert isinstance(tab, ApprovalTab)
        gate = tab._gate()
        for artifact in self.plan.artifacts_of(gate):
            if not artifact.state.is_done:
                assert tab.artifacts.go_to(artifact.id, None)
                self.click(tab, "accept")

    def decide(self, outcome: GateOutcome) -> None:
        tab = self.tab("approval")
        assert isinstance(tab, ApprovalTab)
        tab.decision.outcome.setCurrentIndex(tab.decision.outcome.findData(outcome))
        self.qtbot.keyClicks(tab.decision.reason, f"Why: {outcome}")
        assert tab.decision.refusals.text() == ""
        self.qtbot.mouseClick(tab.decision.decide, LEFT)

    def drag_bar(self, weeks: int) -> None:
        tab = self.tab("timeline")
        assert isinstance(tab, TimelineTab)
        scale = tab.chart.scale
        x = scale.x(self.plan.project.start) + scale.week_width * 1.5 - tab.chart.horizontalScrollBar().value()
        start = QPoint(round(NAMES + x), HEADER + 18)
        end = start + QPoint(round(weeks * scale.week_width), 0)
        self.qtbot.mousePress(tab.chart.viewport(), LEFT, pos=start)
        self.qtbot.mouseMove(tab.chart.viewport(), end)
        self.qtbot.mouseRelease(tab.chart.viewport(), LEFT, pos=end)


def test_that_thirty_steps_are_undone_to_the_beginning_and_redone_after_a_restart(
    qtbot: QtBot, open_furnished: Make, tmp_path: Path
) -> None:
    path = copy_of_sample(tmp_path)
    day = Day(qtbot, open_furnished(), path)
    first, revision = day.content(), day.session.portfolio.revision
    for outcome in (GateOutcome.DEFER, GateOutcome.WITHDRAW, GateOutcome.HOLD):
        day.decide(outcome)
    day.answer_and_sign()
    day.do_ethics()
    day.accept()
    day.decide(GateOutcome.GO)
    plan = day.plan
    assert plan.gate_state(plan.gates[1]) == GateState.GO
    approval = day.session.figures(plan.id).approval
    assert approval is not None
    assert not approval.is_stale
    start = plan.project.start
    day.drag_bar(2)
    assert day.plan.project.start == start + timedelta(weeks=2)
    stale = day.session.figures(plan.id).approval
    assert stale is not None
    assert any("2 weeks" in str(change) for change in stale.changes), stale.changes
    while day.session.portfolio.revision - revision < 30:
        day.drag_bar(1)
    last = day.content()
    undo, redo = day.window.actions_by_id["undo"], day.window.actions_by_id["redo"]
    count = 0
    while undo.isEnabled():
        undo.trigger()
        count += 1
    assert day.content() == first
    assert count >= 30
    day.window.close()
    day = Day(qtbot, open_furnished(), path)
    assert day.content() == first
    redo = day.window.actions_by_id["redo"]
    again = 0
    while redo.isEnabled():
        redo.trigger()
        again += 1
    assert again == count
    assert day.content() == last
    day.window.close()
    day = Day(qtbot, open_furnished(), path)
    day.window.actions_by_id["undo"].trigger()
    day.window.actions_by_id["redo"].trigger()
    assert day.content() == last
