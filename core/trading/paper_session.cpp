// SPDX-License-Identifier: Apache-2.0
#include "core/trading/paper_session.h"

#include "core/data/market_data.h"
#include "core/storage/profile.h"
#include "core/trading/algo/algo_order.h"
#include "core/trading/paper_session_state.h"

namespace zvt::trading {

Result<std::unique_ptr<PaperSession>> PaperSession::open(PaperSessionOptions options, storage::Profile& profile,
    data::MarketData& marketData, const Clock& clock, Executor& executor)
{
  auto state = std::make_shared<State>(std::move(options), profile, marketData, clock, executor);
  ZVT_TRY_VOID(state->open());
  std::unique_ptr<PaperSession> session(new PaperSession(state));
  session->m_dataObservation = marketData.observe([weak = std::weak_ptr(state)](const data::MarketChange& change) {
    if (const auto alive = weak.lock())
      alive->post([mayBeActions = !change.level](State& self) {
        self.actionsStale = self.actionsStale || mayBeActions;
        self.refresh();
      });
  });
  session->refresh();
  return session;
}

PaperSession::PaperSession(std::shared_ptr<State> state)
    : m_state(std::move(state))
{
}

PaperSession::~PaperSession()
{
  m_dataObservation.reset();
  m_state->cancelled = true;
  // Work that runs at this moment may hold the service: service and broker go where no work of theirs runs.
  Executor& executor = m_state->executor;
  executor.post([state = std::move(m_state)] { });
}

OrderService& PaperSession::orders()
{
  return *m_state->service;
}

PaperBroker& PaperSession::broker()
{
  return *m_state->broker;
}

HeldOrders& PaperSession::held()
{
  return *m_state->held;
}

void PaperSession::work(std::vector<ParentOrder> orders, std::function<void(Result<void>)> done)
{
  m_state->post([orders = std::move(orders), done = std::move(done)](State& state) mutable {
    Money more; // that the orders before it will need
    for (ParentOrder& order : orders) {
      if (const auto prepared = state.prepare(order, more); !prepared) {
        if (done)
          done(prepared);
        return;
      }
      const auto value = multiply(order.price, order.quantity);
      if (order.side == Side::Buy && order.after.empty() && value)
        more += *value;
    }
    state.held->place(std::move(orders), std::move(done));
  });
}

void PaperSession::work(ParentOrder order, std::function<void(Result<void>)> done)
{
  work(std::vector{std::move(order)}, std::move(done));
}

namespace {

/// Checked as what it makes of the order, then changed.
template <typename Change> auto changing(std::string id, Change change, std::function<void(Result<void>)> done)
{
  return [id = std::move(id), change = std::move(change), done = std::move(done)](auto& state) mutable {
    if (const auto checked = state.checkChange(id, change); !checked) {
      if (done)
        done(checked);
      return;
    }
    state.held->change(std::move(id), std::move(change), std::move(done));
  };
}

}

void PaperSession::change(std::string id, ConditionalChange change, std::function<void(Result<void>)> done)
{
  m_state->post(changing(std::move(id), std::move(change), std::move(done)));
}

void PaperSession::change(std::string id, ParentChange change, std::function<void(Result<void>)> done)
{
  m_state->post(changing(std::move(id), std::move(change), std::move(done)));
}

std::shared_ptr<const TradingRules> PaperSession::rules() const
{
  return m_state->rules;
}

ReplayState PaperSession::state() const
{
  return m_state->replayNow();
}

std::shared_ptr<void> PaperSession::observe(Observer observer)
{
  auto handle = std::make_shared<Observer>(std::move(observer));
  const std::lock_guard lock(m_state->mutex);
  m_state->observers.push_back(handle);
  return handle;
}

void PaperSession::advance(int days, std::function<void(Result<ReplayState>)> done)
{
  m_state->post([days, done = std::move(done)](State& state) { state.advance(days, done); });
}

void PaperSession::moveTo(ReplayMoment moment, std::function<void(Result<ReplayState>)> done)
{
  m_state->post([moment = std::move(moment), done = std::move(done)](State& state) { state.moveTo(moment, done); });
}

void PaperSession::cancelAdvance()
{
  m_state->cancelled = true;
}

void PaperSession::refresh()
{
  m_state->post([](State& state) { state.refresh(); });
}

Result<TicketContext> PaperSession::ticketContext(const std::string& entityId, OrderType type) const
{
  ZVT_TRY(TicketContext context, m_state->market.ticketContext(entityId, type, m_state->replayNow()));
  m_state->tellPrice(entityId, context);
  return context;
}

Result<std::shared_ptr<const VolumeProfile>> PaperSession::volumeProfile(const std::string& entityId) const
{
  const ReplayState replay = m_state->replayNow();
  if (!replay.day)
    return nullptr;
  ZVT_TRY(VolumeProfile profile,
      m_state->market.volumeProfile(entityId, replay.next.value_or(*replay.day), m_state->clock.now()));
  return std::make_shared<const VolumeProfile>(std::move(profile));
}

std::vector<CheckResult> PaperSession::riskChecks(const Order& draft) const
{
  std::vector<CheckResult> checks;
  if (m_state->options.riskChecks)
    checks = m_state->options.riskChecks(draft);
  if (auto worked = m_state->checkWorked(draft))
    checks.push_back(*std::move(worked));
  return checks;
}

void PaperSession::history(std::function<void(Result<std::vector<EquityPoint>>)> done)
{
  m_state->post([done = std::move(done)](State& state) { done(state.history()); });
}

}
