// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QChart;
class QChartView;
class QPieSeries;

namespace zvt::widgets {

/// One part of a whole.
struct AllocationPart {
  QString name;
  double value = 0; ///< parts that are not above zero are left out
  bool cash = false; ///< drawn in a quiet grey, last
};

/// How a whole is shared out, as a ring with its legend. The smallest parts beyond seven become one.
class AllocationChart : public QWidget {
  Q_OBJECT

public:
  explicit AllocationChart(QWidget* parent = nullptr);
  void setParts(std::vector<AllocationPart> parts);
  /// What is drawn: largest first, the rest, then cash.
  [[nodiscard]] const std::vector<AllocationPart>& parts() const { return m_parts; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {220, 140}; }

protected:
  void changeEvent(QEvent* event) override;

private:
  void redraw();
  std::vector<AllocationPart> m_parts;
  std::vector<AllocationPart> m_given;
  QChart* m_chart;
  QChartView* m_view;
  QPieSeries* m_ring;
};

}
