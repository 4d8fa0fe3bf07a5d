// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/task.h"
#include "core/market/bar_level.h"
#include "core/plugin/api/importer.h"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace zvt {
class Clock;
class FileSystem;
}
namespace zvt::plugin {
class PluginLoader;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::data {

class MarketData;
struct RecordImportOptions;
struct RecordImportReport;
struct RecordPreview;

enum class EntitySource {
  Given, ///< ImportOptions::entity
  FileName, ///< the first code in the file's name: sz000001_1d.csv, 600000.SH.csv
  Column
}; ///< a column of the file
enum class VolumeUnit { Share, Lot };
enum class BarLabel { Start, End };

[[nodiscard]] Result<EntitySource> parseEntitySource(std::string_view text); ///< name | column
[[nodiscard]] Result<VolumeUnit> parseVolumeUnit(std::string_view text); ///< share | lot
[[nodiscard]] Result<BarLabel> parseBarLabel(std::string_view text); ///< start | end

struct ImportOptions {
  plugin::ImportContent content = plugin::ImportContent::Bars;
  std::vector<std::filesystem::path> files;
  EntitySource entitySource = EntitySource::Given;
  std::string entity; ///< an entity id or a code (600000.SH)
  std::string entityName; ///< for an entity that is not known yet; empty: its code
  market::BarLevel level = market::BarLevel::Day1;
  std::string provider = "csv";
  std::optional<VolumeUnit> volumeUnit; ///< nothing: lots (100 shares) where the file's column says so, else shares
  std::string mapping = "auto"; ///< auto, or timestamp=COL,open=COL,… (names or 1-based numbers)
  std::string timeZone; ///< of texts without an offset; empty: the exchange's
  std::optional<BarLabel> label; ///< nothing: end, but start for crypto exchanges and exchange-style JSON
  bool dryRun = false; ///< check everything, write nothing
};

/// One thing that is wrong with a file. line 0: the file as a whole.
struct ImportProblem {
  std::filesystem::path file;
  std::uint64_t line = 0;
  std::string column;
  Error error; ///< what was found and what was expected; file, line and column are also in its context
};

struct ImportedSeries {
  std::filesystem::path file;
  std::string sha256; ///< of the file
  std::string entityId;
  bool entityCreated = false;
  std::uint64_t rows = 0;
  bool newestFirst = false; ///< the file's rows were in falling order
  std::string first; ///< first bar or action as text (2024-01-31 or 2024-01-31T09:31:00, exchange's zone)
  std::string last;
};

/// What an archive held.
struct ArchiveReport {
  std::uint64_t bars = 0; ///< into their series
  std::uint64_t records = 0; ///< rows of all schemas, securities and runs included
  std::uint64_t runs = 0;
  std::uint64_t heldBack = 0; ///< bars that wait in quarantine for a decision
  std::uint64_t suspicious = 0; ///< findings about bars in their series that the archive itself does not tell
  bool dryRun = false;
};

/// At most this many problems are collected; then reading stops.
inline constexpr std::size_t kMaxImportProblems = 100;

struct ImportReport {
  std::vector<ImportedSeries> series;
  std::vector<ImportProblem> problems; ///< not empty: everything was refused, nothing was written
  std::uint64_t rows = 0;
  bool dryRun = false;
  bool moreProblems = false; ///< reading stopped at kMaxImportProblems
  std::uint64_t heldBack = 0; ///< bars that the quality rules kept out of their series (core/data/quarantine.h)
  std::uint64_t suspicious = 0; ///< findings about bars that were stored

  [[nodiscard]] bool refused() const { return !problems.empty(); }
};

/// A file as it would be imported, for the dialog: layout, first rows, problems of the whole file.
struct ImportPreview {
  plugin::FileLayout layout;
  std::string guessedEntity; ///< from the file's name; empty when it tells none
  std::optional<market::BarLevel> guessedLevel; ///< from the distance of the first rows
  std::uint64_t rows = 0; ///< good rows
  std::vector<ImportProblem> problems;
};

/// Brings files into the profile: everything or nothing. run() may be called from any thread, one at a time.
class ImportService {
public:
  /// All must outlive the service; @p marketData may be null (nobody to tell). The clock stamps the lineage
  /// (runs of the kind "import", one a file and entity).
  ImportService(storage::Profile& profile, const plugin::PluginLoader& plugins, const FileSystem& files,
      const Clock& clock, MarketData* marketData);

  /// Reads @p file as @p options would (its mapping, level, zone …) without touching the profile. Errors: file.*,
  /// import.bad_option.
  [[nodiscard]] Result<ImportPreview> inspect(const std::filesystem::path& file, const ImportOptions& options) const;
  /// Checks all files, and writes all of them, their entities and their lineage in one batch when nothing is wrong.
  /// Bad rows come back in ImportReport::problems. Errors: file.*, import.bad_option, entity.*, storage.*,
  /// task.cancelled; after an error nothing was written.
  Result<ImportReport> run(const ImportOptions& options, TaskControl& control);

  /// The same for rows of any schema (core/data/record_import.h). Errors also: schema.unknown, storage.no_table,
  /// import.reserved_schema, import.actions_as_records.
  [[nodiscard]] Result<RecordPreview> inspectRecords(
      const std::filesystem::path& file, const RecordImportOptions& options) const;
  Result<RecordImportReport> runRecords(const RecordImportOptions& options, TaskControl& control);
  /// Brings everything of an archive in (core/data/archive.h): rows and bars with the same key are replaced, the others
  /// stay. Each file is checked before anything is written. Errors: archive.*, file.*, storage.*, task.cancelled.
  Result<ArchiveReport> runArchive(const std::filesystem::path& folder, bool dryRun, TaskControl& control);

private:
  storage::Profile& m_profile;
  const plugin::PluginLoader& m_plugins;
  const FileSystem& m_files;
  const Clock& m_clock;
  MarketData* m_marketData;
};

/// The report as an outcome: "import.refused" with arguments count, file, line, column and the first problem's own
/// code.
[[nodiscard]] Result<void> outcome(const ImportReport& report);

}
