// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace zvt::app {

/// SIGTERM, SIGINT and SIGHUP as a signal of the event loop, so that who stops the program from outside (a logout, a
/// service, Ctrl+C) ends it as its own Quit does. The second one of a kind kills. On Windows nothing: a window program
/// has no console there, and the end of a session comes through QSessionManager. One object a process, GUI thread.
class QuitSignals : public QObject {
  Q_OBJECT

public:
  explicit QuitSignals(QObject* parent = nullptr);
  ~QuitSignals() override;

Q_SIGNALS:
  void asked();

private:
  std::unique_ptr<QSocketNotifier> m_notifier;
};

}
