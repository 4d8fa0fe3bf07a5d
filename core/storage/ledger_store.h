// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/store.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace zvt::storage {

class Database;

/// What LedgerStore::verify() found.
struct LedgerCheck {
  std::int64_t entries = 0; ///< of logs and tables
  std::vector<Error> damage; ///< storage.corrupt_ledger with "table" and "entry"
};

/// zvt::Store on ledger.db: append-only logs and key → value tables. What commit() acknowledged is on the disk
/// (WAL, synchronous=FULL). Every entry carries a checksum; a damaged one is storage.corrupt_ledger, never a wrong
/// value. Any thread; commits run one after the other on the ledger's writer.
class LedgerStore final : public Store {
public:
  explicit LedgerStore(Database& database);

  Result<void> commit(const std::vector<StoreOperation>& batch) override;
  [[nodiscard]] Result<std::optional<std::string>> get(std::string_view table, std::string_view key) const override;
  Result<void> forEach(std::string_view table,
      const std::function<bool(std::string_view key, std::string_view value)>& visit) const override;
  Result<void> replay(std::string_view log, std::uint64_t from,
      const std::function<bool(std::uint64_t sequence, std::string_view value)>& visit) const override;

  /// Reads everything: checksums, and sequences without gaps. Errors: storage.* when the file cannot be read on.
  [[nodiscard]] Result<LedgerCheck> verify() const;

private:
  Database& m_database;
};

}
