"""Shared copies: what is left out is in no exported file, neither in its text nor in its parts (P9.2)."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from mlplanner.domain.errors import BadInput
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KINDS
from mlplanner.domain.sharing import CHOICES, NAMES, NEVER, NOTES, OPEN, RATES
from mlplanner.engine.results import Figures
from mlplanner.exchange.exports import EXPORTS, Export, Material
from mlplanner.exchange.imports import read_changes
from mlplanner.exchange.portfolio_json import read_portfolio_json
from mlplanner.exchange.sharing import check_choices, shared_subject
from mlplanner.playbook.loading import load_playbook
from tests.support.sample_files import sample_in_memory

DAY = date(2026, 3, 2)
NAME, NOTE = "Qwyxandra Zzblorp", "kwijybozzle"
AMOUNT = Decimal("7351.97")
AMOUNTS = ("7351.97", "7,351.97", "735197", "7351,97", "7 351.97")


@cache
def planted() -> Portfolio:
    """The sample with a secret in every place: each person's name, each rate, each note."""
    portfolio = sample_in_memory(DAY).portfolio
    people = {
        key: person.model_copy(update={"name": f"{NAME} {key}x", "note": NOTE, "skills": NOTE})
        for key, person in portfolio.people.items()
    }
    rates = tuple(rate.model_copy(update={"amount": AMOUNT, "one_off": AMOUNT}) for rate in portfolio.rates)
    plans = {}
    for key, plan in portfolio.plans.items():
        texts = {kind: fields for kind, fields in NOTES.items() if kind not in ("projects", "people", "rates")}
        parts: dict[str, Any] = {
            kind: tuple(
                row.model_copy(update={name: NOTE for name in fields if isinstance(getattr(row, name), str)})
                for row in rows
            )
            for kind, fields in texts.items()
            if isinstance(rows := getattr(plan, kind, None), tuple)
        }
        lines = tuple(line.model_copy(update={"note": NOTE, "fixed_fee": AMOUNT}) for line in plan.lines)
        project = plan.project.model_copy(
            update={"objective": f"As {NAME} 1x asked", "stakeholders": f"{NAME} of Sales"}
        )
        plans[key] = replace(plan, **{**parts, "lines": lines, "project": project})
    return replace(portfolio, people=people, rates=rates, plans=plans)


def contents_of(path: Path, data: bytes | None = None) -> str:
    """Everything that can be read in a file: its bytes, its unzipped parts, its pages, attachments and properties."""
    raw = path.read_bytes() if data is None else data
    found = [raw.decode("latin-1"), raw.decode("utf-8", "replace")]
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            found += [contents_of(path, book.read(name)) for name in book.namelist()]
    if raw.startswith(b"%PDF"):
        pages = pypdfium2.PdfDocument(raw)
        found += [page.get_textpage().get_text_range() for page in pages]
        with pikepdf.open(io.BytesIO(raw)) as pdf:
            found += [contents_of(path, one.get_file().read_bytes()) for one in pdf.attachments.values()]
            found += [str(pdf.docinfo), str(pdf.open_metadata())]
    return "\n".join(found)


@cache
def subject_of(secret: bool, without: tuple[str, ...]) -> tuple[Portfolio, dict[int, Figures]]:
    portfolio = planted() if secret else sample_in_memory(DAY).portfolio
    return shared_subject(portfolio, load_playbook(), DAY, without)


def write(export: Export, folder: Path, without: tuple[str, ...] = CHOICES, *, secret: bool = True) -> Path:
    told, figures = subject_of(secret, without)
    plan = next(iter(told.plans.values())) if export.is_of_project else None
    export.write(Material(told, figures, load_playbook(), DAY, plan), folder / export.id)
    return folder / export.id


def test_that_every_field_of_every_noun_is_marked_as_shareable_or_not() -> None:
    for kind in KINDS:
        fields = set(kind.noun.model_fields) - {"id", "project_id"}
        marked = [part.get(kind.key, frozenset()) for part in (OPEN, NAMES, RATES, NOTES)]
        if kind.key in NEVER:
            assert not any(marked), kind.key
            continue
        assert fields - frozenset().union(*marked) == set(), f"{kind.key}: mark these in domain/sharing.py"
        assert sum(map(len, marked)) == len(fields), f"{kind.key}: a field is marked twice, or is no longer there"


def test_that_an_unmarked_field_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mlplanner.exchange.sharing.OPEN", {**OPEN, "projects": OPEN["projects"] - {"objective"}})
    told, _ = shared_subject(sample_in_memory(DAY).portfolio, load_playbook(), DAY, ["notes"], 1)
    assert {plan.project.objective for plan in told.plans.values()} == {""}


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.id)
def test_that_no_secret_is_in_any_part_of_a_shared_document(export: Export, tmp_path: Path) -> None:
    shared = write(export, tmp_path)
    text = contents_of(shared).casefold()
    assert "qwyxandra" not in text
    assert "zzblorp" not in text
    assert NOTE not in text
    assert [amount for amount in AMOUNTS if amount in text] == []
    if export.suffix == ".xlsx":
        with zipfile.ZipFile(shared) as book:  # charts name the cells they draw; no cell has a formula
            cells = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert cells
        assert [part for part in cells if b"<f>" in part] == []


def test_that_the_canary_would_sing(tmp_path: Path) -> None:
    export = next(one for one in EXPORTS if one.id == "plan.xlsx")
    text = contents_of(write(export, tmp_path, ())).casefold()
    assert "zzblorp" in text
    assert NOTE in text
    assert "7351.97" in text


def test_that_a_person_has_the_same_alias_everywhere_and_totals_stay() -> None:
    portfolio = sample_in_memory(DAY).portfolio
    playbook = load_playbook()
    whole, all_figures = subject_of(False, CHOICES)
    one, figures = shared_subject(portfolio, playbook, DAY, CHOICES, 1)
    assert {key: person.name for key, person in whole.people.items()} == {k: p.name for k, p in one.people.items()}
    assert len({person.name for person in whole.people.values()}) == len(portfolio.people)
    assert figures[1].costs.ask == all_figures[1].costs.ask > 0
    assert {line.total for line in figures[1].costs.lines} == {Decimal(0)}
    assert one.rates == ()
    assert "shared without names and notes and rates" in one.settings.classification


@pytest.mark.parametrize("export_id", ["plan.json", "plan.xlsx", "portfolio.xlsx", "portfolio.json"])
def test_that_a_shared_copy_does_not_come_back(export_id: str, tmp_path: Path) -> None:
    path = write(next(one for one in EXPORTS if one.id == export_id), tmp_path, secret=False)
    portfolio, playbook = sample_in_memory(DAY).portfolio, load_playbook()
    whole = export_id == "portfolio.json"
    with pytest.raises(BadInput, match="is a shared copy with parts left out, so it can't come back"):
        _ = read_portfolio_json(path) if whole else read_changes(path, portfolio, playbook)


def test_that_what_can_be_left_out_is_told() -> None:
    with pytest.raises(BadInput, match="choose rates, names, notes"):
        check_choices(["salaries"])
