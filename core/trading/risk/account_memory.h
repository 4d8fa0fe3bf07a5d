// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/store.h"
#include "core/trading/risk/risk_picture.h"

namespace zvt::risk {

/// What losses of an account are counted from: each day's opening equity and the highest so far. Deposits and
/// withdrawals move both. Written to the store with each day and with each new high, so that a restart at any moment
/// counts from the same. Not thread-safe.
class AccountMemory {
public:
  /// @param store null: nothing outlives the program
  explicit AccountMemory(Store* store)
      : m_store(store)
  {
  }
  /// Completes an account that has its equity, day and moved cash. What is stored and cannot be read leaves its losses
  /// unknown, and is not written over. @param before the account as it was; null: it is new
  void carryOn(const RiskAccount* before, RiskAccount& now);

private:
  [[nodiscard]] Result<std::optional<RiskAccount>> stored(const std::string& account) const;
  void store(const RiskAccount& account);

  Store* m_store;
};

}
