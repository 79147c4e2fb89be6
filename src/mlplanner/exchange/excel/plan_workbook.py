"""Writes one plan as a workbook that a colleague can edit and send back (P9.2)."""

from collections.abc import Callable
from pathlib import Path

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.rows import plan_rows
from mlplanner.engine.facts import plan_calendar
from mlplanner.engine.results import Figures
from mlplanner.exchange.excel import layouts
from mlplanner.exchange.excel.books import Book
from mlplanner.exchange.excel.calendar_sheet import draw_calendar
from mlplanner.exchange.excel.cash_flow_sheet import SHEET as CASH_FLOW
from mlplanner.exchange.excel.cash_flow_sheet import chart_areas, draw_cash_flow
from mlplanner.exchange.excel.chart_sheets import SHEET as CHARTS
from mlplanner.exchange.excel.chart_sheets import draw_charts
from mlplanner.exchange.excel.choices import write_lists
from mlplanner.exchange.excel.cost_sheet import draw_costs
from mlplanner.exchange.excel.grids import week_count
from mlplanner.exchange.excel.maintenance_sheet import draw_maintenance
from mlplanner.exchange.excel.pages import draw_page
from mlplanner.exchange.excel.plain_tables import draw_plain_tables
from mlplanner.exchange.excel.plan_pages import PAGES
from mlplanner.exchange.excel.plan_sources import PlanSource
from mlplanner.exchange.excel.printing import set_up_printing
from mlplanner.exchange.excel.rate_sheet import draw_rates
from mlplanner.exchange.excel.read_me_sheet import draw_read_me
from mlplanner.exchange.excel.record_sheets import draw_record
from mlplanner.exchange.excel.returns_sheet import draw_returns
from mlplanner.exchange.excel.simulation_block import draw_simulation
from mlplanner.exchange.excel.staffing_sheet import draw_staffing
from mlplanner.exchange.excel.state_sheet import draw_state
from mlplanner.exchange.excel.states import plan_state
from mlplanner.exchange.excel.summary_sheet import draw_summary
from mlplanner.exchange.excel.timeline_sheet import draw_timeline
from mlplanner.exchange.excel.value_sheet import draw_value
from mlplanner.exchange.excel.vocabularies import plan_vocabulary
from mlplanner.exchange.excel.week_cost_sheet import draw_week_costs
from mlplanner.playbook.entries import Playbook

Progress = Callable[[float], None]
"""Told how far the work is, 0 to 1; raising Cancelled in it stops the work before anything is written."""

SHEETS: tuple[tuple[str, str, int], ...] = (
    ("Summary", "All figures, live", 3),
    (CHARTS, "What the ask is made of, by month and by year", 0),
    ("Brief", "The one-page brief, dates and percentages", 0),
    ("KPIs", "Measures of success", 4),
    ("Value", "Value of predictions", 0),
    ("Experiments", "Experiments and back-tests, with their sample size", 4),
    ("Triggers", "What makes us roll back", 4),
    ("Risks", "Risks after mitigation", 4),
    ("Options", "Alternatives to this project", 4),
    ("Timeline", "Phases, gates, inserted work", 0),
    ("Artifacts", "What each gate wants to see", 4),
    ("Decisions", "Gate decisions and conditions, for reading", 0),
    *((each.sheet, each.about, each.heading) for each in PAGES),
    ("Staffing", "Who works when, and what it costs", 6),
    ("Costs", "Costs that are not labour", 7),
    ("Maintenance", "A year of running the model", 0),
    ("Returns", "What comes back, by year and month", 0),
    ("Cash flow", "The ask by fiscal year, month and week, as exported", 0),
    ("Rates used", "The rate card, for reading", 4),
    ("Weekly rates", "The rate in force in each week, calculated", 5),
    ("Calendar", "Days on which nobody works, for reading", 4),
)
"""Title, what is on it, and the heading row to repeat in print."""
UPRIGHT = ("Read me", "Summary", "Brief", "Value", "Maintenance", "Returns", "Calendar")


