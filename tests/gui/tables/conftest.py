"""A grid of KPIs over a portfolio in memory, shown on a screen that refreshes when something changed."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from mlplanner.domain.benefits import Kpi
from mlplanner.domain.enums import KpiKind
from mlplanner.gui.screen import ProjectScreen
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, enum_choices, field_column
from mlplanner.gui.tables.edits import Rows
from mlplanner.gui.tables.kinds import Choice, Kind
from mlplanner.gui.tables.model import RecordModel
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.cells import NewRow
from mlplanner.operations.fields import add_row, remove_rows
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import create_project
from mlplanner.operations.workspace import create_workspace
from tests.gui.hands import Hand

TODAY = date(2026, 3, 2)


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    """A portfolio with one project and three KPIs."""
    made = Session(create_workspace(None, first_settings(), today=lambda: TODAY))
    outcome = made.run(create_project("Churn", TODAY))
    assert outcome is not None
    project_id = outcome.value.id or 0
    for name, target in (("Retention", "80"), ("Revenue", "250000.5"), ("Precision", None)):
        value = Decimal(target) if target else None
        made.run(add_row(Kpi(project_id=project_id, name=name, target=value)))
    yield made
    made.close()


class KpiScreen(ProjectScreen):
    """The smallest screen with a grid."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.project_id = next(iter(session.portfolio.plans))
        self.model = RecordModel(session, self._columns(), self._rows(), self)
        self.grid = GridView(self.model, name="kpis", title="KPIs", frozen=1)
        QVBoxLayout(self).addWidget(self.grid)

    def refresh(self) -> None:
        """Show the KPIs."""
        self.model.show(self.session.plan(self.project_id).kpis)

    def _columns(self) -> list[Column[Kpi]]:
        return [
            field_column(Kpi, "name", prompt="New KPI"),
            field_column(Kpi, "target", Kind.NUMBER, problem=lambda kpi: None if kpi.target else "Without a target"),
            field_column(Kpi, "kind", Kind.CHOICE, choices=enum_choices(KpiKind), is_optional=False),
            field_column(Kpi, "owner_id", Kind.PERSON, choices=self._people),
            field_column(Kpi, "measured_on", Kind.DATE),
            field_column(Kpi, "method", Kind.MULTILINE, width=30),
            Column(id="ref", title="Ref", read=lambda kpi: kpi.ref, width=8),
        ]

    def _people(self, _row: Kpi | None) -> list[Choice]:
        return [Choice(person.id, person.name) for person in self.session.portfolio.people.values()]

    def _rows(self) -> Rows[Kpi]:
        def add(values: Mapping[str, Any]) -> NewRow:
            return NewRow(Kpi, {"project_id": self.project_id, **values})

        return Rows(noun="KPI", add=add, remove=lambda rows: remove_rows(Kpi, [row.id or 0 for row in rows]))


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> KpiScreen:
    """The screen, shown and with the focus in the grid."""
    made = KpiScreen(session)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    qtbot.waitExposed(made)
    made.grid.setFocus()
    return made


@pytest.fixture
def hand(qtbot: QtBot, screen: KpiScreen) -> Hand:
    """Somebody in front of the grid."""
    return Hand(qtbot, screen.grid)
