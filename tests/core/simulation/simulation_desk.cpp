// SPDX-License-Identifier: Apache-2.0
#include "tests/core/simulation/simulation_desk.h"

#include "core/trading/order_state.h"
#include "tests/core/trading/trading_samples.h"

#include <fmt/format.h>

#include <algorithm>

namespace zvt::simulation {

using namespace zvt::trading;
using samples::require;

namespace {

const std::string kAccount = "simulated";
const std::vector<std::string> kEntities{"stock_sh_600030", "stock_sz_000001", "stock_sz_300750"};

/// The service cannot be started again: nothing more can happen.
struct NoService { };

/// One rule book for all runs: reading it takes longer than a day.
std::shared_ptr<const TradingRules> sharedRules()
{
  static const auto rules = samples::rules();
  return rules;
}

std::uint64_t otherThanTheSeed()
{
  static std::uint64_t calls = 0;
  return ++calls;
}

}

SimulationDesk::SimulationDesk(const SimulationPlan& plan)
    : m_plan(plan)
    , m_random(plan.seed)
    , m_rules(sharedRules())
    , m_store(m_log, plan.flaw)
    , m_laws(m_store)
    , m_broker(plan, m_executor, m_clock, m_rules, m_log, m_laws.witness())
    , m_heldOrders(m_random, m_log, m_laws, plan.flaw)
{
  m_store.setWitness([this](const JournalEvent& event, bool isNews) { m_laws.sees(event, isNews); });
}

void SimulationDesk::run()
{
  try {
    playDays();
  } catch (const NoService&) {
    m_log.add("no service");
  }
}

void SimulationDesk::playDays()
{
  TradingDay day = samples::day("2024-03-04"); // a Monday
  for (int number = 0; number < m_plan.days && !m_laws.breach(); ++number) {
    beginDay(day + number + 2 * (number / 5));
    for (int i = 0; i < m_plan.stepsPerDay && !m_laws.breach() && m_steps < m_plan.lastStep; ++i)
      step();
    m_broker.endDay();
    pass(Duration::hours(16));
  }
  if (!m_laws.breach())
    settle();
}

void SimulationDesk::beginDay(TradingDay day)
{
  m_log.add(fmt::format("day {}", day.iso()));
  const auto actions = actionsOf(day);
  m_broker.startDay(day, actions);
  if (!m_service)
    start();
  // A desk tries until the day has begun.
  for (int attempt = 0; snapshot()->account->day() < day && attempt < 100; ++attempt) {
    if (attempt > 2) {
      m_broker.setConnected(true);
      m_store.disarm();
    }
    m_service->startDay(day, actions);
    pass(Duration::seconds(1));
  }
  attempt([&] { m_heldOrders.beginDay(day); });
}

std::vector<CorporateActionApplied> SimulationDesk::actionsOf(TradingDay day)
{
  std::vector<CorporateActionApplied> actions;
  for (const std::string& entityId : kEntities) {
    if (draw(4) != 0)
      continue;
    market::CorporateAction action;
    action.exDay = day;
    action.cash = static_cast<double>(draw(50)) / 100;
    action.bonus = draw(2) == 0 ? static_cast<double>(draw(5)) / 10 : 0;
    action.consolidation = draw(5) == 0 ? (draw(2) == 0 ? 0.5 : 2) : 1;
    actions.push_back({entityId, action});
    m_log.add(fmt::format("ex {} {} {} {}", entityId, action.cash, action.bonus, action.consolidation));
  }
  return actions;
}

void SimulationDesk::step()
{
  ++m_steps;
  m_laws.nextStep();
  if (m_plan.flaw == Flaw::Unrepeatable)
    m_log.add(fmt::format("call {}", otherThanTheSeed()));
  // Who trades keeps asking until the broker has answered.
  if (!snapshot()->reconciled && draw(3) == 0)
    m_service->reconcile();
  act(draw(100));
  attempt([this] { m_heldOrders.step(*snapshot()); });
  misfortune(draw(100));
  pass(Duration{static_cast<std::int64_t>(draw(1'500'000))});
  m_laws.sees(*snapshot());
}

void SimulationDesk::act(std::uint64_t drawn)
{
  if (drawn < 36)
    return submitSome();
  if (drawn < 46)
    return cancelOne();
  if (drawn < 53)
    return replaceOne();
  if (drawn < 76)
    return m_broker.trade();
  if (drawn < 81)
    return m_broker.repeatOldNews();
  if (drawn < 89)
    return m_service->reconcile();
  if (drawn < 91)
    return m_service->cancelAll();
  if (drawn < 94)
    return m_service->moveCash(Money::fromInt(static_cast<std::int64_t>(draw(20'000)) - 8'000), "transfer");
  if (drawn < 97)
    return m_service->mark({{kEntities[draw(kEntities.size())], samples::price("11.11")}});
}

void SimulationDesk::submitSome()
{
  // Mostly one; now and then a strategy's burst, which is one step.
  const std::uint64_t count = draw(5) == 0 ? 2 + draw(4) : 1;
  for (std::uint64_t i = 0; i < count; ++i) {
    const bool again = !m_intents.empty() && draw(8) == 0; // a second click, or a retry after a crash
    submit(again ? m_intents[draw(m_intents.size())] : newIntent());
  }
}

OrderIntent SimulationDesk::newIntent()
{
  OrderIntent intent;
  intent.id = fmt::format("i{}", m_intents.size());
  intent.source = draw(2) == 0 ? "manual" : "trend";
  intent.entityId = kEntities[draw(kEntities.size())];
  const std::uint64_t ticks = 910 + draw(280);
  intent.price = samples::price(fmt::format("{}.{:02}", ticks / 100, ticks % 100));
  intent.quantity = Quantity::fromInt(static_cast<std::int64_t>(draw(21)) * 100); // 0 is refused
  const Position* held = snapshot()->account->find(intent.entityId);
  if (held && draw(2) == 0) {
    intent.side = Side::Sell;
    // Sometimes everything, sometimes more than may be sold.
    if (draw(3) == 0)
      intent.quantity = held->total;
  }
  m_intents.push_back(intent);
  return intent;
}

void SimulationDesk::submit(const OrderIntent& intent)
{
  const std::string orderId = clientOrderId(kAccount, intent.source, intent.id, intent.sequence);
  m_service->submit(intent, [this, orderId](const Result<Order>& answer) {
    m_log.add(fmt::format("answer {} {}", orderId, answer ? toString(answer->state) : answer.error().code));
    if (!answer)
      m_laws.refused(orderId, answer.error());
  });
}

void SimulationDesk::cancelOne()
{
  const auto now = snapshot();
  if (!now->orders.empty())
    m_service->cancel(now->orders[now->orders.size() - 1 - draw(std::min<std::size_t>(now->orders.size(), 10))].id);
}

void SimulationDesk::replaceOne()
{
  const auto now = snapshot();
  if (now->orders.empty())
    return;
  const Order& order = now->orders[now->orders.size() - 1 - draw(std::min<std::size_t>(now->orders.size(), 10))];
  const std::string intentId = fmt::format("r{}", m_steps);
  const Quantity whole = order.quantity;
  m_service->replace(
      {order.id, samples::price("10.05"), intentId}, [this, replaced = order.id, whole](const Result<Order>& answer) {
        m_log.add(fmt::format("replaced {} {}", replaced, answer ? answer->id : answer.error().code));
        if (answer && answer->state != OrderState::Rejected)
          m_laws.replaced(replaced, answer->id, whole);
      });
}

void SimulationDesk::misfortune(std::uint64_t drawn)
{
  using Trouble = SimulatedStore::Trouble;
  if (drawn < 3 && m_plan.has(Fault::Disconnected))
    m_broker.setConnected(!m_broker.isConnected());
  else if (drawn < 8 && !m_broker.isConnected())
    m_broker.setConnected(true);
  else if (drawn < 10 && m_plan.has(Fault::Crashed))
    m_cutIn = 1 + static_cast<int>(draw(12));
  else if (drawn < 11 && m_plan.has(Fault::Crashed))
    powerCut();
  else if (drawn < 15 && m_plan.has(Fault::DiskFailed))
    m_store.arm(1 + static_cast<int>(draw(3)), Trouble::Error);
  else if (drawn < 17 && m_plan.has(Fault::CutWhileWriting))
    m_store.arm(1 + static_cast<int>(draw(3)), draw(2) == 0 ? Trouble::CutBefore : Trouble::CutAfter);
  else if (drawn < 20 && m_plan.has(Fault::ClockJumped))
    jumpClock();
  else if (drawn < 26 && m_plan.has(Fault::Busted))
    m_broker.takeBack();
}

void SimulationDesk::jumpClock()
{
  const auto by = static_cast<std::int64_t>(draw(7'200)) - 3'600;
  m_log.add(fmt::format("clock jumps by {} s", by));
  m_clock.setNow({m_clock.now().micros + by * 1'000'000});
}

void SimulationDesk::pass(Duration span)
{
  const Duration end{m_clock.elapsed().micros + span.micros};
  while (m_clock.elapsed() < end && !m_laws.breach()) {
    try {
      m_executor.advance(Duration{end.micros - m_clock.elapsed().micros});
    } catch (const PowerCut&) {
      powerCut();
    }
  }
}

/// Where the machine ends in what it does here and now, it starts again.
void SimulationDesk::attempt(const std::function<void()>& work)
{
  try {
    work();
  } catch (const PowerCut&) {
    powerCut();
  }
}

void SimulationDesk::powerCut()
{
  ++m_powerCuts;
  m_log.add("power cut");
  m_observer.reset();
  m_heldOrders.close();
  m_service.reset();
  m_cutIn = 0;
  m_store.restart(draw(2) == 0);
  // The market goes on meanwhile.
  if (draw(2) == 0)
    m_broker.trade();
  start();
}

void SimulationDesk::start()
{
  for (int attempt = 0; !m_service && attempt < 100 && !m_laws.breach(); ++attempt) {
    try {
      open();
    } catch (const PowerCut&) {
      ++m_powerCuts;
      m_log.add("power cut while starting");
      m_heldOrders.close();
      m_service.reset();
      m_cutIn = 0;
      m_store.restart(draw(2) == 0);
    }
  }
  if (m_service)
    return;
  m_laws.broken("the service does not start");
  throw NoService();
}

void SimulationDesk::open()
{
  m_laws.nextStep();
  OrderService::Options options;
  options.account.name = kAccount;
  options.account.initialCash = Money::fromInt(200'000);
  options.rules = m_rules;
  options.crashHook = [this](std::string_view point) {
    if (m_cutIn == 0 || --m_cutIn > 0)
      return;
    m_log.add(fmt::format("cut at {}", point));
    throw PowerCut();
  };
  const CrashHook hook = options.crashHook;
  auto opened = OrderService::open(options, m_store, m_broker, m_clock, m_executor);
  if (!opened) {
    m_log.add("start: " + opened.error().code);
    return;
  }
  m_service = *std::move(opened);
  m_log.add(fmt::format("started, {}", snapshot()->reconciled ? "in step" : "not in step"));
  m_laws.sees(*snapshot());
  OrderObserver observer;
  observer.onOrder = [this](const Order& order) {
    m_log.add(
        fmt::format("order {} {} {} {}", order.id, toString(order.state), order.filled.toString(), order.reason.code));
  };
  m_observer = m_service->observe(std::move(observer));
  if (!m_heldOrders.open({m_rules, hook}, m_store, *m_service, m_clock, m_executor)) {
    m_observer.reset();
    m_service.reset();
  }
}

void SimulationDesk::settle()
{
  m_log.add("settling");
  m_broker.calm();
  m_store.disarm();
  m_cutIn = 0;
  pass(Duration::seconds(60));
  m_laws.nextStep();
  m_service->reconcile();
  pass(Duration::seconds(1));
  // What had triggered and could not be sent is sent now, and heard of.
  m_heldOrders.settle();
  pass(Duration::seconds(60));
  m_laws.nextStep();
  m_service->reconcile();
  pass(Duration::seconds(1));
  const auto now = snapshot();
  m_laws.sees(*now);
  m_heldOrders.checkSettled(*now, m_store, kAccount);
  m_laws.settled(*now, m_broker);
  m_laws.replays(m_store, kAccount, *now);
  m_log.add(now->account->toJson());
}

SimulationResult SimulationDesk::result() const
{
  SimulationResult result;
  result.breach = m_laws.breach();
  result.hash = m_log.hash();
  result.log = m_log.lines();
  result.powerCuts = m_powerCuts;
  result.steps = m_steps;
  if (m_service) {
    result.orders = static_cast<int>(snapshot()->orders.size());
    result.fills = static_cast<int>(snapshot()->fills.size());
    result.triggered = m_heldOrders.triggered();
    result.worked = static_cast<int>(std::ranges::count(snapshot()->orders, std::string_view(SimulationWorked::kSource),
        [](const Order& order) { return std::string_view(order.source); }));
  }
  return result;
}

}
