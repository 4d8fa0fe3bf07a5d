// SPDX-License-Identifier: Apache-2.0
// The factors over Zen: the values themselves, and what TrendingFactor and ShakingFactor make of the merged hubs.
#include "core/factor/factors/state_json.h"
#include "core/factor/factors/zen.h"

#include <algorithm>
#include <array>

namespace zvt::factor {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMergedLow = 7; ///< places in zenColumns()

/// The merged hub as a strategy sees it.
struct SeenHub {
  PriceRange y;
  double change = 0;
  double level = 0;
  double interval = 0;
  bool operator==(const SeenHub&) const = default;
};

std::optional<SeenHub> seenHub(std::span<const double> columns)
{
  const auto at = [&](std::size_t i) { return columns[kMergedLow + i]; };
  if (std::isnan(at(0)))
    return {};
  return SeenHub{{at(0), at(1)}, at(2), at(3), at(4)};
}

class ZenValues : public Accumulator {
public:
  void step(const BarValues& bar, std::span<const double>, std::span<double> out) override
  {
    m_zen.step({bar.key, bar.high, bar.low, bar.close}, out);
    if (out.size() > zenColumns().size())
      out[zenColumns().size()] = judge(bar, out);
  }
  [[nodiscard]] std::string save() const override { return zenToJson(m_zen.state()); }
  [[nodiscard]] Result<void> load(std::string_view json) override
  {
    ZVT_TRY(ZenState state, zenFromJson(json));
    m_zen.setState(std::move(state));
    return {};
  }
  [[nodiscard]] std::vector<storage::FactorMark> takeMarks() override { return m_zen.takeMarks(); }

protected:
  [[nodiscard]] virtual double judge(const BarValues&, std::span<const double>) { return kUnknown; }

private:
  Zen m_zen;
};

constexpr double kSmallChange = 0.4;
constexpr double kLevel1 = 3;
constexpr double kBigUp = 0.5;
constexpr std::size_t kJudgedHubs = 5;

/// No great rise between the last five hubs, the last two narrow, the last one of more than level 1.
bool isCalm(std::span<const SeenHub> hubs)
{
  for (std::size_t i = 1; i < hubs.size(); ++i) {
    if (distance(hubs[i - 1].y, hubs[i].y) > kBigUp)
      return false;
  }
  return hubs[3].change <= kSmallChange && hubs[4].change <= kSmallChange && hubs[4].level > kLevel1;
}

class Trending final : public ZenValues {
public:
  [[nodiscard]] std::string save() const override
  {
    Json hubs = Json::array();
    for (const SeenHub& hub : m_hubs)
      hubs.push_back({hub.y.low, hub.y.high, hub.change, hub.level, hub.interval});
    return canonicalJson({{"zen", ZenValues::save()}, {"hubs", hubs}});
  }
  [[nodiscard]] Result<void> load(std::string_view json) override
  {
    std::string zen;
    ZVT_TRY_VOID(readState(json, [&](const Json& state) {
      zen = state.at("zen").get<std::string>();
      m_hubs.clear();
      for (const Json& hub : state.at("hubs"))
        m_hubs.push_back({{hub.at(0).get<double>(), hub.at(1).get<double>()}, hub.at(2).get<double>(),
            hub.at(3).get<double>(), hub.at(4).get<double>()});
    }));
    return ZenValues::load(zen);
  }

private:
  [[nodiscard]] double judge(const BarValues&, std::span<const double> columns) override
  {
    const auto hub = seenHub(columns);
    if (hub && (m_hubs.empty() || m_hubs.back() != *hub)) {
      if (!m_hubs.empty() && intersect(m_hubs.back().y, hub->y))
        m_hubs.pop_back(); // the newer of two that meet
      m_hubs.push_back(*hub);
      if (m_hubs.size() > kJudgedHubs)
        m_hubs.erase(m_hubs.begin());
    }
    return m_hubs.size() < kJudgedHubs ? kUnknown : (isCalm(m_hubs) ? 1.0 : 0.0);
  }

  std::vector<SeenHub> m_hubs; ///< the last distinct ones
};

constexpr double kShakingLevel = 2;
constexpr double kShakingInterval = 120;
constexpr double kNear = 0.1;

bool isNear(double price, double edge)
{
  return price <= (1 + kNear) * edge && price >= (1 - kNear) * edge;
}

class Shaking final : public ZenValues {
public:
  explicit Shaking(double range)
      : m_range(range)
  {
  }

private:
  [[nodiscard]] double judge(const BarValues& bar, std::span<const double> columns) override
  {
    const auto hub = seenHub(columns);
    if (!hub || std::isnan(bar.close))
      return kUnknown;
    const bool isLong = hub->level >= kShakingLevel && hub->interval >= kShakingInterval;
    const bool isAtEdge = isNear(bar.close, hub->y.high) || isNear(bar.close, hub->y.low);
    return hub->change <= m_range && isLong && isAtEdge ? 1.0 : 0.0;
  }
  double m_range;
};

}

std::unique_ptr<Accumulator> makeZen()
{
  return std::make_unique<ZenValues>();
}

std::unique_ptr<Accumulator> makeTrending()
{
  return std::make_unique<Trending>();
}

std::unique_ptr<Accumulator> makeShaking(double range)
{
  return std::make_unique<Shaking>(range);
}

}
