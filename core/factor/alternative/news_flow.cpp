// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/news_flow.h"

#include <cmath>

namespace zvt::factor {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// values[i] against the mean of the kBuzzBars before it.
std::vector<double> againstUsual(const std::vector<double>& counts)
{
  std::vector<double> buzz(counts.size(), kUnknown);
  for (std::size_t i = kBuzzBars; i < counts.size(); ++i) {
    double sum = 0;
    for (std::size_t k = i - kBuzzBars; k < i; ++k)
      sum += counts[k];
    if (sum > 0)
      buzz[i] = counts[i] * static_cast<double>(kBuzzBars) / sum;
  }
  return buzz;
}

}

MentionFlow mentionFlow(std::span<const Mention> mentions, const BarClock& clock, Timestamp recorded)
{
  MentionFlow flow;
  flow.count.assign(clock.size(), kUnknown);
  flow.mood.assign(clock.size(), kUnknown);
  const std::size_t first = mentions.empty() ? clock.size() : clock.barAt(mentions.front().published) + 1;
  for (std::size_t i = first; i < clock.size() && clock.knownAt(i) <= recorded; ++i)
    flow.count[i] = 0;
  std::vector<double> judged(clock.size(), 0); // weights of mentions with a mood
  std::vector<double> moods(clock.size(), 0);
  for (const Mention& mention : mentions) {
    const std::size_t bar = clock.barAt(mention.published);
    if (bar < first || bar >= clock.size())
      continue;
    flow.count[bar] = (std::isnan(flow.count[bar]) ? 0 : flow.count[bar]) + mention.weight;
    if (!std::isnan(mention.mood)) {
      judged[bar] += mention.weight;
      moods[bar] += mention.mood * mention.weight;
    }
  }
  for (std::size_t i = 0; i < clock.size(); ++i)
    if (judged[i] > 0)
      flow.mood[i] = moods[i] / judged[i];
  flow.buzz = againstUsual(flow.count);
  return flow;
}

}
