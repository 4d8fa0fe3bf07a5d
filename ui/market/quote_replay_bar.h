// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/quote_replay.h"
#include "ui/shell/context.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QSlider;
class QToolButton;

namespace zvt::widgets {
class TextLabel;
}

namespace zvt::ui {

/// Plays a day into the quotes: whose (the paper market's, or that of a recorded file), start and pause, speed, and a
/// slider over the day. All bars of all
/// windows steer the one replay.
class QuoteReplayBar : public QWidget {
  Q_OBJECT

public:
  explicit QuoteReplayBar(const Context& context, QWidget* parent = nullptr);
  void retranslate();

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  void refresh();
  void toggle();
  void showSource();
  [[nodiscard]] QString timeText(const data::QuoteReplayState& state) const;

  Context m_context;
  QToolButton* m_play;
  QComboBox* m_speed;
  QSlider* m_slider;
  QToolButton* m_source; ///< what plays, with a menu to choose
  widgets::TextLabel* m_time;
  QTimer m_timer; ///< only while the market's time passes
  std::shared_ptr<void> m_observation; ///< last: no call arrives once the others are going
};

/// Starts the replay, or pauses it; nothing without one.
void toggleReplay(const Context& context);

}
