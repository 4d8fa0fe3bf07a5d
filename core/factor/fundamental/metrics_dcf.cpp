// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/dcf.h"
#include "core/factor/fundamental/items.h"
#include "core/factor/fundamental/metric_groups.h"

#include <algorithm>
#include <cmath>

namespace zvt::factor {

namespace {

using namespace items;
using Arguments = std::span<const double>;
using Parts = std::span<const double>;

constexpr std::size_t kBlank = 4; ///< place of the parameter among those of the value

/// A line of the balance sheet; blank ones count as none where the reader says so and the report has its totals.
double lineOrNone(Figures& f, Item item, bool blankIsNone)
{
  const Report* report = f.books().find(item.statement, f.period());
  const auto index = f.books().statements().indexOf(item);
  const bool isBlank = report && index && std::isnan(report->values[*index]);
  return isBlank && blankIsNone && !std::isnan(f.atEnd(kLiabilities)) ? 0 : f.atEnd(item);
}

double taxRate(Figures& f)
{
  const double profit = f.trailing(kPretaxProfit);
  const double tax = f.trailing(kTax);
  return profit <= 0 ? 0 * tax : std::clamp(tax / profit, 0.0, 1.0); // of a loss nothing is shielded
}

double freeCashFlow(Figures& f)
{
  return fcffFromOperatingCash(
      f.trailing(kOperatingCash), 0, f.trailing(kFinanceCosts), taxRate(f), f.trailing(kInvestment));
}

double netDebt(Figures& f, bool blankIsNone)
{
  const auto line = [&](Item item) { return lineOrNone(f, item, blankIsNone); };
  return line(kShortLoans) + line(kDueWithinYear) + line(kLongLoans) + line(kBonds) - f.atEnd(kCash);
}

std::vector<MetricParameter> assumptions()
{
  return {{"growth", 0.08, -0.5, 1}, {"years", 5, 1, 50, true}, {"discount", 0.10, 0.001, 1},
      {"terminal", 0.03, -0.2, 0.2}, {"blank", 0, 0, 1}};
}

/// Value of a share: (enterprise − net debt − minority interest) / shares.
double perShare(Parts parts, const MarketFacts& market, Arguments arguments)
{
  const DcfValue value =
      twoStageValue(parts[0], {arguments[0], static_cast<int>(std::lround(arguments[1])), arguments[2], arguments[3]});
  return ratioOf(value.enterprise - parts[1] - parts[2], market.totalShares);
}

Metric dcf(std::string name, bool isUpside)
{
  Metric metric;
  metric.name = std::move(name);
  metric.needs = StatementKind::Income | StatementKind::Balance | StatementKind::CashFlow;
  metric.readsMarket = true;
  metric.parameters = assumptions();
  metric.parts = {"free_cash_flow", "net_debt", "minority_interest"};
  metric.report = [](Figures& f, Arguments arguments) {
    return std::vector<double>{
        freeCashFlow(f), netDebt(f, arguments[kBlank] == 1), f.atEnd(kEquity) - f.atEnd(kParentEquity)};
  };
  metric.value = [isUpside](Parts parts, const MarketFacts& market, Arguments arguments) {
    const double value = perShare(parts, market, arguments);
    return isUpside ? ratioOf(value, market.close) - 1 : value;
  };
  return metric;
}

}

std::vector<Metric> dcfMetrics()
{
  const StatementSet all = StatementKind::Income | StatementKind::Balance | StatementKind::CashFlow;
  Metric debt = reportMetric("net_debt", StatementKind::Balance, [](Figures&) { return 0.0; });
  debt.parameters = {{"blank", 0, 0, 1}};
  debt.report = [](Figures& f, Arguments arguments) { return std::vector<double>{netDebt(f, arguments[0] == 1)}; };
  std::vector<Metric> made{reportMetric("fcff_ttm", all, freeCashFlow),
      reportMetric("tax_rate", StatementKind::Income, [](Figures& f) { return taxRate(f); })};
  made.push_back(std::move(debt));
  made.push_back(dcf("dcf_value", false));
  made.push_back(dcf("dcf_upside", true));
  return made;
}

}
