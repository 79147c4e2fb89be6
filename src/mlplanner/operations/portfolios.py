"""The portfolio as a whole: its settings, and overrides of the playbook."""

import uuid
from typing import Any

from mlplanner.domain.errors import BadValue
from mlplanner.domain.settings import Override, Settings
from mlplanner.domain.validation import field_title, validated
from mlplanner.engine.calendars import public_holidays
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.playbooks import check_playbook, reset_entries


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


def change_settings(**fields: Any) -> Operation[Settings]:
    """Change some settings of the portfolio; another country drops the region of the one before.

    BadInput for a currency that is no code of three letters, and for a country or region without known holidays.
    """
    chosen = dict(fields)
    for name in ("currency", "country"):
        if name in chosen:
            chosen[name] = str(chosen[name] or "").strip().upper()
    if "country" in chosen:
        chosen.setdefault("region", "")

    def apply(do: Context) -> Settings:
        before = do.unit.all(Settings)[0]
        after = validated(Settings, {**dict(before), **chosen})
        if not (after.currency.isascii() and after.currency.isalpha()):
            raise BadValue(
                f"Currency: must be a code of three letters, such as EUR; got '{after.currency}'.", "currency"
            )
        if after.country:
            public_holidays(after.country, after.region, do.today.year)
        return do.unit.change(Settings, before.id or 0, **chosen)

    titles = ", ".join(field_title(Settings, name) for name in fields)
    return Operation(f"Change {titles} (portfolio)", apply)


def override_playbook(path: str, value: str, reason: str = "") -> Operation[None]:
    """Let this portfolio see one entry of the playbook differently; `value` is JSON. BadInput when it does not fit.

    Refused when it takes away a role that is in use.
    """

    def apply(do: Context) -> None:
        known = do.unit.all(Override, path=path)
        if known:
            do.unit.change(Override, known[0].id or 0, value=value, reason=reason)
        else:
            do.unit.add(Override(path=path, value=value, reason=reason))
        check_playbook(do)

    return Operation(f"Change playbook entry {path}", apply)


def reset_playbook(path: str) -> Operation[None]:
    """Go back to the shipped playbook for this entry and all below it; an empty path resets everything.

    BadInput when what stays refers to what goes (an added role that an artifact's change names).
    """
    return reset_entries([path] if path else [])
