"""What the simulation found, on the screen: finding, percentiles, chances, S-curves, tornado, drivers in words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mlplanner.domain.money import format_amount
from mlplanner.engine.simulation.simulations import Driver, Outcome, Simulation
from mlplanner.gui.project.sheet import label
from mlplanner.gui.uncertainty.s_curve import Percentile, SCurve
from mlplanner.gui.uncertainty.tornado import DriverBar, TornadoView
from mlplanner.reports import uncertainty_words as words
from mlplanner.reports.formats import NBSP, day, exact, number

_ROWS = (
    ("delivery", "Delivery, not later than"),
    ("handed_over", "Handed over, not later than"),
    ("build", "Build, not more than"),
    ("ask", "Ask, not more than"),
    ("first_year_value", "Value of the first year, at least"),
    ("npv", "Net present value, at least"),
)
_DATES = ("delivery", "handed_over")
_POINTS = ("plan", "p50", "p80", "p95")
_MOST_BARS = 7
_MARKED = ((50, "p50"), (80, "p80"), (95, "p95"))


class SimulationResults(QWidget):
    """Values come from the engine as they are; nothing is computed here."""

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = currency
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.finding = label("", "subheading")
        self.finding.setObjectName("simulationFinding")
        self.finding.setWordWrap(True)
        self.chances = label("", "")
        self.chances.setObjectName("simulationChances")
        self.chances.setWordWrap(True)
        column.addWidget(self.finding)
        column.addLayout(self._table())
        column.addWidget(self.chances)
        column.addLayout(self._curves())
        self.tornados = {
            outcome: TornadoView(f"tornado_{outcome.value}") for outcome in (Outcome.DELIVERY, Outcome.BUILD)
        }
        titles = {
            Outcome.DELIVERY: "What the delivery date depends on",
            Outcome.BUILD: "What the build cost depends on",
        }
        for outcome, view in self.tornados.items():
            column.addWidget(label(titles[outcome], "subheading"))
            column.addWidget(view)
        self.drivers = label("", "muted")
        self.drivers.setObjectName("simulationDrivers")
        column.addWidget(self.drivers)
        self.basis = label("", "small")
        self.basis.setObjectName("simulationBasis")
        column.addWidget(self.basis)

    def show_simulation(self, simulation: Simulation) -> None:
        """Show other results."""
        self.finding.setText(words.finding(simulation, self._currency))
        for key, _ in _ROWS:
            spread = getattr(simulation, key)
            for point in _POINTS:
                value = getattr(spread, point)
                self._cells[key, point].setText(day(value) if key in _DATES else exact(value))
        told = (words.date_chance(simulation), words.budget_chance(simulation, self._currency))
        self.chances.setText("\n".join(told))
        self._show_curves(simulation)
        for outcome, view in self.tornados.items():
            drivers = simulation.drivers_of(outcome)[:_MOST_BARS]
            view.show_bars(f"Drivers of {outcome.value}", [self._bar(driver) for driver in drivers])
        self.drivers.setText("\n".join(words.driver_sentences(simulation, self._currency, most=1)))
        self.basis.setText(
            f"{words.basis(simulation)}; the same seed gives the same figures. P80 holds in eight of ten draws."
        )

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(len(_POINTS) + 1, 1)
        for column, point in enumerate(_POINTS, start=1):
            heading = label("Plan" if point == "plan" else point.upper(), "muted")
            heading.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(heading, 0, column)
        self._cells: dict[tuple[str, str], QLabel] = {}
        for row, (key, title) in enumerate(_ROWS, start=1):
            grid.addWidget(label(title if key in _DATES else f"{title} ({self._currency})", ""), row, 0)
            for column, point in enumerate(_POINTS, start=1):
                cell = label("", "subheading" if point == "p80" else "")
                cell.setObjectName(f"{key}_{point}")
                cell.setAccessibleName(f"{title}, {point}")
                cell.setAlignment(Qt.AlignmentFlag.AlignRight)
                cell.setMinimumWidth(100)
                grid.addWidget(cell, row, column)
                self._cells[key, point] = cell
        return grid

    def _curves(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.weeks = SCurve("Delivered in this share of the draws")
        self.build = SCurve(f"Built for no more in this share of the draws, {self._currency}")
        row.addWidget(self.weeks)
        row.addWidget(self.build)
        return row

    def _show_curves(self, simulation: Simulation) -> None:
        delivery, build = simulation.delivery, simulation.build
        self.weeks.show_values(
            [float(value) for value in simulation.weeks_curve],
            float(simulation.delivery_weeks.plan),
            f"plan {day(delivery.plan)}",
            [Percentile(percent, f"{point.upper()} {day(getattr(delivery, point))}") for percent, point in _MARKED],
        )
        self.build.show_values(
            [float(value) for value in simulation.build_curve],
            float(build.plan),
            f"plan {format_amount(build.plan)}",
            [
                Percentile(percent, f"{point.upper()} {format_amount(getattr(build, point))}")
                for percent, point in _MARKED
            ],
        )

    def _bar(self, driver: Driver) -> DriverBar:
        sign = "+" if driver.swing > 0 else ""
        if driver.outcome is Outcome.DELIVERY:
            return DriverBar(driver.name, float(driver.correlation), f"{sign}{number(driver.swing)}{NBSP}weeks")
        return DriverBar(driver.name, float(driver.correlation), f"{sign}{format_amount(driver.swing)}")
