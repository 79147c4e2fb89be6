"""Copies and backups of the open portfolio."""

from pathlib import Path

import pytest

from mlplanner.domain.errors import BadInput, WorldFault
from mlplanner.operations.copies import back_up_now, folder_of_backups, save_copy
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.workspace import create_workspace, open_workspace


def test_that_a_copy_holds_the_same_and_the_open_file_stays_open(tmp_path: Path) -> None:
    w = create_workspace(tmp_path / "a.mlplan", first_settings("A"))
    save_copy(w, tmp_path / "b.mlplan")
    copy = open_workspace(tmp_path / "b.mlplan")
    assert copy.portfolio.settings == w.portfolio.settings
    copy.close()
    w.close()


def test_that_the_open_portfolio_is_never_copied_over(tmp_path: Path) -> None:
    w = create_workspace(tmp_path / "a.mlplan", first_settings("A"))
    before = (tmp_path / "a.mlplan").read_bytes()
    with pytest.raises(BadInput, match="choose another name"):
        save_copy(w, tmp_path / "a.mlplan")
    assert (tmp_path / "a.mlplan").read_bytes() == before
    w.close()


def test_that_a_copy_into_a_missing_folder_says_so(tmp_path: Path) -> None:
    w = create_workspace(tmp_path / "a.mlplan", first_settings("A"))
    with pytest.raises(WorldFault, match=r"b\.mlplan can't be written"):
        save_copy(w, tmp_path / "gone" / "b.mlplan")
    w.close()


def test_that_a_portfolio_in_memory_has_nothing_to_copy(tmp_path: Path) -> None:
    w = create_workspace(None, first_settings("A"))
    with pytest.raises(BadInput, match="not in a file"):
        save_copy(w, tmp_path / "b.mlplan")
    with pytest.raises(BadInput, match="not in a file"):
        back_up_now(w)
    w.close()


def test_that_a_backup_is_made_once_for_one_state(tmp_path: Path) -> None:
    w = create_workspace(tmp_path / "a.mlplan", first_settings("A"))
    made = back_up_now(w)
    assert made is not None
    assert made.parent == folder_of_backups(tmp_path / "a.mlplan")
    assert back_up_now(w) is None
    w.close()
