// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/level_text.h"

#include "ui/shell/tr.h"

namespace zvt::ui {

QString levelText(market::BarLevel level)
{
  switch (level) {
  case market::BarLevel::Tick:
    return Tr::tr("Ticks");
  case market::BarLevel::Min1:
    return Tr::tr("1m");
  case market::BarLevel::Min5:
    return Tr::tr("5m");
  case market::BarLevel::Min15:
    return Tr::tr("15m");
  case market::BarLevel::Min30:
    return Tr::tr("30m");
  case market::BarLevel::Hour1:
    return Tr::tr("60m");
  case market::BarLevel::Hour4:
    return Tr::tr("4h");
  case market::BarLevel::Day1:
    return Tr::tr("Day");
  case market::BarLevel::Week1:
    return Tr::tr("Week");
  case market::BarLevel::Month1:
    return Tr::tr("Month");
  }
  return {};
}

QString shortLevelText(market::BarLevel level)
{
  switch (level) {
  case market::BarLevel::Day1:
    return Tr::tr("D", "bars of a day");
  case market::BarLevel::Week1:
    return Tr::tr("W", "bars of a week");
  case market::BarLevel::Month1:
    return Tr::tr("M", "bars of a month");
  default:
    return levelText(level);
  }
}

QString adjustText(market::AdjustMode mode)
{
  switch (mode) {
  case market::AdjustMode::Qfq:
    return Tr::tr("Forward adjusted");
  case market::AdjustMode::Hfq:
    return Tr::tr("Backward adjusted");
  case market::AdjustMode::Bfq:
    break;
  }
  return Tr::tr("Not adjusted");
}

}
