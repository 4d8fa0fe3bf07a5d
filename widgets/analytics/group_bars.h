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
/// tells one.
class GroupBars : public QWidget {
  Q_OBJECT

public:
  explicit GroupBars(QWidget* parent = nullptr);
  void setGroups(BarGroups groups);
  [[nodiscard]] const BarGroups& groups() const { return m_groups; }
  /// In widget coordinates; the whole height that a bar could take.
  [[nodiscard]] QRectF barPlace(std::size_t series, std::size_t category) const;
  [[nodiscard]] QSize sizeHint() const override { return {360, 200}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {180, 130}; }

protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

private:
  [[nodiscard]] QRectF plot() const;
  [[nodiscard]] QColor colorOf(std::size_t series, double value) const;
  void paintBars(QPainter& painter) const;
  void paintHead(QPainter& painter) const;
  [[nodiscard]] QString textOf(std::size_t series, std::size_t category) const;

  BarGroups m_groups;
};

}
