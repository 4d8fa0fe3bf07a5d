// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analytics/seasonality.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/panel.h"

#include <QDialog>

#include <map>
#include <optional>
#include <string>
#include <vector>

class QStackedWidget;

namespace zvt::widgets {
class DatedChart;
class GroupBars;
class MonthHeatMap;
class SegmentedControl;
class TextLabel;
}

namespace zvt::ui {

class ChartPanel;

/// What was computed of a security's seasons.
struct Seasons {
  std::map<analytics::Season, std::vector<analytics::SeasonFigures>> figures;
  std::vector<analytics::SeasonYear> years;
  std::vector<analytics::SeasonPath> paths;
};

/// What seasons are computed of: in a replay nothing that came after its clock.
struct SeasonsRequest {
  std::string entityId;
  market::AdjustMode adjust = market::AdjustMode::Bfq;
  std::optional<Timestamp> asOf;
};

/// The returns of the chart's security by month, weekday, day of the month and hour, a calendar of its months, and its
/// years over each other. Adjusted as the chart is.
class SeasonalityDialog : public QDialog {
  Q_OBJECT

public:
  explicit SeasonalityDialog(ChartPanel& panel);

  /// Reads anew for the chart's security of now, up to the clock of a replay.
  void load();
  /// "month", "weekday", "day", "hour", "years"
  void showPage(const QString& page);
  [[nodiscard]] QString page() const;
  /// What the page in view shows, for CSV.
  [[nodiscard]] PanelTable table() const;
  [[nodiscard]] const Seasons& seasons() const { return m_seasons; }

Q_SIGNALS:
  void loaded();

private:
  void build();
  [[nodiscard]] SeasonsRequest wanted() const;
  /// Whether the replay's clock stands in the day that was read last.
  [[nodiscard]] bool isOfToday() const;
  void take(const Seasons& seasons);
  void showBars(analytics::Season season);
  void showYears();
  void exportAs(bool picture);

  ChartPanel& m_panel;
  SeasonsRequest m_request; ///< read last
  Seasons m_seasons;
  LatestOnly m_latest;
  widgets::SegmentedControl* m_pages;
  widgets::TextLabel* m_note;
  QStackedWidget* m_stack;
  widgets::MonthHeatMap* m_map;
  widgets::GroupBars* m_means;
  widgets::GroupBars* m_hits;
  widgets::DatedChart* m_lines;
  QWidget* m_mapPlace;
};

}
