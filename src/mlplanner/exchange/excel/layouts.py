"""Which fields stand where in the plan workbook. To show a field in Excel, add a line here."""

from mlplanner.exchange.excel.columns import Column, Record, Shape, Table

BRIEF = Record(
    "projects",
    "Brief",
    "Brief",
    (
        Column("name"),
        Column("objective", shape=Shape.LONG, hint="What the business wants to reach"),
        Column("owner_id", shape=Shape.PERSON, hint="Exactly one named person"),
        Column("sponsor_id", shape=Shape.PERSON),
        Column("author_id", shape=Shape.PERSON),
        Column("stakeholders", shape=Shape.LONG),
        Column("decision_change", shape=Shape.LONG, hint="How the model's output changes a decision"),
        Column("action_owner_id", shape=Shape.PERSON),
        Column("action_change", shape=Shape.LONG),
        Column("why_now", shape=Shape.LONG),
        Column("if_declined", shape=Shape.LONG),
        Column("start", shape=Shape.DATE, hint="Any day of the first week; the plan starts on its Monday"),
        Column("deadline", shape=Shape.DATE, after_start=True),
        Column("headroom_weeks", shape=Shape.WHOLE, hint="Weeks after the last phase to hand over"),
        Column("budget", shape=Shape.MONEY),
        Column("handover_pct", shape=Shape.PERCENT, hint="Share of the build cost"),
        Column("contingency_pct", shape=Shape.PERCENT, hint="Share of the build cost"),
        Column("evidence_days", shape=Shape.WHOLE, hint="Days before benefits count"),
        Column("restart_cost", shape=Shape.MONEY),
        Column("restart_weeks", shape=Shape.WHOLE),
        Column("commitment", shape=Shape.LIST, options="commitment"),
        Column("probability", shape=Shape.PERCENT),
        Column("rank", shape=Shape.WHOLE),
        Column("is_must_have", shape=Shape.LIST, options="yes_no", hint="Gets its people before all others"),
        Column("feasibility", shape=Shape.WHOLE, hint="1 hard to 5 easy"),
        Column("earliest_start", shape=Shape.DATE),
        Column("is_pinned", shape=Shape.LIST, options="yes_no", hint="Levelling leaves its dates alone"),
        Column("pause_weeks_most", shape=Shape.WHOLE, hint="How long it may wait for people between two phases"),
        Column("delay_cost", shape=Shape.MONEY, hint="Empty: the value of a week"),
        Column("business_unit"),
        Column("cost_centre"),
    ),
)

OLD_FIELDS = (
    Column("tier", shape=Shape.LIST, options="tier", title="Risk tier"),
    Column("model_risk_owner_id", shape=Shape.PERSON, title="Model risk owner"),
)
"""Fields of the project in files of version 1, which stand in the risk assessment and among the decision rights now."""

KPIS = Table(
    "kpis",
    "KPIs",
    "KPIs",
    (
        Column("name", 30),
        Column("kind", 11, Shape.LIST, "kpi_kind"),
        Column("metric", 32, Shape.LIST, "metrics"),
        Column("unit", 12),
        Column("direction", 10, Shape.LIST, "direction"),
        Column("baseline", 11, Shape.NUMBER),
        Column("target", 11, Shape.NUMBER),
        Column("threshold", 12, Shape.NUMBER),
        Column("measured", 11, Shape.NUMBER),
        Column("measured_on", 12, Shape.DATE),
        Column("method", 34, Shape.LONG),
        Column("cadence", 14, options="cadences"),
        Column("owner_id", 20, Shape.PERSON),
    ),
)

VALUE = Record(
    "value",
    "Value",
    "Value of predictions",
    (
        Column("decisions_per_year", shape=Shape.WHOLE),
        Column("share_acted", shape=Shape.PERCENT),
        Column("precision", shape=Shape.PERCENT),
        Column("true_positive_value", shape=Shape.MONEY),
        Column("false_positive_cost", shape=Shape.MONEY),
        Column("action_cost", shape=Shape.MONEY),
        Column("prediction_cost", shape=Shape.NUMBER),
        Column("adoption", shape=Shape.PERCENT, hint="Share of recommended actions that people take"),
    ),
)

