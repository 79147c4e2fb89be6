"""The tab Portfolio settings: name, currency, calendar, figures for approval, closures, the next days off."""

from itertools import zip_longest
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.noun import Noun
from mlplanner.domain.settings import Closure
from mlplanner.engine.calendars import next_days_off, regions_with_holidays
from mlplanner.gui.forms.form import Form
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.new_portfolio import country_names
from mlplanner.gui.people.closure_columns import closure_columns, completed_closure
from mlplanner.gui.people.portfolio_grid import fit_height, noun_view
from mlplanner.gui.project.sheet import label
from mlplanner.gui.screen import Screen
from mlplanner.gui.session import Session
from mlplanner.operations.portfolios import change_settings
from mlplanner.reports.formats import day

DAYS_LISTED = 12
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NO_CLOSURES = "No closures. Type the first day into this line."
_GENERAL = (
    FieldSpec("name", FieldKind.TEXT, title="Name", is_optional=False),
    FieldSpec("currency", FieldKind.TEXT, title="Currency of all amounts", is_optional=False),
    FieldSpec("classification", FieldKind.TEXT, title="Classification on documents", hint="Such as Confidential"),
    FieldSpec("status_date", FieldKind.DATE, title="Status date", hint="Today"),
)
_FIGURES = (
    FieldSpec("discount_rate", FieldKind.PERCENT, title="Discount rate a year", is_optional=False),
    FieldSpec("indexation", FieldKind.PERCENT, title="Indexation of maintenance a year", is_optional=False),
    FieldSpec("horizon_years", FieldKind.WHOLE, title="Horizon of returns, years", is_optional=False),
)


