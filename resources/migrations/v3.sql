-- From version 2 to 3: capacity, scenarios, levelling, uncertainty (P4.8, P4.9), exchange with other programs.
-- Final once released. Statements end with a semicolon at the end of a line.

CREATE TABLE work_pattern (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL,
  valid_from DATE,
  monday TEXT NOT NULL,
  tuesday TEXT NOT NULL,
  wednesday TEXT NOT NULL,
  thursday TEXT NOT NULL,
  friday TEXT NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_work_pattern_person_id ON work_pattern (person_id);
CREATE TABLE pool (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name VARCHAR(120) NOT NULL,
  role VARCHAR(40) NOT NULL,
  fte TEXT NOT NULL,
  first DATE,
  last DATE,
  note VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL
);
CREATE TABLE overload_acceptance (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  role VARCHAR(40) NOT NULL,
  person_id INTEGER,
  first DATE NOT NULL,
  last DATE NOT NULL,
  reason VARCHAR(4000) NOT NULL,
  accepted_by_id INTEGER,
  accepted_on DATE,
  version INTEGER NOT NULL,
  FOREIGN KEY(person_id) REFERENCES person (id),
  FOREIGN KEY(accepted_by_id) REFERENCES person (id)
);
CREATE TABLE scenario (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name VARCHAR(120) NOT NULL,
  note VARCHAR(4000) NOT NULL,
  state VARCHAR NOT NULL,
  made_on DATE,
  merged_on DATE,
  version INTEGER NOT NULL
);
CREATE TABLE scenario_change (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  scenario_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  action VARCHAR NOT NULL,
  kind VARCHAR(40) NOT NULL,
  row_id INTEGER NOT NULL,
  field VARCHAR(60) NOT NULL,
  "before" VARCHAR(2000000) NOT NULL,
  "after" VARCHAR(2000000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(scenario_id) REFERENCES scenario (id)
);
CREATE INDEX ix_scenario_change_scenario_id ON scenario_change (scenario_id);
CREATE TABLE levelling (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  made_on DATE NOT NULL,
  seed INTEGER NOT NULL,
  seconds TEXT NOT NULL,
  objective TEXT NOT NULL,
  bound TEXT NOT NULL,
  "before" TEXT NOT NULL,
  is_applied BOOLEAN NOT NULL,
  scenario_id INTEGER,
  facts VARCHAR(2000000) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(scenario_id) REFERENCES scenario (id)
);
CREATE TABLE import_mapping (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name VARCHAR(120) NOT NULL,
  headings VARCHAR(4000) NOT NULL,
  mapping VARCHAR(4000) NOT NULL,
  version INTEGER NOT NULL
);
CREATE TABLE uncertainty (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  contingency VARCHAR NOT NULL,
  seed INTEGER NOT NULL,
  draws INTEGER NOT NULL,
  rate_low TEXT NOT NULL,
  rate_high TEXT NOT NULL,
  value_low TEXT NOT NULL,
  value_high TEXT NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id)
);
CREATE INDEX ix_uncertainty_project_id ON uncertainty (project_id);
CREATE TABLE returned_pack (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  received_on DATE NOT NULL,
  file_name VARCHAR(260) NOT NULL,
  file_sha256 VARCHAR(64) NOT NULL,
  fingerprint VARCHAR(64) NOT NULL,
  state VARCHAR NOT NULL,
  signed_by VARCHAR(4000) NOT NULL,
  is_signature_sound BOOLEAN NOT NULL,
  outcome VARCHAR(40) NOT NULL,
  conditions VARCHAR(4000) NOT NULL,
  decision_id INTEGER,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id),
  FOREIGN KEY(decision_id) REFERENCES decision (id)
);
CREATE INDEX ix_returned_pack_project_id ON returned_pack (project_id);
CREATE TABLE external_id (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL,
  system VARCHAR(40) NOT NULL,
  kind VARCHAR(40) NOT NULL,
  row_id INTEGER NOT NULL,
  external_id VARCHAR(120) NOT NULL,
  version INTEGER NOT NULL,
  FOREIGN KEY(project_id) REFERENCES project (id)
);
CREATE INDEX ix_external_id_project_id ON external_id (project_id);
ALTER TABLE "person" ADD COLUMN availability TEXT NOT NULL DEFAULT '1';
ALTER TABLE "person" ADD COLUMN ramp_weeks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "person" ADD COLUMN sourcing VARCHAR NOT NULL DEFAULT 'internal';
ALTER TABLE "person" ADD COLUMN is_placeholder BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE "person" ADD COLUMN country VARCHAR(2) NOT NULL DEFAULT '';
ALTER TABLE "person" ADD COLUMN region VARCHAR(10) NOT NULL DEFAULT '';
ALTER TABLE "project" ADD COLUMN is_must_have BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE "project" ADD COLUMN feasibility INTEGER;
ALTER TABLE "project" ADD COLUMN earliest_start DATE;
ALTER TABLE "project" ADD COLUMN is_pinned BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE "project" ADD COLUMN pause_weeks_most INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "project" ADD COLUMN delay_cost BIGINT;
ALTER TABLE "phase" ADD COLUMN optimistic_weeks TEXT;
ALTER TABLE "phase" ADD COLUMN pessimistic_weeks TEXT;
ALTER TABLE "risk" ADD COLUMN probability TEXT;
ALTER TABLE "risk" ADD COLUMN phase_id INTEGER REFERENCES "phase" (id);
ALTER TABLE "risk" ADD COLUMN weeks_low TEXT NOT NULL DEFAULT '0';
ALTER TABLE "risk" ADD COLUMN weeks_likely TEXT NOT NULL DEFAULT '0';
ALTER TABLE "risk" ADD COLUMN weeks_high TEXT NOT NULL DEFAULT '0';
ALTER TABLE "risk" ADD COLUMN money_low BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "risk" ADD COLUMN money_likely BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "risk" ADD COLUMN money_high BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "risk" ADD COLUMN mitigated_probability TEXT;
ALTER TABLE "risk" ADD COLUMN mitigated_effect TEXT NOT NULL DEFAULT '1';
ALTER TABLE "inserted_work" ADD COLUMN is_pause BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE "pack" ADD COLUMN revision INTEGER;
ALTER TABLE "pack" ADD COLUMN content_hash VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE "pack" ADD COLUMN file_sha256 VARCHAR(64) NOT NULL DEFAULT '';
INSERT INTO "uncertainty" (project_id, contingency, seed, draws, rate_low, rate_high, value_low, value_high, version)
  SELECT id, 'percentage', 1, 10000, '0', '0', '0', '0', 1 FROM project;
