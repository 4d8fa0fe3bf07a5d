// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/research_desk.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/strategy/problem_model.h"
#include "ui/strategy/strategy_panel.h"

#include "core/backtest/backtest.h"
#include "ui/shell/notification_center.h"
#include "ui/strategy/parameters_pane.h"
#include "ui/strategy/result_strip.h"
#include "widgets/base/schema_field.h"
#include "widgets/base/schema_form.h"
#include "widgets/nodegraph/node_canvas.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <atomic>
#include <cmath>
#include <semaphore>

using namespace zvt;
using namespace zvt::tests;
using namespace zvt::ui;

namespace {

/// Closes 10 9 11 12 8 8 with opens as given. The average of one bar crosses that of two upwards at the third close (11
/// over 10) and downwards at the fifth (8 under 10): bought at the fourth open, 11, sold at the sixth, 8.
std::shared_ptr<backtest::MemorySource> sixDays()
{
  market::Entity entity;
  entity.id = *market::EntityId::parse("stockus_nasdaq_TEST");
  entity.name = "Test";
  entity.listed = TradingDay::fromDate({2000, 1, 3});
  market::BarSeries bars;
  bars.entityId = entity.id.toString();
  bars.level = market::BarLevel::Day1;
  const double opens[] = {10, 10, 10, 11, 12, 8}, closes[] = {10, 9, 11, 12, 8, 8};
  const TradingDay first = TradingDay::fromDate({2024, 1, 8}); // a Monday
  for (int i = 0; i < 6; ++i) {
    const double open = opens[i], close = closes[i];
    const int weekend = i >= 5 ? 2 : 0;
    bars.append(
        {(first + i + weekend).days, open, std::max(open, close), std::min(open, close), close, 1e6, std::nan("")});
  }
  auto source = std::make_shared<backtest::MemorySource>();
  source->add(entity, bars);
  return source;
}

strategy::StrategyDocument turnStrategy()
{
  strategy::StrategyDocument document = sampleStrategy();
  document.findNode("universe")->params["entities"] = std::vector<std::string>{"stockus_nasdaq_TEST"};
  document.findNode("cross")->params = {{"fast", std::int64_t{1}}, {"slow", std::int64_t{2}}};
  document.findNode("weight")->params = {{"max_positions", std::int64_t{1}}};
  document.findNode("account")->params = {{"rules", std::string("free")}};
  document.run = {{"adjust", std::string("bfq")}};
  return document;
}

/// Holds the worker at its first question until it is let go.
class WaitingSource final : public backtest::MarketSource {
public:
  Result<std::vector<market::Entity>> resolve(const std::vector<std::string>& patterns, market::BarLevel level) override
  {
    entered = true;
    m_go.acquire();
    return m_inner->resolve(patterns, level);
  }
  Result<market::BarSeriesPtr> bars(const backtest::SeriesRequest& request) override { return m_inner->bars(request); }
  Result<std::vector<market::CorporateAction>> actions(const std::string& entityId) override
  {
    return m_inner->actions(entityId);
  }
  Result<std::shared_ptr<const market::Calendar>> calendar(const std::string& entityId) override
  {
    return m_inner->calendar(entityId);
  }
  void letGo() { m_go.release(); }
  std::atomic<bool> entered = false;

private:
  std::shared_ptr<backtest::MemorySource> m_inner = sixDays();
  std::binary_semaphore m_go{0};
};

}

