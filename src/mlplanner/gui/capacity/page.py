"""The section Capacity: heat map, chart of the chosen row, and the panel of the chosen cell (P4.9)."""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.behind import Key
from mlplanner.engine.capacity import load_of
from mlplanner.engine.load_spans import Span, Step
from mlplanner.gui.capacity.advice_panel import AdvicePanel
from mlplanner.gui.capacity.cell_panel import CellPanel
from mlplanner.gui.capacity.chance_panel import ChancePanel
from mlplanner.gui.capacity.chances import Chances
from mlplanner.gui.capacity.heat_map import HeatMap
from mlplanner.gui.capacity.rank_panel import RankPanel
from mlplanner.gui.capacity.trying import Trier
from mlplanner.gui.capacity.view_model import CapacityModel, Count
from mlplanner.gui.capacity.words import Unit
from mlplanner.gui.feed import Feed
from mlplanner.gui.people.load_chart import LoadChart, LoadView
from mlplanner.gui.preferences import Preferences
from mlplanner.gui.programme.sheet import push_button
from mlplanner.gui.project.sheet import label
from mlplanner.gui.screen import Screen
from mlplanner.gui.session import Session
from mlplanner.reports.formats import joined


class Shown(StrEnum):
    """What the heat map's numbers are."""

    LOAD = "Load"
    CHANCE = "Chance of a shortage"


_STEPS = {Step.WEEK: "Weeks", Step.MONTH: "Months", Step.QUARTER: "Quarters"}


