// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alert/alert.h"
#include "ui/chart/chart_feature.h"
#include "widgets/chart/order_line_layer.h"

#include <QPointer>

class QToolButton;

namespace zvt::widgets {
struct Drawing;
}

namespace zvt::ui {

class AlertBellLayer;
class DrawingFeature;

/// Price alerts as lines with a bell in their tags.
class AlertLineLayer : public widgets::OrderLineLayer {
  Q_OBJECT

public:
  using OrderLineLayer::OrderLineLayer;
  [[nodiscard]] widgets::ChartPaint paint() const override;
};

/// The alerts of the chart's security: those on a price as lines that can be dragged, closed and edited, those on a
/// sloped line as bells on it; "Alert at …"
/// in the menu (Ctrl+Alt+A) makes one, and drawings that lines follow from make theirs. An alert that was made of a
/// drawing with one line follows it.
class AlertFeature : public ChartFeature {
  Q_OBJECT

public:
  explicit AlertFeature(ChartPanel& panel);

  [[nodiscard]] ChartReader reader() override;
  void entityChanged() override;
  void shown() override;
  void fillMenu(QMenu& menu) override;
  void retranslate() override;

  /// At the price under the last menu, else through the dialog.
  void addHere();
  [[nodiscard]] widgets::OrderLineLayer* layer() const { return m_layer; }
  [[nodiscard]] AlertBellLayer* bells() const { return m_bells; }

private:
  void showLines();
  void showBells();
  /// Whether a drawing that is in sight shows the line that the alert watches.
  [[nodiscard]] bool isDrawn(const alert::Alert& one) const;
  [[nodiscard]] double rawPrice(double chartPrice) const; ///< to the hundredth where that is fine enough
  void move(const QString& id, double price); ///< without the chart's scale
  void fillLineMenu(QMenu& menu, const QString& id);
  void addOn(const widgets::Drawing& drawing, const QString& entity);
  void followDrawings();
  [[nodiscard]] std::vector<alert::Alert> alertsOf(const widgets::Drawing& drawing, const std::string& entity) const;

  AlertLineLayer* m_layer;
  AlertBellLayer* m_bells;
  QToolButton* m_tool = nullptr; ///< null: there are no alerts
  QPointer<DrawingFeature> m_drawings;
  double m_scale = 1; ///< raw price × this is its place on the chart
};

}
