// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/trading/risk/risk_picture.h"

#include <memory>
#include <span>

namespace zvt::risk {

/// What a profile knows of securities that limits ask for, read once and then answered from memory: industry and tags
/// (data::industriesOf, data::tagsOf), the average volume of the last 20 bars, and the correlation of daily log returns
/// (adjusted closes) over the last 120 days of which both have at least 60. Any thread.
class SecurityFacts {
public:
  static constexpr int kVolumeDays = 20;
  static constexpr int kReturnDays = 120;
  static constexpr std::size_t kFewestReturns = 60;

  /// Both outlive it.
  SecurityFacts(storage::Profile& profile, data::MarketData& marketData);
  ~SecurityFacts();
  SecurityFacts(const SecurityFacts&) = delete;
  SecurityFacts& operator=(const SecurityFacts&) = delete;

  /// Reads what is stored of these, no bar and no membership of an industry later than @p until; those that are known
  /// for that day or a later one already cost nothing, unless the data changed. Not for the GUI thread. Errors:
  /// storage.*, json.*; what was known stays.
  Result<void> learn(std::span<const std::string> entities, TradingDay until);
  /// Answers about what was learnt; all else is unknown. Quick. The facts outlive it.
  [[nodiscard]] RiskLookups lookups() const;

private:
  struct State;
  std::shared_ptr<State> m_state;
  std::shared_ptr<void> m_dataObservation;
};

}
