// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/market_emotion.h"

#include <algorithm>
#include <limits>

namespace zvt::factor {

namespace {

double share(double part, double whole)
{
  return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

}

double EmotionDay::brokenRate() const
{
  return share(broken, broken + limitUps);
}
double EmotionDay::premium() const
{
  return share(followed, followers);
}
double EmotionDay::advance() const
{
  return share(up - down, up + down);
}

void MarketEmotion::add(const market::BarSeries& raw, std::span<const double> references,
    std::span<const std::optional<data::DayLimit>> limits)
{
  int streak = 0;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool wasAtLimit = streak > 0;
    const int side = limits[i] ? limits[i]->sideOf(raw.close[i]) : 0;
    streak = side > 0 ? streak + 1 : 0;
    if (!(references[i] > 0) || !(raw.close[i] > 0))
      continue;
    EmotionDay& day = m_days[raw.dayAt(i)];
    day.limitUps += side > 0 ? 1 : 0;
    day.limitDowns += side < 0 ? 1 : 0;
    day.broken += side <= 0 && limits[i] && limits[i]->sideOf(raw.high[i]) > 0 ? 1 : 0;
    day.height = std::max(day.height, streak);
    day.power += streak > 1 ? streak : 0;
    const double change = raw.close[i] / references[i] - 1;
    // An unchanged close differs from a reference that corporate actions moved by less than a tick.
    constexpr double kUnchanged = 1e-9;
    day.up += change > kUnchanged ? 1 : 0;
    day.down += change < -kUnchanged ? 1 : 0;
    day.flat += std::abs(change) <= kUnchanged ? 1 : 0;
    if (wasAtLimit)
      m_followers.push_back({raw.dayAt(i), raw.dayAt(i - 1), change});
  }
}

std::map<TradingDay, EmotionDay> MarketEmotion::days() const
{
  std::map<TradingDay, EmotionDay> days = m_days;
  for (const Follower& follower : m_followers) {
    const auto day = days.find(follower.day);
    // One that did not trade the day after its limit says nothing about that day.
    if (day == days.begin() || std::prev(day)->first != follower.limitDay)
      continue;
    ++day->second.followers;
    day->second.followed += follower.change;
  }
  return days;
}

}
