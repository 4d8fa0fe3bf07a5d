// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/workstation.h"

#include "core/base/random.h"
#include "core/data/sample_market.h"
#include "core/market/exchange.h"
#include "core/trading/paper_quotes.h"
#include "core/trading/paper_session.h"
#include "ui/chart/chart_panel.h"
#include "ui/data/data_hub.h"
#include "ui/data/register_data.h"
#include "ui/import/import_dialog.h"
#include "ui/portfolio/portfolio_panel.h"
#include "ui/report/report_panel.h"
#include "ui/settings/apply_settings.h"
#include "ui/shell/main_window.h"
#include "ui/shell/shortcut_settings.h"
#include "ui/shell/symbol_catalogue.h"
#include "ui/shell/symbol_navigation.h"
#include "ui/shell/tr.h"
#include "ui/shell/window_set.h"
#include "ui/strategy/strategy_panel.h"
#include "ui/tasks/tasks_panel.h"
#include "ui/trade/paper_status.h"
#include "ui/trade/trade_panels.h"
#include "ui/watchlist/watchlist_panel.h"
#include "widgets/base/language.h"

namespace zvt::app {

namespace {

constexpr std::size_t kWorkers = 2;

}

Result<std::unique_ptr<Workstation>> Workstation::open(
    const std::filesystem::path& profile, const std::filesystem::path& programFolder)
{
  ServiceOptions options;
  options.profile = profile;
  options.program = "zvt-workstation";
  options.programFolder = programFolder;
  ZVT_TRY(options.settings, ui::Settings::loadSchema());
  ZVT_TRY(auto services, Services::open(std::move(options)));
  std::unique_ptr<Workstation> workstation(new Workstation(std::move(services)));
  ZVT_TRY_VOID(workstation->build(profile));
  Services& built = *workstation->m_services;
  workstation->m_check = std::make_unique<storage::BackgroundCheck>(
      profile, SystemRandom().next(), built.clock(), built.files(), built.logger());
  return workstation;
}

Workstation::Workstation(std::unique_ptr<Services> services)
    : m_services(std::move(services))
{
}

Workstation::~Workstation()
{
  m_windows.reset();
  m_check.reset();
  // Work that was posted still uses the services: let it finish before they go.
  m_workers.reset();
  m_paperQuotes.reset();
  m_paper.reset();
  m_broker.reset();
  m_quoteThread.reset();
}

ui::MainWindow& Workstation::window()
{
  return m_windows->first();
}

Result<void> Workstation::build(const std::filesystem::path& profile)
{
  m_workers = std::make_unique<ui::ExecutorPool>(kWorkers, m_services->clock());
  m_settings = std::make_unique<ui::Settings>(
      m_services->profile().settings().schema(), ui::storeBackend(m_services->profile().settings()));
  m_links = std::make_unique<ui::LinkBus>();
  m_actions = std::make_unique<ui::ActionRegistry>();
  m_panels = std::make_unique<ui::PanelRegistry>();
  m_research = std::make_unique<ui::ResearchHub>();
  m_taskFeed = std::make_unique<ui::TaskFeed>(m_services->tasks());
  m_quotes = std::make_unique<data::QuoteHub>();
  m_quoteFeed = std::make_unique<ui::QuoteFeed>(*m_quotes, m_services->clock());

  m_context.clock = &m_services->clock();
  m_context.files = &m_services->files();
  m_context.logger = &m_services->logger();
  m_context.tasks = &m_services->tasks();
  m_context.workers = m_workers.get();
  ZVT_TRY(m_context.rules, m_services->rules());
  ZVT_TRY(m_context.calendar, market::Calendar::load("cn"));
  m_context.profile = &m_services->profile();
  m_context.profileFolder = profile;
  m_context.marketData = &m_services->marketData();
  m_context.importer = &m_services->importer();
  m_context.entities = [profileOpened = &m_services->profile()] { return profileOpened->entities().snapshot(); };
  m_context.links = m_links.get();
  m_context.settings = m_settings.get();
  m_context.actions = m_actions.get();
  m_context.panels = m_panels.get();
  m_context.research = m_research.get();
  m_context.taskFeed = m_taskFeed.get();
  m_context.quotes = m_quotes.get();
  m_context.quoteFeed = m_quoteFeed.get();
  m_context.exporter = &m_services->exporter();
  m_context.coverage = &m_services->coverage();
  m_context.quarantine = &m_services->quarantine();
  m_dataHub = std::make_unique<ui::DataHub>(m_context);
  m_context.dataHub = m_dataHub.get();

  ui::applySettings(*m_settings);
  ui::applyShortcuts(*m_settings, *m_actions);
  m_symbols = std::make_unique<ui::SymbolCatalogue>(m_context);
  m_context.symbols = m_symbols.get();
  m_navigation = std::make_unique<ui::SymbolNavigation>(m_context);
  // A ledger that cannot be read keeps the desk shut, not the rest of the program.
  const Result<void> desk = openPaperDesk();
  registerPanels();
  m_windows = std::make_unique<ui::WindowSet>(m_context);
  m_context.windows = m_windows.get();
  registerActions();
  new ui::PaperStatus(m_context, window().status());
  m_windows->restore();
  if (!desk)
    window().notify(desk.error());
  return {};
}

Result<void> Workstation::openPaperDesk()
{
  trading::PaperSessionOptions options;
  options.rules = m_context.rules;
  options.account.name = "paper";
  ZVT_TRY(options.account.initialCash, Money::fromDouble(m_settings->number("trading.initial_cash")));
  ZVT_TRY(options.commission.rate, Decimal::fromDouble(m_settings->number("trading.commission_rate")));
  ZVT_TRY(options.commission.minimum, Money::fromDouble(m_settings->number("trading.commission_minimum")));
  m_broker = std::make_unique<ThreadExecutor>("broker", m_services->clock());
  ZVT_TRY(m_paper,
      trading::PaperSession::open(
          std::move(options), m_services->profile(), m_services->marketData(), m_services->clock(), *m_broker));
  m_context.orders = &m_paper->orders();
  m_context.paperBroker = &m_paper->broker();
  m_context.paperSession = m_paper.get();
  m_quoteThread = std::make_unique<ThreadExecutor>("quotes", m_services->clock());
  m_paperQuotes = std::make_unique<trading::PaperQuotes>(
      *m_paper, m_services->profile(), m_services->marketData(), *m_quotes, m_services->clock(), *m_quoteThread);
  m_context.quoteReplay = &m_paperQuotes->replay();
  return {};
}

void Workstation::registerPanels()
{
  ui::registerWatchlistPanel(*m_panels);
  ui::registerChartPanel(*m_panels);
  ui::registerStrategyPanel(*m_panels);
  ui::registerReportPanel(*m_panels);
  ui::registerDataPanels(*m_panels);
  ui::registerTasksPanel(*m_panels);
  ui::registerTradePanels(*m_panels);
  ui::registerPortfolioPanel(*m_panels);
}

void Workstation::registerActions()
{
  ui::registerImport(m_context, &window());
  ui::registerStrategyActions(m_context, &window());
  ui::registerTradeActions(m_context);
  ui::ActionSpec sample;
  sample.id = QStringLiteral("data.loadSample");
  sample.text = [] { return ui::Tr::tr("Load the &sample data"); };
  sample.menu = QStringLiteral("data");
  sample.order = 120;
  sample.icon = QStringLiteral("database");
  sample.help = [] { return ui::Tr::tr("A synthetic market, the same on every computer"); };
  sample.run = [this](bool) { loadSample(); };
  m_actions->add(std::move(sample));
  QObject::connect(m_taskFeed.get(), &ui::TaskFeed::finished, &window(), [this](const TaskSnapshot& task) {
    if (task.state == TaskState::Failed)
      window().notify(task.error);
  });
}

void Workstation::loadSample()
{
  m_services->tasks().start(
      "task.sample", {}, m_workers->next(), [services = m_services.get()](TaskControl& control) -> Result<void> {
        ZVT_TRY_VOID(data::generateSampleMarket(services->profile(), &services->marketData(), control));
        return {};
      });
}

}
