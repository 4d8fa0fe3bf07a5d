// SPDX-License-Identifier: GPL-3.0-or-later
// The board of the strategies that live in the program, over real bars and with a thousand rows.
#include "core/backtest/live/strategy_service.h"
#include "core/base/executor.h"
#include "core/base/memory_store.h"
#include "core/base/parallel_for.h"
#include "core/trading/risk/risk_desk.h"
#include "tests/core/backtest/live/real_market.h"
#include "tests/ui/scripted_dialogs.h"
#include "ui/bridge/executor_pool.h"
#include "ui/live/live_actions.h"
#include "ui/live/live_notices.h"
#include "ui/live/live_panel.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel_registry.h"
#include "widgets/base/segmented_control.h"
#include "widgets/base/theme.h"
#include "widgets/base/toast.h"
#include "widgets/table/data_table.h"

#include <QAbstractItemModelTester>
#include <QtTest>
#include <QtWidgets>

#include <fstream>

using namespace zvt;
using namespace zvt::ui;
using backtest::LiveState;

namespace {

template <typename T> T orDie(Result<T> result)
{
  if (!result)
    qFatal("unexpected error %s", result.error().code.c_str());
  return *std::move(result);
}

std::string documentText(const char* name)
{
  strategy::StrategyDocument document = tests::turnStrategy({"stock_*"});
  document.name = name;
  return strategy::toJson(document);
}

Timestamp closeOf(const char* day)
{
  return orDie(market::Calendar::load("cn"))->closeOf(orDie(TradingDay::parse(day)));
}

/// A thousand rows of a board that nobody played: names s000 … s999, profits that fall with the number.
std::shared_ptr<backtest::LiveBoard> thousand()
{
  auto board = std::make_shared<backtest::LiveBoard>();
  for (int i = 0; i < 1000; ++i) {
    backtest::LiveRow row;
    row.name = QStringLiteral("s%1").arg(i, 3, 10, QLatin1Char('0')).toStdString();
    row.state = i % 10 == 0 ? LiveState::Failed : LiveState::Running;
    row.hasAccount = true;
    row.profit = Money::fromInt(1000 - i);
    for (int day = 0; day < 60; ++day)
      row.equityDays.push_back(1e6 + i * day);
    row.decision = backtest::LiveDecision{{}, "stock_sh_600000", trading::Side::Buy, Quantity::fromInt(100), 0, {}};
    board->rows.push_back(std::move(row));
  }
  return board;
}

}

