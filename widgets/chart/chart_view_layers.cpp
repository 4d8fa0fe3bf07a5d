// SPDX-License-Identifier: GPL-3.0-or-later
// What a chart does with its layers.
#include "widgets/chart/chart_view.h"

#include <QAccessible>

#include <algorithm>
#include <cmath>
#include <utility>

namespace zvt::widgets {

void ChartView::addLayer(ChartLayer* layer)
{
  m_layers.push_back(layer);
  connect(layer, &QObject::destroyed, this, [this, layer] { removeLayer(layer); });
  connect(layer, &ChartLayer::changed, this, [this, layer] {
    takeSideRoom();
    if (layer->depth() == ChartLayer::Depth::Top)
      update();
    else
      invalidate();
  });
  invalidate();
}

void ChartView::removeLayer(ChartLayer* layer)
{
  if (std::erase(m_layers, layer) == 0)
    return;
  takeSideRoom();
  invalidate();
}

void ChartView::takeSideRoom()
{
  int room = 0;
  for (const ChartLayer* layer : m_layers)
    room += layer->axisRoom();
  if (std::exchange(m_style.sideAxes, room) == room)
    return;
  invalidate();
  Q_EMIT rangeChanged();
}

bool ChartView::focusNextPrevChild(bool next)
{
  const auto scene = this->scene();
  if (!scene)
    return QWidget::focusNextPrevChild(next);
  struct Stop {
    ChartLayer* layer;
    QString id;
  };
  std::vector<Stop> stops;
  std::ptrdiff_t current = -1;
  for (auto layer = m_layers.rbegin(); layer != m_layers.rend(); ++layer) {
    const QString now = (*layer)->currentStop();
    for (const QString& id : (*layer)->stops(*scene)) {
      if (id == now)
        current = static_cast<std::ptrdiff_t>(stops.size());
      stops.push_back({*layer, id});
    }
  }
  const auto count = static_cast<std::ptrdiff_t>(stops.size());
  const std::ptrdiff_t wanted = next ? current + 1 : current < 0 ? count - 1 : current - 1;
  const bool stays = wanted >= 0 && wanted < count;
  for (ChartLayer* layer : m_layers)
    if (!layer->currentStop().isEmpty() && (!stays || layer != stops[static_cast<std::size_t>(wanted)].layer))
      layer->goToStop({});
  if (!stays)
    return QWidget::focusNextPrevChild(next);
  const Stop& stop = stops[static_cast<std::size_t>(wanted)];
  stop.layer->goToStop(stop.id);
  if (const QString words = stop.layer->stopWords(stop.id); !words.isEmpty()) {
    setAccessibleDescription(words);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
  }
  return true;
}

std::optional<ChartScene> ChartView::scene() const
{
  if (barCount() == 0 || m_layout.panes.size() != m_valueAxes.size() || m_valueAxes.empty())
    return {};
  return ChartScene(*m_model, m_style, m_layout, m_axis, m_valueAxes, m_prices.look);
}

LayerPaints ChartView::layerPaints() const
{
  LayerPaints paints;
  for (const ChartLayer* layer : m_layers) {
    ChartPaint paint = layer->paint();
    if (!paint)
      continue;
    auto& depth = layer->depth() == ChartLayer::Depth::Ground ? paints.ground
        : layer->depth() == ChartLayer::Depth::Picture        ? paints.picture
                                                              : paints.top;
    depth.push_back(std::move(paint));
  }
  return paints;
}

std::optional<PriceRange> ChartView::layerRoom() const
{
  const auto [begin, end] = m_axis.inSight(barCount());
  Extremes total{std::nan(""), std::nan("")};
  for (const ChartLayer* layer : m_layers) {
    const Extremes part = layer->priceRange(begin, end);
    total = {std::fmin(total.minimum, part.minimum), std::fmax(total.maximum, part.maximum)};
  }
  if (std::isnan(total.minimum) || std::isnan(total.maximum))
    return {};
  return PriceRange{total.minimum, total.maximum};
}

double ChartView::layerMarks() const
{
  const auto [begin, end] = m_axis.inSight(barCount());
  double room = 0;
  for (const ChartLayer* layer : m_layers)
    room = std::max(room, layer->markRoom(*m_model, begin, end));
  return room;
}

bool ChartView::fillLayerMenu(QMenu& menu, QPointF position) const
{
  const auto scene = this->scene();
  return scene && std::any_of(m_layers.rbegin(), m_layers.rend(), [&](ChartLayer* layer) {
    return layer->fillMenu(menu, position, *scene);
  });
}

}
