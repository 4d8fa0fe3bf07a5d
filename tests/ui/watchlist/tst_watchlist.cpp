// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/watchlist_panel.h"

#include "tests/ui/ui_profile.h"
#include "ui/watchlist/watchlist_model.h"
#include "widgets/base/theme.h"
#include "widgets/table/cell_roles.h"
#include "widgets/table/data_table.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLineEdit>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::UiProfile;

namespace {

QuoteRow quote(const char* id, const char* name, double last, double previous)
{
  QuoteRow row;
  row.entityId = id;
  row.name = name;
  row.last = last;
  row.previous = previous;
  row.hasBar = true;
  return row;
}

QString cell(const QAbstractItemModel& model, int row, int column)
{
  return model.index(row, column).data().toString();
}

}

class TstWatchlist : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  void init()
  {
    m_profile = std::make_unique<UiProfile>();
    const auto head = std::string("date,open,high,low,close,volume,turnover\n");
    const auto file = [&](const char* name, const char* rows) { return m_profile->data.write(name, head + rows); };
    m_profile->import(file("a.csv", "2024-01-02,9,10,8,10,1000,9500\n2024-01-03,10,11,10,11,2000,21000\n"),
        "stock_sz_000001", "平安银行");
    m_profile->import(file("b.csv", "2024-01-02,20,21,19,20,1000,20000\n2024-01-03,20,20,18,18,3000,57000\n"),
        "stock_sh_600030", "中信证券");
    m_profile->import(file("c.csv", "2024-01-03,3000,3010,2990,3005,5000,15000000\n"), "index_sh_000001", "上证指数");
  }
  void cleanup() { m_profile.reset(); }

  void modelKeepsItsPromises()
  {
    WatchlistModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRows({quote("stock_sz_000001", "平安银行", 11, 10), quote("stock_sh_600030", "中信证券", 18, 20)});
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setRows({quote("stock_sz_000001", "平安银行", 12, 10), quote("stock_sh_600030", "中信证券", 17, 20)});
    QCOMPARE(resets.count(), 0); // the same securities: selection and scrolling stay
    QCOMPARE(changes.count(), 1);
    model.retranslate();
    model.setRows({});
    QCOMPARE(resets.count(), 1);
    QCOMPARE(model.rowOf(QStringLiteral("stock_sz_000001")), -1);
  }

  void showsEverythingStoredIndexesFirst()
  {
    WatchlistPanel panel(m_profile->context);
    QTRY_COMPARE(panel.model().rows().size(), std::size_t{3});
    const WatchlistModel& model = panel.model();
    QCOMPARE(cell(model, 0, WatchlistModel::NameColumn), QStringLiteral("上证指数"));
    QCOMPARE(cell(model, 1, WatchlistModel::CodeColumn), QStringLiteral("000001.SZ"));
    QCOMPARE(cell(model, 1, WatchlistModel::LastColumn), QStringLiteral("11.00"));
    QCOMPARE(cell(model, 1, WatchlistModel::ChangeColumn), QStringLiteral("+10.00%")); // 11 / 10 − 1
    QCOMPARE(cell(model, 2, WatchlistModel::ChangeColumn), QString::fromUtf8("−10.00%")); // 18 / 20 − 1
    QCOMPARE(cell(model, 2, WatchlistModel::DayColumn), QStringLiteral("2024-01-03"));
    QCOMPARE(model.index(2, WatchlistModel::ChangeColumn).data(widgets::ToneRole).toInt(), int(widgets::toneOf(-2)));
  }

  void filterTakesPinyinCodeAndName()
  {
    WatchlistPanel panel(m_profile->context);
    panel.show();
    QTRY_COMPARE(panel.model().rows().size(), std::size_t{3});
    auto* field = panel.findChild<QLineEdit*>(QStringLiteral("watchlistFilterField"));
    const auto* table = panel.findChild<widgets::DataTable*>();
    const auto found = [&](const char* text) {
      field->clear();
      field->setText(QString::fromUtf8(text)); // as an input method does
      QStringList names;
      for (int row = 0; row < table->model()->rowCount(); ++row)
        names.append(cell(*table->model(), row, WatchlistModel::NameColumn));
      return names;
    };
    QCOMPARE(found("payh"), QStringList(QStringLiteral("平安银行")));
    QCOMPARE(found("600030"), QStringList(QStringLiteral("中信证券")));
    QCOMPARE(found("000001"), QStringList({QStringLiteral("上证指数"), QStringLiteral("平安银行")}));
    QCOMPARE(found("nothing"), QStringList());
    field->setText(QStringLiteral("证券"));
    QCOMPARE(table->model()->rowCount(), 1);
  }

  void selectionLeadsAndFollowsItsLinkColour()
  {
    WatchlistPanel panel(m_profile->context);
    panel.show();
    QTRY_COMPARE(panel.model().rows().size(), std::size_t{3});
    // The first security leads until another is chosen.
    QTRY_COMPARE(m_profile->links.current(LinkColor::A), QStringLiteral("index_sh_000001"));
    auto* table = panel.findChild<widgets::DataTable*>();
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(m_profile->links.current(LinkColor::A), QStringLiteral("stock_sz_000001"));
    m_profile->links.select(LinkColor::A, QStringLiteral("stock_sh_600030"));
    QCOMPARE(table->currentIndex().row(), 2);
    m_profile->links.select(LinkColor::B, QStringLiteral("stock_sz_000001"));
    QCOMPARE(table->currentIndex().row(), 2);
    panel.setLink(LinkColor::B);
    QTest::keyClick(table, Qt::Key_Up);
    QCOMPARE(m_profile->links.current(LinkColor::B), QStringLiteral("stock_sz_000001"));
    QCOMPARE(m_profile->links.current(LinkColor::A), QStringLiteral("stock_sh_600030"));
  }

  void newBarsArriveByThemselves()
  {
    WatchlistPanel panel(m_profile->context);
    QTRY_COMPARE(panel.model().rows().size(), std::size_t{3});
    m_profile->import(m_profile->data.write(
                          "a2.csv", "date,open,high,low,close,volume,turnover\n2024-01-04,11,13,11,12.1,1000,11900\n"),
        "stock_sz_000001", "平安银行");
    QTRY_COMPARE(cell(panel.model(), 1, WatchlistModel::LastColumn), QStringLiteral("12.10"));
  }

  void columnsFitTheirPanelAndSurviveARestart()
  {
    QJsonObject state;
    {
      WatchlistPanel panel(m_profile->context);
      panel.resize(368, 600);
      panel.show();
      QTRY_COMPARE(panel.model().rows().size(), std::size_t{3});
      const auto* table = panel.findChild<widgets::DataTable*>();
      QVERIFY(table->horizontalHeader()->length() <= 358); // the panel's 368 less the scroll bar's 10
      panel.findChild<widgets::DataTable*>()->setColumnHidden(WatchlistModel::VolumeColumn, false);
      state = panel.saveState();
    }
    WatchlistPanel panel(m_profile->context);
    panel.restoreState(state);
    const auto* table = panel.findChild<widgets::DataTable*>();
    QVERIFY(!table->isColumnHidden(WatchlistModel::VolumeColumn));
    QVERIFY(!table->horizontalHeader()->stretchLastSection());
  }

  void anEmptyProfileOffersTheImport()
  {
    UiProfile empty;
    int imports = 0;
    empty.actions.add({QStringLiteral("data.import"), [] { return QStringLiteral("Import"); }, QStringLiteral("data"),
        100, {}, {}, {}, false, [&](bool) { ++imports; }});
    WatchlistPanel panel(empty.context);
    panel.show();
    QAbstractButton* button = nullptr;
    QTRY_VERIFY((button = panel.findChild<QAbstractButton*>(QStringLiteral("emptyButton"))) != nullptr);
    button->click();
    QCOMPARE(imports, 1);
  }

private:
  std::unique_ptr<UiProfile> m_profile;
};

QTEST_MAIN(TstWatchlist)
#include "tst_watchlist.moc"
