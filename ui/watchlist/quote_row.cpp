// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/quote_row.h"

#include "core/data/market_data.h"
#include "core/market/entity.h"
#include "core/storage/profile.h"

#include <algorithm>
#include <map>

namespace zvt::ui {

namespace {

/// The stored series that a day's quote comes from: daily bars where there are any, else the finest.
std::map<std::string, storage::BarInventory> bestSeries(const std::vector<storage::BarInventory>& inventory)
{
  std::map<std::string, storage::BarInventory> best;
  for (const storage::BarInventory& series : inventory) {
    const auto [at, added] = best.try_emplace(series.entityId, series);
    if (!added && at->second.level != market::BarLevel::Day1 && series.level == market::BarLevel::Day1)
      at->second = series;
  }
  return best;
}

/// Far enough back to hold the bar before the newest one across any holiday or suspension that people look at.
std::int64_t lookBackFrom(const storage::BarInventory& series)
{
  constexpr int kDays = 40;
  return market::isDayKeyed(series.level) ? series.last - kDays : series.last - Duration::hours(24 * kDays).micros;
}

void fillQuote(QuoteRow& row, data::MarketData& marketData, const storage::BarInventory& series)
{
  data::BarRequest request;
  request.entityId = series.entityId;
  request.level = market::BarLevel::Day1;
  if (series.level == market::BarLevel::Day1)
    request.from = lookBackFrom(series);
  const auto bars = marketData.bars(request);
  if (!bars || (*bars)->empty())
    return;
  const std::size_t newest = (*bars)->size() - 1;
  row.last = (*bars)->close[newest];
  row.previous = newest > 0 ? (*bars)->close[newest - 1] : (*bars)->open[newest];
  row.volume = (*bars)->volume[newest];
  row.turnover = (*bars)->turnover[newest];
  row.day = (*bars)->dayAt(newest);
  row.hasBar = true;
}

}

Result<std::vector<QuoteRow>> loadQuotes(data::MarketData& marketData, storage::Profile& profile)
{
  ZVT_TRY(const auto inventory, profile.bars().inventory());
  const auto series = bestSeries(inventory);
  std::vector<QuoteRow> rows;
  for (const market::Entity& entity : profile.entities().snapshot()->entities()) {
    QuoteRow row;
    row.entityId = entity.id.toString();
    row.name = entity.name;
    row.code = market::displayCode(entity.id);
    row.pinyin = entity.pinyin;
    row.index = entity.id.type == "index";
    row.synthetic = entity.synthetic;
    if (const auto found = series.find(row.entityId); found != series.end())
      fillQuote(row, marketData, found->second);
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(),
      [](const QuoteRow& a, const QuoteRow& b) { return a.index != b.index ? a.index : a.code < b.code; });
  return rows;
}

}
