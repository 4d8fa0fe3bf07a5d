// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/market/intraday_model.h"

#include "widgets/market/clock_text.h"

#include <algorithm>
#include <cmath>

namespace zvt::widgets {

namespace {

constexpr double kLeastReach = 0.005;
constexpr double kAir = 1.06;

/// Hours begin and end at strong marks; full and half hours between are weak ones.
void addMarks(IntradayModel& model, const market::DaySession& session)
{
  constexpr std::int64_t kHalfHour = Duration::minutes(30).micros;
  std::size_t place = 0;
  for (std::size_t i = 0; i < session.spans.size(); ++i) {
    const market::TimeSpan& span = session.spans[i];
    QString label = clockText(model.zone, span.begin, false);
    if (i > 0)
      label = clockText(model.zone, session.spans[i - 1].end, false) + u'/' + label;
    model.marks.push_back({place, label, true});
    for (std::int64_t at = span.begin.micros + kHalfHour; at < span.end.micros; at += kHalfHour)
      model.marks.push_back({place + static_cast<std::size_t>((at - span.begin.micros) / 60'000'000),
          clockText(model.zone, {at}, false), false});
    place += static_cast<std::size_t>((span.end - span.begin).micros / 60'000'000);
  }
  if (!session.spans.empty())
    model.marks.push_back({place, clockText(model.zone, session.spans.back().end, false), true});
}

}

IntradayModel IntradayModel::of(
    const market::DaySession& session, const std::vector<market::MinutePoint>& points, const TimeZone& zone, double lot)
{
  IntradayModel model;
  model.zone = zone;
  model.previousClose = session.previousClose;
  const std::vector<Timestamp> ends = session.minuteEnds();
  model.minutes.reserve(ends.size());
  auto point = points.begin();
  for (const Timestamp end : ends) {
    while (point != points.end() && point->end < end)
      ++point;
    Minute minute{.end = end};
    if (point != points.end() && point->end == end)
      minute = {end, point->price, point->average, point->volume / lot, point->turnover};
    model.minutes.push_back(minute);
  }
  addMarks(model, session);
  for (const market::TimeSpan& auction : session.auctions)
    if (!session.spans.empty() && auction.begin > session.spans.back().begin)
      model.closeAuction = static_cast<std::size_t>(
          std::count_if(ends.begin(), ends.end(), [&](Timestamp end) { return end <= auction.begin; }));
  return model;
}

double IntradayModel::base() const
{
  if (previousClose > 0)
    return previousClose;
  const auto first =
      std::find_if(minutes.begin(), minutes.end(), [](const Minute& minute) { return minute.isKnown(); });
  return first == minutes.end() ? market::kNoPrice : first->price;
}

int IntradayModel::newest() const
{
  for (std::size_t i = minutes.size(); i > 0; --i)
    if (minutes[i - 1].isKnown())
      return static_cast<int>(i) - 1;
  return -1;
}

std::vector<std::size_t> IntradayModel::missing() const
{
  std::vector<std::size_t> gaps;
  const int last = newest();
  for (std::size_t i = 0; static_cast<int>(i) < last && i < closeAuction; ++i)
    if (!minutes[i].isKnown())
      gaps.push_back(i);
  return gaps;
}

QString IntradayModel::timeText(std::size_t minute) const
{
  return clockText(zone, minutes[minute].end, false);
}

double intradayReach(const IntradayModel& model)
{
  double reach = 0;
  const double base = model.base();
  const auto look = [&](double price) {
    if (price > 0)
      reach = std::fmax(reach, std::abs(price / base - 1));
  };
  for (const IntradayModel::Minute& minute : model.minutes) {
    look(minute.price);
    look(minute.average);
  }
  if (model.auction)
    look(model.auction->price);
  return std::fmax(reach * kAir, kLeastReach);
}

}