class TstLivePanel : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    ZVT_FIXTURE(folder, "market/hikyuu");
    widgets::Theme::current().install(*qApp);
    m_source = tests::realMarket(folder);
    m_desk = orDie(risk::RiskDesk::open(m_store, risk::RiskLimits{}, {}, m_clock));
    m_service = orDie(backtest::StrategyService::open(
        {orDie(market::RuleBook::load()), {}, m_desk.get()}, m_source, m_store, m_clock, m_thread, m_parallel));
    m_service->moveTo(closeOf("2007-03-30"));
    m_context.clock = &m_clock;
    m_context.workers = &m_workers;
    m_context.dialogs = &m_dialogs;
    m_context.actions = &m_actions;
    m_context.links = &m_links;
    m_context.panels = &m_panels;
    m_context.strategies = m_service.get();
    m_context.calendar = orDie(market::Calendar::load("cn"));
    registerLivePanel(m_panels);
    m_panel.reset(static_cast<LivePanel*>(m_panels.find(QStringLiteral("live"))->create(m_context, nullptr)));
    m_panel->resize(1500, 420);
    m_panel->show();
  }

  void anEmptyBoardSaysWhatToDo()
  {
    QCOMPARE(m_panel->state(), PanelState::Empty);
    m_dialogs.paths = {file("Turn", documentText("Turn"))};
    const auto buttons = m_panel->findChildren<QPushButton*>();
    const auto add = std::ranges::find(buttons, QStringLiteral("Add a strategy…"), &QPushButton::text);
    QVERIFY(add != buttons.end());
    (*add)->click();
    QTRY_COMPARE(m_panel->model().rowCount(), 1);
    QCOMPARE(m_panel->state(), PanelState::Content);
    QCOMPARE(text(0, LiveTable::Name), QStringLiteral("Turn"));
    QCOMPARE(text(0, LiveTable::State), QStringLiteral("Running"));
    QCOMPARE(m_panel->subtitle(), QStringLiteral("1 of 1 running"));
  }

  /// A dividend that two accounts have booked late is one notice, once.
  void lateActionsAreToldTogether()
  {
    QWidget window;
    NotificationCenter center(m_context);
    Context context = m_context;
    context.notices = &center;
    LiveNotices notices(context, &window);
    trading::CorporateActionApplied applied;
    applied.entityId = "stock_sz_000002";
    applied.action.exDay = *TradingDay::parse("2007-05-16");
    applied.late.emplace();
    auto board = std::make_shared<backtest::LiveBoard>();
    for (const char* name : {"ma", "turn"}) {
      backtest::LiveRow row;
      row.name = name;
      row.accountNews = {applied};
      board->rows.push_back(std::move(row));
    }
    for (int times = 0; times < 2; ++times)
      notices.follow(board);
    QCOMPARE(center.notices().size(), 1U);
    const QString text = center.notices().back().text;
    QVERIFY2(text.startsWith(QStringLiteral("ma, turn · ")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("2007-05-16")), qPrintable(text));
  }

  /// Nobody has to look at the board: what fails is told once, and again when it fails again.
  void failuresAreTold()
  {
    QWidget window;
    NotificationCenter center(m_context);
    Context context = m_context;
    context.notices = &center;
    LiveNotices notices(context, &window);
    const auto boardOf = [](std::initializer_list<LiveState> states) {
      auto board = std::make_shared<backtest::LiveBoard>();
      for (const LiveState state : states) {
        backtest::LiveRow row;
        row.name = "s" + std::to_string(board->rows.size());
        row.state = state;
        if (state == LiveState::Failed)
          row.fault = {"trading.insufficient_cash", {{"required", "10"}, {"available", "5"}}, {}};
        board->rows.push_back(std::move(row));
      }
      return board;
    };
    using enum LiveState;
    notices.follow(boardOf({Running, Stopped, Running, Running, Running}));
    QCOMPARE(center.notices().size(), 0U);
    notices.follow(boardOf({Running, Stopped, Failed, Running, Running}));
    QCOMPARE(center.notices().size(), 1U);
    const QString text = center.notices().back().text;
    QVERIFY2(text.startsWith(QStringLiteral("Strategy s2 has failed: ")), qPrintable(text));
    QVERIFY(text.size() > QStringLiteral("Strategy s2 has failed: ").size()); // and why
    QVERIFY(center.notices().back().kind == widgets::NoteKind::Error);
    QVERIFY(window.findChild<widgets::Toast*>() != nullptr);
    notices.follow(boardOf({Running, Stopped, Failed, Running, Running}));
    QCOMPARE(center.notices().size(), 1U);
    notices.follow(boardOf({Running, Stopped, Running, Running, Running}));
    notices.follow(boardOf({Running, Stopped, Failed, Running, Running}));
    QCOMPARE(center.notices().size(), 2U);
    notices.follow(boardOf({Failed, Failed, Failed, Failed, Failed})); // four at once are one notice
    QCOMPARE(center.notices().size(), 3U);
    QVERIFY(center.notices().back().text.startsWith(QStringLiteral("4 strategies have failed: s0, s1, s3")));
  }

  void aTakenNameIsAskedForAgain()
  {
    m_dialogs.paths = {file("Turn", documentText("Turn"))};
    m_dialogs.texts = {QStringLiteral("Second")};
    m_panel->addFromFiles();
    QTRY_COMPARE(m_panel->model().rowCount(), 2);
    QCOMPARE(text(0, LiveTable::Name), QStringLiteral("Second"));
  }

  void rowsFollowTheMarket()
  {
    m_service->moveTo(closeOf("2007-06-29"));
    QTRY_VERIFY(!text(1, LiveTable::Decision).isEmpty());
    QTRY_VERIFY(!m_service->board()->busy && m_service->board()->now == closeOf("2007-06-29"));
    QTRY_COMPARE(m_panel->model().at(1).day, std::optional(orDie(TradingDay::parse("2007-06-29"))));
    const backtest::LiveRow row = *m_service->board()->find("Turn");
    QVERIFY(row.equityDays.size() > 50);
    QVERIFY(!text(1, LiveTable::Profit).isEmpty());
    QTRY_COMPARE(m_panel->findChild<QLabel*>(QStringLiteral("liveMarket"))->text(),
        QStringLiteral("PAPER  close of 2007-06-29"));
    m_panel->choose({"Turn"});
    QTRY_VERIFY(m_panel->findChild<QPlainTextEdit*>(QStringLiteral("liveDetails"))
            ->toPlainText()
            .contains(QStringLiteral("Newest orders")));
    picture("live-paper");
  }

  void chosenOnesAreStoppedClutchedAndStarted()
  {
    m_panel->choose({"Turn"});
    trigger("clutchStrategy");
    QTRY_COMPARE(stateOf("Turn"), QStringLiteral("clutched"));
    QTRY_COMPARE(text(1, LiveTable::State), QStringLiteral("Clutched"));
    QCOMPARE(stateOf("Second"), QStringLiteral("running"));
    trigger("clutchStrategy");
    QTRY_COMPARE(stateOf("Turn"), QStringLiteral("running"));
    m_panel->choose({"Turn", "Second"});
    trigger("stopStrategy");
    QTRY_COMPARE(stateOf("Turn"), QStringLiteral("stopped"));
    QTRY_COMPARE(stateOf("Second"), QStringLiteral("stopped"));
    QCOMPARE(m_panel->chosen(), (std::vector<std::string>{"Second", "Turn"})); // still
    trigger("startStrategy");
    QTRY_COMPARE(stateOf("Turn"), QStringLiteral("running"));
    trigger("clutchAllStrategies");
    QTRY_VERIFY(m_service->board()->allClutched);
    QTRY_VERIFY(m_panel->findChild<QAction*>(QStringLiteral("clutchAllStrategies"))->isChecked());
    auto* all = m_panel->findChild<QAction*>(QStringLiteral("clutchAllStrategies"));
    QTRY_COMPARE(all->text(), QStringLiteral("Let all strategies trade again"));
    trigger("clutchAllStrategies"); // orders would leave: it is asked, and not agreed to
    QVERIFY(m_dialogs.asked.back().startsWith(QStringLiteral("Let all strategies trade again|")));
    QVERIFY(m_service->board()->allClutched && all->isChecked());
    m_dialogs.answers = {0};
    trigger("clutchAllStrategies");
    QTRY_VERIFY(!m_service->board()->allClutched);
    QTRY_VERIFY(all->text().startsWith(QStringLiteral("Stop the orders of all strategies")));
  }

  void aFailureSaysWhy()
  {
    m_dialogs.paths = {file("bad",
        "strategy = { name = 'bad', entities = { 'stock_*' } } function on_time(ctx) error('on purpose') end", ".lua")};
    m_panel->addFromFiles();
    QTRY_COMPARE(m_panel->model().rowCount(), 3);
    m_service->moveTo(closeOf("2007-07-03"));
    QTRY_COMPARE(stateOf("bad"), QStringLiteral("failed"));
    QTRY_VERIFY(text(2, LiveTable::Decision).contains(QStringLiteral("on purpose")));
    m_panel->findChild<widgets::SegmentedControl*>(QStringLiteral("liveStates"))->setValue(QStringLiteral("failed"));
    Q_EMIT m_panel->findChild<widgets::SegmentedControl*>(QStringLiteral("liveStates"))
        ->chosen(QStringLiteral("failed"));
    QTRY_COMPARE(m_panel->model().rowCount(), 1);
    m_panel->findChild<widgets::SegmentedControl*>(QStringLiteral("liveStates"))->setValue(QStringLiteral("all"));
    Q_EMIT m_panel->findChild<widgets::SegmentedControl*>(QStringLiteral("liveStates"))->chosen(QStringLiteral("all"));
    m_panel->choose({"bad"});
    picture("live-failed");
    m_dialogs.answers = {0};
    trigger("removeStrategy");
    QTRY_COMPARE(m_panel->model().rowCount(), 2);
  }

  void enterShowsTheSecurity()
  {
    QString shown;
    const auto watch = connect(&m_links, &LinkBus::selected, this, [&](LinkColor, const QString& id) { shown = id; });
    m_panel->choose({"Turn"});
    trigger("showStrategySecurity");
    QCOMPARE(shown.toStdString(), m_service->board()->find("Turn")->decision->entityId);
    disconnect(watch);
  }

  /// Sorting and filtering keep what is chosen; only what is looked at is made.
  void aThousandRows()
  {
    LiveTable table(m_context);
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    widgets::DataTable view;
    view.setModel(&table);
    view.setSortingEnabled(true);
    view.sortByColumn(-1, Qt::AscendingOrder);
    view.resize(1400, 500);
    view.show();
    auto board = thousand();
    table.setBoard(board);
    QCOMPARE(table.rowCount(), 1000);
    view.selectRow(3);
    view.sortByColumn(LiveTable::Profit, Qt::AscendingOrder);
    QCOMPARE(table.at(0).name, std::string("s999"));
    QCOMPARE(table.at(view.selectionModel()->selectedRows().front().row()).name, std::string("s003"));
    auto next = std::make_shared<backtest::LiveBoard>(*board);
    next->rows[999].profit = Money::fromInt(5000); // it overtakes all
    table.setBoard(next);
    QCOMPARE(table.at(999).name, std::string("s999"));
    QCOMPARE(table.at(view.selectionModel()->selectedRows().front().row()).name, std::string("s003"));
    table.setFilter(QStringLiteral("S00"), LiveState::Running);
    QCOMPARE(table.rowCount(), 9);
    table.setFilter({}, LiveState::Failed);
    QCOMPARE(table.rowCount(), 100);
    table.setFilter({}, {});
    QCOMPARE(table.rowCount(), 1000);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 100; ++i) {
      auto again = std::make_shared<backtest::LiveBoard>(*next);
      again->rows[static_cast<std::size_t>(i)].profit = Money::fromInt(9000 + i);
      table.setBoard(again);
      view.viewport()->repaint();
    }
    qInfo("a new board of 1,000 rows, sorted and painted: %.2f ms", static_cast<double>(timer.elapsed()) / 100);
  }

  void cleanupTestCase()
  {
    m_panel.reset();
    m_service.reset();
    m_thread.drain();
  }

