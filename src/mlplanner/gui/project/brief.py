"""The Brief tab: looks like the page that is printed, and is where the brief is written (P1.1, P1.2, P1.5)."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from mlplanner.domain.enums import Commitment, Tier
from mlplanner.domain.noun import Noun
from mlplanner.gui.forms.form import Form
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.project.header import say_date
from mlplanner.gui.project.tab import ProjectTab
from mlplanner.gui.session import Session

PAPER_WIDTH = 860
_WHAT = (
    FieldSpec("name", FieldKind.TEXT, is_optional=False),
    FieldSpec(
        "commitment", FieldKind.CHOICE, choices=tuple((c, c.capitalize()) for c in Commitment), is_optional=False
    ),
    FieldSpec("objective", FieldKind.PARAGRAPH, hint="What changes for the business, and by how much"),
    FieldSpec("owner_id", FieldKind.PERSON, hint="One named person"),
    FieldSpec("sponsor_id", FieldKind.PERSON),
    FieldSpec("author_id", FieldKind.PERSON),
    FieldSpec("model_risk_owner_id", FieldKind.PERSON),
    FieldSpec("business_unit", FieldKind.TEXT),
    FieldSpec("cost_centre", FieldKind.TEXT),
    FieldSpec("budget", FieldKind.MONEY, hint="What may be spent at most"),
    FieldSpec("tier", FieldKind.CHOICE, choices=tuple((t, t.capitalize()) for t in Tier)),
    FieldSpec("stakeholders", FieldKind.PARAGRAPH, hint="Who is asked, told, or affected"),
    FieldSpec(
        "decision_change", FieldKind.PARAGRAPH, hint="Which decision or process the output changes, in one paragraph"
    ),
    FieldSpec("why_now", FieldKind.PARAGRAPH),
)
_ACTION = (
    FieldSpec("action_owner_id", FieldKind.PERSON, hint="Who acts on the output"),
    FieldSpec("evidence_days", FieldKind.WHOLE, is_optional=False),
    FieldSpec("action_change", FieldKind.PARAGRAPH, hint="What they do differently from now on"),
)
_DECLINED = (
    FieldSpec("if_declined", FieldKind.PARAGRAPH, hint="What happens if the answer is no"),
    FieldSpec("restart_cost", FieldKind.MONEY),
    FieldSpec("restart_weeks", FieldKind.WHOLE),
)


class BriefTab(ProjectTab):
    """A paper-like column of forms and tables."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._paper = QFrame(self)
        self._paper.setObjectName("paper")
        self._paper.setMaximumWidth(PAPER_WIDTH)
        self._column = QVBoxLayout(self._paper)
        self._column.setContentsMargins(36, 28, 36, 36)
        self._column.setSpacing(12)
        self._dates = QLabel(self._paper)
        self._dates.setObjectName("quiet")
        self._forms: list[Form] = []
        self._is_built = False
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(16, 16, 16, 16)
        row.addStretch(1)
        row.addWidget(self._paper, 100)
        row.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("desk")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(middle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    def refresh(self) -> None:
        """Show the brief of the current snapshot."""
        if not self._is_built:
            self._build()
        for form in self._forms:
            form.refresh()
        timeline = self.session.figures(self.project_id).timeline
        self._dates.setText(
            f"{timeline.delivery_weeks} weeks from {say_date(timeline.start)} to {say_date(timeline.delivery)}; "
            f"handed over on {say_date(timeline.handed_over)}"
        )

    def go_to(self, noun: str, noun_id: int | None, field: str | None) -> bool:
        """Put the cursor into the field a finding names."""
        self.refresh_if_stale()
        for form in self._forms:
            if noun == "projects" and field and form.focus_field(field):
                self._scroll.ensureWidgetVisible(form.fields[field])
                return True
        return False

    def _build(self) -> None:
        self._is_built = True
        self._add_form("Brief", _WHAT)
        self._column.insertWidget(1, self._dates)
        self._add_form("Action plan", _ACTION)
        self._add_form("If the answer is no", _DECLINED)
        self._column.addStretch(1)

    def _add_form(self, title: str, specs: tuple[FieldSpec, ...]) -> None:
        self._add_heading(title)
        form = Form(self.session, self._project(), specs)
        self._forms.append(form)
        self._column.addWidget(form)

    def _add_heading(self, title: str) -> None:
        heading = QLabel(title, self._paper)
        heading.setObjectName("sectionTitle")
        heading.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(heading)

    def _project(self) -> Callable[[], Noun]:
        return lambda: self.session.plan(self.project_id).project
