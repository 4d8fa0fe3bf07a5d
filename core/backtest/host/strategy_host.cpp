// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/host/strategy_host.h"

#include "core/backtest/host/held_requests.h"
#include "core/base/parallel_for.h"
#include "core/factor/live_universe.h"
#include "core/trading/margin_day.h"
#include "core/trading/order_state.h"

#include <algorithm>
#include <limits>
#include <set>

namespace zvt::backtest {

namespace {

constexpr std::size_t kMostRefusals = 1'000;

/// What a forced closing is said to be for: "equity 12 needed 15".
std::string figuresOf(const Error& reason)
{
  std::string text;
  for (const auto& [key, value] : reason.arguments)
    text += " " + key + " " + value;
  return text;
}

}

MarketView::MarketView(BarBook bars)
    : book(std::move(bars))
    , factors(book.universe().size())
    , m_fields(6, std::vector<double>(book.universe().size(), std::numeric_limits<double>::quiet_NaN()))
    , m_present(book.universe().size())
{
}

Result<std::vector<std::size_t>> MarketView::need(std::span<const std::string> formulas, const ParallelFor& parallel)
{
  std::vector<std::size_t> numbers;
  const bool isKnown =
      std::ranges::all_of(formulas, [this](const std::string& formula) { return factors.find(formula).has_value(); });
  if (!isKnown && book.now() != Timestamp::min()) {
    MarketView fresh(book.fromTheBeginning());
    ZVT_TRY_VOID(fresh.need(m_formulas, parallel));
    ZVT_TRY_VOID(fresh.need(formulas, parallel));
    ZVT_TRY_VOID(fresh.moveTo(book.now(), parallel));
    factors = std::move(fresh.factors);
    m_formulas = std::move(fresh.m_formulas);
  }
  for (const std::string& formula : formulas) {
    ZVT_TRY(const std::size_t number, factors.add(formula));
    if (number == m_formulas.size())
      m_formulas.push_back(formula);
    numbers.push_back(number);
  }
  return numbers;
}

std::vector<Timestamp> MarketView::moments(Timestamp from, Timestamp to) const
{
  return book.moments(from, to);
}

Result<void> MarketView::moveTo(Timestamp now, const ParallelFor& parallel)
{
  if (factors.size() == 0) {
    book.moveTo(now);
    return {};
  }
  const std::vector<Timestamp> passed = moments(book.now(), now);
  book.beginMove();
  for (const Timestamp moment : passed)
    ZVT_TRY_VOID(step(moment, parallel));
  if (book.now() < now)
    book.moveOn(now);
  return {};
}

Result<void> MarketView::step(Timestamp moment, const ParallelFor& parallel)
{
  const std::vector<std::uint32_t> finished = book.moveOn(moment);
  if (finished.empty())
    return {}; // a day that only money sees
  std::ranges::fill(m_present, std::uint8_t{0});
  for (const std::uint32_t entity : finished) {
    const strategy::BarView bars = book.view(entity, book.finest());
    m_present[entity] = 1;
    std::size_t field = 0;
    for (const auto& column : {bars.open, bars.high, bars.low, bars.close, bars.volume, bars.turnover})
      m_fields[field++][entity] = column.back();
  }
  factor::LiveBars live;
  for (std::size_t field = 0; field < m_fields.size(); ++field)
    live.fields[field] = m_fields[field].data();
  live.present = m_present;
  return factors.step(live, parallel);
}

Result<std::unique_ptr<StrategyHost>> StrategyHost::create(
    std::unique_ptr<strategy::Strategy> strategy, Options options, MarketSource& feed, trading::OrderService& service)
{
  const strategy::StrategyNeeds needs = strategy->needs();
  options.book.entities = needs.entities;
  options.book.levels = needs.levels;
  ZVT_TRY(BarBook book, BarBook::load(feed, std::move(options.book)));
  std::unique_ptr<StrategyHost> host(new StrategyHost(MarketView(std::move(book)), feed, service));
  ZVT_TRY(std::vector<std::size_t> factors, host->m_market.need(needs.factors, SerialParallelFor()));
  StrategyUnit::Options unit;
  unit.name = needs.name;
  unit.account = service.snapshot()->account->settings().name;
  unit.seed = options.seed;
  unit.limits = options.limits;
  unit.plan = options.plan;
  unit.handsOut = options.handsOut;
  unit.rules = std::move(options.rules);
  unit.watch = options.watch;
  host->m_unit = std::make_unique<StrategyUnit>(
      std::move(strategy), std::move(unit), host->m_market.book, host->m_market.factors, std::move(factors));
  ZVT_TRY_VOID(host->m_unit->join());

  host->m_held = std::move(options.held);
  host->m_claim = service.claimSource(needs.name);
  if (!host->m_claim)
    return fail("strategy.duplicate_name", {{"name", needs.name}, {"account", host->m_unit->accountName()}});
  host->watch();
  return host;
}

/// Follows what becomes of the strategy's orders.
void StrategyHost::watch()
{
  std::vector<trading::Order> open;
  for (const trading::Order& order : m_service.snapshot()->orders)
    if (trading::isOpen(order.state) && order.source == m_unit->name())
      open.push_back(order);
  m_unit->setOpenOrders(std::move(open));
  std::vector<trading::Fill> fills;
  for (const trading::Fill& fill : m_service.state().fills())
    if (const trading::Order* order = m_service.state().find(fill.orderId); order && order->source == m_unit->name())
      fills.push_back(fill);
  m_unit->setFills(fills);
  trading::OrderObserver observer;
  observer.onOrder = [this](const trading::Order& order) {
    if (order.source != m_unit->name())
      return;
    lookAtAccount();
    m_unit->order(order);
    send();
  };
  observer.onFill = [this](const trading::Fill& fill) {
    const trading::Order* order = m_service.state().find(fill.orderId);
    if (order && order->source == trading::kLiquidation)
      m_unit->say("liquidated " + fill.entityId + ":" + figuresOf(order->reason));
    if (!order || order->source != m_unit->name())
      return;
    lookAtAccount();
    m_unit->fill(fill);
    send();
  };
  m_observation = m_service.observe(std::move(observer));
}

StrategyHost::StrategyHost(MarketView market, MarketSource& feed, trading::OrderService& service)
    : m_market(std::move(market))
    , m_feed(feed)
    , m_service(service)
    , m_alive(std::make_shared<StrategyHost*>(this))
{
}

StrategyHost::~StrategyHost() = default;

void StrategyHost::lookAtAccount()
{
  m_unit->setAccount(m_service.account());
}

Result<void> StrategyHost::start(Timestamp now, const ParallelFor& parallel)
{
  ZVT_TRY_VOID(m_market.moveTo(now, parallel));
  lookAtAccount();
  m_unit->start();
  send();
  return {};
}

void StrategyHost::openDay(TradingDay day, Timestamp now)
{
  lookAtAccount();
  m_unit->openDay(day, now);
  send();
}

Result<void> StrategyHost::closeBars(Timestamp now, TradingDay day, const ParallelFor& parallel)
{
  ZVT_TRY_VOID(m_market.moveTo(now, parallel));
  lookAtAccount();
  m_unit->closeBars(day);
  send();
  return {};
}

void StrategyHost::closeDay()
{
  lookAtAccount();
  m_unit->closeDay();
  send();
}

void StrategyHost::stop()
{
  lookAtAccount();
  m_unit->stop();
  send();
}

void StrategyHost::disengage(Error reason)
{
  lookAtAccount();
  m_unit->fail(std::move(reason));
  send();
}

Result<bool> StrategyHost::refresh()
{
  return m_market.book.refresh(m_feed);
}

void StrategyHost::send()
{
  StrategyUnit::Sends sends = m_unit->take();
  if (m_document)
    tellDesk(sends);
  trading::HeldOrders* desk = m_held && (sends.cancelHeld || !sends.held.empty() || !sends.cancels.empty())
      ? m_held(!sends.held.empty())
      : nullptr;
  if (desk && sends.cancelHeld)
    cancelHeld(*desk, m_unit->name());
  for (const std::string& orderId : sends.cancels) {
    if (desk && desk->has(orderId))
      desk->cancel(orderId);
    else
      m_service.cancel(orderId);
  }
  const auto refused = [alive = std::weak_ptr(m_alive)](const std::string& entityId, const Error& why) {
    if (const auto host = alive.lock())
      (*host)->refuse(entityId, why);
  };
  for (trading::OrderIntent& intent : sends.orders) {
    const std::string entityId = intent.entityId;
    m_service.submit(
        std::move(intent), [alive = std::weak_ptr(m_alive), entityId](const Result<trading::Order>& order) {
          const auto host = alive.lock();
          if (host && !order)
            (*host)->refuse(entityId, order.error());
        });
  }
  for (StrategyUnit::Held& held : sends.held) {
    if (desk)
      placeHeld(*desk, std::move(held), refused);
    else
      refuse(entityOf(held), {"strategy.nothing_held", {}, {}});
  }
}

void StrategyHost::refuse(const std::string& entityId, const Error& why)
{
  if (m_refusals.size() < kMostRefusals)
    m_refusals.push_back(Error(why).with("entity", entityId));
  m_unit->say("refused " + entityId + ": " + why.code);
}

/// What the desk has to say of the bars, then what is wanted of it now.
void StrategyHost::tellDesk(const StrategyUnit::Sends& sends)
{
  for (const auto& [entityId, error] : m_document->takeRefusals())
    refuse(entityId, error);
  if (!m_unit->fault().code.empty())
    m_document->cancelAll();
  if (!sends.wishes.empty()) {
    auto made = m_document->decide(sends.wishes, m_unit->today());
    if (!made) {
      m_unit->fail(std::move(made).error());
      return m_document->cancelAll();
    }
    for (const DocumentDesk::Made& one : *made)
      m_unit->decided(one.entityId, one.weight, one.orderId);
  }
  for (const std::string& line : m_document->takeNews())
    m_unit->say(line);
}

}
