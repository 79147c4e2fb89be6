"""Files of earlier versions open, hold what they held, and their history can still be undone."""

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from mlplanner.domain.errors import WorldFault
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.workspace import create_workspace, open_workspace
from mlplanner.storage.files import stored_version
from mlplanner.storage.tables import SCHEMA_VERSION

Columns = dict[str, dict[str, tuple[str, int]]]


@pytest.fixture(params=[1, 2])
def old_version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def old_file(project_root: Path, tmp_path: Path, old_version: int) -> Path:
    """The sample portfolio as an earlier version wrote it; a project was renamed in it, and another one removed."""
    path = tmp_path / "old.mlplan"
    shutil.copy(project_root / "tests" / "files" / f"portfolio-v{old_version}.mlplan", path)
    return path


def columns(path: Path) -> Columns:
    """Table → column → (type, must not be null)."""
    connection = sqlite3.connect(path)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        table: {row[1]: (row[2], row[3]) for row in connection.execute(f'PRAGMA table_info("{table}")')}
        for table in tables
    }
    connection.close()
    return found


def indexes(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    connection.close()
    return names


def test_that_an_upgraded_file_has_the_tables_of_a_new_one(old_file: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.mlplan"
    create_workspace(new, first_settings("New")).close()
    open_workspace(old_file).close()
    assert stored_version(old_file) == SCHEMA_VERSION
    assert columns(old_file) == columns(new)
    assert indexes(old_file) == indexes(new)


def test_that_an_upgraded_file_keeps_its_plans_and_the_old_file(old_file: Path, old_version: int) -> None:
    workspace = open_workspace(old_file, today=lambda: date(2026, 2, 20))
    assert [plan.project.name for plan in workspace.portfolio.plans.values()][:2] == [
        "Churn, renamed",
        "Payroll fraud alerts",
    ]
    assert all(
        plan.evidence.id and plan.serving.id and plan.uncertainty.id for plan in workspace.portfolio.plans.values()
    )
    assert workspace.figures.of(1).costs.ask > 0
    workspace.close()
    assert stored_version(old_file.with_name(f"old.v{old_version}.mlplan")) == old_version


def test_that_an_older_file_can_be_looked_at_and_stays_as_it_is(old_file: Path, old_version: int) -> None:
    before = old_file.read_bytes()
    looked_at = open_workspace(old_file, read_only=True)
    assert old_file.read_bytes() == before
    assert (stored_version(old_file), [path.name for path in old_file.parent.glob("*.mlplan")]) == (
        old_version,
        ["old.mlplan"],
    )
    upgraded = open_workspace(old_file)
    assert looked_at.portfolio == upgraded.portfolio
    with pytest.raises(WorldFault, match="open read-only"):
        looked_at.undo()
    looked_at.close()
    upgraded.close()


def test_that_an_older_file_that_can_not_be_upgraded_is_told_when_looked_at(old_file: Path) -> None:
    connection = sqlite3.connect(old_file)
    connection.execute("ALTER TABLE settings RENAME TO setting")
    connection.close()
    with pytest.raises(WorldFault, match=r"old\.mlplan (is of an older version and could not be upgraded|is damaged)"):
        open_workspace(old_file, read_only=True)


def test_that_steps_of_an_older_version_are_undone_and_redone(old_file: Path) -> None:
    workspace = open_workspace(old_file, today=lambda: date(2026, 2, 20))
    workspace.undo()
    removed = workspace.portfolio.find("HR analytics platform")
    assert removed.retraining.id
    workspace.undo()
    assert workspace.portfolio.plan(1).project.name == "Churn early warning"
    workspace.redo()
    workspace.redo()
    assert removed.id not in workspace.portfolio.plans
    workspace.undo()
    assert workspace.portfolio.find("HR analytics platform").risk_assessment.id
    workspace.close()
