// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/items.h"
#include "core/factor/fundamental/metric_groups.h"

namespace zvt::factor {

namespace {

using namespace items;

double grossMargin(Figures& f, int yearsBack = 0)
{
  const double revenue = f.trailing(kRevenue, yearsBack);
  return ratioOf(revenue - f.trailing(kCostOfSales, yearsBack), revenue);
}

double netMargin(Figures& f, int yearsBack = 0)
{
  return ratioOf(f.trailing(kNetProfit, yearsBack), f.trailing(kRevenue, yearsBack));
}

double returnOnEquity(Figures& f, int yearsBack = 0)
{
  return ratioOfPositive(f.trailing(kParentProfit, yearsBack), f.averageBalance(kParentEquity, yearsBack));
}

std::vector<Metric> returns()
{
  using enum StatementKind;
  return {
      reportMetric("roe", Indicators, [](Figures& f) { return f.atEnd(kReportedRoe); }),
      reportMetric("roe_ttm", Income | Balance, [](Figures& f) { return returnOnEquity(f); }),
      reportMetric("roe_change", Income | Balance, [](Figures& f) { return returnOnEquity(f) - returnOnEquity(f, 1); }),
      reportMetric("roa_ttm", Income | Balance,
          [](Figures& f) { return ratioOf(f.trailing(kNetProfit), f.averageBalance(kAssets)); }),
      reportMetric("gross_margin", Income, [](Figures& f) { return grossMargin(f); }),
      reportMetric("operating_margin", Income,
          [](Figures& f) { return ratioOf(f.trailing(kOperatingProfit), f.trailing(kRevenue)); }),
      reportMetric("net_margin", Income, [](Figures& f) { return netMargin(f); }),
      reportMetric("gross_margin_change", Income, [](Figures& f) { return grossMargin(f) - grossMargin(f, 1); }),
      reportMetric("net_margin_change", Income, [](Figures& f) { return netMargin(f) - netMargin(f, 1); }),
      reportMetric("gross_margin_quarter", Income,
          [](Figures& f) {
            const double revenue = f.quarter(kRevenue);
            return ratioOf(revenue - f.quarter(kCostOfSales), revenue);
          }),
      reportMetric("accruals", Income | Balance | CashFlow,
          [](Figures& f) {
            return ratioOf(f.trailing(kNetProfit) - f.trailing(kOperatingCash), f.averageBalance(kAssets));
          }),
      reportMetric("cash_to_profit", Income | CashFlow,
          [](Figures& f) { return ratioOfPositive(f.trailing(kOperatingCash), f.trailing(kNetProfit)); }),
  };
}

std::vector<Metric> soundness()
{
  using enum StatementKind;
  return {
      reportMetric("debt_to_equity", Balance,
          [](Figures& f) { return ratioOfPositive(f.atEnd(kLiabilities), f.atEnd(kEquity)); }),
      reportMetric(
          "debt_to_assets", Balance, [](Figures& f) { return ratioOf(f.atEnd(kLiabilities), f.atEnd(kAssets)); }),
      reportMetric("current_ratio", Balance,
          [](Figures& f) { return ratioOf(f.atEnd(kCurrentAssets), f.atEnd(kCurrentLiabilities)); }),
      reportMetric("quick_ratio", Balance,
          [](Figures& f) {
            return ratioOf(f.atEnd(kCurrentAssets) - f.atEnd(kInventories), f.atEnd(kCurrentLiabilities));
          }),
      reportMetric("interest_cover", Income,
          [](Figures& f) {
            const double costs = f.trailing(kFinanceCosts);
            return costs > 0 ? (f.trailing(kPretaxProfit) + costs) / costs : MarketFacts::kNone;
          }),
      reportMetric("goodwill_to_equity", Balance,
          [](Figures& f) { return ratioOfPositive(f.atEnd(kGoodwill), f.atEnd(kParentEquity)); }),
      reportMetric("asset_turnover", Income | Balance,
          [](Figures& f) { return ratioOf(f.trailing(kRevenue), f.averageBalance(kAssets)); }),
      reportMetric("inventory_turnover", Income | Balance,
          [](Figures& f) { return ratioOf(f.trailing(kCostOfSales), f.averageBalance(kInventories)); }),
      reportMetric("receivables_turnover", Income | Balance,
          [](Figures& f) { return ratioOf(f.trailing(kRevenue), f.averageBalance(kReceivables)); }),
  };
}

}

std::vector<Metric> ratioMetrics()
{
  std::vector<Metric> all = returns();
  for (Metric& metric : soundness())
    all.push_back(std::move(metric));
  return all;
}

std::vector<Metric> growthMetrics()
{
  using enum StatementKind;
  struct Flow {
    const char* name;
    Item item;
  };
  std::vector<Metric> all;
  for (const auto& [name, item] : {Flow{"revenue", kRevenue}, Flow{"profit", kParentProfit},
           Flow{"recurring_profit", kRecurringProfit}, Flow{"operating_cash", kOperatingCash}}) {
    const std::string flow = name;
    all.push_back(reportMetric(flow + "_ttm", item.statement, [line = item](Figures& f) { return f.trailing(line); }));
    all.push_back(reportMetric(flow + "_yoy", item.statement,
        [line = item](Figures& f) { return growthOf(f.sinceYearBegan(line), f.sinceYearBegan(line, 1)); }));
    all.push_back(reportMetric(flow + "_ttm_yoy", item.statement,
        [line = item](Figures& f) { return growthOf(f.trailing(line), f.trailing(line, 1)); }));
    all.push_back(reportMetric(flow + "_quarter_yoy", item.statement,
        [line = item](Figures& f) { return growthOf(f.quarter(line), f.quarter(line, 1)); }));
  }
  return all;
}

}
