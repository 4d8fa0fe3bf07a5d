// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layer.h"

#include <QRectF>

namespace zvt::widgets {

/// One kind of marks of a chart; an empty text: there are none.
struct MarkKeyEntry {
  QString text;
  bool shown = true;
  bool operator==(const MarkKeyEntry&) const = default;
};

/// The kinds of marks that stand on a chart, in the lower left corner of the price pane: a press hides them, and shows
/// them again. Hidden ones are struck out.
class MarkKeyLayer : public ChartLayer {
  Q_OBJECT

public:
  explicit MarkKeyLayer(QObject* parent = nullptr);

  void setEntries(std::vector<MarkKeyEntry> entries);
  /// Where an entry stands, logical pixels; null: nowhere.
  [[nodiscard]] QRectF box(int entry, const ChartScene& scene) const;

  [[nodiscard]] ChartPaint paint() const override;
  bool press(const ChartPointer& pointer, const ChartScene& scene) override;
  std::optional<Qt::CursorShape> hover(const ChartPointer& pointer, const ChartScene& scene) override;

Q_SIGNALS:
  void pressed(int entry);

private:
  [[nodiscard]] int entryAt(QPointF position, const ChartScene& scene) const;
  std::vector<MarkKeyEntry> m_entries;
};

}
