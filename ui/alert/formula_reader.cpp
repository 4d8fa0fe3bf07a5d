// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alert/formula_reader.h"

#include "core/base/clock.h"
#include "core/base/task.h"
#include "core/data/market_data.h"
#include "core/factor/formula_library.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/quote_feed.h"
#include "ui/bridge/run_async.h"

namespace zvt::ui {

namespace {

constexpr int kTogetherMs = 250; ///< quotes of so long are one piece of work

}

/// What one piece of work does and finds.
struct FormulaReader::Work {
  std::shared_ptr<alert::FormulaBoard> board;
  bool hasAlerts = false;
  std::vector<alert::Alert> alerts;
  std::set<std::string> stale;
  std::vector<data::QuotePtr> quotes;
  Timestamp now, market;
  FileSystem* files = nullptr;
  std::filesystem::path profileFolder;

  struct Found {
    std::vector<alert::FormulaReading> readings;
    std::map<std::string, Error> faults;
  };
  Found run()
  {
    Found found;
    SilentTaskControl control;
    const auto add = [&](Result<std::vector<alert::FormulaReading>> readings) {
      if (readings)
        found.readings.insert(found.readings.end(), readings->begin(), readings->end());
    };
    if (hasAlerts) {
      Result<factor::FormulaLibrary> saved = factor::FormulaLibrary();
      if (files != nullptr && !profileFolder.empty())
        saved = factor::FormulaStore(*files, profileFolder).load();
      board->setAlerts(alerts, saved ? &*saved : nullptr, now);
    }
    add(board->read(std::nullopt, market, control));
    for (const std::string& entityId : stale)
      add(board->read(entityId, market, control));
    add(board->takeQuotes(quotes));
    found.faults = board->faults();
    return found;
  }
};

FormulaReader::FormulaReader(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_board(std::make_shared<alert::FormulaBoard>(*context.marketData, context.columns))
{
  m_timer.setSingleShot(true);
  m_timer.setInterval(kTogetherMs);
  connect(&m_timer, &QTimer::timeout, this, &FormulaReader::start);
  m_observation = m_context.marketData->observe([guard = QPointer(this)](const data::MarketChange& change) {
    // The guard is only looked at on the GUI thread, where this dies.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard, entityId = change.entityId] {
          if (!guard || (!entityId.empty() && !guard->m_subjects.contains(entityId)))
            return;
          guard->m_stale.insert(entityId);
          guard->m_timer.start();
        },
        Qt::QueuedConnection);
  });
}

FormulaReader::~FormulaReader() = default;

Timestamp FormulaReader::marketNow() const
{
  if (m_context.quoteFeed != nullptr)
    return m_context.quoteFeed->now();
  return m_context.clock->now();
}

void FormulaReader::setAlerts(const std::vector<alert::Alert>& alerts)
{
  const bool wasEmpty = m_alerts.empty();
  m_alerts.clear();
  m_subjects.clear();
  for (const alert::Alert& one : alerts)
    if (std::holds_alternative<alert::FormulaCondition>(one.condition)) {
      m_alerts.push_back(one);
      m_subjects.insert(one.entityId);
    }
  if (wasEmpty && m_alerts.empty())
    return;
  m_hasAlerts = true;
  start();
}

void FormulaReader::takeQuotes(const data::QuoteChanges& changes)
{
  if (m_subjects.empty())
    return;
  for (const data::QuoteChange& change : changes.entities)
    if (change.quoteChanged && change.quote && m_subjects.contains(change.entityId))
      m_quotes.insert_or_assign(change.entityId, change.quote);
  if (!m_quotes.empty() && !m_timer.isActive())
    m_timer.start();
}

void FormulaReader::beginAnew()
{
  if (m_subjects.empty())
    return;
  m_stale.insert(std::string());
  m_timer.start();
}

void FormulaReader::start()
{
  if (m_isBusy || (!m_hasAlerts && m_stale.empty() && m_quotes.empty()))
    return;
  m_isBusy = true;
  auto work = std::make_shared<Work>();
  work->board = m_board;
  work->hasAlerts = std::exchange(m_hasAlerts, false);
  work->alerts = m_alerts;
  work->stale = std::exchange(m_stale, {});
  for (auto& [entityId, quote] : std::exchange(m_quotes, {}))
    work->quotes.push_back(quote);
  work->now = m_context.clock->now();
  work->market = marketNow();
  work->files = m_context.files;
  work->profileFolder = m_context.profileFolder;
  runAsync(
      m_context.workers->next(), this, [work] { return work->run(); },
      [this](Work::Found found) {
        m_isBusy = false;
        if (std::exchange(m_faults, std::move(found.faults)) != m_faults)
          Q_EMIT faultsChanged();
        if (!found.readings.empty())
          Q_EMIT read(found.readings);
        start();
      });
}

}
