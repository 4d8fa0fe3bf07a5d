// SPDX-License-Identifier: Apache-2.0
#include "core/storage/storage_use.h"

#include "core/base/file_system.h"
#include "core/storage/source_database.h"

namespace zvt::storage {

namespace {

Result<std::int64_t> sizeBelow(const std::filesystem::path& folder, const FileSystem& fileSystem)
{
  std::int64_t bytes = 0;
  if (!fileSystem.exists(folder))
    return bytes;
  ZVT_TRY(const auto entries, fileSystem.list(folder));
  for (const FileInfo& entry : entries) {
    if (!entry.isDirectory) {
      bytes += static_cast<std::int64_t>(entry.size);
      continue;
    }
    ZVT_TRY(const std::int64_t below, sizeBelow(entry.path, fileSystem));
    bytes += below;
  }
  return bytes;
}

/// Needs SQLite's table of pages, which some builds leave out: then there is nothing to tell.
std::vector<TableUse> tablesOf(Connection& connection)
{
  std::vector<TableUse> tables;
  auto rows =
      connection.prepare("SELECT m.tbl_name, sum(d.pgsize) FROM dbstat d JOIN sqlite_schema m ON m.name = d.name "
                         "WHERE d.aggregate = TRUE GROUP BY m.tbl_name ORDER BY 2 DESC, 1");
  if (!rows)
    return tables;
  for (auto row = rows->step(); row && *row; row = rows->step())
    tables.push_back({std::string(rows->text(0)), rows->integer(1)});
  return tables;
}

/// Of the parts, without a look into the database.
Result<StorageUse> filesOf(const std::filesystem::path& profile, const FileSystem& fileSystem)
{
  if (!fileSystem.exists(profile / "market.db"))
    return fail(Error{"storage.no_profile", {}, {}}.with("profile", profile.string()));
  StorageUse use;
  ZVT_TRY(const auto entries, fileSystem.list(profile));
  for (const FileInfo& entry : entries) {
    const std::string name = entry.path.filename().string();
    std::int64_t bytes = static_cast<std::int64_t>(entry.size);
    if (entry.isDirectory) {
      ZVT_TRY(bytes, sizeBelow(entry.path, fileSystem));
    }
    std::int64_t& part = name.starts_with("market.db") ? use.market
        : name.starts_with("ledger.db")                ? use.ledger
        : name == "backups"                            ? use.backups
                                                       : use.others;
    part += bytes;
  }
  return use;
}

}

Result<std::int64_t> profileSize(const std::filesystem::path& profile, const FileSystem& fileSystem)
{
  ZVT_TRY(const StorageUse use, filesOf(profile, fileSystem));
  return use.total();
}

Result<StorageUse> storageUse(const std::filesystem::path& profile, const FileSystem& fileSystem)
{
  ZVT_TRY(StorageUse use, filesOf(profile, fileSystem));
  ZVT_TRY(const auto connection, openSource(profile / "market.db", fileSystem));
  ZVT_TRY(const std::int64_t free, connection->number("PRAGMA freelist_count"));
  ZVT_TRY(const std::int64_t page, connection->number("PRAGMA page_size"));
  use.marketFree = free * page;
  use.tables = tablesOf(*connection);
  return use;
}

}
