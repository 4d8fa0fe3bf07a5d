// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file_system.h"
#include "core/base/messages.h"
#include "core/base/testing/mock_clock.h"
#include "core/data/import_service.h"
#include "core/data/market_data.h"
#include "core/plugin/plugin_loader.h"
#include "core/storage/profile.h"
#include "tests/support/fixtures.h"

#include <QTest>

#include <fstream>

namespace zvt::tests {

class NullLogger final : public Logger {
public:
  void write(LogLevel, std::string_view, std::string_view) override { }
};

/// A fresh profile with the CSV importer loaded and everything wired as in the program.
class DataProfile {
public:
  DataProfile()
  {
    auto opened = storage::Profile::open({m_folder.path() / "profile", false, {}, "test"}, m_clock, m_files, m_logger);
    if (!opened)
      qFatal("profile: %s", opened.error().code.c_str());
    m_profile = std::move(*opened);
    m_plugins.loadAll({{}, {}, std::filesystem::path(qEnvironmentVariable("ZVT_BINARY_DIR").toStdString()) / "bin"});
    m_data = std::make_unique<data::MarketData>(*m_profile);
    m_importer = std::make_unique<data::ImportService>(*m_profile, m_plugins, m_files, m_clock, m_data.get());
  }

  storage::Profile& profile() { return *m_profile; }
  data::MarketData& data() { return *m_data; }
  data::ImportService& importer() { return *m_importer; }
  const FileSystem& files() { return m_files; }
  testing::MockClock& clock() { return m_clock; }

  std::filesystem::path write(const std::string& name, std::string_view text)
  {
    const auto file = m_folder.path() / name;
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }

  Result<data::ImportReport> import(const std::filesystem::path& file, const std::string& entity,
      market::BarLevel level = market::BarLevel::Day1, data::ImportOptions options = {})
  {
    options.files = {file};
    options.entity = entity;
    options.level = level;
    SilentTaskControl control;
    return m_importer->run(options, control);
  }

  Result<data::ImportReport> importActions(const std::filesystem::path& file, const std::string& entity)
  {
    data::ImportOptions options;
    options.content = plugin::ImportContent::Actions;
    return import(file, entity, market::BarLevel::Day1, options);
  }

  market::BarSeriesPtr bars(const std::string& entity, market::BarLevel level = market::BarLevel::Day1,
      market::AdjustMode adjust = market::AdjustMode::Bfq)
  {
    data::BarRequest request;
    request.entityId = entity;
    request.level = level;
    request.adjust = adjust;
    auto series = m_data->bars(request);
    if (!series)
      qFatal("bars: %s", Messages::load("en")->describe(series.error()).c_str());
    return *series;
  }

  std::size_t rowsOf(const std::string& schema)
  {
    const auto table = m_profile->records().query({schema, {}, {}, {}, {}, 0});
    return table ? table->rows.size() : 9999;
  }
  std::size_t lineageRows() { return rowsOf("data_run"); }

private:
  TemporaryFolder m_folder;
  testing::MockClock m_clock;
  OsFileSystem m_files;
  NullLogger m_logger;
  plugin::PluginLoader m_plugins{m_files, {}};
  std::unique_ptr<storage::Profile> m_profile;
  std::unique_ptr<data::MarketData> m_data;
  std::unique_ptr<data::ImportService> m_importer;
};

/// A text for QVERIFY2 when a result is an error.
template <typename T> std::string reason(const Result<T>& result)
{
  return result ? std::string() : Messages::load("en")->describe(result.error());
}

}
