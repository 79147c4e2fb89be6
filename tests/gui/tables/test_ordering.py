"""Rows by a heading, and columns as wide as the user made them; both come back at the next start."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from mlplanner.domain.benefits import Kpi
from mlplanner.gui.session import Session
from mlplanner.operations.fields import add_row, set_fields
from tests.gui.tables.conftest import KpiScreen


@pytest.fixture
def sortable(screen: KpiScreen) -> KpiScreen:
    """The grid of KPIs, whose rows may be sorted here."""
    screen.grid.allow_sorting()
    return screen


def click(qtbot: QtBot, screen: KpiScreen, column: str) -> None:
    """A click on a heading."""
    header, at = screen.grid.header, screen.model.find_column(column)
    place = QPoint(header.section_left(at) + header.sectionSize(at) // 2, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def names(screen: KpiScreen) -> list[str]:
    return [kpi.name for kpi in screen.model.rows]


def test_that_a_click_on_a_heading_sorts_then_turns_then_gives_the_own_order(qtbot: QtBot, sortable: KpiScreen) -> None:
    click(qtbot, sortable, "name")
    assert names(sortable) == ["Precision", "Retention", "Revenue"]
    click(qtbot, sortable, "name")
    assert names(sortable) == ["Revenue", "Retention", "Precision"]
    click(qtbot, sortable, "name")
    assert names(sortable) == ["Retention", "Revenue", "Precision"]


def test_that_numbers_sort_by_size_and_empty_cells_stay_last(qtbot: QtBot, sortable: KpiScreen) -> None:
    click(qtbot, sortable, "target")
    assert names(sortable) == ["Retention", "Revenue", "Precision"]
    click(qtbot, sortable, "target")
    assert names(sortable) == ["Revenue", "Retention", "Precision"]


def test_that_days_sort_by_date(qtbot: QtBot, sortable: KpiScreen, session: Session) -> None:
    for key, day in ((1, date(2026, 10, 1)), (2, date(2026, 9, 30)), (3, date(2025, 12, 31))):
        session.run(set_fields(Kpi, key, measured_on=day))
    click(qtbot, sortable, "measured_on")
    assert names(sortable) == ["Precision", "Revenue", "Retention"]


def test_that_rows_stay_in_place_while_they_are_edited_and_new_ones_come_last(
    qtbot: QtBot, sortable: KpiScreen, session: Session
) -> None:
    click(qtbot, sortable, "name")
    session.run(set_fields(Kpi, 3, name="Zero false alarms"))
    assert names(sortable) == ["Zero false alarms", "Retention", "Revenue"]
    session.run(add_row(Kpi(project_id=sortable.project_id, name="Adoption")))
    assert names(sortable)[-1] == "Adoption"
    sortable.grid.sort_by("name")
    assert names(sortable) == ["Adoption", "Retention", "Revenue", "Zero false alarms"]


def test_that_rows_with_an_order_of_their_own_are_not_sorted(qtbot: QtBot, screen: KpiScreen) -> None:
    before = names(screen)
    click(qtbot, screen, "name")
    assert names(screen) == before


def test_that_widths_and_order_come_back(qtbot: QtBot, sortable: KpiScreen, session: Session) -> None:
    header = sortable.grid.header
    edge = QPoint(header.section_left(1) + header.sectionSize(1) - 2, header.height() // 2)
    before = sortable.grid.columnWidth(1)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(header.viewport(), edge + QPoint(30, 0))
    qtbot.mouseMove(header.viewport(), edge + QPoint(60, 0))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(60, 0))
    assert sortable.grid.columnWidth(1) == before + 60
    sortable.grid.sort_by("name", is_descending=True)
    again = KpiScreen(session)
    qtbot.addWidget(again)
    again.grid.allow_sorting()
    again.show()
    assert again.grid.columnWidth(1) == before + 60
    assert again.grid.columnWidth(2) == sortable.grid.columnWidth(2)
    assert names(again) == ["Revenue", "Retention", "Precision"]
