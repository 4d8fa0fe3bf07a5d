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
class ReplayFeed;

/// Something that can be done to a chart: an action of the registry, and a line of the chart's menu.
struct ChartCommand {
  enum class Group { Style, Scale, View, Axis, Crosshair, Pane, Analysis, Replay, Picture, Order };
  Group group;
  QString id; ///< "chart.goToDate"
  QString icon;
  QString shortcut;
  std::function<QString()> text; ///< translated
  std::function<void(ChartPanel&)> run;
  std::function<bool(const ChartPanel&)> isOn = {}; ///< of those that are on or off; may be empty
};

[[nodiscard]] const std::vector<ChartCommand>& chartCommands();
/// Its parts that have files of their own.
void addAxisCommands(std::vector<ChartCommand>& commands);
void addLimitCommands(std::vector<ChartCommand>& commands);
void addPaneCommands(std::vector<ChartCommand>& commands);
void addOrderCommands(std::vector<ChartCommand>& commands);
void addCrosshairCommands(std::vector<ChartCommand>& commands);
void addAnalysisCommands(std::vector<ChartCommand>& commands);
/// Those of the replay (chart_replay.cpp).
void addReplayCommands(std::vector<ChartCommand>& commands);
/// The keys of a running replay follow @p replay; null: there is none in this run.
void enableReplayKeys(ActionRegistry& actions, ReplayFeed* replay);
/// All commands of a group, with their keys behind them.
void fillGroup(QMenu& menu, ChartCommand::Group group, ChartPanel& panel, const ActionRegistry& actions);

}
