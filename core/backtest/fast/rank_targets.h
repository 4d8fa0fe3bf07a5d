// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/prepared_market.h"
#include "core/backtest/fast/rank_kernels.h"
#include "core/backtest/fast/targets.h"
#include "core/base/large_vector.h"

namespace zvt::backtest::fast {

/// The strongest of a market: at each close the entities with a bar that day are ranked by close ÷ close so many of
/// their own bars before (signal prices); the best so many share the equity equally. Ties go to the entity that comes
/// first; without both closes an entity has no rank.
struct MomentumShape {
  std::size_t window = 20; ///< bars
  std::size_t top = 50;
  double gross = 1;
  bool resize = true; ///< every day all positions are brought to their weight
};

class RankTargets final : public FastTargets {
public:
  /// @param data and @param market outlive this
  RankTargets(const MomentumShape& shape, const BacktestData& data, const PreparedMarket& market);

  const std::vector<std::uint32_t>& settle(std::uint32_t moment) override;
  [[nodiscard]] bool wants(std::uint32_t entity) const override { return m_isChosen[entity] != 0; }
  [[nodiscard]] double weight() const override { return m_weight; }
  [[nodiscard]] bool resizesNow() const override { return m_shape.resize; }

private:
  static constexpr std::size_t kTile = 64; ///< moments that are scored at once, so that they are ranked from the cache
  struct Column {
    const double* closes = nullptr; ///< signal prices
    std::int64_t firstMoment = -1; ///< −1: there are gaps
    std::int64_t size = 0;
  };
  void fillTile(std::uint32_t moment);
  [[nodiscard]] const double* wholeTile(std::size_t entity, std::size_t count) const;
  void fillFew(std::size_t entity, double* scores);
  void choose(const double* scores);

  MomentumShape m_shape;
  const BacktestData& m_data;
  const PreparedMarket& m_market;
  const RankKernels& m_kernels = rankKernels();
  double m_weight;
  std::size_t m_stride; ///< entities, up to whole words
  std::vector<Column> m_columns; ///< by entity
  std::vector<std::size_t> m_nextRow; ///< of an entity with gaps
  LargeVector<double> m_scores; ///< tile: moment by moment, an entity each
  std::uint32_t m_tileBegin = 0;
  std::uint32_t m_tileEnd = 0;
  std::vector<std::uint64_t> m_above; ///< who is above the floor, a bit an entity
  std::vector<std::pair<double, std::uint32_t>> m_candidates;
  std::vector<std::uint32_t> m_chosen;
  std::vector<std::uint32_t> m_previous;
  std::vector<std::uint8_t> m_isChosen;
  std::vector<std::uint32_t> m_changed;
};

}
