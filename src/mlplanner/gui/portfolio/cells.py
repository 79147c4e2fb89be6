"""How a cell of the portfolio's table is drawn: text, flags, readiness bar, tier sign, late date, group heading."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mlplanner.gui.portfolio.arranging import Heading
from mlplanner.gui.portfolio.columns import COLUMNS, TIER_SIGNS, Column
from mlplanner.gui.portfolio.rows import ProjectRow
from mlplanner.gui.portfolio.table import PortfolioModel, heading_text
from mlplanner.gui.theme import Colours, colours

_MARGIN = 6
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_QUIET = frozenset({"rank", "ref", "unit", "cost_centre"})
_MOST_KEPT = 5000
"""Shortened texts kept, so that measuring text is not done at each frame."""
_Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws straight from the line; the stock delegate asks the model for ten roles a cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cut: dict[tuple[str, int], str] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Background by state, then the cell."""
        model = index.model()
        if not isinstance(model, PortfolioModel):
            return
        c, rect = colours(), option.rect
        line = model.lines[index.row()]
        if isinstance(line, Heading):
            _paint_heading(painter, rect, heading_text(line, model.currency), c)
            return
        state = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, c.selection if is_selected else c.paper)
        painter.setPen(c.grid)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(c.focus)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        column = COLUMNS[index.column()]
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        match column.paint:
            case "flags":
                _paint_flags(painter, inner, line, c)
            case "readiness":
                _paint_readiness(painter, inner, line, c)
            case "tier":
                _paint_tier(painter, inner, line, c)
            case _:
                self._paint_text(painter, inner, line, model.text(index.row(), index.column()), column)

    def _paint_text(self, painter: QPainter, rect: QRect, row: ProjectRow, text: str, column: Column) -> None:
        c, colour = colours(), colours().ink
        if column.paint == "late" and row.is_late:
            text, colour = f"! {text}", c.red
        elif column.id in _QUIET or (column.id == "gate_owner" and not row.gate_owner):
            colour = c.muted
        key = (text, rect.width())
        shown = self._cut.get(key)
        if shown is None:
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            if len(self._cut) > _MOST_KEPT:
                self._cut.clear()
            self._cut[key] = shown
        painter.setPen(colour)
        painter.drawText(rect, _RIGHT if column.is_number else _LEFT, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """One height for all rows."""
        return QSize(40, row_height(option.fontMetrics.height()))


def row_height(text_height: int) -> int:
    """Height of a line, shared by table and roadmap."""
    return text_height + 10


def _paint_heading(painter: QPainter, rect: QRect, text: str, c: Colours) -> None:
    """The text runs through all cells of the line and stays in view when the columns are scrolled."""
    painter.save()
    painter.fillRect(rect, c.pale)
    painter.setPen(c.rule)
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.setClipRect(rect)
    font = QFont(painter.font())
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(c.navy)
    whole = QRect(_MARGIN, rect.top(), 4000, rect.height())
    painter.drawText(whole, _LEFT, text)
    painter.restore()


def _paint_flags(painter: QPainter, rect: QRect, row: ProjectRow, c: Colours) -> None:
    if row.figures is None:
        _draw(painter, rect, "…", c.faint)
    elif row.must or row.warn or row.is_paused:
        left = _draw(painter, rect, "‖", c.red) if row.is_paused else rect
        if row.must:
            left = _draw(painter, left, f"■ {row.must}", c.red)
        if row.warn:
            left = _draw(painter, left, f"▲ {row.warn}", c.amber)
        if row.is_stale:
            _draw(painter, left, "≠", c.amber)
    else:
        _draw(painter, rect, "✓", c.green)


def _paint_readiness(painter: QPainter, rect: QRect, row: ProjectRow, c: Colours) -> None:
    if not row.readiness or not row.readiness.total:
        return
    bar = QRectF(rect.left(), rect.center().y() - 2.5, 26.0, 6.0)
    painter.fillRect(bar, c.rule)
    done = float(row.readiness.share)
    painter.fillRect(
        QRectF(bar.left(), bar.top(), bar.width() * done, bar.height()), c.green if done >= 1 else c.accent
    )
    _draw(painter, rect.adjusted(32, 0, 0, 0), f"{row.readiness.done}/{row.readiness.total}", c.ink)


def _paint_tier(painter: QPainter, rect: QRect, row: ProjectRow, c: Colours) -> None:
    if not row.tier:
        return
    colour = {"high": c.red, "medium": c.amber, "low": c.green}[row.tier]
    left = _draw(painter, rect, TIER_SIGNS[row.tier], colour, gap=4)
    _draw(painter, left, row.tier, c.ink)


def _draw(painter: QPainter, rect: QRect, text: str, colour: QColor, gap: int = 8) -> QRect:
    """Draw text at the left; gives what is left of the rectangle."""
    painter.setPen(colour)
    painter.drawText(rect, _LEFT, text)
    return rect.adjusted(painter.fontMetrics().horizontalAdvance(text) + gap, 0, 0, 0)
