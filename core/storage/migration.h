// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/storage/sqlite.h"

#include <span>

namespace zvt {
class Clock;
class FileSystem;
class Logger;
struct EmbeddedResource;
}

namespace zvt::storage {

/// One step of a database's schema, from resources/migrations/<database>/NNNN_name.sql.
struct Migration {
  int version = 0;
  std::string name;
  std::string sql;
};

struct MigrationTarget {
  std::filesystem::path file;
  std::string database; ///< "market", "ledger"
  std::filesystem::path backupFolder;
};

/// The steps of one database in order. Errors: storage.bad_migration when numbers do not count 1, 2, 3 …
Result<std::vector<Migration>> readMigrations(std::span<const EmbeddedResource> files, std::string_view database);

/// Whether this program can read the database as it is. Errors: storage.newer_database, storage.needs_migration,
/// storage.foreign_database, storage.no_profile (nothing in it yet).
Result<void> checkVersion(
    Connection& connection, const std::string& database, const std::vector<Migration>& migrations);

/// Brings the database to the newest version, each step in one transaction, after a copy of an existing database to
/// <backupFolder>/<database>-v<version>.db. Errors as checkVersion(), and storage.* of a step, whose changes are
/// undone.
Result<void> migrate(Connection& connection, const MigrationTarget& target, const std::vector<Migration>& migrations,
    const Clock& clock, FileSystem& fileSystem, Logger& logger);

}
