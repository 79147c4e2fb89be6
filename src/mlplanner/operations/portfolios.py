"""The portfolio as a whole: its settings, and overrides of the playbook."""

import uuid

from mlplanner.domain.settings import Override, Settings
from mlplanner.domain.validation import validated
from mlplanner.operations.operation import Context, Operation
from mlplanner.playbook.loading import check_override, load_playbook


def first_settings(name: str = "Portfolio", currency: str = "EUR", **fields: object) -> Operation[Settings]:
    """What a new file starts with. The portfolio id makes a returned workbook recognisable; `portfolio_uid` may be given."""

    def apply(do: Context) -> Settings:
        uid = fields.pop("portfolio_uid", None) or str(uuid.uuid4())
        figures = do.playbook.figures
        chosen = {
            "discount_rate": figures["discount_rate"].value,
            "indexation": figures["indexation"].value,
            "horizon_years": int(figures["horizon_years"].value),
            **fields,
        }
        return do.unit.add(validated(Settings, {"name": name, "currency": currency, "portfolio_uid": uid, **chosen}))

    return Operation("New portfolio", apply)


def override_playbook(path: str, value: str, reason: str = "") -> Operation[None]:
    """Let this portfolio see one entry of the playbook differently; `value` is JSON. BadInput when it does not fit."""

    def apply(do: Context) -> None:
        check_override(path, value, do.portfolio.overrides)
        known = do.unit.all(Override, path=path)
        if known:
            do.unit.change(Override, known[0].id or 0, value=value, reason=reason)
        else:
            do.unit.add(Override(path=path, value=value, reason=reason))

    return Operation(f"Change playbook entry {path}", apply)


def reset_playbook(path: str) -> Operation[None]:
    """Go back to the shipped playbook for this entry and all below it; an empty path resets everything.

    BadInput when what stays refers to what goes (an added role that an artifact's change names).
    """

    def apply(do: Context) -> None:
        kept = []
        for known in do.unit.all(Override):
            if not path or known.path == path or known.path.startswith(f"{path}."):
                do.unit.remove(Override, known.id or 0)
            else:
                kept.append(known)
        load_playbook(kept)

    return Operation(f"Reset playbook entry {path}" if path else "Reset the playbook", apply)
