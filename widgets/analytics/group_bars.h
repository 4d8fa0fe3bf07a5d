// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

namespace zvt::widgets {

/// A few figures by category, side by side for each series.
struct BarGroups {
  QString title;
  QStringList categories;
  QStringList series; ///< each has a hue
  std::vector<std::vector<double>> values; ///< [series][category]; NaN: nothing there
  std::function<QString(double value)> text;
  bool bySign = false; ///< the bars of a single series are coloured as rise and fall
};

/// Bars from zero with their values above, as far as there is room. All values are told to screen readers; hovering
/// tells one, and Left, Right, Home and End move a cursor over the categories that tells all of its values.
class GroupBars : public QWidget {
  Q_OBJECT

public:
  explicit GroupBars(QWidget* parent = nullptr);
  void setGroups(BarGroups groups);
  [[nodiscard]] const BarGroups& groups() const { return m_groups; }
  /// The category of the cursor; −1: none.
  [[nodiscard]] int cursor() const { return m_cursor; }
  /// What the box beside the cursor says: the category, then name and value of each series, separated by a tab.
  [[nodiscard]] QStringList valueLines(int category) const;
  /// In widget coordinates; the whole height that a bar could take.
  [[nodiscard]] QRectF barPlace(std::size_t series, std::size_t category) const;
  [[nodiscard]] QSize sizeHint() const override { return {360, 200}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {180, 130}; }

protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

private:
  [[nodiscard]] QRectF plot() const;
  [[nodiscard]] QColor colorOf(std::size_t series, double value) const;
  void paintBars(QPainter& painter) const;
  void paintHead(QPainter& painter) const;
  void paintCursor(QPainter& painter) const;
  void setCursorAt(int category);
  [[nodiscard]] QString textOf(std::size_t series, std::size_t category) const;

  BarGroups m_groups;
  int m_cursor = -1;
};

}
