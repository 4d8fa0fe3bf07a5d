// SPDX-License-Identifier: Apache-2.0
// The decision behind an order: the graph is run again up to the close that decided.
#include "core/backtest/decisions.h"
#include "core/backtest/why_parts.h"

#include "core/backtest/timeline.h"
#include "core/base/text.h"
#include "core/factor/formula.h"
#include "core/strategy/strategy_runner.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace zvt::backtest::why {

namespace {

constexpr std::ptrdiff_t kProgressStride = 32;

std::string percentText(double fraction)
{
  return formatDouble(fraction * 100);
}

/// Feeds the graph every close up to a moment, as the engine did.
Result<strategy::StrategyRunner> replay(const Ground& ground, LocalTime until, TaskControl& control)
{
  std::vector<std::string> ids;
  for (const EntityData& entity : ground.data.entities)
    ids.push_back(entity.raw->entityId);
  ZVT_TRY(strategy::StrategyRunner runner, strategy::StrategyRunner::create(ground.plan, std::move(ids)));
  std::vector<std::size_t> next(ground.data.entities.size(), 0);
  std::vector<strategy::ClosedBar> closed;
  const std::vector<Moment> timeline = makeTimeline(ground.data, ground.plan.run.start);
  const auto end = std::ranges::upper_bound(timeline, until, {}, &Moment::time);
  const auto total = static_cast<double>(std::max<std::ptrdiff_t>(1, end - timeline.begin()));
  for (auto moment = timeline.begin(); moment != end; ++moment) {
    ZVT_TRY_VOID(control.cancelToken().check());
    if ((moment - timeline.begin()) % kProgressStride == 0)
      control.progress(kLoadedPart + (1 - kLoadedPart) * static_cast<double>(moment - timeline.begin()) / total);
    closed.clear();
    for (std::size_t i = 0; i < next.size(); ++i) {
      const EntityData& entity = ground.data.entities[i];
      if (next[i] < entity.signal->size() && entity.dueAt(next[i]) <= moment->key)
        closed.push_back({i, entity.signal->at(next[i]++)});
    }
    if (!closed.empty())
      runner.step(closed);
  }
  return runner;
}

/// The values of a node's formulas at a bar and at the one before that has them.
void addValues(WhyRow& parent, const Ground& ground, const EntityData& entity, const std::vector<std::string>& formulas,
    std::size_t at, const WhySources& sources)
{
  const market::BarSeries& signal = *entity.signal;
  const market::BarSeries upTo = signal.slice(signal.key.front(), signal.key[at] + 1); // the end is not in it
  std::size_t window = 0;
  bool isRecursive = false;
  for (const std::string& text : formulas) {
    const auto formula = factor::compile(text);
    if (!formula)
      continue; // the graph was compiled of it
    window = std::max(window, formula->warmUp());
    isRecursive = isRecursive || formula->isRecursive();
    const auto table = formula->run(upTo);
    const std::vector<double>& values = table.columns.front();
    std::size_t before = at;
    while (before > 0 && std::isnan(values[--before])) { }
    std::vector<std::size_t> places{at};
    if (before != at)
      places.insert(places.begin(), before);
    for (const std::size_t place : places) {
      const LocalTime time = timeOf(signal, *entity.calendar, place);
      parent.children.push_back(barRow(WhyKind::Value, std::isnan(values[place]) ? "why.undefined" : "why.value",
          {{"formula", text}, {"value", formatDouble(values[place])}, {"time", timeText(time, signal.level)}},
          signal.entityId, time));
    }
  }
  if (window == 0)
    return;
  WhyRow bars = barsRow(ground, entity, *entity.levelRaw, at > window ? at - window : 0, at, sources);
  if (isRecursive)
    bars.children.insert(bars.children.begin(), row(WhyKind::Fact, "why.recursive"));
  parent.children.push_back(std::move(bars));
}

WhyRow nodeRow(const std::vector<strategy::NodeView>& views, std::size_t place, const Ground& ground,
    const EntityData& entity, const WhySources& sources)
{
  const strategy::NodeView& view = views[place];
  const market::BarSeries& signal = *entity.signal;
  WhyRow node = row(WhyKind::Node, view.type == "universe" ? "why.universe" : "why.node",
      {{"node", view.node}, {"type", "@strategy.node." + view.type}, {"value", formatDouble(view.value)},
          {"entities", std::to_string(ground.data.entities.size())}});
  for (const Error& fact : view.reasons.facts) {
    node.children.push_back(row(WhyKind::Fact, fact.code, fact.arguments));
  }
  const auto since = std::ranges::lower_bound(signal.key, view.since);
  const bool isDated =
      !view.reasons.formulas.empty() && view.since != 0 && since != signal.key.end() && *since == view.since;
  if (isDated) {
    const auto at = static_cast<std::size_t>(since - signal.key.begin());
    const LocalTime time = timeOf(signal, *entity.calendar, at);
    node.children.push_back(
        barRow(WhyKind::Fact, "why.since", {{"time", timeText(time, signal.level)}}, signal.entityId, time));
    addValues(node, ground, entity, view.reasons.formulas, at, sources);
  }
  for (const std::size_t input : view.inputs)
    node.children.push_back(nodeRow(views, input, ground, entity, sources));
  return node;
}

Result<void> addNodes(WhyRow& parent, const analytics::DecisionRecord& decision, const Ground& ground,
    const EntityData& entity, const WhySources& sources, TaskControl& control)
{
  auto runner = replay(ground, decision.time, control);
  if (!runner) {
    if (runner.error().code == "task.cancelled")
      return std::unexpected(runner.error());
    parent.children.push_back(row(WhyKind::Unknown, "why.not_replayed", {{"reason", "@" + runner.error().code}}));
    return {};
  }
  const auto place = static_cast<std::size_t>(&entity - ground.data.entities.data());
  const std::vector<strategy::NodeView> views = runner->explain(place);
  if (decision.kind != analytics::DecisionKind::Close && views.back().value != decision.weight)
    parent.children.push_back(row(WhyKind::Unknown, "why.other_weight",
        {{"then", percentText(decision.weight)}, {"now", percentText(views.back().value)}}));
  for (const std::size_t input : views.back().inputs)
    parent.children.push_back(nodeRow(views, input, ground, entity, sources));
  return {};
}

void addOrigin(WhyRow& parent, const data::Origin& origin)
{
  if (!origin.run) {
    parent.children.push_back(row(WhyKind::Unknown, "why.origin_unrecorded"));
    return;
  }
  const storage::DataRun& run = *origin.run;
  parent.kind = WhyKind::Origin;
  parent.dataRun = run.id;
  parent.children.push_back(row(WhyKind::Fact, "why.origin_run",
      {{"run", std::to_string(run.id)}, {"kind", run.kind}, {"provider", run.provider}, {"source", run.source},
          {"finished", isoUtc(run.finished)}}));
  if (!run.payloadHash.empty())
    parent.children.push_back(row(WhyKind::Fact, "why.origin_hash", {{"hash", run.payloadHash}}));
}

/// The corporate actions that adjusted prices up to a day stand on: backward those before it, forward all.
std::size_t actionsBehind(const Ground& ground, const EntityData& entity, TradingDay day)
{
  const bool isForward = ground.plan.run.adjust == market::AdjustMode::Qfq;
  return static_cast<std::size_t>(std::ranges::count_if(entity.actions, [&](const market::CorporateAction& action) {
    return action.movesPrice() && (isForward || action.exDay <= day);
  }));
}

WhyRow oneBar(const EntityData& entity, const market::BarSeries& raw, std::size_t at)
{
  const LocalTime time = timeOf(raw, *entity.calendar, at);
  const bool isAdjusted = raw.level == entity.signal->level && entity.signal->adjust != market::AdjustMode::Bfq;
  return barRow(WhyKind::Bar, isAdjusted ? "why.adjusted_bar" : "why.bar",
      {{"time", timeText(time, raw.level)}, {"open", formatDouble(raw.open[at])}, {"high", formatDouble(raw.high[at])},
          {"low", formatDouble(raw.low[at])}, {"close", formatDouble(raw.close[at])},
          {"volume", formatDouble(raw.volume[at])},
          {"adjust", "@why.adjust." + std::string(toString(entity.signal->adjust))},
          {"adjusted", formatDouble(isAdjusted ? entity.signal->close[at] : raw.close[at])}},
      raw.entityId, time);
}

}

