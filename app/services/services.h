// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/log_ring.h"
#include "core/base/logging.h"
#include "core/base/parallel_for.h"
#include "core/base/param_schema.h"
#include "core/base/task.h"
#include "core/data/coverage.h"
#include "core/data/export_service.h"
#include "core/data/import_service.h"
#include "core/data/market_data.h"
#include "core/data/quarantine.h"
#include "core/factor/column_source.h"
#include "core/market/rule_book.h"
#include "core/plugin/plugin_loader.h"
#include "core/storage/profile.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace zvt::app {

struct ServiceOptions {
  std::filesystem::path profile;
  bool readOnly = false;
  ParamSchema settings; ///< that config.json is checked with
  std::string program = "zvt"; ///< named to whoever finds the profile in use
  LogLevel consoleLevel = LogLevel::Warning;
  bool logToFile = false; ///< in the profile's logs/ once it is open
  bool loadPlugins = true; ///< false: none, for a program that one of them keeps from starting
  std::filesystem::path programFolder; ///< plug-ins are looked for in ../lib/zvt/plugins beside it
};

/// The composition root of both programs: builds each service when it is first asked for, from injected seams, and
/// takes them down in the reverse order. Not thread-safe itself; what it hands out says what it is.
class Services {
public:
  /// Errors: those of storage::Profile::open.
  static Result<std::unique_ptr<Services>> open(ServiceOptions options);
  ~Services();
  Services(const Services&) = delete;
  Services& operator=(const Services&) = delete;

  [[nodiscard]] const Clock& clock() const { return m_clock; }
  [[nodiscard]] FileSystem& files() { return m_files; }
  [[nodiscard]] Logger& logger() { return *m_logger; }
  [[nodiscard]] LogRing& log() { return *m_logger; } ///< the newest lines of the logger
  [[nodiscard]] TaskRegistry& tasks() { return m_tasks; }
  [[nodiscard]] storage::Profile& profile() { return *m_profile; }
  [[nodiscard]] data::MarketData& marketData();
  /// What formulas read beside the bars.
  [[nodiscard]] const factor::ColumnSources& columns();
  [[nodiscard]] plugin::PluginLoader& plugins();
  [[nodiscard]] data::ImportService& importer();
  [[nodiscard]] data::ExportService& exporter();
  [[nodiscard]] data::Coverage& coverage();
  [[nodiscard]] data::Quarantine& quarantine();
  /// From now on keeps the stored results of factors current, on a thread of its own, behind every change of bars.
  void followFactors();
  /// Errors: rules.*.
  [[nodiscard]] Result<std::shared_ptr<const market::RuleBook>> rules();

private:
  explicit Services(ServiceOptions options, std::shared_ptr<Logger> logger);

  ServiceOptions m_options;
  SystemClock m_clock;
  OsFileSystem m_files;
  std::shared_ptr<LogRing> m_logger;
  TaskRegistry m_tasks;
  std::unique_ptr<storage::Profile> m_profile;
  std::unique_ptr<data::MarketData> m_marketData;
  std::unique_ptr<factor::ColumnSources> m_columns;
  std::unique_ptr<plugin::PluginLoader> m_plugins;
  std::unique_ptr<data::ImportService> m_importer;
  std::unique_ptr<data::ExportService> m_exporter;
  TbbParallelFor m_parallel;
  std::unique_ptr<data::Coverage> m_coverage;
  std::unique_ptr<data::Quarantine> m_quarantine;
  std::shared_ptr<const market::RuleBook> m_rules;
  struct FollowedFactors;
  std::unique_ptr<FollowedFactors> m_followed;
};

/// --profile, else ZVT_HOME, else the platform's folder for a user's data.
[[nodiscard]] std::filesystem::path profileFolder(const std::optional<std::string>& fromCommandLine);
/// The folder of the running program, from its own path.
[[nodiscard]] std::filesystem::path programFolder(const char* argv0);
/// "zh_CN" or "en", from the environment's locale.
[[nodiscard]] std::string systemLanguage();

}
