// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/table/cell_roles.h"

#include <QWidget>

#include <vector>

namespace zvt::widgets {

/// The head of a quote, as texts that are ready to be shown.
struct QuoteHeading {
  QString last;
  int direction = 0; ///< -1, 0, 1 against the previous close
  int atLimit = 0; ///< -1, 1: at the lower or upper price limit
  QString change;
  QString percent;
  QString state; ///< 停牌, 集合竞价 …; empty: nothing special
  bool isCaution = false; ///< the state needs a look
  QString time;
  bool stale = false;
  QString toolTip; ///< source, its time, received time
  bool operator==(const QuoteHeading&) const = default;
};

/// One figure of the day.
struct QuoteFigure {
  QString label;
  QString value;
  CellTone tone = CellTone::Neutral;
  QString toolTip = {};
  bool operator==(const QuoteFigure&) const = default;
};

/// The price with its change, and the day's figures under it in as many columns as there is room for. Paints only what
/// it is told, and only when that has changed.
class QuoteBoard : public QWidget {
  Q_OBJECT

public:
  explicit QuoteBoard(QWidget* parent = nullptr);

  void setContent(QuoteHeading heading, std::vector<QuoteFigure> figures);
  [[nodiscard]] const QuoteHeading& heading() const { return m_heading; }
  [[nodiscard]] const std::vector<QuoteFigure>& figures() const { return m_figures; }
  [[nodiscard]] int paintCount() const { return m_paints; }

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;

protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

private:
  void paintHeading(QPainter& painter) const;
  [[nodiscard]] int columnsFor(int width) const;
  [[nodiscard]] QRect rectOf(std::size_t figure) const;

  QuoteHeading m_heading;
  std::vector<QuoteFigure> m_figures;
  int m_paints = 0;
};

}
