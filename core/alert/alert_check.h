// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/alert/alert_history.h"
#include "core/base/task.h"

#include <memory>

namespace zvt::data {
class MarketData;
struct QuoteFile;
}
namespace zvt::factor {
class ColumnSources;
class FormulaLibrary;
}

namespace zvt::alert {

/// What a check reads; all outlive the call, those that are null are not there.
struct CheckSources {
  data::MarketData* marketData = nullptr; ///< never null
  const factor::ColumnSources* columns = nullptr;
  const factor::FormulaLibrary* formulas = nullptr;
};

/// When an alert would have been told, by stored bars: it begins as new before @p from, and its frequency and expiry
/// count in market time. Prices go from each bar's open to the extreme that is nearer to it, to the other, to the
/// close. Formulas are looked at on finished bars. @param level of the bars that prices are looked up in; not tick
/// Errors: those of check(), storage.*, calendar.*; alert.not_checkable for the health of data; task.cancelled.
[[nodiscard]] Result<std::vector<AlertEvent>> checkOverBars(const Alert& alert, market::BarLevel level, Timestamp from,
    Timestamp to, const CheckSources& sources, TaskControl& control);

/// The same over a recorded day, quote by quote; formulas also on the bar that is being made, where they ask for it.
/// Errors: as above.
[[nodiscard]] Result<std::vector<AlertEvent>> checkOverQuotes(
    const Alert& alert, const data::QuoteFile& file, const CheckSources& sources, TaskControl& control);

}
