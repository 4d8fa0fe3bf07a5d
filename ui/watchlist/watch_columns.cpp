// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watchlist/watch_columns.h"

#include "ui/shell/tr.h"

#include <array>

namespace zvt::ui {

namespace {

constexpr std::array<WatchFieldInfo, kWatchFields> kInfos{{
    {"name", 90, false},
    {"code", 72, false},
    {"last", 64, true},
    {"change", 62, true},
    {"change_pct", 62, true},
    {"volume", 62, true},
    {"turnover", 60, true},
    {"turnover_rate", 62, true},
    {"high", 64, true},
    {"low", 64, true},
    {"open", 64, true},
    {"previous", 64, true},
    {"amplitude", 62, true},
    {"volume_ratio", 62, true},
    {"bid", 64, true},
    {"ask", 64, true},
    {"imbalance", 66, true},
    {"limit", 60, false},
    {"average", 64, true},
    {"line", 96, true},
    {"age", 56, true},
    {"day", 84, true},
    {"note", 140, false},
}};

data::WatchColumnSet setOf(const char* id, std::initializer_list<WatchField> fields)
{
  data::WatchColumnSet set{id, {}};
  for (const WatchField field : fields)
    set.columns.push_back({infoOf(field).id});
  return set;
}

}

const WatchFieldInfo& infoOf(WatchField field)
{
  return kInfos[static_cast<std::size_t>(field)];
}

int columnOf(std::string_view id)
{
  for (std::size_t i = 0; i < kInfos.size(); ++i)
    if (id == kInfos[i].id)
      return static_cast<int>(i);
  return -1;
}

QString titleOf(WatchField field)
{
  switch (field) {
  case WatchField::Name:
    return Tr::tr("Name");
  case WatchField::Code:
    return Tr::tr("Code");
  case WatchField::Last:
    return Tr::tr("Last");
  case WatchField::Change:
    return Tr::tr("Change", "difference of prices");
  case WatchField::ChangePercent:
    return Tr::tr("Chg %");
  case WatchField::Volume:
    return Tr::tr("Volume");
  case WatchField::Turnover:
    return Tr::tr("Turnover");
  case WatchField::TurnoverRate:
    return Tr::tr("Turn %");
  case WatchField::High:
    return Tr::tr("High");
  case WatchField::Low:
    return Tr::tr("Low");
  case WatchField::Open:
    return Tr::tr("Open", "price");
  case WatchField::Previous:
    return Tr::tr("Prev", "close of the day before");
  case WatchField::Amplitude:
    return Tr::tr("Range %");
  case WatchField::VolumeRatio:
    return Tr::tr("Vol ratio");
  case WatchField::Bid:
    return Tr::tr("Bid");
  case WatchField::Ask:
    return Tr::tr("Ask");
  case WatchField::Imbalance:
    return Tr::tr("Imbal.");
  case WatchField::Limit:
    return Tr::tr("Limit");
  case WatchField::Average:
    return Tr::tr("VWAP");
  case WatchField::Line:
    return Tr::tr("Line", "a small chart");
  case WatchField::Age:
    return Tr::tr("Age");
  case WatchField::Day:
    return Tr::tr("As of");
  case WatchField::Note:
    return Tr::tr("Note");
  }
  return {};
}

QString helpOf(WatchField field)
{
  switch (field) {
  case WatchField::Volume:
    return Tr::tr("Shares traded today");
  case WatchField::Turnover:
    return Tr::tr("Money traded today");
  case WatchField::TurnoverRate:
    return Tr::tr("Shares traded against those that float freely");
  case WatchField::Amplitude:
    return Tr::tr("High less low, against the close of the day before");
  case WatchField::VolumeRatio:
    return Tr::tr("Volume a minute today against the five days before");
  case WatchField::Imbalance:
    return Tr::tr("(Bids − asks) / (bids + asks) of the order book in sight");
  case WatchField::Limit:
    return Tr::tr("At the highest or lowest price of the day");
  case WatchField::Average:
    return Tr::tr("Average price today, weighed by volume");
  case WatchField::Line:
    return Tr::tr("Today’s prices; without live quotes the last 30 closes");
  case WatchField::Age:
    return Tr::tr("Time since the quote arrived");
  case WatchField::Day:
    return Tr::tr("Day of the stored bar, or time of the quote");
  default:
    return {};
  }
}

QString titleOfFormula(const data::WatchColumn& column)
{
  const QString id = QString::fromStdString(column.id);
  return id.startsWith(u"formula:") ? id.mid(8) : id;
}

const std::vector<data::WatchColumnSet>& ownColumnSets()
{
  using F = WatchField;
  static const std::vector<data::WatchColumnSet> kSets{
      setOf("quotes", {F::Name, F::Code, F::Last, F::ChangePercent, F::Turnover}),
      setOf("trading",
          {F::Name, F::Last, F::ChangePercent, F::Change, F::Bid, F::Ask, F::Imbalance, F::Volume, F::Turnover,
              F::VolumeRatio, F::Limit, F::Age}),
      setOf("day",
          {F::Name, F::Code, F::Last, F::ChangePercent, F::Open, F::High, F::Low, F::Previous, F::Amplitude,
              F::TurnoverRate, F::Average, F::Day}),
      setOf("lines", {F::Name, F::Line, F::Last, F::ChangePercent}),
      setOf("notes", {F::Name, F::Last, F::ChangePercent, F::Note}),
  };
  return kSets;
}

QString titleOfSet(const data::WatchColumnSet& set)
{
  if (!set.name.empty())
    return QString::fromStdString(set.name);
  if (set.id == "quotes")
    return Tr::tr("Quotes", "set of columns");
  if (set.id == "trading")
    return Tr::tr("Trading", "set of columns");
  if (set.id == "day")
    return Tr::tr("The day", "set of columns");
  if (set.id == "lines")
    return Tr::tr("Lines", "set of columns");
  if (set.id == "notes")
    return Tr::tr("Notes", "set of columns");
  return QString::fromStdString(set.id);
}

}
