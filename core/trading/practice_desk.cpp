// SPDX-License-Identifier: Apache-2.0
#include "core/trading/practice_desk.h"

#include "core/base/memory_store.h"
#include "core/storage/observer_list.h"
#include "core/trading/held_orders.h"

#include <mutex>
#include <utility>

namespace zvt::trading {

/// Everything but what the mutex guards belongs to the executor.
struct PracticeDesk::State : std::enable_shared_from_this<PracticeDesk::State> {
  State(PracticeOptions theOptions, storage::Profile& theProfile, data::MarketData& marketData, const Clock& theClock,
      Executor& theExecutor)
      : options(std::move(theOptions))
      , profile(theProfile)
      , data(marketData)
      , clock(theClock)
      , executor(theExecutor)
  {
  }

  /// The account's books right after orders were made or cancelled.
  struct Checkpoint {
    Timestamp at;
    MemoryStore ledger;
  };

  [[nodiscard]] std::shared_ptr<PaperSession> present() const
  {
    const std::lock_guard lock(mutex);
    return session;
  }
  void become(std::shared_ptr<PaperSession> next, PracticeChange change)
  {
    change.session = next;
    {
      const std::lock_guard lock(mutex);
      std::swap(session, next);
    }
    observers.notify(change);
  }

  void moveTo(const std::optional<ReplayMoment>& moment, const Done& done)
  {
    const std::shared_ptr<PaperSession> now = present();
    if (!moment) {
      if (now)
        finish(*now);
      return done({});
    }
    if (!now || moment->at < at)
      return rebuild(*moment, done);
    remember();
    move(now, *moment, done);
  }

  /// Keeps the books when a user's orders have changed them since the clock arrived here.
  void remember()
  {
    if (ledger->revision() != arrivedWith)
      checkpoints.push_back({at, *ledger});
  }

  void move(const std::shared_ptr<PaperSession>& by, const ReplayMoment& moment, const Done& done)
  {
    by->moveTo(moment, [weak = weak_from_this(), moment, done](const Result<ReplayState>& moved) {
      if (const auto self = weak.lock()) {
        self->at = moment.at;
        self->arrivedWith = self->ledger->revision();
      }
      done(moved ? Result<void>() : std::unexpected(moved.error()));
    });
  }

  /// The account as it was at a moment: its books of then, and the bars since.
  void rebuild(const ReplayMoment& moment, const Done& done)
  {
    const std::shared_ptr<PaperSession> before = present();
    PracticeChange change;
    if (before) {
      remember(); // orders of the present moment count when it is come back to
      for (const Order& order : before->orders().snapshot()->orders)
        change.undone += order.created > moment.at ? 1 : 0;
      for (const ConditionalOrder& order : before->held().snapshot()->conditional)
        change.undone += order.created > moment.at ? 1 : 0;
    }
    std::erase_if(checkpoints, [&](const Checkpoint& one) { return one.at > moment.at; });
    auto books = checkpoints.empty() ? std::make_shared<MemoryStore>()
                                     : std::make_shared<MemoryStore>(checkpoints.back().ledger);
    ReplayMoment from = moment;
    if (!checkpoints.empty())
      from.at = checkpoints.back().at;
    auto opened = open(books, from);
    if (!opened)
      return done(std::unexpected(opened.error()));
    ledger = std::move(books);
    const std::shared_ptr<PaperSession> next = std::move(*opened);
    move(next, moment, [weak = weak_from_this(), next, change, done](const Result<void>& moved) {
      const auto self = weak.lock();
      if (self && moved)
        self->become(next, change);
      done(moved);
    });
  }

  Result<std::shared_ptr<PaperSession>> open(std::shared_ptr<Store> books, const ReplayMoment& from) const
  {
    PaperSessionOptions session_;
    session_.account.name = "practice";
    {
      const std::lock_guard lock(mutex);
      session_.account.initialCash = options.cash;
      session_.account.rights = options.rights;
    }
    session_.rules = options.rules;
    session_.commission = options.commission;
    session_.matching = options.matching;
    session_.ledger = std::move(books);
    session_.moment = from;
    ZVT_TRY(auto opened, PaperSession::open(std::move(session_), profile, data, clock, executor));
    return std::shared_ptr<PaperSession>(std::move(opened));
  }

  void finish(PaperSession& over)
  {
    const TradingSnapshotPtr snapshot = over.orders().snapshot();
    PracticeChange change;
    if (!snapshot->orders.empty())
      change.summary = PracticeSummary{snapshot->account->settings().initialCash, snapshot->account->equity(),
          snapshot->account->costsPaid(), snapshot->fills};
    checkpoints.clear();
    become(nullptr, std::move(change));
    ledger.reset();
  }

  PracticeOptions options;
  storage::Profile& profile;
  data::MarketData& data;
  const Clock& clock;
  Executor& executor;
  std::shared_ptr<MemoryStore> ledger; ///< of the session
  std::vector<Checkpoint> checkpoints; ///< oldest first
  Timestamp at; ///< where the session stands
  std::uint64_t arrivedWith = 0; ///< revision of the ledger then
  storage::ObserverList<const PracticeChange&> observers;

  mutable std::mutex mutex; ///< guards the one below, and options.cash
  std::shared_ptr<PaperSession> session;
};

PracticeDesk::PracticeDesk(PracticeOptions options, storage::Profile& profile, data::MarketData& marketData,
    const Clock& clock, Executor& executor)
    : m_state(std::make_shared<State>(std::move(options), profile, marketData, clock, executor))
{
}

PracticeDesk::~PracticeDesk()
{
  // A move may run at this moment: the state goes where no work of its runs.
  Executor& executor = m_state->executor;
  executor.post([state = std::move(m_state)] { });
}

void PracticeDesk::moveTo(std::optional<ReplayMoment> moment, Done done)
{
  m_state->moveTo(moment, done);
}

void PracticeDesk::setCash(Money cash)
{
  const std::lock_guard lock(m_state->mutex);
  m_state->options.cash = cash;
}

void PracticeDesk::setRights(RightsChoice choice)
{
  {
    const std::lock_guard lock(m_state->mutex);
    m_state->options.rights = choice;
  }
  if (const auto now = session())
    now->orders().chooseRights(choice);
}

std::shared_ptr<PaperSession> PracticeDesk::session() const
{
  return m_state->present();
}

std::shared_ptr<void> PracticeDesk::observe(Observer observer)
{
  return m_state->observers.add(std::move(observer));
}

}
