// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/panel_states.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedLayout;

namespace zvt::ui {

/// Nothing for 200 ms, then still bars; after a second how far it is, and a button that cancels, if there is either.
class LoadingNotice : public QWidget {
  Q_OBJECT

public:
  LoadingNotice(LoadingProgress progress, QWidget* parent);

private:
  void showProgress();
  void update();

  LoadingProgress m_progress;
  QStackedLayout* m_stack;
  QLabel* m_step = nullptr;
  QProgressBar* m_bar = nullptr;
  QPushButton* m_cancel = nullptr;
  QTimer m_timer;
};

/// One line over content that is old: clock, words, a remedy.
class StaleStrip : public QWidget {
  Q_OBJECT

public:
  StaleStrip(const StaleText& text, QWidget* parent);

protected:
  void paintEvent(QPaintEvent* event) override;
};

}
