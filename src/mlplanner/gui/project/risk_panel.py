"""The model risk questionnaire, its tier, the tier set by hand, and the signature (P2.4)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mlplanner.domain.enums import Tier
from mlplanner.domain.errors import PlannerError
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.tiers import tier_entry
from mlplanner.gui.forms.fields import ChoiceField
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.project.header import say_date
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.governance import add_tier_artifacts, answer_question, set_tier, sign_assessment
from mlplanner.operations.operation import Operation

FROM_QUESTIONS = "As the questionnaire says"


class RiskPanel(QWidget):
    """Questions with their answers; below them the tier, how it came about, and what it asks for."""

    def __init__(self, session: Session, plan: Callable[[], ProjectPlan]) -> None:
        super().__init__()
        self._session = session
        self._plan = plan
        self._questions: tuple[tuple[str, str], ...] = ()
        self.fields: dict[str, ChoiceField] = {}
        self._sheet = QWidget()
        self.verdict = label("", "subheading")
        self.verdict.setObjectName("riskVerdict")
        self.verdict.setWordWrap(True)
        self.asks = label("", "muted")
        self.signature = label("", "muted")
        self.sign = self._button("signAssessment", "Sign", self._on_sign)
        self.add_artifacts = self._button("addTierArtifacts", "Add the artifacts of the tier", self._on_artifacts)
        self.problem = label("", "error")
        self.problem.setObjectName("tierProblem")
        self.problem.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._sheet)
        for widget in (self.verdict, self.asks):
            self._layout.addWidget(widget)
        self._layout.addLayout(self._by_hand())
        self._layout.addWidget(self.problem)
        self._layout.addLayout(self._signing())

    def refresh(self) -> None:
        """Show answers and tier of the current snapshot."""
        playbook, plan = self._session.playbook, self._plan()
        options = tuple((key, f"{entry.title}|{entry.points}") for key, entry in playbook.risk_options.items())
        if self._questions != options:
            self._questions = options
            self._build()
        given = {answer.question: answer.option for answer in plan.risk_answers}
        for key, field in self.fields.items():
            field.show_value(given.get(key))
        self._show_tier(plan)

    def focus_question(self) -> bool:
        """Put the cursor into the first question without an answer."""
        field = next((f for f in self.fields.values() if f.value is None), next(iter(self.fields.values()), None))
        if field is None:
            return False
        field.editor.setFocus()
        return True

    def focus_hand(self, field: str | None) -> bool:
        """Put the cursor on the button that settles it: sign, or add the tier's artifacts; else on the tier by hand."""
        button = self.add_artifacts if field == "tier" else self.sign
        (button if button.isVisibleTo(self) else self.tier).setFocus()
        return True

    def _show_tier(self, plan: ProjectPlan) -> None:
        session = self._session
        governance = session.figures(plan.id).governance
        risk, row, name = governance.risk, plan.risk_assessment, session.portfolio.person_name
        self.verdict.setText(_verdict(risk.answered, risk.questions, risk.points, risk.title, risk.computed))
        hand = f" Set by hand to {row.tier} by {name(row.tier_by_id) or 'nobody named'}: {row.tier_reason}"
        entry = tier_entry(session.playbook, governance.tier)
        self.asks.setText((entry.asks + (hand if row.tier else "")).strip())
        self.asks.setVisible(bool(self.asks.text()))
        owner = name(governance.model_risk_owner_id)
        signed = f"Signed by {name(row.signed_by_id)} on {say_date(row.signed_on)}." if row.signed_on else ""
        self.signature.setText(signed or "Not signed; a changed answer takes a signature back.")
        self.sign.setText(f"Sign as {owner}" if owner else "Sign")
        self.sign.setVisible(row.signed_on is None)
        missing = sum(finding.rule == "tier_artifact_missing" for finding in session.figures(plan.id).findings)
        self.add_artifacts.setVisible(bool(missing))
        people = sorted(session.portfolio.people.items(), key=lambda item: item[1].name.casefold())
        chosen = self.by.currentData() or governance.model_risk_owner_id
        self.by.clear()
        for key, person in people:
            self.by.addItem(person.name, key)
        self.by.setCurrentIndex(self.by.findData(chosen) if chosen is not None else -1)
        if not self.reason.isModified():
            self.tier.setCurrentIndex(max(self.tier.findData(row.tier), 0))

    def _build(self) -> None:
        playbook = self._session.playbook
        self.fields.clear()
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, (key, question) in enumerate(playbook.risk_questions.items()):
            choices = tuple(
                (option, f"{entry.title} ({entry.points})")
                for option, entry in playbook.risk_options.items()
                if entry.question == key
            )
            field = ChoiceField(FieldSpec(key, FieldKind.CHOICE, question.title, "Not answered yet", choices=choices))
            field.committed.connect(self._on_answer)
            self.fields[key] = field
            grid.addWidget(field, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._layout.replaceWidget(self._sheet, sheet)
        self._sheet.deleteLater()
        self._sheet = sheet

    def _by_hand(self) -> QHBoxLayout:
        self.tier = QComboBox()
        self.tier.setObjectName("tierByHand")
        self.tier.setAccessibleName("Tier set by hand")
        self.tier.addItem(FROM_QUESTIONS, None)
        for tier in Tier:
            self.tier.addItem(tier.capitalize(), tier)
        self.by = QComboBox()
        self.by.setObjectName("tierBy")
        self.by.setAccessibleName("Tier set by")
        self.by.setPlaceholderText("Who sets it")
        self.reason = QLineEdit()
        self.reason.setObjectName("tierReason")
        self.reason.setAccessibleName("Reason of the tier")
        self.reason.setPlaceholderText("Why the tier differs")
        self.reason.setToolTip("Anybody may raise the tier; only the model risk owner lowers it.")
        row = QHBoxLayout()
        row.addWidget(label("Tier by hand", "small"))
        row.addWidget(self.tier)
        row.addWidget(self.by)
        row.addWidget(self.reason, 1)
        row.addWidget(self._button("setTier", "Set tier", self._on_tier))
        return row

    def _signing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.signature, 1)
        row.addWidget(self.add_artifacts)
        row.addWidget(self.sign)
        return row

    def _button(self, name: str, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(act)
        return button

    def _on_answer(self, question: str, option: str | None) -> None:
        try:
            self._session.workspace.run(answer_question(self._plan(), question, option))
        except PlannerError as error:
            self.fields[question].show_problem(str(error))

    def _on_tier(self) -> None:
        def make() -> Operation[Any]:
            return set_tier(self._plan(), self.tier.currentData(), self.by.currentData(), self.reason.text())

        if self._run(make):
            self.reason.clear()
            self.refresh()

    def _on_sign(self) -> None:
        self._run(lambda: sign_assessment(self._plan(), self._session.today))

    def _on_artifacts(self) -> None:
        self._run(lambda: add_tier_artifacts(self._plan()))

    def _run(self, make: Callable[[], Operation[Any]]) -> bool:
        """Run an operation; what refuses it is said in the panel."""
        try:
            self._session.workspace.run(make())
        except PlannerError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return False
        self.problem.hide()
        return True


def _verdict(answered: int, questions: int, points: int, tier: str, computed: Tier | None) -> str:
    """As in `High risk: 17 points.`."""
    so_far = f"{points} points" if answered == questions else f"{answered} of {questions} questions answered"
    if not tier:
        return f"The tier is not known yet: {so_far}."
    differs = f"; the questionnaire says {computed}" if computed is not None and computed.value != tier else ""
    return f"{tier.capitalize()} risk: {so_far}{differs}."
