// SPDX-License-Identifier: Apache-2.0
// Who is in the market. How it is played: live_market_play.cpp.
#include "core/backtest/live/live_market.h"

#include "core/backtest/live/live_market_parts.h"
#include "core/base/parallel_for.h"
#include "core/trading/risk/risk_desk.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace zvt::backtest {

namespace {

constexpr std::size_t kKeptDecisions = 2'000;
constexpr std::size_t kKeptNotes = 20'000;

/// The number behind the dash of the newest intent: the next one's is another, whoever counted before.
std::int64_t lastIntent(const PlayedAccount& account, const trading::TradingState& state, const std::string& source)
{
  std::int64_t last = 0;
  const auto look = [&](const std::string& from, const std::string& intent) {
    const std::size_t dash = intent.rfind('-');
    if (from != source || dash == std::string::npos)
      return;
    std::int64_t number = 0;
    const char* const end = intent.data() + intent.size();
    if (std::from_chars(intent.data() + dash + 1, end, number).ec == std::errc())
      last = std::max(last, number);
  };
  for (const trading::Order& order : state.orders())
    look(order.source, order.intent);
  const trading::HeldOrders* desk = account.heldOrNull();
  const trading::HeldSnapshotPtr held = desk ? desk->snapshot() : nullptr;
  for (std::size_t i = 0; held && i < held->conditional.size(); ++i)
    look(held->conditional[i].source, held->conditional[i].id);
  for (std::size_t i = 0; held && i < held->algos.size(); ++i)
    look(held->algos[i].order.source, held->algos[i].order.id);
  return last;
}

/// When the newest bar by then was finished.
Timestamp newestEnd(const BarBook& book, Timestamp now)
{
  std::optional<Timestamp> newest;
  for (const BarBook::Item& item : book.items())
    if (const auto end = std::ranges::upper_bound(item.ends, now); end != item.ends.begin())
      newest = std::max(newest.value_or(*std::prev(end)), *std::prev(end));
  return newest.value_or(now);
}

/// The newest trading day that has begun.
TradingDay dayAt(const market::Calendar& calendar, Timestamp now)
{
  const TradingDay day = calendar.dayOf({now.micros - 1});
  const auto trades = calendar.isTradingDay(day);
  if (trades && *trades && openOf(calendar, day) < now)
    return day;
  const auto before = calendar.previous(day);
  return before ? *before : day;
}

}

UnitLimits LiveMarket::usualLimits()
{
  UnitLimits limits;
  limits.log = {1'000, 256U << 10U, 1'000};
  limits.decisions = kKeptDecisions;
  limits.keptNotes = kKeptNotes;
  return limits;
}

LiveMarket::LiveMarket(Options options, MarketSource& source, Store& store, const ParallelFor& parallel)
    : m_options(std::move(options))
    , m_source(source)
    , m_store(store)
    , m_parallel(parallel)
{
}

LiveMarket::~LiveMarket()
{
  m_groups.clear(); // units look at the accounts of the slots
}

void LiveMarket::standAt(Timestamp now)
{
  m_now = now;
  m_clock.setNow(now);
}

LiveMarket::Slot* LiveMarket::find(const std::string& name)
{
  const auto found = m_slots.find(name);
  return found == m_slots.end() ? nullptr : found->second.get();
}

