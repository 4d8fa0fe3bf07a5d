// SPDX-License-Identifier: Apache-2.0
// The published run of backtesting.py on GOOG: every trade and every figure.
#include "core/analytics/backtesting_conventions.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <sstream>

using namespace zvt;

namespace {

market::BarSeries readGoog(const std::filesystem::path& file)
{
  market::BarSeries series;
  series.provider = "csv";
  std::istringstream lines(tests::readFile(file));
  std::string line;
  std::getline(lines, line); // header
  while (std::getline(lines, line)) {
    const auto cells = split(trim(line), ',');
    const auto number = [&](std::size_t i) { return parseDouble(cells[i]).value(); };
    series.append({TradingDay::parse(cells[0]).value().days, number(1), number(2), number(3), number(4), number(5), 0});
  }
  return series;
}

backtest::BacktestResult runGoog(const market::BarSeries& series)
{
  const std::filesystem::path root = qEnvironmentVariable("ZVT_SOURCE_DIR").toStdString();
  const auto document =
      strategy::parseStrategy(tests::readFile(root / "resources" / "examples" / "ma_cross_goog.zvtstrategy"));
  backtest::MemorySource source;
  source.add(tests::entity("stockus_nasdaq_GOOG", "Alphabet", "2004-08-19"), series);
  return tests::run(document.value(), {}, source);
}

double asNumber(const Json& expected)
{
  if (expected.is_number())
    return expected.get<double>();
  return std::stod(expected.get<std::string>()); // "41 days"
}

/// The figure as a number: what a file says as "41 days" is compared as 41.
std::optional<double> asNumber(const analytics::ConventionValue& figure)
{
  if (const auto* real = std::get_if<double>(&figure.value))
    return *real;
  if (const auto* whole = std::get_if<std::int64_t>(&figure.value))
    return static_cast<double>(*whole);
  return {};
}

}

class TstBacktestGoog : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void everyTradeIsReproduced();
  void everyFigureIsReproduced();
};

void TstBacktestGoog::everyTradeIsReproduced()
{
  ZVT_FIXTURE(csv, "market/backtesting-py/GOOG.csv");
  ZVT_FIXTURE(oracle, "oracle/backtest/sma10_30_cross_GOOG.json");
  const Json expected = Json::parse(tests::readFile(oracle));
  const backtest::BacktestResult result = runGoog(readGoog(csv));
  QCOMPARE(result.trades.size(), 66U);
  QCOMPARE(expected["trades"].size(), 66U);
  for (std::size_t i = 0; i < result.trades.size(); ++i) {
    const analytics::RoundTrip& trade = result.trades[i];
    const Json& wanted = expected["trades"][i];
    QCOMPARE(std::string(analytics::toString(trade.side)), wanted["side"].get<std::string>());
    QCOMPARE(trade.quantity.toDouble(), wanted["quantity"].get<double>());
    QCOMPARE(trade.entryTime.day().iso(), wanted["entry_time"].get<std::string>());
    QCOMPARE(trade.entryPrice.toDouble(), wanted["entry_price"].get<double>());
    QCOMPARE(trade.exitTime.day().iso(), wanted["exit_time"].get<std::string>());
    QCOMPARE(trade.exitPrice.toDouble(), wanted["exit_price"].get<double>());
    QVERIFY(std::abs(trade.pnl.toDouble() - wanted["pnl"].get<double>()) < 0.005);
  }
}

void TstBacktestGoog::everyFigureIsReproduced()
{
  ZVT_FIXTURE(csv, "market/backtesting-py/GOOG.csv");
  ZVT_FIXTURE(oracle, "oracle/backtest/sma10_30_cross_GOOG.json");
  const Json expected = Json::parse(tests::readFile(oracle))["expected"];
  const market::BarSeries series = readGoog(csv);
  const backtest::BacktestResult result = runGoog(series);
  QCOMPARE(result.equity.size(), series.size());
  QCOMPARE(result.firstTradingBar, 29U); // the 30-bar average is defined from the thirtieth bar
  const auto figures =
      analytics::backtestingMetrics({result.equity, result.trades, series.close, result.firstTradingBar});
  int compared = 0;
  for (const auto& [name, wanted] : expected.items()) {
    const auto found = std::ranges::find(figures, name, &analytics::ConventionValue::name);
    QVERIFY2(found != figures.end(), name.c_str());
    ++compared;
    if (const auto* text = std::get_if<std::string>(&found->value)) {
      QCOMPARE(*text, wanted.get<std::string>());
      continue;
    }
    const auto number = asNumber(*found);
    QVERIFY2(number.has_value(), name.c_str());
    const double target = asNumber(wanted);
    QVERIFY2(std::abs(*number - target) <= 1e-9 * std::abs(target),
        qPrintable(QStringLiteral("%1: %2 instead of %3")
                .arg(QString::fromStdString(name))
                .arg(*number, 0, 'g', 17)
                .arg(target, 0, 'g', 17)));
  }
  QCOMPARE(compared, 31);
}

QTEST_APPLESS_MAIN(TstBacktestGoog)
#include "tst_backtest_goog.moc"
