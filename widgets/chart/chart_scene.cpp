// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chart_scene.h"

namespace zvt::widgets {

ChartScene::ChartScene(const ChartModel& model, const ChartStyle& style, const ChartLayout& layout,
    const TimeAxis& axis, const std::vector<ValueAxis>& values, const PriceLook& look)
    : m_model(model)
    , m_style(style)
    , m_layout(layout)
    , m_axis(axis)
    , m_values(values)
    , m_look(look)
{
}

QRectF ChartScene::logical(const QRect& rect) const
{
  const double scale = m_layout.scale;
  return {rect.left() / scale, rect.top() / scale, rect.width() / scale, rect.height() / scale};
}

std::pair<std::size_t, std::size_t> ChartScene::inSight() const
{
  return m_axis.inSight(m_model.bars->size());
}

double ChartScene::y(double value, std::size_t pane) const
{
  const QRect& rect = m_layout.panes[pane];
  return (rect.top() + m_values[pane].toY(value, rect.height() - 1)) / m_layout.scale;
}

double ChartScene::value(double y, std::size_t pane) const
{
  const QRect& rect = m_layout.panes[pane];
  return m_values[pane].toValue(y * m_layout.scale - rect.top(), rect.height() - 1);
}

std::optional<std::size_t> ChartScene::paneAt(QPointF position) const
{
  for (std::size_t i = 0; i < m_layout.panes.size(); ++i)
    if (pane(i).contains(position))
      return i;
  return {};
}

QString ChartScene::priceText(double price) const
{
  return priceAxisText(m_look.scale, m_values.front().shown(price), m_model.priceDecimals);
}

}
