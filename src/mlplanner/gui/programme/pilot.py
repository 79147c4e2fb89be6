"""Start a platform pilot from the window: when, how long, who owns it (P8.6)."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QVBoxLayout, QWidget

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.gui.forms.days import DayEdit
from mlplanner.gui.programme.sheet import push_button
from mlplanner.gui.project.sheet import label
from mlplanner.gui.room import FlowRow
from mlplanner.gui.session import Session
from mlplanner.operations.pilots import start_platform_pilot
from mlplanner.reports.formats import joined


class PilotStarter(QWidget):
    """One row, and below it what was made or why not."""

    started = Signal(list)
    """The ids of the new projects."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        figure = session.playbook.figures["pilot_months"]
        self.start = DayEdit(monday_of(session.today) + timedelta(days=DAYS_IN_WEEK))
        self.start.setObjectName("pilotStart")
        self.start.setFixedWidth(150)
        self.start.setAccessibleName("The pilot starts in the week of")
        self.months = QSpinBox()
        self.months.setObjectName("pilotMonths")
        self.months.setAccessibleName("Months of the pilot")
        self.months.setSuffix(" months")
        self.months.setRange(int(figure.low or 1), int(figure.high or figure.value))
        self.months.setValue(int(figure.value))
        self.owner = QComboBox()
        self.owner.setObjectName("pilotOwner")
        self.owner.setAccessibleName("Accountable owner of both projects")
        self.owner.setEditable(True)
        self.owner.setMinimumContentsLength(22)
        if line := self.owner.lineEdit():
            line.setPlaceholderText("Accountable owner")
        self.button = push_button("startPilot", "Start a platform pilot")
        self.said = label("", "muted")
        self.said.setObjectName("pilotSaid")
        self.problem = label("", "error")
        row = FlowRow()
        for widget in (self.start, self.months, self.owner, self.button):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        for text in (self.said, self.problem):
            layout.addWidget(text)
            text.hide()
        self.setEnabled(not session.workspace.is_read_only)
        self.button.clicked.connect(self._on_start)

    def refresh(self) -> None:
        """Offer everyone who is there as owner; what is typed stays."""
        names = ["", *sorted((p.name for p in self._session.portfolio.people.values()), key=str.casefold)]
        if names != [self.owner.itemText(at) for at in range(self.owner.count())]:
            typed = self.owner.currentText()
            self.owner.clear()
            self.owner.addItems(names)
            self.owner.setEditText(typed)

    def _on_start(self) -> None:
        self.said.hide()
        try:
            step = start_platform_pilot(self.start.day(), self.months.value(), self.owner.currentText())
            made = self._session.workspace.run(step).value
        except PlannerError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.problem.hide()
        names = joined([f"'{project.name}'" for project in made])
        self.said.setText(f"{names} are in the portfolio now. Undo takes both back.")
        self.said.show()
        self.started.emit([project.id for project in made])