WhyRow barsRow(const Ground& ground, const EntityData& entity, const market::BarSeries& raw, std::size_t first,
    std::size_t last, const WhySources& sources)
{
  const LocalTime end = timeOf(raw, *entity.calendar, last);
  const auto texts = [&](std::size_t from, std::size_t to) {
    return Figures{{"count", std::to_string(to - from + 1)},
        {"first", timeText(timeOf(raw, *entity.calendar, from), raw.level)},
        {"last", timeText(timeOf(raw, *entity.calendar, to), raw.level)}, {"provider", raw.provider}};
  };
  WhyRow bars = barRow(WhyKind::Bars, "why.bars", texts(first, last), raw.entityId, end);
  if (ground.plan.run.adjust != market::AdjustMode::Bfq)
    bars.children.push_back(row(WhyKind::Fact, "why.adjusted",
        {{"adjust", "@why.adjust." + std::string(market::toString(ground.plan.run.adjust))},
            {"count", std::to_string(actionsBehind(ground, entity, end.day()))}}));
  const auto origins = sources.origins
      ? sources.origins({raw.entityId, raw.level, raw.provider}, raw.key[first], raw.key[last] + 1)
      : Result<std::vector<data::Origin>>(fail("why.no_lineage"));
  if (!origins) {
    const bool isDerived = origins.error().code == "storage.no_bars";
    bars.children.push_back(row(WhyKind::Unknown, isDerived ? "why.origin_derived" : "why.origin_unknown",
        {{"reason", "@" + origins.error().code}}));
    for (std::size_t at = last + 1; at-- > first;)
      bars.children.push_back(oneBar(entity, raw, at));
    return bars;
  }
  for (std::size_t i = origins->size(); i-- > 0;) { // the newest first, as what decides is new
    const data::Origin& origin = (*origins)[i];
    const auto from =
        std::max(first, static_cast<std::size_t>(std::ranges::lower_bound(raw.key, origin.first) - raw.key.begin()));
    const auto to =
        std::min(last + 1, static_cast<std::size_t>(std::ranges::upper_bound(raw.key, origin.last) - raw.key.begin()));
    if (from >= to)
      continue;
    WhyRow stretch = row(WhyKind::Bars, "why.stretch", texts(from, to - 1));
    addOrigin(stretch, origin);
    for (std::size_t at = to; at-- > from;)
      stretch.children.push_back(oneBar(entity, raw, at));
    bars.children.push_back(std::move(stretch));
  }
  return bars;
}

