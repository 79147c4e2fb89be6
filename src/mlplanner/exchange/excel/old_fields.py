"""What workbooks of version 1 say on the project and a plan keeps elsewhere now: tier and model risk owner (P2.2, P2.4).

The portfolio took over both when its file was upgraded, so only what the sender changed since is an edit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mlplanner.domain.changes import EditAction, RowEdit
from mlplanner.domain.enums import Tier
from mlplanner.domain.governance import ProjectRight
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.engine.rights import MODEL_RISK_OWNER, model_risk_owner
from mlplanner.exchange.excel.canonical import row_of
from mlplanner.exchange.excel.columns import Record
from mlplanner.exchange.excel.grids import heading_name
from mlplanner.exchange.excel.headings import FoundTable, find_lines
from mlplanner.exchange.excel.layouts import BRIEF, OLD_FIELDS
from mlplanner.exchange.excel.open_files import Spot
from mlplanner.exchange.excel.row_changes import RowChanges
from mlplanner.exchange.excel.row_reading import Reader, SheetRow
from mlplanner.exchange.problems import Problems

OLD_RECORD = Record(BRIEF.kind, BRIEF.sheet, BRIEF.title, OLD_FIELDS)
TITLES = {column.field: column.title for column in OLD_FIELDS}
NOW = {"tier": "in the model risk assessment", "model_risk_owner_id": "among the decision rights of the project"}


@dataclass(frozen=True)
class Takeover:
    """One file of version 1 on its way to edits."""

    portfolio: Portfolio
    reader: Reader
    changes: RowChanges

    def of_plan(self, project_id: int) -> None:
        """Tell of the old lines of a plan workbook, and add the edits of what the sender changed in them."""
        file = self.reader.file
        self._take({project_id: find_lines(file, OLD_RECORD, Problems(file.source), is_old=True)})

    def of_portfolio(self, table: FoundTable, rows: Mapping[int, int]) -> None:
        """As `of_plan`, for the old columns of a portfolio workbook's projects; `rows`: sheet row → project."""
        headings = {c.field: self.reader.file.names.get(heading_name("projects", c.field)) for c in OLD_FIELDS}
        columns = {name: spot.column for name, spot in headings.items() if spot}
        self._take(
            {
                key: {name: Spot(table.sheet, row, column) for name, column in columns.items()}
                for row, key in rows.items()
            }
        )

    def _take(self, places: Mapping[int, Mapping[str, Spot]]) -> None:
        told: set[str] = set()
        for key, spots in places.items():
            plan = self.portfolio.plans.get(key)
            if plan is None or not spots:
                continue
            self._tell({name: spot for name, spot in spots.items() if name not in told})
            told |= spots.keys()
            row = self.reader.read_lines("projects", OLD_FIELDS, spots, key)
            self._take_owner(plan, row)
            self._take_tier(plan, row)

    def _tell(self, spots: Mapping[str, Spot]) -> None:
        for name, spot in spots.items():
            what = f"'{TITLES[name]}' is no longer a field of the project; it stands {NOW[name]} now"
            self.changes.notes.append(f"{spot.text}: {what}, and what was changed here is taken over there.")

    def _is_edited(self, row: SheetRow, name: str, now: str) -> bool:
        """True when the sender changed the cell to something that the portfolio does not say; tells a conflict."""
        known = self.reader.base.get("projects", {}).get(row.id, {}).get(name, now)
        if name not in row.cells or row.cells[name] in (known, now):
            return False
        if known != now:
            what = f"{TITLES[name]} was changed here too since the export; look at it before taking the file's."
            self.changes.notes.append(f"{row.places[name]}: {what}")
        return True

    def _take_owner(self, plan: ProjectPlan, row: SheetRow) -> None:
        name = "model_risk_owner_id"
        right = next((each for each in plan.project_rights if each.role == MODEL_RISK_OWNER), None)
        if not self._is_edited(row, name, str(right.person_id) if right else ""):
            return
        text, where = row.cells[name], row.places[name]
        if right is None:
            values = {"project_id": plan.id, "role": MODEL_RISK_OWNER, "person_id": int(text), "note": ""}
            key = self.reader.newcomers.next_id()
            label = f"new {KIND_BY_KEY['project_rights'].title}"
            self.changes.added.append(RowEdit(EditAction.ADD, "project_rights", key, values, label=label, where=where))
        elif text:
            self.changes.changed.append(_change("project_rights", right, {"person_id": int(text)}, where))
        else:
            held = {field: getattr(right, field) for field in ProjectRight.model_fields if field != "id"}
            gone = RowEdit(EditAction.REMOVE, "project_rights", right.id or 0, before=held, label=right.label)
            self.changes.removed.append(gone)

    def _take_tier(self, plan: ProjectPlan, row: SheetRow) -> None:
        """The tier as set by hand by the model risk owner whom the file names."""
        assessment, name = plan.risk_assessment, "tier"
        if not self._is_edited(row, name, row_of(assessment)["tier"]):
            return
        text, owner = row.cells[name], row.cells.get("model_risk_owner_id", "")
        reason = f"Taken over from the risk tier in {self.reader.file.source}, a workbook of version 1."
        values = {
            "tier": Tier(text) if text else None,
            "tier_reason": reason if text else "",
            "tier_by_id": int(owner) if owner else model_risk_owner(self.portfolio, plan),
        }
        self.changes.changed.append(_change("risk_assessment", assessment, values, row.places[name]))


def _change(kind: str, noun: Noun, values: Mapping[str, Any], where: str) -> RowEdit:
    after = {name: value for name, value in values.items() if value != getattr(noun, name)}
    before = {name: getattr(noun, name) for name in after}
    return RowEdit(EditAction.CHANGE, kind, noun.id or 0, after, before, noun.label, where)
