"""`mlplanner demo`: the sample portfolio and every document that can be made of it, in one folder."""

import re
import unicodedata
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from mlplanner.cli.export import record, write_document
from mlplanner.cli.output import say
from mlplanner.domain.errors import WorldFault
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.exchange.exports import EXPORTS, Export
from mlplanner.operations.workspace import Workspace
from mlplanner.storage.files import SUFFIX
from mlplanner.storage.locks import InstanceLock

Folder = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to write; made when it is missing.")]


def demo(out: Folder = Path("out")) -> None:
    """Build the sample portfolio and write every export of every project, without a screen."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorldFault(f"The folder {out} can't be made: {error.strerror}.") from None
    from mlplanner.operations.sample import create_sample

    path = out / f"sample{SUFFIX}"
    _keep_earlier(path)
    workspace = create_sample(path)
    try:
        say(f"{path}")
        for project_id in tuple(workspace.portfolio.plans):
            for export in (export for export in EXPORTS if export.is_of_project):
                # The plan is read anew: a pack that was just noted is part of the files that follow.
                _write(workspace, export, workspace.portfolio.plan(project_id), out)
        for export in (export for export in EXPORTS if not export.is_of_project):
            _write(workspace, export, None, out)
    finally:
        workspace.close()


def _write(workspace: Workspace, export: Export, plan: ProjectPlan | None, folder: Path) -> None:
    path = folder / (f"{plan.project.ref}-{_slug(plan.project.name)}.{export.id}" if plan else export.id)
    write_document(workspace, export, plan, path)
    if plan and export.is_recorded:
        record(workspace, export, plan, path)
    say(f"{path}")


def _keep_earlier(path: Path) -> None:
    """Put an earlier sample portfolio aside: somebody may have worked in it."""
    if not path.exists():
        return
    lock = InstanceLock(path)
    lock.acquire()
    try:
        aside = _free_name(path)
        path.replace(aside)
        say(f"{aside} (what lay in {path.name} before)")
    except OSError as error:
        raise WorldFault(f"{path} can't be put aside: {error.strerror}.") from None
    finally:
        lock.release()


def _free_name(path: Path) -> Path:
    """`sample-earlier.mlplan`, with a number when that name is taken: what was put aside before is kept as well."""
    names = (f"{path.stem}-earlier{f'-{number}' if number > 1 else ''}{path.suffix}" for number in count(1))
    return next(free for name in names if not (free := path.with_name(name)).exists())


def _slug(name: str) -> str:
    """A name that every file system takes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60] or "project"
