// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/bar_book.h"

#include "core/data/resample.h"

#include <algorithm>
#include <iterator>

namespace zvt::backtest {

namespace {

std::vector<Timestamp> endsOf(const market::BarSeries& bars, const market::Calendar& calendar, std::size_t from)
{
  std::vector<Timestamp> ends;
  ends.reserve(bars.size() - from);
  for (std::size_t i = from; i < bars.size(); ++i)
    ends.push_back(calendar.availableAt(bars.level, bars.key[i]));
  return ends;
}

TradingDay dayOfRow(const market::BarSeries& bars, std::size_t row, const market::Calendar& calendar)
{
  return market::isDayKeyed(bars.level) ? bars.dayAt(row) : calendar.dayOf({bars.key[row] - 1});
}

/// The first rows are of the same moments.
bool beginsAs(const market::BarSeries& bars, const market::BarSeries& before, std::size_t rows)
{
  return bars.size() >= rows && std::ranges::equal(std::span(bars.key).first(rows), std::span(before.key).first(rows));
}

/// The bars up to a day, inclusive.
market::BarSeriesPtr upTo(market::BarSeriesPtr bars, const std::optional<TradingDay>& end, const market::Calendar& on)
{
  std::size_t rows = bars->size();
  while (end && rows > 0 && dayOfRow(*bars, rows - 1, on) > *end)
    --rows;
  if (rows == bars->size())
    return bars;
  auto cut = std::make_shared<market::BarSeries>(
      rows == 0 ? market::BarSeries() : bars->slice(bars->key.front(), bars->key[rows]));
  cut->entityId = bars->entityId;
  cut->level = bars->level;
  return cut;
}

}

Result<BarBook> BarBook::load(MarketSource& source, BookRequest request)
{
  BarBook book;
  book.m_request = std::move(request);
  book.m_levels = book.m_request.levels;
  std::ranges::sort(book.m_levels, std::greater());
  book.m_levels.erase(std::unique(book.m_levels.begin(), book.m_levels.end()), book.m_levels.end());
  if (book.m_levels.empty())
    return fail("backtest.no_bars");
  book.m_asked = book.m_levels.size();
  if (moneyLevel(book.finest()) != book.finest())
    book.m_levels.push_back(moneyLevel(book.finest()));
  ZVT_TRY(auto entities, source.resolve(book.m_request.entities, book.finest()));
  if (entities.empty())
    return fail("backtest.empty_universe", {{"level", std::string(market::toString(book.finest()))}});
  std::ranges::sort(entities, {}, [](const market::Entity& entity) { return entity.id.toString(); });
  const auto market = market::marketOf(entities.front().id.exchange);
  for (market::Entity& entity : entities) {
    if (market::marketOf(entity.id.exchange) != market)
      return fail(
          "backtest.mixed_markets", {{"first", entities.front().id.toString()}, {"second", entity.id.toString()}});
    book.m_universe.push_back(entity.id.toString());
    Item item;
    item.entity = std::move(entity);
    book.m_items.push_back(std::move(item));
  }
  book.m_series.assign(book.m_levels.size(), std::vector<Series>(book.m_items.size()));
  book.m_finished.resize(book.m_levels.size());
  book.m_hasBar.resize(book.m_items.size());
  if (auto read = book.refresh(source); !read)
    return std::unexpected(std::move(read).error());
  if (std::ranges::all_of(book.m_items, [](const Item& item) { return item.raw->empty(); }))
    return fail("backtest.no_bars");
  return book;
}

Result<bool> BarBook::refresh(MarketSource& source)
{
  bool isOther = false;
  for (std::uint32_t entity = 0; entity < m_items.size(); ++entity) {
    auto read = readItem(source, entity);
    if (!read)
      return fail(std::move(read).error().with("entity", m_universe[entity]));
    isOther = isOther || *read;
  }
  return isOther;
}

Result<bool> BarBook::readItem(MarketSource& source, std::uint32_t entity)
{
  Item& item = m_items[entity];
  const std::string& id = m_universe[entity];
  ZVT_TRY(item.calendar, source.calendar(id));
  ZVT_TRY(auto actions, source.actions(id));
  std::ranges::stable_sort(actions, {}, &market::CorporateAction::exDay);
  if (actions != item.actions || m_actionsVersion == 0)
    ++m_actionsVersion;
  item.actions = std::move(actions);
  ZVT_TRY(item.fundings, source.fundings(id));
  ZVT_TRY(auto raw,
      hasMoneyLevel() ? dailyBars(source, id, finest(), m_request.provider)
                      : source.bars({id, finest(), market::AdjustMode::Bfq, {}, m_request.provider}));
  item.raw = upTo(std::move(raw), m_request.end, *item.calendar);
  bool isOther = false;
  for (std::size_t level = m_levels.size(); level-- > 0;) {
    Series& series = m_series[level][entity];
    const market::BarSeriesPtr before = series.bars;
    auto bars = source.bars({id, m_levels[level], m_request.adjust, m_request.method, m_request.provider});
    const bool isMoney = level + 1 == m_levels.size();
    if (!isMoney && (!bars || (*bars)->empty() || (*bars)->level != m_levels[level])) {
      ZVT_TRY(auto made, data::resample(*m_series.back()[entity].bars, m_levels[level], *item.calendar));
      bars = std::make_shared<const market::BarSeries>(std::move(made));
    }
    if (!bars)
      return std::unexpected(bars.error());
    series.bars = upTo(*std::move(bars), m_request.end, *item.calendar);
    series.ends = endsOf(*series.bars, *item.calendar, 0);
    if (isMoney && series.bars->key != item.raw->key)
      return fail("backtest.series_differ", {{"entity", id}});
    if (series.finished == 0 || beginsAs(*series.bars, *before, series.finished))
      continue;
    series.finished = static_cast<std::size_t>(std::ranges::upper_bound(series.ends, m_now) - series.ends.begin());
    isOther = true;
  }
  item.ends = m_series.back()[entity].ends;
  return isOther;
}

std::optional<std::uint32_t> BarBook::find(std::string_view entityId) const
{
  const auto found = std::ranges::lower_bound(m_universe, entityId, std::less<>());
  if (found == m_universe.end() || *found != entityId)
    return {};
  return static_cast<std::uint32_t>(found - m_universe.begin());
}

BarBook BarBook::fromTheBeginning() const
{
  BarBook book = *this;
  book.m_now = Timestamp::min();
  book.beginMove();
  for (std::vector<Series>& level : book.m_series)
    for (Series& series : level)
      series.finished = 0;
  return book;
}

void BarBook::moveTo(Timestamp now)
{
  beginMove();
  moveOn(now);
}

void BarBook::beginMove()
{
  for (std::vector<std::uint32_t>& finished : m_finished)
    finished.clear();
  std::ranges::fill(m_hasBar, std::uint8_t{0});
}

std::vector<std::uint32_t> BarBook::moveOn(Timestamp now)
{
  m_now = std::max(m_now, now);
  std::vector<std::uint32_t> newest, ofFinest;
  for (std::size_t level = 0; level < m_levels.size(); ++level) {
    newest.clear();
    for (std::uint32_t entity = 0; entity < m_items.size(); ++entity) {
      Series& series = m_series[level][entity];
      const std::size_t before = series.finished;
      while (series.finished < series.ends.size() && series.ends[series.finished] <= m_now)
        ++series.finished;
      if (series.finished != before)
        newest.push_back(entity);
    }
    if (level + 1 == m_asked)
      ofFinest = newest;
    if (m_finished[level].empty()) {
      m_finished[level] = newest;
      continue;
    }
    std::vector<std::uint32_t> all;
    std::ranges::set_union(m_finished[level], newest, std::back_inserter(all));
    m_finished[level] = std::move(all);
  }
  for (const std::uint32_t entity : ofFinest)
    m_hasBar[entity] = 1;
  return ofFinest;
}

std::vector<Timestamp> BarBook::moments(Timestamp from, Timestamp to) const
{
  std::vector<Timestamp> all;
  const auto add = [&all, from](const std::vector<Timestamp>& ends, Timestamp until) {
    const auto first = std::ranges::upper_bound(ends, from);
    const auto last = std::ranges::upper_bound(first, ends.end(), until);
    const auto middle = static_cast<std::ptrdiff_t>(all.size());
    all.insert(all.end(), first, last);
    std::inplace_merge(all.begin(), all.begin() + middle, all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
  };
  Timestamp newest = Timestamp::min();
  for (const Item& item : m_items) {
    add(item.ends, to);
    if (!item.ends.empty())
      newest = std::max(newest, item.ends.back());
  }
  // A week is over on its last trading day, whoever was suspended then; one that ends after the newest bar is not.
  if (hasMoneyLevel())
    for (const Series& series : m_series[m_asked - 1])
      add(series.ends, std::min(to, newest));
  return all;
}

strategy::BarView BarBook::view(std::uint32_t entity, market::BarLevel level) const
{
  const auto found = std::ranges::find(m_levels, level);
  if (found == m_levels.end() || entity >= m_items.size())
    return {};
  const Series& series = m_series[static_cast<std::size_t>(found - m_levels.begin())][entity];
  const market::BarSeries& bars = *series.bars;
  const auto part = [&](const auto& column) { return std::span(column).first(series.finished); };
  return {part(bars.key), part(bars.open), part(bars.high), part(bars.low), part(bars.close), part(bars.volume),
      part(bars.turnover)};
}

std::optional<market::Bar> BarBook::lastRaw(std::uint32_t entity) const
{
  const std::size_t rows = count(entity);
  if (rows == 0)
    return {};
  return m_items[entity].raw->at(rows - 1);
}

TradingDay BarBook::dayOf(std::uint32_t entity, std::size_t row) const
{
  return dayOfRow(*m_items[entity].raw, row, *m_items[entity].calendar);
}

Result<std::optional<Price>> referencePrice(
    const BarBook& book, std::uint32_t entity, TradingDay day, const trading::TradingRules& rules)
{
  return referencePrice(book, entity, day, rules, book.count(entity));
}

Result<std::optional<Price>> referencePrice(
    const BarBook& book, std::uint32_t entity, TradingDay day, const trading::TradingRules& rules, std::size_t rows)
{
  const BarBook::Item& item = book.items()[entity];
  // The close of the day before, not a bar of this one.
  while (rows > 0 && book.dayOf(entity, rows - 1) >= day)
    --rows;
  if (rows == 0)
    return std::optional<Price>();
  double price = item.raw->close[rows - 1];
  const TradingDay newest = book.dayOf(entity, rows - 1);
  bool moved = false;
  for (const market::CorporateAction& action : item.actions) {
    if (action.exDay > newest && action.exDay <= day && action.movesPrice()) {
      price = action.referencePrice(price);
      moved = true;
    }
  }
  ZVT_TRY(Price exact, Price::fromDouble(price));
  if (!moved)
    return std::optional(exact);
  ZVT_TRY(const auto tick, rules.tickAt(book.universe()[entity], day, exact));
  if (tick) {
    ZVT_TRY(exact, exact.roundTo(*tick, Rounding::HalfUp));
  }
  return std::optional(exact);
}

}
