// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace zvt::backtest {
struct BacktestRun;
}

namespace zvt::ui {

/// Joins the panels of the research workspace: who runs strategies publishes what came out, who shows reports follows.
/// GUI thread.
class ResearchHub : public QObject {
  Q_OBJECT

public:
  using RunPtr = std::shared_ptr<const backtest::BacktestRun>;
  using QObject::QObject;

  void publish(RunPtr run);
  /// The latest run; null: none yet.
  [[nodiscard]] const RunPtr& run() const { return m_run; }
  /// Asks for a run of the strategy that is open.
  void requestRun() { Q_EMIT runRequested(); }
  /// Asks for the report to be brought to the front.
  void requestReport() { Q_EMIT reportRequested(); }

Q_SIGNALS:
  void published();
  void runRequested();
  void reportRequested();

private:
  RunPtr m_run;
};

}
