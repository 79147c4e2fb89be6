"""Files that another program, an older version or a hand made: they open, or one sentence says what is wrong."""

from datetime import date
from pathlib import Path

import pytest

from mlplanner.domain.errors import BadInput, Cancelled, Refused
from mlplanner.domain.lifecycle import Phase
from mlplanner.domain.noun import Noun
from mlplanner.domain.people import Person
from mlplanner.domain.projects import Project
from mlplanner.domain.settings import Override
from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine.figures import compute_figures
from mlplanner.engine.pausing import first_week
from mlplanner.exchange.exports import EXPORTS, Export, Material, find_export
from mlplanner.operations.fields import add_row, remove_rows, set_fields
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.playbooks import edit_entry, reset_entries
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import add_gates, add_life_cycle, create_project
from mlplanner.operations.timelines import set_baseline
from mlplanner.operations.workspace import Workspace, create_workspace, open_workspace

TODAY = date(2026, 3, 2)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """One project in a file."""
    w = create_workspace(tmp_path / "a.mlplan", first_settings("Test"), today=lambda: TODAY)
    w.run(create_project("One", TODAY))
    return w


def without_phases(w: Workspace) -> None:
    w.run(remove_rows(Phase, [phase.id or 0 for phase in w.portfolio.plan(1).phases]))
    w.run(set_fields(Project, 1, headroom_weeks=0))


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.id)
def test_that_a_plan_without_phases_is_exported(workspace: Workspace, tmp_path: Path, export: Export) -> None:
    without_phases(workspace)
    plan = workspace.portfolio.plan(1)
    figures = {1: compute_figures(workspace.portfolio, plan, workspace.playbook, TODAY)}
    material = Material(
        workspace.portfolio, figures, workspace.playbook, TODAY, plan if export.is_of_project else None, 1
    )
    export.write(material, tmp_path / export.id, never=(), progress=lambda _share: None)
    assert (tmp_path / export.id).stat().st_size > 0


def test_that_a_plan_without_phases_is_given_those_of_the_playbook(workspace: Workspace) -> None:
    shipped = [(phase.name, phase.weeks) for phase in workspace.portfolio.plan(1).phases]
    without_phases(workspace)
    workspace.run(add_life_cycle(1))
    plan = workspace.portfolio.plan(1)
    assert [(phase.name, phase.weeks) for phase in plan.phases] == shipped
    assert len(plan.gates) == len(shipped)
    with pytest.raises(Refused, match="has phases already"):
        workspace.run(add_life_cycle(1))


def test_that_a_phase_never_gets_a_second_gate(workspace: Workspace) -> None:  # P3.2
    plan = workspace.portfolio.plan(1)
    with pytest.raises(Refused, match="ends with a gate already"):
        workspace.run(add_gates(plan, plan.phases[0]))
    assert workspace.portfolio.plan(1) == plan


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            StaffingLine(project_id=1, role="ml_engineer", person_id=999),
            "Person: there is no person with the number 999",
        ),
        (StaffingLine(project_id=1, role="ml_engineer", successor_id=9), "Successor: there is no staffing line with"),
        (StaffingLine(project_id=77, role="ml_engineer"), "there is no project with the number 77"),
    ],
)
def test_that_a_reference_to_nothing_is_one_sentence(workspace: Workspace, row: Noun, sentence: str) -> None:
    before = workspace.portfolio
    with pytest.raises(BadInput, match=sentence):
        workspace.run(add_row(row))
    with pytest.raises(BadInput, match="Accountable owner: there is no person with the number 5"):
        workspace.run(set_fields(Project, 1, owner_id=5))
    assert workspace.portfolio is before
    assert workspace.run(add_row(Person(name="Ann"))).value.id == 1


def test_that_phases_of_equal_order_follow_each_other(workspace: Workspace) -> None:
    """As the engine places them: by order, then as they were made."""

    def apply(do: Context) -> None:
        for phase in do.portfolio.plan(1).phases:
            do.unit.change(Phase, phase.id or 0, position=1)

    workspace.run(Operation("Make all the same", apply))
    plan = workspace.portfolio.plan(1)
    timeline = workspace.figures.of(1).timeline
    assert [first_week(plan, phase) for phase in plan.phases] == [dates.first_week for dates in timeline.phases]
    workspace.run(set_baseline(plan, {gate.gate_id: gate.date for gate in timeline.gates}))
    assert [phase.baseline_start for phase in workspace.portfolio.plan(1).phases] == [
        dates.start for dates in timeline.phases
    ]


def spoiled(w: Workspace) -> Workspace:
    """The same file with two changes of a playbook that ships no longer, and a good one; opened again."""

    def apply(do: Context) -> None:
        for path, value in (
            ("roles.gone_role.fte_high", "0.4"),
            ("figures.handover_pct.value", "0.25"),
            ("rules.kpi_count.text", '"Only {nonsense}?"'),
        ):
            do.unit.add(Override(path=path, value=value))

    w.run(Operation("As another version left it", apply))
    assert w.path is not None
    w.close()
    return open_workspace(w.path, today=lambda: TODAY)


def test_that_a_change_whose_entry_no_longer_ships_does_not_keep_the_file_shut(workspace: Workspace) -> None:
    w = spoiled(workspace)
    assert str(w.playbook.figure("handover_pct")) == "0.25"
    assert {change.path for change in w.unused_changes} == {"roles.gone_role.fte_high", "rules.kpi_count.text"}
    assert all(change.path in change.reason for change in w.unused_changes)
    w.run(edit_entry("figures.contingency_pct.value", "0.15"))
    assert str(w.playbook.figure("contingency_pct")) == "0.15"
    with pytest.raises(BadInput, match="no entry"):
        w.run(edit_entry("roles.other_role.fte_high", "0.5"))
    w.run(reset_entries([change.path for change in w.unused_changes]))
    assert w.unused_changes == ()
    w.undo()
    assert len(w.unused_changes) == 2
    w.close()


@pytest.mark.parametrize("name", ["pack.pdf", "plan.xlsx", "portfolio.xlsx"])
@pytest.mark.parametrize("last", [2, 5, 7])
def test_that_a_long_export_can_be_stopped_between_its_parts(
    workspace: Workspace, tmp_path: Path, name: str, last: int
) -> None:
    export, plan = find_export(name), workspace.portfolio.plan(1)
    figures = {1: compute_figures(workspace.portfolio, plan, workspace.playbook, TODAY)}
    material = Material(workspace.portfolio, figures, workspace.playbook, TODAY, plan)
    heard: list[float] = []
    before = sorted(tmp_path.iterdir())

    def listen(share: float) -> None:
        heard.append(share)
        if len(heard) == last:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        export.write(material, tmp_path / name, progress=listen)
    assert heard == sorted(heard)
    assert 0 < heard[-1] < 1
    assert sorted(tmp_path.iterdir()) == before
