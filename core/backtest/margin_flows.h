// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/analytics/records.h"
#include "core/backtest/backtest_data.h"
#include "core/trading/account.h"

#include <map>
#include <vector>

namespace zvt::backtest {

/// Follows what positions on margin receive and pay beside their trades.
class MarginFlows {
public:
  /// The account after a bar. @return what is new of funding and interest, by entity
  std::map<std::string, Money> look(const trading::SimAccount& account, LocalTime time);
  /// What is in FlowRecords: all funding and interest so far, oldest first.
  [[nodiscard]] const std::vector<analytics::FlowRecord>& records() const { return m_records; }
  /// One line an entity: what was settled, funded and borrowed.
  [[nodiscard]] static std::vector<std::string> summary(const trading::SimAccount& account);

private:
  struct Seen {
    Money funding, borrowing;
  };
  std::map<std::string, Seen, std::less<>> m_seen;
  std::vector<analytics::FlowRecord> m_records;
};

/// What the reader of a run with contracts must know: terms that no source proves, perpetuals without stored funding
/// rates, futures without settlement prices, liquidations.
/// @param orders as they ended
[[nodiscard]] std::vector<Error> marginWarnings(
    const BacktestData& data, const trading::SimAccount& account, const std::vector<analytics::OrderRecord>& orders);

}
