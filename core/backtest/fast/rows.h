// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/desk.h"
#include "core/backtest/fast/prefetch.h"

#include <cmath>

namespace zvt::backtest::fast {

/// One entity's bars and corporate actions as the drivers of a FastDesk read them.
class EntityRows {
public:
  /// @param keys those of the bars, here or in another column that outlives this
  EntityRows(const EntityData& data, const std::int64_t* keys, std::span<const DayRules> rules)
      : m_data(&data)
      , m_keys(keys)
      , m_open(data.raw->open.data())
      , m_high(data.raw->high.data())
      , m_low(data.raw->low.data())
      , m_close(data.raw->close.data())
      , m_volume(data.raw->volume.data())
      , m_size(data.raw->size())
      , m_rules(rules)
  {
  }

  [[nodiscard]] std::size_t size() const { return m_size; }
  [[nodiscard]] TradingDay dayAt(std::size_t row) const { return TradingDay{static_cast<std::int32_t>(m_keys[row])}; }
  [[nodiscard]] double closeAt(std::size_t row) const { return m_close[row]; }
  [[nodiscard]] double openAt(std::size_t row) const { return m_open[row]; }
  [[nodiscard]] const double* closes() const { return m_close; }
  [[nodiscard]] const std::vector<market::CorporateAction>& actions() const { return m_data->actions; }

  /// Rules of a day; days are asked for in increasing order.
  [[nodiscard]] const DayRules& rulesOn(TradingDay day)
  {
    while (m_rule + 1 < m_rules.size() && m_rules[m_rule + 1].from <= day)
      ++m_rule;
    return m_rules[m_rule];
  }

  /// Rules of a bar; bars are asked for in increasing order.
  [[nodiscard]] const DayRules& rulesAt(std::size_t row)
  {
    if (row >= m_ruleEnd)
      findRules(row);
    return m_rules[m_rule];
  }

  /// @param atClose orders fill at the close: there a limit matters on every bar, else only on one that stands still
  [[nodiscard]] FastBar barAt(std::size_t row, const DayRules& rules, bool atClose) const
  {
    FastBar bar{m_open[row], m_high[row], m_low[row], m_close[row], m_volume[row], {}};
    if (atClose || bar.high == bar.low) {
      bar.day = dayAt(row);
      bar.reference = referenceAt(row, rules);
    }
    return bar;
  }

  /// Asks the memory for a bar that an order will meet soon.
  ZVT_PREFETCHES void prefetchBar(std::size_t row) const
  {
    if (row >= m_size)
      return;
    prefetch(m_open + row);
    prefetch(m_high + row);
    prefetch(m_low + row);
    prefetch(m_volume + row);
  }
  ZVT_PREFETCHES void prefetchClose(std::size_t row) const
  {
    if (row < m_size)
      prefetch(m_close + row);
  }

private:
  /// What the day's limits are measured from: the close before, moved by the ex-dates since, on the tick; −1: none.
  [[nodiscard]] std::int64_t referenceAt(std::size_t row, const DayRules& rules) const
  {
    if (row == 0)
      return -1;
    const double before = m_close[row - 1];
    if (m_data->actions.empty())
      return toE4(before);
    return movedReference(before, dayAt(row - 1), dayAt(row), rules);
  }

  void findRules(std::size_t row);
  [[nodiscard]] std::int64_t movedReference(
      double price, TradingDay after, TradingDay upTo, const DayRules& rules) const;

  const EntityData* m_data;
  const std::int64_t* m_keys;
  // Columns of the raw series and their size: one step less away than in it.
  const double* m_open;
  const double* m_high;
  const double* m_low;
  const double* m_close;
  const double* m_volume;
  std::size_t m_size;
  std::span<const DayRules> m_rules;
  std::size_t m_rule = 0;
  std::size_t m_ruleEnd = 0; ///< the first row to which m_rule does not apply, where it was asked for by row
};

/// What a position is closed at when the run is over. @p last its mark
[[nodiscard]] inline std::int64_t closingPrice(
    const strategy::AccountSettings& account, double lastOpen, std::int64_t last)
{
  const bool atOpen = account.openAtEnd == strategy::OpenAtEnd::LastOpen && std::isfinite(lastOpen);
  return atOpen ? toE4(lastOpen) : last;
}

}
