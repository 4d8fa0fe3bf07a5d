// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layer.h"
#include "widgets/chart/drawing/anchor_scale.h"

#include <QSet>

namespace zvt::widgets {

/// The drawings of a chart as they rest in its picture; DrawingTools moves them.
class DrawingLayer : public ChartLayer {
  Q_OBJECT

public:
  explicit DrawingLayer(QObject* parent = nullptr)
      : ChartLayer(Depth::Picture, parent)
  {
  }
  void setDrawings(DrawingListPtr drawings);
  void setScale(AnchorScalePtr scale);
  void setShown(bool shown);
  /// Those that something else draws for the moment.
  void setWithout(const QSet<QString>& ids);

  [[nodiscard]] const DrawingListPtr& drawings() const { return m_drawings; }
  [[nodiscard]] const AnchorScalePtr& scale() const { return m_scale; } ///< null: no bars
  [[nodiscard]] bool isShown() const { return m_shown; }
  [[nodiscard]] ChartPaint paint() const override;

private:
  DrawingListPtr m_drawings = std::make_shared<const DrawingList>();
  AnchorScalePtr m_scale;
  QSet<QString> m_without;
  bool m_shown = true;
};

}
