// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overview_source.h"

#include "core/data/classification.h"
#include "core/market/entity.h"
#include "core/market/quote_book.h"

#include <algorithm>
#include <map>

namespace zvt::ui {

namespace {

constexpr Duration kSpeedWindow = Duration::minutes(5);

}

Result<OverviewMarket> overviewOfDays(const std::vector<data::DailySnapshot>& days, storage::Profile& profile)
{
  ZVT_TRY(const auto industries, data::industriesOf(profile));
  const auto entities = profile.entities().snapshot();
  OverviewMarket market;
  std::map<std::string, int> numbers;
  for (const data::DailySnapshot& day : days)
    market.day = std::max(market.day, day.day);
  for (const data::DailySnapshot& day : days) {
    const auto id = market::EntityId::parse(day.entityId);
    // Who did not trade on the newest day is not part of that day.
    if (!id || (day.day != market.day && id->type != "index"))
      continue;
    data::OverviewRow row{day.entityId, day.close, day.reference, day.turnover};
    row.streak = day.streak;
    row.index = id->type == "index";
    if (const auto industry = industries.find(day.entityId); industry != industries.end()) {
      const auto [at, added] = numbers.try_emplace(industry->second, static_cast<int>(market.input.industries.size()));
      if (added)
        market.input.industries.push_back(industry->second);
      row.industry = at->second;
    }
    const auto index = entities->find(day.entityId);
    const QString code = QString::fromStdString(market::displayCode(*id));
    const bool named = index && !entities->at(*index).name.empty();
    market.names.push_back(
        {QString::fromStdString(day.entityId), named ? QString::fromStdString(entities->at(*index).name) : code, code,
            market::priceDecimalsOf(day.entityId), day.closes});
    market.bases.push_back({data::LiveBases::of(day), market::Calendar::of(*id).value_or(nullptr)});
    market.input.rows.push_back(std::move(row));
  }
  return market;
}

void OverviewLive::setMarket(const OverviewMarket& market)
{
  m_rows.clear();
  m_past.clear();
  m_live = 0;
  m_isLive.assign(market.input.rows.size(), false);
  m_before.clear();
  for (std::size_t i = 0; i < market.input.rows.size(); ++i) {
    m_rows.emplace(market.input.rows[i].entityId, i);
    m_before.push_back({market.bases[i], {}, 0});
  }
}

int OverviewLive::streakBefore(std::size_t row, const market::Quote& quote)
{
  Before& before = m_before[row];
  if (!before.stored.calendar)
    return 0;
  const TradingDay day = before.stored.calendar->dayOf(quote.time);
  if (!m_isLive[row] || day != before.day) {
    before.day = day;
    before.streak = before.stored.bases.at(day, *before.stored.calendar).streak;
  }
  return before.streak;
}

bool OverviewLive::apply(data::OverviewInput& input, const data::QuoteChanges& changes, Timestamp now)
{
  bool changed = false;
  for (const data::QuoteChange& change : changes.entities) {
    const auto found = m_rows.find(change.entityId);
    if (found == m_rows.end() || !change.quoteChanged || !change.quote || std::isnan(change.quote->last))
      continue;
    const market::Quote& quote = *change.quote;
    data::OverviewRow& row = input.rows[found->second];
    const int before = streakBefore(found->second, quote);
    if (!m_isLive[found->second]) {
      m_isLive[found->second] = true;
      ++m_live;
    }
    const int side = data::DayLimit{quote.limitUp, quote.limitDown}.sideOf(quote.last);
    row.streak = side == 0 ? 0 : side * before > 0 ? before + side : side;
    const market::DepthSide& queue = side > 0 ? quote.bids : quote.asks;
    row.sealed = side != 0 && !queue.empty() ? queue[0].volume * queue[0].price : std::nan("");
    if (side == 0)
      row.sealedAt = 0;
    else if (row.sealedAt == 0)
      row.sealedAt = quote.time.micros;
    row.last = quote.last;
    row.previous = quote.previousClose;
    row.turnover = quote.turnover;
    changed = true;
  }
  if (changed)
    remember(input, now);
  return changed;
}

void OverviewLive::remember(data::OverviewInput& input, Timestamp now)
{
  if (m_past.empty() || now - m_past.back().at >= Duration::minutes(1)) {
    Past past{now, {}};
    for (const data::OverviewRow& row : input.rows)
      past.last.push_back(row.last);
    m_past.push_back(std::move(past));
  }
  while (m_past.size() > 1 && now - m_past[1].at >= kSpeedWindow)
    m_past.pop_front();
  if (now - m_past.front().at < Duration::minutes(1))
    return;
  for (std::size_t i = 0; i < input.rows.size(); ++i)
    input.rows[i].minutesAgo = m_isLive[i] ? m_past.front().last[i] : std::nan("");
}

}
