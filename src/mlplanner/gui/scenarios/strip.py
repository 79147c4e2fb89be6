"""The strip over every page that says which scenario is shown, with the way back to the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

if TYPE_CHECKING:
    from mlplanner.gui.session import Session


class ScenarioStrip(QFrame):
    """Hidden while the plan itself is shown."""

    compare_requested = Signal()
    """Show the scenarios side by side."""
    leave_requested = Signal()
    """Back to the plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scenarioStrip")
        self.setProperty("kind", "message")
        self.setProperty("tone", "warning")
        self.text = QLabel()
        self.text.setObjectName("scenarioText")
        self.text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.addWidget(self.text, 1)
        for name, title, signal in (
            ("scenarioCompare", "Compare", self.compare_requested),
            ("scenarioLeave", "Back to the plan", self.leave_requested),
        ):
            button = QToolButton()
            button.setObjectName(name)
            button.setText(title)
            button.setProperty("outlined", True)
            button.clicked.connect(lambda _=False, signal=signal: signal.emit())
            row.addWidget(button)
        self.hide()

    def show_session(self, session: Session | None) -> None:
        """Say which scenario every screen shows, if it is not the plan."""
        scenario = session.scenario if session else None
        self.setVisible(scenario is not None)
        if scenario is not None:
            sentence = f"Scenario ‘{scenario.name}’ is shown. What you edit stays in it; the plan is not changed."
            self.text.setText(sentence)
            self.setAccessibleName(sentence)
