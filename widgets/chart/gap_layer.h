// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/chart_layer.h"

#include <QRectF>
#include <QString>

#include <vector>

namespace zvt::widgets {

/// Sessions without a bar.
struct DataGap {
  std::size_t bar = 0; ///< the first one after them
  int sessions = 0;
  bool explained = false; ///< all of them are known: the security did not trade
  QString text; ///< for the tool tip
};

/// What is known of the data that are in the picture: in a corner of it.
struct DataBadge {
  QString text;
  QString toolTip;
  bool isWarning = false;
};

/// What a chart lacks: hatched strips where sessions are missing between two bars, and a badge about all of it. Both
/// tell more under the mouse; a click on the badge asks for the coverage.
class GapLayer : public ChartLayer {
  Q_OBJECT

public:
  explicit GapLayer(QObject* parent = nullptr);
  /// @param gaps by bar
  void setGaps(std::vector<DataGap> gaps);
  [[nodiscard]] const std::vector<DataGap>& gaps() const { return *m_gaps; }
  void setBadge(const DataBadge& badge);
  [[nodiscard]] const DataBadge& badge() const { return m_badge; }

  [[nodiscard]] ChartPaint paint() const override;
  bool press(const ChartPointer& pointer, const ChartScene& scene) override;
  std::optional<Qt::CursorShape> hover(const ChartPointer& pointer, const ChartScene& scene) override;
  void leave() override;

  /// The gap whose strip is at that place; null: none.
  [[nodiscard]] const DataGap* gapAt(QPointF position, const ChartScene& scene) const;
  [[nodiscard]] static QRectF badgeBox(const ChartScene& scene, const QString& text);

Q_SIGNALS:
  void coverageAsked();

private:
  std::shared_ptr<const std::vector<DataGap>> m_gaps;
  DataBadge m_badge;
  bool m_tells = false; ///< a tool tip of it is shown
};

}
