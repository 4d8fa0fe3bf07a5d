// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/sweep_panel.h"

#include "core/backtest/backtest.h"
#include "core/backtest/live/script_request.h"
#include "tests/core/backtest/backtest_support.h"
#include "tests/ui/research_desk.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/report/open_code.h"
#include "ui/report/sweep_setup.h"
#include "widgets/analytics/group_bars.h"
#include "widgets/analytics/matrix_map.h"
#include "widgets/base/components.h"

#include <QComboBox>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::ui;

class TstSweepPanel : public QObject, protected zvt::tests::ResearchDesk {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    prepare();
    m_hub.setDocument(std::make_shared<const strategy::StrategyDocument>(tests::turnStrategy({"stock_*"})));
  }
  void init()
  {
    m_panel = std::make_unique<SweepPanel>(m_context);
    m_panel->setSource(randomSource());
    m_panel->resize(1400, 860);
    m_panel->show();
  }
  void cleanup() { m_panel.reset(); }

  void theFormSaysWhatItWouldRun()
  {
    auto* name = m_panel->findChild<QComboBox*>(QStringLiteral("axisCombo1"));
    QCOMPARE(name->itemText(name->findData(QStringLiteral("cross.fast"))), QStringLiteral("Fast period"));
    QVERIFY(!runButton()->isEnabled()); // nothing chosen
    fill(1, "cross.fast", "1:3:1");
    fill(2, "cross.slow", "5,8");
    QCOMPARE(countText(), QStringLiteral("6 backtests"));
    QVERIFY(runButton()->isEnabled());
    fill(2, "cross.slow", "5:");
    QVERIFY(countText().contains(QStringLiteral("cross.slow=5:")));
    QVERIFY(!runButton()->isEnabled());
    fill(2, "cross.slow", "5,abc"); // a word where a number belongs
    QVERIFY2(countText().contains(QStringLiteral("abc")), qPrintable(countText()));
    QVERIFY(!runButton()->isEnabled());
    m_panel->setSource(nullptr); // nothing to run on
    fill(2, "cross.slow", "5");
    QVERIFY(!runButton()->isEnabled());
  }

  /// What to do about it is said in words of the window, not of a command line.
  void remediesSpeakOfTheWindow()
  {
    fill(1, "cross.fast", "1:5000:1");
    fill(2, "cross.slow", "2:5000:1");
    QVERIFY2(countText().contains(QStringLiteral("24995000 combinations")), qPrintable(countText()));
    QVERIFY2(countText().endsWith(QStringLiteral("Take wider steps, or try some at random.")), qPrintable(countText()));
    QVERIFY(!runButton()->isEnabled());
    fill(2, "cross.slow", "5:");
    QVERIFY2(countText().contains(QStringLiteral("from:to:step")), qPrintable(countText()));
    QVERIFY(!countText().contains(QStringLiteral("name=")));
    for (const char* code : {"sweep.no_axes", "sweep.too_many", "sweep.bad_axis"}) {
      const QString text = sweepProblemText({code, {{"count", "9"}, {"most", "8"}, {"text", "x"}}, {}});
      QVERIFY2(!text.contains(QStringLiteral("--")), qPrintable(text));
    }
  }

  void someWhereItWentWell()
  {
    auto* method = m_panel->findChild<QComboBox*>(QStringLiteral("sweepMethodCombo"));
    method->setCurrentIndex(2);
    m_panel->findChild<QSpinBox*>(QStringLiteral("sweepSamplesBox"))->setValue(5);
    sweepSix();
    QCOMPARE(m_panel->result()->trials.size(), std::size_t{5}); // of six
    QVERIFY(m_panel->result()->request.method == backtest::SweepMethod::Bayes);
    SweepPanel other(m_context);
    other.restoreState(m_panel->saveState());
    QCOMPARE(other.findChild<QComboBox*>(QStringLiteral("sweepMethodCombo"))->currentIndex(), 2);
  }

  void aSweepIsRunAndShown()
  {
    sweepSix();
    const SweepPtr& result = m_panel->result();
    QVERIFY(result);
    auto* trials = m_panel->findChild<QTableView*>(QStringLiteral("trialsTable"))->model();
    QCOMPARE(trials->rowCount(), 6);
    QVERIFY(result->best.has_value());
    QCOMPARE(trials->index(0, 0).data().toString(), QString::number(*result->best + 1)); // the best first
    auto* map = m_panel->findChild<widgets::MatrixMap*>(QStringLiteral("sweepMap"));
    QCOMPARE(map->grid().rows, (QStringList{QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
    QCOMPARE(map->grid().columns, (QStringList{QStringLiteral("5"), QStringLiteral("8")}));
    QCOMPARE(map->grid().values[2][1], result->trials[5].metrics[analytics::Metric::Sharpe]);
    const QString verdict = m_panel->findChild<widgets::Note*>(QStringLiteral("sweepVerdict"))->text();
    QVERIFY2(verdict.startsWith(QStringLiteral("6 trials. Best: Fast period ")), qPrintable(verdict));
    // A probability: in per cent.
    static const QRegularExpression probability(QStringLiteral("Deflated Sharpe (> )?[0-9.]+%:"));
    QVERIFY2(verdict.contains(probability), qPrintable(verdict));
    // Another figure, and the axes exchanged.
    auto* metric = m_panel->findChild<QComboBox*>(QStringLiteral("sweepMetricCombo"));
    metric->setCurrentIndex(metric->findData(static_cast<int>(analytics::Metric::Trades)));
    QCOMPARE(map->grid().values[2][1], result->trials[5].metrics[analytics::Metric::Trades]);
    m_panel->findChild<QComboBox*>(QStringLiteral("sweepRowCombo"))->setCurrentIndex(1);
    QCOMPARE(m_panel->findChild<QComboBox*>(QStringLiteral("sweepColumnCombo"))->currentIndex(), 0);
    QCOMPARE(map->grid().values[1][2], result->trials[5].metrics[analytics::Metric::Trades]);
    metric->setCurrentIndex(metric->findData(static_cast<int>(analytics::Metric::Sharpe)));
    for (const QString& code : widgets::Language::codes()) {
      widgets::Language::current().setCode(code);
      for (const widgets::ThemeId id : widgets::kThemeIds) {
        widgets::Theme::current().setId(id);
        QCoreApplication::processEvents();
        picture(*m_panel, QStringLiteral("sweep-%1-%2").arg(code, widgets::toString(id)));
      }
    }
    widgets::Language::current().setCode(QStringLiteral("en"));
    widgets::Theme::current().setId(widgets::ThemeId::Dark);
  }

  void aTrialLeadsToItsReport()
  {
    sweepSix();
    QSignalSpy wanted(&m_hub, &ResearchHub::reportRequested);
    QSignalSpy ended(m_panel.get(), &SweepPanel::ended);
    auto* map = m_panel->findChild<widgets::MatrixMap*>(QStringLiteral("sweepMap"));
    map->setCursor(std::pair<std::size_t, std::size_t>{2, 1});
    QTest::keyClick(map, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(m_hub.run()->report.metrics[analytics::Metric::Sharpe],
        m_panel->result()->trials[5].metrics[analytics::Metric::Sharpe]);
    QVERIFY(m_hub.run()->manifest.find("\"slow\": 8") != std::string::npos);
  }

  void oneParameterIsShownAsBars()
  {
    fill(1, "cross.slow", "5,8");
    QSignalSpy ended(m_panel.get(), &SweepPanel::ended);
    QTest::mouseClick(runButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    auto* bars = m_panel->findChild<widgets::GroupBars*>(QStringLiteral("sweepBars"));
    QVERIFY(bars->isVisible());
    QCOMPARE(bars->groups().values[0][1], *m_panel->result()->trials[1].metrics[analytics::Metric::Sharpe]);
  }

  void aFolderKeepsASweep()
  {
    sweepSix();
    QSignalSpy ended(m_panel.get(), &SweepPanel::ended);
    m_panel->saveTo("/sweeps/first");
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(m_files.exists("/sweeps/first/heatmap.csv"));
    tests::ScriptedDialogs dialogs;
    dialogs.paths = {QStringLiteral("/sweeps/first")};
    Context context = m_context;
    context.dialogs = &dialogs;
    SweepPanel other(context);
    other.show();
    QSignalSpy opened(&other, &SweepPanel::ended);
    QTest::mouseClick(other.findChild<QToolButton*>(QStringLiteral("openSweepButton")), Qt::LeftButton);
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(other.result()->trials.size(), std::size_t{6});
    QCOMPARE(other.result()->deflatedSharpe, m_panel->result()->deflatedSharpe);
    QCOMPARE(other.subtitle(), QStringLiteral("first"));
    SweepPanel restored(m_context); // a workspace keeps form and folder
    QSignalSpy read(&restored, &SweepPanel::ended);
    restored.restoreState(m_panel->saveState());
    QTRY_COMPARE(read.size(), 1);
    QCOMPARE(restored.result()->best, m_panel->result()->best);
    QCOMPARE(restored.findChild<QComboBox*>(QStringLiteral("axisCombo2"))->currentData().toString(),
        QStringLiteral("cross.slow"));
    QCOMPARE(restored.findChild<QLineEdit*>(QStringLiteral("axisValuesField2"))->text(), QStringLiteral("5,8"));
  }

  /// A script is swept like a document, also when it comes from a folder.
  void aScriptIsSwept()
  {
    const auto before = m_hub.document();
    auto open = std::make_shared<OpenCode>();
    open->file = "trend.lua";
    open->code = backtest::scriptCode(kTrend, "trend.lua", nullptr);
    open->facts = *open->code->facts();
    open->schema = backtest::settingsSchema(open->facts);
    open->settings = {"days=3", "account.slippage=0.001"};
    m_hub.setCode(open);
    QVERIFY(
        m_panel->findChild<QLabel*>(QStringLiteral("sweepStrategyLabel"))->text().contains(QStringLiteral("trend")));
    fill(1, "days", "2,x");
    QVERIFY2(countText().contains(u'x'), qPrintable(countText())); // a word where a number belongs
    fill(1, "days", "2,5");
    fill(2, "account.slippage", "0,0.01");
    QSignalSpy ended(m_panel.get(), &SweepPanel::ended);
    QTest::mouseClick(runButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    QCOMPARE(m_panel->result()->trials.size(), std::size_t{4});
    const auto source = randomSource();
    SilentTaskControl control;
    for (std::size_t i = 0; i < 4; ++i) { // each as if it were run alone
      const std::vector<std::string> settings{"days=3", "account.slippage=0.001", i < 2 ? "days=2" : "days=5",
          i % 2 == 0 ? "account.slippage=0" : "account.slippage=0.01"};
      const auto alone = open->code->run(settings, *source, m_context.rules, control);
      QVERIFY(alone.has_value());
      QCOMPARE(m_panel->result()->trials[i].metrics[analytics::Metric::TotalReturn],
          alone->report.metrics[analytics::Metric::TotalReturn]);
    }
    m_panel->saveTo("/sweeps/script");
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 2, kPatience);
    SweepPanel other(m_context);
    other.setSource(randomSource());
    other.show();
    QSignalSpy done(&other, &SweepPanel::ended);
    other.openFolder(QStringLiteral("/sweeps/script"));
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, kPatience);
    other.runTrial(2);
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 2, kPatience);
    QCOMPARE(m_hub.run()->report.metrics[analytics::Metric::TotalReturn],
        m_panel->result()->trials[2].metrics[analytics::Metric::TotalReturn]);
    m_hub.setDocument(before);
  }

  void aFolderWithoutASweepIsSaid()
  {
    QSignalSpy ended(m_panel.get(), &SweepPanel::ended);
    m_panel->openFolder(QStringLiteral("/nowhere"));
    QTRY_COMPARE(ended.size(), 1);
    auto* problem = m_panel->findChild<widgets::Note*>(QStringLiteral("sweepProblemNote"));
    QVERIFY(problem->isVisible());
    QVERIFY(problem->text().contains(QStringLiteral("/nowhere")));
    QVERIFY(!m_panel->result());
  }

  void aSweepCanBeCancelled()
  {
    fill(1, "cross.fast", "1:30:1");
    fill(2, "cross.slow", "31:60:1");
    QSignalSpy ended(m_panel.get(), &SweepPanel::ended);
    QTest::mouseClick(runButton(), Qt::LeftButton);
    QVERIFY(m_panel->isRunning());
    QCOMPARE(runButton()->text(), QStringLiteral("Cancel"));
    QTest::mouseClick(runButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    QVERIFY(!m_panel->isRunning());
    QCOMPARE(runButton()->text(), QStringLiteral("Run sweep"));
    const auto* note = m_panel->findChild<widgets::Note*>(QStringLiteral("sweepProblemNote"));
    QVERIFY(note->isVisible());
    QCOMPARE(note->kind(), widgets::NoteKind::Info); // a person's wish is no error
  }

  void theSameParameterTwiceIsRefused()
  {
    fill(1, "cross.fast", "1:3:1");
    fill(2, "cross.fast", "4,5");
    QVERIFY2(countText().contains(QStringLiteral("“cross.fast” is given twice")), qPrintable(countText()));
    QVERIFY(!runButton()->isEnabled());
  }

  /// No figures where nothing ran.
  void allThatFailIsSaid()
  {
    fill(1, "cross.fast", "5,6");
    fill(2, "cross.slow", "5");
    QSignalSpy ended(m_panel.get(), &SweepPanel::ended);
    QTest::mouseClick(runButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    auto* verdict = m_panel->findChild<widgets::Note*>(QStringLiteral("sweepVerdict"));
    QVERIFY(verdict->kind() == widgets::NoteKind::Error);
    QVERIFY2(verdict->text().contains(QStringLiteral("No trial could run")), qPrintable(verdict->text()));
  }

  /// What has ended when a person cancels is shown.
  void cancellingKeepsWhatHasEnded()
  {
    fill(1, "cross.fast", "1:60:1");
    fill(2, "cross.slow", "61:160:1");
    QSignalSpy ended(m_panel.get(), &SweepPanel::ended);
    auto* progress = m_panel->findChild<QProgressBar*>(QStringLiteral("sweepProgress"));
    QTest::mouseClick(runButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(progress->value() > 150 || ended.size() > 0, kPatience); // past loading: a tenth
    if (m_panel->isRunning())
      QTest::mouseClick(runButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
    QVERIFY(m_panel->result() != nullptr);
    if (m_panel->result()->isWhole())
      QSKIP("this machine was through before it could be cancelled");
    QVERIFY(!m_panel->result()->trials.empty() && m_panel->result()->trials.size() < 6000);
    const auto* note = m_panel->findChild<widgets::Note*>(QStringLiteral("sweepProblemNote"));
    QVERIFY2(note->text().contains(QStringLiteral("of 6,000")), qPrintable(note->text()));
    const QString verdict = m_panel->findChild<widgets::Note*>(QStringLiteral("sweepVerdict"))->text();
    QVERIFY2(verdict.startsWith(QStringLiteral("Cancelled after ")), qPrintable(verdict));
  }

  void countsAreGrouped()
  {
    fill(1, "cross.fast", "1:60:1");
    fill(2, "cross.slow", "61:160:1");
    QCOMPARE(countText(), QStringLiteral("6,000 backtests"));
  }

private:
  [[nodiscard]] QPushButton* runButton() const
  {
    return m_panel->findChild<QPushButton*>(QStringLiteral("runSweepButton"));
  }
  [[nodiscard]] QString countText() const
  {
    return m_panel->findChild<QLabel*>(QStringLiteral("sweepCountLabel"))->text();
  }
  void fill(int row, const char* name, const char* values)
  {
    auto* combo = m_panel->findChild<QComboBox*>(QStringLiteral("axisCombo%1").arg(row));
    combo->setCurrentIndex(combo->findData(QLatin1String(name)));
    Q_EMIT combo->activated(combo->currentIndex());
    m_panel->findChild<QLineEdit*>(QStringLiteral("axisValuesField%1").arg(row))->setText(QLatin1String(values));
  }
  void sweepSix()
  {
    fill(1, "cross.fast", "1:3:1");
    fill(2, "cross.slow", "5,8");
    QSignalSpy ended(m_panel.get(), &SweepPanel::ended);
    QTest::mouseClick(runButton(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, kPatience);
  }

  std::unique_ptr<SweepPanel> m_panel;
};

QTEST_MAIN(TstSweepPanel)
#include "tst_sweep_panel.moc"
