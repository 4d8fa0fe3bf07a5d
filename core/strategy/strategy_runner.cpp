// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/strategy_runner.h"

#include "core/strategy/node_runtime.h"

#include <algorithm>

namespace zvt::strategy {

struct StrategyRunner::State {
  struct Step {
    std::string node;
    std::string type;
    std::vector<std::size_t> sources; ///< places of the steps that feed it
    std::unique_ptr<NodeRuntime> runtime;
    std::vector<const StepValues*> inputs;
    std::unique_ptr<StepValues> output; ///< on the heap: inputs of later steps point at it
  };
  std::vector<std::string> entities;
  std::vector<Step> steps;
  std::vector<Target> targets;
};

StrategyRunner::StrategyRunner(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}
StrategyRunner::StrategyRunner(StrategyRunner&&) noexcept = default;
StrategyRunner& StrategyRunner::operator=(StrategyRunner&&) noexcept = default;
StrategyRunner::~StrategyRunner() = default;

Result<StrategyRunner> StrategyRunner::create(const ExecutionPlan& plan, std::vector<std::string> entities)
{
  auto state = std::make_unique<State>();
  state->targets.resize(entities.size());
  for (const PlanStep& planned : plan.steps) {
    State::Step step;
    ZVT_TRY(step.runtime, makeRuntime(planned, entities.size()));
    step.node = planned.node;
    step.type = planned.type;
    for (const auto& [port, index] : planned.inputs) {
      step.inputs.push_back(state->steps[index].output.get());
      step.sources.push_back(index);
    }
    step.output = std::make_unique<StepValues>(entities.size());
    state->steps.push_back(std::move(step));
  }
  state->entities = std::move(entities);
  return StrategyRunner(std::move(state));
}

const std::vector<Target>& StrategyRunner::step(std::span<const ClosedBar> bars)
{
  for (State::Step& step : m_state->steps)
    step.runtime->step(bars, step.inputs, *step.output);
  const StepValues& weights = *m_state->steps.back().output;
  for (std::size_t i = 0; i < m_state->targets.size(); ++i)
    m_state->targets[i] = {weights.value[i], weights.resize && weights.value[i] != 0, weights.since[i]};
  return m_state->targets;
}

std::vector<NodeView> StrategyRunner::explain(std::size_t entity) const
{
  std::vector<NodeView> views;
  for (const State::Step& step : m_state->steps) {
    const StepValues& output = *step.output;
    views.push_back({step.node, step.type, step.sources, output.value[entity], output.since[entity],
        step.runtime->explain(entity, output)});
  }
  return views;
}

const std::vector<std::string>& StrategyRunner::entities() const
{
  return m_state->entities;
}

std::size_t StrategyRunner::warmUp() const
{
  std::size_t bars = 0;
  for (const State::Step& step : m_state->steps)
    bars = std::max(bars, step.runtime->warmUp());
  return bars;
}

}
