// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/drawing/drawing.h"

#include "widgets/base/tr.h"
#include "widgets/chart/chart_style.h"

#include <QUuid>

#include <algorithm>

namespace zvt::widgets {

namespace {

using Family = DrawingFamily;
using Kind = DrawingKind;

// The ratios of consecutive Fibonacci numbers and their roots, as every charting program has them.
const std::vector<double> kRetracement = {0, 0.236, 0.382, 0.5, 0.618, 0.786, 1, 1.272, 1.618, 2.618, 4.236};
const std::vector<double> kExtension = {0, 0.382, 0.618, 1, 1.272, 1.618, 2, 2.618, 4.236};
const std::vector<double> kFan = {0.236, 0.382, 0.5, 0.618, 0.786};
const std::vector<double> kFibonacciNumbers = {0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144};
// W. D. Gann's angles: 8×1 … 1×8, price to time.
const std::vector<double> kGann = {8, 4, 3, 2, 1, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 8};
const std::vector<double> kBox = {0, 0.25, 0.382, 0.5, 0.618, 0.75, 1};

const std::vector<DrawingKindInfo>& table()
{
  static const std::vector<DrawingKindInfo> kTable = {
      {Kind::TrendLine, Family::Lines, "trend-line", 2, [] { return Tr::tr("Trend line"); }},
      {Kind::Ray, Family::Lines, "ray", 2, [] { return Tr::tr("Ray"); }},
      {Kind::ExtendedLine, Family::Lines, "extended-line", 2, [] { return Tr::tr("Extended line"); }},
      {Kind::HorizontalLine, Family::Lines, "horizontal-line", 1, [] { return Tr::tr("Horizontal line"); }},
      {Kind::HorizontalRay, Family::Lines, "horizontal-ray", 1, [] { return Tr::tr("Horizontal ray"); }},
      {Kind::VerticalLine, Family::Lines, "vertical-line", 1, [] { return Tr::tr("Vertical line"); }},
      {Kind::Arrow, Family::Lines, "arrow", 2, [] { return Tr::tr("Arrow"); }},
      {Kind::ParallelChannel, Family::Channels, "parallel-channel", 3, [] { return Tr::tr("Parallel channel"); },
          {0, 0.5, 1}, true},
      {Kind::RegressionChannel, Family::Channels, "regression-channel", 2, [] { return Tr::tr("Regression channel"); },
          {-2, 0, 2}, true},
      {Kind::Pitchfork, Family::Channels, "pitchfork", 3, [] { return Tr::tr("Andrews' pitchfork"); }, {0, 0.5, 1},
          true},
      {Kind::SchiffPitchfork, Family::Channels, "schiff-pitchfork", 3, [] { return Tr::tr("Schiff pitchfork"); },
          {0, 0.5, 1}, true},
      {Kind::ModifiedSchiffPitchfork, Family::Channels, "modified-schiff-pitchfork", 3,
          [] { return Tr::tr("Modified Schiff pitchfork"); }, {0, 0.5, 1}, true},
      {Kind::FibRetracement, Family::Fibonacci, "fib-retracement", 2, [] { return Tr::tr("Fibonacci retracement"); },
          kRetracement, true},
      {Kind::FibExtension, Family::Fibonacci, "fib-extension", 3, [] { return Tr::tr("Fibonacci extension"); },
          kExtension, true},
      {Kind::FibFan, Family::Fibonacci, "fib-fan", 2, [] { return Tr::tr("Fibonacci fan"); }, kFan},
      {Kind::FibArcs, Family::Fibonacci, "fib-arcs", 2, [] { return Tr::tr("Fibonacci arcs"); },
          {0.236, 0.382, 0.5, 0.618, 0.786, 1}},
      {Kind::FibTimeZones, Family::Fibonacci, "fib-time-zones", 2, [] { return Tr::tr("Fibonacci time zones"); },
          kFibonacciNumbers},
      {Kind::GannFan, Family::Gann, "gann-fan", 2, [] { return Tr::tr("Gann fan"); }, kGann},
      {Kind::GannBox, Family::Gann, "gann-box", 2, [] { return Tr::tr("Gann box"); }, kBox, true},
      {Kind::Rectangle, Family::Shapes, "rectangle", 2, [] { return Tr::tr("Rectangle"); }, {}, true},
      {Kind::Ellipse, Family::Shapes, "ellipse", 2, [] { return Tr::tr("Ellipse"); }, {}, true},
      {Kind::Brush, Family::Shapes, "brush", 0, [] { return Tr::tr("Brush"); }},
      {Kind::Text, Family::Texts, "text", 1, [] { return Tr::tr("Text"); }, {}, false, true},
      {Kind::Note, Family::Texts, "note", 2, [] { return Tr::tr("Note with an arrow"); }, {}, true, true},
      {Kind::PriceLabel, Family::Texts, "price-label", 1, [] { return Tr::tr("Price label"); }},
      {Kind::LongPosition, Family::Trading, "long-position", 1, [] { return Tr::tr("Long position"); }, {}, true},
      {Kind::ShortPosition, Family::Trading, "short-position", 1, [] { return Tr::tr("Short position"); }, {}, true},
      {Kind::Measure, Family::Trading, "measure", 2, [] { return Tr::tr("Date and price range"); }, {}, true},
  };
  return kTable;
}

constexpr std::array kColors = {
    "series0", "series1", "series2", "series3", "series4", "series5", "series6", "series7", "red", "green", "text"};

}

QString nameOf(DrawingFamily family)
{
  switch (family) {
  case Family::Lines:
    return Tr::tr("Lines");
  case Family::Channels:
    return Tr::tr("Channels and pitchforks");
  case Family::Fibonacci:
    return Tr::tr("Fibonacci");
  case Family::Gann:
    return Tr::tr("Gann");
  case Family::Shapes:
    return Tr::tr("Shapes");
  case Family::Texts:
    return Tr::tr("Texts");
  case Family::Trading:
    break;
  }
  return Tr::tr("Positions and measures");
}

std::span<const DrawingKindInfo> drawingKinds()
{
  return table();
}

const DrawingKindInfo& infoOf(DrawingKind kind)
{
  static const DrawingKindInfo kUnknown{
      Kind::Unknown, Family::Lines, "unknown", 0, [] { return Tr::tr("Unknown drawing"); }};
  const auto at = std::find_if(table().begin(), table().end(), [&](const auto& info) { return info.kind == kind; });
  return at == table().end() ? kUnknown : *at;
}

QString nameOf(DrawingKind kind)
{
  return infoOf(kind).name();
}

DrawingStyle defaultStyle(DrawingKind kind)
{
  DrawingStyle style;
  style.levels = infoOf(kind).levels;
  switch (infoOf(kind).family) {
  case Family::Fibonacci:
    style.color = QStringLiteral("series1");
    break;
  case Family::Gann:
    style.color = QStringLiteral("series3");
    break;
  case Family::Channels:
    style.color = QStringLiteral("series2");
    break;
  default:
    break;
  }
  if (kind == Kind::Brush)
    style.width = 2;
  return style;
}

QColor colorOf(const DrawingStyle& drawing, const ChartStyle& style)
{
  if (drawing.color.startsWith(u'#')) {
    const QColor own(drawing.color);
    return own.isValid() ? style.readable(own.rgb() & 0xFFFFFFU) : style.series[0];
  }
  if (drawing.color == QLatin1String("red"))
    return style.red;
  if (drawing.color == QLatin1String("green"))
    return style.green;
  if (drawing.color == QLatin1String("text"))
    return style.textPrimary;
  const int number = drawing.color.startsWith(QLatin1String("series")) ? drawing.color.mid(6).toInt() : 0;
  return style.series[static_cast<std::size_t>(std::clamp(number, 0, static_cast<int>(style.series.size()) - 1))];
}

std::span<const char* const> drawingColors()
{
  return kColors;
}

DrawingList applied(const DrawingList& list, const DrawingEdit& edit, bool back)
{
  const auto& gone = back ? edit.after : edit.before;
  const auto& come = back ? edit.before : edit.after;
  DrawingList result;
  result.reserve(list.size() + come.size());
  for (const Drawing& drawing : list)
    if (!find(gone, drawing.id) && !find(come, drawing.id))
      result.push_back(drawing);
  result.insert(result.end(), come.begin(), come.end());
  std::stable_sort(result.begin(), result.end(),
      [](const Drawing& a, const Drawing& b) { return a.order != b.order ? a.order < b.order : a.id < b.id; });
  return result;
}

const Drawing* find(const DrawingList& list, const QString& id)
{
  const auto at = std::find_if(list.begin(), list.end(), [&](const Drawing& drawing) { return drawing.id == id; });
  return at == list.end() ? nullptr : &*at;
}

QString freshDrawingId()
{
  return QUuid::createUuid().toString(QUuid::Id128);
}

}
