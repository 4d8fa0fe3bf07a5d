// SPDX-License-Identifier: Apache-2.0
#include "core/analytics/factor_study.h"

#include "core/analytics/dated_rows.h"
#include "core/analytics/statistics.h"
#include "core/factor/cross/normalize.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <functional>
#include <limits>

namespace zvt::analytics {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kDatesAtOnce = 32;
constexpr std::array<std::size_t, 5> kLags{1, 2, 5, 10, 20};

/// Return of each row over @p horizon bars of its entity; NaN where the bars end before.
std::vector<double> forwardReturns(const FactorStudyInput& input, std::size_t horizon, bool fromNextOpen)
{
  std::vector<double> returns(input.close.size(), kNan);
  const std::span<const double> prices = fromNextOpen ? input.open : input.close;
  const std::size_t wait = fromNextOpen ? 1 : 0;
  for (std::size_t e = 0; e + 1 < input.offsets.size(); ++e) {
    const std::size_t bars = input.offsets[e + 1] - input.offsets[e];
    const std::size_t defined = bars > wait && horizon < bars - wait ? bars - wait - horizon : 0;
    for (std::size_t row = input.offsets[e]; row < input.offsets[e] + defined; ++row) {
      const double from = prices[row + wait];
      returns[row] = from > 0 ? prices[row + wait + horizon] / from - 1 : kNan;
    }
  }
  return returns;
}

/// Of equal values the rounded mean may be another number, so the variance alone does not tell.
bool isConstant(std::span<const double> x)
{
  return std::ranges::adjacent_find(x, std::ranges::not_equal_to()) == x.end();
}

/// Pearson's correlation; NaN without variance.
double correlation(std::span<const double> x, std::span<const double> y)
{
  if (isConstant(x) || isConstant(y))
    return kNan;
  const auto n = static_cast<double>(x.size());
  double meanX = 0;
  double meanY = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    meanX += x[i] / n;
    meanY += y[i] / n;
  }
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - meanX) * (x[i] - meanX);
    yy += (y[i] - meanY) * (y[i] - meanY);
    xy += (x[i] - meanX) * (y[i] - meanY);
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : kNan;
}

/// Pairs of one date where both are defined, and what is asked of them. Scratch memory; one a thread.
class Pairs {
public:
  void clear()
  {
    m_x.clear();
    m_y.clear();
  }
  void add(double x, double y)
  {
    if (std::isnan(x) || std::isnan(y))
      return;
    m_x.push_back(x);
    m_y.push_back(y);
  }
  [[nodiscard]] std::size_t size() const { return m_x.size(); }
  [[nodiscard]] double correlate() const { return correlation(m_x, m_y); }
  double correlateRanks()
  {
    m_ranksX.resize(m_x.size());
    m_ranksY.resize(m_y.size());
    m_ranker.rank(m_x, m_ranksX);
    m_ranker.rank(m_y, m_ranksY);
    return correlation(m_ranksX, m_ranksY);
  }

private:
  factor::CrossRanker m_ranker;
  std::vector<double> m_x, m_y, m_ranksX, m_ranksY;
};

/// Mean over its standard error. Returns over several bars overlap, so dates next to each other say partly the same:
/// the error takes their covariances in (Newey–West with Bartlett's weights). Nothing when there are too few dates.
std::optional<double> tOf(const DatedFigure& figure, std::size_t horizon)
{
  if (horizon == 1)
    return *figure.ratio * std::sqrt(static_cast<double>(figure.count));
  if (figure.count <= horizon)
    return std::nullopt;
  const std::vector<double>& x = figure.values;
  double variance = *figure.deviation * *figure.deviation;
  for (std::size_t lag = 1; lag < horizon; ++lag) {
    double sum = 0;
    for (std::size_t i = lag; i < x.size(); ++i)
      if (!std::isnan(x[i]) && !std::isnan(x[i - lag]))
        sum += (x[i] - *figure.mean) * (x[i - lag] - *figure.mean);
    const double weight = 1 - static_cast<double>(lag) / static_cast<double>(horizon);
    variance += 2 * weight * sum / static_cast<double>(figure.count - 1);
  }
  if (variance <= 0)
    return std::nullopt;
  return *figure.mean / std::sqrt(variance / static_cast<double>(figure.count));
}

