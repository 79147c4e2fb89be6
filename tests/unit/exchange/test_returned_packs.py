"""A pack that comes back: what it says it is, what was done to it, and who signed it (P9.2)."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from mlplanner.domain.enums import GateOutcome
from mlplanner.domain.errors import BadInput
from mlplanner.domain.exchanges import PackState
from mlplanner.domain.projects import Project
from mlplanner.exchange.exports import Material, find_export
from mlplanner.exchange.pdf.page_hashes import hashes_of_file
from mlplanner.exchange.returned.reading import read_pack
from mlplanner.exchange.returned.signing import sign_pack
from mlplanner.exchange.returned.verdicts import PackVerdict, judge
from mlplanner.operations.documents import record_document
from mlplanner.operations.fields import set_fields
from mlplanner.operations.workspace import Workspace
from tests.support.filled_packs import (
    PASSPHRASE,
    RISK_OWNER,
    SPONSOR,
    certificate_file,
    fill_in,
    printed,
    saved_anew,
    with_note,
    with_other_figure,
)
from tests.support.sample_files import sample_in_memory

Judge = Callable[..., PackVerdict]


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    opened = sample_in_memory(date(2026, 2, 20))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def sent(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A pack of the first project, sent and recorded."""
    path = tmp_path_factory.mktemp("sent") / "pack.pdf"
    plan, figures = workspace.portfolio.plan(1), {1: workspace.figures.of(1)}
    material = Material(workspace.portfolio, figures, workspace.playbook, workspace.today, plan, 1)
    find_export("pack.pdf").write(material, path)
    _record(workspace, path, material.fingerprint)
    return path.read_bytes()


@pytest.fixture
def judged(workspace: Workspace, tmp_path: Path) -> Judge:
    def call(data: bytes, *, alone: bool = False) -> PackVerdict:
        path = tmp_path / "returned.pdf"
        path.write_bytes(data)
        return judge(read_pack(path), None if alone else workspace.portfolio)

    return call


@pytest.fixture
def sign(tmp_path: Path) -> Callable[..., bytes]:
    def call(data: bytes, field: str = SPONSOR) -> bytes:
        path = tmp_path / "to sign.pdf"
        path.write_bytes(data)
        return sign_pack(path, certificate_file(tmp_path), PASSPHRASE, field).read_bytes()

    return call


def test_that_a_pack_is_known_as_sent_and_unchanged(sent: bytes, judged: Judge) -> None:  # P9.2
    verdict = judged(sent)
    assert (verdict.state, verdict.is_sent_by_us, verdict.project) == (PackState.UNCHANGED, True, "ML-001")
    assert "Unchanged, byte for byte; nothing was filled in." in verdict.sentences
    assert "Not signed: anybody may have filled it in." in verdict.sentences


def test_that_without_the_portfolio_it_is_held_against_itself_and_says_so(sent: bytes, judged: Judge) -> None:
    verdict = judged(sent, alone=True)
    assert (verdict.state, verdict.is_sent_by_us, verdict.revision, verdict.version) == (
        PackState.UNCHANGED,
        None,
        0,
        1,
    )
    assert "Held against itself only" in verdict.sentences[0]


def test_that_decision_conditions_and_names_are_read(sent: bytes, judged: Judge) -> None:
    filled = fill_in(
        sent,
        decision="approve_with_conditions",
        conditions="Łódź first, then 東京",
        executive_sponsor_name="Ελένη",
        executive_sponsor_date="2026-02-24",
    )
    verdict = judged(filled)
    assert verdict.state is PackState.FILLED_IN
    assert verdict.outcome is GateOutcome.GO_WITH_CONDITIONS
    assert verdict.conditions == "Łódź first, then 東京"
    assert "Executive sponsor: Ελένη, 2026-02-24." in verdict.sentences
    assert not any("saved anew" in sentence for sentence in verdict.sentences)


def test_that_both_signatures_hold_and_are_not_called_trusted(
    sent: bytes, judged: Judge, sign: Callable[..., bytes]
) -> None:
    once = sign(fill_in(sent, decision="approve"))
    twice = judged(sign(once, RISK_OWNER))
    assert (twice.state, twice.is_signed, twice.is_signature_sound) == (PackState.FILLED_IN, True, True)
    assert twice.signed_by == "Ελένη Παπαδοπούλου, Ελένη Παπαδοπούλου"
    assert twice.outcome is GateOutcome.GO
    assert sum("is not known to you, as no certificates you trust are named" in s for s in twice.sentences) == 2


def test_that_a_second_signer_may_fill_in_their_name(sent: bytes, judged: Judge, sign: Callable[..., bytes]) -> None:
    once = sign(fill_in(sent, decision="approve"))
    both = judged(sign(fill_in(once, model_risk_owner_name="Helga"), RISK_OWNER))
    assert (both.state, both.is_signature_sound) == (PackState.FILLED_IN, True)


def test_that_what_was_signed_counts_and_not_what_was_filled_in_later(
    sent: bytes, judged: Judge, sign: Callable[..., bytes]
) -> None:
    signed = sign(fill_in(sent, decision="reject", conditions="none"))
    verdict = judged(fill_in(signed, decision="approve", conditions="none"))
    assert verdict.outcome is GateOutcome.NO_GO
    assert "Decision (as signed): Reject." in verdict.sentences
    assert any("'reject' was signed, now 'approve'" in sentence for sentence in verdict.sentences)


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_that_one_changed_byte_breaks_a_signature(
    share: float, sent: bytes, judged: Judge, sign: Callable[..., bytes]
) -> None:
    signed = bytearray(sign(sent))
    signed[int(len(sent) * share)] ^= 1
    try:
        verdict = judged(bytes(signed))
    except BadInput as refusal:
        assert "not a complete PDF" in str(refusal)  # noqa: PT017  (a byte that breaks the file itself)
        return
    assert not verdict.is_signature_sound
    assert verdict.state is PackState.CHANGED


