"""People are put on lines as capacity allows, replaced from a week on, and followed by a successor (P4.5, P4.9)."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.errors import BadInput
from mlplanner.domain.people import Person
from mlplanner.domain.staffing import StaffingLine
from mlplanner.operations.assigning import (
    add_successor,
    assign_part,
    blend_lines,
    replace_from,
    source_lines,
)
from mlplanner.operations.fields import add_row
from mlplanner.operations.workspace import Workspace
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    workspace = sample_in_memory()
    yield workspace
    workspace.close()


def new_line(workspace: Workspace, sourcing: Sourcing = Sourcing.INTERNAL) -> StaffingLine:
    """0.8 FTE in W2–W5, for nobody yet."""
    weekly = dict.fromkeys(range(2, 6), Decimal("0.8"))
    line = StaffingLine(project_id=1, role="ml_engineer", sourcing=sourcing, weekly=weekly, placeholder="Contractor A")
    return workspace.run(add_row(line)).value


def new_person(workspace: Workspace) -> int:
    return workspace.run(add_row(Person(name="Ada", role="ml_engineer"))).value.id or 0


def line_of(workspace: Workspace, line: StaffingLine) -> StaffingLine:
    found = workspace.portfolio.plan(1).line(line.id)
    assert found is not None
    return found


def test_that_a_part_is_taken_and_the_rest_stays_open(workspace: Workspace) -> None:
    line, ada = new_line(workspace), new_person(workspace)
    rest = workspace.run(assign_part(line, ada, {2: Decimal("0.8"), 3: Decimal("0.3")})).value
    taken = line_of(workspace, line)
    assert (taken.person_id, taken.placeholder) == (ada, "")
    assert taken.weekly == {2: Decimal("0.8"), 3: Decimal("0.3")}
    assert (rest.person_id, rest.placeholder) == (None, "Contractor A")
    assert rest.weekly == {3: Decimal("0.5"), 4: Decimal("0.8"), 5: Decimal("0.8")}


def test_that_taking_all_leaves_no_second_line(workspace: Workspace) -> None:
    line, ada = new_line(workspace), new_person(workspace)
    count = len(workspace.portfolio.plan(1).lines)
    workspace.run(assign_part(line, ada, dict.fromkeys(range(2, 6), Decimal(1))))
    assert len(workspace.portfolio.plan(1).lines) == count
    assert line_of(workspace, line).weekly == line.weekly


def test_that_nothing_left_is_refused(workspace: Workspace) -> None:
    line, ada = new_line(workspace), new_person(workspace)
    with pytest.raises(BadInput, match="nothing left"):
        workspace.run(assign_part(line, ada, {9: Decimal(1)}))


def test_that_somebody_takes_over_from_a_week_on(workspace: Workspace) -> None:
    line, ada = new_line(workspace), new_person(workspace)
    later = workspace.run(replace_from(line, 4, ada)).value
    assert (later.person_id, sorted(later.weekly)) == (ada, [4, 5])
    assert sorted(line_of(workspace, line).weekly) == [2, 3]


def test_that_a_successor_overlaps_the_last_weeks(workspace: Workspace) -> None:
    line, ada = new_line(workspace, Sourcing.CONTRACTOR), new_person(workspace)
    made = workspace.run(add_successor(line, 2, Decimal("0.5"), ada)).value
    assert (made.sourcing, made.person_id) == (Sourcing.INTERNAL, ada)
    assert made.weekly == {4: Decimal("0.5"), 5: Decimal("0.5")}
    assert line_of(workspace, line).successor_id == made.id
    with pytest.raises(BadInput, match="successor already"):
        workspace.run(add_successor(line, 2, Decimal("0.5"), None))


def test_that_no_overlap_is_no_successor(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match="at least one week"):
        workspace.run(add_successor(new_line(workspace, Sourcing.CONTRACTOR), 0, Decimal(1), None))


def test_that_an_internal_line_needs_no_successor(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match="contractor or partner"):
        workspace.run(add_successor(new_line(workspace), 2, Decimal(1), None))


def test_that_another_way_to_source_takes_the_agreed_fee_along(workspace: Workspace) -> None:
    line = new_line(workspace, Sourcing.PARTNER)
    workspace.run(source_lines([line], Sourcing.HIRE, "Hire"))
    now = line_of(workspace, line)
    assert (now.sourcing, now.fixed_fee) == (Sourcing.HIRE, None)
    assert workspace.undo_label == "Source by hire"


def test_that_a_contractor_until_the_hire_is_there_becomes_two_lines_with_an_overlap(workspace: Workspace) -> None:
    # P4.4, P4.5
    line = new_line(workspace)
    parts = [
        line.model_copy(update={"sourcing": Sourcing.CONTRACTOR, "weekly": dict.fromkeys((2, 3, 4), Decimal(1))}),
        line.model_copy(update={"sourcing": Sourcing.HIRE, "weekly": dict.fromkeys((4, 5), Decimal(1))}),
    ]
    workspace.run(blend_lines({line.id or 0: parts}))
    now = line_of(workspace, line)
    assert (now.sourcing, sorted(now.weekly)) == (Sourcing.CONTRACTOR, [2, 3, 4])
    hire = workspace.portfolio.plan(now.project_id).line(now.successor_id)
    assert hire is not None
    assert (hire.sourcing, sorted(hire.weekly), hire.person_id) == (Sourcing.HIRE, [4, 5], None)
    workspace.undo()
    assert line_of(workspace, line) == line
