-- SPDX-License-Identifier: Apache-2.0
-- Which runs wrote a chunk's rows: its own CRC-32C, then runs of equal length as arithmetic progressions. NULL: unknown.
ALTER TABLE bar_chunk ADD COLUMN lineage BLOB;

-- New bars of a series that are not in a chunk yet; all of them are newer than its newest chunk.
CREATE TABLE bar_tail (
  series INTEGER NOT NULL REFERENCES bar_series (id),
  key INTEGER NOT NULL,
  run INTEGER NOT NULL, -- data_run.id; 0: unknown
  bar BLOB NOT NULL, -- CRC-32C of the row, then the values
  PRIMARY KEY (series, key)
) STRICT, WITHOUT ROWID;

-- The daily bars once more, all securities of a provider and day together.
CREATE TABLE bar_day (
  id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  day INTEGER NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  checksum INTEGER NOT NULL, -- CRC-32C of the row's other facts and the payload
  payload BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX bar_day_provider ON bar_day (provider, day);

-- Stretches of a series in which bar_day is not to be believed: the chunks and the tail know.
CREATE TABLE bar_day_stale (
  series INTEGER PRIMARY KEY REFERENCES bar_series (id),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT;
INSERT INTO bar_day_stale
  SELECT s.id, min(c.first), max(c.last) FROM bar_series s JOIN bar_chunk c ON c.series = s.id
  WHERE s.level = '1d' GROUP BY s.id;
