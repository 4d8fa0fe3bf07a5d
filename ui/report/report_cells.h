// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/market/bar_level.h"
#include "ui/report/report_tables.h"

namespace zvt::ui {

/// A column's title by its message key.
[[nodiscard]] std::function<QString()> messageText(const char* key);
[[nodiscard]] widgets::TableCell numberCell(double value, int decimals);
/// 2024-01-31 on day-keyed levels, else 2024-01-31 09:31.
[[nodiscard]] widgets::TableCell timeCell(LocalTime time, market::BarLevel level);
/// Wide enough for it. @param day of a day alone
[[nodiscard]] constexpr int timeWidth(market::BarLevel level, int day)
{
  return market::isDayKeyed(level) ? day : day + 40;
}
/// The word of trading.<kind>.<value>: of a side, a type, a state.
[[nodiscard]] QString tradingWord(std::string_view kind, const std::string& value);
/// Of a CostAmount::kind.
[[nodiscard]] QString costText(const std::string& kind);
/// What a report is grouped by, and one of its groups.
[[nodiscard]] QString groupingText(const std::string& key);
[[nodiscard]] QString groupText(const std::string& key, const std::string& name);
/// Coloured by the value's sign.
[[nodiscard]] widgets::TableCell signedCell(double value, const QString& text);
/// The code that people type, such as 600000.SH; the tool tip says the whole id.
[[nodiscard]] widgets::TableCell codeCell(const std::string& entityId);
/// The name, or the code where none is known.
[[nodiscard]] widgets::TableCell nameCell(const std::string& entityId, const NameOf& nameOf);

}
