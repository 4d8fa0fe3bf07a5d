// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chart_commands.h"

#include "ui/chart/alert_feature.h"
#include "ui/chart/chart_panel.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/chart/chart_view.h"

#include <QMenu>

namespace zvt::ui {

namespace {

using Group = ChartCommand::Group;
using widgets::PriceLook;

ChartCommand styleCommand(widgets::PriceStyle style)
{
  const bool isLine = style == widgets::PriceStyle::Line || style == widgets::PriceStyle::Area;
  return {Group::Style, QStringLiteral("chart.style.") + keyOf(style),
      isLine ? QStringLiteral("line-chart") : QStringLiteral("candles"), {}, [style] { return nameOf(style); },
      [style](ChartPanel& panel) {
        PriceLook look = panel.look();
        look.style = style;
        panel.chooseLook(look);
      },
      [style](const ChartPanel& panel) { return panel.look().style == style; }};
}

ChartCommand scaleCommand(widgets::PriceScale scale)
{
  return {Group::Scale, QStringLiteral("chart.scale.") + keyOf(scale), {}, {}, [scale] { return nameOf(scale); },
      [scale](ChartPanel& panel) { panel.chooseScale(scale); },
      [scale](const ChartPanel& panel) { return panel.look().scale == scale; }};
}

void addScaleCommands(std::vector<ChartCommand>& commands)
{
  for (const widgets::PriceScale scale : widgets::kPriceScales)
    commands.push_back(scaleCommand(scale));
  commands.push_back({Group::Scale, QStringLiteral("chart.baseAtCrosshair"), QStringLiteral("crosshair"), {},
      [] { return Tr::tr("Percent and rebased from the &crosshair's bar"); },
      [](ChartPanel& panel) { panel.chooseBase(panel.view()->crosshairBar()); },
      [](const ChartPanel& panel) { return panel.look().base.has_value(); }});
  commands.push_back({Group::Scale, QStringLiteral("chart.baseInSight"), {}, {},
      [] { return Tr::tr("Percent and rebased from the &first bar in sight"); },
      [](ChartPanel& panel) { panel.chooseBase({}); },
      [](const ChartPanel& panel) { return !panel.look().base.has_value(); }});
  commands.push_back({Group::Scale, QStringLiteral("chart.fitPrices"), QStringLiteral("fit"),
      QStringLiteral("Ctrl+Shift+A"), [] { return Tr::tr("Fit the price axis to what is in &sight"); },
      [](ChartPanel& panel) { panel.view()->lockPrices({}); },
      [](const ChartPanel& panel) { return !panel.view()->lockedPrices().has_value(); }});
}

void addViewCommands(std::vector<ChartCommand>& commands)
{
  const auto add = [&](const char* id, const char* icon, const char* keys, QString (*text)(), auto run) {
    commands.push_back({Group::View, QLatin1String(id), QLatin1String(icon), QLatin1String(keys), text, run});
  };
  add(
      "chart.goToDate", "calendar", "Ctrl+G", [] { return Tr::tr("&Go to date…"); },
      [](ChartPanel& panel) { panel.view()->openDateBox(); });
  add(
      "chart.alertHere", "bell", "Ctrl+Alt+A", [] { return Tr::tr("New a&lert…"); },
      [](ChartPanel& panel) {
        if (auto* alerts = panel.feature<AlertFeature>())
          alerts->addHere();
      });
  add(
      "chart.measure", "measure", "Ctrl+M", [] { return Tr::tr("&Measure"); },
      [](ChartPanel& panel) { panel.view()->setMeasuring(!panel.view()->isMeasuring()); });
  add(
      "chart.fit", "fit", "Ctrl+0", [] { return Tr::tr("Show &all bars"); },
      [](ChartPanel& panel) { panel.view()->showAll(); });
  add(
      "chart.back", "undo", "Ctrl+[", [] { return Tr::tr("View &back"); },
      [](ChartPanel& panel) { panel.view()->goBack(); });
  add(
      "chart.forward", "redo", "Ctrl+]", [] { return Tr::tr("View &forward"); },
      [](ChartPanel& panel) { panel.view()->goForward(); });
}

void addPictureCommands(std::vector<ChartCommand>& commands)
{
  const auto add = [&](const char* id, const char* icon, const char* keys, QString (*text)(), auto run) {
    commands.push_back({Group::Picture, QLatin1String(id), QLatin1String(icon), QLatin1String(keys), text, run});
  };
  add(
      "chart.export", "export", "Ctrl+Shift+S", [] { return Tr::tr("&Export the chart…"); },
      [](ChartPanel& panel) { panel.openExport(); });
  add(
      "chart.copyPicture", "copy", "Ctrl+Shift+C", [] { return Tr::tr("Copy the &picture"); },
      [](ChartPanel& panel) { panel.copyPicture(); });
  add(
      "chart.print", "report", "Ctrl+P", [] { return Tr::tr("P&rint the chart…"); },
      [](ChartPanel& panel) { panel.printPicture(); });
}

std::vector<ChartCommand> makeCommands()
{
  std::vector<ChartCommand> commands;
  for (const widgets::PriceStyle style : widgets::kPriceStyles)
    commands.push_back(styleCommand(style));
  commands.push_back({Group::Style, QStringLiteral("chart.boxSize"), QStringLiteral("settings"), {},
      [] { return Tr::tr("Size of bricks and &boxes…"); }, [](ChartPanel& panel) { panel.openShape(); }, {}});
  addOrderCommands(commands);
  addScaleCommands(commands);
  addViewCommands(commands);
  addAxisCommands(commands);
  addCrosshairCommands(commands);
  addPaneCommands(commands);
  addAnalysisCommands(commands);
  addReplayCommands(commands);
  addPictureCommands(commands);
  return commands;
}

}

const std::vector<ChartCommand>& chartCommands()
{
  static const std::vector<ChartCommand> kCommands = makeCommands();
  return kCommands;
}

void fillGroup(QMenu& menu, Group group, ChartPanel& panel, const ActionRegistry& actions)
{
  for (const ChartCommand& command : chartCommands()) {
    if (command.group != group)
      continue;
    const QList<QKeySequence> keys = actions.keys(command.id);
    QString text = command.text();
    if (!keys.isEmpty())
      text += u'\t' + keys.front().toString(QKeySequence::NativeText);
    QAction* action = menu.addAction(text);
    action->setObjectName(command.id);
    if (command.isOn) {
      action->setCheckable(true);
      action->setChecked(command.isOn(panel));
    } else {
      action->setIcon(widgets::icon(command.icon));
    }
    QObject::connect(action, &QAction::triggered, &panel, [&command, &panel] { command.run(panel); });
  }
}

}
