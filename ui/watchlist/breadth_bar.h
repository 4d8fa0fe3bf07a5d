// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace zvt::ui {

/// How many securities rise, stand and fall.
struct BreadthCounts {
  int up = 0, flat = 0, down = 0;
  int limitUp = 0, limitDown = 0;
  bool operator==(const BreadthCounts&) const = default;
};

/// Breadth in numbers and as a bar.
class BreadthBar : public QWidget {
  Q_OBJECT

public:
  explicit BreadthBar(QWidget* parent = nullptr);
  void setCounts(const BreadthCounts& counts);
  [[nodiscard]] const BreadthCounts& counts() const { return m_counts; }
  [[nodiscard]] QSize sizeHint() const override { return {200, 34}; }

protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  void retranslate();
  BreadthCounts m_counts;
};

}
