"""The tab Service catalogue: what the platform offers, and which projects use it (P8.2)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from mlplanner.domain.errors import BadInput
from mlplanner.domain.money import ZERO
from mlplanner.domain.programme import Service, Subscription
from mlplanner.engine.funding import charge_for_use
from mlplanner.gui.people.portfolio_grid import fit_height, noun_view
from mlplanner.gui.programme.sheet import ProgrammeTab, beside, push_button
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, field_column
from mlplanner.gui.tables.kinds import Choice, Kind
from mlplanner.operations.programme import add_usual_services

_NO_SERVICES = "The catalogue is empty. Add the usual services, or type the first one here."
_NO_SUBSCRIPTIONS = "No project uses a service. Choose a project in this line."


class CatalogueTab(ProgrammeTab):
    """Services above, subscriptions of all projects below."""

    depends_on: ClassVar[frozenset[str]] = frozenset({"services", "subscriptions", "projects", "overrides"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Service catalogue")
        self.usual = push_button("addUsualServices", "Add the usual services")
        self.usual.clicked.connect(lambda: session.run(add_usual_services()))
        self.services = noun_view(session, Service, self._service_columns(), name="services", empty=_NO_SERVICES)
        self.subscriptions = noun_view(
            session,
            Subscription,
            self._subscription_columns(),
            name="subscriptions",
            empty=_NO_SUBSCRIPTIONS,
            completed=self._completed,
        )
        self.charge = label("", "muted")
        self.add_heading("Services", "What a project can count on, what it costs, and who runs it.")
        self.column.addWidget(self.services)
        self.column.addLayout(beside(self.usual))
        self.add_heading("Who uses them")
        self.column.addWidget(self.charge)
        self.column.addWidget(self.subscriptions)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show the current snapshot."""
        portfolio = self.session.portfolio
        known = {service.name.casefold() for service in portfolio.services}
        tiers = self.session.playbook.service_tiers.values()
        self.usual.setEnabled(self.can_edit and any(entry.title.casefold() not in known for entry in tiers))
        self.services.records.show(portfolio.services)
        fit_height(self.services, 3, 8)
        rows = [row for plan in portfolio.plans.values() for row in plan.subscriptions]
        self.subscriptions.records.show(rows)
        fit_height(self.subscriptions, 4, 14)
        self.charge.setText(
            "A charge is paid where the platform is funded by use or by a mix; a pool counts uses without charging them."
        )

    def go_to(self, noun: str, noun_id: int | None, field: str | None) -> bool:
        """Select the service or subscription that a check names."""
        self.refresh_if_stale()
        grid = {"services": self.services, "subscriptions": self.subscriptions}.get(noun)
        if grid is None:
            return False
        row = grid.records.find(noun_id) if noun_id is not None else 0
        grid.go((max(row, 0), max(grid.records.find_column(field or ""), 0)))
        grid.setFocus()
        return row >= 0

    def _service_columns(self) -> tuple[Column[Any], ...]:
        return (
            field_column(Service, "name", width=20, prompt="New service"),
            field_column(Service, "sla", width=30, problem=lambda row: _lacks(row, "sla", "an SLA")),
            field_column(
                Service, "cost_centre", width=11, problem=lambda row: _lacks(row, "cost_centre", "a cost centre")
            ),
            field_column(Service, "fee_per_use", Kind.MONEY, width=11),
            Column(id="users", title="Used by", read=self._users, width=24),
            field_column(Service, "description", Kind.MULTILINE, width=36),
            field_column(Service, "onboarding", width=20),
        )

    def _subscription_columns(self) -> tuple[Column[Any], ...]:
        def services(_row: Subscription | None) -> Sequence[Choice]:
            return [Choice(service.id, service.name) for service in self.session.portfolio.services]

        return (
            Column(
                id="project_id",
                title="Project",
                read=lambda row: row.project_id,
                edit=lambda _row, _value: None,
                is_editable=lambda _row: False,
                kind=Kind.CHOICE,
                choices=self._projects,
                is_optional=False,
                prompt="Choose a project",
                width=24,
            ),
            field_column(Subscription, "service_id", Kind.CHOICE, choices=services, is_optional=False, width=20),
            field_column(Subscription, "since", Kind.DATE, width=12),
            field_column(Subscription, "uses_per_year", Kind.NUMBER, width=10),
            Column(
                id="charge",
                title="Charge a year",
                tooltip="Uses times the fee of the service",
                read=self._charge,
                kind=Kind.MONEY,
                width=12,
            ),
            field_column(Subscription, "note", Kind.MULTILINE, width=30),
        )

    def _projects(self, _row: Subscription | None) -> Sequence[Choice]:
        return [Choice(plan.id, plan.project.name) for plan in self.session.portfolio.plans.values()]

    def _users(self, row: Service) -> str:
        plans = self.session.portfolio.plans.values()
        users = [plan.project.name for plan in plans if any(sub.service_id == row.id for sub in plan.subscriptions)]
        return ", ".join(users)

    def _charge(self, row: Subscription) -> Any:
        service = next((item for item in self.session.portfolio.services if item.id == row.service_id), None)
        if service is None:
            return None
        plan = self.session.portfolio.plan(row.project_id)
        return ZERO if plan.is_withdrawn else charge_for_use(service.fee_per_use, row)

    def _completed(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A project that is chosen first takes the first service; it is corrected in the next cell."""
        services = self.session.portfolio.services
        if not services:
            raise BadInput("the catalogue is empty; add a service above first")
        if "project_id" not in values:
            raise BadInput("choose its project first, in the first cell of this line")
        return {"service_id": services[0].id, **values}


def _lacks(row: Service, field: str, words: str) -> str | None:
    return None if getattr(row, field) else f"{row.name} has no {words.split(' ', 1)[1]} yet."
