// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/alert_lines.h"

#include <algorithm>

namespace zvt::widgets {

namespace {

using Reach = AlertLine::Reach;

DrawingAnchor priced(DrawingAnchor anchor, double price)
{
  anchor.price = price;
  return anchor;
}

/// Horizontal lines over the time of a drawing, or on to the right.
void addLevels(std::vector<AlertLine>& lines, const Drawing& drawing, double from, double to)
{
  const auto [first, last] = std::minmax_element(drawing.anchors.begin(), drawing.anchors.end(),
      [](const DrawingAnchor& a, const DrawingAnchor& b) { return a.time.micros < b.time.micros; });
  for (const double level : drawing.style.levels) {
    const double price = from + (to - from) * level;
    lines.push_back(
        {priced(*first, price), priced(*last, price), drawing.style.extend ? Reach::Ray : Reach::Segment, level});
  }
}

}

std::vector<AlertLine> alertLinesOf(const Drawing& drawing)
{
  std::vector<AlertLine> lines;
  const auto& at = drawing.anchors;
  if (at.size() < static_cast<std::size_t>(std::max(1, infoOf(drawing.kind).places)))
    return lines;
  switch (drawing.kind) {
  case DrawingKind::TrendLine:
  case DrawingKind::Arrow:
    lines.push_back({at[0], at[1], Reach::Segment});
    break;
  case DrawingKind::Ray:
    lines.push_back({at[0], at[1], Reach::Ray});
    break;
  case DrawingKind::ExtendedLine:
    lines.push_back({at[0], at[1], Reach::Extended});
    break;
  case DrawingKind::HorizontalLine:
    lines.push_back({at[0], at[0], Reach::Extended});
    break;
  case DrawingKind::HorizontalRay:
    lines.push_back({at[0], at[0], Reach::Ray});
    break;
  case DrawingKind::ParallelChannel:
    for (const double level : drawing.style.levels) {
      const double shift = (at[2].price - at[0].price) * level;
      lines.push_back({priced(at[0], at[0].price + shift), priced(at[1], at[1].price + shift),
          drawing.style.extend ? Reach::Ray : Reach::Segment, level});
    }
    break;
  case DrawingKind::Rectangle:
    for (const double price : {at[0].price, at[1].price})
      lines.push_back({priced(at[0], price), priced(at[1], price), Reach::Segment});
    break;
  case DrawingKind::FibRetracement:
    addLevels(lines, drawing, at[1].price, at[0].price);
    break;
  case DrawingKind::FibExtension:
    addLevels(lines, drawing, at[2].price, at[2].price + at[1].price - at[0].price);
    break;
  case DrawingKind::LongPosition:
  case DrawingKind::ShortPosition:
    for (const DrawingAnchor& anchor : at)
      lines.push_back({priced(at[0], anchor.price), priced(at.back(), anchor.price), Reach::Segment});
    break;
  default:
    break;
  }
  return lines;
}

}
