-- SPDX-License-Identifier: Apache-2.0
-- Runs take the place of imports. Made as the schema "data_run" makes it, because the next steps refer to it and the
-- imports of older profiles move into it.
CREATE TABLE data_run (
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  schema TEXT NOT NULL,
  entity_id TEXT,
  level TEXT,
  provider TEXT NOT NULL,
  source TEXT,
  payload_hash TEXT,
  payload_size INTEGER,
  transformation TEXT,
  started INTEGER NOT NULL,
  finished INTEGER,
  actor TEXT,
  program TEXT,
  rows INTEGER NOT NULL,
  rejected INTEGER,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A profile that was never written to has no table of imports yet; this stands in for it.
CREATE TABLE IF NOT EXISTS import_run (
  id TEXT NOT NULL, started INTEGER NOT NULL, finished INTEGER, actor TEXT, program TEXT, schema TEXT NOT NULL,
  entity_id TEXT, level TEXT, provider TEXT NOT NULL, file TEXT, file_hash TEXT, file_size INTEGER,
  rows INTEGER NOT NULL, rejected INTEGER, options TEXT, PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

INSERT INTO data_run (id, kind, schema, entity_id, level, provider, source, payload_hash, payload_size, transformation,
    started, finished, actor, program, rows, rejected)
  SELECT row_number() OVER (ORDER BY started, id), 'import', schema, entity_id, level, provider, file, file_hash,
    file_size, options, started, finished, actor, program, rows, rejected
  FROM import_run;
DROP TABLE import_run;