class CapacityPage(Screen):
    """Roles that open into people against time; what is chosen shows its causes and ways out."""

    level_requested = Signal()
    """The user wants the portfolio levelled."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("capacityPage")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = CapacityModel(session)
        self.steps = _choice("capacityStep", "Length of a period", _STEPS.items())
        self.counts = _choice("capacityCount", "Projects that count", _named(Count))
        self.units = _choice("capacityUnit", "Unit of the numbers", _named(Unit))
        self.shown = _choice("capacityShown", "What the numbers are", _named(Shown))
        self.short_only = QCheckBox("Only who is short")
        self.worst = push_button("worstCell", "Go to the worst")
        self.level = push_button("levelPortfolio", "Level…")
        self.sentence = label("", "subheading")
        self.map = HeatMap()
        self.chart = LoadChart()
        self.trier = Trier(session, self.model)
        self.panel = CellPanel(session, self.model, self.trier)
        self.advice = AdvicePanel(session, self.model, self.trier)
        self.ranking = RankPanel(session, self.model)
        self.chances = Chances(session, self)
        self.chance = ChancePanel(session, self.chances)
        self.tabs = QTabWidget()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._was_shown = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.short_only.setObjectName("shortOnly")
        self.sentence.setObjectName("capacitySentence")
        self.tabs.setObjectName("capacityTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.panel, "Chosen cell")
        self.tabs.addTab(self.advice, "What helps")
        self.tabs.addTab(self.ranking, "Rank")
        self.tabs.addTab(self.chance, "Chance")
        top = QHBoxLayout()
        for widget in (self.steps, self.counts, self.units, self.short_only, self.worst):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.level)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.sentence.setWordWrap(True)
        what = QHBoxLayout()
        what.addWidget(self.shown)
        what.addWidget(self.sentence, 1)
        column.addLayout(what)
        column.addWidget(self.map, 1)
        column.addWidget(self.chart)
        self.splitter.setObjectName("capacitySplitter")
        self.splitter.setHandleWidth(3)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.tabs)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([760, 330])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.steps.currentIndexChanged.connect(lambda _: self._choose())
        self.counts.currentIndexChanged.connect(lambda _: self._choose())
        self.units.currentIndexChanged.connect(lambda _: self._choose())
        self.shown.currentIndexChanged.connect(lambda _: self._show_kind())
        self.chances.changed.connect(self._show_chances)
        self.short_only.toggled.connect(lambda _: self._choose())
        self.worst.clicked.connect(self.go_to_worst)
        self.level.clicked.connect(self.level_requested)
        self.map.chosen.connect(self._show_chosen)
        self.map.toggled.connect(self._toggle)
        self.tabs.currentChanged.connect(lambda _: self._show_rank())
        Feed.of(self.session).completed.connect(self._show_rank)

    def refresh(self) -> None:
        """Show the current snapshot."""
        try:
            self.model.refresh()
        except PlannerError as error:
            self.session.failed.emit(str(error))
            return
        self.advice.forget()
        self._show_rank()
        if self.is_chance:
            self.chances.ask()
        self._show_rows()
        if not self._was_shown:
            self._was_shown = True
            self.go_to_worst()
        self._show_chosen()

    def go_to_worst(self) -> None:
        """Choose the cell with most missing."""
        found = self._worst_chance() if self.is_chance else self.model.worst()
        if found is not None:
            row = next((place for place, row in enumerate(self.map.rows) if row.key == found[0]), 0)
            self.map.choose(row, found[1])

    def _worst_chance(self) -> tuple[Key, int] | None:
        worst = self.chances.worst()
        if worst is None:
            return None
        role, monday = worst
        week = (monday - self.model.book.first).days // DAYS_IN_WEEK
        place = next((n for n, span in enumerate(self.model.spans) if span.first <= week < span.end), None)
        return (role, place) if place is not None else None

    def restore(self, preferences: Preferences) -> None:
        """Choices and widths as they were left."""
        for box, name in self._kept():
            box.setCurrentIndex(min(max(preferences.get(f"capacity/{name}", 0), 0), box.count() - 1))
        splitter = preferences.state("capacity/splitter")
        if not splitter.isEmpty():
            self.splitter.restoreState(splitter)

    def save(self, preferences: Preferences) -> None:
        """Keep choices and widths for the next start."""
        for box, name in self._kept():
            preferences.put(f"capacity/{name}", box.currentIndex())
        preferences.put_state("capacity/splitter", self.splitter.saveState())

    def _kept(self) -> tuple[tuple[QComboBox, str], ...]:
        return (self.steps, "step"), (self.counts, "count"), (self.units, "unit"), (self.shown, "shown")

    @property
    def is_chance(self) -> bool:
        """True while the heat map shows how likely roles are short, in place of their load."""
        return Shown(self.shown.currentData()) is Shown.CHANCE

    def _show_kind(self) -> None:
        """Load or chances: who counts and in which unit matters for the load only, since the draws take all projects."""
        for box in (self.counts, self.units):
            box.setEnabled(not self.is_chance)
        self.tabs.setCurrentWidget(self.chance if self.is_chance else self.panel)
        if not self.is_chance:
            self.chances.stop()
        self.mark_stale()

    def _show_chances(self) -> None:
        """Further on, or there."""
        self.chance.show_state()
        if self.is_chance and self.chances.share is None:
            self._show_rows()
            self._show_chosen()

    def _choose(self) -> None:
        """Another period, other projects, another unit."""
        self.model.step = Step(self.steps.currentData())
        self.model.count = Count(self.counts.currentData())
        self.model.unit = Unit(self.units.currentData())
        self.model.is_short_only = self.short_only.isChecked()
        self.mark_stale()

    def _toggle(self, role: object) -> None:
        self.model.open_roles ^= {str(role)}
        self._show_rows()

    def _show_rank(self) -> None:
        if self.tabs.currentWidget() is self.ranking:
            self.ranking.refresh()

    def _show_rows(self) -> None:
        if self.is_chance:
            self.chances.first = self.model.book.first
            rows = self.model.roles(self.chances.is_possible)
        else:
            rows = self.model.rows()

        def says(row: int, column: int) -> str:
            return self._says(rows[row].key, self.model.spans[column])

        self.map.show_rows(rows, self.model.spans, self.chances.cell if self.is_chance else self.model.cell, says)
        self.map.setAccessibleName(
            "Chance of a shortage by role and week" if self.is_chance else "Load by role and week"
        )
        self.sentence.setText(self.chances.sentence() if self.is_chance else self.model.sentence())

    def _says(self, key: Key, span: Span) -> str:
        if self.is_chance:
            return self.chances.says(self.model.title(key), key, span, self.model.when(span))
        return self.model.says(key, span)

    def _show_chosen(self) -> None:
        key, span, book = self.map.key, self.map.span, self.model.book
        self.panel.show_cell(key, span)
        if key is not None and span is not None and self.is_chance:
            self.chance.show_cell(key, span, self.model.title(key), self._says(key, span))
        else:
            self.chance.show_cell(None, None, "", "Choose “Chance of a shortage” above the map.")
        self.chance.show_state()
        if key is None or span is None:
            self.chart.show_load(None)
            return
        load = load_of(book, key, self.model.view)
        plans = self.session.portfolio.plans
        names = tuple(joined([plans[each].project.name for each in ids if each in plans]) for ids in load.projects)
        self.chart.show_load(LoadView(self.model.title(key), book.mondays, load, names))
        self.chart.reveal(span.first)


def _named(kinds: type[StrEnum]) -> list[tuple[StrEnum, str]]:
    return [(kind, kind.value) for kind in kinds]


def _choice(name: str, title: str, choices: Iterable[tuple[StrEnum, str]]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(title)
    box.setToolTip(title)
    for value, text in choices:
        box.addItem(text, value.value)
    return box
