// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/market/bar_level.h"

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zvt::factor {
class FormulaLibrary;
}

namespace zvt::alert {

inline constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

/// How a value stands to a threshold. A crossing is told when the value reaches the threshold from the other side:
/// touching it counts, going on or back from a touch does not count again, and a jump over it counts. Above and Below
/// are strict, and are told once when they begin to hold.
enum class Test { Crosses, CrossesUp, CrossesDown, Above, Below };
[[nodiscard]] std::string_view toString(Test test); ///< crosses crosses_up crosses_down above below
[[nodiscard]] std::optional<Test> testFrom(std::string_view text);
[[nodiscard]] constexpr bool isCrossing(Test test)
{
  return test <= Test::CrossesDown;
}

/// The last price against a price, raw.
struct PriceCondition {
  Test test = Test::Crosses;
  double price = kNoValue;
  bool operator==(const PriceCondition&) const = default;
};

/// The last price against a base: it changed by at least so much. Told again on another day.
struct ChangeCondition {
  double percent = kNoValue; ///< 5 = +5 %, −5 = −5 %; never 0
  bool eitherWay = false; ///< as far down as up
  double base = kNoValue; ///< a raw price; NaN: the close of the day before, as the exchange tells it
  bool operator==(const ChangeCondition&) const = default;
};

/// A point of a line: raw price, and a moment of the exchange. Below one day the end of a bar; of days and longer any
/// moment of the bar's trading day, such as its close.
struct Anchor {
  Timestamp time;
  double price = kNoValue;
  bool operator==(const Anchor&) const = default;
};

/// How far a line reaches.
enum class Extent {
  Segment, ///< from one anchor to the other; beyond them there is nothing to cross
  Ray, ///< from the first anchor through the second and on
  Extended ///< both ways without end
};
[[nodiscard]] std::string_view toString(Extent extent); ///< segment ray extended
[[nodiscard]] std::optional<Extent> extentFrom(std::string_view text);

/// The last price against a line through two anchors. It is straight over bars of a level, as a chart shows it: nights,
/// breaks and holidays have no width. Anchors are raw, so that no adjustment moves the line.
struct LineCondition {
  Anchor first;
  Anchor second;
  Extent extent = Extent::Segment;
  market::BarLevel level = market::BarLevel::Day1; ///< of the chart that it was drawn on; not tick
  bool logarithmic = false; ///< straight on a logarithmic scale
  Test test = Test::Crosses;
  bool operator==(const LineCondition&) const = default;
};

/// What is asked of a formula's value.
enum class FormulaTest { True, Crosses, CrossesUp, CrossesDown, Above, Below };
[[nodiscard]] std::string_view toString(FormulaTest test); ///< true, and the names of Test
[[nodiscard]] std::optional<FormulaTest> formulaTestFrom(std::string_view text);

/// One output of a formula (core/factor) over bars of a level against a number, or whether it holds.
struct FormulaCondition {
  std::string formula;
  std::map<std::string, double, std::less<>> parameters; ///< for those that the formula declares
  std::string output; ///< name; empty: the last
  market::BarLevel level = market::BarLevel::Day1; ///< not tick
  market::AdjustMode adjust = market::AdjustMode::Qfq;
  FormulaTest test = FormulaTest::True;
  double value = 0; ///< ignored by True
  bool intrabar = false; ///< also on the bar that is not finished, which may take it back
  bool operator==(const FormulaCondition&) const = default;
};

enum class HealthTest {
  NoQuote, ///< in trading hours no quote for so many minutes
  StaleBar, ///< the newest stored bar is older than so many sessions
  Quarantine, ///< a bar was held back or doubted since
  Gap ///< a due day is missing among the stored ones
};
[[nodiscard]] std::string_view toString(HealthTest test); ///< no_quote stale_bar quarantine gap
[[nodiscard]] std::optional<HealthTest> healthTestFrom(std::string_view text);

/// How well the data of the security are.
struct HealthCondition {
  HealthTest test = HealthTest::NoQuote;
  int minutes = 5; ///< of NoQuote
  int sessions = 1; ///< of StaleBar
  market::BarLevel level = market::BarLevel::Day1; ///< of all but NoQuote
  bool operator==(const HealthCondition&) const = default;
};

using Condition = std::variant<PriceCondition, ChangeCondition, LineCondition, FormulaCondition, HealthCondition>;
/// price change line formula health
[[nodiscard]] std::string_view kindOf(const Condition& condition);

/// How often an alert may tell.
enum class Frequency {
  Once, ///< then it rests until it is armed again
  OncePerBar, ///< of Alert::bar
  EveryTime ///< but not within Alert::pause
};
[[nodiscard]] std::string_view toString(Frequency frequency); ///< once once_per_bar every_time
[[nodiscard]] std::optional<Frequency> frequencyFrom(std::string_view text);

/// On which side of the threshold a value was seen last. Touched: at the threshold, having come from there.
enum class Side { Unknown, Below, TouchedFromBelow, Above, TouchedFromAbove };
[[nodiscard]] std::string_view toString(Side side); ///< unknown below touched_from_below above touched_from_above
[[nodiscard]] std::optional<Side> sideFrom(std::string_view text);

/// What an alert knows of what it saw. Kept with it, so that a restart tells nothing twice.
struct Memory {
  Side side = Side::Unknown;
  std::optional<bool> holds; ///< of conditions that hold or not; nothing: not known
  Timestamp seen; ///< exchange time of what was looked at last; 0: nothing yet
  std::int64_t bar = -1; ///< number of the bar in which it was told last (SessionAxis); −1: none
  std::optional<Timestamp> firedAt; ///< by the clock
  std::optional<Timestamp> firedTime; ///< of the exchange
  double firedValue = kNoValue;
  std::int64_t count = 0;
  bool done = false; ///< told once, and resting
  bool operator==(const Memory& other) const;
};

enum class State { Armed, Snoozed, Done, Expired, Disabled };
[[nodiscard]] std::string_view toString(State state); ///< armed snoozed done expired disabled

/// Something to be told about one security. A value: every edit gives a new one.
struct Alert {
  std::string id; ///< unique in its book
  std::string entityId;
  Condition condition;
  Frequency frequency = Frequency::Once;
  market::BarLevel bar = market::BarLevel::Day1; ///< of OncePerBar; not tick
  Duration pause = Duration::minutes(5); ///< of EveryTime
  std::optional<Timestamp> expires; ///< by the clock; nothing: never
  std::optional<Timestamp> snoozedUntil; ///< by the clock
  std::string message; ///< the user's words; may be empty
  std::string sound = "default"; ///< empty: silent
  bool enabled = true;
  Timestamp created;
  std::string drawing; ///< id of the drawing on the chart that it follows; empty: none
  Memory memory;
  std::string unknown; ///< JSON: members of a newer version, kept as they came; empty: none

  [[nodiscard]] State state(Timestamp now) const;
  bool operator==(const Alert&) const = default;
};

/// As new: what it saw is forgotten, so that a condition that holds is told, and a crossing needs a first look.
void rearm(Alert& alert);

/// Whether its values make sense; a formula's text is not read. Errors: alert.bad_value with "field" and "text";
/// entity.bad_id.
[[nodiscard]] Result<void> checkValues(const Alert& alert);
/// Whether it can be used at all. @param saved formulas that its formula may refer to; null: none
/// Errors: those of checkValues() and factor::compile(); alert.formula_compares.
[[nodiscard]] Result<void> check(const Alert& alert, const factor::FormulaLibrary* saved = nullptr);

/// A line that a drawing makes: trend line, edge of a channel, ray. A horizontal has two anchors of one price, or is a
/// PriceCondition. Prices raw; the chart turns adjusted ones back before.
/// @param level of the chart's bars
[[nodiscard]] Alert alertOnLine(std::string entityId, Anchor first, Anchor second, Extent extent,
    market::BarLevel level, Test test = Test::Crosses);
[[nodiscard]] Alert alertAtPrice(std::string entityId, double price, Test test = Test::Crosses);

}
