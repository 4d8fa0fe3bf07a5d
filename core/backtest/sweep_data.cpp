// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/sweep_data.h"

namespace zvt::backtest {

namespace {

std::string dayText(const std::optional<TradingDay>& day)
{
  return day ? day->iso() : "-";
}

}

SweepData::SweepData(MarketSource& source, std::shared_ptr<const market::RuleBook> book)
    : m_source(source)
    , m_book(std::move(book))
{
}

std::string SweepData::keyOf(const strategy::ExecutionPlan& plan)
{
  const strategy::RunSettings& run = plan.run;
  std::string key = dayText(run.start) + " " + dayText(run.end) + " " + std::string(market::toString(run.level)) + " "
      + std::string(market::toString(run.adjust)) + " " + std::string(market::toString(run.adjustMethod)) + " "
      + run.provider + " " + run.benchmark;
  for (const std::string& pattern : plan.universe)
    key += "\n" + pattern;
  return key;
}

Result<void> SweepData::load(const strategy::ExecutionPlan& plan, TaskControl& control)
{
  std::unique_ptr<Item>& item = m_items[keyOf(plan)];
  if (item)
    return {};
  auto loaded = std::make_unique<Item>();
  SilentTaskControl silent(control.cancelToken()); // the sweep counts its trials
  ZVT_TRY(loaded->data, loadData(plan, m_source, silent));
  if (plan.run.level == market::BarLevel::Day1)
    loaded->market = std::make_unique<fast::PreparedMarket>(loaded->data, plan.run.start, m_book);
  item = std::move(loaded);
  return {};
}

Result<PlanRun> SweepData::run(const strategy::ExecutionPlan& plan, TaskControl& control) const
{
  const Item& item = *m_items.at(keyOf(plan));
  return runPlan(plan, item.data, item.market.get(), m_book, control);
}

const BacktestData& SweepData::of(const strategy::ExecutionPlan& plan) const
{
  return m_items.at(keyOf(plan))->data;
}

}
