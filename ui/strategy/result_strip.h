// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/report/research_hub.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedLayout;

namespace zvt::widgets {
class MetricTiles;
class TextLabel;
}

namespace zvt::ui {

/// How the latest run goes or went: progress and cancel, the headline figures, or what failed.
class ResultStrip : public QWidget {
  Q_OBJECT

public:
  enum class State { None, Running, Done, Cancelled, Refused, Failed };
  explicit ResultStrip(QWidget* parent = nullptr);

  [[nodiscard]] State state() const { return m_state; }
  void showRunning();
  void setProgress(double fraction);
  void showDone(const ResearchHub::RunPtr& run);
  void showCancelled();
  void showFailed(const Error& error);
  /// The strategy is no longer the one that was run.
  void setOutdated(bool outdated);
  /// A run that did not begin: what is shown is of an earlier one. Until the next run.
  void showRefused(const QString& why);
  void retranslate();

Q_SIGNALS:
  void cancelRequested();
  void reportRequested();

private:
  void setState(State state);

  State m_state = State::None;
  ResearchHub::RunPtr m_run;
  Error m_error;
  bool m_outdated = false;
  QString m_refused; ///< why the latest run did not begin; empty: it did
  QLabel* m_icon;
  widgets::TextLabel* m_title;
  widgets::TextLabel* m_note;
  QWidget* m_middle;
  QStackedLayout* m_stack;
  QProgressBar* m_progress;
  widgets::MetricTiles* m_tiles;
  widgets::TextLabel* m_text;
  QPushButton* m_cancel;
  QPushButton* m_report;
};

}
