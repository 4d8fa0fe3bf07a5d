// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/data/archive.h"
#include "core/data/archive_bars.h"
#include "core/data/archive_records.h"
#include "core/data/import_options.h"
#include "core/data/import_service.h"
#include "core/data/market_data.h"
#include "core/data/quality_screen.h"
#include "core/storage/profile.h"

#include <algorithm>
#include <limits>
#include <map>

namespace zvt::data {
namespace {

constexpr double kCheckingShare = 0.3; // of the progress bar; the rest is writing
constexpr std::size_t kBatchRows = 16'384;
constexpr std::size_t kBatchBars = 500'000;

/// Shows the first part of a longer piece of work.
class PartControl final : public TaskControl {
public:
  PartControl(TaskControl& whole, double share)
      : m_whole(whole)
      , m_share(share)
  {
  }
  void progress(double fraction, std::string_view step) override { m_whole.progress(fraction * m_share, step); }
  void log(std::string_view line) override { m_whole.log(line); }
  [[nodiscard]] const CancelToken& cancelToken() const override { return m_whole.cancelToken(); }

private:
  TaskControl& m_whole;
  double m_share;
};

/// Turns the files of an archive into batches: runs first, which the others point to, then rows, which tell what is
/// known about the securities and which bars were judged, then bars, which pass the quality gate with that.
class ArchiveReader {
public:
  using BatchWriter = storage::Profile::BatchWriter;
  ArchiveReader(storage::Profile& profile, const FileSystem& files, std::filesystem::path folder,
      const ArchiveManifest& manifest, Timestamp now, TaskControl& control)
      : m_profile(profile)
      , m_now(now)
      , m_files(files)
      , m_folder(std::move(folder))
      , m_manifest(manifest)
      , m_control(control)
  {
  }

  Result<ArchiveReport> read(const BatchWriter& writer)
  {
    m_report = {};
    m_runs.clear();
    m_screen.emplace(m_profile, m_now);
    for (const ArchiveFile& file : m_manifest.files)
      m_total += file.bytes;
    const auto isBars = [](const ArchiveFile& file) { return file.content == ArchiveContent::Bars; };
    ZVT_TRY_VOID(readAll(writer, [](const ArchiveFile& file) { return isRuns(file); }));
    ZVT_TRY_VOID(readAll(writer, [&](const ArchiveFile& file) { return !isRuns(file) && !isBars(file); }));
    ZVT_TRY_VOID(readAll(writer, isBars));
    return m_report;
  }

private:
  static bool isRuns(const ArchiveFile& file)
  {
    return file.content == ArchiveContent::Records && file.schema == "data_run";
  }

  template <typename Wanted> Result<void> readAll(const BatchWriter& writer, const Wanted& isWanted)
  {
    for (const ArchiveFile& file : m_manifest.files) {
      if (!isWanted(file))
        continue;
      ZVT_TRY_VOID(m_control.cancelToken().check());
      auto done = readFile(writer, file);
      if (!done && done.error().field("file").empty())
        return fail(std::move(done).error().with("file", pathText(m_folder / std::filesystem::path(file.path))));
      ZVT_TRY_VOID(done);
      m_done += file.bytes;
      m_control.progress(
          kCheckingShare + (1 - kCheckingShare) * static_cast<double>(m_done) / static_cast<double>(m_total),
          file.path);
    }
    return {};
  }

  Result<void> readFile(const BatchWriter& writer, const ArchiveFile& file)
  {
    ZVT_TRY(const std::string bytes, readArchiveFile(m_files, m_folder, file));
    return file.content == ArchiveContent::Bars ? readBars(writer, bytes, file) : readRecords(writer, bytes, file);
  }

  /// Where a run of the archive is in the stream.
  Result<std::int32_t> runOf(std::int64_t id) const
  {
    if (id == storage::kUnknownRun)
      return storage::kNoRun;
    const auto at = m_runs.find(id);
    if (at == m_runs.end())
      return fail("archive.no_run", {{"run", std::to_string(id)}});
    return at->second;
  }

