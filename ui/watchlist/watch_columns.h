// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/watchlist.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace zvt::ui {

/// Everything a watchlist can show of a security. The order is that of the model's columns.
enum class WatchField : std::uint8_t {
  Name,
  Code,
  Last,
  Change,
  ChangePercent,
  Volume,
  Turnover,
  TurnoverRate,
  High,
  Low,
  Open,
  Previous,
  Amplitude,
  VolumeRatio,
  Bid,
  Ask,
  Imbalance,
  Limit,
  Average,
  Line,
  Age,
  Day,
  Note
};
inline constexpr int kWatchFields = 23;

struct WatchFieldInfo {
  const char* id; ///< kept in column sets
  int width; ///< logical pixels, wide enough for the longer language
  bool right; ///< alignment
};
[[nodiscard]] const WatchFieldInfo& infoOf(WatchField field);
[[nodiscard]] QString titleOf(WatchField field); ///< translated
[[nodiscard]] QString helpOf(WatchField field); ///< what it means, translated; may be empty
/// What a column of a formula is called: "formula:NAME" without its kind.
[[nodiscard]] QString titleOfFormula(const data::WatchColumn& column);
inline constexpr int kFormulaWidth = 90;
/// −1: there is no such column.
[[nodiscard]] int columnOf(std::string_view id);

/// The program's own sets; their names are translated by titleOfSet().
[[nodiscard]] const std::vector<data::WatchColumnSet>& ownColumnSets();
[[nodiscard]] QString titleOfSet(const data::WatchColumnSet& set);

}
