// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/shared_account.h"

#include "core/backtest/closing.h"
#include "core/backtest/fast/cross_targets.h"
#include "core/backtest/fast/entity_set.h"
#include "core/backtest/fast/rank_targets.h"
#include "core/backtest/fast/rows.h"

#include <algorithm>
#include <tuple>

namespace zvt::backtest::fast {

namespace {

constexpr std::size_t kCloses = 8; ///< of a cache line: asked for ahead where a position is marked day by day

/// An ex-date, at the first moment not before it.
struct Due {
  std::uint32_t moment = 0;
  std::uint32_t entity = 0;
  std::uint32_t action = 0;
};

/// What the loop knows of one entity.
struct EntityState {
  EntityRows rows;
  std::int64_t first = -1; ///< PreparedMarket::firstMoment
  std::size_t next = 0; ///< row of its next bar; moves only while the entity concerns the account
  FastHolding holding;
};

class SharedAccount {
public:
  SharedAccount(
      const strategy::ExecutionPlan& plan, const BacktestData& data, const PreparedMarket& market, FastTargets& targets)
      : m_plan(plan)
      , m_data(data)
      , m_rules(market.rules(plan))
      , m_desk(plan.account, *m_rules, m_records)
      , m_targets(targets)
      , m_timeline(market.timeline())
      , m_pending(data.entities.size())
      , m_held(data.entities.size())
      , m_atClose(plan.account.fill == strategy::FillModel::NextClose)
  {
    m_states.reserve(data.entities.size());
    for (std::size_t i = 0; i < data.entities.size(); ++i)
      m_states.push_back({EntityRows(data.entities[i], market.keys().of(*data.entities[i].raw), m_rules->of(i)),
          market.firstMoment(i), 0, {}});
  }

  Result<PortfolioRun> run(TaskControl& control)
  {
    if (m_timeline.back().bar < 0)
      return fail("backtest.no_bars");
    findDues();
    const std::vector<double> benchmark = benchmarkLevels(m_data.benchmark.get(), m_timeline);
    m_equity.reserve(m_timeline.size());
    const std::size_t stride = m_timeline.size() / 100 + 1;
    for (std::size_t i = 0; i < m_timeline.size(); ++i) {
      ZVT_TRY_VOID(control.cancelToken().check());
      if (i % stride == 0)
        control.progress(static_cast<double>(i + 1) / static_cast<double>(m_timeline.size()), m_timeline[i].day.iso());
      step(static_cast<std::uint32_t>(i));
      if (m_timeline[i].bar >= 0)
        m_equity.push_back(equityPoint(m_timeline[i], benchmark[static_cast<std::size_t>(m_timeline[i].bar)]));
    }
    finish(benchmark.back());
    return PortfolioRun{std::move(m_records), std::move(m_equity)};
  }

private:
  void findDues()
  {
    for (std::uint32_t entity = 0; entity < m_states.size(); ++entity) {
      const auto& actions = m_data.entities[entity].actions;
      for (std::uint32_t i = 0; i < actions.size(); ++i) {
        const auto moment = std::ranges::lower_bound(m_timeline, actions[i].exDay, {}, &Moment::day);
        if (moment != m_timeline.end())
          m_dues.push_back({static_cast<std::uint32_t>(moment - m_timeline.begin()), entity, i});
      }
    }
    std::ranges::sort(m_dues, {}, [](const Due& due) { return std::tuple(due.moment, due.entity, due.action); });
  }

  void step(std::uint32_t moment)
  {
    for (; m_nextDue < m_dues.size() && m_dues[m_nextDue].moment == moment; ++m_nextDue)
      act(m_dues[m_nextDue], moment);
    meet(moment);
    markHeld(moment);
    changeSignals(moment);
    if (m_timeline[moment].bar >= 0)
      decide(moment);
  }

  void act(const Due& due, std::uint32_t moment)
  {
    EntityState& state = m_states[due.entity];
    if (state.holding.held == 0 && state.holding.waiting < 0)
      return;
    const market::CorporateAction& action = m_data.entities[due.entity].actions[due.action];
    m_desk.act(state.holding, action, rulesOn(state, moment));
  }

  /// Moves on to the entity's bar at this moment, if there is one.
  [[nodiscard]] bool hasBar(EntityState& state, std::uint32_t moment) const
  {
    if (state.first >= 0) {
      const std::int64_t row = static_cast<std::int64_t>(moment) - state.first;
      if (row < 0 || row >= static_cast<std::int64_t>(state.rows.size()))
        return false;
      state.next = static_cast<std::size_t>(row);
      return true;
    }
    const TradingDay day = m_timeline[moment].day;
    while (state.next < state.rows.size() && state.rows.dayAt(state.next) < day)
      ++state.next;
    return state.next < state.rows.size() && state.rows.dayAt(state.next) == day;
  }

