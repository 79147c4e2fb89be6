"""Start a platform pilot: two complementary use cases on one platform, in one step (P8.6)."""

from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.errors import BadInput
from mlplanner.domain.lifecycle import Phase
from mlplanner.domain.money import spread
from mlplanner.domain.programme import Service, Subscription
from mlplanner.domain.projects import Project
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.people import find_or_add
from mlplanner.operations.programme import add_usual_services
from mlplanner.operations.projects import create_project
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.pilots import PilotProject, load_pilot

_WEEKS_IN_YEAR, _MONTHS_IN_YEAR = 52, 12
_BRIEF = ("objective", "decision_change", "stakeholders", "why_now", "if_declined")


def start_platform_pilot(start: date, months: int | None = None, owner: str = "") -> Operation[list[Project]]:
    """Both projects with phases, staffing and their service; a catalogue where there is none. One undo step.

    `months` defaults to the playbook's figure; BadInput outside of its band. `owner` by name; a new name adds the person.
    """

    def apply(do: Context) -> list[Project]:
        weeks = _weeks(do.playbook, months)
        if not do.unit.all(Service):
            add_usual_services().apply(do)
        owner_id = find_or_add(do, owner).id if owner.strip() else None
        rank = max((plan.project.rank for plan in do.portfolio.plans.values()), default=0)
        made = []
        for number, entry in enumerate(load_pilot().projects, start=1):
            fields = {"owner_id": owner_id, "rank": rank + number}
            made.append(_start(do, entry, monday_of(start), weeks, fields))
        return made

    return Operation("Start a platform pilot", apply)


def _weeks(playbook: Playbook, months: int | None) -> int:
    figure = playbook.figures["pilot_months"]
    chosen = int(figure.value) if months is None else months
    low, high = int(figure.low or 1), int(figure.high or chosen)
    if not low <= chosen <= high:
        raise BadInput(f"A platform pilot takes {low} to {high} months; got {chosen}.")
    return chosen * _WEEKS_IN_YEAR // _MONTHS_IN_YEAR


def _start(do: Context, entry: PilotProject, start: date, pilot_weeks: int, fields: dict[str, int | None]) -> Project:
    """One use case; its headroom ends with the pilot at the latest."""
    offset = int(entry.begins * pilot_weeks)
    delivery = pilot_weeks - offset - int(do.playbook.figure("headroom_weeks"))
    lengths = _share(delivery, [entry.phases.get(key, Decimal(0)) for key in do.playbook.phases])
    brief = {name: getattr(entry, name) for name in _BRIEF}
    first = start + timedelta(days=DAYS_IN_WEEK * offset)
    project = create_project(entry.name, first, lengths, **brief, **fields).apply(do)
    _staff(do, entry, project.id or 0)
    _subscribe(do, entry, project)
    return project


def _share(weeks: int, parts: list[Decimal]) -> list[int]:
    """Whole weeks in proportion, each phase at least one; phases the template does not know get one."""
    spare = max(weeks - len(parts), 0)
    return [1 + int(part * 100) for part in spread(Decimal(spare) / 100, parts)]


def _staff(do: Context, entry: PilotProject, project_id: int) -> None:
    """Lines for the roles that the playbook has; who does it is open."""
    phases = do.unit.all(Phase, project_id=project_id)
    known = [line for line in entry.lines if line.role in do.playbook.roles]
    for position, line in enumerate(known, start=1):
        weekly, week = {}, 1
        for phase in sorted(phases, key=lambda phase: phase.position):
            weekly.update(dict.fromkeys(range(week, week + phase.weeks), line.fte.get(phase.key, Decimal(0))))
            week += phase.weeks
        staffed = {number: fte for number, fte in weekly.items() if fte}
        values = {"project_id": project_id, "position": position, "role": line.role, "weekly": staffed}
        do.unit.add(validated(StaffingLine, values))


def _subscribe(do: Context, entry: PilotProject, project: Project) -> None:
    """To the tier of the template; in a catalogue without it to the first service."""
    services = sorted(do.unit.all(Service), key=lambda service: service.position)
    tier = do.playbook.service_tiers.get(entry.service)
    title = tier.title.casefold() if tier else ""
    service = next((found for found in services if found.name.casefold() == title), services[0] if services else None)
    if service is not None:
        values = {"project_id": project.id, "service_id": service.id, "since": project.start, "note": entry.note}
        do.unit.add(validated(Subscription, {**values, "uses_per_year": entry.uses_per_year}))
