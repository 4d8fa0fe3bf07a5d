// SPDX-License-Identifier: Apache-2.0
#include "core/storage/bar_panel.h"
#include "tests/core/storage/bar_model.h"

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

std::string entityName(int i)
{
  return "stock_sz_" + std::to_string(100'000 + i);
}

/// The panel against market::Panel, which is made from series.
void compare(const BarPanel& panel, const std::vector<market::BarSeriesPtr>& series)
{
  const market::Panel expected = market::Panel::fromSeries(series);
  const auto same = [](const auto& a, const auto& b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); };
  QVERIFY(same(panel.entities(), expected.entities));
  QVERIFY(same(panel.timeline(), expected.timeline));
  QVERIFY(same(panel.offsets(), expected.offsets));
  QVERIFY(same(panel.position(), expected.position));
  const auto sameValues = [&](market::BarColumn column, const std::vector<double>& values) {
    for (std::size_t e = 0; e < panel.entities().size(); ++e) {
      const market::SeriesView read = panel.series(column, e);
      if (read.size() != expected.offsets[e + 1] - expected.offsets[e])
        return false;
      for (std::size_t i = 0; i < read.size(); ++i)
        if (!sameBits(read[i], values[expected.offsets[e] + i]))
          return false;
    }
    const auto all = panel.column(column);
    return panel.layout() || std::equal(all.begin(), all.end(), values.begin(), values.end(), sameBits);
  };
  QVERIFY(sameValues(market::BarColumn::Open, expected.open) && sameValues(market::BarColumn::High, expected.high)
      && sameValues(market::BarColumn::Low, expected.low) && sameValues(market::BarColumn::Close, expected.close)
      && sameValues(market::BarColumn::Volume, expected.volume)
      && sameValues(market::BarColumn::Turnover, expected.turnover));
}

market::BarSeriesPtr shared(market::BarSeries bars)
{
  return std::make_shared<const market::BarSeries>(std::move(bars));
}

}

class TstBarPanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void aPanelIsWhatTheSeriesSay_data()
  {
    QTest::addColumn<qint64>("step");
    QTest::newRow("days") << qint64{1};
    QTest::newRow("minutes") << qint64{60'000'000};
    QTest::newRow("far apart") << qint64{900'000'000'000'000};
  }

  void aPanelIsWhatTheSeriesSay()
  {
    QFETCH(qint64, step);
    TestProfile test;
    BarStore& store = test.open().bars();
    SeededRandom random(static_cast<std::uint64_t>(step));
    std::vector<market::BarSeriesPtr> series;
    PanelQuery query;
    for (int i = 0; i < 12; ++i) {
      market::BarSeries bars = randomBars(random, entityName(i), static_cast<std::int64_t>(random.below(50)), 90);
      bars.level = step == 1 ? market::BarLevel::Day1 : market::BarLevel::Min1;
      for (std::int64_t& key : bars.key)
        key *= step;
      query.level = bars.level;
      query.entities.push_back(bars.entityId);
      QVERIFY(store.write(bars, WriteMode::Merge));
      series.push_back(shared(std::move(bars)));
    }
    auto reader = store.reader();
    BarPanel panel;
    for (int round = 0; round < 2; ++round) { // from a tail or chunks, then from chunks; memory that was used before
      for (const bool inBlocks : {false, true, false}) {
        query.inBlocks = inBlocks;
        QVERIFY(reader->readPanel(query, panel));
        QCOMPARE(panel.layout() != nullptr, inBlocks);
        compare(panel, series);
      }
      QVERIFY(store.settle());
    }
    query.entities = {entityName(7), entityName(2)};
    query.from = 20 * step;
    query.to = 60 * step;
    QVERIFY(reader->readPanel(query, panel));
    compare(
        panel, {shared(series[7]->slice(*query.from, *query.to)), shared(series[2]->slice(*query.from, *query.to))});
  }

  void columnsAreAlignedAndOnlyThoseAskedFor()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    for (int i = 0; i < 3; ++i)
      QVERIFY(store.write(madeSeries(entityName(i), i, 77, i), WriteMode::Merge));
    auto reader = store.reader();
    BarPanel panel;
    PanelQuery query;
    query.columns = market::BarColumnSet::only(market::BarColumn::Close);
    QVERIFY(reader->readPanel(query, panel));
    QCOMPARE(panel.entities().size(), std::size_t{3});
    QVERIFY(panel.column(market::BarColumn::Open).empty());
    const auto close = panel.column(market::BarColumn::Close);
    QCOMPARE(reinterpret_cast<std::uintptr_t>(close.data()) % 64, std::uintptr_t{0});
    const auto second = panel.column(market::BarColumn::Close, 1);
    const market::BarSeries expected = madeSeries(entityName(1), 1, 77, 1);
    QVERIFY(std::equal(second.begin(), second.end(), expected.close.begin(), expected.close.end()));
  }

  void entitiesWithoutBarsHaveNoRows()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    market::BarSeries first = madeSeries(entityName(1), 0, 5);
    first.provider = "b";
    market::BarSeries second = madeSeries(entityName(1), 3, 4, 8);
    second.provider = "a";
    QVERIFY(store.write(first, WriteMode::Merge) && store.write(second, WriteMode::Merge));
    auto reader = store.reader();
    BarPanel panel;
    PanelQuery query;
    query.entities = {"stock_sz_000009", entityName(1)};
    query.priority = {"b"};
    QVERIFY(reader->readPanel(query, panel));
    QVERIFY(std::vector(panel.offsets().begin(), panel.offsets().end()) == (std::vector<std::size_t>{0, 0, 5}));
    query.priority.clear();
    QVERIFY(reader->readPanel(query, panel));
    QVERIFY2(panel.rows() == 4, "the first provider by name");
    query.provider = "none";
    QVERIFY(reader->readPanel(query, panel));
    QVERIFY(panel.rows() == 0 && panel.timeline().empty());
  }

  void aDamagedSeriesEndsThePanelAndIsNamed()
  {
    TestProfile test;
    BarStore& store = test.open().bars();
    for (int i = 0; i < 3; ++i)
      QVERIFY(store.write(madeSeries(entityName(i), 0, 100), WriteMode::Merge));
    const auto connection = Connection::open(test.path() / "market.db", OpenMode::Create);
    QVERIFY((*connection)->execute("UPDATE bar_chunk SET checksum=0 WHERE series=2"));
    auto reader = store.reader();
    BarPanel panel;
    const auto read = reader->readPanel({}, panel);
    QCOMPARE(codeOf(read), std::string("storage.corrupt_chunk"));
    QCOMPARE(read.error().field("entity"), std::string_view(entityName(1)));
  }
};

QTEST_APPLESS_MAIN(TstBarPanel)
#include "tst_bar_panel.moc"
