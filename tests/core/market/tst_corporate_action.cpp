// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/market/corporate_action.h"
#include "tests/support/fixtures.h"

#include <QtTest>

#include <cmath>
#include <sstream>

using namespace zvt;
using namespace zvt::market;

namespace {

struct Daily {
  BarSeries bars;
  std::vector<TradingDay> days;
};

std::vector<std::vector<std::string>> readCsv(const std::filesystem::path& file)
{
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(tests::readFile(file));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    auto& row = rows.emplace_back();
    for (const std::string_view cell : split(trim(line), ','))
      row.emplace_back(cell);
  }
  return rows;
}

double number(const std::string& text)
{
  return parseDouble(text).value();
}

Daily readBars(const std::filesystem::path& file)
{
  Daily daily;
  for (const auto& row : readCsv(file)) {
    const TradingDay day = TradingDay::parse(row[0]).value();
    daily.days.push_back(day);
    daily.bars.append({day.days, number(row[1]), number(row[2]), number(row[3]), number(row[4]), number(row[5]) * 100,
        number(row[6])});
  }
  return daily;
}

/// hikyuu: figures per 10 shares.
std::vector<CorporateAction> readActions(const std::filesystem::path& file)
{
  std::vector<CorporateAction> actions;
  for (const auto& row : readCsv(file)) {
    CorporateAction action;
    action.exDay = TradingDay::parse(row[0]).value();
    action.bonus = (number(row[1]) + number(row[5])) / 10;
    action.rights = number(row[2]) / 10;
    action.rightsPrice = number(row[3]);
    action.cash = number(row[4]) / 10;
    actions.push_back(action);
  }
  return actions;
}

Daily closes(std::initializer_list<std::pair<int, double>> values)
{
  Daily daily;
  for (const auto& [day, close] : values) {
    daily.days.push_back({day});
    daily.bars.append({day, close, close, close, close, 1000, 5000});
  }
  return daily;
}

BarSeries adjust(const Daily& daily, const std::vector<CorporateAction>& actions, AdjustMode mode, AdjustMethod method)
{
  return adjusted(daily.bars, adjustFactors(daily.bars, daily.days, actions, mode, method), mode);
}

void compare(const std::vector<double>& values, std::initializer_list<double> expected)
{
  QCOMPARE(values.size(), expected.size());
  std::size_t i = 0;
  for (const double one : expected) {
    QVERIFY2(std::abs(values[i] - one) <= 1e-9 * std::max(1.0, std::abs(one)),
        qPrintable(QStringLiteral("row %1: %2, expected %3").arg(i).arg(values[i], 0, 'g', 15).arg(one, 0, 'g', 15)));
    ++i;
  }
}

CorporateAction action(int day, double cash, double bonus = 0, double rights = 0, double rightsPrice = 0)
{
  CorporateAction result;
  result.exDay = {day};
  result.cash = cash;
  result.bonus = bonus;
  result.rights = rights;
  result.rightsPrice = rightsPrice;
  return result;
}

}

class TstCorporateAction : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void agreesWithOracle_data();
  void agreesWithOracle();
  void agreesWithFactors_data();
  void agreesWithFactors();
  void extraColumns();
  void cryptoIsNotAdjusted();
  void referencePrices();
  void cashOnly();
  void bonusOnly();
  void rightsOnly();
  void allThreeOnOneDay();
  void twoEventsOnOneDay();
  void exDateWithoutBar();
  void eventsOutsideTheBars();
  void splitAndConsolidation();
  void differenceKeepsDifferences();
  void minuteBars();
  void rawStaysRaw();
};

void TstCorporateAction::agreesWithOracle_data()
{
  QTest::addColumn<QString>("code");
  QTest::addColumn<int>("rows");
  QTest::newRow("sz000001") << "sz000001" << 331;
  QTest::newRow("sz000002") << "sz000002" << 392;
  QTest::newRow("sh600000") << "sh600000" << 230;
}

void TstCorporateAction::agreesWithOracle()
{
  QFETCH(QString, code);
  QFETCH(int, rows);
  const std::string name = code.toStdString();
  const auto barFile = tests::fixture("market/hikyuu/" + name + "_1d.csv");
  const auto actionFile = tests::fixture("market/hikyuu/" + name + "_corporate_actions.csv");
  const auto oracleFile = tests::fixture("oracle/adjust/" + name + "_hfq_qfq_close.csv");
  if (!barFile || !actionFile || !oracleFile)
    QSKIP("fixtures of hikyuu are not there");
  const Daily daily = readBars(*barFile);
  const auto actions = readActions(*actionFile);
  const BarSeries hfq = adjust(daily, actions, AdjustMode::Hfq, AdjustMethod::Ratio);
  const BarSeries qfq = adjust(daily, actions, AdjustMode::Qfq, AdjustMethod::Ratio);
  int compared = 0;
  for (const auto& row : readCsv(*oracleFile)) {
    const auto found = std::lower_bound(daily.days.begin(), daily.days.end(), TradingDay::parse(row[0]).value());
    QVERIFY(found != daily.days.end() && found->iso() == row[0]);
    const auto i = static_cast<std::size_t>(found - daily.days.begin());
    // The oracle prints six decimals, which is coarser than 1e-6 relative below 0.5.
    const auto near = [](double ours, double theirs) {
      return std::abs(ours - theirs) <= std::max(1e-6 * theirs, 5.1e-7);
    };
    QVERIFY2(near(hfq.close[i], number(row[2])), row[0].c_str());
    QVERIFY2(near(qfq.close[i], number(row[3])), row[0].c_str());
    ++compared;
  }
  QCOMPARE(compared, rows);
}

