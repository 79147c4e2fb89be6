"""A workbook that nobody edited changes nothing, whatever the plan holds (P9.2)."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings

from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.figures import compute_figures
from mlplanner.exchange.excel.plan_workbook import write_plan_workbook
from mlplanner.exchange.excel.reading import read_workbook
from tests.builders import TODAY, make_plan, make_portfolio
from tests.strategies import portfolios
from tests.support.plan_workbooks import export, playbook, read, rich_portfolio


def test_that_an_unchanged_workbook_changes_nothing(tmp_path: Path) -> None:
    portfolio = rich_portfolio()
    changes = read(export(portfolio, tmp_path), portfolio)
    assert (changes.edits, changes.notes, changes.project_id) == ((), (), 1)


def test_that_an_empty_plan_makes_a_workbook_that_changes_nothing(tmp_path: Path) -> None:
    portfolio = make_portfolio(make_plan(phases=()), rates=(), people=())
    assert read(export(portfolio, tmp_path), portfolio).edits == ()


@settings(max_examples=12, phases=[Phase.explicit, Phase.generate])  # a file each: shrinking would take minutes
@given(portfolio=portfolios())
def test_that_any_plan_comes_back_unchanged(portfolio: Portfolio) -> None:
    plan = portfolio.plan(1)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        write_plan_workbook(portfolio, plan, compute_figures(portfolio, plan, playbook(), TODAY), playbook(), path)
        changes = read_workbook(path, portfolio, playbook())
    assert changes.edits == ()
    assert changes.notes == ()
