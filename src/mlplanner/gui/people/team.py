"""The tab People: who there is, the load of the selected person or role, projects behind it, time off (P4.9)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QTabWidget, QVBoxLayout, QWidget

from mlplanner.domain.capacity import WorkPattern
from mlplanner.domain.people import Person, TimeOff
from mlplanner.engine.assignments import Assignment, assignments_of_person, assignments_of_role
from mlplanner.engine.results import Loads
from mlplanner.gui.feed import Feed
from mlplanner.gui.people.load_panel import LoadPanel
from mlplanner.gui.people.pasting import PeoplePaste
from mlplanner.gui.people.people_columns import (
    assignment_columns,
    pattern_columns,
    person_columns,
    time_off_columns,
)
from mlplanner.gui.people.portfolio_grid import make_view, noun_view, widen
from mlplanner.gui.project.sheet import label
from mlplanner.gui.screen import Screen
from mlplanner.gui.session import Session
from mlplanner.gui.tables.edits import Rows
from mlplanner.reports.formats import counted

_NO_PEOPLE = "Nobody is here yet. Type a name into this line, or paste people from a spreadsheet; with a main role the person is supply in the capacity."
_NO_TIME_OFF = "No days off. Type the first day into this line."
_NO_PATTERNS = "The FTE counts. For a part-time week by days, type the day from which it is worked into this line."
_NO_WORK = "No project books these weeks. Staff a line in a project's Staffing tab."


class TeamTab(Screen):
    """People on the left, the selected one on the right, the coming weeks below."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.feed = Feed.of(session)
        self._person_id: int | None = None
        self.search = QLineEdit()
        self.people = noun_view(
            session, Person, person_columns(session, self._loads), name="people", empty=_NO_PEOPLE, frozen=1
        )
        self.paste = PeoplePaste(session, self.people, self)
        self.time_off = noun_view(
            session, TimeOff, time_off_columns(session), name="timeOff", empty=_NO_TIME_OFF, completed=self._absence
        )
        self.patterns = noun_view(
            session, WorkPattern, pattern_columns(), name="patterns", empty=_NO_PATTERNS, completed=self._pattern
        )
        self.calendar = QTabWidget()
        self.assignments = make_view(
            session,
            Rows(key=lambda row: (row.project_id, row.line_id), name=lambda row: str(row.project_id)),
            assignment_columns(session, of_role=False),
            name="assignments",
            title="Projects that book",
            empty="",
        )
        self.panel = LoadPanel(session)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._name, self._about = label("", "heading"), label("", "muted")
        self._booked = label("", "subheading")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search.setObjectName("peopleSearch")
        self.search.setAccessibleName("Find people")
        self.search.setPlaceholderText("Find a name, role or department")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(320)
        self.count = label("", "muted")
        self.count.setWordWrap(False)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.people, 1)
        self.splitter.setObjectName("peopleSplitter")
        self.splitter.setHandleWidth(3)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self._side())
        self.splitter.setSizes([640, 430])
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.panel)

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._name)
        column.addWidget(self._about)
        column.addSpacing(6)
        column.addWidget(self._booked)
        column.addWidget(self.assignments, 3)
        column.addSpacing(6)
        self.calendar.setObjectName("personCalendar")
        self.calendar.setDocumentMode(True)
        self.calendar.addTab(self.time_off, "Time off")
        self.calendar.addTab(self.patterns, "Working time")
        column.addWidget(self.calendar, 2)
        return side

    def _connect(self) -> None:
        self.feed.completed.connect(self.mark_stale)
        self.search.textChanged.connect(lambda _text: self._show_people())
        self.people.selectionModel().currentChanged.connect(lambda *_: self._follow())
        self.panel.changed.connect(self._show_person)
        self.assignments.opened.connect(self._open)
        self.assignments.opens_rows = True

    @property
    def person(self) -> Person | None:
        """The selected person."""
        return self.session.portfolio.people.get(self._person_id) if self._person_id is not None else None

    def refresh(self) -> None:
        """Show the current snapshot."""
        self._show_people()
        self._show_person()

    def show_person(self, person_id: int) -> None:
        """Select somebody, whatever the search says."""
        self.refresh_if_stale()
        self.search.clear()
        row = self.people.records.find(person_id)
        if row >= 0:
            self.people.go((row, 0))
            self.people.setFocus()

    def _show_people(self) -> None:
        words = self.search.text().casefold().split()
        everyone = sorted(self.session.portfolio.people.values(), key=self._place)
        shown = [person for person in everyone if all(word in self._text(person) for word in words)]
        self.people.records.show(shown)
        with_role = sum(bool(person.role) for person in everyone)
        found = f"{len(shown)} of " if words else ""
        self.count.setText(f"{found}{counted(len(everyone), 'person', 'people')}, {with_role} with a main role")
        self._follow()

    def _place(self, person: Person) -> tuple[int, str]:
        """By role as the playbook has them, then by name; those without a role last."""
        order = list(self.session.playbook.roles)
        place = order.index(person.role) if person.role in order else len(order) + (not person.role)
        return place, person.name.casefold()

    def _text(self, person: Person) -> str:
        role = self.session.playbook.role_title(person.role) if person.role else ""
        return f"{person.name} {role} {person.unit} {person.note}".casefold()

    def _follow(self) -> None:
        """The selected row's person; on the last line the one before stays."""
        at = self.people.current
        row = self.people.records.row_at(at[0]) if at else None
        if row is not None and row.id != self._person_id:
            self._person_id = row.id
            self._show_person()

    def _choose_first(self) -> None:
        """Until somebody is selected: who is booked most beyond what they can, else the first."""
        rows, loads = self.people.records.rows, self._loads()
        if self.person is None and rows and loads is not None:
            worst = max(rows, key=lambda row: loads.people[row.id].weeks_over if row.id in loads.people else 0)
            self._person_id = worst.id
            self.people.go((self.people.records.find(worst.id), 0))

    def _show_person(self) -> None:
        self._choose_first()
        person, loads = self.person, self._loads()
        self._name.setText(person.name if person else "Nobody selected")
        self._about.setText(self._describe(person) if person else "Select somebody to see their weeks.")
        absences = [item for item in self.session.portfolio.time_off if person and item.person_id == person.id]
        self.time_off.setEnabled(person is not None)
        self.time_off.records.show(sorted(absences, key=lambda item: item.first))
        patterns = [item for item in self.session.portfolio.patterns if person and item.person_id == person.id]
        self.patterns.setEnabled(person is not None)
        self.patterns.records.show(sorted(patterns, key=lambda item: item.valid_from or date.min))
        self.panel.show_loads(loads, person)
        is_of_role = self.panel.role is not None
        self._booked.setText(f"Who works as {self.panel.title}" if is_of_role else "Booked on")
        self.assignments.empty_text = "" if loads is None else _NO_WORK
        self.assignments.records.show(self._booked_on(loads), assignment_columns(self.session, of_role=is_of_role))
        widen(self.assignments)

    def _describe(self, person: Person) -> str:
        role = self.session.playbook.role_title(person.role) if person.role else "no main role"
        more = "still to be found" if person.is_placeholder else ""
        if person.is_placeholder and person.employed_from is None:
            more = "still to be found, no supply without a first day"
        elif person.role and not person.fte * person.availability:
            more = "no supply: FTE or availability is 0"
        return "  ·  ".join(filter(None, (role, person.unit, f"{person.fte.normalize():f} FTE", more)))

    def _booked_on(self, loads: Loads | None) -> list[Assignment]:
        if loads is None:
            return []
        portfolio, first, load = self.session.portfolio, loads.mondays[0], self.panel.load
        if self.panel.role is not None:
            return assignments_of_role(portfolio, self.panel.role, load, first)
        return assignments_of_person(portfolio, self._person_id, load, first) if self._person_id is not None else []

    def _loads(self) -> Loads | None:
        return self.feed.loads

    def _absence(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A new absence: one day when only one was typed, today when none was."""
        some = values.get("first") or values.get("last") or self.session.today
        return {"person_id": self._person_id, "first": some, "last": some, **values}

    def _pattern(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A new working time of the selected person."""
        return {"person_id": self._person_id, **values}

    def _open(self, row: int) -> None:
        item = self.assignments.records.row_at(row)
        if isinstance(item, Assignment):
            place = ("staffing", "lines", item.line_id) if item.line_id else ("costs", "maintenance", None)
            self.session.go_to.emit((item.project_id, *place, "role"))
