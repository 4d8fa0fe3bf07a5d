// SPDX-License-Identifier: Apache-2.0
#include "core/storage/source_database.h"

#include "core/base/file_system.h"

namespace zvt::storage {

Result<std::unique_ptr<Connection>> openSource(const std::filesystem::path& file, const FileSystem& fileSystem)
{
  std::filesystem::path log = file;
  log += "-wal";
  auto connection = Connection::open(file, OpenMode::ReadOnly);
  // A folder where SQLite cannot put its shared memory: without a log nobody writes.
  return connection || fileSystem.exists(log) ? std::move(connection) : Connection::open(file, OpenMode::Immutable);
}

}
