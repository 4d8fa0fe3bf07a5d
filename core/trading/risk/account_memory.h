// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/store.h"
#include "core/trading/risk/risk_picture.h"

namespace zvt::risk {

/// What losses of an account are counted from: each day's opening equity and the highest so far. Deposits and
/// withdrawals move both. Written to the store once a day. Not thread-safe.
class AccountMemory {
public:
  /// @param store null: nothing outlives the program
  explicit AccountMemory(Store* store)
      : m_store(store)
  {
  }
  /// Completes an account that has its equity, day and moved cash. @param before the account as it was; null: it is new
  void carryOn(const RiskAccount* before, RiskAccount& now);

private:
  [[nodiscard]] std::optional<RiskAccount> stored(const std::string& account) const;
  void store(const RiskAccount& account);

  Store* m_store;
};

}
