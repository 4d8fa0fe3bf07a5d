// SPDX-License-Identifier: Apache-2.0
// Futures and perpetuals in a backtest: margin, settlement, funding, liquidation, worked by hand.
#include "core/backtest/backtest.h"
#include "core/backtest/host/simulated_market.h"
#include "core/backtest/host/strategy_backtest.h"
#include "core/trading/margin_day.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <cmath>
#include <functional>

using namespace zvt;
using namespace zvt::backtest;
using namespace zvt::tests;

namespace {

constexpr const char* kIndex = "future_cffex_IF2606";
constexpr const char* kCoin = "coin_binance_BTC-USDT_USDT";

template <typename T> T orDie(Result<T> result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
  return *std::move(result);
}

QString text(const auto& value)
{
  return QString::fromStdString(value.toString());
}

/// Does what it is told for a bar's day.
class Scripted final : public strategy::Strategy {
public:
  using Action = std::function<void(strategy::StrategyContext&)>;
  Scripted(std::string entity, std::map<std::string, Action> actions)
      : m_entity(std::move(entity))
      , m_actions(std::move(actions))
  {
  }
  [[nodiscard]] strategy::StrategyNeeds needs() const override
  {
    strategy::StrategyNeeds needs;
    needs.name = "scripted";
    needs.entities = {m_entity};
    return needs;
  }
  Result<void> onBar(strategy::StrategyContext& context, const strategy::BarEvent&) override
  {
    const auto found = m_actions.find(context.day().iso());
    if (found != m_actions.end())
      found->second(context);
    return {};
  }

private:
  std::string m_entity;
  std::map<std::string, Action> m_actions;
};

Scripted::Action order(const char* entity, trading::Side side, const char* quantity)
{
  return [=](strategy::StrategyContext& context) {
    context.submit({entity, side, Quantity::parse(quantity).value(), {}});
  };
}

/// The bars of one contract in AKShare's table of the exchanges, with their settlement prices.
std::optional<market::BarSeries> realBars(const std::string& symbol)
{
  const auto path = fixture("providers/akshare-parsed/get_futures_daily.csv");
  if (!path)
    return {};
  QFile file(QString::fromStdString(path->string()));
  if (!file.open(QIODevice::ReadOnly))
    qFatal("cannot read the fixture");
  market::BarSeries bars;
  bars.level = market::BarLevel::Day1;
  bars.provider = "exchange";
  while (!file.atEnd()) {
    const QList<QByteArray> cells = file.readLine().trimmed().split(',');
    if (cells.size() < 12 || cells[0].toStdString() != symbol)
      continue;
    const QByteArray date = cells[1].left(4) + '-' + cells[1].mid(4, 2) + '-' + cells[1].mid(6, 2);
    bars.append({orDie(TradingDay::parse(date.toStdString())).days, cells[2].toDouble(), cells[3].toDouble(),
        cells[4].toDouble(), cells[5].toDouble(), cells[6].toDouble(), cells[8].toDouble() * 10'000});
    bars.extraForWrite("settlement").back() = cells[9].toDouble();
  }
  return bars;
}

struct Day {
  TradingDay day;
  QString cash, equity;
};

struct Played {
  std::vector<Day> days;
  std::unique_ptr<SimulatedMarket> market;
};

Played play(std::unique_ptr<strategy::Strategy> strategy, MarketSource& source, const char* cash, const char* unit,
    bool allowShort = false, const char* slippage = "0")
{
  SimulatedMarket::Options options;
  options.account.allowShort = allowShort;
  options.account.name = "paper";
  options.account.initialCash = orDie(Money::parse(cash));
  options.account.moneyUnit = orDie(Money::parse(unit));
  options.rules = std::make_shared<const trading::TradingRules>(
      orDie(market::RuleBook::load()), orDie(market::RulePolicy::parse("dated")));
  options.matching.slippage = {trading::Slippage::Kind::Fraction, orDie(Decimal::parse(slippage))};
  Played played;
  played.market = orDie(SimulatedMarket::create(std::move(strategy), std::move(options), source));
  SilentTaskControl control;
  const auto done = played.market->run(control, [&](Timestamp, TradingDay day, const trading::SimAccount& account) {
    played.days.push_back({day, text(account.cash()), text(account.equity())});
  });
  if (!done)
    qFatal("%s", done.error().code.c_str());
  return played;
}

/// "2026-05-11 2001166.35 2002366.35": cash and equity of each point.
QStringList linesOf(const BacktestRun& run)
{
  QStringList lines;
  for (const analytics::EquityPoint& point : run.report.input.equity)
    lines << QString::fromStdString(point.time.day().iso() + " ") + QString::number(point.cash, 'f', 2) + ' '
            + QString::number(point.equity, 'f', 2);
  return lines;
}

}

class TstContracts : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void aFutureOnRealBars();
  void theReportOfAFuture();
  void aTradeAcrossZeroIsTwoTrips();
  void marginIsReserved();
  void targetsAreSizedByTheMultiplier();
  void aPerpetualIsFunded();
  void whatTheMarginNoLongerBearsIsClosed();
  void aBorrowedShareCostsInterest();
  void aSharesShortIsNoLong();
  void aDocumentTradesFutures();
  void aDocumentIsLiquidated();
  void aGapIsClosedAtTheOpen();
  void whatIsBoughtAtTheCloseHasNotSeenTheLow();
  void whatIsOpenedInsideABarHasNotSeenTheOpen();
  void aFutureIsJudgedAtItsClose();
  void aLimitThatStoodPaysTheMakersFee();
};

/// IF2606 of April 2026, 300 CNY a point, 0.0023 % (0.0238 ‰ and 0.01 a lot from 04-24):
/// 04-22: two lots bought at the open 4,693.0: 2,815,800 × 0.0023 % = 64.7634 → 64.76.
///   Settled at 4,737.4: 44.4 × 600 = 26,640. Cash 1,026,575.24; at the close 4,744.8 7.4 × 600 = 4,440 more.
/// 04-23: one sold at 4,754.2: 16.8 × 300 = 5,040; 1,426,260 × 0.0023 % = 32.80. The other settled at 4,720.2:
///   −17.2 × 300 = −5,160. Cash 1,026,422.44; at 4,724.4 4.2 × 300 = 1,260 more.
/// 04-24: two sold at 4,712.2: the long closes at −8.0 × 300 = −2,400, one is short. Fees: 1,413,660 × 0.00238 % =
///   33.6451… twice, and 0.02: 67.3102… → 67.31. Short settled at 4,721.0: −8.8 × 300 = −2,640.
///   Cash 1,021,315.13; at 4,713.6 7.4 × 300 = 2,220 more.
void TstContracts::aFutureOnRealBars()
{
  auto bars = realBars("IF2606");
  if (!bars)
    QSKIP("no fixtures");
  QCOMPARE(bars->size(), std::size_t{4});
  MemorySource source;
  source.add(entity(kIndex), *bars);
  const Played played =
      play(std::make_unique<Scripted>(kIndex,
               std::map<std::string, Scripted::Action>{{"2026-04-21", order(kIndex, trading::Side::Buy, "2")},
                   {"2026-04-22", order(kIndex, trading::Side::Sell, "1")},
                   {"2026-04-23", order(kIndex, trading::Side::Sell, "2")}}),
          source, "1000000", "0.01");
  QVERIFY(played.market->host().refusals().empty());
  QCOMPARE(played.days.size(), std::size_t{4});
  QCOMPARE(played.days[0].cash, QStringLiteral("1000000"));
  QCOMPARE(played.days[1].cash, QStringLiteral("1026575.24"));
  QCOMPARE(played.days[1].equity, QStringLiteral("1031015.24"));
  QCOMPARE(played.days[2].cash, QStringLiteral("1026422.44"));
  QCOMPARE(played.days[2].equity, QStringLiteral("1027682.44"));
  QCOMPARE(played.days[3].cash, QStringLiteral("1021315.13"));
  QCOMPARE(played.days[3].equity, QStringLiteral("1023535.13"));
  const trading::SimAccount& account = *played.market->orders().account();
  const trading::Position& position = *account.find(kIndex);
  QCOMPARE(text(position.total), QStringLiteral("-1"));
  QCOMPARE(text(position.value()), QStringLiteral("-1414080")); // 4,713.6 × 300
  QCOMPARE(text(account.initialMargin()), QStringLiteral("169689.6")); // 12 %, as AKShare's table of that day has it
  QCOMPARE(text(position.margin->settled), QStringLiteral("18840")); // 26,640 − 5,160 − 2,640
  QCOMPARE(text(account.costsPaid()), QStringLiteral("164.87"));
}

/// The same run as a report: exposure is the contracts' value, trips and costs are in money, and it repeats byte by
/// byte.
void TstContracts::theReportOfAFuture()
{
  auto bars = realBars("IF2606");
  if (!bars)
    QSKIP("no fixtures");
  MemorySource source;
  source.add(entity(kIndex), *bars);
  const auto run = [&] {
    StrategyBacktestRequest request;
    request.strategy = std::make_unique<Scripted>(kIndex,
        std::map<std::string, Scripted::Action>{{"2026-04-21", order(kIndex, trading::Side::Buy, "2")},
            {"2026-04-22", order(kIndex, trading::Side::Sell, "2")}});
    request.account.initialCash = orDie(Money::parse("1000000"));
    request.account.openAtEnd = strategy::OpenAtEnd::Keep;
    request.run.adjust = market::AdjustMode::Bfq;
    SilentTaskControl control;
    return orDie(backtestStrategy(std::move(request), source, orDie(market::RuleBook::load()), control));
  };
  const BacktestRun first = run();
  const analytics::ReportInput& input = first.report.input;
  QCOMPARE(input.equity[1].marketValue, 4440.0);
  QCOMPARE(input.equity[1].equity, 1'031'015.24);
  QCOMPARE(input.trades.size(), std::size_t{1});
  // (4,754.2 − 4,693.0) × 600 = 36,720 less 64.76 and 2,852,520 × 0.0023 % = 65.61; of 2,815,800.
  QCOMPARE(text(input.trades[0].pnl), QStringLiteral("36589.63"));
  QCOMPARE(input.trades[0].returnFraction, 36589.63 / 2'815'800.0);
  QCOMPARE(text(input.trades[0].entryPrice), QStringLiteral("4693"));
  QCOMPARE(input.holdings.days[1].holdings[0].value, 2'846'880.0); // 4,744.8 × 600: its exposure
  QCOMPARE(input.holdings.days[1].equity, 1'031'015.24);
  QCOMPARE(input.holdings.days[2].holdings[0].pnl, 36589.63 - 31015.24);
  QCOMPARE(input.fills[0].value(), 2'815'800.0);
  QCOMPARE(input.equity.back().equity, 1'036'589.63);
  QStringList warnings;
  for (const Error& warning : input.warnings)
    warnings << QString::fromStdString(warning.code);
  QVERIFY(!warnings.contains("backtest.no_settlement"));
  QCOMPARE(run().manifest, first.manifest);
  QCOMPARE(linesOf(run()), linesOf(first));
}

/// One lot bought at 4,693.0, two sold at 4,754.2, one bought back at 4,712.2, each on a day of its own.
/// Long: 61.2 × 300 = 18,360 less 32.38 and half of the sale's 65.61. Short: 42 × 300 = 12,600 less the other half and
/// 1,413,660 × 0.00238 % + 0.01 = 33.655… → 33.66.
void TstContracts::aTradeAcrossZeroIsTwoTrips()
{
  auto bars = realBars("IF2606");
  if (!bars)
    QSKIP("no fixtures");
  MemorySource source;
  source.add(entity(kIndex), *bars);
  StrategyBacktestRequest request;
  request.strategy = std::make_unique<Scripted>(kIndex,
      std::map<std::string, Scripted::Action>{{"2026-04-21", order(kIndex, trading::Side::Buy, "1")},
          {"2026-04-22", order(kIndex, trading::Side::Sell, "2")},
          {"2026-04-23", order(kIndex, trading::Side::Buy, "1")}});
  request.account.initialCash = orDie(Money::parse("1000000"));
  request.account.openAtEnd = strategy::OpenAtEnd::Keep;
  request.run.adjust = market::AdjustMode::Bfq;
  SilentTaskControl control;
  const BacktestRun run = orDie(backtestStrategy(std::move(request), source, orDie(market::RuleBook::load()), control));
  const auto& trips = run.report.input.trades;
  QCOMPARE(trips.size(), std::size_t{2});
  QVERIFY(trips[0].side == analytics::TradeSide::Long);
  QVERIFY(trips[1].side == analytics::TradeSide::Short);
  QCOMPARE(text(trips[0].pnl), QStringLiteral("18294.815"));
  QCOMPARE(text(trips[1].pnl), QStringLiteral("12533.535"));
  QCOMPARE(text(trips[1].entryPrice), QStringLiteral("4754.2"));
}

/// What an order at the market may need is counted at 1.1 times the close: 4,707.8 × 1.1 = 5,178.58, on the tick
/// 5,178.6. Three lots: × 900 × 12.0023 % = 559,395.997… → 559,396.00, more than 500,000.
void TstContracts::marginIsReserved()
{
  auto bars = realBars("IF2606");
  if (!bars)
    QSKIP("no fixtures");
  MemorySource source;
  source.add(entity(kIndex), *bars);
  const Played played =
      play(std::make_unique<Scripted>(
               kIndex, std::map<std::string, Scripted::Action>{{"2026-04-21", order(kIndex, trading::Side::Buy, "3")}}),
          source, "500000", "0.01");
  QCOMPARE(played.market->host().refusals().size(), std::size_t{1});
  const Error& refused = played.market->host().refusals().front();
  QCOMPARE(QString::fromStdString(refused.code), QStringLiteral("trading.insufficient_margin"));
  QCOMPARE(QString::fromStdString(refused.arguments[0].second), QStringLiteral("559396.00"));
  QCOMPARE(QString::fromStdString(refused.arguments[1].second), QStringLiteral("500000.00"));
  QVERIFY(played.market->orders().snapshot()->orders.empty());
}

/// Three times 2,000,000 at the close 4,707.8 × 300 = 1,412,340 a lot: four lots. Then one time the equity short:
/// nothing opens before the long is closed.
void TstContracts::targetsAreSizedByTheMultiplier()
{
  auto bars = realBars("IF2606");
  if (!bars)
    QSKIP("no fixtures");
  MemorySource source;
  source.add(entity(kIndex), *bars);
  const Played played = play(std::make_unique<Scripted>(kIndex,
                                 std::map<std::string, Scripted::Action>{
                                     {"2026-04-21", [](auto& context) { context.setTarget(kIndex, 3.0, true); }},
                                     {"2026-04-22", [](auto& context) { context.setTarget(kIndex, -1.0, true); }}}),
      source, "2000000", "0.01");
  const auto snapshot = played.market->orders().snapshot();
  QStringList fills;
  for (const trading::Fill& fill : snapshot->fills)
    fills << QString::fromStdString(fill.day.iso() + " " + std::string(trading::toString(fill.side)) + " ")
            + text(fill.quantity) + " @" + text(fill.price);
  // 2,000,000 and what four lots earned by the close of the 23rd: one lot at 4,724.4 × 300 = 1,417,320.
  QCOMPARE(fills, (QStringList{"2026-04-22 buy 4 @4693", "2026-04-23 sell 4 @4754.2", "2026-04-24 sell 1 @4712.2"}));
}

namespace {

market::BarSeries coinBars()
{
  return daily({{"2024-03-01", 50000, 50500, 49500, 50000}, {"2024-03-02", 50000, 51000, 49800, 50500},
      {"2024-03-03", 50500, 50600, 46000, 46100}, {"2024-03-04", 46100, 46200, 45000, 45500},
      {"2024-03-05", 45500, 46500, 45400, 46000}});
}

trading::FundingRate funding(const char* at, const char* rate, const char* mark = nullptr)
{
  const LocalTime local = parseTime(at).value().local;
  trading::FundingRate made{{local.micros}, orDie(Decimal::parse(rate)), {}};
  if (mark)
    made.mark = orDie(Price::parse(mark));
  return made;
}

}

/// One coin bought on Saturday 03-02 at 50,000; fee 0.05 % = 25. Payments inside 03-02 count on it, at the mark that is
/// stored or the close of the bar: 0.01 % of 50,200 = 5.02; 0.02 % of 50,500 = 10.10; the one at 24:00 belongs to the
/// day: −0.01 % of 50,500 brings 5.05. That of the first moment of the day was paid before.
void TstContracts::aPerpetualIsFunded()
{
  MemorySource source;
  source.add(entity(kCoin), coinBars(), {},
      {funding("2024-03-02 00:00", "0.5"), funding("2024-03-02 08:00", "0.0001", "50200"),
          funding("2024-03-02 16:00", "0.0002"), funding("2024-03-03 00:00", "-0.0001")});
  const Played played =
      play(std::make_unique<Scripted>(
               kCoin, std::map<std::string, Scripted::Action>{{"2024-03-01", order(kCoin, trading::Side::Buy, "1")}}),
          source, "50000", "0.00000001");
  QCOMPARE(played.days[0].cash, QStringLiteral("50000"));
  QCOMPARE(played.days[1].day.iso(), std::string("2024-03-02")); // a Saturday: there is no weekend
  QCOMPARE(played.days[1].cash, QStringLiteral("49964.93")); // 50,000 − 25 − 5.02 − 10.10 + 5.05
  QCOMPARE(played.days[1].equity, QStringLiteral("50464.93"));
  const trading::SimAccount& account = *played.market->orders().account();
  QCOMPARE(text(account.find(kCoin)->margin->funding), QStringLiteral("-10.07"));
}

/// With 4,000 the same coin is not borne down to the low of 46,000: 3,975 + P − 50,000 = 0.4 % of P at P = 46,025 ÷
/// 0.996 = 46,209.839357. It is sold there, 184.839357 are left and needed, fee 23.104920. The strategy goes on with
/// 161.734438.
void TstContracts::whatTheMarginNoLongerBearsIsClosed()
{
  MemorySource source;
  source.add(entity(kCoin), coinBars());
  const Played played =
      play(std::make_unique<Scripted>(kCoin,
               std::map<std::string, Scripted::Action>{{"2024-03-01", order(kCoin, trading::Side::Buy, "1")},
                   {"2024-03-04", order(kCoin, trading::Side::Sell, "0.01")}}),
          source, "4000", "0.00000001");
  QCOMPARE(played.days[2].cash.left(8), QStringLiteral("161.7344"));
  QCOMPARE(played.days[2].equity, played.days[2].cash);
  const auto snapshot = played.market->orders().snapshot();
  QCOMPARE(snapshot->orders.size(), std::size_t{3});
  const trading::Order& forced = snapshot->orders[1];
  QCOMPARE(QString::fromStdString(forced.source), QStringLiteral("liquidation"));
  QCOMPARE(QString::fromStdString(forced.reason.code), QStringLiteral("trading.liquidated"));
  QCOMPARE(QString::fromStdString(forced.reason.arguments[0].second), QStringLiteral("184.84"));
  QCOMPARE(QString::fromStdString(forced.reason.arguments[1].second), QStringLiteral("184.84"));
  QVERIFY(forced.state == trading::OrderState::Filled);
  QCOMPARE(QString::fromStdString(snapshot->fills[1].price.toFixed(4)), QStringLiteral("46209.8394"));
  // 0.01 sold at 45,500: margin 22.75 and a fee of 0.2275 fit; it stands at 46,000: −5.
  QCOMPARE(text(snapshot->account->find(kCoin)->total), QStringLiteral("-0.01"));
  QCOMPARE(played.days[4].equity.left(8), QStringLiteral("156.5069"));
  const auto log = played.market->host().unit().logLines();
  QVERIFY(std::ranges::any_of(log, [](const std::string& line) { return line.contains("liquidated"); }));
}

namespace {

/// SMA 1 against SMA 2, long and short: a close that turns up goes long at the next open, one that turns down short.
BacktestRun runDocument(const char* entityId, MarketSource& source, std::vector<std::string> settings)
{
  BacktestRequest request;
  request.document = turnStrategy({entityId});
  request.settings = std::move(settings);
  request.settings.insert(request.settings.end(), {"cross.side=both", "a.finalize=keep"});
  SilentTaskControl control;
  return orDie(backtest::backtest(request, source, orDie(market::RuleBook::load()), control));
}

}

namespace {

constexpr const char* kShare = "stockus_nasdaq_AAPL";

MemorySource shareBars()
{
  MemorySource source;
  source.add(entity(kShare),
      daily({{"2025-06-02", 200, 200, 200, 200}, {"2025-06-03", 200, 210, 200, 210}, {"2025-06-04", 210, 210, 205, 205},
          {"2025-06-06", 205, 205, 205, 205}, {"2025-06-09", 190, 190, 190, 190}}));
  return source;
}

}

/// 100 shares sold at 200 tie up half of 20,000; nothing comes in but the profit. 0.3 % a year of 360 days, for each
/// night that they are held: Tuesday's of 21,000 is 0.175 → 0.18, Wednesday's of 20,500 0.1708… → 0.17; on Friday
/// Thursday's (06-05 has no bar) and the three until Monday, 0.6833… → 0.68. Nothing for Monday, when they are bought
/// back. Commissions of US shares are 0; sales pay 0.000166 a share: 0.0166 → 0.02. Bought back at 190: +1,000.
void TstContracts::aBorrowedShareCostsInterest()
{
  MemorySource source = shareBars();
  const Played played =
      play(std::make_unique<Scripted>(kShare,
               std::map<std::string, Scripted::Action>{{"2025-06-02", order(kShare, trading::Side::Sell, "100")},
                   {"2025-06-06", order(kShare, trading::Side::Buy, "100")}}),
          source, "20000", "0.01", true);
  QVERIFY(played.market->host().refusals().empty());
  QCOMPARE(played.days[1].cash, QStringLiteral("19999.8"));
  QCOMPARE(played.days[1].equity, QStringLiteral("18999.8"));
  QCOMPARE(played.days[2].cash, QStringLiteral("19999.63"));
  QCOMPARE(played.days[3].cash, QStringLiteral("19998.95"));
  QCOMPARE(played.days[4].cash, QStringLiteral("20998.95"));
  const trading::Position& position = *played.market->orders().account()->find(kShare);
  QVERIFY(position.total.isZero());
  QCOMPARE(text(position.margin->borrowing), QStringLiteral("-1.03"));
}

/// One order does not lead from a short to a long, nor the other way round; without allow_short nothing is borrowed; a
/// short of more than twice the money is refused; and a target goes short and back by itself.
void TstContracts::aSharesShortIsNoLong()
{
  MemorySource source = shareBars();
  const Played turned =
      play(std::make_unique<Scripted>(kShare,
               std::map<std::string, Scripted::Action>{{"2025-06-02", order(kShare, trading::Side::Sell, "201")},
                   {"2025-06-03", order(kShare, trading::Side::Sell, "10")},
                   {"2025-06-04", order(kShare, trading::Side::Buy, "20")}}),
          source, "20000", "0.01", true);
  QStringList refused;
  for (const Error& refusal : turned.market->host().refusals())
    refused << QString::fromStdString(refusal.code);
  QCOMPARE(refused, (QStringList{"trading.insufficient_margin", "trading.mixed_position"}));
  const Played paid =
      play(std::make_unique<Scripted>(kShare,
               std::map<std::string, Scripted::Action>{{"2025-06-02", order(kShare, trading::Side::Buy, "10")},
                   {"2025-06-03", order(kShare, trading::Side::Sell, "20")}}),
          source, "20000", "0.01", true);
  QCOMPARE(paid.market->host().refusals().size(), std::size_t{1});
  QCOMPARE(
      QString::fromStdString(paid.market->host().refusals()[0].code), QStringLiteral("trading.insufficient_quantity"));
  const Played forbidden =
      play(std::make_unique<Scripted>(kShare,
               std::map<std::string, Scripted::Action>{{"2025-06-02", order(kShare, trading::Side::Sell, "1")}}),
          source, "20000", "0.01");
  QCOMPARE(forbidden.market->host().refusals().size(), std::size_t{1});
  const Played aimed = play(std::make_unique<Scripted>(kShare,
                                std::map<std::string, Scripted::Action>{
                                    {"2025-06-02", [](auto& context) { context.setTarget(kShare, -1.0); }},
                                    {"2025-06-03", [](auto& context) { context.setTarget(kShare, 0.5); }}}),
      source, "20000", "0.01", true);
  QStringList fills;
  for (const trading::Fill& fill : aimed.market->orders().snapshot()->fills)
    fills << QString::fromStdString(std::string(trading::toString(fill.side)) + " ") + text(fill.quantity)
            + (fill.margin ? " on margin" : "");
  // 20,000 ÷ 200; then half of 20,000 − 10 − 1,000 − … ÷ 205: 46 shares, paid in full.
  QCOMPARE(fills, (QStringList{"sell 100 on margin", "buy 100 on margin", "buy 46"}));
}

/// One lot is 300 × 4,710 = 1,413,000 of 2,000,000. Fees 0.00238 % and 0.01 a lot.
/// 05-11: bought at 4,712: 33.64… + 0.01 → 33.65; settled at 4,716: 1,200. Cash 2,001,166.35; at 4,720 1,200 more.
/// 05-12: settled at 4,707: −2,700. Cash 1,998,466.35; at 4,705 −600.
/// 05-13: sold at 4,700: −2,100 and 33.558 + 0.01 → 33.57; one more sold: 33.57. Settled at 4,695: 1,500.
///   Cash 1,997,799.21; at 4,690 1,500 more.
/// 05-14: no settlement price in the bar: at the close 4,680: 4,500. Cash 2,002,299.21.
void TstContracts::aDocumentTradesFutures()
{
  market::BarSeries bars = daily({{"2026-05-06", 4700, 4700, 4700, 4700}, {"2026-05-07", 4700, 4700, 4690, 4690},
      {"2026-05-08", 4690, 4710, 4690, 4710}, {"2026-05-11", 4712, 4720, 4710, 4720},
      {"2026-05-12", 4720, 4720, 4705, 4705}, {"2026-05-13", 4700, 4702, 4690, 4690},
      {"2026-05-14", 4690, 4690, 4680, 4680}});
  bars.extraForWrite("settlement") = {4700, 4692, 4705, 4716, 4707, 4695, std::nan("")};
  MemorySource source;
  source.add(entity(kIndex), bars);
  const BacktestRun run = runDocument(kIndex, source, {"a.initial_cash=2000000"});
  const analytics::ReportInput& input = run.report.input;
  QCOMPARE(linesOf(run).mid(3),
      (QStringList{"2026-05-11 2001166.35 2002366.35", "2026-05-12 1998466.35 1997866.35",
          "2026-05-13 1997799.21 1999299.21", "2026-05-14 2002299.21 2002299.21"}));
  QCOMPARE(input.trades.size(), std::size_t{1});
  QCOMPARE(text(input.trades[0].pnl), QStringLiteral("-3667.22")); // −12 × 300 − 33.65 − 33.57
  QCOMPARE(input.holdings.days.back().holdings[0].value, -1'404'000.0); // 4,680 × 300 short
  QCOMPARE(input.holdings.days.back().equity, 2'002'299.21);
  QCOMPARE(input.log.size(), std::size_t{1});
  QCOMPARE(
      QString::fromStdString(input.log[0]), QStringLiteral("future_cffex_IF2606: settled 4500 funding 0 borrowing 0"));
  const BacktestRun again = runDocument(kIndex, source, {"a.initial_cash=2000000"});
  QCOMPARE(again.manifest, run.manifest);
  QCOMPARE(linesOf(again), linesOf(run));
  bars.extraForWrite("settlement")[3] = 4717; // what it settles at is part of what the run has read
  MemorySource other;
  other.add(entity(kIndex), bars);
  QVERIFY(runDocument(kIndex, other, {"a.initial_cash=2000000"}).manifest != run.manifest);
}

/// 0.08 coins sold at 50,000 for 4,000, fee 2. On the way to 99,700 3,998 − 0.08 × (P − 50,000) = 0.4 % of 0.08 × P at
/// P = 7,998 ÷ 0.08032 = 99,576.693227: they are bought back there, −3,966.135458, for 3.983068 of fees. What is flat
/// inside the bar has no payment of its day.
void TstContracts::aDocumentIsLiquidated()
{
  MemorySource source;
  source.add(entity(kCoin),
      daily({{"2024-03-01", 49900, 49900, 49900, 49900}, {"2024-03-02", 49900, 50100, 49900, 50100},
          {"2024-03-03", 50100, 50100, 50000, 50000}, {"2024-03-04", 50000, 99700, 50000, 99700}}),
      {}, {funding("2024-03-04 08:00", "0.001", "62500")});
  const BacktestRun run = runDocument(kCoin, source, {"a.initial_cash=4000", "a.sizing=exact"});
  const analytics::ReportInput& input = run.report.input;
  QCOMPARE(input.fills.size(), std::size_t{2});
  QCOMPARE(QString::fromStdString(input.fills[1].price.toFixed(4)), QStringLiteral("99576.6932"));
  QCOMPARE(QString::fromStdString(input.orders[1].reasonCode), QStringLiteral("trading.liquidated"));
  QVERIFY(input.decisions[1].kind == analytics::DecisionKind::Forced);
  QCOMPARE(QString::number(input.equity.back().equity, 'f', 3), QStringLiteral("27.881"));
  QCOMPARE(QString::fromStdString(input.trades[0].pnl.toFixed(4)), QStringLiteral("-3972.1185"));
  QCOMPARE(QString::number(input.holdings.days.back().equity, 'f', 3), QStringLiteral("27.881"));
  QStringList warnings;
  for (const Error& warning : input.warnings)
    warnings << QString::fromStdString(warning.code);
  QVERIFY2(warnings.contains("backtest.liquidated"), qPrintable(warnings.join(' ')));
  QVERIFY(warnings.contains("backtest.unproven_terms"));
  QVERIFY(!warnings.contains("backtest.no_funding"));
}

/// The same coin long for 4,000: 03-03 opens at 46,000, where 3,975 − 4,000 = −25 is left: closed at that open.
void TstContracts::aGapIsClosedAtTheOpen()
{
  MemorySource source;
  source.add(entity(kCoin),
      daily({{"2024-03-01", 50000, 50500, 49500, 50000}, {"2024-03-02", 50000, 51000, 49800, 50500},
          {"2024-03-03", 46000, 47000, 45000, 46900}}));
  const Played played =
      play(std::make_unique<Scripted>(
               kCoin, std::map<std::string, Scripted::Action>{{"2024-03-01", order(kCoin, trading::Side::Buy, "1")}}),
          source, "4000", "0.00000001");
  const auto snapshot = played.market->orders().snapshot();
  QCOMPARE(snapshot->fills.size(), std::size_t{2});
  QCOMPARE(text(snapshot->fills[1].price), QStringLiteral("46000"));
  QCOMPARE(played.days[2].equity, QStringLiteral("-48")); // −25 less a fee of 23: the account owes
}

/// Bought at the close of 03-04, 45,500, after that bar's low of 10; the next bar's low of 45,400 is borne. Bought at
/// its open, 45,400, 4,000 ÷ 45,400 = 0.08810572 coins for a fee of 2 are closed where 3,998 + 0.08810572 × (P −
/// 45,400) = 0.4 % of 0.08810572 × P, at 22.79: of 2.008 the maintenance margin less the fee, 0.4 % − 0.05 %, 0.00703,
/// is left. The strategy is long still and goes on with that: 0.00703 ÷ 45,500 = 0.00000015 coins.
void TstContracts::whatIsBoughtAtTheCloseHasNotSeenTheLow()
{
  MemorySource source;
  source.add(entity(kCoin),
      daily({{"2024-03-01", 46000, 46000, 46000, 46000}, {"2024-03-02", 46000, 46000, 45000, 45000},
          {"2024-03-03", 45000, 45400, 45000, 45400}, {"2024-03-04", 45400, 46200, 10, 45500},
          {"2024-03-05", 45500, 46500, 45400, 46000}}));
  const auto fillsOf = [&](const char* fill) {
    const BacktestRun run =
        runDocument(kCoin, source, {"a.initial_cash=4000", "a.sizing=exact", std::string("a.fill=") + fill});
    QStringList lines;
    for (const analytics::FillRecord& one : run.report.input.fills)
      lines << QString::fromStdString(one.time.day().iso() + " " + one.side + " " + one.quantity.toString());
    return lines;
  };
  QCOMPARE(fillsOf("next_close"), (QStringList{"2024-03-04 buy 0.08810572"}));
  QCOMPARE(fillsOf("next_open"),
      (QStringList{"2024-03-04 buy 0.08810572", "2024-03-04 sell 0.08810572", "2024-03-05 buy 0.00000015"}));
}

/// 0.08 coins sold at 800,000, with a fifth of the open of 1,000,000 lost to slippage, fee 32: 3,968 − 0.08 × (P −
/// 800,000) = 0.4 % of 0.08 × P at 67,968 ÷ 0.08032 = 846,215.14, and not at an open before they were sold. So is one
/// coin bought at 50,000 of 5,000, fee 25, in a bar that opened at 40,000: 4,975 + P − 50,000 = 0.004 P at 45,205.82.
void TstContracts::whatIsOpenedInsideABarHasNotSeenTheOpen()
{
  MemorySource source;
  source.add(entity(kCoin),
      daily({{"2024-03-01", 49900, 49900, 49900, 49900}, {"2024-03-02", 49900, 50100, 49900, 50100},
          {"2024-03-03", 50100, 50100, 50000, 50000}, {"2024-03-04", 1000000, 1000000, 800000, 800000}}));
  const BacktestRun run = runDocument(kCoin, source, {"a.initial_cash=4000", "a.sizing=exact", "a.slippage=0.2"});
  const std::vector<analytics::FillRecord>& fills = run.report.input.fills;
  QCOMPARE(fills.size(), std::size_t{2});
  QCOMPARE(text(fills[0].price), QStringLiteral("800000"));
  QCOMPARE(QString::fromStdString(fills[1].price.toFixed(2)), QStringLiteral("846215.14"));

  MemorySource other;
  other.add(
      entity(kCoin), daily({{"2024-03-01", 40000, 40000, 40000, 40000}, {"2024-03-02", 40000, 51000, 39900, 50500}}));
  const Played played =
      play(std::make_unique<Scripted>(
               kCoin, std::map<std::string, Scripted::Action>{{"2024-03-01", order(kCoin, trading::Side::Buy, "1")}}),
          other, "5000", "0.00000001", false, "0.25");
  const auto snapshot = played.market->orders().snapshot();
  QCOMPARE(snapshot->fills.size(), std::size_t{2});
  QCOMPARE(text(snapshot->fills[0].price), QStringLiteral("50000"));
  QCOMPARE(QString::fromStdString(snapshot->fills[1].price.toFixed(1)), QStringLiteral("45205.8"));
}

/// Futures settle daily: their margin is judged at closes, as brokers call for it. Five lots at 4,712 fall by 712 ×
/// 1,500 = 1,068,000 inside the day, more than there is, and close at 4,720.
void TstContracts::aFutureIsJudgedAtItsClose()
{
  MemorySource source;
  source.add(entity(kIndex),
      daily({{"2026-05-07", 4700, 4700, 4690, 4690}, {"2026-05-08", 4690, 4710, 4690, 4710},
          {"2026-05-11", 4712, 4720, 4000, 4720}, {"2026-05-12", 4720, 4730, 4720, 4725}}));
  const Played played =
      play(std::make_unique<Scripted>(
               kIndex, std::map<std::string, Scripted::Action>{{"2026-05-08", order(kIndex, trading::Side::Buy, "5")}}),
          source, "1000000", "0.01");
  QCOMPARE(played.market->orders().snapshot()->fills.size(), std::size_t{1});
  QCOMPARE(text(played.market->orders().account()->find(kIndex)->total), QStringLiteral("5"));
}

/// 4,000 ÷ 45,400 = 0.08810572 coins. A limit 1 % below the close, 44,946, is reached after an open of 45,400: a maker,
/// 0.02 % of 3,959.999691 = 0.792000. One 1 % above is filled at the open: a taker, 0.05 % of 3,999.999688 = 2.000000.
void TstContracts::aLimitThatStoodPaysTheMakersFee()
{
  MemorySource source;
  source.add(entity(kCoin),
      daily({{"2024-03-01", 46000, 46000, 46000, 46000}, {"2024-03-02", 46000, 46000, 45000, 45000},
          {"2024-03-03", 45000, 45400, 45000, 45400}, {"2024-03-04", 45400, 46200, 44000, 45500}}));
  for (const auto& [offset, price, fee] :
      {std::tuple("-0.01", "44946", "0.792000"), std::tuple("0.01", "45400", "2.000000")}) {
    const BacktestRun run = runDocument(kCoin, source,
        {"a.initial_cash=4000", "a.sizing=exact", "a.fill=limit", std::string("a.limit_offset=") + offset});
    const analytics::ReportInput& input = run.report.input;
    QCOMPARE(input.fills.size(), std::size_t{1});
    QCOMPARE(text(input.fills[0].price), QString::fromLatin1(price));
    QCOMPARE(QString::fromStdString(input.fills[0].totalCosts().toFixed(6)), QString::fromLatin1(fee));
  }
}

QTEST_APPLESS_MAIN(TstContracts)
#include "tst_contracts.moc"
