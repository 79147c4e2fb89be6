"""Every operation can be undone and redone exactly, and survives a restart: undo lies below the features."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mlplanner.domain.benefits import Kpi
from mlplanner.domain.enums import ArtifactState, GateOutcome, Severity, Tier
from mlplanner.domain.exchanges import PackState
from mlplanner.domain.features import FeatureCheck, TestState
from mlplanner.domain.findings import Finding
from mlplanner.domain.governance import EthicsItem
from mlplanner.domain.lifecycle import Decision, Gate, InsertedWork
from mlplanner.domain.models import Model, ModelState
from mlplanner.domain.people import Person, Rate
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.programme import FundingShare
from mlplanner.domain.projects import Project
from mlplanner.domain.registry import PORTFOLIO_KINDS
from mlplanner.domain.running import ChecklistItem
from mlplanner.domain.settings import Override
from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine.levelling.proposal import Proposal
from mlplanner.engine.operating import compute_operating
from mlplanner.engine.operating_results import Operating
from mlplanner.operations import (
    cells,
    documents,
    features,
    fields,
    gates,
    governance,
    levelling,
    pauses,
    people,
    pilots,
    playbooks,
    portfolios,
    programme,
    projects,
    returned_packs,
    rollout,
    running,
    several,
    staffing,
    templates,
    timelines,
    waivers,
)
from mlplanner.operations.cells import CellEdit
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.workspace import Workspace, open_workspace
from tests.support.operations_on_people import PEOPLE_AND_SCENARIOS
from tests.support.proposals import make_move, make_proposal
from tests.support.sample_files import sample_in_memory

Maker = Callable[[Workspace], Operation[object]]


def claims(w: Workspace) -> ProjectPlan:
    return w.portfolio.find("Claims triage")


def churn(w: Workspace) -> ProjectPlan:
    return w.portfolio.find("Churn early warning")


def in_service(w: Workspace) -> Model:
    """A model in production without a checklist."""
    return next(
        model
        for plan in w.portfolio.plans.values()
        for model in plan.models
        if model.state == ModelState.PRODUCTION and all(step.model_id != model.id for step in plan.decommission)
    )


def leaving(w: Workspace) -> Model:
    """A model whose checklist is done."""
    plan = next(plan for plan in w.portfolio.plans.values() if plan.decommission)
    return next(model for model in plan.models if model.id == plan.decommission[0].model_id)


def leads(w: Workspace) -> ProjectPlan:
    return w.portfolio.find("Sales lead scoring")


def _after(first: Maker, second: Maker) -> Maker:
    """An operation that needs another one before it."""

    def make(w: Workspace) -> Operation[object]:
        w.run(first(w))
        return second(w)

    return make


EVIDENCE = returned_packs.PackEvidence(
    "pack.pdf", "1" * 64, "2" * 64, PackState.FILLED_IN, "Ελένη", True, GateOutcome.HOLD, "None"
)


def _decide(w: Workspace) -> Operation[Decision]:
    plan = churn(w)
    gate = plan.gates[1]
    return gates.decide_gate(
        plan,
        gate,
        w.figures.of(plan.id),
        outcome=GateOutcome.HOLD,
        decided_by_id=gate.owner_id,
        decided_on=w.today,
        reason="The ethical review is open.",
    )


def _warning(w: Workspace) -> Finding:
    return next(f for f in w.figures.of(claims(w).id).findings if f.severity is not Severity.MUST)


def _revoke(w: Workspace) -> Operation[object]:
    waived = w.run(waivers.waive_check(_warning(w), churn(w).project.owner_id, "Known")).value
    return waivers.revoke_waiver(waived.id or 0)


def _operating(w: Workspace) -> Operating:
    figures = w.figures.of(churn(w).id)
    return compute_operating(churn(w), figures.timeline, figures.costs.maintenance, w.playbook, w.today)


def _add_usual_readiness(w: Workspace) -> Operation[object]:
    """With three items taken away first, so that there is something to add."""
    removal = fields.remove_rows(ChecklistItem, [item.id or 0 for item in churn(w).checklist[:3]])
    operation = running.add_usual_readiness(churn(w).id)

    def apply(do: Context) -> object:
        removal.apply(do)
        return operation.apply(do)

    return Operation(operation.label, apply)


def _from_template(w: Workspace) -> Operation[object]:
    w.run(templates.save_template(claims(w), "Triage"))
    start, effort = date(2026, 9, 7), Decimal(40)
    return templates.start_from_template(w.portfolio.templates[0], "New", start, "Ada", weeks=20, effort=effort)


def _proposal(w: Workspace) -> Proposal:
    return make_proposal(w.portfolio, make_move(leads(w), 3), make_move(churn(w), 2, pause=1))


FTE = {"fte_low": "1.2", "fte_high": "1.6"}
STEWARD = {"title": "Data steward", "fte_low": 0.1, "fte_high": 0.2, "deliverable": "Data contracts"}


OPERATIONS: dict[str, Maker] = {
    **PEOPLE_AND_SCENARIOS,
    "apply_proposal": lambda w: levelling.apply_proposal(_proposal(w)),
    "keep_as_scenario": lambda w: levelling.keep_as_scenario(_proposal(w), "Levelled"),
    "set_fields": lambda w: fields.set_fields(Project, churn(w).id, name="Łukasz 山田", budget=Decimal("1.05")),
    "set_many": lambda w: fields.set_many("Fill", [(Kpi, k.id or 0, {"cadence": "daily"}) for k in churn(w).kpis]),
    "add_row": lambda w: fields.add_row(Kpi(project_id=churn(w).id, name="New")),
    "add_rate": lambda w: fields.add_row(
        Rate.model_validate({"role": "data_engineer", "valid_from": date(2026, 5, 1), "amount": "99000.55"})
    ),
    "remove_rows": lambda w: fields.remove_rows(StaffingLine, [line.id or 0 for line in churn(w).lines]),
    "create_project": lambda w: projects.create_project("Sixteen weeks", date(2026, 3, 4), (4, 5, 4, 3)),
    "copy_project": lambda w: projects.copy_project(churn(w), "Copy", date(2026, 6, 1)),
    "move_project": lambda w: projects.move_project(churn(w).id, date(2026, 7, 8)),
    "move_by_weeks": lambda w: projects.move_by_weeks(churn(w), -3),
    "add_gates": _after(
        lambda w: fields.remove_rows(Gate, [churn(w).gates[-1].id or 0]),
        lambda w: projects.add_gates(churn(w), churn(w).phases[-1]),
    ),
    "rank_projects": lambda w: projects.rank_projects(list(w.portfolio.plans)[::-1]),
    "remove_project": lambda w: projects.remove_project(churn(w).id, "Churn"),
    "set_phase_weeks": lambda w: timelines.set_phase_weeks(churn(w), churn(w).phases[0], 6),
    "shorten_phase": lambda w: timelines.set_phase_weeks(churn(w), churn(w).phases[1], 1),
    "insert_work": lambda w: timelines.insert_work(
        churn(w), InsertedWork(project_id=churn(w).id, phase_id=churn(w).phases[0].id or 0, name="Labels", weeks=2)
    ),
    "change_inserted": lambda w: timelines.change_inserted(claims(w), claims(w).inserted[0], weeks=4, name="Longer"),
    "remove_inserted": lambda w: timelines.remove_inserted(claims(w), claims(w).inserted[0]),
    "set_headroom": lambda w: timelines.set_headroom(churn(w), 4),
    "set_baseline": lambda w: timelines.set_baseline(churn(w), {g.id or 0: date(2026, 5, 1) for g in churn(w).gates}),
    "set_artifact_state": lambda w: gates.set_artifact_state(churn(w).artifacts[-1], ArtifactState.ACCEPTED, w.today),
    "waive_artifact": lambda w: gates.waive_artifact(churn(w).artifacts[-1], churn(w).gates[0].owner_id, "Not needed"),
    "decide_gate": _decide,
    "keep_returned_pack": lambda w: returned_packs.keep_returned_pack(churn(w), EVIDENCE, w.today),
    "decide_by_pack": lambda w: returned_packs.decide_by_pack(churn(w), _decide(w), EVIDENCE, w.today),
    "waive_check": lambda w: waivers.waive_check(_warning(w), churn(w).project.owner_id, "Known"),
    "revoke_waiver": _revoke,
    "save_template": lambda w: templates.save_template(claims(w), "Triage"),
    "start_from_template": _from_template,
    "rename_template": lambda w: templates.rename_template(w.run(templates.save_template(claims(w), "A")).value, "B"),
    "remove_template": lambda w: templates.remove_template(w.run(templates.save_template(claims(w), "A")).value),
    "set_mark": lambda w: governance.set_mark(churn(w).raci[0], "executive_sponsor", "A"),
    "answer_question": lambda w: governance.answer_question(churn(w), "people", "people_rights"),
    "set_tier": lambda w: governance.set_tier(churn(w), Tier.HIGH, churn(w).project.owner_id, "Safer so"),
    "sign_assessment": lambda w: governance.sign_assessment(w.portfolio.find("Predictive"), w.today),
    "name_holder": lambda w: governance.name_holder(w.portfolio, "data_steward", "New Steward"),
    "name_project_holder": lambda w: governance.name_project_holder(churn(w), "data_steward", "New Steward"),
    "add_usual_governance": _after(
        lambda w: fields.remove_rows(EthicsItem, [churn(w).ethics[0].id or 0]),
        lambda w: governance.add_usual_governance(churn(w)),
    ),
    "add_tier_artifacts": _after(
        lambda w: governance.answer_question(claims(w), "people", "people_rights"),
        lambda w: governance.add_tier_artifacts(claims(w)),
    ),
    "pause_project": lambda w: pauses.pause_project(
        churn(w), w.figures.of(churn(w).id).governance.model_risk_owner_id, "Drift", "A new test", w.today
    ),
    "lift_pause": _after(
        lambda w: pauses.pause_project(churn(w), w.portfolio.rights[1].person_id, "Drift", "A new test", w.today),
        lambda w: pauses.lift_pause(churn(w).pauses[0], w.portfolio.rights[1].person_id, "Tested", w.today),
    ),
    "hold_review": lambda w: pauses.hold_review(
        w.portfolio.find("Support"),
        w.figures.of(w.portfolio.find("Support").id).governance.overdue[0],
        churn(w).project.owner_id,
        w.today,
    ),
    "staff_weeks": lambda w: staffing.staff_weeks(churn(w).lines[0].id or 0, range(2, 6), Decimal("0.5")),
    "staff_lines": lambda w: staffing.staff_lines(
        [line.id or 0 for line in churn(w).lines[:2]], range(2, 6), Decimal("0.45")
    ),
    "duplicate_line": lambda w: staffing.duplicate_line(churn(w).lines[1]),
    "split_fte": lambda w: staffing.split_fte(
        churn(w).lines[1], max(churn(w).lines[1].weekly.values()) - Decimal("0.05")
    ),
    "split_weeks": lambda w: staffing.split_weeks(churn(w).lines[1], max(churn(w).lines[1].weekly)),
    "change_cell": lambda w: cells.change_cell(
        "Owner", cells.CellEdit("Owner", cells.RowFields(Project, churn(w).id, {"owner_id": cells.Named("New One")}))
    ),
    "apply_cells": lambda w: cells.apply_cells(
        "Paste",
        [
            cells.CellEdit("a", cells.WeekFte(churn(w).lines[0].id or 0, 1, Decimal("0.15"))),
            cells.CellEdit("b", cells.WeekFte(churn(w).lines[0].id or 0, 2, None)),
            cells.CellEdit("c", cells.NewRow(Kpi, {"project_id": churn(w).id, "name": "Pasted"})),
        ],
    ),
    "name_in_field": lambda w: people.name_in_field(Project, churn(w).id, "owner_id", "Ny Person"),
    "remove_person": lambda w: fields.remove_rows(Person, [max(w.portfolio.people)]),
    "record_document": lambda w: documents.record_document(
        churn(w), "pack.pdf", fingerprint="0" * 64, made_on=w.today, ask="EUR 1.00", file_name="pack.pdf"
    ),
    "change_settings": lambda w: portfolios.change_settings(country="US", currency="usd", horizon_years=5),
    "edit_entry": lambda w: playbooks.edit_entry("figures.contingency_pct.value", "0.15"),
    "edit_entries": lambda w: playbooks.edit_entries(
        "Paste",
        [CellEdit("", playbooks.edit_entry(f"roles.data_engineer.{key}", fte)) for key, fte in FTE.items()],
    ),
    "start_project": lambda w: several.start_project("Search", date(2026, 3, 4), (3, 4, 3, 2), "Łukasz Nowak-Śliwa"),
    "start_copy": lambda w: several.start_copy(claims(w), "Claims in Poland", date(2026, 6, 1), "Łukasz Nowak-Śliwa"),
    "remove_projects": lambda w: several.remove_projects([claims(w), churn(w)]),
    "move_projects": lambda w: several.move_projects([claims(w), churn(w)], -2),
    "add_usual_rollout": lambda w: rollout.add_usual_rollout(replace(churn(w), stages=())),
    "take_from_value_model": lambda w: rollout.take_from_value_model(churn(w), churn(w).experiments[0], w.playbook),
    "add_entry": lambda w: playbooks.add_entry("roles", STEWARD, "Data steward"),
    "remove_entries": lambda w: playbooks.remove_entries(["rules.line_without_weeks", "metrics.rmse"]),
    "enrol": lambda w: programme.enrol(1, "ml_operations", date(2026, 3, 3), claims(w)),
    "cancel_enrolment": lambda w: programme.cancel_enrolment(w.portfolio.enrolments[0]),
    "add_usual_services": lambda w: programme.add_usual_services(),
    "set_funding_shares": lambda w: programme.set_funding_shares(
        [FundingShare(business_unit=unit, share=Decimal("0.5")) for unit in ("Claims", "Sales")]
    ),
    "start_platform_pilot": lambda w: pilots.start_platform_pilot(date(2026, 3, 4), 12, "Ny Person"),
    "start_decommission": lambda w: programme.start_decommission(in_service(w)),
    "keep_model": lambda w: programme.keep_model(in_service(w), "Audit until autumn", date(2027, 1, 1)),
    "retire_model": lambda w: programme.retire_model(leaving(w), w.today),
    "attach_to_artifacts": lambda w: documents.attach_to_artifacts(claims(w), ("feature_catalogue",), Path(__file__)),
    "add_feature": lambda w: features.add_feature(
        leads(w).id, {"name": "New", "owner_id": cells.Named("Ny Person")}, {FeatureCheck.RANGE: TestState.PASSING}
    ),
    "set_feature_test": lambda w: features.set_feature_test(
        leads(w).features[0], FeatureCheck.RANGE, TestState.FAILING
    ),
    "add_usual_tests": lambda w: features.add_usual_tests(w.portfolio.find("HR analytics")),
    "move_features": lambda w: features.move_features(leads(w), {leads(w).features[3].id or 0}, -1),
    "add_usual_readiness": _add_usual_readiness,
    "plan_drills": lambda w: running.plan_drills(churn(w), _operating(w).quarters),
    "fill_rota": lambda w: running.fill_rota(churn(w), _operating(w).gaps),
    "take_changes": lambda w: playbooks.take_changes(
        [Override(path="figures.contingency_pct.value", value="0.2", reason="Board")], replace=True
    ),
}


def test_that_no_operation_is_left_out_of_this_file() -> None:
    """A module's public functions that give an `Operation` are all run here."""
    modules = (
        cells,
        documents,
        features,
        fields,
        gates,
        people,
        pilots,
        playbooks,
        portfolios,
        programme,
        projects,
        returned_packs,
        rollout,
        several,
        staffing,
        timelines,
    )
    known = {
        name
        for module in modules
        for name, item in vars(module).items()
        if callable(item) and str(getattr(item, "__annotations__", {}).get("return", "")).count("Operation[")
    }
    run_elsewhere = {
        "first_settings",
        "reset_entries",
        "explain_changes",
        "attach_file",
        "add_life_cycle",
    }
    assert known - run_elsewhere <= set(OPERATIONS)


