"""The part of the new-project dialog that starts a platform pilot: two use cases at once (P8.6)."""

from datetime import date

from PySide6.QtWidgets import QFormLayout, QLabel, QSpinBox, QWidget

from mlplanner.domain.projects import Project
from mlplanner.gui.session import Session
from mlplanner.operations.operation import Operation
from mlplanner.operations.pilots import start_platform_pilot
from mlplanner.playbook.pilots import load_pilot
from mlplanner.reports.formats import joined


class PilotPart(QWidget):
    """How many months the pilot takes; its projects bring their names."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        figure = session.playbook.figures["pilot_months"]
        self.months = QSpinBox()
        self.months.setObjectName("newPilotMonths")
        self.months.setSuffix(" months")
        self.months.setRange(int(figure.low or 1), int(figure.high or figure.value))
        self.months.setValue(int(figure.value))
        names = joined([f"'{project.name}'" for project in load_pilot().projects])
        about = QLabel(
            f"Starts {names} with phases, staffing and their service of the catalogue, within these months. "
            "Undo takes all of it back."
        )
        about.setProperty("kind", "muted")
        about.setWordWrap(True)
        form = QFormLayout(self)
        form.setContentsMargins(0, 6, 0, 0)
        form.addRow("&Length of the pilot", self.months)
        form.addRow(about)

    def operation(self, start: date, owner: str) -> Operation[list[Project]]:
        """Both projects in one step."""
        return start_platform_pilot(start, self.months.value(), owner)
