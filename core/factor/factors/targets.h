// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace zvt::factor {

/// What factors say about one security at one bar.
struct Opinion {
  double filter = std::numeric_limits<double>::quiet_NaN(); ///< 1 long, 0 short, undefined keep
  double score = std::numeric_limits<double>::quiet_NaN();
  bool hasFilter = false; ///< whether any of the factors has a filter at all
  bool hasScore = false;
};

/// How opinions of several factors become one: all filters (any fails: it fails; all hold: it holds) or any of them
/// (one holds: it holds; all fail: it fails); the mean of the scores, undefined when one of them is.
enum class SelectMode { And, Or };
[[nodiscard]] Opinion combine(std::span<const Opinion> opinions, SelectMode mode);

enum class Side { Long, Short, Keep };
[[nodiscard]] std::string_view toString(Side side); ///< "long", "short", "keep"

/// Scores at or above the first are long, at or below the second short.
struct Thresholds {
  double longFrom = 0.8;
  double shortTo = 0.2;
};
/// Where there are a filter and a score, both must say so; what is neither long nor short is kept.
[[nodiscard]] Side judge(const Opinion& opinion, const Thresholds& thresholds);

/// A bar at which a filter changes its mind: what charts mark with B and S.
struct SwitchPoint {
  std::int64_t key = 0;
  bool isLong = false;
  bool operator==(const SwitchPoint&) const = default;
};
/// Without undefined bars and without repetitions.
[[nodiscard]] std::vector<SwitchPoint> switchPoints(std::span<const std::int64_t> keys, std::span<const double> filter);

/// When a portfolio may take in new securities: at every bar, at the first bar of a week, month or quarter, or at every
/// n-th bar.
struct RebalanceRule {
  enum class Kind { EveryBar, Weekly, Monthly, Quarterly, EveryNth };
  Kind kind = Kind::EveryBar;
  int bars = 1; ///< of EveryNth
};
/// @param index of the bar, from 0, @param before the day of the bar before; the first bar always counts
[[nodiscard]] bool isRebalanceBar(const RebalanceRule& rule, std::int64_t index, TradingDay before, TradingDay day);

enum class Weighting { Equal, Score, InverseVolatility };
struct WeightRule {
  Weighting weighting = Weighting::Equal;
  double cap = 1; ///< no weight is larger; what is cut off goes to the others, and to cash when all are at the cap
};
/// Weights that add up to 1, or less where the cap leaves cash. A score of 0 or less weighs nothing (all of them: equal
/// weights); an undefined volatility counts as the largest of the others.
[[nodiscard]] std::vector<double> weightsOf(
    const WeightRule& rule, std::span<const double> scores, std::span<const double> volatilities);
/// Standard deviation (n - 1) of the last @p window changes of @p closes; undefined with fewer than two.
[[nodiscard]] double trailingVolatility(std::span<const double> closes, std::size_t window);

/// How a portfolio follows its factors.
struct TargetRules {
  Thresholds thresholds;
  std::size_t top = 0; ///< at most so many, the best scores first; 0: all
  double quantile = 0; ///< only scores at or above this quantile of the day's scores; 0: all
  std::size_t keepRank = 0; ///< a held one stays while it is among the best so many; 0: while it is not short
  std::int64_t minimumBars = 0; ///< a held one stays at least so long, short or not
  RebalanceRule rebalance;
  WeightRule weights;
};

struct Candidate {
  std::string entityId;
  Opinion opinion;
  double volatility = std::numeric_limits<double>::quiet_NaN();
};

struct Holding {
  std::string entityId;
  double weight = 0;
  double score = std::numeric_limits<double>::quiet_NaN();
  std::int64_t since = 0; ///< key of the bar at which it came in
};

/// Chooses holdings bar by bar, from nothing but what it is given at that bar and its own earlier choices. New ones
/// come in on rebalance bars; a held one that turns short goes at once. Equal scores: by entity id. One thread at a
/// time.
class TargetSelector {
public:
  explicit TargetSelector(TargetRules rules)
      : m_rules(rules)
  {
  }
  /// @param candidates all securities with a bar; a held one that is missing (suspended) stays as it is
  const std::vector<Holding>& step(std::int64_t key, TradingDay day, std::span<const Candidate> candidates);
  [[nodiscard]] const std::vector<Holding>& holdings() const { return m_holdings; }

private:
  struct Ranking;
  void drop(const Ranking& ranking);
  void takeIn(std::int64_t key, const Ranking& ranking);
  void weigh(const Ranking& ranking);

  TargetRules m_rules;
  std::vector<Holding> m_holdings;
  std::vector<std::int64_t> m_bars; ///< how long each is held
  std::int64_t m_index = 0;
  TradingDay m_before;
};

}
