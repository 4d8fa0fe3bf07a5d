// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace zvt::widgets {

/// One kind of cost and what it came to.
struct CostShare {
  QString name;
  double amount = 0;
};

/// What a run paid, as one bar in parts with a legend below.
class CostBar : public QWidget {
  Q_OBJECT

public:
  explicit CostBar(QWidget* parent = nullptr);
  void setCosts(std::vector<CostShare> costs, const QString& emptyText);
  [[nodiscard]] const std::vector<CostShare>& costs() const { return m_costs; }
  [[nodiscard]] double total() const;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  std::vector<CostShare> m_costs;
  QString m_emptyText;
};

}
