// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/quote_tape.h"

#include <map>

namespace zvt::data {

/// Quotes that somebody recorded, to be looked at or played: one day's snapshots of any number of securities.
struct QuoteFile {
  std::string name; ///< what people know it by
  TradingDay day; ///< the newest that it holds
  std::map<std::string, std::vector<market::Quote>, std::less<>> snapshots; ///< of that day by entity, in order
  std::vector<std::string> strangers; ///< codes that are of no known exchange, each once
  std::size_t otherDays = 0; ///< snapshots of days before, left out

  [[nodiscard]] std::size_t size() const; ///< snapshots in all
};

/// Reads a recording of QMT's full ticks: documents as readFullTicks() takes them, one or many, one after the other
/// (one a line, as recorders write). A snapshot that is told twice is kept once. Errors: json.*, quote.bad_full_tick,
/// quote.empty_file with argument "file".
[[nodiscard]] Result<QuoteFile> readQuoteFile(std::string_view text, std::string name);

/// The security's snapshots as a tape. @p frame gives hours and limits; the base of changes is the file's where it has
/// one. Null: the file does not have it.
[[nodiscard]] std::unique_ptr<QuoteTape> tapeOf(const QuoteFile& file, TapeFrame frame);

}
