// SPDX-License-Identifier: Apache-2.0
#include "core/data/archive_writer.h"

#include "core/base/task.h"
#include "core/data/archive_bars.h"
#include "core/data/archive_records.h"
#include "core/data/table_writer.h"
#include "core/storage/profile.h"

#include <algorithm>

namespace zvt::data {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFileBytes = 64U << 20U; // of one file of an archive, about
constexpr std::uint64_t kPollRows = 4096;
constexpr int kLineageTries = 5;

/// Makes the files of one archive, and takes them away again unless it is finished.
class ArchiveWriter {
public:
  ArchiveWriter(storage::Profile& profile, FileSystem& files, fs::path folder, TaskControl& control)
      : m_profile(profile)
      , m_files(files)
      , m_folder(std::move(folder))
      , m_control(control)
  {
    for (int number = 1; m_files.exists(m_folder / m_data); ++number)
      m_data = "data-" + std::to_string(number + 1);
    m_madeFolder = !m_files.exists(m_folder);
  }
  ~ArchiveWriter()
  {
    m_output.reset(); // takes its temporary file away
    if (!m_finished)
      removeFiles(m_manifest.files, m_madeFolder);
  }
  ArchiveWriter(const ArchiveWriter&) = delete;
  ArchiveWriter& operator=(const ArchiveWriter&) = delete;

  Result<ExportReport> write(ArchiveManifest manifest)
  {
    m_manifest = std::move(manifest);
    ZVT_TRY_VOID(m_files.createDirectories(m_folder / m_data / "records"));
    ZVT_TRY_VOID(m_files.createDirectories(m_folder / m_data / "bars"));
    ZVT_TRY_VOID(plan());
    ZVT_TRY_VOID(writeBars());
    for (const storage::RecordSchema* schema : m_schemas) {
      if (schema->name != "data_run")
        ZVT_TRY_VOID(writeRecords(*schema));
    }
    // Last: whatever the rows before point to is there by now, and runs never go.
    ZVT_TRY(const storage::RecordSchema* runs, m_profile.schemas().get("data_run"));
    ZVT_TRY_VOID(writeRecords(*runs));
    return finish();
  }

private:
  Result<void> plan()
  {
    ZVT_TRY(m_inventory, m_profile.bars().inventory());
    std::stable_sort(
        m_inventory.begin(), m_inventory.end(), [](const auto& a, const auto& b) { return a.level < b.level; });
    for (const storage::BarInventory& series : m_inventory)
      m_total += static_cast<std::uint64_t>(series.count);
    for (const storage::RecordSchema* schema : m_profile.schemas().all()) {
      if (schema->kind == storage::SchemaKind::Bars)
        continue;
      storage::RecordQuery query;
      query.schema = schema->name;
      ZVT_TRY(const std::int64_t rows, m_profile.records().count(query));
      m_total += static_cast<std::uint64_t>(rows);
      if (rows > 0)
        m_schemas.push_back(schema);
    }
    return {};
  }

  Result<void> advance(std::uint64_t rows, std::string_view step)
  {
    m_done += rows;
    m_control.progress(static_cast<double>(m_done) / static_cast<double>(std::max<std::uint64_t>(m_total, 1)), step);
    return m_control.cancelToken().check();
  }

  Result<void> open(ArchiveContent content, const std::string& schema, std::vector<std::string> columns)
  {
    const bool isRecords = content == ArchiveContent::Records;
    const std::string name = schema + (m_part == 0 ? "" : "-" + std::to_string(m_part + 1));
    ++m_part;
    ArchiveFile file;
    file.path = m_data + (isRecords ? "/records/" + name + ".jsonl" : "/bars/" + name + ".zvtbars");
    file.content = content;
    file.schema = schema;
    file.columns = std::move(columns);
    ZVT_TRY(OutputFile output, OutputFile::create(m_files, m_folder / fs::path(file.path)));
    m_output.emplace(std::move(output));
    m_open = std::move(file);
    return {};
  }

  Result<void> close()
  {
    if (!m_output)
      return {};
    ZVT_TRY(const ExportedFile written, m_output->commit(m_open.rows));
    m_output.reset();
    m_open.bytes = written.bytes;
    m_open.sha256 = written.sha256;
    m_report.files.push_back(written);
    m_report.rows += written.rows;
    m_manifest.files.push_back(std::move(m_open));
    return {};
  }

  Result<void> writeRecords(const storage::RecordSchema& schema)
  {
    storage::RecordQuery query;
    query.schema = schema.name;
    for (const storage::ColumnSchema& column : schema.columns)
      query.columns.push_back(column.name);
    query.columns.emplace_back(storage::kRunColumn);
    m_part = 0;
    std::string line;
    std::uint64_t polled = 0;
    const auto add = [&](const storage::RecordRow& row) -> Result<void> {
      if (!m_output)
        ZVT_TRY_VOID(open(ArchiveContent::Records, schema.name, query.columns));
      line.clear();
      appendRecordLine(line, row);
      ++m_open.rows;
      ZVT_TRY_VOID(m_output->write(line));
      if (++polled % kPollRows == 0)
        ZVT_TRY_VOID(advance(kPollRows, schema.name));
      return m_output->size() < kFileBytes ? Result<void>() : close();
    };
    Result<void> going;
    ZVT_TRY_VOID(m_profile.records().scan(query, [&](storage::RecordRow&& row) {
      going = add(row);
      return going.has_value();
    }));
    ZVT_TRY_VOID(going);
    return close();
  }

