// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/random.h"
#include "core/storage/bar_codec.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

/// Columns of every kind that a codec may meet, made from a seed.
namespace zvt::tests {

enum class ColumnKind {
  Walk, ///< a random walk in ticks
  Lots, ///< multiples of 100
  OddLots, ///< nearly all of them
  Floats, ///< 24 bits of mantissa
  AnyBits,
  Missing, ///< NaN
  Holes, ///< a walk with NaN in it
  Constant,
  Specials, ///< −0.0, infinities, denormals, NaN with a payload, the edges of exact integers
  Noise, ///< sums that left the tick grid by an ulp
  Spikes, ///< a walk with a few values of any size
};
inline constexpr int kColumnKinds = 11;

inline double specialDouble(Random& random)
{
  constexpr std::array specials = {0.0, -0.0, 1.0, -1.0, 0.1, 1e308, -1e308, 5e-324, -5e-324, 2.2250738585072014e-308,
      9007199254740991.0, 9007199254740992.0, 2251799813685247.0, 2251799813685248.0, -2251799813685248.0, 1e22,
      std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
      std::numeric_limits<double>::quiet_NaN()};
  const std::uint64_t pick = random.below(specials.size() + 1);
  return pick < specials.size() ? specials.at(pick) : std::bit_cast<double>(0xfff8'0000'0000'0000U + random.below(99));
}

inline double anyBits(Random& random)
{
  return std::bit_cast<double>(random.next());
}

inline std::vector<double> madeColumn(ColumnKind kind, std::size_t count, Random& random)
{
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  const double power = std::pow(10.0, static_cast<double>(random.below(9)));
  const auto step = static_cast<std::int64_t>(1 + random.below(2'000));
  auto tick = static_cast<std::int64_t>(random.below(1'000'000));
  const double constant = random.below(2) == 0 ? specialDouble(random) : 12.34;
  std::vector<double> values(count);
  for (double& value : values) {
    tick += static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(2 * step + 1))) - step;
    const double walk = static_cast<double>(tick) / power;
    switch (kind) {
    case ColumnKind::Walk:
      value = walk;
      break;
    case ColumnKind::Lots:
      value = 100.0 * static_cast<double>(random.below(5'000'000));
      break;
    case ColumnKind::OddLots:
      value = 100.0 * static_cast<double>(random.below(5'000'000)) + (random.below(40) == 0 ? 37 : 0);
      break;
    case ColumnKind::Floats:
      value = static_cast<double>(static_cast<float>(1e9 * random.uniform()));
      break;
    case ColumnKind::AnyBits:
      value = anyBits(random);
      break;
    case ColumnKind::Missing:
      value = kNaN;
      break;
    case ColumnKind::Holes:
      value = random.below(4) == 0 ? kNaN : walk;
      break;
    case ColumnKind::Constant:
      value = constant;
      break;
    case ColumnKind::Specials:
      value = specialDouble(random);
      break;
    case ColumnKind::Noise:
      value = std::nextafter(walk, random.below(2) == 0 ? 1e300 : 0.0);
      break;
    case ColumnKind::Spikes:
      value = random.below(50) == 0 ? anyBits(random) : walk;
      break;
    }
  }
  return values;
}

/// Strictly increasing: days, minutes, or anything up to the ends of the range.
inline std::vector<std::int64_t> madeKeys(std::size_t count, Random& random)
{
  const std::uint64_t kind = random.below(4);
  std::vector<std::int64_t> keys(count);
  std::int64_t key = static_cast<std::int64_t>(random.below(20'000)) - 10'000;
  if (kind == 3)
    key = std::numeric_limits<std::int64_t>::min();
  for (std::size_t i = 0; i < count; ++i) {
    keys[i] = key;
    if (kind == 0) // days
      key += i % 5 == 4 ? 3 : 1 + static_cast<std::int64_t>(random.below(60) == 0 ? random.below(9) : 0);
    else if (kind == 1) // minutes
      key += (i % 120 == 119 ? 91 : 1) * std::int64_t{60'000'000};
    else if (kind == 2) // ticks
      key += 1 + static_cast<std::int64_t>(random.below(3'000'000));
    else // as far as the range goes
      key += 1 + static_cast<std::int64_t>(random.below((std::uint64_t{1} << 63U) / (count + 1) * 2));
  }
  return keys;
}

/// A series with up to three extras; its columns are of any kind, or sound bars.
inline market::BarSeries madeHostileSeries(std::size_t count, Random& random)
{
  market::BarSeries bars;
  bars.key = madeKeys(count, random);
  for (const auto member : storage::kBarColumns)
    bars.*member = madeColumn(static_cast<ColumnKind>(random.below(kColumnKinds)), count, random);
  if (random.below(2) == 0) { // prices that belong together
    bars.close = madeColumn(ColumnKind::Walk, count, random);
    for (std::size_t i = 0; i < count; ++i) {
      bars.open[i] = i > 0 ? bars.close[i - 1] : bars.close[i];
      bars.high[i] = std::max(bars.open[i], bars.close[i]);
      bars.low[i] = random.below(100) == 0 ? anyBits(random) : std::min(bars.open[i], bars.close[i]);
      bars.turnover[i] = bars.close[i] * bars.volume[i];
    }
  }
  constexpr std::array names = {"open_interest", "settlement", "turnover_rate"};
  const std::uint64_t extras = random.below(names.size() + 1);
  for (std::size_t i = 0; i < extras; ++i)
    bars.extras.push_back(
        {names.at(i), madeColumn(static_cast<ColumnKind>(random.below(kColumnKinds)), count, random)});
  return bars;
}

/// Cuts, fills, or changes some bytes.
inline std::string damaged(const std::string& sound, Random& random)
{
  std::string payload = sound;
  const std::uint64_t kind = random.below(4);
  if (kind == 0) {
    payload.resize(random.below(payload.size() + 1));
  } else if (kind == 1) {
    payload.resize(random.below(300));
    for (char& c : payload)
      c = static_cast<char>(random.below(256));
  } else if (kind == 2) { // the front, where everything is decided
    payload.at(random.below(std::min<std::size_t>(payload.size(), 64))) = static_cast<char>(random.below(256));
  } else {
    for (std::uint64_t n = 1 + random.below(8); n > 0; --n)
      payload.at(random.below(payload.size())) ^= static_cast<char>(1U << random.below(8));
  }
  return payload;
}

}
