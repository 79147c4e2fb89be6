"""The Checks panel: every rule of the playbook that the project breaks, by when it is needed; Enter goes to the field."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from mlplanner.domain.enums import Severity
from mlplanner.domain.findings import Finding
from mlplanner.engine.waiver_results import WaivedFinding
from mlplanner.gui.project.check_groups import group_findings
from mlplanner.gui.project.waiving import WaiveDialog
from mlplanner.gui.screen import ProjectScreen
from mlplanner.gui.session import Session
from mlplanner.gui.theme import colours
from mlplanner.operations.waivers import revoke_waiver
from mlplanner.reports.formats import day

_WAIVER = Qt.ItemDataRole.UserRole + 1
"""Where an item keeps the id of its waiver."""

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
        self.list.setAccessibleName("Checks, what the next gate needs first; Enter goes to the field")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._on_activated)
        self.list.currentItemChanged.connect(self._on_current)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.waive = self._action("Waive…", "waiveCheckAction", self._on_waive)
        self.revoke = self._action("Revoke the waiver", "revokeWaiverAction", self._on_revoke)
        self._all_well = QLabel("Every rule of the playbook is kept.", self)
        self._all_well.setWordWrap(True)
        self._all_well.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self._heading)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._buttons())
        layout.addWidget(self._all_well, 1)

    def _action(self, text: str, name: str, act: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.triggered.connect(act)
        self.list.addAction(action)
        return action

    def _buttons(self) -> QHBoxLayout:
        """The menu's actions where the mouse finds them without a right click."""
        row = QHBoxLayout()
        self._action_buttons = []
        for action in (self.waive, self.revoke):
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
            self._action_buttons.append(button)
        row.addStretch(1)
        return row

    def refresh(self) -> None:
        """List the findings of the current figures, then those that were waived."""
        figures = self.session.figures(self.project_id)
        findings = figures.findings
        counts = {severity: sum(f.severity == severity for f in findings) for severity in SIGNS}
        self._heading.setText(
            "Checks"
            if not findings
            else "Checks: " + ", ".join(_count(severity, n) for severity, n in counts.items() if n)
        )
        selected = self.list.currentRow()
        self.list.clear()
        for title, group in group_findings(self.session.plan(self.project_id), findings):
            self.list.addItem(self._title(title))
            for finding in group:
                self.list.addItem(self._item(finding))
        if figures.waived:
            self.list.addItem(self._title(f"Waived by name: {len(figures.waived)}"))
        for waived in figures.waived:
            self.list.addItem(self._waived_item(waived))
        if selected >= 0:
            self._choose_near(selected)
        self.list.setVisible(bool(findings or figures.waived))
        self._all_well.setVisible(not findings and not figures.waived)
        self._on_current()

    def _choose_near(self, row: int) -> None:
        """The check in that row, else the nearest one above it or below it."""
        rows = [at for at in range(self.list.count()) if self.list.item(at).data(Qt.ItemDataRole.UserRole) is not None]
        if rows:
            self.list.setCurrentRow(min(rows, key=lambda at: abs(at - row)))

    def _title(self, text: str) -> QListWidgetItem:
        """The heading of a group: the arrow keys pass over it."""
        item = QListWidgetItem(text)
        font = self.list.font()
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)
        item.setForeground(colours().ink)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        width = max(160, self.list.viewport().width() - 8) - 12
        wrapped = int(Qt.TextFlag.TextWordWrap)
        item.setSizeHint(
            QSize(width, QFontMetrics(font).boundingRect(0, 0, width, 10_000, wrapped, text).height() + 12)
        )
        return item

    def _item(self, finding: Finding) -> QListWidgetItem:
        sign, word = SIGNS[finding.severity]
        item = self._sized(f"{sign} {word}: {finding.message}")
        item.setData(Qt.ItemDataRole.UserRole, finding)
        gate = f"; stops the {finding.gate_key} gate" if finding.gate_key else ""
        item.setToolTip(f"Rule {finding.rule} ({finding.source}){gate}. Double click or Enter goes to the field.")
        return item

    def _waived_item(self, waived: WaivedFinding) -> QListWidgetItem:
        who = self.session.portfolio.person_name(waived.waived_by_id)
        until = f" until {day(waived.until)}" if waived.until else ""
        item = self._sized(f"– Waived by {who}{until}: {waived.finding.message} Reason: {waived.reason}")
        item.setData(Qt.ItemDataRole.UserRole, waived.finding)
        item.setData(_WAIVER, waived.waiver_id)
        item.setForeground(colours().muted)
        item.setToolTip(f"Rule {waived.finding.rule} ({waived.finding.source}), set aside by name.")
        return item

    def _sized(self, text: str) -> QListWidgetItem:
        item = QListWidgetItem(text)
        width = max(160, self.list.viewport().width() - 8)
        metrics = self.list.fontMetrics()
        box = metrics.boundingRect(0, 0, width - 12, 10_000, int(Qt.TextFlag.TextWordWrap), item.text())
        item.setSizeHint(QSize(width - 12, box.height() + 10))
        return item

    def _on_current(self, *_: object) -> None:
        """Only what is not a must can be waived, and only what is waived can be revoked."""
        item = self._chosen()
        finding = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        is_waived = item is not None and bool(item.data(_WAIVER))
        self.waive.setEnabled(finding is not None and not is_waived and finding.severity is not Severity.MUST)
        self.revoke.setEnabled(is_waived)
        for button in self._action_buttons:
            button.setVisible(button.defaultAction().isEnabled())

    def _chosen(self) -> QListWidgetItem | None:
        row = self.list.currentRow()
        return self.list.item(row) if row >= 0 else None

    def _on_waive(self) -> None:
        item = self._chosen()
        if item is not None:
            WaiveDialog(self.session, item.data(Qt.ItemDataRole.UserRole), self).open()

    def _on_revoke(self) -> None:
        item = self._chosen()
        if item is not None and item.data(_WAIVER):
            self.session.run(revoke_waiver(item.data(_WAIVER)))

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def _count(severity: Severity, number: int) -> str:
    plural = {Severity.MUST: "must", Severity.WARN: "warnings" if number > 1 else "warning", Severity.ADVISE: "advice"}
    return f"{number} {plural[severity]}"
