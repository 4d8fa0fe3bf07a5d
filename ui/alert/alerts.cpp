// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alert/alerts.h"

#include "core/alert/alert_store.h"
#include "core/alert/health.h"
#include "core/base/clock.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/newest_write.h"
#include "ui/bridge/quote_feed.h"
#include "ui/bridge/run_async.h"
#include "ui/shell/tr.h"

#include <algorithm>
#include <cmath>

namespace zvt::ui {

using alert::Alert;

namespace {

constexpr int kSaveMs = 1000;
constexpr int kHealthMs = 60'000;
constexpr int kQuoteMs = 15'000;

const Clock& clockOf(const Context& context)
{
  static const SystemClock kSystem;
  return context.clock != nullptr ? *context.clock : kSystem;
}

}

struct Alerts::Files {
  FileSystem& files;
  std::filesystem::path folder;
  NewestWrite book{}, history{};
};

/// A step knows the alerts that it changed, and leaves what the others have seen meanwhile alone.
class Alerts::Step final : public QUndoCommand {
public:
  struct Change {
    std::size_t place = 0; ///< in the list that has it
    std::optional<Alert> before, after;
  };
  Step(Alerts& alerts, const QString& text, const Alerts_& before, const Alerts_& after)
      : QUndoCommand(text)
      , m_alerts(alerts)
  {
    for (std::size_t i = 0; i < before.size(); ++i)
      if (const auto same = std::ranges::find(after, before[i].id, &Alert::id); same == after.end())
        m_changes.push_back({i, before[i], {}});
      else if (*same != before[i])
        m_changes.push_back({i, before[i], *same});
    for (std::size_t i = 0; i < after.size(); ++i)
      if (std::ranges::find(before, after[i].id, &Alert::id) == before.end())
        m_changes.push_back({i, {}, after[i]});
  }
  void undo() override { apply(&Change::before); }
  void redo() override { apply(&Change::after); }

private:
  void apply(std::optional<Alert> Change::* wanted)
  {
    Alerts_ all = m_alerts.all();
    for (const Change& change : m_changes) {
      const std::string& id = change.before ? change.before->id : change.after->id;
      const auto at = std::ranges::find(all, id, &Alert::id);
      const std::optional<Alert>& next = change.*wanted;
      if (!next && at != all.end())
        all.erase(at);
      else if (next && at == all.end())
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(std::min(change.place, all.size())), *next);
      else if (next)
        *at = *next;
    }
    m_alerts.install(std::move(all));
  }

  Alerts& m_alerts;
  std::vector<Change> m_changes;
};

