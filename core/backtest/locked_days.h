// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/store.h"
#include "core/base/time.h"

#include <string>
#include <vector>

namespace zvt::backtest {

/// A result that was seen: choosing again after it makes the days of it known.
struct Look {
  std::string request; ///< hash of what was asked for; the same again is no new look
  std::string strategy;
  std::vector<std::string> entities; ///< ids and globs
  TradingDay from, to;
  bool isLocked = false; ///< the days had been locked; else they were chosen or judged on
};

/// The looks at days of a market, whatever the strategy and its settings: kept in the log "backtest.looks" of a store
/// that outlives result folders, in the order in which they were taken.
class LockedDays {
public:
  /// The store outlives this.
  explicit LockedDays(Store& store)
      : m_store(store)
  {
  }
  /// Looks of other requests that share a day and an entity's text with @p look. Errors: storage.*, json.*.
  [[nodiscard]] Result<std::vector<Look>> before(const Look& look) const;
  /// Notes a look, durably, before anything of it is shown. One that is known is not noted twice. Errors: storage.*.
  Result<void> take(const Look& look);

private:
  [[nodiscard]] Result<std::vector<Look>> read() const;

  Store& m_store;
};

}
