// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/quote_tape.h"

#include <filesystem>
#include <map>

namespace zvt {
class FileSystem;
}

namespace zvt::data {

/// Quotes that somebody recorded, to be looked at or played: one day's snapshots of any number of securities.
struct QuoteFile {
  std::string name; ///< what people know it by
  TradingDay day; ///< the newest that it holds
  std::map<std::string, SharedQuotes, std::less<>> snapshots; ///< of that day by entity, in order
  std::vector<std::string> strangers; ///< codes that are of no known exchange, each once
  std::size_t otherDays = 0; ///< snapshots of days before, left out

  [[nodiscard]] std::size_t size() const; ///< snapshots in all
};

/// Reads a recording of QMT's full ticks: documents as readFullTicks() takes them, one or many, one after the other
/// (one a line, as recorders write). A snapshot that is told twice is kept once. Errors: json.*, quote.bad_full_tick,
/// quote.empty_file with argument "file".
[[nodiscard]] Result<QuoteFile> readQuoteFile(std::string_view text, std::string name);

/// Bytes that a recording may have: it is held in memory as a whole, about twice while it is read. Some hundred full
/// days of a security.
inline constexpr std::uint64_t kMaxQuoteFile = 512'000'000;

/// Reads a recording from a file; a larger one is refused before it is read. @p name is what people know it by. Errors:
/// those of readQuoteFile() and FileSystem, quote.file_too_large with arguments "file" and "limit" (MB).
[[nodiscard]] Result<QuoteFile> loadQuoteFile(
    const FileSystem& files, const std::filesystem::path& path, std::string name, std::uint64_t limit = kMaxQuoteFile);

/// The security's snapshots as a tape, which shares them with the file. @p frame gives hours and limits; the base of
/// changes is the file's where it has one. Null: the file does not have it.
[[nodiscard]] std::unique_ptr<QuoteTape> tapeOf(const QuoteFile& file, TapeFrame frame);

}
