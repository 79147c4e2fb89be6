"""The dialog on a pack that came back: what it is in plain words, and what can be made of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from mlplanner.domain.exchanges import PackState
from mlplanner.domain.lifecycle import Gate
from mlplanner.exchange.returned.reading import PackReading
from mlplanner.exchange.returned.verdicts import PackVerdict
from mlplanner.gui.project.decisions import DecisionPanel
from mlplanner.gui.session import Session
from mlplanner.gui.theme import colours
from mlplanner.operations.returned_packs import PackEvidence

_HEADINGS = {
    PackState.UNCHANGED: "Unchanged",
    PackState.FILLED_IN: "Filled in",
    PackState.CHANGED: "Changed: do not rely on it",
    PackState.FOREIGN: "Not a pack that can be checked",
}


class ReturnedPackDialog(QDialog):
    """Nothing is recorded until a button says so. A decision is offered only for a pack that was sent and not changed."""

    decide = Signal(object)
    """The `Operation` of the decision, as the gate's owner confirmed it."""
    keep = Signal()
    compare_plan = Signal()
    own_portfolio = Signal()
    """The attached plan is wanted as a portfolio of its own."""

    def __init__(
        self, session: Session | None, reading: PackReading, verdict: PackVerdict, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.reading, self.verdict, self._session = reading, verdict, session
        self.setObjectName("returnedPack")
        self.setWindowTitle(f"Returned pack {reading.name}")
        self.resize(720, 560)
        layout = QVBoxLayout(self)
        layout.addWidget(self._heading())
        self.words = QPlainTextEdit("\n\n".join(verdict.sentences))
        self.words.setObjectName("returnedPackWords")
        self.words.setAccessibleName("What the file is")
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        layout.addWidget(self.words, 1)
        self.panel = self._decision_panel()
        if self.panel is not None:
            layout.addWidget(self.panel)
        if (why := self.why_no_decision) and self.panel is None:
            self.refusal = QLabel(why)
            self.refusal.setObjectName("whyNoDecision")
            self.refusal.setWordWrap(True)
            layout.addWidget(self.refusal)
        layout.addWidget(self._buttons())

    def _heading(self) -> QLabel:
        heading = QLabel(_HEADINGS[self.verdict.state])
        heading.setObjectName("returnedPackState")
        heading.setProperty("kind", "heading")
        if self.verdict.state in (PackState.CHANGED, PackState.FOREIGN):
            heading.setStyleSheet(f"color: {colours().red.name()}")
        return heading

    @property
    def _may_record(self) -> bool:
        session = self._session
        return self.verdict.plan is not None and session is not None and not session.workspace.is_read_only

    @property
    def why_no_decision(self) -> str:
        """Why nothing can be recorded here, where that is not the pack's own fault; empty: it can."""
        if self._session is None:
            return "No portfolio is open, so no decision can be recorded: open the one that sent the pack."
        if self._session.workspace.is_read_only:
            return "The portfolio is open read-only, so no decision can be recorded: open it for editing, then import again."
        return ""

    def gate(self) -> Gate | None:
        """The gate that the pack asked about."""
        plan, mark = self.verdict.plan, self.reading.mark
        return next((gate for gate in plan.gates if mark and gate.key == mark.gate), None) if plan else None

    def _decision_panel(self) -> DecisionPanel | None:
        """The form of a gate's decision, filled in from the pack; its owner confirms it."""
        gate, plan, outcome = self.gate(), self.verdict.plan, self.verdict.outcome
        is_usable = self._may_record and self.verdict.is_sent_by_us and outcome is not None
        if self._session is None or gate is None or plan is None or not is_usable or outcome is None:
            return None
        from mlplanner.gui.returned_packs import evidence_from

        evidence: PackEvidence = evidence_from(self.reading, self.verdict)
        panel = DecisionPanel(self._session)
        panel.run = self.decide.emit
        panel.show_gate(plan.id, gate.id or 0)
        panel.propose(outcome, evidence.sentence(), self.verdict.conditions)
        panel.decide.setText("Record this decision")
        return panel

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        if self._may_record:
            keep = buttons.addButton("Keep without a decision", QDialogButtonBox.ButtonRole.ActionRole)
            keep.setObjectName("keepPack")
            keep.clicked.connect(self.keep)
        if self.reading.plan is not None:
            own = buttons.addButton("Open its plan as a portfolio…", QDialogButtonBox.ButtonRole.ActionRole)
            own.setObjectName("ownPortfolio")
            own.setToolTip("Make a new file of the attached plan; nothing of the open portfolio changes")
            own.clicked.connect(self.own_portfolio)
        if self.reading.plan is not None and self.verdict.is_sent_by_us and self._may_record:
            plan = buttons.addButton("Compare its plan…", QDialogButtonBox.ButtonRole.ActionRole)
            plan.setObjectName("comparePlan")
            plan.setToolTip("Show what would change if the plan became again what the pack holds")
            plan.clicked.connect(self.compare_plan)
        return buttons
