-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE schema_migration (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied INTEGER NOT NULL -- microseconds since 1970 UTC
) STRICT;

CREATE TABLE bar_series (
  id INTEGER PRIMARY KEY,
  entity_id TEXT NOT NULL,
  level TEXT NOT NULL,
  provider TEXT NOT NULL,
  UNIQUE (entity_id, level, provider)
) STRICT;

-- Chunks of one series never overlap. The index alone answers what is stored, without touching a payload.
CREATE TABLE bar_chunk (
  id INTEGER PRIMARY KEY,
  series INTEGER NOT NULL REFERENCES bar_series (id),
  first INTEGER NOT NULL, -- key of the oldest bar
  last INTEGER NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  codec INTEGER NOT NULL,
  checksum INTEGER NOT NULL, -- CRC-32C of the row's other facts and the payload
  payload BLOB NOT NULL,
  CHECK (first <= last)
) STRICT;
CREATE UNIQUE INDEX bar_chunk_range ON bar_chunk (series, first, last, count);
