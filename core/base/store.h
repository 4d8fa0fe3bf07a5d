// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zvt {

/// One change of a batch. Logs are append-only; keys are replaced.
struct StoreOperation {
  enum class Kind {
    Append, ///< add value to the log named by table; key is ignored
    Put, ///< set table/key to value
    Remove
  };
  Kind kind = Kind::Put;
  std::string table;
  std::string key;
  std::string value;
  /// Append: the number that the entry must get, 0: whichever is next. Another one is storage.conflict: somebody else
  /// has written to the log.
  std::uint64_t sequence = 0;
};

/// The seam to durable state: append-only logs and key → value tables, written in atomic batches.
/// What commit() acknowledged survives a crash and a power cut. core/storage implements it on ledger.db; tests use
/// testing/MemoryStore, which can fail or "crash" at any operation.
class Store {
public:
  virtual ~Store() = default;
  /// All of the operations or none. Errors: storage.*; after an error nothing of the batch is visible.
  virtual Result<void> commit(const std::vector<StoreOperation>& batch) = 0;
  [[nodiscard]] virtual Result<std::optional<std::string>> get(std::string_view table, std::string_view key) const = 0;
  /// Visits a table in key order; the visitor returns false to stop.
  virtual Result<void> forEach(
      std::string_view table, const std::function<bool(std::string_view key, std::string_view value)>& visit) const = 0;
  /// Visits a log from sequence number @p from (the first entry has 1), oldest first; the visitor returns false to
  /// stop.
  virtual Result<void> replay(std::string_view log, std::uint64_t from,
      const std::function<bool(std::uint64_t sequence, std::string_view value)>& visit) const = 0;
};

}
