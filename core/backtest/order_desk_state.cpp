// SPDX-License-Identifier: Apache-2.0
// A desk that lives on: what waits is kept over a restart, and the records of what has ended are forgotten.
#include "core/backtest/order_desk.h"

#include "core/base/json.h"
#include "core/trading/account_json.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace zvt::backtest {

std::vector<trading::Order> OrderDesk::waiting() const
{
  std::vector<trading::Order> orders;
  for (const Waiting& waiting : m_waiting) {
    orders.push_back(waiting.order);
    orders.back().reason = waiting.reason;
    orders.back().created = {m_result.orders[waiting.record].placedTime.micros};
  }
  return orders;
}

void OrderDesk::cancelAll(const Error& reason)
{
  for (Waiting& waiting : m_waiting)
    end(waiting, "cancelled", reason);
  m_waiting.clear();
  m_unmet.clear();
}

std::string OrderDesk::toJson() const
{
  Json waiting = Json::array();
  for (const Waiting& one : m_waiting) {
    Json json{{"order", trading::toJsonValue(one.order)}, {"purpose", static_cast<int>(one.purpose)},
        {"weight", one.weight}, {"placed", m_result.orders[one.record].placedTime.micros}};
    if (one.metOn)
      json["met_on"] = one.metOn->iso();
    if (!one.reason.code.empty())
      json["reason"] = trading::toJsonValue(one.reason);
    waiting.push_back(std::move(json));
  }
  Json json{{"v", 1}, {"count", m_orderCount}, {"waiting", std::move(waiting)}};
  for (const auto& [entity, purpose] : m_unmet)
    json["unmet"][m_entities[entity]] = static_cast<int>(purpose);
  return canonicalJson(json);
}

OrderDesk::Purpose OrderDesk::purposeOf(std::int64_t number)
{
  return number == 0 ? Purpose::Close : number == 1 ? Purpose::Reduce : Purpose::Open;
}

Result<void> OrderDesk::restore(std::string_view text)
{
  ZVT_TRY(const Json json, parseJson(text));
  std::int64_t count = 0;
  ZVT_TRY(count, jsonInt(json, "count"));
  liveOn(count);
  for (const Json& one : json.value("waiting", Json::array())) {
    Waiting waiting;
    ZVT_TRY(waiting.order, trading::orderFromJson(one.value("order", Json::object())));
    const auto entity = std::ranges::find(m_entities, waiting.order.entityId);
    if (entity == m_entities.end())
      continue;
    waiting.entity = static_cast<std::size_t>(entity - m_entities.begin());
    ZVT_TRY(const std::int64_t purpose, jsonInt(one, "purpose"));
    waiting.purpose = purposeOf(purpose);
    waiting.weight = one.value("weight", 0.0);
    if (one.contains("met_on")) {
      ZVT_TRY(const std::string day, jsonString(one, "met_on"));
      ZVT_TRY(waiting.metOn, TradingDay::parse(day));
    }
    if (one.contains("reason")) {
      ZVT_TRY(waiting.reason, trading::errorFromJson(one["reason"]));
    }
    ZVT_TRY(const std::int64_t placed, jsonInt(one, "placed"));
    addRecord(waiting, LocalTime{placed});
    m_waiting.push_back(std::move(waiting));
  }
  const Json unmet = json.value("unmet", Json::object());
  for (const auto& [entityId, number] : unmet.items()) {
    const auto entity = std::ranges::find(m_entities, entityId);
    if (entity != m_entities.end() && number.is_number_integer())
      m_unmet.insert_or_assign(
          static_cast<std::size_t>(entity - m_entities.begin()), purposeOf(number.get<std::int64_t>()));
  }
  return {};
}

void OrderDesk::keepRecords(std::size_t newest)
{
  if (m_result.orders.size() <= 2 * newest)
    return;
  std::size_t gone = m_result.orders.size() - newest;
  for (const Waiting& waiting : m_waiting)
    gone = std::min(gone, waiting.record);
  const auto count = static_cast<std::ptrdiff_t>(gone);
  m_result.orders.erase(m_result.orders.begin(), m_result.orders.begin() + count);
  m_result.decisions.erase(m_result.decisions.begin(), m_result.decisions.begin() + count);
  for (Waiting& waiting : m_waiting)
    waiting.record -= gone;
  if (m_result.fills.size() > newest)
    m_result.fills.erase(m_result.fills.begin(), m_result.fills.end() - static_cast<std::ptrdiff_t>(newest));
}

}
