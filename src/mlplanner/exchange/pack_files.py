"""Approval packs as they are sent: pages, the exact plan attached, and what tells them apart when they come back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from mlplanner.domain.errors import BadInput
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.sharing import SHARED_COPY
from mlplanner.engine.results import Figures
from mlplanner.exchange.pdf.finishing import Finish
from mlplanner.exchange.pdf.pack_marks import FORMAT, PackMark
from mlplanner.exchange.pdf.page_hashes import PLAN_JSON, PLAN_XLSX
from mlplanner.exchange.pdf.sheets import A4, PAPERS, Paper
from mlplanner.playbook.entries import Playbook

Subject = tuple[Portfolio, ProjectPlan, Figures, Playbook]


def find_paper(name: str) -> Paper:
    """The paper of that name; BadInput that names all of them."""
    paper = PAPERS.get(name.casefold())
    if paper is None:
        raise BadInput(f"There is no paper '{name}'; choose {' or '.join(PAPERS)}.")
    return paper


def sent_revision(plan: ProjectPlan, kind: str, fingerprint: str, now: int) -> int:
    """The revision that a document of this plan names: the one of its first copy, so that a second copy is the same."""
    sent = [pack.revision for pack in plan.packs if (pack.kind, pack.fingerprint) == (kind, fingerprint)]
    return next((revision for revision in sent if revision is not None), now)


def write_pack(
    subject: Subject,
    today: date,
    path: Path,
    *,
    kind: str,
    fingerprint: str,
    version: int,
    is_archive: bool = False,
    paper: Paper = A4,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write the pack with its plan inside. `kind`: id of the export under which copies are recorded.

    WorldFault: the file cannot be written there.
    """
    from mlplanner.exchange.pdf.packs import write_pack_pdf
    from mlplanner.reports.packs import build_pack

    portfolio, plan, figures, playbook = subject
    revision = sent_revision(plan, kind, fingerprint, portfolio.revision)
    report = build_pack(*subject, today, fingerprint=fingerprint, version=version, revision=revision)
    mark = PackMark(
        format=FORMAT,
        portfolio=portfolio.settings.portfolio_uid,
        project=plan.project.ref,
        project_id=str(plan.id),
        revision=str(revision),
        version=str(version),
        fingerprint=fingerprint,
        gate=plan.next_gate.key if plan.next_gate else "",
        content="",
        plan="",
    )
    # The attached plan does not list copies of itself: a pack made once more must be the same pack.
    packs = tuple(pack for pack in plan.packs if pack.fingerprint != fingerprint)
    attached = (replace(portfolio, revision=revision), replace(plan, packs=packs), figures, playbook)
    finish = Finish(mark, _plan_files(attached), is_archive)
    write_pack_pdf(report, path, paper=paper, finish=finish, progress=progress)


def _plan_files(subject: Subject) -> dict[str, bytes]:
    """The plan as JSON and as a workbook."""
    from mlplanner.exchange.excel.plan_workbook import write_plan_workbook
    from mlplanner.exchange.plan_json import write_plan_json

    if subject[0].settings.portfolio_uid == SHARED_COPY:
        return {}  # what is attached is there to come back, and a shared copy can't
    with TemporaryDirectory(prefix="mlplanner-") as folder:
        text, workbook = Path(folder) / PLAN_JSON, Path(folder) / PLAN_XLSX
        write_plan_json(subject[0], subject[1], text)
        write_plan_workbook(*subject, workbook)
        return {PLAN_JSON: text.read_bytes(), PLAN_XLSX: _unpacked(workbook.read_bytes())}


def _unpacked(workbook: bytes) -> bytes:
    """The workbook with its parts stored as they are: packed as one by the PDF, they take a quarter less."""
    found = BytesIO()
    with ZipFile(BytesIO(workbook)) as packed, ZipFile(found, "w", ZIP_STORED) as stored:
        for part in packed.infolist():
            stored.writestr(ZipInfo(part.filename, part.date_time), packed.read(part))
    return found.getvalue()
