"""Writes the whole portfolio as a workbook: projects with their figures, all staffing lines, gates, spend by year (P9.2).

Projects' choices, staffing lines and what projects share (settings, people, rates) can be edited and taken back. What a line costs needs its project's rates and calendar
and stands in the plan workbooks; here build and maintenance are values, and what follows from them is live.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.projects import Project
from mlplanner.domain.registry import KIND_BY_KEY, KINDS
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.uncertainty import ContingencyBasis
from mlplanner.engine.results import Figures
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Book
from mlplanner.exchange.excel.cells import Content, Formula, column_letter
from mlplanner.exchange.excel.chart_sheets import SHEET as CHARTS
from mlplanner.exchange.excel.chart_sheets import draw_charts
from mlplanner.exchange.excel.choices import shade_filled, write_lists
from mlplanner.exchange.excel.columns import Shape, Table
from mlplanner.exchange.excel.figure_blocks import risk_tier_text
from mlplanner.exchange.excel.grids import ROOM, Grid, Slot, draw_table, input_slot, week_count, week_slot
from mlplanner.exchange.excel.pages import draw_page
from mlplanner.exchange.excel.portfolio_layouts import LINES, PROJECTS
from mlplanner.exchange.excel.portfolio_overviews import draw_gates, draw_years
from mlplanner.exchange.excel.portfolio_pages import PAGES
from mlplanner.exchange.excel.printing import set_up_printing
from mlplanner.exchange.excel.read_me_sheet import draw_read_me
from mlplanner.exchange.excel.state_sheet import draw_state
from mlplanner.exchange.excel.states import RowsLater, State
from mlplanner.exchange.excel.vocabularies import Vocabulary, portfolio_rows, portfolio_vocabulary
from mlplanner.playbook.entries import Playbook

HEADING = 6
EPOCH_DAY = date(2000, 1, 1)
"""The day in the properties of a workbook without projects."""
SHEETS = (
    ("Projects", "One row for each project, with its figures"),
    ("Staffing", "All staffing lines by plan week"),
    ("Gates", "When each gate is due and who decides, for reading"),
    ("Spend by year", "What each project asks for, by fiscal year, as exported"),
    (CHARTS, "What all projects ask for, by fiscal year"),
    *((each.sheet, each.about) for each in PAGES),
)
AFTER_WEEKS = ("successor_id", "fixed_fee", "exit_criteria", "sla", "portability", "note")
LARGE = ("Projects", "Staffing")
TOTALS = ("build", "handover_budget", "contingency", "maintenance_year", "ask", "benefit_year", "npv")
"""Columns with a sum above them; it counts the rows that a filter leaves."""


@dataclass(frozen=True)
class PortfolioSource:
    """The portfolio, its figures, and the workbook it is written to."""

    book: Book
    portfolio: Portfolio
    figures: Mapping[int, Figures]
    vocabulary: Vocabulary
    plans: tuple[ProjectPlan, ...]


def write_portfolio_workbook(
    portfolio: Portfolio,
    figures_by_project: Mapping[int, Figures],
    playbook: Playbook,
    path: Path,
    *,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write the portfolio to `path` (.xlsx). Raises BadInput when a text does not fit into a cell."""
    report = progress or (lambda _: None)
    plans = tuple(portfolio.plans.values())
    settings = portfolio.settings
    book = Book(settings.name, min((plan.project.start for plan in plans), default=EPOCH_DAY))
    source = PortfolioSource(book, portfolio, figures_by_project, portfolio_vocabulary(portfolio, playbook), plans)
    for title in ("Read me", *(name for name, _ in SHEETS)):
        book.sheet(title)
    facts = [("Portfolio", f"{settings.name}, revision {portfolio.revision}"), ("Currency", settings.currency)]
    draw_read_me(book, f"{settings.name}: portfolio", facts, SHEETS)
    _draw_projects(source)
    report(0.15)
    _draw_lines(source)
    report(0.4)
    draw_gates(book, portfolio, figures_by_project)
    draw_charts(
        book.sheet(CHARTS),
        "Drawn from the sheet Spend by year.",
        [(f"The ask by fiscal year, {settings.currency}", draw_years(book, portfolio, figures_by_project))],
    )
    for number, each in enumerate(PAGES):
        report(0.5 + 0.3 * number / len(PAGES))
        draw_page(book, source.vocabulary, each, lambda key: portfolio_rows(portfolio, KIND_BY_KEY[key]))
        book.sheet(each.sheet).close()
    headings = {"Read me": 0, CHARTS: 0, **{each.sheet: each.heading for each in PAGES}}
    across = {each.sheet: each.across for each in PAGES}
    for name, sheet in book.sheets.items():
        set_up_printing(
            sheet, settings.name, headings.get(name, HEADING), is_large=name in LARGE, across=across.get(name, 1)
        )
    write_lists(book, source.vocabulary, ())
    draw_state(book, _state(source))
    report(0.8)
    book.save(path)


