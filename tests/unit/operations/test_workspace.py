"""Transactions, refusals, and the rules about who may open a file."""

from datetime import date
from pathlib import Path

import pytest

from mlplanner.domain.enums import GateOutcome
from mlplanner.domain.errors import BadInput, NotFound, Refused, WorldFault
from mlplanner.domain.lifecycle import Decision, Gate, Phase
from mlplanner.domain.noun import Noun
from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.projects import Project
from mlplanner.operations.fields import remove_rows, set_fields
from mlplanner.operations.operation import Changes, Context, Operation
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import create_project
from mlplanner.operations.workspace import Workspace, create_workspace, open_workspace
from mlplanner.queries.histories import describe_step, list_steps
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def workspace() -> Workspace:
    w = create_workspace(None, first_settings("Test"), today=lambda: date(2026, 3, 2))
    w.run(create_project("One", date(2026, 3, 4)))
    return w


def test_that_a_failing_operation_leaves_no_trace(workspace: Workspace) -> None:
    before = workspace.portfolio

    def apply(do: Context) -> None:
        do.unit.add(Project(name="Half-written", start=date(2026, 1, 5)))
        raise BadInput("stop")

    with pytest.raises(BadInput):
        workspace.run(Operation("Fail", apply))
    assert workspace.portfolio is before
    assert len(list_steps(workspace.connection)) == 1


def test_that_a_bad_value_is_refused_with_one_sentence(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match="Name: is longer than 120 characters"):
        workspace.run(set_fields(Project, 1, name="x" * 10_000))
    assert workspace.portfolio.plan(1).project.name == "One"


def test_that_an_operation_without_effect_makes_no_step(workspace: Workspace) -> None:
    revision = workspace.portfolio.revision
    assert workspace.run(set_fields(Project, 1, name="One")).changes.is_empty
    assert workspace.portfolio.revision == revision


def test_that_each_step_is_told_once(workspace: Workspace) -> None:
    told: list[Changes] = []
    stop = workspace.subscribe(told.append)
    workspace.run(set_fields(Project, 1, name="Two"))
    workspace.undo()
    stop()
    workspace.redo()
    assert [(c.action, c.project_ids, c.rows) for c in told] == [
        ("edit", frozenset({1}), (("projects", 1),)),
        ("undo", frozenset({1}), (("projects", 1),)),
    ]


def test_that_a_new_edit_ends_redo(workspace: Workspace) -> None:
    workspace.run(set_fields(Project, 1, name="Two"))
    workspace.undo()
    workspace.run(set_fields(Project, 1, name="Three"))
    assert workspace.redo_label is None
    with pytest.raises(Refused, match="nothing to redo"):
        workspace.redo()


def test_that_a_new_file_has_nothing_to_undo() -> None:
    w = create_workspace(None, first_settings("Test"))
    with pytest.raises(Refused, match="nothing to undo"):
        w.undo()


def test_that_undo_and_redo_walk_the_whole_history(workspace: Workspace) -> None:
    seen = [workspace.portfolio.plans]
    for name in ("Two", "Three", "Four"):
        workspace.run(set_fields(Project, 1, name=name))
        seen.append(workspace.portfolio.plans)
    for expected in reversed(seen[:-1]):
        workspace.undo()
        assert workspace.portfolio.plans == expected
    for expected in seen[1:]:
        workspace.redo()
        assert workspace.portfolio.plans == expected


def test_that_ids_are_never_used_again(workspace: Workspace) -> None:
    workspace.run(create_project("Two", date(2026, 3, 4)))
    workspace.undo()
    assert workspace.run(create_project("Three", date(2026, 3, 4))).value.ref == "ML-003"


