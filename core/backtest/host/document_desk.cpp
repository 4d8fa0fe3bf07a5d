// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/document_desk.h"

#include "core/base/json.h"
#include "core/trading/account_json.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

constexpr std::size_t kKeptRecords = 2'000;

strategy::ExecutionPlan planOf(DocumentDesk::Terms terms)
{
  strategy::ExecutionPlan plan;
  plan.name = std::move(terms.name);
  plan.run.level = terms.level;
  plan.account = std::move(terms.account);
  return plan;
}

/// The number behind the dash says how many there were: see StrategyUnit::Options::intents.
std::string intentOf(std::string_view number)
{
  return fmt::format("desk-{}", number);
}

trading::Order asItGoesOut(trading::Order order, const std::string& account, const market::Calendar& calendar)
{
  order.account = account;
  order.intent = intentOf(order.id);
  order.id = trading::clientOrderId(order.account, order.source, order.intent, order.sequence);
  order.created = calendar.zone().toUtc(LocalTime{order.created.micros});
  return order;
}

}

DocumentDesk::DocumentDesk(Terms terms, std::shared_ptr<const trading::TradingRules> rules,
    trading::OrderService& service, trading::PaperBroker& broker, const BarBook& book)
    : m_plan(planOf(std::move(terms)))
    , m_rules(rules)
    , m_service(service)
    , m_broker(broker)
    , m_book(book)
    , m_desk(m_plan, book.universe(), std::move(rules), *this, m_result)
{
  m_desk.liveOn(0);
}

DocumentDesk::~DocumentDesk() = default;

Result<void> DocumentDesk::restore(std::string_view text, std::int64_t newest)
{
  m_desk.liveOn(newest);
  return text.empty() ? Result<void>() : m_desk.restore(text);
}

const trading::SimAccount& DocumentDesk::account() const
{
  return m_service.state().account();
}

Moment DocumentDesk::momentOf(Timestamp at, TradingDay day) const
{
  Moment moment;
  moment.key = at.micros;
  moment.day = day;
  moment.time = market::isDayKeyed(m_plan.run.level) ? LocalTime::of(day) : m_book.calendar().zone().toLocal(at);
  return moment;
}

Result<void> DocumentDesk::startDay(std::optional<TradingDay> since, TradingDay day)
{
  if (!since)
    return {};
  std::vector<std::uint32_t> entities;
  for (const trading::Order& order : m_desk.waiting())
    if (const auto entity = m_book.find(order.entityId))
      entities.push_back(*entity);
  std::ranges::sort(entities);
  entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
  for (const std::uint32_t entity : entities)
    for (const market::CorporateAction& action : m_book.items()[entity].actions)
      if (action.exDay > *since && action.exDay <= day)
        ZVT_TRY_VOID(m_desk.adjustFor(entity, action, day));
  return {};
}

Result<trading::MatchBar> DocumentDesk::barOf(std::size_t entity, Timestamp moment, TradingDay day) const
{
  const BarBook::Item& item = m_book.items()[entity];
  trading::MatchBar bar{{}, day, {}};
  const auto end = std::ranges::lower_bound(item.ends, moment);
  if (end == item.ends.end() || *end != moment)
    return bar;
  bar.bar = item.raw->at(static_cast<std::size_t>(end - item.ends.begin()));
  ZVT_TRY(bar.reference, referencePrice(m_book, static_cast<std::uint32_t>(entity), day, *m_rules));
  return bar;
}

Result<void> DocumentDesk::meetBars(Timestamp moment, TradingDay day)
{
  const std::vector<trading::Order> before = m_desk.waiting();
  if (before.empty())
    return {};
  m_moment = moment;
  m_isMeeting = true;
  Result<void> met = m_desk.meet(
      [this, moment, day](std::size_t entity) { return barOf(entity, moment, day); }, momentOf(moment, day));
  m_isMeeting = false;
  ZVT_TRY_VOID(std::move(met));
  tellEnded(before);
  if (const auto over = std::exchange(m_over, std::nullopt))
    cancelAll(*over);
  m_desk.keepRecords(kKeptRecords);
  return {};
}

/// Of the bar that has just finished; where there is none (the end of a week), the newest close through the ex-dates
/// since. NaN: none.
double DocumentDesk::closeOf(std::uint32_t entity, TradingDay day) const
{
  const BarBook::Item& item = m_book.items()[entity];
  std::size_t rows = m_book.count(entity);
  if (rows > 0 && item.ends[rows - 1] == m_book.now())
    return item.raw->close[rows - 1];
  while (rows > 0 && !std::isfinite(item.raw->close[rows - 1]))
    --rows;
  if (rows == 0)
    return std::nan("");
  double close = item.raw->close[rows - 1];
  const TradingDay newest = m_book.dayOf(entity, m_book.count(entity) - 1);
  for (const market::CorporateAction& action : item.actions)
    if (action.exDay > newest && action.exDay <= day && action.movesPrice())
      close = action.referencePrice(close);
  return close;
}

