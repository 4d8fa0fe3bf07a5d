// SPDX-License-Identifier: Apache-2.0
#include "core/storage/sqlite.h"

#include "core/storage/checked_vfs.h"
#include "core/storage/page_checksum.h"
#include "core/storage/sqlite_functions.h"

#include <sqlite3.h>

#include <fmt/format.h>

#include <cerrno>

namespace zvt::storage {

namespace {

constexpr int kBusyMilliseconds = 10'000;
constexpr std::size_t kIdleStatementsEach = 2;
constexpr std::size_t kIdleStatementTexts = 200;
constexpr int kCopyPages = 512; ///< a step of a copy: 2 MiB

bool saysFull(int systemError)
{
#ifdef EDQUOT
  if (systemError == EDQUOT)
    return true;
#endif
  return systemError == ENOSPC || systemError == EFBIG;
}

/// What the operating system last said about the database's file, or about its write-ahead log.
int lastSystemError(sqlite3* handle, int whichFile)
{
  sqlite3_file* file = nullptr;
  int systemError = 0;
  const bool found = sqlite3_file_control(handle, "main", whichFile, &file) == SQLITE_OK && file && file->pMethods;
  if (found)
    file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &systemError);
  return systemError;
}

/// SQLite calls a full disk by its name, but not a full quota or the largest file that is allowed.
bool isDiskFull(sqlite3* handle, int extendedCode)
{
  if ((extendedCode & 0xff) == SQLITE_FULL)
    return true;
  return handle && (extendedCode & 0xff) == SQLITE_IOERR
      && (saysFull(lastSystemError(handle, SQLITE_FCNTL_FILE_POINTER))
          || saysFull(lastSystemError(handle, SQLITE_FCNTL_JOURNAL_POINTER)));
}

std::string_view errorCode(sqlite3* handle, int extendedCode)
{
  if (extendedCode == SQLITE_IOERR_DATA) // first: what the system said last is of an earlier write
    return "storage.damaged_page";
  if (isDiskFull(handle, extendedCode))
    return "storage.disk_full";
  switch (extendedCode & 0xff) {
  case SQLITE_CANTOPEN:
    return "storage.cannot_open";
  case SQLITE_NOTADB:
    return "storage.not_a_database";
  case SQLITE_CORRUPT:
    return "storage.corrupt";
  case SQLITE_PERM:
  case SQLITE_READONLY:
  case SQLITE_AUTH:
    return "storage.denied";
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return "storage.database_busy";
  case SQLITE_IOERR:
    return "storage.io";
  case SQLITE_NOMEM:
    return "storage.no_memory";
  case SQLITE_TOOBIG:
    return "storage.too_big";
  case SQLITE_CONSTRAINT:
    return "storage.constraint";
  default:
    return "storage.sql";
  }
}

/// Room for the checksums in the pages of a new database; an older one keeps its pages until it is written anew.
void reservePageEnds(sqlite3* handle)
{
  int bytes = kPageReserve;
  sqlite3_file_control(handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
}

std::string immutableUri(std::string_view file)
{
  std::string uri = "file:";
  for (const char c : file) {
    if (c == '%' || c == '?' || c == '#')
      uri += fmt::format("%{:02X}", static_cast<unsigned>(c));
    else
      uri += c;
  }
  return uri + "?immutable=1";
}

}

Statement::Statement(Connection& connection, sqlite3_stmt* handle, std::string_view sql)
    : m_connection(&connection)
    , m_handle(handle)
    , m_sql(sql)
{
}

Statement::Statement(Statement&& other) noexcept
    : m_connection(other.m_connection)
    , m_handle(std::exchange(other.m_handle, nullptr))
    , m_sql(std::move(other.m_sql))
    , m_next(other.m_next)
    , m_bindError(other.m_bindError)
{
}

Statement::~Statement()
{
  if (m_handle)
    m_connection->giveBack(m_sql, m_handle);
}

Statement& Statement::bind(std::int64_t value)
{
  m_bindError |= sqlite3_bind_int64(m_handle, m_next++, value);
  return *this;
}

Statement& Statement::bind(double value)
{
  m_bindError |= sqlite3_bind_double(m_handle, m_next++, value);
  return *this;
}

Statement& Statement::bind(std::string_view text)
{
  const char* bytes = text.data() ? text.data() : "";
  m_bindError |= sqlite3_bind_text64(m_handle, m_next++, bytes, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bindBlob(std::string_view bytes)
{
  const char* data = bytes.data() ? bytes.data() : "";
  m_bindError |= sqlite3_bind_blob64(m_handle, m_next++, data, bytes.size(), SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::bindNull()
{
  m_bindError |= sqlite3_bind_null(m_handle, m_next++);
  return *this;
}

Result<bool> Statement::step()
{
  if (m_bindError != 0)
    return fail("storage.bad_binding", {{"statement", m_sql}});
  if (m_connection->m_endedBy)
    return fail(*m_connection->m_endedBy);
  const int code = sqlite3_step(m_handle);
  if (code == SQLITE_ROW)
    return true;
  if (code == SQLITE_DONE)
    return false;
  return fail(m_connection->failure(code));
}

Result<void> Statement::run()
{
  for (;;) {
    ZVT_TRY(const bool row, step());
    if (!row)
      return {};
  }
}

void Statement::reset()
{
  sqlite3_reset(m_handle);
  sqlite3_clear_bindings(m_handle);
  m_next = 1;
  m_bindError = 0;
}

bool Statement::isNull(int column) const
{
  return sqlite3_column_type(m_handle, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const
{
  return sqlite3_column_int64(m_handle, column);
}

double Statement::real(int column) const
{
  return sqlite3_column_double(m_handle, column);
}

std::string_view Statement::text(int column) const
{
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_handle, column));
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column)))
               : std::string_view();
}

std::string_view Statement::blob(int column) const
{
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_handle, column));
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column)))
               : std::string_view();
}

