"""The exports: one explicit tuple, used by window and command line alike; a new export is one line here."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from mlplanner.domain.documents import fingerprint
from mlplanner.domain.errors import BadInput, WorldFault
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.sharing import SHARED_COPY
from mlplanner.engine.results import Figures
from mlplanner.playbook.entries import Playbook

PACK = "pack.pdf"


def _silent(_: float) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Material:
    """What a document is made of: a snapshot, the figures of its projects, and the day as of which it speaks."""

    portfolio: Portfolio
    figures: Mapping[int, Figures]
    playbook: Playbook
    today: date
    plan: ProjectPlan | None = None
    """The project of a project's document; None for the whole portfolio."""
    version: int = 1
    """The document's number, printed on packs."""
    paper: str = "a4"
    """Paper of the packs: a4 or letter."""
    report: Callable[[float], None] = _silent
    """Hears the share that is written, 0 to 1, and may raise `Cancelled` between two parts of the document."""

    @property
    def subject(self) -> tuple[Portfolio, ProjectPlan, Figures, Playbook]:
        """What every document of one project is made of."""
        if self.plan is None:
            raise BadInput("This document is made of one project; name it.")
        return self.portfolio, self.plan, self.figures[self.plan.id], self.playbook

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the project's plan."""
        return fingerprint(self.portfolio, self.subject[1])


@dataclass(frozen=True)
class Export:
    """A kind of document. `id` is what the command line calls it and how the file's name ends."""

    id: str
    title: str
    is_of_project: bool
    is_recorded: bool
    """True: the portfolio keeps which version of it showed which plan (packs)."""
    make: Callable[[Material, Path], None]
    artifacts: tuple[str, ...] = ()
    """Keys of the gate artifacts that it is the evidence of."""
    is_of_figures: bool = True
    """False: it holds what was entered and nothing computed, so no figure is computed for it."""
    recorded_as: str = ""
    """Id of the document that it is a copy of, with the same version numbers; empty for its own."""

    @property
    def kind(self) -> str:
        """Under what it is recorded and numbered."""
        return self.recorded_as or self.id

    @property
    def suffix(self) -> str:
        """The file's suffix: `.pdf`."""
        return Path(self.id).suffix

    def write(
        self,
        material: Material,
        path: Path,
        *,
        never: Iterable[Path | None] = (),
        progress: Callable[[float], None] = _silent,
    ) -> None:
        """Write the document to `path`, whole or not at all; an earlier file of that name is replaced.

        `progress` hears the share done and may raise `Cancelled`; nothing is written then.

        `never`: files that must not be replaced (the open portfolio). BadInput or WorldFault in one sentence.
        """
        _refuse_target(path, never)
        draft = path.with_name(f".{path.stem[:60]}-{os.getpid()}{self.suffix}")
        try:
            progress(0.05)
            self.make(replace(material, report=lambda share: progress(0.05 + 0.9 * share)), draft)
            if self.suffix == ".xlsx" and material.portfolio.settings.portfolio_uid == SHARED_COPY:
                from mlplanner.exchange.sharing import freeze_workbook

                freeze_workbook(draft)
            progress(0.95)
            draft.replace(path)
        except OSError as error:
            raise WorldFault(f"{path} can't be written: {error.strerror or error}.") from None
        finally:
            draft.unlink(missing_ok=True)

    def place(self, source: Path, path: Path, *, never: Iterable[Path | None] = ()) -> None:
        """Copy a document that was made already to `path`, whole or not at all; as careful as `write`."""
        _refuse_target(path, never)
        draft = path.with_name(f".{path.stem[:60]}-{os.getpid()}{self.suffix}")
        try:
            draft.write_bytes(source.read_bytes())
            draft.replace(path)
        except OSError as error:
            raise WorldFault(f"{path} can't be written: {error.strerror or error}.") from None
        finally:
            draft.unlink(missing_ok=True)


