// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/kept_source.h"

namespace zvt::backtest {

namespace {

/// What is kept under @p key, else the answer of @p ask.
template <class Map, class Ask>
Result<typename Map::mapped_type> keptOr(std::mutex& guard, Map& map, const typename Map::key_type& key, Ask ask)
{
  const std::scoped_lock lock(guard);
  if (const auto found = map.find(key); found != map.end())
    return found->second;
  ZVT_TRY(auto answer, ask());
  map.emplace(key, answer);
  return answer;
}

}

Result<std::vector<market::Entity>> KeptSource::resolve(
    const std::vector<std::string>& patterns, market::BarLevel level)
{
  return keptOr(m_guard, m_entities, {patterns, level}, [&] { return m_source.resolve(patterns, level); });
}

Result<market::BarSeriesPtr> KeptSource::bars(const SeriesRequest& request)
{
  return keptOr(m_guard, m_bars, {request.entityId, request.level, request.adjust, request.method, request.provider},
      [&] { return m_source.bars(request); });
}

Result<std::vector<market::CorporateAction>> KeptSource::actions(const std::string& entityId)
{
  return keptOr(m_guard, m_actions, entityId, [&] { return m_source.actions(entityId); });
}

Result<std::shared_ptr<const market::Calendar>> KeptSource::calendar(const std::string& entityId)
{
  return keptOr(m_guard, m_calendars, entityId, [&] { return m_source.calendar(entityId); });
}

Result<std::vector<trading::FundingRate>> KeptSource::fundings(const std::string& entityId)
{
  return keptOr(m_guard, m_fundings, entityId, [&] { return m_source.fundings(entityId); });
}

Result<trading::IssuerLots> KeptSource::lots(const std::string& entityId)
{
  return keptOr(m_guard, m_lots, entityId, [&] { return m_source.lots(entityId); });
}

Result<std::vector<SecurityGroups>> KeptSource::groups(
    const std::vector<std::string>& entityIds, std::optional<TradingDay> until)
{
  return keptOr(m_guard, m_groups, {entityIds, until}, [&] { return m_source.groups(entityIds, until); });
}

}
