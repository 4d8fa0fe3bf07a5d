// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/indicator_menu.h"

#include "ui/factor/output_home.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"

#include <QActionGroup>
#include <QMenu>

namespace zvt::ui {

namespace {

using Indicators = std::vector<Indicator>;

void addPanes(QMenu& menu, const Indicators& indicators, std::size_t index, const IndicatorMenuCalls& calls)
{
  auto* group = new QActionGroup(&menu);
  const auto add = [&](const QString& text, bool chosen, auto edit) {
    QAction* action = menu.addAction(text, &menu, [indicators, edit, choose = calls.choose] {
      Indicators edited = indicators;
      edit(edited);
      choose(std::move(edited));
    });
    action->setCheckable(true);
    action->setChecked(chosen);
    group->addAction(action);
  };
  const Indicator& own = indicators[index];
  const auto place = [index](IndicatorPane pane) {
    return [index, pane](Indicators& edited) {
      edited[index].pane = pane;
      edited[index].paneGroup = 0;
    };
  };
  const bool isShared = own.paneGroup > 0;
  add(Tr::tr("Where it belongs"), own.pane == IndicatorPane::Auto && !isShared, place(IndicatorPane::Auto));
  add(Tr::tr("Over the price"), own.pane == IndicatorPane::OverPrice, place(IndicatorPane::OverPrice));
  add(Tr::tr("With the volume"), own.pane == IndicatorPane::Volume, place(IndicatorPane::Volume));
  add(Tr::tr("A pane of its own"), own.pane == IndicatorPane::Own && !isShared, place(IndicatorPane::Own));
  for (std::size_t i = 0; i < indicators.size(); ++i)
    if (i != index && hasOwnPane(indicators[i], calls.saved))
      add(Tr::tr("With %1").arg(titleOf(indicators[i])), isShared && indicators[i].paneGroup == own.paneGroup,
          [index, i](Indicators& edited) { joinPane(edited, index, i); });
}

}

void addPaneActs(QMenu& menu, const widgets::PaneButtons::State& state, std::function<void(widgets::PaneAct)> act)
{
  using widgets::PaneAct;
  const auto add = [&](const char* name, const QString& icon, const QString& text, PaneAct wanted, bool isPossible) {
    QAction* action = menu.addAction(widgets::icon(icon), text, &menu, [act, wanted] { act(wanted); });
    action->setObjectName(QLatin1String(name));
    action->setEnabled(isPossible);
  };
  add("indicatorUpAction", QStringLiteral("chevron-up"), Tr::tr("Pane &up"), PaneAct::Up, state.canGoUp);
  add("indicatorDownAction", QStringLiteral("chevron-down"), Tr::tr("Pane do&wn"), PaneAct::Down, state.canGoDown);
  add("indicatorMaximizeAction", QStringLiteral("rectangle"),
      state.isMaximized ? Tr::tr("Show a&ll panes") : Tr::tr("All the room for the pa&ne"), PaneAct::Maximize,
      state.isMaximized || state.canCollapse);
  add("indicatorCollapseAction", state.isCollapsed ? QStringLiteral("plus") : QStringLiteral("minus"),
      state.isCollapsed ? Tr::tr("&Open the pane") : Tr::tr("&Collapse the pane"), PaneAct::Collapse,
      state.canCollapse);
}

void fillIndicatorMenu(QMenu& menu, const Indicators& indicators, std::size_t index, const IndicatorMenuCalls& calls)
{
  const Indicator& own = indicators[index];
  const auto add = [&](const char* name, const QString& icon, const QString& text, auto run) {
    QAction* action = menu.addAction(icon.isEmpty() ? QIcon() : widgets::icon(icon), text, &menu, run);
    action->setObjectName(QLatin1String(name));
    return action;
  };
  const auto edit = [&](auto change) {
    return [indicators, index, change, choose = calls.choose] {
      Indicators edited = indicators;
      change(edited, index);
      choose(std::move(edited));
    };
  };
  add("indicatorSettingsAction", QStringLiteral("settings"), Tr::tr("&Settings…"),
      [index, settings = calls.settings] { settings(index); });
  if (own.operatorName.empty())
    add("indicatorFormulaAction", QStringLiteral("pencil"), Tr::tr("&Edit formula…"),
        [own, run = calls.editFormula] { run(own); });
  add("indicatorHideAction", own.visible ? QStringLiteral("eye-off") : QStringLiteral("eye"),
      own.visible ? Tr::tr("&Hide") : Tr::tr("S&how"),
      edit([](Indicators& edited, std::size_t at) { edited[at].visible = !edited[at].visible; }));
  add("indicatorDuplicateAction", QStringLiteral("copy"), Tr::tr("&Duplicate"),
      edit([](Indicators& edited, std::size_t at) { duplicate(edited, at); }));
  menu.addSeparator();
  if (const auto state = calls.paneState ? calls.paneState(index) : std::nullopt)
    addPaneActs(menu, *state, [index, act = calls.act](widgets::PaneAct wanted) { act(wanted, index); });
  addPanes(*menu.addMenu(Tr::tr("&Pane")), indicators, index, calls);
  menu.addSeparator();
  add("indicatorRemoveAction", QStringLiteral("trash"), Tr::tr("&Remove"),
      edit([](Indicators& edited, std::size_t at) { edited.erase(edited.begin() + static_cast<std::ptrdiff_t>(at)); }));
}

}
