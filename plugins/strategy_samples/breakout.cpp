// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategy_samples/breakout.h"

#include "plugins/strategy_samples/sample_parameters.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace zvt::samples {

namespace {

/// Where the exchange takes prices: two decimals.
double onCents(double price)
{
  return std::round(price * 100) / 100;
}

class Breakout final : public plugin::CodeStrategy {
public:
  explicit Breakout(const plugin::PluginOptions& values)
      : m_bars(countOf(values, "bars"))
      , m_quantity(static_cast<double>(countOf(values, "quantity")))
      , m_stop(std::get<double>(values.value("stop")))
      , m_target(std::get<double>(values.value("target")))
  {
  }

  Result<void> onBar(plugin::CodeMarket& market, std::size_t, std::span<const std::uint32_t> finished) override
  {
    for (const std::uint32_t entity : finished) {
      const auto closes = market.bars(entity).close;
      if (m_entered.contains(entity) || !isAboveAll(closes))
        continue;
      plugin::CodeBracket bracket;
      bracket.entity = entity;
      bracket.quantity = m_quantity;
      bracket.stop = onCents(closes.back() * (1 - m_stop));
      bracket.takeProfit = onCents(closes.back() * (1 + m_target));
      market.note(entity, "breakout", closes.back());
      market.submit(bracket);
      m_entered.insert(entity);
    }
    return {};
  }

private:
  [[nodiscard]] bool isAboveAll(std::span<const double> closes) const
  {
    if (closes.size() <= m_bars)
      return false;
    const auto before = closes.last(m_bars + 1).first(m_bars);
    return closes.back() > *std::ranges::max_element(before);
  }

  std::size_t m_bars;
  double m_quantity, m_stop, m_target;
  std::set<std::uint32_t> m_entered; ///< once each
};

}

BreakoutMaker::BreakoutMaker()
    : m_parameters({entitiesParameter(), numberParameter("bars", ParamType::Int, std::int64_t{20}, 1, 1000),
          numberParameter("quantity", ParamType::Int, std::int64_t{100}, 1, 1e9),
          numberParameter("stop", ParamType::Double, 0.05, 0, 1),
          numberParameter("target", ParamType::Double, 0.1, 0, 100)})
{
}

Result<plugin::CodeNeeds> BreakoutMaker::needs(const plugin::PluginOptions& values) const
{
  plugin::CodeNeeds needs;
  needs.name = "breakout";
  needs.entities = std::get<std::vector<std::string>>(values.value("entities"));
  needs.warmUp = countOf(values, "bars") + 1;
  return needs;
}

std::unique_ptr<plugin::CodeStrategy> BreakoutMaker::make(const plugin::PluginOptions& values) const
{
  return std::make_unique<Breakout>(values);
}

}
