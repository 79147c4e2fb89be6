"""The sourcing mix as two bars, FTE-weeks and money, with a legend in words (P4.2)."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.money import format_amount
from mlplanner.domain.weeks import plain
from mlplanner.engine.teams import MixPart, mix_parts
from mlplanner.gui.staffing.board import Board
from mlplanner.gui.staffing.columns import sourcing_title
from mlplanner.gui.theme import colours
from mlplanner.reports.formats import share

BAR = 16
GAP = 6
KEY = 11
LABEL_ROOM = 74
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class MixBars(QWidget):
    """Painted bars; the same in words for a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: Sequence[MixPart] = ()
        self._titles: dict[Sourcing, str] = {}
        self._currency = ""
        self.setObjectName("sourcing_mix")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_board(self, board: Board) -> None:
        """The mix of the current snapshot."""
        self._parts = mix_parts(board.figures.costs)
        self._titles = {way: sourcing_title(board, way) for way in Sourcing}
        self._currency = board.currency
        rows = [self._words(part) for part in self._parts]
        words = "; ".join(
            f"{name} {weeks} FTE-weeks, {board.currency} {money}, {part}" for name, weeks, money, part in rows
        )
        self.setAccessibleName("Sourcing mix")
        self.setAccessibleDescription(words or "No line is staffed yet")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Two bars and a line for each way."""
        line = QFontMetrics(self.font()).height() + 4
        return QSize(300, 2 * (BAR + GAP) + GAP + line * (len(self._parts) + 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, then the legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._parts:
            painter.setPen(colours().muted)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignTop, "No line is staffed yet.")
        else:
            self._bar(painter, 0, "FTE-weeks", [part.fte_share for part in self._parts])
            self._bar(painter, BAR + GAP, "Money", [part.money_share for part in self._parts])
            self._legend(painter, 2 * (BAR + GAP) + GAP)
        painter.end()

    def _bar(self, painter: QPainter, top: int, title: str, shares: Sequence[Decimal]) -> None:
        table = colours()
        painter.setPen(table.muted)
        painter.drawText(QRectF(0, top, LABEL_ROOM, BAR), Qt.AlignmentFlag.AlignVCenter, title)
        left, room = float(LABEL_ROOM + 8), self.width() - LABEL_ROOM - 8
        for part, portion in zip(self._parts, shares, strict=True):
            width = float(portion) * room
            painter.fillRect(QRectF(left, top, max(width - 1, 0), BAR), table.series[_place(part)])
            left += width

    def _legend(self, painter: QPainter, top: int) -> None:
        """A small table: name, FTE-weeks, money, share of the money."""
        table, metrics = colours(), QFontMetrics(self.font())
        line = metrics.height() + 4
        rows = [("", "FTE-weeks", self._currency, ""), *(self._words(part) for part in self._parts)]
        rooms = [max(metrics.horizontalAdvance(row[at]) for row in rows) + 16 for at in (1, 2, 3)]
        first = max(self.width() - sum(rooms), 0)
        for at, row in enumerate(rows):
            y = top + at * line
            if at:
                painter.fillRect(QRectF(0, y + (line - KEY) / 2, KEY, KEY), table.series[_place(self._parts[at - 1])])
            painter.setPen(table.ink if at else table.muted)
            name = metrics.elidedText(row[0], Qt.TextElideMode.ElideRight, first - KEY - 7)
            painter.drawText(QRectF(KEY + 7, y, first, line), Qt.AlignmentFlag.AlignVCenter, name)
            left = first
            for room, text in zip(rooms, row[1:], strict=True):
                painter.drawText(QRectF(left, y, room, line), RIGHT, text)
                left += room

    def _words(self, part: MixPart) -> tuple[str, str, str, str]:
        amount, portion = format_amount(part.money), share(part.money_share, 0)
        return self._titles[part.sourcing], plain(part.fte_weeks), amount, portion


def _place(part: MixPart) -> int:
    return list(Sourcing).index(part.sourcing)
