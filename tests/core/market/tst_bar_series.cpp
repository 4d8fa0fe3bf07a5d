// SPDX-License-Identifier: Apache-2.0
#include "core/market/bar_columns.h"
#include "core/market/bar_series.h"

#include <QtTest>

#include <cmath>

using namespace zvt;
using namespace zvt::market;

class TstBarSeries : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void namesRoundTrip();
  void minutes();
  void appendsAndSlices();
  void panelFindsRows();
  void extraColumnsComeAlong();
  void panelHasExtraColumns();
  void declaredColumns();
  void refusesBadDeclarations_data();
  void refusesBadDeclarations();
};

namespace {

BarSeriesPtr series(const char* id, std::initializer_list<std::int64_t> keys)
{
  auto result = std::make_shared<BarSeries>();
  result->entityId = id;
  for (const std::int64_t key : keys) {
    const double price = static_cast<double>(key);
    result->append({key, price, price + 1, price - 1, price + 0.5, 100 * price, std::nan("")});
  }
  return result;
}

}

void TstBarSeries::namesRoundTrip()
{
  for (const char* name : {"tick", "1m", "5m", "15m", "30m", "1h", "4h", "1d", "1wk", "1mon"})
    QCOMPARE(toString(*parseBarLevel(name)), std::string_view(name));
  QCOMPARE(parseBarLevel("2m").error().code, std::string("bar.unknown_level"));
  for (const char* name : {"bfq", "qfq", "hfq"})
    QCOMPARE(toString(*parseAdjustMode(name)), std::string_view(name));
  QCOMPARE(parseAdjustMode("Qfq").error().code, std::string("bar.unknown_adjust"));
  for (const char* name : {"ratio", "difference"})
    QCOMPARE(toString(*parseAdjustMethod(name)), std::string_view(name));
  QCOMPARE(parseAdjustMethod("").error().code, std::string("bar.unknown_adjust_method"));
}

void TstBarSeries::minutes()
{
  QCOMPARE(minutesOf(BarLevel::Tick), 0);
  QCOMPARE(minutesOf(BarLevel::Min1), 1);
  QCOMPARE(minutesOf(BarLevel::Hour4), 240);
  QCOMPARE(minutesOf(BarLevel::Day1), 0);
  QVERIFY(!isDayKeyed(BarLevel::Hour4));
  QVERIFY(isDayKeyed(BarLevel::Month1));
}

void TstBarSeries::appendsAndSlices()
{
  const BarSeriesPtr all = series("stock_sz_000001", {1, 2, 4, 8});
  const BarSeries middle = all->slice(2, 8);
  QCOMPARE(middle.size(), std::size_t(2));
  QCOMPARE(middle.key.front(), std::int64_t(2));
  QCOMPARE(middle.at(1).close, 4.5);
  QVERIFY(std::isnan(middle.turnover[0]));
  QCOMPARE(middle.entityId, all->entityId);
  QVERIFY(all->slice(9, 20).empty());
  QVERIFY(all->slice(5, 2).empty());
  QCOMPARE(all->slice(0, 100).key, all->key);
}

void TstBarSeries::panelFindsRows()
{
  const Panel panel = Panel::fromSeries({series("a", {1, 3, 5}), series("b", {}), series("c", {2, 3})});
  QCOMPARE(panel.timeline, (std::vector<std::int64_t>{1, 2, 3, 5}));
  QCOMPARE(panel.offsets, (std::vector<std::size_t>{0, 3, 3, 5}));
  QCOMPARE(panel.position, (std::vector<std::uint32_t>{0, 2, 3, 1, 2}));
  QCOMPARE(panel.rowAt(0, 0), std::ptrdiff_t(0));
  QCOMPARE(panel.rowAt(0, 1), std::ptrdiff_t(-1));
  QCOMPARE(panel.rowAt(1, 2), std::ptrdiff_t(-1));
  QCOMPARE(panel.rowAt(2, 2), std::ptrdiff_t(4));
  QCOMPARE(panel.close[static_cast<std::size_t>(panel.rowAt(2, 1))], 2.5);
}

