"""The Checks panel: every rule of the playbook that the project breaks, worst first; Enter goes to the field."""

from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mlplanner.domain.enums import Severity
from mlplanner.domain.findings import Finding
from mlplanner.gui.screen import ProjectScreen
from mlplanner.gui.session import Session

SIGNS: dict[Severity, tuple[str, str]] = {
    Severity.MUST: ("■", "Must"),
    Severity.WARN: ("▲", "Warning"),
    Severity.ADVISE: ("●", "Advice"),
}
"""A sign and a word for each severity; colour is never the only sign."""


class ChecksPanel(ProjectScreen):
    """Findings of one project. `chosen` carries the finding whose place should be shown."""

    chosen = Signal(object)
    depends_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._heading = QLabel(self)
        self._heading.setProperty("kind", "subheading")
        self.list = QListWidget(self)
        self.list.setObjectName("checks")
        self.list.setAccessibleName("Checks, worst first; Enter goes to the field")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._on_activated)
        self._all_well = QLabel("Every rule of the playbook is kept.", self)
        self._all_well.setWordWrap(True)
        self._all_well.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self._heading)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._all_well, 1)

    def refresh(self) -> None:
        """List the findings of the current figures."""
        findings = self.session.figures(self.project_id).findings
        counts = {severity: sum(f.severity == severity for f in findings) for severity in SIGNS}
        self._heading.setText(
            "Checks"
            if not findings
            else "Checks: " + ", ".join(_count(severity, n) for severity, n in counts.items() if n)
        )
        selected = self.list.currentRow()
        self.list.clear()
        for finding in findings:
            self.list.addItem(self._item(finding))
        self.list.setCurrentRow(min(selected, self.list.count() - 1))
        self.list.setVisible(bool(findings))
        self._all_well.setVisible(not findings)

    def _item(self, finding: Finding) -> QListWidgetItem:
        sign, word = SIGNS[finding.severity]
        item = QListWidgetItem(f"{sign} {word}: {finding.message}")
        item.setData(Qt.ItemDataRole.UserRole, finding)
        gate = f"; stops the {finding.gate_key} gate" if finding.gate_key else ""
        item.setToolTip(f"Rule {finding.rule} ({finding.source}){gate}. Double click or Enter goes to the field.")
        width = max(160, self.list.viewport().width() - 8)
        metrics = self.list.fontMetrics()
        box = metrics.boundingRect(0, 0, width - 12, 10_000, int(Qt.TextFlag.TextWordWrap), item.text())
        item.setSizeHint(QSize(width - 12, box.height() + 10))
        return item

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _count(severity: Severity, number: int) -> str:
    plural = {Severity.MUST: "must", Severity.WARN: "warnings" if number > 1 else "warning", Severity.ADVISE: "advice"}
    return f"{number} {plural[severity]}"
