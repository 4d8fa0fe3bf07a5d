// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/watchlist_panel.h"

#include "tests/ui/ui_profile.h"
#include "ui/watchlist/columns_menu.h"
#include "ui/watchlist/watchlist_editor.h"
#include "ui/watchlist/watchlists.h"
#include "widgets/analytics/heat_map.h"
#include "widgets/base/theme.h"
#include "widgets/table/cell_roles.h"
#include "widgets/table/data_table.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QTabBar>
#include <QUndoStack>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::UiProfile;

namespace {

QString cell(const QAbstractItemModel& model, int row, WatchField field)
{
  return model.index(row, static_cast<int>(field)).data().toString();
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

  void showsEverythingStoredIndexesFirst()
  {
    WatchlistPanel panel(m_profile->context);
    QTRY_COMPARE(panel.model().rowCount(), 3);
    const WatchlistModel& model = panel.model();
    QCOMPARE(cell(model, 0, WatchField::Name), QStringLiteral("上证指数"));
    QCOMPARE(cell(model, 1, WatchField::Code), QStringLiteral("000001.SZ"));
    QCOMPARE(cell(model, 1, WatchField::Last), QStringLiteral("11.00"));
    QCOMPARE(cell(model, 1, WatchField::ChangePercent), QStringLiteral("+10.00%")); // 11 / 10 − 1
    QCOMPARE(cell(model, 2, WatchField::ChangePercent), QString::fromUtf8("−10.00%")); // 18 / 20 − 1
    QCOMPARE(cell(model, 2, WatchField::Day), QStringLiteral("2024-01-03"));
    QCOMPARE(model.index(2, static_cast<int>(WatchField::ChangePercent)).data(widgets::ToneRole).toInt(),
        int(widgets::toneOf(-2)));
  }

  void filterTakesPinyinCodeAndName()
  {
    WatchlistPanel panel(m_profile->context);
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), 3);
    auto* field = panel.findChild<QLineEdit*>(QStringLiteral("watchlistFilterField"));
    const auto* table = panel.findChild<widgets::DataTable*>();
    const auto found = [&](const char* text) {
      field->clear();
      field->setText(QString::fromUtf8(text)); // as an input method does
      QStringList names;
      for (int row = 0; row < table->model()->rowCount(); ++row)
        names.append(cell(*table->model(), row, WatchField::Name));
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
    QTRY_COMPARE(panel.model().rowCount(), 3);
    // The first security leads until another is chosen.
    QTRY_COMPARE(m_profile->links.current(LinkColor::A), QStringLiteral("index_sh_000001"));
    auto* table = panel.findChild<widgets::DataTable*>();
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(m_profile->links.current(LinkColor::A), QStringLiteral("stock_sz_000001"));
    m_profile->links.select(LinkColor::A, QStringLiteral("stock_sh_600030"));
    QCOMPARE(table->currentIndex().row(), 2);
    m_profile->links.select(LinkColor::B, QStringLiteral("stock_sz_000001"));
    QCOMPARE(table->currentIndex().row(), 2);
    panel.setLink(LinkColor::B); // shows what B has chosen
    QCOMPARE(table->currentIndex().row(), 1);
    QTest::keyClick(table, Qt::Key_Up);
    QCOMPARE(m_profile->links.current(LinkColor::B), QStringLiteral("index_sh_000001"));
    QCOMPARE(m_profile->links.current(LinkColor::A), QStringLiteral("stock_sh_600030"));
  }

  void newBarsArriveByThemselves()
  {
    WatchlistPanel panel(m_profile->context);
    QTRY_COMPARE(panel.model().rowCount(), 3);
    m_profile->import(m_profile->data.write(
                          "a2.csv", "date,open,high,low,close,volume,turnover\n2024-01-04,11,13,11,12.1,1000,11900\n"),
        "stock_sz_000001", "平安银行");
    QTRY_COMPARE(cell(panel.model(), 1, WatchField::Last), QStringLiteral("12.10"));
  }

  void columnsFitTheirPanelAndSurviveARestart()
  {
    QJsonObject state;
    {
      WatchlistPanel panel(m_profile->context);
      panel.resize(360, 600);
      panel.show();
      QTRY_COMPARE(panel.model().rowCount(), 3);
      const auto* table = panel.findChild<widgets::DataTable*>();
      QVERIFY(table->horizontalHeader()->length() <= 350); // the panel's 360 less the scroll bar's 10
      panel.findChild<widgets::DataTable*>()->setColumnHidden(static_cast<int>(WatchField::Volume), false);
      state = panel.saveState();
    }
    WatchlistPanel panel(m_profile->context);
    panel.restoreState(state);
    const auto* table = panel.findChild<widgets::DataTable*>();
    QVERIFY(!table->isColumnHidden(static_cast<int>(WatchField::Volume)));
    QVERIFY(!table->horizontalHeader()->stretchLastSection());
  }