def test_that_a_signed_pack_that_was_saved_anew_proves_nothing(
    sent: bytes, judged: Judge, sign: Callable[..., bytes]
) -> None:
    verdict = judged(saved_anew(sign(sent)))
    assert not verdict.is_signature_sound
    assert verdict.state is PackState.CHANGED


def test_that_a_pack_saved_anew_shows_the_same_pages(sent: bytes, judged: Judge) -> None:
    verdict = judged(saved_anew(fill_in(sent, decision="approve")))
    assert (verdict.state, verdict.is_sent_by_us) == (PackState.FILLED_IN, True)
    assert any("saved anew by another program" in sentence for sentence in verdict.sentences)


@pytest.mark.parametrize("alone", [True, False])
def test_that_a_changed_page_is_seen(alone: bool, sent: bytes, judged: Judge) -> None:
    verdict = judged(with_other_figure(sent), alone=alone)
    assert verdict.state is PackState.CHANGED
    assert verdict.is_sent_by_us is (None if alone else False)
    assert any("pages are not those that were sent" in sentence for sentence in verdict.sentences)


def test_that_a_box_laid_over_a_page_is_seen(sent: bytes, judged: Judge) -> None:
    verdict = judged(with_note(sent))
    assert verdict.state is PackState.CHANGED
    assert any("laid over page 1" in sentence for sentence in verdict.sentences)


def test_that_another_attached_plan_is_seen(sent: bytes, judged: Judge, tmp_path: Path) -> None:
    path = tmp_path / "other.pdf"
    path.write_bytes(sent)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.attachments["plan.json"] = pikepdf.AttachedFileSpec(pdf, b"{}", filename="plan.json")
        pdf.save(path)
    verdict = judged(path.read_bytes())
    assert verdict.state is PackState.CHANGED
    assert any("attached plan is not the one that was sent" in sentence for sentence in verdict.sentences)


def test_that_a_printed_pack_a_scan_and_a_stranger_are_told_apart(sent: bytes, judged: Judge, tmp_path: Path) -> None:
    assert "printed or saved as a new PDF" in judged(printed(sent)).sentences[0]
    assert "of ML-001" in judged(printed(sent)).sentences[0]
    assert "as a scan does" in judged(printed(sent, is_scan=True)).sentences[0]
    blank = pikepdf.new()
    blank.add_blank_page()
    blank.save(tmp_path / "blank.pdf")
    assert judged((tmp_path / "blank.pdf").read_bytes()).state is PackState.FOREIGN


def test_that_a_later_plan_is_told(sent: bytes, tmp_path: Path) -> None:
    own = sample_in_memory(date(2026, 2, 20))
    path = tmp_path / "returned.pdf"
    path.write_bytes(sent)
    assert "recorded no such pack" in judge(read_pack(path), own.portfolio).sentences[0]
    mark = read_pack(path).mark
    assert mark is not None
    _record(own, path, mark.fingerprint)
    assert "Sent from this portfolio" in judge(read_pack(path), own.portfolio).sentences[0]
    own.run(set_fields(Project, 1, why_now="Because."))
    assert "The plan has changed since" in judge(read_pack(path), own.portfolio).sentences[-1]
    own.close()


def _record(workspace: Workspace, path: Path, fingerprint: str) -> None:
    record = record_document(
        workspace.portfolio.plan(1),
        "pack.pdf",
        fingerprint=fingerprint,
        made_on=workspace.today,
        ask="",
        file_name=path.name,
        revision=0,
        hashes=hashes_of_file(path),
    )
    workspace.run(record)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is no PDF"),
        (b"PK\x03\x04 workbook", "is no PDF"),
        (b"%PDF-1.7\nnothing more", "not a complete PDF"),
    ],
)
def test_that_what_is_no_pdf_is_refused_in_a_sentence(data: bytes, words: str, judged: Judge) -> None:
    with pytest.raises(BadInput, match=words):
        judged(data)


def test_that_a_bomb_is_refused_before_it_unpacks(judged: Judge, tmp_path: Path) -> None:
    bomb = pikepdf.new()
    bomb.add_blank_page()
    bomb.pages[0].Contents = bomb.make_stream(b" " * 60_000_000)
    bomb.save(tmp_path / "bomb.pdf")
    assert (tmp_path / "bomb.pdf").stat().st_size < 200_000
    with pytest.raises(BadInput, match="unpacks to more than 50 MB"):
        judged((tmp_path / "bomb.pdf").read_bytes())


def test_that_signing_says_what_is_wrong(sent: bytes, tmp_path: Path) -> None:
    pack, own = tmp_path / "pack.pdf", certificate_file(tmp_path)
    pack.write_bytes(sent)
    with pytest.raises(BadInput, match="passphrase is another"):
        sign_pack(pack, own, "wrong", SPONSOR)
    with pytest.raises(BadInput, match="no signature field 'chair'; choose executive_sponsor_signature"):
        sign_pack(pack, own, PASSPHRASE, "chair")
    signed = sign_pack(pack, own, PASSPHRASE, SPONSOR)
    with pytest.raises(BadInput, match="is signed already"):
        sign_pack(signed, own, PASSPHRASE, SPONSOR)
    assert pack.read_bytes() == sent
    assert signed.name == "pack-signed.pdf"
