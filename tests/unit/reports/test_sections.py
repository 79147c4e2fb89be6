"""The sections behind page 1: each opens with its finding, and every total is the engine's."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mlplanner.domain.benefits import Experiment
from mlplanner.domain.lifecycle import Condition, Pack
from mlplanner.reports.blocks import Row, RowKind, Table
from mlplanner.reports.packs import SECTIONS
from mlplanner.reports.sections.brief import missing_parts
from mlplanner.reports.sections.checks import checks_section
from mlplanner.reports.sections.costs import costs_section
from mlplanner.reports.sections.decisions import decisions_section
from mlplanner.reports.sections.glossary import glossary
from mlplanner.reports.sections.staffing import staffing_section, weeks_said
from mlplanner.reports.sections.timeline import slip_said, timeline_section
from mlplanner.reports.sections.value import value_section
from tests.builders import make_decision, make_inserted, make_line, make_plan
from tests.support.reports import full_plan, make_subject, with_figures

NBSP = "\N{NO-BREAK SPACE}"


def table(section: object, title: str) -> Table:
    return next(b for b in section.blocks if isinstance(b, Table) and b.title.startswith(title))  # type: ignore[attr-defined]


def cells(row: Row) -> list[str]:
    return [str(cell).replace(NBSP, " ") for cell in row.cells]


@pytest.mark.parametrize("make", SECTIONS, ids=lambda make: make.__name__)
@pytest.mark.parametrize("plan", [full_plan(), make_plan(), make_plan(phases=())], ids=["full", "plain", "empty"])
def test_that_each_section_opens_with_one_finding(make, plan) -> None:  # type: ignore[no-untyped-def]
    section = make(make_subject(plan))
    assert section.title
    assert section.finding.endswith((".", "!"))
    for block in section.blocks:
        if isinstance(block, Table):
            widths = {len(row.cells) for row in block.rows if row.kind != RowKind.GROUP}
            assert widths <= {len(block.columns)}


def test_that_the_brief_names_each_missing_part() -> None:  # P1.1
    assert missing_parts(make_subject(make_plan())) == (
        "business objective",
        "accountable owner",
        "budget envelope",
        "primary stakeholders",
        "how the output changes a decision",
        "2 to 4 KPIs of both kinds",
    )
    assert missing_parts(make_subject()) == ()


def test_that_the_costs_shown_are_the_engines_and_no_sum_of_their_own() -> None:
    subject = make_subject()
    costs = replace(subject.figures.costs, build=Decimal("111.11"), ask=Decimal("999.99"), labour=Decimal("5.55"))
    section = costs_section(with_figures(subject, costs=costs, spent=Decimal(0)))
    shown = {cells(row)[0]: cells(row)[1] for row in table(section, "The ask").rows}
    assert (shown["Labour"], shown["Build"], shown["Ask in all"]) == ("5.55", "111.11", "999.99")
    for name in ("By fiscal year", "By month"):
        assert cells(table(section, name).rows[-1])[-1] == "999.99"


def test_that_the_layouts_rows_add_up_to_their_last_row() -> None:
    section = costs_section(make_subject())
    for name in ("By fiscal year", "By month"):
        *rows, total = [cells(row)[-1] for row in table(section, name).rows]
        amounts = [Decimal(text.replace(",", "").replace("−", "-")) for text in (*rows, total)]
        assert sum(amounts[:-1]) == amounts[-1]


def test_that_the_value_section_shows_the_check_of_the_arithmetic() -> None:  # P1.3
    rows = table(value_section(make_subject()), "Value of predictions").rows
    pairs = {cells(row)[2]: cells(row)[3] for row in rows}
    assert pairs["Value of a prediction"] == "EUR 3"
    assert pairs["Value a year"] == "EUR 300,000.00"
    assert pairs["Break-even precision"] == "27.73 %"
    assert pairs["Highest cost of a false alarm"] == "EUR 76.67"


def test_that_an_experiment_that_does_not_fit_its_window_is_named() -> None:
    experiment = Experiment(
        project_id=1, name="A/B", p1=Decimal("0.20"), p2=Decimal("0.22"), units_per_week=1000, window_days=30
    )
    shown = table(value_section(make_subject(full_plan(experiments=[experiment]))), "Experiments")
    assert cells(shown.rows[0])[3:6] == ["6,510", "14 weeks", "30 days"]
    assert shown.note == "The window is shorter than the sample needs: A/B."


def test_that_slip_is_said_with_its_sign() -> None:
    assert [slip_said(weeks).replace(NBSP, " ") for weeks in (None, 0, 1, -2)] == [
        "–",
        "0 weeks",
        "+1 week",
        "−2 weeks",
    ]


def test_that_inserted_work_and_a_missed_deadline_are_said() -> None:  # P3.1
    plan = full_plan(inserted=[make_inserted(reason="Fields are missing")], deadline=date(2026, 5, 1))
    section = timeline_section(make_subject(plan))
    assert "misses the deadline of 1 May 2026" in section.finding.replace(NBSP, " ")
    assert cells(table(section, "Inserted work").rows[0]) == [
        "Labelling sprint",
        "Discovery",
        "2",
        "Fields are missing",
    ]


def test_that_weeks_are_said_in_runs() -> None:
    half, whole = Decimal("0.5"), Decimal(1)
    assert weeks_said({1: half, 2: half, 3: whole, 5: whole}) == "W1–2 0.5, W3 1, W5 1"
    assert weeks_said({}) == "–"


@pytest.mark.parametrize(("weeks", "columns"), [(12, 17), (40, 4)])
def test_that_long_plans_say_their_weeks_in_words(weeks: int, columns: int) -> None:
    lines = [make_line("data_scientist", "0.5", range(1, weeks + 1))]
    section = staffing_section(make_subject(full_plan(phases=(("discovery", weeks),), lines=lines, artifacts=[])))
    shown = table(section, "Staffing by week")
    assert len(shown.columns) == columns
    assert cells(shown.rows[0])[-1] == f"{weeks / 2:g}"


def test_that_externals_show_their_successor_and_overlap() -> None:  # P4.5
    row = cells(table(staffing_section(make_subject()), "When externals leave").rows[0])
    assert row[:2] == ["ML engineer / MLOps Łukasz Nowak", "Data scientist 山田 太郎"] or row[1].startswith(
        "Data scientist"
    )
    assert row[2].startswith("9 weeks (W4")


def test_that_checks_are_shown_worst_first_with_what_they_stop() -> None:
    section = checks_section(make_subject(make_plan()))
    levels = [row.cells[0].word for row in section.blocks[0].rows]  # type: ignore[union-attr]
    assert levels == sorted(levels, key=["Must", "Warning", "Advice"].index)
    assert "stop the next gate" in section.finding.replace(NBSP, " ")


def test_that_a_superseded_decision_stays_in_the_history_and_is_marked() -> None:  # P3.4
    decisions = [
        make_decision(1001, "hold", date(2026, 3, 10), reason="Labels are late", id=1),
        make_decision(1001, "go_with_conditions", date(2026, 3, 17), reason="Labels are there", id=2),
    ]
    due = [Condition(project_id=1, decision_id=2, text="Sign", owner_id=2, due=date(2026, 3, 20))]
    packs = [
        Pack(project_id=1, kind="pack", made_on=date(2026, 3, 9), number=1, gate_key="discovery", fingerprint="ab" * 32)
    ]
    section = decisions_section(make_subject(full_plan(decisions=decisions, conditions=due, packs=packs)))
    reasons = [cells(row)[4] for row in table(section, "Decisions").rows]
    assert reasons == ["Labels are late (superseded)", "Labels are there"]
    assert "1 condition not met yet" in section.finding.replace(NBSP, " ")
    assert cells(table(section, "Documents made before").rows[0])[:2] == ["pack", "1"]


def test_that_the_glossary_is_in_order_and_explains_the_ask() -> None:
    terms = [term for term, _ in glossary()]
    assert terms == sorted(terms, key=str.casefold)
    assert "Ask" in terms


def test_that_the_history_counts_no_condition_of_a_superseded_decision() -> None:  # P3.4
    decisions = [make_decision(1001, "go_with_conditions", id=5), make_decision(1001, "go", id=6)]
    asked = Condition(project_id=1, decision_id=5, text="Widen", owner_id=1, due=date(2026, 5, 1))
    section = decisions_section(make_subject(full_plan(decisions=decisions, conditions=[asked])))
    assert "not met yet" not in section.finding
