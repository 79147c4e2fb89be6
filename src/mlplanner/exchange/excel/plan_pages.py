"""The sheets of a plan workbook that need no formulas: several small nouns each."""

from mlplanner.exchange.excel.columns import Record, Table
from mlplanner.exchange.excel.layouts import OWN_SHEETS
from mlplanner.exchange.excel.pages import Page, page, record, table

NEW_ROW = "New row: use an empty one, or insert one, and leave its Ref empty."

GOVERNANCE = page(
    "Governance",
    "Model risk, RACI, ethical review, policies, decision rights, reviews, pauses",
    f"Tier, signature, pauses and waivers are given in mlplanner, by who may give them. {NEW_ROW}",
    record(
        "risk_assessment",
        "Model risk assessment",
        ("summary",),
        reading=("tier", "tier_reason", "tier_by_id", "signed_by_id", "signed_on"),
    ),
    table("risk_answers", "Model risk questionnaire", reading=("question",), is_fixed=True),
    table("raci", "RACI", widths={"name": 34}),
    table("ethics", "Ethical review", ("name", "reason", "state", "owner_id", "done_on")),
    table("policies", "Policy documents", ("name", "link", "state", "owner_id")),
    table("project_rights", "Decision rights in this project", ("role", "note", "person_id")),
    table("reviews", "Reviews", ("kind", "outcome", "due", "held_by_id", "held_on")),
    table("pauses", "Pauses", ("paused_by_id", "reason", "paused_on"), is_input=False),
    table("rule_waivers", "Checks that were set aside", ("rule", "reason", "noun", "waived_by_id"), is_input=False),
)
FEATURES = page(
    "Features",
    "The feature registry, the most important first",
    f"The first features matter most. {NEW_ROW}",
    table("features", "Features", ("name", "state", "owner_id"), widths={"name": 30}),
)
DATA = page(
    "Data",
    "How the model is served, tests of features, privacy",
    NEW_ROW,
    record("serving", "Serving and inference budget", ("mode", "reason")),
    table("feature_tests", "Tests of features"),
    table("privacy", "Privacy", ("feature_id", "note")),
)
OPERATIONS = page(
    "Operations",
    "Retrain policy, readiness, service levels, on-call, drills, test plan, tools",
    NEW_ROW,
    record("retraining", "Retrain policy"),
    table("checklist", "Readiness", ("name", "trade_off", "state", "owner_id")),
    table("slos", "Service level objectives", ("name", "kind")),
    table("rota", "On call", ("person_id", "backup_id")),
    table("drills", "Drills", ("kind", "finding", "planned_on", "owner_id")),
    table("model_tests", "Test plan", ("name", "result", "state", "owner_id")),
    table("tools", "Tools", ("name", "reason", "area")),
)
ROLLOUT = page(
    "Rollout",
    "Evidence, stages, observations, escalation, dashboard",
    f"Criteria that were locked at approval stay as they are. {NEW_ROW}",
    record(
        "evidence",
        "Evidence and criteria of success",
        ("kpi_id", "comparison", "threshold", "threshold_money", "criteria"),
        reading=("locked_on",),
    ),
    table("stages", "Stages", ("name", "entry_criteria", "kind", "state", "share")),
    table("observations", "Observations after launch", ("kpi_id", "note")),
    table("escalations", "Escalation", ("metric", "action")),
    table("dashboard", "Dashboard", ("name", "source", "panel")),
)
UNCERTAINTY = page(
    "Uncertainty",
    "Spreads, seed and contingency of the simulation; lengths of phases are on Timeline, effects on Risks",
    "A spread is a share of the plan's figure: -5 % to 10 %.",
    record("uncertainty", "Uncertainty"),
)
MODELS = page(
    "Models",
    "Models of the inventory, steps out of service, services used",
    NEW_ROW,
    table("models", "Models", ("name", "intended_use", "state", "owner_id")),
    table("decommission", "Steps out of service", ("name", "note", "state", "owner_id", "model_id")),
    table("subscriptions", "Services used", ("service_id", "note")),
)
RECORDS_OF_THE_PAST = page(
    "Documents",
    "Documents made and approvals frozen, for reading",
    "For reading: what was made of this plan, when, and what was approved.",
    table("packs", "Documents", ("kind", "fingerprint"), is_input=False),
    table("returned_packs", "Packs that came back", ("file_name", "signed_by"), is_input=False),
    table("external_ids", "Ids in other programs", is_input=False),
    table("baselines", "Approved plans", is_input=False),
)

PAGES: tuple[Page, ...] = (GOVERNANCE, FEATURES, DATA, OPERATIONS, ROLLOUT, UNCERTAINTY, MODELS, RECORDS_OF_THE_PAST)
PARTS: tuple[Table | Record, ...] = (*OWN_SHEETS, *(part for each in PAGES for part in each.parts))
TABLES: tuple[Table, ...] = tuple(part for part in PARTS if isinstance(part, Table))
RECORDS: tuple[Record, ...] = tuple(part for part in PARTS if isinstance(part, Record))