def _refuse_target(path: Path, never: Iterable[Path | None]) -> None:
    try:
        is_there = path.exists()
    except OSError as error:
        raise BadInput(f"{path} can't be written: {error.strerror or error}.") from None
    if path.is_dir():
        raise BadInput(f"{path} is a folder; give the name of a file.")
    if is_there and not path.is_file():
        # Replacing a device or a pipe would take it away from everybody else.
        raise BadInput(f"{path} is a device or a pipe; give the name of a file.")
    if not path.parent.is_dir():
        raise BadInput(f"There is no folder {path.parent}; make it first.")
    for kept in never:
        if kept is not None and path.exists() and kept.exists() and path.samefile(kept):
            raise BadInput(f"{path} is the portfolio itself; choose another name for the export.")


# Each writer is imported when it is asked for: they bring ReportLab, openpyxl and matplotlib with them.


def _brief(material: Material, path: Path) -> None:
    from mlplanner.exchange.pdf.briefs import write_brief_pdf
    from mlplanner.reports.briefs import build_brief

    report = build_brief(*material.subject, material.today, fingerprint=material.fingerprint, version=material.version)
    write_brief_pdf(report, path)


def _pack(material: Material, path: Path) -> None:
    _write_pack(material, path, is_archive=False)


def _pack_archive(material: Material, path: Path) -> None:
    _write_pack(material, path, is_archive=True)


def _write_pack(material: Material, path: Path, *, is_archive: bool) -> None:
    from mlplanner.exchange.pack_files import find_paper, write_pack

    write_pack(
        material.subject,
        material.today,
        path,
        kind=PACK,
        fingerprint=material.fingerprint,
        version=material.version,
        is_archive=is_archive,
        paper=find_paper(material.paper),
        progress=material.report,
    )


def _dashboard(material: Material, path: Path) -> None:
    from mlplanner.exchange.pdf.dashboards import write_dashboard_pdf
    from mlplanner.reports.dashboards import build_dashboard

    report = build_dashboard(
        *material.subject, material.today, fingerprint=material.fingerprint, version=material.version
    )
    write_dashboard_pdf(report, path)


def _model_card_pdf(material: Material, path: Path) -> None:
    from mlplanner.exchange.pdf.model_cards import write_model_card_pdf
    from mlplanner.reports.model_cards import build_model_card

    card = build_model_card(
        *material.subject, material.today, fingerprint=material.fingerprint, version=material.version
    )
    write_model_card_pdf(card, path)


def _model_card_md(material: Material, path: Path) -> None:
    from mlplanner.exchange.markdown import write_model_card_md
    from mlplanner.reports.model_cards import build_model_card

    card = build_model_card(
        *material.subject, material.today, fingerprint=material.fingerprint, version=material.version
    )
    write_model_card_md(card, path)


def _plan_workbook(material: Material, path: Path) -> None:
    from mlplanner.exchange.excel.plan_workbook import write_plan_workbook

    write_plan_workbook(*material.subject, path, progress=material.report)


def _plan_json(material: Material, path: Path) -> None:
    from mlplanner.exchange.plan_json import write_plan_json

    portfolio, plan, _, _ = material.subject
    write_plan_json(portfolio, plan, path)


def _project_xml(material: Material, path: Path) -> None:
    from mlplanner.exchange.mspdi.writing import write_project_xml

    write_project_xml(*material.subject, path)


def _plan_calendar(material: Material, path: Path) -> None:
    from mlplanner.exchange.calendar_events import write_calendar

    portfolio, plan, _, playbook = material.subject
    write_calendar(portfolio, [plan], material.figures, playbook, path, today=material.today)


def _portfolio_calendar(material: Material, path: Path) -> None:
    from mlplanner.exchange.calendar_events import write_calendar

    portfolio = material.portfolio
    plans = portfolio.plans.values()
    write_calendar(portfolio, plans, material.figures, material.playbook, path, today=material.today)


def _portfolio_workbook(material: Material, path: Path) -> None:
    from mlplanner.exchange.excel.portfolio_workbook import write_portfolio_workbook

    write_portfolio_workbook(material.portfolio, material.figures, material.playbook, path, progress=material.report)


def _portfolio_json(material: Material, path: Path) -> None:
    from mlplanner.exchange.portfolio_json import write_portfolio_json

    write_portfolio_json(material.portfolio, path)


