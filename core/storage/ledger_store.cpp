// SPDX-License-Identifier: Apache-2.0
#include "core/storage/ledger_store.h"

#include "core/base/checksum.h"
#include "core/storage/database.h"

#include <fmt/format.h>

namespace zvt::storage {

namespace {

std::int64_t logChecksum(std::string_view log, std::int64_t sequence, std::string_view value)
{
  return crc32c(value, crc32c(fmt::format("{}|{}|", log, sequence)));
}

std::int64_t valueChecksum(std::string_view table, std::string_view key, std::string_view value)
{
  return crc32c(value, crc32c(fmt::format("{}|{}|{}|", table, key.size(), key)));
}

std::unexpected<Error> corrupt(std::string_view table, std::string_view entry)
{
  return fail("storage.corrupt_ledger", {{"table", std::string(table)}, {"entry", std::string(entry)}});
}

Result<void> append(Connection& connection, const StoreOperation& operation)
{
  ZVT_TRY(Statement newest, connection.prepare("SELECT max(sequence) FROM ledger_log WHERE log=?"));
  ZVT_TRY_VOID(newest.bind(operation.table).step());
  const std::int64_t sequence = newest.integer(0) + 1; // NULL of an empty log reads as 0
  if (operation.sequence != 0 && static_cast<std::int64_t>(operation.sequence) != sequence)
    return fail("storage.conflict",
        {{"log", operation.table}, {"expected", std::to_string(operation.sequence)},
            {"next", std::to_string(sequence)}});
  ZVT_TRY(
      Statement insert, connection.prepare("INSERT INTO ledger_log(log, sequence, value, checksum) VALUES(?,?,?,?)"));
  insert.bind(operation.table).bind(sequence).bindBlob(operation.value);
  return insert.bind(logChecksum(operation.table, sequence, operation.value)).run();
}

Result<void> put(Connection& connection, const StoreOperation& operation)
{
  ZVT_TRY(Statement insert,
      connection.prepare("INSERT INTO ledger_value(name, key, value, checksum) VALUES(?,?,?,?) "
                         "ON CONFLICT(name, key) DO UPDATE SET value=excluded.value, checksum=excluded.checksum"));
  insert.bind(operation.table).bind(operation.key).bindBlob(operation.value);
  return insert.bind(valueChecksum(operation.table, operation.key, operation.value)).run();
}

Result<void> removeKey(Connection& connection, const StoreOperation& operation)
{
  ZVT_TRY(Statement remove, connection.prepare("DELETE FROM ledger_value WHERE name=? AND key=?"));
  return remove.bind(operation.table).bind(operation.key).run();
}

Result<void> applyOperation(Connection& connection, const StoreOperation& operation)
{
  switch (operation.kind) {
  case StoreOperation::Kind::Append:
    return append(connection, operation);
  case StoreOperation::Kind::Put:
    return put(connection, operation);
  case StoreOperation::Kind::Remove:
    return removeKey(connection, operation);
  }
  return {};
}

Result<void> verifyLogs(Connection& connection, LedgerCheck& check)
{
  ZVT_TRY(Statement rows,
      connection.prepare("SELECT log, sequence, value, checksum FROM ledger_log ORDER BY log, sequence"));
  std::string log;
  std::int64_t expected = 1;
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    if (rows.text(0) != log) {
      log = rows.text(0);
      expected = 1;
    }
    const std::int64_t sequence = rows.integer(1);
    if (sequence != expected) // what lies between is gone
      check.damage.push_back(corrupt(log, std::to_string(expected)).error());
    else if (rows.integer(3) != logChecksum(log, sequence, rows.blob(2)))
      check.damage.push_back(corrupt(log, std::to_string(sequence)).error());
    expected = sequence + 1;
    ++check.entries;
  }
}

Result<void> verifyValues(Connection& connection, LedgerCheck& check)
{
  ZVT_TRY(Statement rows, connection.prepare("SELECT name, key, value, checksum FROM ledger_value ORDER BY name, key"));
  for (;;) {
    ZVT_TRY(const bool row, rows.step());
    if (!row)
      return {};
    if (rows.integer(3) != valueChecksum(rows.text(0), rows.text(1), rows.blob(2)))
      check.damage.push_back(corrupt(rows.text(0), rows.text(1)).error());
    ++check.entries;
  }
}

}

LedgerStore::LedgerStore(Database& database)
    : m_database(database)
{
}

Result<void> LedgerStore::commit(const std::vector<StoreOperation>& batch)
{
  if (batch.empty())
    return {};
  return m_database.write([&](Connection& connection) -> Result<void> {
    for (const StoreOperation& operation : batch)
      ZVT_TRY_VOID(applyOperation(connection, operation));
    return {};
  });
}

Result<std::optional<std::string>> LedgerStore::get(std::string_view table, std::string_view key) const
{
  return m_database.fetch([&](Connection& connection) -> Result<std::optional<std::string>> {
    ZVT_TRY(Statement rows, connection.prepare("SELECT value, checksum FROM ledger_value WHERE name=? AND key=?"));
    ZVT_TRY(const bool row, rows.bind(table).bind(key).step());
    if (!row)
      return std::nullopt;
    std::string value(rows.blob(0));
    if (rows.integer(1) != valueChecksum(table, key, value))
      return corrupt(table, key);
    return value;
  });
}

Result<void> LedgerStore::forEach(
    std::string_view table, const std::function<bool(std::string_view key, std::string_view value)>& visit) const
{
  return m_database.read([&](Connection& connection) -> Result<void> {
    ZVT_TRY(
        Statement rows, connection.prepare("SELECT key, value, checksum FROM ledger_value WHERE name=? ORDER BY key"));
    rows.bind(table);
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return {};
      if (rows.integer(2) != valueChecksum(table, rows.text(0), rows.blob(1)))
        return corrupt(table, rows.text(0));
      if (!visit(rows.text(0), rows.blob(1)))
        return {};
    }
  });
}

Result<void> LedgerStore::replay(std::string_view log, std::uint64_t from,
    const std::function<bool(std::uint64_t sequence, std::string_view value)>& visit) const
{
  return m_database.read([&](Connection& connection) -> Result<void> {
    ZVT_TRY(Statement rows,
        connection.prepare(
            "SELECT sequence, value, checksum FROM ledger_log WHERE log=? AND sequence>=? ORDER BY sequence"));
    std::int64_t expected = static_cast<std::int64_t>(std::max<std::uint64_t>(from, 1));
    rows.bind(log).bind(expected);
    for (;;) {
      ZVT_TRY(const bool row, rows.step());
      if (!row)
        return {};
      const std::int64_t sequence = rows.integer(0);
      // Sequences count without gaps: a missing entry is damage, too.
      if (sequence != expected++ || rows.integer(2) != logChecksum(log, sequence, rows.blob(1)))
        return corrupt(log, std::to_string(sequence));
      if (!visit(static_cast<std::uint64_t>(sequence), rows.blob(1)))
        return {};
    }
  });
}

Result<LedgerCheck> LedgerStore::verify() const
{
  return m_database.fetch([](Connection& connection) -> Result<LedgerCheck> {
    LedgerCheck check;
    ZVT_TRY_VOID(verifyLogs(connection, check));
    ZVT_TRY_VOID(verifyValues(connection, check));
    return check;
  });
}

}