Result<std::unique_ptr<Connection>> Connection::open(
    const std::filesystem::path& file, OpenMode mode, Durability durability, const std::string& vfs, FileAccess access)
{
  std::unique_ptr<Connection> connection(new Connection);
  const auto utf8 = file.u8string();
  connection->m_file.assign(reinterpret_cast<const char*>(utf8.data()), utf8.size());
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= mode == OpenMode::Create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  if (mode == OpenMode::Immutable)
    flags |= SQLITE_OPEN_URI;
  const std::string name = mode == OpenMode::Immutable ? immutableUri(connection->m_file) : connection->m_file;
  int code = sqlite3_open_v2(name.c_str(), &connection->m_handle, flags, checkedVfs(vfs).c_str());
  if (code == SQLITE_OK && mode == OpenMode::Create)
    reservePageEnds(connection->m_handle);
  if (code == SQLITE_OK)
    code = addFunctions(connection->m_handle);
  if (code != SQLITE_OK)
    return fail(connection->lastError(code));
  if (auto configured = connection->configure(mode, durability, access); !configured)
    return std::unexpected(std::move(configured).error());
  return connection;
}

Connection::~Connection()
{
  for (auto& [sql, handles] : m_idle) {
    for (sqlite3_stmt* handle : handles)
      sqlite3_finalize(handle);
  }
  sqlite3_close_v2(m_handle);
}

Result<void> Connection::configure(OpenMode mode, Durability durability, FileAccess access)
{
  sqlite3_busy_timeout(m_handle, kBusyMilliseconds);
  // The schema inside a file from elsewhere is not trusted: it can neither run functions with side effects nor be
  // edited.
  sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  ZVT_TRY_VOID(execute("PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"));
  // Mapped as far as SQLite allows: scans of all bars are twice as fast as through read calls.
  ZVT_TRY_VOID(execute(access == FileAccess::Mapped ? "PRAGMA mmap_size=2147418112;" : "PRAGMA mmap_size=0;"));
  if (mode != OpenMode::Create)
    return execute("PRAGMA query_only=ON; PRAGMA cache_size=-16384; SELECT count(*) FROM sqlite_schema;");
  ZVT_TRY_VOID(execute("PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864;"));
  // A log of 16 MB between syncs takes in a third more bars a second than one of 4 MB.
  return execute(durability == Durability::Full
          ? "PRAGMA synchronous=FULL; SELECT count(*) FROM sqlite_schema;"
          : "PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4000; SELECT count(*) FROM sqlite_schema;");
}

Result<Statement> Connection::prepare(std::string_view sql)
{
  if (const auto idle = m_idle.find(sql); idle != m_idle.end() && !idle->second.empty()) {
    sqlite3_stmt* handle = idle->second.back();
    idle->second.pop_back();
    return Statement(*this, handle, sql);
  }
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(
      m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  if (code != SQLITE_OK)
    return fail(failure(code));
  return Statement(*this, handle, sql);
}

void Connection::giveBack(const std::string& sql, sqlite3_stmt* handle)
{
  sqlite3_reset(handle);
  sqlite3_clear_bindings(handle);
  auto idle = m_idle.find(sql);
  if (idle == m_idle.end() && m_idle.size() < kIdleStatementTexts)
    idle = m_idle.emplace(sql, std::vector<sqlite3_stmt*>()).first;
  if (idle != m_idle.end() && idle->second.size() < kIdleStatementsEach)
    idle->second.push_back(handle);
  else
    sqlite3_finalize(handle);
}

Result<void> Connection::execute(const std::string& sql)
{
  if (m_endedBy)
    return fail(*m_endedBy);
  const int code = sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK)
    return fail(failure(code));
  return {};
}

