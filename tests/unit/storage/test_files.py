"""Bad files give one clear sentence and stay as they were; backups and upgrades work on checked copies."""

import os
import sqlite3
import stat
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from mlplanner.domain.errors import WorldFault
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import create_project
from mlplanner.operations.workspace import create_workspace, open_workspace
from mlplanner.storage.backups import KEPT, backup, backups
from mlplanner.storage.files import stored_version
from mlplanner.storage.migrations import Migration
from mlplanner.storage.tables import SCHEMA_VERSION
from mlplanner.storage.upgrades import upgrade


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    path = tmp_path / "plan ? # %20 Łukasz.mlplan"
    create_workspace(path, first_settings("Test")).close()
    return path


def _other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("create table t (x)")
    connection.commit()
    connection.close()


def _newer(path: Path) -> None:
    create_workspace(path, first_settings("Test")).close()
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version=99")
    connection.close()


def _damaged(path: Path) -> None:
    create_workspace(path, first_settings("Test")).close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + os.urandom(4096) + content[8192:])


def _cut(path: Path) -> None:
    create_workspace(path, first_settings("Test")).close()
    path.write_bytes(path.read_bytes()[: 4096 * 3 + 100])


BAD = {
    "is empty": lambda path: path.write_bytes(b""),
    "is not a portfolio of mlplanner": lambda path: path.write_text("Dear colleague, " * 100),
    "is damaged (cut off)": lambda path: path.write_bytes(b"SQLite format 3\x00"),
    "is damaged": _damaged,
    "damaged": _cut,
    "written by a newer mlplanner": _newer,
    "is a database of another program": _other_database,
    "is a folder": lambda path: path.mkdir(),
    "There is no file": lambda path: None,
}


@pytest.mark.parametrize("sentence", BAD)
def test_that_a_bad_file_is_told_in_one_sentence_and_not_touched(sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.mlplan"
    BAD[sentence](path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(WorldFault) as caught:
        open_workspace(path)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not [p for p in tmp_path.iterdir() if p != path and not p.name.endswith(".lock")]


def test_that_a_file_being_written_elsewhere_says_so(portfolio: Path) -> None:
    other = sqlite3.connect(portfolio, isolation_level=None)
    w = open_workspace(portfolio, make_backup=False)
    w.connection.exec_driver_sql("PRAGMA busy_timeout=10")
    other.execute("begin immediate")
    from mlplanner.domain.people import Person
    from mlplanner.operations.fields import add_row

    with pytest.raises(WorldFault, match="being written by another program"):
        w.run(add_row(Person(name="Ana")))
    other.execute("rollback")
    w.run(add_row(Person(name="Ana")))
    assert len(w.portfolio.people) == 1
    w.close()
    other.close()


@pytest.mark.skipif(os.name != "posix", reason="file modes as on POSIX")
def test_that_new_files_and_backups_are_readable_by_their_owner_alone(portfolio: Path) -> None:
    kept = backup(portfolio, 0)
    assert kept is not None
    for path in (portfolio, kept):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_that_opening_makes_one_backup_for_each_revision_and_thins_them(portfolio: Path) -> None:
    from mlplanner.domain.people import Person
    from mlplanner.operations.fields import add_row

    for number in range(KEPT + 3):
        w = open_workspace(portfolio)
        w.run(add_row(Person(name=f"Person {number}")))
        w.close()
    open_workspace(portfolio).close()
    open_workspace(portfolio).close()
    found = backups(portfolio)
    assert len(found) == KEPT
    assert found[0].stem.endswith(f"-r{KEPT + 3}")
    w = open_workspace(found[0], make_backup=False)
    assert len(w.portfolio.people) == KEPT + 3
    w.close()


def test_that_an_upgrade_changes_a_copy_and_keeps_the_old_file(portfolio: Path) -> None:
    def add_note(connection: sqlite3.Connection) -> None:
        connection.execute("alter table person add column x text")

    step = Migration(SCHEMA_VERSION + 1, "Add a note", add_note)
    kept = upgrade(portfolio, SCHEMA_VERSION, [step])
    assert kept is not None
    assert stored_version(kept) == SCHEMA_VERSION
    connection = sqlite3.connect(portfolio)
    assert connection.execute("pragma user_version").fetchone() == (SCHEMA_VERSION + 1,)
    assert "x" in [row[1] for row in connection.execute("pragma table_info(person)")]
    connection.close()


def test_that_a_failing_upgrade_leaves_the_file_as_it_was(portfolio: Path) -> None:
    def broken(connection: sqlite3.Connection) -> None:
        connection.execute("alter table person add column x text")
        connection.execute("insert into nowhere values (1)")

    before = portfolio.read_bytes()
    with pytest.raises(WorldFault, match=r"could not be upgraded .* it is unchanged"):
        upgrade(portfolio, SCHEMA_VERSION, [Migration(SCHEMA_VERSION + 1, "Break", broken)])
    assert portfolio.read_bytes() == before
    assert list(portfolio.parent.glob("*.upgrade*")) == []


def test_that_a_current_file_is_not_upgraded(portfolio: Path) -> None:
    assert upgrade(portfolio, SCHEMA_VERSION) is None


def test_that_money_is_integer_cents_in_the_file(portfolio: Path) -> None:
    from datetime import date
    from decimal import Decimal

    from mlplanner.operations.projects import create_project

    w = open_workspace(portfolio)
    w.run(create_project("One", date(2026, 3, 2), budget=Decimal("12345678901.55")))
    assert w.portfolio.plan(1).project.budget == Decimal("12345678901.55")
    w.close()
    connection = sqlite3.connect(portfolio)
    assert connection.execute("select budget, typeof(budget) from project").fetchone() == (1234567890155, "integer")
    connection.close()


def test_that_deleted_rows_leave_no_trace_in_their_table(portfolio: Path) -> None:
    connection = open_workspace(portfolio).connection
    assert connection.exec_driver_sql("pragma secure_delete").scalar() == 1
    assert connection.exec_driver_sql("pragma synchronous").scalar() == 3
    assert connection.exec_driver_sql("pragma foreign_keys").scalar() == 1


CHANGED_BY_HAND = (
    "DROP TABLE phase",
    "DROP TABLE history_step",
    "ALTER TABLE project DROP COLUMN why_now",
    "DELETE FROM settings",
    "DELETE FROM value_model",
    "DELETE FROM phase",
    "UPDATE risk_assessment SET tier='silly'",
    "UPDATE project SET start='2026-99-99'",
    "UPDATE project SET handover_pct='abc'",
    "UPDATE history_step SET action='undo'",
)


@pytest.mark.parametrize("statement", CHANGED_BY_HAND)
def test_that_a_sound_database_that_is_no_whole_portfolio_is_told_in_one_sentence(
    statement: str, portfolio: Path
) -> None:
    w = open_workspace(portfolio, make_backup=False)
    w.run(create_project("One", date(2026, 3, 2)))
    w.close()
    connection = sqlite3.connect(portfolio)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(WorldFault, match=r"is damaged.*restore it from a backup"):
        open_workspace(portfolio, make_backup=False)


def test_that_a_file_that_could_not_be_made_whole_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_connection: object) -> None:
        raise DBAPIError("CREATE TABLE", None, _full())

    monkeypatch.setattr("mlplanner.storage.connection.create_tables", fail)
    with pytest.raises(WorldFault, match="disk is full"):
        create_workspace(tmp_path / "new.mlplan", first_settings("Test"))
    assert not (tmp_path / "new.mlplan").exists()


def _full() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = "SQLITE_FULL"
    return error
