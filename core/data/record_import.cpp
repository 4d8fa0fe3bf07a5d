// SPDX-License-Identifier: Apache-2.0
#include "core/data/record_import.h"

#include "core/base/checksum.h"
#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/base/json.h"
#include "core/data/coverage_write.h"
#include "core/data/import_entity.h"
#include "core/data/import_options.h"
#include "core/data/market_data.h"
#include "core/data/record_collector.h"
#include "core/plugin/plugin_loader.h"
#include "core/storage/profile.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zvt::data {
namespace {

constexpr double kCheckingShare = 0.5; // of the progress bar; the rest is writing
constexpr std::size_t kBatchRows = 16'384; // that wait for the database at a time
constexpr std::size_t kPreviewRows = 50;
constexpr std::size_t kKeptBytes = 256U << 20U; // of files that are not read a second time

/// The options of one import, checked.
struct Request {
  const storage::RecordSchema* schema = nullptr;
  RecordMapping mapping;
  std::string entityId; ///< in its one form
  std::optional<TimeZone> zone;
};

/// A file that was checked and can be read again.
struct CheckedFile {
  const plugin::Importer* importer = nullptr;
  plugin::ReadOptions readOptions;
  RecordPlan plan;
  std::string bytes; ///< empty: to be read again
  std::uint64_t size = 0;
  std::string format;
  RecordFileReport report;
};

Result<Request> checkRequest(const storage::SchemaRegistry& schemas, const RecordImportOptions& options)
{
  Request request;
  ZVT_TRY(request.schema, schemas.get(options.schema));
  ZVT_TRY_VOID(checkImportable(*request.schema));
  if (options.provider && !isProviderName(*options.provider))
    return fail(
        "import.bad_option", {{"option", "provider"}, {"text", *options.provider}, {"expected", "a-z A-Z 0-9 _ - ."}});
  if (!options.entity.empty()) {
    ZVT_TRY(const market::EntityId id, readEntity(options.entity));
    request.entityId = id.toString();
  }
  if (!options.timeZone.empty()) {
    ZVT_TRY(request.zone, TimeZone::find(options.timeZone));
  }
  ZVT_TRY(request.mapping, parseRecordMapping(*request.schema, options.mapping));
  return request;
}

std::string transformationOf(const CheckedFile& file, const RecordImportOptions& options)
{
  Json json;
  json["importer"] = file.importer->id();
  json["format"] = file.format;
  json["encoding"] = file.report.encoding;
  json["mapping"] = options.mapping;
  json["timezone"] = options.timeZone.empty() ? "exchange" : options.timeZone;
  Json& columns = json["columns"] = Json::object();
  for (const RecordColumn& column : file.report.columns) {
    columns[column.column] = column.fileColumn;
    if (column.scale != 1)
      json["scale"][column.column] = column.scale;
  }
  return canonicalJson(json);
}

/// One import: checks each file, then streams all of them into one transaction.
class RecordImporter {
public:
  RecordImporter(
      const plugin::PluginLoader& plugins, const FileSystem& files, const RecordImportOptions& options, Request request)
      : m_plugins(plugins)
      , m_files(files)
      , m_options(options)
      , m_request(std::move(request))
  {
  }

  [[nodiscard]] const std::vector<CheckedFile>& checked() const { return m_checked; }
  [[nodiscard]] std::vector<ImportProblem> takeProblems() { return std::move(m_problems); }
  [[nodiscard]] bool isFull() const { return m_problems.size() >= kMaxImportProblems; }
  [[nodiscard]] const plugin::FileLayout& layout() const { return m_layout; } ///< of the last file

  /// Reads a file without writing. Each good row goes to @p take.
  Result<void> check(const std::filesystem::path& path, std::size_t previewRows, const RecordCollector::RowTaker& take,
      const CancelToken& cancel, std::function<bool(double)> progress)
  {
    CheckedFile file;
    ZVT_TRY(file.bytes, m_files.read(path));
    file.size = file.bytes.size();
    file.report.file = path;
    file.report.sha256 = sha256Hex(file.bytes);
    ZVT_TRY(file.importer, m_plugins.importerFor(path));
    file.readOptions.content = plugin::ImportContent::Records;
    file.readOptions.previewRows = previewRows;
    file.readOptions.knownNames = headerNames(*m_request.schema, m_request.mapping);
    m_layout = file.importer->inspect(file.bytes, file.readOptions);
    file.report.encoding = m_layout.encoding;
    file.format = m_layout.format;
    std::vector<plugin::FileProblem> problems = m_layout.problems;
    if (problems.empty()) {
      file.plan = planRecords(*m_request.schema, m_layout, m_request.mapping, m_options.provider, m_request.entityId);
      file.report.columns = file.plan.report();
      file.report.foreign = file.plan.foreign;
      file.report.missing = file.plan.missing;
      problems = file.plan.problems;
    }
    for (plugin::FileProblem& problem : problems)
      report(
          path, problem.line == 0 && m_layout.hasHeader ? 1 : problem.line, problem.column, std::move(problem.error));
    if (problems.empty())
      ZVT_TRY_VOID(readRows(file, take, cancel, std::move(progress)));
    m_keptBytes += file.bytes.size();
    if (m_keptBytes > kKeptBytes)
      file.bytes = {};
    m_checked.push_back(std::move(file));
    return {};
  }

