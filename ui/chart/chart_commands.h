// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/price_look.h"

#include <QString>

#include <functional>
#include <vector>

class QMenu;

namespace zvt::ui {

class ActionRegistry;
class ChartPanel;

/// Something that can be done to a chart: an action of the registry, and a line of the chart's menu.
struct ChartCommand {
  enum class Group { Style, Scale, View, Picture };
  Group group;
  QString id; ///< "chart.goToDate"
  QString icon;
  QString shortcut;
  std::function<QString()> text; ///< translated
  std::function<void(ChartPanel&)> run;
  std::function<bool(const ChartPanel&)> isOn = {}; ///< of those that are on or off; may be empty
};

[[nodiscard]] const std::vector<ChartCommand>& chartCommands();
/// All commands of a group, with their keys behind them.
void fillGroup(QMenu& menu, ChartCommand::Group group, ChartPanel& panel, const ActionRegistry& actions);

}
