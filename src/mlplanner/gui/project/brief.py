"""The Brief tab: looks like the page that is printed, and is where the brief is written (P1.1, P1.2, P1.5)."""

from mlplanner.domain.enums import Commitment
from mlplanner.domain.projects import Project
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.project.brief_columns import kpi_columns, option_columns, risk_columns, trigger_columns
from mlplanner.gui.project.header import say_date
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.sheet import SheetTab, label

_WHAT = (
    FieldSpec("name", FieldKind.TEXT, is_optional=False),
    FieldSpec(
        "commitment", FieldKind.CHOICE, choices=tuple((c, c.capitalize()) for c in Commitment), is_optional=False
    ),
    FieldSpec("objective", FieldKind.PARAGRAPH, hint="What changes for the business, and by how much"),
    FieldSpec("owner_id", FieldKind.PERSON, hint="One named person"),
    FieldSpec("sponsor_id", FieldKind.PERSON),
    FieldSpec("author_id", FieldKind.PERSON),
    FieldSpec("business_unit", FieldKind.TEXT),
    FieldSpec("cost_centre", FieldKind.TEXT),
    FieldSpec("budget", FieldKind.MONEY, hint="What may be spent at most"),
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
    FieldSpec("if_declined", FieldKind.PARAGRAPH, title="What happens then", hint="What happens if the answer is no"),
    FieldSpec("restart_cost", FieldKind.MONEY),
    FieldSpec("restart_weeks", FieldKind.WHOLE),
)


_NO_TRIGGERS = "What makes you go back: type a metric here, then its threshold and who acts."
_NO_KPIS = "Two to four measures of success, one of them of the business: type the first name here."
_NO_RISKS = "What could go wrong, and who holds it: type the first risk here."
_NO_OPTIONS = "Doing nothing is always option A; type another way to reach the aim here."


class BriefTab(SheetTab):
    """The brief's fields in the order of the printed page."""

    def build(self) -> None:
        """Brief, action plan, and what happens if the answer is no."""
        self.add_heading("Brief")
        self._dates = label("", "muted")
        self.column.addWidget(self._dates)
        self.add_form("projects", self._project, _WHAT)
        self.add_heading("Action plan")
        self.add_form("projects", self._project, _ACTION)
        self.add_grid(NounGrid(self.session, "triggers", trigger_columns(self.session), empty=_NO_TRIGGERS))
        self.add_heading("KPIs")
        self.add_grid(NounGrid(self.session, "kpis", kpi_columns(self.session), empty=_NO_KPIS))
        self.add_heading("Risks after mitigation")
        self.add_grid(NounGrid(self.session, "risks", risk_columns(self.session), empty=_NO_RISKS))
        self.add_heading("If the answer is no")
        self.add_form("projects", self._project, _DECLINED)
        self.add_grid(NounGrid(self.session, "options", option_columns(), empty=_NO_OPTIONS))

    def show_snapshot(self) -> None:
        """The weeks and dates that follow from the timeline."""
        timeline = self.session.figures(self.project_id).timeline
        self._dates.setText(
            f"{timeline.delivery_weeks} weeks from {say_date(timeline.start)} to {say_date(timeline.delivery)}; "
            f"handed over on {say_date(timeline.handed_over)}"
        )

    def _project(self) -> Project:
        return self.session.plan(self.project_id).project
