// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/watchlist.h"
#include "core/market/entity.h"

namespace zvt::data {

/// Files of codes as other programs write and read them.
enum class WatchTextFormat {
  Codes, ///< one a line with exchange and name, "###GROUP" before each group; what TradingView reads with commas, too
  Csv, ///< code,name,group,flag,note: everything but the folding of groups
  Tdx ///< 通达信 .blk and .EBK: seven digits, the first is the market (0 Shenzhen, 1 Shanghai, 2 Beijing)
};

struct WatchTextProblem {
  std::size_t line = 0; ///< from 1
  std::string text;
  std::string code; ///< of the message: watchlist.unknown_code, watchlist.unknown_name, watchlist.many_of_that_name
};

/// What a text says; good lines are there although others are bad.
struct WatchTextReading {
  Watchlist list; ///< without id and name
  std::vector<WatchTextProblem> problems;
  std::size_t twice = 0; ///< entries that stood there before
};

/// Reads any text of codes: lists with or without exchange, with names behind or instead of codes, exports of 同花顺
/// (tabs, a header), 通达信 (seven digits), TradingView (commas, EXCHANGE:CODE, ###groups), CSV with a header of its
/// own, and what people paste. A bare code is read as the security that @p known has, else as the likeliest one. Text
/// that is not UTF-8 gives watchlist.not_utf8.
[[nodiscard]] Result<WatchTextReading> readWatchText(std::string_view text, const market::EntityTable& known);

struct WatchTextWriting {
  std::string text;
  std::size_t leftOut = 0; ///< entries that the format has no way to write
};
[[nodiscard]] WatchTextWriting writeWatchText(
    const Watchlist& list, WatchTextFormat format, const market::EntityTable& known);

}
