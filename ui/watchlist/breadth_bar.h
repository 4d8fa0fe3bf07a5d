// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/watchlist/quote_row.h"

#include <QWidget>

#include <span>

namespace zvt::ui {

/// How many rise, stand and fall, in numbers and as a bar.
class BreadthBar : public QWidget {
  Q_OBJECT

public:
  explicit BreadthBar(QWidget* parent = nullptr);
  void setRows(std::span<const QuoteRow> rows);
  [[nodiscard]] QSize sizeHint() const override { return {200, 34}; }

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  int m_up = 0, m_flat = 0, m_down = 0;
};

}
