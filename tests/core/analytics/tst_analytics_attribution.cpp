// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/attribution.h"
#include "core/base/text.h"
#include "tests/support/fixtures.h"

#include <QtTest>
#include <rapidcheck.h>

#include <cmath>
#include <limits>
#include <map>

using namespace zvt;
using namespace zvt::analytics;

namespace {

bool isNear(double found, double expected, double tolerance = 1e-9)
{
  return std::fabs(found - expected) <= tolerance * std::max(1.0, std::fabs(expected));
}

TradingDay day(int offset)
{
  return TradingDay{19'723 + offset};
}

/// Three days: 1000 in cash; then A for 300 and B for 500; then A 330, B 450.
HoldingHistory twoStocks()
{
  return {{"A", "B"},
      {{day(0), 1000, {}}, {day(1), 1000, {{0, 300, 0}, {1, 500, 0}}}, {day(2), 980, {{0, 330, 30}, {1, 450, -50}}}}};
}

/// date → numbers of a small CSV file.
std::map<std::string, std::vector<double>> rowsOf(const std::string& text)
{
  std::map<std::string, std::vector<double>> rows;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    std::string line = text.substr(start, end - start);
    start = end + 1;
    std::vector<std::string> cells;
    std::size_t from = 0;
    for (std::size_t comma = line.find(','); comma != std::string::npos; comma = line.find(',', from)) {
      cells.push_back(line.substr(from, comma - from));
      from = comma + 1;
    }
    cells.push_back(line.substr(from));
    if (!cells.front().starts_with("20"))
      continue;
    for (std::size_t i = 1; i < cells.size(); ++i)
      rows[cells.front()].push_back(std::stod(cells[i]));
  }
  return rows;
}

}

class TstAnalyticsAttribution : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void exposureByHand();
  void exposureOfGroups();
  void contributionsOfOneDay();
  void contributionsAddUp();
  void brinsonByHand();
  void brinsonAddsUpOverPeriods();
  void factorsOfAnotherProgram();
  void factorsByHand();
};

void TstAnalyticsAttribution::exposureByHand()
{
  HoldingHistory history = twoStocks();
  history.days[2].holdings.push_back({2, -98, 0}); // and a short position
  history.entities.emplace_back("C");
  const auto days = exposureByDay(history);
  QCOMPARE(days[0].holdings, 0u);
  QVERIFY(isNear(days[0].gross, 0) && isNear(days[0].herfindahl, 0));
  QVERIFY(isNear(days[1].gross, 0.8) && isNear(days[1].net, 0.8) && isNear(days[1].largest, 0.5));
  QVERIFY(isNear(days[1].herfindahl, 0.375 * 0.375 + 0.625 * 0.625)); // 300 and 500 of 800
  QCOMPARE(days[2].holdings, 3u);
  QVERIFY(isNear(days[2].gross, 878.0 / 980) && isNear(days[2].net, 682.0 / 980));
  QVERIFY(isNear(days[2].topFive, days[2].gross));
  history.days[2].equity = 0;
  QVERIFY(std::isnan(exposureByDay(history)[2].gross));
}

void TstAnalyticsAttribution::exposureOfGroups()
{
  // A changes its industry on the last day; B has none.
  const auto groupOf = [](std::uint32_t entity, TradingDay on) {
    return entity == 1 ? std::string() : std::string(on < day(2) ? "banks" : "steel");
  };
  const GroupExposure found = exposureByGroup(twoStocks(), groupOf);
  QCOMPARE(found.groups, (std::vector<std::string>{"", "banks", "steel"}));
  QVERIFY(isNear(found.shares[0][0], 0) && isNear(found.shares[0][1], 0));
  QVERIFY(isNear(found.shares[1][0], 0.5) && isNear(found.shares[1][1], 0.3) && isNear(found.shares[1][2], 0));
  QVERIFY(isNear(found.shares[2][1], 0) && isNear(found.shares[2][2], 330.0 / 980));
}

void TstAnalyticsAttribution::contributionsOfOneDay()
{
  // +30 and −50 over 1000: the first day earned nothing, so linking changes nothing.
  const Contributions found = contributionsOf(twoStocks());
  QVERIFY(isNear(found.whole, -0.02));
  QCOMPARE(found.parts.size(), 2u);
  QCOMPARE(found.parts[0].name, std::string("A"));
  QVERIFY(isNear(found.parts[0].value, 0.03) && isNear(found.parts[0].pnl, 30));
  QVERIFY(isNear(found.parts[1].value, -0.05));
  QVERIFY(contributionsOf({}).parts.empty());
}

void TstAnalyticsAttribution::contributionsAddUp()
{
  QVERIFY(rc::check("parts add up to the compound return", [] {
    HoldingHistory history{{"A", "B", "C"}, {{day(0), 1000, {}}}};
    const auto steps = *rc::gen::inRange(1, 30);
    for (int d = 1; d <= steps; ++d) {
      HoldingDay next{day(d), history.days.back().equity, {}};
      for (std::uint32_t e = 0; e < 3; ++e) {
        const double pnl = next.equity * *rc::gen::inRange(-100, 101) / 1000;
        next.holdings.push_back({e, 1, pnl});
      }
      for (const Holding& holding : next.holdings)
        next.equity += holding.pnl;
      history.days.push_back(next);
    }
    const Contributions found = contributionsOf(history);
    double sum = 0;
    for (const Contribution& part : found.parts)
      sum += part.value;
    RC_ASSERT(isNear(found.whole, history.days.back().equity / 1000 - 1, 1e-9));
    RC_ASSERT(isNear(sum, found.whole, 1e-9));
  }));
}