private:
  QString file(const char* name, const std::string& content, const char* suffix = ".zvtstrategy")
  {
    const auto path = m_folder.path() / (std::string(name) + suffix);
    std::ofstream(path) << content;
    return QString::fromStdString(path.string());
  }
  QString text(int row, int column) { return m_panel->model().index(row, column).data().toString(); }
  QString stateOf(const char* name)
  {
    const backtest::LiveBoardPtr board = m_service->board();
    const backtest::LiveRow* row = board->find(name);
    const std::string_view state = row ? backtest::toString(row->state) : "gone";
    return QString::fromUtf8(state.data(), static_cast<qsizetype>(state.size()));
  }
  void trigger(const char* name) { m_panel->findChild<QAction*>(QLatin1String(name))->trigger(); }
  void picture(const char* name)
  {
    const QString folder = qEnvironmentVariable("ZVT_PICTURES");
    if (!folder.isEmpty())
      m_panel->grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png"));
  }

  tests::TemporaryFolder m_folder;
  SystemClock m_clock;
  MemoryStore m_store;
  backtest::MemorySource m_source;
  SerialParallelFor m_parallel;
  std::unique_ptr<risk::RiskDesk> m_desk;
  ThreadExecutor m_thread{"strategies", m_clock};
  std::unique_ptr<backtest::StrategyService> m_service;
  tests::ScriptedDialogs m_dialogs;
  ActionRegistry m_actions;
  LinkBus m_links;
  PanelRegistry m_panels;
  ExecutorPool m_workers{1, m_clock};
  Context m_context;
  std::unique_ptr<LivePanel> m_panel;
};

QTEST_MAIN(TstLivePanel)
#include "tst_live_panel.moc"
