// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zvt::plugin {

/// How a moment was written in a file.
enum class TimeKind {
  Local, ///< a wall-clock reading, in the zone that the importing person names
  Utc
}; ///< an absolute moment: an epoch number or a text with an offset

/// One row of bars as the file states it; the host checks it (order, high ≥ low, magnitudes) and converts units.
struct BarRow {
  std::uint64_t line = 0; ///< 1-based line of the file; for JSON the 1-based element
  std::int64_t time = 0; ///< microseconds since 1970-01-01T00:00, local or UTC by kind
  TimeKind kind = TimeKind::Local;
  bool hasTime = false; ///< false: the file gave a date only
  double open = 0;
  double high = 0;
  double low = 0;
  double close = 0;
  double volume = 0; ///< in the file's unit; NaN when missing
  double turnover = 0; ///< NaN when missing
  std::string_view entity; ///< from an entity column, valid during the call; empty when there is none
  /// One a name of ReadOptions::extraColumns; NaN when missing. Valid during the call.
  std::span<const double> extras;
};

/// One corporate action, already per share.
struct ActionRow {
  std::uint64_t line = 0;
  TradingDay exDay;
  double cash = 0;
  double bonus = 0;
  double rights = 0;
  double rightsPrice = 0;
  double consolidation = 1;
  double totalShares = 0;
  double floatShares = 0;
  std::string_view entity;
};

/// One row of any table as text; the host knows what its columns mean. Valid during the call.
struct TextRow {
  std::uint64_t line = 0;
  /// One a column of FileLayout::columns. Missing (a CSV cell without a character, JSON null) is a view with a null
  /// data pointer; an empty text ("" in quotes) has a pointer and no length. JSON objects and arrays come as written.
  std::span<const std::string_view> cells;
};

/// What is wrong with a place of a file. line 0: the file as a whole; column: its name or its 1-based number, may be
/// empty.
struct FileProblem {
  std::uint64_t line = 0;
  std::string column;
  Error error;
};

/// Receives what an importer reads, in file order. Each call returns false when the importer shall stop.
class ImportSink {
public:
  virtual ~ImportSink() = default;
  virtual bool bar(const BarRow& row) = 0;
  virtual bool action(const ActionRow& row) = 0;
  /// Only with ImportContent::Records.
  virtual bool record(const TextRow& /*row*/) { return false; }
  virtual bool problem(FileProblem problem) = 0;
  /// Called now and then with the part of the file that is read, 0…1.
  virtual bool progress(double fraction) = 0;
};

enum class ImportContent {
  Bars,
  Actions,
  Records ///< rows of any table, delivered as text
};

/// What a column stands for (nothing for Records: the host finds out): "timestamp", "date", "time", "open", "high",
/// "low", "close", "volume", "turnover", "entity", for actions "ex_date", "cash", "bonus" …; empty: not used.
struct ImportColumn {
  std::string name; ///< as the file names it, or its 1-based number
  std::string role;
};

/// What an importer found out about a file before reading it.
struct FileLayout {
  std::string format; ///< csv, tsv, json, jsonl
  std::string encoding = "UTF-8"; ///< that the file was converted from: UTF-8, UTF-16LE, UTF-16BE, GB18030
  std::string delimiter; ///< "," … ; empty for JSON
  bool hasHeader = false;
  bool volumeInLots = false; ///< the file says so (volume_lots, 手)
  bool labelIsStart = false; ///< the format is known to label bars by their start
  bool labelIsEnd = false; ///< the format is known to label bars by their end
  std::vector<ImportColumn> columns;
  std::vector<std::vector<std::string>> preview; ///< first rows as text, without the header
  std::vector<std::uint64_t> previewLines; ///< line of each preview row
  std::vector<FileProblem> problems; ///< why the file cannot be read at all; empty when it can
};

struct ReadOptions {
  ImportContent content = ImportContent::Bars;
  /// role → column name or 1-based number; empty: guess by names
  std::vector<std::pair<std::string, std::string>> mapping;
  /// Bars: optional columns that are wanted; their names are their roles. Guessed only in tables that the program
  /// wrote itself: others may count in per cent.
  std::vector<std::string> extraColumns;
  /// Records: names that a header may hold; a first line with one of them is a header.
  std::vector<std::string> knownNames;
  std::size_t previewRows = 50;
};

/// Reads files of a kind. Stateless and thread-safe: one object serves several imports at a time.
class Importer {
public:
  virtual ~Importer() = default;
  [[nodiscard]] virtual std::string_view id() const = 0; ///< "csv"
  /// Endings that it is offered for, lower case without the dot.
  [[nodiscard]] virtual std::vector<std::string> extensions() const = 0;
  [[nodiscard]] virtual FileLayout inspect(std::string_view bytes, const ReadOptions& options) const = 0;
  /// Delivers every row and every problem to @p sink. Errors: task.cancelled; what is wrong with the file is a problem,
  /// not an error.
  virtual Result<void> read(
      std::string_view bytes, const ReadOptions& options, ImportSink& sink, const CancelToken& cancel) const = 0;
};

}
