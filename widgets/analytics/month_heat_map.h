// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <array>
#include <optional>
#include <vector>

namespace zvt::widgets {

/// The returns of one year as fractions; empty where the run had no such month.
struct HeatYear {
  int year = 0;
  std::array<std::optional<double>, 12> months;
  std::optional<double> total;
};

/// Monthly returns as a calendar of coloured cells; steps at ±1, ±3 and ±6 per cent.
class MonthHeatMap : public QWidget {
  Q_OBJECT

public:
  explicit MonthHeatMap(QWidget* parent = nullptr);
  void setYears(std::vector<HeatYear> years);
  [[nodiscard]] const std::vector<HeatYear>& years() const { return m_years; }
  /// The text of a cell: month 0 … 11, or 12 for the year.
  [[nodiscard]] QString cellText(int row, int month) const;
  [[nodiscard]] QRectF cellRect(int row, int month) const;
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

private:
  [[nodiscard]] std::optional<double> value(int row, int month) const;
  void drawScale(QPainter& painter) const;

  std::vector<HeatYear> m_years;
};

}
