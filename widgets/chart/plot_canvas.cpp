// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/plot_canvas.h"

#include "widgets/chart/chart_painter.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace zvt::widgets {

namespace {

/// See look.md: candle bodies are odd device pixels.
struct Body {
  int width;
  int gap;
};
constexpr Body kBodies[] = {{21, 5}, {15, 4}, {11, 3}, {9, 3}, {7, 2}, {5, 2}, {3, 1}, {1, 1}};

}

PlotCanvas::PlotCanvas(
    const ChartModel& model, const ChartStyle& style, const ChartLayout& layout, const TimeAxis& axis)
    : m_model(model)
    , m_style(style)
    , m_layout(layout)
    , m_axis(axis)
{
  std::tie(m_begin, m_end) = axis.inSight(model.bars->size());
}

double PlotCanvas::x(std::size_t bar) const
{
  return m_axis.toX(static_cast<double>(bar) + 0.5, m_layout.plots.width());
}

double PlotCanvas::barWidth() const
{
  return m_layout.plots.width() / m_axis.count;
}

int PlotCanvas::bodyWidth() const
{
  for (const Body& body : kBodies)
    if (body.width + body.gap <= barWidth())
      return body.width;
  return 1;
}

int PlotCanvas::stroke() const
{
  return qMax(1, qRound(std::floor(m_layout.scale)));
}

int PlotCanvas::px(double logical) const
{
  return m_layout.px(logical);
}

double PlotCanvas::scale() const
{
  return m_layout.scale;
}

bool PlotCanvas::isUp(std::size_t bar) const
{
  const market::BarSeries& bars = *m_model.bars;
  if (bars.close[bar] != bars.open[bar] || bar == 0)
    return bars.close[bar] >= bars.open[bar];
  return bars.close[bar] >= bars.close[bar - 1];
}

std::vector<PlotCanvas::Column> PlotCanvas::columns(const QRect& pane) const
{
  std::vector<Column> columns;
  const double width = m_layout.plots.width();
  columns.reserve(static_cast<std::size_t>(pane.width()));
  for (int x = 0; x < pane.width(); ++x) {
    const double from = m_axis.toBar(x, width), to = m_axis.toBar(x + 1, width);
    if (to <= 0 || from >= static_cast<double>(m_end))
      continue;
    const auto begin = static_cast<std::size_t>(std::max(0.0, std::ceil(from - 0.5)));
    const auto end = std::min(m_end, static_cast<std::size_t>(std::max(0.0, std::ceil(to - 0.5))));
    if (begin < end)
      columns.push_back({x, begin, end});
  }
  return columns;
}

QFont PlotCanvas::scaled(QFont font) const
{
  font.setPixelSize(qMax(1, qRound(font.pixelSize() * m_layout.scale)));
  return font;
}

}