def _content(portfolio: Portfolio) -> object:
    """All that the portfolio holds, without its revision."""
    return portfolio.plans, tuple(getattr(portfolio, kind.key) for kind in PORTFOLIO_KINDS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_that_undo_and_redo_are_exact_and_survive_a_restart(name: str, sample_file: Path) -> None:
    w = open_workspace(sample_file, make_backup=False)
    operation = OPERATIONS[name](w)  # some need a step of their own first
    before = _content(w.portfolio)
    outcome = w.run(operation)
    after = _content(w.portfolio)
    assert not outcome.changes.is_empty
    assert after != before
    assert w.undo_label == outcome.changes.label
    w.close()
    w = open_workspace(sample_file, make_backup=False)
    assert _content(w.portfolio) == after, "a restart shows the same"
    w.undo()
    assert _content(w.portfolio) == before
    assert w.redo_label == outcome.changes.label
    w.close()
    w = open_workspace(sample_file, make_backup=False)
    w.redo()
    assert _content(w.portfolio) == after
    w.undo()
    assert _content(w.portfolio) == before
    w.close()


def test_that_the_incremental_snapshot_equals_a_fresh_one() -> None:
    """After each kind of operation, what was reloaded is what the file holds."""
    from mlplanner.queries.snapshots import load_portfolio

    w = sample_in_memory()
    for make in OPERATIONS.values():
        w.run(make(w))
        assert load_portfolio(w.connection, w.portfolio.revision) == w.portfolio
        w.undo()
    w.close()


def test_that_a_reset_takes_back_every_playbook_change() -> None:
    w = sample_in_memory()
    shipped = w.playbook
    w.run(playbooks.edit_entry("roles.data_engineer.fte_high", '"1.2"'))
    assert w.playbook.roles["data_engineer"].fte_high == Decimal("1.2")
    w.run(playbooks.reset_entries([]))
    assert w.playbook == shipped
    w.close()


def test_that_an_attached_file_is_named_with_its_hash(tmp_path: Path) -> None:  # P3.3
    w = sample_in_memory()
    note = tmp_path / "note.txt"
    note.write_text("evidence")
    artifact = churn(w).artifacts[0]
    w.run(gates.attach_file(artifact, note))
    kept = churn(w).artifacts[0]
    assert (kept.file_name, len(kept.file_sha256)) == ("note.txt", 64)
    w.undo()
    assert churn(w).artifacts[0] == artifact
    w.close()
