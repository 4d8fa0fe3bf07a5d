// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace zvt::widgets {
class TextLabel;
}

namespace zvt::ui {

class TradingFeed;

/// Where the replayed market stands, and the buttons that play it on.
class ReplayBar : public QWidget {
  Q_OBJECT

public:
  ReplayBar(const Context& context, TradingFeed* feed, QWidget* parent = nullptr);
  void retranslate();

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  void refresh();
  void advance(int days);

  Context m_context;
  TradingFeed* m_feed;
  widgets::TextLabel* m_day;
  QPushButton* m_next;
  QPushButton* m_five;
  QProgressBar* m_progress;
  QToolButton* m_cancel;
};

}
