// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/record_browser_panel.h"

#include "tests/ui/data/data_panels.h"
#include "ui/data/page_bar.h"
#include "ui/data/record_text.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"
#include "widgets/table/data_table.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::DataPanels;

namespace {

constexpr int kRows = 1234;

/// Status rows of one stock on consecutive days: every third is a suspension.
storage::RecordWrite statusRows()
{
  storage::RecordWrite write{"trading_status", {{"entity_id", "provider", "day", "suspended", "reason"}, {}}, 0};
  for (int i = 0; i < kRows; ++i)
    write.table.rows.push_back({std::string("stock_sz_000001"), std::string("exchange"),
        (*TradingDay::fromYmd(2000, 1, 1) + i).iso(), i % 3 == 0, "reason " + std::to_string(i)});
  return write;
}

QString cell(const QAbstractItemModel& model, int row, int column)
{
  return model.index(row, column).data().toString();
}

}

class TstRecordBrowser : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }
  void init()
  {
    m_data = std::make_unique<DataPanels>();
    storage::MarketBatch batch;
    batch.records.push_back(statusRows());
    storage::DataRun run;
    run.kind = "import";
    run.schema = "trading_status";
    run.provider = "exchange";
    run.source = "status.csv";
    run.payloadHash = "ab12";
    batch.runs.push_back(run);
    const auto written = m_data->data.profile().write(std::move(batch));
    QVERIFY2(written, tests::reason(written).c_str());
    m_panel = std::make_unique<RecordBrowserPanel>(m_data->context);
    m_panel->showSchema(QStringLiteral("trading_status"));
    QTRY_COMPARE(m_panel->model().rowCount(), int(kPageRows));
  }
  void cleanup()
  {
    m_panel.reset();
    m_data.reset();
  }

  void textsOfCells_data()
  {
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("shown");
    using storage::ColumnType;
    QTest::newRow("price") << int(ColumnType::Real) << "12.05" << "12.05";
    QTest::newRow("large") << int(ColumnType::Real) << "1234567.5" << "1,234,567.5";
    QTest::newRow("negative") << int(ColumnType::Real) << "-1234" << QStringLiteral("−1,234");
    QTest::newRow("short negative") << int(ColumnType::Real) << "-123" << QStringLiteral("−123");
    QTest::newRow("tiny") << int(ColumnType::Real) << "1e-12" << "1e-12";
    QTest::newRow("count") << int(ColumnType::Int) << "98765" << "98,765";
    // 2024-01-02T01:31:00Z is 09:31 in Shanghai.
    QTest::newRow("time") << int(ColumnType::Time) << "1704159060000000" << "2024-01-02 09:31:00";
  }
  void textsOfCells()
  {
    QFETCH(int, type);
    QFETCH(QString, given);
    QFETCH(QString, shown);
    storage::ColumnSchema column;
    column.type = static_cast<storage::ColumnType>(type);
    const storage::RecordValue value = column.type == storage::ColumnType::Real
        ? storage::RecordValue(given.toDouble())
        : storage::RecordValue(std::int64_t{given.toLongLong()});
    QCOMPARE(cellText(column, value, *TimeZone::find("Asia/Shanghai")), shown);
    QCOMPARE(cellText(column, {}, TimeZone::utc()), QStringLiteral("–"));
  }

  void pagesThroughEverything()
  {
    const QAbstractItemModelTester tester(
        const_cast<RecordTableModel*>(&m_panel->model()), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const int day = columnOf("day");
    QCOMPARE(cell(m_panel->model(), 0, day), QStringLiteral("2000-01-01"));
    m_panel->showPage(1);
    QTRY_COMPARE(cell(m_panel->model(), 0, day), QString::fromStdString((first() + 500).iso()));
    m_panel->showPage(2);
    QTRY_COMPARE(m_panel->model().rowCount(), kRows - 2 * int(kPageRows));
    QCOMPARE(cell(m_panel->model(), kRows - 1001, day), QString::fromStdString((first() + (kRows - 1)).iso()));
    const auto* label = m_panel->findChild<QLabel*>(QStringLiteral("pageRowsLabel"));
    QCOMPARE(label->text(), QStringLiteral("rows 1,001–1,234 of 1,234"));
    QVERIFY(!m_panel->findChild<QToolButton*>(QStringLiteral("nextPageButton"))->isEnabled());
    // A page that was not met on the way is reached, too.
    m_panel->showPage(0);
    QTRY_COMPARE(cell(m_panel->model(), 0, day), QStringLiteral("2000-01-01"));
  }

  void sortsAllRowsNotThePage()
  {
    m_panel->findChild<widgets::DataTable*>(QStringLiteral("recordTable"))
        ->sortByColumn(columnOf("day"), Qt::DescendingOrder);
    QTRY_COMPARE(cell(m_panel->model(), 0, columnOf("day")), QString::fromStdString((first() + (kRows - 1)).iso()));
  }

  void filtersByACondition()
  {
    m_panel->setFilter(QStringLiteral("suspended = true and day < 2000-01-10"));
    // 1, 4 and 7 January
    QTRY_COMPARE(m_panel->model().rowCount(), 3);
    QCOMPARE(cell(m_panel->model(), 1, columnOf("day")), QStringLiteral("2000-01-04"));
  }

  void saysWhatIsWrongWithACondition()
  {
    QSignalSpy refused(m_panel.get(), &RecordBrowserPanel::refused);
    m_panel->setFilter(QStringLiteral("nonsense > 3"));
    QCOMPARE(refused.count(), 1);
    QVERIFY(refused.front().front().toString().contains(QStringLiteral("nonsense")));
    QVERIFY(m_panel->findChild<widgets::Note*>()->text().contains(QStringLiteral("nonsense")));
    // What was there stays, and a right condition goes on.
    QCOMPARE(m_panel->model().rowCount(), int(kPageRows));
    m_panel->setFilter(QStringLiteral("reason = 'reason 7'"));
    QTRY_COMPARE(m_panel->model().rowCount(), 1);
  }

  void tellsWhereARowComesFrom()
  {
    const QString tip = m_panel->model().index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains(QStringLiteral("status.csv")) && tip.contains(QStringLiteral("ab12"))
            && tip.contains(QStringLiteral("exchange")),
        qPrintable(tip));
  }

  void exportsTheRowsOfTheCondition()
  {
    const auto file = m_data->data.profile().path() / "out.csv";
    m_data->dialogs.paths = {QString::fromStdString(file.string())};
    m_panel->setFilter(QStringLiteral("day < 2000-01-04"));
    QTRY_COMPARE(m_panel->model().rowCount(), 3);
    m_panel->titleActions().back()->trigger();
    QTRY_VERIFY(m_data->files.exists(file));
    const auto text = m_data->files.read(file);
    QCOMPARE(std::ranges::count(*text, '\n'), 4); // a head and three rows
    QVERIFY(text->contains("2000-01-03"));
  }

  void showsBarsOfTheLinkedSecurity()
  {
    const auto csv = m_data->data.write("a.csv",
        "date,open,high,low,close,volume,turnover\n2024-01-02,9,10.5,8,10,1000,9500\n2024-01-03,10,11.25,10,11,2000,"
        "21000\n");
    m_data->import(csv, "stock_sz_000001", "平安银行");
    m_panel->showSchema(QStringLiteral("kdata"));
    m_data->links.select(LinkColor::A, QStringLiteral("stock_sz_000001"));
    QTRY_COMPARE(m_panel->model().rowCount(), 2);
    QCOMPARE(cell(m_panel->model(), 1, columnOf("close")), QStringLiteral("11"));
    QCOMPARE(cell(m_panel->model(), 1, columnOf("turnover")), QStringLiteral("21,000"));
    QCOMPARE(cell(m_panel->model(), 0, columnOf("high")), QStringLiteral("10.50")); // points stand under each other
    QVERIFY(m_panel->model().index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("a.csv")));
    m_panel->findChild<widgets::DataTable*>(QStringLiteral("recordTable"))
        ->sortByColumn(columnOf("close"), Qt::DescendingOrder);
    QTRY_COMPARE(cell(m_panel->model(), 0, columnOf("close")), QStringLiteral("11"));
  }

  void keepsItsState()
  {
    m_panel->setFilter(QStringLiteral("day < 2000-01-04"));
    QTRY_COMPARE(m_panel->model().rowCount(), 3);
    RecordBrowserPanel other(m_data->context);
    other.restoreState(m_panel->saveState());
    QTRY_COMPARE(other.model().rowCount(), 3);
  }

private:
  static TradingDay first() { return *TradingDay::fromYmd(2000, 1, 1); }
  int columnOf(const char* name) const
  {
    const auto& columns = m_panel->model().rows()->table.columns;
    return static_cast<int>(std::ranges::find(columns, name) - columns.begin());
  }

  std::unique_ptr<DataPanels> m_data;
  std::unique_ptr<RecordBrowserPanel> m_panel;
};

QTEST_MAIN(TstRecordBrowser)
#include "tst_record_browser.moc"
