// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/alert/alert.h"

namespace zvt::alert {

/// An alert was told. It holds all that can be said of it after the alert itself is gone.
struct AlertEvent {
  std::uint64_t number = 0; ///< ascending, from 1
  std::string alertId;
  std::string entityId;
  Condition condition;
  std::string message;
  std::string sound;
  Timestamp at; ///< by the clock
  Timestamp time; ///< of the exchange
  double value = kNoValue; ///< what was seen: price, per cent, formula value, minutes, sessions
  double threshold = kNoValue; ///< what it reached: of a line, its price there
  bool replay = false; ///< a day of the past was being played
};

/// What was told, oldest first. Entries are only added; of more than kMost the oldest go.
class AlertHistory {
public:
  static constexpr std::size_t kMost = 2'000;

  /// Numbers the event and adds it.
  const AlertEvent& add(AlertEvent event);
  [[nodiscard]] const std::vector<AlertEvent>& events() const { return m_events; }
  void clear() { m_events.clear(); } ///< numbers go on

  /// The JSON document of a profile (alert_history.json).
  [[nodiscard]] std::string toJson() const;
  /// Errors: json.*, alert.not_a_history, alert.newer_version, alert.bad_entry with "alert", "field", "text".
  [[nodiscard]] static Result<AlertHistory> fromJson(std::string_view text);

private:
  std::vector<AlertEvent> m_events;
  std::uint64_t m_next = 1;
};

}
