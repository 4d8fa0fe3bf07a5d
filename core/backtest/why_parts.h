// SPDX-License-Identifier: Apache-2.0
// What the files of the why-trace share.
#pragma once

#include "core/backtest/why_trace.h"
#include "core/strategy/execution_plan.h"
#include "core/trading/trading_rules.h"

namespace zvt::backtest::why {

inline constexpr double kLoadedPart = 0.5; ///< of the work: what is run again has been read

using Figures = std::vector<Error::Field>;

[[nodiscard]] WhyRow row(WhyKind kind, std::string key, Figures figures = {});
/// A row that leads to a bar.
[[nodiscard]] WhyRow barRow(WhyKind kind, std::string key, Figures figures, std::string_view entityId, LocalTime time);
[[nodiscard]] std::string timeText(LocalTime time, market::BarLevel level);
/// The records of a run and the ledger name one state differently.
[[nodiscard]] std::string stateKey(const std::string& state);
/// "source" and "from" of what a rule says; "—" where it has no source.
void addSource(Figures& figures, const market::RuleSource& source);

/// The run's settings and data, read again.
struct Ground {
  strategy::ExecutionPlan plan; ///< without steps: a strategy in code
  bool isDocument = false;
  BacktestData data; ///< of a strategy in code: of the one entity only
  std::string dataHash; ///< of the manifest
  std::shared_ptr<const trading::TradingRules> rules; ///< points at data
  std::string rulesThen, rulesNow; ///< versions of the rule book
  std::vector<std::string> changed; ///< entities whose bars, ex-dates or groups are others than the run's
  std::vector<std::string> missing; ///< entities of the run that have no bars now
  std::vector<std::string> added; ///< entities that the run did not have
  bool knowsEntities = false; ///< the manifest has a hash for each entity; those of earlier versions have none

  [[nodiscard]] const EntityData* find(std::string_view entityId) const;
  [[nodiscard]] bool isSameData() const { return dataHash.empty() || data.hash == dataHash; }
  bool isPlanned = false; ///< sized by the planner of strategies that run in the program
};
/// Errors: those of reading; json.*, strategy.*.
[[nodiscard]] Result<std::unique_ptr<Ground>> makeGround(
    const BacktestRun& run, std::string_view entityId, const WhySources& sources, TaskControl& control);

/// Rows [first, last] of the entity's bars (raw or levelRaw) with what brought them; one child a stretch that came from
/// one run.
[[nodiscard]] WhyRow barsRow(const Ground& ground, const EntityData& entity, const market::BarSeries& bars,
    std::size_t first, std::size_t last, const WhySources& sources);
/// The decision, its close and the nodes behind it. Errors: task.cancelled.
[[nodiscard]] Result<WhyRow> decisionRow(const BacktestRun& run, std::size_t order, const Ground* ground,
    const Error& noGround, const WhySources& sources, TaskControl& control);
/// The order with everything behind it, the decision last; its fills are for the caller. Errors: task.cancelled.
[[nodiscard]] Result<WhyRow> orderTree(const BacktestRun& run, std::size_t order, const Ground* ground,
    const Error& noGround, const WhySources& sources, TaskControl& control);
/// What is no longer as it was for the run: bars of which entities, and the rule book.
void addChanges(WhyRow& parent, const Ground& ground);
/// How the order came by its size.
void addSize(WhyRow& parent, const BacktestRun& run, std::size_t order, const Ground& ground);
/// Days on which it could not fill, and earlier orders for the same wish.
void addWaits(WhyRow& parent, const BacktestRun& run, std::size_t order, const Ground& ground);
void addEarlierOrders(WhyRow& parent, const BacktestRun& run, std::size_t order);
/// Of an order that filled nothing: the bar it met in vain, with the limits of that day.
void addMetBar(
    WhyRow& parent, const BacktestRun& run, std::size_t order, const Ground& ground, const WhySources& sources);
/// The fill, the bar that filled it and its costs.
[[nodiscard]] WhyRow fillRow(const BacktestRun& run, std::size_t fill, const Ground* ground, const WhySources& sources);

}
