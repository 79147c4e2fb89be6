"""Arguments and options that several commands share, and how they open a portfolio."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from mlplanner.cli.output import remark
from mlplanner.operations.workspace import Workspace, open_workspace

PortfolioFile = Annotated[Path, typer.Argument(metavar="FILE", help="The portfolio file.")]
ProjectName = Annotated[str, typer.Argument(metavar="PROJECT", help="Reference (ML-001), name, or its beginning.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


@contextmanager
def reading(path: Path) -> Iterator[Workspace]:
    """The portfolio, opened so that nothing can be written; works while a window has it open."""
    workspace = open_workspace(path, read_only=True, make_backup=False)
    _tell_unused(workspace)
    try:
        yield workspace
    finally:
        workspace.close()


@contextmanager
def writing(path: Path) -> Iterator[Workspace]:
    """The portfolio, opened for writing, backed up; WorldFault while another mlplanner has it open."""
    workspace = open_workspace(path)
    _tell_unused(workspace)
    try:
        yield workspace
    finally:
        workspace.close()


def _tell_unused(workspace: Workspace) -> None:
    for change in workspace.unused_changes:
        remark(f"a change of the playbook is not used. {change.reason}")
