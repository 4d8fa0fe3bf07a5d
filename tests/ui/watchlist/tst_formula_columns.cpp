// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_system.h"
#include "core/factor/column_source.h"
#include "tests/ui/ui_profile.h"
#include "ui/factor/formula_edit.h"
#include "ui/factor/saved_formulas.h"
#include "ui/watchlist/columns_menu.h"
#include "ui/watchlist/formula_column_dialog.h"
#include "ui/watchlist/formula_columns.h"
#include "ui/watchlist/watchlist_panel.h"
#include "ui/watchlist/watchlists.h"
#include "widgets/base/components.h"
#include "widgets/base/theme.h"
#include "widgets/table/cell_roles.h"
#include "widgets/table/data_table.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QtTest>

using namespace zvt;
using namespace zvt::ui;
using zvt::tests::UiProfile;

namespace {

constexpr int kFormula = kWatchFields; ///< the first formula column

data::WatchColumn column(const char* name, const char* formula, data::WatchUnit unit = data::WatchUnit::Number,
    int decimals = 2, bool colored = false)
{
  return {std::string("formula:") + name, 0, formula, unit, decimals, colored};
}

market::Quote quote(const char* id, const char* time, double previous, double last)
{
  market::Quote quote;
  quote.entityId = id;
  quote.time = {parseTime(time)->local.micros - Duration::hours(8).micros};
  quote.received = quote.time;
  quote.previousClose = previous;
  quote.open = quote.high = quote.low = quote.last = last;
  quote.volume = 1000;
  quote.turnover = 1000 * last;
  return quote;
}

data::QuoteChanges changesOf(const market::Quote& one)
{
  data::QuoteChanges changes;
  changes.entities.push_back({one.entityId, std::make_shared<const market::Quote>(one), true, false, false, false});
  return changes;
}

/// 7, 14, 21 … for the price-earnings ratio.
class Sevens final : public factor::ColumnSource {
public:
  [[nodiscard]] bool provides(std::string_view column) const override { return column == "pe"; }
  [[nodiscard]] Result<std::vector<std::vector<double>>> read(
      std::span<const std::string>, const market::BarSeries& bars) const override
  {
    std::vector<double> values;
    for (std::size_t i = 1; i <= bars.size(); ++i)
      values.push_back(7.0 * static_cast<double>(i));
    return std::vector<std::vector<double>>{std::move(values)};
  }
};

}