void TstCorporateAction::agreesWithFactors_data()
{
  QTest::addColumn<QString>("code");
  QTest::addColumn<int>("events");
  QTest::newRow("sz000001") << "sz000001" << 11;
  QTest::newRow("sz000002") << "sz000002" << 20;
  QTest::newRow("sh600000") << "sh600000" << 12;
}

/// Every event: the bar it takes effect at, the close before, the reference price and the factors.
void TstCorporateAction::agreesWithFactors()
{
  QFETCH(QString, code);
  QFETCH(int, events);
  const std::string name = code.toStdString();
  const auto barFile = tests::fixture("market/hikyuu/" + name + "_1d.csv");
  const auto actionFile = tests::fixture("market/hikyuu/" + name + "_corporate_actions.csv");
  const auto oracleFile = tests::fixture("oracle/adjust/" + name + "_adjust_factors.csv");
  if (!barFile || !actionFile || !oracleFile)
    QSKIP("fixtures of hikyuu are not there");
  const Daily daily = readBars(*barFile);
  const auto actions = readActions(*actionFile);
  const auto hfq = adjustFactors(daily.bars, daily.days, actions, AdjustMode::Hfq, AdjustMethod::Ratio);
  const auto qfq = adjustFactors(daily.bars, daily.days, actions, AdjustMode::Qfq, AdjustMethod::Ratio);
  const auto rows = readCsv(*oracleFile);
  QCOMPARE(int(rows.size()), events);
  const double last = number(rows.back()[5]);
  for (const auto& row : rows) {
    const auto at = std::lower_bound(daily.days.begin(), daily.days.end(), TradingDay::parse(row[1]).value());
    const auto bar = static_cast<std::size_t>(at - daily.days.begin());
    QVERIFY2(at->iso() == row[1] && daily.days[bar - 1] < TradingDay::parse(row[0]).value(), row[0].c_str());
    QCOMPARE(daily.bars.close[bar - 1], number(row[2]));
    double reference = daily.bars.close[bar - 1];
    for (const CorporateAction& one : actions)
      if (one.exDay.iso() == row[0])
        reference = one.referencePrice(reference);
    QVERIFY2(std::abs(reference - number(row[3])) <= 5.1e-7, row[0].c_str()); // six decimals
    const auto near = [](double ours, double theirs) { return std::abs(ours - theirs) <= 1e-7 * theirs; };
    QVERIFY2(near(hfq.scale[bar] / hfq.scale[bar - 1], number(row[4])), row[0].c_str());
    QVERIFY2(near(hfq.scale[bar], number(row[5])), row[0].c_str());
    QVERIFY2(near(qfq.scale[bar], number(row[5]) / last), row[0].c_str());
  }
}

/// Prices and volumes among the extra columns move with the bars, other columns stay.
void TstCorporateAction::extraColumns()
{
  Daily daily = closes({{1, 8}, {2, 10}, {3, 5.2}});
  daily.bars.extraForWrite("bid_price") = {7.9, 9.9, 5.1};
  daily.bars.extraForWrite("bid_volume") = {300, 400, 500};
  daily.bars.extraForWrite("turnover_rate") = {0.1, 0.2, 0.3};
  daily.bars.extraForWrite("undeclared") = {1, 2, 3};
  const BarSeries qfq = adjust(daily, {action(3, 0, 1)}, AdjustMode::Qfq, AdjustMethod::Ratio);
  compare(*qfq.extra("bid_price"), {3.95, 4.95, 5.1});
  compare(*qfq.extra("bid_volume"), {600, 800, 500});
  compare(*qfq.extra("turnover_rate"), {0.1, 0.2, 0.3});
  compare(*qfq.extra("undeclared"), {1, 2, 3});
}

void TstCorporateAction::cryptoIsNotAdjusted()
{
  QVERIFY(!isAdjustable("coin_binance_BTC-USDT"));
  QVERIFY(!isAdjustable("coin_somewhere_BTC-USDT"));
  QVERIFY(!isAdjustable("future_binance_BTC-USDT_USDT"));
  for (const char* id : {"stock_sz_000001", "stockus_nasdaq_AAPL", "etf_sh_510300", "index_sh_000001"})
    QVERIFY(isAdjustable(id));
}

