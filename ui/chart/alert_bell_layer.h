// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alert/alert.h"
#include "widgets/chart/chart_layer.h"
#include "widgets/chart/drawing/alert_lines.h"
#include "widgets/chart/drawing/anchor_scale.h"

#include <QRectF>

#include <utility>
#include <vector>

namespace zvt::ui {

/// An alert on a sloped line.
struct AlertBell {
  QString id; ///< of the alert
  widgets::AlertLine line;
  bool hasDrawing = false; ///< a drawing in sight shows the line already
  alert::State state = alert::State::Armed;
  QString tip;
};

/// Bells at the newer ends of the lines that alerts watch, on the drawings that they were made of; where there is no
/// such drawing (it was deleted, hidden or moved away), the line itself, dashed. A click opens the alert. GUI thread,
/// but for what paint() gives.
class AlertBellLayer : public widgets::ChartLayer {
  Q_OBJECT

public:
  explicit AlertBellLayer(QObject* parent = nullptr)
      : ChartLayer(Depth::Top, parent)
  {
  }
  void setBells(std::vector<AlertBell> bells);
  [[nodiscard]] const std::vector<AlertBell>& bells() const { return m_bells; }
  /// Joins anchors to the bars in sight; null: nothing is shown.
  void setScale(widgets::AnchorScalePtr scale);
  /// Whether the mouse belongs to somebody else, as while something is drawn.
  void setBusy(std::function<bool()> isBusy) { m_isBusy = std::move(isBusy); }
  /// Where the bell of an alert stands, logical pixels; null: out of sight.
  [[nodiscard]] QRectF placeOf(const QString& id, const widgets::ChartScene& scene) const;

  [[nodiscard]] widgets::ChartPaint paint() const override;
  bool press(const widgets::ChartPointer& pointer, const widgets::ChartScene& scene) override;
  void release(const widgets::ChartPointer& pointer, const widgets::ChartScene& scene) override;
  std::optional<Qt::CursorShape> hover(const widgets::ChartPointer& pointer, const widgets::ChartScene& scene) override;
  bool fillMenu(QMenu& menu, QPointF position, const widgets::ChartScene& scene) override;

Q_SIGNALS:
  void clicked(const QString& id);
  void menuWanted(QMenu* menu, const QString& id); ///< to be filled now

private:
  [[nodiscard]] const AlertBell* bellAt(QPointF position, const widgets::ChartScene& scene) const;

  std::vector<AlertBell> m_bells;
  widgets::AnchorScalePtr m_scale;
  std::function<bool()> m_isBusy;
  QString m_pressed;
};

}
