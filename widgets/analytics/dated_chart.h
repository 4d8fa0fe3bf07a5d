// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QPixmap>
#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

namespace zvt::widgets {

/// A line over dates.
struct DatedLine {
  QString name;
  std::vector<double> values; ///< as long as the times; NaN: nothing there
  int hue = 0; ///< of the theme's series colours
  bool dashed = false;
  bool strong = false;
};

/// What a DatedChart shows: bars from zero, coloured by their sign, and over them, on a scale of their own, areas that
/// lie on each other and lines.
struct DatedSeries {
  std::vector<LocalTime> times;
  bool intraday = false; ///< the crosshair shows times as well
  bool yearless = false; ///< the days of any year: month and day alone are shown
  QString barName;
  std::vector<double> bars; ///< empty: none
  /// Areas laid on each other, the first one at the bottom: what is above zero upwards, what is below downwards.
  std::vector<DatedLine> stack;
  std::vector<DatedLine> lines;
  std::function<QString(double value)> barText; ///< of the left axis and the value box
  std::function<QString(double value)> lineText; ///< of the right axis and the value box
  double base = 0; ///< a strong line of the lines' grid there
  bool logarithmic = false; ///< the lines' scale, when all of them are above zero
  /// Whether there is anything on the scale of the lines.
  [[nodiscard]] bool hasLines() const { return !lines.empty() || !stack.empty(); }
};

/// Figures over dates. A crosshair with a value box follows the mouse; Left and Right move it date by date, Home and
/// End to the ends. GUI thread.
class DatedChart : public QWidget {
  Q_OBJECT

public:
  explicit DatedChart(QWidget* parent = nullptr);

  void setSeries(std::shared_ptr<const DatedSeries> series);
  [[nodiscard]] const DatedSeries* series() const { return m_series.get(); }
  [[nodiscard]] int cursor() const { return m_cursor; } ///< −1: none
  void setCursorAt(int index);
  /// What the value box says of a date, line by line, name and value separated by a tab.
  [[nodiscard]] QStringList valueLines(int index) const;
  [[nodiscard]] QSize sizeHint() const override { return {560, 220}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {240, 140}; }

Q_SIGNALS:
  void cursorMoved(int index); ///< −1: it is gone

protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  struct Layout;
  [[nodiscard]] Layout layoutNow() const;
  void redraw();
  void drawBase(QPainter& painter, const Layout& layout) const;
  void drawGrid(QPainter& painter, const Layout& layout) const;
  void drawBars(QPainter& painter, const Layout& layout) const;
  void drawStack(QPainter& painter, const Layout& layout) const;
  void drawLines(QPainter& painter, const Layout& layout) const;
  void drawLegend(QPainter& painter, const Layout& layout) const;

  std::shared_ptr<const DatedSeries> m_series;
  QPixmap m_base; ///< everything but the crosshair; null: to be drawn
  int m_cursor = -1;
};

}
