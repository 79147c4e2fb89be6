"""The portfolio's own settings: currency, calendar, closures, figures for approval (P4.9)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from mlplanner.gui.people.page import PeoplePage
from mlplanner.gui.people.settings import SettingsTab
from mlplanner.gui.session import Session
from mlplanner.gui.tables.view import GridView
from tests.gui.hands import Hand


@pytest.fixture
def tab(page: PeoplePage) -> SettingsTab:
    page.tabs.setCurrentWidget(page.settings)
    return page.settings


def type_into(qtbot: QtBot, tab: SettingsTab, name: str, text: str) -> None:
    editor = tab.field(name).editor
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def choose(tab: SettingsTab, name: str, value: object) -> None:
    editor = tab.field(name).editor
    assert isinstance(editor, QComboBox)
    editor.setCurrentIndex(editor.findData(value))
    editor.activated.emit(editor.currentIndex())


def days_listed(tab: SettingsTab) -> list[str]:
    return [label.text().replace("\u00a0", " ") for label in tab.findChildren(QLabel) if label.isVisible()]


def test_that_settings_are_saved_as_they_are_typed_and_undone(qtbot: QtBot, tab: SettingsTab, session: Session) -> None:
    for name, text in (("currency", "usd"), ("discount_rate", "9,5 %"), ("status_date", "3.3.2026"), ("name", "EMEA")):
        type_into(qtbot, tab, name, text)
    choose(tab, "fiscal_month", 7)
    settings = session.portfolio.settings
    assert (settings.currency, settings.discount_rate, settings.name) == ("USD", Decimal("0.095"), "EMEA")
    assert (settings.status_date, settings.fiscal_month) == (date(2026, 3, 3), 7)
    for _ in range(5):
        session.undo()
    assert session.portfolio.settings.currency == "EUR"
    assert tab.field("name").editor.text() == "Sample portfolio"


def test_that_a_wrong_currency_is_said_at_its_field(qtbot: QtBot, tab: SettingsTab, session: Session) -> None:
    type_into(qtbot, tab, "currency", "E1R")
    assert "code of three letters" in tab.field("currency").problem
    assert session.portfolio.settings.currency == "EUR"


def test_that_the_next_holidays_follow_country_and_region(qtbot: QtBot, tab: SettingsTab, session: Session) -> None:
    assert "Fri 3 Apr 2026" in days_listed(tab)
    assert "Epiphany" not in days_listed(tab)
    choose(tab, "region", "BY")
    assert "Epiphany" in days_listed(tab)
    choose(tab, "country", "US")
    assert session.portfolio.settings.region == ""
    assert "Independence Day" in " ".join(days_listed(tab))
    choose(tab, "country", "")
    assert not tab.field("region").isEnabled()
    assert "None within a year: choose a country, or add a closure." in days_listed(tab)


def test_that_a_closure_is_a_day_off_for_everybody(
    tab: SettingsTab, session: Session, hand: Callable[[GridView], Hand]
) -> None:
    worker = hand(tab.closures)
    tab.closures.go((len(tab.closures.records.rows), 0))
    worker.type("2026-03-16")
    worker.key(Qt.Key.Key_Return)
    assert session.portfolio.closures[-1].last == date(2026, 3, 16)
    assert "Mon 16 Mar 2026" in days_listed(tab)
    assert "Company closed" in days_listed(tab)
    session.undo()
    assert "Mon 16 Mar 2026" not in days_listed(tab)
