"""What of each noun a shared copy may hold: an allow-list, field by field.

A field that is marked nowhere here is left out of every shared copy, and a test names it: whoever adds one decides.
"""

from collections.abc import Mapping
from types import MappingProxyType

SHARED_COPY = "shared-copy"
"""Stands for the portfolio's id in a shared copy: it is no portfolio's, so nothing of it comes back as an edit."""
CHOICES = ("rates", "names", "notes")
"""What a shared copy can be without."""
NEVER = frozenset(
    {
        "baselines",
        "external_ids",
        "import_mappings",
        "levellings",
        "scenario_changes",
        "scenarios",
        "templates",
    }
)
"""Kinds whose rows hold copies of other rows or of foreign files, as text: in no shared copy."""


def _fields(table: str) -> Mapping[str, frozenset[str]]:
    """`kind: field field`, a kind to a line; indented lines go on."""
    lines = (line.partition(":") for line in table.replace("\n ", " ").splitlines() if line)
    return MappingProxyType({kind: frozenset(names.split()) for kind, _, names in lines})


NAMES = _fields("""
people: employed_from employed_to name skills
projects: stakeholders
artifacts: file_name link
packs: file_name
returned_packs: file_name signed_by
policies: link
""")
"""Left out with names: who somebody is, and where files of their own lie."""
RATES = _fields("""
rates: amount basis currency lead_weeks one_off role sourcing valid_from
lines: fixed_fee
""")
"""Left out with rates: what single people or roles cost."""
NOTES = _fields("""
overrides: reason
people: note
time_off: note
pools: note
acceptances: reason
programme: operating_note
rights: note
costs: note
experiments: result_note
inserted: reason
artifacts: waived_reason
decisions: reason
lines: note
rule_waivers: reason
risk_answers: note
risk_assessment: tier_reason
ethics: reason
project_rights: note
pauses: lifted_note lifts_when reason
features: note
privacy: note
serving: reason
tools: reason
stages: note
evidence: confounded_reason
observations: note
escalations: used_note
models: kept_reason
decommission: note
subscriptions: note
enrolments: note
""")
"""Left out with notes: remarks, and reasons of decisions."""
OPEN = _fields("""
settings: classification country currency discount_rate fiscal_month horizon_years indexation is_sample name
  portfolio_uid region status_date
closures: first last name
overrides: path value
exchange_rates: currency rate
people: availability country fte is_placeholder ramp_weeks region role sourcing unit
time_off: first last person_id
patterns: friday monday person_id thursday tuesday valid_from wednesday
pools: first fte last name role
acceptances: accepted_by_id accepted_on first last person_id role
programme: funding operating_model platform_budget pooled_share
rights: person_id role
services: cost_centre description fee_per_use name onboarding position sla
funding_shares: business_unit cost_centre share
projects: action_change action_owner_id author_id budget business_unit commitment contingency_pct cost_centre
  deadline decision_change delay_cost earliest_start evidence_days feasibility handover_pct headroom_weeks
  if_declined is_must_have is_pinned is_sample name objective owner_id pause_weeks_most probability rank
  restart_cost restart_weeks sponsor_id start why_now
kpis: baseline cadence direction kind measured measured_on method metric name owner_id position target threshold
  unit
value: action_cost adoption decisions_per_year false_positive_cost precision prediction_cost share_acted
  true_positive_value
costs: amount category currency from_week name position timing to_week
experiments: alpha cost_id delta design kind kpi_id label_lag_weeks name p1 p2 power result result_on share sigma
  success_money units_per_week window_days
triggers: action comparison metric owner_id threshold unit
options: benefit_year cost name risk
phases: actual_end actual_start baseline_end baseline_start key name optimistic_weeks pessimistic_weeks position
  weeks
risks: impact likelihood mitigated_effect mitigated_probability mitigation money_high money_likely money_low
  owner_id phase_id probability title weeks_high weeks_likely weeks_low
uncertainty: contingency draws rate_high rate_low seed value_high value_low
inserted: after_week is_pause name phase_id weeks
gates: baseline key name owner_id owner_role phase_id rollback_cost signer_body signer_id
artifacts: accepted_by_id accepted_on changed_on due file_sha256 gate_id key name owner_id position role state
  submitted_on waived_by_id
decisions: decided_by_id decided_on gate_id outcome waived
conditions: decision_id due met_on owner_id text
lines: exit_criteria person_id placeholder portability position role sla sourcing successor_id weekly
maintenance: drill_cost drills fte infrastructure monitoring on_call_from_week on_call_id owner_id retrain_cost
  retrains role sourcing
packs: ask content_hash file_sha256 fingerprint gate_key kind made_on number revision
returned_packs: conditions decision_id file_sha256 fingerprint is_signature_sound outcome received_on state
rule_waivers: noun row_id rule until waived_by_id waived_on
raci: marks name position
risk_answers: option question
risk_assessment: signed_by_id signed_on summary tier tier_by_id
ethics: done_on evidence key name owner_id position state
project_rights: person_id role
policies: key name owner_id position review_by reviewed_on state
pauses: lifted_by_id lifted_on paused_by_id paused_on
reviews: due held_by_id held_on kind outcome
features: cadence computation cpu_cost dataset_version freshness_minutes gpu_cost latency_ms name owner_id position
  replaced_by_id sensitivity serving snapshot sources state transform_version transformation
feature_tests: check checked_on feature_id state tolerance
privacy: feature_id jurisdiction treatment
serving: cost_budget has_feature_store latency_budget_ms lookups_per_second mode model_cpu_cost model_gpu_cost
  model_latency_ms tolerated_lag_minutes
checklist: evidence key name owner_id position state trade_off
slos: comparison kind name owner_id position target unit window_days
rota: backup_id first last person_id
drills: done_on finding kind minutes owner_id planned_on
retraining: cadence drift_metric drift_threshold drift_window_days drill_fte_weeks escalation_path kpi_id may_pause
  owner_id performance_threshold retrain_fte_weeks role
model_tests: kind name owner_id position result state window
tools: area cost_year name position source
stages: entry_criteria experiment_id from_week kind name owner_id position rollback_criteria share state to_week
  trigger_id
evidence: comparison criteria follow_up_id is_confounded kpi_id launched_on locked_on threshold threshold_money
observations: attribution automation_cost benefit kpi_id observed_on value
escalations: action comparison deadline_hours metric owner_id position threshold unit used_on
dashboard: cadence kpi_id name owner_id panel position source
models: evaluated_on evaluation_data human_oversight impact_on intended_use kept_until kpi_id limitations name
  out_of_scope owner_id position release retired_on retirement_policy retrained_on runbook state training_data
decommission: done_on key model_id name owner_id position state
subscriptions: service_id since uses_per_year
enrolments: cost_id person_id programme start
""")
"""Stays in every shared copy; names of people in texts are replaced where names are left out."""


def came_shared(source: str) -> str:
    """The one sentence on a shared copy that somebody wants to import."""
    return (
        f"{source} is a shared copy with parts left out, so it can't come back; ask its sender for the whole document."
    )
