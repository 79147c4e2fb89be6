"""One exported workbook for all tests of this folder; each test gets a copy to spoil."""

import shutil
from pathlib import Path

import pytest

from mlplanner.domain.portfolio import Portfolio
from tests.support.plan_workbooks import export, rich_portfolio


@pytest.fixture(scope="session")
def portfolio() -> Portfolio:
    return rich_portfolio()


@pytest.fixture(scope="session")
def exported(portfolio: Portfolio, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(portfolio, tmp_path_factory.mktemp("exported"))


@pytest.fixture
def workbook(exported: Path, tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    shutil.copy(exported, path)
    return path
