// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/fast/prepared_market.h"
#include "core/backtest/fast/rank_kernels.h"
#include "core/base/large_vector.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

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

/// Who is chosen at each moment, ranked in tiles of moments so that scores are read from the cache. Whoever needs a
/// tile first ranks it: a thread that walks through the moments with best(), and one that runs ahead with rankAhead().
/// Both may run at once; which of them ranked a tile makes no difference.
class RankTiles {
public:
  /// @param data and @param market outlive this
  RankTiles(const MomentumShape& shape, const BacktestData& data, const PreparedMarket& market);

  /// The chosen of a moment, in no order; valid as long as this. From one thread.
  [[nodiscard]] std::span<const std::uint32_t> best(std::uint32_t moment);
  /// Ranks what nobody has ranked yet, oldest first, until nothing is left or stop() is called. From another thread.
  void rankAhead();
  void stop() { m_stopped.store(true, std::memory_order_relaxed); }

private:
  static constexpr std::size_t kTile = 64; ///< moments
  enum State : std::uint8_t { Free, Taken, Ready };
  struct Tile {
    std::atomic<std::uint8_t> state = Free;
    std::uint32_t begin = 0; ///< moments
    std::uint32_t end = 0;
    std::vector<std::uint32_t> chosen; ///< moment after moment
    std::array<std::uint32_t, kTile + 1> first{}; ///< of each moment in chosen
  };
  /// What a thread scores and chooses with.
  struct Scratch {
    LargeVector<double> scores; ///< moment by moment, an entity each
    std::vector<std::uint64_t> above; ///< who is above the floor, a bit an entity
    std::vector<std::pair<double, std::uint32_t>> candidates;
  };
  struct Column {
    const double* closes = nullptr; ///< signal prices
    std::int64_t firstMoment = -1; ///< −1: there are gaps
    std::int64_t size = 0;
  };
  /// @return whether this thread ranked it
  bool rank(Tile& tile, Scratch& scratch);
  void score(const Tile& tile, Scratch& scratch) const;
  void scoreFew(const Tile& tile, std::size_t entity, double* scores) const;
  void choose(Tile& tile, std::size_t moment, Scratch& scratch) const;
  [[nodiscard]] const double* wholeTile(const Tile& tile, std::size_t entity) const;

  MomentumShape m_shape;
  const BacktestData& m_data;
  const PreparedMarket& m_market;
  const RankKernels& m_kernels = rankKernels();
  std::size_t m_stride; ///< entities, up to whole words
  std::vector<Column> m_columns; ///< by entity
  std::size_t m_count = 0;
  std::unique_ptr<Tile[]> m_tiles;
  std::size_t m_current = 0; ///< of best()
  Scratch m_own; ///< of best()
  std::atomic<bool> m_stopped = false;
};

}
