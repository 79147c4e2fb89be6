"""The tab Capability roadmap: who learns what and when, what it costs, and what people can do then (P4.8)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.people import Person
from mlplanner.domain.programme import Enrolment
from mlplanner.domain.registry import KIND_OF
from mlplanner.engine.trainings import Training, plan_trainings, skills_of
from mlplanner.gui.forms.days import DayEdit
from mlplanner.gui.people.portfolio_grid import fit_height, make_view
from mlplanner.gui.programme.gantt import TrainingGantt
from mlplanner.gui.programme.sheet import ProgrammeTab, push_button
from mlplanner.gui.project.sheet import label
from mlplanner.gui.room import FlowRow
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, field_column
from mlplanner.gui.tables.edits import Rows
from mlplanner.gui.tables.kinds import Kind
from mlplanner.operations.cells import RowFields
from mlplanner.operations.programme import cancel_enrolment, enrol

_NOBODY = "Nobody is enrolled. Choose a person and a programme above."
_NO_PEOPLE = "Nobody has a main role or a skill yet; people are named in People and rates."


class RoadmapTab(ProgrammeTab):
    """Enrol above, the roadmap as table and picture, skills below."""

    depends_on: ClassVar[frozenset[str]] = frozenset({"enrolments", "people", "costs", "projects", "overrides"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Capability roadmap")
        self._trainings: tuple[Training, ...] = ()
        self.person, self.programme, self.charged = QComboBox(), QComboBox(), QComboBox()
        self.start = DayEdit(session.today)
        self.start.setAccessibleName("Starts in the week of")
        self.start.setFixedWidth(150)
        self.enrol = push_button("enrol", "Enrol")
        self.offer = label("", "muted")
        self.problem = label("", "error")
        self.problem.setObjectName("enrolProblem")
        self.grid = make_view(
            session,
            Rows(
                key=lambda row: row.enrolment.id,
                name=lambda row: row.person.name,
                noun=KIND_OF[Enrolment].title,
                remove=lambda rows: cancel_enrolment(*(row.enrolment for row in rows)),
            ),
            self._columns(),
            name="enrolments",
            title="Enrolments by start",
            empty=_NOBODY,
        )
        self.gantt = TrainingGantt()
        self.skills = make_view(
            session,
            Rows(noun="person"),
            self._skill_columns(),
            name="skills",
            title="What people can do",
            empty=_NO_PEOPLE,
        )
        self._build()

    def _build(self) -> None:
        boxes = (
            (self.person, "Person", 20),
            (self.programme, "Training programme", 26),
            (self.charged, "Charged to", 24),
        )
        row = FlowRow()
        for box, name, letters in boxes:
            box.setObjectName(f"enrol{name.split()[0]}")
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
        for widget in (self.person, self.programme, self.start, self.charged, self.enrol):
            widget.setEnabled(self.can_edit)
            row.addWidget(widget)
        self.add_heading("Enrol somebody")
        self.column.addLayout(row)
        self.column.addWidget(self.offer)
        self.column.addWidget(self.problem)
        self.problem.hide()
        self.add_heading("Roadmap")
        self.column.addWidget(self.gantt)
        self.column.addWidget(self.grid)
        self.add_heading("What people can do", "Their own skills, and those of the programmes they have finished.")
        self.column.addWidget(self.skills)
        self.column.addStretch(1)
        self.programme.currentIndexChanged.connect(self._say_offer)
        self.enrol.clicked.connect(self._on_enrol)

    def refresh(self) -> None:
        """Show the current snapshot."""
        portfolio, playbook = self.session.portfolio, self.session.playbook
        people = sorted(portfolio.people.values(), key=lambda person: person.name.casefold())
        _fill(self.person, [(person.name, person.id) for person in people])
        _fill(self.programme, [(entry.title, key) for key, entry in playbook.trainings.items()])
        projects = [(f"Charged to {plan.project.name}", plan.id) for plan in portfolio.plans.values()]
        _fill(self.charged, [("Charged to nobody", None), *projects])
        self.enrol.setEnabled(self.can_edit and bool(people) and bool(playbook.trainings))
        self._trainings = plan_trainings(portfolio, playbook, self.session.today)
        self.grid.records.show(self._trainings)
        fit_height(self.grid, 3, 12)
        self.gantt.show_trainings(self._trainings, self.session.today)
        self.gantt.setVisible(bool(self._trainings))
        learners = {training.person.id for training in self._trainings}
        self.skills.records.show([p for p in people if p.role or p.skills or p.id in learners])
        fit_height(self.skills, 3, 10)
        self._say_offer()

    def _say_offer(self, *_: Any) -> None:
        """What the chosen programme takes and gives."""
        entry = self.session.playbook.trainings.get(self.programme.currentData() or "")
        if entry is None:
            self.offer.setText("")
            return
        fee = Column[Any](id="", title="", read=lambda _row: entry.fee, kind=Kind.MONEY).text(None)
        currency = self.session.portfolio.settings.currency
        self.offer.setText(
            f"{entry.weeks} weeks at {entry.fte:f} FTE, {currency} {fee}. {entry.topics}. It gives: {entry.skill}."
        )

    def _on_enrol(self) -> None:
        plan = self.session.portfolio.plans.get(self.charged.currentData() or 0)
        try:
            step = enrol(self.person.currentData(), self.programme.currentData(), self.start.day(), plan)
            self.session.workspace.run(step)
        except PlannerError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.problem.hide()

    def _columns(self) -> tuple[Column[Training], ...]:
        portfolio = self.session

        def project(row: Training) -> str:
            plan = portfolio.portfolio.plans.get(row.charged_to or 0)
            return plan.project.name if plan else "–"

        def state(row: Training) -> str:
            is_running = row.start <= self.session.today
            return "✓ done" if row.is_done else "● running" if is_running else "○ planned"

        return (
            Column(id="person", title="Person", read=lambda row: row.person.name, width=18),
            Column(id="programme", title="Programme", read=lambda row: row.entry.title, width=26),
            Column(id="start", title="From", read=lambda row: row.start, kind=Kind.DATE, width=12),
            Column(id="end", title="To", read=lambda row: row.end, kind=Kind.DATE, width=12),
            Column(id="state", title="State", read=state, width=10),
            Column(id="fte", title="FTE", read=lambda row: row.entry.fte, kind=Kind.NUMBER, width=6),
            Column(id="fee", title="Fee", read=lambda row: row.entry.fee, kind=Kind.MONEY, width=9),
            Column(id="skill", title="Skill at the end", read=lambda row: row.entry.skill, width=26),
            Column(id="charged", title="Charged to", read=project, width=20),
            Column(
                id="note",
                title="Note",
                read=lambda row: row.enrolment.note,
                edit=lambda row, value: RowFields(Enrolment, row.enrolment.id or 0, {"note": value or ""}),
                kind=Kind.MULTILINE,
                empty="",
                width=20,
            ),
        )

    def _skill_columns(self) -> tuple[Column[Person], ...]:
        def role(row: Person) -> str:
            return self.session.playbook.role_title(row.role) if row.role else ""

        def ahead(row: Person) -> str:
            coming = [t.entry.skill for t in self._trainings if t.person.id == row.id and not t.is_done]
            return ", ".join(dict.fromkeys(coming))

        return (
            Column(id="name", title="Person", read=lambda row: row.name, width=18),
            Column(id="role", title="Main role", read=role, width=16),
            field_column(Person, "skills", title="Own skills", width=30),
            Column(id="can", title="Can do", read=lambda row: ", ".join(skills_of(row, self._trainings)), width=36),
            Column(id="ahead", title="Is learning", read=ahead, width=26),
        )


def _fill(box: QComboBox, entries: Sequence[tuple[str, Any]]) -> None:
    """Other entries; what was chosen stays chosen."""
    if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] == list(entries):
        return
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for text, value in entries:
        box.addItem(text, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.blockSignals(False)
