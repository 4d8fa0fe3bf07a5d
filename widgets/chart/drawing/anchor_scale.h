// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_model.h"
#include "widgets/chart/drawing/drawing.h"

#include <memory>
#include <span>
#include <vector>

namespace zvt::market {
class Calendar;
}

namespace zvt::widgets {

/// From that day on, shown price = raw price × scale, until the next step.
struct AdjustStep {
  std::int32_t day = 0; ///< TradingDay::days
  double scale = 1;
};

/// What joins anchors to the bars of a chart, beside the bars themselves.
struct AnchorGround {
  std::vector<std::int64_t> labels; ///< of each bar on the exchange's clock (LocalTime::micros), rising
  std::vector<std::int64_t> coming; ///< of the bars after the newest; beyond these the mean step goes on
  std::vector<AdjustStep> steps; ///< by day; empty: prices are raw
  std::shared_ptr<const market::Calendar> calendar; ///< says when trading days begin; null: at midnight
};

/// Joins anchors to a chart: moments to places on its ordinal axis, raw prices to adjusted ones. The middle of a bar
/// (i + 0.5) is the moment that labels it; between two labels places follow time, but a break longer than a bar (a
/// night, a lunch) has no width: what lies in it stands at the edge between the bars. A day and a moment are joined by
/// the exchange's trading days: an evening may belong to the day after. It holds nothing of the chart's model, which
/// goes on with each tick. Immutable; any thread.
class AnchorScale {
public:
  /// @param model with at least one bar
  AnchorScale(const ChartModel& model, AnchorGround ground);
  /// @param model whose axis has the exchange's clock
  explicit AnchorScale(
      const ChartModelPtr& model, std::vector<std::int64_t> coming = {}, std::vector<AdjustStep> steps = {});

  /// Whether a model has the bars that this was made for. Its newest bar may be another, and more may follow.
  [[nodiscard]] bool fits(const ChartModel& model) const;
  [[nodiscard]] std::size_t bars() const { return m_bars; }
  /// The same for a model that it fits, with the labels of the bars that were added since.
  [[nodiscard]] std::shared_ptr<const AnchorScale> following(const ChartModel& model) const;
  [[nodiscard]] int priceDecimals() const { return m_priceDecimals; }
  /// In bars; may lie before the first or beyond the newest.
  [[nodiscard]] double position(const DrawingTime& time) const;
  [[nodiscard]] double position(const DrawingAnchor& anchor) const { return position(anchor.time) + anchor.within; }
  /// The moment of the bar that has this place, also of one that is to come.
  [[nodiscard]] DrawingTime timeAt(double position) const;
  [[nodiscard]] double shown(const DrawingAnchor& anchor) const { return anchor.price * factor(anchor.time); }
  [[nodiscard]] double raw(double shown, const DrawingTime& time) const { return shown / factor(time); }
  /// An anchor at the bar of @p position. @param free keeps the place beside the bar's middle
  [[nodiscard]] DrawingAnchor anchorAt(double position, double shownPrice, bool free = false) const;
  /// In words: "2024-01-31 Wed", or "2024-01-31 10:35".
  [[nodiscard]] static QString timeText(const DrawingTime& time);

  /// Least squares through the closes of the bars [first, last], and the root of the mean square that is left. Quick
  /// over any number of bars: what a mouse drags may ask at every move.
  struct Regression {
    double start = 0, end = 0; ///< prices of the line at the two bars
    double deviation = 0;
  };
  /// @param closes of the model's bars; those that this was made with are known already
  [[nodiscard]] Regression regression(std::span<const double> closes, std::size_t first, std::size_t last) const;

private:
  struct Settled;

  AnchorScale(std::shared_ptr<const Settled> settled, std::vector<std::int64_t> after, const ChartModel& model);
  [[nodiscard]] std::int64_t dayOf(const DrawingTime& time) const;
  [[nodiscard]] double factor(const DrawingTime& time) const;
  [[nodiscard]] std::int64_t label(std::int64_t bar) const;
  /// The first known label that is not before (@p after: that is after) a moment.
  [[nodiscard]] std::int64_t firstFrom(std::int64_t moment, bool after = false) const;
  [[nodiscard]] std::int64_t known() const; ///< labels that are known: bars and those to come
  /// The moment on the axis that stands for @p time.
  [[nodiscard]] std::int64_t wanted(const DrawingTime& time) const;

  std::shared_ptr<const Settled> m_settled; ///< what ticks leave as it is
  std::vector<std::int64_t> m_after; ///< labels of the bar that was the newest, and of all after it
  std::size_t m_bars;
  int m_priceDecimals;
};

using AnchorScalePtr = std::shared_ptr<const AnchorScale>;

}
