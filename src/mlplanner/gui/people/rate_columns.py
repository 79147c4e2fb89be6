"""The columns of the rate card and of the exchange rates (P4.3)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.people import ExchangeRate, Rate
from mlplanner.engine.equivalents import Equivalent
from mlplanner.gui.people.field_problems import FieldProblems
from mlplanner.gui.people.people_columns import role_choices
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, Shade, field_column
from mlplanner.gui.tables.kinds import Choice, Kind
from mlplanner.operations.cells import Edit, RowFields

BASIS_TITLES = {
    RateBasis.ANNUAL: "a year, loaded",
    RateBasis.DAY: "a day",
    RateBasis.WEEK: "a week",
    RateBasis.FIXED: "a fixed fee",
}
Equivalents = Callable[[], Mapping[int, Equivalent]]


def rate_columns(session: Session, equivalents: Equivalents) -> tuple[Column[Rate], ...]:
    """All fields of a rate, and what one FTE costs at it by week and by year."""
    problems = FieldProblems(session)

    def bases(row: Rate | None) -> Sequence[Choice]:
        kinds = session.playbook.sourcing[row.sourcing].bases if row else tuple(RateBasis)
        return [Choice(kind, BASIS_TITLES[RateBasis(kind)]) for kind in kinds]

    def source(row: Rate, value: Any) -> Edit:
        fitting = session.playbook.sourcing[value].bases
        basis = {} if row.basis in fitting else {"basis": fitting[0]}
        return RowFields(Rate, row.id or 0, {"sourcing": value, **basis})

    return (
        field_column(Rate, "role", Kind.CHOICE, choices=role_choices(session), width=18, prompt="New rate"),
        Column(
            id="sourcing",
            title="Sourcing",
            read=lambda row: Sourcing(row.sourcing),
            edit=source,
            kind=Kind.CHOICE,
            choices=lambda _row: [Choice(kind, session.playbook.sourcing[kind].title) for kind in Sourcing],
            is_optional=False,
            width=16,
        ),
        field_column(Rate, "valid_from", Kind.DATE, width=12, problem=lambda row: problems.of(row, "valid_from")),
        field_column(Rate, "amount", Kind.MONEY, width=12, problem=_amount_problem),
        replace(
            field_column(Rate, "currency", width=9),
            edit=_in_capitals(Rate),
            show=lambda row: row.currency or _home(session),
            problem=lambda row: problems.of(row, "currency"),
        ),
        field_column(Rate, "basis", Kind.CHOICE, title="For", choices=bases, is_optional=False, width=13),
        _equivalent("week", "5-day week", equivalents),
        _equivalent("year", "52 weeks", equivalents),
        field_column(
            Rate, "lead_weeks", Kind.NUMBER, width=8, title="Lead, weeks", tooltip="From the decision to the first day"
        ),
        field_column(
            Rate, "one_off", Kind.MONEY, width=11, tooltip="Recruiting or set-up, once for each line that causes it"
        ),
    )


def exchange_columns(session: Session) -> tuple[Column[ExchangeRate], ...]:
    """What one unit of another currency is worth in the portfolio's."""

    def problem(row: ExchangeRate) -> str | None:
        is_new = row.rate == 1 and row.currency != _home(session)
        return f"Type what one {row.currency} is worth in {_home(session)}." if is_new else None

    return (
        replace(
            field_column(ExchangeRate, "currency", width=12, prompt="New currency"),
            edit=_in_capitals(ExchangeRate),
            show=lambda row: f"1 {row.currency}",
        ),
        field_column(ExchangeRate, "rate", Kind.NUMBER, title=f"in {_home(session)}", width=12, problem=problem),
    )


def completed_rate(session: Session) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """A new rate from what was typed: internal unless said, the basis that fits, from this year's first day on."""

    def complete(values: Mapping[str, Any]) -> Mapping[str, Any]:
        sourcing = values.get("sourcing") or Sourcing.INTERNAL
        basis = session.playbook.sourcing[sourcing].bases[0]
        first = date(session.today.year, 1, 1)
        return {"role": "", "valid_from": first, "sourcing": sourcing, "basis": basis, **_capitals(values)}

    return complete


def completed_exchange_rate(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A new currency is worth one until the rate is typed; the cell says so."""
    return {"rate": Decimal(1), **_capitals(values)}


def _equivalent(key: str, title: str, equivalents: Equivalents) -> Column[Rate]:
    def read(row: Rate) -> Decimal | None:
        found = equivalents().get(row.id or 0)
        return getattr(found, key) if found else None

    return Column(
        id=key,
        title=title,
        tooltip="One FTE at this rate, in the portfolio's currency; a fixed fee depends on its line",
        read=read,
        kind=Kind.MONEY,
        decimals=0,
        width=11,
        shade=lambda _row: Shade.TINTED,
    )


def _home(session: Session) -> str:
    return session.portfolio.settings.currency


def _in_capitals(noun: type[Any]) -> Callable[[Any, Any], Edit]:
    return lambda row, value: RowFields(noun, row.id or 0, {"currency": str(value or "").upper()})


def _capitals(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: str(value).upper() if key == "currency" else value for key, value in values.items()}


def _amount_problem(row: Rate) -> str | None:
    return None if row.amount else "Nothing is paid at this rate yet."
