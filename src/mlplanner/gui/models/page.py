"""The section Models: every model of the portfolio, which should go, and the selected one in detail (P8.1)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from mlplanner.domain.errors import BadInput
from mlplanner.domain.models import DecommissionItem, Model
from mlplanner.domain.registry import KIND_OF
from mlplanner.engine.inventory import IN_SERVICE, InventoryRow, take_inventory
from mlplanner.engine.results import Figures
from mlplanner.gui.feed import Feed
from mlplanner.gui.models.columns import inventory_columns
from mlplanner.gui.models.detail import ModelDetail
from mlplanner.gui.people.portfolio_grid import make_view
from mlplanner.gui.preferences import Preferences
from mlplanner.gui.project.sheet import label
from mlplanner.gui.room import FlowRow
from mlplanner.gui.screen import Screen
from mlplanner.gui.session import Session
from mlplanner.gui.tables.edits import Rows
from mlplanner.operations.cells import NewRow
from mlplanner.operations.fields import remove_rows
from mlplanner.reports.formats import counted

_EMPTY = "No model is here. Choose its project in this line, then give it a name."
_FILTERS = (("all", "All models"), ("service", "In service"), ("archive", "To archive"))


class ModelsPage(Screen):
    """The inventory above, the selected model below."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    project_opened = Signal(int)
    """A model's project is to be shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        feed = Feed.of(session)  # before the page listens: after an edit the figures are there when it refreshes
        super().__init__(session, parent)
        self.setObjectName("modelsPage")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.feed = feed
        self._model_id: int | None = None
        self._rows: tuple[InventoryRow, ...] = ()
        self.search, self.filter, self.project = QLineEdit(), QComboBox(), QComboBox()
        self.count = label("", "muted")
        self.grid = make_view(
            session,
            Rows(
                key=lambda row: row.model.id,
                name=lambda row: row.model.name,
                noun=KIND_OF[Model].title,
                add=lambda values: NewRow(Model, self._completed(values)),
                remove=lambda rows: remove_rows(Model, [row.model.id for row in rows]),
            ),
            inventory_columns(session, lambda project_id: self.feed.figures(project_id) is not None),
            name="inventory",
            title="Models of all projects",
            empty=_EMPTY,
            frozen=1,
        )
        self.grid.allow_sorting()
        self.detail = ModelDetail(session)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search.setObjectName("modelSearch")
        self.search.setAccessibleName("Find models")
        self.search.setPlaceholderText("Find a model, project, owner or KPI")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(250)
        self.search.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.filter.setObjectName("modelFilter")
        self.filter.setAccessibleName("Which models are shown")
        for key, title in _FILTERS:
            self.filter.addItem(title, key)
        self.project.setObjectName("modelProject")
        self.project.setAccessibleName("Models of which project; a new model belongs to it")
        self.project.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.project.setMinimumContentsLength(22)
        self.count.setWordWrap(False)
        top = FlowRow()
        for widget in (self.search, self.filter, self.project, self.count):
            top.addWidget(widget)
        self.splitter.setObjectName("modelsSplitter")
        self.splitter.setHandleWidth(3)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.grid)
        self.splitter.addWidget(self.detail)
        self.splitter.setSizes([300, 380])
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.feed.completed.connect(self.mark_stale)
        self.search.textChanged.connect(self._show_rows)
        self.filter.currentIndexChanged.connect(self._show_rows)
        self.project.activated.connect(self._show_rows)
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._follow())
        self.grid.records.row_added.connect(lambda row: self._choose(self.grid.records.rows[row].model.id))
        self.detail.project_opened.connect(self.project_opened)

    @property
    def model(self) -> Model | None:
        """The selected model."""
        return next((row.model for row in self._rows if row.model.id == self._model_id), None)

    @property
    def selected_project_id(self) -> int | None:
        """The project of the selected model: what the window's commands are about."""
        return next((row.project_id for row in self._rows if row.model.id == self._model_id), None)

    def refresh(self) -> None:
        """Show the current snapshot."""
        session = self.session
        pairs = ((key, self.feed.figures(key)) for key in session.portfolio.plans)
        known: dict[int, Figures] = {key: figures for key, figures in pairs if figures is not None}
        self._rows = take_inventory(session.portfolio, known, session.playbook, session.today)
        self._list_projects()
        self._show_rows()

    def go_to(self, noun: str, noun_id: int | None, field: str | None) -> bool:
        """Select the model that a check names, whatever is filtered; False when there is none."""
        self.refresh_if_stale()
        model_id = noun_id
        if noun == KIND_OF[DecommissionItem].key:
            steps = (step for plan in self.session.portfolio.plans.values() for step in plan.decommission)
            model_id = next((step.model_id for step in steps if step.id == noun_id), None)
        self.search.clear()
        self.filter.setCurrentIndex(0)
        self.project.setCurrentIndex(0)
        self._show_rows()
        row = self.grid.records.find(model_id)
        if row < 0:
            return False
        self.grid.go((row, max(self.grid.records.find_column(field or "name"), 0)))
        self.grid.setFocus()
        self.detail.focus_field(field or "")
        return True

    def restore(self, preferences: Preferences) -> None:
        """Heights as they were left."""
        if not (state := preferences.state("models/splitter")).isEmpty():
            self.splitter.restoreState(state)

    def save(self, preferences: Preferences) -> None:
        """Keep the heights for the next start."""
        preferences.put_state("models/splitter", self.splitter.saveState())

    def _list_projects(self) -> None:
        names: list[tuple[str, int | None]] = [("All projects", None)]
        names += [(plan.project.name, plan.id) for plan in self.session.portfolio.plans.values()]
        if names != [(self.project.itemText(at), self.project.itemData(at)) for at in range(self.project.count())]:
            chosen = self.project.currentData()
            self.project.clear()
            for name, key in names:
                self.project.addItem(name, key)
            self.project.setCurrentIndex(max(self.project.findData(chosen), 0))

    def _show_rows(self, *_: Any) -> None:
        words = self.search.text().casefold().split()
        shown = [row for row in self._rows if self._fits(row) and all(word in row.search for word in words)]
        self.grid.records.show(shown)
        proposed = sum(row.is_proposed_for_retirement for row in self._rows)
        found = f"{len(shown)} of " if len(shown) < len(self._rows) else ""
        self.count.setText(f"{found}{counted(len(self._rows), 'model')}, {proposed or 'none'} to archive")
        if self.model is None or self.grid.records.find(self._model_id) < 0:
            first = next((row for row in shown if row.is_proposed_for_retirement), shown[0] if shown else None)
            self._choose(first.model.id if first else None)
        self._show_detail()

    def _fits(self, row: InventoryRow) -> bool:
        project, which = self.project.currentData(), self.filter.currentData()
        if project is not None and row.project_id != project:
            return False
        if which == "service":
            return row.model.state in IN_SERVICE
        return which != "archive" or row.is_proposed_for_retirement

    def _follow(self) -> None:
        """The selected row's model; on the last line the one before stays."""
        at = self.grid.current
        row = self.grid.records.row_at(at[0]) if at else None
        if row is not None and row.model.id != self._model_id:
            self._model_id = row.model.id
            self._show_detail()

    def _choose(self, model_id: int | None) -> None:
        self._model_id = model_id
        row = self.grid.records.find(model_id)
        at = self.grid.current
        if row >= 0 and (at is None or at[0] != row):
            self.grid.go((row, at[1] if at else 0))
        self._show_detail()

    def _show_detail(self) -> None:
        self.detail.show_row(next((row for row in self._rows if row.model.id == self._model_id), None))

    def _completed(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A new model belongs to the project of its line, to the one shown, or to the only one there is."""
        plans = list(self.session.portfolio.plans)
        project = values.get("project_id") or self.project.currentData() or (plans[0] if len(plans) == 1 else None)
        if project is None:
            raise BadInput("choose its project first: in this line, or in the list above the table")
        return {"name": "New model", **values, "project_id": project}