void TstAnalyticsAttribution::brinsonByHand()
{
  // Weights 70/30 against 60/40; returns 5 % and 10 % against 3 % and 12 %.
  // R = 0.035 + 0.03 = 0.065; R_b = 0.018 + 0.048 = 0.066; active −0.001
  const BrinsonResult found = brinson({{{0.7, 0.6, 0.035, 0.018}, {0.3, 0.4, 0.03, 0.048}}});
  QVERIFY(isNear(found.active, -0.001));
  QVERIFY(isNear(found.groups[0].allocation, 0.1 * (0.03 - 0.066))); // −0.0036
  QVERIFY(isNear(found.groups[0].selection, 0.6 * (0.05 - 0.03))); // 0.012
  QVERIFY(isNear(found.groups[0].interaction, 0.1 * (0.05 - 0.03))); // 0.002
  QVERIFY(isNear(found.groups[1].allocation, -0.1 * (0.12 - 0.066))); // −0.0054
  QVERIFY(isNear(found.groups[1].selection, 0.4 * (0.1 - 0.12))); // −0.008
  QVERIFY(isNear(found.groups[1].interaction, -0.1 * (0.1 - 0.12))); // 0.002
  QVERIFY(isNear(found.total.allocation + found.total.selection + found.total.interaction, -0.001));

  // A group that was not held: all of it is allocation.
  const BrinsonResult without = brinson({{{1, 0.5, 0.05, 0.025}, {0, 0.5, 0, 0.05}}});
  QVERIFY(isNear(without.groups[1].allocation, -0.5 * (0.1 - 0.075)));
  QVERIFY(isNear(without.groups[1].selection, 0) && isNear(without.groups[1].interaction, 0));
  QVERIFY(brinson({}).groups.empty());
}

void TstAnalyticsAttribution::brinsonAddsUpOverPeriods()
{
  QVERIFY(rc::check("effects add up to the active return", [] {
    std::vector<std::vector<GroupPeriod>> periods;
    const auto count = *rc::gen::inRange(1, 12);
    for (int p = 0; p < count; ++p) {
      const double weight = *rc::gen::inRange(0, 101) / 100.0;
      const double benchmark = *rc::gen::inRange(0, 101) / 100.0;
      const auto rate = [] { return *rc::gen::inRange(-80, 81) / 1000.0; };
      periods.push_back({{weight, benchmark, weight * rate(), benchmark * rate()},
          {1 - weight, 1 - benchmark, (1 - weight) * rate(), (1 - benchmark) * rate()}});
    }
    const BrinsonResult found = brinson(periods);
    RC_ASSERT(isNear(found.total.allocation + found.total.selection + found.total.interaction, found.active, 1e-9));
  }));
}

/// pyfolio's sample: every loading is 1, so the returns are the sum of the factors.
void TstAnalyticsAttribution::factorsOfAnotherProgram()
{
  ZVT_FIXTURE(factorFile, "market/pyfolio/factor_returns.csv");
  ZVT_FIXTURE(returnFile, "market/pyfolio/returns.csv");
  const auto factorRows = rowsOf(tests::readFile(factorFile));
  std::vector<double> returns;
  std::vector<std::vector<double>> factors(2);
  for (const auto& [date, row] : rowsOf(tests::readFile(returnFile))) {
    const auto found = factorRows.find(date);
    if (found == factorRows.end())
      continue;
    returns.push_back(row.front());
    factors[0].push_back(found->second[0]);
    factors[1].push_back(found->second[1]);
  }
  QCOMPARE(returns.size(), 504u);
  const auto fit = factorAttribution(returns, factors);
  QVERIFY(fit);
  QCOMPARE(fit->periods, returns.size());
  // The file has eleven decimals.
  QVERIFY(std::fabs(fit->betas[0] - 1) < 1e-9 && std::fabs(fit->betas[1] - 1) < 1e-9);
  QVERIFY(std::fabs(fit->alpha) < 1e-9);
  QVERIFY(fit->rSquared > 1 - 1e-12);
}

void TstAnalyticsAttribution::factorsByHand()
{
  // r = 0.01 + 2·f exactly; the missing period is passed over
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto fit = factorAttribution(
      std::vector<double>{0.01, 0.03, 5, -0.01, 0.05}, {std::vector<double>{0, 0.01, nan, -0.01, 0.02}});
  QVERIFY(fit);
  QCOMPARE(fit->periods, 4u);
  QVERIFY(isNear(fit->alpha, 0.01) && isNear(fit->betas[0], 2) && isNear(fit->rSquared, 1));
  QVERIFY(isNear(fit->contributions[0], 2 * 0.005)); // mean f = 0.005
  QVERIFY(!factorAttribution(std::vector<double>{0.01, 0.02}, {std::vector<double>{0.1, 0.2}}));
}

QTEST_GUILESS_MAIN(TstAnalyticsAttribution)
#include "tst_analytics_attribution.moc"
