"""What was approved, and what the plan changed since; a stale approval lists each change (P3.4, P3.7)."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mlplanner.engine.approval_results import Approval
from mlplanner.gui.project.header import say_date
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session

MOST_CHANGES = 8
"""More are counted; the tool tip and the approval pack list them all."""


class ApprovalPanel(QFrame):
    """A card with the approval in force."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("kind", "card")
        self.setObjectName("approvalPanel")
        self.setAccessibleName("Approval in force")
        self.heading = label("", "subheading")
        self.heading.setWordWrap(True)
        self.note = label("", "muted")
        self.changes = label("", "")
        self.changes.setObjectName("approvalChanges")
        self.changes.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(3)
        self.seen = label("", "muted")
        self.seen.setObjectName("approvalSeen")
        for part in (self.heading, self.changes, self.seen, self.note):
            layout.addWidget(part)

    def show_seen(self, approval: Approval | None, sure: date | None) -> None:
        """The P80 that the sponsor saw, beside that of now where it is known."""
        from mlplanner.reports.uncertainty_words import p80_since

        seen = approval.seen_p80 if approval else None
        self.seen.setText(p80_since(seen, sure) if seen else "")
        self.seen.setVisible(seen is not None)

    def show_approval(self, approval: Approval | None) -> None:
        """Show the approval in force; without one the card is gone."""
        self.setVisible(approval is not None)
        if approval is None:
            return
        who = self._session.portfolio.person_name(approval.decided_by_id)
        given = f"{approval.gate_name}, {say_date(approval.decided_on)}, {who}"
        if not approval.is_stale:
            self.heading.setText(f"● As approved: {given}")
            self.note.setText("The plan is still the one that was approved.")
        else:
            self.heading.setText(f"▲ Changed since the approval: {given}")
            self.note.setText("Take the change back, or let the gate’s owner decide again.")
        lines = [f"≠ {change.text}" for change in approval.changes[:MOST_CHANGES]]
        more = len(approval.changes) - len(lines)
        self.changes.setText("\n".join([*lines, *([f"and {more} more"] if more else [])]))
        self.changes.setToolTip("\n".join(change.text for change in approval.changes))
        self.changes.setVisible(approval.is_stale)
