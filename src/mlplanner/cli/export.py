"""`mlplanner export FILE [PROJECT] --as … -o PATH`: one document, written whole or not at all."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated

import typer

from mlplanner.cli.output import remark, say
from mlplanner.cli.parameters import PortfolioFile, reading, writing
from mlplanner.domain.documents import fingerprint
from mlplanner.domain.errors import BadInput, PlannerError
from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.sharing import CHOICES
from mlplanner.engine.results import Figures
from mlplanner.exchange.exports import EXPORTS, Export, Material, everything, find_export, make_folder
from mlplanner.exchange.sharing import check_choices, shared_name, shared_subject
from mlplanner.operations.documents import attach_to_artifacts, document_version, record_document
from mlplanner.operations.workspace import Workspace

_PAPER = "a4"
Project = Annotated[str | None, typer.Argument(metavar="PROJECT", help="Reference, name, or its beginning.")]
Kind = Annotated[str | None, typer.Option("--as", metavar="KIND", help=" | ".join(export.id for export in EXPORTS))]
All = Annotated[bool, typer.Option("--all", help="Every document, to the folder that -o names.")]
PaperName = Annotated[str, typer.Option("--paper", metavar="PAPER", help="Paper of approval packs: a4 or letter.")]
Without = Annotated[
    list[str] | None, typer.Option("--without", metavar="WHAT", help=f"Leave out, to share: {', '.join(CHOICES)}.")
]
Target = Annotated[
    Path, typer.Option("-o", "--output", metavar="PATH", help="The file to write; with --all, the folder.")
]


def export(
    file: PortfolioFile,
    output: Target,
    project: Project = None,
    *,
    kind: Kind = None,
    is_all: All = False,
    paper: PaperName = _PAPER,
    without: Without = None,
) -> None:
    """Write a brief, an approval pack, a plan or the whole portfolio to a file; with --all, all of it to a folder."""
    if paper != _PAPER:
        from mlplanner.exchange.pack_files import find_paper

        find_paper(paper)
    if is_all:
        if kind or project:
            raise BadInput("--all writes every document of every project; leave the project and --as out.")
        if without:
            _share_all(file, output, paper, without)
        else:
            _export_all(file, output, paper)
        return
    if not kind:
        raise BadInput(f"Say what to write: --as {', '.join(known.id for known in EXPORTS)}, or --all.")
    chosen = find_export(kind)
    if without:
        _share(file, chosen, project, output, paper=paper, without=without)
        return
    with reading(file) as workspace:
        plan = _plan(workspace, chosen, project)
        write_document(workspace, chosen, plan, output, paper=paper)
    say(f"Wrote {output} ({output.stat().st_size:,} bytes).")
    if plan and chosen.artifacts:
        _attach(file, chosen, plan, output)
    if plan and chosen.is_recorded:
        try:
            with writing(file) as workspace:
                record(workspace, chosen, workspace.portfolio.plan(plan.id), output)
        except PlannerError as error:
            remark(f"The portfolio does not list this document: {error}")


def _export_all(file: Path, folder: Path, paper: str) -> None:
    """Every document under a name that stays, then one note of the packs."""
    make_folder(folder)
    with reading(file) as workspace:
        written = everything(workspace.portfolio)
        for chosen, plan, name in written:
            write_document(workspace, chosen, plan, folder / name, paper=paper)
    say(f"Wrote {len(written)} files to {folder}.")
    try:
        with writing(file) as workspace:
            for chosen, plan, name in written:
                if plan and chosen.is_recorded:
                    record(workspace, chosen, workspace.portfolio.plan(plan.id), folder / name)
    except PlannerError as error:
        remark(f"The portfolio does not list these documents: {error}")


def _share(
    file: Path, chosen: Export, project: str | None, output: Path, *, paper: str, without: Collection[str]
) -> None:
    """A copy with parts left out: no version of the document, so the portfolio does not list it."""
    out = check_choices(without)
    with reading(file) as workspace:
        plan = _plan(workspace, chosen, project)
        write_shared(workspace, chosen, plan, output, out, paper=paper)
    said = " and ".join(sorted(out))
    say(f"Wrote {output} ({output.stat().st_size:,} bytes), a shared copy without {said}; it can't come back.")


def _share_all(file: Path, folder: Path, paper: str, without: Collection[str]) -> None:
    """Every document as a shared copy; what is left out is taken out of the portfolio once."""
    out = check_choices(without)
    make_folder(folder)
    with reading(file) as workspace:
        portfolio, figures = shared_subject(workspace.portfolio, workspace.playbook, workspace.today, out)
        written = everything(workspace.portfolio)
        for chosen, plan, name in written:
            told = portfolio.plan(plan.id) if plan else None
            material = Material(portfolio, figures, workspace.playbook, workspace.today, told, 1, paper)
            chosen.write(material, folder / shared_name(name), never=(workspace.path,))
    said = " and ".join(sorted(out))
    say(f"Wrote {len(written)} files to {folder}, shared copies without {said}; they can't come back.")


def write_shared(
    workspace: Workspace,
    chosen: Export,
    plan: ProjectPlan | None,
    path: Path,
    without: Collection[str],
    *,
    paper: str = _PAPER,
) -> None:
    """Write one document of what is left of the workspace's portfolio; never over the portfolio itself."""
    key = plan.id if plan else None
    portfolio, figures = shared_subject(workspace.portfolio, workspace.playbook, workspace.today, without, key)
    told = portfolio.plan(key) if key is not None else None
    material = Material(portfolio, figures, workspace.playbook, workspace.today, told, 1, paper)
    chosen.write(material, path, never=(workspace.path,))


