// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/executor.h"
#include "core/base/file_system.h"
#include "core/base/logging.h"
#include "core/base/task.h"
#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/trading/paper_session.h"
#include "tests/support/fixtures.h"
#include "ui/bridge/executor_pool.h"
#include "ui/settings/settings.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/context.h"
#include "ui/shell/link_bus.h"
#include "ui/shell/panel_registry.h"

namespace zvt::tests {

class NullLogger final : public Logger {
public:
  void write(LogLevel, std::string_view, std::string_view) override { }
};

/// The sample market in a profile of its own, with a paper session on a thread of its own, as in the program. The
/// market stands at the close of 2024-12-03, twenty trading days before the end of the sample.
class PaperDesk {
public:
  PaperDesk();
  ~PaperDesk();
  /// Ends the session and opens it again on the same folder.
  void restart();

  ui::Context context;
  ui::LinkBus links;
  ui::ActionRegistry actions;
  ui::PanelRegistry panels;
  std::unique_ptr<trading::PaperSession> session;
  std::unique_ptr<data::MarketData> data;
  /// A stock that trades on both sides of the day the market stands at.
  static constexpr const char* kStock = "stock_sz_003901";

private:
  void open();
  void close();

  TemporaryFolder m_folder;
  SystemClock m_clock;
  OsFileSystem m_files;
  NullLogger m_logger;
  TaskRegistry m_tasks{m_clock};
  ui::SettingValues m_kept;
  ui::Settings m_settings;
  std::unique_ptr<storage::Profile> m_profile;
  std::unique_ptr<ui::ExecutorPool> m_workers;
  std::unique_ptr<ThreadExecutor> m_broker;
};

}
