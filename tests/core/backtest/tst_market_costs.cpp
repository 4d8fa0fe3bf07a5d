// SPDX-License-Identifier: Apache-2.0
// What slippage, spread and impact took, beside the fees: in the prices of the fills.
#include "core/backtest/backtest.h"
#include "core/backtest/live/script_request.h"
#include "core/backtest/run_folder.h"
#include "core/backtest/run_reader.h"
#include "core/base/messages.h"
#include "core/base/testing/memory_file_system.h"
#include "tests/core/backtest/backtest_support.h"

#include <QtTest>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::backtest;

namespace {

/// The average of one close crosses that of two upwards at the third close (11 over 10) and downwards at the fifth (8
/// under 10): bought at the fourth open, 11, sold at the sixth, 8.
MemorySource sixDays()
{
  MemorySource source;
  source.add(entity("stock_sh_600000", "Bank"),
      daily({{"2024-01-08", 10, 10, 10, 10}, {"2024-01-09", 10, 10, 9, 9}, {"2024-01-10", 10, 11, 10, 11},
          {"2024-01-11", 11, 12, 11, 12}, {"2024-01-12", 12, 12, 8, 8}, {"2024-01-15", 8, 8, 7, 8}}));
  return source;
}

BacktestRun run(std::vector<std::string> settings)
{
  settings.insert(settings.begin(), {"rules=free", "initial_cash=100000"});
  MemorySource source = sixDays();
  SilentTaskControl control;
  auto done = backtest::backtest(
      {turnStrategy({"stock_*"}), settings, "1.0"}, source, market::RuleBook::load().value(), control);
  if (!done)
    qFatal("%s", done.error().code.c_str());
  return std::move(*done);
}

std::optional<Money> marketOf(const BacktestRun& run, std::size_t fill)
{
  return run.report.input.marketCosts.at(fill);
}

Money times(const char* distance, const analytics::FillRecord& fill)
{
  return Money(Decimal::parse(distance).value().multiply(fill.quantity.value()).value());
}

}

class TstMarketCosts : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void withoutAModelNothingIsSaid();
  void slippageAndHalfTheSpread();
  void impactGrowsWithTheShare();
  void aLimitThatIsReachedPaysNothing();
  void theEndOfARunIsAValuation();
  void aFolderKeepsThem();
  void scriptsPayThemToo();
};

void TstMarketCosts::withoutAModelNothingIsSaid()
{
  const BacktestRun plain = run({});
  QCOMPARE(plain.report.input.fills.size(), std::size_t{2});
  QVERIFY(plain.report.input.marketCosts.empty());
  QVERIFY(analytics::fillsCsv(plain.report.input).find("market_cost") == std::string::npos);
}

/// 1 % and 0.5 % of 11 are 0.165 a share, of 8 they are 0.12.
void TstMarketCosts::slippageAndHalfTheSpread()
{
  const BacktestRun paid = run({"slippage=0.01", "half_spread=0.005"});
  const auto& fills = paid.report.input.fills;
  QCOMPARE(fills.size(), std::size_t{2});
  QCOMPARE(fills[0].price.toString(), std::string("11.165"));
  QCOMPARE(fills[1].price.toString(), std::string("7.88"));
  QCOMPARE(marketOf(paid, 0)->toString(), times("0.165", fills[0]).toString());
  QCOMPARE(marketOf(paid, 1)->toString(), times("0.12", fills[1]).toString());
  const analytics::CostKind& market = paid.report.costHistory.market;
  QCOMPARE(market.fills, std::size_t{2});
  QCOMPARE(market.amount.toString(), (*marketOf(paid, 0) + *marketOf(paid, 1)).toString());
  QVERIFY(paid.report.costHistory.kinds.empty()); // it is no fee
}

/// A tenth of the share of the day's volume, of the price, then rounded to the cent.
void TstMarketCosts::impactGrowsWithTheShare()
{
  const BacktestRun paid = run({"initial_cash=10000", "impact=linear", "impact_coefficient=0.1"});
  const analytics::FillRecord& fill = paid.report.input.fills.at(0);
  const double volume = 10'000; // of each day
  const double quantity = fill.quantity.toDouble();
  const double expected = 11 * 0.1 * quantity / volume * quantity;
  QVERIFY(expected > 0);
  QVERIFY2(std::abs(marketOf(paid, 0)->toDouble() - expected) < 0.01 * quantity, marketOf(paid, 0)->toString().c_str());
}

/// A limit of the deciding close, 11: the next bar opens there.
void TstMarketCosts::aLimitThatIsReachedPaysNothing()
{
  const BacktestRun paid = run({"fill=limit", "half_spread=0.005"});
  for (std::size_t i = 0; i < paid.report.input.fills.size(); ++i)
    QVERIFY2(marketOf(paid, i) && marketOf(paid, i)->isZero(), paid.report.input.fills[i].price.toString().c_str());
}

void TstMarketCosts::theEndOfARunIsAValuation()
{
  const BacktestRun paid = run({"slippage=0.01", "run.end=2024-01-12"});
  const auto& fills = paid.report.input.fills;
  QCOMPARE(fills.size(), std::size_t{2}); // bought, and valued at the last close
  QVERIFY(!marketOf(paid, 0)->isZero());
  QVERIFY(marketOf(paid, 1)->isZero());
}

void TstMarketCosts::aFolderKeepsThem()
{
  const BacktestRun paid = run({"slippage=0.01"});
  testing::MemoryFileSystem files;
  QVERIFY(writeRunFolder(paid.report, paid.manifest, "/run", files, *Messages::load("en"), "en").has_value());
  QVERIFY(files.read("/run/report.html").value().find("Slippage, spread and impact, as modelled, took")
      != std::string::npos);
  const auto read = readRunFolder("/run", files);
  QVERIFY(read.has_value() && !read->report.input.marketCosts.empty());
  QCOMPARE(read->report.costHistory.market.amount.toString(), paid.report.costHistory.market.amount.toString());
  QCOMPARE(analytics::fillsCsv(read->report.input), analytics::fillsCsv(paid.report.input));
}

/// Bought above 10: at the fourth open, 11; sold at the sixth, 8. One per cent each.
void TstMarketCosts::scriptsPayThemToo()
{
  const auto code = scriptCode(R"(
    strategy = {name = 's', entities = 'stock_*', run = {adjust = 'bfq'},
      account = {rules = 'free', slippage = 0.01, initial_cash = '100000'}}
    function on_bar(ctx, level, entities)
      for _, id in ipairs(entities) do ctx:target(id, ctx:bar(id).close > 10 and 0.5 or 0) end
    end)",
      "s.lua", nullptr);
  MemorySource source = sixDays();
  SilentTaskControl control;
  const auto paid = code->run({}, source, market::RuleBook::load().value(), control);
  QVERIFY2(paid.has_value(), paid ? "" : paid.error().code.c_str());
  const auto& fills = paid->report.input.fills;
  QCOMPARE(fills.size(), std::size_t{2});
  QCOMPARE(marketOf(*paid, 0)->toString(), times("0.11", fills[0]).toString());
  QCOMPARE(marketOf(*paid, 1)->toString(), times("0.08", fills[1]).toString());
}

QTEST_APPLESS_MAIN(TstMarketCosts)
#include "tst_market_costs.moc"
