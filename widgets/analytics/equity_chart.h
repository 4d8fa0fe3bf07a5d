// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QPixmap>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace zvt::widgets {

/// The curve of an account over evenly spaced bars; all lines as long as @c times or empty. NaN: nothing there.
struct EquityCurve {
  std::vector<LocalTime> times;
  std::vector<double> equity;
  std::vector<double> benchmark; ///< in money: scaled to the equity at its first point
  std::vector<double> underwater; ///< equity / peak − 1
  std::vector<double> benchmarkUnderwater;
  QString name;
  QString benchmarkName;
  QString currency;
  bool intraday = false; ///< the crosshair shows times as well
  /// The worst drawdown: shaded from its peak to its end.
  std::optional<std::pair<std::size_t, std::size_t>> shaded;
  QString shadedText;
};

/// Equity with its benchmark over an underwater chart. A crosshair with a value box follows the mouse; Left and Right
/// move it bar by bar. GUI thread.
class EquityChart : public QWidget {
  Q_OBJECT

public:
  explicit EquityChart(QWidget* parent = nullptr);

  void setCurve(std::shared_ptr<const EquityCurve> curve);
  [[nodiscard]] const EquityCurve* curve() const { return m_curve.get(); }
  void setLogarithmic(bool logarithmic);
  [[nodiscard]] bool isLogarithmic() const { return m_logarithmic; }
  /// The point under the crosshair; −1: none.
  [[nodiscard]] int cursor() const { return m_cursor; }
  void setCursorAt(int index);
  /// What the value box says of a point, line by line.
  [[nodiscard]] QStringList valueLines(int index) const;
  /// Drawing area of the equity lines, in widget coordinates.
  [[nodiscard]] QRectF equityArea() const;
  [[nodiscard]] QSize sizeHint() const override { return {760, 360}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {320, 200}; }

Q_SIGNALS:
  void cursorMoved(int index);

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
  void drawUnderwater(QPainter& painter, const Layout& layout) const;
  void drawShade(QPainter& painter, const Layout& layout) const;
  void drawLegend(QPainter& painter, const Layout& layout) const;
  /// The boxed last values on the axis, beside each other; they are written as its @p labels are.
  struct LastBox;
  [[nodiscard]] std::vector<LastBox> lastBoxes(const Layout& layout, const QStringList& labels) const;
  void drawLastBox(QPainter& painter, const Layout& layout, const LastBox& last) const;
  void drawCrosshair(QPainter& painter, const Layout& layout) const;
  [[nodiscard]] QString timeText(std::size_t index) const;

  std::shared_ptr<const EquityCurve> m_curve;
  QPixmap m_base; ///< everything but the crosshair; null: to be drawn
  bool m_logarithmic = false;
  int m_cursor = -1;
};

}
