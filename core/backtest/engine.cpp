// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/engine.h"

#include "core/backtest/margin_flows.h"
#include "core/backtest/match_settings.h"
#include "core/backtest/order_desk.h"
#include "core/backtest/subject_facts.h"
#include "core/trading/margin_day.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::backtest {

namespace {

trading::Commission commission(const strategy::AccountSettings& account)
{
  trading::Commission commission = trading::Commission::standard();
  if (account.commissionRate)
    commission.rate = *account.commissionRate;
  if (account.commissionMinimum)
    commission.minimum = *account.commissionMinimum;
  commission.everywhere = account.commissionRate || account.commissionMinimum;
  return commission;
}

std::vector<std::string> idsOf(const BacktestData& data)
{
  std::vector<std::string> ids;
  for (const EntityData& entity : data.entities)
    ids.push_back(entity.raw->entityId);
  return ids;
}

/// The nodes of the plan.
class RunnerTargets final : public TargetSource {
public:
  explicit RunnerTargets(strategy::StrategyRunner runner)
      : m_runner(std::move(runner))
  {
  }
  const std::vector<strategy::Target>& step(std::span<const strategy::ClosedBar> bars) override
  {
    return m_runner.step(bars);
  }
  [[nodiscard]] std::size_t warmUp() const override { return m_runner.warmUp(); }

private:
  strategy::StrategyRunner m_runner;
};

/// What the loop knows of one entity; nothing of it lies in the future.
struct EntityState {
  std::size_t next = 0; ///< row of its next bar
  std::size_t nextSignal = 0; ///< row of its next bar of the run's level
  std::size_t nextAction = 0;
  double lastClose = std::nan(""); ///< raw; moved by corporate actions since
  bool moved = false; ///< by an ex-date after its newest bar
  TradingDay lastDay; ///< of its newest bar
  std::optional<Price> reference; ///< of the present day
};

/// The bars up to the loop's moment, for what is held on margin.
class LoopPrices final : public trading::MarginPrices {
public:
  LoopPrices(const BacktestData& data, const std::vector<EntityState>& states)
      : m_data(data)
      , m_states(states)
  {
  }
  [[nodiscard]] Result<std::optional<Price>> close(const std::string& entityId) const override
  {
    const auto place = find(entityId);
    return place ? priceOf(m_states[*place].lastClose) : std::optional<Price>();
  }
  [[nodiscard]] Result<std::optional<Price>> settlement(const std::string& entityId, TradingDay day) const override
  {
    const auto place = find(entityId);
    if (!place || m_states[*place].next == 0 || m_states[*place].lastDay != day)
      return std::optional<Price>();
    const std::vector<double>* column = m_data.entities[*place].raw->extra("settlement");
    return column ? priceOf((*column)[m_states[*place].next - 1]) : std::optional<Price>();
  }
  [[nodiscard]] Result<std::vector<trading::FundingRate>> fundings(
      const std::string& entityId, Timestamp after, Timestamp until) const override
  {
    std::vector<trading::FundingRate> due;
    if (const auto place = find(entityId))
      for (const trading::FundingRate& funding : m_data.entities[*place].fundings)
        if (funding.due > after && funding.due <= until)
          due.push_back(funding);
    return due;
  }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view entityId) const
  {
    const auto found = std::ranges::lower_bound(
        m_data.entities, entityId, {}, [](const EntityData& entity) { return std::string_view(entity.raw->entityId); });
    if (found == m_data.entities.end() || found->raw->entityId != entityId)
      return {};
    return static_cast<std::size_t>(found - m_data.entities.begin());
  }

private:
  [[nodiscard]] static std::optional<Price> priceOf(double price)
  {
    const auto exact = price > 0 ? Price::fromDouble(price) : Result<Price>(Price());
    return exact && exact->isPositive() ? std::optional(*exact) : std::nullopt;
  }
  const BacktestData& m_data;
  const std::vector<EntityState>& m_states;
};

/// One run over the timeline.
class Simulation {
public:
  Simulation(const strategy::ExecutionPlan& plan, const BacktestData& data,
      std::shared_ptr<const trading::TradingRules> rules, TargetSource& targets)
      : m_plan(plan)
      , m_data(data)
      , m_rules(rules)
      , m_targets(targets)
      , m_account(accountSettings(plan, data))
      , m_ids(idsOf(data))
      , m_books(rules, m_account)
      , m_desk(plan, m_ids, std::move(rules), m_books, m_result)
      , m_timeline(makeTimeline(data, plan.run.start))
      , m_states(data.entities.size())
      , m_bars(data.entities.size())
  {
  }