/// What the strategy is and what it needs. A fault is the slot's.
void LiveMarket::read(Arrival& arrival)
{
  const auto reading = [&]() -> Result<void> {
    ZVT_TRY(arrival.deployed, readDeployed(arrival.slot->deployment, m_options.watch));
    const strategy::StrategyNeeds needs = arrival.deployed.strategy->needs();
    const strategy::RunSettings& run = arrival.deployed.run;
    arrival.request = {needs.entities, needs.levels, run.adjust, run.adjustMethod, run.provider, {}};
    if (needs.levels.empty())
      return zvt::fail("backtest.no_bars");
    std::ranges::sort(arrival.request.levels);
    ZVT_TRY(arrival.entities, m_source.resolve(needs.entities, arrival.request.levels.front()));
    if (arrival.entities.empty())
      return zvt::fail(
          "backtest.empty_universe", {{"level", std::string(market::toString(arrival.request.levels.front()))}});
    const auto market = market::marketOf(arrival.entities.front().id.exchange);
    for (const market::Entity& entity : arrival.entities)
      if (market::marketOf(entity.id.exchange) != market)
        return zvt::fail("backtest.mixed_markets",
            {{"first", arrival.entities.front().id.toString()}, {"second", entity.id.toString()}});
    const strategy::AccountSettings& account = arrival.deployed.account;
    arrival.terms = playedTerms(account, arrival.entities.front(), m_options.rules, m_options.subjects);
    std::string levels;
    for (const market::BarLevel level : arrival.request.levels)
      levels += std::string(market::toString(level)) + " ";
    arrival.key = fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", market, levels, market::toString(run.adjust),
        market::toString(run.adjustMethod), run.provider, account.rules.toString(),
        account.commissionRate.value_or(Decimal()).toString(), account.commissionMinimum.value_or(Money()).toString(),
        arrival.terms.plan.limitOffset.value_or(-1), arrival.terms.plan.smallestUnit.toString());
    if (account.commissionRate || account.commissionMinimum)
      arrival.key += fmt::format("|{}{}", account.commissionRate.has_value(), account.commissionMinimum.has_value());
    return {};
  };
  if (auto result = reading(); !result)
    fault(*arrival.slot, std::move(result).error());
}

/// One whose book has all of the entities.
LiveMarket::Group* LiveMarket::groupOf(const std::string& key, const std::vector<market::Entity>& entities) const
{
  for (const auto& group : m_groups)
    if (group->key == key && std::ranges::all_of(entities, [&](const market::Entity& entity) {
          return group->book().find(entity.id.toString()).has_value();
        }))
      return group.get();
  return nullptr;
}

Result<LiveMarket::Group*> LiveMarket::makeGroup(const std::vector<Arrival*>& arrivals)
{
  BookRequest request = arrivals.front()->request;
  for (const Arrival* arrival : arrivals)
    std::ranges::copy(arrival->request.entities, std::back_inserter(request.entities));
  std::ranges::sort(request.entities);
  request.entities.erase(std::unique(request.entities.begin(), request.entities.end()), request.entities.end());
  ZVT_TRY(BarBook book, BarBook::load(m_source, std::move(request)));
  auto group = std::make_unique<Group>();
  group->key = arrivals.front()->key;
  Dispatcher::Options options;
  options.rules = arrivals.front()->terms.rules;
  options.plan = arrivals.front()->terms.plan;
  options.limits = m_options.limits;
  // A whole market may be turned over at one close.
  options.limits.ordersPerSecond = std::max(options.limits.ordersPerSecond, 2 * book.universe().size());
  options.watch = m_options.watch;
  group->dispatcher = std::make_unique<Dispatcher>(std::move(book), std::move(options));
  group->day = dayAt(group->calendar(), *m_now);
  group->at = newestEnd(group->book(), *m_now); // as if it had never been away
  m_groups.push_back(std::move(group));
  return m_groups.back().get();
}

Result<void> LiveMarket::add(const std::vector<Deployment>& deployments)
{
  std::vector<std::unique_ptr<Arrival>> arrivals;
  for (const Deployment& deployment : deployments) {
    auto slot = std::make_unique<Slot>();
    slot->deployment = deployment;
    slot->fault = deployment.fault;
    ZVT_TRY(const auto memory, m_store.get(kMemoryTable, deployment.account));
    slot->memory = memory.value_or("");
    if (deployment.fault.code == kUncleanEnd)
      slot->memory = withoutGoals(slot->memory); // whoever starts it again wants what it wants then
    auto arrival = std::make_unique<Arrival>();
    arrival->slot = slot.get();
    m_slots[deployment.name] = std::move(slot);
    read(*arrival);
    if (!arrival->key.empty())
      arrivals.push_back(std::move(arrival));
  }
  if (!m_now)
    return zvt::fail("strategy.no_market");
  std::map<std::string, std::vector<Arrival*>> newcomers;
  for (const auto& arrival : arrivals) {
    if (Group* group = groupOf(arrival->key, arrival->entities)) {
      if (auto joined = join(*arrival->slot, *group, *arrival); !joined)
        fault(*arrival->slot, std::move(joined).error());
      else if (arrival->slot->deployment.started)
        if (auto started = startUnit(*arrival->slot, std::move(arrival->deployed.strategy), arrival->deployed.run.seed);
            !started)
          fault(*arrival->slot, std::move(started).error());
      continue;
    }
    newcomers[arrival->key].push_back(arrival.get());
  }
  for (auto& [key, together] : newcomers) {
    // One whose bars are damaged must not keep the others out.
    std::vector<std::vector<Arrival*>> parts{together};
    while (!parts.empty()) {
      const std::vector<Arrival*> part = std::move(parts.back());
      parts.pop_back();
      auto group = makeGroup(part);
      if (!group && part.size() > 1) {
        for (Arrival* one : part)
          parts.push_back({one});
        continue;
      }
      if (!group) {
        fault(*part.front()->slot, std::move(group).error());
        continue;
      }
      // All factors are there before the first bar is passed on, so that they are computed once.
      for (Arrival* one : part) {
        if (auto joined = join(*one->slot, **group, *one); !joined)
          fault(*one->slot, std::move(joined).error());
        else if (one->slot->deployment.started)
          if (auto started = startUnit(*one->slot, std::move(one->deployed.strategy), one->deployed.run.seed); !started)
            fault(*one->slot, std::move(started).error());
      }
      auto dispatch = (*group)->dispatcher->start(*m_now, m_parallel);
      if (!dispatch)
        return std::unexpected(std::move(dispatch).error());
      send(**group, *std::move(dispatch));
      (*group)->findMoments(*m_now);
      for (const Arrival* one : part)
        if (one->slot->account)
          one->slot->account->markHoldings();
    }
  }
  return endStep();
}

