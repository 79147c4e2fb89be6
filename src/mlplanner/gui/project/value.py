"""The Value tab: what a prediction is worth, and the experiments that show it (P1.3, P1.6, P7.2)."""

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from mlplanner.domain.benefits import ValueModel
from mlplanner.domain.money import format_amount
from mlplanner.engine.values import benefit_by_precision
from mlplanner.gui.charts.curve import Curve, Mark
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.project.experiment_columns import experiment_columns
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.sheet import SheetTab, label
from mlplanner.gui.tables.columns import Column

_INPUTS = (
    FieldSpec("decisions_per_year", FieldKind.WHOLE, is_optional=False),
    FieldSpec("share_acted", FieldKind.PERCENT, is_optional=False),
    FieldSpec("precision", FieldKind.PERCENT, is_optional=False),
    FieldSpec("adoption", FieldKind.PERCENT, is_optional=False),
    FieldSpec("true_positive_value", FieldKind.MONEY, is_optional=False),
    FieldSpec("false_positive_cost", FieldKind.MONEY, is_optional=False),
    FieldSpec("action_cost", FieldKind.MONEY, is_optional=False),
    FieldSpec("prediction_cost", FieldKind.NUMBER, is_optional=False),
)
_OUTPUTS = (
    ("benefit_year", "Value a year"),
    ("value_per_prediction", "Expected value of a prediction"),
    ("break_even_precision", "Break-even precision (π*)"),
    ("highest_false_positive_cost", "Highest acceptable cost of a false positive (F*)"),
    ("acted", "Actions a year"),
)


_NO_EXPERIMENTS = "Before production work one experiment or backtest needs a result: type its name here."


class ValueTab(SheetTab):
    """Inputs with their symbols; outputs and curve follow at once."""

    def build(self) -> None:
        """Inputs, outputs, curve."""
        self.add_heading("What a prediction is worth")
        self.add_form("value", self._value, _INPUTS, columns=4)
        outputs = QWidget()
        grid = QGridLayout(outputs)
        grid.setContentsMargins(0, 12, 0, 0)
        grid.setHorizontalSpacing(28)
        self._outputs = {}
        for index, (key, title) in enumerate(_OUTPUTS):
            grid.addWidget(label(title, "small"), 2 * (index // 3), index % 3)
            self._outputs[key] = label("", "figure")
            self._outputs[key].setObjectName(key)
            self._outputs[key].setAccessibleName(title)
            grid.addWidget(self._outputs[key], 2 * (index // 3) + 1, index % 3)
        self.column.addWidget(outputs)
        self._curve = Curve("Precision among the cases acted upon", "Value a year")
        self.column.addWidget(self._curve)
        self._no_curve = label("The curve of value over precision appears when these numbers are filled in.", "muted")
        self.column.addWidget(self._no_curve)
        self.add_heading("Experiments that show it")
        self.add_grid(NounGrid(self.session, "experiments", self._experiment_columns(), empty=_NO_EXPERIMENTS))

    def show_snapshot(self) -> None:
        """Outputs and curve of the current inputs."""
        value = self.session.figures(self.project_id).value
        currency = self.session.portfolio.settings.currency
        none = "none"
        texts = {
            "benefit_year": f"{currency} {format_amount(value.benefit_year, 2)}",
            "value_per_prediction": f"{currency} {format_amount(value.value_per_prediction, 4)}",
            "break_even_precision": none
            if value.break_even_precision is None
            else _percent(value.break_even_precision),
            "highest_false_positive_cost": none
            if value.highest_false_positive_cost is None
            else f"{currency} {format_amount(value.highest_false_positive_cost, 2)}",
            "acted": format_amount(value.acted, 0),
        }
        for key, text in texts.items():
            self._outputs[key].setText(text)
        self._show_curve()

    def _show_curve(self) -> None:
        model = self._value()
        value = self.session.figures(self.project_id).value
        points = [(float(x), float(y)) for x, y in benefit_by_precision(model)]
        marks = [Mark(float(model.precision), float(value.benefit_year), f"planned: {_percent(model.precision)}")]
        star = value.break_even_precision
        if star is not None and 0 <= star <= 1:
            marks.append(Mark(float(star), 0.0, f"breaks even at {_percent(star)}"))
        self._curve.show_points(points, marks)
        is_flat = not any(y for _, y in points)
        self._curve.setVisible(not is_flat)
        self._no_curve.setVisible(is_flat)

    def _experiment_columns(self) -> tuple[Column[Any], ...]:
        return experiment_columns(self.session, lambda: self.project_id)

    def _value(self) -> ValueModel:
        return self.session.plan(self.project_id).value


def _percent(share: Decimal) -> str:
    return f"{format_amount(share * 100, 1)} %"
