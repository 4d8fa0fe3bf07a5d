// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/approvals.h"

#include "core/trading/risk/approval_log.h"

#include <algorithm>
#include <mutex>

namespace zvt::risk {

namespace {

/// Is it the order that was asked about? All that it may do; its stamps move.
bool isSame(const trading::Order& asked, const trading::Order& now)
{
  return asked.account == now.account && asked.source == now.source && asked.entityId == now.entityId
      && asked.side == now.side && asked.type == now.type && asked.price == now.price && asked.quantity == now.quantity
      && asked.terms == now.terms;
}

/// Was every level asked that the order reaches now? A market order's value moves with the price.
bool covers(const ApprovalRequest& request, const std::vector<ApprovalLevel>& reached)
{
  return std::ranges::all_of(reached, [&](const ApprovalLevel& level) {
    return std::ranges::any_of(request.levels, [&](const ApprovalLevel& asked) {
      return asked.above == level.above && asked.roles == level.roles && asked.approvals >= level.approvals;
    });
  });
}

bool mayAgree(const ApprovalLevel& level, const Approver& who)
{
  return std::ranges::any_of(
      who.roles, [&](const std::string& role) { return std::ranges::find(level.roles, role) != level.roles.end(); });
}

int agreedOn(const ApprovalRequest& request, std::size_t level)
{
  return static_cast<int>(std::ranges::count(request.agreed, level, &std::pair<std::size_t, std::string>::first));
}

bool isComplete(const ApprovalRequest& request)
{
  for (std::size_t level = 0; level < request.levels.size(); ++level)
    if (agreedOn(request, level) < request.levels[level].approvals)
      return false;
  return true;
}

/// "1/2": levels that have all they need.
std::string progressOf(const ApprovalRequest& request)
{
  int done = 0;
  for (std::size_t level = 0; level < request.levels.size(); ++level)
    done += agreedOn(request, level) >= request.levels[level].approvals;
  return std::to_string(done) + "/" + std::to_string(request.levels.size());
}

}

std::string_view toString(ApprovalState state)
{
  switch (state) {
  case ApprovalState::Pending:
    return "pending";
  case ApprovalState::Approved:
    return "approved";
  case ApprovalState::Refused:
    return "refused";
  case ApprovalState::Expired:
    return "expired";
  case ApprovalState::Used:
    return "used";
  }
  return "?";
}

struct Approvals::State {
  State(Store& theStore, const Clock& theClock)
      : log(theStore)
      , clock(theClock)
  {
  }

  [[nodiscard]] ApprovalRequest* find(std::string_view id)
  {
    const auto found = std::ranges::find(requests, id, &ApprovalRequest::id);
    return found == requests.end() ? nullptr : &*found;
  }
  [[nodiscard]] bool isExpired(const ApprovalRequest& request) const
  {
    const bool waits = request.state == ApprovalState::Pending || request.state == ApprovalState::Approved;
    return waits && clock.now() >= request.expires;
  }
  void put(const ApprovalRequest& request)
  {
    if (ApprovalRequest* known = find(request.id))
      *known = request;
    else
      requests.push_back(request);
  }
  /// Journal first, then the state.
  Result<void> record(const ApprovalRequest& request)
  {
    ZVT_TRY_VOID(log.append(request));
    put(request);
    return {};
  }
  /// The request that a person may decide on now.
  Result<ApprovalRequest> open(std::string_view id, const Approver& who);
  void tell(const ApprovalRequest& request);

