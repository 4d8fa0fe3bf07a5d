// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/company_rules.h"

#include "core/factor/fundamental/items.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace zvt::factor {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double lineOf(const Books& books, const Report* report, Item item)
{
  const auto index = books.statements().indexOf(item);
  return report && index ? report->values[*index] : kNone;
}

bool isWithin(const Report& report, const Books& books, int days)
{
  return books.day() - report.published <= days;
}

/// 1, 0 or undefined of a comparison.
double asCondition(double value, bool holds)
{
  return std::isnan(value) ? kNone : holds ? 1 : 0;
}

double anyOf(double a, double b)
{
  if (a == 1 || b == 1)
    return 1;
  return std::isnan(a) || std::isnan(b) ? kNone : 0;
}

/// The known ones of amounts that cannot be negative, and whether one is unknown.
struct KnownSum {
  double sum = 0;
  bool isWhole = true;
};
KnownSum sumOf(std::span<const double> amounts)
{
  KnownSum known;
  for (const double amount : amounts) {
    known.isWhole = known.isWhole && !std::isnan(amount);
    known.sum += std::isnan(amount) ? 0 : amount;
  }
  return known;
}

/// Receivables, inventories and goodwill: what is known of them may already be too much.
double assetsRule(const Books& books, Period period)
{
  const Report* balance = books.find(StatementKind::Balance, period);
  const std::array<double, 3> amounts{lineOf(books, balance, items::kReceivables),
      lineOf(books, balance, items::kInventories), lineOf(books, balance, items::kGoodwill)};
  const KnownSum known = sumOf(amounts);
  const double equity = lineOf(books, balance, items::kEquity);
  if (known.sum > equity)
    return 1;
  return known.isWhole ? asCondition(equity, false) : kNone;
}

double receivablesRule(const Books& books, Period period)
{
  const double receivables = lineOf(books, books.find(StatementKind::Balance, period), items::kReceivables);
  const double profit = lineOf(books, books.find(StatementKind::Income, period), items::kNetProfit);
  return asCondition(receivables - profit, receivables > profit / 2);
}

using Verdicts = std::array<double, kRiskyRules>;

Verdicts indicatorRules(const Books& books, const Report& report, const RiskyCompanyRules& rules)
{
  const double revenue = lineOf(books, &report, items::kRevenueGrowth);
  const double profit = lineOf(books, &report, items::kProfitGrowth);
  const double current = lineOf(books, &report, items::kCurrentRatio);
  const double quick = lineOf(books, &report, items::kQuickRatio);
  return {asCondition(revenue, revenue < rules.revenueGrowth), asCondition(profit, profit <= rules.profitGrowth),
      asCondition(current, current < rules.currentRatio), asCondition(quick, quick < rules.quickRatio)};
}

}

GoodCompany goodCompany(const Books& books, const GoodCompanyRules& rules)
{
  GoodCompany result;
  for (const auto& [period, report] : books.reports(StatementKind::Indicators)) {
    if (!isWithin(*report, books, rules.days))
      continue;
    ++result.reports;
    const double quarters = report->months / 3.0;
    struct Least {
      Item item;
      double threshold;
    };
    const std::array<Least, 6> least{
        {{items::kReportedRoe, rules.roe * quarters}, {items::kRevenueGrowth, rules.revenueGrowth},
            {items::kProfitGrowth, rules.profitGrowth}, {items::kCashPerRevenue, rules.cashPerRevenue},
            {items::kSalesCashPerRevenue, rules.salesCashPerRevenue}, {items::kCurrentRatio, rules.currentRatio}}};
    const double debt = lineOf(books, report, items::kDebtToAssets);
    bool fails = debt > rules.debtToAssets;
    bool isUnknown = std::isnan(debt);
    for (const auto& [item, threshold] : least) {
      const double value = lineOf(books, report, item);
      fails = fails || value < threshold;
      isUnknown = isUnknown || std::isnan(value);
    }
    if (!fails)
      ++(isUnknown ? result.undecided : result.passing);
  }
  if (result.passing >= rules.count)
    result.verdict = 1;
  else if (result.reports == 0 || result.passing + result.undecided >= rules.count)
    result.verdict = kNone;
  return result;
}

const std::array<std::string_view, kRiskyRules>& riskyNames()
{
  static constexpr std::array<std::string_view, kRiskyRules> kNames{
      "revenue", "profit", "current", "quick", "assets", "receivables"};
  return kNames;
}

RiskyCompany riskyCompany(const Books& books, const RiskyCompanyRules& rules)
{
  RiskyCompany result;
  std::array<bool, kRiskyRules> isSeen{};
  const auto take = [&](std::size_t rule, double verdict) {
    result.rules[rule] = isSeen[rule] ? anyOf(result.rules[rule], verdict) : verdict;
    isSeen[rule] = true;
  };
  for (const auto& [period, report] : books.reports(StatementKind::Indicators)) {
    if (!isWithin(*report, books, rules.days))
      continue;
    const Verdicts verdicts = indicatorRules(books, *report, rules);
    for (std::size_t i = 0; i < 4; ++i)
      take(i, verdicts[i]);
  }
  for (const auto& [period, report] : books.reports(StatementKind::Balance)) {
    if (!isWithin(*report, books, rules.days))
      continue;
    take(4, assetsRule(books, period));
    take(5, receivablesRule(books, period));
  }
  for (std::size_t i = 0; i < kRiskyRules; ++i) {
    if (!isSeen[i])
      result.rules[i] = kNone;
    result.verdict = i == 0 ? result.rules[0] : anyOf(result.verdict, result.rules[i]);
  }
  return result;
}

}
