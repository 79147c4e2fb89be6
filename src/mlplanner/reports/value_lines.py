"""What comes back, month by month, for the line of cumulative value."""

from mlplanner.charts.value_lines import ValueLine
from mlplanner.engine.returns import cumulative_nets
from mlplanner.reports.subjects import Subject


def value_line(subject: Subject) -> ValueLine | None:
    """Build, handover and contingency at hand-over, then each month's benefit less maintenance, in their band of P10–P90.

    None without a value model.
    """
    benefit = subject.figures.value.benefit_year
    if not benefit:
        return None
    totals = cumulative_nets(subject.figures.returns, benefit, subject.project.evidence_days)
    band = subject.value_band
    ends = (band.low, band.high) if band else None
    return ValueLine(totals, subject.figures.returns.payback_months, subject.currency, ends)
