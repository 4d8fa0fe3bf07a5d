// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layer.h"

#include <QColor>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace zvt::widgets {

class ChartView;

/// One line of a legend that a layer has beside that of prices and indicators.
struct LayerLegendEntry {
  QString name;
  QString value; ///< may be empty
  QString change; ///< with its sign; may be empty
  double direction = 0; ///< of the change: its colour
  ChartColor color = ChartColor::Series1; ///< of the line
  bool visible = true; ///< false: its line is hidden, and its name pale
  QString problem; ///< why it has no line; empty: it has one
};

/// Entries under the legends of the price pane, at the bar of the crosshair, else the newest in sight. One that is
/// pressed asks for its menu.
class LayerLegend : public ChartLayer {
  Q_OBJECT

public:
  /// @param entries at a bar; called on the GUI thread
  LayerLegend(const ChartView& view, std::function<std::vector<LayerLegendEntry>(std::size_t bar)> entries,
      QObject* parent = nullptr);

  [[nodiscard]] ChartPaint paint() const override;
  bool press(const ChartPointer& pointer, const ChartScene& scene) override;
  std::optional<Qt::CursorShape> hover(const ChartPointer& pointer, const ChartScene& scene) override;
  /// Where an entry stands, logical pixels; null before it was painted.
  [[nodiscard]] QRectF box(std::size_t entry) const;
  /// The entry there; −1: none.
  [[nodiscard]] int entryAt(QPointF position) const;

Q_SIGNALS:
  void pressed(int entry, const QPoint& globalPosition);

private:
  [[nodiscard]] std::optional<std::size_t> bar() const;

  const ChartView& m_view;
  std::function<std::vector<LayerLegendEntry>(std::size_t)> m_entries;
  mutable std::vector<QRectF> m_boxes; ///< of what paint() gave last
};

}
