// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/market/intraday_painter.h"

#include <QWidget>

namespace zvt::widgets {

/// The day's line with a cross that the mouse or the arrows move: Left and Right a minute, with Ctrl half an hour, Home
/// and End, Escape takes it away. Paints when its model, its cross or the theme changed, and not else.
class IntradayChart : public QWidget {
  Q_OBJECT

public:
  explicit IntradayChart(QWidget* parent = nullptr);

  void setModel(IntradayModel model);
  [[nodiscard]] const IntradayModel& model() const { return m_model; }
  /// The minute under the cross; -1: no cross.
  [[nodiscard]] int cursor() const { return m_cursor; }
  void setCursorMinute(int minute);
  [[nodiscard]] int paintCount() const { return m_paints; }
  [[nodiscard]] QSize sizeHint() const override { return {600, 360}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {220, 140}; }

Q_SIGNALS:
  void cursorMoved(int minute);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  IntradayModel m_model;
  ChartStyle m_style;
  int m_cursor = -1;
  bool m_keyed = false; ///< the keyboard set the cross: the mouse that leaves does not take it
  int m_paints = 0;
};

}
