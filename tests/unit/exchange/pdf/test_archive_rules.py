"""The rules of PDF/A-3b (ISO 19005-3) that can be read from the file, on every page of an archive copy (P9.2).

No full checker is to be had offline; each rule here names its clause, so that a person can hold it against one.
"""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from mlplanner.exchange.exports import Material, find_export
from tests.support.sample_files import sample_in_memory

FORBIDDEN_KEYS = {"/JS", "/AA", "/OpenAction", "/XFA", "/Encrypt", "/SMask", "/OPI", "/Ref", "/TR", "/HTP"}
FORBIDDEN_ACTIONS = {
    *("/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide", "/SetOCGState"),
    *("/Rendition", "/Trans", "/GoTo3DView"),
}
CMYK = {"k", "K"}


@pytest.fixture(scope="module", params=["a4", "letter"])
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[pikepdf.Pdf]:
    path = tmp_path_factory.mktemp("archive") / "pack.pdf"
    _write(path, request.param)
    with pikepdf.open(path) as pdf:
        yield pdf


def _write(path: Path, paper: str) -> None:
    opened = sample_in_memory(date(2026, 2, 20))
    figures = {1: opened.figures.of(1)}
    plan = opened.portfolio.plan(1)
    material = Material(opened.portfolio, figures, opened.playbook, opened.today, plan, 2, paper)
    find_export("pack-archive.pdf").write(material, path)
    opened.close()


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file, also inside others."""
    left: list[Any] = list(pdf.objects)
    while left:
        found = left.pop()
        if isinstance(found, pikepdf.Stream | pikepdf.Dictionary):
            yield found
            left += [value for _, value in found.items() if not getattr(value, "is_indirect", True)]
        elif isinstance(found, pikepdf.Array):
            left += [value for value in found if not getattr(value, "is_indirect", True)]


def test_that_nothing_acts_hides_or_encrypts(archive: pikepdf.Pdf) -> None:  # 6.1.3, 6.5, 6.6
    assert not archive.is_encrypted
    assert "/ID" in archive.trailer
    for found in _dictionaries(archive):
        assert not FORBIDDEN_KEYS & set(found.keys())
        assert str(found.get("/S", "")) not in FORBIDDEN_ACTIONS
    assert "/NeedAppearances" not in archive.Root.get("/AcroForm", {})


def test_that_streams_are_inside_and_packed_in_an_allowed_way(archive: pikepdf.Pdf) -> None:  # 6.1.7
    for found in archive.objects:
        if isinstance(found, pikepdf.Stream):
            assert "/F" not in found
            assert "LZWDecode" not in str(found.get("/Filter", ""))
    assert "/Filter" not in archive.Root.Metadata, "metadata are to be read without unpacking"


def test_that_no_page_is_transparent_and_all_colours_are_of_the_intent(archive: pikepdf.Pdf) -> None:  # 6.2.4, 6.2.10
    (intent,) = archive.Root.OutputIntents
    assert intent.DestOutputProfile.N == 3
    for found in _dictionaries(archive):
        assert float(found.get("/ca", 1)) == float(found.get("/CA", 1)) == 1
        assert str(found.get("/BM", "/Normal")) == "/Normal"
        assert str(found.get("/S", "")) != "/Transparency"
    for page in archive.pages:
        operators = {str(one.operator) for one in pikepdf.parse_content_stream(page)}
        assert not CMYK & operators
        assert "/XObject" not in page.resources, "a picture would need a check of its own"


def test_that_fonts_are_inside_with_the_widths_that_the_pages_count_with(archive: pikepdf.Pdf) -> None:  # 6.2.11
    fonts = {font.objgen: font for page in archive.pages for font in page.resources.Font.values()}
    assert len(fonts) >= 3
    for font in fonts.values():
        assert "/ToUnicode" in font
        program = TTFont(BytesIO(font.FontDescriptor.FontFile2.read_bytes()), checkChecksums=2)
        assert int(font.FontDescriptor.FontFile2.Length1) == len(font.FontDescriptor.FontFile2.read_bytes())
        is_symbolic = bool(int(font.FontDescriptor.Flags) & 4)
        assert is_symbolic == ("/Encoding" not in font)
        (table,) = program["cmap"].tables
        scale = 1000 / program["head"].unitsPerEm
        for place, width in enumerate(font.Widths):
            glyph = table.cmap.get(int(font.FirstChar) + place)
            if glyph is not None:
                assert abs(program["hmtx"][glyph][0] * scale - float(width)) <= 1


def test_that_each_attached_file_says_what_it_is(archive: pikepdf.Pdf) -> None:  # 6.8
    attached = list(archive.Root.AF)
    assert {str(spec.UF) for spec in attached} == {"plan.json", "plan.xlsx"}
    for spec in attached:
        assert str(spec.F) == str(spec.UF)
        assert str(spec.AFRelationship) in ("/Source", "/Alternative")
        assert "/" in str(spec.EF.F.Subtype)[1:]
        assert int(spec.EF.F.Params.Size) == len(spec.EF.F.read_bytes())


def test_that_every_annotation_is_a_printable_link(archive: pikepdf.Pdf) -> None:  # 6.3
    notes = [note for page in archive.pages for note in page.obj.get("/Annots", pikepdf.Array())]
    assert notes
    for note in notes:
        assert str(note.Subtype) == "/Link"
        assert int(note.F) == 4


def test_that_information_and_metadata_say_the_same(archive: pikepdf.Pdf) -> None:  # 6.6.2
    with archive.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata.pdfa_status == "3B"
        assert metadata["dc:title"] == str(archive.docinfo["/Title"])
        assert metadata["pdf:Producer"] == str(archive.docinfo["/Producer"])
        assert metadata["xmp:CreatorTool"] == str(archive.docinfo["/Creator"])
        assert metadata["dc:creator"] == [str(archive.docinfo["/Author"])]


def test_that_the_file_itself_is_sound(archive: pikepdf.Pdf) -> None:
    assert archive.check_pdf_syntax() == []
