"""Files that come back: what kind a file is, told by its first bytes and never by its name, and the edits it means."""

from codecs import BOM_UTF8 as BOM
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from mlplanner.domain.changes import ChangeSet, EditAction
from mlplanner.domain.errors import BadInput, WorldFault
from mlplanner.domain.portfolio import Portfolio
from mlplanner.exchange.calendar_files import HEAD, read_calendar
from mlplanner.exchange.plan_json import read_plan_json
from mlplanner.exchange.playbook_keys import HOLDERS, PLAYBOOK_LISTS
from mlplanner.playbook.entries import Playbook

_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
"""Zip (xlsx) and the old compound file (xls, or a workbook with a password), which the reader names in words."""

_TEXT_TABLES = (".csv", ".tsv", ".txt")

_MARKS = b"\xef\xbb\xbf\xff\xfe"


def read_changes(
    path: Path,
    portfolio: Portfolio,
    playbook: Playbook,
    *,
    project: str = "",
    columns: Mapping[str, str] | None = None,
    today: date | None = None,
    by_content: bool = False,
    takes_foreign: bool = True,
) -> ChangeSet:
    """The edits that a workbook, a plan JSON, a Microsoft Project XML or a calendar means for the portfolio.

    Of workbooks and text tables that other people made: `project` names where they go, `columns` corrects what headings
    mean; without `takes_foreign` they raise ForeignWorkbook, so that a person can be asked.

    BadInput in one sentence that names the file and the place in it; MixedUpRefs of a workbook whose Refs do not stand
    beside their rows, unless rows are to be matched `by_content` there.
    """
    head = _first_bytes(path)
    if head.removeprefix(BOM).upper().startswith(HEAD):
        return read_calendar(path, portfolio, today or date.today())  # noqa: DTZ011
    if _is_xml(head):
        from mlplanner.exchange.mspdi.reading import read_project_xml

        return read_project_xml(path, portfolio, playbook)
    if head.startswith(_WORKBOOKS) or _is_text_table(path, head):
        from mlplanner.exchange.problems import ForeignWorkbook

        try:
            if not (project or columns):
                return _read_ours(path, portfolio, playbook, by_content=by_content)
        except ForeignWorkbook:
            if not takes_foreign:
                raise
        from mlplanner.exchange.foreign.reading import read_foreign

        return read_foreign(path, portfolio, playbook, project=project, columns=columns, today=today)
    changes = read_plan_json(path, portfolio)
    _refuse_unknown_roles(changes, playbook)
    return changes


def _read_ours(path: Path, portfolio: Portfolio, playbook: Playbook, *, by_content: bool) -> ChangeSet:
    """A workbook that we wrote. ForeignWorkbook for any other, of which nothing is read here."""
    from mlplanner.exchange.excel.preflight import check_table, may_be_ours
    from mlplanner.exchange.excel.reading import read_workbook
    from mlplanner.exchange.problems import foreign

    checked = check_table(path)
    if not may_be_ours(path, checked):
        raise foreign(path.name, "is not a workbook that mlplanner wrote.")
    return read_workbook(path, portfolio, playbook, by_content=by_content)


def _is_text_table(path: Path, head: bytes) -> bool:
    """True for .csv and its like; bytes alone can't tell such a file from any other text."""
    return path.suffix.lower() in _TEXT_TABLES and not head.lstrip(BOM).lstrip().startswith((b"{", b"["))


def _is_xml(head: bytes) -> bool:
    """True for a tag, after a byte order mark and blanks; in UTF-16 each letter has two bytes."""
    return head.lstrip(_MARKS).replace(b"\x00", b"").lstrip().startswith(b"<")


def _refuse_unknown_roles(changes: ChangeSet, playbook: Playbook) -> None:
    """The schema can't know roles and decision rights: they are the playbook's, and users add their own (P2.2, P4.1)."""
    for edit in changes.edits:
        part = PLAYBOOK_LISTS.get((edit.kind, "role"), "")
        role, known = edit.values.get("role"), getattr(playbook, part, {})
        if role and part in HOLDERS and edit.action is not EditAction.REMOVE and role not in known:
            what = "role" if part == "roles" else "decision right"
            raise BadInput(
                f"{changes.source}: {edit.where}.role: '{str(role)[:60]}' is not a {what} of this portfolio's playbook; "
                f"choose one of {', '.join(known)}, or add it to the playbook first."
            )


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except FileNotFoundError:
        raise BadInput(f"There is no file {path}; check the name.") from None
    except OSError as error:
        raise WorldFault(f"{path} can't be read: {error.strerror or error}.") from None
    if head.startswith(b"%PDF"):
        raise BadInput(f"{path.name} is a PDF; import the plan workbook or the plan JSON.")
    if head.startswith(b"SQLite f"):
        raise BadInput(f"{path.name} is a portfolio itself; export a project of it and import that file.")
    return head
