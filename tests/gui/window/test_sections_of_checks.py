"""A check whose place is in another section of the window leads there (P8.1, P8.2)."""

from datetime import date

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from mlplanner.gui.feed import Feed
from mlplanner.gui.models.page import ModelsPage
from mlplanner.gui.programme.page import ProgrammePage
from mlplanner.gui.session import Session
from mlplanner.gui.window import MainWindow
from mlplanner.operations.fields import set_fields
from tests.support.sample_files import sample_in_memory


def open_sample(qtbot: QtBot, window: MainWindow) -> Session:
    session = Session(sample_in_memory(date(2026, 2, 20)))
    window.show_session(session)
    feed = Feed.of(session)
    qtbot.waitUntil(lambda: feed.loads is not None, timeout=30_000)
    return session


def test_that_a_check_of_a_model_leads_to_the_inventory(qtbot: QtBot, window: MainWindow) -> None:  # P8.1
    session = open_sample(qtbot, window)
    plan = session.portfolio.find("HR analytics platform")
    window.show_project(plan.id)
    found = next(f for f in session.figures(plan.id).findings if f.rule == "retirement_proposed")
    window.project_page().go_to(found)
    page = window.page("models")
    assert isinstance(page, ModelsPage)
    assert window.pages.currentWidget() is page
    assert page.model is not None
    assert page.model.name == "Absence forecast"
    page.detail.open_project.click()
    assert window.current_project_id == plan.id


def test_that_a_check_of_a_service_leads_to_the_catalogue(qtbot: QtBot, window: MainWindow) -> None:  # P8.2
    session = open_sample(qtbot, window)
    service = session.portfolio.services[1]
    session.run(set_fields(type(service), service.id or 0, sla=""))
    plan = session.portfolio.find("Attrition predictor")
    found = next(f for f in session.figures(plan.id).findings if f.rule == "service_incomplete")
    window.show_project(plan.id)
    window.project_page().go_to(found)
    page = window.page("programme")
    assert isinstance(page, ProgrammePage)
    assert page.tabs.currentWidget() is page.catalogue
    assert page.catalogue.services.current == (1, page.catalogue.services.records.find_column("sla"))


def test_that_the_committee_pack_asks_where_to_write(qtbot: QtBot, window: MainWindow) -> None:
    open_sample(qtbot, window)
    window.show_section("programme")
    page = window.page("programme")
    assert isinstance(page, ProgrammePage)
    page.pack.click()
    dialog = window.findChild(QFileDialog, "exportDialog")
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("committee.pdf")
    dialog.close()
