// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/watchlist_model.h"

#include "widgets/base/theme.h"
#include "widgets/table/live_table.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;

namespace {

using F = WatchField;

/// A moment on Shanghai's clock.
Timestamp clockAt(const std::string& time)
{
  return {parseTime(time)->local.micros - Duration::hours(8).micros};
}

market::Quote quote(const char* id, double last, double previous, double volume = 1000)
{
  market::Quote quote;
  quote.entityId = id;
  quote.last = last;
  quote.previousClose = previous;
  quote.open = previous;
  quote.high = std::max(last, previous);
  quote.low = std::min(last, previous);
  quote.volume = volume;
  quote.turnover = volume * last;
  quote.received = Timestamp::fromSeconds(1000);
  quote.time = clockAt("2024-01-04T09:30:00");
  return quote;
}

data::QuoteChanges changesOf(std::initializer_list<market::Quote> quotes)
{
  data::QuoteChanges changes;
  for (const market::Quote& one : quotes)
    changes.entities.push_back({one.entityId, std::make_shared<const market::Quote>(one), true, false, false, false});
  return changes;
}

data::WatchlistPtr list()
{
  data::Watchlist made{"mine", "Mine"};
  made.groups[0].items = {{"stock_sh_600000"}};
  made.groups.push_back({"Banks", false, {{"stock_sz_000001", "a note", data::WatchFlag::Red}, {"stock_sh_600030"}}});
  return std::make_shared<const data::Watchlist>(std::move(made));
}

std::shared_ptr<const market::EntityTable> entities()
{
  std::vector<market::Entity> all;
  for (const auto& [id, name] : {std::pair{"stock_sh_600000", "浦发银行"}, std::pair{"stock_sz_000001", "平安银行"},
           std::pair{"stock_sh_600030", "中信证券"}}) {
    market::Entity entity;
    entity.id = *market::EntityId::parse(id);
    entity.name = name;
    entity.pinyin = market::pinyinInitials(name);
    all.push_back(std::move(entity));
  }
  return std::make_shared<const market::EntityTable>(std::move(all));
}

StoredDays stored()
{
  data::DailySnapshot day;
  day.entityId = "stock_sz_000001";
  day.day = *TradingDay::parse("2024-01-03");
  day.close = 11;
  day.reference = 10;
  day.open = 10.5;
  day.high = 11;
  day.low = 9.9;
  day.volume = 3000;
  day.turnover = 31500;
  day.averageVolume = 1500;
  day.averageVolumeNext = 1800;
  day.floatShares = 150'000;
  day.turnoverRate = 0.02;
  day.closes = {9, 10, 11};
  day.limit = data::DayLimit{11, 9};
  day.streak = 1;
  return std::make_shared<const std::vector<data::DailySnapshot>>(1, day);
}

QString cell(const WatchlistModel& model, int row, F field)
{
  return model.index(row, static_cast<int>(field)).data().toString();
}

constexpr Timestamp kNow = Timestamp::fromSeconds(1001);

}