  void listsAreEditedUndoneAndKept()
  {
    OsFileSystem files;
    const tests::TemporaryFolder folder;
    m_profile->context.files = &files;
    m_profile->context.profileFolder = folder.path();
    const auto shape = [](const WatchlistPanel& panel) {
      QStringList rows;
      for (int row = 0; row < panel.model().rowCount(); ++row)
        rows << panel.model().index(row, 0).data().toString();
      return rows.join(u' ');
    };
    {
      WatchlistPanel panel(m_profile->context);
      panel.show();
      QTRY_COMPARE(panel.model().rowCount(), 3);
      QVERIFY(!panel.editor().canEdit());
      m_profile->dialogs.texts = {QStringLiteral("银行"), QStringLiteral("大行"), QStringLiteral("look at it")};
      panel.editor().newList();
      QVERIFY(panel.editor().canEdit());
      QTRY_VERIFY(panel.findChild<QAbstractButton*>(QStringLiteral("emptyButton"))); // an empty list teaches
      panel.editor().paste(QStringLiteral("000001.SZ\n中信证券\nno such thing\n"));
      QCOMPARE(shape(panel), QString::fromUtf8("平安银行 中信证券"));
      QVERIFY(m_profile->dialogs.asked.last().contains(QStringLiteral("no such thing")));
      auto* table = panel.findChild<widgets::DataTable*>(QStringLiteral("watchlistTable"));
      table->selectRow(1);
      panel.editor().shift(-1);
      QCOMPARE(shape(panel), QString::fromUtf8("中信证券 平安银行"));
      QCOMPARE(table->currentIndex().row(), 0); // the selection went along
      table->selectRow(1);
      panel.editor().newGroup();
      QCOMPARE(shape(panel), QString::fromUtf8("中信证券 平安银行 大行"));
      table->selectRow(1);
      panel.editor().shift(1);
      QCOMPARE(shape(panel), QString::fromUtf8("中信证券 大行 平安银行"));
      panel.editor().editNote();
      panel.editor().setFlag(data::WatchFlag::Blue);
      QVERIFY(panel.model().itemAt(2)->flag == data::WatchFlag::Blue);
      QCOMPARE(panel.model().itemAt(2)->note, std::string("look at it"));
      panel.undoStack()->undo();
      panel.undoStack()->undo();
      panel.undoStack()->undo();
      QCOMPARE(shape(panel), QString::fromUtf8("中信证券 平安银行 大行"));
      panel.undoStack()->redo();
      panel.undoStack()->redo();
      panel.editor().toggleGroup(1);
      QCOMPARE(shape(panel), QString::fromUtf8("中信证券 大行"));
      m_profile->workers.drain();
    }
    // Another start finds everything as it was left.
    WatchlistPanel panel(m_profile->context);
    QTRY_COMPARE(panel.model().rowCount(), 3);
    auto* tabs = panel.findChild<QTabBar*>(QStringLiteral("watchlistTabs"));
    QTRY_COMPARE(tabs->count(), 3);
    tabs->setCurrentIndex(2);
    QCOMPARE(shape(panel), QString::fromUtf8("中信证券 大行"));
    panel.editor().toggleGroup(1);
    QCOMPARE(panel.model().itemAt(2)->note, std::string("look at it"));
  }

  void columnSetsAreChosenSavedAndDeleted()
  {
    WatchlistPanel panel(m_profile->context);
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), 3);
    panel.columns().choose(QStringLiteral("trading"));
    QVERIFY(panel.columns().shown().columns.size() >= 12);
    QCOMPARE(panel.columns().shown().columns[1].id, std::string("last"));
    auto* table = panel.findChild<widgets::DataTable*>(QStringLiteral("watchlistTable"));
    table->setColumnHidden(static_cast<int>(WatchField::Note), false);
    m_profile->dialogs.texts = {QStringLiteral("Mine")};
    panel.columns().saveAs();
    const data::WatchColumnSet saved = panel.columns().shown();
    panel.columns().choose(QStringLiteral("quotes"));
    QCOMPARE(panel.columns().shown().columns.size(), std::size_t{5});
    panel.columns().choose(QStringLiteral("own:Mine"));
    QVERIFY(panel.columns().shown().columns == saved.columns);
    panel.undoStack()->undo();
    QCOMPARE(panel.columns().sets().size(), ownColumnSets().size());
  }

  void theHeatMapShowsTheListAndLeads()
  {
    WatchlistPanel panel(m_profile->context);
    panel.resize(500, 500);
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), 3);
    panel.setHeatMap(true);
    auto* map = panel.findChild<widgets::HeatMap*>();
    QVERIFY(map->isVisible());
    QCOMPARE(map->tiles().size(), std::size_t{2}); // an index has everybody's turnover: it is left out
    QCOMPARE(map->tiles()[0].id, QStringLiteral("stock_sh_600030")); // 57,000 against 21,000
    QTest::mouseClick(map, Qt::LeftButton, {}, map->rects()[1].center().toPoint());
    QCOMPARE(m_profile->links.current(LinkColor::A), QStringLiteral("stock_sz_000001"));
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
