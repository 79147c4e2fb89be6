"""A date field: typed in any form a person writes a day, or picked from its calendar; Tab leaves it in one step."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mlplanner.domain.errors import BadInput
from mlplanner.gui.tables.editors import DateEditor
from mlplanner.gui.tables.kinds import read_date


class DayEdit(DateEditor):
    """Shows `2026-03-02`, which every locale reads the same. Qt's own field stops at each part of the date."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.AlignmentFlag.AlignLeft)
        self.setFrame(True)
        self.setText(day.isoformat())
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0000-00-00") + 44)
        self.setToolTip("A day such as 2026-03-02 or 2 Mar 2026; Alt+Down opens the calendar")

    def day(self) -> date:
        """The day typed; BadInput, naming the field, when it is none."""
        name = self.accessibleName() or "Day"
        try:
            day = read_date(self.text())
        except BadInput as error:
            raise BadInput(f"{name}: {error}") from None
        if day is None:
            raise BadInput(f"{name}: must not be empty; type a day such as 2026-03-02.")
        return day