  [[nodiscard]] const DayRules& rulesOn(EntityState& state, std::uint32_t moment) const
  {
    return state.rows.rulesOn(m_timeline[moment].day);
  }

  /// Orders that close or reduce come first, then those that open, each in the order they were made.
  void meet(std::uint32_t moment)
  {
    for (const bool opening : {false, true}) {
      for (const std::uint32_t entity : m_queue) {
        EntityState& state = m_states[entity];
        if (state.holding.waiting < 0 || (state.holding.purpose == FastHolding::Purpose::Open) != opening)
          continue;
        const DayRules& rules = rulesOn(state, moment);
        if (hasBar(state, moment)) {
          const FastBar bar = state.rows.barAt(state.next, rules, m_atClose);
          m_desk.meet(entity, state.holding, &bar, rules, moment);
        } else {
          m_desk.meet(entity, state.holding, nullptr, rules, moment);
        }
        m_held.set(entity, state.holding.held > 0);
      }
    }
    std::erase_if(m_queue, [&](std::uint32_t entity) { return m_states[entity].holding.waiting < 0; });
  }

  void markHeld(std::uint32_t moment)
  {
    m_held.forEach([&](std::uint32_t entity) {
      EntityState& state = m_states[entity];
      if (!hasBar(state, moment))
        return;
      state.rows.prefetchClose(state.next + kCloses);
      if (std::isfinite(state.rows.closeAt(state.next)))
        m_desk.mark(state.holding, toE4(state.rows.closeAt(state.next)));
    });
    if (m_desk.equity() > moneyOf(kMaxMoney))
      leaveGrid();
  }

  void changeSignals(std::uint32_t moment)
  {
    for (const std::uint32_t entity : m_targets.settle(moment)) {
      prefetch(&m_states[entity]);
      prefetch(&m_states[entity].holding);
      m_pending.set(entity, true);
    }
    m_resizeNow = m_targets.resizesNow();
    if (m_resizeNow)
      m_held.forEach([&](std::uint32_t entity) { m_pending.set(entity, true); });
  }

  /// Every entity whose position is not what the strategy wants, in the order of the entities.
  void decide(std::uint32_t moment)
  {
    m_pending.forEach([&](std::uint32_t entity) { // one after the other they would be waited for
      EntityState& state = m_states[entity];
      if (hasBar(state, moment))
        state.rows.prefetchClose(state.next);
    });
    m_pending.forEach([&](std::uint32_t entity) {
      EntityState& state = m_states[entity];
      FastHolding& holding = state.holding;
      const bool wanted = m_targets.wants(entity);
      if (hasBar(state, moment)) {
        const std::int64_t before = holding.waiting;
        m_desk.decide(entity, holding, wanted ? m_targets.weight() : 0, m_resizeNow, state.rows.closeAt(state.next),
            rulesOn(state, moment), moment);
        if (holding.waiting != before)
          requeue(entity, before, holding.waiting);
      }
      m_pending.set(entity, holding.waiting >= 0 || wanted != (holding.held > 0) || holding.unmet);
    });
  }

  /// A new order stands behind those that wait already.
  void requeue(std::uint32_t entity, std::int64_t before, std::int64_t now)
  {
    if (before >= 0)
      std::erase(m_queue, entity);
    if (now < 0)
      return;
    m_queue.push_back(entity);
    const EntityState& state = m_states[entity];
    state.rows.prefetchBar(state.next + 1); // the bar that it meets
    state.rows.prefetchClose(state.next + 1);
  }

  [[nodiscard]] analytics::EquityPoint equityPoint(const Moment& moment, double benchmark) const
  {
    analytics::EquityPoint point;
    point.time = moment.time;
    point.cash = moneyOf(m_desk.cash() * 100);
    point.marketValue = m_desk.marketValue();
    point.equity = m_desk.equity();
    point.benchmark = benchmark;
    point.positions = m_desk.positions();
    return point;
  }

  void finish(double benchmark)
  {
    const auto last = static_cast<std::uint32_t>(m_timeline.size() - 1);
    if (m_plan.account.openAtEnd != strategy::OpenAtEnd::Keep) {
      m_desk.beginClosing();
      for (std::uint32_t entity = 0; entity < m_states.size(); ++entity)
        closeAtEnd(entity, last);
      m_equity.back() = equityPoint(m_timeline.back(), benchmark);
    }
    for (EntityState& state : m_states)
      m_desk.finish(state.holding);
  }

