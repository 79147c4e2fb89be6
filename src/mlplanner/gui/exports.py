"""Exports from the window: ask where to, write beside the window, say where it lies."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from mlplanner.domain.documents import fingerprint
from mlplanner.domain.errors import PlannerError
from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.sharing import CHOICES
from mlplanner.exchange.exports import EXPORTS, Export, everything, find_export
from mlplanner.exchange.pack_files import sent_revision
from mlplanner.exchange.sharing import left_out, shared_name
from mlplanner.gui.actions import Action
from mlplanner.gui.export_orders import Order, file_name, fill_all
from mlplanner.gui.files import documents_folder, show_folder
from mlplanner.gui.pdf_preview import PdfPreview
from mlplanner.gui.share_dialog import ShareDialog
from mlplanner.gui.sign_dialog import SignDialog
from mlplanner.gui.trust_dialog import KEY, TrustDialog
from mlplanner.gui.window import MainWindow
from mlplanner.operations.documents import attach_to_artifacts, record_document
from mlplanner.reports.formats import joined

_CAUSE = "export"


class Exports(QObject):
    """The menu Export, and what its entries do."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.actions_by_id.add(
            Action(
                f"export_{export.id}",
                f"{export.title}…",
                partial(self.ask, export.id),
                "export",
                0 if export.is_of_project else 1,
                "Ctrl+P" if export.id == "pack.pdf" else "",
                "document" if export.suffix == ".pdf" else "table",
                self._has_project if export.is_of_project else self._is_open,
            )
            for export in EXPORTS
        )
        window.actions_by_id.add(
            Action(
                f"preview_{export.id}",
                f"Preview: {export.title}",
                partial(self.preview, export.id),
                "export",
                2,
                "Ctrl+Shift+P" if export.id == "pack.pdf" else "",
                "document",
                self._has_project if export.is_of_project else self._is_open,
            )
            for export in EXPORTS
            if export.suffix == ".pdf"
        )
        window.actions_by_id.add(
            (
                Action(
                    "export_everything",
                    "Everything to a folder…",
                    self.ask_folder,
                    "export",
                    1,
                    is_enabled=self._is_open,
                ),
                Action("share", "Export for sharing…", self.ask_share, "export", 3, is_enabled=self._is_open),
                Action("sign_pack", "Sign a pack…", self.sign, "export", 3),
                Action("trust", "Trusted certificates…", self.ask_trust, "export", 3),
            )
        )
        window.actions_by_id.add(
            Action(
                f"paper_{paper}",
                f"Approval packs on {title}",
                partial(window.preferences.put, "exports/paper", paper),
                "export",
                3,
                is_checked=partial(self._is_paper, paper),
            )
            for paper, title in (("a4", "A4"), ("letter", "US Letter"))
        )

    def ask_share(self) -> None:
        """Ask which document is shared and what is left out of it."""
        session = self._window.session
        if session is None:
            return
        plan = session.portfolio.plans.get(self._window.current_project_id or 0)
        chosen = frozenset(self._window.preferences.get("exports/without", list(CHOICES)))
        dialog = ShareDialog(session.portfolio, plan, chosen & frozenset(CHOICES), self._window)
        dialog.preview.connect(lambda export_id: self.preview(export_id, dialog.without))
        dialog.chosen.connect(lambda export_id: self._share(export_id, dialog.without))
        dialog.open()

    def _share(self, export_id: str, without: frozenset[str]) -> None:
        self._window.preferences.put("exports/without", sorted(without))
        if export_id:
            self.ask(export_id, without)
        else:
            self.ask_folder(without)

    def preview(self, export_id: str, without: frozenset[str] = frozenset()) -> None:
        """Make the document aside and show it; Save… keeps the very file that is shown."""
        session = self._window.session
        export = find_export(export_id)
        plan = session.portfolio.plans.get(self._window.current_project_id or 0) if session else None
        if session is None or (export.is_of_project and plan is None):
            return
        folder = TemporaryDirectory(prefix="mlplanner-")
        order = self._order(export, plan if export.is_of_project else None, Path(folder.name) / export.id, without)
        job = self._window.jobs.start(f"Preparing {export.title}", order.fill)
        job.finished.connect(lambda hashes: self._show(order, hashes, folder))
        job.failed.connect(self._on_failed)
        job.cancelled.connect(
            lambda: self._window.messages.notice("Preview stopped; no file was written.", tone="note", cause=_CAUSE)
        )
        for ending in (job.failed, job.cancelled):
            ending.connect(lambda *_: folder.cleanup())

    def _show(self, order: Order, hashes: tuple[str, str], folder: TemporaryDirectory[str]) -> None:
        words = left_out(order.portfolio, order.without, order.plan.id if order.plan else None) if order.without else ()
        dialog = PdfPreview(order.path, order.export.title, self._window, said=" ".join(words))
        dialog.save.connect(lambda: self._ask_where(order, hashes, dialog))
        dialog.finished.connect(lambda _: folder.cleanup())
        dialog.open()

    def _ask_where(self, order: Order, hashes: tuple[str, str], preview: PdfPreview) -> None:
        chooser = self._chooser(
            order.export, file_name(order.export, order.portfolio, order.plan, order.without), preview
        )
        chooser.fileSelected.connect(lambda text: self._save(order, hashes, preview, Path(text)))
        chooser.open()

    def _save(self, order: Order, hashes: tuple[str, str], preview: PdfPreview, path: Path) -> None:
        """Put the file that is shown where it was asked for."""
        try:
            order.export.place(order.path, path, never=(order.never,))
        except PlannerError as error:
            self._on_failed(error)
            return
        self._window.preferences.put("files/exports", str(path.parent))
        preview.accept()
        self._on_made(replace(order, path=path), hashes)

    def sign(self) -> None:
        """Sign a pack with an own certificate; works without an open portfolio."""
        dialog = SignDialog(str(self._window.preferences.get("files/exports", "")), self._window)
        dialog.signed.connect(
            lambda path: self._window.messages.notice(
                f"The signed pack is {path}.", [("Show the folder", lambda: show_folder(path.parent))], cause=_CAUSE
            )
        )
        dialog.open()

    def ask_trust(self) -> None:
        """Ask whose signatures are trusted; kept among the preferences."""
        dialog = TrustDialog(str(self._window.preferences.get(KEY, "")), self._window)
        dialog.chosen.connect(lambda path: self._window.preferences.put(KEY, path))
        dialog.open()

    def ask_folder(self, without: frozenset[str] = frozenset()) -> None:
        """Ask for the folder that everything goes to."""
        folder = str(self._window.preferences.get("files/exports", "") or documents_folder())
        dialog = QFileDialog(self._window, "Export everything to a folder", folder)
        dialog.setObjectName("exportFolder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda text: self.make_everything(Path(text), without))
        dialog.open()

    def make_everything(self, folder: Path, without: frozenset[str] = frozenset()) -> None:
        """Write all documents as one job, under names that stay; shared copies under names of their own."""
        session = self._window.session
        if session is None:
            return
        orders = [
            self._order(export, plan, folder / (shared_name(name) if without else name), without)
            for export, plan, name in everything(session.portfolio)
        ]

        job = self._window.jobs.start(
            f"Exporting {len(orders)} documents", lambda progress: fill_all(orders, folder, progress)
        )
        job.finished.connect(lambda hashes: self._on_everything(orders, hashes, folder))
        job.failed.connect(self._on_failed)
        job.cancelled.connect(
            lambda: self._window.messages.notice(
                f"Export stopped; what was written by then lies in {folder}.", tone="note", cause=_CAUSE
            )
        )

    def _on_everything(self, orders: list[Order], hashes: list[tuple[str, str]], folder: Path) -> None:
        for order, found in zip(orders, hashes, strict=True):
            self._record(order, found)
        ways = [("Show the folder", lambda: show_folder(folder))]
        what = _sorts(orders[0].without, "documents", "shared copies") if orders else "documents"
        self._window.messages.notice(f"{len(orders)} {what} were written to {folder}.", ways, cause=_CAUSE)

    def fill(self, menu: QMenu, button: QToolButton) -> None:
        """Put the exports into the menu of the menu bar and of the tool bar."""
        for one in (menu, button.menu()):
            self._window.actions_by_id.fill_menu(one, "export")

    def ask(self, export_id: str, without: frozenset[str] = frozenset()) -> None:
        """Ask where the document goes, and make it."""
        session = self._window.session
        if session is None:
            return
        export = find_export(export_id)
        plan = session.portfolio.plans.get(self._window.current_project_id or 0) if export.is_of_project else None
        if export.is_of_project and plan is None:
            self._window.messages.error(f"{export.title} is made of one project; select its line first.", cause=_CAUSE)
            return
        dialog = self._chooser(export, file_name(export, session.portfolio, plan, without), self._window)
        dialog.fileSelected.connect(lambda text: self.make(export, plan, Path(text), without))
        dialog.open()

    def _order(
        self, export: Export, plan: ProjectPlan | None, path: Path, without: frozenset[str] = frozenset()
    ) -> Order:
        """What the worker needs, as it is now."""
        session = self._window.session
        assert session is not None
        cache = session.workspace.figures
        known = {key: figures for key in session.portfolio.plans if (figures := cache.known(key)) is not None}
        never, paper = session.workspace.path, str(self._window.preferences.get("exports/paper", "a4"))
        return Order(
            export, session.portfolio, session.playbook, session.today, plan, known, path, never, paper, without
        )

    def _chooser(self, export: Export, name: str, parent: QWidget) -> QFileDialog:
        """Asks where the document goes."""
        folder = Path(self._window.preferences.get("files/exports", "") or documents_folder())
        dialog = QFileDialog(parent, f"Export: {export.title}", str(folder), f"{export.title} (*{export.suffix})")
        dialog.setObjectName("exportDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(export.suffix)
        dialog.selectFile(name)
        return dialog

    def make(self, export: Export, plan: ProjectPlan | None, path: Path, without: frozenset[str] = frozenset()) -> None:
        """Write the document as a job; `plan` as it is now."""
        session = self._window.session
        if session is None:
            return
        self._window.messages.solve(_CAUSE)
        order = self._order(export, plan, path, without)
        self._window.preferences.put("files/exports", str(path.parent))
        job = self._window.jobs.start(f"Exporting {path.name}", order.fill)
        job.finished.connect(lambda hashes: self._on_made(order, hashes))
        job.failed.connect(self._on_failed)
        job.cancelled.connect(
            lambda: self._window.messages.notice("Export stopped; no file was written.", tone="note", cause=_CAUSE)
        )

    def _record(self, order: Order, hashes: tuple[str, str]) -> None:
        """Let the portfolio keep which plan the document showed."""
        session, path = self._window.session, order.path
        keeps = session is not None and session.workspace.keeps_records and not session.workspace.is_read_only
        if session and order.plan and order.export.is_recorded and keeps and not order.without:
            known = order.known.get(order.plan.id) or session.figures(order.plan.id)
            shown = fingerprint(order.portfolio, order.plan)
            session.run(
                record_document(
                    order.plan,
                    order.export.kind,
                    fingerprint=shown,
                    made_on=order.today,
                    ask=f"{order.portfolio.settings.currency} {format_amount(known.costs.ask, 2)}",
                    file_name=path.name,
                    revision=sent_revision(order.plan, order.export.kind, shown, order.portfolio.revision),
                    hashes=hashes,
                )
            )

    def _on_made(self, order: Order, hashes: tuple[str, str]) -> None:
        self._record(order, hashes)
        session, path = self._window.session, order.path
        keeps = session is not None and session.workspace.keeps_records and not session.workspace.is_read_only
        if session and order.plan and order.export.artifacts and keeps and not order.without:
            plan = session.portfolio.plans.get(order.plan.id)
            if plan is not None:
                session.run(attach_to_artifacts(plan, order.export.artifacts, path))
        ways = [
            ("Open", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),
            ("Show the folder", lambda: show_folder(path.parent)),
        ]
        what = f", a shared copy without {joined(sorted(order.without))}," if order.without else ""
        self._window.messages.notice(f"{order.export.title}{what} was written to {path}.", ways, cause=_CAUSE)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, PlannerError):
            raise error
        self._window.messages.error(str(error), cause=_CAUSE)

    def _is_paper(self, paper: str) -> bool:
        return bool(self._window.preferences.get("exports/paper", "a4") == paper)

    def _is_open(self) -> bool:
        return self._window.session is not None

    def _has_project(self) -> bool:
        return self._window.current_project_id is not None


def _sorts(without: frozenset[str], whole: str, shared: str) -> str:
    return f"{shared} without {joined(sorted(without))}" if without else whole
