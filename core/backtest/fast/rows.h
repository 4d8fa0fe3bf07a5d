// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/desk.h"

#include <cmath>

namespace zvt::backtest::fast {

/// One entity's bars and corporate actions as the drivers of a FastDesk read them.
class EntityRows {
public:
  /// @param keys those of the bars, here or in another column that outlives this
  EntityRows(const EntityData& data, const std::int64_t* keys, std::span<const DayRules> rules)
      : m_data(&data)
      , m_raw(data.raw.get())
      , m_keys(keys)
      , m_rules(rules)
  {
  }

  [[nodiscard]] std::size_t size() const { return m_raw->size(); }
  [[nodiscard]] TradingDay dayAt(std::size_t row) const { return TradingDay{static_cast<std::int32_t>(m_keys[row])}; }
  [[nodiscard]] double closeAt(std::size_t row) const { return m_raw->close[row]; }
  [[nodiscard]] double openAt(std::size_t row) const { return m_raw->open[row]; }
  [[nodiscard]] const double* closes() const { return m_raw->close.data(); }
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
    FastBar bar{m_raw->open[row], m_raw->high[row], m_raw->low[row], m_raw->close[row], m_raw->volume[row], {}};
    if (atClose || bar.high == bar.low) {
      bar.day = dayAt(row);
      bar.reference = referenceAt(row, rules);
    }
    return bar;
  }

  /// Asks the memory for a bar that will be met soon. Always inlined: GCC drops the call of a function that does
  /// nothing but this, as if it did nothing.
#if defined(__GNUC__)
  [[gnu::always_inline]] void prefetch(std::size_t row) const
  {
    if (row >= m_raw->size())
      return;
    __builtin_prefetch(m_raw->open.data() + row);
    __builtin_prefetch(m_raw->high.data() + row);
    __builtin_prefetch(m_raw->low.data() + row);
    __builtin_prefetch(m_raw->volume.data() + row);
  }
  /// The same for a close.
  [[gnu::always_inline]] void prefetchClose(std::size_t row) const
  {
    if (row < m_raw->size())
      __builtin_prefetch(m_raw->close.data() + row);
  }
#else
  void prefetch(std::size_t) const { }
  void prefetchClose(std::size_t) const { }
#endif

private:
  /// What the day's limits are measured from: the close before, moved by the ex-dates since, on the tick; −1: none.
  [[nodiscard]] std::int64_t referenceAt(std::size_t row, const DayRules& rules) const
  {
    if (row == 0)
      return -1;
    const double before = m_raw->close[row - 1];
    if (m_data->actions.empty())
      return toE4(before);
    return movedReference(before, dayAt(row - 1), dayAt(row), rules);
  }

  void findRules(std::size_t row);
  [[nodiscard]] std::int64_t movedReference(
      double price, TradingDay after, TradingDay upTo, const DayRules& rules) const;

  const EntityData* m_data;
  const market::BarSeries* m_raw;
  const std::int64_t* m_keys;
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