DatedFigure summarised(std::vector<double> values, std::size_t horizon)
{
  DatedFigure figure;
  std::vector<double> defined;
  std::ranges::copy_if(values, std::back_inserter(defined), [](double x) { return !std::isnan(x); });
  figure.values = std::move(values);
  figure.count = defined.size();
  figure.mean = mean(defined);
  figure.deviation = deviation(defined);
  if (figure.mean && figure.deviation && *figure.deviation > 0) {
    figure.ratio = *figure.mean / *figure.deviation;
    figure.t = tOf(figure, horizon);
  }
  if (!defined.empty())
    figure.positiveShare = static_cast<double>(std::ranges::count_if(defined, [](double x) { return x > 0; }))
        / static_cast<double>(figure.count);
  return figure;
}

Result<void> overDates(
    std::size_t count, const ParallelFor& parallel, TaskControl& control, const ParallelFor::Body& body)
{
  std::atomic<bool> isCancelled = false;
  parallel.run(count, kDatesAtOnce, [&](std::size_t begin, std::size_t end) {
    if (control.cancelToken().check())
      body(begin, end);
    else
      isCancelled = true;
  });
  if (isCancelled)
    return fail("task.cancelled");
  return {};
}

/// Means of each bucket's returns at each date: [bucket][date].
using BucketMeans = std::vector<std::vector<double>>;

