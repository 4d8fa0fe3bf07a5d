// SPDX-License-Identifier: Apache-2.0
#include "core/factor/cross/normalize.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zvt::factor {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
/// What is left of a regressor after the others, below which it counts as following from them.
constexpr double kDependent = 1e-10;
/// The median deviation of a normal distribution is 1 / 1.4826 standard deviations.
constexpr double kNormalMad = 1.4826;

struct Moments {
  std::size_t count = 0;
  double mean = kNan;
  double squares = kNan; ///< sum of squared deviations
};

/// In two passes; exact for equal values.
Moments momentsOf(std::span<const double> values)
{
  Moments moments;
  double base = 0;
  double sum = 0;
  for (const double x : values) {
    if (std::isnan(x))
      continue;
    if (moments.count++ == 0)
      base = x;
    sum += x - base;
  }
  if (moments.count == 0)
    return moments;
  moments.mean = base + sum / static_cast<double>(moments.count);
  moments.squares = 0;
  for (const double x : values)
    moments.squares += std::isnan(x) ? 0 : (x - moments.mean) * (x - moments.mean);
  return moments;
}

double dot(std::span<const double> a, std::span<const double> b)
{
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += a[i] * b[i];
  return sum;
}

void subtract(std::span<double> from, double share, std::span<const double> what)
{
  for (std::size_t i = 0; i < from.size(); ++i)
    from[i] -= share * what[i];
}

void clampTo(std::span<const double> values, double low, double high, std::span<double> out)
{
  for (std::size_t i = 0; i < values.size(); ++i)
    out[i] = values[i] < low ? low : values[i] > high ? high : values[i];
}

}

template <class Visit> void CrossNormalizer::forEachGroup(std::span<const double> groups, Visit visit)
{
  const std::span<const std::uint32_t> order = m_ranker.order(groups);
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first + 1;
    while (last < order.size() && groups[order[last]] == groups[order[first]])
      ++last;
    visit(order.subspan(first, last - first));
    first = last;
  }
}

double CrossNormalizer::quantileOfSorted(std::span<const double> sorted, double quantile) const
{
  const double place = quantile * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

void CrossNormalizer::zScore(std::span<const double> values, std::span<double> out, int ddof)
{
  const Moments moments = momentsOf(values);
  const double divisor = static_cast<double>(moments.count) - ddof;
  const double deviation = divisor > 0 ? std::sqrt(moments.squares / divisor) : 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    out[i] = deviation > 0 ? (values[i] - moments.mean) / deviation : kNan;
}

void CrossNormalizer::winsorize(std::span<const double> values, double lower, double upper, std::span<double> out)
{
  m_sorted.clear();
  for (const std::uint32_t entity : m_ranker.order(values))
    m_sorted.push_back(values[entity]);
  if (m_sorted.empty())
    std::fill(out.begin(), out.end(), kNan);
  else
    clampTo(values, quantileOfSorted(m_sorted, lower), quantileOfSorted(m_sorted, upper), out);
}

void CrossNormalizer::winsorizeByMad(std::span<const double> values, double limit, std::span<double> out)
{
  m_sorted.clear();
  std::copy_if(values.begin(), values.end(), std::back_inserter(m_sorted), [](double x) { return !std::isnan(x); });
  if (m_sorted.empty()) {
    std::fill(out.begin(), out.end(), kNan);
    return;
  }
  std::sort(m_sorted.begin(), m_sorted.end());
  const double median = quantileOfSorted(m_sorted, 0.5);
  for (double& x : m_sorted)
    x = std::fabs(x - median);
  std::sort(m_sorted.begin(), m_sorted.end());
  const double reach = limit * kNormalMad * quantileOfSorted(m_sorted, 0.5);
  clampTo(values, median - reach, median + reach, out);
}

void CrossNormalizer::bucket(std::span<const double> values, std::size_t count, std::span<double> out)
{
  const auto n = static_cast<double>(m_ranker.rank(values, out));
  for (double& x : out)
    x = std::ceil(x * static_cast<double>(count) / n);
}

void CrossNormalizer::groupMean(std::span<const double> values, std::span<const double> groups, std::span<double> out)
{
  m_partOut.assign(values.size(), kNan);
  forEachGroup(groups, [&](std::span<const std::uint32_t> members) {
    m_part.clear();
    for (const std::uint32_t member : members)
      m_part.push_back(values[member]);
    const double mean = momentsOf(m_part).mean;
    for (const std::uint32_t member : members)
      m_partOut[member] = std::isnan(values[member]) ? kNan : mean;
  });
  std::copy(m_partOut.begin(), m_partOut.end(), out.begin());
}

void CrossNormalizer::groupPercentile(
    std::span<const double> values, std::span<const double> groups, std::span<double> out)
{
  m_sorted.assign(values.size(), kNan);
  forEachGroup(groups, [&](std::span<const std::uint32_t> members) {
    m_part.clear();
    for (const std::uint32_t member : members)
      m_part.push_back(values[member]);
    m_partOut.resize(m_part.size());
    m_inner.percentile(m_part, m_partOut);
    for (std::size_t i = 0; i < members.size(); ++i)
      m_sorted[members[i]] = m_partOut[i];
  });
  std::copy(m_sorted.begin(), m_sorted.end(), out.begin());
}

void CrossNormalizer::neutralize(std::span<const double> values, std::span<const double> groups,
    std::span<const std::span<const double>> regressors, std::span<double> out)
{
  // Column 0 is the value, then the regressors; the group of entities with anything undefined is undefined.
  m_part.assign(groups.begin(), groups.end());
  m_part.resize(values.size(), 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    bool isUndefined = std::isnan(values[i]);
    for (const std::span<const double> regressor : regressors)
      isUndefined = isUndefined || std::isnan(regressor[i]);
    if (isUndefined)
      m_part[i] = kNan;
  }
  m_columns.resize(regressors.size() + 1);
  for (std::vector<double>& column : m_columns)
    column.clear();
  std::vector<double> place(values.size(), kNan); // of the entity among those that take part
  forEachGroup(m_part, [&](std::span<const std::uint32_t> members) {
    const std::size_t begin = m_columns.front().size();
    for (std::size_t i = 0; i < members.size(); ++i)
      place[members[i]] = static_cast<double>(begin + i);
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
      const std::span<const double> from = c == 0 ? values : regressors[c - 1];
      for (const std::uint32_t member : members)
        m_columns[c].push_back(from[member]);
      const std::span<double> part = std::span(m_columns[c]).subspan(begin);
      const double mean = momentsOf(part).mean;
      for (double& x : part)
        x -= mean;
    }
  });
  std::vector<double>& residuals = m_columns.front();
  for (std::size_t c = 1; c < m_columns.size(); ++c) {
    std::vector<double>& basis = m_columns[c];
    const double before = std::sqrt(dot(basis, basis));
    for (std::size_t earlier = 1; earlier < c; ++earlier)
      subtract(basis, dot(basis, m_columns[earlier]), m_columns[earlier]);
    const double length = std::sqrt(dot(basis, basis));
    const double scale = length > kDependent * before ? 1 / length : 0;
    for (double& x : basis)
      x *= scale;
    subtract(residuals, dot(residuals, basis), basis);
  }
  for (std::size_t i = 0; i < values.size(); ++i)
    out[i] = std::isnan(place[i]) ? kNan : residuals[static_cast<std::size_t>(place[i])];
}

}
