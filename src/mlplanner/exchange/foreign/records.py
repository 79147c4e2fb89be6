"""Rows of RACI matrices, risk registers and cost lists of foreign workbooks as rows of one project."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from mlplanner.domain.enums import CostTiming
from mlplanner.domain.errors import BadInput
from mlplanner.exchange.excel.open_files import Spot
from mlplanner.exchange.foreign.cells import SheetCells, Told
from mlplanner.exchange.foreign.values import people
from mlplanner.exchange.foreign.words import folded, words
from mlplanner.exchange.mspdi.resources_in import Team
from mlplanner.exchange.mspdi.rows import Rows

_LEVELS = (("low", 1), ("lower", 2), ("middle", 3), ("higher", 4), ("high", 5))
_WORST, _TEXT, _NAME, _YEAR = 5, 4000, 120, 52
Values = dict[str, object]
_NAMED = {"R": "owner", "A": "accountable", "C": "consulted", "I": "informed"}
"""Columns that hold the names themselves instead of letters."""
_LETTERS = (("R", "responsible"), ("A", "accountable"), ("C", "consulted"), ("I", "informed"))


def put_raci(cells: SheetCells, rows: Rows, team: Team) -> None:
    """An activity a row; who is accountable alone is responsible too, and a row without one A is told and skipped."""
    roles = {column: team.marked_role(heading) for column, heading in cells.table.marks.items()}
    name_by = next((name for name in ("task", "item", "phase") if name in cells.table.columns), "task")
    for position, row in enumerate(cells.rows, start=1):
        name = cells.text(name_by, row)
        marks: dict[str, str] = {}
        for column, role in roles.items():
            _mark(marks, role, _letters(cells.book.text(Spot(cells.table.sheet, row, column))))
        for letter, meaning in _NAMED.items():
            for person in people(cells.text(meaning, row)) if name else ():
                _mark(marks, team.marked_role(person), letter)
        accountable = [role for role, letters in marks.items() if "A" in letters]
        if not marks and name:
            cells.why[row] = "a heading without marks"
            continue
        if len(accountable) != 1 or not name:
            why = f"{len(accountable)} roles are accountable, one is needed" if name else "the activity has no name"
            cells.skip(row, why)
            continue
        if not any("R" in letters for letters in marks.values()):
            marks[accountable[0]] += "R"
            cells.notes.append(f"{cells.where(row)}: nobody is responsible; who is accountable was taken for it too.")
        text = "; ".join(f"{role}:{letters}" for role, letters in marks.items() if letters)
        values: Values = {"name": name[:_NAME], "marks": text}
        _put(cells, rows, row, "raci", (f"raci {name[:100]}", values, {"position": position}))


def _mark(marks: dict[str, str], role: str, letters: str) -> None:
    marks[role] = marks.get(role, "") + "".join(letter for letter in letters if letter not in marks.get(role, ""))


def _put(cells: SheetCells, rows: Rows, row: int, kind: str, values: tuple[str, Values, Values]) -> None:
    """Take a row; one that the plan can't hold is told with the reason, and the others are taken."""
    try:
        external, taken, new = values
        rows.put(kind, external, taken, only_new=new, where=cells.where(row))
    except BadInput as error:
        cells.told.append(
            Told(
                cells.where(row), f"{str(error).rpartition(cells.where(row))[2].strip(' :.')}; left out", is_error=True
            )
        )


def _letters(text: str) -> str:
    """`A/R`, `Accountable`, `r c` → letters."""
    word = folded(text)
    for letter, name in _LETTERS:
        if word in words(name) and len(word) > 1:
            return letter
    return "".join(letter for letter, _ in _LETTERS if letter in text.upper()) if len(word) <= 5 else ""


def put_risks(cells: SheetCells, rows: Rows) -> None:
    """A risk a row, on the scale of 1 to 5; a scale of 3 or 10, per cents and words are converted, and that is told."""
    lines = cells.rows
    scales = {name: _scale(cells, name, lines) for name in ("likelihood", "impact")}
    unnamed = 0
    for row in lines:
        title = cells.text("risk", row) or cells.text("task", row)
        unnamed += not title
        values: Values = {"title": (title or f"Risk of row {row}")[:_NAME]}
        for name, most in scales.items():
            value = _level(cells, name, row, most)
            if value is not None:
                values[name] = value
        if mitigation := cells.text("mitigation", row):
            values["mitigation"] = mitigation[:_TEXT]
        owners = people(cells.text("owner", row))
        if owners:
            values["owner_id"] = rows.person(owners[0][:_NAME], {}, cells.where(row))
        _put(cells, rows, row, "risks", (f"risk {title[:100] or row}", values, {}))
    for name, most in scales.items():
        if most not in (0, _WORST):
            cells.notes.append(f"{name.capitalize()} was converted from a scale up to {most} to one of 1 to 5.")
    if unnamed:
        cells.notes.append(f"{unnamed} risks have no name; they are called after their row.")


def _scale(cells: SheetCells, name: str, lines: Iterable[int]) -> Decimal:
    """The highest number of the column, at least what the usual scales end with; 0 for words alone."""
    found = [value for row in lines if (value := cells.number(name, row)) is not None]
    most = max(found, default=Decimal(0))
    return next((Decimal(end) for end in (1, 3, 5, 10, 100) if most <= end), most) if found else Decimal(0)


def _level(cells: SheetCells, name: str, row: int, most: Decimal) -> int | None:
    value = cells.number(name, row)
    if value is None:
        word = folded(cells.text(name, row))
        return next((level for kind, level in _LEVELS if word in words(kind)), None)
    if most == _WORST:
        return int(min(max(value, Decimal(1)), Decimal(_WORST)).to_integral_value(ROUND_HALF_UP))
    # The ends of the other scale become 1 and 5; shares and per cents begin at 0.
    low = Decimal(1) if most <= 10 and most > 1 else Decimal(0)
    share = (value - low) / (most - low)
    return int(min(max(1 + 4 * share, Decimal(1)), Decimal(_WORST)).to_integral_value(ROUND_HALF_UP))


def put_costs(cells: SheetCells, rows: Rows) -> None:
    """A cost a row: by the month for a year, or once in the first week."""
    name_by = next((name for name in ("item", "task") if name in cells.table.columns), "item")
    is_monthly = "monthly" in cells.table.columns
    seen: dict[str, int] = {}
    by = "monthly" if is_monthly else "amount"
    for row in cells.rows:
        name, amount = cells.text(name_by, row), cells.number(by, row)
        if not name or amount is None or amount < 0:
            cells.skip(row, f"'{name[:40]}' has no amount" if name else "the cost has no name")
            continue
        if cells.style(by).unit == "thousands":
            amount *= 1000
        timing = CostTiming.MONTHLY if is_monthly else CostTiming.ONCE
        values: Values = {"name": name[:_NAME], "amount": amount.quantize(Decimal("0.01")), "timing": timing}
        new: Values = {"from_week": 1, "to_week": _YEAR if is_monthly else 1}
        seen[name] = seen.get(name, 0) + 1
        key = f"cost {name[:100]}" + (f" {seen[name]}" if seen[name] > 1 else "")
        _put(cells, rows, row, "costs", (key, values, new))
    if is_monthly:
        cells.notes.append(
            "Monthly costs were taken for weeks 1 to 52; shorten them under Costs where they end earlier."
        )
