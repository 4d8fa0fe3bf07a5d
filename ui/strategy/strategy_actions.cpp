// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_panel.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "ui/strategy/strategy_panel.h"

namespace zvt::ui {

namespace {

/// Of several strategy panels the one that has the open strategy, brought to the front; without one the window's own.
/// The question comes first: a panel that is shown takes the keyboard, and with it the strategy that is open.
StrategyPanel* panelOfOpenStrategy(const ResearchHub* hub, MainWindow* window)
{
  auto* open = hub != nullptr ? qobject_cast<StrategyPanel*>(hub->editor()) : nullptr;
  if (open != nullptr && window->raisePanel(*open))
    return open;
  return qobject_cast<StrategyPanel*>(window->showPanel(QStringLiteral("strategy")));
}

/// A command of the file menu that the strategy panel carries out.
void addFileAction(const Context& context, MainWindow* window, const char* id, const char* icon, int order,
    QString (*text)(), QString (*help)(), void (*run)(StrategyPanel&))
{
  ActionSpec spec;
  spec.id = QLatin1String(id);
  spec.text = text;
  spec.menu = QStringLiteral("file");
  spec.order = order;
  spec.icon = QLatin1String(icon);
  spec.help = help;
  spec.words = QStringLiteral("lua script strategy 脚本 策略");
  spec.run = [window, run, hub = context.research](bool) {
    if (StrategyPanel* panel = panelOfOpenStrategy(hub, window))
      run(*panel);
  };
  context.actions->add(std::move(spec));
}

}

void registerStrategyPanel(PanelRegistry& registry)
{
  PanelSpec spec;
  spec.id = QStringLiteral("strategy");
  spec.title = [] { return Tr::tr("Strategy"); };
  spec.icon = QStringLiteral("graph");
  spec.menu = QStringLiteral("strategy");
  spec.places = {{QStringLiteral("research"), DockArea::Centre, 0, 1600, 1, false},
      {QStringLiteral("strategy"), DockArea::Centre, 0, 1600, 1, false}};
  spec.linked = false;
  spec.create = [](const Context& context, QWidget* parent) { return new StrategyPanel(context, parent); };
  registry.add(std::move(spec));
}

void registerStrategyActions(const Context& context, MainWindow* window)
{
  ActionSpec run;
  run.id = QStringLiteral("strategy.run");
  run.text = [] { return Tr::tr("&Run backtest"); };
  run.menu = QStringLiteral("strategy");
  run.order = 110;
  run.icon = QStringLiteral("play");
  run.shortcut = QStringLiteral("F5");
  run.help = [] { return Tr::tr("Run the strategy over the stored bars"); };
  run.run = [window, hub = context.research](bool) {
    if (StrategyPanel* panel = panelOfOpenStrategy(hub, window))
      panel->run();
  };
  context.actions->add(std::move(run));
  addFileAction(
      context, window, "strategy.newScript", "plus", 40, [] { return Tr::tr("New s&cript"); },
      [] { return Tr::tr("A strategy in Lua, as its source and its settings"); },
      [](StrategyPanel& panel) { panel.askAndStart(true); });
  addFileAction(
      context, window, "strategy.newDocument", "graph", 41, [] { return Tr::tr("New strategy &graph"); },
      [] { return Tr::tr("A strategy as a graph of nodes"); }, [](StrategyPanel& panel) { panel.askAndStart(false); });
  addFileAction(
      context, window, "strategy.open", "folder", 42, [] { return Tr::tr("&Open strategy…"); },
      [] { return Tr::tr("A graph (.zvtstrategy) or a script (.lua)"); },
      [](StrategyPanel& panel) { panel.askAndOpen(); });
  ActionSpec open;
  open.id = QStringLiteral("report.open");
  open.text = [] { return Tr::tr("&Open run…"); };
  open.menu = QStringLiteral("strategy");
  open.order = 120;
  open.icon = QStringLiteral("folder");
  open.help = [] { return Tr::tr("Show the report of an earlier run from its folder"); };
  open.run = [window](bool) {
    if (auto* panel = qobject_cast<ReportPanel*>(window->showPanel(QStringLiteral("report"))))
      panel->chooseAndOpen();
  };
  context.actions->add(std::move(open));
  ActionSpec again;
  again.id = QStringLiteral("report.repeat");
  again.text = [] { return Tr::tr("Run again from its &manifest"); };
  again.menu = QStringLiteral("strategy");
  again.order = 121;
  again.icon = QStringLiteral("refresh");
  again.help = [] { return Tr::tr("Whether the run that is shown comes out the same, byte for byte"); };
  again.run = [window](bool) {
    if (auto* panel = qobject_cast<ReportPanel*>(window->showPanel(QStringLiteral("report"))))
      panel->repeatRun();
  };
  context.actions->add(std::move(again));
  ActionSpec why;
  why.id = QStringLiteral("report.why");
  why.text = [] { return Tr::tr("&Why?"); };
  why.icon = QStringLiteral("trace");
  why.shortcut = QStringLiteral("F7");
  why.context = QStringLiteral("report");
  why.help = [] { return Tr::tr("Back to the order, the decision, the values and bars behind it"); };
  why.run = [actions = context.actions](bool) {
    if (auto* panel = qobject_cast<ReportPanel*>(actions->host(QStringLiteral("report"))))
      panel->askWhy();
  };
  context.actions->add(std::move(why));
  QObject::connect(context.research, &ResearchHub::reportRequested, window,
      [window] { window->showPanel(QStringLiteral("report")); });
}

}
