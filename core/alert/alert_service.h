// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/alert/alert_history.h"
#include "core/alert/formula_watch.h"
#include "core/alert/health.h"
#include "core/alert/session_axis.h"
#include "core/data/quote_hub.h"

#include <span>
#include <unordered_map>

namespace zvt {
class Clock;
}

namespace zvt::alert {

struct Look;

/// Decides which alerts are to be told: by quotes, by values of formulas, by the state of data. It costs what changed,
/// not how many alerts there are. For one thread; nothing here waits or reads files.
///
/// Quotes of halted securities and quotes without a last price say nothing. Where the day's high or low moved beyond
/// what was seen before, the price was there: a peak between two frames is not missed.
class AlertService {
public:
  /// @param clock outlives the service
  explicit AlertService(const Clock& clock);

  /// Replaces all alerts; what each saw is in its memory.
  void setAlerts(std::vector<Alert> alerts);
  [[nodiscard]] const std::vector<Alert>& alerts() const { return m_alerts; }
  /// Securities whose quotes are needed, each once, sorted.
  [[nodiscard]] std::vector<std::string> quoted() const;
  /// Grows whenever an alert's memory is other than a restart would want it: time to save.
  [[nodiscard]] std::uint64_t generation() const { return m_generation; }

  /// What the quotes tell, in their order. @param replay a day of the past is being played
  std::vector<AlertEvent> takeQuotes(const data::QuoteChanges& changes, bool replay);
  std::vector<AlertEvent> takeQuote(const market::Quote& quote, bool replay);
  std::vector<AlertEvent> takeFormulas(std::span<const FormulaReading> readings, bool replay);
  std::vector<AlertEvent> takeHealth(std::span<const HealthFacts> facts);
  /// Looks for quotes that fail to come. To be called now and then, not while a replay runs.
  std::vector<AlertEvent> takeTime();

  /// What the alert's value is compared with at a moment: a price, the price of its line there; NaN: nothing.
  [[nodiscard]] double thresholdAt(const Alert& alert, Timestamp moment);

private:
  /// What is prepared of an alert.
  struct Plan {
    SessionAxis* bars = nullptr; ///< of OncePerBar
    SessionAxis* line = nullptr;
    std::int64_t first = 0, second = 0; ///< bars of the line's anchors
    market::TimeSpan day; ///< of a change: the day that was looked at last
  };
  struct Subject {
    std::vector<std::size_t> priced; ///< alerts that quotes speak to
    std::vector<std::size_t> unquoted; ///< alerts on quotes that fail to come
    double high = kNoValue, low = kNoValue; ///< of the day, as seen
    Timestamp received; ///< by the clock
  };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  [[nodiscard]] Plan planOf(const Alert& alert);
  void takeQuote(
      Subject& subject, const market::Quote& quote, Timestamp now, bool replay, std::vector<AlertEvent>& told);
  [[nodiscard]] bool look(std::size_t index, const market::Quote& quote, double price, Timestamp now, Look& look);
  void takeReading(Alert& alert, const FormulaReading& reading, bool replay, std::vector<AlertEvent>& told);
  [[nodiscard]] Look lookOf(std::size_t index, Timestamp time, Timestamp now, double value);
  void tell(const Alert& alert, const Look& look, bool replay, std::vector<AlertEvent>& told);

  const Clock& m_clock;
  Timestamp m_started;
  SessionAxes m_axes;
  std::vector<Alert> m_alerts;
  std::vector<Plan> m_plans;
  std::unordered_map<std::string, std::size_t> m_byId;
  std::unordered_map<std::string, Subject, TextHash, std::equal_to<>> m_subjects;
  std::uint64_t m_generation = 0;
};

}