def test_that_decisions_are_never_edited_or_removed(workspace: Workspace) -> None:  # P3.4
    gate = workspace.portfolio.plan(1).gates[0]

    def decide(do: Context) -> Decision:
        person = do.unit.add(Person(name="Ana"))
        return do.unit.add(
            Decision(
                project_id=1,
                gate_id=gate.id or 0,
                outcome=GateOutcome.HOLD,
                decided_by_id=person.id or 0,
                decided_on=date(2026, 3, 2),
                reason="Wait",
            )
        )

    decision = workspace.run(Operation("Decide", decide)).value
    with pytest.raises(Refused, match="never edited"):
        workspace.run(set_fields(Decision, decision.id or 0, reason="Other"))
    with pytest.raises(Refused, match="never removed"):
        workspace.run(remove_rows(Decision, [decision.id or 0]))
    with pytest.raises(Refused, match="Ana is named in a decision"):
        workspace.run(remove_rows(Person, [decision.decided_by_id]))


@pytest.mark.parametrize(("noun", "kind"), [(Gate, "gates"), (Phase, "phases")])
def test_that_a_decision_does_not_go_with_its_gate_but_with_its_project(noun: type[Noun], kind: str) -> None:  # P3.4
    w = sample_in_memory(date(2026, 3, 2))
    plan = next(plan for plan in w.portfolio.plans.values() if plan.decisions)
    row = next(row for row in getattr(plan, kind) if plan.decisions[0].gate_id in (row.id, *_gates_of(plan, row)))
    with pytest.raises(Refused, match="would go with its gate; a decision is never removed"):
        w.run(remove_rows(noun, [row.id]))
    assert w.portfolio.plan(plan.id) == plan
    w.run(remove_rows(Project, [plan.id]))
    assert plan.id not in w.portfolio.plans
    w.close()


def _gates_of(plan: ProjectPlan, row: Noun) -> tuple[int | None, ...]:
    return tuple(gate.id for gate in plan.gates if isinstance(row, Phase) and gate.phase_id == row.id)


def test_that_a_row_that_is_gone_is_named(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="Project ML-099 is no longer there"):
        workspace.run(set_fields(Project, 99, name="Ghost"))


def test_that_the_history_tells_what_changed_in_words(workspace: Workspace) -> None:
    workspace.run(set_fields(Project, 1, name="Two"))
    step = list_steps(workspace.connection, project_id=1)[0]
    assert step.label == "Change Name (project)"
    lines = describe_step(workspace.connection, workspace.portfolio, step)
    assert [(line.field, line.before, line.after) for line in lines] == [("Name", "One", "Two")]
    workspace.undo()
    undone = list_steps(workspace.connection, project_id=1)[0]
    lines = describe_step(workspace.connection, workspace.portfolio, undone)
    assert [(line.before, line.after) for line in lines] == [("Two", "One")]


def test_that_a_second_instance_is_noticed(sample_file: Path) -> None:
    w = open_workspace(sample_file)
    with pytest.raises(WorldFault, match="is open in another mlplanner"):
        open_workspace(sample_file)
    reader = open_workspace(sample_file, read_only=True)
    with pytest.raises(WorldFault, match="read-only"):
        reader.run(create_project("No", date(2026, 3, 4)))
    reader.close()
    w.close()
    open_workspace(sample_file).close()


def test_that_a_file_replaced_underneath_is_not_written(sample_file: Path, tmp_path: Path) -> None:
    w = open_workspace(sample_file)
    sample_file.rename(tmp_path / "moved.mlplan")
    with pytest.raises(WorldFault, match="moved, replaced or deleted"):
        w.run(create_project("No", date(2026, 3, 4)))
    w.close()


def test_that_a_failed_creation_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "new.mlplan"
    with pytest.raises(Exception, match=r"currency|Currency"):
        create_workspace(path, first_settings("X", currency="EURO"))
    assert not path.exists()


def test_that_an_existing_file_is_never_overwritten(sample_file: Path) -> None:
    size = sample_file.stat().st_size
    with pytest.raises(WorldFault, match="exists already"):
        create_workspace(sample_file, first_settings("X"))
    assert sample_file.stat().st_size == size
