"""The side panel of the chances of shortages: doubts first, then what was found, and the projects behind a cell."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QProgressBar, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from mlplanner.engine.behind import Key
from mlplanner.engine.load_spans import Span
from mlplanner.gui.capacity.chances import Chances
from mlplanner.gui.feed import Feed
from mlplanner.gui.programme.sheet import beside, push_button
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.reports.formats import number

_MOST_DOUBTS = 3


class ChancePanel(QWidget):
    """Nothing is computed here; drawing starts when the chances are looked at, or by its button."""

    def __init__(self, session: Session, chances: Chances) -> None:
        super().__init__()
        self._session, self._chances = session, chances
        self.doubts, self.title = label("", "error"), label("", "heading")
        self.finding, self.basis = label("", "muted"), label("", "small")
        self.draw, self.cancel = push_button("drawChances", "Draw anew"), push_button("stopChances", "Cancel")
        self.progress = QProgressBar()
        self.behind = QTreeWidget()
        self._build()
        self.draw.clicked.connect(lambda _=False: chances.ask())
        self.cancel.clicked.connect(lambda _=False: chances.stop())
        self.behind.itemActivated.connect(lambda item, _column: self._open(item))
        self._key: Key | None = None

    def _build(self) -> None:
        for widget, name in (
            (self.doubts, "chanceDoubts"),
            (self.title, "chanceTitle"),
            (self.finding, "chanceFinding"),
            (self.basis, "chanceBasis"),
            (self.progress, "chanceProgress"),
            (self.behind, "behindChance"),
        ):
            widget.setObjectName(name)
        for text in (self.doubts, self.title, self.finding, self.basis):
            text.setWordWrap(True)
        self.progress.setAccessibleName("Progress of drawing the chances")
        self.progress.setRange(0, 100)
        self.behind.setAccessibleName("Projects behind the chosen chance, in rank order")
        self.behind.setHeaderLabels(["Project", "FTE on average"])
        self.behind.setRootIsDecorated(False)
        self.behind.setToolTip("A double click opens the project's uncertainty")
        self.behind.header().setStretchLastSection(False)
        self.behind.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.behind.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 4, 4)
        column.setSpacing(6)
        for part in (self.doubts, self.title, self.finding):
            column.addWidget(part)
        column.addWidget(self.behind, 1)
        column.addWidget(self.basis)
        column.addWidget(self.progress)
        column.addLayout(beside(self.draw, self.cancel))

    def show_state(self) -> None:
        """What is implausible, how far the drawing is, and what the figures rest on."""
        from mlplanner.reports import uncertainty_words as words

        session, found, share = self._session, self._chances.found, self._chances.share
        feed = Feed.of(session)
        known = {key: figures for key in session.portfolio.plans if (figures := feed.figures(key)) is not None}
        told = words.portfolio_doubts(session.portfolio.plans.values(), known)
        more = f"\nand {len(told) - _MOST_DOUBTS} more" if len(told) > _MOST_DOUBTS else ""
        listed = "\n".join(told[:_MOST_DOUBTS])
        self.doubts.setText(f"Before you trust the chances:\n{listed}{more}" if told else "")
        self.doubts.setVisible(bool(told))
        self.progress.setVisible(share is not None)
        self.progress.setValue(round(100 * (share or 0.0)))
        self.cancel.setVisible(share is not None)
        self.draw.setEnabled(share is None and not self._chances.is_current and bool(session.portfolio.plans))
        self.basis.setText(f"{words.portfolio_basis(found)}; the same seeds give the same chances." if found else "")

    def show_cell(self, key: Key | None, span: Span | None, title: str, sentence: str) -> None:
        """The projects behind a chosen cell."""
        self._key = key
        self.title.setText(title)
        self.finding.setText(sentence.removeprefix(f"{title}, "))
        self.behind.clear()
        if key is None or span is None:
            return
        for each in self._chances.behind(key, span):
            plan = self._session.portfolio.plans.get(each.project_id)
            if plan is None:
                continue
            sign = "" if plan.project.commitment == "confirmed" else f"  ({plan.project.commitment})"
            item = QTreeWidgetItem([f"{plan.project.name}{sign}", number(each.fte)])
            item.setData(0, Qt.ItemDataRole.UserRole, plan.id)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.behind.addTopLevelItem(item)

    def _open(self, item: QTreeWidgetItem) -> None:
        project_id = int(item.data(0, Qt.ItemDataRole.UserRole))
        phase = next((each for each in self._session.plan(project_id).phases), None)
        self._session.go_to.emit((project_id, "timeline", "phases", phase.id if phase else None, "pessimistic_weeks"))
