"""Advice on the way of working, with the traits of the plan that speak for it (P3.5)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mlplanner.engine.methodology import MethodAdvice
from mlplanner.gui.project.sheet import label


class MethodPanel(QWidget):
    """A heading and one paragraph a way of working; gone where nothing is advised."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label("", "muted")
        self.text.setObjectName("methodAdvice")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label("Way of working", "subheading"))
        layout.addWidget(self.text)

    def show_advice(self, advice: tuple[MethodAdvice, ...]) -> None:
        """Show what is advised and why."""
        self.setVisible(bool(advice))
        parts = [f"● {each.title}: {each.advice} Why: {' '.join(each.reasons)}" for each in advice]
        self.text.setText("\n".join(parts))
