// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/workstation.h"

#include "app/workstation/stop_action.h"
#include "core/backtest/live/strategy_service.h"
#include "core/backtest/market_source.h"
#include "core/base/random.h"
#include "core/base/task.h"
#include "core/data/daily_snapshots.h"
#include "core/data/market_data.h"
#include "core/data/sample_market.h"
#include "core/market/exchange.h"
#include "core/trading/market_replay.h"
#include "core/trading/paper_market.h"
#include "core/trading/paper_quotes.h"
#include "core/trading/paper_session.h"
#include "core/trading/practice_desk.h"
#include "core/trading/risk/risk_desk.h"
#include "core/trading/risk/security_facts.h"
#include "ui/alert/alert_actions.h"
#include "ui/alert/alert_notices.h"
#include "ui/alert/alerts.h"
#include "ui/alert/alerts_panel.h"
#include "ui/chart/chart_panel.h"
#include "ui/checks/checks_panel.h"
#include "ui/data/data_hub.h"
#include "ui/data/register_data.h"
#include "ui/import/import_dialog.h"
#include "ui/lab/lab_panel.h"
#include "ui/live/live_actions.h"
#include "ui/live/live_notices.h"
#include "ui/live/live_panel.h"
#include "ui/log/log_panel.h"
#include "ui/log/notifications_panel.h"
#include "ui/market/register_market.h"
#include "ui/overview/overview_panel.h"
#include "ui/portfolio/portfolio_panel.h"
#include "ui/replay/replay_feed.h"
#include "ui/report/compare_panel.h"
#include "ui/report/report_panel.h"
#include "ui/report/sweep_panel.h"
#include "ui/risk/risk_panel.h"
#include "ui/risk/stop_status.h"
#include "ui/settings/apply_settings.h"
#include "ui/shell/help_window.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/panel_actions.h"
#include "ui/shell/shortcut_settings.h"
#include "ui/shell/symbol_catalogue.h"
#include "ui/shell/symbol_navigation.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "ui/strategy/strategy_panel.h"
#include "ui/tasks/task_model.h"
#include "ui/tasks/tasks_panel.h"
#include "ui/trade/account_notices.h"
#include "ui/trade/held_notices.h"
#include "ui/trade/order_notices.h"
#include "ui/trade/paper_status.h"
#include "ui/trade/practice_notices.h"
#include "ui/trade/trade_panels.h"
#include "ui/watchlist/watchlist_panel.h"
#include "ui/watchlist/watchlists.h"
#include "widgets/base/language.h"

#include <mutex>

