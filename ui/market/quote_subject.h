// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time_zone.h"
#include "core/data/quote_hub.h"
#include "ui/bridge/quote_feed.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace zvt::ui {

/// The security that a panel shows: subscribed to, and its changes as signals. Only while time passes in the market it
/// also tells once a second that ages have grown; else it is silent. A child of its panel. GUI thread.
class QuoteSubject : public QObject {
  Q_OBJECT

public:
  QuoteSubject(const Context& context, data::QuoteDetail detail, QObject* parent);

  /// False: this run has no quotes at all.
  [[nodiscard]] bool isAvailable() const { return m_feed != nullptr; }
  [[nodiscard]] QuoteFeed& feed() const { return *m_feed; }
  [[nodiscard]] data::QuoteHub& hub() const { return m_feed->hub(); }

  void show(const QString& entityId);
  [[nodiscard]] bool isEmpty() const { return m_entity.empty(); }
  [[nodiscard]] const std::string& entity() const { return m_entity; }
  [[nodiscard]] QString entityId() const { return QString::fromStdString(m_entity); }
  [[nodiscard]] const data::QuotePtr& quote() const { return m_quote; } ///< null: none yet
  [[nodiscard]] const TimeZone& zone() const { return m_zone; } ///< of its exchange
  [[nodiscard]] int decimals() const { return m_decimals; }
  [[nodiscard]] double lot() const { return m_lot; }
  [[nodiscard]] bool isIndex() const { return m_entity.starts_with("index_"); }
  /// The quote is older than its kind may be while its market trades: ticks 5 s, minutes 90 s.
  [[nodiscard]] bool isStale() const;
  [[nodiscard]] Duration age() const;

Q_SIGNALS:
  void subjectChanged(); ///< another security
  void quoteChanged();
  void tradesChanged();
  void minutesChanged();
  void dayBegan(); ///< trades and minutes were emptied; comes before the others
  void sourceChanged();
  void aged(); ///< once a second while the market's time passes

private:
  void take(const data::QuoteChanges& changes);
  void watchAge();

  Context m_context;
  data::QuoteDetail m_detail;
  QuoteFeed* m_feed;
  std::string m_entity;
  data::QuotePtr m_quote;
  TimeZone m_zone = TimeZone::utc();
  int m_decimals = 2;
  double m_lot = 100;
  QTimer m_second;
  std::shared_ptr<void> m_subscription;
};

}