  ApprovalLog log;
  const Clock& clock;
  mutable std::mutex mutex; ///< guards the requests and the log
  std::vector<ApprovalRequest> requests;
  std::mutex observing; ///< guards the observers
  std::vector<std::weak_ptr<std::function<void(const ApprovalRequest&)>>> observers;
};

Result<ApprovalRequest> Approvals::State::open(std::string_view id, const Approver& who)
{
  const ApprovalRequest* request = find(id);
  if (!request)
    return fail("risk.approval.unknown", {{"id", std::string(id)}});
  if (request->state != ApprovalState::Pending || isExpired(*request))
    return fail("risk.approval.over",
        {{"id", std::string(id)},
            {"state", std::string(toString(isExpired(*request) ? ApprovalState::Expired : request->state))}});
  if (who.name == request->requestedBy)
    return fail("risk.approval.own", {{"who", who.name}});
  if (std::ranges::none_of(request->levels, [&](const ApprovalLevel& level) { return mayAgree(level, who); }))
    return fail("risk.approval.role", {{"who", who.name}});
  return *request;
}

void Approvals::State::tell(const ApprovalRequest& request)
{
  std::vector<std::shared_ptr<std::function<void(const ApprovalRequest&)>>> told;
  {
    const std::lock_guard lock(observing);
    std::erase_if(observers, [](const auto& weak) { return weak.expired(); });
    for (const auto& weak : observers)
      told.push_back(weak.lock());
  }
  for (const auto& observer : told)
    if (observer)
      (*observer)(request);
}

Result<std::unique_ptr<Approvals>> Approvals::open(Store& store, const Clock& clock)
{
  auto state = std::make_unique<State>(store, clock);
  ZVT_TRY(const auto entries, state->log.read());
  for (const ApprovalRequest& entry : entries)
    state->put(entry);
  return std::unique_ptr<Approvals>(new Approvals(std::move(state)));
}

Approvals::Approvals(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

Approvals::~Approvals() = default;

Result<void> Approvals::require(const trading::Order& order, Money value, const std::vector<ApprovalLevel>& levels)
{
  if (levels.empty())
    return {};
  ApprovalRequest request;
  {
    const std::lock_guard lock(m_state->mutex);
    const ApprovalRequest* known = m_state->find(order.id);
    if (known && (!isSame(known->order, order) || !covers(*known, levels)))
      return fail("risk.approval.changed", {{"id", order.id}});
    if (known && known->state == ApprovalState::Refused)
      return fail("risk.approval.refused", {{"id", order.id}, {"who", known->refusedBy}, {"note", known->note}});
    if (known && m_state->isExpired(*known))
      return fail("risk.approval.expired", {{"id", order.id}});
    // Once: an order that did not come to be after all is asked for anew.
    if (known && known->state == ApprovalState::Used)
      return fail("risk.approval.used", {{"id", order.id}});
    if (known && known->state == ApprovalState::Pending)
      return fail("risk.approval.pending", {{"id", order.id}, {"progress", progressOf(*known)}});
    if (known) {
      request = *known;
      request.state = ApprovalState::Used;
    } else {
      request.id = order.id;
      request.order = order;
      request.requestedBy = order.source;
      request.value = value;
      request.levels = levels;
      request.since = m_state->clock.now();
      const auto shortest = std::ranges::min_element(levels, {}, &ApprovalLevel::expiresMinutes);
      request.expires = request.since + Duration::minutes(shortest->expiresMinutes);
    }
    ZVT_TRY_VOID(m_state->record(request));
  }
  m_state->tell(request);
  if (request.state == ApprovalState::Used)
    return {};
  return fail("risk.approval.pending", {{"id", order.id}, {"progress", progressOf(request)}});
}

Result<ApprovalRequest> Approvals::approve(std::string_view id, const Approver& who)
{
  ApprovalRequest request;
  {
    const std::lock_guard lock(m_state->mutex);
    ZVT_TRY(request, m_state->open(id, who));
    if (std::ranges::find(request.agreed, who.name, &std::pair<std::size_t, std::string>::second)
        != request.agreed.end())
      return fail("risk.approval.twice", {{"who", who.name}});
    std::size_t level = 0;
    while (level < request.levels.size()
        && (agreedOn(request, level) >= request.levels[level].approvals || !mayAgree(request.levels[level], who)))
      ++level;
    if (level == request.levels.size())
      return fail("risk.approval.role", {{"who", who.name}});
    request.agreed.emplace_back(level, who.name);
    if (isComplete(request))
      request.state = ApprovalState::Approved;
    ZVT_TRY_VOID(m_state->record(request));
  }
  m_state->tell(request);
  return request;
}

Result<ApprovalRequest> Approvals::refuse(std::string_view id, const Approver& who, std::string note)
{
  ApprovalRequest request;
  {
    const std::lock_guard lock(m_state->mutex);
    ZVT_TRY(request, m_state->open(id, who));
    request.state = ApprovalState::Refused;
    request.refusedBy = who.name;
    request.note = std::move(note);
    ZVT_TRY_VOID(m_state->record(request));
  }
  m_state->tell(request);
  return request;
}

std::vector<ApprovalRequest> Approvals::all() const
{
  const std::lock_guard lock(m_state->mutex);
  std::vector<ApprovalRequest> shown = m_state->requests;
  for (ApprovalRequest& request : shown)
    if (m_state->isExpired(request))
      request.state = ApprovalState::Expired;
  return shown;
}

std::shared_ptr<void> Approvals::observe(std::function<void(const ApprovalRequest&)> changed)
{
  auto handle = std::make_shared<std::function<void(const ApprovalRequest&)>>(std::move(changed));
  const std::lock_guard lock(m_state->observing);
  m_state->observers.push_back(handle);
  return handle;
}

std::vector<ApprovalLevel> levelsFor(
    const RiskLimits& limits, const trading::Order& order, Money value, const std::vector<std::string>& tags)
{
  std::vector<ApprovalLevel> reached;
  for (const ApprovalLevel& level : limits.approvals) {
    const LimitScope& scope = level.scope;
    const bool meant = (scope.account.empty() || scope.account == order.account)
        && (scope.strategy.empty() || scope.strategy == order.source)
        && (scope.tag.empty() || std::ranges::find(tags, scope.tag) != tags.end());
    if (meant && value.value() > level.above)
      reached.push_back(level);
  }
  return reached;
}

}
