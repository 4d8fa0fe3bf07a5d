// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/strategy/strategy_runner.h"

namespace zvt::strategy {

/// What one step of a plan says of every entity after a bar. It keeps its value while an entity has no bar.
struct StepValues {
  explicit StepValues(std::size_t entities)
      : value(entities, 0)
      , since(entities, 0)
  {
  }
  std::vector<double> value; ///< a signal (−1, 0, 1) or a weight
  std::vector<std::int64_t> since; ///< key of the bar at which the signal came up
  bool resize = false; ///< weights: positions already held are to be brought to them
};

/// A step at work. Sees closed bars only.
class NodeRuntime {
public:
  virtual ~NodeRuntime() = default;
  /// @param inputs values of the steps that feed it, in the order of PlanStep::inputs
  virtual void step(
      std::span<const ClosedBar> bars, const std::vector<const StepValues*>& inputs, StepValues& output) = 0;
  /// What the present @p output for an entity stands on; nothing: the node decides nothing of its own.
  [[nodiscard]] virtual NodeReasons explain(
      [[maybe_unused]] std::size_t entity, [[maybe_unused]] const StepValues& output) const
  {
    return {};
  }
  /// Bars of an entity before what this step computes is defined for it.
  [[nodiscard]] virtual std::size_t warmUp() const { return 0; }
};

/// The runtime of one step over @p entities entities. Errors: strategy.cannot_run with argument "type", factor.*.
[[nodiscard]] Result<std::unique_ptr<NodeRuntime>> makeRuntime(const PlanStep& step, std::size_t entities);

}
