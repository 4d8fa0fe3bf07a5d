// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/top_strategy.h"

#include <algorithm>

namespace zvt::strategy {

namespace {

class TopStrategy final : public Strategy {
public:
  explicit TopStrategy(TopRules rules)
      : m_rules(std::move(rules))
  {
    m_rules.keep = std::max(m_rules.keep, m_rules.top);
  }

  [[nodiscard]] StrategyNeeds needs() const override
  {
    StrategyNeeds needs;
    needs.name = m_rules.name;
    needs.entities = m_rules.entities;
    needs.levels = {m_rules.level};
    needs.factors = {m_rules.score};
    return needs;
  }

  Result<void> onBar(StrategyContext& context, const BarEvent& event) override
  {
    const auto scores = context.factor(0);
    m_ranked.clear();
    for (const std::uint32_t entity : context.ranking(0)) {
      if (m_ranked.size() >= m_rules.keep)
        break;
      if (std::ranges::binary_search(event.entities, entity))
        m_ranked.push_back(entity);
    }
    choose(context, event, scores);
    return {};
  }

private:
  void choose(StrategyContext& context, const BarEvent& event, std::span<const double> scores)
  {
    const auto isKept = [&](std::uint32_t entity) { return std::ranges::find(m_ranked, entity) != m_ranked.end(); };
    std::vector<std::uint32_t> next;
    for (const std::uint32_t held : m_held) {
      // One without a bar (suspended) stays as it is.
      if (isKept(held) || !std::ranges::binary_search(event.entities, held))
        next.push_back(held);
      else
        tell(context, held, 0, scores[held]);
    }
    const double weight = m_rules.gross / static_cast<double>(m_rules.top);
    for (const std::uint32_t entity : m_ranked) {
      if (next.size() >= m_rules.top)
        break;
      if (std::ranges::find(m_held, entity) != m_held.end())
        continue;
      tell(context, entity, weight, scores[entity]);
      next.push_back(entity);
    }
    m_held = std::move(next);
  }

  static void tell(StrategyContext& context, std::uint32_t entity, double weight, double score)
  {
    const std::string& id = context.universe()[entity];
    context.note(id, "score", score);
    context.setTarget(id, weight);
  }

  TopRules m_rules;
  std::vector<std::uint32_t> m_ranked; ///< the best, in their order
  std::vector<std::uint32_t> m_held;
};

}

std::unique_ptr<Strategy> makeTopStrategy(TopRules rules)
{
  return std::make_unique<TopStrategy>(std::move(rules));
}

}
