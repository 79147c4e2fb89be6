"""Plans and workbooks for the tests of Excel: a plan with something in every table, and files edited as people do."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from mlplanner.domain.benefits import Kpi, Option, Risk, Trigger
from mlplanner.domain.changes import ChangeSet
from mlplanner.domain.enums import ArtifactState, GateOutcome, KpiKind
from mlplanner.domain.lifecycle import Artifact, Condition, Decision
from mlplanner.domain.noun import Noun
from mlplanner.domain.people import TimeOff
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.settings import Closure, Override
from mlplanner.engine.figures import compute_figures
from mlplanner.engine.results import Figures
from mlplanner.exchange.excel.plan_workbook import write_plan_workbook
from mlplanner.exchange.excel.portfolio_workbook import write_portfolio_workbook
from mlplanner.exchange.excel.reading import read_workbook
from mlplanner.exchange.problems import BadWorkbook
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.loading import load_playbook
from tests.builders import (
    TODAY,
    make_cost,
    make_experiment,
    make_inserted,
    make_line,
    make_person,
    make_plan,
    make_portfolio,
    make_rate,
)
from tests.support.rich_rows import project_rows, shared_rows

NounT = TypeVar("NounT", bound=Noun)
UID = "0b54cf1e-8f0e-4d7e-9a3c-0000000000ff"
RATES = (
    make_rate("data_scientist", "internal", "104000"),
    make_rate("data_scientist", "internal", "109000.55", valid_from=date(2026, 4, 6)),
    make_rate("data_engineer", "internal", "93601"),
    make_rate("data_engineer", "hire", "93600", lead_weeks=8, one_off=Decimal("6000.50")),
    make_rate("ml_engineer", "contractor", "900.33", currency="USD", lead_weeks=2, one_off=Decimal(500)),
    make_rate("ml_engineer", "internal", "109200"),
    make_rate("change_manager", "partner", "12000", basis="fixed"),
    make_rate("product_owner", "partner", "2500.10"),
)


@cache
def playbook() -> Playbook:
    """The playbook as it ships."""
    return load_playbook()


def rich_plan(**fields: Any) -> ProjectPlan:
    """A plan with rows in every table and every way to pay people."""
    lines = [
        make_line("data_scientist", "0.5", weeks=range(1, 15), person_id=2, position=1),
        make_line("ml_engineer", "0.8", weeks=range(3, 14), sourcing="contractor", successor_id=1003, position=2),
        make_line("ml_engineer", "0.35", weeks=range(12, 17), person_id=3, position=3, note="Takes over"),
        make_line("change_manager", "0.3", weeks=range(9, 13), sourcing="partner", placeholder="Coach", position=4),
        make_line("product_owner", "0.2", weeks=range(1, 17), sourcing="partner", sla="Two days", position=5),
        make_line("data_engineer", "1", weeks=range(2, 8), sourcing="hire", position=6),
        make_line(
            "data_engineer", "0.4", weeks=range(2, 5), sourcing="contractor", fixed_fee=Decimal(7001), position=7
        ),
        make_line("business_expert", "0.1", weeks=range(1, 4), position=8),
    ]
    costs = [
        make_cost("1234.56", 3, name="Labelling", position=1),
        make_cost("99.99", 1, 14, name="Compute", currency="USD", position=2),
        make_cost("5400", 2, category="training", name="Workshops", position=3),
        make_cost("2500.005", 13, category="handover", name="Runbook", position=4),
    ]
    value = {
        "decisions_per_year": 100_000, "share_acted": Decimal("0.1"), "precision": Decimal("0.55"),
        "true_positive_value": Decimal(100), "false_positive_cost": Decimal(10), "action_cost": Decimal(20),
        "prediction_cost": Decimal("0.05"), "adoption": Decimal("0.9"),
    }  # fmt: skip
    maintenance = {
        "owner_id": 1, "on_call_id": 3, "on_call_from_week": 15, "role": "ml_engineer", "fte": Decimal("0.15"),
        "infrastructure": Decimal("4200.10"), "monitoring": Decimal(1800), "retrain_cost": Decimal(900),
        "drill_cost": Decimal("250.50"),
    }  # fmt: skip
    project = {
        "name": "Churn & retention", "objective": "Keep customers\nwho would leave", "owner_id": 1, "sponsor_id": 2,
        "budget": Decimal("250000"), "headroom_weeks": 3, "contingency_pct": Decimal("0.125"), "deadline": date(2026, 9, 30),
        "stakeholders": "Sales, =Service, feature_x1_lag, _x0041_", "evidence_days": 45,
        "experiments": [make_experiment(kpi_id=1001, units_per_week=900, share=Decimal("0.5"), label_lag_weeks=1)],
    }  # fmt: skip
    return make_plan(
        lines=lines, costs=costs, value=value, maintenance=maintenance, inserted=[make_inserted("prototype", 2, 1)],
        kpis=[
            Kpi(project_id=1, name="Retained revenue", unit="EUR", target=Decimal(250000), owner_id=1, position=1),
            Kpi(project_id=1, name="Precision", kind=KpiKind.MODEL, metric="auc", target=Decimal("0.55"), position=2),
        ],
        triggers=[Trigger(project_id=1, metric="Complaints", threshold=Decimal("2.5"), action="Stop", owner_id=2)],
        risks=[Risk(project_id=1, title="Data come late", likelihood=4, impact=2, mitigation="-1 day a week")],
        options=[Option(project_id=1, name="Buy a tool", cost=Decimal(90000), benefit_year=Decimal(-1), risk="low")],
        artifacts=[
            Artifact(project_id=1, gate_id=1001, name="Risk note", owner_id=1, state=ArtifactState.ACCEPTED, due=date(2026, 3, 20)),
            Artifact(project_id=1, gate_id=1002, name="Evaluation", role="data_scientist", due=date(2026, 4, 20)),
        ],
        decisions=[Decision(project_id=1, gate_id=1001, outcome=GateOutcome.GO_WITH_CONDITIONS, decided_by_id=1, decided_on=date(2026, 3, 20), reason="Ready")],
        conditions=[Condition(project_id=1, decision_id=1001, text="Talk to the council", owner_id=2, due=date(2026, 4, 1))],
        **{**project, **project_rows(), **fields},
    )  # fmt: skip


def rich_portfolio(*plans: ProjectPlan, **settings: Any) -> Portfolio:
    """A portfolio with people, rates in two currencies and German holidays."""
    people = [
        make_person(1, "Ana Kovač", "product_owner"),
        make_person(2, "山田 太郎", "data_scientist"),
        make_person(3, "Łukasz Nowak", "ml_engineer"),
    ]
    given = {"portfolio_uid": UID, "country": "DE", "name": "Models", **settings}
    made = make_portfolio(
        *(plans or (rich_plan(),)), people=people, rates=RATES, exchange_rates={"USD": "0.9137"}, **given
    )
    return dataclasses.replace(
        made,
        rates=in_numbers(made.rates),
        exchange_rates=in_numbers(made.exchange_rates),
        closures=in_numbers((Closure(name="Between the years", first=date(2026, 12, 24), last=date(2026, 12, 31)),)),
        time_off=in_numbers((TimeOff(person_id=2, first=date(2026, 8, 3), last=date(2026, 8, 14), note="Summer"),)),
        **shared_rows(),
        overrides=in_numbers((Override(path="figures.handover_pct.value", value="0.2", reason="Our house rule"),)),
    )


def in_numbers(rows: Iterable[NounT]) -> tuple[NounT, ...]:
    """The rows with ids from 1 on, as the database gives them."""
    return tuple(row.model_copy(update={"id": number}) for number, row in enumerate(rows, start=1))


def figures_of(portfolio: Portfolio, project_id: int = 1) -> Figures:
    """The project's figures under the shipped playbook."""
    return compute_figures(portfolio, portfolio.plan(project_id), playbook(), TODAY)


