// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_model.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace zvt::widgets {

/// How much of a pane is seen.
enum class PaneState {
  Open,
  Collapsed, ///< its title alone
  Hidden
};

/// What the user did to the panes of a chart: their order, heights and states. Panes are known by key, so that other
/// parameters of an indicator, or another security, leave it as it is. A value.
struct PaneArrangement {
  struct Pane {
    QString key;
    double stretch = 0; ///< share of the height; 0: that of the model
    PaneState state = PaneState::Open;
    bool operator==(const Pane&) const = default;
  };
  std::vector<Pane> panes; ///< from the top down; may name panes that a model lacks
  QString maximized; ///< key of the pane that has all the room; empty, or of no pane: none
  bool operator==(const PaneArrangement&) const = default;
};

/// Of the price pane.
inline const QString kPricePane = QStringLiteral("price");
/// Of the pane of volumes.
inline const QString kVolumePane = QStringLiteral("volume");
constexpr double kPriceStretch = 4;

/// Pane 0 is that of the price, the others are those of the model.
[[nodiscard]] QString paneKey(const ChartModel& model, std::size_t pane);
[[nodiscard]] std::size_t paneCount(const ChartModel& model);

/// A pane of a model at its place.
struct PlacedPane {
  std::size_t pane = 0;
  double stretch = 1;
  PaneState state = PaneState::Open;
};
/// All panes of a model from the top down. One that the arrangement does not name stands below the one that it follows
/// in the model.
[[nodiscard]] std::vector<PlacedPane> placedPanes(const ChartModel& model, const PaneArrangement& arrangement);
/// The pane that has all the room; nothing: none has.
[[nodiscard]] std::optional<std::size_t> maximizedPane(const ChartModel& model, const PaneArrangement& arrangement);

/// The same arrangement with every pane of @p model in it by name.
[[nodiscard]] PaneArrangement completed(const ChartModel& model, const PaneArrangement& arrangement);
/// What it is after an act of the user; nothing: the act is not possible.
[[nodiscard]] std::optional<PaneArrangement> withPaneMoved(
    const ChartModel& model, const PaneArrangement& arrangement, std::size_t pane, int by);
/// At least one pane stays open.
[[nodiscard]] std::optional<PaneArrangement> withPaneState(
    const ChartModel& model, const PaneArrangement& arrangement, std::size_t pane, PaneState state);
[[nodiscard]] PaneArrangement withMaximized(
    const ChartModel& model, const PaneArrangement& arrangement, std::optional<std::size_t> pane);
/// With the heights of the open panes, by pane of the model (any unit); 0 leaves one as it is.
[[nodiscard]] PaneArrangement withHeights(
    const ChartModel& model, const PaneArrangement& arrangement, const std::vector<double>& heights);

/// Empty for one in which nothing was arranged.
[[nodiscard]] QJsonObject toJson(const PaneArrangement& arrangement);
/// What cannot be is left out.
[[nodiscard]] PaneArrangement paneArrangementFrom(const QJsonObject& object);

}
