// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/number_format.h"

#include <QLocale>

#include <array>
#include <cmath>

namespace zvt::widgets {

namespace {

struct Unit {
  double size;
  const char16_t* name;
};
constexpr std::array kWan{Unit{1e12, u"万亿"}, Unit{1e8, u"亿"}, Unit{1e4, u"万"}};
constexpr std::array kThousand{Unit{1e12, u"T"}, Unit{1e9, u"B"}, Unit{1e6, u"M"}, Unit{1e3, u"K"}};

QString digits(double magnitude, int decimals)
{
  QLocale locale = QLocale::c();
  locale.setNumberOptions(QLocale::DefaultNumberOptions);
  return locale.toString(magnitude, 'f', decimals);
}

bool isZero(const QString& text)
{
  for (const QChar c : text)
    if (c >= u'1' && c <= u'9')
      return false;
  return true;
}

/// Three significant digits, four from 1,000 upwards: 9.10, 36.0, 112, 6,120.
int decimalsFor(double scaled)
{
  return scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
}

}

NumberStyle numberStyleFromString(const QString& text)
{
  return text == u"wan" ? NumberStyle::Wan : NumberStyle::Thousand;
}

QString formatNumber(double value, int decimals)
{
  if (std::isnan(value))
    return kMissing;
  if (std::isinf(value))
    return value > 0 ? QString(QChar(u'\u221e')) : QString(kMinus) + QChar(u'\u221e');
  const QString text = digits(std::abs(value), decimals);
  return value < 0 && !isZero(text) ? QString(kMinus + text) : text;
}

QString formatSigned(double value, int decimals)
{
  const QString text = formatNumber(value, decimals);
  return value > 0 && !isZero(text) ? QString(u'+' + text) : text;
}

QString formatSignedPercent(double fraction, int decimals)
{
  const QString text = formatSigned(fraction * 100, decimals);
  return std::isnan(fraction) ? text : QString(text + u'%');
}

QString formatPercent(double fraction, int decimals)
{
  const QString text = formatNumber(fraction * 100, decimals);
  return std::isnan(fraction) ? text : QString(text + u'%');
}

QString formatLarge(double value, NumberStyle style, int decimals)
{
  const double magnitude = std::abs(value);
  if (!std::isfinite(value))
    return formatNumber(value, decimals);
  // What would be rounded up to the next unit takes that unit: 999,950 is 1.00M, 99,999,999 is 1.00亿.
  const double almost = style == NumberStyle::Wan ? 0.99995 : 0.9995;
  const std::span<const Unit> units =
      style == NumberStyle::Wan ? std::span<const Unit>(kWan) : std::span<const Unit>(kThousand);
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (magnitude < units[i].size * almost)
      continue;
    const double scaled = magnitude / units[i].size;
    const QString text = digits(scaled, decimalsFor(scaled)) + QString::fromUtf16(units[i].name);
    return value < 0 ? QString(kMinus + text) : text;
  }
  return formatNumber(value, decimals);
}

int decimalsOfTick(double tick)
{
  for (int decimals = 0; decimals < 12; ++decimals) {
    const double scaled = tick * std::pow(10.0, decimals);
    if (std::abs(scaled - std::round(scaled)) < 1e-9 * std::max(1.0, scaled) && std::round(scaled) >= 1)
      return decimals;
  }
  return 12;
}

}
