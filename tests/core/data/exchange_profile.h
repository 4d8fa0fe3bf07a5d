// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/export_service.h"
#include "core/data/record_import.h"
#include "tests/core/data/data_profile.h"

#include <bit>

namespace zvt::tests {

/// A data profile that can also write files, and what is compared after a round trip.
class ExchangeProfile : public DataProfile {
public:
  ExchangeProfile()
      : m_exporter(profile(), data(), m_outside, m_clock, "test 1.0")
  {
  }
  data::ExportService& exporter() { return m_exporter; }
  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return m_folder.path() / name; }
  [[nodiscard]] std::string textOf(const std::filesystem::path& file)
  {
    return m_outside.read(file).value_or("unreadable");
  }
  OsFileSystem& outside() { return m_outside; }

  Result<data::ExportReport> exportRecords(const std::string& schema, const std::filesystem::path& file)
  {
    storage::RecordQuery query;
    query.schema = schema;
    SilentTaskControl control;
    return m_exporter.exportRecords(query, file, data::tableFormatOf(file), false, control);
  }
  Result<data::RecordImportReport> importRecords(const std::string& schema, const std::filesystem::path& file)
  {
    data::RecordImportOptions options;
    options.schema = schema;
    options.files = {file};
    SilentTaskControl control;
    return importer().runRecords(options, control);
  }
  Result<data::ExportReport> exportArchive(const std::filesystem::path& folder, bool overwrite = false)
  {
    SilentTaskControl control;
    return m_exporter.exportArchive(folder, overwrite, control);
  }
  Result<data::ArchiveReport> importArchive(const std::filesystem::path& folder, bool dryRun = false)
  {
    SilentTaskControl control;
    return importer().runArchive(folder, dryRun, control);
  }

  /// Every row of a schema; with the runs that the rows came from when asked.
  std::vector<storage::RecordRow> rows(const std::string& schema, bool withRun = false)
  {
    storage::RecordQuery query;
    query.schema = schema;
    if (withRun) {
      for (const storage::ColumnSchema& column : profile().schemas().find(schema)->columns)
        query.columns.push_back(column.name);
      query.columns.emplace_back(storage::kRunColumn);
    }
    const auto table = profile().records().query(query);
    if (!table)
      qFatal("%s: %s", schema.c_str(), table.error().code.c_str());
    return table->rows;
  }

private:
  TemporaryFolder m_folder;
  OsFileSystem m_outside;
  testing::MockClock m_clock;
  data::ExportService m_exporter;
};

inline bool sameBits(const std::vector<double>& a, const std::vector<double>& b)
{
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
      [](double x, double y) { return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y); });
}

/// Equal to the last bit, optional columns included.
inline bool sameBars(const market::BarSeries& a, const market::BarSeries& b)
{
  const bool same = a.entityId == b.entityId && a.level == b.level && a.provider == b.provider && a.key == b.key
      && sameBits(a.open, b.open) && sameBits(a.high, b.high) && sameBits(a.low, b.low) && sameBits(a.close, b.close)
      && sameBits(a.volume, b.volume) && sameBits(a.turnover, b.turnover) && a.extras.size() == b.extras.size();
  for (std::size_t i = 0; same && i < a.extras.size(); ++i) {
    if (a.extras[i].name != b.extras[i].name || !sameBits(a.extras[i].values, b.extras[i].values))
      return false;
  }
  return same;
}

/// What differs between two profiles' market data, in words; empty: nothing.
inline std::string difference(storage::Profile& a, storage::Profile& b)
{
  const auto first = a.bars().inventory();
  const auto second = b.bars().inventory();
  if (!first || !second || first->size() != second->size())
    return "inventory";
  for (std::size_t i = 0; i < first->size(); ++i) {
    const storage::BarInventory& series = (*first)[i];
    storage::BarQuery query;
    query.entityId = series.entityId;
    query.level = series.level;
    query.provider = series.provider;
    const auto bars = a.bars().read(query);
    const auto others = b.bars().read(query);
    if (!bars || !others || !sameBars(*bars, *others))
      return "bars of " + series.entityId;
    const auto origins = a.bars().lineage(query);
    const auto otherOrigins = b.bars().lineage(query);
    const auto same = [](const storage::BarOrigin& x, const storage::BarOrigin& y) {
      return x.first == y.first && x.last == y.last && x.count == y.count && x.run == y.run;
    };
    if (!origins || !otherOrigins
        || !std::equal(origins->begin(), origins->end(), otherOrigins->begin(), otherOrigins->end(), same))
      return "lineage of " + series.entityId;
  }
  for (const storage::RecordSchema* schema : a.schemas().all()) {
    if (schema->kind == storage::SchemaKind::Bars)
      continue;
    storage::RecordQuery query;
    query.schema = schema->name;
    for (const storage::ColumnSchema& column : schema->columns)
      query.columns.push_back(column.name);
    query.columns.emplace_back(storage::kRunColumn);
    const auto rows = a.records().query(query);
    const auto others = b.records().query(query);
    if (!rows || !others || rows->rows != others->rows)
      return "rows of " + schema->name;
  }
  return {};
}

}
