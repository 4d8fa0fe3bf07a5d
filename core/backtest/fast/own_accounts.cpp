// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/fast/own_accounts.h"

#include "core/backtest/fast/account_figures.h"
#include "core/backtest/fast/cross_signals.h"
#include "core/backtest/manifest.h"

#include <algorithm>
#include <tuple>

namespace zvt::backtest::fast {

namespace {

class OwnAccounts {
public:
  OwnAccounts(const strategy::ExecutionPlan& plan, const CrossShape& shape, const BacktestData& data,
      const market::RuleBook& book, const trading::TradingRules& rules, bool withCurves)
      : m_plan(plan)
      , m_data(data)
      , m_withCurves(withCurves)
      , m_rules(book, rules, data)
      , m_desk(plan.account, m_rules, m_run.records)
      , m_account(plan.account, shape, m_desk)
      , m_periods(periodsPerYear(data))
      , m_days(data, plan.run.start)
      , m_sum(m_days, m_desk.cash() * 100, m_periods)
  {
  }

  Result<OwnAccountsRun> run(CrossSignals& signals, TaskControl& control)
  {
    const std::size_t entities = m_data.entities.size();
    for (std::size_t first = 0; first < entities; first += kSideBySide) {
      ZVT_TRY_VOID(control.cancelToken().check());
      control.progress(static_cast<double>(first) / static_cast<double>(entities));
      const std::size_t count = std::min(kSideBySide, entities - first);
      ZVT_TRY_VOID(signals.run(m_data, first, count, control));
      for (std::size_t i = 0; i < count; ++i)
        runOne(static_cast<std::uint32_t>(first + i), signals.of(i));
      if (first == 0)
        reserve(entities / kSideBySide + 1);
    }
    if (m_run.figures.empty() && m_run.leftOut.empty())
      return fail("backtest.no_bars");
    m_run.first.push_back(RecordRange::endOf(m_run.records));
    m_run.total = m_sum.total();
    m_run.metrics = analytics::computeMetrics(m_run.total, m_trades.numbers(), {m_periods});
    return std::move(m_run);
  }

private:
  /// Room for so many blocks like the first: growing by doubling would touch everything twice.
  void reserve(std::size_t blocks)
  {
    FastRecords& records = m_run.records;
    const auto room = [&](std::size_t one) { return one * blocks + one * blocks / 8; };
    records.orders.reserve(room(records.orders.size()));
    records.fills.reserve(room(records.fills.size()));
    records.trips.reserve(room(records.trips.size()));
    m_trades.reserve(records.trips.capacity());
    m_run.first.reserve(m_data.entities.size() + 1);
    m_run.figures.reserve(m_data.entities.size());
  }

  void runOne(std::uint32_t entity, const std::vector<Cross>& crosses)
  {
    const EntityData& data = m_data.entities[entity];
    EntityRows rows(data, m_days.keys().of(*data.raw), m_rules.of(entity));
    const std::size_t firstRow = firstRowOf(rows);
    if (firstRow == rows.size())
      return;
    FastRecords& records = m_run.records;
    const RecordRange first = RecordRange::endOf(records);
    const std::tuple counted(records.tooSmall, records.firstTooSmall, records.kept, records.firstKept);
    try {
      const std::vector<QuietSpan>& spans = m_account.run(entity, rows, crosses, firstRow);
      AccountFigures figures = m_sum.add(rows, firstRow, spans);
      figures.entity = entity;
      m_run.first.push_back(first);
      const TradeSum::Added added = m_trades.add(records, first);
      figures.trades = added.trades;
      figures.wins = added.wins;
      figures.costs = static_cast<double>(added.costs) / 100;
      m_run.figures.push_back(figures);
      if (m_withCurves)
        m_run.curves.push_back(m_sum.curve().money(spans));
    } catch (const OffGrid&) {
      records.orders.resize(first.orders);
      records.fills.resize(first.fills);
      records.trips.resize(first.trips);
      records.noLots.resize(first.noLots);
      std::tie(records.tooSmall, records.firstTooSmall, records.kept, records.firstKept) = counted;
      m_run.leftOut.push_back(entity);
    }
  }

  [[nodiscard]] std::size_t firstRowOf(const EntityRows& rows) const
  {
    if (!m_plan.run.start)
      return 0;
    std::size_t row = 0;
    while (row < rows.size() && rows.dayAt(row) < *m_plan.run.start)
      ++row;
    return row;
  }

  const strategy::ExecutionPlan& m_plan;
  const BacktestData& m_data;
  bool m_withCurves;
  OwnAccountsRun m_run;
  RuleTable m_rules;
  FastDesk m_desk;
  OwnAccount m_account;
  TradeSum m_trades;
  double m_periods;
  DayIndex m_days;
  AccountFigureSum m_sum;
};

}

Result<std::optional<OwnAccountsRun>> runOwnAccounts(const strategy::ExecutionPlan& plan, const BacktestData& data,
    const market::RuleBook& book, const trading::TradingRules& rules, bool withCurves, TaskControl& control)
{
  const std::optional<CrossShape> shape = shapeOf(plan);
  if (data.entities.empty())
    return fail("backtest.no_bars");
  if (!shape || !fitsGrid(plan, data))
    return std::optional<OwnAccountsRun>();
  ZVT_TRY(const auto signals, CrossSignals::create(*shape));
  try {
    OwnAccounts accounts(plan, *shape, data, book, rules, withCurves);
    ZVT_TRY(OwnAccountsRun run, accounts.run(*signals, control));
    return std::optional(std::move(run));
  } catch (const OffGrid&) {
    return std::optional<OwnAccountsRun>();
  }
}

}
