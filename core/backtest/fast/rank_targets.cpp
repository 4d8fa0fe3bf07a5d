// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/rank_targets.h"

#include "core/backtest/fast/prefetch.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace zvt::backtest::fast {

namespace {

constexpr std::size_t kWord = 64;
constexpr std::size_t kLine = RankKernels::kSide;

/// A value and no function, so that it is inlined.
constexpr auto kIsBefore = [](const std::pair<double, std::uint32_t>& a, const std::pair<double, std::uint32_t>& b) {
  return a.first != b.first ? a.first > b.first : a.second < b.second;
};

}

RankTargets::RankTargets(const MomentumShape& shape, const BacktestData& data, const PreparedMarket& market)
    : m_shape(shape)
    , m_data(data)
    , m_market(market)
    , m_weight(shape.gross / static_cast<double>(shape.top))
    , m_stride((data.entities.size() + kWord - 1) / kWord * kWord)
    , m_nextRow(data.entities.size(), 0)
    , m_scores(kTile * m_stride, std::nan(""))
    , m_above(m_stride / kWord)
    , m_isChosen(data.entities.size(), 0)
{
  m_columns.reserve(data.entities.size());
  for (std::size_t i = 0; i < data.entities.size(); ++i) {
    const std::vector<double>& closes = data.entities[i].signal->close;
    m_columns.push_back({closes.data(), market.firstMoment(i), static_cast<std::int64_t>(closes.size())});
  }
}

/// Scores the moments from @p moment on.
void RankTargets::fillTile(std::uint32_t moment)
{
  m_tileBegin = moment;
  const std::size_t window = m_shape.window;
  // Where most entities begin hardly any has a rank: those moments are a tile of their own, the others are whole.
  const std::size_t length = moment == 0 && window > 0 ? std::min(window, kTile) : kTile;
  m_tileEnd = static_cast<std::uint32_t>(std::min<std::size_t>(moment + length, m_market.timeline().size()));
  const std::size_t count = m_tileEnd - m_tileBegin;
  const std::size_t entities = m_data.entities.size();
  for (std::size_t first = 0; first < entities; first += kLine) {
    const std::size_t side = std::min(kLine, entities - first);
    const double* closes[kLine] = {}; // at the tile's first moment
    bool whole = side == kLine;
    for (std::size_t k = 0; k < side && whole; ++k) {
      closes[k] = wholeTile(first + k, count);
      whole = closes[k] != nullptr;
    }
    for (std::size_t next = first + kLine; next < std::min(first + 2 * kLine, entities); ++next)
      if (const double* const column = wholeTile(next, count))
        for (std::size_t i = 0; i < count + window; i += kLine)
          prefetch(column + i - window);
    double* const scores = m_scores.data() + first;
    if (!whole) {
      for (std::size_t k = 0; k < side; ++k)
        fillFew(first + k, scores + k);
      continue;
    }
    m_kernels.ratios(closes, window, count, scores, m_stride);
  }
}

/// The closes from the tile's first moment on; null where the entity has gaps, or no close a window before.
const double* RankTargets::wholeTile(std::size_t entity, std::size_t count) const
{
  const Column& column = m_columns[entity];
  const std::int64_t row = static_cast<std::int64_t>(m_tileBegin) - column.firstMoment;
  const bool isWhole = column.firstMoment >= 0 && row >= static_cast<std::int64_t>(m_shape.window)
      && row + static_cast<std::int64_t>(count) <= column.size;
  return isWhole ? column.closes + row : nullptr;
}

/// One entity, row by row: it has gaps, or too little history for the whole tile.
void RankTargets::fillFew(std::size_t entity, double* scores)
{
  for (std::size_t i = 0; i < kTile; ++i)
    scores[i * m_stride] = std::nan("");
  const auto& keys = m_data.entities[entity].raw->key;
  const auto& closes = m_data.entities[entity].signal->close;
  std::size_t& row = m_nextRow[entity];
  const auto& timeline = m_market.timeline();
  while (row < keys.size() && keys[row] < timeline[m_tileBegin].key)
    ++row;
  for (; row < keys.size() && keys[row] <= timeline[m_tileEnd - 1].key; ++row)
    if (row >= m_shape.window)
      scores[(m_market.momentOf(keys[row]) - m_tileBegin) * m_stride] = closes[row] / closes[row - m_shape.window];
}

const std::vector<std::uint32_t>& RankTargets::settle(std::uint32_t moment)
{
  if (moment >= m_tileEnd)
    fillTile(moment);
  std::swap(m_previous, m_chosen);
  choose(m_scores.data() + (moment - m_tileBegin) * m_stride);
  m_changed.clear();
  for (const std::uint32_t entity : m_chosen)
    m_isChosen[entity] |= 2U;
  for (const std::uint32_t entity : m_previous)
    if (m_isChosen[entity] == 1) {
      m_isChosen[entity] = 0;
      m_changed.push_back(entity);
    }
  for (const std::uint32_t entity : m_chosen) {
    if (m_isChosen[entity] == 2)
      m_changed.push_back(entity);
    m_isChosen[entity] = 1;
  }
  return m_changed;
}

void RankTargets::choose(const double* scores)
{
  // Those of yesterday who have a rank today show what the last place is worth at least.
  double floor = std::numeric_limits<double>::infinity();
  std::size_t known = 0;
  for (const std::uint32_t entity : m_previous) {
    if (const double score = scores[entity]; score == score) {
      floor = std::min(floor, score);
      ++known;
    }
  }
  floor = known < m_shape.top ? -std::numeric_limits<double>::infinity()
                              : std::nextafter(floor, -std::numeric_limits<double>::infinity());
  m_kernels.above(scores, floor, m_above.size(), m_above.data());
  m_candidates.clear();
  for (std::size_t w = 0; w < m_above.size(); ++w)
    for (std::uint64_t rest = m_above[w]; rest != 0; rest &= rest - 1) {
      const auto entity = static_cast<std::uint32_t>(w * kWord + static_cast<std::size_t>(std::countr_zero(rest)));
      m_candidates.push_back({scores[entity], entity});
    }
  if (m_candidates.size() > m_shape.top) {
    std::ranges::nth_element(m_candidates, m_candidates.begin() + static_cast<std::ptrdiff_t>(m_shape.top), kIsBefore);
    m_candidates.resize(m_shape.top);
  }
  m_chosen.clear();
  for (const auto& [score, entity] : m_candidates)
    m_chosen.push_back(entity);
}

}
