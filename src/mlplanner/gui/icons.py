"""Icons: our own line drawings in `resources/icons`, drawn in the colour of the theme and sharp at every scale."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mlplanner.gui.theme import colours
from mlplanner.resources import read_text

_SIZES = (18, 36)
"""Logical size in tool bars and menus, at 100 % and 200 %; Qt itself pales a disabled icon."""


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The icon `resources/icons/<name>.svg` in the theme's ink (or `colour`); ask again when the theme changed."""
    return _icon(name, (colour or colours().ink).name())


@cache
def _icon(name: str, ink: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(pixmap(name, size, ink))
    return made


def pixmap(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """The drawing as `size` × `size` logical pixels."""
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    source = read_text("icons", f"{name}.svg").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