  Result<BacktestResult> run(TaskControl& control)
  {
    if (m_timeline.back().bar < 0)
      return fail("backtest.no_bars");
    const std::vector<double> benchmark = benchmarkLevels(m_data.benchmark.get(), m_timeline);
    std::size_t done = 0;
    const std::size_t stride = m_timeline.size() / 100 + 1;
    for (const Moment& moment : m_timeline) {
      ZVT_TRY_VOID(control.cancelToken().check());
      if (done++ % stride == 0)
        control.progress(static_cast<double>(done) / static_cast<double>(m_timeline.size()), moment.day.iso());
      const bool endsDay = done == m_timeline.size() || m_timeline[done].day != moment.day;
      ZVT_TRY_VOID(step(moment, endsDay));
      if (moment.bar >= 0)
        m_result.equity.push_back(equityPoint(moment, benchmark[static_cast<std::size_t>(moment.bar)]));
    }
    ZVT_TRY_VOID(finish(m_timeline.back(), benchmark.back()));
    return std::move(m_result);
  }

private:
  Result<void> step(const Moment& moment, bool endsDay)
  {
    ZVT_TRY_VOID(startDay(moment));
    ZVT_TRY_VOID(readBars(moment));
    const bool tradesAtClose = m_plan.account.fill == strategy::FillModel::NextClose;
    if (tradesAtClose) // what was held through the bar
      ZVT_TRY_VOID(passBars(moment, m_result.fills.size()));
    const std::size_t before = m_result.fills.size();
    ZVT_TRY_VOID(m_desk.meet([this](std::size_t entity) { return Result<trading::MatchBar>(m_bars[entity]); }, moment));
    if (!tradesAtClose)
      ZVT_TRY_VOID(passBars(moment, before));
    ZVT_TRY_VOID(markCloses());
    ZVT_TRY_VOID(passMargin(moment, endsDay));
    findClosed(moment);
    if (m_closed.empty())
      return {};
    const std::vector<strategy::Target>& targets = m_targets.step(m_closed);
    if (moment.bar < 0)
      return {};
    for (const strategy::ClosedBar& closed : m_closed) {
      const std::size_t i = closed.entity;
      // A week may be over on a day on which its entity did not trade.
      const double close = m_bars[i].bar ? m_bars[i].bar->close : m_states[i].lastClose;
      ZVT_TRY_VOID(m_desk.decide(i, targets[i], close, moment));
    }
    return {};
  }

  /// Bars of the run's level that are finished at this moment.
  void findClosed(const Moment& moment)
  {
    m_closed.clear();
    for (std::size_t i = 0; i < m_states.size(); ++i) {
      const EntityData& entity = m_data.entities[i];
      std::size_t& next = m_states[i].nextSignal;
      if (next < entity.signal->size() && entity.dueAt(next) <= moment.key)
        m_closed.push_back({i, entity.signal->at(next++)});
    }
  }

  Result<void> startDay(const Moment& moment)
  {
    if (m_day && moment.day <= *m_day)
      return {};
    m_day = moment.day;
    m_account.startDay(moment.day);
    for (std::size_t i = 0; i < m_states.size(); ++i) {
      const auto& actions = m_data.entities[i].actions;
      std::size_t& next = m_states[i].nextAction;
      for (; next < actions.size() && actions[next].exDay <= moment.day; ++next)
        ZVT_TRY_VOID(bookAction(i, actions[next], moment.day));
    }
    return {};
  }

  Result<void> bookAction(std::size_t entity, const market::CorporateAction& action, TradingDay day)
  {
    EntityState& state = m_states[entity];
    const std::string& id = m_data.entities[entity].raw->entityId;
    const auto applied = m_account.applyCorporateAction(id, action);
    if (!applied)
      return fail(Error(applied.error()).with("day", action.exDay.iso()).with("entity", id));
    m_desk.addDividend(entity, applied->dividend);
    if (applied->rights) {
      m_result.rights.push_back({day, id, *applied->rights});
      ZVT_TRY_VOID(m_desk.addRights(entity, *applied->rights));
    }
    if (action.movesPrice() && !std::isnan(state.lastClose)) {
      state.lastClose = action.referencePrice(state.lastClose);
      state.moved = true;
    }
    return m_desk.adjustFor(entity, action, day);
  }

  Result<void> readBars(const Moment& moment)
  {
    for (std::size_t i = 0; i < m_states.size(); ++i) {
      const EntityData& entity = m_data.entities[i];
      EntityState& state = m_states[i];
      m_bars[i] = {{}, moment.day, {}};
      if (state.next >= entity.raw->size() || entity.raw->key[state.next] != moment.key)
        continue;
      const std::size_t row = state.next++;
      if (state.lastDay < moment.day || row == 0)
        ZVT_TRY_VOID(startEntityDay(i, moment.day));
      m_bars[i] = {entity.raw->at(row), moment.day, state.reference};
    }
    return {};
  }

