// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/formula.h"
#include "core/market/bar_level.h"

#include <QJsonArray>
#include <QString>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace zvt::ui {

/// Where an indicator is drawn.
enum class IndicatorPane {
  Auto, ///< where its operators say: averages of prices over the price, oscillators in a pane of their own
  OverPrice,
  Own,
  Volume ///< to the volumes
};

/// How the user wants one output drawn. What is not set is as the formula says, else as the chart thinks.
struct OutputStyle {
  enum class Drawn { Auto, Line, Dashes, Dots, Points, Circles, Crosses, Sticks, Columns };
  Drawn drawn = Drawn::Auto;
  std::string color; ///< a name of outputColors(); empty: not set
  int width = 0; ///< 1 … kMostWidth; 0: not set
  bool visible = true;
  bool operator==(const OutputStyle&) const = default;
};
inline constexpr int kMostWidth = 5;

/// One indicator of a chart: an operator of the catalogue with sources and parameters, or a formula. A value.
struct Indicator {
  std::string operatorName; ///< empty: a formula
  std::vector<std::string> sources; ///< of an operator: a field for each input that is none itself ("CLOSE")
  std::string name; ///< of a formula
  std::string formula; ///< its text; the chart keeps it when the saved formula changes
  factor::ParameterValues parameters; ///< of the operator, or of the formula's INPUT line; missing ones: the default
  IndicatorPane pane = IndicatorPane::Auto;
  int paneGroup = 0; ///< indicators of one number share their pane of their own; 0: alone
  bool visible = true;
  std::optional<market::BarLevel> level = {}; ///< that it is computed on, as of the time of the chart's bars; nothing:
                                              ///< the chart's own
  bool forming = false; ///< with the bar of that level that is still being made
  std::map<std::string, OutputStyle> styles = {}; ///< by output as the formula names it; missing ones: nothing is set
  bool operator==(const Indicator&) const = default;
};

/// An operator with its defaults.
[[nodiscard]] Indicator indicatorOf(const factor::OperatorInfo& info);
/// Null for formulas, and for operators that this version lacks.
[[nodiscard]] const factor::OperatorInfo* operatorOf(const Indicator& indicator);
/// Its inputs that a source has to be chosen for; the others are the bar's own fields (HIGH, LOW).
[[nodiscard]] std::vector<std::string> openInputs(const factor::OperatorInfo& info);
/// Whether it means something on the chart of one security: no plain arithmetic, no comparison of securities.
[[nodiscard]] bool isForCharts(const factor::OperatorInfo& info);
/// What compile() takes: "MACD(CLOSE,12,26,9)".
[[nodiscard]] std::string formulaText(const Indicator& indicator);
/// In legends and lists: "MACD(12,26,9)", or the name of the formula.
[[nodiscard]] QString titleOf(const Indicator& indicator);

/// The parameters that are values of a schema, by their names.
[[nodiscard]] factor::ParameterValues parameterValues(const std::map<std::string, ParamValue, std::less<>>& values);

/// Draws indicator @p index in the pane of indicator @p other.
void joinPane(std::vector<Indicator>& indicators, std::size_t index, std::size_t other);
/// Puts a copy behind an indicator.
void duplicate(std::vector<Indicator>& indicators, std::size_t index);

/// Averages of 5, 10, 20 and 60 bars, and MACD.
[[nodiscard]] std::vector<Indicator> defaultIndicators();

[[nodiscard]] QJsonArray toJson(const std::vector<Indicator>& indicators);
/// What is not an indicator is left out.
[[nodiscard]] std::vector<Indicator> indicatorsFromJson(const QJsonArray& array);

}
