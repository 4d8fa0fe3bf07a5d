// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/factors/accumulator.h"
#include "core/factor/factors/price_range.h"

#include <optional>

namespace zvt::factor {

/// 1 up, -1 down.
using ZenDirection = int;

struct ZenBar {
  std::int64_t key = 0;
  double high = 0;
  double low = 0;
  double close = 0;
};

/// A top or bottom (分型), with the prices that containment left of its bar.
struct ZenFractal {
  bool isTop = false;
  std::int64_t index = 0;
  std::int64_t key = 0;
  double low = 0;
  double high = 0;
};

/// An end of a stroke or segment.
struct ZenPoint {
  std::int64_t key = 0;
  double value = 0;
  std::int64_t index = 0;
};

/// A hub (中枢): a rectangle over the bars from x0 to x1.
struct ZenHub {
  std::int64_t x0 = 0;
  std::int64_t x1 = 0;
  PriceRange y;
  double change = 0; ///< height / lower edge
  std::int64_t interval = 0; ///< bars
  std::int64_t level = 1; ///< hubs merged into it
};

/// Everything that the algorithm remembers of the bars so far.
struct ZenState {
  std::int64_t count = 0; ///< bars seen
  bool isStarted = false; ///< the first top or bottom is found

  // Until then.
  std::vector<ZenBar> recent; ///< the newest bars
  ZenFractal highest, lowest; ///< of the bars before the newest

  // From then on.
  ZenBar last; ///< as it came
  ZenBar stored, storedBefore; ///< the last two bars after containment
  ZenDirection direction = 1; ///< of the stroke that is going on
  ZenDirection barDirection = 1; ///< of the last bar
  std::int64_t interval = 0;
  std::int64_t oppositeCount = 0;
  ZenBar oppositeBase; ///< the bar before the first opposite one, after containment
  std::optional<ZenFractal> candidate; ///< with the prices of its bar as it came …
  ZenBar candidateStored; ///< … and after containment
  std::vector<ZenFractal> fractals; ///< confirmed, of the segment that is not finished
  std::optional<ZenPoint> lastStroke, lastSegment;
  std::vector<ZenPoint> strokes, segments; ///< ends that may make the next hub
  ZenDirection segmentState = 0; ///< 0: none yet
  std::optional<ZenHub> hub, merged;
};

[[nodiscard]] std::string zenToJson(const ZenState& state);
[[nodiscard]] Result<ZenState> zenFromJson(std::string_view json);

/// 缠论 step by step, reference: ZVT's ZenAccumulator; what differs is in the README. Never revises what it confirmed.
class Zen {
public:
  /// Writes the values of zenColumns() that are known at this bar. A bar without high or low changes nothing.
  void step(const ZenBar& bar, std::span<double> out);
  [[nodiscard]] const ZenState& state() const { return m; }
  void setState(ZenState state) { m = std::move(state); }
  [[nodiscard]] std::vector<storage::FactorMark> takeMarks() { return std::exchange(m_marks, {}); }

private:
  void wait(const ZenBar& bar, std::span<double> out);
  void start(std::span<double> out);
  void advance(const ZenBar& bar, std::int64_t index, std::span<double> out);
  void writeCurrent(const ZenBar& bar, std::span<double> out);
  void contain(ZenBar& bar);
  void goAgainst(const ZenBar& bar, const ZenBar& raw, std::int64_t index, std::span<double> out);
  void considerCandidate(const ZenBar& raw, std::int64_t index);
  void confirmStroke(std::int64_t known);
  void addHub(std::int64_t known, std::int64_t key, const std::optional<ZenHub>& hub);
  void growSegment(std::int64_t known);
  void confirmSegment(std::int64_t known);
  void mark(std::int64_t known, std::int64_t key, const char* name, std::string detail);

  ZenState m;
  std::vector<storage::FactorMark> m_marks;
};

}
