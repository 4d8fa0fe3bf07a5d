// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart/chart_feature.h"
#include "ui/shell/link_bus.h"
#include "widgets/chart/chart_moment.h"

#include <optional>

namespace zvt::ui {

/// Carries the time of a crosshair from chart to chart. One for all charts of a link bus; they go round it, not to
/// each other, and what they show of others they never tell again. GUI thread.
class CrosshairHub : public QObject {
  Q_OBJECT

public:
  /// Made with the first call, and gone with @p links.
  static CrosshairHub& of(LinkBus& links);
  /// @param moment nothing: the crosshair has gone
  void point(LinkColor color, const std::optional<widgets::ChartMoment>& moment, QObject* source);

Q_SIGNALS:
  void pointed(zvt::ui::LinkColor color, const std::optional<zvt::widgets::ChartMoment>& moment, QObject* source);

private:
  using QObject::QObject;
};

/// The crosshair of a chart: shown in linked charts, by the settings; what it says of its bar.
class CrosshairFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit CrosshairFeature(ChartPanel& panel);
  ~CrosshairFeature() override;

  void shown() override;
  void fillMenu(QMenu& menu) override;

private:
  void tell(qint64 bar);
  void takeSettings();
  [[nodiscard]] bool isSynced() const;
  std::optional<widgets::ChartMoment> m_told; ///< of others, kept for the next bars
  LinkColor m_color = LinkColor::None; ///< that was told last
};

}
