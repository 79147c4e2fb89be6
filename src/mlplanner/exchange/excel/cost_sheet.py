"""Costs beside labour, with live totals (P4.6; `arithmetic.md`, Money)."""

from decimal import Decimal

from mlplanner.domain.costs import CostLine
from mlplanner.domain.enums import CostCategory, CostTiming
from mlplanner.engine.results import Costs
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.cells import Content, Formula
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.grids import ROOM, Slot, draw_table
from mlplanner.exchange.excel.layouts import COSTS
from mlplanner.exchange.excel.plain_tables import fit_rows
from mlplanner.exchange.excel.plan_sources import PlanSource, by_id
from mlplanner.exchange.excel.vocabularies import spelled

NOTE = "Costs that are not labour. A monthly cost falls due once in each calendar month of its weeks."
HEADING = 7
NAMES = {
    CostCategory.NON_LABOUR: "non_labour",
    CostCategory.TRAINING: "training",
    CostCategory.HANDOVER: "handover_items",
}
MONTH_OF = "(YEAR({day})*12+MONTH({day}))"


def draw_costs(source: PlanSource) -> None:
    """Write the table, and a total for each category above it."""
    slots = [*source.slots(COSTS), *_cost_slots(source)]
    grid = source.grid(COSTS, HEADING, slots, ROOM + len(source.plan.costs))
    grid.sheet.head("Costs", NOTE)
    draw_table(source.book, grid, COSTS, source.plan.costs)
    fit_rows(grid, source.plan.costs)
    for column, (category, name) in enumerate(NAMES.items(), start=2):
        formula = f'SUMIFS({grid.span("total")},{grid.span("category")},"{spelled(category.value)}")'
        total = Formula(formula, category_result(source.plan.costs, source.figures.costs, category))
        money = styles.style_name(styles.TOTAL, Shape.MONEY)
        source.book.name(name, grid.sheet.total(4, column, spelled(category.value), total, money))
    grid.sheet.widths({1: 10, **{number: slot.width for number, slot in enumerate(slots, start=2)}})
    grid.sheet.page.freeze_panes = f"C{HEADING + 1}"


def category_result(lines: tuple[CostLine, ...], costs: Costs, category: CostCategory) -> Decimal:
    """What the engine found for a category."""
    match category:
        case CostCategory.NON_LABOUR:
            return costs.non_labour
        case CostCategory.TRAINING:
            return costs.training
        case CostCategory.HANDOVER:
            handover = {line.id for line in lines if line.category == category}
            return sum((item.total for item in costs.items if item.cost_id in handover), Decimal(0))


def _cost_slots(source: PlanSource) -> list[Slot]:
    """B name, C category, D amount, E currency, F falls due, G from, H to, I note, J times, K total."""
    items = by_id(source.figures.costs.items, "cost_id")
    first, last = (MONTH_OF.format(day=f"(plan_start+7*({letter}{{row}}-1))") for letter in "GH")
    times = f'IF(D{{row}}="",0,IF(F{{row}}="{spelled(CostTiming.MONTHLY.value)}",{last}-{first}+1,1))'
    rate = 'IF(E{row}="",1,IFERROR(INDEX(fx_rate,MATCH(E{row},fx_currency,0)),0))'

    def slot(name: str, title: str, shape: Shape, formula: str) -> Slot:
        def content(cost: CostLine | None, row: int) -> Content:
            return Formula(formula.format(row=row), getattr(items[cost.id or 0], name) if cost else 0)

        return Slot(name, title, 8 if shape == Shape.WHOLE else 14, shape, content, is_input=False)

    return [
        slot("times", "Times", Shape.WHOLE, times),
        slot("total", "Total", Shape.MONEY, f"ROUND(D{{row}}*J{{row}}*{rate},2)"),
    ]
