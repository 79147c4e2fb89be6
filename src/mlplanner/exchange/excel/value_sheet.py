"""What predictions are worth in a year, with live formulas (P1.3; `arithmetic.md`, Value of predictions)."""

from mlplanner.exchange.excel.figure_blocks import MONEY, NUMBER, SHARE, FigureLine, draw_figures
from mlplanner.exchange.excel.layouts import VALUE
from mlplanner.exchange.excel.plan_sources import PlanSource
from mlplanner.exchange.excel.record_sheets import TOP, draw_record

NOTE = "From the business KPI to money per prediction. Change an input and the figures below follow."
N, A, PI, V, F, COST, C, U = (
    f"in_value_{name}"
    for name in (
        "decisions_per_year",
        "share_acted",
        "precision",
        "true_positive_value",
        "false_positive_cost",
        "action_cost",
        "prediction_cost",
        "adoption",
    )
)


def draw_value(source: PlanSource) -> None:
    """Write the inputs and, below them, what follows from them."""
    sheet = draw_record(source, VALUE, source.plan.value, "Value of predictions", NOTE)
    draw_figures(source.book, sheet, TOP + len(VALUE.columns) + 1, "What follows", value_lines(source))


def value_lines(source: PlanSource) -> list[FigureLine]:
    """The figures in the order of `arithmetic.md`; no answer is an empty cell."""
    value = source.figures.value
    each = f"{A}*{U}*({PI}*{V}-(1-{PI})*{F}-{COST})-{C}"
    even = f'IF(OR({A}*{U}=0,{V}+{F}=0),"",({F}+{COST}+{C}/({A}*{U}))/({V}+{F}))'
    highest = f'IF(OR({A}*{U}=0,{PI}=1),"",ROUND(({PI}*{V}-{COST}-{C}/({A}*{U}))/(1-{PI}),2))'
    return [
        FigureLine("acted", "Actions taken", value.acted, NUMBER, f"{N}*{A}*{U}", "Decisions × share acted upon × adoption"),
        FigureLine("value_per_prediction", "Value per prediction", value.value_per_prediction, NUMBER, each, "Expected, after all costs"),
        FigureLine("benefit_year", "Benefit a year", value.benefit_year, MONEY, f"ROUND({N}*({each}),2)", "Decisions × value per prediction", True),
        FigureLine("break_even_precision", "Break-even precision", value.break_even_precision, SHARE, even, "Below it, acting loses money"),
        FigureLine("highest_false_positive_cost", "Highest cost of a false positive", value.highest_false_positive_cost,
                   MONEY, highest, "Above it, acting loses money"),
    ]  # fmt: skip
