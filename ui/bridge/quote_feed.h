// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/quote_hub.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace zvt {
class Clock;
}
namespace zvt::market {
class Calendar;
}

namespace zvt::ui {

/// The quote hub as one signal on the GUI thread, at most 30 times a second, and none while nothing changes. Where to
/// look things up: hub(). What a panel shows it subscribes to:
///
///   m_subscription = feed.hub().subscribe({id});
///   connect(&feed, &QuoteFeed::changed, this, [this](const data::QuoteChanges& changes) {
///     if (const data::QuoteChange* change = changes.find(id)) show(change->quote);
///   });
class QuoteFeed : public QObject {
  Q_OBJECT

public:
  QuoteFeed(data::QuoteHub& hub, const Clock& clock, QObject* parent = nullptr);
  ~QuoteFeed() override;

  [[nodiscard]] data::QuoteHub& hub() const { return m_hub; }
  /// Market time: of the replay, or of the clock.
  [[nodiscard]] Timestamp now() const;
  /// How old a quote is in market time; a paused replay does not age.
  [[nodiscard]] Duration age(const market::Quote& quote) const;
  /// Until when stored days may be shown beside these quotes: the day before the one that plays again, for whoever
  /// watches a past must not see its future. Nothing: the newest.
  [[nodiscard]] std::optional<TradingDay> storedUntil(const market::Calendar& calendar) const;
  /// Signals so far: a test counts them to see that nothing wakes while nothing changes.
  [[nodiscard]] quint64 signalCount() const { return m_signals; }

Q_SIGNALS:
  /// All securities that changed since the last signal.
  void changed(const zvt::data::QuoteChanges& changes);

private:
  void refresh();

  data::QuoteHub& m_hub;
  const Clock& m_clock;
  QTimer m_timer; ///< runs once after a wake
  std::uint64_t m_generation = 0;
  quint64 m_signals = 0;
  std::shared_ptr<data::QuoteHub::Wake> m_wake; ///< last member: no callback arrives once the others are going
};

}
