"""The tiles above the table: a few figures of the whole portfolio; each one filters the table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from mlplanner.domain.money import format_amount
from mlplanner.gui.theme import colours
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.formats import counted, day

if TYPE_CHECKING:
    from mlplanner.engine.portfolios import Totals

_YEARS_SHOWN = 3


@dataclass(frozen=True)
class Tile:
    """What one tile says. `tone` is `red`, `amber` or empty; the sign says it too."""

    id: str
    title: str
    figure: str
    note: str
    tone: str = ""
    about: str = ""


def make_tiles(totals: Totals | None, over: Collection[str] | None, playbook: Playbook, currency: str) -> list[Tile]:
    """The tiles for the whole portfolio; `…` while figures are being computed. `over`: roles over capacity."""
    days = int(playbook.figure("gates_due_days"))
    if totals is None:
        names = ("ask", "Total ask"), ("gates_due", f"Gates due in {days} days"), ("over", "Roles over capacity")
        return [
            Tile(key, title, "…", "")
            for key, title in (*names, ("reviews", "Reviews overdue"), ("failed", "Failed checks"))
        ]
    return [
        Tile(
            "ask",
            "Total ask",
            format_amount(totals.ask),
            f"{currency}, {counted(totals.projects, 'project')}",
            about="The asks of all projects together. Click: the largest asks first.",
        ),
        *(
            Tile(
                f"year:{label}",
                f"Spend {label}",
                format_amount(amount),
                currency,
                about=f"What of the asks falls into {label}. Click: only projects with spend in that year.",
            )
            for label, amount in _years(totals)
        ),
        *_alarms(totals, over, playbook),
    ]


def _alarms(totals: Totals, over: Collection[str] | None, playbook: Playbook) -> list[Tile]:
    """What somebody has to see to: gates, people, reviews, checks."""
    days, due = int(playbook.figure("gates_due_days")), len(totals.gates_due)
    titles = ", ".join(playbook.role_title(role) for role in over or ())
    return [
        Tile(
            "gates_due",
            f"Gates due in {days} days",
            str(due),
            "incl. late ones" if due else "nothing to decide",
            "amber" if due else "",
            "Next gates up to that day, and those whose day is over. Click: only their projects.",
        ),
        Tile(
            "over",
            "Roles over capacity",
            "…" if over is None else str(len(over)),
            titles or ("" if over is None else "enough people"),
            "amber" if over else "",
            f"Weeks ahead in which projects ask for more than there is: {titles or 'none'}. "
            "Click: only the projects behind them.",
        ),
        Tile(
            "reviews",
            "Reviews overdue",
            str(totals.reviews_overdue),
            f"next {day(totals.next_review)}" if totals.next_review else "none to come",
            "amber" if totals.reviews_overdue else "",
            "Reviews that the risk tiers ask for and whose day is over. Click: only their projects.",
        ),
        Tile(
            "failed",
            "Failed checks",
            str(totals.failed),
            f"and {counted(totals.warned, 'warning')}",
            "red" if totals.failed else "",
            "Rules of the playbook that must hold and do not. Click: only those projects.",
        ),
    ]


def _years(totals: Totals) -> list[tuple[str, Decimal]]:
    """All fiscal years with spend while they are few, else those from the current one on."""
    years = [(label, amount) for label, amount in totals.by_fiscal_year.items() if amount]
    ahead = [item for item in years if item[0] >= totals.current_year]
    return (years if len(years) <= _YEARS_SHOWN else ahead or years)[:_YEARS_SHOWN]


class TileButton(QAbstractButton):
    """One tile; checked while its filter is on."""

    def __init__(self, tile: Tile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setObjectName(f"tile_{tile.id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_tile(tile)

    def show_tile(self, tile: Tile) -> None:
        """Say something else."""
        self.tile = tile
        self.setAccessibleName(f"{tile.title}: {tile.figure} {tile.note}")
        self.setToolTip(tile.about)
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines of text."""
        return QSize(130, self.fontMetrics().height() * 4 + 6)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for eight tiles on a small screen."""
        return QSize(96, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title, figure, note; a frame when focused or checked."""
        c, tile = colours(), self.tile
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        is_on = self.isChecked()
        painter.setPen(QPen(c.focus if self.hasFocus() or is_on else c.rule, 1.6 if self.hasFocus() else 1))
        painter.setBrush(c.selection if is_on else c.hover if self.underMouse() else c.pale)
        painter.drawRoundedRect(frame, 5, 5)
        inner = frame.adjusted(10, 6, -8, -6)
        line = painter.fontMetrics().height()
        painter.setPen(c.muted)
        small = self._font(0.88)
        painter.setFont(self._narrowed(small, tile.title, inner.width()))
        self._line(painter, inner.adjusted(0, 0, 0, line - inner.height()), tile.title)
        sign = {"red": "■ ", "amber": "▲ "}.get(tile.tone, "")
        painter.setFont(self._figure_font(sign + tile.figure, inner.width()))
        colour = {"red": c.red, "amber": c.amber}.get(tile.tone, c.ink)
        painter.setPen(colour)
        self._line(painter, QRectF(inner.left(), inner.top() + line, inner.width(), line * 1.5), sign + tile.figure)
        painter.setFont(small)
        painter.setPen(c.muted)
        self._line(painter, QRectF(inner.left(), inner.bottom() - line, inner.width(), line), tile.note)
        painter.end()

    def _font(self, factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * factor)
        font.setWeight(weight)
        return font

    def _figure_font(self, text: str, width: float) -> QFont:
        """Large, and smaller where the figure would not fit: a figure that is cut off is a wrong one."""
        font = self._font(1.45, QFont.Weight.DemiBold)
        return self._narrowed(font, text, width)

    def _narrowed(self, font: QFont, text: str, width: float) -> QFont:
        """The font, smaller where the text would not fit, down to what can still be read."""
        needed = QFontMetricsF(font).horizontalAdvance(text) + 2
        if needed <= width:
            return font
        factor = max(0.97 * font.pointSizeF() * width / needed / self.font().pointSizeF(), 0.7)
        return self._font(factor, QFont.Weight(font.weight()))

    @staticmethod
    def _line(painter: QPainter, rect: QRectF, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


class TileRow(QWidget):
    """All tiles side by side; at most one is on."""

    chosen = Signal(str)
    """The tile that was switched on; empty: none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tiles")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._buttons: dict[str, TileButton] = {}
        self._on = ""

    def show_tiles(self, tiles: list[Tile], on: str) -> None:
        """Say other figures; buttons stay the same widgets while the same tiles are shown."""
        self._on = on
        if list(self._buttons) != [tile.id for tile in tiles]:
            for old in self._buttons.values():
                self._layout.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._buttons = {tile.id: TileButton(tile, self) for tile in tiles}
            for key, button in self._buttons.items():
                self._layout.addWidget(button)
                button.clicked.connect(lambda _=False, key=key: self._on_clicked(key))
        for tile in tiles:
            self._buttons[tile.id].show_tile(tile)
            self._buttons[tile.id].setChecked(tile.id == on)

    def _on_clicked(self, key: str) -> None:
        self.chosen.emit("" if key == self._on else key)
