// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/idle_measure.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFile>
#include <QTimer>

#include <ctime>

#ifndef _WIN32
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace zvt::app {

namespace {

/// Of all threads.
double processMs()
{
#ifdef _WIN32
  return std::clock() * 1000.0 / CLOCKS_PER_SEC;
#else
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto ms = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_usec) / 1000;
  };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
#endif
}

/// 0 where the system does not tell.
double residentMb()
{
#ifdef __linux__
  QFile file(QStringLiteral("/proc/self/statm"));
  if (file.open(QIODevice::ReadOnly))
    return file.readAll().split(' ').value(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
#endif
  return 0;
}

}

IdleMeasure::IdleMeasure(int settleSeconds, int seconds, std::function<void(const Figures&)> done, QObject* parent)
    : QObject(parent)
{
  QTimer::singleShot(settleSeconds * 1000, this, [this, seconds, done = std::move(done)] {
    m_startMs = processMs();
    QCoreApplication::instance()->installEventFilter(this);
    QTimer::singleShot(
        seconds * 1000, this, [this, done] { done({m_repaints, processMs() - m_startMs, residentMb()}); });
  });
}

IdleMeasure::~IdleMeasure()
{
  QCoreApplication::instance()->removeEventFilter(this);
}

bool IdleMeasure::eventFilter(QObject* watched, QEvent* event)
{
  if (event->type() == QEvent::Paint && watched->isWidgetType())
    ++m_repaints;
  return false;
}

}
