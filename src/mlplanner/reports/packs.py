"""The approval pack: page 1, then the sections (`screens.md`, Exports)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.results import Figures
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.blocks import RunningHead, Section
from mlplanner.reports.page_ones import PageOne, build_page_one
from mlplanner.reports.sections.baseline import changes_section
from mlplanner.reports.sections.brief import brief_section
from mlplanner.reports.sections.checks import checks_section
from mlplanner.reports.sections.costs import costs_section
from mlplanner.reports.sections.data import data_section
from mlplanner.reports.sections.decisions import decisions_section
from mlplanner.reports.sections.glossary import glossary_section
from mlplanner.reports.sections.governance import governance_section
from mlplanner.reports.sections.operations import operations_section
from mlplanner.reports.sections.risks import risks_section
from mlplanner.reports.sections.rollout import rollout_section
from mlplanner.reports.sections.service import service_section
from mlplanner.reports.sections.sign_off import sign_off_section
from mlplanner.reports.sections.staffing import staffing_section
from mlplanner.reports.sections.timeline import timeline_section
from mlplanner.reports.sections.uncertainty import uncertainty_section
from mlplanner.reports.sections.value import value_section
from mlplanner.reports.subjects import Subject

SECTIONS: tuple[Callable[[Subject], Section], ...] = (
    changes_section,
    brief_section,
    value_section,
    timeline_section,
    staffing_section,
    costs_section,
    uncertainty_section,
    governance_section,
    data_section,
    operations_section,
    rollout_section,
    service_section,
    risks_section,
    sign_off_section,
    checks_section,
    decisions_section,
    glossary_section,
)


@dataclass(frozen=True, slots=True)
class PackReport:
    """What an approval pack says."""

    title: str
    author: str
    head: RunningHead
    page_one: PageOne
    sections: tuple[Section, ...]


def build_pack(
    portfolio: Portfolio,
    plan: ProjectPlan,
    figures: Figures,
    playbook: Playbook,
    today: date,
    *,
    fingerprint: str,
    version: int,
    revision: int | None = None,
) -> PackReport:
    """The pack for the project's next gate, as of the portfolio's status day.

    `revision` is the one that an earlier copy of the same plan named; by default the portfolio's.
    """
    subject = Subject(portfolio, plan, figures, playbook, today, fingerprint, version)
    return PackReport(
        title=f"Approval pack {plan.project.ref} {plan.project.name}",
        author=portfolio.person_name(plan.project.author_id),
        head=replace(
            subject.head("Approval pack", _trail(subject)),
            revision=portfolio.revision if revision is None else revision,
        ),
        page_one=build_page_one(subject),
        sections=tuple(make(subject) for make in SECTIONS if make is not changes_section or figures.approval),
    )


def _trail(subject: Subject) -> tuple[str, ...]:
    """`Gate 2 of 4`, `Prototype → Productionize`."""
    phases, gates = subject.plan.phases, subject.plan.gates
    if subject.gate is None:
        return (f"all {len(gates)} gates passed",) if gates else ("no gates",)
    place = next((n for n, phase in enumerate(phases) if phase.id == subject.gate.phase_id), 0)
    following = phases[place + 1].name if place + 1 < len(phases) else "Operation"
    return (f"Gate {subject.gate_number} of {len(gates)}", f"{phases[place].name} → {following}")
