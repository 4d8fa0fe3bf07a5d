// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/alert/session_axis.h"
#include "core/factor/formula.h"
#include "core/market/quote.h"

#include <memory>
#include <optional>

namespace zvt::factor {
class FormulaLibrary;
}

namespace zvt::alert {

/// The value of an alert's formula at a bar.
struct FormulaReading {
  std::string alertId;
  Timestamp time; ///< of the exchange: when the bar was complete, or that of the quote
  double value = kNoValue; ///< NaN: undefined
  bool finished = true;
};

/// The formula of one alert, bar by bar: a history of stored bars, and the bar that quotes are making. The same
/// compiled graph as everywhere, in a FormulaStream. What formulas read beside the bars is on a live bar what was known
/// before it; of the bar itself (turnover_rate) nothing. Weeks and months move with stored bars alone. For one thread.
class FormulaWatch {
public:
  /// Errors: those of factor::compile(); alert.formula_compares, alert.bad_value, calendar.unknown_market.
  static Result<FormulaWatch> make(const Alert& alert, const factor::FormulaLibrary* saved);

  [[nodiscard]] const FormulaCondition& condition() const { return m_condition; }
  [[nodiscard]] const std::string& alertId() const { return m_alertId; }
  [[nodiscard]] std::vector<std::string> columns() const { return m_formula.columns(); }

  /// Begins with these bars, of the condition's level and adjustment, with columns() beside them. Bars that were not
  /// complete at @p now are left to quotes. Adds the readings of finished bars that were complete after @p since; with
  /// @p since 0 that of the newest alone.
  void takeHistory(market::BarSeriesPtr bars, Timestamp now, Timestamp since, std::vector<FormulaReading>& readings);
  /// Moves the bar that is being made on; one that is complete is finished.
  void takeQuote(const market::Quote& quote, std::vector<FormulaReading>& readings);

private:
  FormulaWatch(const Alert& alert, FormulaCondition condition, factor::Formula formula, std::size_t output,
      std::shared_ptr<const market::Calendar> calendar);
  [[nodiscard]] std::int64_t keyOf(Timestamp time);
  void beginDay(const market::Quote& quote, TradingDay day);
  void rebuild(double scale);
  void extend(const market::Quote& quote, std::int64_t key);
  void finish(std::vector<FormulaReading>& readings);
  [[nodiscard]] std::vector<double> columnsAt(std::int64_t key) const;
  [[nodiscard]] double step(
      factor::FormulaStream& stream, const market::Bar& bar, std::span<const double> columns) const;

  std::string m_alertId;
  FormulaCondition m_condition;
  factor::Formula m_formula;
  std::size_t m_output;
  std::shared_ptr<const market::Calendar> m_calendar;
  data::SessionBars m_bars;
  market::BarSeriesPtr m_history; ///< finished bars; null: none yet
  std::size_t m_finished = 0; ///< bars of it that were complete
  factor::FormulaStream m_stream; ///< after the finished bars, live ones included
  std::int64_t m_lastKey; ///< of the last finished bar
  TradingDay m_day{}; ///< of the newest quote
  double m_scale = 1; ///< that live prices are multiplied with
  std::optional<market::Bar> m_live; ///< that is being made
  double m_dayVolume = 0, m_dayTurnover = 0; ///< of the day when it began
  double m_seenVolume = kNoValue, m_seenTurnover = kNoValue; ///< of the day, as of the newest quote; NaN: not known
};

}
