// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/company_rules.h"
#include "core/factor/fundamental/metric_groups.h"

#include <cmath>

namespace zvt::factor {

namespace {

using Arguments = std::span<const double>;
using Parts = std::span<const double>;

int whole(double number)
{
  return static_cast<int>(std::lround(number));
}

Metric company(std::string name, std::size_t part)
{
  const GoodCompanyRules rules;
  Metric metric;
  metric.name = std::move(name);
  metric.needs = StatementKind::Indicators;
  metric.slides = true;
  metric.parameters = {{"roe", rules.roe, -10, 10}, {"revenue_growth", rules.revenueGrowth, -10, 100},
      {"profit_growth", rules.profitGrowth, -10, 100}, {"cash_per_revenue", rules.cashPerRevenue, -100, 100},
      {"sales_cash_per_revenue", rules.salesCashPerRevenue, -100, 100}, {"current_ratio", rules.currentRatio, 0, 1000},
      {"debt_to_assets", rules.debtToAssets, 0, 100}, {"days", static_cast<double>(rules.days), 1, 36500},
      {"count", static_cast<double>(rules.count), 1, 1000}};
  metric.parts = {"verdict", "passing", "undecided", "reports"};
  metric.report = [](Figures& f, Arguments a) {
    const GoodCompany good =
        goodCompany(f.books(), {a[0], a[1], a[2], a[3], a[4], a[5], a[6], whole(a[7]), whole(a[8])});
    return std::vector<double>{good.verdict, static_cast<double>(good.passing), static_cast<double>(good.undecided),
        static_cast<double>(good.reports)};
  };
  metric.value = [part](Parts parts, const MarketFacts&, Arguments) { return parts[part]; };
  return metric;
}

/// @param part 0 is the verdict, then the rules
Metric risky(std::string name, std::size_t part, StatementSet needs, StatementSet reads = {})
{
  const RiskyCompanyRules rules;
  Metric metric;
  metric.name = std::move(name);
  metric.needs = needs;
  metric.reads = reads;
  metric.slides = true;
  metric.parameters = {{"revenue_growth", rules.revenueGrowth, -10, 100},
      {"profit_growth", rules.profitGrowth, -10, 100}, {"current_ratio", rules.currentRatio, 0, 1000},
      {"quick_ratio", rules.quickRatio, 0, 1000}, {"days", static_cast<double>(rules.days), 1, 36500}};
  metric.parts = {"verdict"};
  for (const std::string_view rule : riskyNames())
    metric.parts.emplace_back(rule);
  metric.report = [](Figures& f, Arguments a) {
    const RiskyCompany judged = riskyCompany(f.books(), {a[0], a[1], a[2], a[3], whole(a[4])});
    std::vector<double> parts{judged.verdict};
    parts.insert(parts.end(), judged.rules.begin(), judged.rules.end());
    return parts;
  };
  metric.value = [part](Parts parts, const MarketFacts&, Arguments) { return parts[part]; };
  return metric;
}

}

std::vector<Metric> companyMetrics()
{
  std::vector<Metric> all{company("good_company", 0), company("good_company_reports", 1),
      risky("risky_company", 0, StatementKind::Indicators, StatementKind::Balance | StatementKind::Income)};
  for (std::size_t i = 0; i < kRiskyRules; ++i) {
    const std::string_view rule = riskyNames()[i];
    const StatementSet needs = rule == "assets" ? StatementSet(StatementKind::Balance)
        : rule == "receivables"                 ? StatementKind::Balance | StatementKind::Income
                                                : StatementSet(StatementKind::Indicators);
    all.push_back(risky("risky_" + std::string(rule), i + 1, needs));
  }
  return all;
}

}
