// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace zvt::ui {

/// What the squares of a coverage calendar mean.
class CoverageLegend : public QWidget {
  Q_OBJECT

public:
  using QWidget::QWidget;
  [[nodiscard]] QSize sizeHint() const override { return {420, 22}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {100, 22}; }

protected:
  void paintEvent(QPaintEvent* event) override;
};

}
