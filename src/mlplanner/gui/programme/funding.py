"""The tab Funding: how the platform is paid for, by whom, and the split that reconciles to the cent (P8.3)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from mlplanner.domain.money import format_amount
from mlplanner.domain.programme import FundingMode, Programme
from mlplanner.engine.funding import UNALLOCATED, Funding, FundingRow, split_funding
from mlplanner.engine.results import Figures
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.people.portfolio_grid import fit_height, make_view
from mlplanner.gui.programme.shares import ShareEditor
from mlplanner.gui.programme.sheet import ProgrammeTab
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, Shade
from mlplanner.gui.tables.edits import Rows
from mlplanner.gui.tables.kinds import Kind

_MODES = ((FundingMode.POOLED, "Pooled budget"), (FundingMode.PER_USE, "Charge per use"), (FundingMode.MIX, "A mix"))
_TOTAL = "All together"
_SPECS = (
    FieldSpec("funding", FieldKind.CHOICE, choices=_MODES, is_optional=False),
    FieldSpec("platform_budget", FieldKind.MONEY, is_optional=False),
    FieldSpec("pooled_share", FieldKind.PERCENT, title="Pooled share of a mix", is_optional=False),
)


class FundingTab(ProgrammeTab):
    """Form, shares, split."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Funding")
        self.add_heading("How the platform is paid for")
        self.form = self.add_form(self._programme, _SPECS, 3)
        self.add_heading("Shares of the pool", "What each business unit bears; together 100 %.")
        self.shares = ShareEditor(session)
        self.column.addWidget(self.shares)
        self.add_heading("Who pays what")
        self.finding = label("", "muted")
        self.finding.setObjectName("fundingFinding")
        self.column.addWidget(self.finding)
        self.split = make_view(
            session,
            Rows(key=lambda row: (row.business_unit, row.cost_centre), name=lambda row: row.business_unit),
            _split_columns(),
            name="fundingSplit",
            title="Funding by business unit and cost centre",
            empty="Nothing is to be paid yet: there are no projects and no platform budget.",
        )
        self.column.addWidget(self.split)
        self.column.addStretch(1)
        self.feed.completed.connect(self.mark_stale)

    def refresh(self) -> None:
        """Show the current snapshot; the split when every project is computed."""
        self.form.refresh()
        self.form.fields["pooled_share"].setEnabled(self._programme().funding == FundingMode.MIX and self.can_edit)
        self.shares.refresh()
        known = self._figures()
        if known is None:
            self.finding.setText("Projects are being computed …")
            return
        self._show(split_funding(self.session.portfolio, known))

    def _show(self, funding: Funding) -> None:
        currency = self.session.portfolio.settings.currency
        words = [f"{currency} {format_amount(amount, 2)}" for amount in (funding.asks, funding.platform, funding.total)]
        rows = [*funding.rows, funding.totals] if funding.rows else []
        text = f"Projects {words[0]} and the platform {words[1]} make {words[2]}; the rows add up to it."
        if self._lacks_shares():
            text += " ▲ The pool has no shares yet, so nobody pays for it."
        self.finding.setText(text)
        self.split.records.show(rows)
        fit_height(self.split, 3, 20)

    def _figures(self) -> Mapping[int, Figures] | None:
        pairs = {key: self.feed.figures(key) for key in self.session.portfolio.plans}
        known = {key: figures for key, figures in pairs.items() if figures is not None}
        return known if len(known) == len(pairs) else None

    def _lacks_shares(self) -> bool:
        programme = self._programme()
        is_pooled = programme.funding != FundingMode.PER_USE and programme.platform_budget > 0
        return is_pooled and not self.session.portfolio.funding_shares

    def _programme(self) -> Programme:
        return self.session.portfolio.programme


def _split_columns() -> tuple[Column[FundingRow], ...]:
    def shade(row: FundingRow) -> Shade:
        return Shade.STRONG if row.business_unit == _TOTAL else Shade.PLAIN

    def amount(name: str, title: str, tooltip: str) -> Column[FundingRow]:
        return Column(
            id=name,
            title=title,
            tooltip=tooltip,
            read=lambda row: getattr(row, name) or None,
            kind=Kind.MONEY,
            decimals=2,
            width=15,
            shade=shade,
        )

    def unit(row: FundingRow) -> str:
        return row.business_unit or "No business unit named"

    def hint(row: FundingRow) -> str | None:
        over: Any = "Pool and charges bring in more than the platform costs."
        return over if row.business_unit == UNALLOCATED and row.total < Decimal(0) else None

    return (
        Column(id="business_unit", title="Business unit", read=unit, hint=hint, shade=shade, width=26),
        Column(id="cost_centre", title="Cost centre", read=lambda row: row.cost_centre, shade=shade, width=12),
        amount("asks", "Asks of projects", "Build, handover budget, contingency and the first year of maintenance"),
        amount("pooled", "Part of the pool", "The pooled part of the platform's budget, by shares"),
        amount("per_use", "Charges for use", "Uses of services times their fees"),
        amount("total", "Total", "All three"),
    )
