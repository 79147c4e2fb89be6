"""Light and dark: one colour table for palette, style sheet and painted views.

`colours()` is what painted views ask at each paint, so that a change of theme needs nothing but a repaint. Offscreen and
on a bare X server Qt knows no colour scheme; the palettes here work there too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from mlplanner.resources import read_text, resource_path

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

MODES = ("system", "light", "dark")
FAMILY = "Noto Sans"
_HALF_LIGHT = 128
_FIRST_FONTS = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf")


@dataclass(frozen=True)
class Colours:
    """What each colour is for. `phases` pairs fill and ink of the life cycle's phases in order."""

    is_dark: bool
    ink: QColor
    muted: QColor
    faint: QColor
    navy: QColor
    on_navy: QColor
    accent: QColor
    focus: QColor
    paper: QColor
    pale: QColor
    panel: QColor
    tint: QColor
    selection: QColor
    hover: QColor
    rule: QColor
    grid: QColor
    border: QColor
    amber: QColor
    amber_tint: QColor
    red: QColor
    red_tint: QColor
    green: QColor
    green_tint: QColor
    today: QColor
    weekend: QColor
    headroom: QColor
    inserted: QColor
    shadow: QColor
    phase_fills: tuple[QColor, ...]
    phase_inks: tuple[QColor, ...]
    series: tuple[QColor, ...]

    def phase(self, index: int) -> tuple[QColor, QColor]:
        """Fill and ink of the phase with this index, from 0; more phases than colours start again."""
        at = index % len(self.phase_fills)
        return self.phase_fills[at], self.phase_inks[at]


@cache
def load_colours(name: str) -> Colours:
    """The shipped table `light` or `dark`."""
    table: Mapping[str, Any] = tomllib.loads(read_text("themes", f"{name}.toml"))
    named = {key: QColor(value) for key, value in table["colours"].items()}
    return Colours(
        is_dark=name == "dark",
        phase_fills=tuple(map(QColor, table["phases"]["fills"])),
        phase_inks=tuple(map(QColor, table["phases"]["inks"])),
        series=tuple(map(QColor, table["series"]["fills"])),
        **named,
    )


class _Current:
    """The table in force; light until a theme was applied."""

    name = "light"


def colours() -> Colours:
    """The colour table in force now."""
    return load_colours(_Current.name)


class Theme(QObject):
    """Applies light or dark to the application, and follows the desktop when told to."""

    changed = Signal()
    """After palette and style sheet were exchanged: icons are to be drawn again."""

    def __init__(self, app: QApplication, mode: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self.mode = mode if mode in MODES else "system"
        app.setStyle("Fusion")
        # Fusion's own palette follows the desktop. Asking for the scheme itself would load all of Qt's constants.
        self._is_desktop_dark = app.palette().window().color().lightness() < _HALF_LIGHT
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self._apply()

    def use(self, mode: str) -> None:
        """`system`, `light` or `dark`."""
        self.mode = mode if mode in MODES else "system"
        self._apply()

    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._is_desktop_dark = scheme.name == "Dark"
        if self.mode == "system":
            self._apply()

    def _apply(self) -> None:
        _Current.name = ("dark" if self._is_desktop_dark else "light") if self.mode == "system" else self.mode
        table = colours()
        self._app.setPalette(make_palette(table))
        self._app.setStyleSheet(style_sheet(table))
        self.changed.emit()


def make_palette(c: Colours) -> QPalette:
    """The palette of a colour table; Fusion draws check boxes and frames from Mid, Dark and Light too."""
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: c.pale,
        role.WindowText: c.ink,
        role.Base: c.paper,
        role.AlternateBase: c.weekend,
        role.Text: c.ink,
        role.Button: c.panel,
        role.ButtonText: c.ink,
        role.BrightText: c.red,
        role.ToolTipBase: c.paper,
        role.ToolTipText: c.ink,
        role.PlaceholderText: c.faint,
        role.Highlight: c.selection,
        role.HighlightedText: c.ink,
        role.Accent: c.focus,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.Light: c.paper,
        role.Midlight: c.tint,
        role.Mid: c.border,
        role.Dark: c.border,
        role.Shadow: c.shadow,
    }
    for which, colour in pairs.items():
        palette.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, c.faint)
    return palette


def style_sheet(c: Colours) -> str:
    """The shipped style sheet with the table's colours filled in."""
    text = read_text("themes", "window.qss")
    for place, picture in (("{down_arrow}", "down"), ("{check_mark}", "check")):
        path = resource_path("themes", f"{picture}-{'dark' if c.is_dark else 'light'}.svg")
        text = text.replace(place, path.as_posix())
    for field in fields(c):
        value = getattr(c, field.name)
        if isinstance(value, QColor):
            text = text.replace(f"{{{field.name}}}", value.name())
    return text


def load_fonts(app: QApplication) -> None:
    """Use the bundled family, so that the program looks the same on each machine."""
    for name in _FIRST_FONTS:
        QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
    font = QFont(FAMILY)
    font.setPointSizeF(10.0)
    app.setFont(font)


def load_fallback_fonts() -> None:
    """The fonts for other scripts and symbols: large, hence after the first paint."""
    for path in sorted(resource_path("fonts").glob("*.ttf")):
        if path.name not in _FIRST_FONTS:
            QFontDatabase.addApplicationFont(str(path))
