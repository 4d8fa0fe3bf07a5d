// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_feed.h"

#include <QCoreApplication>
#include <QPointer>

#include <utility>

namespace zvt::ui {

namespace {
constexpr int kIntervalMs = 33;
}

ReplayFeed::ReplayFeed(trading::MarketReplay& replay, trading::PracticeDesk* practice, QObject* parent)
    : QObject(parent)
    , m_replay(replay)
    , m_state(replay.state())
    , m_pending(std::make_shared<std::atomic<bool>>(false))
{
  m_timer.setSingleShot(true);
  m_timer.setInterval(kIntervalMs);
  connect(&m_timer, &QTimer::timeout, this, &ReplayFeed::refresh);
  // Called on the replay's thread: one event on its way is enough.
  m_observation =
      m_replay.observe([guard = QPointer<ReplayFeed>(this), pending = m_pending](const trading::MarketReplayState&) {
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
  if (practice == nullptr)
    return;
  m_session = practice->session();
  m_practiceObservation =
      practice->observe([guard = QPointer<ReplayFeed>(this)](const trading::PracticeChange& change) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, change] {
              if (guard)
                guard->take(change);
            },
            Qt::QueuedConnection);
      });
}

void ReplayFeed::take(const trading::PracticeChange& change)
{
  m_session = change.session;
  Q_EMIT practiceChanged();
  if (change.undone > 0)
    Q_EMIT ordersUndone(static_cast<int>(change.undone));
  if (change.summary)
    Q_EMIT practiceOver(*change.summary);
}

ReplayFeed::~ReplayFeed()
{
  m_practiceObservation.reset();
  m_observation.reset();
}

std::optional<Timestamp> ReplayFeed::asOf() const
{
  return m_state.active ? std::optional(m_state.at) : std::nullopt;
}

void ReplayFeed::wake()
{
  if (!m_timer.isActive())
    m_timer.start();
}

void ReplayFeed::refresh()
{
  m_pending->store(false);
  const std::optional<Timestamp> before = asOf();
  const trading::MarketReplayState state = m_replay.state();
  if (state == m_state)
    return;
  m_state = state;
  Q_EMIT changed();
  if (asOf() != before)
    Q_EMIT moved();
}

}
