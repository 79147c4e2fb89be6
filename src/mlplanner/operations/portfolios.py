"""The portfolio as a whole: its settings."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from mlplanner.domain.programme import Programme
from mlplanner.domain.settings import Settings
from mlplanner.domain.validation import field_title, validated
from mlplanner.engine.calendars import public_holidays
from mlplanner.operations.operation import Context, Operation


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
        new = validated(Settings, {"name": name, "portfolio_uid": uid, **_upper({"currency": currency, **chosen})})
        check_places(new, do.today)
        do.unit.add(Programme())
        return do.unit.add(new)

    return Operation("New portfolio", apply)


def change_settings(**fields: Any) -> Operation[Settings]:
    """Change some settings of the portfolio; another country drops the region of the one before.

    BadInput for a currency that is no code of three letters, and for a country or region without known holidays.
    """
    chosen = _upper(fields)
    if "country" in chosen:
        chosen.setdefault("region", "")

    def apply(do: Context) -> Settings:
        before = do.unit.all(Settings)[0]
        check_places(validated(Settings, {**dict(before), **chosen}), do.today)
        return do.unit.change(Settings, before.id or 0, **chosen)

    titles = ", ".join(field_title(Settings, name) for name in fields)
    return Operation(f"Change {titles} (portfolio)", apply)


def _upper(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Codes in capital letters, as the lists of currencies and countries have them."""
    codes = {name: str(fields[name] or "").strip().upper() for name in ("currency", "country") if name in fields}
    return {**fields, **codes}


def check_places(settings: Settings, today: date) -> None:
    """BadInput for a country or region without known holidays."""
    if settings.country:
        public_holidays(settings.country, settings.region, today.year)