Result<std::vector<DocumentDesk::Made>> DocumentDesk::decide(std::span<const Wish> wishes, TradingDay day)
{
  const std::vector<trading::Order> before = m_desk.waiting();
  const std::size_t first = m_result.orders.size();
  const Moment moment = momentOf(m_book.now(), day);
  for (const Wish& wish : wishes) {
    ZVT_TRY_VOID(m_desk.decide(wish.entity, {wish.weight, wish.resize, 0}, closeOf(wish.entity, day), moment));
  }
  tellEnded(before);
  std::vector<Made> made;
  for (std::size_t i = first; i < m_result.orders.size(); ++i) {
    const analytics::OrderRecord& record = m_result.orders[i];
    ZVT_TRY(const trading::Side side, trading::parseSide(record.side));
    made.push_back(
        {record.entityId, trading::clientOrderId(account().settings().name, m_plan.name, intentOf(record.orderId), 0),
            side, record.quantity, m_result.decisions[i].weight});
  }
  return made;
}

void DocumentDesk::cancelAll(Error reason)
{
  if (m_isMeeting) {
    m_over = std::move(reason);
    return;
  }
  const std::vector<trading::Order> before = m_desk.waiting();
  m_desk.cancelAll(reason);
  tellEnded(before);
}

std::vector<trading::Order> DocumentDesk::waiting() const
{
  std::vector<trading::Order> orders = m_desk.waiting();
  for (trading::Order& order : orders)
    order = asItGoesOut(std::move(order), account().settings().name, m_book.calendar());
  return orders;
}

Result<std::vector<trading::Order>> DocumentDesk::waitingIn(std::string_view text, const std::string& account)
{
  std::vector<trading::Order> orders;
  ZVT_TRY(const Json json, parseJson(text));
  for (const Json& one : json.value("waiting", Json::array())) {
    ZVT_TRY(trading::Order order, trading::orderFromJson(one.value("order", Json::object())));
    ZVT_TRY(order.created.micros, jsonInt(one, "placed"));
    if (one.contains("reason")) {
      ZVT_TRY(order.reason, trading::errorFromJson(one["reason"]));
    }
    ZVT_TRY(const market::EntityId id, market::EntityId::parse(order.entityId));
    ZVT_TRY(const auto calendar, market::Calendar::of(id));
    orders.push_back(asItGoesOut(std::move(order), account, *calendar));
  }
  return orders;
}

void DocumentDesk::tellEnded(std::span<const trading::Order> before)
{
  for (const trading::Order& order : before) {
    const auto record = std::ranges::find(m_result.orders, order.id, &analytics::OrderRecord::orderId);
    if (record == m_result.orders.end() || record->state.empty() || record->filled == record->quantity)
      continue;
    m_news.push_back(fmt::format("{} {} {} {}: {}", record->state, record->side, record->quantity.toString(),
        record->entityId, record->reasonCode));
  }
}

Result<DeskBooks::Booked> DocumentDesk::book(
    const trading::Order& order, const Filling& filling, [[maybe_unused]] bool reserves)
{
  trading::OrderIntent intent;
  intent.id = intentOf(order.id);
  intent.source = m_plan.name;
  intent.entityId = order.entityId;
  intent.side = order.side;
  intent.type = order.type;
  intent.price = filling.price; // what it fills at is what is held back for it
  intent.quantity = filling.quantity;
  Result<trading::Order> sent = fail("trading.unknown_order", {{"order", order.id}});
  m_isSending = true;
  m_service.submit(std::move(intent), [&sent](Result<trading::Order> answer) { sent = std::move(answer); });
  m_isSending = false;
  if (!sent) {
    m_refusals.emplace_back(order.entityId, sent.error());
    return Booked{{}, std::move(sent).error()};
  }
  ZVT_TRY_VOID(m_broker.fill(sent->id, filling.price, filling.quantity, filling.liquidity, order.day, m_moment.micros));
  for (auto fill = m_service.state().fills().rbegin(); fill != m_service.state().fills().rend(); ++fill)
    if (fill->orderId == sent->id)
      return Booked{*fill, {}};
  return Booked{{}, {"trading.unknown_order", {{"order", sent->id}}, {}}};
}

}
