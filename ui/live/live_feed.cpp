// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/live_feed.h"

#include <QCoreApplication>
#include <QPointer>

namespace zvt::ui {

namespace {
constexpr int kIntervalMs = 66;
}

LiveFeed::LiveFeed(const Context& context, QObject* parent)
    : QObject(parent)
    , m_service(context.strategies)
    , m_pending(std::make_shared<std::atomic<bool>>(false))
{
  m_timer.setSingleShot(true);
  m_timer.setInterval(kIntervalMs);
  connect(&m_timer, &QTimer::timeout, this, &LiveFeed::refresh);
  if (m_service == nullptr)
    return;
  // Called on the strategies' thread: one event on its way is enough.
  m_observation =
      m_service->observe([guard = QPointer<LiveFeed>(this), pending = m_pending](const backtest::LiveBoardPtr&) {
        if (pending->exchange(true))
          return;
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard] {
              if (guard)
                guard->wake();
            },
            Qt::QueuedConnection);
      });
  m_board = m_service->board();
}

LiveFeed::~LiveFeed()
{
  m_observation.reset();
}

void LiveFeed::wake()
{
  if (!m_timer.isActive())
    m_timer.start();
}

void LiveFeed::refresh()
{
  m_pending->store(false);
  m_board = m_service->board();
  Q_EMIT changed();
}

}