def write_plan_workbook(
    portfolio: Portfolio,
    plan: ProjectPlan,
    figures: Figures,
    playbook: Playbook,
    path: Path,
    *,
    progress: Progress | None = None,
) -> None:
    """Write the plan to `path` (.xlsx). Raises BadInput when a text does not fit into a cell."""
    report = progress or (lambda _: None)
    book = Book(f"{plan.project.ref} {plan.project.name}", plan.project.start)
    source = plan_source(book, portfolio, plan, figures, playbook)
    for title in ("Read me", *(name for name, _, _ in SHEETS)):
        book.sheet(title)
    _draw_read_me(source)
    drawers = _drawers()
    for number, draw in enumerate(drawers):
        report(number / len(drawers) * 0.7)
        draw(source)
    _set_up(source)
    external = tuple(source.vocabulary.label("sourcing", kind.value) for kind in Sourcing if kind.is_external)
    write_lists(book, source.vocabulary, external)
    draw_state(book, plan_state(portfolio, plan, source.vocabulary.labels))
    report(0.8)
    book.save(path)
    report(1.0)


def plan_source(
    book: Book, portfolio: Portfolio, plan: ProjectPlan, figures: Figures, playbook: Playbook
) -> PlanSource:
    """What the sheets are drawn from; the calendar reaches over the year of maintenance."""
    weeks = week_count(plan.total_weeks, [week for line in plan.lines for week in line.weekly])
    calendar = plan_calendar(portfolio, plan)
    vocabulary = plan_vocabulary(portfolio, plan, playbook)
    return PlanSource(book, portfolio, plan, figures, playbook, vocabulary, calendar, weeks)


def _drawers() -> tuple[Callable[[PlanSource], None], ...]:
    return (
        draw_summary,
        _draw_brief,
        draw_plain_tables,
        draw_value,
        draw_timeline,
        draw_staffing,
        draw_costs,
        draw_maintenance,
        draw_returns,
        draw_cash_flow,
        draw_rates,
        draw_week_costs,
        draw_calendar,
        _draw_charts,
        _draw_pages,
    )


def _draw_pages(source: PlanSource) -> None:
    for each in PAGES:
        draw_page(source.book, source.vocabulary, each, lambda key: plan_rows(source.plan, KIND_BY_KEY[key]))
    draw_simulation(source)


def _draw_charts(source: PlanSource) -> None:
    costs = source.figures.costs
    areas = chart_areas(source.book.sheet(CASH_FLOW), len(costs.by_fiscal_year), len(costs.by_month))
    currency = source.portfolio.settings.currency
    titles = f"The ask by fiscal year, {currency}", f"The ask by month, {currency}"
    note = f"Drawn from the sheet {CASH_FLOW}."
    draw_charts(source.book.sheet(CHARTS), note, tuple(zip(titles, areas, strict=True)))


def _draw_brief(source: PlanSource) -> None:
    note = "The one-page brief, and the choices that dates and costs stand on."
    draw_record(source, layouts.BRIEF, source.plan.project, f"{source.plan.project.name}: brief", note)


def _draw_read_me(source: PlanSource) -> None:
    project, settings = source.plan.project, source.portfolio.settings
    facts = [
        ("Project", f"{project.ref} {project.name}"),
        ("Portfolio", f"{settings.name}, revision {source.portfolio.revision}"),
        ("Currency", settings.currency),
    ]
    if project.is_sample:
        facts.append(("Sample data", "Names, rates and volumes are invented."))
    draw_read_me(source.book, f"{project.name}: plan", facts, [(title, text) for title, text, _ in SHEETS])


def _set_up(source: PlanSource) -> None:
    title = f"{source.plan.project.ref} {source.plan.project.name}"
    headings = {name: heading for name, _, heading in SHEETS}
    across = {each.sheet: each.across for each in PAGES}
    for name, sheet in source.book.sheets.items():
        set_up_printing(sheet, title, headings.get(name, 0), is_upright=name in UPRIGHT, across=across.get(name, 1))
