// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/watchlist_panel.h"

#include "tests/ui/ui_profile.h"
#include "ui/shell/symbol_drag.h"
#include "ui/watchlist/columns_menu.h"
#include "ui/watchlist/watchlist_editor.h"
#include "ui/watchlist/watchlists.h"
#include "widgets/analytics/heat_map.h"
#include "widgets/base/theme.h"
#include "widgets/table/cell_roles.h"
#include "widgets/table/data_table.h"
#include "widgets/table/live_table.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QTabBar>
#include <QUndoStack>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::UiProfile;

namespace {

constexpr int kRows = 5; ///< an index and two stocks, each kind under its heading

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
    QTRY_COMPARE(panel.model().rowCount(), kRows);
    const WatchlistModel& model = panel.model();
    QCOMPARE(names(panel), QString::fromUtf8("Indexes 上证指数 Stocks 平安银行 中信证券"));
    QVERIFY(model.isHeading(0) && model.isHeading(2));
    QCOMPARE(cell(model, 3, WatchField::Code), QStringLiteral("000001.SZ"));
    QCOMPARE(cell(model, 3, WatchField::Last), QStringLiteral("11.00"));
    QCOMPARE(cell(model, 3, WatchField::ChangePercent), QStringLiteral("+10.00%")); // 11 / 10 − 1
    QCOMPARE(cell(model, 4, WatchField::ChangePercent), QString::fromUtf8("−10.00%")); // 18 / 20 − 1
    QCOMPARE(cell(model, 4, WatchField::Day), QStringLiteral("2024-01-03"));
    // A heading folds what is below it.
    auto* table = panel.findChild<widgets::LiveTable*>();
    Q_EMIT table->headingToggled(2);
    QCOMPARE(names(panel), QString::fromUtf8("Indexes 上证指数 Stocks"));
    Q_EMIT table->headingToggled(2);
    QCOMPARE(model.index(4, static_cast<int>(WatchField::ChangePercent)).data(widgets::ToneRole).toInt(),
        int(widgets::toneOf(-2)));
  }

  void filterTakesPinyinCodeAndName()
  {
    WatchlistPanel panel(m_profile->context);
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), kRows);
    auto* field = panel.findChild<QLineEdit*>(QStringLiteral("watchlistFilterField"));
    const auto* table = panel.findChild<widgets::DataTable*>();
    const auto found = [&](const char* text) {
      field->clear();
      field->setText(QString::fromUtf8(text)); // as an input method does
      QStringList names;
      for (int row = 0; row < table->model()->rowCount(); ++row)
        if (!panel.model().isHeading(row))
          names.append(cell(*table->model(), row, WatchField::Name));
      return names;
    };
    QCOMPARE(found("payh"), QStringList(QStringLiteral("平安银行")));
    QCOMPARE(found("600030"), QStringList(QStringLiteral("中信证券")));
    QCOMPARE(found("000001"), QStringList({QStringLiteral("上证指数"), QStringLiteral("平安银行")}));
    QCOMPARE(found("nothing"), QStringList());
    field->setText(QStringLiteral("证券"));
    QCOMPARE(table->model()->rowCount(), 2); // with its heading
  }

  void selectionLeadsAndFollowsItsLinkColour()
  {
    WatchlistPanel panel(m_profile->context);
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), kRows);
    // The first security leads until another is chosen.
    QTRY_COMPARE(m_profile->links.current(LinkColor::A), QStringLiteral("index_sh_000001"));
    auto* table = panel.findChild<widgets::DataTable*>();
    QTest::keyClick(table, Qt::Key_Down); // over the heading
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(m_profile->links.current(LinkColor::A), QStringLiteral("stock_sz_000001"));
    m_profile->links.select(LinkColor::A, QStringLiteral("stock_sh_600030"));
    QCOMPARE(table->currentIndex().row(), 4);
    m_profile->links.select(LinkColor::B, QStringLiteral("stock_sz_000001"));
    QCOMPARE(table->currentIndex().row(), 4);
    panel.setLink(LinkColor::B); // shows what B has chosen
    QCOMPARE(table->currentIndex().row(), 3);
    QTest::keyClick(table, Qt::Key_Up); // over the heading
    QTest::keyClick(table, Qt::Key_Up);
    QCOMPARE(m_profile->links.current(LinkColor::B), QStringLiteral("index_sh_000001"));
    QCOMPARE(m_profile->links.current(LinkColor::A), QStringLiteral("stock_sh_600030"));
  }

  void newBarsArriveByThemselves()
  {
    WatchlistPanel panel(m_profile->context);
    QTRY_COMPARE(panel.model().rowCount(), kRows);
    m_profile->import(m_profile->data.write(
                          "a2.csv", "date,open,high,low,close,volume,turnover\n2024-01-04,11,13,11,12.1,1000,11900\n"),
        "stock_sz_000001", "平安银行");
    QTRY_COMPARE(cell(panel.model(), 3, WatchField::Last), QStringLiteral("12.10"));
  }

  void columnsFitTheirPanelAndSurviveARestart()
  {
    QJsonObject state;
    {
      WatchlistPanel panel(m_profile->context);
      panel.resize(360, 600);
      panel.show();
      QTRY_COMPARE(panel.model().rowCount(), kRows);
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
      QTRY_COMPARE(panel.model().rowCount(), kRows);
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
    QTRY_COMPARE(panel.model().rowCount(), kRows);
    auto* tabs = panel.findChild<QTabBar*>(QStringLiteral("watchlistTabs"));
    QTRY_COMPARE(tabs->count(), 3);
    tabs->setCurrentIndex(2);
    QCOMPARE(shape(panel), QString::fromUtf8("中信证券 大行"));
    panel.editor().toggleGroup(1);
    QCOMPARE(panel.model().itemAt(2)->note, std::string("look at it"));
  }

  /// Ten thousand lines from the clipboard are one edit, one selection and one step back; what names nothing is told
  /// without a dialog that is higher than the screen.
  void tenThousandCodesArePasted()
  {
    std::vector<market::Entity> many;
    QString text;
    for (int i = 0; i < 10'000; ++i) {
      const std::string code = QString::number(600'000 + i).toStdString();
      market::Entity entity;
      entity.id = *market::EntityId::parse("stock_sh_" + code);
      if (i < 9000)
        many.push_back(std::move(entity));
      text += i < 9000 ? QString::fromStdString(code) + u'\n' : QStringLiteral("nobody %1\n").arg(i);
    }
    const auto table = std::make_shared<const market::EntityTable>(std::move(many));
    m_profile->context.entities = [table] { return table; };
    WatchlistPanel panel(m_profile->context);
    panel.resize(420, 500);
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), 9000);
    m_profile->dialogs.texts = {QStringLiteral("Mine")};
    panel.editor().newList();
    panel.editor().paste(text);
    QCOMPARE(panel.model().rowCount(), 9000);
    auto* view = panel.findChild<widgets::DataTable*>(QStringLiteral("watchlistTable"));
    QCOMPARE(view->selectionModel()->selectedRows().size(), qsizetype{9000});
    QCOMPARE(view->currentIndex().row(), 8999);
    QVERIFY(m_profile->dialogs.asked.last().count(u'\n') < 40);
    panel.undoStack()->undo();
    QCOMPARE(panel.model().rowCount(), 0);
  }

  void rowsAreDraggedWithinTheListAndIn()
  {
    WatchlistPanel panel(m_profile->context);
    auto* table = openOwnList(panel, "000001.SZ\n中信证券");
    // Above the first row: its upper half.
    drop(*table, symbolMimeData({QStringLiteral("stock_sh_600030")}), 0, 2);
    QCOMPARE(names(panel), QString::fromUtf8("中信证券 平安银行"));
    // Below the last one, from elsewhere.
    drop(*table, symbolMimeData({QStringLiteral("index_sh_000001")}), 1, 18);
    QCOMPARE(names(panel), QString::fromUtf8("中信证券 平安银行 上证指数"));
    panel.undoStack()->undo();
    panel.undoStack()->undo();
    QCOMPARE(names(panel), QString::fromUtf8("平安银行 中信证券"));
    // An order by a column gives way to the place by hand.
    table->sortByColumn(static_cast<int>(WatchField::Code), Qt::AscendingOrder);
    drop(*table, symbolMimeData({QStringLiteral("stock_sh_600030")}), 0, 2);
    QCOMPARE(panel.model().sortColumn(), -1);
    QCOMPARE(names(panel), QString::fromUtf8("中信证券 平安银行"));
    // What is no symbol, and the list of everything, take nothing.
    auto foreign = std::make_unique<QMimeData>();
    foreign->setText(QStringLiteral("000001.SZ"));
    drop(*table, std::move(foreign), 0, 2);
    QCOMPARE(names(panel), QString::fromUtf8("中信证券 平安银行"));
    panel.showList(QString::fromUtf16(WatchlistPanel::kAll));
    drop(*table, symbolMimeData({QStringLiteral("stock_sh_600030")}), 0, 2);
    QCOMPARE(panel.model().entityAt(1), QStringLiteral("index_sh_000001"));
  }

  void groupsAreDraggedByTheirHeadings()
  {
    WatchlistPanel panel(m_profile->context);
    auto* table = openOwnList(panel, "上证指数\n中信证券\n000001.SZ");
    m_profile->dialogs.texts = {QStringLiteral("Two"), QStringLiteral("One")}; // the newer comes first
    table->clearSelection(); // else the group would be made of it
    panel.editor().newGroup();
    table->clearSelection();
    panel.editor().newGroup();
    panel.editor().moveTo({QStringLiteral("stock_sh_600030")}, {1, 0});
    panel.editor().moveTo({QStringLiteral("stock_sz_000001")}, {2, 0});
    QCOMPARE(names(panel), QString::fromUtf8("上证指数 One 中信证券 Two 平安银行"));
    const auto group = [](int number) {
      auto data = std::make_unique<QMimeData>();
      data->setData(QStringLiteral("application/x-zvt-watchlist-group"), QByteArray::number(number));
      return data;
    };
    drop(*table, group(2), 1, 2); // Two above One, with its rows
    QCOMPARE(names(panel), QString::fromUtf8("上证指数 Two 平安银行 One 中信证券"));
    drop(*table, group(1), 4, 18); // to the end
    QCOMPARE(names(panel), QString::fromUtf8("上证指数 One 中信证券 Two 平安银行"));
  }

  void securitiesAreAddedByTyping()
  {
    WatchlistPanel panel(m_profile->context);
    openOwnList(panel, "中信证券");
    panel.openAdd();
    auto* field = panel.findChild<QLineEdit*>(QStringLiteral("addSymbolField"));
    auto* found = panel.findChild<QAbstractItemView*>(QStringLiteral("addSymbolList"));
    QTRY_VERIFY(found->model()->rowCount() > 0 || (field->clear(), field->setText(QStringLiteral("payh")), false));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(names(panel), QString::fromUtf8("中信证券 平安银行"));
    QVERIFY(field->isVisible()); // open for the next
    field->setText(QStringLiteral("000001")); // a stock and an index
    QTRY_COMPARE(found->model()->rowCount(), 2);
    const QString first = found->currentIndex().data().toString();
    QTest::keyClick(field, Qt::Key_Down);
    QVERIFY(found->currentIndex().row() == 1);
    QTest::keyClick(field, Qt::Key_Down); // the end
    QCOMPARE(found->currentIndex().row(), 1);
    QTest::keyClick(field, Qt::Key_PageUp);
    QCOMPARE(found->currentIndex().data().toString(), first);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!field->isVisible());
  }

  void offeredListsAreSeenAndKeptWhenWanted()
  {
    WatchlistPanel panel(m_profile->context);
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), kRows);
    auto* tabs = panel.findChild<QTabBar*>(QStringLiteral("watchlistTabs"));
    const int before = tabs->count();
    m_profile->links.offer(LinkColor::B, {QStringLiteral("Chips"), {QStringLiteral("stock_sh_600030")}});
    QCOMPARE(tabs->count(), before); // another colour's
    m_profile->links.offer(LinkColor::A,
        {QStringLiteral("Banks"), {QStringLiteral("stock_sz_000001"), QStringLiteral("stock_sh_600030")}});
    QCOMPARE(tabs->count(), before + 1);
    QVERIFY(tabs->tabText(before).contains(QStringLiteral("Banks")));
    QCOMPARE(names(panel), QString::fromUtf8("平安银行 中信证券"));
    QVERIFY(!panel.editor().canEdit());
    QCOMPARE(panel.saveState().value(u"list").toString(), QString::fromUtf16(WatchlistPanel::kAll));
    // Another one in its place.
    m_profile->links.offer(LinkColor::A, {QStringLiteral("Brokers"), {QStringLiteral("stock_sh_600030")}});
    QCOMPARE(tabs->count(), before + 1);
    QCOMPARE(names(panel), QString::fromUtf8("中信证券"));
    QMenu menu;
    panel.fillListMenu(&menu, panel.listId());
    menu.actions().front()->trigger();
    QVERIFY(panel.editor().canEdit());
    QCOMPARE(tabs->count(), before + 1);
    QCOMPARE(tabs->tabText(before), QStringLiteral("Brokers"));
    QCOMPARE(names(panel), QString::fromUtf8("中信证券"));
  }

  void columnsOfFormulasAreKept()
  {
    Watchlists lists(nullptr, {}, nullptr);
    lists.load();
    QTRY_VERIFY(lists.isLoaded());
    m_profile->context.watchlists = &lists;
    WatchlistPanel panel(m_profile->context);
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), kRows);
    lists.editBook(QStringLiteral("set"), [](data::WatchlistBook& book) {
      book.columnSets.push_back(
          {"own:F", "F", {{"name", 80}, {"formula:Trend", 0, "close / mean(close, 20) - 1"}, {"last", 70}}});
    });
    panel.columns().choose(QStringLiteral("own:F"));
    const data::WatchColumnSet shown = panel.columns().shown();
    QCOMPARE(shown.columns.size(), std::size_t{3});
    QCOMPARE(shown.columns[1].id, std::string("formula:Trend"));
    QCOMPARE(shown.columns[1].formula, std::string("close / mean(close, 20) - 1"));
    QCOMPARE(shown.columns[1].width, kFormulaWidth);
    panel.columns().choose(QStringLiteral("quotes"));
    QCOMPARE(panel.columns().shown().columns.size(), std::size_t{5});
  }

  void columnSetsAreChosenSavedAndDeleted()
  {
    WatchlistPanel panel(m_profile->context);
    panel.show();
    QTRY_COMPARE(panel.model().rowCount(), kRows);
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
    QTRY_COMPARE(panel.model().rowCount(), kRows);
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
  [[nodiscard]] static QString names(const WatchlistPanel& panel)
  {
    QStringList rows;
    for (int row = 0; row < panel.model().rowCount(); ++row)
      rows << panel.model().index(row, 0).data().toString();
    return rows.join(u' ');
  }
  /// A list of the user's own in view, with what @p text names.
  widgets::DataTable* openOwnList(WatchlistPanel& panel, const char* text)
  {
    panel.resize(420, 500);
    panel.show();
    if (!QTest::qWaitFor([&] { return panel.model().rowCount() == kRows; }))
      qFatal("nothing was loaded");
    m_profile->dialogs.texts = {QStringLiteral("Mine")};
    panel.editor().newList();
    panel.editor().paste(QString::fromUtf8(text));
    return panel.findChild<widgets::DataTable*>(QStringLiteral("watchlistTable"));
  }
  /// Lets @p data go @p below pixels under the upper edge of a row, as the mouse does.
  static void drop(widgets::DataTable& table, std::unique_ptr<QMimeData> data, int row, int below)
  {
    const QPoint at(20, table.rowViewportPosition(row) + below);
    QDragEnterEvent enter(at, Qt::MoveAction, data.get(), Qt::LeftButton, {});
    QApplication::sendEvent(table.viewport(), &enter);
    QDropEvent event(at, Qt::MoveAction, data.get(), Qt::LeftButton, {});
    QApplication::sendEvent(table.viewport(), &event);
  }

  std::unique_ptr<UiProfile> m_profile;
};

QTEST_MAIN(TstWatchlist)
#include "tst_watchlist.moc"
