"""How KPIs and artifacts stand against a gate (P1.2, P3.3)."""

from datetime import date

import pytest

from mlplanner.domain.enums import Direction
from mlplanner.reports.evidence import AT_RISK, MET, NOT_MET, OPEN, WAIVED, artifact_mark, gate_evidence, kpi_mark
from tests.support.reports import full_plan, make_artifact, make_kpi, make_subject

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("measured", "mark"), [("3", MET), ("3.4", MET), ("2.9", AT_RISK), ("2", AT_RISK), ("1.99", NOT_MET), (None, OPEN)]
)
def test_that_a_kpi_is_met_at_its_target_and_lost_below_its_threshold(measured: str | None, mark: object) -> None:
    assert kpi_mark(make_kpi(measured=measured)) == mark


@pytest.mark.parametrize(("measured", "mark"), [("8", MET), ("9", AT_RISK), ("10.1", NOT_MET)])
def test_that_lower_can_be_better(measured: str, mark: object) -> None:
    assert kpi_mark(make_kpi(measured=measured, direction=Direction.LOWER, target=8, threshold=10)) == mark


def test_that_a_kpi_without_target_is_held_against_its_threshold_and_without_both_is_open() -> None:
    assert kpi_mark(make_kpi(measured="2", target=None)) == MET
    assert kpi_mark(make_kpi(measured="1", target=None)) == NOT_MET
    assert kpi_mark(make_kpi(measured="1", target=None, threshold=None)) == OPEN
    assert kpi_mark(make_kpi(measured="2.5", threshold=None)) == NOT_MET


def test_that_a_kpi_measured_at_nothing_counts_as_measured() -> None:
    assert kpi_mark(make_kpi(measured="0")) == NOT_MET


@pytest.mark.parametrize(
    ("state", "due", "mark"),
    [
        ("accepted", None, MET),
        ("waived", None, WAIVED),
        ("submitted", None, AT_RISK),
        ("draft", date(2026, 1, 1), AT_RISK),
        ("missing", None, OPEN),
        ("missing", TODAY, OPEN),
        ("missing", date(2026, 3, 9), NOT_MET),
    ],
)
def test_that_an_artifact_is_met_only_when_accepted(state: str, due: date | None, mark: object) -> None:
    assert artifact_mark(make_artifact(state=state, due=due), TODAY) == mark


def test_that_evidence_is_the_kpis_and_the_next_gates_artifacts_with_open_ones_first() -> None:
    artifacts = [
        make_artifact(name="Done"),
        make_artifact(name="Drafted", state="draft"),
        make_artifact(1002, name="Of a later gate"),
    ]
    evidence = gate_evidence(make_subject(full_plan(artifacts=artifacts)))
    assert [criterion.name for criterion in evidence] == ["Lift", "Cost", "Drafted", "Done"]
