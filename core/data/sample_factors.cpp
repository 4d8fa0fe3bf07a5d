// SPDX-License-Identifier: Apache-2.0
#include "core/data/sample_factors.h"

#include "core/base/random.h"

#include <cmath>

namespace zvt::data {
namespace {

struct Regime {
  double drift;
  double volatility;
  double meanDays;
  double activity;
};

constexpr std::array<Regime, 4> kRegimes = {
    {{0.0014, 0.010, 70, 1.35}, {-0.0011, 0.012, 60, 0.9}, {0.0002, 0.008, 80, 0.75}, {-0.004, 0.022, 12, 1.5}}};

}

SampleFactors sampleFactors(std::uint64_t seed, std::size_t days)
{
  SeededRandom random(seed);
  SampleFactors factors;
  std::size_t regime = 0;
  std::array<double, kSampleSectors> momentum{};
  double activity = 1;
  for (std::size_t day = 0; day < days; ++day) {
    if (random.uniform() < 1 / kRegimes[regime].meanDays) {
      // Panics are rare and end in a rise or a sideways market.
      const double pick = random.uniform();
      regime = pick < 0.36 ? 0 : pick < 0.66 ? 1 : pick < 0.95 ? 2 : 3;
    }
    const Regime& now = kRegimes[regime];
    const double move = now.drift + now.volatility * random.normal();
    factors.market.push_back(move);
    activity += 0.08 * (now.activity - activity) + 0.03 * random.normal();
    activity = std::fmin(std::fmax(activity, 0.4), 2.5);
    factors.activity.push_back(activity * (1 + 8 * std::fabs(move)));
    for (std::size_t sector = 0; sector < factors.sectors.size(); ++sector) {
      momentum[sector] = 0.97 * momentum[sector] + 0.0004 * random.normal();
      factors.sectors[sector].push_back(momentum[sector] + 0.006 * random.normal());
    }
  }
  return factors;
}

}
