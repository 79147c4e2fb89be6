"""The tables of page 1, cut to as many rows as the page has room for; the last row says where the rest is."""

from collections.abc import Sequence

from mlplanner.domain.money import format_amount
from mlplanner.exchange.pdf.panels import Tabled
from mlplanner.reports.blocks import Align, Column, Mark, Row, RowKind, Tone
from mlplanner.reports.conditions import ConditionLine
from mlplanner.reports.evidence import MET, Criterion
from mlplanner.reports.formats import counted, day
from mlplanner.reports.page_ones import PageOne, RiskLine


def criterion_table(criteria: Sequence[Criterion], most: int, where: str) -> Tabled:
    """KPIs and artifacts; more than `most` are summed up in the last row."""
    columns = (
        Column("Criterion", 3.3),
        Column("Target", 1.25, Align.RIGHT),
        Column("Measured", 1.3, Align.RIGHT),
        Column("Status", 1.2),
    )
    shown = criteria if len(criteria) <= most else criteria[: most - 1]
    rows = [Row((c.name, c.target, c.measured, c.mark)) for c in shown]
    rest = criteria[len(shown) :]
    if rest:
        met = sum(criterion.mark == MET for criterion in rest)
        tone = Tone.GOOD if met == len(rest) else Tone.OPEN
        rows.append(Row((f"{len(rest)} more: see {where}", "", "", Mark(tone, f"{met} met"))))
    return columns, tuple(rows)


def option_table(content: PageOne) -> Tabled:
    """Doing nothing first, this plan last; entered options between them as the playbook allows."""
    cost, value = content.options_title
    columns = (
        Column(content.currency, 2.3),
        Column(cost, 1.25, Align.RIGHT),
        Column(value, 1.25, Align.RIGHT),
        Column("Risk", 1.35),
    )
    entered = content.options[1:-1]
    shown = (content.options[0], *entered[: max(content.options_shown - 1, 0)], content.options[-1])
    rows = tuple(
        Row(
            (option.name, format_amount(option.cost), format_amount(option.value), option.risk),
            RowKind.CHOSEN if option.is_chosen else RowKind.PLAIN,
        )
        for option in shown
    )
    return columns, rows


def condition_table(conditions: Sequence[ConditionLine], most: int, where: str) -> Tabled:
    """Conditions with owner and day."""
    columns = (Column("Condition", 3.4), Column("Owner", 1.7), Column("Due", 1.35, Align.RIGHT))
    shown = conditions if len(conditions) <= most else conditions[: most - 1]
    rows = [Row((f"{place} {c.text}", c.owner, day(c.due))) for place, c in enumerate(shown, start=1)]
    if len(shown) < len(conditions):
        rows.append(Row((f"{counted(len(conditions) - len(shown), 'more condition')} in {where}", "", "")))
    return columns, tuple(rows)


def risk_table(risks: Sequence[RiskLine]) -> Tabled:
    """Risks with score, rating and what is done about them."""
    columns = (
        Column("Risk", 3.2),
        Column("Score", 0.55, Align.RIGHT),
        Column("Rating", 1.0),
        Column("What we do about it", 3.4),
        Column("Owner", 1.7),
    )
    return columns, tuple(Row((r.title, str(r.score), r.mark, r.mitigation, r.owner)) for r in risks)
