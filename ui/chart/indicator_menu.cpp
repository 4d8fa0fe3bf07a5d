// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/indicator_menu.h"

#include "ui/factor/output_home.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>

namespace zvt::ui {

namespace {

using Indicators = std::vector<Indicator>;

/// Indexes by pane, in the order in which the chart has them; those over the price are left out.
std::vector<std::vector<std::size_t>> panesOf(const Indicators& indicators, const factor::FormulaLibrary& saved)
{
  std::vector<std::vector<std::size_t>> panes;
  for (std::size_t i = 0; i < indicators.size(); ++i) {
    if (!hasOwnPane(indicators[i], saved))
      continue;
    const int group = indicators[i].paneGroup;
    const auto same = std::find_if(panes.begin(), panes.end(),
        [&](const std::vector<std::size_t>& pane) { return group > 0 && indicators[pane.front()].paneGroup == group; });
    if (same == panes.end())
      panes.push_back({i});
    else
      same->push_back(i);
  }
  return panes;
}

/// The list with all that have panes of their own in the order of @p panes, the others in front as they were.
Indicators arranged(const Indicators& indicators, const std::vector<std::vector<std::size_t>>& panes)
{
  std::vector<bool> isInPane(indicators.size(), false);
  Indicators ordered, below;
  for (const std::vector<std::size_t>& pane : panes)
    for (const std::size_t index : pane) {
      isInPane[index] = true;
      below.push_back(indicators[index]);
    }
  for (std::size_t i = 0; i < indicators.size(); ++i)
    if (!isInPane[i])
      ordered.push_back(indicators[i]);
  ordered.insert(ordered.end(), below.begin(), below.end());
  return ordered;
}

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

std::optional<std::vector<Indicator>> movedPane(
    const Indicators& indicators, std::size_t index, int by, const factor::FormulaLibrary& saved)
{
  auto panes = panesOf(indicators, saved);
  const auto at = std::find_if(panes.begin(), panes.end(),
      [&](const auto& pane) { return std::find(pane.begin(), pane.end(), index) != pane.end(); });
  if (at == panes.end())
    return {};
  const auto target = (at - panes.begin()) + by;
  if (target < 0 || target >= static_cast<std::ptrdiff_t>(panes.size()))
    return {};
  std::iter_swap(at, panes.begin() + target);
  return arranged(indicators, panes);
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
  const auto move = [&](const char* name, const QString& icon, const QString& text, int by) {
    const auto moved = movedPane(indicators, index, by, calls.saved);
    add(name, icon, text, [moved, choose = calls.choose] { choose(*moved); })->setEnabled(moved.has_value());
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
  move("indicatorUpAction", QStringLiteral("chevron-up"), Tr::tr("Pane &up"), -1);
  move("indicatorDownAction", QStringLiteral("chevron-down"), Tr::tr("Pane do&wn"), 1);
  addPanes(*menu.addMenu(Tr::tr("&Pane")), indicators, index, calls);
  menu.addSeparator();
  add("indicatorRemoveAction", QStringLiteral("trash"), Tr::tr("&Remove"),
      edit([](Indicators& edited, std::size_t at) { edited.erase(edited.begin() + static_cast<std::ptrdiff_t>(at)); }));
}

}
