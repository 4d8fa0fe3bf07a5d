// SPDX-License-Identifier: Apache-2.0
#include "core/data/market_overview.h"

#include <algorithm>

namespace zvt::data {
namespace {

using Places = std::vector<std::size_t>;

/// The first @p top of @p places by @p value, largest first; equal ones in the order of the rows, unknown ones left
/// out.
template <typename Value> Places best(const Places& places, std::size_t top, Value value)
{
  Places chosen;
  for (const std::size_t place : places)
    if (!std::isnan(value(place)))
      chosen.push_back(place);
  const auto before = [&](std::size_t a, std::size_t b) {
    const double left = value(a), right = value(b);
    return left != right ? left > right : a < b;
  };
  const std::size_t count = std::min(top, chosen.size());
  std::partial_sort(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(count), chosen.end(), before);
  chosen.resize(count);
  return chosen;
}

double medianOf(std::vector<double> values)
{
  if (values.empty())
    return std::nan("");
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1)
    return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

void count(MarketOverview& overview, const OverviewRow& row)
{
  const double change = row.last - row.previous;
  ++(std::isnan(change) ? overview.unknown : change > 0 ? overview.up : change < 0 ? overview.down : overview.flat);
  overview.limitUp += row.streak > 0 ? 1 : 0;
  overview.limitDown += row.streak < 0 ? 1 : 0;
  overview.turnover += std::isnan(row.turnover) ? 0 : row.turnover;
  if (const int at = changeClass(row.change()); at >= 0)
    ++overview.distribution[static_cast<std::size_t>(at)];
}

Places limitBoard(const OverviewInput& input, const Places& counted)
{
  Places board;
  for (const std::size_t place : counted)
    if (input.rows[place].streak > 0)
      board.push_back(place);
  std::stable_sort(board.begin(), board.end(), [&](std::size_t a, std::size_t b) {
    const OverviewRow &left = input.rows[a], &right = input.rows[b];
    if (left.streak != right.streak)
      return left.streak > right.streak;
    return (std::isnan(left.turnover) ? 0 : left.turnover) > (std::isnan(right.turnover) ? 0 : right.turnover);
  });
  return board;
}

std::vector<IndustryRank> rankIndustries(const OverviewInput& input, const Places& counted)
{
  std::vector<IndustryRank> ranks(input.industries.size());
  std::vector<double> sums(ranks.size(), 0);
  for (const std::size_t place : counted) {
    const OverviewRow& row = input.rows[place];
    if (row.industry < 0 || static_cast<std::size_t>(row.industry) >= ranks.size() || std::isnan(row.change()))
      continue;
    const auto at = static_cast<std::size_t>(row.industry);
    IndustryRank& rank = ranks[at];
    if (rank.industry < 0 || row.change() > input.rows[rank.leader].change())
      rank.leader = place;
    rank.industry = row.industry;
    rank.turnover += std::isnan(row.turnover) ? 0 : row.turnover;
    ++(row.last > row.previous ? rank.up : row.last < row.previous ? rank.down : rank.flat);
    sums[at] += row.change();
  }
  for (std::size_t i = 0; i < ranks.size(); ++i)
    ranks[i].change = sums[i] / (ranks[i].up + ranks[i].down + ranks[i].flat);
  std::erase_if(ranks, [](const IndustryRank& rank) { return rank.industry < 0; });
  std::stable_sort(ranks.begin(), ranks.end(), [](const auto& a, const auto& b) { return a.change > b.change; });
  return ranks;
}

}

int changeClass(double change)
{
  if (std::isnan(change) || change == 0)
    return -1;
  // Prices have few digits, so that 1.1 / 1 − 1 means 10 %: without the nudge it would fall beyond it.
  const int steps = std::min(10, static_cast<int>(std::ceil(std::abs(change) * 100 - 1e-7)) - 1);
  return change > 0 ? 11 + std::max(0, steps) : 10 - std::max(0, steps);
}

MarketOverview overviewOf(const OverviewInput& input)
{
  MarketOverview overview;
  Places counted;
  std::vector<double> changes;
  for (std::size_t place = 0; place < input.rows.size(); ++place) {
    const OverviewRow& row = input.rows[place];
    if (row.index)
      continue;
    counted.push_back(place);
    count(overview, row);
    if (!std::isnan(row.change()))
      changes.push_back(row.change());
  }
  overview.median = medianOf(std::move(changes));
  const auto row = [&](std::size_t place) -> const OverviewRow& { return input.rows[place]; };
  overview.limitBoard = limitBoard(input, counted);
  overview.mostActive = best(counted, input.top, [&](std::size_t place) { return row(place).turnover; });
  overview.risers = best(counted, input.top, [&](std::size_t place) { return row(place).change(); });
  overview.fallers = best(counted, input.top, [&](std::size_t place) { return -row(place).change(); });
  overview.fastest = best(
      counted, input.top, [&](std::size_t place) { return std::abs(row(place).last / row(place).minutesAgo - 1); });
  overview.industries = rankIndustries(input, counted);
  return overview;
}

}
