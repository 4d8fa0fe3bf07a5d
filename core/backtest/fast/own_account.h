// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/cross_signals.h"
#include "core/backtest/fast/rows.h"

namespace zvt::backtest::fast {

/// Bars [begin, end) of an account over which cash and position stayed the same.
struct QuietSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::int64_t cash = 0; ///< E4
  std::int64_t held = 0;
};

/// One entity, one account: steps from event to event (a cross, a waiting order, an ex-date of a position); the quiet
/// bars between them are one span.
class OwnAccount {
public:
  OwnAccount(const strategy::AccountSettings& settings, const CrossShape& shape, FastDesk& desk);

  /// @param firstRow the first bar of the run; before it signals only warm up
  /// @return all bars of the account in spans; valid until the next run. Throws OffGrid.
  const std::vector<QuietSpan>& run(
      std::uint32_t entity, EntityRows& rows, const std::vector<Cross>& crosses, std::size_t firstRow);

private:
  void step(std::size_t row);
  [[nodiscard]] std::size_t quietUntil(std::size_t row) const;
  [[nodiscard]] bool isPending() const
  {
    return m_holding.waiting >= 0 || m_wanted != (m_holding.held > 0) || m_holding.unmet;
  }
  void skipCrosses(std::size_t beforeRow);
  void addSpan(std::size_t begin, std::size_t end);
  void finish();

  const strategy::AccountSettings& m_settings;
  FastDesk& m_desk;
  double m_weight;
  bool m_atClose;
  bool m_resizes;

  std::uint32_t m_entity = 0;
  EntityRows* m_rows = nullptr;
  const std::vector<Cross>* m_crosses = nullptr;
  std::size_t m_firstRow = 0;
  std::size_t m_nextCross = 0;
  std::size_t m_nextAction = 0;
  bool m_wanted = false;
  FastHolding m_holding;
  std::vector<QuietSpan> m_spans;
};

}
