// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/cross_signals.h"
#include "core/backtest/fast/prepared_market.h"
#include "core/backtest/fast/slots.h"
#include "core/backtest/fast/targets.h"

namespace zvt::backtest::fast {

/// factor.cross and weight.equal: crosses give signals, signals wait for slots.
class CrossTargets final : public FastTargets {
public:
  CrossTargets(const CrossShape& shape, std::size_t entities);

  /// Finds all crosses. Errors: task.cancelled.
  [[nodiscard]] Result<void> find(
      CrossSignals& signals, const BacktestData& data, const PreparedMarket& market, TaskControl& control);

  const std::vector<std::uint32_t>& settle(std::uint32_t moment) override;
  [[nodiscard]] bool wants(std::uint32_t entity) const override { return m_slots.has(entity); }
  [[nodiscard]] double weight() const override { return m_slots.weight(); }
  [[nodiscard]] bool resizesNow() const override { return m_resizesNow; }

private:
  struct Change {
    std::uint32_t entity = 0;
    bool on = false;
  };
  Slots m_slots;
  std::vector<Change> m_changes; ///< by moment and in it by entity
  std::vector<std::uint32_t> m_firstChange; ///< by moment, and the end
  bool m_resizes = false;
  bool m_resizesNow = false;
};

}
