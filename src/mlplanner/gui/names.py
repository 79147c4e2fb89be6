"""Completion of people's names: anywhere in the name, in any case, with or without accents."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from mlplanner.domain.names import folded

_FOLDED = Qt.ItemDataRole.UserRole


class NameCompleter(QCompleter):
    """Offers the names that hold what was typed; "jose" finds José."""

    def __init__(self, names: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        model = QStandardItemModel(self)
        for name in names:
            item = QStandardItem(name)
            item.setData(folded(name), _FOLDED)
            model.appendRow(item)
        self.setModel(model)
        self.setCompletionRole(_FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        """What is looked for."""
        return [folded(path)]

    def pathFromIndex(self, index: object) -> str:
        """What an entry puts into the field: the name as it is written."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))  # type: ignore[attr-defined]