Result<void> LiveMarket::join(Slot& slot, Group& group, const Arrival& arrival)
{
  PlayedAccount::Options options;
  options.account = arrival.terms.account;
  options.account.name = slot.deployment.account;
  options.rules = arrival.terms.rules;
  options.matching = arrival.terms.matching;
  if (arrival.deployed.isDocument)
    options.document = {slot.name(), arrival.deployed.run.level, arrival.deployed.account};
  options.admit = [this](const trading::Order& order, std::optional<Price> last) { return admit(order, last); };
  ZVT_TRY(slot.account, PlayedAccount::open(std::move(options), m_store, m_clock, m_executor));
  slot.account->setBook(&group.book());
  slot.account->goOnFrom(group.at);
  slot.group = &group;
  group.members.push_back(&slot);
  ZVT_TRY_VOID(readEquity(slot));
  if (DocumentDesk* desk = slot.account->desk()) {
    ZVT_TRY(const auto text, m_store.get(kWaitingTable, slot.deployment.account));
    slot.waiting = slot.account->day() ? text.value_or("") : "";
    ZVT_TRY_VOID(desk->restore(slot.waiting, lastIntent(*slot.account, slot.account->orders().state(), slot.name())));
  }
  slot.account->markHoldings(); // marks are not journaled: the limits would see every holding at what it was bought for
  observe(slot);
  ZVT_TRY_VOID(slot.account->checkActions()); // before the strategy sees what it has
  slot.account->markHoldings();
  if (!slot.deployment.started)
    slot.account->cancelAll(); // whatever kept it from being stored when the strategy ended
  if (slot.account->day() == group.day)
    return {};
  const bool isNew = !slot.account->day();
  ZVT_TRY_VOID(slot.account->startDay(group.day));
  return isNew ? Result<void>() : slot.account->endDay(group.day); // it was away: what waited has expired
}

Result<void> LiveMarket::readEquity(Slot& slot)
{
  ZVT_TRY(const auto text, m_store.get(kEquityTable, slot.name()));
  if (text) {
    ZVT_TRY(slot.equity, equityFromJson(*text));
  }
  return {};
}

Result<void> LiveMarket::startUnit(Slot& slot, std::unique_ptr<strategy::Strategy> strategy, std::uint64_t seed)
{
  release(slot);
  Group& group = *slot.group;
  trading::OrderService& service = slot.account->orders();
  Dispatcher::Joining joining{
      slot.name(), seed, lastIntent(*slot.account, service.state(), slot.name()), slot.account->desk() != nullptr};
  ZVT_TRY(const std::size_t unit, group.dispatcher->add(std::move(strategy), service.account(), joining));
  std::vector<trading::Order> open;
  for (const std::size_t place : service.state().open())
    open.push_back(service.state().orders()[place]);
  if (const DocumentDesk* desk = slot.account->desk())
    std::ranges::move(desk->waiting(), std::back_inserter(open));
  group.dispatcher->setAccount(unit, service.account(), std::move(open));
  group.dispatcher->setFills(unit, service.state().fills());
  group.dispatcher->recall(unit, slot.memory, service.state());
  slot.unit = unit;
  slot.fault = {};
  if (!slot.isRunning()) {
    failed(slot, group.dispatcher->unit(unit).fault());
    return {};
  }
  keepProgram(slot);
  if (group.book().now() != Timestamp::min()) // else with the others of its group
    send(group, group.dispatcher->startUnit(unit));
  return {};
}

