"""The Portfolio section: tiles, filters, the table and the roadmap beside it, one line per project."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from mlplanner.gui.feed import Feed
from mlplanner.gui.portfolio.arranging import Arrangement, Outlook, arrange, facet_values, ranked_after_move
from mlplanner.gui.portfolio.columns import COLUMN_BY_ID
from mlplanner.gui.portfolio.edits import ProjectEdits
from mlplanner.gui.portfolio.empty import EmptyNotice
from mlplanner.gui.portfolio.filters import FilterBar
from mlplanner.gui.portfolio.legend import Legend
from mlplanner.gui.portfolio.roadmap import Roadmap
from mlplanner.gui.portfolio.rows import ProjectRow, RowMaker
from mlplanner.gui.portfolio.scale import ZOOMS
from mlplanner.gui.portfolio.table import PortfolioModel
from mlplanner.gui.portfolio.tiles import TileRow, make_tiles
from mlplanner.gui.portfolio.view import PortfolioTable
from mlplanner.gui.preferences import Preferences
from mlplanner.gui.screen import Screen
from mlplanner.gui.session import Session
from mlplanner.gui.tables.copying import add_copies
from mlplanner.gui.uncertainty.sure_dates import SureDates
from mlplanner.operations.operation import Changes


class PortfolioPage(Screen):
    """Everything here follows the snapshot; edits go through `edits`."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    project_opened = Signal(int)
    """A project is to be shown on its page."""
    chosen_changed = Signal()
    """Another project is selected."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("portfolioPage")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.feed = Feed.of(session)
        self.edits = ProjectEdits(session, self, self._select_later)
        self.chosen = Arrangement()
        self.sure = SureDates(session, self)
        self._maker = RowMaker(self.sure.known)
        self._rows: list[ProjectRow] = []
        self._wanted: int | None = None
        self.tiles = TileRow(self)
        self.filters = FilterBar(lambda facet: facet_values(self._rows, facet), self)
        self.model = PortfolioModel(self)
        self.table = PortfolioTable(self.model, self)
        self.roadmap = Roadmap(self)
        self.empty = EmptyNotice(self)
        self.legend = Legend(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        self._connect()
        self._add_shortcuts()

    def _build(self) -> None:
        self.splitter.setObjectName("portfolioSplitter")
        self.splitter.setHandleWidth(3)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.roadmap)
        self.splitter.setSizes([640, 420])
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.filters.columns.setMenu(self.table.column_menu(self.filters))
        self.roadmap.row_height = self.table.verticalHeader().defaultSectionSize()
        self.roadmap.header_height = self.table.horizontalHeader().height()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 2)
        layout.setSpacing(8)
        layout.addWidget(self.tiles)
        layout.addWidget(self.filters)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.legend)

    def _connect(self) -> None:
        self.feed.advanced.connect(self.mark_stale)
        self.sure.advanced.connect(self.mark_stale)
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._want_sure())
        self.feed.completed.connect(self._on_completed)
        self.tiles.chosen.connect(self._on_tile)
        self.filters.changed.connect(self.show_arrangement)
        self.filters.zoomed.connect(self.zoom)
        self.model.moved.connect(self._on_rows_dropped)
        self.table.opened.connect(self.project_opened)
        self.table.sort_asked.connect(self._on_sort)
        self.table.menu_asked.connect(self._show_menu)
        self.table.selection_changed.connect(self._on_selection)
        self.roadmap.opened.connect(self.project_opened)
        self.roadmap.row_chosen.connect(self.table.select)
        self.roadmap.menu_asked.connect(self._show_menu)
        self.roadmap.move_asked.connect(lambda key, weeks: self.edits.move([key], weeks))
        self.roadmap.length_asked.connect(self.edits.change_length)
        rows, bars = self.table.verticalScrollBar(), self.roadmap.verticalScrollBar()
        rows.valueChanged.connect(bars.setValue)
        bars.valueChanged.connect(rows.setValue)
        self.empty.new_asked.connect(self.edits.ask_new)
        self.empty.all_asked.connect(lambda: self.show_arrangement(self.chosen.without_filters()))

    def _add_shortcuts(self) -> None:
        edits: dict[str, Callable[[], object]] = {
            "Alt+Left": lambda: self._move(-1),
            "Alt+Right": lambda: self._move(1),
            "Alt+Shift+Left": lambda: self._lengthen(-1),
            "Alt+Shift+Right": lambda: self._lengthen(1),
            "Alt+Up": lambda: self._rank_by(-1),
            "Alt+Down": lambda: self._rank_by(1),
            "Ctrl+F": self.filters.search.setFocus,
            "Ctrl+1": lambda: self.zoom("week"),
            "Ctrl+2": lambda: self.zoom("month"),
            "Ctrl+3": lambda: self.zoom("quarter"),
            "Ctrl+0": lambda: self.zoom("fit"),
            "Ctrl++": lambda: self.zoom("in"),
            "Ctrl+=": lambda: self.zoom("in"),
            "Ctrl+-": lambda: self.zoom("out"),
            "Ctrl+T": lambda: self.zoom("today"),
        }
        for keys, act in edits.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @property
    def selected_project_id(self) -> int | None:
        """The project whose line is selected; the first of several."""
        ids = self.table.selected_ids()
        return ids[0] if ids else None

    @property
    def selected_project_ids(self) -> list[int]:
        """All projects whose lines are selected."""
        return self.table.selected_ids()

    def is_touched(self, changes: Changes) -> bool:
        """Never by a change itself: the feed tells once it has recomputed what changed."""
        return False

    def refresh(self) -> None:
        """Show the current snapshot with the figures that are known."""
        session = self.session
        figures = ((key, self.feed.figures(key)) for key in session.portfolio.plans)
        self._rows = self._maker.rows(session.portfolio, figures, session.today)
        self._show_lines()

    def show_arrangement(self, chosen: Arrangement) -> None:
        """Filter, sort and group otherwise."""
        self.chosen = chosen
        self._show_lines()

    def zoom(self, how: str) -> None:
        """`in`, `out`, `fit`, `today`, or a preset of `ZOOMS`."""
        if how in ZOOMS:
            self.roadmap.zoom(ZOOMS[how])
            self.roadmap.go_to_today()
        elif how == "fit":
            self.roadmap.fit()
        elif how == "today":
            self.roadmap.go_to_today()
        else:
            self.roadmap.zoom(self.roadmap.week_width * (1.3 if how == "in" else 1 / 1.3))

    def restore(self, preferences: Preferences) -> None:
        """Columns, sort, filters and zoom as they were left."""
        header = preferences.state("portfolio/columns")
        # A state of other columns would hide and narrow the wrong ones.
        if not header.isEmpty() and preferences.get("portfolio/column_ids", [""]) == list(COLUMN_BY_ID):
            self.table.horizontalHeader().restoreState(header)
            self.filters.columns.setMenu(self.table.column_menu(self.filters))
        splitter = preferences.state("portfolio/splitter")
        if not splitter.isEmpty():
            self.splitter.restoreState(splitter)
        if width := preferences.get("portfolio/week_width", 0.0):
            self.roadmap.keep_zoom(width)
        known: dict[str, Any] = preferences.get("portfolio/arrangement", {})
        facets = {str(key): frozenset(map(str, values)) for key, values in dict(known.get("facets", {})).items()}
        sort = known.get("sort", "rank")
        self.chosen = Arrangement(
            text=str(known.get("text", "")),
            tile=str(known.get("tile", "")),
            facets=facets,
            sort=sort if sort in COLUMN_BY_ID else "rank",
            is_descending=bool(known.get("is_descending", False)),
            group=str(known.get("group", "")),
        )

    def save(self, preferences: Preferences) -> None:
        """Keep columns, sort, filters and zoom for the next start."""
        preferences.put_state("portfolio/columns", self.table.horizontalHeader().saveState())
        preferences.put("portfolio/column_ids", list(COLUMN_BY_ID))
        preferences.put_state("portfolio/splitter", self.splitter.saveState())
        preferences.put("portfolio/week_width", float(self.roadmap.week_width))
        facets = {key: sorted(values) for key, values in self.chosen.facets.items()}
        preferences.put("portfolio/arrangement", {**asdict(self.chosen), "facets": facets})

    def _show_lines(self) -> None:
        session, feed = self.session, self.feed
        outlook = Outlook(session.today, feed.days_ahead, frozenset(key for ids in feed.over.values() for key in ids))
        lines = arrange(self._rows, self.chosen, outlook)
        shown = sum(isinstance(line, ProjectRow) for line in lines)
        selected = self.table.selected_ids()
        scroll = self.table.verticalScrollBar().value()
        currency = session.portfolio.settings.currency
        is_editable = not session.workspace.is_read_only
        self.model.show_lines(lines, currency, can_rank=self.chosen.can_rank and is_editable)
        self.roadmap.can_edit = is_editable
        self.roadmap.show_lines(lines, session.today)
        self.table.show_sort(self.chosen.sort, is_descending=self.chosen.is_descending)
        self.filters.show_arrangement(self.chosen, shown, len(self._rows))
        self._show_tiles()
        self.splitter.setVisible(bool(lines))
        self.legend.setVisible(bool(lines))
        self.legend.show_phases(tuple(phase.title for phase in session.playbook.phases.values()))
        self.empty.show_state(has_projects=bool(self._rows), is_empty=not lines, can_edit=is_editable)
        self._select_again(selected, scroll)
        self._want_sure()

    def _want_sure(self) -> None:
        """How sure the deliveries in sight are; of all projects where that is the order."""
        first = max(self.table.rowAt(0), 0)
        seen = self.table.viewport().height() // self.roadmap.row_height + 2
        lines = [line for line in self.model.lines[first : first + seen] if isinstance(line, ProjectRow)]
        rest = self._rows if self.chosen.sort == "p80" else []
        self.sure.want(row.id for row in (*lines, *rest) if row.figures and row.sure is None)

    def _show_tiles(self) -> None:
        session, feed = self.session, self.feed
        over = feed.over if feed.loads else None
        tiles = make_tiles(feed.totals, over, session.playbook, session.portfolio.settings.currency)
        self.tiles.show_tiles(tiles, self.chosen.tile)

    def _on_completed(self) -> None:
        """Loads came last: only one tile, and the filter behind it, depend on them."""
        if self.chosen.tile == "over":
            self.mark_stale()
        else:
            self._show_tiles()

    def _select_again(self, selected: list[int], scroll: int) -> None:
        if self._wanted in self.session.portfolio.plans and self.model.row_of(self._wanted) >= 0:
            self.table.select(self._wanted or 0)
            self.table.setFocus()  # Enter opens what was just made
            self._wanted = None
            return
        if self.table.selected_ids() != selected:
            model = self.table.selectionModel()
            for key in selected:
                if (row := self.model.row_of(key)) >= 0:
                    model.select(self.model.index(row, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)
        self.table.verticalScrollBar().setValue(scroll)

    def _select_later(self, project_id: int) -> None:
        """A new project: its line is there already or comes with the next refresh."""
        self._wanted = project_id
        if self.model.row_of(project_id) < 0:
            self.chosen = self.chosen.without_filters()
        QTimer.singleShot(0, self, self._show_lines)

    def _on_selection(self) -> None:
        self.roadmap.select(self.table.selected_ids())
        self.chosen_changed.emit()

    def _on_tile(self, tile: str) -> None:
        if tile == "ask":
            self.show_arrangement(replace(self.chosen, tile=tile, sort="ask", is_descending=True))
        else:
            self.show_arrangement(replace(self.chosen, tile=tile))

    def _on_sort(self, column_id: str) -> None:
        is_same = self.chosen.sort == column_id
        self.show_arrangement(
            replace(self.chosen, sort=column_id, is_descending=is_same and not self.chosen.is_descending)
        )

    def _on_rows_dropped(self, ids: list[int], line: int) -> None:
        shown = [row.id for row in self.model.lines if isinstance(row, ProjectRow)]
        order = ranked_after_move(list(self.session.portfolio.plans), shown, ids, line)
        if order:
            self.edits.rank(order)

    def _rank_by(self, step: int) -> None:
        selected = self.table.selected_ids()
        shown = [row.id for row in self.model.lines if isinstance(row, ProjectRow)]
        if selected and self.model.can_rank:
            places = [shown.index(key) for key in selected]
            target = max(min(places) - 1, 0) if step < 0 else min(max(places) + 2, len(shown))
            self._on_rows_dropped(selected, target)

    def _move(self, weeks: int) -> None:
        if (ids := self.table.selected_ids()) and self.roadmap.can_edit:
            self.edits.move(ids, weeks)

    def _lengthen(self, weeks: int) -> None:
        if (key := self.selected_project_id) is not None and self.roadmap.can_edit:
            self.edits.change_length(key, self.roadmap.selected_phase, weeks)

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("projectMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self.actions():
            menu.addAction(action)
        menu.addSeparator()
        add_copies(menu, self.table)
        menu.popup(point)
