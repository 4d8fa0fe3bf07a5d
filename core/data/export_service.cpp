// SPDX-License-Identifier: Apache-2.0
#include "core/data/export_service.h"

#include "core/base/clock.h"
#include "core/base/task.h"
#include "core/base/text.h"
#include "core/data/archive_writer.h"
#include "core/data/import_options.h"
#include "core/data/market_data.h"
#include "core/data/table_writer.h"
#include "core/data/time_placer.h"
#include "core/storage/profile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace zvt::data {
namespace {

constexpr std::uint64_t kPollRows = 4096; // between two looks at the cancel token

Result<void> checkTarget(const FileSystem& files, const std::filesystem::path& path, bool overwrite)
{
  if (!overwrite && files.exists(path))
    return fail(Error{"export.exists", {}, {}}.with("file", pathText(path)));
  return {};
}

/// A bound of the bars of one exchange: keys from it on, or up to it.
Result<std::int64_t> keyOf(const ParsedTime& time, bool isEnd, market::BarLevel level, const TimeZone& zone)
{
  if (market::isDayKeyed(level))
    return time.local.day().days;
  LocalTime local = time.local;
  if (!time.hasTime && isEnd)
    local.micros += Duration::hours(24).micros; // the bar that ends at midnight still belongs to the day
  return time.hasOffset ? local.micros - time.offset.micros : zone.toUtc(local).micros;
}

/// The bars of an export, entity by entity.
class BarSource {
public:
  BarSource(MarketData& data, const BarExport& wanted)
      : m_data(data)
      , m_wanted(wanted)
  {
  }

  struct Series {
    market::BarSeriesPtr bars;
    std::shared_ptr<const market::Calendar> calendar; ///< of its exchange
    std::size_t begin = 0; ///< first row that is wanted
    std::size_t end = 0;
  };
  [[nodiscard]] Result<Series> read(const std::string& entityId) const
  {
    BarRequest request;
    request.entityId = entityId;
    request.level = m_wanted.level;
    request.adjust = m_wanted.adjust;
    request.method = m_wanted.method;
    request.provider = m_wanted.provider;
    Series series;
    ZVT_TRY(series.calendar, m_data.calendarOf(entityId));
    ZVT_TRY(series.bars, m_data.bars(request));
    std::int64_t first = std::numeric_limits<std::int64_t>::min();
    std::int64_t last = std::numeric_limits<std::int64_t>::max();
    if (m_wanted.start) {
      ZVT_TRY(first, keyOf(*m_wanted.start, false, m_wanted.level, series.calendar->zone()));
    }
    if (m_wanted.end) {
      ZVT_TRY(last, keyOf(*m_wanted.end, true, m_wanted.level, series.calendar->zone()));
    }
    const auto& keys = series.bars->key;
    series.begin = static_cast<std::size_t>(std::lower_bound(keys.begin(), keys.end(), first) - keys.begin());
    series.end = static_cast<std::size_t>(std::upper_bound(keys.begin(), keys.end(), last) - keys.begin());
    series.end = std::max(series.begin, series.end);
    return series;
  }

  /// Names of the extra columns that any of the series has, by name.
  [[nodiscard]] Result<std::vector<std::string>> extras() const
  {
    std::set<std::string> names;
    for (const std::string& entityId : m_wanted.entityIds) {
      ZVT_TRY(const Series series, read(entityId));
      for (const market::ExtraColumn& extra : series.bars->extras)
        names.insert(extra.name);
    }
    return std::vector<std::string>(names.begin(), names.end());
  }

private:
  MarketData& m_data;
  const BarExport& m_wanted;
};

std::vector<storage::ColumnSchema> barColumns(const std::vector<std::string>& extras)
{
  std::vector<storage::ColumnSchema> columns;
  const auto add = [&](std::string name, storage::ColumnType type) {
    storage::ColumnSchema column;
    column.name = std::move(name);
    column.type = type;
    columns.push_back(std::move(column));
  };
  add("entity_id", storage::ColumnType::Text);
  add("timestamp", storage::ColumnType::Text);
  for (const char* name : {"open", "high", "low", "close", "volume", "turnover"})
    add(name, storage::ColumnType::Real);
  for (const std::string& name : extras)
    add(name, storage::ColumnType::Real);
  return columns;
}

Result<void> writeBars(
    TableWriter& table, const BarSource::Series& series, const std::vector<std::string>& extras, TaskControl& control)
{
  const market::BarSeries& bars = *series.bars;
  const auto cell = [](double value) {
    return std::isnan(value) ? storage::RecordValue() : storage::RecordValue(value);
  };
  std::vector<const std::vector<double>*> extraValues;
  for (const std::string& name : extras) {
    const auto at = std::find_if(
        bars.extras.begin(), bars.extras.end(), [&](const market::ExtraColumn& extra) { return extra.name == name; });
    extraValues.push_back(at == bars.extras.end() ? nullptr : &at->values);
  }
  storage::RecordRow row;
  for (std::size_t i = series.begin; i < series.end; ++i) {
    row.clear();
    row.emplace_back(bars.entityId);
    row.emplace_back(keyText(bars.level, bars.key[i], series.calendar->zone()));
    for (const auto* column : {&bars.open, &bars.high, &bars.low, &bars.close, &bars.volume, &bars.turnover})
      row.push_back(cell((*column)[i]));
    for (const auto* column : extraValues)
      row.push_back(column == nullptr ? storage::RecordValue() : cell((*column)[i]));
    ZVT_TRY_VOID(table.row(row));
    if (i % kPollRows == 0)
      ZVT_TRY_VOID(control.cancelToken().check());
  }
  return {};
}

}

