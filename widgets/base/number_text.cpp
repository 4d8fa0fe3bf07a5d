// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/number_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <span>

namespace zvt::widgets {

namespace {

struct Unit {
  double size;
  const char16_t* name;
};
constexpr std::array kWan{Unit{1e12, u"万亿"}, Unit{1e8, u"亿"}, Unit{1e4, u"万"}};
constexpr std::array kThousand{Unit{1e12, u"T"}, Unit{1e9, u"B"}, Unit{1e6, u"M"}, Unit{1e3, u"K"}};

/// Three significant digits, four from 1,000 upwards: 9.10, 36.0, 112, 6,120.
int decimalsFor(double scaled)
{
  return scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
}

}

void NumberText::appendDigits(double magnitude, int decimals)
{
  std::array<char, 400> plain; // the largest double has 309 digits before the point
  // to_chars rounds exact halves to even; people round them up.
  const double nudged = std::nextafter(magnitude, std::numeric_limits<double>::max());
  const auto end = std::to_chars(plain.begin(), plain.end(), nudged, std::chars_format::fixed, decimals);
  const std::span digits(plain.data(), static_cast<std::size_t>(end.ptr - plain.data()));
  const std::size_t whole = digits.size() - (decimals > 0 ? static_cast<std::size_t>(decimals) + 1 : 0);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0)
      append(u',');
    append(QLatin1Char(digits[i]));
  }
}

bool NumberText::isZero() const
{
  for (const QChar c : view())
    if (c >= u'1' && c <= u'9')
      return false;
  return true;
}

NumberText NumberText::number(double value, int decimals)
{
  NumberText text;
  if (std::isnan(value)) {
    text.append(kMissing);
  } else if (std::isinf(value)) {
    if (value < 0)
      text.append(kMinus);
    text.append(QChar(u'\u221e'));
  } else {
    text.appendDigits(std::abs(value), decimals);
    if (value < 0 && !text.isZero()) {
      NumberText negative;
      negative.append(kMinus);
      negative.append(text.view());
      return negative;
    }
  }
  return text;
}

NumberText NumberText::signedNumber(double value, int decimals)
{
  NumberText text = number(value, decimals);
  if (!(value > 0) || text.isZero())
    return text;
  NumberText positive;
  positive.append(u'+');
  positive.append(text.view());
  return positive;
}

NumberText NumberText::signedPercent(double fraction, int decimals)
{
  NumberText text = signedNumber(fraction * 100, decimals);
  if (!std::isnan(fraction))
    text.append(u'%');
  return text;
}

NumberText NumberText::percent(double fraction, int decimals)
{
  NumberText text = number(fraction * 100, decimals);
  if (!std::isnan(fraction))
    text.append(u'%');
  return text;
}

NumberText NumberText::large(double value, NumberStyle style, int decimals)
{
  const double magnitude = std::abs(value);
  if (!std::isfinite(value))
    return number(value, decimals);
  // What would be rounded up to the next unit takes that unit: 999,950 is 1.00M, 99,999,999 is 1.00亿.
  const double almost = style == NumberStyle::Wan ? 0.99995 : 0.9995;
  const std::span<const Unit> units =
      style == NumberStyle::Wan ? std::span<const Unit>(kWan) : std::span<const Unit>(kThousand);
  for (const Unit& unit : units) {
    if (magnitude < unit.size * almost)
      continue;
    NumberText text;
    if (value < 0)
      text.append(kMinus);
    const double scaled = magnitude / unit.size;
    text.appendDigits(scaled, decimalsFor(scaled));
    text.append(QStringView(unit.name));
    return text;
  }
  return number(value, decimals);
}

}
