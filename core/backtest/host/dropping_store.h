// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/store.h"

namespace zvt::backtest {

/// Keeps nothing: for a service whose journal nobody reads again.
class DroppingStore final : public Store {
public:
  Result<void> commit(const std::vector<StoreOperation>&) override { return {}; }
  [[nodiscard]] Result<std::optional<std::string>> get(std::string_view, std::string_view) const override
  {
    return std::nullopt;
  }
  Result<void> forEach(
      std::string_view, const std::function<bool(std::string_view key, std::string_view value)>&) const override
  {
    return {};
  }
  Result<void> replay(std::string_view, std::uint64_t,
      const std::function<bool(std::uint64_t sequence, std::string_view value)>&) const override
  {
    return {};
  }
};

}