Alerts::Alerts(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_service(clockOf(context))
{
  m_undo.setUndoLimit(100);
  if (m_context.files != nullptr && m_context.workers != nullptr && !m_context.profileFolder.empty())
    m_files.reset(new Files{*m_context.files, m_context.profileFolder});
  m_saveTimer.setSingleShot(true);
  m_saveTimer.setInterval(kSaveMs);
  connect(&m_saveTimer, &QTimer::timeout, this, &Alerts::save);
  m_healthTimer.setInterval(kHealthMs);
  connect(&m_healthTimer, &QTimer::timeout, this, &Alerts::readHealth);
  m_quoteTimer.setInterval(kQuoteMs);
  connect(&m_quoteTimer, &QTimer::timeout, this, [this] {
    const bool replay = m_context.quotes != nullptr && m_context.quotes->source().replay;
    if (!replay)
      take(m_service.takeTime());
  });
  if (m_context.marketData != nullptr && m_context.workers != nullptr && m_context.clock != nullptr) {
    m_formulas = new FormulaReader(m_context, this);
    connect(m_formulas, &FormulaReader::read, this, [this](const std::vector<alert::FormulaReading>& readings) {
      const bool replay = m_context.quotes != nullptr && m_context.quotes->source().replay;
      take(m_service.takeFormulas(readings, replay));
    });
    connect(m_formulas, &FormulaReader::faultsChanged, this, &Alerts::changed);
  }
  if (m_context.quoteFeed != nullptr)
    connect(m_context.quoteFeed, &QuoteFeed::changed, this, &Alerts::takeQuotes);
}

Alerts::~Alerts()
{
  flush();
}

Timestamp Alerts::now() const
{
  return clockOf(m_context).now();
}

void Alerts::load()
{
  const auto take = [this](alert::AlertStore::Loaded loaded) {
    m_unknown = std::move(loaded.book.unknown);
    m_history = std::move(loaded.history);
    m_isLoaded = true;
    m_service.setAlerts(std::move(loaded.book.alerts));
    m_savedGeneration = m_service.generation();
    watch();
    Q_EMIT changed();
    Q_EMIT this->loaded();
  };
  if (!m_files) {
    take({});
    return;
  }
  runAsync(
      m_context.workers->next(), this,
      [files = m_files] { return alert::AlertStore(files->files, files->folder).load(); },
      [this, take](Result<alert::AlertStore::Loaded> loaded) {
        if (!loaded) {
          // Not to be overwritten: the files may well be sound.
          m_files.reset();
          Q_EMIT failed(loaded.error());
          take({});
          return;
        }
        for (const Error& problem : loaded->problems)
          Q_EMIT failed(problem);
        take(*std::move(loaded));
      });
}

const Alert* Alerts::find(const QString& id) const
{
  const auto at = std::ranges::find(all(), id.toStdString(), &Alert::id);
  return at == all().end() ? nullptr : &*at;
}

bool Alerts::edit(const QString& text, const std::function<void(Alerts_& alerts)>& change)
{
  if (!m_isLoaded)
    return false;
  Alerts_ after = all();
  change(after);
  if (after == all())
    return false;
  m_undo.push(new Step(*this, text, all(), after));
  return true;
}

bool Alerts::editEach(const QString& text, const QStringList& ids, const std::function<void(alert::Alert& one)>& change)
{
  return edit(text, [&](Alerts_& alerts) {
    for (Alert& one : alerts)
      if (ids.contains(QString::fromStdString(one.id)))
        change(one);
  });
}

QString Alerts::add(Alert alert)
{
  alert.id = alert::AlertBook{all(), {}}.freshId();
  alert.created = now();
  const QString id = QString::fromStdString(alert.id);
  return edit(Tr::tr("New alert"), [&](Alerts_& alerts) { alerts.push_back(std::move(alert)); }) ? id : QString();
}

void Alerts::replace(Alert alert)
{
  editEach(Tr::tr("Edit the alert"), {QString::fromStdString(alert.id)}, [&](Alert& one) {
    alert.memory = one.memory;
    if (one.condition != alert.condition || one.entityId != alert.entityId || one.memory.done)
      alert::rearm(alert);
    one = alert;
  });
}

void Alerts::remove(const QStringList& ids)
{
  edit(Tr::tr("Delete alerts"), [&](Alerts_& alerts) {
    std::erase_if(alerts, [&](const Alert& one) { return ids.contains(QString::fromStdString(one.id)); });
  });
}

void Alerts::setEnabled(const QStringList& ids, bool enabled)
{
  editEach(enabled ? Tr::tr("Switch alerts on") : Tr::tr("Switch alerts off"), ids, [&](Alert& one) {
    one.enabled = enabled;
    if (!enabled)
      return;
    one.snoozedUntil.reset();
    if (one.expires && *one.expires <= now())
      one.expires.reset();
    alert::rearm(one);
  });
}

void Alerts::snooze(const QStringList& ids, Timestamp until)
{
  editEach(Tr::tr("Snooze alerts"), ids, [&](Alert& one) { one.snoozedUntil = until; });
}

void Alerts::install(Alerts_ alerts)
{
  m_service.setAlerts(std::move(alerts));
  watch();
  save();
  Q_EMIT changed();
}

/// Asks for the quotes and bars that the alerts need.
void Alerts::watch()
{
  std::vector<std::string> wanted = m_service.quoted();
  bool hasHealth = false, hasNoQuote = false;
  for (const Alert& one : all()) {
    if (std::holds_alternative<alert::FormulaCondition>(one.condition))
      wanted.push_back(one.entityId);
    if (const auto* health = std::get_if<alert::HealthCondition>(&one.condition))
      (health->test == alert::HealthTest::NoQuote ? hasNoQuote : hasHealth) = true;
  }
  if (m_context.quotes != nullptr)
    m_subscription = m_context.quotes->subscribe(std::move(wanted));
  if (m_formulas != nullptr)
    m_formulas->setAlerts(all());
  if (!hasNoQuote)
    m_quoteTimer.stop();
  else if (!m_quoteTimer.isActive())
    m_quoteTimer.start();
  if (!hasHealth || m_context.workers == nullptr) {
    m_healthTimer.stop();
  } else {
    m_healthTimer.start();
    readHealth();
  }
}

void Alerts::takeQuotes(const data::QuoteChanges& changes)
{
  const bool replay = m_context.quotes != nullptr && m_context.quotes->source().replay;
  if (m_formulas != nullptr) {
    const bool began = std::ranges::any_of(changes.entities, &data::QuoteChange::dayBegan);
    if (began)
      m_formulas->beginAnew();
    m_formulas->takeQuotes(changes);
  }
  take(m_service.takeQuotes(changes, replay));
}

void Alerts::take(std::vector<alert::AlertEvent> events)
{
  for (alert::AlertEvent& event : events)
    Q_EMIT told(m_history.add(std::move(event)));
  if (!events.empty())
    Q_EMIT changed();
  if (m_service.generation() != m_savedGeneration)
    saveSoon();
}

void Alerts::readHealth()
{
  if (std::exchange(m_isReadingHealth, true))
    return;
  const alert::HealthSources sources{m_context.marketData, m_context.quarantine, m_context.coverage};
  runAsync(
      m_context.workers->next(), this,
      [sources, alerts = all(), now = now()] {
        SilentTaskControl control;
        return alert::readHealth(sources, alerts, now, control);
      },
      [this](const Result<std::vector<alert::HealthFacts>>& facts) {
        m_isReadingHealth = false;
        if (facts)
          take(m_service.takeHealth(*facts));
        else
          Q_EMIT failed(facts.error());
      });
}

void Alerts::clearHistory()
{
  m_history.clear();
  save();
  Q_EMIT changed();
}

const Error* Alerts::faultOf(const std::string& id) const
{
  if (m_formulas == nullptr)
    return nullptr;
  const auto at = m_formulas->faults().find(id);
  return at == m_formulas->faults().end() ? nullptr : &at->second;
}

double Alerts::thresholdOf(const Alert& alert)
{
  return m_service.thresholdAt(alert, m_context.quoteFeed != nullptr ? m_context.quoteFeed->now() : now());
}

double Alerts::distanceOf(const Alert& alert)
{
  const data::QuotePtr quote = m_context.quotes != nullptr ? m_context.quotes->quote(alert.entityId) : nullptr;
  if (!quote || std::isnan(quote->last))
    return alert::kNoValue;
  if (const auto* change = std::get_if<alert::ChangeCondition>(&alert.condition)) {
    const double base = std::isnan(change->base) ? quote->previousClose : change->base;
    const double up = base * (1 + change->percent / 100) / quote->last - 1;
    const double down = base * (1 - change->percent / 100) / quote->last - 1;
    return change->eitherWay && std::abs(down) < std::abs(up) ? down : up;
  }
  // A line that has come down to nothing is nowhere to go.
  const double threshold = thresholdOf(alert);
  return threshold > 0 ? threshold / quote->last - 1 : alert::kNoValue;
}

void Alerts::saveSoon()
{
  if (m_files && !m_saveTimer.isActive())
    m_saveTimer.start();
}

void Alerts::save()
{
  m_saveTimer.stop();
  m_savedGeneration = m_service.generation();
  if (!m_files)
    return;
  m_files->book.put([files = m_files.get(), book = alert::AlertBook{all(), m_unknown}] {
    return alert::AlertStore(files->files, files->folder).save(book);
  });
  m_files->history.put([files = m_files.get(), history = m_history] {
    return alert::AlertStore(files->files, files->folder).save(history);
  });
  runAsync(
      m_context.workers->next(), this,
      [files = m_files]() -> Result<void> {
        ZVT_TRY_VOID(files->book.write());
        return files->history.write();
      },
      [this](const Result<void>& saved) {
        if (!saved)
          Q_EMIT failed(saved.error());
      });
}

void Alerts::flush()
{
  if (m_saveTimer.isActive())
    save();
}

}
