"""The side panel of a chosen cell: the projects behind it in rank order, and the ways out with their effect (P4.9)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mlplanner.engine.behind import Key
from mlplanner.engine.load_spans import Span
from mlplanner.engine.relief import Tried
from mlplanner.engine.ways_out import Way, WayKind
from mlplanner.gui.capacity.trying import TrialStrip, Trier
from mlplanner.gui.capacity.view_model import CapacityModel
from mlplanner.gui.capacity.words import fte
from mlplanner.gui.programme.sheet import push_button
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.relief import accept_overload, take_way
from mlplanner.reports.formats import counted
from mlplanner.reports.ways_out import say_all, say_effect, say_way

_SOON = 120
"""Milliseconds without another choice until ways out are tried."""


class CellPanel(QWidget):
    """Nothing is changed before a button is pressed; what it will change is said beside it."""

    tried = Signal()
    """Ways out of the chosen cell are known."""
    move_tried = Signal()
    """What moving the selected project would do is known."""

    def __init__(self, session: Session, model: CapacityModel, trier: Trier) -> None:
        super().__init__()
        self._session, self._model = session, model
        self._key: Key | None = None
        self._span: Span | None = None
        self._move: Way | None = None
        self.title, self.figures = label("", "heading"), label("", "muted")
        self.behind = QTreeWidget()
        self.ways = QListWidget()
        self.strip, self.move_strip = TrialStrip(trier, "ways"), TrialStrip(trier, "move")
        self.take = push_button("takeWay", "Do it")
        self.weeks = QComboBox()
        self.move_effect = label("", "muted")
        self.move_button = push_button("moveProject", "Move")
        self.reason = QLineEdit()
        self.accept = push_button("acceptOverload", "Accept")
        self.accept_effect = label("", "muted")
        self.nothing = label("", "muted")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON)
        self._build()
        self._connect()

    @property
    def can_edit(self) -> bool:
        """False in a read-only file."""
        return not self._session.workspace.is_read_only

    def show_cell(self, key: Key | None, span: Span | None) -> None:
        """Show another cell, or the same one anew."""
        self._key, self._span = key, span
        self.setEnabled(key is not None and span is not None)
        self.strip.drop()
        self.ways.clear()
        self._say("")
        self._move = None
        self._say_acceptance()
        if key is None or span is None:
            self.title.setText("Nobody yet")
            self.figures.setText("People with a main role, pools, and the lines of projects show here.")
            self.behind.clear()
            return
        self.title.setText(self._model.title(key))
        self.figures.setText(self._model.says(key, span).removeprefix(f"{self._model.title(key)}, "))
        self._show_behind(key, span)
        is_over = bool(self._model.cell(key, span)[0].weeks_over)
        self._say("Trying …" if is_over else "Nothing is short here.")
        for widget in (self.reason, self.accept):
            widget.setEnabled(is_over and self.can_edit)
        self.take.setEnabled(False)
        if is_over:
            self._timer.start()

    def _build(self) -> None:
        self.title.setObjectName("cellTitle")
        self.figures.setObjectName("cellFigures")
        self.behind.setObjectName("behindCell")
        self.behind.setAccessibleName("Projects behind the chosen cell, in rank order")
        self.behind.setHeaderLabels(["Project", "FTE"])
        self.behind.setRootIsDecorated(False)
        self.behind.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.behind.header().setStretchLastSection(False)
        self.behind.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.behind.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.behind.setToolTip("A double click opens the project's staffing")
        self.ways.setObjectName("waysOut")
        self.ways.setAccessibleName("Ways out, each with its effect")
        self.ways.setWordWrap(True)
        self.ways.setSpacing(3)
        self.weeks.setObjectName("moveWeeks")
        self.weeks.setAccessibleName("Weeks by which the selected project is moved")
        most = int(self._session.playbook.figure("move_weeks_most"))
        for weeks in (0, *range(1, most + 1), *range(-1, -most - 1, -1)):
            text = f"{counted(abs(weeks), 'week')} {'later' if weeks > 0 else 'earlier'}" if weeks else "…"
            self.weeks.addItem(text, weeks)
        self.reason.setObjectName("acceptReason")
        self.reason.setAccessibleName("Why the overload is accepted")
        self.reason.setPlaceholderText("Why this is accepted")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 4, 4)
        column.setSpacing(4)
        for widget in (self.title, self.figures, self.behind):
            column.addWidget(widget)
        column.addLayout(_row(label("Start it", "small"), self.weeks, self.move_button))
        column.addWidget(self.move_effect)
        column.addWidget(self.move_strip)
        column.addWidget(label("Ways out", "subheading"))
        column.addWidget(self.nothing)
        column.addWidget(self.strip)
        column.addWidget(self.ways, 2)
        column.addLayout(_row(None, self.take))
        column.addWidget(self.accept_effect)
        column.addLayout(_row(self.reason, self.accept))
        column.setStretchFactor(self.behind, 1)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._try)
        self.strip.found.connect(self._show_ways)
        self.strip.stopped.connect(lambda: self._say("Stopped; choose the cell again to go on."))
        self.strip.failed.connect(self._say)
        self.move_strip.found.connect(self._show_move)
        self.move_strip.failed.connect(self.move_effect.setText)
        self.behind.itemDoubleClicked.connect(lambda item, _column: self._open(item))
        self.behind.itemActivated.connect(lambda item, _column: self._open(item))
        self.behind.currentItemChanged.connect(lambda *_: self._try_move())
        self.weeks.currentIndexChanged.connect(lambda _: self._try_move())
        self.ways.currentRowChanged.connect(lambda row: self.take.setEnabled(row >= 0 and self.can_edit))
        self.take.clicked.connect(self._take)
        self.move_button.clicked.connect(self._take_move)
        self.accept.clicked.connect(self._accept)
        self.reason.returnPressed.connect(self._accept)

    def _show_behind(self, key: Key, span: Span) -> None:
        plans = self._session.portfolio.plans
        chosen = self._project_id()
        self.behind.clearSelection()
        self.behind.selectionModel().clearCurrentIndex()  # else the current line wanders through all that are removed
        self.behind.clear()
        items: dict[int, QTreeWidgetItem] = {}
        for project_id, units in self._model.book.shares(key, self._model.view, span.first, span.end).items():
            plan = plans[project_id]
            sign = "" if plan.project.commitment == "confirmed" else f"  ({plan.project.commitment})"
            average = round(sum(a * b for a, b in zip(units, span.weights, strict=True)) / sum(span.weights))
            item = QTreeWidgetItem([f"{plan.project.name}{sign}", fte(average)])
            item.setData(0, Qt.ItemDataRole.UserRole, project_id)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            items[project_id] = item
        self.behind.addTopLevelItems(list(items.values()))
        last = list(items.values())[-1:]
        current = [items[chosen]] if chosen in items else last
        for item in current:
            self.behind.setCurrentItem(item)
        self._try_move()

    def _project_id(self) -> int | None:
        item = self.behind.currentItem()
        return int(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else None

    def _try(self) -> None:
        key, span = self._key, self._span
        if key is not None and span is not None:
            self.strip.start(lambda trial, _book, report: trial.ways_out(key, span.first, span.end, report))

    def _show_ways(self, found: Sequence[Tried]) -> None:
        portfolio, playbook = self._session.portfolio, self._session.playbook
        self.ways.clear()
        for each in found:
            parts = (say_way(each.way, portfolio, playbook), say_effect(each), say_all(each, portfolio, playbook))
            item = QListWidgetItem("\n".join(parts))
            item.setData(Qt.ItemDataRole.UserRole, each.way)
            self.ways.addItem(item)
        none = "No single move, swap, hire or contract helps here: several together, or accepting it, would."
        self._say("" if self.ways.count() else none)
        self.tried.emit()

    def _say(self, text: str) -> None:
        self.nothing.setText(text)
        self.nothing.setVisible(bool(text))

    def _say_acceptance(self) -> None:
        """What accepting leaves as it is."""
        text = ""
        if self._key is not None and self._span is not None:
            weeks, units = self._model.missing(self._key, self._span)
            text = f"Accepting leaves {fte(units)} FTE-weeks short in {counted(weeks, 'week')}; nothing moves or costs more."
            text = text if weeks else ""
        self.accept_effect.setText(text)
        self.accept_effect.setVisible(bool(text))

    def _try_move(self) -> None:
        project_id, weeks = self._project_id(), int(self.weeks.currentData())
        self._move = None
        self.move_strip.drop()
        self._say_move("")
        key = self._key
        if project_id is None or not weeks or key is None or project_id not in self._session.portfolio.plans:
            return
        way = Way(WayKind.MOVE, project_id=project_id, weeks=weeks)
        self.move_strip.start(lambda trial, _book, _report: trial.effect(key, way))

    def _show_move(self, tried: Tried) -> None:
        """The button does what is said beside it, so it waits for that."""
        self._move = tried.way
        portfolio, plan = self._session.portfolio, self._session.plan(tried.way.project_id)
        text = f"{say_effect(tried)}. {say_all(tried, portfolio, self._session.playbook)}"
        if plan.project.start <= self._session.today:
            text += " It has begun: its past weeks move too."
        self._say_move(text)
        self.move_tried.emit()

    def _say_move(self, text: str) -> None:
        self.move_effect.setText(text)
        self.move_effect.setVisible(bool(text))
        self.move_button.setEnabled(self._move is not None and self.can_edit)

    def _take(self) -> None:
        item = self.ways.currentItem()
        if item is not None:
            self._session.run(take_way(item.data(Qt.ItemDataRole.UserRole)))

    def _take_move(self) -> None:
        if self._move is not None:
            way, self._move = self._move, None
            self.weeks.setCurrentIndex(0)
            self._session.run(take_way(way))

    def _accept(self) -> None:
        key, span = self._key, self._span
        if key is None or span is None:
            return
        first, last = self._model.days(span)
        reason, today = self.reason.text(), self._session.today
        if self._session.attempt(lambda: accept_overload(key, first, last, reason, today)) is not None:
            self.reason.clear()

    def _open(self, item: QTreeWidgetItem) -> None:
        project_id = int(item.data(0, Qt.ItemDataRole.UserRole))
        lines = self._session.plan(project_id).lines
        line = next((each for each in lines if self._key in (each.role, each.person_id)), None)
        place = ("staffing", "lines", line.id) if line else ("costs", "maintenance", None)
        self._session.go_to.emit((project_id, *place, "role"))


def _row(first: QWidget | None, *rest: QWidget | QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    if first is None:
        row.addStretch(1)
    else:
        row.addWidget(first, 1 if isinstance(first, QLineEdit) else 0)
    for widget in rest:
        row.addWidget(widget)
    if first is not None and not isinstance(first, QLineEdit):
        row.addStretch(1)
    return row
