// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/simulated_market.h"

#include "core/trading/checks.h"

#include <algorithm>

namespace zvt::backtest {

namespace {

/// When orders made before that session are looked at: in its opening auction, market orders in continuous trading.
Timestamp beginOf(const market::Calendar& calendar, TradingDay day, bool continuous)
{
  for (const market::SessionPhase& phase : calendar.phases(day))
    if (!continuous || phase.phase == market::Phase::Continuous)
      return calendar.beginOf(day, phase);
  return calendar.zone().toUtc(LocalTime::of(day));
}

}

SimulatedMarket::SimulatedMarket(Options options)
    : m_options(std::move(options))
{
}

SimulatedMarket::~SimulatedMarket()
{
  m_host.reset(); // it hears of the service
  m_service.reset();
}

Result<std::unique_ptr<SimulatedMarket>> SimulatedMarket::create(
    std::unique_ptr<strategy::Strategy> strategy, Options options, MarketSource& source)
{
  std::unique_ptr<SimulatedMarket> market(new SimulatedMarket(std::move(options)));
  const Options& chosen = market->m_options;
  trading::PaperBroker::Options paper;
  paper.account = chosen.account.name;
  paper.matching = chosen.matching;
  ZVT_TRY(
      market->m_broker, trading::PaperBroker::open(std::move(paper), chosen.rules, market->m_store, market->m_clock));
  trading::OrderService::Options service;
  service.account = chosen.account;
  service.played = true;
  service.rules = chosen.rules;
  service.gate = [raw = market.get()](const trading::Order& order, const trading::SimAccount& account,
                     std::span<const trading::Order> open) { return raw->gate(order, account, open); };
  ZVT_TRY(market->m_service,
      trading::OrderService::open(
          std::move(service), market->m_store, *market->m_broker, market->m_clock, market->m_executor));
  StrategyHost::Options host;
  host.book = chosen.book;
  host.seed = chosen.seed;
  host.limits = chosen.limits;
  host.plan = chosen.plan;
  host.rules = chosen.rules;
  ZVT_TRY(market->m_host, StrategyHost::create(std::move(strategy), std::move(host), source, *market->m_service));
  return market;
}

/// The checks of a ticket, for the session that the order goes into.
Result<void> SimulatedMarket::gate(
    const trading::Order& order, const trading::SimAccount& account, std::span<const trading::Order> open) const
{
  const BarBook& book = m_host->market().book;
  const auto entity = book.find(order.entityId);
  trading::TicketMarket market;
  if (entity) {
    const BarBook::Item& item = book.items()[*entity];
    market.entity = item.entity;
    market.calendar = item.calendar.get();
    market.day = OrderPlanner::nextSession(book, *entity);
    market.now = std::max(beginOf(*item.calendar, market.day, order.type == trading::OrderType::Market), m_clock.now());
    if (const auto bar = book.lastRaw(*entity)) {
      ZVT_TRY(market.last, Price::fromDouble(bar->close));
      const TradingDay today = item.calendar->dayOf({book.now().micros - 1});
      const auto traded = item.calendar->isTradingDay(today);
      market.suspended = book.dayOf(*entity, book.count(*entity) - 1) < today && traded && *traded;
    }
    ZVT_TRY(market.reference, referencePrice(book, *entity, market.day, *m_options.rules));
  }
  market.sessionRequired = false;
  return trading::requirePassed(
      trading::runChecks({order, market, account, *m_options.rules, open, m_service->rate()}));
}

Result<void> SimulatedMarket::run(TaskControl& control, const Observer& observer)
{
  const MarketView& view = m_host->market();
  const market::Calendar& calendar = view.book.calendar();
  const SerialParallelFor serial;
  const std::vector<Timestamp> moments = view.moments(Timestamp::min());
  const auto dayOf = [&](Timestamp moment) { return calendar.dayOf({moment.micros - 1}); };
  std::size_t first = 0;
  while (m_options.start && first < moments.size() && dayOf(moments[first]) < *m_options.start)
    ++first;
  if (first == moments.size())
    return zvt::fail("backtest.no_bars");
  // The account stands at the close before its first day, as a new paper account does.
  const TradingDay firstDay = dayOf(moments[first]);
  const Timestamp before = first == 0 ? calendar.zone().toUtc(LocalTime::of(firstDay)) : moments[first - 1];
  m_clock.setNow(before);
  m_day = first == 0 ? firstDay - 1 : dayOf(moments[first - 1]);
  m_service->startDay(*m_day);
  ZVT_TRY_VOID(m_host->start(before, serial));

  const bool byDays = market::isDayKeyed(view.book.finest());
  for (std::size_t i = first; i < moments.size() && m_host->unit().isRunning(); ++i) {
    ZVT_TRY_VOID(control.cancelToken().check());
    if ((i - first) % 32 == 0)
      control.progress(static_cast<double>(i - first) / static_cast<double>(moments.size() - first));
    const TradingDay day = dayOf(moments[i]);
    if (day != *m_day)
      ZVT_TRY_VOID(openDay(day));
    ZVT_TRY_VOID(meetBars(moments[i], day));
    m_clock.setNow(moments[i]);
    const bool isLast = i + 1 == moments.size() || dayOf(moments[i + 1]) != day;
    if (isLast)
      ZVT_TRY_VOID(m_broker->endDay(byDays ? day - 1 : day));
    markHoldings();
    ZVT_TRY_VOID(m_host->closeBars(moments[i], day, serial));
    if (isLast)
      m_host->closeDay();
    if (observer)
      observer(moments[i], day, *m_service->account());
  }
  m_host->stop();
  return {};
}

Result<void> SimulatedMarket::openDay(TradingDay day)
{
  m_host->openDay(day, beginOf(m_host->market().book.calendar(), day, false));
  Result<void> started;
  const std::vector<trading::CorporateActionApplied> actions = actionsOf(day);
  m_service->startDay(day, actions, [&started](const Result<void>& result) { started = result; });
  m_day = day;
  ZVT_TRY_VOID(started);
  return m_broker->onExDate(day, actions);
}

std::vector<trading::CorporateActionApplied> SimulatedMarket::actionsOf(TradingDay day) const
{
  std::vector<trading::CorporateActionApplied> due;
  const BarBook& book = m_host->market().book;
  for (const auto& [entityId, position] : m_service->account()->positions()) {
    const auto entity = position.total.isZero() ? std::nullopt : book.find(entityId);
    if (!entity)
      continue;
    for (market::CorporateAction action : book.items()[*entity].actions)
      if (action.exDay > *m_day && action.exDay <= day) {
        action.exDay = day; // an ex-date on a day without trading takes effect on the next one
        due.push_back({entityId, action});
      }
  }
  return due;
}

Result<void> SimulatedMarket::meetBars(Timestamp moment, TradingDay day)
{
  const BarBook& book = m_host->market().book;
  std::set<std::string> entities;
  const trading::TradingState& state = m_service->state();
  for (const std::size_t place : state.open())
    entities.insert(state.orders()[place].entityId);
  m_clock.setNow(moment);
  for (const std::string& entityId : entities) {
    const auto entity = book.find(entityId);
    const std::size_t row = entity ? book.count(*entity) : 0; // the next one to be seen
    if (!entity || row >= book.items()[*entity].ends.size() || book.items()[*entity].ends[row] != moment)
      continue;
    const BarBook::Item& item = book.items()[*entity];
    trading::MatchBar bar{item.raw->at(row), day, {}, {}};
    bar.bar->key = moment.micros;
    ZVT_TRY(bar.reference, referencePrice(book, *entity, day, *m_options.rules));
    if (market::isDayKeyed(item.raw->level))
      if (const auto spans = item.calendar->tradingSpans(day); !spans.empty())
        bar.begins = spans.front().begin;
    ZVT_TRY_VOID(m_broker->onBar(entityId, bar));
  }
  return {};
}

void SimulatedMarket::markHoldings()
{
  std::vector<std::pair<std::string, Price>> marks;
  const BarBook& book = m_host->market().book;
  for (const auto& [entityId, position] : m_service->account()->positions()) {
    const auto entity = position.total.isZero() ? std::nullopt : book.find(entityId);
    if (!entity)
      continue;
    // The bar that has just finished is not in the book yet.
    const BarBook::Item& item = book.items()[*entity];
    std::size_t rows = book.count(*entity);
    if (rows < item.ends.size() && item.ends[rows] <= m_clock.now())
      ++rows;
    const auto price =
        rows == 0 ? Result<Price>(zvt::fail("strategy.no_price")) : Price::fromDouble(item.raw->close[rows - 1]);
    if (price)
      marks.emplace_back(entityId, *price);
  }
  if (!marks.empty())
    m_service->mark(std::move(marks));
}

}
