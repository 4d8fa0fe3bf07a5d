// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/coverage.h"
#include "ui/chart/chart_feature.h"

#include <QPointer>

#include <optional>
#include <vector>

namespace zvt::widgets {
class GapLayer;
}

namespace zvt::ui {

class LiveFeature;

/// Days without bars that lie between two bars of a chart, with what is known of them.
struct ChartGap {
  std::size_t bar = 0; ///< the first one after them
  std::vector<data::DayRange> ranges; ///< ascending
};
[[nodiscard]] std::vector<ChartGap> chartGaps(
    const data::SeriesCoverage& series, const market::BarSeries& bars, const market::Calendar& calendar);
/// "3 sessions missing", and a line for each of their ranges.
[[nodiscard]] QString textOf(const ChartGap& gap);

/// Tells on the chart what its data lack: sessions without bars, apart from days on which the security did not trade,
/// where the bars come from and how far they are behind, and what is to be known of their adjustment.
class GapFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit GapFeature(ChartPanel& panel);

  [[nodiscard]] ChartReader reader() override;
  void shown() override;
  void entityChanged() override;
  void retranslate() override;
  [[nodiscard]] const widgets::GapLayer& layer() const { return *m_layer; }

private:
  void arrive(const data::SeriesCoverage& series, std::vector<ChartGap> gaps);
  void show();

  widgets::GapLayer* m_layer;
  data::SeriesCoverage m_series;
  std::vector<ChartGap> m_gaps;
  QPointer<LiveFeature> m_live;
  std::optional<TradingDay> m_exDay; ///< that the bars are adjusted for though it is not stored
};

}
