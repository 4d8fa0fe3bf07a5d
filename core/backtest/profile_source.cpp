// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/market_source.h"
#include "core/base/text.h"
#include "core/data/classification.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/trading/margin_records.h"

#include <algorithm>

namespace zvt::backtest {

namespace {

bool isGlob(const std::string& pattern)
{
  return pattern.find_first_of("*?") != std::string::npos;
}

}

Result<std::vector<market::Entity>> ProfileSource::resolve(
    const std::vector<std::string>& patterns, market::BarLevel level)
{
  const auto table = m_profile.entities().snapshot();
  for (const std::string& pattern : patterns) {
    if (!isGlob(pattern) && !table->find(pattern))
      return fail("backtest.unknown_entity", {{"entity", pattern}});
  }
  std::vector<market::Entity> entities;
  for (const market::Entity& entity : table->entities()) {
    const std::string id = entity.id.toString();
    const auto named = [&](const std::string& pattern) { return pattern == id; };
    const auto matches = [&](const std::string& pattern) { return matchesGlob(id, pattern); };
    if (std::ranges::any_of(patterns, named)) {
      entities.push_back(entity);
      continue;
    }
    if (!std::ranges::any_of(patterns, matches))
      continue;
    ZVT_TRY(const auto levels, m_data.levels(id));
    if (std::ranges::find(levels, level) != levels.end())
      entities.push_back(entity);
  }
  return entities;
}

Result<market::BarSeriesPtr> ProfileSource::bars(const SeriesRequest& request)
{
  data::BarRequest wanted;
  wanted.entityId = request.entityId;
  wanted.level = request.level;
  wanted.adjust = request.adjust;
  wanted.method = request.method;
  if (!request.provider.empty())
    wanted.provider = request.provider;
  return m_data.bars(wanted);
}

Result<std::vector<market::CorporateAction>> ProfileSource::actions(const std::string& entityId)
{
  return m_profile.actions().read({entityId, {}, {}});
}

Result<std::shared_ptr<const market::Calendar>> ProfileSource::calendar(const std::string& entityId)
{
  return m_data.calendarOf(entityId);
}

Result<std::vector<trading::FundingRate>> MarketSource::fundings(const std::string&)
{
  return std::vector<trading::FundingRate>{};
}

Result<std::vector<trading::FundingRate>> ProfileSource::fundings(const std::string& entityId)
{
  if (!trading::isContract(entityId))
    return std::vector<trading::FundingRate>{};
  return trading::storedFundings(m_profile, entityId, Timestamp::min(), Timestamp::max());
}

Result<trading::IssuerLots> MarketSource::lots(const std::string&)
{
  return trading::IssuerLots();
}

Result<trading::IssuerLots> ProfileSource::lots(const std::string& entityId)
{
  return trading::storedLots(m_profile, entityId);
}

Result<std::vector<SecurityGroups>> MarketSource::groups(const std::vector<std::string>&, std::optional<TradingDay>)
{
  return std::vector<SecurityGroups>{};
}

Result<std::vector<SecurityGroups>> ProfileSource::groups(
    const std::vector<std::string>& entityIds, std::optional<TradingDay> until)
{
  ZVT_TRY(const data::IndustryByEntity industries, data::industriesOf(m_profile, entityIds, until));
  ZVT_TRY(const data::TagsByEntity tags, data::tagsOf(m_profile, entityIds));
  std::vector<SecurityGroups> all;
  for (const std::string& id : entityIds) {
    SecurityGroups& groups = all.emplace_back();
    if (const auto found = industries.find(id); found != industries.end())
      groups.industry = found->second;
    if (const auto found = tags.find(id); found != tags.end())
      groups.tag = found->second.front();
  }
  return all;
}

}