/// What would still be written after SQLite has ended the transaction would stand alone.
Error Connection::failure(int code)
{
  Error error = lastError(code);
  if (m_isWriting && !isInTransaction())
    m_endedBy = error;
  return error;
}

Result<std::int64_t> Connection::number(std::string_view sql)
{
  ZVT_TRY(Statement statement, prepare(sql));
  ZVT_TRY(const bool row, statement.step());
  return row ? statement.integer(0) : 0;
}

Result<void> Connection::transaction(const std::function<Result<void>()>& body)
{
  ZVT_TRY_VOID(execute("BEGIN IMMEDIATE"));
  m_isWriting = true;
  auto done = body();
  if (done)
    done = execute("COMMIT");
  m_isWriting = false;
  m_endedBy.reset();
  // A failed commit leaves the transaction open; after some errors SQLite has rolled back by itself.
  if (!done && isInTransaction())
    sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
  return done;
}

Result<void> Connection::copyTo(const std::filesystem::path& file, const CopyProgress& progress)
{
  Connection target;
  const auto utf8 = file.u8string();
  target.m_file.assign(reinterpret_cast<const char*>(utf8.data()), utf8.size());
  constexpr int kFlags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE;
  const int code = sqlite3_open_v2(target.m_file.c_str(), &target.m_handle, kFlags, checkedVfs({}).c_str());
  if (code != SQLITE_OK)
    return fail(target.lastError(code));
  declarePageChecksums(target.m_handle, hasPageChecksums(m_handle));
  readEmptyPages(m_handle, true);
  readEmptyPages(target.m_handle, true);
  // Nobody sees the copy before it is whole, so that it needs no journal of its own.
  ZVT_TRY_VOID(target.execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=FULL;"));
  auto copied = copyPages(target, progress);
  readEmptyPages(m_handle, false);
  return copied;
}

Result<void> Connection::copyPages(Connection& target, const CopyProgress& progress)
{
  sqlite3_backup* copy = sqlite3_backup_init(target.m_handle, "main", m_handle, "main");
  if (!copy)
    return fail(target.lastError(sqlite3_extended_errcode(target.m_handle)));
  int code = SQLITE_OK;
  Result<void> answer;
  while (answer && code == SQLITE_OK) {
    code = sqlite3_backup_step(copy, kCopyPages);
    const int all = sqlite3_backup_pagecount(copy);
    if (code == SQLITE_OK || code == SQLITE_DONE)
      answer = progress(all - sqlite3_backup_remaining(copy), all);
  }
  const int finished = sqlite3_backup_finish(copy);
  if (!answer)
    return answer;
  if (code != SQLITE_DONE)
    return fail(lastError(finished != SQLITE_OK ? finished : code));
  return {};
}

Result<void> Connection::snapshot(const std::function<Result<void>()>& body)
{
  ZVT_TRY(Statement begin, prepare("BEGIN"));
  ZVT_TRY_VOID(begin.run());
  auto done = body();
  if (!isInTransaction()) // SQLite ends it when a page cannot be read; what counts is why
    return done;
  ZVT_TRY(Statement end, prepare("ROLLBACK"));
  ZVT_TRY_VOID(end.run());
  return done;
}

bool Connection::isInTransaction() const
{
  return sqlite3_get_autocommit(m_handle) == 0;
}

std::int64_t Connection::changes() const
{
  return sqlite3_changes64(m_handle);
}

Error Connection::lastError(int code) const
{
  const char* text = m_handle ? sqlite3_errmsg(m_handle) : sqlite3_errstr(code);
  Error error{std::string(errorCode(m_handle, code)), {{"reason", text}}, {}};
  const auto damage = code == SQLITE_IOERR_DATA ? lastPageDamage(m_handle) : std::nullopt;
  if (damage)
    error.arguments.emplace_back("page", std::to_string(damage->page));
  return std::move(error).with("file", damage && damage->isInLog ? m_file + "-wal" : m_file);
}

std::string sqlName(std::string_view name)
{
  std::string result = "\"";
  for (const char c : name) {
    result += c;
    if (c == '"')
      result += c;
  }
  return result + '"';
}

}
