"""Sheets of the portfolio workbook that are for reading: gates, and spend by fiscal year."""

from collections.abc import Mapping
from decimal import Decimal

from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.portfolios import spend_by_fiscal_year
from mlplanner.engine.results import Figures
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Book
from mlplanner.exchange.excel.cells import Content, Formula, column_letter
from mlplanner.exchange.excel.chart_sheets import Area
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.vocabularies import reference, spelled

HEADING = 6
GATE_COLUMNS: tuple[tuple[str, float, Shape], ...] = (
    ("Project", 36, Shape.TEXT),
    ("Gate", 30, Shape.TEXT),
    ("Date", 12, Shape.DATE),
    ("Decided by", 22, Shape.TEXT),
    ("Owner", 24, Shape.TEXT),
    ("State", 20, Shape.TEXT),
    ("Slip, weeks", 11, Shape.WHOLE),
)


def draw_gates(book: Book, portfolio: Portfolio, figures: Mapping[int, Figures]) -> None:
    """Every gate of every project, in order of date."""
    sheet = book.sheet("Gates")
    sheet.head("Gates", "When each gate is due, who decides, and where it stands. For reading.")
    rows: list[tuple[Content, ...]] = []
    for plan in portfolio.plans.values():
        gates = {gate.id: gate for gate in plan.gates}
        for dates in figures[plan.id].timeline.gates:
            gate = gates[dates.gate_id]
            owner = portfolio.person_name(gate.owner_id)
            rows.append(
                (
                    reference(plan.project),
                    gate.name,
                    dates.date,
                    gate.owner_role,
                    owner,
                    spelled(dates.state),
                    dates.slip_weeks,
                )
            )
    for column, (title, width, shape) in enumerate(GATE_COLUMNS, start=1):
        sheet.put(HEADING, column, title, styles.heading_style(False, shape))
        sheet.widths({column: width})
    for row, values in enumerate(sorted(rows, key=lambda r: (r[2], str(r[0]))), start=HEADING + 1):
        for column, content in enumerate(values, start=1):
            sheet.put(row, column, content, styles.style_name(styles.CALCULATED, GATE_COLUMNS[column - 1][2]))
    sheet.page.freeze_panes = f"B{HEADING + 1}"
    sheet.page.auto_filter.ref = f"A{HEADING}:{column_letter(len(GATE_COLUMNS))}{HEADING + max(1, len(rows))}"


def draw_years(book: Book, portfolio: Portfolio, figures: Mapping[int, Figures]) -> Area:
    """The ask of each project by fiscal year; the sums over projects are live, and their place is given for a chart."""
    sheet = book.sheet("Spend by year")
    sheet.head("Spend by year", "The ask of each project by fiscal year, as laid out when this workbook was written.")
    rows = {key: spend_by_fiscal_year(plan, figures[key]) for key, plan in portfolio.plans.items()}
    years = sorted({label for held in rows.values() for label in held})
    sheet.put(HEADING, 1, "Project", styles.CALCULATED_HEADING)
    money, total = (styles.style_name(role, Shape.MONEY) for role in (styles.CALCULATED, styles.TOTAL))
    last = HEADING + max(1, len(rows))
    for column, year in enumerate([*years, "Total"], start=2):
        letter = column_letter(column)
        sheet.put(HEADING, column, year, styles.heading_style(False, Shape.MONEY))
        held = [sum(row.values()) if year == "Total" else row.get(year, 0) for row in rows.values()]
        sheet.put(HEADING - 1, column, Formula(f"SUM({letter}{HEADING + 1}:{letter}{last})", Decimal(sum(held))), total)
    for row, (key, held_by_year) in enumerate(rows.items(), start=HEADING + 1):
        sheet.put(row, 1, reference(portfolio.plan(key).project), styles.style_name(styles.CALCULATED, Shape.TEXT))
        for column, year in enumerate(years, start=2):
            sheet.put(row, column, held_by_year.get(year, Decimal(0)), money)
        whole = Formula(f"SUM(B{row}:{column_letter(len(years) + 1)}{row})", Decimal(sum(held_by_year.values())))
        sheet.put(row, len(years) + 2, whole, total)
    sheet.widths({1: 40, **dict.fromkeys(range(2, len(years) + 3), 16)})
    sheet.page.freeze_panes = f"B{HEADING + 1}"
    return Area(sheet, HEADING, HEADING - 1, 1, 2, len(years) + 1, is_row=True)