def export(portfolio: Portfolio, folder: Path, project_id: int = 1) -> Path:
    """The project's workbook."""
    path = folder / "plan.xlsx"
    write_plan_workbook(portfolio, portfolio.plan(project_id), figures_of(portfolio, project_id), playbook(), path)
    return path


def write_portfolio(portfolio: Portfolio, path: Path) -> Path:
    """The portfolio's workbook."""
    figures = {key: figures_of(portfolio, key) for key in portfolio.plans}
    write_portfolio_workbook(portfolio, figures, playbook(), path)
    return path


def read(path: Path, portfolio: Portfolio) -> ChangeSet:
    """What the file changes."""
    return read_workbook(path, portfolio, playbook())


def problems_of(path: Path, portfolio: Portfolio) -> list[tuple[str, str]]:
    """(cell, sentence) of every problem with the file."""
    try:
        changes = read(path, portfolio)
    except BadWorkbook as error:
        return [(problem.where, problem.what) for problem in error.problems]
    raise AssertionError(f"the file was taken: {changes}")


def edit(path: Path, change: Callable[[Any], None]) -> Path:
    """Open the workbook, let `change` do to it what a person would, and save it."""
    from openpyxl import load_workbook

    workbook = load_workbook(path)
    change(workbook)
    workbook.save(path)
    return path


def cell_of(workbook: Any, kind: str, field: str, ref: str) -> Any:
    """The cell of a row and a field, found by Ref and by the heading's name."""
    sheet, column, row = heading_of(workbook, kind, field)
    _, refs, _ = heading_of(workbook, kind, "ref")
    for place in range(row + 1, sheet.max_row + 1):
        if sheet.cell(place, refs).value == ref:
            return sheet.cell(place, column)
    raise AssertionError(f"{ref} is not on sheet {sheet.title}")


def fill_row(workbook: Any, kind: str, values: Mapping[str, Any], ref: str | None = None) -> None:
    """Type a new row into the first empty one of a table."""
    row = spare_row(workbook, kind)
    for field, value in values.items():
        sheet, column, _ = heading_of(workbook, kind, field)
        sheet.cell(row, column).value = value
    sheet, column, _ = heading_of(workbook, kind, "ref")
    sheet.cell(row, column).value = ref


def delete_row(workbook: Any, kind: str, ref: str) -> None:
    """Clear a row, as somebody does who removes it."""
    cell = cell_of(workbook, kind, "ref", ref)
    for each in cell.parent[cell.row]:
        each.value = None


def spare_row(workbook: Any, kind: str) -> int:
    """The first row of a table that is empty."""
    sheet, column, row = heading_of(workbook, kind, "ref")
    return next(place for place in range(row + 1, row + 100) if sheet.cell(place, column).value is None)


def heading_of(workbook: Any, kind: str, field: str) -> tuple[Any, int, int]:
    """(sheet, column, row) of a heading."""
    return named(workbook, f"col_{kind}_{field}")


def line_of(workbook: Any, kind: str, field: str) -> Any:
    """The cell of a record's field."""
    sheet, column, row = named(workbook, f"in_{kind}_{field}")
    return sheet.cell(row, column)


def named(workbook: Any, name: str) -> tuple[Any, int, int]:
    """(sheet, column, row) of a named cell."""
    title, _, address = workbook.defined_names[name].attr_text.rpartition("!")
    sheet = workbook[title.strip("'")]
    cell = sheet[address.replace("$", "")]
    return sheet, cell.column, cell.row
