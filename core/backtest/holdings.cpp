// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/holdings.h"

#include "core/backtest/timeline.h"
#include "core/trading/margin_booking.h"

#include <cmath>

namespace zvt::backtest {

namespace {

/// Goes through the run's days with an account of its own.
class HoldingReplay {
public:
  HoldingReplay(const strategy::ExecutionPlan& plan, const BacktestData& data,
      std::span<const analytics::FillRecord> fills, std::span<const analytics::FlowRecord> flows,
      std::span<const RightsRecord> rights)
      : m_data(data)
      , m_fills(fills)
      , m_flows(flows)
      , m_account(accountSettings(plan, data))
      , m_states(data.entities.size())
  {
    for (const EntityData& entity : data.entities) {
      m_indexes.emplace(entity.raw->entityId, static_cast<std::uint32_t>(m_history.entities.size()));
      m_history.entities.push_back(entity.raw->entityId);
    }
    m_account.chooseRights(trading::RightsChoice::Ignore); // what the run took is told
    for (const RightsRecord& record : rights)
      m_states[m_indexes.at(record.entityId)].rights.push_back(&record);
  }

  Result<analytics::HoldingHistory> run(const std::vector<Moment>& timeline)
  {
    for (std::size_t i = 0; i < timeline.size(); ++i) {
      const Moment& moment = timeline[i];
      const bool endsDay = i + 1 == timeline.size() || timeline[i + 1].day != moment.day;
      if (moment.bar < 0 || !endsDay)
        continue;
      ZVT_TRY_VOID(startDay(moment.day));
      ZVT_TRY_VOID(bookFills(moment));
      bookFlows(moment);
      ZVT_TRY_VOID(mark(moment.key));
      record(moment);
    }
    return std::move(m_history);
  }

private:
  struct State {
    std::size_t nextBar = 0;
    std::size_t nextAction = 0;
    double earned = 0; ///< value − cost + realised, at the close before
    Money flowed; ///< funding and interest so far
    std::vector<const RightsRecord*> rights; ///< oldest first
    std::size_t nextRights = 0;
  };

  Result<void> startDay(TradingDay day)
  {
    m_account.startDay(day);
    for (std::size_t i = 0; i < m_states.size(); ++i) {
      const auto& actions = m_data.entities[i].actions;
      for (std::size_t& next = m_states[i].nextAction; next < actions.size() && actions[next].exDay <= day; ++next)
        ZVT_TRY_VOID(bookAction(i, actions[next], day));
    }
    return {};
  }

  /// Rights shares that were taken came in with the action that offered them, before another one of that day.
  Result<void> bookAction(std::size_t entity, const market::CorporateAction& action, TradingDay day)
  {
    State& state = m_states[entity];
    ZVT_TRY_VOID(m_account.applyCorporateAction(m_history.entities[entity], action));
    if (action.rights <= 0 || state.nextRights == state.rights.size() || state.rights[state.nextRights]->day > day)
      return {};
    const RightsRecord& record = *state.rights[state.nextRights++];
    if (!record.offer.taken)
      return {};
    trading::Fill fill;
    fill.tradeId = "rights-" + record.entityId + std::to_string(state.nextRights);
    fill.orderId = fill.tradeId;
    fill.entityId = record.entityId;
    fill.day = day;
    fill.price = record.offer.price;
    fill.quantity = record.offer.units;
    fill.amount = record.offer.payment;
    const Price last = m_account.find(record.entityId)->last; // the rights price is none of the market's
    ZVT_TRY_VOID(m_account.apply(fill));
    m_account.mark(record.entityId, last);
    m_account.closeOrder(fill.orderId);
    return {};
  }

