// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/live_scale.h"
#include "ui/bridge/run_async.h"
#include "ui/chart/chart_feature.h"
#include "ui/chart/live_plots.h"

#include <QTimer>

#include <memory>
#include <optional>

namespace zvt::data {
struct QuoteChanges;
}

namespace zvt::ui {

/// Keeps the newest bar of a chart in step with the quotes of its security, without reading anything again: of the live
/// market, or of the paper market that plays a day which is not older than the bars. What is needed for it is computed
/// once, on a worker's thread, when the first quote comes that moves the bar.
///
/// From an ex-date on whose day is not stored adjusted bars are read as they are once it is (data::barsThrough()), and
/// the day goes on from them; GapFeature says so. Other features add what they know of the bar (complete()).
class LiveFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit LiveFeature(ChartPanel& panel);

  void entityChanged() override;
  void shown() override;

  /// What a feature adds to the newest bar has changed: makes it again out of the quote that is there.
  void refresh() { apply(); }
  /// A previous close of the quotes that the stored bars and ex-dates do not explain.
  struct Doubt {
    double told = 0; ///< by the quotes
    double expected = 0;
  };
  [[nodiscard]] const std::optional<Doubt>& doubt() const { return m_doubt; }

Q_SIGNALS:
  /// The newest bar has moved.
  void moved();
  void doubtChanged();

private:
  struct Following {
    std::unique_ptr<LivePlots> plots;
    std::unique_ptr<data::LiveBar> bar;
    std::shared_ptr<const market::Calendar> calendar;
    TradingDay day; ///< of the quote that this was made for
    data::LiveJoin join;
    std::shared_ptr<widgets::ChartModel> own; ///< a copy of a long model that can be changed in place; null: none
  };
  void take(const data::QuoteChanges& changes);
  void apply();
  void prepare(Timestamp time);
  void lookForDoubt(const market::Quote& quote);
  void shape(const data::UnfinishedBar& made);
  void arrive(const widgets::ChartModelPtr& model, std::shared_ptr<Following> following);
  [[nodiscard]] bool mayMove(const market::Quote& quote) const;

  std::shared_ptr<void> m_subscription;
  std::string m_subscribed;
  std::shared_ptr<Following> m_following; ///< null: nothing moves
  std::optional<Doubt> m_doubt;
  LatestOnly m_latest;
  bool m_preparing = false;
  LiveTail m_tail; ///< of a chart of bars by price
  QTimer m_shape; ///< runs until they are made anew
};

}
