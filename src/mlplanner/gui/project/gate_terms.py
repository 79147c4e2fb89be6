"""Who signs at the chosen gate, and which cost of failure takes the model back at once (P3.6)."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mlplanner.domain.lifecycle import Gate
from mlplanner.gui.forms.form import Form
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session

_TERMS = (
    FieldSpec("signer_body", FieldKind.TEXT, title="Steering committee", hint="Who signs as a body"),
    FieldSpec("signer_id", FieldKind.PERSON, title="Signed by", hint="The executive who signs"),
    FieldSpec("rollback_cost", FieldKind.MONEY, title="Cost of failure that means rollback"),
)


_WIDEST = 420
"""Pixels: short fields below each other, so that a narrow window need not scroll sideways."""


class GateTerms(QWidget):
    """Signers and rollback cost of one gate."""

    def __init__(self, session: Session, gate: Callable[[], Gate], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form(session, gate, _TERMS, columns=1)
        self.form.setMaximumWidth(_WIDEST)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label("Signature and rollback", "subheading"))
        layout.addWidget(self.form)

    def show_gate(self) -> None:
        """Show the gate in force."""
        self.form.refresh()