  /// Fills up to the end of the day.
  Result<void> bookFills(const Moment& moment)
  {
    for (; m_nextFill < m_fills.size() && m_fills[m_nextFill].time <= moment.time; ++m_nextFill) {
      const analytics::FillRecord& record = m_fills[m_nextFill];
      trading::Fill fill;
      fill.tradeId = std::to_string(m_nextFill);
      fill.orderId = fill.tradeId;
      fill.entityId = record.entityId;
      fill.day = moment.day;
      ZVT_TRY(fill.side, trading::parseSide(record.side));
      fill.price = record.price;
      fill.quantity = record.quantity;
      if (record.multiplier) {
        fill.margin.emplace(); // settlement only moves profit into the cash: it changes neither value nor earnings
        fill.margin->multiplier = *record.multiplier;
      }
      ZVT_TRY(fill.amount,
          trading::contractAmount(fill.price, fill.quantity, record.multiplier.value_or(Decimal::fromInt(1)),
              m_account.settings().moneyUnit));
      fill.costs = {{market::RuleKind::Commission, record.totalCosts(), {}}};
      ZVT_TRY_VOID(m_account.apply(fill));
      m_account.closeOrder(fill.orderId);
    }
    return {};
  }

  /// Funding and interest up to the end of the day.
  void bookFlows(const Moment& moment)
  {
    for (; m_nextFlow < m_flows.size() && m_flows[m_nextFlow].time <= moment.time; ++m_nextFlow) {
      const analytics::FlowRecord& flow = m_flows[m_nextFlow];
      m_flowed += flow.amount;
      if (const auto index = m_indexes.find(flow.entityId); index != m_indexes.end())
        m_states[index->second].flowed += flow.amount;
    }
  }

  /// The newest close of what is held.
  Result<void> mark(std::int64_t key)
  {
    for (const auto& [id, position] : m_account.positions()) {
      if (position.total.isZero())
        continue;
      const std::uint32_t index = m_indexes.find(id)->second;
      const market::BarSeries& raw = *m_data.entities[index].raw;
      std::size_t& next = m_states[index].nextBar;
      const std::size_t before = next;
      while (next < raw.size() && raw.key[next] <= key)
        ++next;
      for (std::size_t row = next; row > before; --row) {
        if (!std::isfinite(raw.close[row - 1]))
          continue;
        ZVT_TRY(const Price price, Price::fromDouble(raw.close[row - 1]));
        m_account.mark(id, price);
        break;
      }
    }
    return {};
  }

  void record(const Moment& moment)
  {
    analytics::HoldingDay day{moment.day, (m_account.equity() + m_flowed).toDouble(), {}};
    for (const auto& [id, position] : m_account.positions()) {
      const std::uint32_t index = m_indexes.find(id)->second;
      const Money value = position.value();
      const double earned = (value - position.cost + position.realised + m_states[index].flowed).toDouble();
      const double pnl = earned - std::exchange(m_states[index].earned, earned);
      if (!position.total.isZero() || pnl != 0)
        day.holdings.push_back({index, value.toDouble(), pnl});
    }
    m_history.days.push_back(std::move(day));
  }

  const BacktestData& m_data;
  std::span<const analytics::FillRecord> m_fills;
  std::span<const analytics::FlowRecord> m_flows;
  Money m_flowed;
  std::size_t m_nextFlow = 0;
  trading::SimAccount m_account;
  std::vector<State> m_states;
  std::map<std::string, std::uint32_t, std::less<>> m_indexes;
  std::size_t m_nextFill = 0;
  analytics::HoldingHistory m_history;
};

}

Result<analytics::HoldingHistory> holdingsOf(const strategy::ExecutionPlan& plan, const BacktestData& data,
    std::span<const analytics::FillRecord> fills, std::span<const analytics::FlowRecord> flows,
    std::span<const RightsRecord> rights)
{
  return HoldingReplay(plan, data, fills, flows, rights).run(makeTimeline(data, plan.run.start));
}

std::vector<analytics::HoldingGroups> holdingGroups(const BacktestData& data)
{
  analytics::HoldingGroups boards{"board", {}}, industries{"industry", {}}, tags{"tag", {}};
  bool isClassified = false, isTagged = false;
  for (const EntityData& entity : data.entities) {
    boards.groupOf.emplace_back(market::toString(market::boardOf(entity.entity.id)));
    industries.groupOf.push_back(entity.groups.industry);
    tags.groupOf.push_back(entity.groups.tag);
    isClassified = isClassified || !entity.groups.industry.empty();
    isTagged = isTagged || !entity.groups.tag.empty();
  }
  std::vector<analytics::HoldingGroups> all{std::move(boards)};
  if (isClassified)
    all.push_back(std::move(industries));
  if (isTagged)
    all.push_back(std::move(tags));
  return all;
}

}
