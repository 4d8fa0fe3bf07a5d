-- SPDX-License-Identifier: Apache-2.0
-- Results of one factor with one set of parameters over one security.
CREATE TABLE factor_series (
  id INTEGER PRIMARY KEY,
  factor TEXT NOT NULL,
  identity TEXT NOT NULL, -- SHA-256 of the definition, its parameters and what bars it reads
  entity_id TEXT NOT NULL,
  level TEXT NOT NULL,
  adjust TEXT NOT NULL,
  provider TEXT NOT NULL, -- empty: whatever the profile prefers
  parameters TEXT NOT NULL, -- JSON
  columns TEXT NOT NULL, -- JSON: names in order
  source TEXT NOT NULL, -- provider of the bars that were read
  stale INTEGER, -- rows from this key on are not to be believed; NULL: all hold
  last INTEGER, -- key of the newest row; NULL: there is none
  UNIQUE (factor, identity, entity_id)
) STRICT;
CREATE INDEX factor_series_entity ON factor_series (entity_id, last);

-- Securities with results, and how often their bars or corporate actions were written since the first of them.
CREATE TABLE factor_input (
  entity_id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Rows in pieces of equal length, each with what the factor remembers at its end.
CREATE TABLE factor_chunk (
  id INTEGER PRIMARY KEY,
  series INTEGER NOT NULL REFERENCES factor_series (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  first INTEGER NOT NULL, -- key of the oldest row
  last INTEGER NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  inputs INTEGER NOT NULL, -- digest of the bars the rows were computed from
  checksum INTEGER NOT NULL, -- CRC-32C of the row's other facts and the payload
  payload BLOB NOT NULL,
  state BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX factor_chunk_number ON factor_chunk (series, number);

-- What is drawn at an earlier bar than the one at which it became known; strategies never see it.
CREATE TABLE factor_mark (
  id INTEGER PRIMARY KEY,
  series INTEGER NOT NULL REFERENCES factor_series (id) ON DELETE CASCADE,
  known INTEGER NOT NULL, -- key of the bar at which it became known
  key INTEGER NOT NULL, -- key of the bar that it is drawn at
  name TEXT NOT NULL,
  detail TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX factor_mark_known ON factor_mark (series, known);
