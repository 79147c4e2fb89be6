"""A plan as Microsoft Project XML: complete, stable, and read alike by another program."""

import importlib.util
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from mlplanner.domain.changes import EditAction
from mlplanner.exchange.exports import Material, find_export
from mlplanner.exchange.imports import read_changes
from mlplanner.operations.workspace import Workspace
from tests.support.sample_files import sample_in_memory

TODAY = date(2026, 1, 7)
N = {"p": "http://schemas.microsoft.com/project"}
FILES = Path(__file__).parents[3] / "files" / "mspdi"


@pytest.fixture(scope="module")
def sample() -> Workspace:
    return sample_in_memory(TODAY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mspdi")


def write(sample: Workspace, folder: Path, project: str = "churn") -> Path:
    plan = sample.portfolio.find(project)
    path = folder / f"{plan.project.ref}.xml"
    figures = {plan.id: sample.figures.of(plan.id)}
    find_export("plan.xml").write(Material(sample.portfolio, figures, sample.playbook, TODAY, plan), path)
    return path


# P9.2
def test_that_each_phase_is_a_summary_and_each_gate_a_milestone_at_its_date(sample: Workspace, folder: Path) -> None:
    root = etree.parse(write(sample, folder)).getroot()
    plan = sample.portfolio.find("churn")
    tasks = root.findall("p:Tasks/p:Task", N)
    summaries = [t.findtext("p:Name", namespaces=N) for t in tasks if t.findtext("p:OutlineLevel", namespaces=N) == "1"]
    assert summaries == [*(phase.name for phase in plan.phases), "Handover headroom"]
    gates = {
        t.findtext("p:Name", namespaces=N): t.findtext("p:Finish", namespaces=N)[:10]
        for t in tasks
        if t.findtext("p:Milestone", namespaces=N) == "1"
    }
    assert gates == {gate.name: str(gate.date) for gate in sample.figures.of(plan.id).timeline.gates}


def test_that_the_order_of_elements_is_the_one_that_project_asks_for(sample: Workspace, folder: Path) -> None:
    root = etree.parse(write(sample, folder)).getroot()
    lists = [etree.QName(node).localname for node in root if len(node)]
    assert lists == ["ExtendedAttributes", "Calendars", "Tasks", "Resources", "Assignments"]
    uids = [task.findtext("p:UID", namespaces=N) for task in root.findall("p:Tasks/p:Task", N)]
    assert len(uids) == len(set(uids))
    linked = {link.text for link in root.findall(".//p:PredecessorUID", N)}
    assert linked <= set(uids)


def test_that_every_assignment_says_work_start_and_finish(sample: Workspace, folder: Path) -> None:
    root = etree.parse(write(sample, folder)).getroot()
    assignments = root.findall("p:Assignments/p:Assignment", N)
    named = [[a.findtext(f"p:{name}", namespaces=N) for name in ("Work", "Start", "Finish")] for a in assignments]
    assert len(named) > 20
    assert all(all(values) for values in named)


def test_that_the_same_plan_gives_the_same_bytes(sample: Workspace, folder: Path, tmp_path: Path) -> None:
    assert write(sample, folder).read_bytes() == write(sample, tmp_path).read_bytes()


@pytest.mark.parametrize("project", range(8))
def test_that_an_unchanged_file_changes_nothing(sample: Workspace, folder: Path, project: int) -> None:
    ref = list(sample.portfolio.plans.values())[project].project.ref
    changes = read_changes(write(sample, folder, ref), sample.portfolio, sample.playbook)
    assert changes.edits == ()
    assert changes.project_id is not None


def test_that_a_longer_phase_and_less_work_come_back_as_just_these_changes(sample: Workspace, tmp_path: Path) -> None:
    path = write(sample, tmp_path)
    tree = etree.parse(path)
    productionize = [t for t in tree.getroot().findall("p:Tasks/p:Task", N) if _own(t) == "PH-003"][1]
    productionize.find("p:Duration", N).text = "PT200H0M0S"
    assignment = next(
        a
        for a in tree.getroot().findall("p:Assignments/p:Assignment", N)
        if _own(a) == "ST-006"
        and a.findtext("p:TaskUID", namespaces=N) == productionize.findtext("p:UID", namespaces=N)
    )
    for name in ("Work", "RemainingWork"):
        assignment.find(f"p:{name}", N).text = "PT80H0M0S"
    for timed in assignment.findall("p:TimephasedData", N):
        timed.find("p:Value", N).text = "PT20H0M0S"
    tree.write(path)
    changes = read_changes(path, sample.portfolio, sample.playbook)
    found = {edit.kind: edit for edit in changes.edits}
    assert {edit.action for edit in changes.edits} == {EditAction.CHANGE}
    assert set(found) == {"phases", "lines"}
    assert found["phases"].values == {"weeks": 5}
    before, after = found["lines"].before["weekly"], found["lines"].values["weekly"]
    assert {week for week in after if after[week] != before[week]} == {10, 11, 12, 13}
    assert {after[week] for week in (10, 11, 12, 13)} == {Decimal("0.5")}


def test_that_a_plan_of_another_portfolio_becomes_a_new_project_with_its_gates(sample: Workspace, folder: Path) -> None:
    elsewhere = sample.portfolio.settings.model_copy(update={"portfolio_uid": "another"})
    portfolio = sample.portfolio.__class__(0, elsewhere)
    changes = read_changes(write(sample, folder), portfolio, sample.playbook)
    plan = sample.portfolio.find("churn")
    assert changes.project_id is None
    names = [edit.label for edit in changes.edits if edit.kind in ("phases", "gates")]
    assert names == [
        name for phase, gate in zip(plan.phases, plan.gates, strict=True) for name in (phase.name, gate.name)
    ]
    lines = [edit.values["weekly"] for edit in changes.edits if edit.kind == "lines"]
    assert lines == [line.weekly for line in plan.lines]


def _own(node: etree._Element) -> str | None:
    found = node.findtext("p:ExtendedAttribute/p:Value", namespaces=N)
    return None if found is None else str(found)


def test_that_mpxj_reads_tasks_links_rates_work_and_our_ids(sample: Workspace, folder: Path) -> None:
    told = _read_by_mpxj(write(sample, folder))
    plan = sample.portfolio.find("churn")
    figures = sample.figures.of(plan.id)
    assert told.get("IGNORED", []) == []
    tasks = {parts[0]: parts for parts in told["TASK"]}
    for gate in figures.timeline.gates:
        parts = tasks[f"GA-{gate.gate_id:03d}"]
        assert (parts[1], parts[4], parts[5]) == (gate.name, f"{gate.date}T17:00", "true")
    assert sum(int(parts[8]) for parts in told["TASK"]) == 2 * len(plan.phases)
    assert {parts[0] for parts in told["ASSIGNMENT"]} == {line.ref for line in plan.lines}
    hours = sum((Decimal(parts[3].removesuffix("h")) for parts in told["ASSIGNMENT"]), Decimal(0))
    days = figures.timeline.working_days
    every = [(week, fte) for line in plan.lines for week, fte in line.weekly.items()]
    expected = sum((fte * days[week - 1] * 8 for week, fte in every), Decimal(0))
    assert abs(hours - expected) < Decimal("0.2")
    assert ["2026-04-03", "Good Friday"] in told["OFF"]
    rates = {parts[1]: parts[3] for parts in told["RESOURCE"]}
    assert rates["Ingrid Vasseur"] == "50.0/h"


def _read_by_mpxj(path: Path) -> dict[str, list[list[str]]]:
    """What the library reads, by kind of entry; skipped where it or Java is not installed."""
    found = importlib.util.find_spec("mpxj")
    java = shutil.which("java")
    if found is None or java is None or not found.submodule_search_locations:
        pytest.skip("reading back by another program needs Java 17 and the package mpxj")
    jars = Path(found.submodule_search_locations[0]) / "lib" / "*"
    command = [java, "-cp", str(jars), str(FILES / "ReadBack.java"), str(path)]
    done = subprocess.run(command, capture_output=True, check=False, text=True, timeout=120, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-500:]
    told: dict[str, list[list[str]]] = {}
    for line in done.stdout.splitlines():
        kind, *parts = line.split("\t")
        told.setdefault(kind, []).append(parts)
    return told