  Result<std::vector<storage::ColumnType>> typesOf(const ArchiveFile& file) const
  {
    const storage::RecordSchema* schema = m_profile.schemas().find(file.schema);
    if (schema == nullptr || schema->kind == storage::SchemaKind::Bars)
      return fail("archive.unknown_schema", {{"schema", file.schema}});
    std::vector<storage::ColumnType> types;
    for (const std::string& name : file.columns) {
      const storage::ColumnSchema* column = schema->find(name);
      if (column == nullptr && name != storage::kRunColumn)
        return fail("storage.unknown_column", {{"column", name}, {"schema", file.schema}});
      types.push_back(column == nullptr ? storage::ColumnType::Int : column->type);
    }
    return types;
  }

  Result<void> readRecords(const BatchWriter& writer, std::string_view bytes, const ArchiveFile& file)
  {
    ZVT_TRY(const auto types, typesOf(file));
    std::vector<storage::RecordRow> rows;
    std::uint64_t count = 0;
    while (!bytes.empty()) {
      const std::size_t end = std::min(bytes.find('\n'), bytes.size());
      ZVT_TRY(storage::RecordRow row, parseRecordLine(bytes.substr(0, end), types));
      rows.push_back(std::move(row));
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
      ++count;
      if (rows.size() == kBatchRows || bytes.empty()) {
        ZVT_TRY_VOID(m_control.cancelToken().check());
        ZVT_TRY_VOID(writeRows(writer, file, std::move(rows)));
        rows = {};
      }
    }
    if (count != file.rows)
      return fail("archive.bad_count", {{"found", std::to_string(count)}, {"expected", std::to_string(file.rows)}});
    m_report.records += count;
    return {};
  }

  Result<void> writeRows(const BatchWriter& writer, const ArchiveFile& file, std::vector<storage::RecordRow> rows)
  {
    storage::MarketBatch batch;
    if (isRuns(file)) {
      for (const storage::RecordRow& row : rows) {
        ZVT_TRY(storage::DataRun run, runOfRow(file.columns, row));
        m_runs[run.id] = static_cast<std::int32_t>(m_report.runs++);
        batch.runs.push_back(std::move(run));
      }
    } else if (file.schema == "data_coverage") {
      for (const storage::RecordRow& row : rows) {
        ZVT_TRY(auto write, coverageOf(file.columns, row));
        batch.coverage.push_back(std::move(write));
      }
    } else {
      ZVT_TRY(batch.records, byRun(file, std::move(rows)));
    }
    return write(writer, std::move(batch));
  }

  Result<void> write(const BatchWriter& writer, storage::MarketBatch batch)
  {
    ZVT_TRY(const ScreenReport screened, m_screen->screen(batch));
    m_report.heldBack += screened.held;
    m_report.suspicious += screened.suspicious;
    return writer(std::move(batch));
  }

  /// One write for each run that the rows came from.
  Result<std::vector<storage::RecordWrite>> byRun(const ArchiveFile& file, std::vector<storage::RecordRow> rows) const
  {
    const auto at = std::find(file.columns.begin(), file.columns.end(), storage::kRunColumn);
    const auto runColumn = static_cast<std::ptrdiff_t>(at - file.columns.begin());
    storage::RecordTable empty;
    empty.columns = file.columns;
    if (at != file.columns.end())
      empty.columns.erase(empty.columns.begin() + runColumn);
    std::map<std::int32_t, storage::RecordWrite> writes;
    for (storage::RecordRow& row : rows) {
      std::int32_t run = storage::kNoRun;
      if (at != file.columns.end()) {
        const auto* id = std::get_if<std::int64_t>(&row[static_cast<std::size_t>(runColumn)]);
        ZVT_TRY(run, runOf(id == nullptr ? storage::kUnknownRun : *id));
        row.erase(row.begin() + runColumn);
      }
      const auto [write, isNew] = writes.try_emplace(run, storage::RecordWrite{file.schema, empty, run});
      write->second.table.rows.push_back(std::move(row));
    }
    std::vector<storage::RecordWrite> all;
    for (auto& [run, write] : writes)
      all.push_back(std::move(write));
    return all;
  }

