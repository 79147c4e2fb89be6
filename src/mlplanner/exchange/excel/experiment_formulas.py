"""Sample size and length of an experiment, as live columns (P7.2; `arithmetic.md`, Experiments)."""

from mlplanner.domain.benefits import Experiment
from mlplanner.domain.enums import ExperimentDesign
from mlplanner.exchange.excel.cells import Content, Formula, Result, column_letter
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.grids import Slot
from mlplanner.exchange.excel.layouts import EXPERIMENTS
from mlplanner.exchange.excel.plan_sources import PlanSource, by_id
from mlplanner.exchange.excel.vocabularies import spelled

LETTER = {column.field: column_letter(number) for number, column in enumerate(EXPERIMENTS.columns, start=2)}
SIZE, WEEKS = (column_letter(len(EXPERIMENTS.columns) + place) for place in (2, 3))
Z = "(-NORMSINV({alpha}{row}/2))", "(-NORMSINV(1-{power}{row}))"
"""Quantiles by their upper tail, as the engine takes them."""
PROPORTIONS = (
    'IF(OR({p1}{row}="",{p2}{row}=""),1/0,({z1}*SQRT(({p1}{row}+{p2}{row})*(1-({p1}{row}+{p2}{row})/2))'
    "+{z2}*SQRT({p1}{row}*(1-{p1}{row})+{p2}{row}*(1-{p2}{row})))^2/({p2}{row}-{p1}{row})^2)"
)
MEANS = 'IF(OR({sigma}{row}="",{delta}{row}=""),1/0,2*({z1}+{z2})^2*{sigma}{row}^2/{delta}{row}^2)'


def experiment_slots(source: PlanSource) -> list[Slot]:
    """People per arm, weeks, and whether that fits into the window."""
    sizes = by_id(source.figures.experiments, "experiment_id")

    def slot(name: str, title: str, shape: Shape, formula: str) -> Slot:
        def content(experiment: Experiment | None, row: int) -> Content:
            result = getattr(sizes[experiment.id or 0], name) if experiment else None
            return Formula(_filled(formula, row), _shown(result))

        return Slot(name, title, 12, shape, content, is_input=False)

    is_proportions = f'{{design}}{{row}}="{spelled(ExperimentDesign.PROPORTIONS.value)}"'
    is_means = f'{{design}}{{row}}="{spelled(ExperimentDesign.MEANS.value)}"'
    size = f'IFERROR(ROUNDUP(IF({is_proportions},{PROPORTIONS},IF({is_means},{MEANS},1/0)),0),"")'
    per_week = "({units_per_week}{row}*{share}{row})"
    weeks = f'IFERROR(ROUNDUP(ROUND(2*{SIZE}{{row}}/{per_week},9),0)+{{label_lag_weeks}}{{row}},"")'
    fits = f'IF({WEEKS}{{row}}="","",IF({WEEKS}{{row}}*7<={{window_days}}{{row}},"Yes","No"))'
    return [
        slot("n_per_arm", "Needed per arm", Shape.WHOLE, size),
        slot("weeks", "Weeks needed", Shape.WHOLE, weeks),
        slot("fits_window", "Fits the window", Shape.TEXT, fits),
    ]


def _filled(formula: str, row: int) -> str:
    letters = {name: f"${letter}" for name, letter in LETTER.items()}
    z1, z2 = (part.format(row=row, **letters) for part in Z)
    return formula.format(row=row, z1=z1, z2=z2, **letters)


def _shown(result: int | bool | None) -> Result:
    if result is None:
        return ""
    return ("Yes" if result else "No") if isinstance(result, bool) else result
