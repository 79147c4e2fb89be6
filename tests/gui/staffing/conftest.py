"""The Staffing tab on a small plan: an engineer, and a contractor with an internal successor."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.people import Person, Rate
from mlplanner.domain.staffing import StaffingLine
from mlplanner.gui.project.staffing import StaffingTab
from mlplanner.gui.session import Session
from mlplanner.operations.fields import add_row
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import create_project
from mlplanner.operations.workspace import create_workspace
from tests.gui.hands import Hand

MONDAY = date(2026, 3, 2)


def made(session: Session, role: str, weeks: range, fte: str, **fields: object) -> StaffingLine:
    """A line of project 1, added."""
    weekly = dict.fromkeys(weeks, Decimal(fte))
    line = StaffingLine.model_validate({"project_id": 1, "role": role, "weekly": weekly, **fields})
    outcome = session.run(add_row(line))
    assert outcome is not None
    return outcome.value


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    """12 weeks and 2 of headroom from 2 March 2026, without holidays; 2,000 a week for an internal FTE."""
    opened = Session(create_workspace(None, first_settings(), today=lambda: MONDAY))
    opened.run(create_project("Churn", MONDAY))
    opened.run(add_row(Person(name="Marta Kowalczyk")))
    for sourcing, basis, amount in (
        (Sourcing.INTERNAL, RateBasis.ANNUAL, 104000),
        (Sourcing.CONTRACTOR, RateBasis.DAY, 800),
        (Sourcing.HIRE, RateBasis.ANNUAL, 104000),
    ):
        rate = {"role": "ml_engineer", "sourcing": sourcing, "basis": basis, "amount": Decimal(amount)}
        opened.run(add_row(Rate.model_validate({**rate, "valid_from": date(2020, 1, 1), "lead_weeks": 3})))
    made(opened, "data_engineer", range(1, 13), "0.5", person_id=1)
    successor = made(opened, "ml_engineer", range(11, 15), "0.4")
    made(opened, "ml_engineer", range(5, 13), "0.8", sourcing=Sourcing.CONTRACTOR, successor_id=successor.id)
    yield opened
    opened.close()


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> StaffingTab:
    """The tab, shown, with the focus in the grid."""
    made_tab = StaffingTab(session)
    qtbot.addWidget(made_tab)
    made_tab.show_project(1)
    made_tab.resize(1400, 800)
    made_tab.show()
    qtbot.waitExposed(made_tab)
    made_tab.grid.setFocus()
    return made_tab


@pytest.fixture
def hand(qtbot: QtBot, tab: StaffingTab) -> Hand:
    """Somebody in front of the grid."""
    return Hand(qtbot, tab.grid)