class Study {
public:
  Study(const FactorStudyInput& input, const FactorStudyOptions& options, const ParallelFor& parallel)
      : m_input(input)
      , m_options(options)
      , m_parallel(parallel)
      , m_rows(DatedRows::of(input.offsets, input.position, input.timeline.size()))
      , m_buckets(input.factor.size(), kNan)
  {
  }
  Result<void> fillBuckets(FactorStudy& study, TaskControl& control)
  {
    study.coverage.assign(m_rows.dates(), 0);
    return overDates(m_rows.dates(), m_parallel, control, [&](std::size_t begin, std::size_t end) {
      factor::CrossNormalizer normalizer;
      std::vector<double> values, buckets;
      for (std::size_t date = begin; date < end; ++date) {
        values.clear();
        for (const std::uint32_t row : m_rows.at(date))
          values.push_back(m_input.factor[row]);
        const auto defined =
            static_cast<std::size_t>(std::ranges::count_if(values, [](double x) { return !std::isnan(x); }));
        study.coverage[date] = static_cast<double>(defined);
        if (defined < std::max(m_options.fewestEntities, m_options.buckets))
          continue;
        buckets.resize(values.size());
        normalizer.bucket(values, m_options.buckets, buckets);
        for (std::size_t i = 0; i < values.size(); ++i)
          m_buckets[m_rows.at(date)[i]] = buckets[i];
      }
    });
  }
  Result<HorizonStudy> horizon(std::size_t bars, TaskControl& control)
  {
    const std::vector<double> returns = forwardReturns(m_input, bars, m_options.fromNextOpen);
    std::vector<double> ic(m_rows.dates(), kNan);
    std::vector<double> rankIc = ic;
    BucketMeans means;
    ZVT_TRY_VOID(overDates(m_rows.dates(), m_parallel, control, [&](std::size_t begin, std::size_t end) {
      Pairs pairs;
      for (std::size_t date = begin; date < end; ++date) {
        pairs.clear();
        for (const std::uint32_t row : m_rows.at(date))
          pairs.add(m_input.factor[row], returns[row]);
        if (pairs.size() < m_options.fewestEntities)
          continue;
        ic[date] = pairs.correlate();
        rankIc[date] = pairs.correlateRanks();
      }
    }));
    ZVT_TRY_VOID(bucketMeans(returns, means, control));
    HorizonStudy study{bars, summarised(std::move(ic), bars), summarised(std::move(rankIc), bars), {}, {}};
    std::vector<double> spread(m_rows.dates());
    for (std::size_t date = 0; date < spread.size(); ++date)
      spread[date] = means.back()[date] - means.front()[date];
    study.spread = summarised(std::move(spread), bars);
    for (const std::vector<double>& ofBucket : means)
      study.bucketReturns.push_back(mean(ofBucket));
    return study;
  }
  Result<void> fillGrowth(FactorStudy& study, TaskControl& control)
  {
    BucketMeans means;
    ZVT_TRY_VOID(bucketMeans(forwardReturns(m_input, 1, m_options.fromNextOpen), means, control));
    for (const std::vector<double>& ofBucket : means) {
      std::vector<double>& growth = study.bucketGrowth.emplace_back();
      double level = 1;
      for (std::size_t date = 0; date < m_rows.dates(); ++date) {
        const double earned = date < wait() ? 0 : ofBucket[date - wait()];
        growth.push_back(level *= std::isnan(earned) ? 1 : 1 + earned);
      }
    }
    fillSpreadGrowth(means, study);
    return {};
  }
  /// Of each bucket, over dates next to each other at which both have buckets.
  void fillTurnover(FactorStudy& study)
  {
    std::vector<double> last(m_input.offsets.size() - 1, kNan); // bucket of each entity at the date before
    std::vector<double> now(last.size(), kNan);
    study.bucketTurnover.assign(m_options.buckets, std::vector<double>(m_rows.dates(), kNan));
    for (std::size_t date = 0; date < m_rows.dates(); ++date) {
      std::ranges::fill(now, kNan);
      for (const std::uint32_t row : m_rows.at(date))
        now[m_rows.entity(row)] = m_buckets[row];
      std::vector<double> size(m_options.buckets, 0);
      std::vector<double> fresh(m_options.buckets, 0);
      bool hadBuckets = false;
      for (std::size_t e = 0; e < now.size(); ++e) {
        hadBuckets = hadBuckets || !std::isnan(last[e]);
        if (std::isnan(now[e]))
          continue;
        const auto bucket = static_cast<std::size_t>(now[e]) - 1;
        size[bucket] += 1;
        fresh[bucket] += now[e] == last[e] ? 0 : 1;
      }
      for (std::size_t b = 0; b < size.size() && hadBuckets; ++b) {
        if (size[b] > 0)
          study.bucketTurnover[b][date] = fresh[b] / size[b];
      }
      last.swap(now);
    }
    for (const std::vector<double>& ofBucket : study.bucketTurnover)
      study.turnover.push_back(mean(ofBucket));
  }
  Result<void> fillAutocorrelation(FactorStudy& study, TaskControl& control)
  {
    for (const std::size_t lag : kLags) {
      std::vector<double> correlations(m_rows.dates(), kNan);
      ZVT_TRY_VOID(overDates(m_rows.dates(), m_parallel, control, [&](std::size_t begin, std::size_t end) {
        Pairs pairs;
        std::vector<double> before(m_input.offsets.size() - 1);
        for (std::size_t date = std::max(begin, lag); date < end; ++date) {
          std::ranges::fill(before, kNan);
          for (const std::uint32_t row : m_rows.at(date - lag))
            before[m_rows.entity(row)] = m_input.factor[row];
          pairs.clear();
          for (const std::uint32_t row : m_rows.at(date))
            pairs.add(m_input.factor[row], before[m_rows.entity(row)]);
          if (pairs.size() >= m_options.fewestEntities)
            correlations[date] = pairs.correlateRanks();
        }
      }));
      study.autocorrelation.emplace_back(lag, mean(correlations));
    }
    return {};
  }

private:
  /// Dates until what a value says about one bar is earned.
  [[nodiscard]] std::size_t wait() const { return m_options.fromNextOpen ? 2 : 1; }
  /// Needs the turnover.
  void fillSpreadGrowth(const BucketMeans& means, FactorStudy& study) const
  {
    double gross = 1;
    double net = 1;
    const auto hold = [&](std::size_t date) {
      const double earned = means.back()[date] - means.front()[date];
      double traded = 0;
      for (const std::vector<double>* side : {&study.bucketTurnover.front(), &study.bucketTurnover.back()})
        traded += std::isnan((*side)[date]) ? 1 : 2 * (*side)[date];
      if (!std::isnan(earned)) {
        gross *= 1 + earned;
        net *= 1 + earned - m_options.cost * traded;
      }
    };
    for (std::size_t date = 0; date < m_rows.dates(); ++date) {
      if (date >= wait())
        hold(date - wait());
      study.spreadGrowth.push_back(gross);
      study.spreadGrowthNet.push_back(net);
    }
  }
  Result<void> bucketMeans(const std::vector<double>& returns, BucketMeans& means, TaskControl& control)
  {
    means.assign(m_options.buckets, std::vector<double>(m_rows.dates(), kNan));
    return overDates(m_rows.dates(), m_parallel, control, [&](std::size_t begin, std::size_t end) {
      for (std::size_t date = begin; date < end; ++date) {
        std::vector<double> sums(means.size(), 0);
        std::vector<double> counts(means.size(), 0);
        for (const std::uint32_t row : m_rows.at(date)) {
          if (std::isnan(m_buckets[row]) || std::isnan(returns[row]))
            continue;
          const auto bucket = static_cast<std::size_t>(m_buckets[row]) - 1;
          sums[bucket] += returns[row];
          counts[bucket] += 1;
        }
        for (std::size_t b = 0; b < means.size(); ++b)
          means[b][date] = counts[b] > 0 ? sums[b] / counts[b] : kNan;
      }
    });
  }

