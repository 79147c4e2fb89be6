"""The panel that says which projects a change touches: checks that appear or fall silent, asks that change."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mlplanner.domain.findings import Finding
from mlplanner.domain.money import format_amount
from mlplanner.engine.effects import Effect
from mlplanner.gui.people.portfolio_grid import make_view
from mlplanner.gui.playbook.effect_finder import EffectFinder
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column
from mlplanner.gui.tables.edits import Rows
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.formats import counted

_NONE = "No project is checked or priced differently."


@dataclass(frozen=True)
class Touch:
    """One line: a project, and one thing that is different."""

    project_id: int
    number: int
    project: str
    how: str
    text: str
    finding: Finding | None = None


class EffectsPanel(QWidget):
    """Follows its finder. Enter or a double click on a check that appears goes to its place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.finder = EffectFinder(session, self)
        self.heading = label("", "subheading")
        self.heading.setObjectName("effectsHeading")
        self.heading.setWordWrap(True)
        columns: list[Column[Touch]] = [
            Column(id="project", title="Project", read=lambda row: row.project, width=24),
            Column(id="how", title="Check", read=lambda row: row.how, width=11),
            Column(id="text", title="What", read=lambda row: row.text, width=90),
        ]
        rows: Rows[Touch] = Rows(key=lambda row: (row.project_id, row.number), name=lambda row: row.project)
        self.touches = make_view(
            session, rows, columns, name="effects", title="Projects that a change touches", empty=""
        )
        self.touches.opens_rows = True
        self.touches.opened.connect(self._open)
        self._title = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.heading)
        layout.addWidget(self.touches, 100)
        layout.addStretch(1)
        self.finder.advanced.connect(self._show)
        self.finder.finished.connect(self._show)

    def compare(self, title: str, before: Playbook, after: Playbook) -> None:
        """Say what is different under `after`; `title` begins the sentence ("The last change")."""
        self._title = title
        self.finder.compare(before, after)
        self._show()

    def clear(self, sentence: str) -> None:
        """Say only a sentence."""
        self.finder.stop()
        self.heading.setText(sentence)
        self.touches.records.show([])
        self.touches.setVisible(False)

    def _show(self) -> None:
        finder, total = self.finder, len(self._session.portfolio.plans)
        found = counted(len(finder.effects), "project")
        if finder.problem:
            self.heading.setText(finder.problem)
        elif finder.is_busy:
            self.heading.setText(f"{self._title} touches {found} so far; {finder.done} of {total} compared …")
        else:
            self.heading.setText(f"{self._title} touches {found if finder.effects else 'no project'}")
        self.touches.setVisible(not finder.problem)
        is_done = not finder.is_busy and not finder.problem
        self.touches.empty_text = _NONE if is_done else ""
        self.touches.records.show([touch for effect in finder.effects for touch in self._touches(effect)])
        self.touches.viewport().update()

    def _touches(self, effect: Effect) -> list[Touch]:
        plan = self._session.portfolio.plans.get(effect.project_id)
        if plan is None:
            return []
        name, found = plan.project.name, list[tuple[str, str, Finding | None]]()
        found += [("▲ appears", finding.message, finding) for finding in effect.appeared]
        found += [("▽ silent", finding.message, None) for finding in effect.vanished]
        if effect.ask_before != effect.ask_after:
            currency = self._session.portfolio.settings.currency
            before, after = format_amount(effect.ask_before), format_amount(effect.ask_after)
            found.append(("◆ ask", f"{currency} {before} becomes {after}", None))
        return [
            Touch(effect.project_id, number, name if number == 0 else "", how, text, finding)
            for number, (how, text, finding) in enumerate(found)
        ]

    def _open(self, row: int) -> None:
        touch = self.touches.records.row_at(row)
        if isinstance(touch, Touch):
            place = touch.finding or (touch.project_id, "brief", "projects", None, None)
            self._session.go_to.emit(place)
