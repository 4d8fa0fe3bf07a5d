// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/exit_rules.h"

#include <algorithm>
#include <cmath>

namespace zvt::risk {

namespace {

std::unexpected<Error> bad(std::string_view rule, std::string_view field)
{
  return fail("risk.exit.bad_rule", {{"rule", std::string(rule)}, {"field", std::string(field)}});
}

bool isPositive(double value)
{
  return std::isfinite(value) && value > 0;
}

/// The entry price moved by a share of itself: up for a gain of a long position, down for that of a short one.
double levelAt(const ExitWatch& watch, double gain)
{
  return watch.entry * (watch.isLong ? 1 + gain : 1 - gain);
}

/// A level below the market for a long position: where the price falls to it, or the open where the day began below.
std::optional<double> touchedBack(const ExitWatch& watch, double level, const ExitBar& bar)
{
  if (watch.isLong)
    return bar.low <= level ? std::optional(std::min(level, bar.open)) : std::nullopt;
  return bar.high >= level ? std::optional(std::max(level, bar.open)) : std::nullopt;
}

std::optional<double> touchedAhead(const ExitWatch& watch, double level, const ExitBar& bar)
{
  if (watch.isLong)
    return bar.high >= level ? std::optional(std::max(level, bar.open)) : std::nullopt;
  return bar.low <= level ? std::optional(std::min(level, bar.open)) : std::nullopt;
}

/// The price at which a rule closes the position in this bar; nothing when it does not.
struct Look {
  const ExitWatch& watch; ///< with the best price before the bar, and the bar counted
  const ExitBar& bar;

  std::optional<double> operator()(const StopLoss& rule) const
  {
    return touchedBack(watch, levelAt(watch, -rule.fraction), bar);
  }
  std::optional<double> operator()(const TakeProfit& rule) const
  {
    return touchedAhead(watch, levelAt(watch, rule.fraction), bar);
  }
  std::optional<double> operator()(const TrailingStop& rule) const
  {
    if (watch.gainAt(watch.best) < rule.armedAfter)
      return {};
    return touchedBack(watch, watch.best * (watch.isLong ? 1 - rule.fraction : 1 + rule.fraction), bar);
  }
  std::optional<double> operator()(const TimeStop& rule) const
  {
    if (watch.bars < rule.bars || (rule.unlessGain && watch.gainAt(bar.close) >= *rule.unlessGain))
      return {};
    return bar.close;
  }
};

struct Check {
  Result<void> operator()(const StopLoss& rule) const
  {
    return isPositive(rule.fraction) ? Result<void>() : bad("stop_loss", "fraction");
  }
  Result<void> operator()(const TakeProfit& rule) const
  {
    return isPositive(rule.fraction) ? Result<void>() : bad("take_profit", "fraction");
  }
  Result<void> operator()(const TrailingStop& rule) const
  {
    if (!isPositive(rule.fraction))
      return bad("trailing_stop", "fraction");
    return std::isfinite(rule.armedAfter) && rule.armedAfter >= 0 ? Result<void>()
                                                                  : bad("trailing_stop", "armed_after");
  }
  Result<void> operator()(const TimeStop& rule) const
  {
    return rule.bars >= 1 ? Result<void>() : bad("time_stop", "bars");
  }
};

}

std::string_view nameOf(const ExitRule& rule)
{
  constexpr std::string_view kNames[] = {"stop_loss", "take_profit", "trailing_stop", "time_stop"};
  return kNames[rule.index()];
}

Result<void> checkRule(const ExitRule& rule)
{
  return std::visit(Check{}, rule);
}

double ExitWatch::gainAt(double price) const
{
  return (isLong ? price - entry : entry - price) / entry;
}

void ExitWatch::rescale(double factor)
{
  entry *= factor;
  best *= factor;
}

std::optional<ExitSignal> step(ExitWatch& watch, std::span<const ExitRule> rules, const ExitBar& bar)
{
  if (!std::isfinite(bar.open) || !std::isfinite(bar.high) || !std::isfinite(bar.low) || !std::isfinite(bar.close))
    return {};
  ++watch.bars;
  std::optional<ExitSignal> worst;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto price = std::visit(Look{watch, bar}, rules[i]);
    if (!price)
      continue;
    const double gain = watch.gainAt(*price);
    if (!worst || gain < worst->gain)
      worst = ExitSignal{i, *price, gain};
  }
  watch.best = watch.isLong ? std::max(watch.best, bar.high) : std::min(watch.best, bar.low);
  return worst;
}

}