  /// The price that the day's limits are measured from: the close before, moved by the ex-dates since, on the tick.
  Result<void> startEntityDay(std::size_t entity, TradingDay day)
  {
    EntityState& state = m_states[entity];
    state.lastDay = day;
    state.reference.reset();
    if (std::isnan(state.lastClose))
      return {};
    ZVT_TRY(Price reference, Price::fromDouble(state.lastClose));
    if (std::exchange(state.moved, false)) {
      // Where no tick is known the order that needs it will say so.
      const auto tick = m_rules->tick(m_data.entities[entity].raw->entityId, day);
      if (tick && *tick) {
        ZVT_TRY(reference, reference.roundTo((*tick)->tick, Rounding::HalfUp));
      }
    }
    state.reference = reference;
    return {};
  }

  Result<void> markCloses()
  {
    for (std::size_t i = 0; i < m_states.size(); ++i) {
      const double close = m_bars[i].bar ? m_bars[i].bar->close : std::nan("");
      if (!std::isfinite(close))
        continue;
      m_states[i].lastClose = close;
      const std::string& id = m_data.entities[i].raw->entityId;
      const trading::Position* position = m_account.find(id);
      if (position == nullptr || position->total.isZero())
        continue;
      ZVT_TRY(const Price price, Price::fromDouble(close));
      m_account.mark(id, price);
    }
    return {};
  }

  /// The liquidation of perpetuals whose margin breaks inside the bars. @param traded the first fill at them
  Result<void> passBars(const Moment& moment, std::size_t traded)
  {
    if (!trading::holdsPerpetuals(m_account))
      return {};
    trading::MarginBars bars;
    for (std::size_t i = 0; i < m_bars.size(); ++i)
      if (const auto bar = m_bars[i].bar ? trading::marginBarOf(*m_bars[i].bar) : std::nullopt)
        bars.emplace(m_ids[i], *bar);
    std::vector<trading::MomentTrade> trades;
    for (std::size_t i = traded; i < m_result.fills.size(); ++i) {
      const analytics::FillRecord& fill = m_result.fills[i];
      ZVT_TRY(const trading::Side side, trading::parseSide(fill.side));
      trades.push_back({fill.entityId, side, fill.price, fill.quantity});
    }
    ZVT_TRY(const auto breach, trading::marginBreach(m_account, bars, *m_rules, trades));
    if (!breach)
      return {};
    for (const auto& [id, price] : *breach)
      m_account.mark(id, price);
    return m_desk.liquidate(*breach, moment);
  }

  /// Funding, settlement and interest of what is held on margin, and the liquidation of what it no longer bears.
  Result<void> passMargin(const Moment& moment, bool endsDay)
  {
    const Timestamp until = m_data.calendar->availableAt(m_data.entities.front().raw->level, moment.key);
    trading::MarginSpan span{m_passed.value_or(until), until, moment.day, {}};
    m_passed = until;
    if (!m_account.holdsOnMargin())
      return {};
    if (endsDay)
      span.nextDay = trading::nextAccrual(m_data.calendar.get(), moment.day);
    const LoopPrices prices(m_data, m_states);
    ZVT_TRY(const auto events, trading::marginEvents(m_account, span, prices));
    for (const trading::JournalEvent& event : events)
      ZVT_TRY_VOID(trading::applyMargin(m_account, event));
    for (const auto& [id, amount] : m_flows.look(m_account, moment.time))
      m_desk.addDividend(*prices.find(id), amount);
    ZVT_TRY(const auto closes, trading::marginCloses(m_account, prices));
    for (const auto& [id, price] : closes)
      m_account.mark(id, price); // settlement and funding have marks of their own
    return m_account.mustLiquidate() ? m_desk.liquidate(closes, moment) : Result<void>();
  }

  [[nodiscard]] analytics::EquityPoint equityPoint(const Moment& moment, double benchmark) const
  {
    analytics::EquityPoint point;
    point.time = moment.time;
    const Money marketValue = m_account.marketValue();
    point.cash = m_account.cash().toDouble();
    point.marketValue = marketValue.toDouble();
    point.equity = (m_account.cash() + marketValue).toDouble();
    point.benchmark = benchmark;
    for (const auto& [id, position] : m_account.positions())
      point.positions += position.total.isZero() ? 0 : 1;
    return point;
  }