EXPERIMENTS = Table(
    "experiments",
    "Experiments",
    "Experiments",
    (
        Column("name", 26),
        Column("kind", 14, Shape.LIST, "experiment_kind"),
        Column("kpi_id", 32, Shape.LIST, "kpis"),
        Column("design", 13, Shape.LIST, "experiment_design"),
        Column("p1", 9, Shape.NUMBER),
        Column("p2", 9, Shape.NUMBER),
        Column("sigma", 11, Shape.NUMBER),
        Column("delta", 11, Shape.NUMBER),
        Column("alpha", 11, Shape.NUMBER),
        Column("power", 9, Shape.NUMBER),
        Column("units_per_week", 12, Shape.WHOLE),
        Column("share", 12, Shape.PERCENT),
        Column("label_lag_weeks", 10, Shape.WHOLE),
        Column("window_days", 10, Shape.WHOLE),
        Column("result", 13, Shape.LIST, "experiment_result"),
        Column("result_on", 12, Shape.DATE),
        Column("result_note", 26, Shape.LONG),
        Column("success_money", 15, Shape.MONEY),
        Column("cost_id", 26, Shape.LIST, "costs"),
    ),
)

TRIGGERS = Table(
    "triggers",
    "Triggers",
    "Rollback triggers",
    (
        Column("metric", 30),
        Column("comparison", 10, Shape.LIST, "comparison"),
        Column("threshold", 12, Shape.NUMBER),
        Column("unit", 12),
        Column("action", 48, Shape.LONG),
        Column("owner_id", 22, Shape.PERSON),
    ),
)

RISKS = Table(
    "risks",
    "Risks",
    "Risks",
    (
        Column("title", 38),
        Column("likelihood", 11, Shape.WHOLE),
        Column("impact", 9, Shape.WHOLE),
        Column("mitigation", 56, Shape.LONG),
        Column("owner_id", 22, Shape.PERSON),
        Column("probability", 12, Shape.PERCENT),
        Column("phase_id", 26, Shape.LIST, "phases"),
        Column("weeks_low", 10, Shape.NUMBER),
        Column("weeks_likely", 10, Shape.NUMBER),
        Column("weeks_high", 10, Shape.NUMBER),
        Column("money_low", 14, Shape.MONEY),
        Column("money_likely", 14, Shape.MONEY),
        Column("money_high", 14, Shape.MONEY),
        Column("mitigated_probability", 12, Shape.PERCENT),
        Column("mitigated_effect", 12, Shape.PERCENT),
    ),
)

OPTIONS = Table(
    "options",
    "Options",
    "Options",
    (
        Column("name", 40),
        Column("cost", 16, Shape.MONEY),
        Column("benefit_year", 18, Shape.MONEY),
        Column("risk", 10, options="risk"),
    ),
)

PHASES = Table(
    "phases",
    "Timeline",
    "Phases",
    (
        Column("name", 30),
        Column("weeks", 8, Shape.WHOLE),
        Column("baseline_start", 12, Shape.DATE, is_input=False),
        Column("baseline_end", 12, Shape.DATE, is_input=False),
        Column("actual_start", 12, Shape.DATE),
        Column("actual_end", 12, Shape.DATE),
        Column("optimistic_weeks", 12, Shape.NUMBER),
        Column("pessimistic_weeks", 12, Shape.NUMBER),
    ),
    is_fixed=True,
)

GATES = Table(
    "gates",
    "Timeline",
    "Gates",
    (
        Column("name", 30),
        Column("phase_id", 8, Shape.LIST, "phases", is_input=False),
        Column("owner_role", 12),
        Column("owner_id", 12, Shape.PERSON),
        Column("baseline", 12, Shape.DATE, is_input=False),
        Column("signer_body", 20),
        Column("signer_id", 20, Shape.PERSON),
        Column("rollback_cost", 15, Shape.MONEY),
    ),
    is_fixed=True,
)

INSERTED = Table(
    "inserted",
    "Timeline",
    "Inserted work",
    (
        Column("name", 30),
        Column("weeks", 8, Shape.WHOLE),
        Column("phase_id", 12, Shape.LIST, "phases"),
        Column("after_week", 12, Shape.WHOLE),
        Column("reason", 12, Shape.LONG),
        Column("is_pause", 12, Shape.LIST, "yes_no"),
    ),
)

