// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/second_axis.h"

#include "widgets/base/number_format.h"
#include "widgets/chart/chart_view.h"
#include "widgets/chart/plot_painter.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kLabelDistance = 44;
constexpr double kLabel = 18; ///< height
constexpr double kLegends = 64; ///< at the top of the price pane
constexpr double kLowestPane = 48; ///< a lower one has been collapsed

Extremes extremesOf(const std::vector<PlotModel>& plots, std::size_t begin, std::size_t end)
{
  Extremes total{std::nan(""), std::nan("")};
  for (const PlotModel& plot : plots) {
    if (!plot.visible)
      continue;
    const Extremes part = plot.range(begin, end);
    total = {std::fmin(total.minimum, part.minimum), std::fmax(total.maximum, part.maximum)};
  }
  return total;
}

/// Prices of the chart for one of a shared axis; NaN where nothing can be compared.
double priceFactor(const SideAxis& axis, const ChartModel& model, const PriceLook& look, std::size_t firstInSight)
{
  const std::size_t bar = axis.baseBar(baseBarOf(model, look, firstInSight));
  if (axis.plots.empty() || bar >= model.bars->size() || bar >= axis.plots.front().values.size())
    return std::nan("");
  const double factor = model.bars->close[bar] / axis.plots.front().values[bar];
  return factor > 0 && std::isfinite(factor) ? factor : std::nan("");
}

QString valueText(const SideAxis& axis, const ChartStyle& style, double value, int decimals)
{
  return axis.largeNumbers && style.largeNumber ? style.largeNumber(value) : formatNumber(value, decimals);
}

bool isShown(const SideAxis& axis)
{
  return std::any_of(axis.plots.begin(), axis.plots.end(), [](const PlotModel& plot) { return plot.visible; });
}

/// The newest value of a shared axis, boxed beside the prices.
struct Tag {
  double y;
  QString text;
  QColor color;
};

class Painting {
public:
  Painting(QPainter& painter, const ChartScene& scene)
      : m_painter(painter)
      , m_scene(scene)
      , m_canvas(scene.model(), scene.style(), scene.layout(), scene.axis())
  {
  }

  void paint(const std::vector<SideAxis>& axes)
  {
    int column = 0;
    for (const SideAxis& axis : axes) {
      if (!isShown(axis))
        continue;
      const auto values = SecondAxisLayer::valueAxis(axis, m_scene);
      if (!values)
        continue;
      paintPlots(axis, *values);
      if (axis.shared)
        addTag(axis, *values);
      else
        paintLabels(axis, *values, column);
      column += axis.shared ? 0 : 1;
    }
    paintTags();
  }

private:
  void paintPlots(const SideAxis& axis, const ValueAxis& values)
  {
    const QRect& pane = m_scene.layout().panes.front();
    const double scale = m_scene.layout().scale;
    m_painter.save();
    m_painter.scale(1 / scale, 1 / scale); // plots are drawn in device pixels
    m_painter.setClipRect(pane);
    const PlotPainter plots(m_canvas, pane, values);
    plots.paintGround(m_painter, axis.plots);
    plots.paint(m_painter, axis.plots);
    m_painter.restore();
  }

  void paintLabels(const SideAxis& axis, const ValueAxis& values, int column)
  {
    const QRectF pane = m_scene.pane(0);
    const ChartStyle& style = m_scene.style();
    const auto shown =
        std::find_if(axis.plots.begin(), axis.plots.end(), [](const PlotModel& plot) { return plot.visible; });
    const QColor color = shown->hasOwnColor() ? style.color(*shown) : style.textSecondary;
    const double left = m_scene.sideAxes().left() + column * SecondAxisLayer::kColumn;
    const int decimals = std::max(axis.decimals, values.tickDecimals(pane.height(), kLabelDistance));
    m_painter.setFont(style.axisFont);
    m_painter.setPen(QPen(style.gridStrong, 1));
    m_painter.drawLine(QPointF(left + 0.5, 0), QPointF(left + 0.5, m_scene.sideAxes().bottom()));
    m_painter.setPen(QPen(color, 1));
    m_painter.drawLine(QPointF(left + 1.5, pane.top() + 1), QPointF(left + 1.5, pane.bottom()));
    for (const double value : values.ticks(pane.height(), kLabelDistance)) {
      const double y = pane.top() + values.toY(value, pane.height() - 1);
      if (y < pane.top() + kLabel / 2 || y > pane.bottom() - kLabel / 2)
        continue;
      m_painter.drawLine(QPointF(left + 2, std::round(y) + 0.5), QPointF(left + 5, std::round(y) + 0.5));
      m_painter.drawText(QRectF(left + 8, y - kLabel / 2, SecondAxisLayer::kColumn - 8, kLabel),
          Qt::AlignLeft | Qt::AlignVCenter, valueText(axis, style, value, decimals));
    }
  }

  void addTag(const SideAxis& axis, const ValueAxis& values)
  {
    const PlotModel& plot = axis.plots.front();
    const auto [begin, end] = m_scene.inSight();
    const std::size_t base = axis.baseBar(baseBarOf(m_scene.model(), m_scene.look(), begin));
    std::size_t last = std::min(end, plot.values.size());
    while (last > begin && !std::isfinite(plot.values[last - 1]))
      --last;
    if (last <= begin || base >= plot.values.size())
      return;
    const QRectF pane = m_scene.pane(0);
    const double value = plot.values[last - 1], change = value / plot.values[base] - 1;
    const double y = pane.top() + values.toY(value, pane.height() - 1);
    if (y < pane.top() || y > pane.bottom())
      return;
    m_tags.push_back({y,
        m_scene.look().scale == PriceScale::Rebased ? formatNumber(100 * (1 + change), 2) : formatSignedPercent(change),
        m_scene.style().color(plot)});
  }

