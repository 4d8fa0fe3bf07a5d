// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/node_runtime.h"

#include "core/base/text.h"
#include "core/factor/formula.h"
#include "core/strategy/params.h"

#include <algorithm>
#include <cmath>

namespace zvt::strategy {

namespace {

class Universe final : public NodeRuntime {
public:
  void step(std::span<const ClosedBar>, const std::vector<const StepValues*>&, StepValues&) override { }
};

/// Two moving averages of one entity and the signal that their last cross left.
class CrossState {
public:
  CrossState(const factor::Formula& fast, const factor::Formula& slow)
      : m_fast(fast.stream())
      , m_slow(slow.stream())
  {
  }

  /// +1 crossed above at this bar, −1 below, 0 neither. Strict on both sides: an average that merely touches the other
  /// and turns back has not crossed. A bar without a price is passed over.
  int step(const market::Bar& bar)
  {
    const double fast = m_fast.step(bar).front();
    const double slow = m_slow.step(bar).front();
    if (std::isnan(fast) || std::isnan(slow))
      return 0;
    const int cross = m_lastFast < m_lastSlow && fast > slow ? 1 : m_lastFast > m_lastSlow && fast < slow ? -1 : 0;
    m_lastFast = fast;
    m_lastSlow = slow;
    return cross;
  }

private:
  factor::FormulaStream m_fast;
  factor::FormulaStream m_slow;
  double m_lastFast = std::nan("");
  double m_lastSlow = std::nan("");
};

class MovingAverageCross final : public NodeRuntime {
public:
  static Result<std::unique_ptr<NodeRuntime>> make(const ParamMap& params, std::size_t entities)
  {
    const std::string kind = textOf(params, "kind");
    ZVT_TRY(const factor::Formula fast, factor::compile(kind + "(CLOSE," + toText(params.at("fast")) + ")"));
    ZVT_TRY(const factor::Formula slow, factor::compile(kind + "(CLOSE," + toText(params.at("slow")) + ")"));
    return std::make_unique<MovingAverageCross>(fast, slow, textOf(params, "side"), entities);
  }

  MovingAverageCross(
      const factor::Formula& fast, const factor::Formula& slow, std::string_view side, std::size_t entities)
      : m_formulas{fast.text(), slow.text()}
      , m_warmUp(std::max(fast.warmUp(), slow.warmUp()))
      , m_above(side == "short" ? 0 : 1)
      , m_below(side == "long" ? 0 : -1)
      , m_states(entities, CrossState(fast, slow))
  {
  }

  void step(std::span<const ClosedBar> bars, const std::vector<const StepValues*>&, StepValues& output) override
  {
    for (const ClosedBar& closed : bars) {
      const int cross = m_states[closed.entity].step(closed.bar);
      if (cross == 0)
        continue;
      output.value[closed.entity] = cross > 0 ? m_above : m_below;
      output.since[closed.entity] = closed.bar.key;
    }
  }

  [[nodiscard]] std::size_t warmUp() const override { return m_warmUp; }

  [[nodiscard]] NodeReasons explain(std::size_t entity, const StepValues& output) const override
  {
    const double value = output.value[entity];
    // No signal: after a cross of the side that opens nothing, or before the first one.
    const bool above = value != 0 ? value > 0 : m_above == 0;
    const char* code = output.since[entity] == 0 && value == 0 ? "why.no_cross"
        : above                                                ? "why.crossed_above"
                                                               : "why.crossed_below";
    return {m_formulas, {{code, {{"fast", m_formulas.front()}, {"slow", m_formulas.back()}}, {}}}};
  }

private:
  std::vector<std::string> m_formulas; ///< fast, slow
  std::size_t m_warmUp;
  double m_above;
  double m_below;
  std::vector<CrossState> m_states;
};

/// Slots are kept by those who have them; free ones go to the oldest signal, ties to the entity that comes first.
class EqualWeight final : public NodeRuntime {
public:
  EqualWeight(const ParamMap& params, std::size_t entities)
      : m_slots(static_cast<std::size_t>(intOf(params, "max_positions")))
      , m_gross(doubleOf(params, "gross"))
      , m_resize(textOf(params, "rebalance") == "change")
      , m_held(entities, 0)
  {
  }

  void step(std::span<const ClosedBar>, const std::vector<const StepValues*>& inputs, StepValues& output) override
  {
    const StepValues& signals = *inputs.front();
    const bool left = dropEnded(signals);
    const bool came = fillSlots(signals);
    output.resize = m_resize && (left || came);
    if (!left && !came)
      return;
    const double slots = static_cast<double>(m_slots > 0 ? m_slots : m_used);
    for (std::size_t i = 0; i < m_held.size(); ++i)
      output.value[i] = m_held[i] == 0 ? 0 : m_held[i] * m_gross / slots;
    output.since = signals.since;
  }

  [[nodiscard]] NodeReasons explain(std::size_t entity, const StepValues& output) const override
  {
    const bool hasSlot = m_held[entity] != 0;
    const char* code =
        m_slots == 0 ? (hasSlot ? "why.shares_all" : "why.no_share") : (hasSlot ? "why.has_slot" : "why.no_slot");
    return {{},
        {{code,
            {{"used", std::to_string(m_used)}, {"slots", std::to_string(m_slots)}, {"gross", formatDouble(m_gross)},
                {"weight", formatDouble(output.value[entity])}},
            {}}}};
  }

private:
  bool dropEnded(const StepValues& signals)
  {
    bool changed = false;
    for (std::size_t i = 0; i < m_held.size(); ++i) {
      if (m_held[i] == 0 || signals.value[i] == m_held[i])
        continue;
      m_held[i] = signals.value[i]; // a reversal keeps its slot
      m_used -= m_held[i] == 0 ? 1 : 0;
      changed = true;
    }
    return changed;
  }

  bool fillSlots(const StepValues& signals)
  {
    std::vector<std::size_t> waiting;
    for (std::size_t i = 0; i < m_held.size(); ++i) {
      if (m_held[i] == 0 && signals.value[i] != 0)
        waiting.push_back(i);
    }
    std::ranges::stable_sort(waiting, {}, [&](std::size_t i) { return signals.since[i]; });
    bool changed = false;
    for (const std::size_t i : waiting) {
      if (m_slots > 0 && m_used >= m_slots)
        break;
      m_held[i] = signals.value[i];
      ++m_used;
      changed = true;
    }
    return changed;
  }

  std::size_t m_slots;
  double m_gross;
  bool m_resize;
  std::vector<double> m_held; ///< the signal that an entity holds its slot with
  std::size_t m_used = 0;
};

/// The account as the plan's last step: hands on the weights.
class AccountInput final : public NodeRuntime {
public:
  void step(std::span<const ClosedBar>, const std::vector<const StepValues*>& inputs, StepValues& output) override
  {
    output = *inputs.front();
  }
};

}

Result<std::unique_ptr<NodeRuntime>> makeRuntime(const PlanStep& step, std::size_t entities)
{
  if (step.type == "universe")
    return std::make_unique<Universe>();
  if (step.type == "factor.cross")
    return MovingAverageCross::make(step.params, entities);
  if (step.type == "weight.equal")
    return std::make_unique<EqualWeight>(step.params, entities);
  if (step.type == "account")
    return std::make_unique<AccountInput>();
  return fail("strategy.cannot_run", {{"type", step.type}});
}

}
