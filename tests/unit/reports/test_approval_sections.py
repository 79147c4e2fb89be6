"""What the pack says of an approval: changes since, gaps of the gate, signatures, waived checks (P3.4, P3.6)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mlplanner.domain.enums import Severity
from mlplanner.domain.findings import Finding
from mlplanner.engine.approval_results import Approval, PlanChange
from mlplanner.engine.waiver_results import WaivedFinding
from mlplanner.reports.blocks import Section, Table
from mlplanner.reports.packs import build_pack
from mlplanner.reports.page_ones import ask_sentence, key_numbers
from mlplanner.reports.recommendations import recommend, warnings
from mlplanner.reports.sections.baseline import changes_section
from mlplanner.reports.sections.checks import checks_section
from mlplanner.reports.sections.sign_off import sign_off_section
from mlplanner.reports.subjects import Subject
from tests.builders import TODAY, make_decision
from tests.support.reports import FINGERPRINT, full_plan, make_artifact, make_subject, with_figures

CHANGES = tuple(PlanChange(f"Fact {n}", "1", "2", f"Fact {n} 1 → 2") for n in range(1, 5))


def approved(subject: Subject, changes: tuple[PlanChange, ...]) -> Subject:
    return with_figures(subject, approval=Approval(1, 1001, "Discovery gate", date(2026, 3, 20), 2, changes))


def tables(section: Section) -> list[list[str]]:
    rows = [row for block in section.blocks if isinstance(block, Table) for row in block.rows]
    return [[str(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells] for row in rows]


def test_that_a_stale_approval_is_one_line_on_page_1_and_a_page_of_its_own() -> None:  # P3.4
    subject = approved(make_subject(), CHANGES)
    said = [line.replace("\N{NO-BREAK SPACE}", " ") for line in warnings(subject)]
    assert "Changed since the approval of 20 Mar 2026: Fact 1 1 → 2; Fact 2 1 → 2 and 2 more." in said
    section = changes_section(subject)
    assert "changed since the approval" in section.finding
    assert [row[-1] for row in tables(section)] == [change.text for change in CHANGES]


def test_that_a_fresh_approval_says_that_nothing_changed() -> None:  # P3.4
    subject = approved(make_subject(), ())
    assert "Nothing changed" in changes_section(subject).finding
    assert not [line for line in warnings(subject) if "Changed since" in line]


def test_that_the_page_of_changes_is_there_only_after_an_approval() -> None:  # P3.4
    def titles(subject: Subject) -> list[str]:
        parts = (subject.portfolio, subject.plan, subject.figures, subject.playbook, TODAY)
        return [part.title for part in build_pack(*parts, fingerprint=FINGERPRINT, version=1).sections]

    assert "Changed since the last approval" not in titles(make_subject())
    assert titles(approved(make_subject(), CHANGES))[0] == "Changed since the last approval"


def test_that_the_sign_off_page_says_what_is_missing_and_who_signs() -> None:  # P3.4, P3.6
    plan = full_plan(
        artifacts=[make_artifact(state="draft", owner_id=2, changed_on=date(2026, 3, 1))],
        gate_fields={
            "discovery": {"owner_id": 3},
            "productionize": {"signer_body": "Board", "signer_id": 1, "rollback_cost": Decimal(20_000)},
        },
    )
    section = sign_off_section(make_subject(plan))
    rows = tables(section)
    assert "1\N{NO-BREAK SPACE}artifact is missing" in section.finding
    assert rows[0][:2] == ["Risk note", "Łukasz Nowak"]
    assert any("Ελένη Παπαδοπούλου, Board" in row and "20,000" in row for row in rows)


def test_that_a_withdrawn_project_is_told_as_such() -> None:  # P3.4
    subject = make_subject(full_plan(decisions=[make_decision(1001, "withdraw", reason="The market changed")]))
    assert recommend(subject).verdict == "Withdrawn"
    assert any("The project was withdrawn at this gate" in line for line in warnings(subject))
    said = "".join(span.text for span in ask_sentence(subject))
    assert said.endswith("was withdrawn at the Discovery gate; it asks for nothing")
    assert (key_numbers(subject)[0].label, key_numbers(subject)[0].figure) == ("Ask now", "0")


def test_that_waived_checks_are_listed_with_name_and_reason() -> None:
    finding = Finding("kpi_count", Severity.WARN, "Too many KPIs.", 1, "value", "kpis")
    subject = with_figures(make_subject(), waived=(WaivedFinding(finding, 1, 2, "Agreed", None),))
    section = checks_section(subject)
    assert ["Too many KPIs.", "Łukasz Nowak", "Agreed", "revoked"] in tables(section)
    assert "1\N{NO-BREAK SPACE}check waived by name" in section.finding
    quiet = replace(subject, figures=replace(subject.figures, findings=()))
    assert "that was not waived" in checks_section(quiet).finding