  Result<void> finish(const Moment& last, double benchmark)
  {
    if (m_plan.account.openAtEnd != strategy::OpenAtEnd::Keep) {
      std::vector<std::optional<Price>> prices(m_states.size());
      for (std::size_t i = 0; i < m_states.size(); ++i) {
        ZVT_TRY(prices[i], lastPrice(i));
      }
      std::vector<std::pair<std::string, Price>> marks;
      for (const auto& [id, position] : m_account.positions())
        marks.emplace_back(id, position.last);
      ZVT_TRY_VOID(m_desk.closeAll(prices, last));
      for (const auto& [id, mark] : marks) // of what could not be closed; another price closed the rest of it
        if (!m_account.find(id)->total.isZero())
          m_account.mark(id, mark);
      m_result.equity.back() = equityPoint(last, benchmark);
    }
    m_desk.finish();
    m_result.flows = m_flows.records();
    m_result.log = MarginFlows::summary(m_account);
    std::ranges::move(rightsLines(m_result.rights), std::back_inserter(m_result.log));
    for (Error& warning : marginWarnings(m_data, m_account, m_result.orders))
      m_result.warnings.push_back(std::move(warning));
    m_result.firstTradingBar = firstTradingBar();
    return {};
  }

  [[nodiscard]] std::size_t firstTradingBar() const
  {
    const EntityData& first = m_data.entities.front();
    const std::size_t row = std::min(std::max<std::size_t>(m_targets.warmUp(), 1) - 1, first.signal->size() - 1);
    auto moment = std::ranges::lower_bound(m_timeline, first.dueAt(row), {}, &Moment::key);
    if (moment == m_timeline.end()) // a week that is not over yet
      --moment;
    return moment->bar < 0 ? 0 : static_cast<std::size_t>(moment->bar);
  }

  /// The price that a position is closed at when the run is over.
  [[nodiscard]] Result<std::optional<Price>> lastPrice(std::size_t entity) const
  {
    const market::BarSeries& raw = *m_data.entities[entity].raw;
    const trading::Position* position = m_account.find(raw.entityId);
    if (position == nullptr || position->total.isZero())
      return std::optional<Price>();
    const double open = raw.open.back();
    if (m_plan.account.openAtEnd == strategy::OpenAtEnd::LastOpen && std::isfinite(open)) {
      ZVT_TRY(const Price price, Price::fromDouble(open));
      return std::optional(price);
    }
    return std::optional(position->last);
  }

  const strategy::ExecutionPlan& m_plan;
  const BacktestData& m_data;
  std::shared_ptr<const trading::TradingRules> m_rules;
  TargetSource& m_targets;
  BacktestResult m_result;
  trading::SimAccount m_account;
  std::optional<TradingDay> m_day;
  std::optional<Timestamp> m_passed; ///< what is on margin is booked up to then
  MarginFlows m_flows;
  std::vector<std::string> m_ids;
  AccountBooks m_books;
  OrderDesk m_desk;
  std::vector<Moment> m_timeline;
  std::vector<EntityState> m_states;
  std::vector<trading::MatchBar> m_bars; ///< of this moment, by entity
  std::vector<strategy::ClosedBar> m_closed;
};

}

trading::AccountSettings accountSettings(const strategy::ExecutionPlan& plan, const BacktestData& data)
{
  trading::AccountSettings settings = accountSettings(plan.account, data.entities.front().entity);
  settings.name = plan.name;
  return settings;
}

std::shared_ptr<const trading::TradingRules> tradingRules(
    const strategy::ExecutionPlan& plan, const BacktestData& data, std::shared_ptr<const market::RuleBook> book)
{
  return std::make_shared<const trading::TradingRules>(
      std::move(book), plan.account.rules, commission(plan.account), subjectLookup(data));
}

Result<BacktestResult> runBacktest(const strategy::ExecutionPlan& plan, const BacktestData& data,
    std::shared_ptr<const market::RuleBook> rules, TargetSource& targets, TaskControl& control)
{
  if (data.entities.empty())
    return fail("backtest.no_bars");
  Simulation simulation(plan, data, tradingRules(plan, data, std::move(rules)), targets);
  return simulation.run(control);
}

Result<BacktestResult> runBacktest(const strategy::ExecutionPlan& plan, const BacktestData& data,
    std::shared_ptr<const market::RuleBook> rules, TaskControl& control)
{
  ZVT_TRY(strategy::StrategyRunner runner, strategy::StrategyRunner::create(plan, idsOf(data)));
  RunnerTargets targets(std::move(runner));
  return runBacktest(plan, data, std::move(rules), targets, control);
}

}
