// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/quit_signals.h"

#include <QSocketNotifier>

#if !defined(_WIN32)
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

#include <utility>
#endif

namespace zvt::app {

#if defined(_WIN32)

QuitSignals::QuitSignals(QObject* parent)
    : QObject(parent)
{
}

QuitSignals::~QuitSignals() = default;

#else

namespace {

constexpr int kSignals[] = {SIGTERM, SIGINT, SIGHUP};

/// Read end, write end: all that a signal handler may use.
int s_pipe[2] = {-1, -1};

extern "C" void tellPipe(int)
{
  const int before = errno;
  const char byte = 1;
  static_cast<void>(!::write(s_pipe[1], &byte, 1)); // a full pipe has told it already
  errno = before;
}

void setAction(void (*handler)(int), int flags)
{
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  for (const int number : kSignals)
    ::sigaction(number, &action, nullptr);
}

}

QuitSignals::QuitSignals(QObject* parent)
    : QObject(parent)
{
  if (::pipe(s_pipe) != 0)
    return; // the signals kill, as they would without us
  for (const int end : s_pipe) {
    ::fcntl(end, F_SETFL, O_NONBLOCK);
    ::fcntl(end, F_SETFD, FD_CLOEXEC);
  }
  m_notifier = std::make_unique<QSocketNotifier>(s_pipe[0], QSocketNotifier::Read);
  connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
    char bytes[16];
    while (::read(s_pipe[0], bytes, sizeof bytes) > 0) { }
    Q_EMIT asked();
  });
  setAction(tellPipe, SA_RESTART | static_cast<int>(SA_RESETHAND));
}

QuitSignals::~QuitSignals()
{
  if (!m_notifier)
    return;
  setAction(SIG_DFL, 0);
  m_notifier.reset();
  for (int& end : s_pipe)
    ::close(std::exchange(end, -1));
}

#endif

}
