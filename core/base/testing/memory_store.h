// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/memory_store.h"

#include <cstddef>

namespace zvt::testing {

/// A Store in memory that can fail, or "crash", at any commit. A crashed store refuses everything until restart(),
/// which leaves what was durable: exactly what a process finds after it was killed. For one thread.
class MemoryStore final : public zvt::MemoryStore {
public:
  enum class Crash {
    BeforeWrite, ///< the batch is lost
    AfterWrite
  }; ///< the batch is durable, but nobody was told

  /// The @p n-th commit from now (1 is the next) fails with @p code and writes nothing.
  void failAt(std::size_t n, std::string code = "storage.io");
  /// The @p n-th commit from now crashes.
  void crashAt(std::size_t n, Crash when);
  void restart() { m_crashed = false; }
  [[nodiscard]] bool isCrashed() const { return m_crashed; }
  /// Commits so far, failed ones too: run once, then crash at each in turn.
  [[nodiscard]] std::size_t commits() const { return m_commits; }

  Result<void> commit(const std::vector<StoreOperation>& batch) override;
  [[nodiscard]] Result<std::optional<std::string>> get(std::string_view table, std::string_view key) const override;
  Result<void> forEach(std::string_view table,
      const std::function<bool(std::string_view key, std::string_view value)>& visit) const override;
  Result<void> replay(std::string_view log, std::uint64_t from,
      const std::function<bool(std::uint64_t sequence, std::string_view value)>& visit) const override;

private:
  [[nodiscard]] Result<void> checkAlive() const;

  std::size_t m_commits = 0;
  std::size_t m_failAt = 0;
  std::string m_failCode;
  std::size_t m_crashAt = 0;
  Crash m_crash = Crash::BeforeWrite;
  bool m_crashed = false;
};

}