class TstFormulaColumns : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { widgets::Theme::current().install(*qApp); }

  void init()
  {
    m_profile = std::make_unique<UiProfile>();
    const auto head = std::string("date,open,high,low,close,volume,turnover\n");
    const auto file = [&](const char* name, const char* rows) { return m_profile->data.write(name, head + rows); };
    m_profile->import(file("a.csv",
                          "2024-01-02,9,10,8,10,1000,9500\n2024-01-03,10,12,10,12,2000,21000\n"
                          "2024-01-04,12,14,12,14,2000,21000\n"),
        "stock_sz_000001", "平安银行");
    m_profile->import(file("b.csv",
                          "2024-01-02,20,21,19,20,1000,20000\n2024-01-03,20,20,18,18,3000,57000\n"
                          "2024-01-04,18,18,16,16,3000,57000\n"),
        "stock_sh_600030", "中信证券");
    m_profile->import(file("c.csv", "2024-01-04,30,31,29,30,5000,150000\n"), "stock_sh_600000", "浦发银行");
    m_panel = std::make_unique<WatchlistPanel>(m_profile->context);
    m_panel->resize(700, 400);
    m_panel->show();
    QTRY_COMPARE(securities(), 3);
  }
  void cleanup()
  {
    m_panel.reset();
    m_profile.reset();
  }

  /// By hand: the mean of 12 and 14 is 13, of 18 and 16 is 17; one bar is too short for two.
  void showsTheLastValueOfEachSecurity()
  {
    m_panel->columns().putFormula(column("均线", "MA(CLOSE,2)"), {});
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("13.00"));
    QCOMPARE(cell("stock_sh_600030"), QStringLiteral("17.00"));
    QCOMPARE(cell("stock_sh_600000"), QString(widgets::kMissing));
    const QString reason = at("stock_sh_600000").data(Qt::ToolTipRole).toString();
    QVERIFY2(reason.contains(u'2') && reason.contains(u'1'), qPrintable(reason)); // needs 2, there is 1
    QCOMPARE(header(), QStringLiteral("均线"));
    QVERIFY(!table().isColumnHidden(kFormula));
  }

  void severalLinesCountByTheirLast()
  {
    m_panel->columns().putFormula(
        column("X", "A:=MA(CLOSE,2);\nB: A;\nBIAS: (CLOSE/A-1)*100;", data::WatchUnit::Percent, 1, true), {});
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("+7.7%")); // 14 / 13 − 1
    QCOMPARE(cell("stock_sh_600030"), QString::fromUtf8("−5.9%")); // 16 / 17 − 1
    QCOMPARE(at("stock_sh_600030").data(widgets::ToneRole).toInt(), int(widgets::toneOf(-1)));
  }

  /// The quote is the unfinished bar of its day: (14 + 20) / 2 = 17, then (14 + 22) / 2.
  void aQuoteIsAnUnfinishedBar()
  {
    m_panel->columns().putFormula(column("M", "MA(CLOSE,2)"), {});
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("13.00"));
    quoted(quote("stock_sz_000001", "2024-01-05T09:31:00", 14, 20));
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("17.00"));
    quoted(quote("stock_sz_000001", "2024-01-05T09:32:00", 14, 22));
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("18.00"));
    QCOMPARE(cell("stock_sh_600030"), QStringLiteral("17.00"));
    // A quote of a stored day takes that day's place: (12 + 16) / 2.
    quoted(quote("stock_sz_000001", "2024-01-04T09:31:00", 12, 16));
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("14.00"));
  }

  /// Three bars: 21. Before the day is over the ratio is that of the day before, the date is the day's own.
  void readsWhatLiesBesideTheBars()
  {
    factor::ColumnSources sources;
    sources.add(std::make_unique<Sevens>());
    m_profile->context.columns = &sources;
    m_panel = std::make_unique<WatchlistPanel>(m_profile->context);
    m_panel->show();
    QTRY_COMPARE(securities(), 3);
    m_panel->columns().putFormula(column("P", "PE*100+WEEKDAY"), {});
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("2,104.00")); // a Thursday
    quoted(quote("stock_sz_000001", "2024-01-05T09:31:00", 14, 20));
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("2,105.00"));
    QCOMPARE(cell("stock_sh_600000"), QStringLiteral("704.00"));
    m_panel.reset(); // before the sources go
  }

  /// The exchange says 7 where 14 was: two shares for one. History in the prices of that day: (7 + 8) / 2.
  void anExDateScalesHistory()
  {
    m_panel->columns().putFormula(column("M", "MA(CLOSE,2)"), {});
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("13.00"));
    quoted(quote("stock_sz_000001", "2024-01-05T09:31:00", 7, 8));
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("7.50"));
  }

  void sortsByItsFigures()
  {
    m_panel->columns().putFormula(column("M", "MA(CLOSE,2)"), {});
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("13.00"));
    table().sortByColumn(kFormula, Qt::DescendingOrder);
    QCOMPARE(order(), QStringList({"stock_sh_600030", "stock_sz_000001", "stock_sh_600000"}));
    table().sortByColumn(kFormula, Qt::AscendingOrder);
    QCOMPARE(order(), QStringList({"stock_sz_000001", "stock_sh_600030", "stock_sh_600000"})); // unknown comes last
  }

  void newBarsMoveIt()
  {
    m_panel->columns().putFormula(column("M", "MA(CLOSE,2)"), {});
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("13.00"));
    m_profile->import(
        m_profile->data.write("d.csv", "date,open,high,low,close,volume,turnover\n2024-01-05,14,18,14,18,1,1\n"),
        "stock_sz_000001", "平安银行");
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("16.00")); // (14 + 18) / 2
  }

  void whatCannotBeComputedSaysWhy()
  {
    m_panel->columns().putFormula(column("W", "MAA(CLOSE,2)"), {});
    QTRY_VERIFY(at("stock_sz_000001").data(Qt::ToolTipRole).toString().contains(QStringLiteral("MAA")));
    QCOMPARE(cell("stock_sz_000001"), QString(widgets::kMissing));
    m_panel->columns().putFormula(column("R", "RANK(CLOSE)"), "formula:W");
    QTRY_VERIFY(at("stock_sz_000001").data(Qt::ToolTipRole).toString().contains(QStringLiteral("compares")));
  }

  void belongsToItsSetAndIsUndone()
  {
    m_panel->columns().putFormula(column("M", "MA(CLOSE,2)"), {});
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("13.00"));
    const data::WatchColumnSet set = m_panel->columns().shown();
    QCOMPARE(set.columns.back().formula, std::string("MA(CLOSE,2)"));
    m_panel->columns().putFormula(column("M3", "MA(CLOSE,3)", data::WatchUnit::Number, 0), "formula:M");
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("12")); // (10 + 12 + 14) / 3
    m_panel->undoStack()->undo();
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("13.00"));
    m_panel->columns().choose(QStringLiteral("quotes"));
    QVERIFY(table().isColumnHidden(kFormula));
    m_panel->columns().removeFormula(m_panel->model().formulas().front());
    QCOMPARE(m_panel->model().columnCount(), kWatchFields);
  }

  /// One of the program's sets takes no formula: each time a new set is made, and none that is there is lost.
  void aSecondFormulaLeavesTheFirst()
  {
    m_panel->columns().putFormula(column("A", "MA(CLOSE,2)"), {});
    m_panel->columns().choose(QStringLiteral("quotes"));
    m_panel->columns().putFormula(column("B", "MA(CLOSE,3)"), {});
    QCOMPARE(m_panel->model().formulas().size(), std::size_t{2});
    QCOMPARE(m_panel->model().formulas()[0].formula, std::string("MA(CLOSE,2)"));
    QCOMPARE(m_panel->model().formulas()[1].formula, std::string("MA(CLOSE,3)"));
  }

  /// 13, as the mean of two bars; without what it refers to it says so in place. The watchlists' file is not read yet
  /// when the column is put.
  void refersToSavedFormulas()
  {
    QTemporaryDir folder;
    OsFileSystem files;
    m_profile->context.files = &files;
    m_profile->context.profileFolder = folder.path().toStdString();
    m_panel = std::make_unique<WatchlistPanel>(m_profile->context);
    m_panel->show();
    SavedFormulas saved(m_profile->context);
    saved.save({"MYMA", "SHORT: MA(CLOSE,2);\nLONG: MA(CLOSE,3);"});
    m_panel->columns().putFormula(column("M", "MYMA.SHORT"), {});
    QTRY_COMPARE(cell("stock_sz_000001"), QStringLiteral("13.00"));
    const QString reason = at("stock_sh_600000").data(Qt::ToolTipRole).toString();
    QVERIFY2(reason.contains(u'2') && reason.contains(u'1'), qPrintable(reason)); // needs 2, there is 1
    saved.remove("myma");
    QTRY_COMPARE(cell("stock_sz_000001"), QString(widgets::kMissing));
    QVERIFY(at("stock_sz_000001").data(Qt::ToolTipRole).toString().contains(QStringLiteral("MYMA")));
    m_panel.reset();
    m_profile->workers.drain(); // before the folder goes
  }

  void theDialogAsksBeforeAFormulaIsLost()
  {
    FormulaColumnDialog dialog(m_profile->context, {}, {});
    dialog.show();
    dialog.reject(); // nothing in it
    QVERIFY(!dialog.isVisible() && m_profile->dialogs.asked.isEmpty());
    dialog.show();
    dialog.edit()->setFormula("CLOSE");
    dialog.reject(); // refused: the last answer
    QVERIFY(dialog.isVisible());
    m_profile->dialogs.answers = {0};
    dialog.reject();
    QVERIFY(!dialog.isVisible());
    QCOMPARE(m_profile->dialogs.asked.size(), 2);
  }

  void theDialogTakesOnlyWhatCanBeComputed()
  {
    FormulaColumnDialog dialog(m_profile->context, {}, {QStringLiteral("MA")});
    dialog.show();
    auto* name = dialog.findChild<QLineEdit*>(QStringLiteral("columnNameEdit"));
    auto* accept = dialog.findChild<QPushButton*>(QStringLiteral("acceptColumnButton"));
    const auto* note = dialog.findChild<widgets::Note*>();
    QVERIFY(!accept->isEnabled() && !note->isVisible());
    dialog.edit()->setFormula("(CLOSE/MAA(CLOSE,20)-1)*100");
    QVERIFY(note->isVisible() && note->text().contains(QStringLiteral("MAA")));
    dialog.edit()->setFormula("RANK(CLOSE)");
    QVERIFY(note->isVisible() && !accept->isEnabled());
    dialog.edit()->setFormula("(CLOSE/MA(CLOSE,20)-1)*100");
    name->setText(QStringLiteral("ma")); // there is one
    QVERIFY(note->isVisible() && !accept->isEnabled());
    name->setText(QStringLiteral("乖离"));
    QVERIFY(!note->isVisible() && accept->isEnabled());
    auto* unit = dialog.findChild<QComboBox*>(QStringLiteral("unitCombo"));
    unit->setCurrentIndex(unit->findData(int(data::WatchUnit::Percent)));
    dialog.findChild<QSpinBox*>(QStringLiteral("decimalsSpin"))->setValue(1);
    const data::WatchColumn made = dialog.column();
    QCOMPARE(made.id, std::string("formula:乖离"));
    QVERIFY(made.unit == data::WatchUnit::Percent && made.decimals == 1);
  }