def _state(source: PortfolioSource) -> State:
    """What was exported."""
    settings = source.portfolio.settings
    rows = {kind.key: RowsLater(portfolio_rows(source.portfolio, kind)) for kind in KINDS}
    uid, name, revision = settings.portfolio_uid, settings.name, source.portfolio.revision
    return State(uid, name, None, revision, rows, source.vocabulary.labels)


def _slots(source: PortfolioSource, table: Table) -> list[Slot]:
    noun = KIND_BY_KEY[table.kind].noun
    return [input_slot(noun, column, source.vocabulary) for column in table.columns]


def _draw_projects(source: PortfolioSource) -> None:
    """A row for each project: what can be chosen, then what follows."""
    slots = [*_slots(source, PROJECTS), *_figure_slots(source)]
    sheet = source.book.sheet("Projects")
    grid = Grid(sheet, HEADING, slots, len(source.plans), len(source.plans))
    sheet.head(
        "Projects", "Yellow cells can be edited and sent back. Totals above count the rows that a filter leaves."
    )
    draw_table(source.book, grid, PROJECTS, [plan.project for plan in source.plans])
    sheet.put(HEADING - 1, grid.columns["name"], "Total", styles.LABEL)
    for name in TOTALS:
        column = grid.columns[name]
        total = sum((_figure(source, plan.project, name) for plan in source.plans), Decimal(0))
        formula = Formula(f"SUBTOTAL(109,{grid.span(name)})", total)
        address = sheet.put(HEADING - 1, column, formula, styles.style_name(styles.TOTAL, Shape.MONEY))
        source.book.name(f"total_{name}", address)
    _finish(grid, len(source.plans))


def _figure(source: PortfolioSource, project: Project, name: str) -> Any:
    """A figure of a project by its name in `arithmetic.md`; a withdrawn project neither asks nor brings money (P3.4)."""
    figures = source.figures[project.id or 0]
    if name in TOTALS and source.portfolio.plan(project.id or 0).is_withdrawn:
        return Decimal(0)
    holders: Sequence[Any] = (figures.costs, figures.value, figures.returns, figures.timeline)
    return next(getattr(holder, name) for holder in holders if hasattr(holder, name))


def _figure_slots(source: PortfolioSource) -> list[Slot]:
    """Dates and money. Build and maintenance are values; what follows from them and from a choice is live."""
    start = len(PROJECTS.columns) + 2
    names = ("delivery", "handed_over", "build", "handover_budget", "contingency", "maintenance_year", "ask")
    letter = {name: column_letter(start + place) for place, name in enumerate(names)}
    choice = {column.field: column_letter(number) for number, column in enumerate(PROJECTS.columns, start=2)}
    build = letter["build"]
    live = {
        "handover_budget": f"ROUND({choice['handover_pct']}{{row}}*{build}{{row}},2)",
        "contingency": f"ROUND({choice['contingency_pct']}{{row}}*{build}{{row}},2)",
        "ask": "+".join(f"{letter[name]}{{row}}" for name in names[2:6]),
    }

    def slot(name: str, title: str, shape: str = Shape.MONEY) -> Slot:
        def content(project: Project, row: int) -> Content:
            result = _figure(source, project, name)
            is_live = name in live and not (name == "contingency" and _is_by_p80(source, project))
            return Formula(live[name].format(row=row), result) if is_live else result

        return Slot(
            name, title, 16 if shape == Shape.MONEY else 12, shape, content, is_input=False, is_named=name in live
        )

    return [
        slot("delivery", "Delivered", Shape.DATE),
        slot("handed_over", "Handed over", Shape.DATE),
        slot("build", "Build"),
        slot("handover_budget", "Handover budget"),
        slot("contingency", "Contingency"),
        slot("maintenance_year", "Maintenance, first year"),
        slot("ask", "Ask"),
        slot("benefit_year", "Benefit a year"),
        slot("npv", "Net present value"),
        slot("payback_months", "Payback, months", styles.MONTHS),
        slot("roi", "Return on investment", Shape.PERCENT),
        _text_slot("risk_tier", "Risk tier in force", 14, lambda key: risk_tier_text(source.figures[key])),
        _text_slot("stands", "Stands at", 30, lambda key: _standing(source.portfolio.plan(key))),
    ]