  /// Keys that occur twice, when all files are checked.
  void checkKeys()
  {
    for (const RecordKeys::Repeat& repeat : m_keys.repeats(kMaxImportProblems - m_problems.size())) {
      const RecordFileReport& file = m_checked[repeat.place.file].report;
      Error error{"import.duplicate_key",
          {{"key", joined(m_request.schema->key)}, {"previousLine", std::to_string(repeat.earlier.line)}}, {}};
      if (repeat.earlier.file != repeat.place.file)
        error = std::move(error).with("other", pathText(m_checked[repeat.earlier.file].report.file.filename()));
      report(file.file, repeat.place.line, {}, std::move(error));
    }
  }

  Result<void> write(
      const storage::Profile::BatchWriter& writer, Timestamp started, Timestamp finished, TaskControl& control) const
  {
    for (std::size_t i = 0; i < m_checked.size(); ++i) {
      const CheckedFile& file = m_checked[i];
      storage::MarketBatch batch;
      batch.runs.push_back(runOf(file, started, finished));
      ZVT_TRY_VOID(writer(std::move(batch)));
      ZVT_TRY_VOID(writeFile(writer, i, control));
    }
    return {};
  }

private:
  static std::string joined(const std::vector<std::string>& names)
  {
    std::string text;
    for (const std::string& name : names)
      text += (text.empty() ? "" : ", ") + name;
    return text;
  }

  void report(const std::filesystem::path& file, std::uint64_t line, const std::string& column, Error error)
  {
    if (!column.empty())
      error = std::move(error).with("column", column);
    if (line > 0)
      error = std::move(error).with("line", std::to_string(line));
    m_problems.push_back({file, line, column, std::move(error).with("file", pathText(file))});
  }

  [[nodiscard]] RecordCollector::Options collectorOptions(const CheckedFile& file) const
  {
    RecordCollector::Options options;
    options.file = file.report.file;
    options.entityType = m_request.schema->entityType;
    options.zone = m_request.zone;
    options.maxProblems = kMaxImportProblems - m_problems.size();
    return options;
  }

  Result<void> readRows(CheckedFile& file, const RecordCollector::RowTaker& take, const CancelToken& cancel,
      std::function<bool(double)> progress)
  {
    RecordCollector::Options options = collectorOptions(file);
    options.keys = &m_keys;
    options.fileNumber = static_cast<std::uint32_t>(m_checked.size());
    RecordCollector collector(file.plan, std::move(options), take, std::move(progress));
    ZVT_TRY_VOID(file.importer->read(file.bytes, file.readOptions, collector, cancel));
    ZVT_TRY_VOID(cancel.check());
    file.report.rows = collector.rows();
    auto problems = collector.takeProblems();
    if (file.report.rows == 0 && problems.empty())
      report(file.report.file, 0, {}, {"import.empty", {}, {}});
    std::move(problems.begin(), problems.end(), std::back_inserter(m_problems));
    return {};
  }

  [[nodiscard]] storage::DataRun runOf(const CheckedFile& file, Timestamp started, Timestamp finished) const
  {
    storage::DataRun run;
    run.kind = "import";
    run.schema = m_request.schema->name;
    run.entityId = m_request.entityId;
    run.provider = m_options.provider.value_or("csv");
    run.source = pathText(file.report.file.filename());
    run.payloadHash = file.report.sha256;
    run.payloadSize = static_cast<std::int64_t>(file.size);
    run.transformation = transformationOf(file, m_options);
    run.started = started;
    run.finished = finished;
    run.actor = "user";
    run.rows = static_cast<std::int64_t>(file.report.rows);
    return run;
  }

