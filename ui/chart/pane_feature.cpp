// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/pane_feature.h"

#include "ui/chart/chart_commands.h"
#include "ui/chart/chart_panel.h"
#include "ui/shell/tr.h"
#include "widgets/chart/chart_view.h"

#include <QMenu>
#include <QUndoCommand>
#include <QUndoStack>

#include <algorithm>
#include <set>

namespace zvt::ui {

namespace {

using widgets::PaneArrangement;

/// Goes between two arrangements; nothing is computed for it.
class PaneCommand : public QUndoCommand {
public:
  PaneCommand(PaneArrangement before, PaneArrangement after, widgets::ChartView* view)
      : QUndoCommand(Tr::tr("Arrange the panes"))
      , m_before(std::move(before))
      , m_after(std::move(after))
      , m_view(view)
  {
  }
  void undo() override { apply(m_before); }
  void redo() override { apply(m_after); }

private:
  void apply(const PaneArrangement& panes)
  {
    if (m_view)
      m_view->setPanes(panes);
  }
  PaneArrangement m_before, m_after;
  QPointer<widgets::ChartView> m_view;
};

}

PaneFeature::PaneFeature(ChartPanel& owner)
    : ChartFeature(owner)
{
  connect(owner.view(), &widgets::ChartView::panesArranged, this, [this](const PaneArrangement& before) {
    panel().undoStack()->push(new PaneCommand(before, panel().view()->panes(), panel().view()));
  });
  connect(owner.view(), &widgets::ChartView::paneRemovalAsked, this, &PaneFeature::remove);
}

QJsonObject PaneFeature::saveState() const
{
  return toJson(panel().view()->panes());
}

void PaneFeature::restoreState(const QJsonObject& state)
{
  panel().view()->setPanes(widgets::paneArrangementFrom(state));
}

std::optional<std::size_t> PaneFeature::paneOf(std::size_t indicator) const
{
  const auto& model = panel().view()->model();
  if (!model)
    return {};
  for (std::size_t i = 0; i < model->panes.size(); ++i)
    if (model->panes[i].key != widgets::kVolumePane
        && std::ranges::any_of(model->panes[i].plots,
            [&](const widgets::PlotModel& plot) { return plot.source == static_cast<int>(indicator); }))
      return i + 1;
  return {};
}

void PaneFeature::remove(std::size_t pane)
{
  const auto& model = panel().view()->model();
  if (!model || pane == 0 || pane >= widgets::paneCount(*model))
    return;
  std::set<int> gone;
  if (model->panes[pane - 1].key != widgets::kVolumePane)
    for (const widgets::PlotModel& plot : model->panes[pane - 1].plots)
      gone.insert(plot.source);
  std::vector<Indicator> left;
  for (std::size_t i = 0; i < panel().indicators().size(); ++i)
    if (!gone.contains(static_cast<int>(i)))
      left.push_back(panel().indicators()[i]);
  if (left.size() < panel().indicators().size())
    panel().chooseIndicators(std::move(left));
  else
    setShown(pane, false);
}

void PaneFeature::setShown(std::size_t pane, bool shown)
{
  widgets::ChartView* view = panel().view();
  if (!view->model() || pane >= widgets::paneCount(*view->model()))
    return;
  const auto wanted = widgets::withPaneState(
      *view->model(), view->panes(), pane, shown ? widgets::PaneState::Open : widgets::PaneState::Hidden);
  if (wanted)
    view->arrangePanes(*wanted);
}

void PaneFeature::setShown(const QString& key, bool shown)
{
  const auto& model = panel().view()->model();
  for (std::size_t pane = 0; model && pane < widgets::paneCount(*model); ++pane)
    if (widgets::paneKey(*model, pane) == key) {
      setShown(pane, shown);
      return;
    }
}

QString PaneFeature::titleOfPane(std::size_t pane) const
{
  if (pane == 0)
    return Tr::tr("Price");
  const widgets::PaneModel& model = panel().view()->model()->panes[pane - 1];
  return model.title.isEmpty() && !model.plots.empty() ? model.plots.front().name : model.title;
}

void PaneFeature::fillMenu(QMenu& menu)
{
  widgets::ChartView* view = panel().view();
  if (!view->model())
    return;
  QMenu* panes = menu.addMenu(Tr::tr("Pa&nes"));
  panes->setObjectName(QStringLiteral("panesMenu"));
  for (const widgets::PlacedPane& placed : widgets::placedPanes(*view->model(), view->panes())) {
    QAction* action = panes->addAction(titleOfPane(placed.pane));
    action->setCheckable(true);
    action->setChecked(placed.state != widgets::PaneState::Hidden);
    // By key: while the menu is open, a load may bring other panes.
    connect(action, &QAction::triggered, this,
        [this, key = widgets::paneKey(*view->model(), placed.pane)](bool shown) { setShown(key, shown); });
  }
  panes->addSeparator();
  fillGroup(*panes, ChartCommand::Group::Pane, panel(), *panel().context().actions);
}

}
