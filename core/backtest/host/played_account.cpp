// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/played_account.h"

#include "core/backtest/host/order_planner.h"
#include "core/trading/checks.h"

#include <algorithm>
#include <set>

namespace zvt::backtest {

Timestamp openOf(const market::Calendar& calendar, TradingDay day, bool continuous)
{
  for (const market::SessionPhase& phase : calendar.phases(day))
    if (!continuous || phase.phase == market::Phase::Continuous)
      return calendar.beginOf(day, phase);
  return calendar.zone().toUtc(LocalTime::of(day));
}

PlayedAccount::PlayedAccount(Options options, PlayedClock& clock)
    : m_options(std::move(options))
    , m_clock(clock)
{
}

PlayedAccount::~PlayedAccount() = default;

Result<std::unique_ptr<PlayedAccount>> PlayedAccount::open(
    Options options, Store& store, PlayedClock& clock, InlineExecutor& executor)
{
  std::unique_ptr<PlayedAccount> made(new PlayedAccount(std::move(options), clock));
  const Options& chosen = made->m_options;
  trading::PaperBroker::Options paper;
  paper.account = chosen.account.name;
  paper.matching = chosen.matching;
  ZVT_TRY(made->m_broker, trading::PaperBroker::open(std::move(paper), chosen.rules, store, clock));
  trading::OrderService::Options service;
  service.account = chosen.account;
  service.played = true;
  service.rules = chosen.rules;
  service.gate = [raw = made.get()](const trading::Order& order, const trading::SimAccount& account,
                     std::span<const trading::Order> open) { return raw->gate(order, account, open); };
  ZVT_TRY(made->m_service, trading::OrderService::open(std::move(service), store, *made->m_broker, clock, executor));
  return made;
}

void PlayedAccount::setBook(const BarBook* book)
{
  m_book = book;
  if (m_options.document)
    m_desk = std::make_unique<DocumentDesk>(*m_options.document, m_options.rules, *m_service, *m_broker, *book);
}

std::optional<TradingDay> PlayedAccount::day() const
{
  const TradingDay day = m_service->account()->day();
  return day == TradingDay{} ? std::nullopt : std::optional(day);
}

/// The checks of a ticket, for the session that the order goes into.
Result<void> PlayedAccount::gate(
    const trading::Order& order, const trading::SimAccount& account, std::span<const trading::Order> open) const
{
  const auto entity = m_book->find(order.entityId);
  trading::TicketMarket market;
  if (entity) {
    const BarBook::Item& item = m_book->items()[*entity];
    market.entity = item.entity;
    market.calendar = item.calendar.get();
    market.day = OrderPlanner::nextSession(*m_book, *entity);
    // Orders made before a session are looked at in its opening auction, market orders in continuous trading.
    market.now = std::max(openOf(*item.calendar, market.day, order.type == trading::OrderType::Market), m_clock.now());
    if (const auto bar = m_book->lastRaw(*entity)) {
      ZVT_TRY(market.last, Price::fromDouble(bar->close));
      const TradingDay today = item.calendar->dayOf({m_book->now().micros - 1});
      const auto traded = item.calendar->isTradingDay(today);
      market.suspended = m_book->dayOf(*entity, m_book->count(*entity) - 1) < today && traded && *traded;
    }
    ZVT_TRY(market.reference, referencePrice(*m_book, *entity, market.day, *m_options.rules));
  }
  market.sessionRequired = false;
  if (m_desk && m_desk->isSending()) // what a desk sends has met the rules with its bar
    return m_options.admit ? m_options.admit(order, market.last) : Result<void>();
  ZVT_TRY_VOID(
      trading::requirePassed(trading::runChecks({order, market, account, *m_options.rules, open, m_service->rate()})));
  return m_options.admit ? m_options.admit(order, market.last) : Result<void>();
}

Result<void> PlayedAccount::startDay(TradingDay day)
{
  Result<void> started;
  const auto since = this->day();
  const std::vector<trading::CorporateActionApplied> actions = actionsOf(day);
  m_service->startDay(day, actions, [&started](const Result<void>& result) { started = result; });
  ZVT_TRY_VOID(started);
  if (m_desk)
    ZVT_TRY_VOID(m_desk->startDay(since, day));
  return m_broker->onExDate(day, actions);
}

std::vector<trading::CorporateActionApplied> PlayedAccount::actionsOf(TradingDay day) const
{
  std::vector<trading::CorporateActionApplied> due;
  const auto since = this->day();
  for (const auto& [entityId, position] : m_service->account()->positions()) {
    const auto entity = position.total.isZero() ? std::nullopt : m_book->find(entityId);
    if (!entity || !since)
      continue;
    for (market::CorporateAction action : m_book->items()[*entity].actions)
      if (action.exDay > *since && action.exDay <= day) {
        action.exDay = day; // an ex-date on a day without trading takes effect on the next one
        due.push_back({entityId, action});
      }
  }
  return due;
}

Result<void> PlayedAccount::meetBars(Timestamp moment, TradingDay day)
{
  if (m_desk)
    ZVT_TRY_VOID(m_desk->meetBars(moment, day));
  std::set<std::string> entities;
  const trading::TradingState& state = m_service->state();
  for (const std::size_t place : state.open())
    entities.insert(state.orders()[place].entityId);
  for (const std::string& entityId : entities) {
    const auto entity = m_book->find(entityId);
    if (!entity)
      continue;
    const BarBook::Item& item = m_book->items()[*entity];
    // Usually the next one to be seen; bars that came late, of moments gone by, stand before it.
    const auto end = std::ranges::lower_bound(item.ends, moment);
    if (end == item.ends.end() || *end != moment)
      continue;
    const auto row = static_cast<std::size_t>(end - item.ends.begin());
    trading::MatchBar bar{item.raw->at(row), day, {}, {}};
    bar.bar->key = moment.micros;
    ZVT_TRY(bar.reference, referencePrice(*m_book, *entity, day, *m_options.rules));
    if (market::isDayKeyed(item.raw->level))
      if (const auto spans = item.calendar->tradingSpans(day); !spans.empty())
        bar.begins = spans.front().begin;
    ZVT_TRY_VOID(m_broker->onBar(entityId, bar));
  }
  return {};
}

Result<void> PlayedAccount::endDay(TradingDay day)
{
  return m_broker->endDay(market::isDayKeyed(m_book->finest()) ? day - 1 : day);
}

void PlayedAccount::markHoldings()
{
  std::vector<std::pair<std::string, Price>> marks;
  for (const auto& [entityId, position] : m_service->account()->positions()) {
    const auto entity = position.total.isZero() ? std::nullopt : m_book->find(entityId);
    if (!entity)
      continue;
    if (const auto price = markOf(*entity))
      marks.emplace_back(entityId, *price);
  }
  if (!marks.empty())
    m_service->mark(std::move(marks));
}

Result<Price> PlayedAccount::markOf(std::uint32_t entity) const
{
  // The bar that has just finished is not in the book yet.
  const BarBook::Item& item = m_book->items()[entity];
  std::size_t rows = m_book->count(entity);
  while (rows < item.ends.size() && item.ends[rows] <= m_clock.now())
    ++rows;
  if (rows == 0)
    return fail("strategy.no_price");
  ZVT_TRY(Price price, Price::fromDouble(item.raw->close[rows - 1]));
  if (!m_desk)
    return price;
  // Until the first trade of an ex-date its reference price values the position, as in a backtest.
  for (const market::CorporateAction& action : item.actions)
    if (action.exDay > m_book->dayOf(entity, rows - 1) && action.exDay <= m_service->account()->day()
        && action.movesPrice()) {
      ZVT_TRY(price, Price::fromDouble(action.referencePrice(price.toDouble())));
    }
  return price;
}

}
