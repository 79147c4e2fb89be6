"""Reading a portfolio needs neither tables nor calculations: they are made and imported when they are first needed."""

from pathlib import Path

import pytest

from mlplanner.domain.registry import KINDS, Kind
from mlplanner.storage.reading import read_nouns
from tests.support.fresh_python import run_python
from tests.support.sample_files import copy_of_sample, sample_in_memory

_OPENED = """
import sys
from pathlib import Path
from mlplanner.operations.workspace import open_workspace
open_workspace(Path(sys.argv[1]), read_only=True).close()
from mlplanner.storage.tables import METADATA
print(*sorted(METADATA.tables), "mlplanner.engine.results" in sys.modules, "mlplanner.operations.guards" in sys.modules)
"""


def test_that_a_portfolio_opens_without_its_tables_and_without_the_calculations(tmp_path: Path) -> None:
    assert run_python(_OPENED, str(copy_of_sample(tmp_path))).split() == [
        "history_change", "history_step", "False", "False",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.in_project], ids=lambda kind: kind.key)
def test_that_some_projects_rows_are_those_of_all_in_the_same_order(kind: Kind) -> None:
    workspace = sample_in_memory()
    rows = read_nouns(workspace.connection, kind)
    assert read_nouns(workspace.connection, kind, {5, 2}) == [row for row in rows if row.project_id in (2, 5)]
    assert read_nouns(workspace.connection, kind, ()) == []
    workspace.close()
