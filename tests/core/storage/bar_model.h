// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/storage/bar_reader.h"
#include "tests/core/storage/test_profile.h"

#include <map>
#include <set>

namespace zvt::tests {

inline storage::BarQuery barQuery(
    const std::string& entity, std::optional<std::int64_t> from = {}, std::optional<std::int64_t> to = {})
{
  storage::BarQuery query;
  query.entityId = entity;
  query.from = from;
  query.to = to;
  return query;
}

inline storage::BarWrite barWrite(
    market::BarSeries bars, storage::WriteMode mode, std::optional<storage::BarRange> range = {})
{
  storage::BarWrite write;
  write.bars = std::make_shared<const market::BarSeries>(std::move(bars));
  write.mode = mode;
  write.range = range;
  return write;
}

/// What a bar store holds, said with maps: the daily bars of one provider by entity and key.
struct BarModel {
  using Bars = std::map<std::int64_t, market::Bar>;
  std::map<std::string, Bars> entities;

  void apply(const storage::BarWrite& write)
  {
    const market::BarSeries& bars = *write.bars;
    Bars& stored = entities[bars.entityId];
    if (write.mode == storage::WriteMode::Replace && write.range) {
      stored.erase(stored.lower_bound(write.range->from), stored.lower_bound(write.range->to));
    } else if (write.mode == storage::WriteMode::Replace && !bars.empty()) {
      stored.erase(stored.lower_bound(bars.key.front()), stored.upper_bound(bars.key.back()));
    }
    for (std::size_t i = 0; i < bars.size(); ++i)
      stored[bars.key[i]] = bars.at(i);
  }

  [[nodiscard]] market::BarSeries series(const std::string& entity,
      std::int64_t from = std::numeric_limits<std::int64_t>::min(),
      std::int64_t to = std::numeric_limits<std::int64_t>::max()) const
  {
    market::BarSeries bars = emptySeries(entity);
    const auto found = entities.find(entity);
    if (found == entities.end())
      return bars;
    for (auto bar = found->second.lower_bound(from); bar != found->second.end() && bar->first < to; ++bar)
      addBar(bars, bar->second);
    return bars;
  }

  /// Entity → bar of everything at a key.
  [[nodiscard]] std::map<std::string, market::Bar> at(std::int64_t key) const
  {
    std::map<std::string, market::Bar> bars;
    for (const auto& [entity, stored] : entities) {
      if (const auto bar = stored.find(key); bar != stored.end())
        bars[entity] = bar->second;
    }
    return bars;
  }

  [[nodiscard]] std::set<std::int64_t> keys() const
  {
    std::set<std::int64_t> all;
    for (const auto& [entity, stored] : entities) {
      for (const auto& [key, bar] : stored)
        all.insert(key);
    }
    return all;
  }
};

inline bool sameBar(const market::Bar& a, const market::Bar& b)
{
  return a.key == b.key && sameBits(a.open, b.open) && sameBits(a.high, b.high) && sameBits(a.low, b.low)
      && sameBits(a.close, b.close) && sameBits(a.volume, b.volume) && sameBits(a.turnover, b.turnover);
}

/// A series of everything that an arena or a part of it holds.
inline market::BarSeries seriesOf(const storage::BarArena& arena)
{
  market::BarSeries bars = emptySeries(std::string(arena.entityId()), arena.level(), std::string(arena.provider()));
  const auto copy = [](const auto& from, auto& to) { to.assign(from.begin(), from.end()); };
  copy(arena.keys(), bars.key);
  copy(arena.column(market::BarColumn::Open), bars.open);
  copy(arena.column(market::BarColumn::High), bars.high);
  copy(arena.column(market::BarColumn::Low), bars.low);
  copy(arena.column(market::BarColumn::Close), bars.close);
  copy(arena.column(market::BarColumn::Volume), bars.volume);
  copy(arena.column(market::BarColumn::Turnover), bars.turnover);
  return bars;
}

inline std::map<std::string, market::Bar> barsOf(const storage::CrossSection& section)
{
  using market::BarColumn;
  std::map<std::string, market::Bar> bars;
  const auto value = [&](BarColumn column, std::size_t row) { return section.column(column)[row]; };
  for (std::size_t i = 0; i < section.size(); ++i)
    bars[std::string(section.entities()[i])] = {section.key(), value(BarColumn::Open, i), value(BarColumn::High, i),
        value(BarColumn::Low, i), value(BarColumn::Close, i), value(BarColumn::Volume, i),
        value(BarColumn::Turnover, i)};
  return bars;
}

inline bool sameSection(const std::map<std::string, market::Bar>& a, const std::map<std::string, market::Bar>& b)
{
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
      [](const auto& x, const auto& y) { return x.first == y.first && sameBar(x.second, y.second); });
}

/// Some bars with keys around [0, 400), now and then many, with values that do not fit ticks now and then.
inline market::BarSeries randomBars(
    SeededRandom& random, const std::string& entity, std::int64_t from, std::uint64_t most)
{
  market::BarSeries bars = emptySeries(entity);
  std::int64_t key = from;
  for (std::uint64_t n = 1 + random.below(most); n > 0; --n) {
    market::Bar bar = madeBar(key, static_cast<int>(random.below(5)));
    if (random.below(20) == 0)
      bar.turnover = std::numeric_limits<double>::quiet_NaN();
    if (random.below(40) == 0)
      bar.close = -0.0;
    addBar(bars, bar);
    key += 1 + static_cast<std::int64_t>(random.below(3));
  }
  return bars;
}

/// One of the things that happen to a store, for the entity and the model of what it holds.
inline storage::BarWrite randomWrite(SeededRandom& random, const BarModel& model, const std::string& entity)
{
  using storage::WriteMode;
  const auto found = model.entities.find(entity);
  const bool isEmpty = found == model.entities.end() || found->second.empty();
  const std::int64_t last = isEmpty ? static_cast<std::int64_t>(random.below(300)) : found->second.rbegin()->first;
  switch (random.below(8)) {
  case 0:
  case 1:
  case 2: // the next days
    return barWrite(randomBars(random, entity, last + 1, 3), WriteMode::Append);
  case 3: // the last bar changes
    return barWrite(randomBars(random, entity, last, 1), WriteMode::Merge);
  case 4: // an import that overlaps what is there
    return barWrite(randomBars(random, entity, std::max<std::int64_t>(0, last - 20), 30), WriteMode::Merge);
  case 5: // a long history
    return barWrite(randomBars(random, entity, static_cast<std::int64_t>(random.below(200)), 120), WriteMode::Merge);
  case 6: { // a stretch is cleared
    const auto from = static_cast<std::int64_t>(random.below(400));
    return barWrite(emptySeries(entity), WriteMode::Replace,
        storage::BarRange{from, from + static_cast<std::int64_t>(random.below(60))});
  }
  default:
    return barWrite(randomBars(random, entity, static_cast<std::int64_t>(random.below(350)), 40), WriteMode::Replace);
  }
}

}
