"""`mlplanner new FILE`: an empty portfolio, or one made of a portfolio.json, a plan.json or the plan in a pack."""

from pathlib import Path
from typing import Annotated

import typer

from mlplanner.cli.output import say
from mlplanner.cli.parameters import PortfolioFile
from mlplanner.domain.errors import BadInput
from mlplanner.exchange.own_portfolios import read_own_portfolio
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.restoring import restore_portfolio
from mlplanner.operations.workspace import create_workspace

Name = Annotated[str | None, typer.Option(help="What the portfolio is called.", show_default="Portfolio")]
Currency = Annotated[str | None, typer.Option(help="ISO 4217 code of its money.", show_default="EUR")]
Source = Annotated[
    Path | None,
    typer.Option(
        "--from", metavar="SOURCE", help="A portfolio.json, a plan.json, or a pack (PDF) with its plan, to make it of."
    ),
]


def new(file: PortfolioFile, name: Name = None, currency: Currency = None, source: Source = None) -> None:
    """Make a portfolio file, empty or of an exported portfolio, plan or pack; an existing file is never overwritten."""
    if source is None:
        first = first_settings("Portfolio" if name is None else name, "EUR" if currency is None else currency.upper())
        create_workspace(file, first).close()
        say(f"Made {file}.")
        return
    if name is not None or currency is not None:
        raise BadInput(f"{source.name} brings its own name and currency; leave --name and --currency out.")
    workspace = create_workspace(file, restore_portfolio(read_own_portfolio(source), source.name))
    projects = len(workspace.portfolio.plans)
    workspace.close()
    say(f"Made {file} of {source.name}: {projects} project{'' if projects == 1 else 's'}; its history begins anew.")
