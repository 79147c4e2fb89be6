"""What comes back, month by month, for the line of cumulative value."""

from mlplanner.charts.value_lines import ValueLine
from mlplanner.engine.returns import cumulative_net
from mlplanner.reports.subjects import Subject


def value_line(subject: Subject) -> ValueLine | None:
    """Build, handover and contingency at hand-over, then each month's benefit less maintenance; None without a value model."""
    if not subject.figures.value.benefit_year:
        return None
    totals = cumulative_net(subject.figures.returns, subject.project.evidence_days)
    return ValueLine(totals, subject.figures.returns.payback_months, subject.currency)