def _attach(file: Path, chosen: Export, plan: ProjectPlan, output: Path) -> None:
    """Let the gate's artifacts that it is the evidence of name the file (P5.6)."""
    try:
        with writing(file) as workspace:
            current = workspace.portfolio.plan(plan.id)
            named = workspace.run(attach_to_artifacts(current, chosen.artifacts, output.resolve())).value
    except PlannerError as error:
        remark(f"The gate's artifacts do not name this file: {error}")
        return
    if named:
        say(f"{named} artifact{'' if named == 1 else 's'} of the gate now name{'s' if named == 1 else ''} this file.")


def write_document(
    workspace: Workspace, chosen: Export, plan: ProjectPlan | None, path: Path, *, paper: str = _PAPER
) -> None:
    """Write one document of the workspace as it is now; never over the portfolio itself."""
    portfolio = workspace.portfolio
    figures = _figures(workspace, chosen, plan)
    version = document_version(plan, chosen.kind, fingerprint(portfolio, plan)) if plan else 1
    material = Material(portfolio, figures, workspace.playbook, workspace.today, plan, version, paper)
    chosen.write(material, path, never=(workspace.path,))


def _figures(workspace: Workspace, chosen: Export, plan: ProjectPlan | None) -> Mapping[int, Figures]:
    if not chosen.is_of_figures:
        return {}
    return {plan.id: workspace.figures.of(plan.id)} if plan else workspace.figures.all()


def record(workspace: Workspace, chosen: Export, plan: ProjectPlan, path: Path) -> None:
    """Let the portfolio keep which plan the document showed."""
    from mlplanner.exchange.pack_files import sent_revision
    from mlplanner.exchange.pdf.page_hashes import hashes_of_file

    ask = workspace.figures.of(plan.id).costs.ask
    print_of_plan = fingerprint(workspace.portfolio, plan)
    workspace.run(
        record_document(
            plan,
            chosen.kind,
            fingerprint=print_of_plan,
            made_on=workspace.today,
            ask=f"{workspace.portfolio.settings.currency} {format_amount(ask, 2)}",
            file_name=path.name,
            revision=sent_revision(plan, chosen.kind, print_of_plan, workspace.portfolio.revision),
            hashes=hashes_of_file(path),
        )
    )


def _plan(workspace: Workspace, chosen: Export, project: str | None) -> ProjectPlan | None:
    if not chosen.is_of_project:
        if project:
            raise BadInput(f"{chosen.id} holds the whole portfolio; leave '{project}' out.")
        return None
    if not project:
        raise BadInput(f"{chosen.id} is made of one project; name it after the file ('mlplanner projects' lists them).")
    return workspace.portfolio.find(project)
