// SPDX-License-Identifier: Apache-2.0
#include "core/storage/migration.h"

#include "core/base/clock.h"
#include "core/base/embedded_resource.h"
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/text.h"
#include "core/storage/backup.h"

namespace zvt::storage {

namespace {

constexpr std::size_t kDigits = 4; ///< of NNNN_name.sql
constexpr std::size_t kKeptCopies = 3; ///< of each database, made before migrations

/// Marks a file as ours in SQLite's header: "ZVT" and the first letter of the database.
std::int64_t applicationId(std::string_view database)
{
  return 0x5A565400 + (database.empty() ? 0 : database.front());
}

struct Version {
  std::int64_t number = 0;
  bool isEmpty = false; ///< no tables at all
};

Result<Version> readVersion(Connection& connection, std::string_view database, std::size_t newest)
{
  ZVT_TRY(const std::int64_t id, connection.number("PRAGMA application_id"));
  ZVT_TRY(const std::int64_t version, connection.number("PRAGMA user_version"));
  ZVT_TRY(const std::int64_t tables, connection.number("SELECT count(*) FROM sqlite_schema"));
  const bool isEmpty = tables == 0 && version == 0;
  if (!isEmpty && id != applicationId(database))
    return fail("storage.foreign_database");
  if (version > static_cast<std::int64_t>(newest))
    return fail(
        "storage.newer_database", {{"version", std::to_string(version)}, {"supported", std::to_string(newest)}});
  return Version{version, isEmpty};
}

Result<void> backUp(Connection& connection, const MigrationTarget& target, std::int64_t version, FileSystem& fileSystem)
{
  ZVT_TRY_VOID(fileSystem.createDirectories(target.backupFolder));
  const auto copy = target.backupFolder / fmt::format("{}-v{}.db", target.database, version);
  // A copy that is already there is of the same version: the rest of an attempt that did not get further.
  if (fileSystem.exists(copy))
    ZVT_TRY_VOID(fileSystem.remove(copy));
  ZVT_TRY(Statement statement, connection.prepare("VACUUM INTO ?"));
  const auto utf8 = copy.u8string();
  ZVT_TRY_VOID(statement.bind(std::string_view(reinterpret_cast<const char*>(utf8.data()), utf8.size())).run());
  // The copy has to be there before the first step changes anything. SQLite may be writing to something else than
  // files.
  if (fileSystem.exists(copy)) {
    ZVT_TRY_VOID(fileSystem.sync(copy));
    ZVT_TRY_VOID(fileSystem.sync(target.backupFolder)); // its name
  }
  static_cast<void>(pruneMigrationCopies(target.backupFolder, kKeptCopies, fileSystem)); // too many copies do no harm
  return {};
}

Result<void> apply(Connection& connection, const std::string& database, const Migration& migration, const Clock& clock)
{
  return connection.transaction([&]() -> Result<void> {
    ZVT_TRY_VOID(connection.execute(migration.sql));
    ZVT_TRY_VOID(connection.execute(
        fmt::format("PRAGMA user_version={}; PRAGMA application_id={}", migration.version, applicationId(database))));
    ZVT_TRY(Statement statement,
        connection.prepare("INSERT INTO schema_migration(version, name, applied) VALUES(?, ?, ?)"));
    statement.bind(std::int64_t{migration.version}).bind(migration.name).bind(clock.now().micros);
    return statement.run();
  });
}

Result<void> migrateSteps(Connection& connection, const MigrationTarget& target,
    const std::vector<Migration>& migrations, const Clock& clock, FileSystem& fileSystem, Logger& logger)
{
  ZVT_TRY(const Version version, readVersion(connection, target.database, migrations.size()));
  if (version.number == static_cast<std::int64_t>(migrations.size()))
    return {};
  if (!version.isEmpty)
    ZVT_TRY_VOID(backUp(connection, target, version.number, fileSystem));
  for (const Migration& migration : migrations) {
    if (migration.version <= version.number)
      continue;
    logger.write(LogLevel::Info, "storage",
        fmt::format("migrating {} to {} ({})", target.database, migration.version, migration.name));
    if (auto done = apply(connection, target.database, migration, clock); !done)
      return fail(std::move(done).error().with("migration", migration.name));
  }
  return {};
}

std::string pathText(const std::filesystem::path& path)
{
  const auto utf8 = path.u8string();
  return {reinterpret_cast<const char*>(utf8.data()), utf8.size()};
}

}

Result<std::vector<Migration>> readMigrations(std::span<const EmbeddedResource> files, std::string_view database)
{
  std::map<std::string_view, std::string_view> scripts; // sorted by NNNN_name.sql
  for (const EmbeddedResource& file : files) {
    const auto slash = file.path.find('/');
    if (slash != std::string_view::npos && file.path.substr(0, slash) == database && file.path.ends_with(".sql"))
      scripts.emplace(file.path.substr(slash + 1), file.content);
  }
  std::vector<Migration> migrations;
  for (const auto& [name, sql] : scripts) {
    const auto number = parseInt(name.substr(0, kDigits));
    if (!number || *number != static_cast<std::int64_t>(migrations.size()) + 1 || name.substr(kDigits, 1) != "_")
      return fail(Error{"storage.bad_migration", {{"name", std::string(name)}}, {}}.with("database", database));
    const auto title = name.substr(kDigits + 1, name.size() - kDigits - 1 - std::string_view(".sql").size());
    migrations.push_back({static_cast<int>(*number), std::string(title), std::string(sql)});
  }
  return migrations;
}

Result<void> checkVersion(Connection& connection, const std::string& database, const std::vector<Migration>& migrations)
{
  ZVT_TRY(const Version version, readVersion(connection, database, migrations.size()));
  if (version.isEmpty)
    return fail("storage.no_profile");
  if (version.number < static_cast<std::int64_t>(migrations.size()))
    return fail("storage.needs_migration",
        {{"version", std::to_string(version.number)}, {"supported", std::to_string(migrations.size())}});
  return {};
}

Result<void> migrate(Connection& connection, const MigrationTarget& target, const std::vector<Migration>& migrations,
    const Clock& clock, FileSystem& fileSystem, Logger& logger)
{
  auto done = migrateSteps(connection, target, migrations, clock, fileSystem, logger);
  if (!done)
    return fail(std::move(done).error().with("file", pathText(target.file)));
  return {};
}

}
