"""Bad values: one sentence each, by the field's title, with what was got."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mlplanner.domain.benefits import Experiment, Kpi, Option, Risk, Trigger, ValueModel
from mlplanner.domain.costs import CostLine, Maintenance
from mlplanner.domain.errors import BadValue
from mlplanner.domain.governance import RiskAssessment
from mlplanner.domain.lifecycle import Artifact, Condition, Gate, InsertedWork, Phase
from mlplanner.domain.noun import Noun
from mlplanner.domain.people import ExchangeRate, Person, Rate, TimeOff
from mlplanner.domain.projects import Project
from mlplanner.domain.registry import KINDS
from mlplanner.domain.settings import Closure, Settings
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.validation import field_title, validated

PROJECT: dict[str, Any] = {"name": "P", "start": "2026-03-02"}
LINE: dict[str, Any] = {"project_id": 1, "role": "data_scientist"}
DAYS = {"first": "2026-03-05", "last": "2026-03-04"}
RATE = {"role": "data_scientist", "valid_from": "2026-01-01"}


@pytest.mark.parametrize(
    ("noun", "values", "sentence"),
    [
        (Project, {**PROJECT, "name": ""}, "Name: must not be empty"),
        (Project, {"start": "2026-03-02"}, "Name: must not be empty"),
        (Project, {**PROJECT, "name": "x" * 10_000}, "Name: is longer than 120 characters"),
        (Project, {**PROJECT, "name": "a\x00b"}, "Name: contains the character U+0000"),
        (Project, {**PROJECT, "name": "a\ud800b"}, "Name: contains the character U+D800"),
        (Project, {**PROJECT, "name": "\u200b\u2060 \ufeff"}, "Name: must not be empty"),
        (Project, {**PROJECT, "start": "soon"}, "Start: must be a date such as 2026-03-02; got 'soon'"),
        (Project, {**PROJECT, "start": "0204-03-02"}, "Start: must lie between 1990 and 2199"),
        (Project, {**PROJECT, "budget": "-1"}, "Budget envelope: must be at least 0; got '-1'"),
        (Project, {**PROJECT, "budget": "NaN"}, "Budget envelope: must be a number"),
        (Project, {**PROJECT, "probability": "1.5"}, "Probability: must be at most 1"),
        (Project, {**PROJECT, "headroom_weeks": "two"}, "Handover headroom, weeks: must be a whole number; got 'two'"),
        (Project, {**PROJECT, "headroom_weeks": 1.5}, "Handover headroom, weeks: must be a whole number; got 1.5"),
        (
            RiskAssessment,
            {"project_id": 1, "tier": "huge"},
            "Tier set by hand: must be one of 'low', 'medium' or 'high'",
        ),
        (Project, {**PROJECT, "colour": "red"}, "Colour: is not a field that mlplanner knows; got 'red'"),
        (StaffingLine, {**LINE, "weekly": {1: "0"}}, "FTE by week: FTE must be above 0; clear the week"),
        (StaffingLine, {**LINE, "weekly": {1: "-1"}}, "FTE by week: FTE must be above 0 and at most 50; got -1"),
        (StaffingLine, {**LINE, "weekly": {1: "1e9"}}, "FTE by week: FTE must be above 0 and at most 50; got 1E+9"),
        (StaffingLine, {**LINE, "weekly": {1: "0.33"}}, "FTE by week: FTE goes in steps of 0.05; got 0.33"),
        (StaffingLine, {**LINE, "weekly": {0: "1"}}, "FTE by week: week 0 is outside 1 to 260"),
        (StaffingLine, {**LINE, "weekly": {261: "1"}}, "FTE by week: week 261 is outside 1 to 260"),
        (TimeOff, {"person_id": 1, **DAYS}, "Time off: the last day (2026-03-04) lies before the first (2026-03-05)"),
        (Closure, {"name": "C", **DAYS}, "Closure: the last day (2026-03-04) lies before the first (2026-03-05)"),
        (Person, {"name": "A", "employed_from": "2026-02-01", "employed_to": "2026-01-01"}, "Person: employment ends"),
        (Person, {"name": "A", "fte": "1.2"}, "FTE: must be at most 1; got '1.2'"),
        (Rate, {**RATE, "basis": "day"}, "Rate: a rate for internal is per annual, not per day"),
        (Rate, {**RATE, "sourcing": "partner"}, "Rate: a rate for partner is per week or fixed, not per annual"),
        (ExchangeRate, {"currency": "USD", "rate": "0"}, "Rate: must be above 0; got '0'"),
        (Experiment, {"project_id": 1, "name": "E", "p1": "1"}, "Rate today (p1): must be below 1; got '1'"),
        (
            CostLine,
            {"project_id": 1, "name": "C", "timing": "monthly", "from_week": 5, "to_week": 4},
            "Cost: the last week (4) lies before the first (5)",
        ),
        (
            Phase,
            {"project_id": 1, "position": 1, "key": "d", "name": "D", "weeks": 1, "actual_start": "2026-01-10"}
            | {"actual_end": "2026-01-09"},
            "Phase: the actual end (2026-01-09) lies before the actual start (2026-01-10)",
        ),
        (Settings, {"currency": "E€R"}, "Currency: must be a code of three letters, such as EUR; got 'E€R'"),
        (Settings, {"currency": ""}, "Currency: must be a code of three letters, such as EUR"),
        (Settings, {"horizon_years": 0}, "Horizon, years: must be at least 1; got 0"),
    ],
)
def test_that_a_bad_value_gets_one_sentence(noun: type[Noun], values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadValue) as raised:
        validated(noun, values)
    assert str(raised.value).startswith(sentence)
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)


def test_that_a_long_value_is_cut_in_the_sentence() -> None:
    with pytest.raises(BadValue) as raised:
        validated(Project, {**PROJECT, "name": "x" * 10_000})
    assert len(str(raised.value)) < 150


def test_that_text_is_stripped_and_a_start_moves_to_its_monday() -> None:
    project = validated(
        Project, {"name": "  Churn \n", "start": date(2026, 3, 5), "objective": "two\nlines\tand a tab"}
    )
    assert (project.name, project.start) == ("Churn", date(2026, 3, 2))
    assert project.objective == "two\nlines\tand a tab"


def test_that_a_name_is_one_line_and_keeps_its_joiners() -> None:
    assert validated(Project, {**PROJECT, "name": "Churn\n\u2028 early\twarning"}).name == "Churn early warning"
    assert validated(Project, {**PROJECT, "name": "👩\u200d👧 नि\u200dष"}).name == "👩\u200d👧 नि\u200dष"


def test_that_fte_is_kept_by_week_in_order_and_without_trailing_zeros() -> None:
    line = validated(StaffingLine, {**LINE, "weekly": {"3": "1.00", "1": "0.50"}})
    assert list(line.weekly.items()) == [(1, Decimal("0.5")), (3, Decimal(1))]


def test_that_a_once_only_cost_does_not_look_at_its_last_week() -> None:
    cost = validated(CostLine, {"project_id": 1, "name": "C", "from_week": 5, "to_week": 1})
    assert cost.from_week == 5


@pytest.mark.parametrize("noun", [kind.noun for kind in KINDS])
def test_that_every_field_has_a_name_for_people(noun: type[Noun]) -> None:
    untitled = {name for name, field in noun.model_fields.items() if not field.title}
    assert untitled <= {"id", "project_id"}


def test_that_a_field_without_title_is_named_by_its_key() -> None:
    assert field_title(Project, "handover_pct") == "Handover budget"
    assert field_title(Project, "no_such_field") == "No such field"


def test_that_every_noun_says_what_to_call_it() -> None:
    nouns: list[tuple[Noun, str, str]] = [
        (Project(id=14, **PROJECT), "ML-014", "P"),
        (Kpi(id=1, project_id=1, name="Lift"), "KP-001", "Lift"),
        (ValueModel(project_id=1), "VM-000", "value model"),
        (Experiment(project_id=1, name="E"), "EX-000", "E"),
        (Trigger(project_id=1, metric="Latency"), "RT-000", "Latency"),
        (Option(project_id=1, name="Buy"), "OP-000", "Buy"),
        (Risk(project_id=1, title="Drift"), "RK-000", "Drift"),
        (Phase(project_id=1, position=1, key="d", name="Discovery", weeks=3), "PH-000", "Discovery"),
        (InsertedWork(project_id=1, phase_id=1, name="Sprint", weeks=1), "IW-000", "Sprint"),
        (Gate(project_id=1, phase_id=1, key="d", name="Gate 1"), "GA-000", "Gate 1"),
        (Artifact(project_id=1, gate_id=1, name="Risk note"), "AR-000", "Risk note"),
        (Condition(project_id=1, decision_id=1, text="Do", owner_id=1, due=date(2026, 3, 2)), "GC-000", "Do"),
        (Person(name="Ada"), "PE-000", "Ada"),
        (CostLine(project_id=1, name="GPU"), "CO-000", "GPU"),
        (Maintenance(project_id=1), "MA-000", "maintenance"),
        (Settings(name="Mine"), "SE-000", "Mine"),
        (StaffingLine(id=1234, **LINE), "ST-1234", "ST-1234"),
    ]
    assert [(noun.ref, noun.label) for noun, _, _ in nouns] == [(ref, label) for _, ref, label in nouns]


def test_that_dates_in_order_are_taken() -> None:
    person = validated(Person, {"name": "A", "employed_from": "2026-01-01", "employed_to": "2026-01-01"})
    assert person.employed_from == person.employed_to == date(2026, 1, 1)
    assert validated(TimeOff, {"person_id": 1, "first": "2026-03-05", "last": "2026-03-05"}).last == date(2026, 3, 5)


def test_that_a_risk_scores_likelihood_times_impact() -> None:
    assert Risk(project_id=1, title="R", likelihood=4, impact=5).score == 20


def test_that_line_ends_of_every_system_are_one_character() -> None:
    project = validated(Project, {**PROJECT, "objective": "one\r\ntwo\rthree\nfour"})
    assert project.objective == "one\ntwo\nthree\nfour"


@pytest.mark.parametrize("character", ["\ufffe", "\uffff"])
def test_that_a_character_that_no_workbook_can_hold_is_refused(character: str) -> None:
    with pytest.raises(BadValue, match=f"Name: contains the character U\\+{ord(character):04X}"):
        validated(Project, {**PROJECT, "name": f"a{character}b"})


def test_that_a_number_that_fills_the_memory_when_written_out_is_refused() -> None:
    with pytest.raises(BadValue, match="has 999,999,999 decimal places; 40 are enough"):
        validated(Experiment, {"project_id": 1, "name": "A", "p1": Decimal("1E-999999999")})
