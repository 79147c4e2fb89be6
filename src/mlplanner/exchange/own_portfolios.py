"""Files that become a portfolio of their own: a whole portfolio, one plan, or the plan attached to a pack.

A plan brings its people, rates, calendar and changes of the playbook along, so its figures and its fingerprint stay what they
were; the portfolio has an id of its own, so nothing of it is taken for the one that the plan comes from.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlplanner.domain.documents import PLAN_FORMAT, PLAN_VERSION
from mlplanner.domain.errors import BadInput
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.portfolio_documents import PORTFOLIO_FORMAT
from mlplanner.domain.registry import PROJECT_KINDS
from mlplanner.domain.rows import SHARED
from mlplanner.exchange.json_reading import parse_json, read_json
from mlplanner.exchange.plan_json import newest_plan
from mlplanner.exchange.portfolio_json import LARGEST_BYTES, portfolio_of
from mlplanner.exchange.returned.pack_worker import ask_pack

_CONTEXT = ("rates", "exchange_rates", "closures", "overrides")


def read_own_portfolio(path: Path) -> Portfolio:
    """The portfolio that a file can become. BadInput in one sentence, WorldFault when the system does not give the file."""
    if _begins_with(path, b"%PDF"):
        plan = ask_pack(path).plan
        if plan is None:
            raise BadInput(f"{path.name} holds no plan; give an approval pack as it was exported, or a plan.json.")
        name = f"plan.json in {path.name}"
        return portfolio_of_plan(parse_json(plan.decode("utf-8", "replace"), name), name)
    if _begins_with(path, b"PK"):
        raise BadInput(
            f"{path.name} is a workbook: it comes back into the portfolio that it was exported from, or is imported into "
            "one that is open; a portfolio is made of a plan.json, a portfolio.json or a pack."
        )
    document = read_json(path, what="portfolio", largest=LARGEST_BYTES)
    if isinstance(document, dict) and document.get("format") == PLAN_FORMAT:
        return portfolio_of_plan(document, path.name)
    return portfolio_of(document, path.name)


def portfolio_of_plan(document: Any, name: str) -> Portfolio:
    """A portfolio with that one project. BadInput in one sentence that begins with `name`."""
    plan = newest_plan(document, name)
    return portfolio_of(_whole(plan), name)


def _whole(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The plan's document in the form of a portfolio's."""
    context, origin = plan.get("context", {}), plan["portfolio"]
    settings = {**context.get("settings", {}), "currency": origin["currency"], "name": _title(plan)}
    kinds = ("project", *(kind.key for kind in PROJECT_KINDS))
    return {
        "format": PORTFOLIO_FORMAT,
        "version": PLAN_VERSION,
        "settings": settings,
        **{key: context[key] for key in _CONTEXT if key in context},
        **{key: plan[key] for key in ("people", *(kind.key for kind in SHARED)) if key in plan},
        "projects": [{key: plan[key] for key in kinds if key in plan}],
    }


def _title(plan: Mapping[str, Any]) -> str:
    """`Churn early warning, of ML portfolio`: the project, and whose it was."""
    name, origin = str(plan["project"]["name"]), str(plan["portfolio"].get("name", ""))
    return (f"{name}, of {origin}" if origin else name)[:80]


def _begins_with(path: Path, mark: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return mark in file.read(1024 if mark == b"%PDF" else len(mark))
    except OSError:
        return False  # the reader says why
