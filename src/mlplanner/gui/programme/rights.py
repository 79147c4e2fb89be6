"""Who holds which decision right: the portfolio's holders, or one project's own (P2.2)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.governance import ProjectRight
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.programme import DecisionRight
from mlplanner.engine.rights import default_holder
from mlplanner.gui.forms.fields import Field, PersonField
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.session import Session
from mlplanner.operations.fields import set_fields
from mlplanner.operations.governance import name_holder, name_project_holder

_STRETCH = (2, 4, 3, 3)
"""Parts of the width: title, what it allows, holder, note."""


def _label(text: str, kind: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("kind", kind)
    made.setWordWrap(True)
    return made


class RightsPanel(QWidget):
    """A line for each decision right of the playbook: what it allows, how often they meet, who holds it, and a note.

    Without `plan` it names the portfolio's holders; with it a project's own, where empty means the portfolio's.
    """

    def __init__(self, session: Session, plan: Callable[[], ProjectPlan] | None = None) -> None:
        super().__init__()
        self._session = session
        self._plan = plan
        self.fields: dict[str, PersonField] = {}
        self.notes: dict[str, Field] = {}
        self._keys: tuple[str, ...] = ()
        self._body: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setObjectName("decisionRights")

    def refresh(self) -> None:
        """Show the holders of the current snapshot."""
        rights = self._session.playbook.decision_rights
        if self._keys != tuple(rights):
            self._build()
        for key, field in self.fields.items():
            field.show_value(self._holder(key))
            combo_hint = self._hint(key)
            field.setToolTip(combo_hint)
            line = field.editor.lineEdit()  # type: ignore[attr-defined]
            line.setPlaceholderText(combo_hint)
            self._show_note(key)

    def focus_role(self, role: str | None) -> bool:
        """Put the cursor into a holder's field: that of `role`, else the first that is empty."""
        empty = next((key for key, field in self.fields.items() if field.value is None), None)
        field = self.fields.get(role or empty or next(iter(self.fields), ""))
        if field is None:
            return False
        field.editor.setFocus()
        return True

    def _build(self) -> None:
        rights = self._session.playbook.decision_rights
        self._keys = tuple(rights)
        self.fields.clear()
        self.notes.clear()
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        for row, (key, right) in enumerate(rights.items()):
            grid.addWidget(_label(right.title, "subheading"), row, 0)
            cadence = self._session.playbook.cadences.get(right.cadence, right.cadence)
            grid.addWidget(_label(f"{right.rights} {cadence}.", "muted"), row, 1)
            field = PersonField(FieldSpec(key, FieldKind.PERSON, title="Held by"), self._people)
            field.editor.setAccessibleName(f"{right.title}: held by")
            field.committed.connect(self._on_named)
            self.fields[key] = field
            grid.addWidget(field, row, 2, Qt.AlignmentFlag.AlignVCenter)
            note = Field(FieldSpec(key, FieldKind.TEXT, title="Note"))
            note.editor.setAccessibleName(f"{right.title}: note")
            note.committed.connect(self._on_noted)
            self.notes[key] = note
            grid.addWidget(note, row, 3, Qt.AlignmentFlag.AlignVCenter)
        for place, stretch in enumerate(_STRETCH):
            grid.setColumnStretch(place, stretch)
        layout = self.layout()
        assert layout is not None
        if self._body is not None:
            layout.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body
        layout.addWidget(body)

    def _row(self, role: str) -> ProjectRight | DecisionRight | None:
        rights: Any = self._plan().project_rights if self._plan else self._session.portfolio.rights
        return next((right for right in rights if right.role == role), None)

    def _holder(self, role: str) -> int | None:
        row = self._row(role)
        return row.person_id if row else None

    def _show_note(self, role: str) -> None:
        """A note belongs to a holder: without one there is nothing to write on, but the portfolio's can be read."""
        row, field = self._row(role), self.notes[role]
        inherited = next((right.note for right in self._session.portfolio.rights if right.role == role), "")
        hint = (
            "Note: since when, deputy, limits"
            if row
            else f"{inherited} (portfolio)"
            if inherited
            else "Name a holder first"
        )
        field.show_value(row.note if row else "")
        field.editor.setEnabled(row is not None)
        field.setToolTip(hint)
        field.editor.setPlaceholderText(hint)  # type: ignore[attr-defined]

    def _hint(self, role: str) -> str:
        if self._plan is None:
            return "Name of a person"
        name = self._session.portfolio.person_name(default_holder(self._session.portfolio, role))
        return f"{name} (portfolio)" if name else "Nobody in the portfolio"

    def _people(self) -> dict[int, str]:
        return {key: person.name for key, person in self._session.portfolio.people.items()}

    def _on_noted(self, role: str, text: str) -> None:
        row = self._row(role)
        if row is None:
            return
        try:
            self._session.workspace.run(set_fields(type(row), row.id or 0, note=text or ""))
        except PlannerError as error:
            self.notes[role].show_problem(str(error))

    def _on_named(self, role: str, name: str) -> None:
        if self._plan is not None:
            operation = name_project_holder(self._plan(), role, name)
        else:
            operation = name_holder(self._session.portfolio, role, name)
        try:
            self._session.workspace.run(operation)
        except PlannerError as error:
            self.fields[role].show_problem(str(error))
