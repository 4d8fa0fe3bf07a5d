// SPDX-License-Identifier: GPL-3.0-or-later
// Indicators over the price on axes of their own.
#include "ui/chart/change_command.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/compare_feature.h"
#include "ui/chart/own_axis.h"
#include "ui/shell/tr.h"
#include "widgets/base/number_format.h"
#include "widgets/chart/chart_view.h"

#include <QMenu>
#include <QPointer>
#include <QUndoStack>

#include <algorithm>
#include <cmath>

namespace zvt::ui {

namespace {

/// Of the indicator that an axis is of; −1: of none.
int sourceOf(const widgets::SideAxis& axis)
{
  return axis.plots.empty() ? -1 : axis.plots.front().source;
}

}

void CompareFeature::setOwnAxes(const std::vector<std::string>& keys)
{
  if (std::exchange(m_ownAxes, keys) != keys)
    panel().reload();
}

void CompareFeature::chooseOwnAxes(std::vector<std::string> keys)
{
  if (keys != m_ownAxes)
    panel().undoStack()->push(new ChangeCommand<std::vector<std::string>>(Tr::tr("Change the axis of an indicator"),
        m_ownAxes, std::move(keys), [self = QPointer(this)](const std::vector<std::string>& chosen) {
          if (self)
            self->setOwnAxes(chosen);
        }));
}

void CompareFeature::fillOwnAxes(QMenu& menu)
{
  for (const Indicator& indicator : panel().indicators()) {
    const std::string key = axisKeyOf(indicator);
    QAction* action = menu.addAction(titleOf(indicator));
    action->setCheckable(true);
    action->setChecked(std::find(m_ownAxes.begin(), m_ownAxes.end(), key) != m_ownAxes.end());
    connect(action, &QAction::triggered, this, [this, key](bool on) {
      std::vector<std::string> keys = m_ownAxes;
      std::erase(keys, key);
      if (on)
        keys.push_back(key);
      chooseOwnAxes(std::move(keys));
    });
  }
  menu.setEnabled(!menu.isEmpty());
}

void CompareFeature::pressEntry(std::size_t entry, const QPoint& globalPosition)
{
  QMenu menu(&panel());
  if (entry < m_shown.size())
    fillEntryMenu(menu, entry);
  else if (m_axes->axes() && entry - m_shown.size() < m_columns.ownAxes) {
    panel().fillMenu(menu, sourceOf((*m_axes->axes())[entry - m_shown.size()]));
    menu.addSeparator();
    fillOwnAxes(*menu.addMenu(Tr::tr("Indicators on a&xes of their own")));
  }
  menu.exec(globalPosition);
}

void CompareFeature::addAxisEntries(std::vector<widgets::LayerLegendEntry>& entries, std::size_t bar) const
{
  for (std::size_t i = 0; i < m_columns.ownAxes; ++i) {
    const widgets::SideAxis& axis = (*m_axes->axes())[i];
    widgets::LayerLegendEntry entry;
    entry.name = axis.name;
    entry.color = axis.plots.front().color;
    entry.visible =
        std::any_of(axis.plots.begin(), axis.plots.end(), [](const widgets::PlotModel& plot) { return plot.visible; });
    QStringList values;
    for (const widgets::PlotModel& plot : axis.plots)
      if (plot.visible && !plot.isDrawing())
        values << widgets::formatNumber(bar < plot.values.size() ? plot.values[bar] : std::nan(""), 3);
    entry.value = values.join(QStringLiteral("  "));
    entries.push_back(std::move(entry));
  }
}

}
