"""The sample portfolio: the eight cases as full plans, made by code from the data files under `resources/sample/`."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.governance import RiskAnswer, RiskAssessment
from mlplanner.domain.lifecycle import Artifact, Condition, Decision, Gate, InsertedWork, Phase
from mlplanner.domain.noun import Noun
from mlplanner.domain.people import Person, Rate
from mlplanner.domain.programme import DecisionRight, Programme
from mlplanner.domain.registry import KIND_BY_KEY, PROJECT_KINDS, Kind
from mlplanner.domain.rows import references
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import parse_weeks, week_start
from mlplanner.engine.duties import tier_artifacts
from mlplanner.engine.tiers import tier_of
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.programme import enrol
from mlplanner.operations.projects import create_project
from mlplanner.operations.sample_baselines import write_baselines
from mlplanner.operations.workspace import Workspace, create_workspace
from mlplanner.resources import read_text

CASES = (
    "1_churn",
    "2_payroll_fraud",
    "3_claims",
    "4_attrition",
    "5_leads",
    "6_maintenance",
    "7_support",
    "8_platform",
)
_PEOPLE_FIELDS = ("owner", "sponsor", "author", "action_owner", "on_call")
_OWN_WAY = frozenset({"phases", "inserted", "gates", "artifacts", "decisions", "conditions", "lines"})
"""Kinds that a case file words in a way of its own."""
_TERMS = ("signer_body", "signer", "rollback_cost")
_SINGLES = tuple(kind for kind in PROJECT_KINDS if kind.is_single)
_LISTS = tuple(kind for kind in PROJECT_KINDS if not kind.is_single and kind.key not in _OWN_WAY)
SUBJECTS: tuple[str, ...] = ("data", "governance", "programme", "rollout", "operations")
"""Folders of `resources/sample/` with a file for each case."""
_WIDE_LISTS = ("time_off", "patterns", "pools", "exchange_rates", "closures", "rights", "services", "funding_shares")
_NOT_PROJECT_FIELDS = frozenset(
    {"name", "start", "phase_weeks", "inserted", "lines", "gates", "baseline", "approved"}
) | {kind.key for kind in (*_SINGLES, *_LISTS)}


def create_sample(path: Path | None, today: date | None = None) -> Workspace:
    """A new portfolio with the sample data in a new file (None: in memory). Its history starts empty."""
    day = today or date.today()  # noqa: DTZ011  (a plan's day is the user's local day)
    return create_workspace(path, write_sample(), today=lambda: day)


def write_sample() -> Operation[None]:
    """Write settings, people, rates and the eight cases into an empty portfolio."""

    def apply(do: Context) -> None:
        wide = tomllib.loads(read_text("sample", "portfolio.toml"))
        settings = {**wide["settings"], "is_sample": True}
        first_settings(**settings).apply(do)
        people = _write_wide(do, wide)
        written = {}
        for rank, name in enumerate(CASES, start=1):
            case = _Case(do, people, read_case(name))
            case.write(rank)
            written[case.project_id] = (case.approved, case.linked)
        for row in wide.get("enrolments", ()):
            enrol(people[row["person"]], row["programme"], row["start"]).apply(do)
        write_baselines(do, written)

    return Operation("Sample portfolio", apply)


def read_case(case: str) -> dict[str, Any]:
    """A case's file, and what the files of the same name in the folders of `SUBJECTS` add to it."""
    content: dict[str, Any] = tomllib.loads(read_text("sample", f"{case}.toml"))
    for subject in SUBJECTS:
        content |= tomllib.loads(read_text("sample", subject, f"{case}.toml"))
    return content


def _write_wide(do: Context, wide: Mapping[str, Any]) -> dict[str, int]:
    people = {row["name"]: do.unit.add(validated(Person, row)).id or 0 for row in wide["people"]}
    for key in _WIDE_LISTS:
        for position, row in enumerate(wide.get(key, ()), start=1):
            named = {"person_id": people[row.pop("person")]} if "person" in row else {}
            noun = KIND_BY_KEY[key].noun
            placed = {"position": position} if "position" in noun.model_fields else {}
            do.unit.add(validated(noun, {**placed, **row, **named}))
    do.unit.change(Programme, do.unit.all(Programme)[0].id or 0, **wide.get("programme", {}))
    names = ("role", "sourcing", "basis", "amount", "lead_weeks", "one_off", "currency", "valid_from")
    for row in wide["rates"]["rows"]:
        fields = {"valid_from": date(2025, 1, 1), **dict(zip(names, row, strict=False))}
        do.unit.add(validated(Rate, fields))
    return people


