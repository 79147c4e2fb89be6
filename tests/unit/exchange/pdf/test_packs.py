"""The approval pack, read back: what a sponsor and a checker find in the file."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest

from mlplanner.domain.errors import WorldFault
from mlplanner.domain.portfolio import Portfolio
from mlplanner.exchange.pdf.packs import write_pack_pdf
from mlplanner.reports.formats import exact
from mlplanner.reports.packs import SECTIONS, build_pack
from mlplanner.reports.subjects import Subject
from tests.support.fresh_python import run_python
from tests.support.pdf_reading import bookmarks, fonts, page_texts
from tests.support.reports import full_plan, make_subject, subject_of
from tests.unit.exchange.pdf.conftest import SAMPLE_DAY

Write = Callable[[Subject], Path]
SAMPLES = range(1, 9)


@pytest.mark.parametrize("project", SAMPLES)
def test_that_every_figure_is_in_the_pack_to_the_cent(project: int, sample: Portfolio, write_pack: Write) -> None:
    subject = subject_of(sample, sample.plan(project), SAMPLE_DAY)
    text = " ".join(page_texts(write_pack(subject)))
    costs, returns = subject.figures.costs, subject.figures.returns
    wanted = {
        name: getattr(costs, name)
        for name in ("labour", "one_off", "non_labour", "training", "build", "handover_budget", "handover_planned")
    }
    wanted |= {name: getattr(costs, name) for name in ("contingency", "maintenance_year", "ask")}
    wanted |= {"tco": returns.tco, "npv": returns.npv, "benefit_year": subject.figures.value.benefit_year}
    missing = {name: exact(amount) for name, amount in wanted.items() if exact(amount) not in text}
    assert missing == {}


@pytest.mark.parametrize("project", SAMPLES)
def test_that_each_page_carries_the_running_head_and_the_fingerprint(
    project: int, sample: Portfolio, write_pack: Write
) -> None:
    texts = page_texts(write_pack(subject_of(sample, sample.plan(project), SAMPLE_DAY)))
    ref = sample.plan(project).project.ref
    for number, text in enumerate(texts, start=1):
        assert text.startswith("APPROVAL PACK")
        assert f"{ref} · version 3 · 20 Feb 2026 · page {number} of {len(texts)}" in text
        assert f"Plan {ref}, revision 0, fingerprint 5D41 FF3E 4FE7 B727." in text
        assert text.count(f"page {number} of {len(texts)}") == 2
        assert "SAMPLE DATA" in text
        assert "Sample data: names and amounts invented." in text


def test_that_a_plan_that_is_no_sample_is_not_marked_as_one(write_pack: Write) -> None:
    assert "SAMPLE" not in " ".join(page_texts(write_pack(make_subject())))


def test_that_page_one_lets_a_sponsor_decide(write_pack: Write) -> None:
    text = page_texts(write_pack(make_subject()))[0]
    for part in (
        "APPROVAL PACK · GATE 1 OF 4 · DISCOVERY → PROTOTYPE",
        "DECISION NEEDED BY 20 MAR 2026",
        "to put Churn early warning into production by 22 May 2026",
        "RECOMMENDATION",
        "Why now",
        "Evidence against the gate: 2 of 3 met",
        "A Do nothing",
        "C This plan",
        "If the answer is no",
        "Conditions of approval",
        "Three largest risks",
        "Approve with conditions",
        "Executive sponsor",
        "Model risk owner",
        "Signature",
    ):
        assert part in text, part


def test_that_page_one_says_when_nobody_runs_the_model_and_nobody_pays_for_it(write_pack: Write) -> None:  # P4.7
    without = make_subject(full_plan(maintenance={}, risks=[]))
    without = replace(without, figures=_without_maintenance(without))
    text = page_texts(write_pack(without))[0]
    assert "No operational owner is named and the ask holds no maintenance; approval needs both." in text
    assert "No operational owner" not in page_texts(write_pack(make_subject()))[0]


def test_that_sections_follow_in_order_and_are_bookmarked(write_pack: Write) -> None:
    path = write_pack(make_subject())
    first, *titles = bookmarks(path)
    assert first == "Decision page"
    assert titles[:5] == ["Brief", "Value", "Timeline", "Staffing and sourcing", "Costs"]
    assert titles[-3:] == ["Open checks", "Decision history", "Glossary"]
    assert titles.index("Operations") < titles.index("Rollout and evidence") < titles.index("Open checks")
    text = " ".join(page_texts(path))
    places = [text.index(f"{number} {title}") for number, title in enumerate(titles, start=1)]
    assert places == sorted(places)
    assert len(titles) == len(SECTIONS) - 1  # nothing was approved before, so nothing changed since


def test_that_title_author_and_language_are_set(write_pack: Write) -> None:
    reader = pypdf.PdfReader(write_pack(make_subject()))
    assert reader.metadata is not None
    assert reader.metadata.title == "Approval pack ML-001 Churn early warning"
    assert reader.metadata.author == "Łukasz Nowak"
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]


@pytest.mark.parametrize("project", SAMPLES)
def test_that_all_fonts_are_embedded_and_none_is_a_stranger(project: int, sample: Portfolio, write_pack: Write) -> None:
    found = fonts(write_pack(subject_of(sample, sample.plan(project), SAMPLE_DAY)))
    assert found
    assert all(found.values()), found
    assert not any("Helvetica" in name or "Times" in name for name in found)


def test_that_names_in_any_script_reach_the_page(write_pack: Write) -> None:
    subject = make_subject()
    people = {
        key: person.model_copy(update={"name": f"አበበ \u1820 {person.name}"})
        for key, person in subject.portfolio.people.items()
    }
    text = " ".join(page_texts(write_pack(replace(subject, portfolio=replace(subject.portfolio, people=people)))))
    assert "Ελένη Παπαδοπούλου" in text
    assert "Łukasz Nowak" in text
    assert "山田 太郎" in text
    assert "አበበ" in text
    assert "\N{REPLACEMENT CHARACTER}" in text, "a script that no font has (Mongolian) must leave a sign"


def test_that_the_same_plan_gives_the_same_bytes_in_another_process(write_pack: Write, tmp_path: Path) -> None:
    first = hashlib.sha256(write_pack(make_subject()).read_bytes()).hexdigest()
    assert hashlib.sha256(write_pack(make_subject()).read_bytes()).hexdigest() == first
    printed = run_python(
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; import hashlib\n"
        "from tests.support.reports import make_subject\n"
        "from mlplanner.reports.packs import build_pack\n"
        "from mlplanner.exchange.pdf.packs import write_pack_pdf\n"
        "s = make_subject(); path = Path(sys.argv[2])\n"
        "r = build_pack(s.portfolio, s.plan, s.figures, s.playbook, s.today, fingerprint=s.fingerprint, version=3)\n"
        "write_pack_pdf(r, path); print(hashlib.sha256(path.read_bytes()).hexdigest())",
        str(Path(__file__).parents[4]),
        str(tmp_path / "other.pdf"),
    )
    assert printed.split()[-1] == first


def test_that_dates_do_not_follow_the_machines_language(write_pack: Write) -> None:
    text = page_texts(write_pack(make_subject(today=date(2026, 3, 11))))[0]
    assert "11 Mar 2026" in text
    assert not re.search(r"\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4}", text)


def test_that_a_folder_that_is_not_there_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    report = _report(make_subject())
    with pytest.raises(WorldFault, match=r"nowhere.*can't be written"):
        write_pack_pdf(report, tmp_path / "nowhere" / "pack.pdf")
    assert list(tmp_path.iterdir()) == []


def test_that_a_file_that_cannot_be_replaced_stays_as_it_was(tmp_path: Path) -> None:
    taken = tmp_path / "pack.pdf"
    taken.mkdir()
    (taken / "kept").write_text("kept")
    with pytest.raises(WorldFault, match=r"pack\.pdf can't be written"):
        write_pack_pdf(_report(make_subject()), taken)
    assert [path.name for path in tmp_path.iterdir()] == ["pack.pdf"]
    assert (taken / "kept").read_text() == "kept"


def test_that_nothing_heavy_is_imported_before_a_file_is_written() -> None:
    printed = run_python(
        "import sys, mlplanner.exchange.pdf.packs, mlplanner.exchange.pdf.briefs\n"
        "print([name for name in ('reportlab', 'matplotlib', 'numpy', 'pikepdf') if name in sys.modules])"
    )
    assert printed.strip() == "[]"


def _report(subject: Subject):  # type: ignore[no-untyped-def]
    return build_pack(
        subject.portfolio,
        subject.plan,
        subject.figures,
        subject.playbook,
        subject.today,
        fingerprint=subject.fingerprint,
        version=3,
    )


def _without_maintenance(subject: Subject):  # type: ignore[no-untyped-def]
    costs = replace(subject.figures.costs, maintenance_year=Decimal(0))
    return replace(subject.figures, costs=costs)
