"""`mlplanner show FILE PROJECT`: one project's dates, figures and findings."""

from collections.abc import Iterator
from decimal import Decimal

from mlplanner.cli.figure_documents import figure_document
from mlplanner.cli.output import say, say_json, table
from mlplanner.cli.parameters import AsJson, PortfolioFile, ProjectName, reading
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.results import Figures
from mlplanner.operations.workspace import Workspace
from mlplanner.reports.formats import payback


def show(file: PortfolioFile, project: ProjectName, as_json: AsJson = False) -> None:
    """Show a project: phases, gates, costs, value, returns, findings."""
    with reading(file) as workspace:
        plan = workspace.portfolio.find(project)
        if as_json:
            say_json(figure_document(workspace, plan.id))
            return
        say("\n\n".join(_parts(workspace, plan, workspace.figures.of(plan.id))))


def _parts(workspace: Workspace, plan: ProjectPlan, figures: Figures) -> Iterator[str]:
    portfolio, project, timeline = workspace.portfolio, plan.project, figures.timeline
    owner = portfolio.person_name(project.owner_id) or "nobody yet"
    yield (
        f"{project.ref} {project.name}\nOwner: {owner}. Start {project.start}, delivery {timeline.delivery}, "
        f"handed over {timeline.handed_over} ({timeline.delivery_weeks} weeks + {timeline.headroom_weeks} of headroom)."
    )
    if (pause := figures.governance.pause) is not None:
        yield f"Paused since {pause.paused_on} by {portfolio.person_name(pause.paused_by_id)}: {pause.reason}"
    phases = [(item.name, item.first_week, item.last_week, item.start, item.end) for item in timeline.phases]
    yield table(("Phase", "From week", "To week", "Start", "End"), phases)
    owners = {gate.id: portfolio.person_name(gate.owner_id) for gate in plan.gates}
    ready = {item.gate_id: f"{item.done} of {item.total}" for item in figures.readiness}
    gates = [
        (item.name, item.date, owners.get(item.gate_id) or None, item.state, ready.get(item.gate_id))
        for item in timeline.gates
    ]
    yield table(("Gate", "Date", "Owner", "State", "Artifacts"), gates)
    yield table(("Figure", portfolio.settings.currency), list(_amounts(figures)))
    yield table(("Measure", "Value"), list(_measures(figures)))
    number = len(figures.findings)
    yield f"{number} finding{'' if number == 1 else 's'}; 'mlplanner check' lists them."


def _amounts(figures: Figures) -> Iterator[tuple[str, Decimal]]:
    costs, returns = figures.costs, figures.returns
    yield "Labour", costs.labour
    yield "One-off costs", costs.one_off
    yield "Other costs", costs.non_labour
    yield "Training", costs.training
    yield "Build", costs.build
    yield "Handover budget", costs.handover_budget
    yield "Handover planned", costs.handover_planned
    yield "Contingency", costs.contingency
    yield "Maintenance, 12 months", costs.maintenance_year
    yield "Ask", costs.ask
    yield f"Total cost of {returns.years} years", returns.tco
    yield "Benefit a year", figures.value.benefit_year
    yield f"Net present value, {returns.years} years", returns.npv
    yield "Planned cost until today", figures.spent


def _measures(figures: Figures) -> Iterator[tuple[str, str]]:
    returns, value, cover = figures.returns, figures.value, figures.costs.handover_cover
    yield "Payback", payback(returns, value.benefit_year)
    yield "Return on investment", "–" if returns.roi is None else f"{returns.roi:.2%}"
    yield "FTE-weeks", f"{figures.costs.fte_weeks:f}"
    yield "Handover cover", "–" if cover is None else f"{cover:.2%}"
    precision = value.break_even_precision
    yield "Break-even precision", "–" if precision is None else f"{precision:.2%}"