Result<void> LiveMarket::start(const std::string& name)
{
  Slot* slot = find(name);
  if (!slot)
    return zvt::fail("strategy.unknown_deployment", {{"name", name}});
  if (slot->isRunning())
    return {};
  slot->deployment.started = true;
  if (!slot->group) { // it could not be read: perhaps it can now
    Deployment again = slot->deployment;
    again.fault = {};
    return add({again});
  }
  ZVT_TRY(DeployedStrategy deployed, readDeployed(slot->deployment, m_options.watch));
  ZVT_TRY_VOID(startUnit(*slot, std::move(deployed.strategy), deployed.run.seed));
  return endStep();
}

Result<void> LiveMarket::stop(const std::string& name)
{
  Slot* slot = find(name);
  if (!slot)
    return zvt::fail("strategy.unknown_deployment", {{"name", name}});
  slot->deployment.started = false;
  slot->fault = {};
  halt(*slot);
  return endStep();
}

void LiveMarket::halt(Slot& slot)
{
  if (slot.isRunning())
    send(*slot.group, slot.group->dispatcher->stopUnit(*slot.unit));
  if (slot.account)
    slot.account->cancelAll();
}

std::vector<trading::Order> LiveMarket::waiting(const std::string& name) const
{
  const auto found = m_slots.find(name);
  const bool hasDesk = found != m_slots.end() && found->second->account && found->second->account->desk();
  return hasDesk ? found->second->account->desk()->waiting() : std::vector<trading::Order>();
}

Result<void> LiveMarket::cancelOrders(const std::string& name)
{
  Slot* slot = find(name);
  if (!slot || !slot->account)
    return {};
  slot->account->cancelAll();
  return endStep();
}

Result<void> LiveMarket::remove(const std::string& name)
{
  Result<void> stopped = stop(name);
  Slot* slot = find(name);
  if (!slot)
    return stopped;
  if (Group* group = slot->group) {
    release(*slot);
    std::erase(group->members, slot);
    slot->observation.reset();
    slot->account.reset();
    if (m_options.desk)
      m_options.desk->book().forget(slot->deployment.account);
    if (group->members.empty())
      std::erase_if(m_groups, [group](const auto& one) { return one.get() == group; });
  }
  m_slots.erase(name);
  return stopped;
}

Result<bool> LiveMarket::refresh()
{
  bool isOther = false;
  bool hasNews = false;
  for (const auto& group : m_groups) {
    const int actions = group->book().actionsVersion();
    ZVT_TRY(const bool changed, group->dispatcher->refresh(m_source));
    isOther = isOther || changed;
    group->findMoments(*m_now);
    // Where bars are others too, the market is made anew and its accounts join it again.
    const bool checks = !isOther && group->book().actionsVersion() != actions;
    hasNews = hasNews || checks;
    for (std::size_t i = 0; checks && i < group->members.size(); ++i)
      if (auto checked = group->members[i]->account->checkActions(); !checked)
        failed(*group->members[i], std::move(checked).error());
  }
  if (hasNews && !isOther)
    ZVT_TRY_VOID(endStep());
  return isOther;
}

std::optional<Timestamp> LiveMarket::lastMoment() const
{
  std::optional<Timestamp> last = m_now;
  for (const auto& group : m_groups)
    if (!group->moments.empty())
      last = std::max(*last, group->moments.back());
  return last;
}

trading::OrderService* LiveMarket::orders(const std::string& name)
{
  Slot* slot = find(name);
  return slot && slot->account ? &slot->account->orders() : nullptr;
}

const StrategyUnit* LiveMarket::unit(const std::string& name) const
{
  const auto found = m_slots.find(name);
  if (found == m_slots.end() || !found->second->unit)
    return nullptr;
  return &found->second->group->dispatcher->unit(*found->second->unit);
}

}
