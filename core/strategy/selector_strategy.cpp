// SPDX-License-Identifier: Apache-2.0
#include "core/strategy/selector_strategy.h"

#include <cmath>
#include <limits>
#include <map>

namespace zvt::strategy {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

class SelectorStrategy final : public Strategy {
public:
  explicit SelectorStrategy(SelectorRules rules)
      : m_rules(std::move(rules))
      , m_selector(m_rules.targets)
  {
    m_needs.name = m_rules.name;
    m_needs.entities = m_rules.entities;
    m_needs.levels = {m_rules.level};
    if (m_rules.model)
      m_needs.factors = m_rules.model->features();
    else if (!m_rules.score.empty())
      m_needs.factors.push_back(m_rules.score);
    m_filter = m_needs.factors.size();
    if (!m_rules.filter.empty())
      m_needs.factors.push_back(m_rules.filter);
  }

  [[nodiscard]] StrategyNeeds needs() const override { return m_needs; }

  Result<void> onBar(StrategyContext& context, const BarEvent& event) override
  {
    ZVT_TRY_VOID(score(context));
    m_candidates.clear();
    for (const std::uint32_t entity : event.entities) {
      factor::Candidate candidate;
      candidate.entityId = context.universe()[entity];
      candidate.opinion.hasScore = !m_scores.empty();
      candidate.opinion.score = m_scores.empty() ? kUnknown : m_scores[entity];
      candidate.opinion.hasFilter = !m_rules.filter.empty();
      if (candidate.opinion.hasFilter)
        candidate.opinion.filter = context.factor(m_filter)[entity];
      // Without an opinion nobody is chosen; one that is held stays when it is not named at all.
      const bool speaks = !(candidate.opinion.hasScore && std::isnan(candidate.opinion.score));
      if (speaks)
        m_candidates.push_back(std::move(candidate));
    }
    const std::vector<factor::Holding>& holdings = m_selector.step(context.now().micros, context.day(), m_candidates);
    wish(context, holdings);
    return {};
  }

  Result<void> onProfitControl(StrategyContext& context) override
  {
    if (m_rules.profit)
      applyProfitRule(context, *m_rules.profit);
    return {};
  }

private:
  Result<void> score(const StrategyContext& context)
  {
    if (!m_rules.model) {
      const auto values = m_rules.score.empty() ? std::span<const double>() : context.factor(0);
      m_scores.assign(values.begin(), values.end());
      return {};
    }
    const std::size_t entities = context.universe().size();
    const std::size_t features = m_rules.model->features().size();
    m_features.clear();
    for (std::size_t i = 0; i < features; ++i) {
      const auto values = context.factor(i);
      m_features.insert(m_features.end(), values.begin(), values.end());
    }
    m_scores.assign(entities, kUnknown);
    return m_rules.model->predict({m_features, entities}, m_scores);
  }

  /// Tells what has changed: what was asked for once is not asked for again, profit control may have had the last word.
  void wish(StrategyContext& context, const std::vector<factor::Holding>& holdings)
  {
    std::map<std::string, double> now;
    for (const factor::Holding& holding : holdings) {
      const double weight = holding.weight * m_rules.gross;
      now.emplace(holding.entityId, weight);
      const auto before = m_weights.find(holding.entityId);
      if (before != m_weights.end() && before->second == weight)
        continue;
      context.note(holding.entityId, "score", holding.score);
      context.setTarget(holding.entityId, weight, m_rules.resize);
    }
    for (const auto& [entityId, weight] : m_weights)
      if (!now.contains(entityId)) {
        context.note(entityId, "left", weight);
        context.setTarget(entityId, 0);
      }
    m_weights = std::move(now);
  }

  SelectorRules m_rules;
  StrategyNeeds m_needs;
  std::size_t m_filter = 0; ///< its number among the factors
  factor::TargetSelector m_selector;
  std::vector<double> m_scores; ///< by entity; empty: there is none
  std::vector<double> m_features;
  std::vector<factor::Candidate> m_candidates;
  std::map<std::string, double> m_weights; ///< told last
};

}

std::unique_ptr<Strategy> makeSelectorStrategy(SelectorRules rules)
{
  return std::make_unique<SelectorStrategy>(std::move(rules));
}

}
