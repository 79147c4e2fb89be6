"""The model inventory and its retirement rule (P8.1)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.models import Model, ModelState
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.figures import compute_figures
from mlplanner.engine.inventory import InventoryRow, retirement_reasons, take_inventory
from mlplanner.playbook.loading import load_playbook
from tests.builders import TODAY, make_person, make_plan, make_portfolio

WINDOW = int(load_playbook().figure("retire_untrained_days"))


def make_model(**fields: object) -> Model:
    return Model.model_validate({"project_id": 1, "name": "Scorer", "state": ModelState.PRODUCTION, **fields})


def inventory(portfolio: Portfolio) -> tuple[InventoryRow, ...]:
    playbook = load_playbook()
    figures = {key: compute_figures(portfolio, plan, playbook, TODAY) for key, plan in portfolio.plans.items()}
    return take_inventory(portfolio, figures, playbook, TODAY)


@pytest.mark.parametrize("days", [0, 1, WINDOW, WINDOW + 1, 3000])
def test_that_a_model_is_proposed_for_retirement_after_the_window_and_not_before(days: int) -> None:
    model = make_model(retrained_on=TODAY - timedelta(days=days), impact_on=TODAY)
    assert bool(list(retirement_reasons(model, load_playbook(), TODAY))) is (days > WINDOW)


def test_that_a_model_without_any_measured_impact_is_proposed() -> None:
    reasons = list(retirement_reasons(make_model(retrained_on=TODAY), load_playbook(), TODAY))
    assert reasons == ["never shown to have an impact"]


@pytest.mark.parametrize("state", [ModelState.DEVELOPMENT, ModelState.SHADOW, ModelState.RETIRED])
def test_that_only_a_model_in_production_is_proposed(state: ModelState) -> None:
    assert list(retirement_reasons(make_model(state=state), load_playbook(), TODAY)) == []


def test_that_a_model_kept_by_decision_is_not_proposed_before_that_ends() -> None:
    kept = make_model(kept_until=TODAY, kept_reason="Audit")
    assert list(retirement_reasons(kept, load_playbook(), TODAY)) == []
    assert list(retirement_reasons(kept, load_playbook(), TODAY + timedelta(days=1)))


def test_that_a_production_model_says_what_it_lacks() -> None:
    plan = make_plan(models=[make_model()])
    (row,) = inventory(make_portfolio(plan))
    assert row.missing == ("runbook", "on-call", "retirement policy", "owner", "business KPI")
    whole = make_model(runbook="wiki", retirement_policy="Yearly", owner_id=1, kpi_id=1001)
    plan = make_plan(models=[whole], maintenance={"on_call_id": 1})
    (row,) = inventory(make_portfolio(plan, people=[make_person(1, "Ada")]))
    assert (row.missing, row.owner) == ((), "Ada")


@given(count=st.integers(1, 7), infrastructure=st.decimals("0", "99999", places=2), retired=st.integers(0, 2))
def test_that_the_parts_of_maintenance_add_up_to_the_project_s(
    count: int, infrastructure: Decimal, retired: int
) -> None:
    models = [make_model(name=f"M{n}") for n in range(count)]
    models += [make_model(state=ModelState.RETIRED, retired_on=date(2026, 1, 1)) for _ in range(retired)]
    portfolio = make_portfolio(make_plan(models=models, maintenance={"infrastructure": infrastructure}))
    rows = inventory(portfolio)
    figures = compute_figures(portfolio, portfolio.plan(1), load_playbook(), TODAY)
    assert sum(row.maintenance_year for row in rows) == figures.costs.maintenance_year
    assert all(row.maintenance_year == 0 for row in rows if row.model.state == ModelState.RETIRED)


def test_that_the_inventory_is_searched_by_any_of_its_words() -> None:
    (row,) = inventory(make_portfolio(make_plan(models=[make_model(name="Claims router", release="2.1")])))
    assert all(word in row.search for word in ("claims", "2.1", "project 1", "production"))