def _committee_pack(material: Material, path: Path) -> None:
    from mlplanner.exchange.pdf.committees import write_committee_pdf
    from mlplanner.reports.committee_sections import COMMITTEE_SECTIONS
    from mlplanner.reports.committees import Committee, build_committee_pack

    portfolio = material.portfolio
    committee = Committee(portfolio, material.figures, material.playbook, portfolio.status_day(material.today))
    prints = "".join(fingerprint(portfolio, plan) for plan in portfolio.plans.values())
    sections = (section(committee) for section in COMMITTEE_SECTIONS)
    report = build_committee_pack(committee, sections, fingerprint=sha256(prints.encode()).hexdigest())
    write_committee_pdf(report, path)


def _features(material: Material, path: Path) -> None:
    from mlplanner.exchange.excel.features_workbook import write_features_workbook

    write_features_workbook(*material.subject, path)


EXPORTS: tuple[Export, ...] = (
    Export("brief.pdf", "Brief (PDF)", is_of_project=True, is_recorded=False, make=_brief),
    Export(PACK, "Approval pack (PDF)", is_of_project=True, is_recorded=True, make=_pack),
    Export(
        "pack-archive.pdf",
        "Approval pack, archive copy (PDF/A)",
        is_of_project=True,
        is_recorded=True,
        make=_pack_archive,
        recorded_as=PACK,
    ),
    Export("dashboard.pdf", "Dashboard (PDF)", is_of_project=True, is_recorded=False, make=_dashboard),
    Export("plan.xlsx", "Plan workbook (Excel)", is_of_project=True, is_recorded=False, make=_plan_workbook),
    Export(
        "features.xlsx",
        "Feature catalogue, tests and cost (Excel)",
        is_of_project=True,
        is_recorded=False,
        make=_features,
        artifacts=("feature_catalogue", "feature_coverage", "feature_cost_sheet"),
    ),
    Export("plan.json", "Plan (JSON)", is_of_project=True, is_recorded=False, make=_plan_json),
    Export("plan.xml", "Plan (Microsoft Project XML)", is_of_project=True, is_recorded=False, make=_project_xml),
    Export("plan.ics", "Dates of the plan (calendar)", is_of_project=True, is_recorded=False, make=_plan_calendar),
    Export("model-card.pdf", "Model card (PDF)", is_of_project=True, is_recorded=False, make=_model_card_pdf),
    Export("model-card.md", "Model card (Markdown)", is_of_project=True, is_recorded=False, make=_model_card_md),
    Export(
        "portfolio.xlsx", "Portfolio workbook (Excel)", is_of_project=False, is_recorded=False, make=_portfolio_workbook
    ),
    Export(
        "portfolio.ics",
        "Dates of all projects (calendar)",
        is_of_project=False,
        is_recorded=False,
        make=_portfolio_calendar,
    ),
    Export(
        "portfolio.json",
        "Whole portfolio (JSON)",
        is_of_project=False,
        is_recorded=False,
        make=_portfolio_json,
        is_of_figures=False,
    ),
    Export("committee.pdf", "Committee pack (PDF)", is_of_project=False, is_recorded=False, make=_committee_pack),
)


def find_export(name: str) -> Export:
    """The export of that id; BadInput that names all of them."""
    found = next((export for export in EXPORTS if export.id == name), None)
    if found is None:
        raise BadInput(f"There is no export '{name}'; choose {', '.join(export.id for export in EXPORTS)}.")
    return found


def everything(portfolio: Portfolio) -> list[tuple[Export, ProjectPlan | None, str]]:
    """All documents of a portfolio with names that stay: `portfolio.xlsx`, and `ML-001.pack.pdf` for a project."""
    whole: list[tuple[Export, ProjectPlan | None, str]] = [
        (export, None, export.id) for export in EXPORTS if not export.is_of_project
    ]
    return whole + [
        (export, plan, f"{plan.project.ref}.{export.id}")
        for plan in portfolio.plans.values()
        for export in EXPORTS
        if export.is_of_project
    ]


def make_folder(folder: Path) -> None:
    """Make the folder where there is none. BadInput or WorldFault in one sentence."""
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file; give the name of a folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorldFault(f"The folder {folder} can't be made: {error.strerror or error}.") from None
