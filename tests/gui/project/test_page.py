"""The page as a whole: header, checks with go-to-field, other projects, figures as the engine gives them."""

import time
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mlplanner.domain.costs import Maintenance
from mlplanner.domain.lifecycle import Phase
from mlplanner.domain.money import format_amount
from mlplanner.domain.projects import Project
from mlplanner.gui.charts.stacks import Stacks
from mlplanner.gui.project.history import local_time
from mlplanner.gui.project.page import ProjectPage
from mlplanner.gui.project.tabs import TABS
from mlplanner.gui.session import Session
from mlplanner.gui.shortened import ShortenedLabel
from mlplanner.operations.fields import remove_rows, set_fields
from mlplanner.operations.projects import create_project


def test_that_every_tab_shows_every_sample_project(page: ProjectPage, session: Session) -> None:
    for project_id in session.portfolio.plans:
        for spec in TABS:
            page.show_project(project_id, spec.id)
            assert page.current_tab == spec.id
            assert page.tab(spec.id).project_id == project_id


def test_that_a_check_leads_to_its_field(qtbot: QtBot, page: ProjectPage, session: Session) -> None:  # P1.1
    session.run(set_fields(Project, page.project_id, objective="", budget=None))
    checks = page.checks.list
    texts = [checks.item(row).text() for row in range(checks.count())]
    index = next(i for i, text in enumerate(texts) if "budget" in text.lower() or "objective" in text.lower())
    page.show_tab("value")
    checks.setCurrentRow(index)
    finding = checks.item(index).data(Qt.ItemDataRole.UserRole)
    qtbot.keyClick(checks, Qt.Key.Key_Return)
    assert page.current_tab == "brief"
    qtbot.waitUntil(lambda: page.focusWidget().objectName() == finding.field)


def test_that_checks_say_severity_in_words_and_sign(page: ProjectPage, session: Session) -> None:
    session.run(set_fields(Maintenance, session.plan(page.project_id).maintenance.id or 0, owner_id=None))
    texts = [page.checks.list.item(row).text() for row in range(page.checks.list.count())]
    assert any(text.startswith("■ Must:") for text in texts)


def test_that_the_costs_tab_shows_the_engine_s_figures_to_the_cent(page: ProjectPage, session: Session) -> None:
    page.show_tab("costs")
    costs = session.figures(page.project_id).costs
    for key in ("labour", "one_off", "non_labour", "training", "build", "handover_budget", "contingency", "ask"):
        shown = page.findChild(QLabel, key)
        assert isinstance(shown, QLabel)
        assert shown.text() == format_amount(getattr(costs, key), 2)


def test_that_figures_follow_an_edit_at_once(page: ProjectPage, session: Session) -> None:
    page.show_tab("costs")
    shown = page.findChild(QLabel, "contingency")
    assert isinstance(shown, QLabel)
    before = shown.text()
    session.run(set_fields(Project, page.project_id, contingency_pct=Decimal("0.2")))
    assert shown.text() != before
    session.undo()
    assert shown.text() == before


def test_that_the_value_tab_breaks_even_where_the_formula_says(page: ProjectPage, session: Session) -> None:  # P1.3
    page.show_tab("value")
    shown = page.findChild(QLabel, "break_even_precision")
    assert isinstance(shown, QLabel)
    star = session.figures(page.project_id).value.break_even_precision
    assert star is not None
    assert shown.text() == f"{format_amount(star * 100, 1)} %"


def test_that_the_history_tells_the_hour_of_the_clock_on_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Athens")
    time.tzset()
    said = local_time("2026-02-27T22:30:05+00:00").replace("\u00a0", " ")
    monkeypatch.undo()
    time.tzset()
    assert said == "28 Feb 2026  00:30"


def test_that_the_cash_flow_names_its_months(page: ProjectPage) -> None:
    page.show_tab("costs")
    chart = page.tab("costs").findChild(Stacks)
    assert isinstance(chart, Stacks)
    words = chart.accessibleName()
    assert "; Jan 2026: " in words
    assert "2026-01" not in words


def test_that_the_history_lists_who_changed_what(page: ProjectPage, session: Session) -> None:
    session.run(set_fields(Project, page.project_id, name="Other name"))
    page.show_tab("history")
    tab = page.tab("history")
    tables = {table.objectName(): table for table in tab.findChildren(type(tab.steps))}  # type: ignore[attr-defined]
    assert tables["steps"].item(0, 2).text() == "Change Name (project)"
    assert [tables["fields"].item(0, column).text() for column in (1, 2, 3)] == [
        "Name",
        "Churn early warning",
        "Other name",
    ]


def test_that_a_plan_without_phases_shows_everywhere_and_is_given_some(
    qtbot: QtBot, page: ProjectPage, session: Session
) -> None:
    made = session.run(create_project("Empty", session.today))
    assert made is not None
    key = made.value.id or 0
    session.run(remove_rows(Phase, [phase.id or 0 for phase in session.plan(key).phases]))
    for spec in TABS:
        page.show_project(key, spec.id)
    page.show_tab("approval")
    page.show_tab("timeline")
    add = page.tab("timeline").findChild(QPushButton, "addPhases")
    assert isinstance(add, QPushButton)
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    assert len(session.plan(key).phases) == len(session.playbook.phases)
    assert not add.isVisible()
    page.show_tab("approval")
    assert page.tab("approval").findChild(QWidget, "gates").isVisible()  # type: ignore[union-attr]
    session.undo()
    assert page.tab("approval").findChild(QPushButton, "addPhases").isVisible()  # type: ignore[union-attr]


def test_that_a_long_name_is_shortened_and_widens_nothing(qtbot: QtBot, page: ProjectPage, session: Session) -> None:
    before = page.minimumSizeHint().width()
    name = f"<b>A churn model</b> {'W' * 90}"
    session.run(set_fields(Project, page.project_id, name=name))
    shown = page.findChild(ShortenedLabel, "project_name")
    assert isinstance(shown, ShortenedLabel)
    assert page.minimumSizeHint().width() == before
    page.resize(900, 700)
    qtbot.waitUntil(lambda: "&lt;b&gt;A churn" in shown.toolTip())
    assert shown.shown.startswith("<b>A churn")
    assert shown.shown.endswith("…")
