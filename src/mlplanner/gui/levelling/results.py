"""The proposal as tables: moves with their reasons, roles before and after, what remains."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTabWidget, QTreeWidget, QTreeWidgetItem, QWidget

from mlplanner.domain.money import format_amount
from mlplanner.domain.weeks import plain, say_day
from mlplanner.engine.levelling.proposal import Move, Proposal
from mlplanner.engine.levelling.ways import LineSourcing
from mlplanner.engine.levelling.wording import say_forced, say_reason
from mlplanner.gui.session import Session

MINUS = "\N{MINUS SIGN}"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROW = 24
_MOVES = ("Project", "Start", "New start", "Weeks", "Cost", "Forced by")
_SOURCING = ("Project", "Line", "Now", "Then", "Cost", "To be found")
_ROLES = ("Role", "Weeks over now", "Weeks over after", "One more FTE saves", "How that is known")


class Results(QTabWidget):
    """Four tables, each with its number in the tab."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("levellingResults")
        self.setDocumentMode(True)
        self.moves = _table("levellingMoves", "Projects that move", _MOVES, right=(3, 4))
        self.sourcing = _table("levellingSourcing", "Lines sourced in another way", _SOURCING, right=(4,))
        self.roles = _table("levellingRoles", "Roles before and after", _ROLES, right=(1, 2, 3))
        self.remains = _table(
            "levellingRemains", "What levelling can't take away", ("What remains, and what would help",)
        )
        self.remains.setWordWrap(True)
        self._titles = (
            (self.moves, "Moves"),
            (self.sourcing, "Sourcing"),
            (self.roles, "Roles"),
            (self.remains, "What remains"),
        )
        for table, title in self._titles:
            self.addTab(table, title)

    def show_proposal(self, proposal: Proposal | None) -> None:
        """Fill the tables; None empties them."""
        for table, _ in self._titles:
            table.clear()
        moves = proposal.moves if proposal else ()
        self.moves.addTopLevelItems([self._move(move) for move in moves])
        self.sourcing.addTopLevelItems([self._line(move, line) for move in moves for line in move.sourcing])
        if proposal:
            self.roles.addTopLevelItems(self._roles(proposal))
            self.remains.addTopLevelItems([_said(row.sentence) for row in proposal.remains])
        for table in (self.moves, self.sourcing, self.roles):
            for column in range(table.columnCount() - 1):
                table.resizeColumnToContents(column)
        for place, (table, title) in enumerate(self._titles):
            count = table.topLevelItemCount()
            self.setTabText(place, f"{title} ({count})" if count else title)

    def _move(self, move: Move) -> QTreeWidgetItem:
        project = self._session.plan(move.project_id).project
        playbook = self._session.playbook
        forced = say_forced(move, playbook)
        if move.pauses and any(move.pauses.values()):
            forced = f"{forced}; waits {sum(move.pauses.values())} weeks between phases"
        texts = [
            project.name,
            say_day(move.old_start),
            say_day(move.new_start),
            f"{move.weeks:+d}".replace("-", MINUS),
            format_amount(Decimal(move.cost)),
            forced,
        ]
        item = _item(texts, right=(3, 4))
        item.setToolTip(5, "\n".join(say_reason(row, playbook) for row in move.forced_by) or forced)
        item.setData(0, Qt.ItemDataRole.UserRole, move.project_id)
        return item

    def _line(self, move: Move, line: LineSourcing) -> QTreeWidgetItem:
        playbook = self._session.playbook
        cost = f"{'+' if line.cost > 0 else MINUS if line.cost < 0 else ''}{format_amount(abs(line.cost))}"
        people = " + ".join(plain(fte) for fte in line.people)
        texts = [
            self._session.plan(move.project_id).project.name,
            playbook.role_title(line.role),
            playbook.sourcing[line.before.value].title,
            playbook.sourcing[line.after.value].title,
            cost,
            f"{people} FTE, {line.lead_weeks} weeks ahead, there {line.ramp_weeks} weeks before the work",
        ]
        return _item(texts, right=(4,))

    def _roles(self, proposal: Proposal) -> list[QTreeWidgetItem]:
        worth = {row.role: row for row in proposal.worth}
        weeks = {row.role: row for row in proposal.roles}
        rows = []
        for role in sorted({*worth, *weeks}, key=lambda key: (-worth[key].by_prices if key in worth else 0, key)):
            now, saves = weeks.get(role), worth.get(role)
            how = (
                ""
                if saves is None
                else "levelled again with one more"
                if saves.by_solving is not None
                else "from the bound"
            )
            texts = [
                self._session.playbook.role_title(role),
                str(now.before if now else 0),
                str(now.after if now else 0),
                "–"
                if saves is None
                else format_amount(Decimal(saves.by_solving if saves.by_solving is not None else saves.by_prices)),
                how,
            ]
            rows.append(_item(texts, right=(1, 2, 3)))
        return rows


def _table(name: str, title: str, headings: Sequence[str], right: Sequence[int] = ()) -> QTreeWidget:
    made = QTreeWidget()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setHeaderLabels(list(headings))
    made.setRootIsDecorated(False)
    made.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
    made.setAlternatingRowColors(True)
    made.setUniformRowHeights(len(headings) > 1)
    made.header().setSectionResizeMode(len(headings) - 1, QHeaderView.ResizeMode.Stretch)
    for column in right:
        made.headerItem().setTextAlignment(column, _RIGHT)
    return made


def _item(texts: Sequence[str], right: Sequence[int]) -> QTreeWidgetItem:
    item = QTreeWidgetItem(list(texts))
    for column in right:
        item.setTextAlignment(column, _RIGHT)
    item.setSizeHint(0, QSize(0, _ROW))
    return item


def _said(sentence: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([sentence])
    item.setToolTip(0, sentence)
    return item
