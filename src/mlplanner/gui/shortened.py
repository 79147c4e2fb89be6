"""A line of text that gives way: too long for its place it ends in an ellipsis, and the tool tip has it whole."""

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption


class ShortenedLabel(QLabel):
    """One line, never marked-up text: a name that somebody typed must not widen the window nor become bold."""

    def minimumSizeHint(self) -> QSize:
        """As narrow as an ellipsis."""
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        """Show a text; line breaks become spaces."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        super().setText(" ".join(text.split()))
        self.setAccessibleName(text)
        self.updateGeometry()

    @property
    def shown(self) -> str:
        """What there is room for."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for, with the style sheet's font and colour."""
        shown = self.shown
        self.setToolTip("" if shown == self.text() else f"<span>{escape(self.text())}</span>")
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        align = self.alignment() | Qt.TextFlag.TextSingleLine
        self.style().drawItemText(
            painter, self.contentsRect(), int(align), option.palette, self.isEnabled(), shown, self.foregroundRole()
        )
