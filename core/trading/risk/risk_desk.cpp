// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/risk_desk.h"

#include "core/trading/risk/security_facts.h"

#include <algorithm>

namespace zvt::risk {

namespace {

trading::CheckStatus statusOf(RiskVerdict verdict)
{
  switch (verdict) {
  case RiskVerdict::Pass:
    return trading::CheckStatus::Passed;
  case RiskVerdict::Warn:
    return trading::CheckStatus::Warning;
  case RiskVerdict::Block:
    break;
  }
  return trading::CheckStatus::Blocked;
}

/// Whether a limit wants more of securities than their prices.
bool asksFacts(const RiskLimits& limits)
{
  const auto asks = [](const RiskLimit& limit) {
    return limit.rule == "industry" || limit.rule == "tag" || limit.rule == "cluster" || !limit.scope.tag.empty()
        || (limit.rule == "fat_finger_size" && limit.unit == LimitUnit::Fraction);
  };
  return std::ranges::any_of(limits.limits, asks)
      || std::ranges::any_of(limits.approvals, [](const ApprovalLevel& level) { return !level.scope.tag.empty(); });
}

trading::CheckResult checkOf(const RiskFinding& finding)
{
  trading::CheckResult check;
  check.id = "risk." + finding.rule;
  check.status = statusOf(finding.verdict);
  check.message = finding.reason;
  return check;
}

}

Result<std::unique_ptr<RiskDesk>> RiskDesk::open(
    Store& ledger, Result<RiskLimits> limits, SecurityFacts* facts, const Clock& clock)
{
  std::unique_ptr<RiskDesk> desk(new RiskDesk);
  if (!limits)
    desk->m_problem = limits.error();
  ZVT_TRY(desk->m_clutch, Clutch::open(ledger, clock));
  ZVT_TRY(desk->m_approvals, Approvals::open(ledger, clock));
  RiskBook::Options options;
  options.limits = std::move(limits).value_or(RiskLimits{});
  options.lookups = facts ? facts->lookups() : RiskLookups{};
  desk->m_facts = facts;
  desk->m_asksFacts = asksFacts(options.limits);
  options.clutch = desk->m_clutch.get();
  options.approvals = desk->m_approvals.get();
  options.store = &ledger;
  ZVT_TRY(desk->m_book, RiskBook::make(std::move(options), clock));
  return desk;
}

Error RiskDesk::problem() const
{
  const std::lock_guard lock(m_mutex);
  return m_problem;
}

Result<void> RiskDesk::know(std::span<const std::string> entities, TradingDay until)
{
  if (m_facts == nullptr || entities.empty())
    return {};
  {
    const std::lock_guard lock(m_mutex);
    for (const std::string& entityId : entities) { // the newest day counts
      TradingDay day = until;
      for (auto& [asked, known] : m_asked)
        if (known.erase(entityId) != 0)
          day = std::max(day, asked);
      m_asked[day].insert(entityId);
    }
    std::erase_if(m_asked, [](const auto& of) { return of.second.empty(); });
    if (!m_asksFacts)
      return {};
  }
  return m_facts->learn(entities, until);
}

Result<RiskLookups> RiskDesk::factsOf(std::span<const std::string> entities, TradingDay until)
{
  if (m_facts == nullptr)
    return RiskLookups{};
  ZVT_TRY_VOID(m_facts->learn(entities, until));
  return m_facts->lookups();
}

Result<void> RiskDesk::setLimits(RiskLimits limits)
{
  std::map<TradingDay, std::set<std::string>> asked;
  {
    const std::lock_guard lock(m_mutex);
    if (m_facts != nullptr && !m_asksFacts && asksFacts(limits))
      asked = m_asked;
  }
  for (const auto& [day, entities] : asked) // what cannot be read stays unknown, and the limits say so
    static_cast<void>(m_facts->learn(std::vector(entities.begin(), entities.end()), day));
  const bool asks = asksFacts(limits);
  ZVT_TRY_VOID(m_book->setLimits(std::move(limits)));
  const std::lock_guard lock(m_mutex);
  m_asksFacts = asks;
  m_problem = {};
  return {};
}

Result<void> RiskDesk::admit(const Order& order)
{
  if (const Error why = problem(); !why.code.empty())
    return fail(why);
  return m_book->admit(order);
}

Result<void> RiskDesk::admitWhole(const Order& order)
{
  if (const Error why = problem(); !why.code.empty())
    return fail(why);
  return m_book->admitWhole(order);
}

std::vector<trading::CheckResult> RiskDesk::look(const Order& draft) const
{
  std::vector<trading::CheckResult> checks;
  if (const Error why = problem(); !why.code.empty())
    checks.push_back({"risk.limits", trading::CheckStatus::Blocked, why, {}, {}});
  for (const RiskFinding& finding : m_book->look(draft).findings)
    if (finding.verdict != RiskVerdict::Pass || !finding.figures.empty())
      checks.push_back(checkOf(finding));
  return checks;
}

}
