// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alert/alert.h"
#include "core/base/time_zone.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace zvt::cli {

/// What `alert add` is told of an alert.
struct AlertOptions {
  std::optional<double> price;
  std::string change, base;
  std::vector<std::string> line; ///< TIME PRICE TIME PRICE
  std::string extent = "ray";
  bool logarithmic = false;
  std::string formula, output, adjust = "qfq";
  std::vector<std::string> parameters; ///< NAME=NUMBER
  double value = 0;
  bool intrabar = false;
  std::string health;
  int minutes = 5, sessions = 1;
  std::string test, level = "1d";
  std::string frequency = "once", bar, pause = "5m", expires, message, sound = "default";

  void addOptions(CLI::App& command);
  /// An alert on @p entityId, checked but for its formula. Errors: alert.no_condition, alert.two_conditions,
  /// alert.bad_option, alert.bad_value, factor.bad_parameter_text, time.*.
  [[nodiscard]] Result<alert::Alert> make(const std::string& entityId, Timestamp now) const;

private:
  [[nodiscard]] Result<alert::Condition> condition(const TimeZone& zone) const;
  [[nodiscard]] Result<alert::Condition> formulaCondition() const;
};

/// 30s 5m 1h 2d. Errors: alert.bad_option.
[[nodiscard]] Result<Duration> parseSpan(std::string_view text);
/// A moment on a clock, or with an offset of its own; a date alone is its beginning. Errors: time.*.
[[nodiscard]] Result<Timestamp> parseMoment(std::string_view text, const TimeZone& zone);

}
