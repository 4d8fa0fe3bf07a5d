// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/store.h"

#include <map>

namespace zvt::backtest {

/// Gathers what a step of a played market writes and commits it as a whole: after a crash the market stands before the
/// step or after it, with all of its accounts, and a step costs one sync however many orders it has. Reads show what
/// was committed. One thread.
class StepStore final : public Store {
public:
  /// @param store outlives this one
  explicit StepStore(Store& store)
      : m_store(store)
  {
  }
  /// Takes it into the step.
  Result<void> commit(const std::vector<StoreOperation>& batch) override;
  /// Ends the step. After an error nothing of it is stored, and what was gathered is forgotten: whoever made it stands
  /// elsewhere than the store says. Errors: those of the store.
  Result<void> flush();

  [[nodiscard]] Result<std::optional<std::string>> get(std::string_view table, std::string_view key) const override;
  Result<void> forEach(std::string_view table,
      const std::function<bool(std::string_view key, std::string_view value)>& visit) const override;
  Result<void> replay(std::string_view log, std::uint64_t from,
      const std::function<bool(std::uint64_t sequence, std::string_view value)>& visit) const override;

private:
  Store& m_store;
  std::vector<StoreOperation> m_step;
  std::map<std::pair<std::string, std::string>, std::size_t> m_keys; ///< where a table's key stands in the step
};

}
