"""The columns of the Governance tab: RACI, ethical review, policies (P2.3, P2.6, P2.7)."""

from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.governance import EthicsItem, ItemState, PolicyDocument, RaciActivity
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.raci import LETTERS, format_marks
from mlplanner.gui.project.noun_grid import people_choices
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Align, Column, enum_choices, field_column
from mlplanner.gui.tables.kinds import Kind
from mlplanner.operations.cells import NewRow
from mlplanner.operations.governance import set_mark
from mlplanner.playbook.entries import Playbook

_STATES = {"not_applicable": "Not applicable"}
_SIGNS = {"open": "○", "done": "●", "not_applicable": "–"}
_POLICY_SIGNS = {"missing": "○", "draft": "◔", "submitted": "◑", "accepted": "●", "waived": "–"}
_ABOUT = "R does the work, A answers for it (exactly one), C is asked, I is told."


_HEADING_SIGNS = 10
"""A role's title goes on in a new line after about so many signs: the columns stay narrow."""


def raci_roles(playbook: Playbook, plan: ProjectPlan) -> tuple[str, ...]:
    """The columns of the matrix: roles and decision rights of the playbook, and what the plan's marks name beside."""
    known = dict.fromkeys((*playbook.roles, *playbook.decision_rights))
    used = dict.fromkeys(role for activity in plan.raci for role in activity.letters)
    return tuple({**known, **used})


def raci_columns(playbook: Playbook, roles: Iterable[str]) -> tuple[Column[Any], ...]:
    """The activity, and a narrow column of letters for each role; a refused letter is told at its cell."""
    return (
        field_column(RaciActivity, "name", width=34, prompt="New activity", has_edge=True),
        *(_role_column(playbook, role) for role in roles),
    )


def new_activity(project_id: int, values: Mapping[str, Any]) -> NewRow:
    """A row of the last line: what was typed, else the product owner answers and a data scientist does the work."""
    marks = {role: str(value) for role, value in values.items() if role != "name" and value}
    if not any("A" in mark.upper() for mark in marks.values()):
        marks["product_owner"] = f"A{marks.get('product_owner', '')}"
    if not any("R" in mark.upper() for mark in marks.values()):
        marks["data_scientist"] = f"{marks.get('data_scientist', '')}R"
    name = values.get("name") or "New activity"
    return NewRow(RaciActivity, {"project_id": project_id, "name": name, "marks": format_marks(marks)})


def ethics_columns(session: Session) -> tuple[Column[Any], ...]:
    """Items with state, result or reason, and evidence."""
    return (
        field_column(EthicsItem, "name", width=38, prompt="New item"),
        field_column(
            EthicsItem,
            "state",
            Kind.CHOICE,
            choices=enum_choices(ItemState, _STATES),
            width=15,
            show=lambda row: f"{_SIGNS[row.state]} {_STATES.get(row.state, row.state.capitalize())}",
        ),
        field_column(EthicsItem, "reason", Kind.MULTILINE, width=36),
        field_column(EthicsItem, "evidence", Kind.MULTILINE, width=28),
        field_column(EthicsItem, "owner_id", Kind.PERSON, choices=people_choices(session), width=18),
        field_column(EthicsItem, "done_on", Kind.DATE, width=12),
    )


def policy_columns(session: Session) -> tuple[Column[Any], ...]:
    """Documents with state, link and the day by which they are looked at again."""
    return (
        field_column(PolicyDocument, "name", width=34, prompt="New document"),
        field_column(
            PolicyDocument,
            "state",
            Kind.CHOICE,
            choices=enum_choices(ArtifactState),
            width=13,
            show=lambda row: f"{_POLICY_SIGNS[row.state]} {row.state.capitalize()}",
        ),
        field_column(PolicyDocument, "owner_id", Kind.PERSON, choices=people_choices(session), width=18),
        field_column(PolicyDocument, "link", width=34),
        field_column(PolicyDocument, "reviewed_on", Kind.DATE, width=13),
        field_column(PolicyDocument, "review_by", Kind.DATE, width=12),
    )


def _role_column(playbook: Playbook, role: str) -> Column[Any]:
    title, _, rest = playbook.right_title(role).partition(" ")
    return Column(
        id=role,
        title=title,
        said=playbook.right_title(role),
        subtitle="\n".join(wrap(rest, _HEADING_SIGNS, break_long_words=False)),
        read=lambda row: row.letters.get(role, ""),
        edit=lambda row, value: set_mark(row, role, str(value or "")),
        width=len(LETTERS) + 4,
        align=Align.CENTRE,
        tooltip=f"{playbook.right_title(role)}. {_ABOUT}",
        empty="",
    )
