"""What would help most, over all roles: the two or three changes whose tried effect is the greatest (P4.9)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mlplanner.engine.relief import Tried, advice
from mlplanner.gui.capacity.trying import TrialStrip, Trier
from mlplanner.gui.capacity.view_model import CapacityModel
from mlplanner.gui.programme.sheet import beside, push_button
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.relief import take_way
from mlplanner.reports.ways_out import say_all, say_total, say_way

_COUNT = 3
"""Changes that are advised, and roles that are looked at."""


class AdvicePanel(QWidget):
    """Tried when it is asked for; forgotten when the plan changes."""

    def __init__(self, session: Session, model: CapacityModel, trier: Trier) -> None:
        super().__init__()
        self._session, self._model = session, model
        self.ask = push_button("askAdvice", "Try what would help most")
        self.strip = TrialStrip(trier, "advice")
        self.found = QListWidget()
        self.found.setObjectName("adviceList")
        self.found.setAccessibleName("Changes that would help most")
        self.found.setWordWrap(True)
        self.found.setSpacing(3)
        self.take = push_button("takeAdvice", "Do it")
        self.words = label("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 4, 4)
        column.addWidget(label("Moves, hires and contracts are tried one by one on this plan.", "muted"))
        column.addLayout(beside(self.ask))
        column.addWidget(self.strip)
        column.addWidget(self.words)
        column.addWidget(self.found, 1)
        column.addLayout(beside(self.take))
        self.ask.clicked.connect(self._ask)
        self.take.clicked.connect(self._take)
        self.strip.found.connect(self._show)
        self.strip.stopped.connect(lambda: self.words.setText("Stopped; nothing was changed."))
        self.strip.failed.connect(self.words.setText)
        self.found.currentRowChanged.connect(lambda row: self.take.setEnabled(row >= 0 and self._can_edit))
        self.forget()

    def forget(self) -> None:
        """The plan changed: what was tried no longer holds."""
        self.strip.drop()
        self.found.clear()
        self.words.setText("")
        self.take.setEnabled(False)

    @property
    def _can_edit(self) -> bool:
        return not self._session.workspace.is_read_only

    def _ask(self) -> None:
        self.forget()
        self.words.setText("Trying …")
        self.strip.start(lambda trial, book, report: advice(trial, book, _COUNT, report))

    def _show(self, tried: Sequence[Tried]) -> None:
        portfolio, playbook, model = self._session.portfolio, self._session.playbook, self._model
        for each in tried:
            parts = (say_way(each.way, portfolio, playbook), say_total(each), say_all(each, portfolio, playbook))
            item = QListWidgetItem("\n".join(parts))
            item.setData(Qt.ItemDataRole.UserRole, each.way)
            self.found.addItem(item)
        is_short = any(model.book.shortage(role, model.view)[0] for role in model.book.roles)
        nothing = "No single change lessens what is missing." if is_short else "No role is short in these weeks."
        self.words.setText("Each alone, the most helpful first:" if self.found.count() else nothing)

    def _take(self) -> None:
        item = self.found.currentItem()
        if item is not None:
            self._session.run(take_way(item.data(Qt.ItemDataRole.UserRole)))
