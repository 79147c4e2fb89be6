"""A KPI's new threshold says what else hangs on it (P1.4, P7.3)."""

from decimal import Decimal

from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.benefits import Kpi
from mlplanner.gui.project.rollout import RolloutTab
from mlplanner.gui.session import Session
from mlplanner.gui.window import MainWindow
from mlplanner.operations.fields import set_fields
from tests.support.sample_files import sample_in_memory


def kpi_of(session: Session, project: str, name: str) -> Kpi:
    return next(kpi for kpi in session.portfolio.find(project).kpis if kpi.name == name)


def with_sample(window: MainWindow) -> Session:
    session = Session(sample_in_memory())
    window.show_session(session)
    return session


def texts(window: MainWindow) -> list[str]:
    return [message.text.replace("\u00a0", " ") for message in window.messages.messages()]


def test_that_a_new_threshold_names_what_it_touches_and_leads_there(
    qtbot: QtBot, window: MainWindow
) -> None:  # P1.4, P7.3
    session = with_sample(window)
    kpi = kpi_of(session, "Support triage", "Handling time per ticket")
    session.run(set_fields(Kpi, kpi.id or 0, threshold=Decimal(15)))
    (text,) = [text for text in texts(window) if text.startswith("The threshold")]
    assert text.startswith("The threshold of 'Handling time per ticket' is ≤ 15 minutes now.")
    assert "Experiment 'Second A/B test with agents drawn by lot': EUR 90,000 a year" in text
    assert "Evidence: at most 15.5 minutes (differs)" in text
    (message,) = [m for m in window.messages.messages() if m.text.startswith("The threshold")]
    button = message.findChild(QToolButton, "message_evidence")
    assert button is not None
    button.click()
    page = window.project_page()
    assert page.current_tab == "rollout"
    tab = page.tab("rollout")
    assert isinstance(tab, RolloutTab)
    editor = tab._criteria.fields["threshold"].editor
    qtbot.waitUntil(editor.hasFocus)


def test_that_other_edits_and_undo_say_nothing(window: MainWindow) -> None:  # P1.4
    session = with_sample(window)
    kpi = kpi_of(session, "Support triage", "Tickets that come back")
    session.run(set_fields(Kpi, kpi.id or 0, target=Decimal(6)))
    assert not [text for text in texts(window) if text.startswith("The threshold")]
    session.run(set_fields(Kpi, kpi.id or 0, threshold=Decimal(8)))
    (text,) = [text for text in texts(window) if text.startswith("The threshold")]
    assert "Rollback trigger: > 7.5 % (differs)" in text
    assert "Escalation rule: > 7.5 %" in text
    session.undo()
    assert not [text for text in texts(window) if text.startswith("The threshold")]
