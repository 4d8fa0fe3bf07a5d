// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_model.h"

#include <QJsonArray>
#include <QString>

#include <array>
#include <string>
#include <vector>

namespace zvt::ui {

/// How another security is shown with that of the chart.
enum class CompareMode {
  Percent, ///< as a line that rises as many per cent as it does, on the axis of the prices
  OwnAxis, ///< its prices on an axis of their own, at the left
  Spread, ///< chart − factor × it, in a pane
  Ratio, ///< chart ÷ it, in a pane
  Correlation ///< of the returns of the last bars, in a pane
};
inline constexpr std::array kCompareModes{
    CompareMode::Percent, CompareMode::OwnAxis, CompareMode::Spread, CompareMode::Ratio, CompareMode::Correlation};

/// One of the securities that a chart compares its own with. A value.
struct ComparedSecurity {
  static constexpr int kLeastWindow = 2, kMostWindow = 2000;

  std::string entityId;
  CompareMode mode = CompareMode::Percent;
  double factor = 1; ///< of a spread, more than 0
  int window = 60; ///< bars of a correlation
  widgets::ChartColor color = widgets::ChartColor::Series1;
  bool visible = true;

  [[nodiscard]] bool hasPane() const { return mode > CompareMode::OwnAxis; }
  bool operator==(const ComparedSecurity&) const = default;
};

[[nodiscard]] QString nameOf(CompareMode mode); ///< translated
/// What stands in the legend: the name, with what is done with it.
[[nodiscard]] QString legendName(const ComparedSecurity& security, const QString& name);
/// What stands over its pane: "A − 2 × B".
[[nodiscard]] QString paneTitle(const ComparedSecurity& security, const QString& chartName, const QString& name);
/// What the arrangement of panes knows its pane by.
[[nodiscard]] QString paneKey(const ComparedSecurity& security);
/// The colour of the next line beside @p others.
[[nodiscard]] widgets::ChartColor nextColor(const std::vector<ComparedSecurity>& others);

[[nodiscard]] QJsonArray toJson(const std::vector<ComparedSecurity>& securities);
/// What is none is left out.
[[nodiscard]] std::vector<ComparedSecurity> comparedFromJson(const QJsonArray& array);

}
