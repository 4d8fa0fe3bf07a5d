// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/plot_canvas.h"

#include "widgets/chart/chart_painter.h"

#include <algorithm>
#include <cmath>

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
    const ChartModel& model, const ChartStyle& style, const ChartLayout& layout, const TimeAxis& axis, ChartPart part)
    : m_model(model)
    , m_style(style)
    , m_layout(layout)
    , m_axis(axis)
{
  const auto [first, last] = axis.inSight(model.bars->size());
  m_limit = part == ChartPart::Settled ? model.settled() : model.bars->size();
  m_end = std::min(last, m_limit);
  m_begin = std::min(m_end, part == ChartPart::Newest ? std::max(first, model.settled()) : first);
  if (isNarrow())
    shareColumns(std::min(first, m_end));
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

void PlotCanvas::shareColumns(std::size_t lowest)
{
  const double width = m_layout.plots.width();
  const market::BarSeries& series = *m_model.bars;
  m_columns.reserve(static_cast<std::size_t>(m_layout.plots.width()));
  // Where a column has many bars it begins and ends with a group of the pyramids: single bars at the ends of each
  // column are far apart in memory, and fetching them takes longer than all the rest of a picture.
  std::size_t group = 1;
  constexpr std::size_t kGroupsOfColumn = 4;
  while (static_cast<double>(group * ExtremePyramid::kFanout * kGroupsOfColumn) * barWidth() <= 1)
    group *= ExtremePyramid::kFanout;
  const auto bars = static_cast<double>(group);
  const auto edge = [&](int x) {
    const double nearest = std::ceil(m_axis.toBar(x, width) / bars - 0.5) * bars;
    return std::clamp(static_cast<std::size_t>(std::max(0.0, nearest)), lowest, m_end);
  };
  // One column before the first bar, so that lines are joined.
  const double left = std::floor(m_axis.toX(static_cast<double>(m_begin), width)) - 1;
  const int first = static_cast<int>(std::clamp(left, 0.0, width));
  std::size_t begin = first == 0 ? lowest : edge(first);
  for (int x = first; x < m_layout.plots.width() && begin < m_end; ++x) {
    const std::size_t end = x + 1 == m_layout.plots.width() ? m_end : edge(x + 1);
    if (begin < end)
      m_columns.push_back({x, begin, end, series.close[end - 1] >= series.open[begin]});
    begin = end;
  }
}

QFont PlotCanvas::scaled(QFont font) const
{
  font.setPixelSize(qMax(1, qRound(font.pixelSize() * m_layout.scale)));
  return font;
}

}
