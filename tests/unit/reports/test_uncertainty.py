"""The section Uncertainty: the finding, percentiles with their seed, drivers, risks, and doubts before figures."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from mlplanner.engine.figures import compute_figures
from mlplanner.engine.simulation.simulating import simulate_project
from mlplanner.engine.simulation.simulations import Outcome
from mlplanner.reports import uncertainty_words as words
from mlplanner.reports.blocks import Paragraph, Picture, Table
from mlplanner.reports.formats import exact
from mlplanner.reports.sections.uncertainty import uncertainty_section
from mlplanner.reports.subjects import Subject
from tests.support.sample_files import sample_in_memory


def subject_of(name: str = "churn", **plan: Any) -> Subject:
    workspace = sample_in_memory()
    found = workspace.portfolio.find(name)
    figures = workspace.figures.of(found.id)
    changed = replace(found, **plan)
    return Subject(workspace.portfolio, changed, figures, workspace.playbook, workspace.today, "0" * 64, 1)


def test_that_the_section_shows_what_the_simulation_found_with_its_seed() -> None:
    subject = subject_of()
    section, simulation = uncertainty_section(subject), subject.simulation
    percentiles = next(block for block in section.blocks if isinstance(block, Table))
    build = next(row.cells for row in percentiles.rows if str(row.cells[0]).startswith("Build"))
    assert build[1:] == tuple(
        exact(each)
        for each in (simulation.build.plan, simulation.build.p50, simulation.build.p80, simulation.build.p95)
    )
    assert "10,000 draws, seed 1" in percentiles.note
    assert section.finding == words.finding(simulation, "EUR")
    pictures = [block.title for block in section.blocks if isinstance(block, Picture)]
    assert pictures == [
        "Certainty of the delivery date",
        "What the delivery date depends on",
        "What the build cost depends on",
    ]
    risks = [block for block in section.blocks if isinstance(block, Table)][-1]
    assert {row.cells[0] for row in risks.rows} == {risk.title for risk in subject.plan.risks}


def test_that_doubts_come_before_the_figures() -> None:
    subject = subject_of()
    phases = tuple(phase.model_copy(update={"pessimistic_weeks": Decimal(1)}) for phase in subject.plan.phases)
    workspace = sample_in_memory()
    plan = replace(subject.plan, phases=phases)
    portfolio = replace(workspace.portfolio, plans={plan.id: plan})
    figures = compute_figures(portfolio, plan, workspace.playbook, workspace.today)
    section = uncertainty_section(replace(subject, portfolio=portfolio, plan=plan, figures=figures))
    first = section.blocks[0]
    assert isinstance(first, Paragraph)
    assert "lies below the planned" in first.text


def test_that_a_plan_that_is_over_says_so_and_shows_no_curve() -> None:
    section = uncertainty_section(
        subject_of(
            "payroll",
            uncertainty=subject_of("payroll").plan.uncertainty.model_copy(
                update=dict.fromkeys(("rate_low", "rate_high", "value_low", "value_high"), Decimal(0))
            ),
        )
    )
    assert section.finding.startswith("Nothing in the plan is uncertain")
    assert not [block for block in section.blocks if isinstance(block, Picture)]


def test_that_a_driver_is_told_in_words() -> None:
    subject = subject_of()
    sentences = words.driver_sentences(subject.simulation, "EUR", [Outcome.DELIVERY])
    assert len(sentences) == words.SHOWN
    assert "Prototype and validate is longest, delivery comes" in sentences[0]
    assert "later than" in sentences[0]


def test_that_chances_near_the_ends_are_not_written_as_certain() -> None:
    assert words.chance(Decimal("0.004")) == "below 1\N{NO-BREAK SPACE}%"
    assert words.chance(Decimal("0.996")) == "above 99\N{NO-BREAK SPACE}%"
    assert words.chance(Decimal(1)) == "100\N{NO-BREAK SPACE}%"


def test_that_the_report_simulates_as_the_command_line_does() -> None:
    subject = subject_of()
    assert subject.simulation is simulate_project(subject.portfolio, subject.plan, subject.playbook, subject.figures)
