"""The load of the selected person, or of a whole role, over the coming weeks: choice, sentence, chart (P4.9)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mlplanner.domain.people import Person
from mlplanner.engine.results import Load, Loads
from mlplanner.gui.people.load_chart import LoadChart, LoadView
from mlplanner.gui.people.people_columns import OVER
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.reports.formats import counted, joined

_ADDING_UP = "Adding up what the projects ask for …"


class LoadPanel(QWidget):
    """Shows one load; which one is chosen here."""

    changed = Signal()
    """Another role, or the person instead of a role, is to be shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._loads: Loads | None = None
        self._person: Person | None = None
        self.ways = QButtonGroup(self)
        self.roles = QComboBox()
        self.sentence = label("", "")
        self.chart = LoadChart()
        self._build()
        self.ways.idClicked.connect(lambda _number: self.changed.emit())
        self.roles.activated.connect(self._take_role)

    def _build(self) -> None:
        row = QHBoxLayout()
        for number, (name, title) in enumerate((("ofPerson", "Person"), ("ofRole", "Role"))):
            button = QPushButton(title)
            button.setObjectName(name)
            button.setAccessibleName(f"Load of the {title.lower()}")
            button.setCheckable(True)
            button.setChecked(number == 0)
            self.ways.addButton(button, number)
            row.addWidget(button)
        self.roles.setObjectName("loadRole")
        self.roles.setAccessibleName("Role whose load is shown")
        self.roles.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row.addWidget(self.roles)
        row.addSpacing(12)
        row.addWidget(self.sentence)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.chart)

    @property
    def role(self) -> str | None:
        """The role whose load is shown; None: the person's."""
        return str(self.roles.currentData() or "") if self.ways.checkedId() else None

    @property
    def load(self) -> Load | None:
        """What is shown; None while it is computed, and for somebody without role and booking."""
        if self._loads is None:
            return None
        if self.role is not None:
            return self._loads.roles.get(self.role)
        return self._loads.people.get(self._person.id or 0) if self._person else None

    @property
    def title(self) -> str:
        """The name of the role or person."""
        if self.role is not None:
            return self._session.playbook.role_title(self.role)
        return self._person.name if self._person else ""

    def choose_role(self, role: str | None) -> None:
        """Show the load of a whole role; None: of the person."""
        self.ways.button(int(role is not None)).setChecked(True)
        if role is not None:
            self.roles.setCurrentIndex(max(self.roles.findData(role), 0))
        self.changed.emit()

    def show_loads(self, loads: Loads | None, person: Person | None) -> None:
        """Show the current snapshot's loads; the list of roles follows the person unless a role was chosen."""
        self._loads, self._person = loads, person
        self._fill_roles(person.role if person and self.role is None else "")
        load = self.load
        if load is None or loads is None:
            self.chart.show_load(None)
            is_idle = loads is not None and bool(self.title)
            self.sentence.setText(
                f"{self.title}: no load, as nothing is booked and nobody is there." if is_idle else ""
            )
            return
        names = tuple(self._names(ids) for ids in load.projects)
        self.chart.show_load(LoadView(self.title, loads.mondays, load, names))
        weeks = counted(len(loads.mondays), "week")
        over = f"{OVER} over in {counted(load.weeks_over, 'week')} of the coming {weeks}"
        self.sentence.setText(f"{self.title}: {over if load.weeks_over else f'within supply in the coming {weeks}'}")

    def _take_role(self) -> None:
        self.choose_role(str(self.roles.currentData()))

    def _fill_roles(self, wanted: str) -> None:
        loads, playbook = self._loads, self._session.playbook
        chosen = wanted or self.roles.currentData()
        keys = list(playbook.roles)
        keys += [key for key in (loads.roles if loads else ()) if key not in keys]
        self.roles.clear()
        for key in keys:
            load = loads.roles.get(key) if loads else None
            sign = f"   {OVER} {counted(load.weeks_over, 'week')}" if load and load.weeks_over else ""
            self.roles.addItem(f"{playbook.role_title(key)}{sign}", key)
        self.roles.setCurrentIndex(max(self.roles.findData(chosen), 0))

    def _names(self, ids: tuple[int, ...]) -> str:
        plans = self._session.portfolio.plans
        return joined([plans[key].project.name for key in ids if key in plans])
