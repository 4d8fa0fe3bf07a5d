// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

namespace zvt::app {

/// Counts what the program does while nobody touches it: after a pause in which everything loads, for some seconds,
/// repaints of any widget, processor time of the process, and its resident memory at the end. GUI thread.
class IdleMeasure : public QObject {
  Q_OBJECT

public:
  struct Figures {
    int repaints = 0;
    double cpuMs = 0;
    double residentMb = 0;
  };
  /// @param done called once, after @p settleSeconds + @p seconds
  IdleMeasure(int settleSeconds, int seconds, std::function<void(const Figures&)> done, QObject* parent);
  ~IdleMeasure() override;

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  int m_repaints = 0;
  double m_startMs = 0;
};

}
