// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/host/strategy_unit.h"
#include "core/backtest/live/deployment.h"

#include <optional>
#include <string>
#include <vector>

namespace zvt::backtest {

/// Why a strategy that lives in the program made an order: kept with the step that made it, so that the order can be
/// traced back after a restart, and after the strategy is gone.
struct KeptDecision {
  std::string orderId; ///< of the order, or of what is held for it
  std::string account;
  std::string strategy;
  std::string program; ///< key of what it was then, see putProgram()
  std::string rulesVersion;
  std::string entityId;
  Timestamp at; ///< of the market
  TradingDay day;
  double weight = 0; ///< the target; NaN: an order by quantity
  std::string hook;
  int line = 0; ///< of a script; 0: not known
  double price = 0; ///< newest raw close; NaN: none
  double equity = 0; ///< of the account
  std::size_t bars = 0; ///< finished bars of the entity, of the finest level
  std::string barsHash; ///< over those, and the ex-dates up to the day
  std::vector<std::pair<std::string, double>> notes; ///< the first of them
  std::size_t moreNotes = 0;
  bool operator==(const KeptDecision&) const = default;
};
[[nodiscard]] std::string toJson(const KeptDecision& decision);
/// Errors: json.*.
[[nodiscard]] Result<KeptDecision> keptDecisionFromJson(std::string_view text);
/// Nothing: none was kept. Errors: storage.*, json.*.
[[nodiscard]] Result<std::optional<KeptDecision>> readDecision(const Store& store, std::string_view orderId);

/// What a strategy is, apart from where it stands: name, file, source and settings.
struct KeptProgram {
  std::string key;
  StoreOperation put;
};
[[nodiscard]] KeptProgram keptProgram(const Deployment& deployment);
/// Errors: strategy.unknown_deployment, storage.*, json.*.
[[nodiscard]] Result<Deployment> readProgram(const Store& store, std::string_view key);

/// A hash over the first bars of a raw series and the ex-dates up to a day, continued as bars are added: 16 digits.
class BarsHash {
public:
  /// @param rows not fewer than before
  [[nodiscard]] std::string of(const market::BarSeries& raw, std::size_t rows,
      const std::vector<market::CorporateAction>& actions, TradingDay until);

private:
  std::size_t m_rows = 0;
  std::uint32_t m_crc = 0;
};

// Tables of the store.
inline constexpr std::string_view kDecisionTable = "strategy.decision"; ///< by order id
inline constexpr std::string_view kProgramTable = "strategy.program"; ///< by hash

}
