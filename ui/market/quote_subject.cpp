// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/market/quote_subject.h"

#include "core/data/market_data.h"
#include "core/market/quote_book.h"

namespace zvt::ui {

namespace {

constexpr Duration kTickAge = Duration::seconds(5);
constexpr Duration kMinuteAge = Duration::seconds(90);

TimeZone zoneOf(const Context& context, const std::string& entityId)
{
  if (context.marketData != nullptr)
    if (const auto calendar = context.marketData->calendarOf(entityId))
      return (*calendar)->zone();
  return context.calendar ? context.calendar->zone() : TimeZone::utc();
}

}

QuoteSubject::QuoteSubject(const Context& context, data::QuoteDetail detail, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_detail(detail)
    , m_feed(context.quoteFeed)
{
  m_second.setInterval(1000);
  m_second.setTimerType(Qt::CoarseTimer);
  connect(&m_second, &QTimer::timeout, this, &QuoteSubject::aged);
  if (m_feed != nullptr)
    connect(m_feed, &QuoteFeed::changed, this, &QuoteSubject::take);
}

void QuoteSubject::show(const QString& entityId)
{
  const std::string id = entityId.toStdString();
  if (id == m_entity || m_feed == nullptr)
    return;
  m_entity = id;
  m_zone = zoneOf(m_context, id);
  m_decimals = market::priceDecimalsOf(id);
  m_lot = market::lotOf(id);
  // The new one first: what both want is not dropped in between.
  auto subscription = id.empty() ? nullptr : hub().subscribe({id}, m_detail);
  m_subscription = std::move(subscription);
  m_quote = hub().quote(id);
  watchAge();
  Q_EMIT subjectChanged();
}

bool QuoteSubject::isStale() const
{
  if (!m_quote || m_quote->phase != market::QuotePhase::Continuous || m_quote->grain == market::QuoteGrain::Day)
    return false;
  return age() > (m_quote->grain == market::QuoteGrain::Tick ? kTickAge : kMinuteAge);
}

Duration QuoteSubject::age() const
{
  return m_quote ? m_feed->age(*m_quote) : Duration{};
}

void QuoteSubject::watchAge()
{
  const data::QuoteSource source = hub().source();
  const bool passes = m_quote && (source.running || !source.replay) && !source.name.empty();
  if (passes && !m_second.isActive())
    m_second.start();
  else if (!passes)
    m_second.stop();
}

void QuoteSubject::take(const data::QuoteChanges& changes)
{
  if (changes.sourceChanged)
    Q_EMIT sourceChanged();
  const data::QuoteChange* change = m_entity.empty() ? nullptr : changes.find(m_entity);
  if (change) {
    m_quote = change->quote;
    if (change->dayBegan)
      Q_EMIT dayBegan();
    if (change->tradesChanged)
      Q_EMIT tradesChanged();
    if (change->minutesChanged)
      Q_EMIT minutesChanged();
    if (change->quoteChanged || change->dayBegan)
      Q_EMIT quoteChanged();
  }
  watchAge();
}

}