  Result<storage::CoverageWrite> coverageOf(
      const std::vector<std::string>& columns, const storage::RecordRow& row) const
  {
    const auto cell = [&](std::string_view name) {
      const auto at = std::find(columns.begin(), columns.end(), name);
      return at == columns.end() ? storage::RecordValue() : row[static_cast<std::size_t>(at - columns.begin())];
    };
    const auto text = [&](std::string_view name) {
      const auto value = cell(name);
      const auto* held = std::get_if<std::string>(&value);
      return held == nullptr ? std::string() : *held;
    };
    const auto number = [&](std::string_view name) {
      const auto value = cell(name);
      const auto* held = std::get_if<std::int64_t>(&value);
      return held == nullptr ? std::int64_t{0} : *held;
    };
    storage::CoverageWrite write;
    write.entityId = text("entity_id");
    write.schema = text("schema");
    write.level = text("level");
    write.provider = text("provider");
    ZVT_TRY(write.spans, storage::parseCoverage(text("spans")));
    write.asked = Timestamp{number("asked")};
    ZVT_TRY(write.run, runOf(number("run")));
    return write;
  }

  Result<void> readBars(const BatchWriter& writer, std::string_view bytes, const ArchiveFile& file)
  {
    storage::MarketBatch batch;
    std::uint64_t count = 0;
    std::size_t pending = 0;
    while (!bytes.empty()) {
      ZVT_TRY(BarFrame frame, takeBarFrame(bytes));
      count += frame.bars.size();
      pending += frame.bars.size();
      ZVT_TRY_VOID(addFrame(batch, std::move(frame)));
      if (pending >= kBatchBars || bytes.empty()) {
        ZVT_TRY_VOID(m_control.cancelToken().check());
        ZVT_TRY_VOID(write(writer, std::move(batch)));
        batch = {};
        pending = 0;
      }
    }
    if (count != file.rows)
      return fail("archive.bad_count", {{"found", std::to_string(count)}, {"expected", std::to_string(file.rows)}});
    m_report.bars += count;
    return {};
  }

  /// The bars of a frame that the same run brought go together.
  Result<void> addFrame(storage::MarketBatch& batch, BarFrame frame) const
  {
    std::size_t begin = 0;
    for (const auto& [count, id] : frame.runs) {
      ZVT_TRY(const std::int32_t run, runOf(id));
      const std::size_t end = begin + static_cast<std::size_t>(count);
      const bool isAll = begin == 0 && end == frame.bars.size();
      auto part = std::make_shared<market::BarSeries>(isAll
              ? std::move(frame.bars)
              : frame.bars.slice(frame.bars.key[begin],
                    end == frame.bars.size() ? std::numeric_limits<std::int64_t>::max() : frame.bars.key[end]));
      storage::BarWrite write;
      write.bars = std::move(part);
      write.run = run;
      batch.bars.push_back(std::move(write));
      begin = end;
    }
    return {};
  }

  storage::Profile& m_profile;
  Timestamp m_now;
  const FileSystem& m_files;
  std::filesystem::path m_folder;
  const ArchiveManifest& m_manifest;
  TaskControl& m_control;
  std::map<std::int64_t, std::int32_t> m_runs; ///< id in the archive → place in the stream
  std::optional<BarScreen> m_screen;
  ArchiveReport m_report;
  std::uint64_t m_total = 1;
  std::uint64_t m_done = 0;
};

}

Result<ArchiveReport> ImportService::runArchive(const std::filesystem::path& folder, bool dryRun, TaskControl& control)
{
  ZVT_TRY(const ArchiveManifest manifest, readManifest(m_files, folder));
  PartControl checking(control, kCheckingShare);
  ZVT_TRY(const std::vector<Error> damaged, verifyArchive(m_files, folder, checking));
  for (const Error& error : damaged)
    control.log(error.code + " " + std::string(error.field("file")));
  if (!damaged.empty()) {
    Error first = damaged.front();
    if (damaged.size() > 1)
      first = std::move(first).with("problems", std::to_string(damaged.size()));
    return fail(std::move(first));
  }
  ArchiveReader reader(m_profile, m_files, folder, manifest, m_clock.now(), control);
  ArchiveReport report;
  const auto produce = [&](const storage::Profile::BatchWriter& writer) -> Result<void> {
    ZVT_TRY(report, reader.read(writer));
    return {};
  };
  if (dryRun)
    ZVT_TRY_VOID(produce([](storage::MarketBatch) { return Result<void>(); }));
  else
    ZVT_TRY_VOID(m_profile.writeStream(produce));
  report.dryRun = dryRun;
  report.bars -= report.heldBack;
  control.progress(1);
  if (!dryRun && m_marketData != nullptr)
    m_marketData->notifyChanged({}, {});
  return report;
}

}
