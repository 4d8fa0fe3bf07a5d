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

void MarketEmotion::set(const std::string& entityId, const market::BarSeries& raw, std::span<const double> references,
    std::span<const std::optional<data::DayLimit>> limits)
{
  constexpr int kMaxStreak = 2047; // what Mark has room for
  constexpr std::int32_t kLastDay = 65'535;
  Security security;
  int streak = 0;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool wasAtLimit = streak > 0;
    const int side = limits[i] ? limits[i]->sideOf(raw.close[i]) : 0;
    streak = side > 0 ? std::min(streak + 1, kMaxStreak) : 0;
    const TradingDay day = raw.dayAt(i);
    if (!(references[i] > 0) || !(raw.close[i] > 0) || day.days < 0 || day.days > kLastDay)
      continue;
    const double change = raw.close[i] / references[i] - 1;
    // An unchanged close differs from a reference that corporate actions moved by less than a tick.
    constexpr double kUnchanged = 1e-9;
    Mark mark{};
    mark.day = static_cast<std::uint32_t>(day.days) & 0xFFFFU;
    mark.streak = static_cast<std::uint32_t>(streak) & 0x7FFU;
    mark.isAtLowerLimit = side < 0;
    mark.isBroken = side <= 0 && limits[i] && limits[i]->sideOf(raw.high[i]) > 0;
    mark.isUp = change > kUnchanged;
    mark.isDown = change < -kUnchanged;
    security.marks.push_back(mark);
    if (wasAtLimit)
      security.followers.push_back({day, raw.dayAt(i - 1), change});
  }
  security.marks.shrink_to_fit();
  m_securities[entityId] = std::move(security);
}

std::map<TradingDay, EmotionDay> MarketEmotion::days() const
{
  std::vector<EmotionDay> counts; // by day since 1970
  for (const auto& [id, security] : m_securities) {
    if (!security.marks.empty() && security.marks.back().day >= counts.size())
      counts.resize(security.marks.back().day + std::size_t{1});
    for (const Mark& mark : security.marks) {
      EmotionDay& day = counts[mark.day];
      const int streak = static_cast<int>(mark.streak);
      day.limitUps += streak > 0 ? 1 : 0;
      day.limitDowns += static_cast<int>(mark.isAtLowerLimit);
      day.broken += static_cast<int>(mark.isBroken);
      day.height = std::max(day.height, streak);
      day.power += streak > 1 ? streak : 0;
      day.up += static_cast<int>(mark.isUp);
      day.down += static_cast<int>(mark.isDown);
      day.flat += mark.isUp || mark.isDown ? 0 : 1;
    }
  }
  std::map<TradingDay, EmotionDay> days;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i].up + counts[i].down + counts[i].flat > 0)
      days.emplace_hint(days.end(), TradingDay{static_cast<std::int32_t>(i)}, counts[i]);
  for (const auto& [id, security] : m_securities)
    for (const Follower& follower : security.followers) {
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
