// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/market/bar_level.h"
#include "core/storage/record_query.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zvt {
class Clock;
class FileSystem;
class TaskControl;
}
namespace zvt::storage {
class Profile;
}

namespace zvt::data {

class MarketData;

enum class TableFormat {
  Csv, ///< RFC 4180 with a header; a missing cell has no character, an empty text is ""
  Json, ///< an array of objects
  JsonLines ///< one object a line
};
[[nodiscard]] Result<TableFormat> parseTableFormat(std::string_view text); ///< csv | json | jsonl
[[nodiscard]] std::string_view toString(TableFormat format);
/// By the file's ending; CSV when it tells none.
[[nodiscard]] TableFormat tableFormatOf(const std::filesystem::path& file);

/// Which bars.
struct BarExport {
  std::vector<std::string> entityIds;
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Bfq;
  market::AdjustMethod method = market::AdjustMethod::Ratio;
  std::optional<std::string> provider; ///< nothing: the profile's priority list
  std::optional<ParsedTime> start; ///< inclusive, on each exchange's clock; a date alone means the whole day
  std::optional<ParsedTime> end;
};

struct ExportedFile {
  std::filesystem::path path;
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
  std::string sha256;
};

struct ExportReport {
  std::vector<ExportedFile> files;
  std::uint64_t rows = 0;
};

/// Writes stored data to files that an import reads back unchanged: numbers with the shortest digits that give the same
/// double, exact decimals and JSON as stored, times in UTC to the microsecond. A file appears only when it is complete;
/// after an error or a cancelled task nothing new is there. Any thread, several at a time. Errors: export.exists (the
/// target is there and must not be overwritten), file.*, storage.*, task.cancelled.
class ExportService {
public:
  /// All must outlive the service. @p program is the version that archives name.
  ExportService(
      storage::Profile& profile, MarketData& marketData, FileSystem& files, const Clock& clock, std::string program);

  /// The rows of a query, without holding them.
  Result<ExportReport> exportRecords(const storage::RecordQuery& query, const std::filesystem::path& file,
      TableFormat format, bool overwrite, TaskControl& control);
  /// Columns entity_id, timestamp, open, high, low, close, volume, turnover and the extra columns that any of the
  /// series has; entity by entity, oldest bar first. Daily and longer bars have a date, shorter ones the exchange's
  /// time of their end.
  Result<ExportReport> exportBars(const BarExport& bars, const std::filesystem::path& file, TableFormat format,
      bool overwrite, TaskControl& control);
  /// All market data of the profile into a folder: see core/data/archive.h.
  Result<ExportReport> exportArchive(const std::filesystem::path& folder, bool overwrite, TaskControl& control);

private:
  storage::Profile& m_profile;
  MarketData& m_marketData;
  FileSystem& m_files;
  const Clock& m_clock;
  std::string m_program;
};

}
