// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/number_format.h"

#include "widgets/base/number_text.h"

#include <cmath>

namespace zvt::widgets {

NumberStyle numberStyleFromString(const QString& text)
{
  return text == u"wan" ? NumberStyle::Wan : NumberStyle::Thousand;
}

QString formatNumber(double value, int decimals)
{
  return NumberText::number(value, decimals).toString();
}

QString formatSigned(double value, int decimals)
{
  return NumberText::signedNumber(value, decimals).toString();
}

QString formatSignedPercent(double fraction, int decimals)
{
  return NumberText::signedPercent(fraction, decimals).toString();
}

QString formatPercent(double fraction, int decimals)
{
  return NumberText::percent(fraction, decimals).toString();
}

QString formatLarge(double value, NumberStyle style, int decimals)
{
  return NumberText::large(value, style, decimals).toString();
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
