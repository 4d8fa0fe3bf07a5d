// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/alert/formula_watch.h"
#include "core/data/quote_hub.h"

#include <map>
#include <span>

namespace zvt {
class TaskControl;
}
namespace zvt::data {
class MarketData;
}
namespace zvt::factor {
class ColumnSources;
}

namespace zvt::alert {

/// The formulas of all alerts. It reads bars and computes, so it lives on a worker: one thread at a time.
class FormulaBoard {
public:
  /// Both outlive the board. @param sources of what formulas read beside the bars; null: none
  FormulaBoard(data::MarketData& marketData, const factor::ColumnSources* sources);

  /// Takes the formulas among the alerts that are armed or snoozed. Those that are as before go on; new ones are read
  /// by read().
  void setAlerts(std::span<const Alert> alerts, const factor::FormulaLibrary* saved, Timestamp now);
  [[nodiscard]] bool empty() const { return m_watches.empty(); }
  /// Securities whose quotes are needed, sorted.
  [[nodiscard]] std::vector<std::string> quoted() const;

  /// Reads the bars of what is new, and of @p entityId again (empty: of all). @param until the market's time: later
  /// bars are not seen. Errors: task.cancelled; what goes wrong with one alert is in faults().
  Result<std::vector<FormulaReading>> read(
      const std::optional<std::string>& entityId, Timestamp until, TaskControl& control);
  [[nodiscard]] std::vector<FormulaReading> takeQuotes(std::span<const data::QuotePtr> quotes);
  /// Why an alert says nothing, by its id.
  [[nodiscard]] const std::map<std::string, Error>& faults() const { return m_faults; }

private:
  struct Entry {
    Alert alert; ///< as it was taken
    FormulaWatch watch;
    Timestamp since; ///< readings of finished bars after it are news
    bool isRead = false;
  };
  Result<void> readOne(Entry& entry, Timestamp until, std::vector<FormulaReading>& readings);

  data::MarketData& m_marketData;
  const factor::ColumnSources* m_sources;
  std::multimap<std::string, Entry, std::less<>> m_watches; ///< by security
  std::map<std::string, Error> m_faults;
};

}
