-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE schema_migration (
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  applied INTEGER NOT NULL -- microseconds since 1970 UTC
) STRICT;

-- Append-only: the triggers keep even a mistake of the program from rewriting history.
CREATE TABLE ledger_log (
  log TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  value BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (log, sequence)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ledger_log_no_update BEFORE UPDATE ON ledger_log
BEGIN
  SELECT raise(ABORT, 'the log is append-only');
END;
CREATE TRIGGER ledger_log_no_delete BEFORE DELETE ON ledger_log
BEGIN
  SELECT raise(ABORT, 'the log is append-only');
END;

CREATE TABLE ledger_value (
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  value BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;
