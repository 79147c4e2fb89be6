"""A whole portfolio as a JSON file, and back as a portfolio of its own: nothing is merged into one that is open."""

import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from mlplanner.domain.errors import BadInput, WorldFault
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.portfolio_documents import PORTFOLIO_FORMAT, PORTFOLIO_VERSION, portfolio_document
from mlplanner.domain.sharing import SHARED_COPY, came_shared
from mlplanner.exchange.json_reading import read_json
from mlplanner.exchange.plan_versions import translated
from mlplanner.exchange.portfolio_rows import PortfolioRows
from mlplanner.exchange.problems import Problems
from mlplanner.exchange.schema import portfolio_schema
from mlplanner.exchange.schema_errors import problems_of, shown

LARGEST_BYTES = 200_000_000
"""A portfolio of 1,000 projects (63,000 rows) has some 25 MB."""
_MOST_PROBLEMS = 1000


def write_portfolio_json(portfolio: Portfolio, path: Path) -> None:
    """Write the portfolio's document, UTF-8, the same bytes for the same portfolio."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(portfolio_document(portfolio), file, ensure_ascii=False, indent=1, allow_nan=False)
        file.write("\n")


def read_portfolio_json(path: Path) -> Portfolio:
    """The portfolio that the file holds, whole; BadInput with each problem, its place in the file, and what to do."""
    return portfolio_of(read_json(path, what="portfolio", largest=LARGEST_BYTES), path.name)


def portfolio_of(document: Any, name: str, *, with_any_role: bool = False) -> Portfolio:
    """The portfolio that a document describes; `name` is where it comes from. BadInput when it can't be one.

    `with_any_role`: also take roles that the playbook in the file does not know; no figure can be computed of them.
    """
    _refuse_other_formats(document, name)
    newest = _translated(document, name)
    problems = Problems(name)
    for sentence in islice(problems_of(portfolio_schema(), newest), _MOST_PROBLEMS):
        where, _, what = sentence.partition(": ")
        problems.add(where, what)
    problems.raise_if_any()
    rows = PortfolioRows(newest, problems)
    if not with_any_role:
        rows.check_roles()
    problems.raise_if_any()
    return rows.portfolio()


def _refuse_other_formats(document: Any, source: str) -> None:
    if not isinstance(document, dict) or document.get("format") != PORTFOLIO_FORMAT:
        raise BadInput(
            f"{source} is JSON but not a portfolio of mlplanner; export one with '--as portfolio.json', and import a "
            "single plan into a portfolio."
        )
    settings = document.get("settings")
    if isinstance(settings, dict) and settings.get("portfolio_uid") == SHARED_COPY:
        raise BadInput(came_shared(source))
    version = document.get("version")
    if isinstance(version, int) and version > PORTFOLIO_VERSION:
        raise WorldFault(
            f"{source} was written by a newer mlplanner (portfolio format {shown(version)}, this one reads "
            f"{PORTFOLIO_VERSION}); update mlplanner."
        )


def _translated(document: Mapping[str, Any], source: str) -> dict[str, Any]:
    """The document in the newest version: each of its projects is translated as a plan is."""
    version, projects = document.get("version"), document.get("projects")
    is_older = isinstance(version, int) and not isinstance(version, bool) and version < PORTFOLIO_VERSION
    if not is_older or not isinstance(projects, list):
        return dict(document)
    newest, reached = [], version
    for index, project in enumerate(projects):
        if not isinstance(project, dict):
            newest.append(project)
            continue
        try:
            plan, _ = translated({**project, "version": version}, None)
        except BadInput as error:
            raise BadInput(f"{source}, projects[{index}].{error}") from None
        reached = plan.pop("version")
        newest.append(plan)
    reached = reached if projects else translated({"version": version}, None)[0]["version"]
    return {**document, "version": reached, "projects": newest}
