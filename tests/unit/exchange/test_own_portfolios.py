"""A plan becomes a portfolio of its own, also the one attached to a pack, and says the same there (P9.2)."""

import json
from datetime import date
from pathlib import Path

import pytest

from mlplanner.domain.documents import fingerprint, plan_document
from mlplanner.domain.errors import BadInput
from mlplanner.engine.figures import compute_figures
from mlplanner.exchange.own_portfolios import portfolio_of_plan, read_own_portfolio
from mlplanner.operations.restoring import restore_portfolio
from mlplanner.operations.workspace import create_workspace
from mlplanner.playbook.loading import load_playbook
from tests.support.sample_files import sample_in_memory

DAY = date(2026, 3, 2)


def test_that_every_plan_of_the_sample_says_the_same_in_a_portfolio_of_its_own() -> None:
    portfolio, playbook = sample_in_memory(DAY).portfolio, load_playbook()
    for key, plan in portfolio.plans.items():
        document = json.loads(json.dumps(plan_document(portfolio, plan)))
        made = create_workspace(
            None, restore_portfolio(portfolio_of_plan(document, "plan.json"), "plan.json")
        ).portfolio
        assert list(made.plans) == [key]
        assert fingerprint(made, made.plan(key)) == fingerprint(portfolio, plan), plan.project.name
        here, there = (compute_figures(one, one.plan(key), playbook, DAY) for one in (portfolio, made))
        assert there.costs == here.costs
        assert there.returns == here.returns
        assert made.settings.portfolio_uid not in ("", portfolio.settings.portfolio_uid)


def test_that_what_holds_no_plan_is_refused_in_a_sentence(tmp_path: Path) -> None:
    book, other = tmp_path / "plan.xlsx", tmp_path / "other.json"
    book.write_bytes(b"PK\x03\x04")
    other.write_text('{"format": "something"}')
    for path, words in ((book, "is a workbook"), (other, "not a portfolio of mlplanner"), (tmp_path / "no", "no file")):
        with pytest.raises(BadInput, match=words):
            read_own_portfolio(path)
