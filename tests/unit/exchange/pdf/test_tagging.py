"""What a screen reader finds: the tree of parts in every PDF (P9.2)."""

import itertools
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from mlplanner.exchange.exports import EXPORTS, Material, find_export
from tests.support.pdf_reading import page_texts
from tests.support.pdf_structure import all_words, marks_of, structure_of
from tests.support.sample_files import sample_in_memory

PDFS = [export.id for export in EXPORTS if export.suffix == ".pdf"]
LEVELS = {"H1": 1, "H2": 2, "H3": 3}
DAY = date(2026, 2, 20)
Make = Callable[[str, int], Path]


@cache
def _heard(path: Path) -> str:
    """The parts of a file and their words, as poppler reads them."""
    command = ["pdfinfo", "-struct-text", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


@cache
def _workspace():  # type: ignore[no-untyped-def]
    return sample_in_memory(DAY)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Make:
    folder = tmp_path_factory.mktemp("tagged")

    @cache
    def make(kind: str, project: int = 1) -> Path:
        workspace, export = _workspace(), find_export(kind)
        plan = workspace.portfolio.plan(project) if export.is_of_project else None
        path = folder / f"{project}.{kind}"
        export.write(
            Material(workspace.portfolio, workspace.figures.all(), workspace.playbook, DAY, plan, version=3), path
        )
        return path

    return make


@pytest.mark.parametrize("kind", PDFS)
def test_that_every_mark_on_every_page_is_in_the_tree_once(kind: str, made: Make) -> None:
    path = made(kind, 1)
    reached = [mark for node in structure_of(path).walk() for mark in node.marks]
    assert len(reached) == len(set(reached))
    assert set(reached) == {(page, mark) for page, marks in enumerate(marks_of(path)) for mark in marks}


@pytest.mark.parametrize("kind", PDFS)
def test_that_parts_come_in_the_order_of_the_pages(kind: str, made: Make) -> None:
    pages = [page for node in structure_of(made(kind, 1)).walk() for page, _ in node.marks]
    assert pages == sorted(pages)


@pytest.mark.parametrize(("kind", "project"), [*((kind, 1) for kind in PDFS), ("pack.pdf", 4), ("brief.pdf", 8)])
def test_that_headings_leave_out_no_level(kind: str, project: int, made: Make) -> None:
    levels = [LEVELS[node.role] for node in structure_of(made(kind, project)).of(*LEVELS)]
    assert levels[0] == 1
    assert levels.count(1) == 1 or kind in ("committee.pdf", "model-card.pdf")
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("kind", PDFS)
def test_that_tables_have_heading_cells_and_rows_of_one_width(kind: str, made: Make) -> None:
    tables = structure_of(made(kind, 1)).of("Table")
    assert tables
    for table in tables:
        assert {row.role for row in table.kids} == {"TR"}
        assert len({sum(cell.span for cell in row.kids) for row in table.kids}) == 1
        heads = table.of("TH")
        assert heads
        assert {head.scope for head in heads} <= {"Column", "Row"}


@pytest.mark.parametrize("kind", PDFS)
def test_that_figures_say_in_words_what_they_show(kind: str, made: Make) -> None:
    figures = structure_of(made(kind, 1)).of("Figure")
    assert all(len(figure.alt) > 20 for figure in figures), [figure.alt for figure in figures]
    assert figures or kind in ("dashboard.pdf", "model-card.pdf", "committee.pdf")


def test_that_each_line_of_the_contents_is_a_link_that_says_where_it_leads(made: Make) -> None:
    links = structure_of(made("pack.pdf", 1)).of("Link")
    assert [link.notes[0][0] for link in links] == ["/Link"] * len(links)
    assert links[1].notes[0][1] == "Brief, page 3" or links[1].notes[0][1].startswith("Brief, page ")
    assert len(links) >= 16


def test_that_the_fields_of_a_review_copy_are_in_the_tree_and_an_archive_copy_has_none(made: Make) -> None:
    fields = structure_of(made("pack.pdf", 1)).of("Form")
    assert [said for form in fields for _, said in form.notes][:5] == [
        "Approve",
        "Approve with conditions",
        "Defer to next gate",
        "Reject",
        "Conditions of the approval",
    ]
    assert structure_of(made("pack-archive.pdf", 1)).of("Form") == []


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler's pdfinfo is not installed")
def test_that_another_program_reads_page_one_in_its_order(made: Make) -> None:
    said = _heard(made("pack.pdf", 1))
    order = [
        "Churn early warning",
        "DECISION NEEDED BY",
        "Approve EUR",
        "RECOMMENDATION",
        "Ask now",
        "Why now",
        "Evidence against the gate",
        "Criterion",
        "Options",
        "A Do nothing",
        "If the answer is no",
        "Money: ",
        "Conditions of approval",
        "largest risks",
        '"Decision"',
        "Executive sponsor",
        "Contents",
        "Glossary",
    ]
    places = [said.index(part) for part in order]
    assert places == sorted(places)
    assert "APPROVAL PACK" not in said, "the running head is not read out on every page"
    assert "fingerprint" not in said.casefold().split("contents")[0]


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler's pdfinfo is not installed")
@pytest.mark.parametrize("kind", ["pack.pdf", "brief.pdf", "committee.pdf"])
def test_that_words_do_not_run_together_at_the_end_of_a_line(kind: str, made: Make) -> None:
    path = made(kind, 1)
    heard = {word for line in _heard(path).splitlines() for word in all_words(line.strip().strip('"'))}
    seen = {word for text in page_texts(path) for word in all_words(text)}
    glued = {word for word in heard - seen if word.isalpha() and word.islower() and len(word) > 3}
    assert glued == set()
