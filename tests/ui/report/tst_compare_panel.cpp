// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/compare_panel.h"

#include "core/backtest/backtest.h"
#include "core/backtest/run_folder.h"
#include "core/base/clock.h"
#include "core/base/messages.h"
#include "core/base/testing/memory_file_system.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/bridge/executor_pool.h"
#include "widgets/analytics/dated_chart.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"
#include "widgets/base/theme.h"

#include "translations_resources.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace zvt;
using namespace zvt::ui;

namespace {

/// 100,000 on the last day of January, @p end on that of February, and one purchase at @p price.
ResearchHub::RunPtr runTo(double end, const char* price, int seed)
{
  analytics::ReportInput input;
  input.title = "Cross";
  for (const auto& [day, value] : {std::pair{TradingDay::fromDate({2024, 1, 31}), 100'000.0},
           std::pair{TradingDay::fromDate({2024, 2, 29}), end}}) {
    analytics::EquityPoint point;
    point.time = LocalTime::of(day);
    point.equity = value;
    input.equity.push_back(point);
  }
  analytics::FillRecord fill;
  fill.orderId = "1";
  fill.entityId = "stock_sh_600000";
  fill.side = "buy";
  fill.time = input.equity[0].time;
  fill.quantity = Quantity::fromInt(1000);
  fill.price = *Price::parse(price);
  input.fills = {fill};
  auto run = std::make_shared<backtest::BacktestRun>();
  run->report = analytics::buildReport(std::move(input));
  run->manifest =
      "{\"format\": \"zvt.run\", \"seed\": " + std::to_string(seed) + ", \"strategy\": {\"name\": \"Cross\"}}\n";
  return run;
}

/// A picture for people, where ZVT_PICTURES names a folder.
void picture(QWidget& widget, const QString& name)
{
  if (const QString folder = qEnvironmentVariable("ZVT_PICTURES"); !folder.isEmpty())
    widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

}

class TstComparePanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCatalogues(resources::translations());
    widgets::Language::current().setCode(QStringLiteral("en"));
    m_context.files = &m_files;
    m_context.workers = &m_workers;
  }
  void init()
  {
    m_hub = std::make_unique<ResearchHub>();
    m_context.research = m_hub.get();
  }

  void withoutRunsItOffersAFolder()
  {
    ComparePanel panel(m_context);
    panel.show();
    auto* empty = panel.findChild<widgets::EmptyState*>();
    QVERIFY(empty && empty->isVisible());
  }