def _is_by_p80(source: PortfolioSource, project: Project) -> bool:
    """True where the contingency comes from the simulation: a number, which no formula can follow."""
    return source.portfolio.plan(project.id or 0).uncertainty.contingency is ContingencyBasis.P80


def _text_slot(name: str, title: str, width: float, text: Callable[[int], str]) -> Slot:
    """A column of words for reading."""

    def content(project: Project, _row: int) -> Content:
        return text(project.id or 0)

    return Slot(name, title, width, Shape.TEXT, content, is_input=False, is_named=False)


def _standing(plan: ProjectPlan) -> str:
    """Where the project is: its next gate, or that it was withdrawn and counts nowhere."""
    if plan.withdrawn_at is not None:
        return f"Withdrawn at {plan.withdrawn_at.name}"
    return plan.next_gate.name if plan.next_gate else "All gates passed"


def _draw_lines(source: PortfolioSource) -> None:
    """All staffing lines by plan week, project by project."""
    lines = [line for plan in source.plans for line in plan.lines]
    total = max([plan.total_weeks for plan in source.plans] + [1])
    weeks = [week_slot(week) for week in range(1, week_count(total, [w for line in lines for w in line.weekly]) + 1)]
    fields = {slot.name: slot for slot in _slots(source, LINES)}
    after = [fields.pop(name) for name in AFTER_WEEKS]
    first = column_letter(len(fields) + 3)
    last = column_letter(len(fields) + 2 + len(weeks))

    def fte_weeks(line: StaffingLine | None, row: int) -> Content:
        return Formula(f"SUM({first}{row}:{last}{row})", sum(line.weekly.values(), Decimal(0)) if line else 0)

    worked = Slot("fte_weeks", "FTE-weeks", 10, Shape.FTE, fte_weeks, is_input=False)
    sheet = source.book.sheet("Staffing")
    grid = Grid(sheet, HEADING, [*fields.values(), worked, *weeks, *after], len(lines), ROOM + len(lines))
    note = "FTE by plan week; week 1 is each project's own first week. New line: fill an empty row, choose its project, leave Ref empty."
    sheet.head("Staffing", note)
    source.book.name("col_refs_lines", grid.span("ref"))
    rows: Sequence[Noun] = lines
    draw_table(source.book, grid, LINES, rows)
    sheet.put(HEADING - 1, 2, "Total", styles.LABEL)
    for slot in (worked, *weeks):
        result = sum((_fte(line, slot.name) for line in lines), Decimal(0))
        formula = Formula(f"SUBTOTAL(109,{grid.span(slot.name)})", result)
        sheet.put(HEADING - 1, grid.columns[slot.name], formula, styles.style_name(styles.TOTAL, Shape.FTE))
    _finish(grid, 0)
    sheet.page.print_area = f"A1:{last}{grid.first + grid.count}"
    shade_filled(sheet, f"{first}{grid.first}:{last}{grid.last}")


def _fte(line: StaffingLine, name: str) -> Decimal:
    """FTE of a line in a week's column, or all its FTE-weeks."""
    return sum(line.weekly.values(), Decimal(0)) if name == "fte_weeks" else line.weekly.get(int(name[1:]), Decimal(0))


def _finish(grid: Grid, filtered: int) -> None:
    grid.sheet.widths({1: 10, **{grid.columns[slot.name]: slot.width for slot in grid.slots}})
    grid.sheet.page.freeze_panes = f"C{HEADING + 1}"
    grid.sheet.heights[HEADING] = 30
    if filtered:
        last = column_letter(len(grid.slots) + 1)
        grid.sheet.page.auto_filter.ref = f"A{HEADING}:{last}{HEADING + filtered}"
