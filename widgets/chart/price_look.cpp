// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/price_look.h"

#include "widgets/base/number_format.h"
#include "widgets/base/tr.h"

#include <algorithm>

namespace zvt::widgets {

market::BarShape shapeOf(PriceStyle style)
{
  switch (style) {
  case PriceStyle::Renko:
    return market::BarShape::Renko;
  case PriceStyle::RangeBars:
    return market::BarShape::Range;
  case PriceStyle::PointFigure:
    return market::BarShape::PointFigure;
  default:
    return market::BarShape::Time;
  }
}

market::ShapeSpec PriceLook::shape() const
{
  switch (shapeOf(style)) {
  case market::BarShape::Renko:
    return boxes.renko;
  case market::BarShape::Range:
    return boxes.range;
  case market::BarShape::PointFigure:
    return boxes.pointFigure;
  case market::BarShape::Time:
    break;
  }
  return {};
}

QString keyOf(PriceStyle style)
{
  switch (style) {
  case PriceStyle::Candles:
    break;
  case PriceStyle::FilledCandles:
    return QStringLiteral("filled");
  case PriceStyle::Bars:
    return QStringLiteral("bars");
  case PriceStyle::Line:
    return QStringLiteral("line");
  case PriceStyle::Area:
    return QStringLiteral("area");
  case PriceStyle::HeikinAshi:
    return QStringLiteral("heikinAshi");
  case PriceStyle::Renko:
    return QStringLiteral("renko");
  case PriceStyle::RangeBars:
    return QStringLiteral("range");
  case PriceStyle::PointFigure:
    return QStringLiteral("pointFigure");
  case PriceStyle::VolumeCandles:
    return QStringLiteral("volumeCandles");
  case PriceStyle::Equivolume:
    return QStringLiteral("equivolume");
  }
  return QStringLiteral("candles");
}

QString keyOf(PriceScale scale)
{
  switch (scale) {
  case PriceScale::Linear:
    break;
  case PriceScale::Logarithmic:
    return QStringLiteral("logarithmic");
  case PriceScale::Percent:
    return QStringLiteral("percent");
  case PriceScale::Rebased:
    return QStringLiteral("rebased");
  }
  return QStringLiteral("linear");
}

PriceStyle priceStyleFrom(const QString& key)
{
  const auto at =
      std::find_if(kPriceStyles.begin(), kPriceStyles.end(), [&](PriceStyle style) { return keyOf(style) == key; });
  return at == kPriceStyles.end() ? PriceStyle::Candles : *at;
}

PriceScale priceScaleFrom(const QString& key)
{
  const auto at =
      std::find_if(kPriceScales.begin(), kPriceScales.end(), [&](PriceScale scale) { return keyOf(scale) == key; });
  return at == kPriceScales.end() ? PriceScale::Linear : *at;
}

QString nameOf(PriceStyle style)
{
  switch (style) {
  case PriceStyle::Candles:
    break;
  case PriceStyle::FilledCandles:
    return Tr::tr("Filled candles");
  case PriceStyle::Bars:
    return Tr::tr("OHLC bars");
  case PriceStyle::Line:
    return Tr::tr("Line of closes");
  case PriceStyle::Area:
    return Tr::tr("Area under closes");
  case PriceStyle::HeikinAshi:
    return Tr::tr("Heikin-Ashi");
  case PriceStyle::Renko:
    return Tr::tr("Renko bricks");
  case PriceStyle::RangeBars:
    return Tr::tr("Range bars");
  case PriceStyle::PointFigure:
    return Tr::tr("Point and figure");
  case PriceStyle::VolumeCandles:
    return Tr::tr("Candles as wide as the volume");
  case PriceStyle::Equivolume:
    return Tr::tr("Equivolume boxes");
  }
  return Tr::tr("Candles, hollow when up");
}

QString nameOf(PriceScale scale)
{
  switch (scale) {
  case PriceScale::Linear:
    break;
  case PriceScale::Logarithmic:
    return Tr::tr("Logarithmic scale");
  case PriceScale::Percent:
    return Tr::tr("Percent scale");
  case PriceScale::Rebased:
    return Tr::tr("Rebased to 100");
  }
  return Tr::tr("Linear scale");
}

QString signOf(PriceScale scale)
{
  switch (scale) {
  case PriceScale::Linear:
    break;
  case PriceScale::Logarithmic:
    return Tr::tr("Log");
  case PriceScale::Percent:
    return QStringLiteral("%");
  case PriceScale::Rebased:
    return QStringLiteral("=100");
  }
  return {};
}

QString priceAxisText(PriceScale scale, double shown, int decimals)
{
  switch (scale) {
  case PriceScale::Percent:
    return formatSigned(shown, 2) + u'%';
  case PriceScale::Rebased:
    return formatNumber(shown, 2);
  case PriceScale::Linear:
  case PriceScale::Logarithmic:
    break;
  }
  return formatNumber(shown, decimals);
}

}
