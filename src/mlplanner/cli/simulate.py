"""`mlplanner simulate FILE [PROJECT]`: how sure dates and money are (`arithmetic.md`, Simulation)."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from mlplanner.cli.output import numbers, say, say_json, table
from mlplanner.cli.parameters import AsJson, PortfolioFile, reading
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.checks.uncertainty import doubts
from mlplanner.engine.simulation.portfolios import PortfolioSimulation, simulate_portfolio
from mlplanner.engine.simulation.simulating import simulate_project
from mlplanner.engine.simulation.simulations import RiskEffect, Simulation
from mlplanner.operations.workspace import Workspace
from mlplanner.reports import uncertainty_words as words
from mlplanner.reports.formats import NBSP

Project = Annotated[str | None, typer.Argument(metavar="PROJECT", help="Only this project.", show_default=False)]
Draws = Annotated[int | None, typer.Option(metavar="N", help="Draws; without it, as the plan says.")]
Seed = Annotated[
    int | None, typer.Option(metavar="N", min=0, max=2**31 - 1, help="Seed; without it, as the plan says.")
]

_COLUMNS = ("Ref", "Project", "Delivery", "P50", "P80", "P95", "Date met", "Build P80", "Budget met")


def simulate(
    file: PortfolioFile, project: Project = None, draws: Draws = None, seed: Seed = None, as_json: AsJson = False
) -> None:
    """Simulate a portfolio, or one project: percentiles of dates and money, chances, and what they depend on."""
    with reading(file) as workspace:
        portfolio = workspace.portfolio
        chosen = [portfolio.find(project)] if project else list(portfolio.plans.values())
        found = [
            simulate_project(portfolio, plan, workspace.playbook, workspace.figures.of(plan.id), draws=draws, seed=seed)
            for plan in chosen
        ]
        whole = None
        if not project and found:
            whole = simulate_portfolio(portfolio, workspace.figures.all(), workspace.playbook, workspace.today)
        if as_json:
            say_json(
                {
                    "as_of": workspace.today,
                    "portfolio": portfolio_simulation_document(portfolio, whole) if whole else None,
                    "simulations": [
                        simulation_document(workspace, plan, item) for plan, item in zip(chosen, found, strict=True)
                    ],
                }
            )
        elif project:
            say(_plain("\n\n".join(_parts(workspace, chosen[0], found[0]))))
        elif whole is not None:
            rows = [_row(plan, item) for plan, item in zip(chosen, found, strict=True)]
            told = words.portfolio_doubts(chosen, workspace.figures.all())
            first = "Before you trust the figures:\n" + "\n".join(f"- {sentence}" for sentence in told)
            said = [words.portfolio_finding(whole, portfolio.settings.currency)]
            said += words.shortage_sentences(whole, workspace.playbook)
            said.append(f"{words.portfolio_basis(whole)}.")
            parts = [first] if told else []
            say(_plain("\n\n".join([*parts, table(_COLUMNS, rows), "\n".join(said)])))
        else:
            say(f"{file.name} holds no project yet.")


def _plain(text: str) -> str:
    """With spaces that a search in a terminal finds."""
    return text.replace(NBSP, " ")


def simulation_document(workspace: Workspace, plan: ProjectPlan, simulation: Simulation) -> dict[str, object]:
    """A simulation as `--json` gives it, under the project's reference; what is implausible comes first."""
    told = list(doubts(workspace.figures.of(plan.id).findings))
    return {"ref": plan.project.ref, "name": plan.project.name, "doubts": told, **numbers(simulation)}


def portfolio_simulation_document(portfolio: Portfolio, found: PortfolioSimulation) -> dict[str, Any]:
    """The whole portfolio's; under `weeks` those in which a role can be short, with the projects behind them by rank."""
    document: dict[str, Any] = numbers(found)
    for item, shown in zip(found.shortages, document["shortages"], strict=True):
        shown["weeks"] = [
            {
                "monday": numbers(found.mondays[place]),
                "chance": numbers(chance),
                "projects": [
                    {"ref": portfolio.plan(each.project_id).project.ref, "fte": numbers(each.fte)}
                    for each in item.behind[place]
                ],
            }
            for place, chance in enumerate(item.chances)
            if chance
        ]
        del shown["behind"]
    return document


def _row(plan: ProjectPlan, item: Simulation) -> tuple[object, ...]:
    when, chances = item.delivery, (words.chance(item.date_met.share), words.chance(item.budget_met.share))
    return (
        plan.project.ref,
        plan.project.name,
        when.plan,
        when.p50,
        when.p80,
        when.p95,
        chances[0],
        item.build.p80,
        chances[1],
    )


def _parts(workspace: Workspace, plan: ProjectPlan, item: Simulation) -> Iterator[str]:
    currency = workspace.portfolio.settings.currency
    yield f"{plan.project.ref} {plan.project.name}\n{words.finding(item, currency)}"
    if told := doubts(workspace.figures.of(plan.id).findings):
        yield "Before you trust the figures:\n" + "\n".join(f"- {sentence}" for sentence in told)
    dates = (("Delivery", item.delivery), ("Handed over", item.handed_over))
    yield table(("Not later than", "Plan", "P50", "P80", "P95"), [(n, s.plan, s.p50, s.p80, s.p95) for n, s in dates])
    costs = (("Build", item.build), ("Ask", item.ask))
    yield table(
        (f"At most, {currency}", "Plan", "P50", "P80", "P95"), [(n, s.plan, s.p50, s.p80, s.p95) for n, s in costs]
    )
    gains = (("Value of the first year", item.first_year_value), ("Net present value", item.npv))
    yield table(
        (f"At least, {currency}", "Plan", "P50", "P80", "P95"), [(n, s.plan, s.p50, s.p80, s.p95) for n, s in gains]
    )
    yield f"{words.date_chance(item)}\n{words.budget_chance(item, currency)}"
    if item.risks:
        yield table(_RISKS, [_risk_row(risk) for risk in item.risks])
    if sentences := words.driver_sentences(item, currency):
        yield "\n".join(sentences)
    yield f"{words.basis(item)}; the same seed gives the same figures on every machine."


_RISKS = ("Risk", "Before", "After", "Weeks before", "Weeks after", "Cost before", "Cost after")


def _risk_row(risk: RiskEffect) -> tuple[object, ...]:
    return (
        risk.title,
        words.chance(risk.probability),
        words.chance(risk.mitigated_probability),
        risk.weeks,
        risk.mitigated_weeks,
        risk.money,
        risk.mitigated_money,
    )