class SettingsTab(Screen):
    """A sheet with forms; each field is saved when it is left, and can be undone."""

    depends_on: ClassVar[frozenset[str]] = frozenset({"settings", "closures"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.forms: list[Form] = []
        self.closures = noun_view(
            session,
            Closure,
            closure_columns(),
            name="closures",
            empty=_NO_CLOSURES,
            completed=lambda values: completed_closure(values, session.today),
        )
        self.column = QVBoxLayout()
        self._region_holder = QHBoxLayout()
        self._region_form: Form | None = None
        self._regions_of: str | None = None
        self._days: list[tuple[QLabel, QLabel]] = []
        self._no_days = label("None within a year: choose a country, or add a closure.", "muted")
        self._problem = label("", "error")
        self._is_built = False
        self._lay_out()

    def _lay_out(self) -> None:
        paper = QFrame()
        paper.setProperty("kind", "card")
        paper.setMaximumWidth(920)
        paper.setLayout(self.column)
        self.column.setContentsMargins(32, 24, 32, 32)
        self.column.setSpacing(10)
        desk = QFrame()
        desk.setProperty("kind", "panel")
        row = QHBoxLayout(desk)
        row.setContentsMargins(16, 16, 16, 16)
        row.addStretch(1)
        row.addWidget(paper, 1000)
        row.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def refresh(self) -> None:
        """Show the current snapshot."""
        if not self._is_built:
            self._is_built = True
            self._build()
        self._show_regions()
        for form in self.forms:
            form.refresh()
        self.closures.records.show(sorted(self.session.portfolio.closures, key=lambda closure: closure.first))
        fit_height(self.closures, 2, 8)
        self._show_days()

    def field(self, name: str) -> Any:
        """The field of a setting."""
        forms = [*self.forms, self._region_form] if self._region_form else self.forms
        return next(form.fields[name] for form in forms if name in form.fields)

    def _build(self) -> None:
        months = tuple(enumerate(_MONTHS, start=1))
        countries = (("", "None – every weekday is a working day"), *country_names())
        calendar = (
            FieldSpec("country", FieldKind.CHOICE, title="Public holidays of", choices=countries, is_optional=False),
        )
        fiscal = (
            FieldSpec(
                "fiscal_month", FieldKind.CHOICE, title="Fiscal year begins in", choices=months, is_optional=False
            ),
        )
        self._add_heading("Portfolio")
        self._add_form(_GENERAL)
        self._add_hint(
            "Changing the currency converts nothing: amounts keep their numbers. The status date stands for today in checks and capacity."
        )
        self._add_heading("Money over time")
        self._add_form(_FIGURES + fiscal, columns=4)
        self._add_heading("Days on which nobody works")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._make_form(calendar, 1), 1)
        row.addLayout(self._region_holder, 1)
        self.column.addLayout(row)
        self.column.addWidget(self._problem)
        pair = QHBoxLayout()
        pair.setSpacing(24)
        pair.addLayout(self._titled("Next days off", self._day_rows()), 1)
        closures = QVBoxLayout()
        closures.addWidget(self.closures)
        pair.addLayout(self._titled("Company closures", closures), 1)
        self.column.addLayout(pair)
        self.column.addStretch(1)

    def _day_rows(self) -> QGridLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(14)
        rows.setColumnStretch(1, 1)
        for row in range(DAYS_LISTED):
            when, name = label("", ""), label("", "")
            when.setAlignment(Qt.AlignmentFlag.AlignRight)
            rows.addWidget(when, row, 0)
            rows.addWidget(name, row, 1)
            self._days.append((when, name))
        rows.addWidget(self._no_days, DAYS_LISTED, 0, 1, 2)
        return rows

    def _titled(self, title: str, body: QVBoxLayout | QGridLayout) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(label(title, "subheading"))
        column.addLayout(body)
        column.addStretch(1)
        return column

    def _add_heading(self, text: str) -> None:
        if self.column.count():
            self.column.addSpacing(14)
        self.column.addWidget(label(text, "heading"))

    def _add_hint(self, text: str) -> None:
        self.column.addWidget(label(text, "muted"))

    def _add_form(self, specs: tuple[FieldSpec, ...], columns: int = 2) -> None:
        self.column.addWidget(self._make_form(specs, columns))

    def _make_form(self, specs: tuple[FieldSpec, ...], columns: int) -> Form:
        form = self._new_form(specs, columns)
        self.forms.append(form)
        return form

    def _new_form(self, specs: tuple[FieldSpec, ...], columns: int) -> Form:
        makers = {spec.name: lambda value, name=spec.name: change_settings(**{name: value}) for spec in specs}
        form = Form(self.session, self._settings, specs, columns, makers)
        form.setEnabled(not self.session.workspace.is_read_only)
        return form

    def _settings(self) -> Noun:
        return self.session.portfolio.settings

    def _show_regions(self) -> None:
        """The regions follow the country; most countries have none."""
        country = self.session.portfolio.settings.country
        if country != self._regions_of:
            self._regions_of = country
            if self._region_form is not None:
                self._region_holder.removeWidget(self._region_form)
                self._region_form.hide()
                self._region_form.deleteLater()
            choices = (("", "The whole country"), *regions_with_holidays(country)) if country else (("", "–"),)
            spec = FieldSpec("region", FieldKind.CHOICE, title="Region", choices=choices, is_optional=False)
            self._region_form = self._new_form((spec,), 1)
            self._region_form.setEnabled(len(choices) > 1 and not self.session.workspace.is_read_only)
            self._region_holder.addWidget(self._region_form)
        if self._region_form is not None:
            self._region_form.refresh()

    def _show_days(self) -> None:
        portfolio, problem = self.session.portfolio, ""
        try:
            days = next_days_off(portfolio.settings, portfolio.closures, self.session.today, DAYS_LISTED)
        except PlannerError as error:
            days, problem = (), str(error)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        for (when, name), found in zip_longest(self._days, days):
            is_there = found is not None
            when.setText(f"{_WEEKDAYS[found[0].weekday()]} {day(found[0])}" if is_there else "")
            name.setText(found[1] if is_there else "")
            when.setVisible(is_there)
            name.setVisible(is_there)
        self._no_days.setVisible(not days and not problem)
