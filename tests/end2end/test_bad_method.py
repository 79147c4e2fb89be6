"""Plans that break the method's own rules come back from a colleague: one sentence with the place, nothing stored."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlplanner.__main__ import main
from tests.support.command_line import Refuse

Document = dict[str, Any]
Spoil = Callable[[Document], object]


def rows(noun: str, place: int = 0, **fields: object) -> Spoil:
    """Change a row of the plan, or the only one."""

    def spoil(document: Document) -> None:
        found = document[noun]
        (found[place] if isinstance(found, list) else found).update(fields)

    return spoil


def added(noun: str, **fields: object) -> Spoil:
    """Add a row like the first one."""

    def spoil(document: Document) -> None:
        row = {name: value for name, value in document[noun][0].items() if name != "id"}
        document[noun].append({**row, **fields})

    return spoil


def circle(document: Document) -> None:
    """The first two features replace each other."""
    first, second = document["features"][:2]
    first["replaced_by_id"], second["replaced_by_id"] = second["id"], first["id"]


def lowered(document: Document) -> None:
    """Somebody else than the model risk owner says that the risk is low."""
    somebody = document["project"]["owner_id"]
    document["risk_assessment"].update(tier="low", tier_reason="It will be fine", tier_by_id=somebody)


FAULTS: dict[str, tuple[str, Spoil, str]] = {
    "a circle of replaced features": ("Churn", circle, "is a circle"),  # P5.3
    "a RACI without an A": ("Churn", rows("raci", marks="data_scientist:R"), "accountable (A)"),  # P2.3
    "a RACI with two As": ("Churn", rows("raci", marks="data_scientist:AR; product_owner:A"), "there is 2"),  # P2.3
    "a RACI without an R": ("Churn", rows("raci", marks="product_owner:A"), "responsible (R)"),  # P2.3
    "an evidence window of 10 days": ("Churn", rows("project", evidence_days=10), "must be 30 to 90"),  # P7.3
    "an evidence window of 400 days": ("Churn", rows("project", evidence_days=400), "evidence_days"),  # P7.3
    "an overlapping rota": (  # P6.4
        "Attrition",
        added("rota", first="2026-04-28", last="2026-05-03"),
        "only one person is on call on a day",
    ),
    "a drill planned in the past": (
        "Attrition",
        added("drills", planned_on="2025-01-07", done_on=None),
        "has passed",
    ),  # P6.5
    "a drill held in the future": ("Attrition", rows("drills", done_on="2031-01-07"), "future"),  # P6.5
    "a tier lowered by the wrong person": ("Payroll", lowered, "Only the model risk owner"),  # P2.4
    "an observation before the launch": (  # P7.4
        "Support",
        added("observations", observed_on="2025-11-03"),
        "before the launch",
    ),
    "an observation in the future": ("Support", added("observations", observed_on="2031-01-05"), "not come yet"),
    "criteria that are locked": ("Support", rows("evidence", threshold="17"), "locked since"),  # P7.3
    "more than all of the traffic": (
        "Churn",
        rows("stages", share="1.2"),
        "stages[0].share: Share of traffic: must be at most 1",
    ),  # P7.1
    "more than all of the benefit": ("Support", rows("observations", attribution="1.5"), "must be at most 1"),  # P7.4
    "a precision above 100 %": (
        "Churn",
        rows("value", precision="1.01"),
        "value.precision: Precision among them (π): must be at most 1",
    ),  # P1.3
    "more than all acted upon": (
        "Churn",
        rows("value", share_acted="2"),
        "value.share_acted: Share acted upon (a): must be at most 1",
    ),
    "adoption above 100 %": ("Churn", rows("value", adoption="1.1"), "value.adoption: Adoption (u): must be at most 1"),
    "a handover budget above the build": (
        "Churn",
        rows("project", handover_pct="1.5"),
        "project.handover_pct: Handover budget: must be",
    ),
}


FORBIDDEN = {"a tier lowered by the wrong person"}
"""Sound values that are not this person's to set: a refusal, not bad input."""


@pytest.mark.parametrize("fault", FAULTS)
def test_that_a_plan_that_breaks_the_method_is_refused_whole(sample: Path, refuse: Refuse, fault: str) -> None:
    name, spoil, words = FAULTS[fault]
    plan = sample.with_name("plan.json")
    assert main(["export", str(sample), name, "--as", "plan.json", "-o", str(plan)]) == 0
    document = json.loads(plan.read_text("utf-8"))
    spoil(document)
    plan.write_text(json.dumps(document), "utf-8")
    sentence = refuse("import", sample, plan, code=1 if fault in FORBIDDEN else 2)
    assert words in sentence
    assert sentence.startswith("plan.json")


def test_that_shares_that_do_not_add_up_are_refused_with_their_workbook(sample: Path, refuse: Refuse) -> None:  # P8.3
    import openpyxl

    book_path = sample.with_name("portfolio.xlsx")
    assert main(["export", str(sample), "--as", "portfolio.xlsx", "-o", str(book_path)]) == 0
    book = openpyxl.load_workbook(book_path)
    row = next(row for row in book["Programme"].iter_rows() if row[0].value == "FS-001")
    assert row[3].value == 0.15
    row[3].value = 0.25
    book.save(book_path)
    sentence = refuse("import", sample, book_path)
    assert sentence.startswith("portfolio.xlsx: Programme!")
    assert "Funding shares: they add up to 110 %, not to 100 %; correct one of them." in sentence
