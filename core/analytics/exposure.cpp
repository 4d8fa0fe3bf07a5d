// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/exposure.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

namespace zvt::analytics {

namespace {

double shareOf(double value, double equity)
{
  return equity > 0 ? value / equity : std::numeric_limits<double>::quiet_NaN();
}

ExposureDay exposureOf(const HoldingDay& day)
{
  ExposureDay result{.day = day.day};
  std::vector<double> sizes;
  double net = 0;
  double gross = 0;
  for (const Holding& holding : day.holdings) {
    if (holding.value == 0)
      continue;
    sizes.push_back(std::fabs(holding.value));
    gross += sizes.back();
    net += holding.value;
  }
  std::ranges::sort(sizes, std::greater{});
  double topFive = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    topFive += i < 5 ? sizes[i] : 0;
    result.herfindahl += (sizes[i] / gross) * (sizes[i] / gross);
  }
  result.holdings = sizes.size();
  result.gross = shareOf(gross, day.equity);
  result.net = shareOf(net, day.equity);
  result.largest = shareOf(sizes.empty() ? 0 : sizes.front(), day.equity);
  result.topFive = shareOf(topFive, day.equity);
  return result;
}

}

std::vector<ExposureDay> exposureByDay(const HoldingHistory& history)
{
  std::vector<ExposureDay> result;
  result.reserve(history.days.size());
  for (const HoldingDay& day : history.days)
    result.push_back(exposureOf(day));
  return result;
}

GroupExposure exposureByGroup(const HoldingHistory& history, const GroupOf& groupOf)
{
  std::vector<std::map<std::string, double>> values(history.days.size());
  std::map<std::string, std::size_t> places;
  for (std::size_t d = 0; d < history.days.size(); ++d)
    for (const Holding& holding : history.days[d].holdings) {
      if (holding.value == 0)
        continue;
      const std::string group = groupOf(holding.entity, history.days[d].day);
      values[d][group] += holding.value;
      places.emplace(group, 0);
    }
  GroupExposure result;
  for (auto& [name, place] : places) {
    place = result.groups.size();
    result.groups.push_back(name);
  }
  for (std::size_t d = 0; d < values.size(); ++d) {
    const double equity = history.days[d].equity;
    auto& shares = result.shares.emplace_back(result.groups.size(), shareOf(0, equity));
    for (const auto& [name, value] : values[d])
      shares[places[name]] = shareOf(value, equity);
  }
  return result;
}

}
