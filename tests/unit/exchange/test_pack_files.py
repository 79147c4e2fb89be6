"""Packs as they are sent: fields, attached plan, metadata, and the same bytes for the same plan (P9.2)."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import openpyxl
import pikepdf
import pypdf
import pytest
from pypdf.generic import Destination

from mlplanner.domain.errors import BadInput
from mlplanner.exchange.exports import Material, find_export
from mlplanner.exchange.pack_files import find_paper, sent_revision
from mlplanner.exchange.pdf.pack_marks import PackMark, mark_packet, read_mark
from mlplanner.exchange.pdf.page_hashes import content_hash, hashes_of_file
from mlplanner.operations.documents import record_document
from mlplanner.operations.workspace import Workspace
from tests.support.pdf_reading import Words, fonts, page_texts, page_words
from tests.support.sample_files import sample_in_memory

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    opened = sample_in_memory(date(2026, 2, 20))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def write(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Write:
    folder, made = tmp_path_factory.mktemp("packs"), {}

    def make(kind: str = "pack.pdf", paper: str = "a4", again: int = 0) -> Path:
        path = folder / f"{again}-{paper}-{kind}"
        if path not in made:
            plan = workspace.portfolio.plan(1)
            figures = {1: workspace.figures.of(1)}
            material = Material(workspace.portfolio, figures, workspace.playbook, workspace.today, plan, 2, paper)
            find_export(kind).write(material, path)
            made[path] = True
        return path

    return make


def test_that_the_review_copy_asks_for_decision_conditions_and_signatures(write: Write) -> None:  # P9.2
    fields = pypdf.PdfReader(write()).get_fields() or {}
    assert set(fields) == {
        "decision",
        "conditions",
        *(
            f"{who}_{what}"
            for who in ("executive_sponsor", "model_risk_owner")
            for what in ("name", "date", "signature")
        ),
    }
    assert set(fields["decision"]["/_States_"]) == {
        "/approve",
        "/approve_with_conditions",
        "/defer_to_next_gate",
        "/reject",
        "/Off",
    }
    assert fields["executive_sponsor_signature"]["/FT"] == "/Sig"


def test_that_no_field_covers_words_of_the_page(write: Write) -> None:
    for paper in ("a4", "letter"):
        path = write(paper=paper)
        with pikepdf.open(path) as pdf:
            boxes = [Words("", *map(float, note.Rect)) for note in pdf.pages[0].Annots]
            width, height = map(float, pdf.pages[0].MediaBox[2:])
        assert len(boxes) == 4 + 1 + 2 * 3
        assert all(0 < box.left < box.right < width and 0 < box.bottom < box.top < height for box in boxes)
        assert [word.text for word in page_words(path) for box in boxes if word.overlaps(box)] == []


def test_that_the_archive_copy_has_no_fields_and_what_pdf_a_asks_for(write: Write) -> None:
    path = write("pack-archive.pdf")
    assert not pypdf.PdfReader(path).get_fields()
    assert all(fonts(path).values())
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        packet = root.Metadata.read_raw_bytes()
        assert b"<pdfaid:part>3</pdfaid:part>" in packet
        assert b"<pdfaid:conformance>B</pdfaid:conformance>" in packet
        intent = root.OutputIntents[0]
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
        assert {str(spec.AFRelationship) for spec in root.AF} == {"/Source", "/Alternative"}
        assert "/ID" in pdf.trailer
        assert "/AcroForm" not in root
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            assert metadata.pdfa_status == "3B"
            assert metadata["dc:title"] == str(pdf.docinfo["/Title"])
            assert metadata["pdf:Producer"] == str(pdf.docinfo["/Producer"])
            assert metadata["pdf:Keywords"] == str(pdf.docinfo["/Keywords"])
        links = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
        assert links
        assert all(int(note.F) == 4 for note in links)


@pytest.mark.parametrize("kind", ["pack.pdf", "pack-archive.pdf"])
def test_that_the_exact_plan_is_attached_and_the_mark_names_it(kind: str, write: Write, workspace: Workspace) -> None:
    with pikepdf.open(write(kind)) as pdf:
        files = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
        mark = read_mark(pdf.Root.Metadata.read_bytes())
        assert mark is not None
        assert mark.content == content_hash(pdf)
    assert set(files) == {"plan.json", "plan.xlsx"}
    assert mark.plan == sha256(files["plan.json"]).hexdigest()
    assert str(json.loads(files["plan.json"])["project"]["id"]) == mark.project_id == "1"
    assert mark.project == "ML-001"
    assert mark.portfolio == workspace.portfolio.settings.portfolio_uid
    assert files["plan.xlsx"].startswith(b"PK")


def test_that_both_copies_show_the_same_pages(write: Write) -> None:
    with pikepdf.open(write()) as review, pikepdf.open(write("pack-archive.pdf")) as archive:
        assert content_hash(review) == content_hash(archive)


@pytest.mark.parametrize("kind", ["pack.pdf", "pack-archive.pdf"])
def test_that_the_same_plan_gives_the_same_pack(kind: str, write: Write) -> None:
    assert write(kind).read_bytes() == write(kind, again=1).read_bytes()


def test_that_a_pack_made_once_more_is_the_same_pack_though_the_first_one_was_recorded(tmp_path: Path) -> None:
    workspace = sample_in_memory(date(2026, 2, 20))
    made = []
    for name in ("first.pdf", "second.pdf"):
        plan, path = workspace.portfolio.plan(1), tmp_path / name
        figures, revision = {1: workspace.figures.of(1)}, workspace.portfolio.revision
        material = Material(workspace.portfolio, figures, workspace.playbook, workspace.today, plan, 1)
        find_export("pack.pdf").write(material, path)
        made.append(path.read_bytes())
        record = record_document(
            plan,
            "pack.pdf",
            fingerprint=material.fingerprint,
            made_on=workspace.today,
            ask="",
            file_name=name,
            revision=sent_revision(plan, "pack.pdf", material.fingerprint, revision),
            hashes=hashes_of_file(path),
        )
        workspace.run(record)
    assert made[0] == made[1]
    assert [pack.file_name for pack in workspace.portfolio.plan(1).packs] == ["first.pdf"]
    workspace.close()


def test_that_letter_is_letter_and_says_the_same(write: Write) -> None:
    path = write(paper="letter")
    with pikepdf.open(path) as pdf:
        assert {tuple(map(float, page.MediaBox[2:])) for page in pdf.pages} == {(612.0, 792.0)}
    assert "Model risk owner" in page_texts(path)[0]
    with pytest.raises(BadInput, match="no paper 'a5'; choose a4 or letter"):
        find_paper("a5")


def test_that_the_contents_lead_to_the_page_where_each_section_begins(write: Write) -> None:
    texts = page_texts(write())
    listed = texts[1].split("Contents")[1]
    assert "1 Changed since the last approval 2" in listed
    with pikepdf.open(write()) as pdf:
        links = [note for note in pdf.pages[1].Annots if note.Subtype == "/Link"]
    outline = pypdf.PdfReader(write()).outline
    assert len(links) == len(outline) - 1
    reader = pypdf.PdfReader(write())
    for number, entry in enumerate(outline[1:], start=1):
        assert isinstance(entry, Destination)
        page = (reader.get_destination_page_number(entry) or 0) + 1
        assert f"{number} {entry.title} {page}" in listed


def test_that_a_mark_with_signs_of_xml_comes_back() -> None:
    mark = PackMark("1", "u<&>", "ML & Co", "1", "2", "3", "f", "g", "c", "p")
    info = dict.fromkeys(("title", "author", "subject", "keywords", "producer"), "a < b & c")
    packet = mark_packet(mark, info, is_archive=True)
    assert read_mark(packet) == mark
    assert read_mark(packet.replace(b"mlp:gate", b"mlp:gone")) is None


def test_that_what_is_typed_into_a_field_is_shown_in_any_european_script(write: Write) -> None:
    with pikepdf.open(write()) as pdf:
        form = pdf.Root.AcroForm
        (name,) = form.DR.Font.keys()
        font = form.DR.Font[name]
        assert font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
        letters = re.findall(r"<[0-9A-F]{4}> <([0-9A-F]{4})>", font.ToUnicode.read_bytes().decode())
        known = {chr(int(code, 16)) for code in letters}
        assert set("Łukasz Ελένη Παπαδοπούλου Иван Nguyễn Şükrü Ștefan 27.3.–€") <= known
        texts = [field for field in form.Fields if field.get("/FT") == "/Tx"]
        assert all(str(field.DA).startswith(f"{name} ") for field in texts)


def test_that_the_workbook_in_a_pack_opens(write: Write, tmp_path: Path) -> None:
    book = tmp_path / "plan.xlsx"
    with pikepdf.open(write()) as pdf:
        book.write_bytes(pdf.attachments["plan.xlsx"].get_file().read_bytes())
    assert "Staffing" in openpyxl.load_workbook(book, read_only=True).sheetnames


def test_that_a_pack_stays_small_enough_for_mail(write: Write) -> None:
    assert max(write().stat().st_size, write("pack-archive.pdf").stat().st_size) <= 300_000
