"""The bar above the table: search, facets, grouping, zoom, columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from mlplanner.gui.icons import icon
from mlplanner.gui.portfolio.arranging import FACETS, GROUPS, Arrangement
from mlplanner.gui.room import FlowRow
from mlplanner.gui.theme import colours


class FilterBar(QWidget):
    """Shows an `Arrangement` and says when the user wants another."""

    changed = Signal(object)
    """The `Arrangement` the user wants."""
    zoomed = Signal(str)
    """`in`, `out`, `fit`, `today`, or a preset: `week`, `month`, `quarter`."""

    def __init__(self, values: Callable[[str], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = values
        self._chosen = Arrangement()
        self.search = QLineEdit()
        self.search.setObjectName("portfolioSearch")
        self.search.setAccessibleName("Search projects")
        self.search.setPlaceholderText("Search name, owner, unit, objective…")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(250)
        self.search.textEdited.connect(lambda text: self._ask(text=text))
        self.filter = self._menu_button("filterButton", "Filter", "filter")
        self.group = self._menu_button("groupButton", "Group", "group")
        self.columns = self._menu_button("columnsButton", "Columns", "columns")
        self.clear = QToolButton()
        self.clear.setObjectName("clearFilters")
        self.clear.setText("Show all")
        self.clear.setToolTip("Take all filters off")
        self.clear.clicked.connect(lambda: self.changed.emit(self._chosen.without_filters()))
        self.count = QLabel()
        self.count.setObjectName("portfolioCount")
        self.count.setProperty("kind", "muted")
        self.filter.menu().aboutToShow.connect(self._fill_filter)
        self.group.menu().aboutToShow.connect(self._fill_group)
        layout = FlowRow(self)
        for widget in (self.search, self.filter, self.group, self.columns, self.clear, self.count, self._zoom()):
            layout.addWidget(widget)
        self.redraw()

    def show_arrangement(self, chosen: Arrangement, shown: int, total: int) -> None:
        """Say what is chosen and how many projects that leaves."""
        self._chosen = chosen
        if self.search.text() != chosen.text:
            self.search.setText(chosen.text)
        names = [FACETS[key][0].casefold() for key in chosen.facets]
        self.filter.setText(f"Filter: {', '.join(names)}" if names else "Filter")
        self.group.setText(f"Group: {FACETS[chosen.group][0].casefold()}" if chosen.group else "Group")
        self.clear.setVisible(chosen.is_filtered)
        self.count.setText(
            f"{shown} of {total} projects" if chosen.is_filtered else "1 project" if total == 1 else f"{total} projects"
        )

    def redraw(self) -> None:
        """Draw the icons in the theme's colours."""
        table = colours()
        for part, name in ((self.filter, "filter"), (self.group, "group"), (self.columns, "columns")):
            part.setIcon(icon(name, table.muted))
        for button in self.findChildren(QToolButton):
            if (sign := _ZOOM_ICONS.get(button.objectName())) is not None:
                button.setIcon(icon(sign, table.muted))

    def _menu_button(self, name: str, text: str, _icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setIconSize(QSize(16, 16))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(text, button))
        return button

    def _zoom(self) -> QWidget:
        box = QWidget(self)
        box.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addStretch(1)
        for key, text, tip in _ZOOM_BUTTONS:
            row.addWidget(self._zoom_button(key, text, tip))
        return box

    def _zoom_button(self, key: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"zoom_{key}")
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(QSize(16, 16))
        button.clicked.connect(lambda: self.zoomed.emit(key))
        return button

    def _ask(self, **fields: object) -> None:
        self.changed.emit(replace(self._chosen, **fields))  # type: ignore[arg-type]

    def _fill_filter(self) -> None:
        menu = self.filter.menu()
        menu.clear()
        for key, (title, _) in FACETS.items():
            part = menu.addMenu(title)
            part.setObjectName(f"facet_{key}")
            chosen = self._chosen.facets.get(key)
            for value in self._values(key):
                action = part.addAction(value)
                action.setCheckable(True)
                action.setChecked(chosen is None or value in chosen)
                action.toggled.connect(lambda is_on, key=key, value=value: self._toggle(key, value, is_on))
            part.addSeparator()
            part.addAction("All").triggered.connect(lambda _=False, key=key: self._set_facet(key, None))

    def _toggle(self, key: str, value: str, is_on: bool) -> None:
        known = frozenset(self._values(key))
        before = self._chosen.facets.get(key, known)
        # The first click on a facet that shows all means "only this one".
        after = (
            frozenset({value}) if key not in self._chosen.facets else before | {value} if is_on else before - {value}
        )
        self._set_facet(key, None if not after or after >= known else after)

    def _set_facet(self, key: str, values: frozenset[str] | None) -> None:
        facets: Mapping[str, frozenset[str]] = {k: v for k, v in self._chosen.facets.items() if k != key}
        self._ask(facets={**facets, **({key: values} if values else {})})

    def _fill_group(self) -> None:
        menu = self.group.menu()
        menu.clear()
        choices = QActionGroup(menu)
        for key in ("", *GROUPS):
            action = menu.addAction(FACETS[key][0] if key else "No groups")
            action.setCheckable(True)
            action.setChecked(self._chosen.group == key)
            action.triggered.connect(lambda _=False, key=key: self._ask(group=key))
            choices.addAction(action)


_ZOOM_BUTTONS = (
    ("week", "Week", "Zoom to weeks (Ctrl+1)"),
    ("month", "Month", "Zoom to months (Ctrl+2)"),
    ("quarter", "Quarter", "Zoom to quarters (Ctrl+3)"),
    ("out", "", "Zoom out (Ctrl+−, or Ctrl and wheel)"),
    ("in", "", "Zoom in (Ctrl++, or Ctrl and wheel)"),
    ("fit", "", "Show the whole range (Ctrl+0)"),
    ("today", "Today", "Go to today (Ctrl+T)"),
)
_ZOOM_ICONS = {"zoom_in": "plus", "zoom_out": "minus", "zoom_fit": "fit"}
