// SPDX-License-Identifier: Apache-2.0
#include "core/storage/database.h"

#include "core/base/executor.h"
#include "core/base/file_system.h"
#include "core/storage/migration.h"

#include <future>

namespace zvt::storage {

namespace {

constexpr std::size_t kIdleReaders = 8;

/// A read-only folder has no room for SQLite's shared memory; without a log nobody is writing and the file can be read
/// alone.
bool isLeftAlone(const std::filesystem::path& file, const FileSystem& fileSystem)
{
  std::filesystem::path log = file;
  log += "-wal";
  return !fileSystem.exists(log);
}

}

Database::Database(DatabaseOptions options, const Clock& clock)
    : m_options(std::move(options))
    , m_clock(clock)
{
}

Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(DatabaseOptions options, std::span<const EmbeddedResource> migrations,
    const std::filesystem::path& backupFolder, const Clock& clock, FileSystem& fileSystem, Logger& logger)
{
  ZVT_TRY(const std::vector<Migration> steps, readMigrations(migrations, options.name));
  std::unique_ptr<Database> database(new Database(std::move(options), clock));
  const DatabaseOptions& own = database->m_options;
  if (own.readOnly) {
    database->m_readMode = own.isCopy ? OpenMode::Immutable : OpenMode::ReadOnly;
    auto reader = database->openReader();
    if (!reader && isLeftAlone(own.file, fileSystem)) {
      database->m_readMode = OpenMode::Immutable;
      reader = database->openReader();
    }
    if (!reader)
      return std::unexpected(std::move(reader).error());
    ZVT_TRY_VOID(checkVersion(**reader, own.name, steps));
    database->m_idleReaders.push_back(*std::move(reader));
    return database;
  }
  ZVT_TRY(database->m_writer, Connection::open(own.file, OpenMode::Create, own.durability, own.vfs));
  ZVT_TRY_VOID(migrate(*database->m_writer, {own.file, own.name, backupFolder}, steps, clock, fileSystem, logger));
  database->m_executor = std::make_unique<ThreadExecutor>("storage " + own.name, clock);
  return database;
}

Result<void> Database::write(const Work& work)
{
  if (m_options.readOnly)
    return fail("storage.read_only");
  // The caller waits, so that the number of waiting callers bounds this part of the queue.
  // The promise is shared: set_value may still be at work on the writer when the caller has its answer.
  const auto promise = std::make_shared<std::promise<Result<void>>>();
  auto answer = promise->get_future();
  post([&work](Connection& connection) { return work(connection); },
      [promise](Result<void> result) { promise->set_value(std::move(result)); });
  return answer.get();
}

Result<void> Database::submit(Work work, Completion done)
{
  if (m_options.readOnly)
    return fail("storage.read_only");
  {
    const std::lock_guard lock(m_guard);
    if (m_waitingSince.size() >= m_options.maxQueued)
      return fail("storage.busy", {{"queued", std::to_string(m_waitingSince.size())}});
  }
  post(std::move(work), std::move(done));
  return {};
}

void Database::post(Work work, Completion done)
{
  {
    const std::lock_guard lock(m_guard);
    m_waitingSince.push_back(m_clock.elapsed());
  }
  m_executor->post([this, work = std::move(work), done = std::move(done)]() mutable {
    auto result = runWrite(work);
    {
      const std::lock_guard lock(m_guard);
      m_waitingSince.pop_front();
    }
    done(std::move(result));
  });
}

/// Room is made before others that wait get their turn: they need it as well.
Result<void> Database::runWrite(const Work& work)
{
  auto done = writeHere(work);
  if (!done && done.error().code == "storage.disk_full" && m_options.makeRoom && m_options.makeRoom())
    done = writeHere(work);
  return done;
}

void Database::later(Duration delay, std::move_only_function<void()> work)
{
  if (m_executor)
    m_executor->postAt(m_clock.elapsed() + delay, std::move(work));
}

Result<void> Database::writeHere(const Work& work)
{
  return m_writer->transaction([&] { return work(*m_writer); });
}

Result<std::unique_ptr<Connection>> Database::acquireReader() const
{
  {
    const std::lock_guard lock(m_guard);
    if (!m_idleReaders.empty()) {
      auto connection = std::move(m_idleReaders.back());
      m_idleReaders.pop_back();
      return connection;
    }
  }
  return openReader();
}

Result<std::unique_ptr<Connection>> Database::openReader(FileAccess access) const
{
  return Connection::open(m_options.file, m_readMode, m_options.durability, m_options.vfs, access);
}

Result<void> Database::read(const Work& read) const
{
  ZVT_TRY(auto connection, acquireReader());
  auto result = connection->snapshot([&] { return read(*connection); });
  if (connection->isInTransaction()) // its end failed: nobody can use it again
    return result;
  const std::lock_guard lock(m_guard);
  if (m_idleReaders.size() < kIdleReaders)
    m_idleReaders.push_back(std::move(connection));
  return result;
}

std::pair<std::size_t, Duration> Database::lag() const
{
  const std::lock_guard lock(m_guard);
  if (m_waitingSince.empty())
    return {0, Duration{}};
  return {m_waitingSince.size(), m_clock.elapsed() - m_waitingSince.front()};
}

}
