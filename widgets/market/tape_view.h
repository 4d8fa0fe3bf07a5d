// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/market/tape_model.h"

#include <QAbstractScrollArea>

namespace zvt::widgets {

/// Time and sales, newest on top: time, price by the change from the previous close, lots with the side as colour and
/// arrow, big trades on a ground of their own. Only rows in sight are painted, so that a hundred thousand cost what
/// twenty do. Scrolled away from the top it holds still, and a bar at the top says how many came since.
class TapeView : public QAbstractScrollArea {
  Q_OBJECT

public:
  explicit TapeView(QWidget* parent = nullptr);

  [[nodiscard]] const TapeModel& model() const { return m_model; }
  void clear();
  void append(const std::vector<market::Trade>& trades);
  void setLeast(double shares);
  void setBig(double shares);
  void setFormat(const TimeZone& zone, int decimals, double lot);
  void setPreviousClose(double price);
  /// What stands where there are no trades.
  void setEmptyText(const QString& text);
  void retranslate();

  /// True while scrolled away from the newest.
  [[nodiscard]] bool isPaused() const;
  /// Trades that came since then.
  [[nodiscard]] int missed() const { return m_missed; }
  void resume();
  /// The chosen rows as lines with tabs, newest first, with a header; nothing chosen: everything shown.
  [[nodiscard]] QString copyText() const;
  [[nodiscard]] int currentRow() const { return m_current; }
  [[nodiscard]] int paintCount() const { return m_paints; }
  [[nodiscard]] QSize sizeHint() const override { return {200, 300}; }

Q_SIGNALS:
  void pausedChanged(bool paused);
  void priceChosen(double price, bool isAsk);

protected:
  bool viewportEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;

private:
  void paintHeader(QPainter& painter) const;
  void paintRow(QPainter& painter, int row, const QRect& rect) const;
  void paintMissed(QPainter& painter) const;
  void fitScrollBar();
  void select(int row, bool extend);
  [[nodiscard]] int rowAt(int y) const;
  [[nodiscard]] int rowsInSight() const;

  TapeModel m_model;
  QString m_emptyText;
  int m_current = -1;
  int m_anchor = -1; ///< the other end of the selection
  int m_missed = 0;
  bool m_wasPaused = false;
  int m_paints = 0;
};

}