  Result<void> writeBars()
  {
    std::optional<market::BarLevel> level;
    for (const storage::BarInventory& series : m_inventory) {
      if (level != series.level) {
        ZVT_TRY_VOID(close());
        level = series.level;
        m_part = 0;
      }
      ZVT_TRY_VOID(writeSeries(series));
      ZVT_TRY_VOID(advance(static_cast<std::uint64_t>(series.count), series.entityId));
    }
    return close();
  }

  struct Traced {
    market::BarSeries bars;
    std::vector<storage::BarOrigin> origins;
  };
  /// The bars and where each came from. Both are read one after the other: again, when somebody wrote between.
  Result<Traced> readSeries(const storage::BarQuery& query)
  {
    for (int tries = 1;; ++tries) {
      Traced traced;
      ZVT_TRY(traced.bars, m_profile.bars().read(query));
      ZVT_TRY(traced.origins, m_profile.bars().lineage(query));
      std::size_t at = 0;
      bool fits = true;
      for (const storage::BarOrigin& origin : traced.origins) {
        const std::size_t next = at + static_cast<std::size_t>(origin.count);
        fits = fits && next > at && next <= traced.bars.size() && traced.bars.key[at] == origin.first
            && traced.bars.key[next - 1] == origin.last;
        at = fits ? next : at;
      }
      if (fits && at == traced.bars.size())
        return traced;
      if (tries == kLineageTries)
        return fail(Error{"archive.changing", {}, {}}.with("entity", query.entityId));
    }
  }

  Result<void> writeSeries(const storage::BarInventory& series)
  {
    storage::BarQuery query;
    query.entityId = series.entityId;
    query.level = series.level;
    query.provider = series.provider;
    ZVT_TRY(Traced traced, readSeries(query));
    std::size_t origin = 0;
    std::int64_t used = 0; // bars of that origin
    for (std::size_t begin = 0; begin < traced.bars.size(); begin += kFrameBars) {
      const std::size_t end = std::min(begin + kFrameBars, traced.bars.size());
      std::vector<std::pair<std::int64_t, std::int64_t>> runs;
      for (auto left = static_cast<std::int64_t>(end - begin); left > 0;) {
        const storage::BarOrigin& from = traced.origins[origin];
        const std::int64_t count = std::min(left, from.count - used);
        runs.emplace_back(count, from.run);
        left -= count;
        used += count;
        if (used == from.count) {
          ++origin;
          used = 0;
        }
      }
      std::string frame;
      appendBarFrame(frame, traced.bars, begin, end, runs);
      if (!m_output)
        ZVT_TRY_VOID(open(ArchiveContent::Bars, std::string(market::toString(series.level)), {}));
      ZVT_TRY_VOID(m_output->write(frame));
      m_open.rows += end - begin;
      if (m_output->size() >= kFileBytes)
        ZVT_TRY_VOID(close());
    }
    return {};
  }

  Result<ExportReport> finish()
  {
    ArchiveManifest older;
    if (auto found = readManifest(m_files, m_folder))
      older = std::move(*found);
    const std::string text = manifestText(m_manifest);
    ZVT_TRY_VOID(m_control.cancelToken().check());
    ZVT_TRY_VOID(m_files.writeAtomically(m_folder / kManifestName, text));
    m_finished = true;
    removeFiles(older.files, false);
    m_report.files.push_back({m_folder / kManifestName, 0, text.size(), sha256Hex(text)});
    m_control.progress(1);
    return std::move(m_report);
  }

  /// Best effort: what cannot be removed is not in the manifest and so not in the archive.
  void removeFiles(const std::vector<ArchiveFile>& files, bool withFolder)
  {
    std::vector<fs::path> folders;
    const auto addFolder = [&](const fs::path& folder) {
      if (std::find(folders.begin(), folders.end(), folder) == folders.end())
        folders.push_back(folder);
    };
    for (const ArchiveFile& file : files) {
      const fs::path path = m_folder / fs::path(file.path);
      static_cast<void>(m_files.remove(path));
      addFolder(path.parent_path().parent_path());
    }
    if (!m_finished)
      addFolder(m_folder / m_data);
    for (const fs::path& folder : folders) {
      if (folder == m_folder)
        continue;
      for (const fs::path& empty : {folder / "records", folder / "bars", folder})
        static_cast<void>(m_files.remove(empty)); // refused while anything is in it
    }
    if (withFolder)
      static_cast<void>(m_files.remove(m_folder));
  }

  storage::Profile& m_profile;
  FileSystem& m_files;
  fs::path m_folder;
  TaskControl& m_control;
  std::string m_data = "data"; ///< folder of this archive's files, a new one beside an older archive's
  bool m_madeFolder = false;
  bool m_finished = false;
  std::vector<storage::BarInventory> m_inventory;
  std::vector<const storage::RecordSchema*> m_schemas; ///< that hold rows
  std::uint64_t m_total = 0;
  std::uint64_t m_done = 0;
  ArchiveManifest m_manifest;
  ExportReport m_report;
  std::optional<OutputFile> m_output;
  ArchiveFile m_open;
  int m_part = 0; ///< files of the present schema or level so far
};

}

Result<ExportReport> writeArchive(storage::Profile& profile, FileSystem& files, const fs::path& folder,
    ArchiveManifest manifest, TaskControl& control)
{
  return ArchiveWriter(profile, files, folder, control).write(std::move(manifest));
}

}