ARTIFACTS = Table(
    "artifacts",
    "Artifacts",
    "Artifacts",
    (
        Column("gate_id", 26, Shape.LIST, "gates"),
        Column("name", 48),
        Column("role", 22, Shape.LIST, "roles"),
        Column("owner_id", 20, Shape.PERSON),
        Column("state", 12, Shape.LIST, "artifact_state"),
        Column("due", 12, Shape.DATE, after_start=True),
        Column("submitted_on", 12, Shape.DATE),
        Column("accepted_on", 12, Shape.DATE),
        Column("accepted_by_id", 20, Shape.PERSON),
        Column("changed_on", 12, Shape.DATE, is_input=False),
        Column("link", 28),
        Column("waived_by_id", 20, Shape.PERSON),
        Column("waived_reason", 28, Shape.LONG),
    ),
)

DECISIONS = Table(
    "decisions",
    "Decisions",
    "Gate decisions",
    (
        Column("gate_id", 26, Shape.LIST, "gates"),
        Column("outcome", 18, Shape.LIST, "gate_outcome"),
        Column("decided_by_id", 20, Shape.PERSON),
        Column("decided_on", 12, Shape.DATE),
        Column("reason", 48, Shape.LONG),
        Column("waived", 30, Shape.LONG),
    ),
    is_input=False,
)

CONDITIONS = Table(
    "conditions",
    "Decisions",
    "Conditions",
    (
        Column("decision_id", 26, Shape.LIST, "decisions"),
        Column("text", 18, Shape.LONG),
        Column("owner_id", 20, Shape.PERSON),
        Column("due", 12, Shape.DATE),
        Column("met_on", 12, Shape.DATE),
    ),
    is_input=False,
)

STAFFING = Table(
    "lines",
    "Staffing",
    "Staffing",
    (
        Column("role", 22, Shape.LIST, "roles"),
        Column("person_id", 20, Shape.PERSON),
        Column("placeholder", 20),
        Column("sourcing", 16, Shape.LIST, "sourcing"),
        Column("successor_id", 11, Shape.LIST, "lines"),
        Column("fixed_fee", 13, Shape.MONEY),
        Column("exit_criteria", 30, Shape.LONG),
        Column("sla", 30, Shape.LONG),
        Column("portability", 30, Shape.LONG),
        Column("note", 30, Shape.LONG),
    ),
    has_weeks=True,
)

COSTS = Table(
    "costs",
    "Costs",
    "Other costs",
    (
        Column("name", 36),
        Column("category", 14, Shape.LIST, "cost_category"),
        Column("amount", 14, Shape.MONEY),
        Column("currency", 10),
        Column("timing", 11, Shape.LIST, "cost_timing"),
        Column("from_week", 9, Shape.WHOLE),
        Column("to_week", 9, Shape.WHOLE),
        Column("note", 34, Shape.LONG),
    ),
)

MAINTENANCE = Record(
    "maintenance",
    "Maintenance",
    "Maintenance",
    (
        Column("owner_id", shape=Shape.PERSON, hint="Who may stop the model"),
        Column("on_call_id", shape=Shape.PERSON),
        Column("on_call_from_week", shape=Shape.WHOLE),
        Column("role", shape=Shape.LIST, options="roles"),
        Column("sourcing", shape=Shape.LIST, options="sourcing"),
        Column("fte", shape=Shape.FTE),
        Column("infrastructure", shape=Shape.MONEY),
        Column("monitoring", shape=Shape.MONEY),
        Column("retrains", shape=Shape.WHOLE),
        Column("retrain_cost", shape=Shape.MONEY),
        Column("drills", shape=Shape.WHOLE),
        Column("drill_cost", shape=Shape.MONEY),
    ),
)

OWN_SHEETS: tuple[Table | Record, ...] = (
    BRIEF, VALUE, MAINTENANCE,
    KPIS, EXPERIMENTS, TRIGGERS, RISKS, OPTIONS, PHASES, GATES, INSERTED, ARTIFACTS, DECISIONS, CONDITIONS, STAFFING, COSTS,
)  # fmt: skip
"""What has a sheet with formulas or a layout of its own; everything else stands on the pages of `plan_pages`."""
