// SPDX-License-Identifier: Apache-2.0
#include "core/factor/operators/groups.h"

#include "core/factor/stepped_state.h"

#include <algorithm>

namespace zvt::factor {

namespace {

constexpr double kLongestWindow = 100'000;

ParamSpec windowParameter(std::string key, std::int64_t defaultValue, double minimum = 1)
{
  ParamSpec spec;
  spec.type = ParamType::Int;
  spec.defaultValue = defaultValue;
  spec.label = "factor.parameter." + key;
  spec.unit = "factor.unit.bars";
  spec.minimum = minimum;
  spec.maximum = kLongestWindow;
  spec.key = std::move(key);
  return spec;
}

std::size_t asCount(double parameter)
{
  return static_cast<std::size_t>(parameter);
}

OperatorInfo moving(std::string name, std::vector<std::string> inputs, std::vector<ParamSpec> parameters)
{
  OperatorInfo info;
  info.help = "factor.operator." + name;
  info.name = std::move(name);
  info.inputs = std::move(inputs);
  info.parameters = ParamSchema(std::move(parameters));
  info.outputs = {"value"};
  return info;
}

/// The last n values, contiguous and oldest first: each value is written twice, n apart.
class Window {
public:
  explicit Window(std::size_t size)
      : m_size(size)
      , m_values(2 * size, kUndefined)
  {
  }
  void push(double x)
  {
    m_values[m_next] = x;
    m_values[m_next + m_size] = x;
    m_next = m_next + 1 == m_size ? 0 : m_next + 1;
    m_count = std::min(m_count + 1, m_size);
  }
  [[nodiscard]] bool isFull() const { return m_count == m_size; }
  /// Of a full window.
  [[nodiscard]] std::span<const double> values() const { return {m_values.data() + m_next, m_size}; }

private:
  std::size_t m_size;
  std::vector<double> m_values;
  std::size_t m_next = 0;
  std::size_t m_count = 0;
};

/// The mean as newest + mean(x − newest), added up afresh in a fixed order: the result is a function of the window
/// alone, so that history added in front cannot move it, and exact for a constant window. Four independent sums keep
/// the adder busy; their order is part of the definition.
double meanOf(std::span<const double> window)
{
  const double base = window.back();
  std::array<double, 4> sums{};
  std::size_t i = 0;
  for (; i + 4 <= window.size(); i += 4)
    for (std::size_t k = 0; k < 4; ++k)
      sums[k] += window[i + k] - base;
  for (std::size_t k = 0; i < window.size(); ++i, ++k)
    sums[k] += window[i] - base;
  return base + ((sums[0] + sums[1]) + (sums[2] + sums[3])) / static_cast<double>(window.size());
}

struct SmaStep {
  Window window;
  void operator()(const double* in, double* out)
  {
    *out = kUndefined;
    if (std::isnan(*in))
      return;
    window.push(*in);
    if (window.isFull())
      *out = meanOf(window.values());
  }
};

/// y ← y + 2/(n+1)·(x − y), seeded with the first defined value.
struct Recursion {
  double alpha;
  double value = kUndefined;

  explicit Recursion(double n)
      : alpha(2 / (n + 1))
  {
  }
  double next(double x) { return value = std::isnan(value) ? x : value + alpha * (x - value); }
};

struct EmaStep {
  Recursion recursion;
  std::size_t needed;
  std::size_t seen = 0;

  explicit EmaStep(double n)
      : recursion(n)
      , needed(asCount(n))
  {
  }
  void operator()(const double* in, double* out)
  {
    *out = kUndefined;
    if (std::isnan(*in))
      return;
    const double y = recursion.next(*in);
    seen = std::min(seen + 1, needed);
    if (seen == needed)
      *out = y;
  }
};

struct MacdStep {
  EmaStep fast, slow;
  Recursion signal;

  void operator()(const double* in, double* out)
  {
    double fastEma = kUndefined;
    double slowEma = kUndefined;
    fast(in, &fastEma);
    slow(in, &slowEma);
    const double diff = fastEma - slowEma;
    out[0] = diff;
    out[1] = std::isnan(diff) ? kUndefined : signal.next(diff);
    out[2] = 2 * (diff - out[1]);
  }
};

struct RefStep {
  Window window; ///< the last n + 1 bars, gaps included
  void operator()(const double* in, double* out)
  {
    window.push(*in);
    *out = window.isFull() ? window.values().front() : kUndefined;
  }
};

struct CrossStep {
  double previousA = kUndefined;
  double previousB = kUndefined;
  void operator()(const double* in, double* out)
  {
    *out = kUndefined;
    if (std::isnan(in[0]) || std::isnan(in[1]))
      return;
    if (!std::isnan(previousA))
      *out = previousA < previousB && in[0] > in[1] ? 1.0 : 0.0;
    previousA = in[0];
    previousB = in[1];
  }
};

OperatorInfo ref()
{
  auto info = moving("REF", {"x"}, {windowParameter("n", 1, 0)});
  info.memory = [](std::span<const double> p) { return Memory{asCount(p[0]) + 1, false}; };
  info.make = [](std::span<const double> p) { return makeStepped<1, 1>(RefStep{Window(asCount(p[0]) + 1)}); };
  return info;
}

OperatorInfo sma()
{
  auto info = moving("SMA", {"x"}, {windowParameter("window", 5)});
  info.aliases = {"MA"};
  info.memory = [](std::span<const double> p) { return Memory{asCount(p[0]), false}; };
  info.make = [](std::span<const double> p) { return makeStepped<1, 1>(SmaStep{Window(asCount(p[0]))}); };
  return info;
}

OperatorInfo ema()
{
  auto info = moving("EMA", {"x"}, {windowParameter("window", 12)});
  info.memory = [](std::span<const double> p) { return Memory{asCount(p[0]), true}; };
  info.make = [](std::span<const double> p) { return makeStepped<1, 1>(EmaStep(p[0])); };
  return info;
}

OperatorInfo macd()
{
  auto info =
      moving("MACD", {"x"}, {windowParameter("fast", 12), windowParameter("slow", 26), windowParameter("signal", 9)});
  info.outputs = {"diff", "dea", "macd"};
  info.memory = [](std::span<const double> p) { return Memory{asCount(std::max(p[0], p[1])), true}; };
  info.make = [](std::span<const double> p) {
    return makeStepped<1, 3>(MacdStep{EmaStep(p[0]), EmaStep(p[1]), Recursion(p[2])});
  };
  return info;
}

OperatorInfo cross()
{
  auto info = moving("CROSS", {"a", "b"}, {});
  info.isCondition = true;
  info.memory = [](std::span<const double>) { return Memory{2, false}; };
  info.make = [](std::span<const double>) { return makeStepped<2, 1>(CrossStep{}); };
  return info;
}

}

std::vector<OperatorInfo> movingOperators()
{
  std::vector<OperatorInfo> all;
  for (auto make : {ref, sma, ema, macd, cross})
    all.push_back(make());
  return all;
}

}
