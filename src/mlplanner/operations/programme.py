"""The programme: training, catalogue and funding of the platform, and models on their way out (P4.8, P8)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from mlplanner.domain.costs import CostLine
from mlplanner.domain.enums import CostCategory
from mlplanner.domain.errors import BadInput, Refused
from mlplanner.domain.governance import ItemState
from mlplanner.domain.models import DecommissionItem, Model, ModelState
from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.programme import Enrolment, FundingShare, Service
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of, plain
from mlplanner.operations.operation import Context, Operation
from mlplanner.storage.unit import RowChange


def enrol(person_id: int, programme: str, start: date, charged_to: ProjectPlan | None = None) -> Operation[Enrolment]:
    """Enrol a person in a training programme (P4.8); its fee becomes a training cost of the project that is charged."""

    def apply(do: Context) -> Enrolment:
        entry = do.playbook.trainings.get(programme)
        if entry is None:
            raise BadInput(f"There is no training programme '{programme}' in the playbook.")
        person = do.unit.get(Person, person_id)
        for other in do.unit.all(Enrolment, person_id=person_id):
            if other.programme == programme and abs((other.start - start).days) < DAYS_IN_WEEK * entry.weeks:
                raise Refused(f"{person.name} takes {entry.title} from {other.start} already.")
        cost_id = None
        if charged_to is not None:
            week = (monday_of(start) - charged_to.project.start).days // DAYS_IN_WEEK + 1
            fields = {
                "project_id": charged_to.id,
                "name": f"{entry.title}: {person.name}"[:120],
                "category": CostCategory.TRAINING,
                "amount": entry.fee,
                "from_week": max(week, 1),
                "to_week": max(week, 1),
                "position": len(do.unit.all(CostLine, project_id=charged_to.id)) + 1,
            }
            cost_id = do.unit.add(validated(CostLine, fields)).id
        values = {"person_id": person_id, "programme": programme, "start": monday_of(start), "cost_id": cost_id}
        return do.unit.add(validated(Enrolment, values))

    return Operation("Enrol in training", apply)


def cancel_enrolment(*enrolments: Enrolment) -> Operation[None]:
    """Take enrolments back, and the costs that were charged for them."""

    def apply(do: Context) -> None:
        for enrolment in enrolments:
            do.unit.remove(Enrolment, enrolment.id or 0)
            if enrolment.cost_id is not None:
                do.unit.remove(CostLine, enrolment.cost_id)

    return Operation("Cancel enrolment" if len(enrolments) == 1 else f"Cancel {len(enrolments)} enrolments", apply)


def add_usual_services() -> Operation[int]:
    """The playbook's service tiers that the catalogue does not have yet (P8.2); returns how many were added."""

    def apply(do: Context) -> int:
        known = {service.name.casefold() for service in do.unit.all(Service)}
        new = [entry for entry in do.playbook.service_tiers.values() if entry.title.casefold() not in known]
        for position, entry in enumerate(new, start=len(known) + 1):
            fields = {"position": position, "name": entry.title, "description": entry.description, "sla": entry.sla}
            do.unit.add(validated(Service, fields))
        return len(new)

    return Operation("Add the usual services", apply)


def set_funding_shares(shares: Sequence[FundingShare]) -> Operation[None]:
    """Replace the shares of the pooled budget as a whole (P8.3). BadInput unless they add up to 100 %."""

    def apply(do: Context) -> None:
        for row in do.unit.all(FundingShare):
            do.unit.remove(FundingShare, row.id or 0)
        for share in shares:
            do.unit.add(validated(FundingShare, {**dict(share), "id": None}))

    return Operation("Change funding shares", apply)


def refuse_shares_that_do_not_add_up(do: Context, changes: Sequence[RowChange]) -> None:
    """BadInput when the step leaves funding shares that do not add up to one, or a payer with two (P8.3)."""
    if not any(change.kind.key == "funding_shares" for change in changes):
        return
    shares = do.unit.all(FundingShare)
    payers = [(share.business_unit.casefold(), share.cost_centre.casefold()) for share in shares]
    for share, payer in zip(shares, payers, strict=True):
        if payers.count(payer) > 1:
            raise BadInput(f"Funding shares: {share.business_unit} {share.cost_centre} is there twice; add them up.")
    total = sum((share.share for share in shares), Decimal(0))
    if shares and total != 1:
        raise BadInput(f"Funding shares: they add up to {plain(total * 100)} %, not to 100 %; correct one of them.")


def start_decommission(model: Model) -> Operation[None]:
    """Give a model the playbook's checklist for going out of service (P8.1)."""

    def apply(do: Context) -> None:
        if do.unit.all(DecommissionItem, model_id=model.id):
            raise Refused(f"{model.name} has its decommission checklist already.")
        for position, (key, text) in enumerate(do.playbook.decommission_steps.items(), start=1):
            place = {"project_id": model.project_id, "model_id": model.id, "position": position}
            do.unit.add(validated(DecommissionItem, {**place, "key": key, "name": text, "owner_id": model.owner_id}))

    return Operation(f"Decommission {model.name}", apply)


def retire_model(model: Model, day: date) -> Operation[Model]:
    """Archive a model. Refused while its checklist is missing or has open steps (P8.1)."""

    def apply(do: Context) -> Model:
        steps = do.unit.all(DecommissionItem, model_id=model.id)
        still_open = [step.name for step in steps if step.state == ItemState.OPEN]
        if not steps:
            raise Refused(f"{model.name} has no decommission checklist yet; start it first.")
        if still_open:
            raise Refused(f"{model.name} can't be retired: '{still_open[0]}' is open ({len(still_open)} in all).")
        return do.unit.change(Model, model.id or 0, state=ModelState.RETIRED, retired_on=day)

    return Operation(f"Retire {model.name}", apply)


def keep_model(model: Model, reason: str, until: date) -> Operation[Model]:
    """Keep a model that is proposed for retirement, with a reason and an end (P8.1)."""
    if not reason.strip():
        raise Refused(f"Keeping {model.name} needs a reason.")

    def apply(do: Context) -> Model:
        if until <= do.today:
            raise BadInput(f"Kept until: must lie after today; got {until}.")
        return do.unit.change(Model, model.id or 0, kept_reason=reason, kept_until=until)

    return Operation(f"Keep {model.name}", apply)