private:
  QAbstractItemModel& model() { return *table().model(); }
  widgets::DataTable& table() { return *m_panel->findChild<widgets::DataTable*>(QStringLiteral("watchlistTable")); }
  QModelIndex at(const char* id) { return model().index(m_panel->model().rowOf(QLatin1String(id)), kFormula); }
  QString cell(const char* id) { return at(id).data().toString(); }
  QString header() { return model().headerData(kFormula, Qt::Horizontal).toString(); }
  int securities()
  {
    int count = 0;
    for (int row = 0; row < m_panel->model().rowCount(); ++row)
      count += m_panel->model().isHeading(row) ? 0 : 1;
    return count;
  }
  QStringList order()
  {
    QStringList ids;
    for (int row = 0; row < m_panel->model().rowCount(); ++row)
      if (!m_panel->model().isHeading(row))
        ids << m_panel->model().entityAt(row);
    return ids;
  }
  /// As the panel does with the hub's quotes.
  void quoted(const market::Quote& one)
  {
    auto& model = const_cast<WatchlistModel&>(m_panel->model());
    model.applyQuotes(changesOf(one), Duration::seconds(1), one.time);
    m_panel->formulas().takeQuotes(changesOf(one));
  }

  std::unique_ptr<UiProfile> m_profile;
  std::unique_ptr<WatchlistPanel> m_panel;
};

QTEST_MAIN(TstFormulaColumns)
#include "tst_formula_columns.moc"
