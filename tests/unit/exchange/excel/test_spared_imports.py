"""Writing and reading workbooks loads openpyxl (which takes lxml), and nothing heavy that it does not need.

A plan's workbook tells what the simulation found, which takes numpy; the portfolio's does not.
"""

from tests.support.fresh_python import heavy_modules_loaded_by, run_python

_WRITE_AND_READ = """
from pathlib import Path
from tempfile import TemporaryDirectory
from mlplanner.operations.sample import create_sample
from mlplanner.exchange.excel.portfolio_workbook import write_portfolio_workbook
from mlplanner.exchange.excel.reading import read_workbook
workspace = create_sample(None)
with TemporaryDirectory() as folder:
    path = Path(folder) / "portfolio.xlsx"
    write_portfolio_workbook(workspace.portfolio, workspace.figures.all(), workspace.playbook, path)
    assert not read_workbook(path, workspace.portfolio, workspace.playbook).edits
"""


def test_that_a_workbook_is_written_and_read_without_numpy() -> None:
    assert heavy_modules_loaded_by(_WRITE_AND_READ) == {"openpyxl", "lxml", "holidays"}


def test_that_openpyxl_still_takes_numbers_of_numpy_where_it_was_imported_before() -> None:
    code = "import openpyxl, mlplanner.exchange.excel, openpyxl.compat.numbers as answer; print(answer.NUMPY)"
    assert run_python(code) == "True\n"


def test_that_the_answer_is_what_openpyxl_gives_where_numpy_is_not_installed() -> None:
    code = "{}; from openpyxl.compat import numbers; print(numbers.NUMERIC_TYPES, numbers.NUMPY)"
    spared = run_python(code.format("import mlplanner.exchange.excel"))
    assert spared == run_python(code.format("import sys; sys.modules['numpy'] = None"))
