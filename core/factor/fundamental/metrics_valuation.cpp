// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/items.h"
#include "core/factor/fundamental/metric_groups.h"

#include <cmath>

namespace zvt::factor {

namespace {

using Arguments = std::span<const double>;
using Parts = std::span<const double>;

Metric marketMetric(std::string name, double MarketFacts::* fact)
{
  Metric metric;
  metric.name = std::move(name);
  metric.readsMarket = true;
  metric.value = [fact](Parts, const MarketFacts& market, Arguments) { return market.*fact; };
  return metric;
}

/// Market value / a figure of the reports; where the reports do not say, what the valuation table says of the day.
Metric multiple(std::string name, StatementKind table, std::string part, std::function<double(Figures&)> figure,
    double MarketFacts::* stored = nullptr)
{
  Metric metric = reportMetric(std::move(name), table, std::move(figure));
  metric.readsMarket = true;
  metric.parts = {std::move(part)};
  metric.value = [stored](Parts parts, const MarketFacts& market, Arguments) {
    const double value = ratioOf(market.marketCap, parts[0]);
    return std::isnan(value) && stored != nullptr ? market.*stored : value;
  };
  return metric;
}

/// The part of the own values of the last years that are not above the present one.
Metric percentile(std::string name, std::string of)
{
  Metric metric;
  metric.name = std::move(name);
  metric.readsMarket = true;
  metric.history = std::move(of);
  metric.parameters = {{"years", 5, 1, 30}};
  return metric;
}

std::vector<Metric> marketValues()
{
  return {
      marketMetric("total_shares", &MarketFacts::totalShares),
      marketMetric("float_shares", &MarketFacts::floatShares),
      marketMetric("market_cap", &MarketFacts::marketCap),
      marketMetric("float_market_cap", &MarketFacts::floatMarketCap),
  };
}

}

std::vector<Metric> valuationMetrics()
{
  using enum StatementKind;
  std::vector<Metric> all = marketValues();
  const auto add = [&all](Metric metric) { all.push_back(std::move(metric)); };
  add(multiple(
      "pe", Income, "annual_profit", [](Figures& f) { return f.annual(items::kParentProfit); },
      &MarketFacts::storedPe));
  add(multiple(
      "pe_ttm", Income, "profit", [](Figures& f) { return f.trailing(items::kParentProfit); },
      &MarketFacts::storedPeTtm));
  add(multiple(
      "pb", Balance, "equity", [](Figures& f) { return f.atEnd(items::kParentEquity); }, &MarketFacts::storedPb));
  add(multiple("ps", Income, "annual_revenue", [](Figures& f) { return f.annual(items::kRevenue); }));
  add(multiple(
      "ps_ttm", Income, "revenue", [](Figures& f) { return f.trailing(items::kRevenue); }, &MarketFacts::storedPsTtm));
  add(multiple("pcf", CashFlow, "annual_cash_flow", [](Figures& f) { return f.annual(items::kOperatingCash); }));
  add(multiple(
      "pcf_ttm", CashFlow, "cash_flow", [](Figures& f) { return f.trailing(items::kOperatingCash); },
      &MarketFacts::storedPcfTtm));
  Metric yield =
      multiple("earnings_yield", Income, "profit", [](Figures& f) { return f.trailing(items::kParentProfit); });
  yield.value = [](Parts parts, const MarketFacts& market, Arguments) { return ratioOf(parts[0], market.marketCap); };
  add(std::move(yield));
  Metric peg = multiple("peg", Income, "profit", [](Figures& f) { return f.trailing(items::kParentProfit); });
  peg.parts = {"profit", "growth"};
  peg.report = [](Figures& f, Arguments) {
    const double profit = f.trailing(items::kParentProfit);
    return std::vector<double>{profit, growthOf(profit, f.trailing(items::kParentProfit, 1))};
  };
  peg.value = [](Parts parts, const MarketFacts& market, Arguments) {
    const bool means = parts[0] > 0 && parts[1] > 0; // of losses and shrinking profits it says nothing
    return means ? ratioOf(market.marketCap, parts[0]) / (100 * parts[1]) : MarketFacts::kNone;
  };
  add(std::move(peg));
  Metric eps = multiple("eps_ttm", Income, "profit", [](Figures& f) { return f.trailing(items::kParentProfit); });
  eps.value = [](Parts parts, const MarketFacts& market, Arguments) { return ratioOf(parts[0], market.totalShares); };
  add(std::move(eps));
  add(percentile("pe_percentile", "pe_ttm"));
  add(percentile("pb_percentile", "pb"));
  add(percentile("ps_percentile", "ps_ttm"));
  return all;
}

}
