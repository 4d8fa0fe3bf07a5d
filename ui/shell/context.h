// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

namespace zvt {
class Clock;
class Executor;
class FileSystem;
class LogRing;
class Logger;
class TaskRegistry;
}
namespace zvt::factor {
class ColumnSources;
}
namespace zvt::market {
class Calendar;
class EntityTable;
class RuleBook;
}
namespace zvt::storage {
class Profile;
}
namespace zvt::data {
class Coverage;
class DailySnapshots;
class ExportService;
class ImportService;
class MarketData;
class Quarantine;
class QuoteHub;
class QuoteReplay;
}
namespace zvt::risk {
class RiskDesk;
}
namespace zvt::trading {
class OrderService;
class PaperBroker;
class PaperQuotes;
class PaperSession;
}

namespace zvt::backtest {
class StrategyService;
}

namespace zvt::ui {

class ActionRegistry;
class Alerts;
class DataHub;
class Dialogs;
class ExecutorPool;
class LinkBus;
class NotificationCenter;
class PanelRegistry;
class QuoteFeed;
class ReplayFeed;
class ResearchHub;
class Settings;
class SymbolCatalogue;
class TaskFeed;
class Watchlists;
class WindowSet;

/// What a panel may use. Nothing here is owned: the composition root owns it and outlives every window. A service that
/// this run does not offer is null, and a panel shows its empty state then. Sentences of the core come from
/// widgets::Language::current(), colours and fonts from widgets::Theme::current().
/// A panel that needs one more service adds one pointer here.
struct Context {
  const Clock* clock = nullptr;
  FileSystem* files = nullptr;
  Logger* logger = nullptr;
  LogRing* log = nullptr; ///< what was logged, for people to look at
  TaskRegistry* tasks = nullptr; ///< start long work here: it shows in the task centre and can be cancelled
  ExecutorPool* workers = nullptr; ///< threads for work off the GUI thread; see ui/bridge/run_async.h
  std::shared_ptr<const market::RuleBook> rules;
  std::shared_ptr<const market::Calendar> calendar; ///< of the exchange whose clock the status bar shows

  storage::Profile* profile = nullptr;
  std::filesystem::path profileFolder; ///< workspaces/ lies here
  data::MarketData* marketData = nullptr;
  data::ImportService* importer = nullptr;
  data::ExportService* exporter = nullptr;
  data::Coverage* coverage = nullptr;
  data::Quarantine* quarantine = nullptr;
  const factor::ColumnSources* columns = nullptr; ///< what formulas read beside the bars; any thread
  data::DailySnapshots* days = nullptr; ///< the newest stored day of everything, read once for all panels
  data::QuoteHub* quotes = nullptr; ///< the securities' present: quotes, trades, minute lines
  data::QuoteReplay* quoteReplay = nullptr; ///< plays a day into `quotes`: the paper market's, or a file's
  trading::PaperQuotes* paperQuotes = nullptr; ///< owns it, and decides which of the two
  trading::OrderService* orders = nullptr;
  trading::PaperBroker* paperBroker = nullptr;
  trading::PaperSession* paperSession = nullptr; ///< owns the two above
  risk::RiskDesk* risk = nullptr; ///< limits, stop switch and approvals of the paper account
  backtest::StrategyService* strategies = nullptr; ///< those that live in the program; see ui/live
  ReplayFeed* replay = nullptr; ///< a clock in the past that panels follow; see ui/replay
  /// The securities of the profile, as of now. May be empty, never null.
  std::function<std::shared_ptr<const market::EntityTable>()> entities;

  LinkBus* links = nullptr;
  Settings* settings = nullptr;
  ActionRegistry* actions = nullptr;
  PanelRegistry* panels = nullptr;
  ResearchHub* research = nullptr; ///< hands backtests to reports; see ui/report
  DataHub* dataHub = nullptr; ///< joins the panels of the data workspace; see ui/data
  TaskFeed* taskFeed = nullptr;
  NotificationCenter* notices = nullptr; ///< what the user was told; see notify() there
  Dialogs* dialogs = nullptr; ///< null: the real ones; ask dialogsOf(context)
  WindowSet* windows = nullptr; ///< all windows; null where a panel stands alone. One ActionRegistry serves them all
  SymbolCatalogue* symbols = nullptr; ///< finding securities by what people type; null: each search has its own
  Alerts* alerts = nullptr; ///< the user's alerts, and who tells them; see ui/alert
  Watchlists* watchlists = nullptr; ///< the user's lists, shared by all panels; see ui/watchlist
  QuoteFeed* quoteFeed = nullptr; ///< `quotes` as a signal on the GUI thread
};

}
