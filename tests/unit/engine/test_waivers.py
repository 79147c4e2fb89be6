"""A check that is not a must is set aside by name with a reason; it stays visible and can be taken back."""

from collections.abc import Iterator
from datetime import date

import pytest

from mlplanner.domain.approvals import RuleWaiver
from mlplanner.domain.enums import Severity
from mlplanner.domain.errors import BadInput, Refused
from mlplanner.domain.findings import Finding
from mlplanner.engine.waivers import set_aside
from mlplanner.operations.waivers import revoke_waiver, waive_check
from mlplanner.operations.workspace import Workspace
from tests.builders import make_plan
from tests.support.sample_files import sample_in_memory

DAY = date(2026, 3, 20)


def finding(severity: Severity = Severity.WARN, noun_id: int | None = 7) -> Finding:
    return Finding("kpi_count", severity, "Too many.", 1, "value", "kpis", noun_id)


def waiver(**fields: object) -> RuleWaiver:
    base = {"id": 1, "project_id": 1, "rule": "kpi_count", "waived_by_id": 2, "waived_on": DAY, "reason": "Small"}
    return RuleWaiver.model_validate({**base, **fields})


@pytest.mark.parametrize(
    ("fields", "is_waived"),
    [
        ({}, True),
        ({"noun": "kpis", "row_id": 7}, True),
        ({"noun": "kpis", "row_id": 8}, False),
        ({"noun": "risks"}, False),
        ({"rule": "other"}, False),
        ({"until": DAY}, True),
        ({"waived_on": date(2026, 3, 1), "until": date(2026, 3, 19)}, False),
    ],
)
def test_that_a_waiver_covers_its_rule_its_row_and_its_days(fields: dict[str, object], is_waived: bool) -> None:
    open_, waived = set_aside(make_plan(rule_waivers=[waiver(**fields)]), [finding()], DAY)
    assert (len(open_), len(waived)) == ((0, 1) if is_waived else (1, 0))


def test_that_a_must_stays_open_whatever_a_file_says() -> None:
    open_, waived = set_aside(make_plan(rule_waivers=[waiver()]), [finding(Severity.MUST)], DAY)
    assert (len(open_), len(waived)) == (1, 0)


@pytest.fixture
def w() -> Iterator[Workspace]:
    made = sample_in_memory()
    yield made
    made.close()


def test_that_a_waived_check_no_longer_counts_until_it_is_revoked(w: Workspace) -> None:
    plan = w.portfolio.find("Claims triage")
    before = w.figures.of(plan.id).findings
    chosen = next(each for each in before if each.severity is not Severity.MUST)
    person = plan.project.owner_id
    stored = w.run(waive_check(chosen, person, "Known and accepted")).value
    figures = w.figures.of(plan.id)
    assert chosen not in figures.findings
    assert [each.finding for each in figures.waived] == [chosen]
    w.run(revoke_waiver(stored.id or 0))
    assert w.figures.of(plan.id).findings == before


def test_that_a_must_a_missing_name_and_a_missing_reason_are_refused(w: Workspace) -> None:
    with pytest.raises(Refused, match="is a must"):
        waive_check(finding(Severity.MUST), 1, "Because")
    for person, reason in ((None, "Because"), (1, "  ")):
        with pytest.raises(Refused, match="name of who waives it and a reason"):
            waive_check(finding(), person, reason)
    with pytest.raises(BadInput, match="it ends"):
        w.run(waive_check(finding(), 1, "Because", date(2020, 1, 1)))