  void closeAtEnd(std::uint32_t entity, std::uint32_t last)
  {
    EntityState& state = m_states[entity];
    if (state.holding.held == 0)
      return;
    if (state.holding.rough)
      leaveGrid();
    const std::int64_t price =
        closingPrice(m_plan.account, state.rows.openAt(state.rows.size() - 1), state.holding.last);
    m_desk.closeAtEnd(entity, state.holding, price, rulesOn(state, last), last);
  }

  const strategy::ExecutionPlan& m_plan;
  const BacktestData& m_data;
  FastRecords m_records;
  std::shared_ptr<const RuleTable> m_rules;
  FastDesk m_desk;
  FastTargets& m_targets;
  const std::vector<Moment>& m_timeline;
  LargeVector<EntityState> m_states;
  std::vector<Due> m_dues;
  std::size_t m_nextDue = 0;
  std::vector<std::uint32_t> m_queue; ///< entities with a waiting order, in the order these were made
  EntitySet m_pending;
  EntitySet m_held;
  std::vector<analytics::EquityPoint> m_equity;
  bool m_resizeNow = false;
  bool m_atClose = false;
};

/// The rest of a report's result, as the event loop states it.
BacktestResult resultOf(PortfolioRun run, const BacktestData& data, const PreparedMarket& market, std::size_t warmUp)
{
  const FastRecords& records = run.records;
  BacktestResult result = toResult(records, {}, RecordRange::endOf(records), data, market.timeline());
  result.equity = std::move(run.equity);
  if (records.kept > 0)
    result.warnings.push_back(KeptAtEnd{records.kept, data.entities[records.firstKept].raw->entityId}.warning());
  if (records.tooSmall > 0)
    result.warnings.push_back({"backtest.too_small",
        {{"count", std::to_string(records.tooSmall)}, {"entity", data.entities[records.firstTooSmall].raw->entityId}},
        {}});
  const auto& keys = data.entities.front().raw->key;
  const std::size_t row = std::min(std::max<std::size_t>(warmUp, 1) - 1, keys.size() - 1);
  const std::int64_t bar = market.timeline()[market.momentOf(keys[row])].bar;
  result.firstTradingBar = static_cast<std::size_t>(std::max<std::int64_t>(0, bar));
  return result;
}

}

Result<std::optional<BacktestResult>> runSharedAccount(
    const strategy::ExecutionPlan& plan, const BacktestData& data, const PreparedMarket& market, TaskControl& control)
{
  const std::optional<CrossShape> shape = shapeOf(plan);
  if (data.entities.empty())
    return fail("backtest.no_bars");
  if (!shape || !fitsGrid(plan, data))
    return std::optional<BacktestResult>();
  ZVT_TRY(const auto signals, CrossSignals::create(*shape));
  try {
    CrossTargets targets(*shape, data.entities.size());
    ZVT_TRY_VOID(targets.find(*signals, data, market, control));
    SharedAccount account(plan, data, market, targets);
    ZVT_TRY(PortfolioRun run, account.run(control));
    return std::optional(resultOf(std::move(run), data, market, signals->warmUp()));
  } catch (const OffGrid&) {
    return std::optional<BacktestResult>();
  }
}

Result<std::optional<BacktestResult>> runSharedAccount(const strategy::ExecutionPlan& plan, const BacktestData& data,
    const std::shared_ptr<const market::RuleBook>& book, TaskControl& control)
{
  if (data.entities.empty())
    return fail("backtest.no_bars");
  if (!shapeOf(plan) || !fitsGrid(plan, data))
    return std::optional<BacktestResult>();
  return runSharedAccount(plan, data, PreparedMarket(data, plan.run.start, book), control);
}

Result<std::optional<PortfolioRun>> runMomentum(const strategy::ExecutionPlan& plan, const MomentumShape& shape,
    const BacktestData& data, const PreparedMarket& market, const ParallelFor& parallel, TaskControl& control)
{
  if (data.entities.empty())
    return fail("backtest.no_bars");
  if (!fitsGrid(plan, data) || shape.top == 0)
    return std::optional<PortfolioRun>();
  RankTiles tiles(shape, data, market);
  std::optional<Result<PortfolioRun>> run;
  const auto account = [&] {
    try {
      RankTargets targets(shape, data.entities.size(), tiles);
      run = SharedAccount(plan, data, market, targets).run(control);
    } catch (const OffGrid&) { // the event loop runs it
    }
    tiles.stop();
  };
  parallel.run(2, 1, [&](std::size_t begin, std::size_t) { begin == 0 ? account() : tiles.rankAhead(); });
  if (!run)
    return std::optional<PortfolioRun>();
  ZVT_TRY(PortfolioRun made, *std::move(run));
  return std::optional(std::move(made));
}

}