void TstCorporateAction::referencePrices()
{
  // (10 − 0.5 + 0.3 · 4) / (1 + 0.2 + 0.3) = 10.7 / 1.5
  QCOMPARE(action(1, 0.5, 0.2, 0.3, 4).referencePrice(10), 10.7 / 1.5);
  QCOMPARE(action(1, 0.5, 0.2, 0.3, 4).shareFactor(), 1.5);
  CorporateAction counts;
  counts.totalShares = 1e8;
  QVERIFY(!counts.movesPrice());
}

void TstCorporateAction::cashOnly()
{
  // 10 → ex 9.5: factor 10 / 9.5.
  const Daily daily = closes({{1, 8}, {2, 10}, {3, 9.6}});
  const std::vector actions{action(3, 0.5)};
  compare(adjust(daily, actions, AdjustMode::Qfq, AdjustMethod::Ratio).close, {7.6, 9.5, 9.6});
  compare(adjust(daily, actions, AdjustMode::Hfq, AdjustMethod::Ratio).close, {8, 10, 9.6 * 10 / 9.5});
  compare(adjust(daily, actions, AdjustMode::Qfq, AdjustMethod::Difference).close, {7.5, 9.5, 9.6});
  compare(adjust(daily, actions, AdjustMode::Hfq, AdjustMethod::Difference).close, {8, 10, 10.1});
  // Cash moves no share.
  compare(adjust(daily, actions, AdjustMode::Qfq, AdjustMethod::Ratio).volume, {1000, 1000, 1000});
}

void TstCorporateAction::bonusOnly()
{
  // One new share for every old one: prices halve, volumes double.
  const Daily daily = closes({{1, 8}, {2, 10}, {3, 5.2}});
  const std::vector actions{action(3, 0, 1)};
  for (const AdjustMethod method : {AdjustMethod::Ratio, AdjustMethod::Difference}) {
    const BarSeries qfq = adjust(daily, actions, AdjustMode::Qfq, method);
    compare(qfq.close, {4, 5, 5.2});
    compare(qfq.volume, {2000, 2000, 1000});
    compare(qfq.turnover, {5000, 5000, 5000});
    const BarSeries hfq = adjust(daily, actions, AdjustMode::Hfq, method);
    compare(hfq.close, {8, 10, 10.4});
    compare(hfq.volume, {1000, 1000, 500});
  }
}

void TstCorporateAction::rightsOnly()
{
  // 0.5 rights at 4: (10 + 2) / 1.5 = 8; difference: p ↦ p/1.5 + 4/3.
  const Daily daily = closes({{1, 7}, {2, 10}, {3, 8.8}});
  const std::vector actions{action(3, 0, 0, 0.5, 4)};
  compare(adjust(daily, actions, AdjustMode::Qfq, AdjustMethod::Ratio).close, {5.6, 8, 8.8});
  compare(adjust(daily, actions, AdjustMode::Hfq, AdjustMethod::Ratio).close, {7, 10, 11});
  compare(adjust(daily, actions, AdjustMode::Qfq, AdjustMethod::Difference).close, {7 / 1.5 + 2 / 1.5, 8, 8.8});
  // Inverse: p ↦ (p − 4/3) · 1.5
  compare(adjust(daily, actions, AdjustMode::Hfq, AdjustMethod::Difference).close, {7, 10, 11.2});
}

void TstCorporateAction::allThreeOnOneDay()
{
  // 000001 on 1993-05-24: 0.30 cash, 0.35 + 0.5 bonus, 0.1 rights at 16 → (54.4 − 0.3 + 1.6) / 1.95 = 28.564103
  // (oracle).
  const Daily daily = closes({{1, 54.4}, {2, 28.1}});
  const std::vector actions{action(2, 0.3, 0.85, 0.1, 16)};
  compare(adjust(daily, actions, AdjustMode::Qfq, AdjustMethod::Ratio).close, {55.7 / 1.95, 28.1});
  compare(adjust(daily, actions, AdjustMode::Qfq, AdjustMethod::Difference).close, {55.7 / 1.95, 28.1});
  compare(adjust(daily, actions, AdjustMode::Qfq, AdjustMethod::Ratio).volume, {1950, 1000});
}

