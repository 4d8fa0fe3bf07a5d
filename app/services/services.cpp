// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/services.h"

#include "core/base/clock.h"
#include "core/base/executor.h"
#include "core/factor/alternative/sources.h"
#include "core/factor/factors/factor_follower.h"
#include "core/factor/factors/factor_service.h"
#include "core/factor/fundamental/fundamental_source.h"
#include "core/factor/fundamental/industry_source.h"
#include "core/factor/sources/derived_source.h"

namespace zvt::app {

struct Services::FollowedFactors {
  explicit FollowedFactors(Services& services)
      : registry(factor::FactorRegistry::builtIn())
      , factors(services.profile(), services.marketData(), parallel, registry, &services.columns())
      , thread("factors", services.clock())
      , follower(factors, services.marketData(), thread)
  {
  }
  SerialParallelFor parallel; ///< in the background: one core
  factor::FactorRegistry registry;
  factor::FactorService factors;
  ThreadExecutor thread;
  factor::FactorFollower follower;
};

Services::Services(ServiceOptions options, std::shared_ptr<Logger> logger)
    : m_options(std::move(options))
    , m_logger(std::make_shared<LogRing>(std::move(logger), m_clock))
    , m_tasks(m_clock)
{
}

Services::~Services() = default;

Result<std::unique_ptr<Services>> Services::open(ServiceOptions options)
{
  LogOptions log;
  log.consoleLevel = options.consoleLevel;
  ZVT_TRY(auto console, makeLogger(log));
  std::unique_ptr<Services> services(new Services(std::move(options), std::move(console)));
  const ServiceOptions& opened = services->m_options;
  storage::ProfileOptions profile{opened.profile, opened.readOnly, opened.settings, opened.program};
  profile.ballast = storage::kUsualBallast;
  // Opening says through the console what goes wrong; the log file is in the profile, which exists only afterwards.
  ZVT_TRY(services->m_profile,
      storage::Profile::open(std::move(profile), services->m_clock, services->m_files, *services->m_logger));
  if (opened.logToFile) {
    log.folder = services->m_profile->path() / "logs";
    // A disk that takes no log file keeps nobody from working.
    if (auto withFile = makeLogger(log))
      services->m_logger->setNext(*std::move(withFile));
    else
      services->m_logger->write(LogLevel::Warning, "log", withFile.error().code + ": " + log.folder.string());
  }
  return services;
}

data::MarketData& Services::marketData()
{
  if (!m_marketData)
    m_marketData = std::make_unique<data::MarketData>(*m_profile);
  return *m_marketData;
}

const factor::ColumnSources& Services::columns()
{
  if (!m_columns) {
    m_columns = std::make_unique<factor::ColumnSources>();
    m_columns->add(factor::makeDerivedSource(marketData(), *m_profile));
    factor::addAlternativeSources(*m_columns, marketData(), *m_profile, m_files);
    m_columns->add(factor::makeFundamentalSource(marketData(), *m_profile));
    m_columns->add(factor::makeIndustrySource(marketData(), *m_profile));
  }
  return *m_columns;
}

plugin::PluginLoader& Services::plugins()
{
  if (!m_plugins) {
    m_plugins = std::make_unique<plugin::PluginLoader>(
        m_files, plugin::HostServices{m_logger.get(), &m_clock, nullptr, nullptr});
    if (m_options.loadPlugins)
      m_plugins->loadAll({{}, m_profile->pluginFolder(), m_options.programFolder});
    for (const plugin::PluginFailure& failure : m_plugins->failures())
      m_logger->write(LogLevel::Error, "plugin", failure.file.string() + ": " + failure.error.code);
  }
  return *m_plugins;
}

data::ImportService& Services::importer()
{
  if (!m_importer)
    m_importer = std::make_unique<data::ImportService>(*m_profile, plugins(), m_files, m_clock, &marketData());
  return *m_importer;
}

data::ExportService& Services::exporter()
{
  if (!m_exporter)
    m_exporter = std::make_unique<data::ExportService>(*m_profile, marketData(), m_files, m_clock, ZVT_VERSION);
  return *m_exporter;
}

data::Coverage& Services::coverage()
{
  if (!m_coverage)
    m_coverage = std::make_unique<data::Coverage>(*m_profile, m_clock, m_parallel);
  return *m_coverage;
}

data::Quarantine& Services::quarantine()
{
  if (!m_quarantine)
    m_quarantine = std::make_unique<data::Quarantine>(*m_profile, m_clock);
  return *m_quarantine;
}

void Services::followFactors()
{
  if (!m_followed)
    m_followed = std::make_unique<FollowedFactors>(*this);
}

Result<std::shared_ptr<const market::RuleBook>> Services::rules()
{
  if (!m_rules) {
    ZVT_TRY(m_rules, market::RuleBook::load());
  }
  return m_rules;
}

}
