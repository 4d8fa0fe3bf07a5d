// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

/// The only door to SQLite's C interface: connections, statements and transactions that clean up after themselves.
/// Values are always bound. A connection and its statements belong to one thread at a time.
namespace zvt::storage {

class Connection;

/// A prepared statement, borrowed from its connection's cache; goes back reset when it is destroyed.
class Statement {
public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  /// Binds the next parameter, left to right. The bytes of text and blobs are copied.
  Statement& bind(std::int64_t value);
  Statement& bind(double value); ///< NaN becomes NULL, as SQLite has it
  Statement& bind(std::string_view text);
  Statement& bindBlob(std::string_view bytes);
  Statement& bindNull();

  /// Moves to the next row; false: no more rows.
  [[nodiscard]] Result<bool> step();
  /// Runs a statement to its end.
  [[nodiscard]] Result<void> run();
  /// Makes the statement ready for new values.
  void reset();

  [[nodiscard]] bool isNull(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  /// Valid until the next step().
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;

private:
  friend class Connection;
  Statement(Connection& connection, sqlite3_stmt* handle, std::string_view sql);

  Connection* m_connection;
  sqlite3_stmt* m_handle;
  std::string m_sql;
  int m_next = 1;
  int m_bindError = 0;
};

enum class OpenMode {
  ReadOnly,
  Immutable, ///< read-only, for a file that nobody writes in a folder where SQLite cannot put its own files
  Create
};
enum class Durability {
  Normal, ///< a power cut may take the newest commits
  Full
}; ///< what was committed is on the disk

/// How a connection gets at the file.
enum class FileAccess {
  Calls, ///< a page that cannot be read is an error
  Mapped ///< twice as fast for scans; a page that the device cannot give ends the process (SIGBUS)
};

/// Told after each step of a copy; an error ends it.
using CopyProgress = std::function<Result<void>(std::int64_t copiedPages, std::int64_t allPages)>;

class Connection {
public:
  /// @param vfs SQLite's name of the layer that reads and writes files; empty: the operating system's
  /// Errors: storage.cannot_open, storage.not_a_database, storage.denied, storage.corrupt …; context "file".
  static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& file, OpenMode mode,
      Durability durability = Durability::Normal, const std::string& vfs = {}, FileAccess access = FileAccess::Calls);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] Result<Statement> prepare(std::string_view sql);
  /// Runs constant statements, separated by semicolons.
  Result<void> execute(const std::string& sql);
  /// The first column of the first row, as a number; 0 without a row.
  [[nodiscard]] Result<std::int64_t> number(std::string_view sql);
  /// Runs @p body between BEGIN IMMEDIATE and COMMIT; an error rolls everything back. After some errors, as at a
  /// damaged page, SQLite does so by itself: from then on every statement of the body fails with that error, and so
  /// does all.
  Result<void> transaction(const std::function<Result<void>()>& body);
  /// Runs @p body in a read transaction: all its statements see the same state.
  Result<void> snapshot(const std::function<Result<void>()>& body);
  [[nodiscard]] bool isInTransaction() const;
  /// Copies the database, as this connection's open transaction sees it, into a new file that is synced at the end.
  /// Writers go on meanwhile. Errors: those of @p progress; storage.*. The unfinished file is the caller's to remove.
  Result<void> copyTo(const std::filesystem::path& file, const CopyProgress& progress);
  /// Rows that the last statement changed.
  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] Error lastError(int code) const;
  /// For what only SQLite's own interface offers: virtual tables, authorizers, limits.
  [[nodiscard]] sqlite3* handle() const { return m_handle; }

private:
  friend class Statement;
  Connection() = default;
  Result<void> configure(OpenMode mode, Durability durability, FileAccess access);
  Result<void> copyPages(Connection& target, const CopyProgress& progress);
  void giveBack(const std::string& sql, sqlite3_stmt* handle);
  Error failure(int code);

  sqlite3* m_handle = nullptr;
  std::string m_file;
  bool m_isWriting = false; ///< inside transaction()
  std::optional<Error> m_endedBy; ///< why SQLite rolled that transaction back
  std::map<std::string, std::vector<sqlite3_stmt*>, std::less<>> m_idle;
};

/// "name" as an SQL identifier. Names come from schema files, never from outside; quotes are doubled all the same.
[[nodiscard]] std::string sqlName(std::string_view name);

}
