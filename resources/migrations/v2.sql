-- From version 1 to 2: the nouns of governance, data, operations, rollout and programme (P2, P5 to P8).
-- Final once released. Statements end with a semicolon at the end of a line.

CREATE TABLE programme (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  operating_model VARCHAR,
  operating_note VARCHAR(4000) NOT NULL,
  funding VARCHAR NOT NULL,
  platform_budget BIGINT NOT NULL,
  pooled_share TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE TABLE decision_right (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  role VARCHAR(40) NOT NULL,
  person_id INTEGER NOT NULL,
  note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE TABLE service (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
  name VARCHAR(120) NOT NULL,
  description VARCHAR(4000) NOT NULL,
  sla VARCHAR(4000) NOT NULL,
  cost_centre VARCHAR(120) NOT NULL,
  fee_per_use BIGINT NOT NULL,
  onboarding VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL
);
CREATE TABLE funding_share (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  business_unit VARCHAR(120) NOT NULL,
  cost_centre VARCHAR(120) NOT NULL,
  share TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE TABLE template (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name VARCHAR(120) NOT NULL,
  description VARCHAR(4000) NOT NULL,
  document VARCHAR(2000000) NOT NULL,
  version INTEGER NOT NULL
);
CREATE TABLE baseline (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  decision_id INTEGER NOT NULL,
  made_on DATE NOT NULL,
  facts VARCHAR(2000000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(decision_id) REFERENCES decision (id)
);
CREATE INDEX ix_baseline_decision_id ON baseline (decision_id);
CREATE INDEX ix_baseline_project_id ON baseline (project_id);
CREATE TABLE rule_waiver (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  rule VARCHAR(80) NOT NULL,
  noun VARCHAR(40) NOT NULL,
  row_id INTEGER NOT NULL,
  waived_by_id INTEGER NOT NULL,
  waived_on DATE NOT NULL,
  reason VARCHAR(4000) NOT NULL,
  until DATE,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(waived_by_id) REFERENCES person (id)
);
CREATE INDEX ix_rule_waiver_project_id ON rule_waiver (project_id);
CREATE TABLE raci_activity (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name VARCHAR(120) NOT NULL,
  marks VARCHAR(1000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id)
);
CREATE INDEX ix_raci_activity_project_id ON raci_activity (project_id);
CREATE TABLE risk_answer (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  question VARCHAR(40) NOT NULL,
  option VARCHAR(40) NOT NULL,
  note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id)
);
CREATE INDEX ix_risk_answer_project_id ON risk_answer (project_id);
CREATE TABLE risk_assessment (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  tier VARCHAR,
  tier_reason VARCHAR(4000) NOT NULL,
  tier_by_id INTEGER,
  summary VARCHAR(4000) NOT NULL,
  signed_by_id INTEGER,
  signed_on DATE,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(tier_by_id) REFERENCES person (id),
  FOREIGN KEY(signed_by_id) REFERENCES person (id)
);
CREATE INDEX ix_risk_assessment_project_id ON risk_assessment (project_id);
CREATE TABLE ethics_item (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  "key" VARCHAR(40) NOT NULL,
  name VARCHAR(120) NOT NULL,
  state VARCHAR NOT NULL,
  reason VARCHAR(4000) NOT NULL,
  evidence VARCHAR(4000) NOT NULL,
  owner_id INTEGER,
  done_on DATE,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(owner_id) REFERENCES person (id)
);
CREATE INDEX ix_ethics_item_project_id ON ethics_item (project_id);
CREATE TABLE project_right (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  role VARCHAR(40) NOT NULL,
  person_id INTEGER NOT NULL,
  note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_project_right_project_id ON project_right (project_id);
CREATE TABLE policy_document (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  "key" VARCHAR(40) NOT NULL,
  name VARCHAR(120) NOT NULL,
  owner_id INTEGER,
  state VARCHAR NOT NULL,
  link VARCHAR(4000) NOT NULL,
  reviewed_on DATE,
  review_by DATE,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(owner_id) REFERENCES person (id)
);
CREATE INDEX ix_policy_document_project_id ON policy_document (project_id);
CREATE TABLE pause (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  paused_by_id INTEGER NOT NULL,
  paused_on DATE NOT NULL,
  reason VARCHAR(4000) NOT NULL,
  lifts_when VARCHAR(4000) NOT NULL,
  lifted_on DATE,
  lifted_by_id INTEGER,
  lifted_note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(paused_by_id) REFERENCES person (id),
  FOREIGN KEY(lifted_by_id) REFERENCES person (id)
);
CREATE INDEX ix_pause_project_id ON pause (project_id);
CREATE TABLE review (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  kind VARCHAR(40) NOT NULL,
  due DATE NOT NULL,
  held_on DATE,
  held_by_id INTEGER,
  outcome VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(held_by_id) REFERENCES person (id)
);
CREATE INDEX ix_review_project_id ON review (project_id);
CREATE TABLE feature (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name VARCHAR(120) NOT NULL,
  computation VARCHAR(4000) NOT NULL,
  cadence VARCHAR(120) NOT NULL,
  freshness_minutes INTEGER,
  owner_id INTEGER,
  sensitivity VARCHAR(40) NOT NULL,
  sources VARCHAR(4000) NOT NULL,
  transformation VARCHAR(120) NOT NULL,
  snapshot VARCHAR(120) NOT NULL,
  transform_version VARCHAR(40) NOT NULL,
  dataset_version VARCHAR(40) NOT NULL,
  cpu_cost TEXT,
  gpu_cost TEXT,
  latency_ms TEXT,
  serving VARCHAR,
  state VARCHAR NOT NULL,
  replaced_by_id INTEGER,
  note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(owner_id) REFERENCES person (id),
  FOREIGN KEY(replaced_by_id) REFERENCES feature (id)
);
CREATE INDEX ix_feature_project_id ON feature (project_id);
CREATE TABLE feature_test (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  feature_id INTEGER NOT NULL,
  "check" VARCHAR NOT NULL,
  tolerance VARCHAR(120) NOT NULL,
  state VARCHAR NOT NULL,
  checked_on DATE,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(feature_id) REFERENCES feature (id)
);
CREATE INDEX ix_feature_test_feature_id ON feature_test (feature_id);
CREATE INDEX ix_feature_test_project_id ON feature_test (project_id);
CREATE TABLE privacy_rule (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  feature_id INTEGER NOT NULL,
  jurisdiction VARCHAR(120) NOT NULL,
  treatment VARCHAR NOT NULL,
  note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(feature_id) REFERENCES feature (id)
);
CREATE INDEX ix_privacy_rule_feature_id ON privacy_rule (feature_id);
CREATE INDEX ix_privacy_rule_project_id ON privacy_rule (project_id);
CREATE TABLE serving (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  mode VARCHAR,
  reason VARCHAR(4000) NOT NULL,
  tolerated_lag_minutes INTEGER,
  latency_budget_ms TEXT,
  cost_budget TEXT,
  model_cpu_cost TEXT,
  model_gpu_cost TEXT,
  model_latency_ms TEXT,
  lookups_per_second INTEGER,
  has_feature_store BOOLEAN NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id)
);
CREATE INDEX ix_serving_project_id ON serving (project_id);
CREATE TABLE checklist_item (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  "key" VARCHAR(40) NOT NULL,
  name VARCHAR(120) NOT NULL,
  owner_id INTEGER,
  state VARCHAR NOT NULL,
  trade_off VARCHAR(4000) NOT NULL,
  evidence VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(owner_id) REFERENCES person (id)
);
CREATE INDEX ix_checklist_item_project_id ON checklist_item (project_id);
CREATE TABLE slo (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  name VARCHAR(120) NOT NULL,
  comparison VARCHAR NOT NULL,
  target TEXT,
  unit VARCHAR(40) NOT NULL,
  window_days INTEGER,
  owner_id INTEGER,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(owner_id) REFERENCES person (id)
);
CREATE INDEX ix_slo_project_id ON slo (project_id);
CREATE TABLE rota_shift (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  first DATE NOT NULL,
  last DATE NOT NULL,
  person_id INTEGER NOT NULL,
  backup_id INTEGER,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(person_id) REFERENCES person (id),
  FOREIGN KEY(backup_id) REFERENCES person (id)
);
CREATE INDEX ix_rota_shift_project_id ON rota_shift (project_id);
CREATE TABLE drill (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  planned_on DATE NOT NULL,
  done_on DATE,
  owner_id INTEGER,
  minutes INTEGER,
  finding VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(owner_id) REFERENCES person (id)
);
CREATE INDEX ix_drill_project_id ON drill (project_id);
CREATE TABLE retrain_policy (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  kpi_id INTEGER,
  performance_threshold TEXT,
  drift_metric VARCHAR(120) NOT NULL,
  drift_threshold TEXT,
  drift_window_days INTEGER,
  cadence VARCHAR(40) NOT NULL,
  owner_id INTEGER,
  role VARCHAR(40) NOT NULL,
  retrain_fte_weeks TEXT NOT NULL,
  drill_fte_weeks TEXT NOT NULL,
  escalation_path VARCHAR(4000) NOT NULL,
  may_pause BOOLEAN NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(kpi_id) REFERENCES kpi (id),
  FOREIGN KEY(owner_id) REFERENCES person (id)
);
CREATE INDEX ix_retrain_policy_project_id ON retrain_policy (project_id);
CREATE TABLE model_test (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  name VARCHAR(120) NOT NULL,
  window VARCHAR(120) NOT NULL,
  owner_id INTEGER,
  state VARCHAR NOT NULL,
  result VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(owner_id) REFERENCES person (id)
);
CREATE INDEX ix_model_test_project_id ON model_test (project_id);
CREATE TABLE tool (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  area VARCHAR NOT NULL,
  name VARCHAR(120) NOT NULL,
  source VARCHAR NOT NULL,
  reason VARCHAR(4000) NOT NULL,
  cost_year BIGINT NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id)
);
CREATE INDEX ix_tool_project_id ON tool (project_id);
CREATE TABLE stage (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  name VARCHAR(120) NOT NULL,
  share TEXT NOT NULL,
  from_week INTEGER NOT NULL,
  to_week INTEGER NOT NULL,
  entry_criteria VARCHAR(4000) NOT NULL,
  trigger_id INTEGER,
  rollback_criteria VARCHAR(4000) NOT NULL,
  experiment_id INTEGER,
  owner_id INTEGER,
  state VARCHAR NOT NULL,
  note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(trigger_id) REFERENCES "trigger" (id),
  FOREIGN KEY(experiment_id) REFERENCES experiment (id),
  FOREIGN KEY(owner_id) REFERENCES person (id)
);
CREATE INDEX ix_stage_project_id ON stage (project_id);
CREATE TABLE evidence (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  kpi_id INTEGER,
  comparison VARCHAR NOT NULL,
  threshold TEXT,
  threshold_money BIGINT,
  criteria VARCHAR(4000) NOT NULL,
  launched_on DATE,
  locked_on DATE,
  is_confounded BOOLEAN NOT NULL,
  confounded_reason VARCHAR(4000) NOT NULL,
  follow_up_id INTEGER,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(kpi_id) REFERENCES kpi (id),
  FOREIGN KEY(follow_up_id) REFERENCES experiment (id)
);
CREATE INDEX ix_evidence_project_id ON evidence (project_id);
CREATE TABLE observation (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  kpi_id INTEGER NOT NULL,
  observed_on DATE NOT NULL,
  value TEXT NOT NULL,
  attribution TEXT NOT NULL,
  benefit BIGINT,
  automation_cost BIGINT NOT NULL,
  note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(kpi_id) REFERENCES kpi (id)
);
CREATE INDEX ix_observation_kpi_id ON observation (kpi_id);
CREATE INDEX ix_observation_project_id ON observation (project_id);
CREATE TABLE escalation (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  metric VARCHAR(120) NOT NULL,
  comparison VARCHAR NOT NULL,
  threshold TEXT NOT NULL,
  unit VARCHAR(40) NOT NULL,
  action VARCHAR(4000) NOT NULL,
  owner_id INTEGER,
  deadline_hours INTEGER,
  used_on DATE,
  used_note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(owner_id) REFERENCES person (id)
);
CREATE INDEX ix_escalation_project_id ON escalation (project_id);
CREATE TABLE dashboard_item (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  panel VARCHAR NOT NULL,
  name VARCHAR(120) NOT NULL,
  kpi_id INTEGER,
  source VARCHAR(120) NOT NULL,
  cadence VARCHAR(40) NOT NULL,
  owner_id INTEGER,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(kpi_id) REFERENCES kpi (id),
  FOREIGN KEY(owner_id) REFERENCES person (id)
);
CREATE INDEX ix_dashboard_item_project_id ON dashboard_item (project_id);
CREATE TABLE model (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name VARCHAR(120) NOT NULL,
  release VARCHAR(40) NOT NULL,
  state VARCHAR NOT NULL,
  owner_id INTEGER,
  kpi_id INTEGER,
  evaluated_on DATE,
  retrained_on DATE,
  impact_on DATE,
  runbook VARCHAR(4000) NOT NULL,
  retirement_policy VARCHAR(4000) NOT NULL,
  retired_on DATE,
  kept_reason VARCHAR(4000) NOT NULL,
  kept_until DATE,
  intended_use VARCHAR(4000) NOT NULL,
  out_of_scope VARCHAR(4000) NOT NULL,
  training_data VARCHAR(4000) NOT NULL,
  evaluation_data VARCHAR(4000) NOT NULL,
  limitations VARCHAR(4000) NOT NULL,
  human_oversight VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(owner_id) REFERENCES person (id),
  FOREIGN KEY(kpi_id) REFERENCES kpi (id)
);
CREATE INDEX ix_model_project_id ON model (project_id);
CREATE TABLE decommission_item (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  "key" VARCHAR(40) NOT NULL,
  name VARCHAR(120) NOT NULL,
  owner_id INTEGER,
  state VARCHAR NOT NULL,
  done_on DATE,
  note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(model_id) REFERENCES model (id),
  FOREIGN KEY(owner_id) REFERENCES person (id)
);
CREATE INDEX ix_decommission_item_model_id ON decommission_item (model_id);
CREATE INDEX ix_decommission_item_project_id ON decommission_item (project_id);
CREATE TABLE subscription (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  service_id INTEGER NOT NULL,
  since DATE,
  uses_per_year INTEGER NOT NULL,
  note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(service_id) REFERENCES service (id)
);
CREATE INDEX ix_subscription_project_id ON subscription (project_id);
CREATE TABLE enrolment (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL,
  programme VARCHAR(40) NOT NULL,
  start DATE NOT NULL,
  cost_id INTEGER,
  note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(person_id) REFERENCES person (id),
  FOREIGN KEY(cost_id) REFERENCES cost_line (id)
);
ALTER TABLE "person" ADD COLUMN skills VARCHAR(4000) NOT NULL DEFAULT '';
ALTER TABLE "experiment" ADD COLUMN success_money BIGINT;
ALTER TABLE "experiment" ADD COLUMN cost_id INTEGER REFERENCES "cost_line" (id);
ALTER TABLE "gate" ADD COLUMN signer_body VARCHAR(120) NOT NULL DEFAULT '';
ALTER TABLE "gate" ADD COLUMN signer_id INTEGER REFERENCES "person" (id);
ALTER TABLE "gate" ADD COLUMN rollback_cost BIGINT;
ALTER TABLE "artifact" ADD COLUMN accepted_by_id INTEGER REFERENCES "person" (id);
ALTER TABLE "artifact" ADD COLUMN changed_on DATE;
INSERT INTO "programme" (operating_model, operating_note, funding, platform_budget, pooled_share, version)
  VALUES (NULL, '', 'pooled', 0, '1', 1);
INSERT INTO "risk_assessment" (project_id, tier, tier_reason, tier_by_id, summary, signed_by_id, signed_on, version)
  SELECT id, NULL, '', NULL, '', NULL, NULL, 1 FROM project;
INSERT INTO "serving" (project_id, mode, reason, tolerated_lag_minutes, latency_budget_ms, cost_budget, model_cpu_cost, model_gpu_cost, model_latency_ms, lookups_per_second, has_feature_store, version)
  SELECT id, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1 FROM project;
INSERT INTO "retrain_policy" (project_id, kpi_id, performance_threshold, drift_metric, drift_threshold, drift_window_days, cadence, owner_id, role, retrain_fte_weeks, drill_fte_weeks, escalation_path, may_pause, version)
  SELECT id, NULL, NULL, '', NULL, NULL, '', NULL, '', '0', '0', '', 0, 1 FROM project;
INSERT INTO "evidence" (project_id, kpi_id, comparison, threshold, threshold_money, criteria, launched_on, locked_on, is_confounded, confounded_reason, follow_up_id, version)
  SELECT id, NULL, 'above', NULL, NULL, '', NULL, NULL, 0, '', NULL, 1 FROM project;
UPDATE "risk_assessment" SET
  tier = (SELECT tier FROM "project" WHERE "project".id = project_id),
  tier_reason = 'Taken over from the risk tier that the project had before.',
  tier_by_id = (SELECT model_risk_owner_id FROM "project" WHERE "project".id = project_id)
  WHERE (SELECT tier FROM "project" WHERE "project".id = project_id) IS NOT NULL;
INSERT INTO "project_right" (project_id, role, person_id, note, version)
  SELECT id, 'model_risk_owner', model_risk_owner_id, '', 1 FROM "project" WHERE model_risk_owner_id IS NOT NULL;
CREATE TABLE project_of_v2 (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name VARCHAR(120) NOT NULL,
  start DATE NOT NULL,
  commitment VARCHAR NOT NULL,
  probability TEXT NOT NULL,
  rank INTEGER NOT NULL,
  business_unit VARCHAR(120) NOT NULL,
  cost_centre VARCHAR(120) NOT NULL,
  is_sample BOOLEAN NOT NULL,
  objective VARCHAR(4000) NOT NULL,
  owner_id INTEGER,
  sponsor_id INTEGER,
  author_id INTEGER,
  budget BIGINT,
  stakeholders VARCHAR(4000) NOT NULL,
  decision_change VARCHAR(4000) NOT NULL,
  why_now VARCHAR(4000) NOT NULL,
  if_declined VARCHAR(4000) NOT NULL,
  restart_cost BIGINT,
  restart_weeks INTEGER,
  action_owner_id INTEGER,
  action_change VARCHAR(4000) NOT NULL,
  deadline DATE,
  headroom_weeks INTEGER NOT NULL,
  handover_pct TEXT NOT NULL,
  contingency_pct TEXT NOT NULL,
  evidence_days INTEGER NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(owner_id) REFERENCES person (id),
  FOREIGN KEY(sponsor_id) REFERENCES person (id),
  FOREIGN KEY(author_id) REFERENCES person (id),
  FOREIGN KEY(action_owner_id) REFERENCES person (id)
);
INSERT INTO project_of_v2 ("id", "name", "start", "commitment", "probability", "rank", "business_unit", "cost_centre", "is_sample", "objective", "owner_id", "sponsor_id", "author_id", "budget", "stakeholders", "decision_change", "why_now", "if_declined", "restart_cost", "restart_weeks", "action_owner_id", "action_change", "deadline", "headroom_weeks", "handover_pct", "contingency_pct", "evidence_days", "version")
  SELECT "id", "name", "start", "commitment", "probability", "rank", "business_unit", "cost_centre", "is_sample", "objective", "owner_id", "sponsor_id", "author_id", "budget", "stakeholders", "decision_change", "why_now", "if_declined", "restart_cost", "restart_weeks", "action_owner_id", "action_change", "deadline", "headroom_weeks", "handover_pct", "contingency_pct", "evidence_days", "version" FROM project;
DELETE FROM sqlite_sequence WHERE name = 'project_of_v2';
INSERT INTO sqlite_sequence (name, seq) SELECT 'project_of_v2', seq FROM sqlite_sequence WHERE name = 'project';
DROP TABLE project;
ALTER TABLE project_of_v2 RENAME TO project;