class TstStrategyPanel : public QObject, protected zvt::tests::ResearchDesk {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    prepare();
    m_context.dialogs = &m_dialogs;
  }

  void init()
  {
    m_panel = std::make_unique<StrategyPanel>(m_context);
    m_panel->resize(1500, 860);
    m_panel->show();
  }
  void cleanup() { m_panel.reset(); }

  void aNewPanelOpensTheSample()
  {
    QCOMPARE(m_panel->canvas().graph().nodes.size(), std::size_t{4});
    QVERIFY(!m_panel->editor().isDirty());
    QVERIFY(!button("runBacktestButton")->isEnabled()); // no profile, no source
  }

  void aRunEndsInItsReport()
  {
    m_panel->runner().setSource(sixDays());
    m_panel->editor().open(turnStrategy(), {});
    QSignalSpy published(&m_hub, &ResearchHub::published);
    QSignalSpy wanted(&m_hub, &ResearchHub::reportRequested);
    QTest::mouseClick(button("runBacktestButton"), Qt::LeftButton);
    QVERIFY(m_panel->runner().isRunning());
    QVERIFY(!button("runBacktestButton")->isEnabled());
    QVERIFY(button("cancelRunButton")->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(published.size(), 1, 20'000);
    QCOMPARE(m_panel->result().state(), ResultStrip::State::Done);
    const auto& trades = m_hub.run()->report.input.trades;
    QCOMPARE(trades.size(), std::size_t{1});
    QCOMPARE(trades[0].entryPrice.toString(), std::string("11"));
    QCOMPARE(trades[0].exitPrice.toString(), std::string("8"));
    QVERIFY(std::abs(trades[0].returnFraction + 3.0 / 11) < 1e-12);
    QVERIFY(!button("cancelRunButton")->isVisible());
    QTest::mouseClick(button("reportButton"), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
  }

  void theHubAsksForARun()
  {
    m_panel->runner().setSource(sixDays());
    m_panel->editor().open(turnStrategy(), {});
    QSignalSpy published(&m_hub, &ResearchHub::published);
    m_hub.requestRun();
    QTRY_COMPARE_WITH_TIMEOUT(published.size(), 1, 20'000);
  }

  void aChangeAfterTheRunIsSaid()
  {
    m_panel->runner().setSource(sixDays());
    m_panel->editor().open(turnStrategy(), {});
    m_panel->run();
    QTRY_COMPARE_WITH_TIMEOUT(m_panel->result().state(), ResultStrip::State::Done, 20'000);
    const auto noteShown = [this] {
      const auto labels = m_panel->result().findChildren<QLabel*>();
      return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->isVisible() && label->text() == QStringLiteral("Changed since this run");
      });
    };
    m_panel->editor().moveNode("cross", {400, 80});
    QVERIFY(!noteShown()); // a position changes nothing that is run
    m_panel->editor().setParameter("cross", "slow", std::int64_t{3});
    QVERIFY(noteShown());
  }

  void aRunCanBeCancelled()
  {
    auto source = std::make_shared<WaitingSource>();
    m_panel->runner().setSource(source);
    m_panel->editor().open(turnStrategy(), {});
    QSignalSpy published(&m_hub, &ResearchHub::published);
    m_panel->run();
    QTRY_VERIFY(source->entered);
    QTest::mouseClick(button("cancelRunButton"), Qt::LeftButton);
    source->letGo();
    QTRY_COMPARE(m_panel->result().state(), ResultStrip::State::Cancelled);
    QCOMPARE(published.size(), 0);
    QVERIFY(button("runBacktestButton")->isEnabled());
  }

  void closingThePanelCancelsItsRun()
  {
    auto source = std::make_shared<WaitingSource>();
    m_panel->runner().setSource(source);
    m_panel->editor().open(turnStrategy(), {});
    m_panel->run();
    QTRY_VERIFY(source->entered);
    m_panel.reset();
    source->letGo();
    m_workers.drain();
    QVERIFY(m_tasks.snapshot().back().state == TaskState::Cancelled);
  }

  void aFailureIsExplained()
  {
    m_panel->runner().setSource(sixDays());
    strategy::StrategyDocument document = turnStrategy();
    document.findNode("universe")->params["entities"] = std::vector<std::string>{"stock_sz_*"};
    m_panel->editor().open(document, {});
    m_panel->run();
    QTRY_COMPARE(m_panel->result().state(), ResultStrip::State::Failed);
    QVERIFY(m_panel->result()
            .findChild<QLabel*>(QStringLiteral("runText"))
            ->text()
            .startsWith(QStringLiteral("No security with 1d bars matches the universe")));
    auto* problems = m_panel->findChild<QTableView*>(QStringLiteral("problemsTable"))->model();
    QCOMPARE(problems->rowCount(), 1);
    QVERIFY(problems->index(0, ProblemModel::TextColumn).data().toString().contains(QStringLiteral("universe")));
    QVERIFY(button("runBacktestButton")->isEnabled()); // bars may be there by now
    m_panel->editor().setParameter("universe", "entities", std::vector<std::string>{"stock_sh_*"});
    QCOMPARE(problems->rowCount(), 0); // it is another strategy now
  }

  void anInvalidSettingIsNotRunAround()
  {
    m_panel->runner().setSource(sixDays());
    m_panel->editor().open(turnStrategy(), {});
    NotificationCenter center(m_context);
    Context context = m_context;
    context.notices = &center;
    StrategyPanel panel(context);
    panel.resize(1500, 860);
    panel.show();
    panel.runner().setSource(sixDays());
    panel.editor().open(turnStrategy(), {});
    auto* pane = panel.findChild<ParametersPane*>(QStringLiteral("parametersPane"));
    const int wide = pane->form()->minimumSizeHint().width();
    auto* start = pane->form()->findChild<QLineEdit*>(QStringLiteral("startField"));
    QVERIFY(start != nullptr);
    start->setText(QStringLiteral("abc"));
    panel.run();
    QVERIFY(!panel.runner().isRunning());
    QCOMPARE(center.notices().size(), 1U);
    QVERIFY2(center.notices().back().text.startsWith(QStringLiteral("Not run. Start: ")),
        qPrintable(center.notices().back().text));
    QCOMPARE(panel.result().findChild<QLabel*>(QStringLiteral("runTitleLabel"))->text(), QStringLiteral("Not run"));
    auto* problems = panel.findChild<QTableView*>(QStringLiteral("problemsTable"))->model();
    QCOMPARE(problems->rowCount(), 1);
    // The sentence is wrapped: it does not widen the form.
    QVERIFY(pane->form()->minimumSizeHint().width() <= wide + 40);
    // Another setting is changed; the red one still stands there.
    pane->form()->field("adjust")->setValue(std::string("qfq"));
    QVERIFY(panel.editor().parameter({}, "adjust") == ParamValue(std::string("qfq")));
    QCOMPARE(start->text(), QStringLiteral("abc"));
    start->setText({});
    panel.run();
    QVERIFY(panel.runner().isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning(), 20'000);
    for (int row = 0; row < problems->rowCount(); ++row) // what the document is warned of may stand there
      QVERIFY(problems->index(row, ProblemModel::RuleColumn).data().toString() != QStringLiteral("RUN"));
    QCOMPARE(panel.result().findChild<QLabel*>(QStringLiteral("runTitleLabel"))->text(),
        QStringLiteral("Backtest finished"));
    // A refusal after a success: the figures are said to be of the run before.
    start->setText(QStringLiteral("abc"));
    panel.run();
    QCOMPARE(panel.result().findChild<QLabel*>(QStringLiteral("runTitleLabel"))->text(), QStringLiteral("Not run"));
    QVERIFY(!panel.runner().isRunning());
  }

  void errorsKeepItFromRunningAndLeadToTheirNode()
  {
    m_panel->runner().setSource(sixDays());
    m_panel->editor().open(turnStrategy(), {});
    QVERIFY(button("runBacktestButton")->isEnabled());
    m_panel->editor().setParameter("cross", "fast", std::int64_t{9});
    QVERIFY(!button("runBacktestButton")->isEnabled());
    auto* table = m_panel->findChild<QTableView*>(QStringLiteral("problemsTable"));
    QCOMPARE(table->model()->rowCount(), 1);
    Q_EMIT table->clicked(table->model()->index(0, ProblemModel::GoColumn));
    QCOMPARE(m_panel->canvas().selected(), QStringLiteral("cross"));
    QTest::mouseClick(m_panel->findChild<QToolButton*>(QStringLiteral("undoButton")), Qt::LeftButton);
    QCOMPARE(table->model()->rowCount(), 0);
  }

  void savesAndOpensFiles()
  {
    QVERIFY(m_files.createDirectories("/s"));
    m_dialogs.paths = {QStringLiteral("/s/mine.zvtstrategy"), QStringLiteral("/s/mine.zvtstrategy")};
    m_dialogs.answers = {1}; // throw the changes away
    m_panel->editor().setParameter("cross", "fast", std::int64_t{6});
    QVERIFY(m_panel->findChild<QLabel*>(QStringLiteral("dirtyMark"))->isVisible());
    QSignalSpy saved(m_panel.get(), &StrategyPanel::saved);
    QTest::mouseClick(m_panel->findChild<QToolButton*>(QStringLiteral("saveButton")), Qt::LeftButton);
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(!m_panel->editor().isDirty());
    QCOMPARE(m_panel->editor().file(), QStringLiteral("/s/mine.zvtstrategy"));

    m_panel->editor().setParameter("cross", "fast", std::int64_t{8});
    QSignalSpy opened(m_panel.get(), &StrategyPanel::opened);
    QTest::mouseClick(m_panel->findChild<QToolButton*>(QStringLiteral("openButton")), Qt::LeftButton);
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(toText(m_panel->editor().parameter("cross", "fast")), std::string("6"));
  }

  void aBrokenFileLeavesTheStrategyAlone()
  {
    QVERIFY(m_files.createDirectories("/s"));
    QVERIFY(m_files.writeAtomically("/s/bad.zvtstrategy", "{\"format\": 7}"));
    const auto before = m_panel->editor().document();
    m_panel->openFile(QStringLiteral("/s/bad.zvtstrategy"));
    m_workers.drain();
    QCoreApplication::processEvents();
    QVERIFY(m_panel->editor().document() == before);
  }

  void unsavedChangesSurviveARestart()
  {
    m_panel->editor().setParameter("cross", "fast", std::int64_t{6});
    const QJsonObject state = m_panel->saveState();
    StrategyPanel second(m_context);
    second.restoreState(state);
    QCOMPARE(toText(second.editor().parameter("cross", "fast")), std::string("6"));
    QVERIFY(second.editor().isDirty());
    second.restoreState(QJsonObject{{QStringLiteral("document"), QStringLiteral("nonsense")}});
    QCOMPARE(toText(second.editor().parameter("cross", "fast")), std::string("6"));
  }

  void everyLanguageAndThemeIsDrawn()
  {
    m_panel->runner().setSource(sixDays());
    m_panel->editor().open(turnStrategy(), {});
    m_panel->run();
    QTRY_COMPARE_WITH_TIMEOUT(m_panel->result().state(), ResultStrip::State::Done, 20'000);
    m_panel->editor().setParameter("cross", "fast", std::int64_t{9});
    m_panel->canvas().select(QStringLiteral("account"));
    for (const QString& code : widgets::Language::codes())
      for (const widgets::ThemeId id : widgets::kThemeIds) {
        widgets::Language::current().setCode(code);
        widgets::Theme::current().setId(id);
        QTRY_COMPARE(m_panel->canvas().graph().nodes.back().title,
            code == u"en" ? QStringLiteral("Account") : QStringLiteral("账户"));
        picture(*m_panel, QStringLiteral("strategy-%1-%2").arg(code, widgets::toString(id)));
        QVERIFY(!m_panel->grab().isNull());
      }
    widgets::Language::current().setCode(QStringLiteral("en"));
    widgets::Theme::current().setId(widgets::ThemeId::Dark);
  }

private:
  QPushButton* button(const char* name) const { return m_panel->findChild<QPushButton*>(QLatin1String(name)); }

  tests::ScriptedDialogs m_dialogs;
  std::unique_ptr<StrategyPanel> m_panel;
};

QTEST_MAIN(TstStrategyPanel)
#include "tst_strategy_panel.moc"