Result<TableFormat> parseTableFormat(std::string_view text)
{
  for (const TableFormat format : {TableFormat::Csv, TableFormat::Json, TableFormat::JsonLines}) {
    if (toString(format) == text)
      return format;
  }
  return fail("export.bad_format", {{"text", std::string(text)}});
}

std::string_view toString(TableFormat format)
{
  return format == TableFormat::Csv ? "csv" : format == TableFormat::Json ? "json" : "jsonl";
}

TableFormat tableFormatOf(const std::filesystem::path& file)
{
  const std::string ending = toLower(file.extension().string());
  if (ending == ".json")
    return TableFormat::Json;
  return ending == ".jsonl" || ending == ".ndjson" ? TableFormat::JsonLines : TableFormat::Csv;
}

ExportService::ExportService(
    storage::Profile& profile, MarketData& marketData, FileSystem& files, const Clock& clock, std::string program)
    : m_profile(profile)
    , m_marketData(marketData)
    , m_files(files)
    , m_clock(clock)
    , m_program(std::move(program))
{
}

Result<ExportReport> ExportService::exportRecords(const storage::RecordQuery& query, const std::filesystem::path& file,
    TableFormat format, bool overwrite, TaskControl& control)
{
  ZVT_TRY_VOID(checkTarget(m_files, file, overwrite));
  ZVT_TRY(auto columns, m_profile.records().columns(query));
  ZVT_TRY(const std::int64_t total, m_profile.records().count(query));
  ZVT_TRY(TableWriter table, TableWriter::create(m_files, file, format, std::move(columns)));
  Result<void> going;
  ZVT_TRY_VOID(m_profile.records().scan(query, [&](storage::RecordRow&& row) {
    going = table.row(row);
    if (going && table.rows() % kPollRows == 0) {
      control.progress(static_cast<double>(table.rows()) / static_cast<double>(std::max<std::int64_t>(total, 1)),
          pathText(file.filename()));
      going = control.cancelToken().check();
    }
    return going.has_value();
  }));
  ZVT_TRY_VOID(going);
  ZVT_TRY_VOID(control.cancelToken().check());
  ZVT_TRY(ExportedFile written, table.commit());
  control.progress(1);
  return ExportReport{{written}, written.rows};
}

Result<ExportReport> ExportService::exportBars(const BarExport& wanted, const std::filesystem::path& file,
    TableFormat format, bool overwrite, TaskControl& control)
{
  ZVT_TRY_VOID(checkTarget(m_files, file, overwrite));
  const BarSource source(m_marketData, wanted);
  ZVT_TRY(const std::vector<std::string> extras, source.extras());
  ZVT_TRY(TableWriter table, TableWriter::create(m_files, file, format, barColumns(extras)));
  for (std::size_t i = 0; i < wanted.entityIds.size(); ++i) {
    control.progress(static_cast<double>(i) / static_cast<double>(wanted.entityIds.size()), wanted.entityIds[i]);
    ZVT_TRY_VOID(control.cancelToken().check());
    ZVT_TRY(const BarSource::Series series, source.read(wanted.entityIds[i]));
    ZVT_TRY_VOID(writeBars(table, series, extras, control));
  }
  ZVT_TRY(ExportedFile written, table.commit());
  control.progress(1);
  return ExportReport{{written}, written.rows};
}

Result<ExportReport> ExportService::exportArchive(
    const std::filesystem::path& folder, bool overwrite, TaskControl& control)
{
  ZVT_TRY_VOID(checkTarget(m_files, folder / kManifestName, overwrite));
  return writeArchive(m_profile, m_files, folder, {m_clock.now(), m_program, {}}, control);
}

}
