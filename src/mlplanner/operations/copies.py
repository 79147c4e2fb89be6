"""Copies of the open portfolio: save a copy elsewhere, back up now. The portfolio itself is only read."""

from pathlib import Path

from mlplanner.domain.errors import BadInput, WorldFault
from mlplanner.operations.workspace import Workspace
from mlplanner.storage.backups import backup, backup_folder, copy_checked


def save_copy(workspace: Workspace, target: Path) -> Path:
    """A checked copy of the portfolio at `target`; an earlier file of that name is replaced, the open one never."""
    if workspace.path is None:
        raise BadInput("This portfolio is not in a file; there is nothing to copy.")
    if target.exists() and target.samefile(workspace.path):
        raise BadInput(f"{target.name} is the open portfolio itself; choose another name for the copy.")
    try:
        copy_checked(workspace.path, target)
    except OSError as error:
        raise WorldFault(f"{target} can't be written: {error.strerror or error}.") from None
    return target


def back_up_now(workspace: Workspace) -> Path | None:
    """A backup of the portfolio as it is; None when the newest backup already holds this very state."""
    if workspace.path is None:
        raise BadInput("This portfolio is not in a file; there is nothing to back up.")
    return backup(workspace.path, workspace.portfolio.revision)


def folder_of_backups(path: Path) -> Path:
    """Where the backups of the portfolio at `path` lie."""
    return backup_folder(path)
