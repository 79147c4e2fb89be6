"""The order in which projects get their people: dragged or by score, must-have, and the cut-off (P4.9)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from mlplanner.domain.projects import Project
from mlplanner.domain.weeks import DAYS_IN_WEEK, say_day
from mlplanner.engine.ranking import PARTS, Grant, Score, first_unstaffed, grant, scores
from mlplanner.gui.capacity.view_model import CapacityModel
from mlplanner.gui.capacity.words import OVER, fte
from mlplanner.gui.feed import Feed
from mlplanner.gui.programme.sheet import beside, push_button
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.fields import set_fields
from mlplanner.operations.operation import Operation
from mlplanner.operations.projects import rank_projects

_ID = Qt.ItemDataRole.UserRole
_FITS = "✓"


class RankList(QTreeWidget):
    """Projects in rank order; dragging a line, or Alt with Up and Down, asks for another order."""

    order_asked = Signal(object)
    """Project ids in the order asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rankList")
        self.setAccessibleName("Projects in rank order; Alt with Up and Down moves one, Space marks a must-have")
        self.setHeaderLabels(["Must have, project", "Score", "Staffed"])
        self.setRootIsDecorated(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    @property
    def ids(self) -> list[int]:
        """The projects as they are listed."""
        items = (self.topLevelItem(place) for place in range(self.topLevelItemCount()))
        return [int(item.data(0, _ID)) for item in items if item is not None]

    def dropEvent(self, event: QDropEvent) -> None:
        """A dragged line lies elsewhere now."""
        before = self.ids
        super().dropEvent(event)
        if self.ids != before:
            self.order_asked.emit(self.ids)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with Up and Down moves the chosen line."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(step)
        else:
            super().keyPressEvent(event)

    def shift(self, step: int) -> None:
        """Ask for the chosen line one place higher (-1) or lower (1)."""
        item, ids = self.currentItem(), self.ids
        if item is None:
            return
        place = ids.index(int(item.data(0, _ID)))
        other = place + step
        if 0 <= other < len(ids):
            ids[place], ids[other] = ids[other], ids[place]
            self.order_asked.emit(ids)


class RankPanel(QWidget):
    """The rank, what it gives each project, and the first project that can't be staffed."""

    def __init__(self, session: Session, model: CapacityModel) -> None:
        super().__init__()
        self._session, self._model = session, model
        self._is_filling = False
        self.sentence, self.weights = label("", "muted"), label("", "muted")
        self.list = RankList()
        self.by_score = push_button("rankByScore", "Rank by score")
        self.sentence.setObjectName("cutOff")
        self.by_score.setToolTip("Puts the projects in the order of their scores; one step that undo takes back")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 4, 4)
        for widget in (self.sentence, self.list, self.weights):
            column.addWidget(widget)
        column.addLayout(beside(self.by_score))
        column.setStretchFactor(self.list, 1)
        self.list.order_asked.connect(lambda ids: self._later(rank_projects(ids)))
        self.list.itemChanged.connect(self._mark)
        self.by_score.clicked.connect(self._rank)

    def refresh(self) -> None:
        """Show the current snapshot."""
        session, model = self._session, self._model
        grants = grant(session.portfolio, model.book, model.view)
        known = {score.project_id: score for score in self._scores()}
        can_edit = not session.workspace.is_read_only
        self.list.setDragEnabled(can_edit)
        self.by_score.setEnabled(can_edit and len(known) == len(session.portfolio.plans) > 0)
        self._fill({each.project_id: each for each in grants}, known)
        self.sentence.setText(self._cut_off(grants))
        figure = session.playbook.figure
        said = ", ".join(f"{part} {figure(f'score_{part}').normalize():f}" for part in PARTS)
        self.weights.setText(f"Score 0 to 100, weights in the playbook: {said}.")

    def _fill(self, grants: dict[int, Grant], known: dict[int, Score]) -> None:
        self._is_filling = True
        chosen = self.list.currentItem()
        kept = chosen.data(0, _ID) if chosen is not None else None
        self.list.selectionModel().clearCurrentIndex()  # else the current line wanders through all that are removed
        self.list.clear()
        items: list[QTreeWidgetItem] = []
        stopped = first_unstaffed(grants.values())
        for plan in self._session.portfolio.plans.values():
            each, score = grants.get(plan.id), known.get(plan.id)
            item = QTreeWidgetItem([plan.project.name, f"{score.total}" if score else "…", self._staffed(each)])
            item.setData(0, _ID, plan.id)
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(0, Qt.CheckState.Checked if plan.project.is_must_have else Qt.CheckState.Unchecked)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(1, _parts(score))
            item.setToolTip(2, self._why(each))
            if stopped is not None and plan.id == stopped.project_id:
                _mark_cut_off(item)
            items.append(item)
        self.list.addTopLevelItems(items)
        for item in items:
            if kept is not None and item.data(0, _ID) == kept:
                self.list.setCurrentItem(item)
        self._is_filling = False

    def _staffed(self, each: Grant | None) -> str:
        if each is None:
            return "–"
        return _FITS if each.is_staffed else f"{OVER} {self._session.playbook.role_title(each.role)}"

    def _why(self, each: Grant | None) -> str:
        if each is None:
            return "Not counted in this view"
        if each.is_staffed:
            return "All its people are there, in this order"
        return f"{self._session.playbook.role_title(each.role)}: {self._when(each)}"

    def _when(self, each: Grant) -> str:
        monday = self._model.book.first + timedelta(days=DAYS_IN_WEEK * each.week)
        return f"{fte(each.missing)} FTE short in the week of {say_day(monday)}"

    def _cut_off(self, grants: Sequence[Grant]) -> str:
        stopped = first_unstaffed(grants)
        if not grants:
            return "No project is counted."
        if stopped is None:
            return "In this order every project can be staffed."
        name = self._session.plan(stopped.project_id).project.name
        role = self._session.playbook.role_title(stopped.role)
        return f"Cut-off: {name} is the first that can't be staffed – {role}, {self._when(stopped)}."

    def _scores(self) -> tuple[Score, ...]:
        feed, plans = Feed.of(self._session), self._session.portfolio.plans
        known = {key: figures for key in plans if (figures := feed.figures(key)) is not None}
        benefits = {key: figures.value.benefit_year for key, figures in known.items()}
        return scores(self._session.portfolio, self._session.playbook, benefits)

    def _rank(self) -> None:
        self._session.run(rank_projects([score.project_id for score in self._scores()]))

    def _mark(self, item: QTreeWidgetItem, column: int) -> None:
        if not self._is_filling and column == 0:
            is_must = item.checkState(0) == Qt.CheckState.Checked
            self._later(set_fields(Project, int(item.data(0, _ID)), is_must_have=is_must))

    def _later(self, operation: Operation[Any]) -> None:
        """Run it when the list has done with its event: the step makes all its lines anew."""
        QTimer.singleShot(0, self, lambda: self._session.run(operation))


def _mark_cut_off(item: QTreeWidgetItem) -> None:
    """From here on, in the order of granting, not everybody gets their people."""
    item.setToolTip(0, f"Cut-off: {item.text(0)} is the first that can't be staffed")
    for column in range(item.columnCount()):
        font = item.font(column)
        font.setBold(True)
        item.setFont(column, font)


def _parts(score: Score | None) -> str:
    return ", ".join(f"{part} {score.parts[part]:.0%}" for part in PARTS) if score else "Its figures are being computed"
