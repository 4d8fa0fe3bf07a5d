// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategy_samples/reversal.h"

#include "plugins/strategy_samples/sample_parameters.h"

#include <map>

namespace zvt::samples {

namespace {

using plugin::CodeMarket;

class Reversal final : public plugin::CodeStrategy {
public:
  explicit Reversal(const plugin::PluginOptions& values)
      : m_falls(countOf(values, "falls"))
      , m_hold(countOf(values, "hold"))
      , m_weight(std::get<double>(values.value("weight")))
      , m_takeProfit(std::get<double>(values.value("take_profit")))
      , m_stopLoss(std::get<double>(values.value("stop_loss")))
  {
  }

  Result<void> onStart(CodeMarket& market) override
  {
    plugin::CodeExitRules rules;
    if (m_stopLoss > 0)
      rules.stopLoss = m_stopLoss;
    market.setExitRules(rules);
    return {};
  }

  Result<void> onBar(CodeMarket& market, std::size_t, std::span<const std::uint32_t> finished) override
  {
    for (const std::uint32_t entity : finished) {
      if (market.target(entity) > 0) {
        if (++m_held[entity] >= m_hold)
          leave(market, entity, "bars", static_cast<double>(m_hold));
      } else if (fell(market.bars(entity).close)) {
        market.note(entity, "falls", static_cast<double>(m_falls));
        market.setTarget(entity, m_weight);
        m_held[entity] = 0;
      }
    }
    return {};
  }

  Result<void> onProfitControl(CodeMarket& market) override
  {
    for (const std::uint32_t entity : market.entities())
      if (const double rate = market.position(entity).profitRate; rate >= m_takeProfit)
        leave(market, entity, "profit", rate);
    return {};
  }

private:
  [[nodiscard]] bool fell(std::span<const double> closes) const
  {
    if (closes.size() <= m_falls)
      return false;
    for (std::size_t i = closes.size() - m_falls; i < closes.size(); ++i)
      if (!(closes[i] < closes[i - 1]))
        return false;
    return true;
  }
  static void leave(CodeMarket& market, std::uint32_t entity, std::string_view why, double value)
  {
    market.note(entity, why, value);
    market.setTarget(entity, 0);
  }

  std::size_t m_falls, m_hold;
  double m_weight, m_takeProfit, m_stopLoss;
  std::map<std::uint32_t, std::size_t> m_held; ///< bars, by entity
};

}

ReversalMaker::ReversalMaker()
{
  m_parameters = ParamSchema({entitiesParameter(), numberParameter("falls", ParamType::Int, std::int64_t{3}, 1, 100),
      numberParameter("hold", ParamType::Int, std::int64_t{5}, 1, 1000),
      numberParameter("weight", ParamType::Double, 0.1, 0, 1),
      numberParameter("take_profit", ParamType::Double, 0.1, 0, 100),
      numberParameter("stop_loss", ParamType::Double, 0.0, 0, 1)});
}

Result<plugin::CodeNeeds> ReversalMaker::needs(const plugin::PluginOptions& values) const
{
  plugin::CodeNeeds needs;
  needs.name = "reversal";
  needs.entities = std::get<std::vector<std::string>>(values.value("entities"));
  needs.warmUp = countOf(values, "falls") + 1;
  return needs;
}

std::unique_ptr<plugin::CodeStrategy> ReversalMaker::make(const plugin::PluginOptions& values) const
{
  return std::make_unique<Reversal>(values);
}

}
