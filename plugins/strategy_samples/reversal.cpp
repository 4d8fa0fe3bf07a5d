// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategy_samples/reversal.h"

#include <map>

namespace zvt::samples {

namespace {

using plugin::CodeMarket;

std::size_t countOf(const plugin::PluginOptions& values, std::string_view key)
{
  return static_cast<std::size_t>(std::get<std::int64_t>(values.value(key)));
}

class Reversal final : public plugin::CodeStrategy {
public:
  explicit Reversal(const plugin::PluginOptions& values)
      : m_falls(countOf(values, "falls"))
      , m_hold(countOf(values, "hold"))
      , m_weight(std::get<double>(values.value("weight")))
      , m_takeProfit(std::get<double>(values.value("take_profit")))
  {
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
  double m_weight, m_takeProfit;
  std::map<std::uint32_t, std::size_t> m_held; ///< bars, by entity
};

ParamSpec number(std::string key, ParamType type, ParamValue value, double least, double most)
{
  ParamSpec spec;
  spec.key = std::move(key);
  spec.type = type;
  spec.defaultValue = std::move(value);
  spec.minimum = least;
  spec.maximum = most;
  return spec;
}

}

ReversalMaker::ReversalMaker()
{
  ParamSpec entities;
  entities.key = "entities";
  entities.type = ParamType::EntityList;
  entities.defaultValue = std::vector<std::string>{"stock_*"};
  m_parameters = ParamSchema({entities, number("falls", ParamType::Int, std::int64_t{3}, 1, 100),
      number("hold", ParamType::Int, std::int64_t{5}, 1, 1000), number("weight", ParamType::Double, 0.1, 0, 1),
      number("take_profit", ParamType::Double, 0.1, 0, 100)});
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
