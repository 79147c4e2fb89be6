"""Changes of the playbook leave one that loads, or are refused whole."""

from datetime import date

import pytest

from mlplanner.domain.errors import BadInput
from mlplanner.domain.settings import Override
from mlplanner.operations.playbooks import reset_entries, take_changes
from tests.support.sample_files import sample_in_memory

ROLE = '{"title": "Data steward", "fte_low": 0.1, "fte_high": 0.2, "deliverable": "Data contracts"}'
DELIVERS = "phases.discovery.gate.artifacts.raci.role"


def test_that_a_role_that_is_still_named_is_not_reset() -> None:  # P4.1
    workspace = sample_in_memory(date(2026, 3, 2))
    changes = [Override(path="roles.data_steward", value=ROLE), Override(path=DELIVERS, value='"data_steward"')]
    workspace.run(take_changes(changes, replace=False))

    with pytest.raises(BadInput, match="there is no role 'data_steward'"):
        workspace.run(reset_entries(["roles.data_steward"]))
    assert len(workspace.portfolio.overrides) == 2

    workspace.run(reset_entries([DELIVERS]))
    workspace.run(reset_entries(["roles.data_steward"]))
    assert len(workspace.portfolio.overrides) == 0
    assert "data_steward" not in workspace.playbook.roles
    workspace.close()
