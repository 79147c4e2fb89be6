"""Reads Microsoft Project XML as a new project or as an update of one, with a list of what has no place here."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from mlplanner.domain.changes import ChangeSet
from mlplanner.domain.enums import ArtifactState, Sourcing
from mlplanner.domain.errors import BadInput
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.weeks import DAYS_IN_WEEK, LAST_WEEK, monday_of, plain, week_number
from mlplanner.engine.calendars import WorkCalendar, work_calendar
from mlplanner.exchange.mspdi.elements import SYSTEM
from mlplanner.exchange.mspdi.losses import losses
from mlplanner.exchange.mspdi.own_plans import OwnPlan, own_of
from mlplanner.exchange.mspdi.parsing import read_schedule
from mlplanner.exchange.mspdi.resources_in import Team
from mlplanner.exchange.mspdi.rows import Rows
from mlplanner.exchange.mspdi.schedules import Assignment, Resource, ResourceKind, Schedule, Task
from mlplanner.exchange.mspdi.staffing import WeeklyWork
from mlplanner.exchange.mspdi.stages import stages_of
from mlplanner.playbook.entries import Playbook

_OURS = "mlplanner "
_DONE = 100
_NAME = 120


def read_project_xml(path: Path, portfolio: Portfolio, playbook: Playbook) -> ChangeSet:
    """What the file means for the portfolio; BadInput in one sentence that begins with its name."""
    schedule = read_schedule(path)
    if not schedule.tasks and not schedule.resources:
        raise BadInput(f"{path.name} holds neither tasks nor resources; there is nothing to import.")
    return ScheduleReader(schedule, portfolio, playbook).changes()


class ScheduleReader:
    """One schedule against one portfolio; `plan` is the project that it goes into, where somebody chose one."""

    def __init__(
        self,
        schedule: Schedule,
        portfolio: Portfolio,
        playbook: Playbook,
        *,
        system: str = SYSTEM,
        plan: ProjectPlan | None = None,
        before: Rows | None = None,
    ) -> None:
        self._schedule, self._portfolio, self._playbook = schedule, portfolio, playbook
        self._system, self._is_chosen = system, plan is not None
        self._is_own_shape = schedule.subject.startswith(_OURS)
        self._plan = plan or self._known_plan()
        self._is_ours = self._is_own_shape and self._plan is not None
        self.rows = self._rows = Rows(schedule.source, portfolio, self._plan, system, before)
        self._team = Team(self._rows, portfolio, playbook, schedule.currency, takes_roles=system != SYSTEM)
        self._start = self._plan.project.start if self._plan and self._is_chosen else monday_of(schedule.start)
        self._notes: list[str] = []
        self._gates: dict[str, int] = {}

    def changes(self) -> ChangeSet:
        """All edits, and the loss list as notes."""
        if not self._schedule.tasks:
            return self._pool()
        own = OwnPlan(self._rows, self._schedule, is_ours=self._is_ours) if self._is_own_shape else None
        if not self._is_chosen:
            self._project()
        if own:
            own.read()
            self._headroom(own.headroom)
            self._tasks_added(own)
        elif self._is_chosen and self._plan and self._plan.gates and not self._plan_has_stages():
            self._into_gates(self._plan)
        else:
            self._stages()
        self._lines()
        self._costs()
        notes = [*self._head_notes(), *self._notes, *([] if self._is_own_shape else losses(self._schedule))]
        project_id = self._plan.id if self._plan else None
        return ChangeSet(self._schedule.source, tuple(self._rows.edits), tuple(notes), project_id)

    def _pool(self) -> ChangeSet:
        """A file without tasks is a pool of resources: its people come in, and no project."""
        work = [each for each in self._schedule.resources if each.kind is ResourceKind.WORK]
        self._idle(work)
        others = [each.name for each in self._schedule.resources if each not in work]
        if others:
            self._notes.append(f"{', '.join(others)[:200]}: not taken, nothing of it is used.")
        notes = ["The file has no tasks: only its people are taken.", *self._notes, *losses(self._schedule)]
        return ChangeSet(self._schedule.source, tuple(self._rows.edits), tuple(notes))

    def _known_plan(self) -> ProjectPlan | None:
        """The project that the file was written from, or that was made of an earlier file of this schedule."""
        uid, _, ref = self._schedule.subject.removeprefix(_OURS).rpartition("/")
        if self._is_own_shape and uid and uid == self._portfolio.settings.portfolio_uid:
            return next((plan for plan in self._portfolio.plans.values() if plan.project.ref == ref), None)
        key = (self._system, "projects", self._schedule.key[:_NAME])
        return next(
            (
                plan
                for plan in self._portfolio.plans.values()
                if any((each.system, each.kind, each.external_id) == key for each in plan.external_ids)
            ),
            None,
        )

    def _head_notes(self) -> list[str]:
        if self._plan is None:
            return [f"'{self._schedule.name[:_NAME]}' becomes a new project; it can be corrected after the import."]
        return [f"The file updates {self._plan.project.ref} {self._plan.project.name}; what it no longer holds stays."]

    def _project(self) -> None:
        name = self._schedule.name[:_NAME]
        figures = self._playbook.figures
        new = {
            "name": name,
            "headroom_weeks": int(figures["headroom_weeks"].value),
            "handover_pct": figures["handover_pct"].value,
            "contingency_pct": figures["contingency_pct"].value,
            "evidence_days": int(figures["evidence_days"].value),
        }
        values = {"start": self._start, **({"name": name} if self._is_ours else {})}
        own = self._plan.id if self._plan else None
        self._rows.put("projects", self._schedule.key, values, own=own, only_new=new, where="project")
        if self._plan is None:
            self._rows.singles()

    def _headroom(self, weeks: int | None) -> None:
        """The weeks after the last phase, which are a field of the project."""
        if self._plan and weeks is not None:
            self._rows.put("projects", "", {"headroom_weeks": weeks}, own=self._plan.id, where="headroom")

    def _stages(self) -> None:
        stages = stages_of(self._schedule, self._notes)
        added = [stage.name for stage in stages if stage.gate is None]
        for position, stage in enumerate(stages, start=1):
            key = f"imported_{position}"
            values = {"name": stage.name, "weeks": stage.weeks, "position": position}
            phase = self._rows.put("phases", stage.key, values, only_new={"key": key}, where=stage.where)
            gate, name = stage.gate, f"{stage.name[:100]} complete"
            gate_id = self._rows.put(
                "gates",
                f"gate of {stage.key}",
                {"name": gate.name[:_NAME]} if gate else {},
                only_new={"phase_id": phase, "key": key, **({} if gate else {"name": name})},
                where=gate.where if gate else stage.where,
            )
            self._artifacts(gate_id, (task for task in (*stage.tasks, *stage.milestones) if task is not gate))
        if added:
            self._notes.append(
                f"No milestone ends {', '.join(added[:5])}: a gate was put there, as each phase has one."
            )
        if any(stage.tasks for stage in stages):
            self._notes.append("Tasks within a phase come in as what its gate wants to see, with name, date and owner.")

    def _plan_has_stages(self) -> bool:
        """True when an earlier file of this kind made the plan's phases."""
        found = self._plan.external_ids if self._plan else ()
        return any((each.system, each.kind) == (self._system, "phases") for each in found)

    def _into_gates(self, plan: ProjectPlan) -> None:
        """The tasks of a plan that has its phases: each is what the gate of its weeks wants to see."""
        last, ends = 0, []
        for phase in plan.phases:
            last += plan.phase_weeks(phase)
            gate = plan.gate_of(phase)
            if gate:
                ends.append((last, gate.id or 0))
        for task in (task for task in self._schedule.tasks if not task.is_summary):
            week = week_number(self._start, task.end or self._start)
            gate_id = next((gate_id for end, gate_id in ends if week <= end), ends[-1][1])
            self._artifacts(gate_id, [task])

    def _tasks_added(self, own: OwnPlan) -> None:
        for task, gate in own.later:
            self._artifacts(gate, [task])
        for kind in ("phases", "inserted", "gates") if self._plan else ():
            gone = own.unseen(kind, getattr(self._plan, kind))
            self._notes += [
                f"{row.ref} '{row.label}' is no longer in the file; it stays, remove it here." for row in gone
            ]

    def _artifacts(self, gate_id: int, tasks: Iterable[Task]) -> None:
        owners = {each.task: each.resource for each in self._schedule.assignments}
        resources = {each.uid: each for each in self._schedule.resources}
        for position, task in enumerate(tasks, start=1):
            resource = resources.get(owners.get(task.uid, ""))
            values = {"name": task.name[:_NAME], "due": task.end, "gate_id": gate_id}
            new: dict[str, object] = {
                "position": position,
                "state": self._state(task),
                "owner_id": self._owner(resource),
            }
            if task.percent >= _DONE:
                new["submitted_on"] = task.finished_on or task.end
            self._rows.put("artifacts", task.key, values, only_new=new, where=task.where)

    def _state(self, task: Task) -> ArtifactState:
        if task.percent >= _DONE:
            return ArtifactState.SUBMITTED
        return ArtifactState.DRAFT if task.percent > 0 else ArtifactState.MISSING

    def _owner(self, resource: Resource | None) -> int | None:
        if resource is None or resource.kind is not ResourceKind.WORK:
            return None
        return self._team.person(resource, self._team.role(resource))

    def _calendar(self) -> WorkCalendar:
        last = self._start + timedelta(days=DAYS_IN_WEEK * LAST_WEEK)
        return work_calendar(self._portfolio.settings, self._portfolio.closures, self._start, last)

    def _lines(self) -> None:
        calendar = self._calendar()
        resources = {each.uid: each for each in self._schedule.resources if each.kind is ResourceKind.WORK}
        grouped: dict[str, list[Assignment]] = {}
        for each in self._schedule.assignments:
            if each.resource in resources:
                grouped.setdefault(each.own or f"resource {each.resource}", []).append(each)
        rounded: list[str] = []
        beyond = Decimal(0)
        for position, (ref, assignments) in enumerate(grouped.items(), start=1):
            work = WeeklyWork(self._start, calendar, self._schedule.hours_a_day)
            for each in assignments:
                work.take(each)
            resource, weekly = resources[assignments[0].resource], work.fte()
            beyond += work.beyond
            if weekly:
                self._line(position, ref, resource, weekly)
                rounded += [resource.name] if work.is_rounded else []
        self._tell_work(rounded, beyond, set(resources) - {each.resource for each in self._schedule.assignments})

    def _line(self, position: int, ref: str, resource: Resource, weekly: dict[int, Decimal]) -> None:
        own = own_of(ref, is_ours=self._is_ours)
        own_id = own.id if own and own.kind == "lines" else None
        external = "" if own_id is not None else (ref if own else f"resource {resource.key}")
        where = resource.where
        if self._rows.current("lines", external, own_id) is not None:
            self._rows.put("lines", external, {"weekly": weekly}, own=own_id, where=where)
            return
        role = self._team.role(resource)
        person = self._team.person(resource, role)
        self._team.keep_rate(role, resource)
        sourcing = resource.own.partition("/")[2]
        new = {
            "position": position,
            "role": role,
            "sourcing": Sourcing(sourcing) if sourcing in set(Sourcing) else Sourcing.INTERNAL,
            "person_id": person,
            "placeholder": "" if person else resource.name[:_NAME],
        }
        self._rows.put("lines", external, {"weekly": weekly}, only_new=new, where=where)

    def _tell_work(self, rounded: list[str], beyond: Decimal, idle: set[str]) -> None:
        if rounded:
            names = ", ".join(rounded[:5])
            self._notes.append(f"Work is planned here in steps of 0.05 FTE a week; it was rounded for {names}.")
        if beyond:
            self._notes.append(
                f"{plain(beyond.quantize(Decimal('0.1')))} hours lie outside of the five years of a plan."
            )
        if unnamed := dict.fromkeys(self._team.unnamed):
            names = ", ".join(list(unnamed)[:5])
            self._notes.append(f"No role could be told for {names}: choose one on the Staffing tab.")
        self._idle([each for each in self._schedule.resources if each.uid in idle])
        self._notes.extend(self._team.add_rates(self._start))

    def _idle(self, resources: list[Resource]) -> None:
        """People come in without work, as from a pool of resources; roles to which nothing is assigned do not."""
        roles = [each for each in resources if self._team.is_role(each)]
        people = [each for each in resources if each not in roles and not self._rows.knows_person(each.name)]
        for each in people:
            found = self._team.role_of(each.group) or ""
            self._team.person(each, found)
        if roles:
            self._notes.append(f"Nothing is assigned to {', '.join(each.name for each in roles)[:200]}: not taken.")
        if people:
            names = ", ".join(each.name for each in people)[:200]
            self._notes.append(f"Nothing is assigned to {names}: they come in as people only.")

    def _costs(self) -> None:
        """Material, cost resources and fixed costs of tasks, once in the week in which they begin."""
        other = {each.uid: each for each in self._schedule.resources if each.kind is not ResourceKind.WORK}
        tasks = {task.uid: task for task in self._schedule.tasks}
        for each in self._schedule.assignments:
            task = tasks.get(each.task)
            if each.resource in other and task and each.cost > 0:
                self._cost(f"assignment {each.uid}", f"{other[each.resource].name}: {task.name}", each.cost, task)
        for task in self._schedule.tasks:
            if task.fixed_cost > 0 and not task.is_summary:
                self._cost(f"cost of {task.key}", f"Fixed cost: {task.name}", task.fixed_cost, task)
        idle = [
            each.name for each in other.values() if each.uid not in {a.resource for a in self._schedule.assignments}
        ]
        if idle:
            self._notes.append(f"{', '.join(idle)[:200]}: not taken, nothing of it is used.")

    def _cost(self, external: str, name: str, amount: Decimal, task: Task) -> None:
        week = min(max(1, week_number(self._start, task.begin or self._start)), LAST_WEEK)
        currency = "" if self._schedule.currency == self._portfolio.settings.currency else self._schedule.currency
        values = {"name": name[:_NAME], "amount": amount.quantize(Decimal("0.01")), "from_week": week, "to_week": week}
        self._rows.put("costs", external, values, only_new={"currency": currency}, where=task.where)
