// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time_zone.h"
#include "core/market/bar_level.h"
#include "ui/shell/context.h"

#include <QWidget>

#include <string>

class QAction;
class QComboBox;
class QProgressBar;
class QToolButton;

namespace zvt::widgets {
class TextLabel;
}

namespace zvt::ui {

/// Over a chart while a replay is on: the word and colour that say so, its clock, and the buttons that drive it. Every
/// chart has one; the steps of a strip are the bars of its own chart.
class ReplayStrip : public QWidget {
  Q_OBJECT

public:
  explicit ReplayStrip(const Context& context, QWidget* parent = nullptr);

  /// Whose bars are the steps: those that the chart shows.
  void setSteps(std::string entityId, market::BarLevel level);

  // What the buttons do, for keys.
  void step(int bars);
  void nextDay();
  void togglePlay();
  void askDate();
  void stop();
  /// What the practice account of the next replay begins with.
  void askCash();

protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  void buildTools();
  void refresh();
  void retranslate();
  void fold();
  [[nodiscard]] QString clockText() const;
  [[nodiscard]] TimeZone zone() const;

  Context m_context;
  std::string m_entity;
  market::BarLevel m_level = market::BarLevel::Day1;
  QWidget* m_sign = nullptr;
  widgets::TextLabel* m_clock = nullptr;
  widgets::TextLabel* m_count = nullptr;
  QProgressBar* m_progress = nullptr;
  QToolButton* m_back = nullptr;
  QToolButton* m_play = nullptr;
  QToolButton* m_forward = nullptr;
  QToolButton* m_nextDay = nullptr;
  QToolButton* m_date = nullptr;
  QComboBox* m_speed = nullptr;
  QToolButton* m_stop = nullptr;
  QToolButton* m_more = nullptr;
  QAction* m_cash = nullptr; ///< null: there are no settings
};

}
