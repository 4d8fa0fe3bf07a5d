// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/services.h"
#include "core/base/executor.h"
#include "core/data/quote_hub.h"
#include "core/storage/background_check.h"
#include "core/trading/account.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/quote_feed.h"
#include "ui/bridge/task_feed.h"
#include "ui/report/research_hub.h"
#include "ui/settings/settings.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/context.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/panel_registry.h"

#include <memory>

namespace zvt::trading {
class PaperQuotes;
class PaperSession;
class MarketReplay;
class PracticeDesk;
}
namespace zvt::risk {
class RiskDesk;
class SecurityFacts;
}
namespace zvt::backtest {
class ProfileSource;
class StrategyService;
}
namespace zvt::data {
class DailySnapshots;
}
namespace zvt::ui {
class Alerts;
class DataHub;
class HelpWindow;
class MainWindow;
class Watchlists;
class NotificationCenter;
class PanelActions;
class ReplayFeed;
class SymbolCatalogue;
class SymbolNavigation;
class WindowSet;
}

namespace zvt::app {

/// The window's half of the composition root: owns the services, everything that a panel may use, and the main window,
/// and takes them down in the reverse order. GUI thread.
class Workstation {
public:
  /// Opens the profile, with what takes its time. On any thread, not the GUI's. Errors: those of Services::open.
  static Result<std::unique_ptr<Services>> openServices(
      const std::filesystem::path& profile, const std::filesystem::path& programFolder, bool safe = false);
  /// Builds the windows over opened services, without showing them.
  /// @param safe the first layout instead of the saved one
  static Result<std::unique_ptr<Workstation>> build(std::unique_ptr<Services> services,
      const std::filesystem::path& profile, bool safe = false, ui::Dialogs* dialogs = nullptr);
  /// Both, one after the other, and startCheck().
  /// @param dialogs that ask in place of the real ones, as tests do; outlives the workstation
  static Result<std::unique_ptr<Workstation>> open(
      const std::filesystem::path& profile, const std::filesystem::path& programFolder, ui::Dialogs* dialogs = nullptr);
  ~Workstation();
  Workstation(const Workstation&) = delete;
  Workstation& operator=(const Workstation&) = delete;

  /// The first window.
  [[nodiscard]] ui::MainWindow& window();
  [[nodiscard]] ui::WindowSet& windows() { return *m_windows; }
  /// Looks at a sample of what is stored, beside everything else.
  void startCheck();
  [[nodiscard]] const ui::Context& context() const { return m_context; }

private:
  explicit Workstation(std::unique_ptr<Services> services);
  Result<void> buildWindows(const std::filesystem::path& profile, bool safe);
  Result<void> openPaperDesk();
  [[nodiscard]] trading::RightsChoice rightsSetting() const;
  void followRightsSetting();
  void learnFacts(const std::vector<std::string>& entities, TradingDay known);
  Result<void> openReplay();
  Result<void> openStrategies();
  void registerPanels();
  void registerActions();
  void loadSample();
  void tellOfTasks();

  std::unique_ptr<Services> m_services;
  std::unique_ptr<storage::BackgroundCheck> m_check; ///< a sample of what is stored, while the window comes up
  std::unique_ptr<ui::ExecutorPool> m_workers;
  std::unique_ptr<risk::SecurityFacts> m_facts; ///< that limits ask for
  std::unique_ptr<risk::RiskDesk> m_risk; ///< limits of the paper account
  std::unique_ptr<ThreadExecutor> m_broker; ///< the thread of the paper account
  std::shared_ptr<void> m_riskWatch;
  std::unique_ptr<trading::PaperSession> m_paper;
  std::shared_ptr<void> m_factsWatch;
  std::unique_ptr<ThreadExecutor> m_strategyThread;
  std::unique_ptr<backtest::ProfileSource> m_strategyBars; ///< on that thread
  std::unique_ptr<TbbParallelFor> m_strategyPool;
  std::unique_ptr<backtest::StrategyService> m_strategies; ///< those that live in the program
  struct StrategyDoor;
  std::shared_ptr<StrategyDoor> m_strategyDoor; ///< what other threads reach them through; shut before they go
  std::shared_ptr<void> m_strategyMarket, m_strategyData; ///< what they follow
  std::unique_ptr<trading::PracticeDesk> m_practice; ///< on the broker's thread
  std::unique_ptr<trading::MarketReplay> m_replay; ///< on the same
  std::unique_ptr<ThreadExecutor> m_quoteThread; ///< plays the paper market's day
  std::unique_ptr<ui::Settings> m_settings;
  std::unique_ptr<ui::LinkBus> m_links;
  std::unique_ptr<ui::ActionRegistry> m_actions;
  std::unique_ptr<ui::PanelRegistry> m_panels;
  std::unique_ptr<ui::ResearchHub> m_research;
  std::unique_ptr<ui::TaskFeed> m_taskFeed;
  std::unique_ptr<ui::NotificationCenter> m_notices;
  std::unique_ptr<ui::PanelActions> m_panelActions;
  std::unique_ptr<ui::HelpWindow> m_help;
  std::unique_ptr<data::DailySnapshots> m_days;
  std::unique_ptr<data::QuoteHub> m_quotes;
  std::unique_ptr<trading::PaperQuotes> m_paperQuotes;
  std::unique_ptr<ui::Watchlists> m_watchlists;
  std::unique_ptr<ui::Alerts> m_alerts;
  std::unique_ptr<ui::QuoteFeed> m_quoteFeed;
  std::unique_ptr<ui::ReplayFeed> m_replayFeed;
  std::unique_ptr<ui::DataHub> m_dataHub;
  ui::Context m_context;
  std::unique_ptr<ui::SymbolCatalogue> m_symbols;
  std::unique_ptr<ui::SymbolNavigation> m_navigation;
  std::unique_ptr<ui::WindowSet> m_windows;
};

}
