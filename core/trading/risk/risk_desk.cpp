// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/risk_desk.h"

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
    Store& ledger, Result<RiskLimits> limits, RiskLookups lookups, const Clock& clock)
{
  std::unique_ptr<RiskDesk> desk(new RiskDesk);
  if (!limits)
    desk->m_problem = limits.error();
  ZVT_TRY(desk->m_clutch, Clutch::open(ledger, clock));
  ZVT_TRY(desk->m_approvals, Approvals::open(ledger, clock));
  RiskBook::Options options;
  options.limits = std::move(limits).value_or(RiskLimits{});
  options.lookups = std::move(lookups);
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

Result<void> RiskDesk::setLimits(RiskLimits limits)
{
  ZVT_TRY_VOID(m_book->setLimits(std::move(limits)));
  const std::lock_guard lock(m_mutex);
  m_problem = {};
  return {};
}

Result<void> RiskDesk::admit(const Order& order)
{
  if (const Error why = problem(); !why.code.empty())
    return fail(why);
  return m_book->admit(order);
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