Result<WhyRow> decisionRow(const BacktestRun& run, std::size_t order, const Ground* ground, const Error& noGround,
    const WhySources& sources, TaskControl& control)
{
  const analytics::ReportInput& input = run.report.input;
  if (order >= input.decisions.size())
    return row(WhyKind::Unknown, "why.no_decision");
  const analytics::DecisionRecord& decision = input.decisions[order];
  if (decision.kind == analytics::DecisionKind::AtEnd)
    return row(WhyKind::Decision, "why.decision.at_end", {{"time", timeText(decision.time, input.level)}});
  if (decision.kind == analytics::DecisionKind::Forced)
    return row(WhyKind::Decision, "why.decision.forced", {{"time", timeText(decision.time, input.level)}});
  WhyRow decided = barRow(WhyKind::Decision, "why.decision." + std::string(toString(decision.kind)),
      {{"time", timeText(decision.time, input.level)}, {"strategy", input.title},
          {"weight", percentText(decision.weight)}, {"source", decision.source}},
      input.orders[order].entityId, decision.time);
  if (!std::isnan(decision.price))
    decided.children.push_back(row(WhyKind::Fact, "why.closed_at",
        {{"price", formatDouble(decision.price)}, {"equity", formatDouble(decision.equity)}}));
  for (const auto& [name, value] : decision.notes)
    decided.children.push_back(row(WhyKind::Value, "why.note", {{"name", name}, {"value", formatDouble(value)}}));
  if (ground == nullptr) {
    decided.children.push_back(row(WhyKind::Unknown, "why.not_replayed", {{"reason", "@" + noGround.code}}));
    return decided;
  }
  const EntityData& entity = *ground->find(input.orders[order].entityId);
  if (ground->isDocument) {
    ZVT_TRY_VOID(addNodes(decided, decision, *ground, entity, sources, control));
    return decided;
  }
  decided.children.push_back(row(WhyKind::Fact, decision.line == 0 ? "why.hook" : "why.hook_line",
      {{"hook", decision.source}, {"line", std::to_string(decision.line)}}));
  decided.children.push_back(row(WhyKind::Unknown, "why.code_is_opaque"));
  if (const auto at = rowAt(*entity.raw, *entity.calendar, decision.time))
    decided.children.push_back(barsRow(*ground, entity, *entity.raw, *at, *at, sources));
  return decided;
}

}