namespace zvt::app {

namespace {

constexpr std::size_t kWorkers = 2;

}

Result<std::unique_ptr<Services>> Workstation::openServices(
    const std::filesystem::path& profile, const std::filesystem::path& programFolder, bool safe)
{
  ServiceOptions options;
  options.profile = profile;
  options.program = "zvt-workstation";
  options.programFolder = programFolder;
  options.loadPlugins = !safe;
  options.logToFile = true;
  ZVT_TRY(options.settings, ui::Settings::loadSchema());
  ZVT_TRY(auto services, Services::open(std::move(options)));
  // What is built when it is first asked for is asked for here, where nobody waits for it.
  ZVT_TRY_VOID(services->rules());
  static_cast<void>(services->importer());
  return services;
}

Result<std::unique_ptr<Workstation>> Workstation::build(
    std::unique_ptr<Services> services, const std::filesystem::path& profile, bool safe, ui::Dialogs* dialogs)
{
  std::unique_ptr<Workstation> workstation(new Workstation(std::move(services)));
  workstation->m_context.dialogs = dialogs;
  ZVT_TRY_VOID(workstation->buildWindows(profile, safe));
  return workstation;
}

Result<std::unique_ptr<Workstation>> Workstation::open(
    const std::filesystem::path& profile, const std::filesystem::path& programFolder, ui::Dialogs* dialogs)
{
  ZVT_TRY(auto services, openServices(profile, programFolder));
  ZVT_TRY(auto workstation, build(std::move(services), profile, false, dialogs));
  workstation->startCheck();
  return workstation;
}

void Workstation::startCheck()
{
  m_check = std::make_unique<storage::BackgroundCheck>(
      m_context.profileFolder, SystemRandom().next(), m_services->clock(), m_services->files(), m_services->logger());
}

Workstation::Workstation(std::unique_ptr<Services> services)
    : m_services(std::move(services))
{
}

/// Their service for threads that may outlive it by a step: it goes when nobody is in it.
struct Workstation::StrategyDoor {
  std::mutex mutex;
  backtest::StrategyService* service = nullptr;
  void shut()
  {
    const std::lock_guard lock(mutex);
    service = nullptr;
  }
  /// @return false: they are gone, and nothing was called
  template <typename Call> bool enter(Call call)
  {
    const std::lock_guard lock(mutex);
    if (service == nullptr)
      return false;
    call(*service); // only posts
    return true;
  }
};

Workstation::~Workstation()
{
  // The end is not for waiting: what runs long stops where it next asks.
  TaskRegistry& tasks = m_services->tasks();
  for (const TaskSnapshot& task : tasks.snapshot())
    if (task.state == TaskState::Queued || task.state == TaskState::Running)
      tasks.cancel(task.id);
  m_windows.reset();
  m_help.reset();
  m_panelActions.reset();
  m_alerts.reset();
  m_notices.reset();
  m_check.reset();
  // Work that was posted still uses the services: let it finish before they go.
  m_workers.reset();
  m_replayFeed.reset();
  m_context.replay = nullptr;
  m_replay.reset();
  // Nobody is told of the paper market any more; whoever is just being told is waited for.
  if (m_paper)
    m_paper->cancelAdvance();
  m_strategyMarket.reset();
  m_strategyData.reset();
  m_factsWatch.reset();
  if (m_broker)
    m_broker->drain(); // a step of the replay may still move the three below
  if (m_strategyDoor)
    m_strategyDoor->shut(); // a replay that was moving many days goes on for a while
  m_context.strategies = nullptr;
  m_strategies.reset();
  m_strategyThread.reset(); // ends what it was at, and says goodbye to the ledger
  if (m_broker)
    m_broker->drain(); // answers of theirs
  m_practice.reset();
  m_riskWatch.reset();
  m_paperQuotes.reset();
  m_paper.reset();
  m_broker.reset();
  m_quoteThread.reset();
}

ui::MainWindow& Workstation::window()
{
  return m_windows->first();
}

Result<void> Workstation::buildWindows(const std::filesystem::path& profile, bool safe)
{
  m_workers = std::make_unique<ui::ExecutorPool>(kWorkers, m_services->clock());
  m_settings = std::make_unique<ui::Settings>(
      m_services->profile().settings().schema(), ui::storeBackend(m_services->profile().settings()));
  m_links = std::make_unique<ui::LinkBus>();
  m_actions = std::make_unique<ui::ActionRegistry>();
  m_panels = std::make_unique<ui::PanelRegistry>();
  m_research = std::make_unique<ui::ResearchHub>();
  m_research->setClock(&m_services->clock());
  m_research->setPlugins(&m_services->plugins());
  m_taskFeed = std::make_unique<ui::TaskFeed>(m_services->tasks());
  m_quotes = std::make_unique<data::QuoteHub>();
  m_quoteFeed = std::make_unique<ui::QuoteFeed>(*m_quotes, m_services->clock());

  m_context.clock = &m_services->clock();
  m_context.files = &m_services->files();
  m_context.logger = &m_services->logger();
  m_context.log = &m_services->log();
  m_context.tasks = &m_services->tasks();
  m_context.workers = m_workers.get();
  ZVT_TRY(m_context.rules, m_services->rules());
  ZVT_TRY(m_context.calendar, market::Calendar::load("cn"));
  m_context.profile = &m_services->profile();
  m_context.profileFolder = profile;
  m_context.marketData = &m_services->marketData();
  m_context.importer = &m_services->importer();
  m_context.entities = [profileOpened = &m_services->profile()] { return profileOpened->entities().snapshot(); };
  m_days = std::make_unique<data::DailySnapshots>(m_services->marketData(), m_services->profile(), m_context.rules);
  m_context.columns = &m_services->columns();
  m_context.days = m_days.get();
  m_context.links = m_links.get();
  m_context.settings = m_settings.get();
  m_context.actions = m_actions.get();
  m_context.panels = m_panels.get();
  m_context.research = m_research.get();
  m_context.taskFeed = m_taskFeed.get();
  m_context.quotes = m_quotes.get();
  m_context.quoteFeed = m_quoteFeed.get();
  m_watchlists = std::make_unique<ui::Watchlists>(&m_services->files(), profile, m_workers.get());
  m_context.watchlists = m_watchlists.get();
  m_watchlists->load();
  m_context.exporter = &m_services->exporter();
  m_context.coverage = &m_services->coverage();
  m_context.quarantine = &m_services->quarantine();
  m_notices = std::make_unique<ui::NotificationCenter>(m_context);
  m_context.notices = m_notices.get();
  m_dataHub = std::make_unique<ui::DataHub>(m_context);
  m_context.dataHub = m_dataHub.get();
  m_alerts = std::make_unique<ui::Alerts>(m_context);
  m_context.alerts = m_alerts.get();

  ui::applySettings(*m_settings);
  ui::applyShortcuts(*m_settings, *m_actions);
  m_symbols = std::make_unique<ui::SymbolCatalogue>(m_context);
  m_context.symbols = m_symbols.get();
  m_navigation = std::make_unique<ui::SymbolNavigation>(m_context);
  // A ledger that cannot be read keeps the desk shut, not the rest of the program.
  Result<void> desk = openPaperDesk();
  if (desk) {
    desk = openStrategies();
    ZVT_TRY_VOID(openReplay());
  }
  m_services->followFactors();
  registerPanels();
  m_panelActions = std::make_unique<ui::PanelActions>(*m_actions);
  m_windows = std::make_unique<ui::WindowSet>(m_context);
  m_context.windows = m_windows.get();
  registerActions();
  tellOfTasks();
  m_services->logger().write(LogLevel::Info, "program",
      "ZVT Workstation " + QCoreApplication::applicationVersion().toStdString() + " with " + profile.string());
  new ui::PaperStatus(m_context, window().status());
  new ui::PracticeNotices(m_context, &window());
  new ui::StopStatus(m_context, window().status());
  new ui::HeldNotices(m_context, &window());
  new ui::OrderNotices(m_context, &window());
  new ui::AccountNotices(m_context, &window());
  new ui::LiveNotices(m_context, &window());
  new ui::AlertNotices(m_context, &window(), window().status());
  m_alerts->load();
  m_windows->restore(safe);
  if (!desk)
    window().notify(desk.error());
  if (m_risk && !m_risk->problem().code.empty())
    window().notify(m_risk->problem());
  if (const auto stopped = m_risk ? m_risk->clutch().check({}) : Result<void>(); !stopped)
    window().notify(stopped.error());
  return {};
}

Result<void> Workstation::openPaperDesk()
{
  trading::PaperSessionOptions options;
  options.rules = m_context.rules;
  options.account.name = "paper";
  ZVT_TRY(options.account.initialCash, Money::fromDouble(m_settings->number("trading.initial_cash")));
  options.account.rights = rightsSetting();
  ZVT_TRY(options.commission.rate, Decimal::fromDouble(m_settings->number("trading.commission_rate")));
  ZVT_TRY(options.commission.minimum, Money::fromDouble(m_settings->number("trading.commission_minimum")));
  m_facts = std::make_unique<risk::SecurityFacts>(m_services->profile(), m_services->marketData());
  ZVT_TRY(m_risk,
      risk::RiskDesk::open(m_services->profile().ledger(),
          risk::loadRiskLimits(m_services->files(), m_context.profileFolder), m_facts.get(), m_services->clock()));
  options.admit = [desk = m_risk.get()](const trading::Order& order) { return desk->admit(order); };
  options.admitWhole = [desk = m_risk.get()](const trading::Order& order) { return desk->admitWhole(order); };
  options.riskChecks = [desk = m_risk.get()](const trading::Order& draft) { return desk->look(draft); };
  options.priced = [desk = m_risk.get(), this](const std::string& entityId, Price price, TradingDay known) {
    desk->book().mark({{entityId, price}});
    learnFacts({entityId}, known);
  };
  m_broker = std::make_unique<ThreadExecutor>("broker", m_services->clock());
  ZVT_TRY(m_paper,
      trading::PaperSession::open(
          std::move(options), m_services->profile(), m_services->marketData(), m_services->clock(), *m_broker));
  m_riskWatch = risk::watch(m_paper->orders(), m_risk->book());
  // What is held counts with every order, whether anybody has looked at it or not.
  const auto learnHeld = [this](const trading::ReplayState& market) {
    std::vector<std::string> held;
    for (const auto& [entityId, position] : m_paper->orders().snapshot()->account->positions())
      if (!position.total.isZero())
        held.push_back(entityId);
    if (market.day)
      learnFacts(held, *market.day);
  };
  m_factsWatch = m_paper->observe(learnHeld);
  m_broker->post([this, learnHeld] { learnHeld(m_paper->state()); });
  m_context.risk = m_risk.get();
  m_context.orders = &m_paper->orders();
  m_context.paperBroker = &m_paper->broker();
  m_context.paperSession = m_paper.get();
  m_quoteThread = std::make_unique<ThreadExecutor>("quotes", m_services->clock());
  m_paperQuotes = std::make_unique<trading::PaperQuotes>(
      *m_paper, m_services->profile(), m_services->marketData(), *m_quotes, m_services->clock(), *m_quoteThread);
  m_context.quoteReplay = &m_paperQuotes->replay();
  m_context.paperQuotes = m_paperQuotes.get();
  followRightsSetting();
  return {};
}

trading::RightsChoice Workstation::rightsSetting() const
{
  return trading::rightsChoice(m_settings->text("trading.rights").toStdString())
      .value_or(trading::RightsChoice::Ignore);
}

/// Both accounts of a person follow the setting; what is offered from then on goes by it.
void Workstation::followRightsSetting()
{
  QObject::connect(m_settings.get(), &ui::Settings::changed, m_settings.get(), [this](const QString& key) {
    if (key != QLatin1String("trading.rights"))
      return;
    m_paper->orders().chooseRights(rightsSetting());
    if (m_practice)
      m_practice->setRights(rightsSetting());
  });
}

void Workstation::learnFacts(const std::vector<std::string>& entities, TradingDay known)
{
  // A limit that misses a fact says so and lets nothing grow; the log says why it misses it.
  if (const auto learnt = m_risk->know(entities, known); !learnt)
    m_services->logger().write(LogLevel::Warning, "risk", "facts of securities: " + learnt.error().code);
}

/// The strategies follow the paper market: what it has played, they have seen.
Result<void> Workstation::openStrategies()
{
  m_strategyThread = std::make_unique<ThreadExecutor>("strategies", m_services->clock());
  m_strategyBars = std::make_unique<backtest::ProfileSource>(m_services->profile(), m_services->marketData());
  m_strategyPool = std::make_unique<TbbParallelFor>();
  ZVT_TRY(m_strategies,
      backtest::StrategyService::open({m_context.rules, trading::subjectLookup(m_services->profile()), m_risk.get()},
          *m_strategyBars, m_services->profile().ledger(), m_services->clock(), *m_strategyThread, *m_strategyPool));
  m_context.strategies = m_strategies.get();
  m_strategyDoor = std::make_shared<StrategyDoor>();
  m_strategyDoor->service = m_strategies.get();
  const auto follow = [door = m_strategyDoor](const trading::ReplayState& paper) {
    // By then every market of the world has closed that day.
    if (paper.day)
      door->enter([&](backtest::StrategyService& strategies) {
        strategies.moveTo(Timestamp{LocalTime::of(*paper.day + 1).micros});
      });
  };
  m_strategyMarket = m_paper->observe(follow);
  follow(m_paper->state());
  m_strategyData = m_services->marketData().observe([door = m_strategyDoor](const data::MarketChange&) {
    door->enter([](backtest::StrategyService& strategies) { strategies.dataChanged(); });
  });
  return {};
}

/// A replay is not kept: the next start is back at the newest bars, with the paper account as it was.
Result<void> Workstation::openReplay()
{
  trading::PracticeOptions options;
  options.rules = m_context.rules;
  ZVT_TRY(options.cash, Money::fromDouble(m_settings->number("trading.practice_cash")));
  options.rights = rightsSetting();
  ZVT_TRY(options.commission.rate, Decimal::fromDouble(m_settings->number("trading.commission_rate")));
  ZVT_TRY(options.commission.minimum, Money::fromDouble(m_settings->number("trading.commission_minimum")));
  m_practice = std::make_unique<trading::PracticeDesk>(
      std::move(options), m_services->profile(), m_services->marketData(), m_services->clock(), *m_broker);
  m_replay = std::make_unique<trading::MarketReplay>(m_services->marketData(), m_services->clock(), *m_broker,
      [quotes = m_paperQuotes.get(), practice = m_practice.get(), door = m_strategyDoor, broker = m_broker.get()](
          const std::optional<trading::ReplayMoment>& moment, trading::MarketReplay::Done arrived) {
        quotes->setMoment(moment);
        if (!door)
          return practice->moveTo(moment, std::move(arrived));
        // Then the strategies; what is wrong with them is on their board and stops no replay.
        practice->moveTo(moment, [door, broker, moment, arrived = std::move(arrived)](const Result<void>& moved) {
          const auto follow = [&](backtest::StrategyService& strategies) {
            strategies.replayTo(
                moment, [broker, arrived](const Result<void>&) { broker->post([arrived] { arrived({}); }); });
          };
          if (!moved || !door->enter(follow))
            arrived(moved);
        });
      });
  m_replayFeed = std::make_unique<ui::ReplayFeed>(*m_replay, m_practice.get());
  m_context.replay = m_replayFeed.get();
  QObject::connect(m_settings.get(), &ui::Settings::changed, m_replayFeed.get(), [this](const QString& key) {
    if (key != QLatin1String("trading.practice_cash"))
      return;
    if (const auto cash = Money::fromDouble(m_settings->number("trading.practice_cash")))
      m_practice->setCash(*cash);
  });
  return {};
}

void Workstation::registerPanels()
{
  ui::registerWatchlistPanel(*m_panels);
  ui::registerOverviewPanel(*m_panels);
  ui::registerChartPanel(*m_panels);
  ui::registerMarketPanels(*m_panels);
  ui::registerStrategyPanel(*m_panels);
  ui::registerLivePanel(*m_panels);
  ui::registerReportPanel(*m_panels);
  ui::registerComparePanel(*m_panels);
  ui::registerSweepPanel(*m_panels);
  ui::registerChecksPanel(*m_panels);
  ui::registerLabPanel(*m_panels);
  ui::registerDataPanels(*m_panels);
  ui::registerAlertsPanel(*m_panels);
  ui::registerTasksPanel(*m_panels);
  ui::registerLogPanel(*m_panels);
  ui::registerNotificationsPanel(*m_panels);
  ui::registerTradePanels(*m_panels);
  ui::registerPortfolioPanel(*m_panels);
  ui::registerRiskPanel(*m_panels);
}

void Workstation::registerActions()
{
  ui::registerImport(m_context, &window());
  ui::registerStrategyActions(m_context, &window());
  ui::registerLiveActions(m_context, &window());
  ui::registerTradeActions(m_context);
  if (m_paper)
    registerStopAction(
        *m_actions, *m_risk, *m_paper, *m_broker, [this](const Error& error) { window().notify(error); });
  ui::registerWatchlistActions(m_context);
  ui::registerAlertActions(m_context, &window());
  ui::registerRiskActions(m_context);
  ui::registerMarketActions(m_context);
  ui::ActionSpec sample;
  sample.id = QStringLiteral("data.loadSample");
  sample.text = [] { return ui::Tr::tr("Load the &sample data"); };
  sample.menu = QStringLiteral("data");
  sample.order = 120;
  sample.icon = QStringLiteral("database");
  sample.help = [] { return ui::Tr::tr("A synthetic market, the same on every computer"); };
  sample.run = [this](bool) { loadSample(); };
  m_actions->add(std::move(sample));
  QObject::connect(m_panelActions.get(), &ui::PanelActions::helpRequested, &window(), [this](const QString& topic) {
    if (!m_help)
      m_help = std::make_unique<ui::HelpWindow>(m_actions.get());
    m_help->showTopic(topic);
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
  });
}

void Workstation::tellOfTasks()
{
  QObject::connect(m_taskFeed.get(), &ui::TaskFeed::finished, &window(), [this](const TaskSnapshot& task) {
    const widgets::Language& language = widgets::Language::current();
    m_services->logger().write(task.state == TaskState::Failed ? LogLevel::Error : LogLevel::Info, "task",
        task.name + ' ' + task.subject + ": " + std::string(toString(task.state))
            + (task.state == TaskState::Failed ? ' ' + task.error.code : std::string()));
    if (task.state == TaskState::Failed)
      ui::notify(m_context, &window(), widgets::NoteKind::Error, language.describe(task.error),
          QStringLiteral("window.panel.tasks"));
    else if (task.state == TaskState::Succeeded) // seen in the task's own window; kept for who looks later
      m_notices->add(widgets::NoteKind::Ok,
          language.text(task.name) + QStringLiteral("  ") + QString::fromStdString(task.subject),
          ui::resultActionOf(task));
  });
}

void Workstation::loadSample()
{
  m_services->tasks().start(
      "task.sample", {}, m_workers->nextLong(), [services = m_services.get()](TaskControl& control) -> Result<void> {
        ZVT_TRY_VOID(data::generateSampleMarket(services->profile(), &services->marketData(), control));
        return {};
      });
}

}