class _Case:
    """One case file on its way into the portfolio."""

    def __init__(self, do: Context, people: Mapping[str, int], case: Mapping[str, Any]) -> None:
        self._do = do
        self._people = people
        self._case = case
        self.project_id = 0
        self._phases: dict[str, Phase] = {}
        self._author_id = people.get(case.get("author", ""))

    @property
    def approved(self) -> list[Mapping[str, Any]]:
        """What its rows said when its gates were passed, where that differs from now."""
        return list(self._case.get("approved", ()))

    def write(self, rank: int) -> None:
        """Write the whole case as project number `rank`."""
        case = self._case
        fields = self._named({key: value for key, value in case.items() if key not in _NOT_PROJECT_FIELDS})
        project = create_project(
            case["name"], case["start"], case["phase_weeks"], rank=rank, is_sample=True, **fields
        ).apply(self._do)
        self.project_id = project.id or 0
        self._phases = {phase.key: phase for phase in self._do.unit.all(Phase, project_id=self.project_id)}
        self._write_lines()
        self._add_tier_artifacts()
        for work in case.get("inserted", ()):
            phase = self._phases[work["phase"]]
            self._add(InsertedWork, {**work, "phase": None, "phase_id": phase.id})
        self._write_baseline()
        for gate in self._do.unit.all(Gate, project_id=self.project_id):
            self._write_gate(gate, case["gates"][gate.key])
        self._write_lists()
        self._write_singles()

    def _write_baseline(self) -> None:
        """A case with baseline dates was planned without its inserted work; its phases say so too (P3.7)."""
        if "baseline" not in self._case:
            return
        first = 1
        for phase in self._phases.values():
            start = week_start(self._case["start"], first)
            first += phase.weeks
            end = week_start(self._case["start"], first) - timedelta(days=1)
            self._do.unit.change(Phase, phase.id or 0, baseline_start=start, baseline_end=end)

    def _named(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Names of people as ids."""
        return {
            f"{key}_id" if key in _PEOPLE_FIELDS else key: self._people[value] if key in _PEOPLE_FIELDS else value
            for key, value in fields.items()
        }

    def _add(self, noun: type[Noun], fields: Mapping[str, Any]) -> Noun:
        return self._do.unit.add(validated(noun, {**self.linked(noun, fields), "project_id": self.project_id}))

    def linked(self, noun: type[Noun], fields: Mapping[str, Any]) -> dict[str, Any]:
        """What a case file calls by name (`kpi = "Days until …"`), as ids; a key that the noun lacks is left out."""
        targets = {name.removesuffix("_id"): kind for name, kind in references(noun).items()}
        linked: dict[str, Any] = {}
        for key, value in fields.items():
            if key in targets and f"{key}_id" in noun.model_fields:
                linked[f"{key}_id"] = self._id_of(targets[key], value)
            elif key in noun.model_fields:
                linked[key] = value
        return linked

    def _id_of(self, kind: Kind, name: str | None) -> int | None:
        if not name:
            return None
        if kind.key == "people":
            return self._people[name]
        rows = self._do.unit.all(kind.noun, **{"project_id": self.project_id} if kind.in_project else {})
        return next(row.id for row in rows if row.label == name)

    def _write_singles(self) -> None:
        for kind in _SINGLES:
            row = self._do.unit.all(kind.noun, project_id=self.project_id)[0]
            fields = self.linked(kind.noun, self._case.get(kind.key, {}))
            self._do.unit.change(kind.noun, row.id or 0, **fields)

    def _write_lists(self) -> None:
        for kind in _LISTS:
            if kind.key in self._case:
                self._clear(kind)
            self_links: list[tuple[int, dict[str, Any]]] = []
            links = [name.removesuffix("_id") for name, to in references(kind.noun).items() if to is kind]
            for position, row in enumerate(self._case.get(kind.key, ()), start=1):
                later = {name: row[name] for name in links if name in row}
                row_id = self._add(kind.noun, {"position": position, **row, **dict.fromkeys(later)}).id or 0
                self_links += [(row_id, later)] if later else []
            for row_id, later in self_links:
                self._do.unit.change(kind.noun, row_id, **self.linked(kind.noun, later))

    def _clear(self, kind: Kind) -> None:
        """A case that words a list of its own does without the usual rows."""
        for row in self._do.unit.all(kind.noun, project_id=self.project_id):
            self._do.unit.remove(kind.noun, row.id or 0)

    def _write_lines(self) -> None:
        written: dict[str, int] = {}
        waiting: list[tuple[int, str]] = []
        for position, row in enumerate(self._case["lines"], start=1):
            person = self._people[row["person"]] if "person" in row else None
            fields = {**row, "position": position, "person_id": person, "weekly": parse_weeks(row["weekly"])}
            line_id = self._add(StaffingLine, {k: v for k, v in fields.items() if k != "successor"}).id or 0
            written[row.get("key", f"line {position}")] = line_id
            if "successor" in row:
                waiting.append((line_id, row["successor"]))
        for line_id, successor in waiting:
            self._do.unit.change(StaffingLine, line_id, successor_id=written[successor])

    def _write_gate(self, gate: Gate, entry: Mapping[str, Any]) -> None:
        unit = self._do.unit
        owner_id = self._people[entry["owner"]]
        baseline = self._case.get("baseline", {}).get(gate.key)
        terms = self.linked(Gate, {key: entry[key] for key in _TERMS if key in entry})
        unit.change(Gate, gate.id or 0, owner_id=owner_id, baseline=baseline, **terms)
        for artifact in unit.all(Artifact, gate_id=gate.id):
            self._write_artifact(artifact, entry, owner_id, gate.name)
        waived = "\n".join(f"{key}: {why}" for key, why in entry.get("waive", {}).items())
        for row in entry.get("decisions", ()):
            decision = self._add(
                Decision,
                {
                    "gate_id": gate.id,
                    "outcome": row["outcome"],
                    "decided_by_id": owner_id,
                    "decided_on": row["on"],
                    "reason": row["reason"],
                    "waived": waived if row["outcome"].startswith("go") else "",
                },
            )
            for condition in row.get("conditions", ()):
                self._add(Condition, {**condition, "decision_id": decision.id})

    def _add_tier_artifacts(self) -> None:
        """What the case's risk tier adds to its gates (P2.5), before the gates are written."""
        project = {"project_id": self.project_id}
        answers = [validated(RiskAnswer, {**project, **row}) for row in self._case.get("risk_answers", ())]
        fields = self.linked(RiskAssessment, self._case.get("risk_assessment", {}))
        assessment = validated(RiskAssessment, {**project, **fields})
        tier = tier_of(self._do.playbook, answers, assessment, assessment.tier_by_id).tier
        for gate in self._do.unit.all(Gate, **project):
            last = len(self._do.unit.all(Artifact, gate_id=gate.id))
            wanted = tier_artifacts(self._do.playbook, tier, gate.key)
            for place, (key, entry) in enumerate(wanted.items(), start=last + 1):
                artifact = {"key": key, "name": entry.title, "role": entry.role, "position": place}
                self._add(Artifact, {**artifact, "gate_id": gate.id})

    def _acceptor(self, artifact: Artifact, gate_owner_id: int) -> int:
        """The holder of the right that the artifact's tier names, in the portfolio; else the gate's owner."""
        entry = self._do.playbook.tier_artifacts.get(artifact.key)
        rows = self._do.unit.all(DecisionRight, role=entry.right) if entry and entry.right else ()
        return rows[0].person_id if rows else gate_owner_id

    def _write_artifact(self, artifact: Artifact, entry: Mapping[str, Any], gate_owner_id: int, gate_name: str) -> None:
        accepted: date | None = entry.get("accepted")
        is_passed = bool(entry.get("decisions")) and entry["decisions"][-1]["outcome"].startswith("go")
        state = entry.get("open", {}).get(artifact.key)
        if state is None:
            state = ArtifactState.ACCEPTED if accepted and (is_passed or self._is_finished(entry)) else None
        fields: dict[str, Any] = {"owner_id": self._deliverer(artifact.role) or self._author_id or gate_owner_id}
        if artifact.key in entry.get("waive", {}):
            state = ArtifactState.WAIVED
            fields |= {"waived_by_id": gate_owner_id, "waived_reason": entry["waive"][artifact.key]}
        if state:
            done = state == ArtifactState.ACCEPTED
            submitted = accepted if done or state == ArtifactState.SUBMITTED else None
            link = f"Project folder / {gate_name} / {artifact.name}"
            fields |= {
                "state": state,
                "submitted_on": submitted,
                "changed_on": submitted or accepted or self._case["start"],
                "accepted_on": accepted if done else None,
                "accepted_by_id": self._acceptor(artifact, gate_owner_id) if done else None,
                "link": link,
            }
        self._do.unit.change(Artifact, artifact.id or 0, **fields)

    @staticmethod
    def _is_finished(entry: Mapping[str, Any]) -> bool:
        """With a list of what is open, all the rest is accepted; the list of a young gate names what is accepted."""
        return "accepted" not in entry.get("open", {}).values()

    def _deliverer(self, role: str) -> int | None:
        for line in self._do.unit.all(StaffingLine, project_id=self.project_id):
            if line.role == role and line.person_id:
                return line.person_id
        return None
