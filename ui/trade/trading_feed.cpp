// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/trading_feed.h"

#include "ui/replay/replay_feed.h"

#include <QCoreApplication>
#include <QPointer>

namespace zvt::ui {

namespace {
constexpr int kIntervalMs = 33;
}

TradingFeed::TradingFeed(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_pending(std::make_shared<std::atomic<bool>>(false))
{
  m_timer.setSingleShot(true);
  m_timer.setInterval(kIntervalMs);
  connect(&m_timer, &QTimer::timeout, this, &TradingFeed::refresh);
  if (m_context.replay != nullptr)
    connect(m_context.replay, &ReplayFeed::practiceChanged, this, [this] {
      bind();
      Q_EMIT replayChanged();
      Q_EMIT changed();
    });
  bind();
}

void TradingFeed::bind()
{
  m_orders.reset();
  m_holding.reset();
  m_market.reset();
  m_session = m_context.replay != nullptr ? m_context.replay->practice() : nullptr;
  if (!m_session) // the composition root's: it outlives every window
    m_session = std::shared_ptr<trading::PaperSession>(std::shared_ptr<void>(), m_context.paperSession);
  if (!m_session)
    return;
  // Called on the broker's thread: one event on its way is enough.
  const auto knock = [guard = QPointer<TradingFeed>(this), pending = m_pending] {
    if (pending->exchange(true))
      return;
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard] {
          if (guard)
            guard->wake();
        },
        Qt::QueuedConnection);
  };
  trading::OrderObserver observer;
  observer.onSnapshot = [knock](const trading::TradingSnapshotPtr&) { knock(); };
  m_orders = m_session->orders().observe(std::move(observer));
  m_market = m_session->observe([knock](const trading::ReplayState&) { knock(); });
  m_holding = m_session->held().observe([knock](const trading::HeldSnapshotPtr&) { knock(); });
  m_snapshot = m_session->orders().snapshot();
  m_held = m_session->held().snapshot();
  m_replay = m_session->state();
}

TradingFeed::~TradingFeed()
{
  m_orders.reset();
  m_holding.reset();
  m_market.reset();
}

void TradingFeed::wake()
{
  if (!m_timer.isActive())
    m_timer.start();
}

void TradingFeed::refresh()
{
  m_pending->store(false);
  auto snapshot = m_session->orders().snapshot();
  const trading::ReplayState replay = m_session->state();
  auto held = m_session->held().snapshot();
  const bool news = snapshot->generation != m_snapshot->generation || held->generation != m_held->generation;
  const bool moved = replay != m_replay;
  m_snapshot = std::move(snapshot);
  m_held = std::move(held);
  m_replay = replay;
  if (moved)
    Q_EMIT replayChanged();
  if (news)
    Q_EMIT changed();
}

}
