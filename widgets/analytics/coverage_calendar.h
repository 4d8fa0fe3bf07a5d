// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace zvt::widgets {

/// What is known of one trading day.
enum class CoverageState {
  Closed, ///< no trading
  Stored, ///< fraction of what is due is there
  Failed, ///< was asked for, and could not be had
  NeverAsked,
  AskedEmpty ///< was asked for, and there is nothing
};

struct CoverageDay {
  TradingDay day;
  CoverageState state = CoverageState::Closed;
  double fraction = 0; ///< Stored only: 0 … 1
};

/// Years of trading days as small squares, a week a column and its days the rows (Monday to Friday, or all seven where
/// data has a weekend), newest year last. Colour is never the only sign: each state has its pattern. The chosen day is
/// moved with the arrow keys.
class CoverageCalendar : public QWidget {
  Q_OBJECT

public:
  explicit CoverageCalendar(QWidget* parent = nullptr);

  /// @param days in ascending order
  void setDays(std::vector<CoverageDay> days);
  [[nodiscard]] const std::vector<CoverageDay>& days() const { return m_days; }
  void setChosen(std::optional<TradingDay> day);
  [[nodiscard]] std::optional<TradingDay> chosen() const { return m_chosen; }
  /// Empty where no day of the data lies.
  [[nodiscard]] QRect cellRect(TradingDay day) const;
  [[nodiscard]] const CoverageDay* dayAt(QPoint position) const;
  /// Draws one square; also for legends.
  static void drawCell(QPainter& painter, const QRect& cell, CoverageState state, double fraction);
  [[nodiscard]] static QString nameOf(CoverageState state);

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
  /// By mouse or keyboard.
  void chosenByUser(zvt::TradingDay day);
  /// The mouse rests on a day.
  void hovered(zvt::TradingDay day, QPoint globalPosition);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

private:
  [[nodiscard]] int pitchFor(int width) const;
  [[nodiscard]] int bandHeight() const;
  [[nodiscard]] const CoverageDay* find(TradingDay day) const;
  void drawYear(QPainter& painter, int year) const;
  void drawMonths(QPainter& painter, int year) const;
  void choose(const CoverageDay& day);
  [[nodiscard]] QString spokenText() const;

  std::vector<CoverageDay> m_days;
  std::optional<TradingDay> m_chosen;
  int m_firstYear = 0;
  int m_lastYear = -1;
  int m_rows = 5; ///< days of a week
};

}
