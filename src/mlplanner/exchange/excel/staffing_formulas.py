"""The formulas of a staffing line, written so that every spreadsheet program gives the engine's result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mlplanner.exchange.excel.cells import column_letter

FAR = 200_000
"""A day far behind any plan, to turn "the earliest" into "the largest" """


@dataclass
class Place:
    """Where the lines stand: rows `first` to `last`, weeks from column `week_column` on."""

    first: int
    last: int
    week_column: int
    weeks: int
    columns: dict[str, str] = field(default_factory=dict)

    def cell(self, name: str, row: int) -> str:
        """A cell of the line."""
        return f"${self.columns[name]}{row}"

    def week_cells(self, row: int) -> str:
        """The FTE of all weeks of the line."""
        first, last = (column_letter(self.week_column + k) for k in (0, self.weeks - 1))
        return f"${first}{row}:${last}{row}"

    def all_weeks(self) -> str:
        """The FTE of all lines."""
        first, last = (column_letter(self.week_column + k) for k in (0, self.weeks - 1))
        return f"${first}${self.first}:${last}${self.last}"

    def span(self, name: str) -> str:
        """A column over all lines."""
        return f"${self.columns[name]}${self.first}:${self.columns[name]}${self.last}"


def phase_of(week: int) -> str:
    """The phase that begins in that week, the headroom after the last phase, or the end of the plan."""
    begins = f"INDEX(phase_names,MATCH({week},phase_first_weeks,0))"
    after = f'IF({week}=total_weeks+1,"After",IF({week}=delivery_weeks+1,"Headroom",""))'
    return f"IFERROR({begins},{after})"


def _cost(place: Place, row: int) -> str:
    """Cost of the line in each week: agreed fee, else FTE at the rate in force, else the fee of the rate card."""
    fte = place.week_cells(row)
    by_rate = f"({place.cell('rate_row', row)}>0)*{fte}*INDEX(week_costs,MAX({place.cell('rate_row', row)},1),0)"
    share = f"({fte}>0)/MAX({place.cell('week_count', row)},1)"
    by_fee = f"({place.cell('fee_row', row)}>0)*INDEX(week_fees,MAX({place.cell('fee_row', row)},1),0)*{share}"
    return f"(({fte}>0)*{place.cell('fee_week', row)}+{by_rate}+{by_fee})"


def _is_build(place: Place, row: int) -> str:
    """1 in weeks that are neither headroom nor overlap with the successor."""
    overlap = place.cell("successor_row", row)
    headroom = "(week_starts>=plan_start+7*delivery_weeks)*(week_starts<plan_start+7*total_weeks)"
    both = f"({overlap}>0)*(INDEX({place.all_weeks()},MAX({overlap},1),0)>0)"
    return f"(1-{headroom})*(1-{both})"


def _build(place: Place, row: int) -> str:
    return f"ROUND(SUMPRODUCT({_cost(place, row)}*{_is_build(place, row)}),2)"


def _handover(place: Place, row: int) -> str:
    return f"ROUND(SUMPRODUCT({_cost(place, row)}*(1-{_is_build(place, row)})),2)"


def _one_off(place: Place, row: int) -> str:
    key = f'{place.cell("role", row)}&"|"&{place.cell("sourcing", row)}'
    first = place.cell("first_monday", row)
    order = f"SUMPRODUCT(MAX((rate_key={key})*(rate_from<={first})*rate_order))"
    return f"IF({place.cell('week_count', row)}=0,0,ROUND(SUMPRODUCT((rate_order={order})*rate_one_off),2))"


def _total(place: Place, row: int) -> str:
    return "+".join(place.cell(name, row) for name in ("build", "handover", "one_off"))


COSTS: Mapping[str, Callable[[Place, int], str]] = {
    "fte_weeks": lambda place, row: f"SUM({place.week_cells(row)})",
    "build": _build,
    "handover": _handover,
    "one_off": _one_off,
    "total": _total,
}


def _match(place: Place, row: int, keys: str) -> str:
    key = f'{place.cell("role", row)}&"|"&{place.cell("sourcing", row)}'
    return f"IF({_has_fee(place, row)},0,IFERROR(MATCH({key},{keys},0),0))"


def _has_fee(place: Place, row: int) -> str:
    """True where a fee is agreed for the whole line; a fee of 0 is one too."""
    return f'AND({place.cell("is_external", row)}=1,{place.cell("fixed_fee", row)}<>"")'


def _fee_week(place: Place, row: int) -> str:
    share = f"{place.cell('fixed_fee', row)}/MAX({place.cell('week_count', row)},1)"
    return f"IF({_has_fee(place, row)},{share},0)"


def _successor_row(place: Place, row: int) -> str:
    found = f"MATCH({place.cell('successor_id', row)},{place.span('ref')},0)"
    inside = f"IF(INDEX({place.span('is_external')},{found})=1,0,{found})"
    return f"IF({place.cell('is_external', row)}=1,IFERROR({inside},0),0)"


STEPS: Mapping[str, Callable[[Place, int], str]] = {
    "is_external": lambda p, row: f"IFERROR(INDEX(list_external,MATCH({p.cell('sourcing', row)},list_sourcing,0)),0)",
    "week_count": lambda p, row: f"SUMPRODUCT(({p.week_cells(row)}>0)*1)",
    "first_monday": lambda p, row: (
        f'IF({p.cell("week_count", row)}=0,"",{FAR}-SUMPRODUCT(MAX(({p.week_cells(row)}>0)*({FAR}-week_starts))))'
    ),
    "fee_week": _fee_week,
    "rate_row": lambda p, row: _match(p, row, "week_costs_keys"),
    "fee_row": lambda p, row: _match(p, row, "week_fees_keys"),
    "successor_row": _successor_row,
}