  Result<void> writeFile(const storage::Profile::BatchWriter& writer, std::size_t index, TaskControl& control) const
  {
    const CheckedFile& file = m_checked[index];
    std::string again;
    if (file.bytes.empty()) {
      ZVT_TRY(again, m_files.read(file.report.file));
      if (sha256Hex(again) != file.report.sha256)
        return fail(Error{"import.file_changed", {}, {}}.with("file", pathText(file.report.file)));
    }
    storage::RecordWrite pending{m_request.schema->name, {}, static_cast<std::int32_t>(index)};
    for (const PlannedColumn& column : file.plan.columns)
      pending.table.columns.push_back(column.schema->name);
    Result<void> written;
    const auto flush = [&] {
      storage::MarketBatch batch;
      batch.records.push_back({pending.schema, {pending.table.columns, std::move(pending.table.rows)}, pending.run});
      pending.table.rows = {};
      written = writer(std::move(batch));
      return written.has_value();
    };
    RecordDays days(*m_request.schema);
    const auto take = [&](storage::RecordRow&& row) {
      days.add(pending.table.columns, row);
      pending.table.rows.push_back(std::move(row));
      return pending.table.rows.size() < kBatchRows || flush();
    };
    const auto progress = [&](double fraction) {
      const double done = (static_cast<double>(index) + fraction) / static_cast<double>(m_checked.size());
      control.progress(kCheckingShare + (1 - kCheckingShare) * done, pathText(file.report.file.filename()));
      return true;
    };
    RecordCollector collector(file.plan, collectorOptions(file), take, progress);
    ZVT_TRY_VOID(file.importer->read(
        file.bytes.empty() ? again : file.bytes, file.readOptions, collector, control.cancelToken()));
    ZVT_TRY_VOID(control.cancelToken().check());
    if (written && !pending.table.rows.empty())
      flush();
    if (!written)
      return written;
    storage::MarketBatch answers;
    answers.coverage = days.take({}, pending.run);
    return writer(std::move(answers));
  }

  const plugin::PluginLoader& m_plugins;
  const FileSystem& m_files;
  const RecordImportOptions& m_options;
  Request m_request;
  std::vector<CheckedFile> m_checked;
  plugin::FileLayout m_layout;
  RecordKeys m_keys;
  std::vector<ImportProblem> m_problems;
  std::size_t m_keptBytes = 0;
};

}

Result<RecordPreview> ImportService::inspectRecords(
    const std::filesystem::path& file, const RecordImportOptions& options) const
{
  ZVT_TRY(Request request, checkRequest(m_profile.schemas(), options));
  RecordImporter importer(m_plugins, m_files, options, std::move(request));
  RecordPreview preview;
  const auto keep = [&](storage::RecordRow&& row) {
    if (preview.rows.rows.size() < kPreviewRows)
      preview.rows.rows.push_back(std::move(row));
    return true;
  };
  ZVT_TRY_VOID(importer.check(file, kPreviewRows, keep, {}, [](double) { return true; }));
  importer.checkKeys();
  preview.file = importer.checked().front().report;
  preview.layout = importer.layout();
  for (const RecordColumn& column : preview.file.columns) {
    preview.rows.columns.push_back(column.column);
    for (plugin::ImportColumn& inFile : preview.layout.columns) {
      if (!column.fileColumn.empty() && inFile.name == column.fileColumn && inFile.role.empty())
        inFile.role = column.column;
    }
  }
  preview.problems = importer.takeProblems();
  return preview;
}

Result<RecordImportReport> ImportService::runRecords(const RecordImportOptions& options, TaskControl& control)
{
  if (options.files.empty())
    return fail("import.no_files");
  ZVT_TRY(Request request, checkRequest(m_profile.schemas(), options));
  const Timestamp started = m_clock.now();
  RecordImporter importer(m_plugins, m_files, options, std::move(request));
  RecordImportReport report;
  report.dryRun = options.dryRun;
  for (std::size_t i = 0; i < options.files.size() && !importer.isFull(); ++i) {
    const auto progress = [&](double fraction) {
      const double done = (static_cast<double>(i) + fraction) / static_cast<double>(options.files.size());
      control.progress(kCheckingShare * done, pathText(options.files[i].filename()));
      return true;
    };
    ZVT_TRY_VOID(importer.check(
        options.files[i], 0, [](storage::RecordRow&&) { return true; }, control.cancelToken(), progress));
  }
  importer.checkKeys();
  report.moreProblems = importer.isFull();
  report.problems = importer.takeProblems();
  for (const CheckedFile& file : importer.checked()) {
    report.rows += file.report.rows;
    report.files.push_back(file.report);
  }
  for (const ImportProblem& problem : report.problems)
    control.log(problem.error.code + " " + pathText(problem.file.filename()) + ":" + std::to_string(problem.line));
  if (!report.refused() && !options.dryRun) {
    ZVT_TRY_VOID(m_profile.writeStream([&](const storage::Profile::BatchWriter& writer) {
      return importer.write(writer, started, m_clock.now(), control);
    }));
    if (m_marketData != nullptr)
      m_marketData->notifyChanged({}, {});
  }
  control.progress(1);
  return report;
}

Result<void> checkImportable(const storage::RecordSchema& schema)
{
  if (schema.kind == storage::SchemaKind::Bars)
    return fail("storage.no_table", {{"name", schema.name}});
  // What the program writes about itself comes with the data it is about, or with an archive.
  if (schema.name == "data_run" || schema.name == "data_coverage" || schema.name == "quarantine")
    return fail("import.reserved_schema", {{"schema", schema.name}});
  // Actions have checks of their own: one wrong figure would bend every adjusted price.
  if (schema.name == "corporate_action")
    return fail("import.actions_as_records");
  return {};
}

Result<void> outcome(const RecordImportReport& report)
{
  ImportReport problems;
  problems.problems = report.problems;
  problems.moreProblems = report.moreProblems;
  return outcome(problems);
}

}
