"""The cost and latency sheet: features and model against the inference budget, with live sums (P5.3, P5.6)."""

from decimal import Decimal

from mlplanner.domain.features import FeatureState
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.data_results import CostSheet, DataFigures
from mlplanner.engine.serving_costs import PER, feature_cost, is_on_path
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Sheet
from mlplanner.exchange.excel.cells import Content, Formula
from mlplanner.exchange.excel.columns import Shape

HEADING = 4
FIRST = HEADING + 1
NOTE = "Costs add up. Features served online are fetched side by side: the slowest counts, then the model. Amounts in {currency}."
TITLES = ("Feature", "Serving", "CPU a 1,000", "GPU a 1,000", "Cost a 1,000", "Latency, ms", "Waited for, ms")
SHAPES = (Shape.TEXT, Shape.TEXT, Shape.NUMBER, Shape.NUMBER, Shape.NUMBER, Shape.NUMBER, Shape.NUMBER)
ZERO = Decimal(0)


def draw_inference(sheet: Sheet, portfolio: Portfolio, plan: ProjectPlan, data: DataFigures) -> None:
    """A row for each feature that is not disabled, then model, sums, budget and what is left."""
    sheet.head(f"{plan.project.name}: cost and latency", NOTE.format(currency=portfolio.settings.currency))
    for number, (title, shape) in enumerate(zip(TITLES, SHAPES, strict=True), start=1):
        sheet.put(HEADING, number, title, styles.heading_style(False, shape))
    used = [feature for feature in plan.features if feature.state != FeatureState.DISABLED]
    for row, feature in enumerate(used, start=FIRST):
        waited = feature.latency_ms if is_on_path(feature) else ZERO
        cells: tuple[Content, ...] = (
            feature.name,
            feature.serving or "",
            feature.cpu_cost,
            feature.gpu_cost,
            Formula(f"SUM(C{row}:D{row})", feature_cost(feature) or ZERO),
            feature.latency_ms,
            Formula(f'IF(OR(B{row}="online",B{row}=""),N(F{row}),0)', waited or ZERO),
        )
        _put(sheet, row, cells, styles.CALCULATED)
    _draw_sums(sheet, plan, data.sheet, HEADING + max(1, len(used)))
    sheet.widths({1: 40, 2: 12, **dict.fromkeys(range(3, 8), 15)})
    sheet.page.freeze_panes = f"B{FIRST}"


def _draw_sums(sheet: Sheet, plan: ProjectPlan, figures: CostSheet, last: int) -> None:
    """Below the features: what comes together, the budget, and the money of a year."""
    own, row, gap = plan.serving, last + 1, (None, None)
    features = Formula(f"SUM(E{FIRST}:E{last})", figures.features_cost)
    slowest = Formula(f"MAX(G{FIRST}:G{last})", figures.features_latency_ms)
    _put(sheet, row, ("Features together", "", *gap, features, None, slowest), styles.TOTAL)
    model = Formula(f"SUM(C{row + 1}:D{row + 1})", figures.model_cost)
    waited = Formula(f"N(F{row + 1})", figures.model_latency_ms)
    costs = (own.model_cpu_cost, own.model_gpu_cost, model, own.model_latency_ms, waited)
    _put(sheet, row + 1, ("Model", own.mode or "", *costs), styles.CALCULATED)
    cost = Formula(f"E{row}+E{row + 1}", figures.cost)
    latency = Formula(f"G{row}+G{row + 1}", figures.latency_ms)
    _put(sheet, row + 2, ("Features and model", "", *gap, cost, None, latency), styles.TOTAL)
    budget = (own.cost_budget, None, own.latency_budget_ms)
    _put(sheet, row + 3, ("Inference budget", "", *gap, *budget), styles.CALCULATED)
    cost_left = _left(f"E{row + 3}", f"E{row + 2}", figures.cost_left)
    latency_left = _left(f"G{row + 3}", f"G{row + 2}", figures.latency_left_ms)
    _put(sheet, row + 4, ("Left", "", *gap, cost_left, None, latency_left), styles.TOTAL)
    _draw_year(sheet, figures, row + 6, row + 2)


def _draw_year(sheet: Sheet, figures: CostSheet, row: int, total: int) -> None:
    decisions = styles.style_name(styles.CALCULATED, Shape.WHOLE)
    money = styles.style_name(styles.TOTAL, Shape.MONEY)
    label = styles.style_name(styles.CALCULATED, Shape.TEXT)
    sheet.put(row, 1, "Decisions a year (value model)", label)
    sheet.put(row, 5, figures.decisions_per_year, decisions)
    sheet.put(row + 1, 1, "Cost a year", label)
    sheet.put(row + 1, 5, Formula(f"ROUND(E{total}*E{row}/{PER},2)", figures.cost_year), money)
    sheet.put(row + 2, 1, "Budget a year", label)
    year = Formula(f'IF(E{total + 1}="","",ROUND(E{total + 1}*E{row}/{PER},2))', figures.budget_year)
    sheet.put(row + 2, 5, year, money)


def _left(budget: str, used: str, result: Decimal | None) -> Formula:
    return Formula(f'IF({budget}="","",{budget}-{used})', result)


def _put(sheet: Sheet, row: int, cells: tuple[Content, ...], role: str) -> None:
    for number, (content, shape) in enumerate(zip(cells, SHAPES, strict=True), start=1):
        sheet.put(row, number, content, styles.style_name(role, shape))