class TstWatchlistModel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  void keepsItsPromises()
  {
    WatchlistModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setList(list(), entities(), stored());
    QCOMPARE(model.rowCount(), 4); // a row, a heading, two rows
    model.sort(static_cast<int>(F::Last), Qt::DescendingOrder);
    model.applyQuotes(changesOf({quote("stock_sh_600030", 30, 29)}), Duration::seconds(1), kNow);
    model.tick(Duration::seconds(2), kNow);
    model.setFilter(QStringLiteral("payh"));
    QCOMPARE(model.rowCount(), 2);
    model.setFilter({});
    model.sort(-1);
    model.setList(std::make_shared<const data::Watchlist>(), entities(), stored());
    QCOMPARE(model.rowCount(), 0);
  }

  // Worked by hand from the stored day above.
  void figuresOfAStoredDay()
  {
    WatchlistModel model;
    model.setList(list(), entities(), stored());
    QVERIFY(model.isHeading(1));
    QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("Banks"));
    QCOMPARE(cell(model, 2, F::Name), QString::fromUtf8("平安银行"));
    QCOMPARE(cell(model, 2, F::Code), QStringLiteral("000001.SZ"));
    QCOMPARE(cell(model, 2, F::Last), QStringLiteral("11.00"));
    QCOMPARE(cell(model, 2, F::Change), QStringLiteral("+1.00"));
    QCOMPARE(cell(model, 2, F::ChangePercent), QStringLiteral("+10.00%"));
    QCOMPARE(cell(model, 2, F::Amplitude), QStringLiteral("11.00%")); // (11 − 9.9) / 10
    QCOMPARE(cell(model, 2, F::VolumeRatio), QStringLiteral("2.00")); // 3000 / 1500
    QCOMPARE(cell(model, 2, F::TurnoverRate), QStringLiteral("2.00%"));
    QCOMPARE(cell(model, 2, F::Average), QStringLiteral("10.50")); // 31500 / 3000
    QCOMPARE(cell(model, 2, F::Day), QStringLiteral("2024-01-03"));
    QCOMPARE(cell(model, 2, F::Bid), QString(widgets::kMissing));
    QVERIFY(cell(model, 2, F::Age).isEmpty());
    QCOMPARE(model.index(2, static_cast<int>(F::Last)).data(widgets::LimitRole).toInt(), 1);
    QCOMPARE(model.index(2, static_cast<int>(F::Open)).data(widgets::ToneRole).toInt(), int(widgets::CellTone::Up));
    QCOMPARE(model.index(2, static_cast<int>(F::Low)).data(widgets::ToneRole).toInt(), int(widgets::CellTone::Down));
    QCOMPARE(cell(model, 3, F::Last), QString(widgets::kMissing)); // nothing is stored of it
    widgets::LiveRow shape;
    model.liveRow(2, shape);
    QCOMPARE(int(shape.mark), int(data::WatchFlag::Red));
  }

  void aQuoteChangesItsCellsAndFlashesForFourTenths()
  {
    WatchlistModel model;
    model.setList(list(), entities(), stored());
    market::Quote first = quote("stock_sz_000001", 10.5, 10, 600);
    first.bids.add({10.49, 300});
    first.asks.add({10.50, 100});
    model.applyQuotes(changesOf({first}), Duration::seconds(10), kNow);
    QCOMPARE(cell(model, 2, F::Last), QStringLiteral("10.50"));
    QCOMPARE(cell(model, 2, F::Imbalance), QStringLiteral("+50.00%")); // (300 − 100) / 400
    QCOMPARE(cell(model, 2, F::TurnoverRate), QStringLiteral("0.40%")); // 600 / 150,000
    QVERIFY(!model.flashEnds()); // the first quote is no change
    model.takeChanges();
    QCOMPARE(model.changedColumns(2), std::uint64_t{0});
    market::Quote second = first;
    second.last = 10.4;
    second.received = Timestamp::fromSeconds(1001);
    model.applyQuotes(changesOf({second}), Duration::seconds(11), kNow);
    const auto flash = [&](F field) {
      return model.index(2, static_cast<int>(field)).data(widgets::FlashRole).toInt();
    };
    QCOMPARE(flash(F::Last), -1);
    QCOMPARE(flash(F::ChangePercent), -1);
    QCOMPARE(flash(F::Bid), 0);
    QVERIFY((model.changedColumns(2) >> static_cast<int>(F::Last)) & 1U);
    QVERIFY(!((model.changedColumns(2) >> static_cast<int>(F::Volume)) & 1U));
    QVERIFY(model.flashEnds() == Duration::milliseconds(11'400));
    model.endFlashes(Duration::milliseconds(11'399));
    QCOMPARE(flash(F::Last), -1);
    model.endFlashes(Duration::milliseconds(11'400));
    QCOMPARE(flash(F::Last), 0);
    QVERIFY(!model.flashEnds());
  }

  void agesAreShownAndOldQuotesMuted()
  {
    WatchlistModel model;
    model.setList(list(), entities(), stored());
    model.applyQuotes(
        changesOf({quote("stock_sz_000001", 10.5, 10)}), Duration::seconds(1), Timestamp::fromSeconds(1002));
    const auto stale = [&](int row) {
      return model.index(row, static_cast<int>(F::Last)).data(widgets::StaleRole).toBool();
    };
    QCOMPARE(cell(model, 2, F::Age), QStringLiteral("2.0 s"));
    QVERIFY(!stale(2));
    model.tick(Duration::seconds(5), Timestamp::fromSeconds(1005));
    QVERIFY(!stale(2)); // exactly five seconds
    model.tick(Duration::seconds(6), Timestamp::fromSeconds(1006));
    QVERIFY(stale(2));
    QCOMPARE(cell(model, 2, F::Age), QStringLiteral("6.0 s"));
    // A stored day is stale where something feeds the market.
    model.setList(list(), entities(), stored());
    QVERIFY(!stale(3));
    WatchlistModel fed;
    fed.setList(list(), entities(), stored());
    fed.setFed(true);
    QVERIFY(fed.index(2, static_cast<int>(F::Last)).data(widgets::StaleRole).toBool());
    // Halted is muted for another reason and says so.
    market::Quote halted = quote("stock_sz_000001", 10.5, 10.5);
    halted.phase = market::QuotePhase::Halted;
    fed.applyQuotes(changesOf({halted}), Duration::seconds(1), kNow);
    QCOMPARE(cell(fed, 2, F::ChangePercent), QStringLiteral("Halted"));
  }

  void sortsWithinGroupsStablyAndAtMostOnceASecond()
  {
    WatchlistModel model;
    model.setList(list(), entities(), stored());
    const QPersistentModelIndex bank = model.index(2, 0); // 平安银行
    model.applyQuotes(changesOf({quote("stock_sz_000001", 10, 10), quote("stock_sh_600030", 11, 10)}), {}, kNow);
    model.sort(static_cast<int>(F::ChangePercent), Qt::DescendingOrder);
    QCOMPARE(cell(model, 2, F::Name), QString::fromUtf8("中信证券"));
    QCOMPARE(bank.row(), 3); // the selection goes with its row
    model.applyQuotes(changesOf({quote("stock_sz_000001", 12, 10)}), {}, kNow);
    QCOMPARE(bank.row(), 3); // nothing jumps between the seconds
    QSignalSpy layouts(&model, &QAbstractItemModel::layoutChanged);
    model.tick(Duration::seconds(1), kNow);
    QCOMPARE(bank.row(), 2);
    model.tick(Duration::seconds(2), kNow);
    QCOMPARE(layouts.count(), 1); // nothing changed since
    // Unknown values come last either way.
    model.sort(static_cast<int>(F::VolumeRatio), Qt::AscendingOrder);
    QCOMPARE(bank.row(), 2);
    model.sort(static_cast<int>(F::VolumeRatio), Qt::DescendingOrder);
    QCOMPARE(bank.row(), 2);
    model.sort(-1);
    QCOMPARE(model.entityAt(0), QStringLiteral("stock_sh_600000"));
  }

  void aNewDayWithoutAQuoteTakesItsPlaceInTheOrder()
  {
    WatchlistModel model;
    model.setList(list(), entities(), stored());
    model.applyQuotes(changesOf({quote("stock_sz_000001", 20, 10), quote("stock_sh_600030", 15, 10)}), {}, kNow);
    model.sort(static_cast<int>(F::Last), Qt::DescendingOrder);
    const QPersistentModelIndex bank = model.index(2, 0);
    QCOMPARE(cell(model, 2, F::Name), QString::fromUtf8("平安银行"));
    data::QuoteChange began{"stock_sz_000001", nullptr};
    began.dayBegan = true;
    data::QuoteChanges changes;
    changes.entities.push_back(began);
    model.applyQuotes(changes, Duration::seconds(1), kNow);
    model.tick(Duration::seconds(2), kNow);
    QCOMPARE(bank.row(), 3); // the stored 11 comes after 15
  }

  // 量比: 900 shares against the 1,800 a day of the five days before the quote's: the stored day is one of them.
  // Shanghai trades 240 minutes: at 10:30 a quarter has passed and 450 are usual, at 14:00 three quarters and 1,350,
  // after the close all of them.
  void volumeRatioCountsTheHoursThatHavePassed()
  {
    const auto at = [](const char* clock) { return clockAt(std::string("2024-01-04T") + clock); };
    WatchlistModel model;
    model.setList(list(), entities(), stored());
    market::Quote live = quote("stock_sz_000001", 10.5, 11, 900);
    live.time = live.received = at("10:30:00");
    model.applyQuotes(changesOf({live}), {}, at("10:30:00"));
    QCOMPARE(cell(model, 2, F::VolumeRatio), QStringLiteral("2.00"));
    model.takeChanges();
    model.tick(Duration::seconds(1), at("14:00:00")); // no trade since
    QCOMPARE(cell(model, 2, F::VolumeRatio), QStringLiteral("0.67"));
    QVERIFY(model.changedColumns(2) & (1ULL << static_cast<unsigned>(F::VolumeRatio)));
    model.tick(Duration::seconds(2), at("12:10:00"));
    QCOMPARE(cell(model, 2, F::VolumeRatio), QStringLiteral("1.00")); // the break does not count
    model.tick(Duration::seconds(3), at("20:00:00"));
    QCOMPARE(cell(model, 2, F::VolumeRatio), QStringLiteral("0.50"));
  }

  // A stored day tells of its own day and of the trading day after it; a replay of days before it, and a store that
  // lags, have no base: figures of other days would be of the future or stale.
  void aQuoteIsToldAgainstTheDaysBeforeItsOwn_data()
  {
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("ratio");
    QTest::addColumn<QString>("rate");
    const QString none = QString(widgets::kMissing);
    QTest::newRow("20 days before") << "2023-12-06T15:00:00" << none << none;
    QTest::newRow("the day before") << "2024-01-02T15:00:00" << none << none;
    QTest::newRow("the same day") << "2024-01-03T15:00:00" << "6.00" << "6.00%"; // 9,000 / 1,500 and / 150,000
    QTest::newRow("the day after") << "2024-01-04T15:00:00" << "5.00" << "6.00%"; // 9,000 / 1,800
    QTest::newRow("two days after") << "2024-01-05T15:00:00" << none << none;
  }
  void aQuoteIsToldAgainstTheDaysBeforeItsOwn()
  {
    QFETCH(const QString, time);
    WatchlistModel model;
    model.setList(list(), entities(), stored());
    market::Quote live = quote("stock_sz_000001", 10.5, 11, 9000);
    // A quote of another day came before: the base goes with the day.
    live.time = clockAt("2024-01-02T14:00:00");
    model.applyQuotes(changesOf({live}), {}, live.time);
    live.time = clockAt(time.toStdString());
    model.applyQuotes(changesOf({live}), {}, live.time);
    QTEST(cell(model, 2, F::VolumeRatio), "ratio");
    QTEST(cell(model, 2, F::TurnoverRate), "rate");
    model.setStored(stored()); // read anew while the quote is there
    QTEST(cell(model, 2, F::VolumeRatio), "ratio");
  }

  // A replay that goes over to a day of which nothing is known: the stored day again, and not the old quote.
  void aQuoteThatIsGoneGivesWayToTheStoredDay()
  {
    WatchlistModel model;
    model.setList(list(), entities(), stored());
    model.setFed(true);
    model.applyQuotes(changesOf({quote("stock_sz_000001", 12, 11)}), {}, kNow);
    QCOMPARE(cell(model, 2, F::Last), QStringLiteral("12.00"));
    data::QuoteChanges gone;
    gone.entities.push_back({"stock_sz_000001", nullptr, true, false, false, true});
    model.applyQuotes(gone, {}, kNow);
    QCOMPARE(cell(model, 2, F::Last), QStringLiteral("11.00"));
    QCOMPARE(cell(model, 2, F::VolumeRatio), QStringLiteral("2.00"));
    QVERIFY(cell(model, 2, F::Age).isEmpty());
    QVERIFY(model.index(2, static_cast<int>(F::Last)).data(widgets::StaleRole).toBool()); // others are live
  }

  void formulasSayWhyTheyHaveNoFigures()
  {
    WatchlistModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setList(list(), entities(), stored());
    model.setFormulas({{"formula:Trend", 0, "close / mean(close, 20) - 1"}});
    const QModelIndex index = model.index(2, kWatchFields);
    QCOMPARE(index.data().toString(), QString(widgets::kMissing));
    QCOMPARE(index.data(Qt::ToolTipRole).toString(), QStringLiteral("Being computed"));
    QCOMPARE(model.headerData(kWatchFields, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Trend"));
    QVERIFY(model.headerData(kWatchFields, Qt::Horizontal, Qt::ToolTipRole).toString().contains(u"mean(close, 20)"));
    model.setFormulaProblem(0, Error{"factor.unknown_name", {{"name", "mean"}, {"line", "1"}, {"column", "9"}}, {}});
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("mean")));
    model.setFormulaProblem(0, {});
    const int slot = model.slotAt(2);
    model.setFormulaBars(slot, 0);
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("No bars")));
    model.takeChanges();
    model.setFormulaValue(0, slot, 0.5);
    QCOMPARE(index.data().toString(), QStringLiteral("0.50"));
    QCOMPARE(model.changedColumns(2), std::uint64_t{1} << kWatchFields); // that cell is painted anew, and no other
    model.takeChanges();
    model.setFormulaValue(0, slot, 0.5);
    QCOMPARE(model.changedColumns(2), std::uint64_t{0});
    QVERIFY(!model.index(1, kWatchFields).data().isValid()); // a heading
    model.sort(kWatchFields); // the order of the list
    QCOMPARE(model.entityAt(0), QStringLiteral("stock_sh_600000"));
  }

  void dropsLandBetweenTheRightRows()
  {
    WatchlistModel model;
    model.setList(list(), entities(), stored());
    QVERIFY(model.placeAbove(0) == (data::WatchPlace{0, 0}));
    QVERIFY(model.placeAbove(1) == (data::WatchPlace{0, 1})); // above a heading: the end of the group before
    QVERIFY(model.placeAbove(2) == (data::WatchPlace{1, 0}));
    QVERIFY(model.placeAbove(4) == (data::WatchPlace{1, 2}));
  }

  // Only what is in view is painted, and nothing while nothing changes.
  void paintsOnlyChangedCellsInView()
  {
    data::Watchlist many{"many", "Many"};
    for (int i = 0; i < 1000; ++i)
      many.groups[0].items.push_back({"stock_sh_" + std::to_string(600000 + i)});
    WatchlistModel model;
    model.setList(std::make_shared<const data::Watchlist>(many), entities(), {});
    widgets::LiveTable table;
    table.setModel(&model);
    table.setSource(&model);
    table.resize(800, 400);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    QTRY_VERIFY(table.paintedCells() > 0);
    table.grab();
    const auto paintedBy = [&](std::initializer_list<market::Quote> quotes) {
      model.applyQuotes(changesOf(quotes), Duration::seconds(1), kNow);
      const quint64 before = table.paintedCells();
      table.showChanges();
      QCoreApplication::processEvents();
      return table.paintedCells() - before;
    };
    paintedBy({quote("stock_sh_600001", 10, 10)});
    const quint64 one = paintedBy({quote("stock_sh_600001", 10.1, 10)});
    QVERIFY2(one > 0 && one <= 23, qPrintable(QString::number(one)));
    QCOMPARE(paintedBy({quote("stock_sh_600900", 10, 10)}), quint64{0}); // out of sight
    QCOMPARE(paintedBy({}), quint64{0});
  }
};

QTEST_MAIN(TstWatchlistModel)
#include "tst_watchlist_model.moc"