  void theTwoLatestRunsAreCompared()
  {
    ComparePanel panel(m_context);
    panel.resize(1200, 800);
    panel.show();
    m_hub->publish(runTo(110'000, "10", 0));
    QVERIFY(note(panel)->isVisible());
    QSignalSpy compared(&panel, &ComparePanel::compared);
    m_hub->publish(runTo(120'000, "11", 7));
    QTRY_COMPARE(compared.size(), 1);
    const QStringList cells = table(panel);
    QVERIFY2(
        cells.contains(QStringLiteral("Figure|Total return|+10.0%|+20.0%|+10.00%")), qPrintable(cells.join(u'\n')));
    QVERIFY2(cells.contains(QStringLiteral("Setting|seed|0|7|+7")), qPrintable(cells.join(u'\n')));
    QVERIFY2(cells.contains(QStringLiteral("Order|First other fill: number 1|2024-01-31 Buy 1000 600000.SH @ 10|"
                                           "2024-01-31 Buy 1000 600000.SH @ 11|")),
        qPrintable(cells.join(u'\n')));
    // 29 days are no year: +10 % a period would be +2,697,470,226,675 % a year.
    const QString missing = QString(widgets::kMissing);
    QVERIFY2(cells.contains(QStringLiteral("Figure|Annual return|%1|%1|").arg(missing)), qPrintable(cells.join(u'\n')));
    // What differs takes the room that is left, not the column that was first in an empty table.
    auto* differences = panel.findChild<QTableView*>(QStringLiteral("differencesTable"));
    QVERIFY(differences->columnWidth(1) > 2 * differences->columnWidth(0));
    const widgets::DatedSeries* series = panel.findChild<widgets::DatedChart*>()->series();
    QCOMPARE(series->lines[0].values[1], 110'000 / 100'000.0 - 1);
    QCOMPARE(series->lines[1].values[1], 120'000 / 100'000.0 - 1);
    QCOMPARE(series->lines[0].name, QStringLiteral("#1 Cross  +10.0%  2024-01-31 → 2024-02-29"));
    for (const QString& code : widgets::Language::codes()) {
      widgets::Language::current().setCode(code);
      for (const widgets::ThemeId id : widgets::kThemeIds) {
        widgets::Theme::current().setId(id);
        QCoreApplication::processEvents();
        picture(panel, QStringLiteral("compare-%1-%2").arg(code, widgets::toString(id)));
      }
    }
    widgets::Language::current().setCode(QStringLiteral("en"));
    widgets::Theme::current().setId(widgets::ThemeId::Dark);

    QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("swapButton")), Qt::LeftButton);
    QTRY_VERIFY(table(panel).contains(QStringLiteral("Figure|Total return|+20.0%|+10.0%|\u221210.00%")));
  }

  void theRunOfTheReportIsChosen()
  {
    ComparePanel panel(m_context);
    panel.resize(1200, 800);
    panel.show();
    for (const double end : {110'000.0, 120'000.0, 130'000.0})
      m_hub->publish(runTo(end, "10", 0));
    const auto chosen = [&panel](const char* name) {
      return panel.findChild<QComboBox*>(QLatin1String(name))->currentText().left(2);
    };
    QCOMPARE(chosen("firstRunCombo") + chosen("secondRunCombo"), QStringLiteral("#1#2"));
    m_hub->show(m_hub->runs().back()); // the oldest is open
    m_hub->requestCompare();
    QCOMPARE(chosen("firstRunCombo") + chosen("secondRunCombo"), QStringLiteral("#3#1")); // not with itself
    m_hub->show(m_hub->runs()[1]);
    m_hub->requestCompare();
    QCOMPARE(chosen("firstRunCombo") + chosen("secondRunCombo"), QStringLiteral("#3#2"));
  }

  void aRunEqualsItsFolder()
  {
    const auto run = runTo(110'000, "10", 0);
    QVERIFY(backtest::writeRunFolder(run->report, run->manifest, "/runs/first", m_files, *Messages::load("en"), "en"));
    m_hub->publish(run);
    tests::ScriptedDialogs dialogs;
    dialogs.paths = {QStringLiteral("/runs/first")};
    Context context = m_context;
    context.dialogs = &dialogs;
    ComparePanel panel(context);
    panel.resize(1200, 800);
    panel.show();
    panel.choose(0, runChoices(*m_hub).front());
    QSignalSpy compared(&panel, &ComparePanel::compared);
    QTest::mouseClick(panel.findChild<QToolButton*>(QStringLiteral("openSecondButton")), Qt::LeftButton);
    QTRY_VERIFY(compared.size() > 0);
    QCOMPARE(note(panel)->kind(), widgets::NoteKind::Ok);
    QCOMPARE(note(panel)->text(), QStringLiteral("The same fills, orders and equity. No setting differs."));
    QVERIFY(table(panel).isEmpty());
    QCOMPARE(m_hub->folders(), QStringList{QStringLiteral("/runs/first")});
    // The workspace keeps the folder; the run of the session is gone after a new start.
    ResearchHub later;
    context.research = &later;
    ComparePanel restored(context);
    restored.restoreState(panel.saveState());
    QCOMPARE(restored.chosen(1).folder, QStringLiteral("/runs/first"));
    QVERIFY(!restored.chosen(0).isValid());
  }

  void aFolderThatIsNoRunIsSaid()
  {
    m_hub->publish(runTo(110'000, "10", 0));
    ComparePanel panel(m_context);
    panel.resize(1200, 800);
    panel.show();
    panel.choose(0, runChoices(*m_hub).front());
    QSignalSpy compared(&panel, &ComparePanel::compared);
    panel.choose(1, choiceOf(QStringLiteral("/nowhere")));
    QTRY_COMPARE(compared.size(), 1);
    QCOMPARE(note(panel)->kind(), widgets::NoteKind::Error);
    QVERIFY(panel.findChild<QComboBox*>(QStringLiteral("secondRunCombo"))->isVisible()); // another can be chosen
  }

private:
  static widgets::Note* note(const ComparePanel& panel)
  {
    return panel.findChild<widgets::Note*>(QStringLiteral("compareVerdict"));
  }
  static QStringList table(const ComparePanel& panel)
  {
    const QAbstractItemModel* model = panel.findChild<QTableView*>(QStringLiteral("differencesTable"))->model();
    QStringList rows;
    for (int row = 0; row < model->rowCount(); ++row) {
      QStringList cells;
      for (int column = 0; column < model->columnCount(); ++column)
        cells << model->index(row, column).data().toString();
      rows << cells.join(u'|');
    }
    return rows;
  }

  SystemClock m_clock;
  testing::MemoryFileSystem m_files;
  ExecutorPool m_workers{1, m_clock};
  std::unique_ptr<ResearchHub> m_hub;
  Context m_context;
};

QTEST_MAIN(TstComparePanel)
#include "tst_compare_panel.moc"
