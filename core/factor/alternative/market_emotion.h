// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/day_limits.h"
#include "core/market/bar_series.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zvt::factor {

/// What a day was like for a market with price limits.
struct EmotionDay {
  int limitUps = 0; ///< closed at the upper limit
  int limitDowns = 0; ///< closed at the lower limit
  int broken = 0; ///< touched the upper limit and closed below it
  int height = 0; ///< most days in a row at the upper limit, of those that closed there
  int power = 0; ///< sum of the days in a row of those with two and more
  int up = 0; ///< closed above the reference price
  int down = 0;
  int flat = 0;
  int followers = 0; ///< closed at the upper limit the day before, and traded
  double followed = 0; ///< sum of their changes

  // Undefined where there is nothing to tell from.
  [[nodiscard]] double brokenRate() const; ///< broken / (broken + limitUps)
  [[nodiscard]] double premium() const; ///< mean change of the followers
  [[nodiscard]] double advance() const; ///< (up − down) / (up + down)
};

/// The ladder of limits of a market from the days of its securities, which can be replaced one by one.
class MarketEmotion {
public:
  /// Takes the place of what was told of the security before.
  /// @param raw daily bars; @param references see data::referencePrices; @param limits see data::dayLimits
  void set(const std::string& entityId, const market::BarSeries& raw, std::span<const double> references,
      std::span<const std::optional<data::DayLimit>> limits);
  void remove(const std::string& entityId) { m_securities.erase(entityId); }
  void clear() { m_securities.clear(); }
  /// By day, of all securities.
  [[nodiscard]] std::map<TradingDay, EmotionDay> days() const;

private:
  /// A day of a security in a few bits: thousands of securities have thousands of days.
  struct Mark {
    std::uint32_t day : 16; ///< since 1970
    std::uint32_t streak : 11; ///< days in a row at the upper limit
    std::uint32_t isAtLowerLimit : 1;
    std::uint32_t isBroken : 1;
    std::uint32_t isUp : 1;
    std::uint32_t isDown : 1;
  };
  struct Follower {
    TradingDay day;
    TradingDay limitDay; ///< of its bar before
    double change = 0;
  };
  struct Security {
    std::vector<Mark> marks;
    std::vector<Follower> followers;
  };
  std::map<std::string, Security> m_securities;
};

}
