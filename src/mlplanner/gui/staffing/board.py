"""What the staffing grid's columns look up: one plan with its results, prepared once per snapshot."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from mlplanner.domain.findings import Finding
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine.results import Figures, LineCost, Timeline
from mlplanner.engine.teams import overlap_by_line, weeks_outside_range
from mlplanner.gui.session import Session
from mlplanner.playbook.entries import Playbook

PLACEHOLDER = "◇ "
"""Before the name of a placeholder: nobody is named yet."""


@dataclass(frozen=True)
class Board:
    """One project as the staffing grid sees it."""

    portfolio: Portfolio
    plan: ProjectPlan
    figures: Figures
    playbook: Playbook
    today: date

    @property
    def timeline(self) -> Timeline:
        """The plan on the calendar."""
        return self.figures.timeline

    @property
    def currency(self) -> str:
        """The portfolio's currency."""
        return self.portfolio.settings.currency

    @cached_property
    def costs(self) -> dict[int, LineCost]:
        """Line id → what the line costs."""
        return {cost.line_id: cost for cost in self.figures.costs.lines}

    @cached_property
    def odd_weeks(self) -> dict[int, dict[int, Decimal]]:
        """Line id → weeks with FTE outside of the role's usual range (P4.1)."""
        return weeks_outside_range(self.plan, self.playbook, self.figures.costs.lines)

    @cached_property
    def overlaps(self) -> dict[int, set[int]]:
        """Line id → weeks of overlap, for both lines (P4.5)."""
        return overlap_by_line(self.plan, self.figures.costs.lines)

    @cached_property
    def last_week(self) -> int:
        """The last week shown: the plan's, or the last one that is staffed."""
        staffed = (week for line in self.plan.lines for week in line.weekly)
        return max(self.plan.total_weeks, *staffed, 1)

    @cached_property
    def problems(self) -> dict[tuple[int, str], str]:
        """(line id, field) → what the checks say there."""
        known: dict[tuple[int, str], list[str]] = {}
        for finding in self.figures.findings:
            if finding.noun == "lines" and finding.noun_id is not None and not _is_in_cells(finding):
                known.setdefault((finding.noun_id, finding.field or "role"), []).append(finding.message)
        return {place: "\n".join(messages) for place, messages in known.items()}

    def role(self, line: StaffingLine) -> str:
        """The role's title."""
        return self.playbook.role_title(line.role)

    def who(self, line: StaffingLine) -> str:
        """The person, or the placeholder with its sign."""
        return self.portfolio.person_name(line.person_id) or (
            f"{PLACEHOLDER}{line.placeholder}" if line.placeholder else ""
        )

    def name(self, line: StaffingLine) -> str:
        """What a sentence calls the line: `Data engineer (Marta Kowalczyk)`."""
        who = self.portfolio.person_name(line.person_id) or line.placeholder
        return f"{self.role(line)} ({who})" if who else self.role(line)


def _is_in_cells(finding: Finding) -> bool:
    """The range check is shown in the weeks it is about."""
    return finding.rule == "fte_outside_range"


def board_of(session: Session, project_id: int) -> Board:
    """The project at the current revision."""
    return Board(
        session.portfolio, session.plan(project_id), session.figures(project_id), session.playbook, session.today
    )