void TstBarSeries::extraColumnsComeAlong()
{
  BarSeries plain = *series("future_shfe_rb2405", {1, 2});
  BarSeries rich = *series("future_shfe_rb2405", {3, 4, 5});
  rich.extraForWrite("settlement") = {30, 40, 50};
  rich.extraForWrite("open_interest") = {300, 400, 500};
  QCOMPARE(rich.extras[0].name, std::string("open_interest")); // by name
  QCOMPARE(rich.columnCount(), std::size_t(8));
  QCOMPARE(*rich.slice(4, 6).extra("settlement"), (std::vector<double>{40, 50}));
  QVERIFY(rich.extra("turnover_rate") == nullptr);

  plain.appendFrom(rich, 2); // a column that the older bars do not have is missing there
  QCOMPARE(plain.size(), std::size_t(3));
  QVERIFY(std::isnan((*plain.extra("settlement"))[1]));
  QCOMPARE((*plain.extra("settlement"))[2], 50.0);
  rich.appendFrom(*series("x", {6}), 0); // and one that the newer bar does not have is missing there
  QVERIFY(std::isnan((*rich.extra("open_interest"))[3]));
}

void TstBarSeries::panelHasExtraColumns()
{
  auto future = std::make_shared<BarSeries>(*series("a", {1, 3}));
  future->extraForWrite("open_interest") = {10, 30};
  auto bond = std::make_shared<BarSeries>(*series("b", {3}));
  bond->extraForWrite("turnover_rate") = {0.5};
  const Panel panel = Panel::fromSeries({future, bond});
  QCOMPARE(panel.extras.size(), std::size_t(2));
  QCOMPARE(panel.extras[0].name, std::string("open_interest"));
  QCOMPARE(panel.extras[0].values[static_cast<std::size_t>(panel.rowAt(0, 1))], 30.0);
  QVERIFY(std::isnan(panel.extras[0].values[static_cast<std::size_t>(panel.rowAt(1, 1))]));
  QCOMPARE(panel.extras[1].values[static_cast<std::size_t>(panel.rowAt(1, 1))], 0.5);
}

void TstBarSeries::declaredColumns()
{
  const OptionalBarColumn* interest = findOptionalBarColumn("open_interest");
  QVERIFY(interest != nullptr);
  QVERIFY(interest->belongsTo("future", BarLevel::Day1));
  QVERIFY(!interest->belongsTo("stock", BarLevel::Day1));
  QVERIFY(interest->merge == ColumnMerge::Last && interest->basis == ColumnBasis::Other);
  const OptionalBarColumn* rate = findOptionalBarColumn("turnover_rate");
  QVERIFY(rate != nullptr && rate->merge == ColumnMerge::Sum);
  QVERIFY(rate->belongsTo("stock", BarLevel::Min1) && !rate->belongsTo("coin", BarLevel::Day1));
  const OptionalBarColumn* bid = findOptionalBarColumn("bid_price");
  QVERIFY(bid != nullptr && bid->basis == ColumnBasis::Price);
  QVERIFY(bid->belongsTo("stock", BarLevel::Tick) && !bid->belongsTo("stock", BarLevel::Min1));
  QVERIFY(findOptionalBarColumn("close") == nullptr); // every bar has it
}

void TstBarSeries::refusesBadDeclarations_data()
{
  QTest::addColumn<QByteArray>("column");
  QTest::newRow("merge") << QByteArray(R"({"name":"a","resample":"mean","adjust":"none"})");
  QTest::newRow("basis") << QByteArray(R"({"name":"a","resample":"sum","adjust":"shares"})");
  QTest::newRow("level") << QByteArray(R"({"name":"a","levels":["2m"],"resample":"sum","adjust":"none"})");
  QTest::newRow("no name") << QByteArray(R"({"resample":"sum","adjust":"none"})");
  QTest::newRow("entities") << QByteArray(R"({"name":"a","entityTypes":[1],"resample":"sum","adjust":"none"})");
}

void TstBarSeries::refusesBadDeclarations()
{
  QFETCH(QByteArray, column);
  QVERIFY(!readOptionalBarColumns("{\"columns\":[" + column.toStdString() + "]}"));
}

QTEST_APPLESS_MAIN(TstBarSeries)
#include "tst_bar_series.moc"
