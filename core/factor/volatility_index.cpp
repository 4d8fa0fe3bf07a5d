// SPDX-License-Identifier: Apache-2.0
#include "core/factor/volatility_index.h"

#include "core/base/math.h"

#include <algorithm>
#include <cmath>

namespace zvt::factor {

namespace {

constexpr double kDaysOfYear = 365;

double middle(double bid, double ask)
{
  return (bid + ask) / 2;
}

struct Chosen {
  double strike;
  double price;
};

/// Options with a bid, from @p first outwards, until two strikes in a row have none.
template <class Quotes, class Bid, class Price>
void chooseOutwards(const Quotes& outwards, Bid bid, Price price, std::vector<Chosen>& chosen)
{
  int without = 0;
  for (const OptionQuote& quote : outwards) {
    without = bid(quote) > 0 ? 0 : without + 1;
    if (without == 2)
      return;
    if (without == 0)
      chosen.push_back({quote.strike, price(quote)});
  }
}

/// K + e^(RT) · (call − put) at the strike at which both cost most nearly the same.
Result<double> forwardOf(const std::vector<OptionQuote>& quotes, double growth)
{
  const OptionQuote* nearest = nullptr;
  double least = 0;
  for (const OptionQuote& quote : quotes) {
    if (quote.callBid <= 0 || quote.putBid <= 0)
      continue;
    const double apart = std::fabs(middle(quote.callBid, quote.callAsk) - middle(quote.putBid, quote.putAsk));
    if (!nearest || apart < least) {
      nearest = &quote;
      least = apart;
    }
  }
  if (!nearest)
    return fail("factor.option_chain", {{"reason", "quotes"}});
  return nearest->strike
      + growth * (middle(nearest->callBid, nearest->callAsk) - middle(nearest->putBid, nearest->putAsk));
}

/// Puts below the centre, calls above, the mean of both at it; by strike.
std::vector<Chosen> chooseAround(const std::vector<OptionQuote>& sorted, std::size_t centre)
{
  const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(centre);
  std::vector<Chosen> chosen;
  chooseOutwards(
      std::vector<OptionQuote>(std::make_reverse_iterator(at), sorted.rend()), [](const auto& q) { return q.putBid; },
      [](const auto& q) { return middle(q.putBid, q.putAsk); }, chosen);
  std::ranges::reverse(chosen);
  chosen.push_back({at->strike, (middle(at->putBid, at->putAsk) + middle(at->callBid, at->callAsk)) / 2});
  chooseOutwards(
      std::vector<OptionQuote>(at + 1, sorted.end()), [](const auto& q) { return q.callBid; },
      [](const auto& q) { return middle(q.callBid, q.callAsk); }, chosen);
  return chosen;
}

/// Half the distance of the neighbours; of the outermost the distance to the only one.
double intervalAt(const std::vector<Chosen>& chosen, std::size_t i)
{
  const std::size_t below = i == 0 ? i : i - 1;
  const std::size_t above = i + 1 == chosen.size() ? i : i + 1;
  return (chosen[above].strike - chosen[below].strike) / static_cast<double>(above - below);
}

}

Result<ChainVariance> chainVariance(const OptionChain& chain)
{
  if (!(chain.years > 0))
    return fail("factor.option_chain", {{"reason", "years"}});
  std::vector<OptionQuote> sorted = chain.quotes;
  std::ranges::sort(sorted, {}, &OptionQuote::strike);
  if (sorted.empty() || !(sorted.front().strike > 0)
      || std::ranges::adjacent_find(sorted, {}, &OptionQuote::strike) != sorted.end())
    return fail("factor.option_chain", {{"reason", "strikes"}});
  const double growth = math::exp(chain.rate * chain.years);
  ChainVariance result;
  ZVT_TRY(result.forward, forwardOf(sorted, growth));
  const auto above = std::ranges::upper_bound(sorted, result.forward, {}, &OptionQuote::strike);
  if (above == sorted.begin())
    return fail("factor.option_chain", {{"reason", "strikes"}});
  const auto centre = static_cast<std::size_t>(above - sorted.begin()) - 1;
  result.centre = sorted[centre].strike;
  const std::vector<Chosen> chosen = chooseAround(sorted, centre);
  result.options = chosen.size();
  if (chosen.size() < 2)
    return fail("factor.option_chain", {{"reason", "quotes"}});
  double sum = 0;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    sum += intervalAt(chosen, i) / (chosen[i].strike * chosen[i].strike) * growth * chosen[i].price;
  const double beyond = result.forward / result.centre - 1;
  result.variance = (2 * sum - beyond * beyond) / chain.years;
  return result;
}

double indexOfVariances(double nearYears, double nearVariance, double nextYears, double nextVariance, double days)
{
  const double wanted = days / kDaysOfYear;
  const double share = (nextYears - wanted) / (nextYears - nearYears);
  return 100 * std::sqrt((nearYears * nearVariance * share + nextYears * nextVariance * (1 - share)) / wanted);
}

Result<double> volatilityIndex(const OptionChain& near, const OptionChain& next, double days)
{
  if (!(near.years < next.years))
    return fail("factor.option_chain", {{"reason", "order"}});
  ZVT_TRY(const ChainVariance first, chainVariance(near));
  ZVT_TRY(const ChainVariance second, chainVariance(next));
  const double index = indexOfVariances(near.years, first.variance, next.years, second.variance, days);
  if (std::isnan(index))
    return fail("factor.option_chain", {{"reason", "quotes"}});
  return index;
}

}
