"""`mlplanner new FILE`: an empty portfolio."""

from typing import Annotated

import typer

from mlplanner.cli.output import say
from mlplanner.cli.parameters import PortfolioFile
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.workspace import create_workspace

Name = Annotated[str, typer.Option(help="What the portfolio is called.")]
Currency = Annotated[str, typer.Option(help="ISO 4217 code of its money.")]


def new(file: PortfolioFile, name: Name = "Portfolio", currency: Currency = "EUR") -> None:
    """Make an empty portfolio file; an existing file is never overwritten."""
    create_workspace(file, first_settings(name, currency.upper())).close()
    say(f"Made {file}.")
