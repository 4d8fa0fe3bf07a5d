// SPDX-License-Identifier: Apache-2.0
#include "core/data/sql_bars.h"

#include "core/data/derived_columns.h"
#include "core/data/market_data.h"
#include "core/data/resample.h"
#include "core/storage/bar_codec.h"
#include "core/storage/bar_reader.h"
#include "core/storage/profile.h"

#include <algorithm>

namespace zvt::data {

namespace {

using market::BarLevel;
using market::BarSeriesPtr;
using storage::BarInventory;

class SqlBars final : public storage::SqlBarSource {
public:
  SqlBars(storage::Profile& profile, MarketData& market)
      : m_profile(profile)
      , m_market(market)
  {
  }

  void refresh() override
  {
    m_inventory.reset();
    m_names = m_profile.entities().snapshot();
  }

  Result<std::vector<storage::SqlBarEntity>> entities(std::string_view type, BarLevel level) override
  {
    ZVT_TRY(const auto* stored, inventory());
    const std::string beginning = std::string(type) + '_';
    std::vector<storage::SqlBarEntity> entities;
    for (const BarInventory& series : *stored) {
      const bool serves = series.level == level || canResample(series.level, level);
      const bool isKnown = !entities.empty() && entities.back().id == series.entityId;
      if (serves && !isKnown && series.entityId.starts_with(beginning))
        entities.push_back({series.entityId, nameOf(series.entityId)});
    }
    return entities;
  }

  std::string nameOf(std::string_view entityId) override
  {
    const auto index = m_names->find(entityId);
    return index ? m_names->at(*index).name : std::string();
  }

  Result<BarSeriesPtr> bars(const storage::SqlBarRequest& request) override
  {
    // Straight from the store, and only what is read of it: a scan would otherwise empty the cache.
    if (request.adjust == market::AdjustMode::Bfq && !request.keep) {
      auto raw = m_profile.bars().read(
          {request.entityId, request.level, request.provider, request.from, request.to, {}, request.columns});
      if (raw)
        return std::make_shared<const market::BarSeries>(*std::move(raw));
      if (raw.error().code != "storage.no_bars")
        return std::unexpected(std::move(raw).error());
    }
    return m_market.bars(barRequest(request));
  }

  Result<std::optional<storage::SqlDay>> day(
      std::string_view type, TradingDay day, market::BarColumnSet columns) override
  {
    ZVT_TRY(const auto provider, onlyDailyProvider(type));
    if (!provider)
      return std::optional<storage::SqlDay>();
    if (!m_reader) {
      ZVT_TRY(m_reader, m_profile.bars().reader());
    }
    ZVT_TRY_VOID(m_reader->crossSection({*provider, BarLevel::Day1, columns}, day.days, m_section));
    return std::optional(pick(type, *provider, columns));
  }

  Result<std::optional<std::vector<double>>> derived(
      const storage::SqlBarRequest& request, std::string_view column) override
  {
    if (!isDerivedColumn(column))
      return std::optional<std::vector<double>>();
    return derivedColumn(m_market, m_profile, barRequest(request), column);
  }

  Result<std::shared_ptr<const market::Calendar>> calendarOf(std::string_view entityId) override
  {
    return m_market.calendarOf(entityId);
  }

private:
  static BarRequest barRequest(const storage::SqlBarRequest& request)
  {
    return {
        request.entityId, request.level, request.adjust, request.method, request.provider, request.from, request.to};
  }

  /// The provider of all daily bars of a type; nothing when there are several (then each security has its own choice),
  /// or when days have to be made from minutes.
  Result<std::optional<std::string>> onlyDailyProvider(std::string_view type)
  {
    ZVT_TRY(const auto* stored, inventory());
    const std::string beginning = std::string(type) + '_';
    std::optional<std::string> provider;
    std::string_view withDays;
    for (auto series = stored->rbegin(); series != stored->rend();
        ++series) { // the days of a security before its minutes
      if (!series->entityId.starts_with(beginning) || series->level > BarLevel::Day1)
        continue;
      if (series->level != BarLevel::Day1 && withDays != series->entityId)
        return std::optional<std::string>();
      if (series->level != BarLevel::Day1)
        continue;
      withDays = series->entityId;
      if (provider && *provider != series->provider)
        return std::optional<std::string>();
      provider = series->provider;
    }
    return provider;
  }

  /// The rows of m_section that belong to a type, in the order of ids.
  storage::SqlDay pick(std::string_view type, const std::string& provider, market::BarColumnSet columns) const
  {
    const std::string beginning = std::string(type) + '_';
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < m_section.size(); ++row)
      if (m_section.entities()[row].starts_with(beginning))
        rows.push_back(row);
    std::sort(rows.begin(), rows.end(),
        [&](std::size_t a, std::size_t b) { return m_section.entities()[a] < m_section.entities()[b]; });
    storage::SqlDay day;
    auto bars = std::make_shared<market::BarSeries>();
    bars->provider = provider;
    bars->key.assign(rows.size(), m_section.key());
    for (const std::size_t row : rows)
      day.entities.emplace_back(m_section.entities()[row]);
    for (std::size_t i = 0; i < market::kBarColumnCount; ++i) {
      const auto column = static_cast<market::BarColumn>(i);
      if (!columns.has(column))
        continue;
      std::vector<double>& values = (*bars).*(storage::kBarColumns[i]);
      for (const std::size_t row : rows)
        values.push_back(m_section.column(column)[row]);
    }
    day.bars = std::move(bars);
    return day;
  }

  Result<const std::vector<BarInventory>*> inventory()
  {
    if (!m_inventory) {
      ZVT_TRY(m_inventory, m_profile.bars().inventory());
    }
    return &*m_inventory;
  }

  storage::Profile& m_profile;
  MarketData& m_market;
  std::optional<std::vector<BarInventory>> m_inventory;
  std::optional<storage::BarReader> m_reader;
  storage::CrossSection m_section;
  std::shared_ptr<const market::EntityTable> m_names = m_profile.entities().snapshot();
};

}

std::unique_ptr<storage::SqlBarSource> makeSqlBars(storage::Profile& profile, MarketData& market)
{
  return std::make_unique<SqlBars>(profile, market);
}

}
