// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/store.h"

#include <map>

namespace zvt {

/// A Store for what shall be gone with the program, such as a practice account. A value: a copy is a picture of the
/// moment. Not thread-safe.
class MemoryStore : public Store {
public:
  Result<void> commit(const std::vector<StoreOperation>& batch) override;
  [[nodiscard]] Result<std::optional<std::string>> get(std::string_view table, std::string_view key) const override;
  Result<void> forEach(std::string_view table,
      const std::function<bool(std::string_view key, std::string_view value)>& visit) const override;
  Result<void> replay(std::string_view log, std::uint64_t from,
      const std::function<bool(std::uint64_t sequence, std::string_view value)>& visit) const override;

  [[nodiscard]] std::size_t logSize(std::string_view log) const;
  /// Batches written so far.
  [[nodiscard]] std::uint64_t revision() const { return m_revision; }

private:
  [[nodiscard]] Result<void> checkSequences(const std::vector<StoreOperation>& batch) const;

  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> m_tables;
  std::map<std::string, std::vector<std::string>, std::less<>> m_logs;
  std::uint64_t m_revision = 0;
};

}
