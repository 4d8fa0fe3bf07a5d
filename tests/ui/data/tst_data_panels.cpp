// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/run_store.h"
#include "tests/ui/data/data_panels.h"
#include "ui/data/coverage_panel.h"
#include "ui/data/data_hub.h"
#include "ui/data/data_manager_panel.h"
#include "ui/data/inventory_panel.h"
#include "ui/data/quarantine_panel.h"
#include "ui/data/runs_panel.h"
#include "ui/data/storage_panel.h"
#include "widgets/analytics/coverage_calendar.h"
#include "widgets/analytics/metric_tiles.h"
#include "widgets/base/theme.h"
#include "widgets/table/cell_roles.h"
#include "widgets/table/data_table.h"

#include <QAbstractItemModelTester>
#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::DataPanels;

namespace {

constexpr const char* kStock = "stock_sz_000001";
/// Monday 8 to Wednesday 17 January 2024 without Thursday the 11th: seven of eight trading days.
constexpr const char* kBars = "date,open,high,low,close,volume,turnover\n"
                              "2024-01-08,10,10.2,9.9,10,1000,10000\n2024-01-09,10,10.2,9.9,10,1000,10000\n"
                              "2024-01-10,10,10.2,9.9,10,1000,10000\n2024-01-12,10,10.2,9.9,10,1000,10000\n"
                              "2024-01-15,10,10.2,9.9,10,1000,10000\n2024-01-16,10,10.2,9.9,10,1000,10000\n"
                              "2024-01-17,10,10.2,9.9,10,1000,10000\n";

QString cell(const QAbstractItemModel& model, int row, int column)
{
  return model.index(row, column).data().toString();
}

TradingDay day(int d)
{
  return *TradingDay::fromYmd(2024, 1, d);
}

}

