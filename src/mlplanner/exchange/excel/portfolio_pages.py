"""The sheets of the portfolio's workbook beside projects and staffing: what projects share, then what belongs to them."""

from mlplanner.exchange.excel.columns import Record, Table
from mlplanner.exchange.excel.pages import Page, page, record, table
from mlplanner.exchange.excel.portfolio_layouts import OWN_SHEETS
from mlplanner.exchange.excel.project_pages import PROJECT_PAGES

NEW_ROW = "New row: use an empty one, or insert one, and leave its Ref empty."

PAGES: tuple[Page, ...] = (
    page(
        "Settings",
        "The portfolio's choices, closures, exchange rates",
        f"Grey cells are changed in mlplanner. {NEW_ROW}",
        record(
            "settings",
            "Settings",
            ("name", "classification"),
            # Another currency or calendar is checked against what is known of it, and the first re-values everything.
            reading=("currency", "country", "region"),
            without=("portfolio_uid", "is_sample"),
        ),
        table("closures", "Closures"),
        table("exchange_rates", "Exchange rates"),
        table("overrides", "Changes to the playbook", is_input=False),
    ),
    page(
        "People",
        "Who works here, and as what",
        f"A person with a role counts as capacity of that role. {NEW_ROW} Who left gets an end date.",
        table("people", "People", keeps_rows=True, widths={"name": 30}),
    ),
    page(
        "Time off",
        "Days on which people are away, and weekdays on which they work less",
        NEW_ROW,
        table("time_off", "Time off", widths={"person_id": 30}),
        table("patterns", "Working time by weekday", widths={"person_id": 30}),
    ),
    page(
        "Capacity",
        "Pools of people, accepted overloads, scenarios, runs of levelling",
        f"Scenarios and levelling are made in mlplanner and shown here for reading. {NEW_ROW}",
        table("pools", "Pools", ("name", "role", "fte")),
        table("acceptances", "Accepted overloads", ("role", "person_id", "reason")),
        table("scenarios", "Scenarios", ("name", "note"), is_input=False),
        table("scenario_changes", "Changes of scenarios", ("scenario_id",), is_input=False),
        table("levellings", "Runs of levelling", is_input=False),
        table("import_mappings", "How columns of other workbooks were understood", is_input=False),
    ),
    page(
        "Rates",
        "The rate card, by role and sourcing",
        f"A rate counts from its date until the next one of its role and sourcing. {NEW_ROW}",
        table("rates", "Rates", widths={"role": 26}),
    ),
    page(
        "Programme",
        "Operating model, funding, decision rights, services, training, templates",
        f"All funding shares add up to 100 %. Templates are made in mlplanner. {NEW_ROW}",
        record("programme", "Programme", ("operating_model", "operating_note")),
        table("rights", "Decision rights", ("role", "note", "person_id")),
        table("services", "Service catalogue", ("name", "description")),
        table("funding_shares", "Funding by business unit"),
        table("enrolments", "Training", ("person_id", "programme")),
        table("templates", "Templates", is_fixed=True),
    ),
    *PROJECT_PAGES,
)
PARTS: tuple[Table | Record, ...] = (*OWN_SHEETS, *(part for each in PAGES for part in each.parts))
TABLES: tuple[Table, ...] = tuple(part for part in PARTS if isinstance(part, Table))
RECORDS: tuple[Record, ...] = tuple(part for part in PARTS if isinstance(part, Record))
