"""The Governance tab: risk, pauses, RACI, ethics, decision rights, policies, reviews (P2)."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from mlplanner.domain.governance import RiskAssessment
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.programme.rights import RightsPanel
from mlplanner.gui.project.governance_columns import (
    ethics_columns,
    new_activity,
    policy_columns,
    raci_columns,
    raci_roles,
)
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.pause_panel import PausePanel
from mlplanner.gui.project.review_panel import ReviewPanel
from mlplanner.gui.project.risk_panel import RiskPanel
from mlplanner.gui.project.sheet import SheetTab, label
from mlplanner.gui.room import FlowRow
from mlplanner.gui.tables.columns import Column
from mlplanner.gui.tables.edits import Rows
from mlplanner.operations.fields import remove_rows
from mlplanner.operations.governance import add_usual_governance

_NO_RACI = "Who does what: add the usual activities above, or type the first one here."
_NO_ETHICS = "What the ethical review looks at: add the usual items above, or type the first one here."
_NO_POLICIES = "Model card, provenance log, retraining schedule: add the usual documents above."
_SUMMARY = (FieldSpec("summary", FieldKind.PARAGRAPH, hint="The main risks, and what is done about them"),)


class GovernanceTab(SheetTab):
    """One sheet from the tier down to the record of reviews."""

    depends_on: ClassVar[frozenset[str]] = frozenset()
    paper_width = 1320

    def build(self) -> None:
        """All parts, top to bottom."""
        self._panels: list[RiskPanel | PausePanel | ReviewPanel | RightsPanel] = []
        self.usual = self._button("addUsual", "Add the usual governance", self._on_usual)
        self.add_heading("Model risk")
        self.column.insertWidget(
            0, self.usual
        )  # above, but not counted as what the first heading keeps its distance from
        self.risk = RiskPanel(self.session, self._plan)
        self.column.addWidget(self.risk)
        self.add_form("risk_assessment", self._assessment, _SUMMARY)
        self.add_heading("Pause")
        self.pauses = PausePanel(self.session, self._plan)
        self.column.addWidget(self.pauses)
        self._build_raci()
        self.add_heading("Ethical review")
        self.add_grid(NounGrid(self.session, "ethics", ethics_columns(self.session), empty=_NO_ETHICS))
        self.add_heading("Decision rights")
        self.column.addWidget(label("Leave a name empty where the portfolio's holder decides.", "muted"))
        self.rights = RightsPanel(self.session, self._plan)
        self.column.addWidget(self.rights)
        self.add_heading("Policies")
        self.add_grid(NounGrid(self.session, "policies", policy_columns(self.session), empty=_NO_POLICIES))
        self._build_cards()
        self.add_heading("Reviews")
        self.reviews = ReviewPanel(self.session, self._plan)
        self.column.addWidget(self.reviews)
        self._panels += [self.risk, self.pauses, self.rights, self.reviews]

    def show_snapshot(self) -> None:
        """The panels, and the columns of the RACI where the playbook's roles changed."""
        plan, playbook = self._plan(), self.session.playbook
        for panel in self._panels:
            panel.refresh()
        self._refresh_roles()
        listed = {item.key for item in plan.ethics} | {policy.key for policy in plan.policies}
        self.usual.setVisible(not plan.raci or not {*playbook.ethics, *playbook.policies} <= listed)

    def go_to(self, noun: str, noun_id: int | None, field: str | None) -> bool:
        """Panels have places of their own; the grids are found as in every sheet."""
        self.refresh_if_stale()
        places: dict[str, tuple[QWidget, Callable[[], bool]]] = {
            "risk_answers": (self.risk, self.risk.focus_question),
            "risk_assessment": (self.risk, lambda: self.risk.focus_hand(field)),
            "pauses": (self.pauses, self.pauses.focus),
            "project_rights": (self.rights, lambda: self.rights.focus_role(None)),
            "reviews": (self.reviews, lambda: True),
        }
        if noun not in places:
            return super().go_to(noun, noun_id, field)
        panel, focus = places[noun]
        self.area.ensureWidgetVisible(panel)
        return focus()

    def _build_raci(self) -> None:
        self.add_heading("RACI")
        self.column.addWidget(
            label(
                "R does the work, A answers for it (exactly one in a line), C is asked, I is told. "
                "Type A elsewhere in the line to move it.",
                "muted",
            )
        )
        session = self.session
        self._raci_columns = raci_columns(session.playbook, raci_roles(session.playbook, self._plan()))
        self.raci = NounGrid(
            session,
            "raci",
            self._raci_columns,
            empty=_NO_RACI,
            rows=Rows(
                noun="activity",
                add=lambda values: new_activity(self.project_id, values),
                remove=lambda chosen: remove_rows(self.raci.kind.noun, [row.id for row in chosen]),
            ),
        )
        self.add_grid(self.raci)

    def _refresh_roles(self) -> None:
        """A role that the playbook or a mark brought, renamed or lost changes the columns."""
        playbook = self.session.playbook
        columns = raci_columns(playbook, raci_roles(playbook, self._plan()))
        if list(map(_heading, columns)) != list(map(_heading, self._raci_columns)):
            self._raci_columns = columns
            self.raci.show_columns(columns)

    def _build_cards(self) -> None:
        row = FlowRow()
        for export, text in (("model-card.pdf", "Model card (PDF)…"), ("model-card.md", "Model card (Markdown)…")):
            row.addWidget(self._button(export, text, partial(self.export_requested.emit, export)))
        self.column.addLayout(row)

    def _button(self, name: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _on_usual(self) -> None:
        self.session.run(add_usual_governance(self._plan()))

    def _plan(self) -> ProjectPlan:
        return self.session.plan(self.project_id)

    def _assessment(self) -> RiskAssessment:
        return self._plan().risk_assessment


def _heading(column: Column[Any]) -> tuple[str, str, str]:
    return column.id, column.title, column.subtitle
