// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"

#include "core/market/exchange.h"

#include <optional>

namespace zvt::ui {

/// Where days begin and go on after breaks on a chart of less than a day, and what auctions count to.
/// @param keys of the bars: their ends
[[nodiscard]] widgets::SessionMarks sessionMarks(
    const std::vector<std::int64_t>& keys, const market::Calendar& calendar);

/// Marks the hours of the market on the time axis, and says whose clock the axis has: the exchange's or the user's.
class SessionFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit SessionFeature(ChartPanel& panel);

  [[nodiscard]] QString key() const override { return QStringLiteral("timeAxis"); }
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] ChartReader reader() override;
  void complete(widgets::BarUpdate& update, const LiveMoment& moment) override;

  /// Reads the chart anew.
  void setLocalTime(bool local);
  [[nodiscard]] bool isLocalTime() const { return m_local; }
  /// Of the time axis; nothing: the exchange's.
  [[nodiscard]] std::optional<TimeZone> clock() const;

private:
  bool m_local = false;
};

}
