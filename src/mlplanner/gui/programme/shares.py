"""A draft of the funding shares: changed as a whole, because each alone would not add up to 100 % (P8.3)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mlplanner.domain.errors import BadInput, PlannerError
from mlplanner.domain.money import spread
from mlplanner.domain.programme import FundingShare
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import plain
from mlplanner.gui.programme.sheet import beside, push_button
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.gui.tables.kinds import read_percent
from mlplanner.operations.programme import set_funding_shares

_Line = tuple[str, str, str]


class ShareLine(QWidget):
    """Business unit, cost centre, share, Remove."""

    edited = Signal()
    removed = Signal(object)

    def __init__(self, texts: _Line) -> None:
        super().__init__()
        self.unit, self.centre, self.share = (QLineEdit(text) for text in texts)
        self.remove = QPushButton("Remove")
        self.remove.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        names = (("shareUnit", "Business unit"), ("shareCentre", "Cost centre"), ("shareValue", "Share"))
        for editor, (name, title) in zip((self.unit, self.centre, self.share), names, strict=True):
            editor.setObjectName(name)
            editor.setAccessibleName(title)
            editor.setPlaceholderText(title)
            editor.textEdited.connect(self.edited)
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.centre.setMaximumWidth(160)
        self.share.setFixedWidth(90)
        for widget, stretch in ((self.unit, 1), (self.centre, 0), (self.share, 0), (self.remove, 0)):
            layout.addWidget(widget, stretch)
        self.remove.clicked.connect(lambda: self.removed.emit(self))

    @property
    def texts(self) -> _Line:
        """What is typed."""
        return self.unit.text().strip(), self.centre.text().strip(), self.share.text().strip()

    def value(self) -> Decimal:
        """The share; BadInput, naming the unit, when it is none."""
        try:
            found = read_percent(self.share.text())
        except BadInput as error:
            raise BadInput(f"{self.unit.text() or 'Share'}: {error}") from None
        return found or Decimal(0)


class ShareEditor(QWidget):
    """Lines with a live sum; Apply is one step, Discard goes back to what is kept."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._kept: list[_Line] = []
        self.lines: list[ShareLine] = []
        self._holder = QGridLayout()
        self._holder.setVerticalSpacing(4)
        self.sum = label("", "subheading")
        self.sum.setObjectName("shareSum")
        self.problem = label("", "error")
        self.problem.setObjectName("shareProblem")
        self.add = push_button("addShare", "Add a share")
        self.begin = push_button("beginShares", "Begin with the projects' units")
        self.begin.setToolTip("A share for each business unit that has a project, all the same")
        self.apply = push_button("applyShares", "Apply")
        self.discard = push_button("discardShares", "Discard")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._holder)
        layout.addLayout(beside(self.add, self.begin, self.apply, self.discard, self.sum))
        layout.addWidget(self.problem)
        self.add.clicked.connect(self._on_add)
        self.begin.clicked.connect(self._on_begin)
        self.apply.clicked.connect(self._on_apply)
        self.discard.clicked.connect(lambda: self._show(self._kept))
        self.setEnabled(not session.workspace.is_read_only)

    def refresh(self) -> None:
        """Show what is kept, unless a draft is open."""
        kept = [
            (share.business_unit, share.cost_centre, f"{plain(share.share * 100)} %")
            for share in self._session.portfolio.funding_shares
        ]
        if kept != self._kept and not self.is_changed:
            self._kept = kept
            self._show(kept)
        self._kept = kept
        self._say()

    @property
    def is_changed(self) -> bool:
        """True while the draft differs from what is kept."""
        return [line.texts for line in self.lines] != self._kept

    def _show(self, texts: Sequence[_Line]) -> None:
        for line in list(self.lines):
            self._drop(line)
        for text in texts:
            self._append(text)
        self._say()

    def _append(self, texts: _Line) -> ShareLine:
        line = ShareLine(texts)
        line.edited.connect(self._say)
        line.removed.connect(self._on_removed)
        self.lines.append(line)
        self._holder.addWidget(line, len(self.lines), 0)
        return line

    def _drop(self, line: ShareLine) -> None:
        self.lines.remove(line)
        self._holder.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _say(self) -> None:
        """The sum as it is typed, and what can be done with it."""
        is_changed, problem, text = self.is_changed, "", ""
        try:
            total = sum((line.value() for line in self.lines), Decimal(0))
            rest = 1 - total
            text = f"{plain(total * 100)} %" if self.lines else "No shares yet"
            if self.lines and rest:
                text += f", {plain(abs(rest) * 100)} % {'missing' if rest > 0 else 'too much'}"
        except PlannerError as error:
            problem = str(error)
        self.sum.setText(text)
        self._say_problem(problem)
        self.apply.setEnabled(is_changed)
        self.discard.setEnabled(is_changed)
        self.begin.setVisible(not self.lines)

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _on_add(self) -> None:
        self._append(("", "", "")).unit.setFocus()
        self._say()

    def _on_removed(self, line: ShareLine) -> None:
        self._drop(line)
        self._say()

    def _on_begin(self) -> None:
        plans = self._session.portfolio.plans.values()
        payers = sorted({(plan.project.business_unit, plan.project.cost_centre) for plan in plans})
        named = [payer for payer in payers if payer[0]]
        parts = spread(Decimal(1), [1] * len(named)) if named else ()
        self._show([(*payer, f"{plain(part * 100)} %") for payer, part in zip(named, parts, strict=True)])

    def _on_apply(self) -> None:
        try:
            self._session.workspace.run(set_funding_shares(list(self._shares())))
        except PlannerError as error:
            self._say_problem(str(error))
            return
        self._show(self._kept)

    def _shares(self) -> Iterator[FundingShare]:
        for line in self.lines:
            unit, centre, _ = line.texts
            yield validated(FundingShare, {"business_unit": unit, "cost_centre": centre, "share": line.value()})
