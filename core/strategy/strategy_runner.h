// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/market/bar_series.h"
#include "core/strategy/execution_plan.h"

#include <memory>
#include <span>

namespace zvt::strategy {

/// What the strategy wants of one entity after a closed bar.
struct Target {
  double weight = 0; ///< signed fraction of equity; 0: no position
  bool resize = false; ///< a position held in the right direction is to be brought to the weight as well
  std::int64_t since = 0; ///< key of the bar whose signal it follows

  bool operator==(const Target&) const = default;
};

/// A bar that has just closed, adjusted as the run settings say. `entity` indexes the runner's entity list.
struct ClosedBar {
  std::size_t entity = 0;
  market::Bar bar;
};

/// What a node's word on one entity stands on.
struct NodeReasons {
  std::vector<std::string> formulas; ///< over the entity's own bars, adjusted as the run says
  std::vector<Error> facts; ///< sentences with their figures, by message key
};

/// What one node says of an entity after a bar, and why.
struct NodeView {
  std::string node;
  std::string type;
  std::vector<std::size_t> inputs; ///< places of the nodes that feed it
  double value = 0; ///< a signal (−1, 0, 1) or a weight
  std::int64_t since = 0; ///< key of the bar at which the signal came up; 0: none so far
  NodeReasons reasons;
};

/// Runs a plan bar by bar. The same object serves backtests, paper and live trading: it sees closed bars only and knows
/// nothing of accounts, so it cannot look ahead and cannot drift from one use to another. Not thread-safe.
class StrategyRunner {
public:
  /// @param entities the resolved universe, in the order that breaks ties
  /// Errors: strategy.cannot_run, factor.*.
  static Result<StrategyRunner> create(const ExecutionPlan& plan, std::vector<std::string> entities);
  StrategyRunner(StrategyRunner&&) noexcept;
  StrategyRunner& operator=(StrategyRunner&&) noexcept;
  ~StrategyRunner();

  /// All bars that closed at one moment, each entity at most once. Returns one target an entity.
  const std::vector<Target>& step(std::span<const ClosedBar> bars);
  /// What every node says of an entity after the last step; the account is last.
  [[nodiscard]] std::vector<NodeView> explain(std::size_t entity) const;
  [[nodiscard]] const std::vector<std::string>& entities() const;
  /// Bars that an entity needs before every value of the strategy is defined for it.
  [[nodiscard]] std::size_t warmUp() const;

private:
  struct State;
  explicit StrategyRunner(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}
