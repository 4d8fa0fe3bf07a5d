// SPDX-License-Identifier: Apache-2.0
#include "core/data/sql_bars.h"

#include "core/data/market_data.h"
#include "core/data/resample.h"
#include "core/storage/profile.h"

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
    return m_market.bars(
        {request.entityId, request.level, request.adjust, request.method, request.provider, request.from, request.to});
  }

  Result<std::optional<std::vector<BarSeriesPtr>>> day(
      std::string_view /*type*/, TradingDay /*day*/, market::BarColumnSet /*columns*/) override
  {
    return std::optional<std::vector<BarSeriesPtr>>();
  }

  Result<std::shared_ptr<const market::Calendar>> calendarOf(std::string_view entityId) override
  {
    return m_market.calendarOf(entityId);
  }

private:
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
  std::shared_ptr<const market::EntityTable> m_names = m_profile.entities().snapshot();
};

}

std::unique_ptr<storage::SqlBarSource> makeSqlBars(storage::Profile& profile, MarketData& market)
{
  return std::make_unique<SqlBars>(profile, market);
}

}
