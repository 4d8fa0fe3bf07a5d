// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/common_keys.h"
#include "core/backtest/fast/rule_table.h"
#include "core/backtest/timeline.h"

#include <memory>
#include <mutex>

namespace zvt::backtest::fast {

/// What runs over the same data share: the timeline, and the rules in whole numbers for each policy and commission that
/// was asked for. Thread-safe.
class PreparedMarket {
public:
  /// @param data outlives this; day-keyed, with at least one bar
  PreparedMarket(
      const BacktestData& data, const std::optional<TradingDay>& start, std::shared_ptr<const market::RuleBook> book);

  [[nodiscard]] const std::vector<Moment>& timeline() const { return m_timeline; }
  [[nodiscard]] const CommonKeys& keys() const { return m_keys; }
  /// Of a key that some entity has.
  [[nodiscard]] std::uint32_t momentOf(std::int64_t key) const
  {
    return m_places[static_cast<std::size_t>(key - m_timeline.front().key)];
  }
  /// The moment of an entity's first bar where it has a bar at each moment from there to its last; −1 where it has
  /// gaps.
  [[nodiscard]] std::int64_t firstMoment(std::size_t entity) const { return m_firstMoments[entity]; }
  [[nodiscard]] std::shared_ptr<const RuleTable> rules(const strategy::ExecutionPlan& plan) const;

private:
  /// A table and what it refers to.
  struct Entry {
    std::string key;
    std::shared_ptr<const trading::TradingRules> rules;
    std::unique_ptr<RuleTable> table;
  };
  const BacktestData& m_data;
  std::shared_ptr<const market::RuleBook> m_book;
  std::vector<Moment> m_timeline;
  CommonKeys m_keys;
  std::vector<std::uint32_t> m_places;
  std::vector<std::int64_t> m_firstMoments;
  mutable std::mutex m_guard;
  mutable std::vector<std::shared_ptr<const Entry>> m_entries;
};

}
