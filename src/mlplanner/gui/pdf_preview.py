"""The preview of a PDF before it is saved: what is shown is the very file that is saved."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mlplanner.gui.pdf_view import PdfView


class PdfPreview(QDialog):
    """Pages in a scrolling view, with their size, `page n of m`, Save… and Close."""

    save = Signal()

    def __init__(self, path: Path, title: str, parent: QWidget | None = None, *, said: str = "") -> None:
        """`said`: what has to be known of the document, above its pages."""
        super().__init__(parent)
        self.path = path
        self.setObjectName("pdfPreview")
        self.setWindowTitle(f"Preview: {title}")
        self.resize(820, 900)
        self.view = PdfView(path)
        self.place = QLabel()
        self.place.setObjectName("pdfPlace")
        self.size_shown = QLabel()
        self.size_shown.setObjectName("pdfSize")
        row = QHBoxLayout()
        self._button(row, "−", "zoomOut", "Smaller (−)", self.view.zoom_out)
        self._button(row, "+", "zoomIn", "Larger (+)", self.view.zoom_in)
        self._button(row, "Fit width", "fitWidth", "As wide as the window (0)", self.view.fit_width)
        row.addWidget(self.size_shown)
        row.addStretch(1)
        row.addWidget(self.place)
        row.addStretch(1)
        save = self._button(row, "Save…", "savePreview", "Save what is shown", self.save.emit)
        save.setDefault(True)
        self._button(row, "Close", "closePreview", "Close without saving (Esc)", self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        if said:
            about = QLabel(said)
            about.setObjectName("pdfSaid")
            about.setWordWrap(True)
            layout.addWidget(about)
        layout.addWidget(self.view, 1)
        self.view.page_changed.connect(self._tell)
        self.finished.connect(self.view.release)
        self.view.setFocus()

    def _button(self, row: QHBoxLayout, text: str, name: str, tip: str, callback: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: self._run(callback))
        row.addWidget(button)
        return button

    def _run(self, callback: Callable[[], object]) -> None:
        callback()
        self._tell(self.view.page, self.view.count)

    def _tell(self, page: int, count: int) -> None:
        self.place.setText(f"page {page} of {count}")
        self.size_shown.setText(f"{self.view.zoom:.0%}")