void TstCorporateAction::twoEventsOnOneDay()
{
  // 10 − 1 = 9, then one for one: 4.5. Taken as one event it would be the same here: (10 − 1) / 2.
  const Daily daily = closes({{1, 10}, {2, 4.6}});
  const std::vector actions{action(2, 1), action(2, 0, 1)};
  for (const AdjustMethod method : {AdjustMethod::Ratio, AdjustMethod::Difference})
    compare(adjust(daily, actions, AdjustMode::Qfq, method).close, {4.5, 4.6});
  // The other order: 10 / 2 = 5, then − 1 = 4: the order matters.
  compare(adjust(daily, {action(2, 0, 1), action(2, 1)}, AdjustMode::Qfq, AdjustMethod::Ratio).close, {4, 4.6});
  // Hfq: ratio 4.6 · 10/4.5; difference (4.6 · 2) + 1.
  compare(adjust(daily, actions, AdjustMode::Hfq, AdjustMethod::Ratio).close, {10, 46 / 4.5});
  compare(adjust(daily, actions, AdjustMode::Hfq, AdjustMethod::Difference).close, {10, 10.2});
}

void TstCorporateAction::exDateWithoutBar()
{
  // Suspended on the ex-date 3: the event takes effect at bar 5, from the close of bar 2.
  const Daily daily = closes({{1, 8}, {2, 10}, {5, 9.6}, {6, 9.7}});
  compare(adjust(daily, {action(3, 0.5)}, AdjustMode::Qfq, AdjustMethod::Ratio).close, {7.6, 9.5, 9.6, 9.7});
  // Two ex-dates inside one suspension are applied one after the other: 10 − 0.5 = 9.5 → / 2 = 4.75.
  const Daily second = closes({{2, 10}, {5, 4.8}});
  compare(adjust(second, {action(4, 0, 1), action(3, 0.5)}, AdjustMode::Qfq, AdjustMethod::Ratio).close, {4.75, 4.8});
}

void TstCorporateAction::eventsOutsideTheBars()
{
  const Daily daily = closes({{5, 10}, {6, 11}});
  // Before or on the first bar there is no previous close; after the last bar the event has not happened yet.
  for (const int day : {1, 5, 7})
    for (const AdjustMode mode : {AdjustMode::Qfq, AdjustMode::Hfq})
      for (const AdjustMethod method : {AdjustMethod::Ratio, AdjustMethod::Difference})
        compare(adjust(daily, {action(day, 0.5, 1)}, mode, method).close, {10, 11});
}

void TstCorporateAction::splitAndConsolidation()
{
  CorporateAction split; // Apple, 2014-06-09: seven for one
  split.exDay = {2};
  split.consolidation = 7;
  QVERIFY(split.movesPrice());
  const Daily apple = closes({{1, 645.57}, {2, 93.70}});
  compare(adjust(apple, {split}, AdjustMode::Qfq, AdjustMethod::Ratio).close, {645.57 / 7, 93.70});
  compare(adjust(apple, {split}, AdjustMode::Hfq, AdjustMethod::Difference).close, {645.57, 655.9});
  CorporateAction reverse; // one new share for ten old ones
  reverse.exDay = {2};
  reverse.consolidation = 0.1;
  const Daily penny = closes({{1, 0.5}, {2, 5.1}});
  const BarSeries qfq = adjust(penny, {reverse}, AdjustMode::Qfq, AdjustMethod::Ratio);
  compare(qfq.close, {5, 5.1});
  compare(qfq.volume, {100, 1000});
}

void TstCorporateAction::differenceKeepsDifferences()
{
  // Two dividends of 1 and 2: the oldest price goes below zero, differences within an era stay.
  const Daily daily = closes({{1, 2.5}, {2, 4}, {3, 3.5}, {4, 5}, {5, 3.5}});
  const std::vector actions{action(3, 1), action(5, 2)};
  compare(adjust(daily, actions, AdjustMode::Qfq, AdjustMethod::Difference).close, {-0.5, 1, 1.5, 3, 3.5});
  compare(adjust(daily, actions, AdjustMode::Hfq, AdjustMethod::Difference).close, {2.5, 4, 4.5, 6, 6.5});
}

void TstCorporateAction::minuteBars()
{
  Daily minutes;
  for (const int day : {1, 1, 2, 2}) {
    minutes.days.push_back({day});
    const double close = day == 1 ? 10 : 5;
    minutes.bars.append({static_cast<std::int64_t>(minutes.days.size()), close, close, close, close, 100, 1});
  }
  compare(adjust(minutes, {action(2, 0, 1)}, AdjustMode::Qfq, AdjustMethod::Ratio).close, {5, 5, 5, 5});
}

void TstCorporateAction::rawStaysRaw()
{
  const Daily daily = closes({{1, 10}, {2, 5}});
  const BarSeries raw = adjust(daily, {action(2, 0, 1)}, AdjustMode::Bfq, AdjustMethod::Ratio);
  QCOMPARE(raw.close, daily.bars.close);
  QVERIFY(raw.adjust == AdjustMode::Bfq);
}

QTEST_APPLESS_MAIN(TstCorporateAction)
#include "tst_corporate_action.moc"
