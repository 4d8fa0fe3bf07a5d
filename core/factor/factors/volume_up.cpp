// SPDX-License-Identifier: Apache-2.0
// A price that has just risen over its averages with much volume.
#include "core/factor/factors/accumulator.h"
#include "core/factor/factors/state_json.h"

#include <algorithm>

namespace zvt::factor {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kFirstReach = 1.15; ///< how far over the first average a price may be
constexpr double kOtherReach = 1.1;
constexpr double kVolumeTimes = 2;

class VolumeUp final : public Accumulator {
public:
  explicit VolumeUp(const VolumeUpRules& rules)
      : m_rules(rules)
  {
  }

  void step(const BarValues& bar, std::span<const double> in, std::span<double> out) override
  {
    const auto averages = in.first(m_rules.averages);
    const auto volumes = in.subspan(m_rules.averages, m_rules.volumeAverages);
    const bool isKnown = !std::isnan(bar.close) && !std::isnan(bar.volume) && !std::isnan(bar.turnover)
        && !std::isnan(bar.turnoverRate)
        && std::ranges::none_of(
            in.first(m_rules.averages + m_rules.volumeAverages), [](double v) { return std::isnan(v); });
    const bool isUp = isKnown && isOver(bar.close, averages);
    const bool isLoud = std::ranges::all_of(volumes, [&](double mean) { return bar.volume > kVolumeTimes * mean; });
    const bool isTraded = bar.turnover > m_rules.turnoverThreshold && bar.turnoverRate > m_rules.turnoverRateThreshold;
    const bool isBreakout = isUp && isLoud && isTraded;
    if (isBreakout)
      m_since = 0;
    else if (m_since >= 0)
      ++m_since;
    const bool isRecent = m_since >= 0 && m_since <= m_rules.upIntervals;
    out[0] = isKnown ? (isBreakout ? 1.0 : 0.0) : kUnknown;
    out[1] = isKnown ? (isUp && isTraded && isRecent ? 1.0 : 0.0) : kUnknown;
  }
  [[nodiscard]] std::string save() const override { return canonicalJson({{"since", m_since}}); }
  [[nodiscard]] Result<void> load(std::string_view json) override
  {
    return readState(json, [this](const Json& state) { m_since = state.at("since").get<std::int64_t>(); });
  }

private:
  [[nodiscard]] bool isOver(double close, std::span<const double> averages) const
  {
    bool over = close > averages[0] && close < kFirstReach * averages[0];
    for (const double average : averages.subspan(1)) {
      const bool next = close > average && close < kOtherReach * average;
      over = m_rules.all ? over && next : over || next;
    }
    return over;
  }

  VolumeUpRules m_rules;
  std::int64_t m_since = -1; ///< bars since the last breakout; -1: there was none
};

}

std::unique_ptr<Accumulator> makeVolumeUp(const VolumeUpRules& rules)
{
  return std::make_unique<VolumeUp>(rules);
}

}
