// SPDX-License-Identifier: Apache-2.0
#include "core/factor/fundamental/altman.h"
#include "core/factor/fundamental/beneish.h"
#include "core/factor/fundamental/items.h"
#include "core/factor/fundamental/metric_groups.h"
#include "core/factor/fundamental/piotroski.h"

#include <cmath>

namespace zvt::factor {

namespace {

using namespace items;
using Arguments = std::span<const double>;
using Parts = std::span<const double>;

/// Money from shares that owners of the parent bought in twelve months. A statement that leaves the line out (nobody
/// paid anything in) is judged by capital and capital reserve, which an issue raises and a bonus issue does not.
double sharesIssued(Figures& f)
{
  const auto& statements = f.books().statements();
  const Report* flows = f.books().find(StatementKind::CashFlow, f.period());
  const auto index = statements.indexOf(kSharesIssued);
  if (flows && index && std::isnan(flows->values[*index])) {
    const double now = f.atEnd(kShareCapital) + f.atEnd(kCapitalReserve);
    return now - (f.atEnd(kShareCapital, 1) + f.atEnd(kCapitalReserve, 1));
  }
  const double all = f.trailing(kSharesIssued);
  const auto minority = statements.indexOf(kSharesIssuedBySubsidiaries);
  const bool hasMinority = flows && minority && !std::isnan(flows->values[*minority]);
  return all > 0 && hasMinority ? all - f.trailing(kSharesIssuedBySubsidiaries) : all;
}

PiotroskiFigures piotroskiFigures(Figures& f)
{
  PiotroskiFigures x;
  x.income = f.trailing(kNetProfit);
  x.incomeBefore = f.trailing(kNetProfit, 1);
  x.operatingCash = f.trailing(kOperatingCash);
  x.assets = f.atEnd(kAssets);
  x.assetsBefore = f.atEnd(kAssets, 1);
  x.assetsTwoBefore = f.atEnd(kAssets, 2);
  x.longTermDebt = f.atEnd(kLongLiabilities);
  x.longTermDebtBefore = f.atEnd(kLongLiabilities, 1);
  x.currentAssets = f.atEnd(kCurrentAssets);
  x.currentAssetsBefore = f.atEnd(kCurrentAssets, 1);
  x.currentLiabilities = f.atEnd(kCurrentLiabilities);
  x.currentLiabilitiesBefore = f.atEnd(kCurrentLiabilities, 1);
  x.sales = f.trailing(kRevenue);
  x.salesBefore = f.trailing(kRevenue, 1);
  x.grossProfit = x.sales - f.trailing(kCostOfSales);
  x.grossProfitBefore = x.salesBefore - f.trailing(kCostOfSales, 1);
  x.sharesIssued = sharesIssued(f);
  return x;
}

Metric piotroski(std::string name, std::size_t part)
{
  Metric metric;
  metric.name = std::move(name);
  metric.needs = StatementKind::Income | StatementKind::Balance | StatementKind::CashFlow;
  metric.parameters = {{"annual", 0, 0, 1, true}};
  metric.parts = {"score"};
  for (const std::string_view signal : piotroskiNames())
    metric.parts.emplace_back(signal);
  metric.report = [](Figures& f, Arguments) {
    const PiotroskiScore score = piotroskiScore(piotroskiFigures(f));
    std::vector<double> parts{score.score};
    parts.insert(parts.end(), score.signals.begin(), score.signals.end());
    return parts;
  };
  metric.value = [part](Parts parts, const MarketFacts&, Arguments) { return parts[part]; };
  return metric;
}

std::vector<double> altmanFigures(Figures& f, Arguments)
{
  return {f.atEnd(kCurrentAssets) - f.atEnd(kCurrentLiabilities), f.atEnd(kSurplusReserve) + f.atEnd(kUndistributed),
      f.trailing(kPretaxProfit) + f.trailing(kFinanceCosts), f.atEnd(kEquity), f.atEnd(kLiabilities),
      f.trailing(kRevenue), f.atEnd(kAssets)};
}

Metric altman(std::string name, AltmanVariant variant, double constant = 0)
{
  Metric metric;
  metric.name = std::move(name);
  metric.needs = StatementKind::Income | StatementKind::Balance;
  metric.readsMarket = variant == AltmanVariant::Listed1968;
  metric.parameters = {{"annual", 0, 0, 1, true}};
  metric.parts = {"working_capital", "retained_earnings", "ebit", "equity", "liabilities", "sales", "assets"};
  metric.report = altmanFigures;
  metric.value = [variant, constant](Parts p, const MarketFacts& market, Arguments) {
    return altmanScore({p[0], p[1], p[2], market.marketCap, p[3], p[4], p[5], p[6]}, variant, constant).z;
  };
  return metric;
}

BeneishYear beneishYear(Figures& f, int yearsBack)
{
  BeneishYear year;
  year.sales = f.trailing(kRevenue, yearsBack);
  year.costOfSales = f.trailing(kCostOfSales, yearsBack);
  year.sellingAndAdministration = f.trailing(kSellingCosts, yearsBack) + f.trailing(kAdministration, yearsBack);
  year.depreciation = f.trailing(kDepreciation, yearsBack);
  year.receivables = f.atEnd(kReceivables, yearsBack);
  year.currentAssets = f.atEnd(kCurrentAssets, yearsBack);
  year.fixedAssets = f.atEnd(kFixedAssets, yearsBack);
  year.assets = f.atEnd(kAssets, yearsBack);
  year.currentLiabilities = f.atEnd(kCurrentLiabilities, yearsBack);
  year.longTermDebt = f.atEnd(kLongLiabilities, yearsBack);
  if (yearsBack == 0) {
    year.income = f.trailing(kNetProfit);
    year.operatingCash = f.trailing(kOperatingCash);
  }
  return year;
}

/// Of annual reports unless asked otherwise: quarterly ones do not say what was depreciated.
Metric beneish(std::string name, std::size_t part)
{
  Metric metric;
  metric.name = std::move(name);
  metric.needs = StatementKind::Income | StatementKind::Balance | StatementKind::CashFlow;
  metric.parameters = {{"annual", 1, 0, 1, true}};
  metric.parts = {"m", "dsri", "gmi", "aqi", "sgi", "depi", "sgai", "tata", "lvgi"};
  metric.report = [](Figures& f, Arguments) {
    const BeneishScore s = beneishScore(beneishYear(f, 0), beneishYear(f, 1));
    return std::vector<double>{s.m, s.dsri, s.gmi, s.aqi, s.sgi, s.depi, s.sgai, s.tata, s.lvgi};
  };
  metric.value = [part](Parts parts, const MarketFacts&, Arguments) { return parts[part]; };
  return metric;
}

}

std::vector<Metric> scoreMetrics()
{
  std::vector<Metric> all{piotroski("piotroski", 0)};
  for (std::size_t i = 0; i < kPiotroskiSignals; ++i)
    all.push_back(piotroski("piotroski_" + std::string(piotroskiNames()[i]), i + 1));
  constexpr double kEmergingMarkets = 3.25;
  all.push_back(altman("altman_z", AltmanVariant::Listed1968));
  all.push_back(altman("altman_z_private", AltmanVariant::Private1983));
  all.push_back(altman("altman_z_general", AltmanVariant::General1995));
  all.push_back(altman("altman_z_emerging", AltmanVariant::General1995, kEmergingMarkets));
  Metric m = beneish("beneish_m", 0);
  for (std::size_t i = 1; i < m.parts.size(); ++i)
    all.push_back(beneish("beneish_" + m.parts[i], i));
  all.push_back(std::move(m));
  return all;
}

}
