// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/output_colors.h"

#include "ui/shell/tr.h"
#include "widgets/base/theme.h"

#include <QPainter>
#include <QPixmap>

#include <algorithm>
#include <array>

namespace zvt::ui {

namespace {

constexpr std::array<const char*, 11> kNames{
    "series0", "series1", "series2", "series3", "series4", "series5", "series6", "series7", "red", "green", "text"};
constexpr std::size_t kSeries = 8;

std::size_t placeOf(std::string_view name)
{
  return static_cast<std::size_t>(std::find(kNames.begin(), kNames.end(), name) - kNames.begin());
}

}

std::span<const char* const> outputColors()
{
  return kNames;
}

QString titleOfColor(std::string_view name)
{
  switch (placeOf(name)) {
  case 0:
    return Tr::tr("Blue", "a colour");
  case 1:
    return Tr::tr("Yellow", "a colour");
  case 2:
    return Tr::tr("Violet", "a colour");
  case 3:
    return Tr::tr("Cyan", "a colour");
  case 4:
    return Tr::tr("Orange", "a colour");
  case 5:
    return Tr::tr("Lime", "a colour");
  case 6:
    return Tr::tr("Pink", "a colour");
  case 7:
    return Tr::tr("Grey", "a colour");
  case 8:
    return Tr::tr("Red", "a colour");
  case 9:
    return Tr::tr("Green", "a colour");
  case 10:
    return Tr::tr("Text colour");
  default:
    return {};
  }
}

QColor outputColor(std::string_view name)
{
  const widgets::ThemeTokens& colors = widgets::Theme::current().colors();
  const std::size_t place = placeOf(name);
  if (place < kSeries)
    return colors.series[place];
  return place == kSeries    ? colors.market.red.fill
      : place == kSeries + 1 ? colors.market.green.fill
      : place == kSeries + 2 ? colors.text.primary
                             : QColor();
}

QIcon swatchOf(const QColor& color)
{
  if (!color.isValid())
    return {};
  QPixmap picture(14, 14);
  picture.fill(Qt::transparent);
  QPainter(&picture).fillRect(1, 1, 12, 12, color);
  return picture;
}

}
