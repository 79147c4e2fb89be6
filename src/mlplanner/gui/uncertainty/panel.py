"""The part Uncertainty of the Timeline tab: what is implausible, what was found, and what it starts from."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mlplanner.domain.uncertainty import ContingencyBasis, Uncertainty
from mlplanner.engine.checks.uncertainty import doubts
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.sheet import SheetTab, label
from mlplanner.gui.session import Session
from mlplanner.gui.uncertainty.columns import phase_columns, risk_effect_columns
from mlplanner.gui.uncertainty.results import SimulationResults
from mlplanner.gui.uncertainty.simulator import Simulator

CONTINGENCY = FieldSpec(
    "contingency",
    FieldKind.CHOICE,
    choices=((ContingencyBasis.PERCENTAGE, "Percentage of build"), (ContingencyBasis.P80, "P80 of the simulation")),
    is_optional=False,
)
_SPREADS = (
    CONTINGENCY,
    FieldSpec("seed", FieldKind.WHOLE, is_optional=False),
    FieldSpec("draws", FieldKind.WHOLE, is_optional=False),
    FieldSpec("rate_low", FieldKind.PERCENT, is_optional=False),
    FieldSpec("rate_high", FieldKind.PERCENT, is_optional=False),
    FieldSpec("value_low", FieldKind.PERCENT, is_optional=False),
    FieldSpec("value_high", FieldKind.PERCENT, is_optional=False),
)
_NO_PHASES = "The plan has no phases yet."
_NO_RISKS = "What could delay a phase or cost more: type the first risk here, then how likely it is and what it does."


class UncertaintyPanel(SheetTab):
    """Drawn beside the window after each edit; the last results stay until the new ones are there."""

    depends_on: ClassVar[frozenset[str]] = frozenset()
    paper_width = 1180

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("uncertaintyPanel")
        self.simulator = Simulator.of(session)
        self.simulator.found.connect(self._on_found)
        self.back = QPushButton("Back to the timeline")
        self.back.setObjectName("backToTimeline")

    def build(self) -> None:
        """Results first, then the inputs; what is doubtful above all."""
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_heading("How sure the plan is")
        self.doubts = label("", "error")
        self.doubts.setObjectName("simulationDoubts")
        self.waiting = label("Drawing…", "muted")
        self.waiting.setObjectName("simulationWaiting")
        self.results = SimulationResults(self.session.portfolio.settings.currency)
        for part in (self.doubts, self.waiting, self.results):
            self.column.addWidget(part)
        self.add_heading("Lengths of the phases")
        columns = phase_columns(self.session, lambda: self.project_id)
        self.add_grid(NounGrid(self.session, "phases", columns, empty=_NO_PHASES, can_add=False, name="phase_spreads"))
        self.add_heading("What risks do, before and after mitigation")
        effects = risk_effect_columns(self.session, lambda: self.project_id)
        self.add_grid(NounGrid(self.session, "risks", effects, empty=_NO_RISKS, name="risk_effects"))
        self.add_heading("Spreads, contingency, draws")
        self.column.addWidget(label("A spread is a share of the plan's figure: from −5 % to 10 %.", "muted"))
        self.add_form("uncertainty", self._uncertainty, _SPREADS, columns=4)

    def show_snapshot(self) -> None:
        """What is implausible at once; the results when they are drawn."""
        told = doubts(self.session.figures(self.project_id).findings)
        self.doubts.setText("\n".join(told))
        self.doubts.setVisible(bool(told))
        simulation = self.simulator.ask(self.project_id)
        self.waiting.setVisible(simulation is None)
        shown = simulation or self.simulator.latest(self.project_id)
        self.results.setVisible(shown is not None)
        if shown is not None:
            self.results.show_simulation(shown)

    def _on_found(self, project_id: int) -> None:
        if project_id == self.project_id and self._is_built and self.isVisible():
            self.show_snapshot()

    def _uncertainty(self) -> Uncertainty:
        return self.session.plan(self.project_id).uncertainty