  const FactorStudyInput& m_input;
  const FactorStudyOptions& m_options;
  const ParallelFor& m_parallel;
  DatedRows m_rows;
  std::vector<double> m_buckets; ///< by row: 1 …; NaN without
};

}

Result<FactorStudy> studyFactor(
    const FactorStudyInput& input, const FactorStudyOptions& options, const ParallelFor& parallel, TaskControl& control)
{
  if (options.horizons.empty() || std::ranges::find(options.horizons, std::size_t{0}) != options.horizons.end())
    return fail("study.no_horizon");
  if (options.buckets < 2)
    return fail("study.too_few_buckets");
  if (options.buckets > kMostBuckets)
    return fail("study.too_many_buckets", {{"limit", std::to_string(kMostBuckets)}});
  FactorStudy result;
  result.timeline.assign(input.timeline.begin(), input.timeline.end());
  Study study(input, options, parallel);
  ZVT_TRY_VOID(study.fillBuckets(result, control));
  for (std::size_t i = 0; i < options.horizons.size(); ++i) {
    control.progress(0.1 + 0.7 * static_cast<double>(i) / static_cast<double>(options.horizons.size()));
    ZVT_TRY(HorizonStudy horizon, study.horizon(options.horizons[i], control));
    result.horizons.push_back(std::move(horizon));
  }
  study.fillTurnover(result);
  ZVT_TRY_VOID(study.fillGrowth(result, control));
  control.progress(0.9);
  ZVT_TRY_VOID(study.fillAutocorrelation(result, control));
  control.progress(1);
  return result;
}

void trimToCoverage(FactorStudy& study)
{
  const auto isCovered = [](double count) { return count > 0; };
  const auto first = std::ranges::find_if(study.coverage, isCovered);
  if (first == study.coverage.end())
    return;
  const auto end = std::find_if(study.coverage.rbegin(), study.coverage.rend(), isCovered).base();
  const auto from = first - study.coverage.begin();
  const auto to = end - study.coverage.begin();
  const auto trim = [from, to](auto& values) {
    values.erase(values.begin() + to, values.end());
    values.erase(values.begin(), values.begin() + from);
  };
  for (HorizonStudy& horizon : study.horizons)
    for (DatedFigure* figure : {&horizon.ic, &horizon.rankIc, &horizon.spread})
      trim(figure->values);
  for (auto* ofBuckets : {&study.bucketGrowth, &study.bucketTurnover})
    for (std::vector<double>& values : *ofBuckets)
      trim(values);
  for (std::vector<double>* values : {&study.spreadGrowth, &study.spreadGrowthNet})
    trim(*values);
  trim(study.timeline);
  trim(study.coverage);
}

Result<std::vector<std::vector<std::optional<double>>>> correlateFactors(const FactorStudyInput& input,
    std::span<const std::span<const double>> factors, const FactorStudyOptions& options, const ParallelFor& parallel,
    TaskControl& control)
{
  const DatedRows rows = DatedRows::of(input.offsets, input.position, input.timeline.size());
  std::vector<std::vector<std::optional<double>>> matrix(
      factors.size(), std::vector<std::optional<double>>(factors.size()));
  for (std::size_t a = 0; a < factors.size(); ++a) {
    control.progress(static_cast<double>(a) / static_cast<double>(factors.size()));
    for (std::size_t b = a; b < factors.size(); ++b) {
      std::vector<double> correlations(rows.dates(), kNan);
      ZVT_TRY_VOID(overDates(rows.dates(), parallel, control, [&](std::size_t begin, std::size_t end) {
        Pairs pairs;
        for (std::size_t date = begin; date < end; ++date) {
          pairs.clear();
          for (const std::uint32_t row : rows.at(date))
            pairs.add(factors[a][row], factors[b][row]);
          if (pairs.size() >= options.fewestEntities)
            correlations[date] = pairs.correlateRanks();
        }
      }));
      matrix[a][b] = matrix[b][a] = mean(correlations);
    }
  }
  return matrix;
}

}
