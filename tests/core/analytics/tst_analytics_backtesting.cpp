// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/backtesting_conventions.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "tests/support/fixtures.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

using namespace zvt;
using namespace zvt::analytics;

namespace {

struct Goog {
  std::vector<TradingDay> days;
  std::vector<double> closes;

  [[nodiscard]] std::int64_t barOf(const std::string& day) const
  {
    const auto found = std::ranges::find(days, TradingDay::parse(day).value());
    return found == days.end() ? -1 : found - days.begin();
  }
};

Goog readGoog(const std::filesystem::path& file)
{
  const std::string content = tests::readFile(file);
  Goog goog;
  for (const std::string_view line : split(content, '\n')) {
    const auto cells = split(trim(line), ',');
    if (cells.size() < 6 || cells[0].empty())
      continue;
    goog.days.push_back(TradingDay::parse(cells[0]).value());
    goog.closes.push_back(parseDouble(cells[4]).value());
  }
  return goog;
}

/// Pins the oracle's 66 trades to bars.
std::vector<RoundTrip> readTrades(const Json& oracle, const Goog& goog)
{
  std::vector<RoundTrip> trades;
  for (const Json& json : oracle["trades"]) {
    RoundTrip trade;
    trade.side = json["side"] == "long" ? TradeSide::Long : TradeSide::Short;
    trade.quantity = Quantity::fromInt(json["quantity"].get<std::int64_t>());
    trade.entryBar = goog.barOf(json["entry_time"]);
    trade.exitBar = goog.barOf(json["exit_time"]);
    trade.entryTime = LocalTime::of(goog.days[static_cast<std::size_t>(trade.entryBar)]);
    trade.exitTime = LocalTime::of(goog.days[static_cast<std::size_t>(trade.exitBar)]);
    trade.entryPrice = Price::fromDouble(json["entry_price"]).value();
    trade.exitPrice = Price::fromDouble(json["exit_price"]).value();
    trade.pnl = Money::fromDouble(json["pnl"]).value();
    trade.returnFraction =
        json["pnl"].get<double>() / (json["entry_price"].get<double>() * json["quantity"].get<double>());
    trades.push_back(trade);
  }
  return trades;
}

/// Equity at each close: the initial cash, plus what closed trades brought, plus the open trade at the close.
std::vector<EquityPoint> equityOf(const Goog& goog, const std::vector<RoundTrip>& trades, double cash)
{
  std::vector<EquityPoint> equity;
  for (std::size_t i = 0; i < goog.days.size(); ++i) {
    const auto bar = static_cast<std::int64_t>(i);
    double value = cash;
    for (const RoundTrip& trade : trades) {
      const double side = trade.side == TradeSide::Long ? 1 : -1;
      if (trade.exitBar <= bar)
        value += trade.pnl.toDouble();
      else if (trade.entryBar <= bar)
        value += side * trade.quantity.toDouble() * (goog.closes[i] - trade.entryPrice.toDouble());
    }
    equity.push_back({LocalTime::of(goog.days[i]), value});
  }
  return equity;
}

}

class TstAnalyticsBacktesting : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everyFigureOfTheOracle();
  void emptyAndWithoutTrades();
};

void TstAnalyticsBacktesting::everyFigureOfTheOracle()
{
  ZVT_FIXTURE(bars, "market/backtesting-py/GOOG.csv");
  ZVT_FIXTURE(file, "oracle/backtest/sma10_30_cross_GOOG.json");
  const Json oracle = parseJson(tests::readFile(file)).value();
  const Goog goog = readGoog(bars);
  const auto trades = readTrades(oracle, goog);
  QCOMPARE(trades.size(), std::size_t{66});
  const auto equity = equityOf(goog, trades, oracle["strategy"]["initial_cash"]);
  // SMA 30 is first defined at bar 29.
  const auto figures = backtestingMetrics({equity, trades, goog.closes, 29});
  const Json& expected = oracle["expected"];
  QCOMPARE(figures.size(), expected.size());
  for (const auto& [name, value] : expected.items()) {
    const auto found = std::ranges::find(figures, name, &ConventionValue::name);
    QVERIFY2(found != figures.end(), name.c_str());
    if (value.is_string())
      QCOMPARE(QString::fromStdString(std::get<std::string>(found->value)),
          QString::fromStdString(value.get<std::string>()));
    else if (name == "# Trades")
      QCOMPARE(std::get<std::int64_t>(found->value), value.get<std::int64_t>());
    else
      QVERIFY2(std::fabs(std::get<double>(found->value) - value.get<double>())
              <= 1e-9 * std::max(1.0, std::fabs(value.get<double>())),
          name.c_str());
  }
}

void TstAnalyticsBacktesting::emptyAndWithoutTrades()
{
  QVERIFY(backtestingMetrics({}).empty());
  QCOMPARE(conventionsJson(
               {{"Beta", {}}, {"# Trades", std::int64_t{2}}, {"Start", std::string("2024-01-31")}, {"SQN", 0.5}}),
      std::string("{\"# Trades\":2,\"Beta\":null,\"SQN\":0.5,\"Start\":\"2024-01-31\"}\n"));
  const std::vector<EquityPoint> flat{{LocalTime::of({19'000}), 100}, {LocalTime::of({19'001}), 100}};
  for (const ConventionValue& figure : backtestingMetrics({flat, {}, {}, 0}))
    if (const double* number = std::get_if<double>(&figure.value))
      QVERIFY2(std::isfinite(*number), figure.name.c_str());
}

QTEST_APPLESS_MAIN(TstAnalyticsBacktesting)
#include "tst_analytics_backtesting.moc"