class TstDataPanels : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }
  void init()
  {
    m_data = std::make_unique<DataPanels>();
    m_data->import(m_data->data.write("a.csv", kBars), kStock, "平安银行");
  }
  void cleanup() { m_data.reset(); }

  void inventoryTellsExtentAndGaps()
  {
    InventoryPanel panel(m_data->context);
    QTRY_VERIFY(panel.model().rowCount() > 0);
    const QAbstractItemModelTester tester(
        const_cast<widgets::ColumnTable*>(&panel.model()), QAbstractItemModelTester::FailureReportingMode::QtTest);
    int row = 0;
    while (row < panel.model().rowCount() && cell(panel.model(), row, 0) != QLatin1String("stock_1d_kdata"))
      ++row;
    QCOMPARE(cell(panel.model(), row, 1), QStringLiteral("csv"));
    QCOMPARE(cell(panel.model(), row, 2), QStringLiteral("1"));
    QCOMPARE(cell(panel.model(), row, 3), QStringLiteral("7"));
    QCOMPARE(cell(panel.model(), row, 5), QStringLiteral("2024-01-08"));
    QCOMPARE(cell(panel.model(), row, 6), QStringLiteral("2024-01-17"));
  }

  /// Stocks and an index were asked for actions: the index has none, and no row of its own. Nothing at all is told.
  void inventoryLeavesOutWhatIsEmptyBesideTheFull()
  {
    const auto asked = [](const char* entity, const char* schema) {
      storage::CoverageWrite write;
      write.entityId = entity;
      write.schema = schema;
      write.provider = "csv";
      write.spans = {{day(8), day(17), storage::Asked::Answered, {}}};
      write.asked = Timestamp::fromSeconds(1'705'500'000);
      return write;
    };
    storage::RecordWrite status;
    status.schema = "trading_status";
    status.table.columns = {"entity_id", "provider", "day", "suspended"};
    status.table.rows.push_back({std::string(kStock), std::string("csv"), std::string("2024-01-11"), true});
    storage::MarketBatch batch;
    batch.records.push_back(std::move(status));
    batch.coverage = {asked(kStock, "trading_status"), asked("index_sh_000001", "trading_status"),
        asked("index_sh_000001", "corporate_action")};
    QVERIFY(m_data->data.profile().write(std::move(batch)));
    InventoryPanel panel(m_data->context);
    QTRY_VERIFY(panel.model().rowCount() > 0);
    QStringList names;
    for (int row = 0; row < panel.model().rowCount(); ++row)
      names << cell(panel.model(), row, 0) + u' ' + cell(panel.model(), row, 3);
    QCOMPARE(names.count(QStringLiteral("trading_status 1")), 1);
    QCOMPARE(names.count(QStringLiteral("trading_status 0")), 0);
    QCOMPARE(names.count(QStringLiteral("corporate_action 0")), 1);
  }

  void calendarShowsTheMissingDay()
  {
    CoveragePanel panel(m_data->context);
    panel.resize(900, 400);
    QTRY_VERIFY(!panel.calendar()->days().empty());
    const auto& days = panel.calendar()->days();
    const auto stateOf = [&](int d) { return std::ranges::find(days, day(d), &widgets::CoverageDay::day)->state; };
    QCOMPARE(int(stateOf(10)), int(widgets::CoverageState::Stored));
    QCOMPARE(int(stateOf(13)), int(widgets::CoverageState::Closed)); // a Saturday
    QVERIFY(stateOf(11) != widgets::CoverageState::Stored && stateOf(11) != widgets::CoverageState::Closed);
    QVERIFY(panel.dayText(day(13)).contains(QStringLiteral("closed")));
    QVERIFY(panel.dayText(day(10)).contains(QStringLiteral("Stored: 1")));
    QVERIFY(panel.dayText(day(11)).contains(QStringLiteral("Stored: 0")));
  }

  void calendarIsWalkedByKeyboardAndMouse()
  {
    widgets::CoverageCalendar calendar;
    calendar.resize(900, 200);
    std::vector<widgets::CoverageDay> days;
    for (int d = 1; d <= 31; ++d)
      if (day(d).weekday() <= 5)
        days.push_back({day(d), widgets::CoverageState::Stored, 1});
    calendar.setDays(days);
    calendar.show();
    QSignalSpy chosen(&calendar, &widgets::CoverageCalendar::chosenByUser);
    QTest::mouseClick(&calendar, Qt::LeftButton, {}, calendar.cellRect(day(10)).center());
    QCOMPARE(calendar.chosen(), std::optional(day(10)));
    QTest::keyClick(&calendar, Qt::Key_Right); // a week later
    QCOMPARE(calendar.chosen(), std::optional(day(17)));
    QTest::keyClick(&calendar, Qt::Key_Down);
    QTest::keyClick(&calendar, Qt::Key_Down);
    QCOMPARE(calendar.chosen(), std::optional(day(19)));
    QTest::keyClick(&calendar, Qt::Key_Down); // over the weekend
    QCOMPARE(calendar.chosen(), std::optional(day(22)));
    QCOMPARE(chosen.count(), 5);
    // No two days share a place, and each place finds its day.
    for (const widgets::CoverageDay& one : days)
      QCOMPARE(calendar.dayAt(calendar.cellRect(one.day).center())->day.days, one.day.days);
  }

  void runsTellTheSource()
  {
    RunsPanel panel(m_data->context);
    QTRY_VERIFY(panel.model().rowCount() > 0);
    QVERIFY(cell(panel.model(), 0, 8).contains(QStringLiteral("a.csv")));
    QTRY_VERIFY(panel.findChild<QPlainTextEdit*>(QStringLiteral("runDetail"))
            ->toPlainText()
            .contains(QStringLiteral("SHA-256")));
  }

  /// A trace leads to the run that brought its bars: before the panel is there, and while it is.
  void anotherPanelChoosesARun()
  {
    m_data->import(m_data->data.write("b.csv", kBars), "stock_sz_000002", "万科A");
    const auto runs = m_data->context.profile->runs().list({});
    QVERIFY(runs && runs->size() > 1);
    m_data->context.dataHub->chooseRun(runs->back().id);
    RunsPanel panel(m_data->context);
    auto* table = panel.findChild<QTableView*>(QStringLiteral("runTable"));
    const auto chosen = [&] {
      const QModelIndex current = table->currentIndex();
      return current.isValid() ? cell(panel.model(), current.row(), 0).toLongLong() : 0;
    };
    QTRY_COMPARE(chosen(), runs->back().id);
    m_data->context.dataHub->chooseRun(runs->front().id);
    QCOMPARE(chosen(), runs->front().id);
    m_data->context.dataHub->chooseRun(987'654); // not there: what is chosen stays
    QCOMPARE(chosen(), runs->front().id);
  }

  void quarantineIsDecided()
  {
    data::QualityFinding finding;
    finding.rule = "Q01";
    finding.severity = data::Severity::Error;
    finding.entityId = kStock;
    finding.provider = "csv";
    finding.key = day(11).days;
    finding.reason = Error{"quality.ohlc_order", {}, {}};
    finding.bar = market::Bar{day(11).days, 10, 9, 9.5, 10, 1000, 10000};
    finding.proposal = market::Bar{day(11).days, 10, 10, 9.5, 10, 1000, 10000};
    const auto added = m_data->quarantine.add({finding});
    QVERIFY2(added, tests::reason(added).c_str());
    QuarantinePanel panel(m_data->context);
    QTRY_COMPARE(panel.model().rowCount(), 1);
    QVERIFY(panel.findChild<QPushButton*>(QStringLiteral("acceptButton"))->isEnabled());
    panel.findChild<QPushButton*>(QStringLiteral("acceptButton"))->click();
    QTRY_COMPARE(panel.model().rowCount(), 0);
    const auto bars = m_data->data.bars(kStock);
    const auto at = std::ranges::find(bars->key, std::int64_t{day(11).days}) - bars->key.begin();
    QVERIFY(at < std::ssize(bars->key));
    QCOMPARE(bars->high[static_cast<std::size_t>(at)], 10.0);
  }

  void storageIsCheckedAndBackedUp()
  {
    StoragePanel panel(m_data->context);
    const QSignalSpy loaded(&panel, &StoragePanel::loaded);
    QTRY_VERIFY(loaded.count() > 0);
    // A small profile has only small tables, which are one line with all their bytes.
    const auto* use = panel.findChild<widgets::DataTable*>(QStringLiteral("storageUseTable"))->model();
    QVERIFY(use->rowCount() > 0);
    QVERIFY(cell(*use, use->rowCount() - 1, 0).contains(QStringLiteral("small table")));
    double share = 0;
    for (int row = 0; row < use->rowCount(); ++row)
      share += use->index(row, 2).data(widgets::SortRole).toDouble();
    QVERIFY(std::abs(share - 1) < 1e-9);
    const QSignalSpy verified(&panel, &StoragePanel::verified);
    panel.verify();
    QTRY_COMPARE(verified.count(), 1);
    QCOMPARE(panel.tiles()->tiles()[6].value, QStringLiteral("sound"));
    const auto folder = m_data->data.profile().path() / "backups";
    m_data->dialogs.paths = {QString::fromStdString(folder.string())};
    const QSignalSpy backedUp(&panel, &StoragePanel::backedUp);
    panel.backUp();
    QTRY_COMPARE(backedUp.count(), 1);
    QTRY_COMPARE(panel.findChild<widgets::DataTable*>(QStringLiteral("backupTable"))->model()->rowCount(), 1);
  }

  void sideListOpensPages()
  {
    int opened = 0;
    ActionSpec spec;
    spec.id = QStringLiteral("window.panel.coverage");
    spec.text = [] { return QStringLiteral("Coverage"); };
    spec.run = [&](bool) { ++opened; };
    m_data->actions.add(spec);
    DataManagerPanel panel(m_data->context);
    panel.resize(200, 400);
    panel.show();
    auto* table = panel.findChild<widgets::DataTable*>(QStringLiteral("dataManagerTable"));
    QVERIFY(table->model()->rowCount() > 5);
    Q_EMIT table->rowActivated(table->model()->index(0, 0));
    QCOMPARE(opened, 1);
  }

private:
  std::unique_ptr<DataPanels> m_data;
};

QTEST_MAIN(TstDataPanels)
#include "tst_data_panels.moc"
