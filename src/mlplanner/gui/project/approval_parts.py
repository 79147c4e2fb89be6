"""How the parts of the Approval tab lie: three columns, or the gates in a row above the other two where it is narrow."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QListView, QListWidget, QSplitter, QWidget

_WIDE = 1040
"""From this width on the gates have a column of their own, pixels."""
_COLUMNS = (190, 520, 300)
_NARROWEST = 130
"""Room that a gate needs in the row, pixels."""
_NO_LIMIT = 16_777_215


class ApprovalParts(QSplitter):
    """Gates, what the chosen gate wants, the decision."""

    def __init__(self, gates: QListWidget, wanted: QWidget, decision: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._gates = gates
        beside = QSplitter(Qt.Orientation.Horizontal, self)
        beside.addWidget(wanted)
        beside.addWidget(decision)
        beside.setStretchFactor(0, 1)
        beside.setSizes(_COLUMNS[1:])
        self.addWidget(gates)
        self.addWidget(beside)
        self.setStretchFactor(1, 1)
        self.setSizes([_COLUMNS[0], sum(_COLUMNS[1:])])
        gates.installEventFilter(self)
        model = gates.model()
        model.rowsInserted.connect(self._fit_strip)
        model.modelReset.connect(self._fit_strip)

    @property
    def is_narrow(self) -> bool:
        """True while the gates lie above."""
        return self.orientation() == Qt.Orientation.Vertical

    def arrange(self, width: int) -> None:
        """Lie as this width allows; what the user dragged stays until the width crosses the limit."""
        is_narrow = width < _WIDE
        if is_narrow == self.is_narrow:
            return
        self.setOrientation(Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal)
        flow = QListView.Flow.LeftToRight if is_narrow else QListView.Flow.TopToBottom
        self._gates.setFlow(flow)
        self._gates.setMinimumWidth(0 if is_narrow else 150)
        bars = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if is_narrow else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._gates.setVerticalScrollBarPolicy(bars)
        if is_narrow:
            self._fit_strip()
        else:
            self._gates.setGridSize(QSize())
            self._gates.setMinimumHeight(0)
            self._gates.setMaximumHeight(_NO_LIMIT)
            self.setSizes([_COLUMNS[0], max(width - _COLUMNS[0], 0)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The gates share the width they have."""
        if event.type() == QEvent.Type.Resize:
            self._fit_strip()
        return super().eventFilter(watched, event)

    def _fit_strip(self, *_: object) -> None:
        if not self.is_narrow or not self._gates.count():
            return
        height = 3 * self._gates.fontMetrics().lineSpacing() + 14
        room = self._gates.width() - 4  # the viewport is still as it was while the list is resized
        share = max(room // self._gates.count(), _NARROWEST)
        is_scrolled = share * self._gates.count() > room
        bar = self._gates.horizontalScrollBar().sizeHint().height() if is_scrolled else 0
        self._gates.setGridSize(QSize(share, height))
        self._gates.setFixedHeight(height + 6 + bar)
        self.setSizes([height + 6 + bar, max(self.height() - height, 0)])
