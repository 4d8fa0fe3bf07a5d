// SPDX-License-Identifier: GPL-3.0-or-later
// What the user does to the panes of a chart.
#include "widgets/base/theme.h"
#include "widgets/chart/chart_view.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace zvt::widgets {

void ChartView::setPanes(const PaneArrangement& panes)
{
  if (panes == m_panes)
    return;
  m_panes = panes;
  m_paneButtons->hide();
  invalidate();
}

void ChartView::arrangePanes(const PaneArrangement& panes)
{
  if (panes == m_panes)
    return;
  const PaneArrangement before = m_panes;
  setPanes(panes);
  Q_EMIT panesArranged(before);
}

void ChartView::actOnPane(PaneAct act, std::size_t pane)
{
  if (!m_model || pane >= paneCount(*m_model))
    return;
  m_currentPane = pane;
  const auto take = [this](const std::optional<PaneArrangement>& wanted) {
    if (wanted)
      arrangePanes(*wanted);
  };
  const PaneButtons::State state = paneState(pane);
  switch (act) {
  case PaneAct::Up:
    take(withPaneMoved(*m_model, m_panes, pane, -1));
    return;
  case PaneAct::Down:
    take(withPaneMoved(*m_model, m_panes, pane, 1));
    return;
  case PaneAct::Collapse:
    take(withPaneState(*m_model, m_panes, pane, state.isCollapsed ? PaneState::Open : PaneState::Collapsed));
    return;
  case PaneAct::Maximize:
    if (state.isMaximized || state.canCollapse)
      take(withMaximized(*m_model, m_panes, state.isMaximized ? std::nullopt : std::optional(pane)));
    return;
  case PaneAct::Remove:
    if (state.canGo)
      Q_EMIT paneRemovalAsked(pane);
    return;
  }
}

PaneButtons::State ChartView::paneState(std::size_t pane) const
{
  PaneButtons::State state;
  state.pane = pane;
  if (!m_model || pane >= paneCount(*m_model))
    return state;
  std::size_t open = 0;
  for (const PlacedPane& placed : placedPanes(*m_model, m_panes)) {
    open += placed.state == PaneState::Open ? 1 : 0;
    if (placed.pane == pane)
      state.isCollapsed = placed.state == PaneState::Collapsed;
  }
  state.isMaximized = maximizedPane(*m_model, m_panes) == pane;
  state.isCollapsed = state.isCollapsed && !state.isMaximized;
  state.canCollapse = open > 1 || state.isCollapsed;
  state.canGoUp = !state.isMaximized && withPaneMoved(*m_model, m_panes, pane, -1).has_value();
  state.canGoDown = !state.isMaximized && withPaneMoved(*m_model, m_panes, pane, 1).has_value();
  state.canGo = pane > 0;
  return state;
}

void ChartView::growPane(std::size_t pane, double pixels)
{
  if (!m_model || m_layout.states.size() != paneCount(*m_model) || !m_layout.isOpen(pane))
    return;
  const auto below = m_layout.openBeside(pane, 1);
  const auto other = below ? below : m_layout.openBeside(pane, -1);
  if (!other)
    return;
  std::vector<double> heights = m_layout.openHeights();
  const double least = std::min({ChartLayout::kLeastHeight, heights[pane], heights[*other]});
  const double both = heights[pane] + heights[*other];
  heights[pane] = std::clamp(heights[pane] + pixels, least, both - least);
  heights[*other] = both - heights[pane];
  arrangePanes(withHeights(*m_model, m_panes, heights));
  renderPicture(); // the next step starts from the heights of this one
}

std::size_t ChartView::currentPane() const
{
  if (m_markedPane)
    return *m_markedPane;
  return m_currentPane && m_model && *m_currentPane < paneCount(*m_model) ? *m_currentPane : 0;
}

void ChartView::stepPane(int by)
{
  if (m_layout.order.empty())
    return;
  const std::vector<std::size_t>& order = m_layout.order;
  const auto count = static_cast<std::ptrdiff_t>(order.size());
  const auto found = std::find(order.begin(), order.end(), currentPane());
  const std::ptrdiff_t at = found == order.end() ? 0 : found - order.begin();
  const std::ptrdiff_t next = m_markedPane ? (at + by + count) % count : at; // the first step shows where one is
  m_markedPane = order[static_cast<std::size_t>(next)];
  m_currentPane = m_markedPane;
  update();
}

void ChartView::paintPaneMark(QPainter& painter) const
{
  if (!m_markedPane || !hasFocus() || m_layout.states[*m_markedPane] == PaneState::Hidden)
    return;
  const QRect& pane = m_layout.panes[*m_markedPane];
  constexpr double kWidth = 3;
  painter.fillRect(QRectF(0, pane.top() / m_layout.scale + 1, kWidth, pane.height() / m_layout.scale - 1),
      Theme::current().colors().accent.line);
}

bool ChartView::pressOnPane(const QMouseEvent& event)
{
  if (barCount() == 0 || m_layout.order.empty())
    return false;
  const QPointF at = event.position();
  m_markedPane.reset();
  if (const auto beside = m_layout.separatorAt(at.y())) {
    m_drag = Drag{Drag::What::Separator, at, 0, {}, m_panes, m_layout.openHeights(), *beside};
    return true;
  }
  const auto pane = m_layout.paneAt(at.y());
  if (!pane)
    return false;
  m_currentPane = *pane;
  if (m_layout.isOpen(*pane))
    return false;
  actOnPane(PaneAct::Collapse, *pane); // its title line opens it again
  return true;
}

void ChartView::dragSeparator(QPointF position)
{
  const auto [above, below] = m_drag->beside;
  std::vector<double> heights = m_drag->heights;
  if (!m_model || heights.size() != paneCount(*m_model)) // another chart came meanwhile
    return;
  const double both = heights[above] + heights[below];
  const double least = std::min({ChartLayout::kLeastHeight, heights[above], heights[below]});
  heights[above] = std::clamp(heights[above] + position.y() - m_drag->from.y(), least, both - least);
  heights[below] = both - heights[above];
  if (position.y() == m_drag->from.y())
    setPanes(m_drag->panes);
  else
    setPanes(withHeights(*m_model, m_drag->panes, heights));
}

bool ChartView::doubleClickOnPane(QPointF position)
{
  if (barCount() == 0 || position.x() > plotWidth())
    return false;
  const auto pane = m_layout.paneAt(position.y());
  if (!pane)
    return false;
  const auto beside = m_layout.separatorAt(position.y());
  const bool onTitle = position.y() - m_layout.panes[*pane].top() / m_layout.scale < ChartLayout::kTitleHeight;
  if (!beside && !onTitle)
    return false;
  actOnPane(PaneAct::Maximize, beside ? beside->second : *pane); // of a separator: the pane below it
  return true;
}

void ChartView::showPaneButtons(QPointF position)
{
  const auto pane = barCount() > 0 && !m_drag ? m_layout.paneAt(position.y()) : std::nullopt;
  if (!pane || m_layout.panes.size() < 2) {
    m_paneButtons->hide();
    return;
  }
  if (m_paneButtons->isVisible() && m_paneButtons->pane() == *pane)
    return; // whatever changes its state hides them first
  m_paneButtons->showFor(paneState(*pane), static_cast<int>(plotWidth()) - 4,
      static_cast<int>(m_layout.panes[*pane].top() / m_layout.scale) + 2);
}

}
