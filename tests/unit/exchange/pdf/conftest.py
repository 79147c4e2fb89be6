"""The sample portfolio and the reports that the tests of PDF files write."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from mlplanner.domain.portfolio import Portfolio
from mlplanner.exchange.pdf.briefs import write_brief_pdf
from mlplanner.exchange.pdf.packs import write_pack_pdf
from mlplanner.exchange.pdf.sheets import A4, Paper
from mlplanner.reports.briefs import build_brief
from mlplanner.reports.packs import build_pack
from mlplanner.reports.subjects import Subject
from tests.support.sample_files import sample_in_memory

SAMPLE_DAY = date(2026, 2, 20)


@pytest.fixture(scope="session")
def sample() -> Iterator[Portfolio]:
    workspace = sample_in_memory(SAMPLE_DAY)
    yield workspace.portfolio
    workspace.close()


@pytest.fixture
def write_pack(tmp_path: Path) -> Callable[..., Path]:
    def write(subject: Subject, paper: Paper = A4) -> Path:
        path = tmp_path / "pack.pdf"
        report = build_pack(*_parts(subject), fingerprint=subject.fingerprint, version=subject.version)
        write_pack_pdf(report, path, paper=paper)
        return path

    return write


@pytest.fixture
def write_brief(tmp_path: Path) -> Callable[[Subject], Path]:
    def write(subject: Subject) -> Path:
        path = tmp_path / "brief.pdf"
        write_brief_pdf(build_brief(*_parts(subject), fingerprint=subject.fingerprint, version=subject.version), path)
        return path

    return write


def _parts(subject: Subject):  # type: ignore[no-untyped-def]
    return subject.portfolio, subject.plan, subject.figures, subject.playbook, subject.today
