// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/quote_feed.h"

#include "core/base/clock.h"
#include "core/market/exchange.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr int kFrameMs = 33; // 30 Hz

}

QuoteFeed::QuoteFeed(data::QuoteHub& hub, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_hub(hub)
    , m_clock(clock)
{
  m_timer.setSingleShot(true);
  m_timer.setInterval(kFrameMs);
  connect(&m_timer, &QTimer::timeout, this, &QuoteFeed::refresh);
  // The guard is looked at on the GUI thread alone: a publisher may be waking this object while it is going.
  m_wake = m_hub.observe([guard = QPointer<QuoteFeed>(this)] {
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard] {
          if (guard && !guard->m_timer.isActive())
            guard->m_timer.start();
        },
        Qt::QueuedConnection);
  });
  m_generation = m_hub.generation();
}

QuoteFeed::~QuoteFeed()
{
  m_wake.reset();
}

Timestamp QuoteFeed::now() const
{
  const data::QuoteSource source = m_hub.source();
  return source.replay ? source.now(m_clock.elapsed()) : m_clock.now();
}

Duration QuoteFeed::age(const market::Quote& quote) const
{
  return std::max(now() - quote.received, Duration{});
}

std::optional<TradingDay> QuoteFeed::storedUntil(const market::Calendar& calendar) const
{
  if (!m_hub.source().replay)
    return {};
  return calendar.dayOf(now()) - 1;
}

void QuoteFeed::refresh()
{
  m_wake->rearm();
  const data::QuoteChanges changes = m_hub.changesSince(m_generation);
  m_generation = changes.generation;
  if (changes.empty())
    return;
  ++m_signals;
  Q_EMIT changed(changes);
}

}
