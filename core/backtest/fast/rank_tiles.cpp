// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/rank_tiles.h"

#include "core/backtest/fast/prefetch.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace zvt::backtest::fast {

namespace {

constexpr std::size_t kWord = 64;
constexpr std::size_t kLine = RankKernels::kSide;
constexpr double kLowest = -std::numeric_limits<double>::infinity();

/// A value and no function, so that it is inlined.
constexpr auto kIsBefore = [](const std::pair<double, std::uint32_t>& a, const std::pair<double, std::uint32_t>& b) {
  return a.first != b.first ? a.first > b.first : a.second < b.second;
};

}

RankTiles::RankTiles(const MomentumShape& shape, const BacktestData& data, const PreparedMarket& market)
    : m_shape(shape)
    , m_data(data)
    , m_market(market)
    , m_stride((data.entities.size() + kWord - 1) / kWord * kWord)
{
  m_columns.reserve(data.entities.size());
  for (std::size_t i = 0; i < data.entities.size(); ++i) {
    const std::vector<double>& closes = data.entities[i].signal->close;
    m_columns.push_back({closes.data(), market.firstMoment(i), static_cast<std::int64_t>(closes.size())});
  }
  // Where most entities begin hardly any has a rank: those moments are a tile of their own, the others are whole.
  const std::size_t moments = market.timeline().size();
  const std::size_t lead = std::min({shape.window, kTile, moments});
  m_count = (lead > 0 ? 1 : 0) + (moments - lead + kTile - 1) / kTile;
  m_tiles = std::make_unique<Tile[]>(m_count);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < m_count; ++i) {
    const std::size_t end = i == 0 && lead > 0 ? lead : std::min(begin + kTile, moments);
    m_tiles[i].begin = static_cast<std::uint32_t>(begin);
    m_tiles[i].end = static_cast<std::uint32_t>(end);
    begin = end;
  }
}

std::span<const std::uint32_t> RankTiles::best(std::uint32_t moment)
{
  while (moment >= m_tiles[m_current].end)
    ++m_current;
  Tile& tile = m_tiles[m_current];
  if (tile.state.load(std::memory_order_acquire) != Ready && !rank(tile, m_own))
    tile.state.wait(Taken, std::memory_order_acquire);
  const std::size_t at = moment - tile.begin;
  return std::span(tile.chosen).subspan(tile.first[at], tile.first[at + 1] - tile.first[at]);
}

void RankTiles::rankAhead()
{
  Scratch scratch;
  for (std::size_t i = 0; i < m_count && !m_stopped.load(std::memory_order_relaxed); ++i)
    rank(m_tiles[i], scratch);
}

bool RankTiles::rank(Tile& tile, Scratch& scratch)
{
  std::uint8_t state = Free;
  if (!tile.state.compare_exchange_strong(state, Taken, std::memory_order_acquire))
    return false;
  if (scratch.scores.empty()) {
    scratch.scores.assign(kTile * m_stride, std::nan(""));
    scratch.above.resize(m_stride / kWord);
  }
  score(tile, scratch);
  tile.chosen.reserve((tile.end - tile.begin) * m_shape.top);
  for (std::size_t moment = 0; moment < tile.end - tile.begin; ++moment)
    choose(tile, moment, scratch);
  tile.state.store(Ready, std::memory_order_release);
  tile.state.notify_one();
  return true;
}

void RankTiles::score(const Tile& tile, Scratch& scratch) const
{
  const std::size_t window = m_shape.window;
  const std::size_t count = tile.end - tile.begin;
  const std::size_t entities = m_columns.size();
  for (std::size_t first = 0; first < entities; first += kLine) {
    const std::size_t side = std::min(kLine, entities - first);
    const double* closes[kLine] = {}; // at the tile's first moment
    bool whole = side == kLine;
    for (std::size_t k = 0; k < side && whole; ++k) {
      closes[k] = wholeTile(tile, first + k);
      whole = closes[k] != nullptr;
    }
    for (std::size_t next = first + kLine; next < std::min(first + 2 * kLine, entities); ++next)
      if (const double* const column = wholeTile(tile, next))
        for (std::size_t i = 0; i < count + window; i += kLine)
          prefetch(column + i - window);
    double* const scores = scratch.scores.data() + first;
    if (whole)
      m_kernels.ratios(closes, window, count, scores, m_stride);
    else
      for (std::size_t k = 0; k < side; ++k)
        scoreFew(tile, first + k, scores + k);
  }
}

/// The closes from the tile's first moment on; null where the entity has gaps, or no close a window before.
const double* RankTiles::wholeTile(const Tile& tile, std::size_t entity) const
{
  const Column& column = m_columns[entity];
  const std::int64_t row = static_cast<std::int64_t>(tile.begin) - column.firstMoment;
  const bool isWhole = column.firstMoment >= 0 && row >= static_cast<std::int64_t>(m_shape.window)
      && row + static_cast<std::int64_t>(tile.end - tile.begin) <= column.size;
  return isWhole ? column.closes + row : nullptr;
}

/// One entity, row by row: it has gaps, or too little history for the whole tile.
void RankTiles::scoreFew(const Tile& tile, std::size_t entity, double* scores) const
{
  for (std::size_t i = 0; i < kTile; ++i)
    scores[i * m_stride] = std::nan("");
  const auto& keys = m_data.entities[entity].raw->key;
  const double* const closes = m_columns[entity].closes;
  const auto& timeline = m_market.timeline();
  const auto from = std::ranges::lower_bound(keys, timeline[tile.begin].key);
  for (auto row = static_cast<std::size_t>(from - keys.begin());
      row < keys.size() && keys[row] <= timeline[tile.end - 1].key; ++row)
    if (row >= m_shape.window)
      scores[(m_market.momentOf(keys[row]) - tile.begin) * m_stride] = closes[row] / closes[row - m_shape.window];
}

void RankTiles::choose(Tile& tile, std::size_t moment, Scratch& scratch) const
{
  const double* const scores = scratch.scores.data() + moment * m_stride;
  // Those of the moment before who have a rank now show what the last place is worth at least.
  double floor = std::numeric_limits<double>::infinity();
  std::size_t known = 0;
  for (std::size_t i = moment == 0 ? 0 : tile.first[moment - 1]; i < tile.first[moment]; ++i)
    if (const double score = scores[tile.chosen[i]]; score == score) {
      floor = std::min(floor, score);
      ++known;
    }
  floor = known < m_shape.top ? kLowest : std::nextafter(floor, kLowest);
  m_kernels.above(scores, floor, scratch.above.size(), scratch.above.data());
  auto& candidates = scratch.candidates;
  candidates.clear();
  for (std::size_t w = 0; w < scratch.above.size(); ++w)
    for (std::uint64_t rest = scratch.above[w]; rest != 0; rest &= rest - 1) {
      const auto entity = static_cast<std::uint32_t>(w * kWord + static_cast<std::size_t>(std::countr_zero(rest)));
      candidates.push_back({scores[entity], entity});
    }
  if (candidates.size() > m_shape.top) {
    std::ranges::nth_element(candidates, candidates.begin() + static_cast<std::ptrdiff_t>(m_shape.top), kIsBefore);
    candidates.resize(m_shape.top);
  }
  for (const auto& [score, entity] : candidates)
    tile.chosen.push_back(entity);
  tile.first[moment + 1] = static_cast<std::uint32_t>(tile.chosen.size());
}

}
