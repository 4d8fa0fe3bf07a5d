// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/day_limits.h"
#include "ui/chart/chart_feature.h"

namespace zvt::widgets {
class LimitLayer;
}

namespace zvt::ui {

/// The limits of @p bars (daily) by the rule book of each day, on their scale; null: no day has any.
/// @param asOf nothing that came later. Errors: storage.*, data.*, rules.*.
[[nodiscard]] Result<std::shared_ptr<const widgets::DayLimits>> chartLimits(data::MarketData& marketData,
    storage::Profile& profile, const market::BarSeries& bars, std::optional<Timestamp> asOf = {});

/// The band between the highest and lowest price of every day under the candles, and caps on those that closed there.
class LimitFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit LimitFeature(ChartPanel& panel);

  [[nodiscard]] QString key() const override { return QStringLiteral("limits"); }
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] ChartReader reader() override;
  void complete(widgets::BarUpdate& update, const LiveMoment& moment) override;

  void setOn(bool on);
  [[nodiscard]] bool isOn() const;

private:
  /// By the rule book, of a day that is not stored.
  [[nodiscard]] data::DayLimit limitOn(TradingDay day, double previousClose) const;

  data::LimitSubject m_subject;
  std::shared_ptr<const market::RuleBook> m_rules; ///< null: nothing was read yet
  widgets::LimitLayer* m_band;
  widgets::LimitLayer* m_caps;
};

}
