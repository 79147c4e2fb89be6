"""What is to be exported, as records for the worker: the snapshot, the document, where it goes, what is left out of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mlplanner.domain.documents import fingerprint
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.sharing import SHARED_COPY
from mlplanner.engine.figures import compute_figures
from mlplanner.engine.results import Figures
from mlplanner.exchange.exports import Export, Material, make_folder
from mlplanner.exchange.pdf.page_hashes import hashes_of_file
from mlplanner.exchange.sharing import shared_name, shared_subject
from mlplanner.gui.jobs import Progress
from mlplanner.operations.documents import document_version
from mlplanner.playbook.entries import Playbook

_FORBIDDEN = '\\/:*?"<>|\n\t'
_SHARE_OF_FIGURES = 0.5


@dataclass(frozen=True)
class Order:
    """One document to be made: the snapshot it speaks of, and where it goes."""

    export: Export
    portfolio: Portfolio
    playbook: Playbook
    today: date
    plan: ProjectPlan | None
    known: dict[int, Figures]
    """Figures that are computed already."""
    path: Path
    never: Path | None
    """The open portfolio, which is never written over."""
    paper: str = "a4"
    without: frozenset[str] = frozenset()
    """What is left out of a shared copy, which is no version of the document; empty: nothing."""

    def shared(self, progress: Callable[[float, str], object]) -> "Order":
        """The same order on what is left of the portfolio when it is shared, its figures computed; else itself."""
        if not self.without or self.portfolio.settings.portfolio_uid == SHARED_COPY:
            return self
        key = self.plan.id if self.plan else None
        told, figures = shared_subject(self.portfolio, self.playbook, self.today, self.without, key, progress=progress)
        return replace(self, portfolio=told, known=figures, plan=told.plan(key) if key is not None else None)

    def fill(self, progress: Callable[[float, str], object]) -> tuple[str, str]:
        """On the worker: compute what is missing, write the document; gives the hashes by which it is recorded."""
        if self.without and self.portfolio.settings.portfolio_uid != SHARED_COPY:
            return self.shared(lambda share, label: progress(_SHARE_OF_FIGURES * share, label)).fill(progress)
        plans = [self.plan] if self.plan else list(self.portfolio.plans.values())
        if not self.export.is_of_figures:
            plans = []
        figures: dict[int, Figures] = {}
        for number, plan in enumerate(plans):
            progress(_SHARE_OF_FIGURES * number / len(plans), f"Computing {plan.project.name}")
            figures[plan.id] = self.known.get(plan.id) or compute_figures(
                self.portfolio, plan, self.playbook, self.today
            )
        version = 1
        if self.plan and not self.without:
            version = document_version(self.plan, self.export.kind, fingerprint(self.portfolio, self.plan))
        material = Material(self.portfolio, figures, self.playbook, self.today, self.plan, version, self.paper)

        def report(share: float) -> None:
            progress(_SHARE_OF_FIGURES + (1 - _SHARE_OF_FIGURES) * share, f"Writing {self.path.name}")

        self.export.write(material, self.path, never=(self.never,), progress=report)
        return hashes_of_file(self.path) if self.export.is_recorded and not self.without else ("", "")


def fill_all(orders: list[Order], folder: Path, progress: Progress) -> list[tuple[str, str]]:
    """On the worker: all documents; what is shared is taken out of the portfolio once."""
    make_folder(folder)
    whole = next((order for order in orders if order.plan is None), None)
    told = whole.shared(lambda _, label: progress(0.0, label)) if whole else None
    hashes = []
    for number, order in enumerate(orders):

        def report(share: float, label: str, number: int = number) -> None:
            progress((number + share) / len(orders), label)

        report(0.0, f"Writing {order.path.name}")
        hashes.append((_shared_alike(order, told) if order.without and told else order).fill(report))
    return hashes


def _shared_alike(order: Order, told: Order) -> Order:
    """The order on a portfolio that was shared already."""
    plan = told.portfolio.plan(order.plan.id) if order.plan else None
    return replace(order, portfolio=told.portfolio, known=told.known, plan=plan)


def file_name(export: Export, portfolio: Portfolio, plan: ProjectPlan | None, without: frozenset[str]) -> str:
    """The default name; that of a shared copy says so."""
    name = default_name(export, portfolio, plan)
    return shared_name(name) if without else name


def default_name(export: Export, portfolio: Portfolio, plan: ProjectPlan | None) -> str:
    """`ML-001 Churn early warning - pack.pdf`: what the file dialog offers."""
    subject = f"{plan.project.ref} {plan.project.name}" if plan else portfolio.settings.name
    safe = "".join(" " if letter in _FORBIDDEN else letter for letter in subject).strip(" .")
    return f"{safe[:100]} - {export.id}"
