"""What no step may do to the evidence, whichever way it comes (P7.3, P7.4)."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mlplanner.domain.benefits import Experiment
from mlplanner.domain.changes import ChangeSet, EditAction, RowEdit
from mlplanner.domain.enums import Comparison, ExperimentDesign, GateOutcome
from mlplanner.domain.errors import BadInput, BadValue
from mlplanner.domain.lifecycle import Decision
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.projects import Project
from mlplanner.domain.rollout import Evidence, Observation, Stage
from mlplanner.domain.validation import validated
from mlplanner.operations.fields import add_row, remove_rows, set_fields
from mlplanner.operations.gates import decide_gate
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.projects import create_project
from mlplanner.operations.rollout import add_usual_rollout, take_from_value_model
from mlplanner.operations.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(sample_file: Path) -> Iterator[Workspace]:
    opened = open_workspace(sample_file)
    yield opened
    opened.close()


def support(workspace: Workspace) -> ProjectPlan:
    """Locked on 5 December, launched on 8 December; today is 20 February."""
    return workspace.portfolio.find("Support triage")


def refused(workspace: Workspace, operation: Operation[Any]) -> BadValue:
    before = workspace.portfolio.revision
    with pytest.raises(BadValue) as caught:
        workspace.run(operation)
    assert workspace.portfolio.revision == before
    return caught.value


def observe(plan: ProjectPlan, day: date, **fields: Any) -> Operation[Any]:
    values = {"project_id": plan.id, "kpi_id": plan.kpis[0].id, "observed_on": day, "value": Decimal(14), **fields}
    return add_row(validated(Observation, values))


@pytest.mark.parametrize("days", [10, 29, 91, 365])
def test_that_a_window_outside_the_playbooks_band_is_refused(workspace: Workspace, days: int) -> None:  # P7.3
    churn = workspace.portfolio.find("churn")
    error = refused(workspace, set_fields(Project, churn.id, evidence_days=days))
    assert error.field == "evidence_days"
    assert str(error) == f"Evidence window, days: must be 30 to 90, as the playbook says; got {days}."
    refused(workspace, create_project("New", date(2026, 3, 2), evidence_days=days))


def test_that_a_window_of_400_days_is_refused(workspace: Workspace) -> None:  # P7.3
    refused(workspace, set_fields(Project, workspace.portfolio.find("churn").id, evidence_days=400))


@pytest.mark.parametrize(
    ("field", "value", "title"),
    [
        ("threshold", Decimal("16.5"), "Success threshold"),
        ("threshold_money", Decimal(1), "Success threshold in money a year"),
        ("comparison", Comparison.ABOVE, "Succeeds when"),
        ("kpi_id", None, "Deciding KPI"),
        ("criteria", "As we like it", "How it is decided"),
    ],
)
def test_that_locked_criteria_stay(workspace: Workspace, field: str, value: Any, title: str) -> None:  # P7.3
    error = refused(workspace, set_fields(Evidence, support(workspace).evidence.id or 0, **{field: value}))
    assert error.field == field
    assert str(error) == f"{title}: locked since 2025-12-05; a new decision of the production gate unlocks it."


def test_that_the_window_is_locked_with_the_criteria(workspace: Workspace) -> None:  # P7.3
    error = refused(workspace, set_fields(Project, support(workspace).id, evidence_days=30))
    assert "locked since 2025-12-05" in str(error)


def test_that_nobody_sets_or_opens_the_lock_by_hand(workspace: Workspace) -> None:  # P7.3
    for plan, day in ((support(workspace), None), (workspace.portfolio.find("churn"), date(2026, 2, 1))):
        error = refused(workspace, set_fields(Evidence, plan.evidence.id or 0, locked_on=day))
        assert "decision of the production gate" in str(error)


def test_that_an_import_is_refused_like_a_field(workspace: Workspace) -> None:  # P7.3
    evidence = support(workspace).evidence
    edit = RowEdit(
        EditAction.CHANGE,
        "evidence",
        evidence.id or 0,
        {"threshold": Decimal(17)},
        {"threshold": evidence.threshold},
        "evidence",
        "Evidence!C4",
    )
    assert "locked since" in str(refused(workspace, apply_changes(ChangeSet("plan.xlsx", (edit,)))))


def test_that_a_new_decision_in_the_same_step_moves_the_lock(workspace: Workspace) -> None:  # P7.3
    plan = support(workspace)
    gate = next(gate for gate in plan.gates if gate.key == "productionize")

    def decide(do: Context) -> None:
        fields = {"project_id": plan.id, "gate_id": gate.id, "outcome": "hold", "decided_by_id": gate.owner_id}
        do.unit.add(validated(Decision, {**fields, "decided_on": do.today, "reason": "New criteria"}))
        do.unit.change(Evidence, plan.evidence.id or 0, locked_on=None)

    workspace.run(Operation("Decide", decide))
    workspace.run(set_fields(Evidence, plan.evidence.id or 0, threshold=Decimal(15)))
    assert support(workspace).evidence.threshold == 15
    workspace.undo()
    workspace.undo()
    assert support(workspace) == plan


def test_that_the_production_gate_locks_and_unlocks_the_criteria(workspace: Workspace) -> None:  # P7.3
    plan = support(workspace)
    gate = next(gate for gate in plan.gates if gate.key == "productionize")

    def decide(outcome: GateOutcome) -> None:
        here = support(workspace)
        figures = workspace.figures.of(here.id)
        workspace.run(
            decide_gate(
                here,
                gate,
                figures,
                outcome=outcome,
                decided_by_id=gate.owner_id,
                decided_on=workspace.today,
                reason="Criteria anew",
            )
        )

    decide(GateOutcome.HOLD)
    assert support(workspace).evidence.locked_on is None
    workspace.run(set_fields(Evidence, plan.evidence.id or 0, threshold=Decimal(15)))
    decide(GateOutcome.DEFER)
    workspace.undo()
    assert support(workspace).evidence.threshold == 15


def test_that_nothing_is_observed_before_the_launch_or_in_the_future(workspace: Workspace) -> None:  # P7.4
    plan = support(workspace)
    assert "before the launch on 2025-12-08" in str(refused(workspace, observe(plan, date(2025, 12, 7))))
    assert "has not come yet" in str(refused(workspace, observe(plan, date(2026, 2, 21))))
    assert "nothing is launched yet" in str(
        refused(workspace, observe(workspace.portfolio.find("churn"), date(2026, 2, 1)))
    )
    workspace.run(observe(plan, date(2025, 12, 8)))


def test_that_a_launch_does_not_move_behind_a_measurement(workspace: Workspace) -> None:  # P7.4
    evidence = support(workspace).evidence
    error = refused(workspace, set_fields(Evidence, evidence.id or 0, launched_on=date(2026, 1, 12)))
    assert error.field == "launched_on"
    refused(workspace, set_fields(Evidence, evidence.id or 0, launched_on=None))


def test_that_no_share_is_above_a_hundred_per_cent(workspace: Workspace) -> None:  # P7.4
    with pytest.raises(BadValue, match="must be at most 1"):
        observe(support(workspace), date(2026, 2, 1), attribution=Decimal("1.01"))


def edit_of(plan: ProjectPlan, **fields: Any) -> tuple[Experiment, Callable[[Workspace], Experiment]]:
    experiment = plan.experiments[0].model_copy(update=fields)
    return experiment, lambda w: w.run(take_from_value_model(plan, experiment, w.playbook)).value


def test_that_an_experiment_takes_rates_from_a_kpi_in_per_cent(workspace: Workspace) -> None:  # P7.2
    plan = workspace.portfolio.find("churn")
    precision = next(kpi for kpi in plan.kpis if kpi.name == "Precision at the top 10 %")
    after = edit_of(plan, kpi_id=precision.id)[1](workspace)
    assert (after.design, after.p1, after.p2) == (ExperimentDesign.PROPORTIONS, Decimal("0.21"), Decimal("0.55"))
    assert after.units_per_week == 100_000 // 52
    assert after.success_money == Decimal("247648.65")  # 269,500 × (55 − 21) / (58 − 21)


def test_that_an_experiment_takes_a_difference_of_means_from_other_kpis(workspace: Workspace) -> None:  # P7.2
    plan = support(workspace)
    after = edit_of(plan)[1](workspace)
    assert (after.design, after.delta, after.sigma) == (ExperimentDesign.MEANS, Decimal("2.7"), Decimal("9.1"))
    assert after.success_money == Decimal("90000.00")  # three quarters of the way to 14.6 minutes


def test_that_an_experiment_without_numbers_to_take_says_what_is_missing(workspace: Workspace) -> None:  # P7.2
    plan = support(workspace)
    with pytest.raises(BadInput, match="Choose the KPI"):
        edit_of(plan, kpi_id=None)[1](workspace)
    flat = next(kpi for kpi in plan.kpis if kpi.name == "Tickets that come back")
    workspace.run(set_fields(type(flat), flat.id or 0, threshold=flat.baseline))
    with pytest.raises(BadInput, match="that differ"):
        edit_of(support(workspace), kpi_id=flat.id)[1](workspace)


def test_that_a_new_project_starts_with_the_usual_rollout(workspace: Workspace) -> None:  # P7.1, P7.5, P7.7
    project = workspace.run(create_project("Twelve weeks", date(2026, 3, 2))).value
    plan = workspace.portfolio.plan(project.id or 0)
    assert [(s.kind, s.from_week, s.to_week) for s in plan.stages] == [
        ("shadow", 11, 12),
        ("canary", 13, 16),
        ("full", 17, 20),
    ]
    assert [(e.comparison, e.threshold, e.deadline_hours) for e in plan.escalations] == [
        (Comparison.BELOW, Decimal(-5), 0),
        (Comparison.ABOVE, Decimal(10), 24),
    ]
    assert {line.panel for line in plan.dashboard} == {"business", "health", "operations"}
    assert workspace.run(add_usual_rollout(plan)).value == 0


def test_that_an_old_project_is_given_the_usual_rows_it_lacks(workspace: Workspace) -> None:  # P7.1
    plan = support(workspace)
    workspace.run(remove_rows(Stage, [stage.id or 0 for stage in plan.stages]))
    workspace.run(add_usual_rollout(support(workspace)))
    after = support(workspace)
    assert [stage.kind for stage in after.stages] == ["shadow", "canary", "full"]
    assert after.escalations == plan.escalations
