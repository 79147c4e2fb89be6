"""A pack comes back into the window, and a PDF is looked at before it is saved (P9.2, P3.4)."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import GateOutcome
from mlplanner.domain.exchanges import PackState
from mlplanner.exchange.exports import everything as all_documents
from mlplanner.exchange.returned.signatures import read_signatures
from mlplanner.exchange.returned.signing import sign_pack
from mlplanner.gui.exports import Exports
from mlplanner.gui.furnishing import Furnishing
from mlplanner.gui.pdf_preview import PdfPreview
from mlplanner.gui.portfolio.page import PortfolioPage
from mlplanner.gui.returned_pack_dialog import ReturnedPackDialog
from mlplanner.gui.session import Session
from mlplanner.gui.sign_dialog import SignDialog
from mlplanner.gui.trust_dialog import TrustDialog
from mlplanner.gui.window import MainWindow
from tests.gui.portfolio.conftest import TODAY
from tests.gui.window.conftest import sentences
from tests.support.filled_packs import (
    PASSPHRASE,
    SPONSOR,
    certificate_file,
    fill_in,
    public_certificate,
    with_other_figure,
)
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def opened(window: MainWindow) -> MainWindow:
    window.show_session(Session(sample_in_memory(TODAY)))
    page = window.page("portfolio")
    assert isinstance(page, PortfolioPage)
    page.table.selectRow(0)
    return window


@pytest.fixture
def exports(furnishing: Furnishing) -> Exports:
    assert furnishing.exports is not None
    return furnishing.exports


def preview(qtbot: QtBot, window: MainWindow, exports: Exports, export_id: str) -> PdfPreview:
    exports.preview(export_id)
    qtbot.waitUntil(lambda: window.findChild(PdfPreview) is not None, timeout=60_000)
    found = window.findChild(PdfPreview)
    assert isinstance(found, PdfPreview)
    qtbot.waitUntil(lambda: bool(found.view.rendered))
    return found


def save(qtbot: QtBot, dialog: PdfPreview, path: Path) -> None:
    button = dialog.findChild(QPushButton, "savePreview")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    chooser = dialog.findChild(QFileDialog, "exportDialog")
    assert chooser is not None
    chooser.fileSelected.emit(str(path))
    chooser.close()


def receive(qtbot: QtBot, window: MainWindow, furnishing: Furnishing, path: Path) -> ReturnedPackDialog:
    furnishing.take_file(path)
    qtbot.waitUntil(lambda: window.findChild(ReturnedPackDialog) is not None, timeout=60_000)
    found = window.findChild(ReturnedPackDialog)
    assert isinstance(found, ReturnedPackDialog)
    return found


def test_that_a_pack_is_looked_at_page_by_page_and_what_is_saved_is_what_was_shown(
    qtbot: QtBot, opened: MainWindow, exports: Exports, tmp_path: Path
) -> None:
    dialog = preview(qtbot, opened, exports, "pack.pdf")
    view = dialog.view
    assert dialog.place.text() == f"page 1 of {view.count}"
    assert len(view.rendered) < view.count / 2, "pages out of sight are not drawn"
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert dialog.place.text() == f"page 2 of {view.count}"
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == view.count
    size = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom > size
    assert view.page == view.count, "the page in sight stays when the size changes"
    shown = dialog.path.read_bytes()
    save(qtbot, dialog, tmp_path / "pack.pdf")
    assert (tmp_path / "pack.pdf").read_bytes() == shown
    assert not dialog.isVisible()
    assert not dialog.path.exists()
    assert opened.session is not None
    assert opened.session.plan(opened.current_project_id or 0).packs[-1].content_hash


def test_that_a_sponsors_decision_is_recorded_with_its_pack_as_one_step(  # P3.4, P9.2
    qtbot: QtBot, opened: MainWindow, exports: Exports, furnishing: Furnishing, tmp_path: Path
) -> None:
    session, path = opened.session, tmp_path / "pack.pdf"
    assert session is not None
    key = opened.current_project_id or 0
    save(qtbot, preview(qtbot, opened, exports, "pack.pdf"), path)
    path.write_bytes(fill_in(path.read_bytes(), decision="defer_to_next_gate", executive_sponsor_name="Ελένη"))
    before = len(session.plan(key).decisions)
    dialog = receive(qtbot, opened, furnishing, path)
    assert dialog.verdict.state is PackState.FILLED_IN
    assert "Decision: Defer to next gate." in dialog.words.toPlainText()
    assert dialog.panel is not None
    assert dialog.panel.decide.isEnabled(), dialog.panel.refusals.text()
    qtbot.mouseClick(dialog.panel.decide, Qt.MouseButton.LeftButton)
    plan = session.plan(key)
    assert plan.decisions[-1].outcome is GateOutcome.DEFER
    assert plan.returned_packs[-1].decision_id == plan.decisions[-1].id
    assert plan.returned_packs[-1].file_sha256 in plan.decisions[-1].reason
    told = sentences(opened, "done") + sentences(opened, "note")
    assert any("Decided by the returned pack pack.pdf." in said for said in told), told
    session.undo()
    assert (len(session.plan(key).decisions), session.plan(key).returned_packs) == (before, ())


def test_that_a_changed_pack_says_so_and_offers_no_decision(
    qtbot: QtBot, opened: MainWindow, exports: Exports, furnishing: Furnishing, tmp_path: Path
) -> None:
    path = tmp_path / "pack.pdf"
    save(qtbot, preview(qtbot, opened, exports, "pack.pdf"), path)
    path.write_bytes(with_other_figure(fill_in(path.read_bytes(), decision="approve")))
    dialog = receive(qtbot, opened, furnishing, path)
    assert dialog.verdict.state is PackState.CHANGED
    assert dialog.panel is None
    assert dialog.findChild(QPushButton, "comparePlan") is None
    keep = dialog.findChild(QPushButton, "keepPack")
    assert keep is not None
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert opened.session is not None
    kept = opened.session.plan(opened.current_project_id or 0).returned_packs
    assert [(pack.state, pack.decision_id) for pack in kept] == [(PackState.CHANGED, None)]


def test_that_the_attached_plan_is_compared_before_anything_is_taken(
    qtbot: QtBot, opened: MainWindow, exports: Exports, furnishing: Furnishing, tmp_path: Path
) -> None:
    path = tmp_path / "pack.pdf"
    save(qtbot, preview(qtbot, opened, exports, "pack.pdf"), path)
    dialog = receive(qtbot, opened, furnishing, path)
    compare = dialog.findChild(QPushButton, "comparePlan")
    assert compare is not None
    qtbot.mouseClick(compare, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("changes nothing here" in said for said in sentences(opened, "note")), timeout=20_000)


def test_that_a_read_only_window_verifies_a_pack_and_says_why_it_records_nothing(
    qtbot: QtBot,
    opened: MainWindow,
    exports: Exports,
    furnishing: Furnishing,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, own = tmp_path / "pack.pdf", tmp_path / "own.mlplan"
    save(qtbot, preview(qtbot, opened, exports, "pack.pdf"), path)
    path.write_bytes(fill_in(path.read_bytes(), decision="approve"))
    assert opened.session is not None
    monkeypatch.setattr(opened.session.workspace, "is_read_only", True)
    opened.actions_by_id.refresh()
    assert opened.actions_by_id["import"].isEnabled()
    revision = opened.session.portfolio.revision
    dialog = receive(qtbot, opened, furnishing, path)
    assert dialog.verdict.is_sent_by_us
    assert "Decision: Approve." in dialog.words.toPlainText()
    assert (dialog.panel, dialog.findChild(QPushButton, "keepPack")) == (None, None)
    assert "open read-only, so no decision can be recorded" in dialog.refusal.text()
    assert opened.session.portfolio.revision == revision
    furnishing.take_file(tmp_path / "plan.xlsx")
    assert "can't be imported: the portfolio is open read-only" in sentences(opened)[0]
    monkeypatch.undo()
    button = dialog.findChild(QPushButton, "ownPortfolio")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    chooser = opened.findChild(QFileDialog, "fileDialog")
    assert chooser is not None
    chooser.fileSelected.emit(str(own))
    chooser.close()
    qtbot.waitUntil(lambda: bool(opened.session and opened.session.workspace.path == own), timeout=60_000)
    assert opened.session is not None
    assert [plan.project.ref for plan in opened.session.portfolio.plans.values()] == ["ML-001"]


def test_that_a_pack_is_verified_without_a_portfolio_and_against_trusted_certificates(
    qtbot: QtBot, opened: MainWindow, exports: Exports, furnishing: Furnishing, tmp_path: Path
) -> None:
    path, known = tmp_path / "pack.pdf", tmp_path / "known.pem"
    save(qtbot, preview(qtbot, opened, exports, "pack.pdf"), path)
    signed = sign_pack(path, certificate_file(tmp_path), PASSPHRASE, SPONSOR)
    known.write_bytes(public_certificate("Ελένη Παπαδοπούλου"))
    opened.actions_by_id["trust"].trigger()
    trust = opened.findChild(TrustDialog)
    assert isinstance(trust, TrustDialog)
    trust.path.setText(str(tmp_path / "nowhere"))
    assert not trust.save.isEnabled()
    trust.path.setText(str(known))
    assert trust.found.text().replace("\N{NO-BREAK SPACE}", " ") == "1 certificate: Ελένη Παπαδοπούλου"
    qtbot.mouseClick(trust.save, Qt.MouseButton.LeftButton)
    opened.close_session()
    dialog = receive(qtbot, opened, furnishing, signed)
    assert "Issued by 'Ελένη Παπαδοπούλου', whom you trust." in dialog.words.toPlainText()
    assert "No portfolio is open" in dialog.refusal.text()


def test_that_everything_goes_to_a_folder_under_names_that_stay(
    qtbot: QtBot, opened: MainWindow, exports: Exports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened.session is not None
    portfolio = opened.session.portfolio
    few = [
        entry
        for entry in all_documents(portfolio)
        if entry[2] in ("committee.pdf", "ML-001.pack.pdf", "ML-001.plan.json")
    ]
    assert len(all_documents(portfolio)) > 8 * 8
    monkeypatch.setattr("mlplanner.gui.exports.everything", lambda _: few)  # all of them take a minute
    opened.actions_by_id["export_everything"].trigger()
    chooser = opened.findChild(QFileDialog, "exportFolder")
    assert chooser is not None
    chooser.fileSelected.emit(str(tmp_path / "all"))
    chooser.close()
    qtbot.waitUntil(
        lambda: any("3 documents were written" in said for said in sentences(opened, "done")), timeout=60_000
    )
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == sorted(name for _, _, name in few)
    assert opened.session.plan(1).packs[-1].content_hash


def test_that_a_pack_is_signed_with_an_own_certificate(
    qtbot: QtBot, opened: MainWindow, exports: Exports, tmp_path: Path
) -> None:
    path = tmp_path / "pack.pdf"
    save(qtbot, preview(qtbot, opened, exports, "pack.pdf"), path)
    opened.actions_by_id["sign_pack"].trigger()
    dialog = opened.findChild(SignDialog)
    assert isinstance(dialog, SignDialog)
    assert not dialog.sign.isEnabled()
    qtbot.keyClicks(dialog.pack, str(path))
    qtbot.keyClicks(dialog.certificate, str(certificate_file(tmp_path)))
    assert [dialog.field.itemText(place) for place in range(dialog.field.count())] == [
        "Executive sponsor",
        "Model risk owner",
    ]
    qtbot.keyClicks(dialog.passphrase, "wrong")
    qtbot.mouseClick(dialog.sign, Qt.MouseButton.LeftButton)
    assert "passphrase is another" in dialog.problem.text()
    dialog.passphrase.setText(PASSPHRASE)
    qtbot.mouseClick(dialog.sign, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert read_signatures((tmp_path / "pack-signed.pdf").read_bytes())[0].holds
