// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/lookahead.h"

#include "core/backtest/run_plan.h"
#include "core/backtest/strategy_code.h"
#include "core/base/random.h"
#include "core/base/text.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace zvt::backtest {

namespace {

struct History {
  market::Entity entity;
  market::BarSeriesPtr raw;
  std::vector<market::CorporateAction> actions;
};

Result<std::vector<History>> readAll(MarketSource& source, const LookaheadSettings& settings)
{
  ZVT_TRY(const auto entities, source.resolve(settings.entities, settings.level));
  std::vector<History> all;
  for (const market::Entity& entity : entities) {
    const std::string id = entity.id.toString();
    for (const market::BarLevel level : std::set{settings.level, moneyLevel(settings.level)}) {
      History history;
      history.entity = entity;
      ZVT_TRY(history.raw,
          source.bars({id, level, market::AdjustMode::Bfq, market::AdjustMethod::Ratio, settings.provider}));
      ZVT_TRY(history.actions, source.actions(id));
      all.push_back(std::move(history));
    }
  }
  return all;
}

/// The days on which any entity has a bar.
std::vector<TradingDay> daysOf(const std::vector<History>& all)
{
  std::vector<TradingDay> days;
  for (const History& history : all) {
    const auto calendar = market::Calendar::of(history.entity.id);
    for (std::size_t i = 0; i < history.raw->size(); ++i) {
      if (market::isDayKeyed(history.raw->level))
        days.push_back(history.raw->dayAt(i));
      else if (calendar)
        days.push_back((*calendar)->dayOf(history.raw->endAt(i)));
    }
  }
  std::ranges::sort(days);
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

/// The history as it was known at the end of @p last. Adjusted prices are those of that day.
MemorySource cutAfter(const std::vector<History>& all, TradingDay last)
{
  MemorySource source;
  for (const History& history : all) {
    market::BarSeries bars = *history.raw;
    std::int64_t end = last.days + 1;
    if (!market::isDayKeyed(bars.level)) {
      if (const auto calendar = market::Calendar::of(history.entity.id))
        end = (*calendar)->boundsOf(last).end.micros;
    }
    const auto row = std::ranges::lower_bound(bars.key, end) - bars.key.begin();
    if (row == 0)
      continue; // not listed yet
    if (static_cast<std::size_t>(row) < bars.size())
      bars = bars.slice(bars.key.front(), bars.key[static_cast<std::size_t>(row)]);
    auto actions = history.actions;
    std::erase_if(actions, [&](const market::CorporateAction& action) { return action.exDay > last; });
    source.add(history.entity, std::move(bars), std::move(actions));
  }
  return source;
}

std::string describe(const analytics::OrderRecord& order)
{
  return order.placedTime.iso() + " " + order.side + " " + order.entityId
      + (order.limitPrice.empty() ? "" : " @" + order.limitPrice);
}

std::string describe(const analytics::FillRecord& fill)
{
  return fill.time.iso() + " " + fill.side + " " + fill.quantity.toString() + " " + fill.entityId + " @"
      + fill.price.toString();
}

std::string describe(const analytics::EquityPoint& point)
{
  return point.time.iso() + " " + formatDouble(point.equity);
}

/// The lines of a list up to and with a day, as far as @p counts.
template <class Item, class TimeOf>
std::vector<std::string> linesUntil(const std::vector<Item>& items, TradingDay last, TimeOf timeOf)
{
  std::vector<std::string> lines;
  for (const Item& item : items)
    if (timeOf(item).day() <= last)
      lines.push_back(describe(item));
  return lines;
}

std::optional<LookaheadFinding> firstDifference(
    TradingDay cut, const char* what, const std::vector<std::string>& whole, const std::vector<std::string>& part)
{
  for (std::size_t i = 0; i < std::max(whole.size(), part.size()); ++i) {
    const std::string left = i < whole.size() ? whole[i] : std::string();
    const std::string right = i < part.size() ? part[i] : std::string();
    if (left != right)
      return LookaheadFinding{cut, what, left, right};
  }
  return {};
}

/// Without the orders and fills that only close what is open where the history ends.
BacktestResult withoutEnd(BacktestResult result)
{
  std::vector<std::string> closing;
  for (const analytics::OrderRecord& order : result.orders)
    if (order.reasonCode == "backtest.closed_at_end")
      closing.push_back(order.orderId);
  const auto isClosing = [&](const auto& item) { return std::ranges::find(closing, item.orderId) != closing.end(); };
  std::erase_if(result.orders, isClosing);
  std::erase_if(result.fills, isClosing);
  if (!closing.empty() && !result.equity.empty())
    result.equity.pop_back();
  return result;
}

/// Whether what was to be bought could change after the cut: an order that waits over an ex-date grows by it.
bool canGrow(
    const analytics::OrderRecord& order, TradingDay cut, const BacktestResult& whole, const std::vector<History>& all)
{
  const auto history =
      std::ranges::find(all, order.entityId, [](const History& item) { return item.entity.id.toString(); });
  if (history == all.end())
    return false;
  const auto fill = std::ranges::find(whole.fills, order.orderId, &analytics::FillRecord::orderId);
  return std::ranges::any_of(history->actions, [&](const market::CorporateAction& action) {
    return action.exDay > cut && (fill == whole.fills.end() || action.exDay <= fill->time.day());
  });
}

/// The first buy whose size is another one; the orders themselves are the same.
std::optional<LookaheadFinding> firstSize(
    TradingDay cut, const BacktestResult& whole, const BacktestResult& part, const std::vector<History>& all)
{
  const auto isKnown = [cut](const analytics::OrderRecord& order) { return order.placedTime.day() <= cut; };
  auto other = part.orders.begin();
  for (const analytics::OrderRecord& order : whole.orders) {
    if (!isKnown(order))
      continue;
    other = std::find_if(other, part.orders.end(), isKnown);
    if (other == part.orders.end())
      break;
    if (order.side == "buy" && order.quantity != other->quantity && !canGrow(order, cut, whole, all))
      return LookaheadFinding{cut, "size", describe(order) + " " + order.quantity.toString(),
          describe(*other) + " " + other->quantity.toString()};
    ++other;
  }
  return {};
}

std::optional<LookaheadFinding> compare(TradingDay cut, const BacktestResult& whole, const BacktestResult& part,
    const std::vector<History>& all, bool comparesSizes)
{
  const auto placed = [](const analytics::OrderRecord& order) { return order.placedTime; };
  const auto filled = [](const analytics::FillRecord& fill) { return fill.time; };
  const auto at = [](const analytics::EquityPoint& point) { return point.time; };
  if (auto finding =
          firstDifference(cut, "order", linesUntil(whole.orders, cut, placed), linesUntil(part.orders, cut, placed)))
    return finding;
  if (comparesSizes)
    if (auto finding = firstSize(cut, whole, part, all))
      return finding;
  if (auto finding =
          firstDifference(cut, "fill", linesUntil(whole.fills, cut, filled), linesUntil(part.fills, cut, filled)))
    return finding;
  std::vector<std::string> left = linesUntil(whole.equity, cut, at);
  const std::vector<std::string> right = linesUntil(part.equity, cut, at);
  if (left.size() == right.size() + 1)
    left.pop_back(); // the last one was taken away with what was closed at the end
  return firstDifference(cut, "equity", left, right);
}

/// Days that histories end on, increasing: half of them among @p busy, the others one out of each of as many parts.
std::vector<TradingDay> drawCuts(
    const std::vector<TradingDay>& days, const std::vector<TradingDay>& busy, const LookaheadSettings& settings)
{
  if (settings.cuts == 0 || settings.cuts >= days.size())
    return days;
  SeededRandom random(settings.seed);
  std::set<TradingDay> drawn;
  const auto draw = [&](const std::vector<TradingDay>& from, std::size_t wanted) {
    const std::size_t parts = std::min(wanted, from.size());
    for (std::size_t i = 0; i < parts; ++i) {
      const std::size_t begin = from.size() * i / parts;
      const std::size_t end = from.size() * (i + 1) / parts;
      drawn.insert(from[begin + random.below(end - begin)]);
    }
  };
  draw(busy, settings.cuts / 2);
  std::vector<TradingDay> others;
  std::ranges::copy_if(days, std::back_inserter(others), [&](TradingDay day) { return !drawn.contains(day); });
  draw(others, settings.cuts - drawn.size());
  return {drawn.begin(), drawn.end()};
}

LookaheadSettings settingsOf(const strategy::ExecutionPlan& plan, std::size_t cuts, std::uint64_t seed)
{
  LookaheadSettings settings;
  settings.entities = plan.universe;
  if (!plan.run.benchmark.empty())
    settings.entities.push_back(plan.run.benchmark);
  settings.level = plan.run.level;
  settings.provider = plan.run.provider;
  settings.cuts = cuts;
  settings.seed = seed;
  return settings;
}

}

Result<LookaheadReport> checkLookahead(
    const HistoryRun& run, MarketSource& source, const LookaheadSettings& settings, TaskControl& control)
{
  ZVT_TRY(const std::vector<History> all, readAll(source, settings));
  const std::vector<TradingDay> days = daysOf(all);
  if (days.empty())
    return fail("backtest.no_bars");
  SilentTaskControl silent(control.cancelToken());
  MemorySource wholeSource = cutAfter(all, days.back());
  ZVT_TRY(BacktestResult everything, run(wholeSource, silent));
  const BacktestResult whole = withoutEnd(std::move(everything));
  LookaheadReport report;
  report.orders = whole.orders.size();
  std::vector<TradingDay> possible;
  std::ranges::copy_if(days.begin(), days.end() - 1, std::back_inserter(possible),
      [&](TradingDay day) { return !whole.equity.empty() && day >= whole.equity.front().time.day(); });
  report.days = possible.size();
  std::vector<TradingDay> busy;
  for (const analytics::OrderRecord& order : whole.orders)
    if (std::ranges::binary_search(possible, order.placedTime.day()))
      busy.push_back(order.placedTime.day());
  std::ranges::sort(busy);
  busy.erase(std::unique(busy.begin(), busy.end()), busy.end());
  const std::vector<TradingDay> cuts = drawCuts(possible, busy, settings);
  for (const TradingDay cut : cuts) {
    ZVT_TRY_VOID(control.cancelToken().check());
    control.progress(static_cast<double>(report.histories) / static_cast<double>(cuts.size()), cut.iso());
    MemorySource shorter = cutAfter(all, cut);
    ZVT_TRY(BacktestResult part, run(shorter, silent));
    ++report.histories;
    report.first = compare(cut, whole, withoutEnd(std::move(part)), all, settings.comparesSizes);
    if (report.first) // cuts come in order, so this is the earliest
      return report;
  }
  return report;
}

Result<LookaheadReport> checkLookahead(const strategy::StrategyDocument& document, std::size_t cuts, std::uint64_t seed,
    MarketSource& source, const std::shared_ptr<const market::RuleBook>& rules, TaskControl& control)
{
  ZVT_TRY(const strategy::ExecutionPlan plan, strategy::compile(document));
  LookaheadSettings settings = settingsOf(plan, cuts, seed);
  settings.comparesSizes = plan.account.sizeAt == strategy::SizeAt::Decision;
  const auto run = [&](MarketSource& history, TaskControl& running) -> Result<BacktestResult> {
    ZVT_TRY(const BacktestData data, loadData(plan, history, running));
    ZVT_TRY(PlanRun done, runPlan(plan, data, rules, running));
    return std::move(done.result);
  };
  return checkLookahead(run, source, settings, control);
}

Result<LookaheadReport> checkLookahead(const StrategyCode& code, const std::vector<std::string>& settings,
    std::size_t cuts, std::uint64_t seed, MarketSource& source, const std::shared_ptr<const market::RuleBook>& rules,
    TaskControl& control)
{
  ZVT_TRY(const strategy::ExecutionPlan plan, code.plan(settings));
  const auto run = [&](MarketSource& history, TaskControl& running) -> Result<BacktestResult> {
    ZVT_TRY(BacktestRun done, code.run(settings, history, rules, running));
    BacktestResult result;
    result.orders = std::move(done.report.input.orders);
    result.fills = std::move(done.report.input.fills);
    result.trades = std::move(done.report.input.trades);
    result.equity = std::move(done.report.input.equity);
    return result;
  };
  return checkLookahead(run, source, settingsOf(plan, cuts, seed), control);
}

}
