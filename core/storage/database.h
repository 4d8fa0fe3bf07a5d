// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/storage/sqlite.h"

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <type_traits>

namespace zvt {
class FileSystem;
class Logger;
class ThreadExecutor;
struct EmbeddedResource;
}

namespace zvt::storage {

struct DatabaseOptions {
  std::filesystem::path file;
  std::string name; ///< "market", "ledger": folder of its migrations, name of its thread
  Durability durability = Durability::Normal;
  bool readOnly = false;
  std::size_t maxQueued = 256; ///< pieces of submitted work
  bool isCopy = false; ///< read-only, a file that nobody writes: no files of SQLite's own appear beside it
  std::string vfs{}; ///< SQLite's name of the layer below; empty: the operating system
  /// Asked on the writer's thread when a write finds the disk full, before the next one begins; true: the work is run
  /// once more. May be empty.
  std::function<bool()> makeRoom{};
};

/// One file of the profile: a writer thread with the write connection, and read-only connections of which each is used
/// by one thread at a time. Any thread.
class Database {
public:
  using Work = std::function<Result<void>(Connection&)>;
  using Completion = std::move_only_function<void(Result<void>)>;

  /// @param migrations files "<name>/NNNN_what.sql"; @param backupFolder receives a copy before a migration
  static Result<std::unique_ptr<Database>> open(DatabaseOptions options, std::span<const EmbeddedResource> migrations,
      const std::filesystem::path& backupFolder, const Clock& clock, FileSystem& fileSystem, Logger& logger);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs @p work in one transaction on the writer and returns when it is committed. Errors: storage.read_only, those
  /// of
  /// @p work. Must not be called on the writer's own thread.
  Result<void> write(const Work& work);
  /// The same without waiting; @p done runs on the writer's thread. Errors: storage.busy, storage.read_only.
  Result<void> submit(Work work, Completion done);
  /// Runs @p work on the writer's thread after @p delay, outside a transaction; dropped when the database closes first.
  void later(Duration delay, std::move_only_function<void()> work);
  /// Runs @p work in one transaction; only on the writer's thread, outside a transaction.
  Result<void> writeHere(const Work& work);
  /// Runs @p read on a read-only connection, on the calling thread, in one snapshot of the database.
  Result<void> read(const Work& read) const;
  /// The same for work that returns a Result of its own.
  template <typename Fetch> auto fetch(Fetch fetch) const -> std::invoke_result_t<Fetch, Connection&>
  {
    std::optional<std::invoke_result_t<Fetch, Connection&>> result;
    auto done = read([&](Connection& connection) -> Result<void> {
      result.emplace(fetch(connection));
      if (!*result)
        return std::unexpected(result->error());
      return {};
    });
    if (!done)
      return std::unexpected(std::move(done).error());
    return *std::move(result);
  }

  /// A read-only connection for one owner, outside the pool.
  [[nodiscard]] Result<std::unique_ptr<Connection>> openReader(FileAccess access = FileAccess::Calls) const;
  /// Of the clock that later() goes by.
  [[nodiscard]] Duration elapsed() const { return m_clock.elapsed(); }
  [[nodiscard]] bool isReadOnly() const { return m_options.readOnly; }
  /// Pieces of work that wait or run, and since when the oldest does.
  [[nodiscard]] std::pair<std::size_t, Duration> lag() const;

private:
  explicit Database(DatabaseOptions options, const Clock& clock);
  void post(Work work, Completion done);
  Result<void> runWrite(const Work& work);
  Result<std::unique_ptr<Connection>> acquireReader() const;

  DatabaseOptions m_options;
  const Clock& m_clock;
  OpenMode m_readMode = OpenMode::ReadOnly;
  std::unique_ptr<Connection> m_writer;
  mutable std::mutex m_guard;
  mutable std::vector<std::unique_ptr<Connection>> m_idleReaders;
  std::deque<Duration> m_waitingSince;
  std::unique_ptr<ThreadExecutor> m_executor; ///< last: its destructor finishes work that uses the rest
};

}
