"""Small cards side by side, wrapped into lines: weeks of a rota, quarters of drills; a sign and words on each."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mlplanner.gui.theme import colours

GAP = 6
LINES = 3
"""Lines of text on a card."""
MARGIN = 7


@dataclass(frozen=True)
class Card:
    """A title, a line of words with its sign, and a quieter line; `tone` is good, warn, bad or open."""

    title: str
    text: str
    about: str = ""
    tone: str = "open"


class Cards(QWidget):
    """Cards of one width; the widget is as high as they need."""

    def __init__(self, name: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[Card, ...] = ()
        self._card_width = width
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_cards(self, cards: tuple[Card, ...]) -> None:
        """Draw other cards."""
        self._cards = cards
        self.setAccessibleDescription("; ".join(f"{card.title}: {card.text} {card.about}".strip() for card in cards))
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, self._needed(max(self.width(), 400)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each card on its ground, with a coloured edge."""
        painter = QPainter(self)
        try:
            for number, card in enumerate(self._cards):
                self._draw(painter, self._place(number), card)
        finally:
            painter.end()

    def _fit(self) -> None:
        height = self._needed(self.width())
        if self.height() != height:
            self.setFixedHeight(height)

    def _needed(self, width: int) -> int:
        lines = -(-len(self._cards) // self._columns(width))
        return max(lines * (self._card_height() + GAP) - GAP, 1)

    def _columns(self, width: int) -> int:
        return max((width + GAP) // (self._card_width + GAP), 1)

    def _card_height(self) -> int:
        return LINES * self.fontMetrics().lineSpacing() + 2 * MARGIN

    def _place(self, number: int) -> QRectF:
        columns = self._columns(self.width())
        width = (self.width() + GAP) / columns - GAP
        line, column = divmod(number, columns)
        return QRectF(column * (width + GAP), line * (self._card_height() + GAP), width, self._card_height())

    def _draw(self, painter: QPainter, place: QRectF, card: Card) -> None:
        c = colours()
        ground, edge = self._tones(card.tone)
        painter.fillRect(place, ground)
        painter.fillRect(QRectF(place.left(), place.top(), 3, place.height()), edge)
        if card.tone == "bad":
            painter.setPen(QPen(edge, 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        step = self.fontMetrics().lineSpacing()
        inner = place.adjusted(MARGIN + 4, MARGIN, -MARGIN, 0)
        bold = QFont(self.font())
        bold.setBold(True)
        for row, (text, colour, font) in enumerate(
            ((card.title, c.muted, self.font()), (card.text, c.ink, bold), (card.about, c.muted, self.font()))
        ):
            painter.setFont(font)
            painter.setPen(colour)
            line = QRectF(inner.left(), inner.top() + row * step, inner.width(), step)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    @staticmethod
    def _tones(tone: str) -> tuple[QColor, QColor]:
        c = colours()
        return {
            "good": (c.green_tint, c.green),
            "warn": (c.amber_tint, c.amber),
            "bad": (c.red_tint, c.red),
        }.get(tone, (c.pale, c.border))
