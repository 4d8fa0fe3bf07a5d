// SPDX-License-Identifier: GPL-3.0-or-later
// The context menu of a chart and of its legends.
#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_feature.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/indicator_menu.h"
#include "ui/chart/pane_feature.h"
#include "ui/factor/formula_dialog.h"
#include "ui/factor/indicator_dialog.h"
#include "ui/factor/saved_formulas.h"
#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/chart/chart_view.h"

#include <QMenu>

namespace zvt::ui {

void ChartPanel::showMenu(int source, const QPoint& globalPosition, const QPoint& position)
{
  QMenu menu(this);
  if (source < 0 && m_view->fillLayerMenu(menu, position)) {
    menu.exec(globalPosition);
    return;
  }
  fillMenu(menu, source);
  menu.exec(globalPosition);
}

void ChartPanel::fillMenu(QMenu& menu, int indicator)
{
  IndicatorMenuCalls calls;
  calls.saved = m_formulas->library();
  calls.choose = [this](std::vector<Indicator> chosen) { chooseIndicators(std::move(chosen)); };
  calls.settings = [this](std::size_t index) { openIndicators()->showIndicator(index); };
  calls.editFormula = [this](const Indicator& formula) {
    openFormula(QString::fromStdString(formula.name), QString::fromStdString(formula.formula));
  };
  calls.paneState = [this](std::size_t index) -> std::optional<widgets::PaneButtons::State> {
    const auto pane = feature<PaneFeature>()->paneOf(index);
    return pane ? std::optional(m_view->paneState(*pane)) : std::nullopt;
  };
  calls.act = [this](widgets::PaneAct act, std::size_t index) {
    if (const auto pane = feature<PaneFeature>()->paneOf(index))
      m_view->actOnPane(act, *pane);
  };
  const std::vector<Indicator>& shown = indicators();
  if (indicator >= 0 && static_cast<std::size_t>(indicator) < shown.size()) {
    menu.addSection(titleOf(shown[static_cast<std::size_t>(indicator)]));
    fillIndicatorMenu(menu, shown, static_cast<std::size_t>(indicator), calls);
    return;
  }
  for (std::size_t i = 0; i < shown.size(); ++i)
    fillIndicatorMenu(*menu.addMenu(titleOf(shown[i])), shown, i, calls);
  menu.addSeparator();
  menu.addAction(
      widgets::icon(QStringLiteral("indicator")), Tr::tr("&Indicators…"), &menu, [this] { openIndicators(); });
  menu.addAction(widgets::icon(QStringLiteral("pencil")), Tr::tr("New &formula…"), &menu, [this] { openFormula(); });
  menu.addSeparator();
  fillGroup(*menu.addMenu(Tr::tr("&Style")), ChartCommand::Group::Style, *this, *m_context.actions);
  fillGroup(*menu.addMenu(Tr::tr("S&cale")), ChartCommand::Group::Scale, *this, *m_context.actions);
  fillGroup(*menu.addMenu(Tr::tr("&Time axis and limits")), ChartCommand::Group::Axis, *this, *m_context.actions);
  menu.addSeparator();
  fillGroup(menu, ChartCommand::Group::View, *this, *m_context.actions);
  menu.addSeparator();
  for (const auto& feature : m_features)
    feature->fillMenu(menu);
  fillGroup(*menu.addMenu(widgets::icon(QStringLiteral("replay")), Tr::tr("&Replay")), ChartCommand::Group::Replay,
      *this, *m_context.actions);
  menu.addSeparator();
  fillGroup(menu, ChartCommand::Group::Picture, *this, *m_context.actions);
}

}