  /// One below the other where they would lie over each other, and none over the chart's own price.
  void paintTags()
  {
    std::sort(m_tags.begin(), m_tags.end(), [](const Tag& a, const Tag& b) { return a.y < b.y; });
    const ChartStyle& style = m_scene.style();
    const std::vector<double>& closes = m_scene.model().bars->close;
    const double own = closes.empty() ? std::nan("") : m_scene.y(closes.back());
    double free = -1e9;
    m_painter.setFont(style.axisFont);
    for (const Tag& tag : m_tags) {
      double y = std::max(tag.y, free);
      if (std::abs(y - own) < kLabel)
        y = y < own && own - kLabel >= free ? own - kLabel : own + kLabel;
      free = y + kLabel;
      const QRectF axis = m_scene.valueAxis();
      const QRectF box(axis.left() + 1, std::round(y - kLabel / 2), axis.width() - 1, kLabel);
      m_painter.fillRect(box, style.background);
      m_painter.fillRect(QRectF(box.left(), box.top() + 1, 3, box.height() - 2), tag.color);
      m_painter.setPen(tag.color);
      m_painter.drawText(box.adjusted(5, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, tag.text);
    }
  }

  QPainter& m_painter;
  const ChartScene& m_scene;
  PlotCanvas m_canvas;
  std::vector<Tag> m_tags;
};

}

std::size_t SideAxis::baseBar(std::size_t base) const
{
  if (plots.empty())
    return base;
  const std::vector<double>& values = plots.front().values;
  while (base < values.size() && !(values[base] > 0 && std::isfinite(values[base])))
    ++base;
  return base;
}

std::size_t baseBarOf(const ChartModel& model, const PriceLook& look, std::size_t firstInSight)
{
  const market::BarSeries& bars = *model.bars;
  std::size_t bar = firstInSight;
  if (look.base)
    if (const auto at = std::lower_bound(bars.key.begin(), bars.key.end(), *look.base); at != bars.key.end())
      bar = static_cast<std::size_t>(at - bars.key.begin());
  while (bar < bars.size() && !std::isfinite(bars.close[bar]))
    ++bar;
  return bar;
}

SecondAxisLayer::SecondAxisLayer(const ChartView& view, QObject* parent)
    : ChartLayer(Depth::Picture, parent)
    , m_view(view)
{
}

void SecondAxisLayer::setAxes(SideAxes axes)
{
  m_axes = std::move(axes);
  Q_EMIT changed();
}

void SecondAxisLayer::setNewest(std::size_t axis, std::size_t bar, double value)
{
  if (!m_axes || axis >= m_axes->size() || (*m_axes)[axis].plots.empty())
    return;
  const std::shared_ptr<std::vector<SideAxis>> own = m_axes.use_count() == 1
      ? std::const_pointer_cast<std::vector<SideAxis>>(std::move(m_axes))
      : std::make_shared<std::vector<SideAxis>>(*m_axes);
  PlotModel& plot = (*own)[axis].plots.front();
  if (bar >= plot.values.size())
    plot.values.resize(bar + 1, std::nan(""));
  plot.values[bar] = value;
  plot.pyramid.update(plot.values, bar);
  m_axes = own;
  Q_EMIT changed();
}

std::optional<ValueAxis> SecondAxisLayer::valueAxis(const SideAxis& axis, const ChartScene& scene)
{
  const auto [begin, end] = scene.inSight();
  if (axis.shared) {
    const double factor = priceFactor(axis, scene.model(), scene.look(), begin);
    const ValueAxis& prices = scene.values(0);
    if (std::isnan(factor))
      return {};
    return ValueAxis::fixed(prices.minimum() / factor, prices.maximum() / factor,
        scene.look().scale == PriceScale::Logarithmic && prices.minimum() > 0);
  }
  const bool fromZero = std::any_of(
      axis.plots.begin(), axis.plots.end(), [](const PlotModel& plot) { return plot.visible && plot.isColumn(); });
  const double height = std::max(1.0, scene.pane(0).height() - 1);
  return ValueAxis(extremesOf(axis.plots, begin, end), false, fromZero, AxisAir{kLegends / height, 0});
}

ChartPaint SecondAxisLayer::paint() const
{
  if (!m_axes || m_axes->empty())
    return {};
  return [axes = m_axes](QPainter& painter, const ChartScene& scene) {
    if (scene.pane(0).height() >= kLowestPane)
      Painting(painter, scene).paint(*axes);
  };
}

int SecondAxisLayer::axisRoom() const
{
  if (!m_axes)
    return 0;
  return kColumn * static_cast<int>(std::count_if(m_axes->begin(), m_axes->end(), [](const SideAxis& axis) {
    return !axis.shared && isShown(axis);
  }));
}

Extremes SecondAxisLayer::priceRange(std::size_t begin, std::size_t end) const
{
  Extremes total{std::nan(""), std::nan("")};
  if (!m_axes || !m_view.model())
    return total;
  for (const SideAxis& axis : *m_axes) {
    if (!axis.shared)
      continue;
    const double factor = priceFactor(axis, *m_view.model(), m_view.look(), begin);
    const Extremes part = extremesOf(axis.plots, begin, end);
    if (std::isnan(factor) || std::isnan(part.minimum))
      continue;
    total = {std::fmin(total.minimum, part.minimum * factor), std::fmax(total.maximum, part.maximum * factor)};
  }
  return total;
}

}
