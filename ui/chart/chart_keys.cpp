// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_keys.h"

#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_panel.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/level_text.h"
#include "ui/shell/tr.h"

namespace zvt::ui {

namespace {

const QString kChart = QStringLiteral("chart");

void addLevel(ActionRegistry& actions, market::BarLevel level, int number)
{
  ActionSpec spec;
  spec.id = QStringLiteral("chart.level.") + QString::fromStdString(std::string(market::toString(level)));
  spec.text = [level] { return Tr::tr("Level: %1").arg(levelText(level)); };
  spec.order = number;
  spec.icon = QStringLiteral("candles");
  spec.shortcut = QStringLiteral("Ctrl+%1").arg(number);
  spec.context = kChart;
  spec.run = [&actions, level](bool) {
    if (auto* panel = qobject_cast<ChartPanel*>(actions.host(kChart)))
      panel->chooseLevel(level);
  };
  actions.add(std::move(spec));
}

void addCommand(ActionRegistry& actions, const ChartCommand& command, int order)
{
  ActionSpec spec;
  spec.id = command.id;
  spec.text = command.text;
  spec.order = order;
  spec.icon = command.icon;
  spec.shortcut = command.shortcut;
  spec.context = kChart;
  spec.run = [&actions, &command](bool) {
    if (auto* panel = qobject_cast<ChartPanel*>(actions.host(kChart)))
      command.run(*panel);
  };
  actions.add(std::move(spec));
}

}

bool addChartKeys(ActionRegistry& actions)
{
  if (actions.find(QStringLiteral("chart.level.1d")))
    return false;
  int number = 1;
  for (const market::BarLevel level : kChartLevels)
    addLevel(actions, level, number++);
  for (const ChartCommand& command : chartCommands())
    addCommand(actions, command, 100 + number++);
  const auto fixed = [&](const char* keys, QString (*text)()) {
    actions.addFixedKeys({kChart, QString::fromUtf8(keys), text});
  };
  fixed("← →", [] { return Tr::tr("Crosshair to the next bar; with Ctrl ten bars"); });
  fixed("↑ ↓", [] { return Tr::tr("Zoom in and out"); });
  fixed("PgUp PgDown", [] { return Tr::tr("A page back and forward"); });
  fixed("Home End", [] { return Tr::tr("First and newest bars"); });
  fixed("Ctrl+↑ ↓", [] { return Tr::tr("Stretch the price axis; a double click on it fits it again"); });
  fixed("Shift+← →", [] { return Tr::tr("Measure from bar to bar; with the mouse, drag with Shift"); });
  fixed("Esc", [] { return Tr::tr("Hide the measurement, then the crosshair"); });
  return true;
}

}
