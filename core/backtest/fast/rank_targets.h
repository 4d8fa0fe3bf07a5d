// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/rank_tiles.h"
#include "core/backtest/fast/targets.h"

namespace zvt::backtest::fast {

/// The chosen of RankTiles as a portfolio wants them.
class RankTargets final : public FastTargets {
public:
  /// @param tiles outlives this
  RankTargets(const MomentumShape& shape, std::size_t entities, RankTiles& tiles)
      : m_tiles(tiles)
      , m_weight(shape.gross / static_cast<double>(shape.top))
      , m_resizes(shape.resize)
      , m_isChosen(entities, 0)
  {
  }

  const std::vector<std::uint32_t>& settle(std::uint32_t moment) override;
  [[nodiscard]] bool wants(std::uint32_t entity) const override { return m_isChosen[entity] != 0; }
  [[nodiscard]] double weight() const override { return m_weight; }
  [[nodiscard]] bool resizesNow() const override { return m_resizes; }

private:
  RankTiles& m_tiles;
  double m_weight;
  bool m_resizes;
  std::span<const std::uint32_t> m_chosen;
  std::vector<std::uint8_t> m_isChosen;
  std::vector<std::uint32_t> m_changed;
};

}
