"""The Data tab: feature registry, tests, privacy, inference budget, cost and latency (P5, P6.2)."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from mlplanner.domain.features import Feature, Serving, ServingMode
from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.data_results import CostSheet, DataFigures
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.icons import icon
from mlplanner.gui.project.data_columns import (
    COLUMN_GROUPS,
    FROZEN,
    feature_columns,
    feature_test_columns,
    new_feature,
    privacy_columns,
)
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.sheet import SheetTab, label
from mlplanner.gui.session import Session
from mlplanner.gui.tables import actions
from mlplanner.gui.tables.edits import Rows
from mlplanner.operations.features import add_usual_tests, move_features
from mlplanner.operations.fields import remove_rows
from mlplanner.reports.formats import counted, number, share

_NO_FEATURES = "What the model looks at: type the first feature here, or paste rows from a spreadsheet."
_NO_TESTS = "Distribution, null rate, cardinality, range: choose the first test here."
_NO_RULES = "Tokenised, hashed or removed, and where: type the first jurisdiction here."
_HOW = (
    "Costs add up: each prediction uses each feature once. Features that are served online are fetched side by side, so "
    "the slowest of them counts, and then the model; what a batch or a cache holds ready adds no latency."
)
_MODES = tuple((mode, mode.capitalize()) for mode in ServingMode)
SERVING_SPECS = (
    FieldSpec("mode", FieldKind.CHOICE, choices=_MODES),
    FieldSpec("tolerated_lag_minutes", FieldKind.WHOLE),
    FieldSpec("cost_budget", FieldKind.NUMBER),
    FieldSpec("latency_budget_ms", FieldKind.NUMBER),
    FieldSpec("model_cpu_cost", FieldKind.NUMBER),
    FieldSpec("model_gpu_cost", FieldKind.NUMBER),
    FieldSpec("model_latency_ms", FieldKind.NUMBER),
    FieldSpec("lookups_per_second", FieldKind.WHOLE),
    FieldSpec(
        "has_feature_store",
        FieldKind.CHOICE,
        choices=((False, "No, a registry"), (True, "Yes")),
        is_optional=False,
    ),
    FieldSpec("reason", FieldKind.PARAGRAPH, hint="Why this way and not a cheaper one"),
)
_FACTS = (
    ("entries", "Complete entries"),
    ("coverage", "Feature tests that pass"),
    ("cost", "Cost of 1,000 predictions"),
    ("latency", "Latency of an answer"),
)
_SHEET_ROWS = (
    ("features", "Features"),
    ("model", "Model"),
    ("total", "Together"),
    ("budget", "Inference budget"),
    ("left", "Left"),
)
_SUMS = ("total", "left")


class DataTab(SheetTab):
    """The registry is a spreadsheet; below it what belongs to the selected feature, then the budget."""

    paper_width = 2400

    def build(self) -> None:
        """Facts, registry, tests and privacy of the selected feature, inference budget."""
        self._build_facts()
        self._build_registry()
        self._build_selected()
        self._build_serving()

    def show_snapshot(self) -> None:
        """Facts and the sheet of the current plan; the selected feature as it is now."""
        data = self.session.figures(self.project_id).data
        for key, text in _fact_texts(data, self.session).items():
            self._facts[key].setText(text)
        for (row, column), text in _sheet_texts(data.sheet).items():
            self._cells[row, column].setText(text)
        self._year.setText(_year_text(data.sheet, self.session))
        self._show_selected()
        for button in self._buttons:
            button.setEnabled(not self.session.workspace.is_read_only)

    def go_to(self, noun: str, noun_id: int | None, field: str | None) -> bool:
        """A test or a rule is shown with its feature."""
        self.refresh_if_stale()
        rows: tuple[Any, ...] = getattr(self._plan(), noun, ()) if noun in ("feature_tests", "privacy") else ()
        if owner := next((row.feature_id for row in rows if row.id == noun_id), None):
            self._features.go_to(owner, None)
            self._show_selected()
        return super().go_to(noun, noun_id, field)

    # Parts

    def _build_facts(self) -> None:
        self.add_heading("Data foundations")
        facts = QWidget()
        grid = QGridLayout(facts)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(24)
        self._facts: dict[str, QLabel] = {}
        for column, (key, title) in enumerate(_FACTS):
            grid.addWidget(label(title, "small"), 0, column)
            self._facts[key] = label("", "figure")
            self._facts[key].setObjectName(f"data_{key}")
            self._facts[key].setAccessibleName(title)
            grid.addWidget(self._facts[key], 1, column)
        grid.setColumnStretch(len(_FACTS), 1)
        self.column.addWidget(facts)

    def _build_registry(self) -> None:
        self.add_heading("Feature registry")
        self._buttons: list[QToolButton] = []
        bar = QHBoxLayout()
        self.column.addLayout(bar)
        about = Rows[Feature](
            noun="feature",
            add=lambda values: new_feature(self.project_id, values),
            remove=lambda chosen: remove_rows(Feature, [row.id or 0 for row in chosen]),
        )
        columns = feature_columns(self.session, lambda: self.project_id)
        self._features = NounGrid(self.session, "features", columns, empty=_NO_FEATURES, rows=about, frozen=FROZEN)
        self.add_grid(self._features)
        view = self._features.view
        for name, title, picture, callback in (
            ("new_feature", "New feature", "plus", lambda: actions.new_row(view)),
            ("feature_up", "Up", "", lambda: self._move(-1)),
            ("feature_down", "Down", "", lambda: self._move(1)),
            ("usual_tests", "Add usual tests", "", lambda: self.session.run(add_usual_tests(self._plan()))),
        ):
            button = QToolButton()
            button.setObjectName(name)
            button.setText(title)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            if picture:
                button.setIcon(icon(picture))
            button.clicked.connect(callback)
            bar.addWidget(button)
            self._buttons.append(button)
        bar.addWidget(self._column_chooser())
        export = QToolButton()
        export.setObjectName("export_features")
        export.setText("Export…")
        export.clicked.connect(lambda: self.export_requested.emit("features.xlsx"))
        bar.addWidget(export)
        bar.addStretch(1)
        view.selectionModel().currentChanged.connect(lambda *_: self._show_selected())

    def _column_chooser(self) -> QToolButton:
        chooser = QToolButton()
        chooser.setObjectName("feature_columns")
        chooser.setText("Columns")
        chooser.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(chooser)
        menu.setObjectName("featureColumnMenu")
        for title, names in COLUMN_GROUPS.items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(True)
            action.toggled.connect(lambda is_shown, names=names: self._show_columns(names, is_shown))
        chooser.setMenu(menu)
        return chooser

    def _show_columns(self, names: tuple[str, ...], is_shown: bool) -> None:
        for name in names:
            self._features.view.setColumnHidden(self._features.model.find_column(name), not is_shown)

    def _build_selected(self) -> None:
        pair = QHBoxLayout()
        pair.setSpacing(24)
        self._tests = NounGrid(
            self.session, "feature_tests", feature_test_columns(), empty=_NO_TESTS, only=self._is_of_selected,
            defaults=self._of_selected,
        )  # fmt: skip
        self._rules = NounGrid(
            self.session, "privacy", privacy_columns(), empty=_NO_RULES, only=self._is_of_selected,
            defaults=self._of_selected,
        )  # fmt: skip
        self._titles: list[QLabel] = []
        self._below = QWidget()
        for grid in (self._tests, self._rules):
            part = QVBoxLayout()
            title = label("", "heading")
            self._titles.append(title)
            part.addWidget(title)
            part.addWidget(grid)
            part.addStretch(1)
            pair.addLayout(part, 1)
            self._grids.append(grid)
        pair.setContentsMargins(0, 14, 0, 0)
        self._below.setLayout(pair)
        self.column.addWidget(self._below)

    def _build_serving(self) -> None:
        self.add_heading("Serving and inference budget")
        self.add_form("serving", self._serving, SERVING_SPECS, columns=3)
        self.add_heading("Cost and latency")
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(36)
        self._cells: dict[tuple[str, str], QLabel] = {}
        currency = self.session.portfolio.settings.currency
        right = Qt.AlignmentFlag.AlignRight
        for column, title in enumerate((f"{currency} per 1,000", "ms"), start=1):
            grid.addWidget(label(title, "small"), 0, column, right)
        for row, (key, title) in enumerate(_SHEET_ROWS, start=1):
            kind = "subheading" if key in _SUMS else ""
            grid.addWidget(label(title, kind), row, 0)
            for column, part in enumerate(("cost", "latency"), start=1):
                cell = label("", kind)
                cell.setObjectName(f"sheet_{key}_{part}")
                self._cells[key, part] = cell
                grid.addWidget(cell, row, column, right)
        grid.setColumnStretch(3, 1)
        self.column.addWidget(sheet)
        self._year = label("", "")
        self._year.setObjectName("sheet_year")
        self.column.addWidget(self._year)
        self.column.addWidget(label(_HOW, "muted"))

    # The selected feature

    def _selected(self) -> Feature | None:
        view = self._features.view
        found: Feature | None = self._features.model.row_at(view.current[0]) if view.current else None
        return found or next(iter(self._features.model.rows), None)

    def _is_of_selected(self, row: Any) -> bool:
        feature = self._selected()
        return feature is not None and row.feature_id == feature.id

    def _of_selected(self) -> dict[str, Any]:
        feature = self._selected()
        return {"feature_id": feature.id} if feature else {}

    def _show_selected(self) -> None:
        feature = self._selected()
        self._below.setVisible(feature is not None)
        if feature is None:
            return
        for title, words in zip(self._titles, ("Tests of", "Privacy of"), strict=True):
            title.setText(f"{words} ‘{feature.name}’")
        for grid in (self._tests, self._rules):
            grid.show_project(self.project_id)

    def _move(self, step: int) -> None:
        view, chosen = self._features.view, self._features.view.selected
        rows = self._features.model.rows[chosen.top : chosen.bottom + 1] if chosen else ()
        if rows and self.session.run(move_features(self._plan(), {row.id or 0 for row in rows}, step)):
            place = view.current or (0, 0)
            view.go((self._features.model.find(rows[0].id), place[1]))

    def _plan(self) -> ProjectPlan:
        return self.session.plan(self.project_id)

    def _serving(self) -> Serving:
        return self._plan().serving


def _fact_texts(data: DataFigures, session: Session) -> dict[str, str]:
    sheet, currency = data.sheet, session.portfolio.settings.currency
    covered = "–" if data.coverage is None else share(data.coverage)
    budget = f" of {number(sheet.cost_budget)}" if sheet.cost_budget is not None else ""
    limit = f" of {number(sheet.latency_budget_ms)}" if sheet.latency_budget_ms is not None else ""
    return {
        "entries": f"{data.complete} of {data.top}" if data.top else "–",
        "coverage": covered,
        "cost": f"{currency} {number(sheet.cost)}{budget}",
        "latency": f"{number(sheet.latency_ms)}{limit} ms",
    }


def _sheet_texts(sheet: CostSheet) -> dict[tuple[str, str], str]:
    rows = {
        "features": (sheet.features_cost, sheet.features_latency_ms),
        "model": (sheet.model_cost, sheet.model_latency_ms),
        "total": (sheet.cost, sheet.latency_ms),
        "budget": (sheet.cost_budget, sheet.latency_budget_ms),
        "left": (sheet.cost_left, sheet.latency_left_ms),
    }
    return {
        (key, part): number(value)
        for key, values in rows.items()
        for part, value in zip(("cost", "latency"), values, strict=True)
    }


def _year_text(sheet: CostSheet, session: Session) -> str:
    currency = session.portfolio.settings.currency
    said = f"{counted(sheet.decisions_per_year, 'decision')} a year cost {currency} {format_amount(sheet.cost_year, 2)}"
    if sheet.budget_year is not None:
        said += f" of a budget of {currency} {format_amount(sheet.budget_year, 2)}"
    if sheet.is_known:
        return f"{said}."
    open_parts = len(sheet.unknown_ids) + len(sheet.unknown_model)
    return (
        f"{said}; {counted(open_parts, 'cost or latency', 'costs or latencies')} still unknown and counted as nothing."
    )
