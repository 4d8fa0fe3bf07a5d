// SPDX-License-Identifier: Apache-2.0
// Accumulators that count how long something lasts.
#include "core/factor/factors/accumulator.h"
#include "core/factor/factors/state_json.h"

#include <algorithm>

namespace zvt::factor {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// 1 or 0; undefined when either side is.
double isAbove(double a, double b)
{
  return std::isnan(a) || std::isnan(b) ? kUnknown : (a > b ? 1.0 : 0.0);
}

/// 1 or -1 for a condition.
double signOf(double condition)
{
  return std::isnan(condition) ? kUnknown : (condition != 0 ? 1.0 : -1.0);
}

/// A condition out of plain truth, where all that it rests on is defined.
double known(bool isDefined, bool holds)
{
  return isDefined ? (holds ? 1.0 : 0.0) : kUnknown;
}

class MaStats final : public Accumulator {
public:
  void step(const BarValues& bar, std::span<const double> in, std::span<double> out) override
  {
    const double above = isAbove(in[0], in[1]);
    const std::int64_t before = m_run.length();
    const double count = m_run.step(above);
    const double distance = (in[0] - in[1]) / bar.close;
    if (m_run.length() == 0 || (before > 0) != (m_run.length() > 0))
      m_area = 0;
    if (!std::isnan(distance))
      m_area += distance;
    const double live = signOf(above);
    std::ranges::copy(std::array{live, distance, count, std::isnan(above) ? kUnknown : m_area}, out.begin());
  }
  [[nodiscard]] std::string save() const override
  {
    return canonicalJson({{"count", m_run.length()}, {"area", numberToJson(m_area)}});
  }
  [[nodiscard]] Result<void> load(std::string_view json) override
  {
    return readState(json, [this](const Json& state) {
      m_run.setLength(state.at("count").get<std::int64_t>());
      m_area = numberFromJson(state.at("area"));
    });
  }

private:
  SignedRun m_run;
  double m_area = 0;
};

/// The counts that all factors over MACD share.
class MacdRuns : public Accumulator {
public:
  void step(const BarValues&, std::span<const double> in, std::span<double> out) override
  {
    const double above = isAbove(in[0], in[1]);
    const double isBull = known(!std::isnan(above), in[0] > 0 && in[1] > 0);
    m_bull.step(isBull);
    m_before = m_live.length();
    std::ranges::copy(std::array{signOf(above), isBull, m_live.step(above)}, out.begin());
    if (out.size() > 3)
      out[3] = judge();
  }
  [[nodiscard]] std::string save() const override
  {
    return canonicalJson({{"live", m_live.length()}, {"bull", m_bull.length()}, {"defined", m_defined}});
  }
  [[nodiscard]] Result<void> load(std::string_view json) override
  {
    return readState(json, [this](const Json& state) {
      m_live.setLength(state.at("live").get<std::int64_t>());
      m_bull.setLength(state.at("bull").get<std::int64_t>());
      m_defined = state.at("defined").get<std::int64_t>();
    });
  }

protected:
  [[nodiscard]] virtual double judge() { return kUnknown; }

  SignedRun m_live;
  SignedRun m_bull;
  std::int64_t m_before = 0; ///< length of the live run at the last bar; 0: unknown
  std::int64_t m_defined = 0; ///< bars in a row at which something is known
};

class KeepBull final : public MacdRuns {
public:
  explicit KeepBull(std::int64_t window)
      : m_window(window)
  {
  }

private:
  [[nodiscard]] double judge() override
  {
    m_defined = m_bull.length() == 0 ? 0 : std::min(m_defined + 1, m_window);
    return known(m_defined >= m_window, m_bull.length() >= m_window);
  }
  std::int64_t m_window;
};

class LiveOrDead final : public MacdRuns {
public:
  LiveOrDead(std::int64_t before, std::int64_t now)
      : m_wantedBefore(before)
      , m_wantedNow(now)
  {
  }

private:
  [[nodiscard]] double judge() override
  {
    const bool isKnown = m_before != 0 && m_live.length() != 0;
    return known(isKnown, m_before <= m_wantedBefore && m_live.length() >= m_wantedNow);
  }
  std::int64_t m_wantedBefore;
  std::int64_t m_wantedNow;
};

}

std::unique_ptr<Accumulator> makeMaStats()
{
  return std::make_unique<MaStats>();
}

std::unique_ptr<Accumulator> makeMacdRuns()
{
  return std::make_unique<MacdRuns>();
}

std::unique_ptr<Accumulator> makeKeepBull(std::int64_t window)
{
  return std::make_unique<KeepBull>(window);
}

std::unique_ptr<Accumulator> makeLiveOrDead(std::int64_t before, std::int64_t now)
{
  return std::make_unique<LiveOrDead>(before, now);
}

}
