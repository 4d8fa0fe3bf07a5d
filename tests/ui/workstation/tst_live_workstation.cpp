// SPDX-License-Identifier: GPL-3.0-or-later
// Strategies that live in the whole program: they follow the paper market and the replay, and a restart finds them.
#include "app/workstation/workstation.h"
#include "core/backtest/live/strategy_service.h"
#include "core/market/exchange.h"
#include "core/strategy/strategy_document.h"
#include "core/trading/market_replay.h"
#include "core/trading/paper_session.h"
#include "tests/app/cli_process.h"
#include "tests/support/fixtures.h"
#include "tests/ui/workstation/looks.h"
#include "translations_resources.h"
#include "ui/chart/chart_panel.h"
#include "ui/live/live_panel.h"
#include "ui/replay/replay_feed.h"
#include "ui/report/open_code.h"
#include "ui/report/research_hub.h"
#include "ui/settings/settings.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel_dock.h"
#include "ui/shell/window_set.h"
#include "ui/shell/workspace_view.h"
#include "ui/strategy/strategy_panel.h"
#include "widgets/chart/chart_view.h"

#include <QtTest>
#include <QtWidgets>

using namespace zvt;
using namespace Qt::StringLiterals;
using backtest::LiveMode;
using backtest::LiveState;

class TstLiveWorkstation : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    widgets::Language::current().setCatalogues(resources::translations());
    widgets::Theme::current().install(*qApp);
    widgets::Language::current().setCode(QStringLiteral("en"));
    tests::expectCli(m_folder.path() / "profile", {u"demo"_s});
    open();
  }

  /// Beside the ticket nobody sees days that the paper market has not played; elsewhere all that is stored.
  void theChartEndsWithThePaperMarket()
  {
    QTRY_VERIFY(service().board()->now.has_value());
    trading::PaperSession& paper = *context().paperSession;
    auto* chart = qobject_cast<ui::ChartPanel*>(m_workstation->window().showPanel(u"chart"_s));
    QVERIFY(chart != nullptr);
    context().links->select(ui::LinkColor::A, u"stock_sz_003901"_s);
    const auto lastDay = [](const ui::ChartPanel& one) {
      const auto& model = one.view()->model();
      return model && !model->bars->empty() ? model->bars->dayAt(model->bars->size() - 1) : TradingDay{};
    };
    QTRY_COMPARE(chart->request().entityId, std::string("stock_sz_003901"));
    QTRY_COMPARE_WITH_TIMEOUT(lastDay(*chart), paper.state().day.value(), 30'000);
    QVERIFY(chart->endsAtMarketDay());
    for (const auto& plot : chart->view()->model()->overlays)
      QCOMPARE(plot.values.size(), chart->view()->model()->bars->size());
    const auto before = paper.state().day;
    paper.advance(1);
    QTRY_VERIFY(!paper.state().running && paper.state().day != before);
    QTRY_COMPARE_WITH_TIMEOUT(lastDay(*chart), paper.state().day.value(), 30'000);
    context().windows->switchTo(u"research"_s);
    ui::WorkspaceView* view = context().windows->active().workspace();
    ui::PanelDock* dock = view->openPanel(u"chart"_s, nullptr, ui::DockSide::Right);
    auto* other = qobject_cast<ui::ChartPanel*>(dock->panel());
    other->showEntity(u"stock_sz_003901"_s);
    QTRY_COMPARE_WITH_TIMEOUT(lastDay(*other), TradingDay::parse("2024-12-31").value(), 30'000);
    QVERIFY(std::ranges::any_of(other->view()->model()->axisMarks,
        [](const widgets::AxisMark& mark) { return mark.text == u"Paper market"_s; }));
    // Moved beside a ticket it ends, too.
    view->showPanel(u"ticket"_s);
    QTRY_COMPARE_WITH_TIMEOUT(lastDay(*other), paper.state().day.value(), 30'000);
    for (ui::PanelDock* one : view->docks())
      if (one == dock || one->panelId() == u"ticket"_s)
        view->close(one);
  }

  void theyFollowThePaperMarket()
  {
    QTRY_VERIFY(service().board()->now.has_value());
    backtest::Deployment deployment;
    const std::filesystem::path source = qEnvironmentVariable("ZVT_SOURCE_DIR").toStdString();
    deployment.file = (source / "resources" / "examples" / "ma_cross_sample.zvtstrategy").string();
    deployment.source = tests::readFile(deployment.file);
    deployment.name = "cross";
    deployment.started = true;
    service().deploy(deployment);
    QTRY_VERIFY(row() != nullptr);
    trading::PaperSession& paper = *context().paperSession;
    QTRY_COMPARE(row()->day, paper.state().day);
    const auto begun = paper.state().day;
    paper.advance(4);
    QTRY_VERIFY(!paper.state().running && paper.state().day != begun);
    QTRY_COMPARE(row()->day, paper.state().day);
    QTRY_VERIFY(row()->decision.has_value());
    QTRY_VERIFY(row()->positions > 0);
    QVERIFY(paper.orders().snapshot()->orders.empty()); // the user's account is the user's
  }

  void theyFollowAReplay()
  {
    const Money onPaper = row()->equity;
    trading::MarketReplay& replay = context().replay->replay();
    const std::string entity = row()->decision->entityId;
    const TradingDay from = TradingDay::parse("2024-06-03").value();
    replay.start(entity, market::BarLevel::Day1, from.days);
    QTRY_VERIFY(service().board()->mode == LiveMode::Replay);
    replay.step(10);
    QTRY_COMPARE(replay.state().day, row()->day.value_or(TradingDay{}));
    QTRY_VERIFY(row()->positions > 0);
    QVERIFY(*row()->day > from);
    const Money then = row()->equity;
    auto* market = panel()->findChild<QLabel*>(QStringLiteral("liveMarket"));
    QTRY_VERIFY(market->text().startsWith(QLatin1String("REPLAY")));
    const TradingDay day = replay.state().day;
    replay.step(-6);
    QTRY_VERIFY(row()->day && *row()->day < day);
    replay.step(6);
    QTRY_VERIFY(row()->day == day);
    QCOMPARE(row()->equity.toString(), then.toString());
    replay.stop();
    QTRY_VERIFY(service().board()->mode == LiveMode::Paper);
    QCOMPARE(row()->equity.toString(), onPaper.toString());
  }

  void itIsSeenInEveryLook()
  {
    for (int i = 0; i < 12; ++i) {
      backtest::Deployment more;
      more.file = "resting.zvtstrategy";
      more.source = tests::readFile(std::filesystem::path(qEnvironmentVariable("ZVT_SOURCE_DIR").toStdString())
          / "resources/examples/ma_cross_sample.zvtstrategy");
      more.name = QStringLiteral("cross %1 / 30").arg(i + 3).toStdString();
      more.settings = {"cross.fast=" + std::to_string(i + 3), "cross.slow=30"};
      more.started = i % 4 != 0;
      service().deploy(more);
    }
    service().clutch({"cross 4 / 30"}, "tester", "");
    context().paperSession->advance(4);
    QTRY_VERIFY(!context().paperSession->state().running);
    QTRY_COMPARE(row()->day, context().paperSession->state().day);
    QTRY_COMPARE(panel()->model().rowCount(), 13);
    panel()->choose({"cross"});
    QTRY_VERIFY(!panel()->findChild<QPlainTextEdit*>(QStringLiteral("liveDetails"))->toPlainText().isEmpty());
    for (const tests::Look& look : {tests::kUsual, tests::kLooks[0], tests::kLooks[1], tests::kLooks[2]}) {
      tests::setLook(look);
      QCOMPARE(panel()->model().rowCount(), 13);
      if (const QString folder = qEnvironmentVariable("ZVT_PICTURES"); !folder.isEmpty())
        m_workstation->window().grab().save(
            folder + u"/live-window-"_s + QString::fromLatin1(look.name).replace(u' ', u'-') + u".png"_s);
    }
    tests::setLook(tests::kUsual);
  }

  void theOpenStrategyIsPutToWork()
  {
    m_workstation->window().showPanel(QStringLiteral("strategy"));
    QTRY_VERIFY(context().research->document() != nullptr); // the builder opens with the sample
    const auto document = context().research->document();
    context().actions->action(QStringLiteral("live.addOpen"))->trigger();
    QTRY_VERIFY(service().board()->find(document->name) != nullptr);
    QVERIFY(service().board()->find(document->name)->state == LiveState::Running);
  }

  /// Of two strategy panels F5 and the file menu mean the one whose strategy is open, wherever the keyboard is, and it
  /// comes to the front.
  void commandsMeanTheOpenStrategy()
  {
    context().windows->switchTo(u"research"_s);
    ui::WorkspaceView* view = context().windows->active().workspace();
    auto* first = qobject_cast<ui::StrategyPanel*>(view->showPanel(u"strategy"_s));
    QVERIFY(first != nullptr);
    ui::PanelDock* dock = view->openPanel(u"strategy"_s, view->currentDock(), ui::DockSide::Centre);
    auto* second = qobject_cast<ui::StrategyPanel*>(dock->panel());
    QVERIFY(second != nullptr && second != first);
    QCOMPARE(context().research->editor(), static_cast<QObject*>(second));
    const auto goElsewhere = [&] {
      view->showPanel(u"report"_s);
      QCOMPARE(context().research->editor(), static_cast<QObject*>(second));
    };
    goElsewhere();
    context().actions->action(u"strategy.newScript"_s)->trigger();
    QVERIFY(second->isScript() && !first->isScript());
    QCOMPARE(view->currentDock(), dock);
    QTRY_VERIFY(!second->script().isChecking());
    goElsewhere();
    QSignalSpy started(&second->runner(), &ui::BacktestRunner::started);
    context().actions->action(u"strategy.run"_s)->trigger();
    QCOMPARE(started.size(), 1);
    QVERIFY(!first->runner().isRunning());
    QCOMPARE(view->currentDock(), dock);
    QCOMPARE(context().research->editor(), static_cast<QObject*>(second));
    QTRY_VERIFY_WITH_TIMEOUT(!second->runner().isRunning(), 60'000);
    // From another workspace, too.
    context().windows->switchTo(u"trading"_s);
    context().actions->action(u"strategy.newDocument"_s)->trigger();
    QCOMPARE(context().windows->currentWorkspace(), u"research"_s);
    QVERIFY(!second->isScript());
    view->close(dock);
  }

  /// The same with a script, with the settings of its form.
  void theOpenScriptIsPutToWork()
  {
    auto* builder = qobject_cast<ui::StrategyPanel*>(m_workstation->window().showPanel(QStringLiteral("strategy")));
    QVERIFY(builder != nullptr);
    context().actions->action(QStringLiteral("strategy.newScript"))->trigger();
    QTRY_VERIFY(context().research->code() != nullptr);
    builder->script().setSetting("account.initial_cash", "250000");
    QTRY_VERIFY(!builder->script().isChecking());
    context().actions->action(QStringLiteral("live.addOpen"))->trigger();
    QTRY_VERIFY(service().board()->find("ma_cross") != nullptr);
    QTRY_VERIFY(service().board()->find("ma_cross")->hasAccount);
    QCOMPARE(service().board()->find("ma_cross")->equity.toString(), std::string("250000"));
    service().remove({"ma_cross"});
    QTRY_VERIFY(service().board()->find("ma_cross") == nullptr);
  }

  void aRestartFindsThem()
  {
    const Money before = row()->equity;
    const auto day = row()->day;
    m_workstation.reset();
    open();
    QTRY_VERIFY(row() != nullptr && row()->hasAccount);
    QVERIFY(row()->state == LiveState::Running);
    QCOMPARE(row()->equity.toString(), before.toString());
    QCOMPARE(row()->day, day);
  }

private:
  void open()
  {
    const std::filesystem::path programs = qEnvironmentVariable("ZVT_BINARY_DIR").toStdString() + "/bin";
    auto opened = app::Workstation::open(m_folder.path() / "profile", programs);
    if (!opened)
      qFatal("no program: %s", opened.error().code.c_str());
    m_workstation = std::move(*opened);
    (void)context().settings->set("start.welcome", ParamValue(false));
    m_workstation->window().resize(1600, 1000);
    m_workstation->window().show();
    QVERIFY(panel() != nullptr);
  }
  [[nodiscard]] const ui::Context& context() const { return m_workstation->context(); }
  [[nodiscard]] backtest::StrategyService& service() const { return *context().strategies; }
  [[nodiscard]] ui::LivePanel* panel() const
  {
    return qobject_cast<ui::LivePanel*>(m_workstation->window().showPanel(QStringLiteral("live")));
  }
  const backtest::LiveRow* row()
  {
    m_board = service().board();
    return m_board->find("cross");
  }

  tests::TemporaryFolder m_folder;
  std::unique_ptr<app::Workstation> m_workstation;
  backtest::LiveBoardPtr m_board; ///< that row() is of
};

QTEST_MAIN(TstLiveWorkstation)
#include "tst_live_workstation.moc"
