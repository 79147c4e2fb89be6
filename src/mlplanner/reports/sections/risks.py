"""What can go wrong, who holds it, and which other ways there are."""

from mlplanner.domain.money import format_amount
from mlplanner.reports.alternatives import option_lines
from mlplanner.reports.blocks import Align, Column, Paragraph, Row, RowKind, Section, Table
from mlplanner.reports.formats import NOTHING, counted, one_line
from mlplanner.reports.page_ones import risk_lines
from mlplanner.reports.subjects import Subject


def risks_section(subject: Subject) -> Section:
    """All risks, worst first, and all options."""
    return Section("Risks and options", _finding(subject), (_risks(subject), _options(subject)))


def _finding(subject: Subject) -> str:
    risks = risk_lines(subject)
    if not risks:
        return "No risk is recorded. A plan without risks has not been looked at."
    worst = risks[0]
    unowned = sum(risk.owner == NOTHING for risk in risks)
    tail = f"; {counted(unowned, 'risk')} without an owner" if unowned else ", and each has an owner"
    return f"{counted(len(risks), 'risk')} recorded; the largest is “{worst.title}” with {worst.score} of 25 after mitigation{tail}."


def _risks(subject: Subject) -> Table | Paragraph:
    risks = risk_lines(subject)
    if not risks:
        return Paragraph("Enter risks with likelihood, impact, what is done about them, and an owner.", "Risks")
    columns = (
        Column("Risk", 3.0),
        Column("Score", 0.6, Align.RIGHT),
        Column("Rating", 1.1),
        Column("What we do about it", 3.6),
        Column("Owner", 1.7),
    )
    rows = tuple(Row((r.title, str(r.score), r.mark, one_line(r.mitigation) or NOTHING, r.owner)) for r in risks)
    return Table("Risks after mitigation", columns, rows)


def _options(subject: Subject) -> Table:
    years = subject.portfolio.settings.horizon_years
    columns = (
        Column("Option", 3.2),
        Column("Cost from today", 1.5, Align.RIGHT),
        Column(f"Net value {years} years", 1.6, Align.RIGHT),
        Column("Risk", 1.2),
    )
    rows = tuple(
        Row(
            (option.name, format_amount(option.cost, 2), format_amount(option.value, 2), option.risk),
            RowKind.CHOSEN if option.is_chosen else RowKind.PLAIN,
        )
        for option in option_lines(subject)
    )
    note = "Net value is discounted with the portfolio's rate; this plan's counts what is already spent, so it is not flattered."
    return Table(f"Options ({subject.currency})", columns, rows, note)
