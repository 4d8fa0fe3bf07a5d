// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done to the panes of a chart by key: to the one that was chosen or pressed last.
#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/pane_feature.h"
#include "ui/shell/tr.h"
#include "widgets/chart/chart_view.h"

namespace zvt::ui {

namespace {

constexpr double kStep = 16; ///< logical pixels

auto act(widgets::PaneAct wanted)
{
  return [wanted](ChartPanel& panel) { panel.view()->actOnPane(wanted, panel.view()->currentPane()); };
}
auto grow(double pixels)
{
  return [pixels](ChartPanel& panel) { panel.view()->growPane(panel.view()->currentPane(), pixels); };
}
auto step(int by)
{
  return [by](ChartPanel& panel) {
    panel.view()->setFocus();
    panel.view()->stepPane(by);
  };
}

}

void addPaneCommands(std::vector<ChartCommand>& commands)
{
  using widgets::PaneAct;
  const auto add = [&](const char* id, const char* icon, const char* keys, QString (*text)(), auto run) {
    commands.push_back(
        {ChartCommand::Group::Pane, QLatin1String(id), QLatin1String(icon), QLatin1String(keys), text, run});
  };
  add("chart.pane.next", "chevron-down", "Alt+PgDown", [] { return Tr::tr("&Next pane"); }, step(1));
  add("chart.pane.previous", "chevron-up", "Alt+PgUp", [] { return Tr::tr("&Previous pane"); }, step(-1));
  add("chart.pane.higher", "plus", "Ctrl+Shift+Up", [] { return Tr::tr("Pane &higher"); }, grow(kStep));
  add("chart.pane.lower", "minus", "Ctrl+Shift+Down", [] { return Tr::tr("Pane &lower"); }, grow(-kStep));
  add("chart.pane.up", "chevron-up", "Ctrl+Shift+PgUp", [] { return Tr::tr("Pane &up"); }, act(PaneAct::Up));
  add("chart.pane.down", "chevron-down", "Ctrl+Shift+PgDown", [] { return Tr::tr("Pane do&wn"); }, act(PaneAct::Down));
  add(
      "chart.pane.maximize", "rectangle", "Ctrl+Shift+M",
      [] { return Tr::tr("&All the room for the pane, or for all"); }, act(PaneAct::Maximize));
  add(
      "chart.pane.collapse", "minus", "Ctrl+Shift+K", [] { return Tr::tr("&Collapse or open the pane"); },
      act(PaneAct::Collapse));
  add("chart.pane.remove", "trash", "Ctrl+Shift+Del", [] { return Tr::tr("&Remove the pane"); }, act(PaneAct::Remove));
}

}
