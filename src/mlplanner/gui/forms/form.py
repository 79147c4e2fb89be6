"""A form over one row of the portfolio: fields commit through operations, refusals are shown at their field."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from mlplanner.domain.errors import BadValue, PlannerError
from mlplanner.domain.noun import Noun
from mlplanner.domain.validation import field_title
from mlplanner.gui.forms.fields import ChoiceField, Field, ParagraphField, PersonField
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.session import Session
from mlplanner.gui.tables.shares import refuse_share
from mlplanner.operations.fields import set_fields
from mlplanner.operations.operation import Operation
from mlplanner.operations.people import name_in_field

Row = Callable[[], Noun]
Maker = Callable[[Any], Operation[Any]]
"""An operation for a typed value, where setting the field alone would not be enough."""


class Form(QWidget):
    """Fields in a grid, `columns` beside each other; a paragraph takes the whole width."""

    def __init__(
        self,
        session: Session,
        row: Row,
        specs: Sequence[FieldSpec],
        columns: int = 2,
        makers: Mapping[str, Maker] | None = None,
    ) -> None:
        super().__init__()
        self._session = session
        self._row = row
        self._makers = dict(makers or {})
        self.fields: dict[str, Field] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(10)
        place = 0
        for spec in specs:
            field = self._make(spec)
            is_wide = spec.kind is FieldKind.PARAGRAPH
            place += (-place) % columns if is_wide else 0
            layout.addWidget(field, place // columns, place % columns, 1, columns if is_wide else 1)
            place += columns if is_wide else 1
        for column in range(columns):
            layout.setColumnStretch(column, 1)

    def refresh(self) -> None:
        """Show the row of the current snapshot."""
        row = self._row()
        for name, field in self.fields.items():
            field.show_value(getattr(row, name))

    def focus_field(self, name: str) -> bool:
        """Put the cursor into a field; False when this form does not have it."""
        field = self.fields.get(name)
        if field is None:
            return False
        field.editor.setFocus()
        return True

    def _make(self, spec: FieldSpec) -> Field:
        noun = type(self._row())
        titled = FieldSpec(**{**spec.__dict__, "title": spec.title or field_title(noun, spec.name)})
        field: Field
        match spec.kind:
            case FieldKind.PARAGRAPH:
                field = ParagraphField(titled, self)
            case FieldKind.CHOICE:
                field = ChoiceField(titled, self)
            case FieldKind.PERSON:
                field = PersonField(titled, self._people, self)
            case _:
                field = Field(titled, self)
        field.committed.connect(self._on_committed)
        self.fields[spec.name] = field
        return field

    def _people(self) -> dict[int, str]:
        return {key: person.name for key, person in self._session.portfolio.people.items()}

    def _on_committed(self, name: str, value: Any) -> None:
        row = self._row()
        field = self.fields[name]
        if field.spec.kind is FieldKind.PERCENT:
            try:
                refuse_share(type(row), name, value)
            except BadValue as error:
                field.show_problem(f"{field.spec.title} {error}.")
                return
        try:
            if name in self._makers:
                self._session.workspace.run(self._makers[name](value))
            elif field.spec.kind is FieldKind.PERSON:
                self._session.workspace.run(name_in_field(type(row), row.id or 0, name, value))
            else:
                self._session.workspace.run(set_fields(type(row), row.id or 0, **{name: value}))
        except PlannerError as error:
            field.show_problem(str(error))
