// SPDX-License-Identifier: Apache-2.0
// The unit's own work: hooks, plans, faults. What the strategy sees and asks for: strategy_unit_context.cpp.
#include "core/backtest/host/strategy_unit.h"

#include "core/base/text.h"
#include "core/trading/order_state.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>

#include <fmt/format.h>

namespace zvt::backtest {

namespace {

constexpr std::string_view kExitRules = "exit_rules"; ///< as decisions name them

}

StrategyUnit::StrategyUnit(std::unique_ptr<strategy::Strategy> strategy, Options options, const BarBook& book,
    const strategy::SharedFactors& shared, std::vector<std::size_t> factors)
    : m_strategy(std::move(strategy))
    , m_options(std::move(options))
    , m_planner(m_options.rules, m_options.plan)
    , m_book(book)
    , m_shared(shared)
    , m_factors(std::move(factors))
    , m_needs(m_strategy->needs())
    , m_account(std::make_shared<const trading::SimAccount>(trading::AccountSettings{}))
    , m_intents(m_options.intents)
    , m_random(m_options.seed)
    , m_log(m_options.limits.log)
{
}

StrategyUnit::~StrategyUnit() = default;

Result<void> StrategyUnit::join()
{
  for (std::uint32_t place = 0; place < m_book.universe().size(); ++place) {
    const std::string& id = m_book.universe()[place];
    if (std::ranges::any_of(m_needs.entities, [&](const std::string& glob) { return matchesGlob(id, glob); }))
      m_entities.push_back(place);
  }
  if (m_entities.empty())
    return zvt::fail("backtest.empty_universe", {{"level", std::string(market::toString(m_book.finest()))}});
  return {};
}

/// Runs a hook. Whatever goes wrong in it ends the strategy, and it alone.
template <typename Hook> void StrategyUnit::call(std::string_view name, Hook hook)
{
  if (!m_running)
    return;
  m_hook = name;
  m_line = 0;
  const Duration began = m_options.watch ? m_options.watch->elapsed() : Duration();
  try {
    if (Result<void> result = hook(); !result)
      wrong(std::move(result).error());
  } catch (const std::exception& thrown) {
    wrong({"strategy.threw", {{"text", thrown.what()}}, {}});
  } catch (...) {
    wrong({"strategy.threw", {{"text", "?"}}, {}});
  }
  if (m_options.watch && m_options.limits.call > Duration()
      && m_options.watch->elapsed() - began > m_options.limits.call)
    wrong({"strategy.too_slow", {{"milliseconds", std::to_string(m_options.limits.call.micros / 1000)}}, {}});
  if (!m_fault.code.empty())
    fail(m_fault);
}

void StrategyUnit::wrong(Error error) const
{
  if (m_fault.code.empty())
    m_fault = std::move(error).with("strategy", m_options.name);
  if (m_day != TradingDay() && std::ranges::find(m_fault.context, "day", &Error::Field::first) == m_fault.context.end())
    m_fault = std::move(m_fault).with("day", m_day.iso());
}

void StrategyUnit::fail(Error error)
{
  if (!m_running)
    return;
  m_fault = std::move(error);
  m_running = false;
  m_sends = {};
  m_sends.cancelHeld = true;
  for (const trading::Order& open : m_open.list())
    if (open.state != trading::OrderState::PendingCancel)
      m_sends.cancels.push_back(open.id);
  m_log.addLast(m_day.iso(), "stopped: " + m_fault.code);
}

void StrategyUnit::start()
{
  m_now = m_book.now();
  if (m_now != Timestamp::min())
    m_day = m_book.calendar().dayOf({m_now.micros - 1});
  m_started = true;
  call("on_start", [this] { return m_strategy->onStart(*this); });
}

void StrategyUnit::openDay(TradingDay day, Timestamp now)
{
  m_day = day;
  m_now = now;
  call("on_trading_open", [this] { return m_strategy->onTradingOpen(*this); });
}

void StrategyUnit::closeBars(TradingDay day)
{
  m_day = day;
  m_now = m_book.now();
  applyMembership();
  m_notes.clear();
  m_commonNotes.clear();
  m_noteCount = 0;
  if (!isWarm())
    return;
  if (!hasBars())
    return closeDayBetween();
  tellBars();
  call("on_time", [this] { return m_strategy->onTime(*this); });
  call("on_profit_control", [this] { return m_strategy->onProfitControl(*this); });
  call(kExitRules, [this]() -> Result<void> {
    applyExitRules();
    return {};
  });
  call("plan", [this]() -> Result<void> {
    planTargets(m_book.hasBar());
    return {};
  });
}

/// A strategy on weeks or months decides nothing then, but a stop that is reached is reached.
void StrategyUnit::closeDayBetween()
{
  if (m_exits.rules().empty() || std::ranges::min(m_needs.levels) <= market::BarLevel::Day1)
    return;
  call(kExitRules, [this]() -> Result<void> {
    applyExitRules();
    return {};
  });
  call("plan", [this]() -> Result<void> {
    std::vector<std::uint8_t> due(m_book.universe().size(), 0);
    for (const std::uint32_t entity : m_book.finishedForMoney())
      if (const auto goal = m_goals.find(entity); goal != m_goals.end())
        due[entity] = goal->second.weight == 0 && goal->second.hook == kExitRules ? 1 : 0;
    planTargets(due);
    return {};
  });
}

/// Whether a bar of a level that it asked for has finished. A strategy on weeks decides nothing on the days between.
bool StrategyUnit::hasBars() const
{
  const auto levels = m_book.levels();
  for (std::size_t i = 0; i < levels.size(); ++i)
    if (std::ranges::find(m_needs.levels, levels[i]) != m_needs.levels.end() && !m_book.finished(i).empty())
      return true;
  return false;
}

bool StrategyUnit::isWarm() const
{
  const std::size_t wanted = std::max<std::size_t>(m_needs.warmUp, 1);
  return std::ranges::any_of(
      m_entities, [&](std::uint32_t entity) { return m_book.view(entity, m_book.finest()).key.size() >= wanted; });
}

void StrategyUnit::tellBars()
{
  std::vector<std::uint32_t> own;
  for (std::size_t level = 0; level < m_book.levels().size(); ++level) {
    if (std::ranges::find(m_needs.levels, m_book.levels()[level]) == m_needs.levels.end())
      continue;
    std::span<const std::uint32_t> finished = m_book.finished(level);
    if (m_entities.size() != m_book.universe().size()) {
      own.clear();
      std::ranges::set_intersection(finished, m_entities, std::back_inserter(own));
      finished = own;
    }
    if (!finished.empty())
      call("on_bar", [&] { return m_strategy->onBar(*this, {m_book.levels()[level], finished}); });
  }
}

void StrategyUnit::applyExitRules()
{
  for (const ExitControl::Exit& exit : m_exits.closeBars(m_book, m_account.get())) {
    const trading::Position* held = m_account->find(exit.entityId);
    if (!held || held->total.isZero())
      continue;
    note(exit.entityId, risk::nameOf(m_exits.rules()[exit.rule]), exit.gain);
    setTarget(exit.entityId, 0, false);
  }
}

void StrategyUnit::setFills(std::span<const trading::Fill> fills)
{
  for (const trading::Fill& fill : fills)
    m_exits.take(fill);
}

void StrategyUnit::decided(std::string_view entityId, double weight, const std::string& orderId)
{
  const auto place = m_book.find(entityId);
  if (!place)
    return;
  const auto goal = m_goals.find(*place);
  record(*place, weight, goal == m_goals.end() ? m_hook : goal->second.hook,
      goal == m_goals.end() ? 0 : goal->second.line, orderId);
}

void StrategyUnit::handOutTargets(std::span<const std::uint8_t> due)
{
  for (const auto& [entity, goal] : m_goals)
    if (due[entity] != 0)
      m_sends.wishes.push_back({entity, goal.weight, goal.resize});
  forgetGoals(due);
}

void StrategyUnit::planTargets(std::span<const std::uint8_t> due)
{
  if (m_options.handsOut)
    return handOutTargets(due);
  forgetRefused();
  std::vector<std::pair<std::size_t, Wish>> ranked;
  for (const auto& [entity, goal] : m_goals)
    ranked.push_back({goal.rank, {entity, goal.weight, goal.resize, goal.unmet}});
  std::ranges::sort(ranked, {}, [](const auto& one) { return one.first; });
  std::vector<Wish> wishes;
  for (const auto& [rank, wish] : ranked)
    wishes.push_back(wish);
  auto plan = m_planner.plan({m_book, *m_account, m_open.list(), wishes, due, m_options.sessions});
  if (!plan)
    return wrong(std::move(plan).error());
  for (std::string& id : plan->cancels) {
    if (!mayRequest())
      return;
    m_sends.cancels.push_back(std::move(id));
  }
  for (const PlannedOrder& order : plan->orders) {
    trading::OrderIntent intent;
    intent.entityId = m_book.universe()[order.entity];
    intent.side = order.side;
    intent.type = order.type;
    intent.price = order.price;
    intent.quantity = order.quantity;
    if (!mayRequest())
      return;
    const std::string id = send(std::move(intent));
    const Goal& goal = m_goals[order.entity];
    record(order.entity, goal.weight, goal.hook, goal.line, id);
    m_planned.emplace(id, goal.weight);
  }
  forgetGoals(due, plan->waits);
}

/// Orders that never came to be have no end that could be told.
void StrategyUnit::forgetRefused()
{
  if (m_planned.empty())
    return;
  std::set<std::string_view> open;
  for (const trading::Order& order : m_open.list())
    open.insert(order.id);
  std::erase_if(m_planned, [&](const auto& planned) { return !open.contains(planned.first); });
}

/// What was looked at with this bar. @param waiting could not be
void StrategyUnit::forgetGoals(std::span<const std::uint8_t> due, std::span<const std::uint32_t> waiting)
{
  m_waits.assign(due.size(), 0);
  for (const std::uint32_t entity : waiting)
    m_waits[entity] = 1;
  for (auto& [entity, goal] : m_goals) {
    if (due[entity] == 0 || m_waits[entity] != 0)
      continue;
    goal.resize = false;
    goal.unmet.reset();
  }
  std::erase_if(m_goals, [&](const auto& entry) {
    if (entry.second.weight != 0)
      return false;
    const trading::Position* position = m_account->find(m_book.universe()[entry.first]);
    return position == nullptr || position->total.isZero();
  });
}

void StrategyUnit::record(
    std::uint32_t entity, double weight, std::string_view hook, int line, const std::string& orderId)
{
  const std::string& entityId = m_book.universe()[entity];
  const Decision* last = m_decisions.empty() ? nullptr : &m_decisions.back();
  const bool isNew =
      !last || last->at != m_now || last->entityId != entityId || last->hook != hook || last->line != line;
  if (isNew) {
    Decision decision{m_now, m_day, entityId, weight, hook, line, {}, {}};
    keepNotes(decision, m_commonNotes);
    if (const auto notes = m_notes.find(entity); notes != m_notes.end())
      keepNotes(decision, notes->second);
    forgetOldDecisions();
    m_decisions.push_back(std::move(decision));
  }
  m_decisions.back().orderIds.push_back(orderId);
}

/// Half of them at once, so that it costs next to nothing.
void StrategyUnit::forgetOldDecisions()
{
  if (m_decisions.size() < std::max<std::size_t>(m_options.limits.decisions, 2))
    return;
  const auto end = m_decisions.begin() + static_cast<std::ptrdiff_t>(m_decisions.size() / 2);
  for (auto old = m_decisions.begin(); old != end; ++old)
    m_keptNotes -= old->notes.size();
  m_decisions.erase(m_decisions.begin(), end);
}

/// Notes are kept with every decision that they belong to: all of them together have a limit.
void StrategyUnit::keepNotes(Decision& decision, const std::vector<Note>& notes)
{
  const std::size_t kept = std::min(notes.size(), m_options.limits.keptNotes - m_keptNotes);
  decision.notes.insert(decision.notes.end(), notes.begin(), notes.begin() + static_cast<std::ptrdiff_t>(kept));
  m_keptNotes += kept;
  m_droppedNotes += notes.size() - kept;
}

bool StrategyUnit::mayRequest()
{
  if (isOver())
    return false;
  const std::int64_t second = m_now.micros / 1'000'000;
  m_requests = second == m_second ? m_requests + 1 : 1;
  m_second = second;
  if (m_requests <= m_options.limits.ordersPerSecond)
    return true;
  wrong({"strategy.too_many_orders", {{"limit", std::to_string(m_options.limits.ordersPerSecond)}}, {}});
  return false;
}

void StrategyUnit::name(trading::OrderIntent& intent)
{
  intent.source = m_options.name;
  intent.id = fmt::format("{}-{}", m_now.micros, ++m_intents);
}

/// What is held has one name on an account, whoever placed it.
std::string StrategyUnit::heldId()
{
  return fmt::format("{}:{}-{}", m_options.name, m_now.micros, ++m_intents);
}

std::string StrategyUnit::send(trading::OrderIntent intent)
{
  name(intent);
  std::string id = trading::clientOrderId(m_options.account, intent.source, intent.id, intent.sequence);
  m_sends.orders.push_back(std::move(intent));
  return id;
}

void StrategyUnit::closeDay()
{
  call("on_trading_close", [this] { return m_strategy->onTradingClose(*this); });
}

/// The market had its chance, and did not fill all of it.
bool StrategyUnit::leavesUnmet(const trading::Order& order)
{
  return order.remaining().isPositive()
      && (order.state == trading::OrderState::Expired
          || (order.state == trading::OrderState::Rejected && order.reason.code.starts_with("trading.match.")));
}

/// What the market did not fill of an order for a target is asked for again at the next bar.
void StrategyUnit::followPlanned(const trading::Order& order)
{
  const auto planned = trading::isFinal(order.state) ? m_planned.extract(order.id) : decltype(m_planned)::node_type();
  const auto entity = planned && leavesUnmet(order) ? m_book.find(order.entityId) : std::nullopt;
  if (!entity || planned.mapped() == 0) // a position that is to be closed is asked for as long as it is there
    return;
  const auto goal = m_goals.find(*entity);
  if (goal != m_goals.end() && goal->second.weight * planned.mapped() > 0)
    goal->second.unmet = order.side;
}

void StrategyUnit::order(const trading::Order& order)
{
  m_open.take(order);
  followPlanned(order);
  call("on_order", [&] { return m_strategy->onOrder(*this, order); });
}

void StrategyUnit::fill(const trading::Fill& fill)
{
  m_exits.take(fill);
  call("on_fill", [&] { return m_strategy->onFill(*this, fill); });
}

void StrategyUnit::stop()
{
  if (m_started)
    call("on_stop", [this] { return m_strategy->onStop(*this); });
  m_running = false;
}

std::vector<std::string> StrategyUnit::logLines() const
{
  std::vector<std::string> lines = m_log.lines();
  if (m_droppedNotes > 0)
    lines.push_back(fmt::format("{} {} more notes left out", m_day.iso(), m_droppedNotes));
  return lines;
}

StrategyUnit::Sends StrategyUnit::take()
{
  return std::exchange(m_sends, {});
}

}
